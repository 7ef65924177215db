"""Which pictures there are: every screen and dialog of the table of screens, and how a person gets there.

Keys are named by their actions (`@result`), so that the pictures follow the registry; `=text` is typed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from selfeval.core.model import FORM_ID
from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.places import Place
from tests import june
from tests.tools import shot_books
from tests.tools.shot_books import DATES, FILLED, TARGETS, UNKNOWN, county
from tests.tui import test_deducting, test_grading
from tests.tui.driving import work

BLOCK = """三级指标\t实际完成值
解决问题费用\t1753000元
预算资金执行率\t97.39%
信访群众和相关单位满意度\t0.92
社会和谐稳定\t达成年度指标 95%
有效减少越级访的发生\t完成得很好
来访接待批次\t35批次
"""
Do = Callable[[Pilot[int], Path], None]
"""Something done to the program, or the folder that its workbook lies in, where no key does it."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what it shows in both languages, and how to get there.

    Attributes:
        shows: names of the screens and dialogs in the table of screens that it stands for.
        room: the screen to open first, as the tests of all screens do; "" for none.
        before: done before the keys; `show` after them.
        keys: keys after that.
        paste: what is pasted before the keys.
        book: the workbook or what makes one in a folder, None for the home screen.
        earlier: workbooks that were opened before, for the list of works.
        batch: what makes a batch in a folder, where its forms are reviewed instead of a workbook.
        contrast: whether it is shown in high contrast alone.
    """

    zh: str
    en: str
    shows: tuple[str, ...] = ()
    room: str = ""
    keys: tuple[str, ...] = ()
    paste: str = ""
    language: str = "zh"
    book: Path | Callable[[Path], Path] | None = FILLED
    earlier: tuple[Path, ...] = ()
    batch: Callable[[Path], Path] | None = None
    before: Do | None = None
    show: Do | None = None
    contrast: bool = False


def pack(text: str) -> Do:
    """Score by this pack, the cursor on the first indicator."""

    def do(pilot: Pilot[int], folder: Path) -> None:
        path = folder / f"{tomllib.loads(text)['id']}.toml"
        path.write_text(text, encoding="utf-8")
        front = work(pilot)
        front.workspace.set("", "", "rules", str(path))
        front.show_all()

    return do


def opened(name: str, *given: object) -> Do:
    """A dialog that no key brings up."""
    return lambda pilot, _folder: pilot.app.open_room(name, *given)  # type: ignore[attr-defined]


def to_row(name: str) -> Do:
    """Put the cursor of the entry screen on the row of this name."""

    def do(pilot: Pilot[int], _folder: Path) -> None:
        front = work(pilot)
        place = next(
            place for place in front.workspace.places()
            if place.indicator and front.workspace.scored(place.project, place.indicator).indicator.tier3 == name
        )  # fmt: skip
        front.go(place)

    return do


def in_june(pilot: Pilot[int], _folder: Path) -> None:
    """The months up to June, on the row that falls short."""
    shot_books.enter_june(work(pilot).workspace)
    work(pilot).ways.months(6)


def to_short_row(pilot: Pilot[int], _folder: Path) -> None:
    """The row of the months that has its reasons."""
    screen = pilot.app.screen
    rows = screen.workspace.assessment.project(june.PETITIONS).indicators  # type: ignore[attr-defined]
    row = next(one.indicator.id for one in rows if one.indicator.tier3 == "重点地区访量")
    screen.query_one("#findings", Rows).go(f"{june.PETITIONS}\t{row}")


def to_form(pilot: Pilot[int], _folder: Path) -> None:
    """The page of the department's own form."""
    work(pilot).go(Place(FORM_ID, ""))


def texts(**said: str) -> Do:
    """Put texts into the boxes of the screen that is up."""

    def do(pilot: Pilot[int], _folder: Path) -> None:
        for name, text in said.items():
            box = pilot.app.screen.query_one(f"#{name}")
            assert isinstance(box, TextArea | Input)
            if isinstance(box, TextArea):
                box.text = text
            else:
                box.value = text

    return do


_OTHER = SelfEvalError(
    msg("Rule pack of another year"),
    msg(
        "The rule pack {id} is meant for {years}, and this is the evaluation of {year}.",
        id="cn-sichuan-2025", years="2025–2025", year="2026",
    ),
    code="R165",
)  # fmt: skip

_OUTCOME = "全年接待来访群众35批次，特殊疑难信访问题全部按期办结，信访秩序平稳有序。"
_AROUND = {
    "content": "用于解决特殊疑难信访问题，化解信访积案，维护社会稳定。",
    "conclusion": "项目绩效目标基本完成，资金使用合规，社会效益较好，自评等级为优。",
    "issues": "部分群众对办理时限不满意，个别事项化解周期较长。",
    "measures": "2026年起实行限时回复和办结回访，每季度通报一次进度。",
    "preparer": "张三", "leader": "李四", "phone": "0315-4612345", "signed_on": "2026年1月15日",
}  # fmt: skip
_LOWER = ("end", "=85%", "enter")

SHOTS = {
    "home-empty": Shot("起始界面：还没有填报", "Home, nothing begun", ("home",), book=None),
    "home": Shot("起始界面", "Home", ("home",), book=None, earlier=(TARGETS, FILLED)),
    "browse": Shot("选择工作簿", "Choosing a workbook", ("browse",), book=None, earlier=(TARGETS,), keys=("@browse",)),
    "entry": Shot("填报界面", "Entry", ("work",), keys=("down", "down")),
    "entry-en": Shot("填报界面（英文）", "Entry, in English", ("work",), keys=("down", "down"), language="en"),
    "entry-begun": Shot("刚开始填报", "Entry, just begun", ("work",), keys=("down",), book=TARGETS),
    "typing": Shot("边输入边显示口径", "Typing, with its reading", keys=("end", "=88%"), book=TARGETS),
    "slip": Shot("像是笔误的先问一下", "A slip is asked about", keys=("end", "=0.95", "enter"), book=TARGETS),
    "answers": Shot("定性指标选答案", "A target in words", ("choice",), keys=("down", "enter"), book=TARGETS),
    "yes-no": Shot("是或否", "Yes or no", ("yes_no",), before=to_row("是否通过验收"), keys=("enter",), book=DATES),
    "day": Shot("日期", "A day", ("day",), before=to_row("完工时间"), keys=("enter",), book=DATES),
    "reason": Shot("扣分时写原因", "The reason for points lost", ("reason",), keys=_LOWER, book=TARGETS),
    "not-applicable": Shot(
        "不适用与分值转移", "A row that does not apply", ("not_applicable",), keys=("down", "@not_applicable", "down")
    ),
    "deductions": Shot(
        "扣分事项", "Deductions", ("deductions",), keys=("home", "down", "@deduct"), before=pack(test_deducting.PACK)
    ),
    "grade": Shot(
        "复核等级", "A reviewer's grade", ("grade",), keys=("home", "@review", "down"), before=pack(test_grading.PACK)
    ),
    "reading": Shot("更正一行的口径", "Correcting a reading", ("reading",), keys=("end", "@correct")),
    "readings": Shot("确认口径", "Readings to confirm", ("readings",), keys=("@readings",)),
    "budget": Shot("预算与支出", "Budget and spending", ("budget",), "budget"),
    "goals": Shot(
        "部门整体绩效：目标完成情况", "What became of the department's goals", ("goals",), book=shot_books.department,
        before=to_form, keys=("@budget",), show=texts(goal_actual=_OUTCOME),
    ),
    "texts": Shot(
        "表外文字与签字", "Texts around the table", ("texts",), keys=("home", "@texts"),
        show=texts(**_AROUND),
    ),
    "survey": Shot(
        "满意度调查", "The survey behind a rate", ("survey",), before=to_row("信访群众及相关单位满意度"),
        keys=("@survey", "=200", "enter", "=200"),
    ),
    "problems": Shot("检查结果", "Findings", ("problems",), "problems"),
    "filter": Shot("筛选行", "Showing some rows only", ("filter",), keys=("@filter",)),
    "why": Shot("为什么得这个分", "Why a score is what it is", ("why",), keys=("end", "@why")),
    "find": Shot("查找", "Find", keys=("@find", "=满意")),
    "paste": Shot("粘贴预览", "Preview of a paste", ("paste",), keys=("down", "down"), paste=BLOCK, book=TARGETS),
    "other-row": Shot(
        "粘贴：换到另一行", "A pasted row goes elsewhere", ("other_row",),
        keys=("down", "down", "@other_row"), paste=BLOCK, book=TARGETS,
    ),
    "last-year": Shot("与上年对照", "Last year beside this year", ("last_year",), "last_year"),
    "document": Shot("从文档导入", "From a document", ("document",), "document"),
    "months": Shot(
        "运行监控", "Monitoring of the year", ("months",), book=TARGETS, before=in_june, show=to_short_row
    ),
    "history": Shot("填报记录", "History", ("history",), keys=("end", "=88%", "enter", "escape", "@history")),
    "changed": Shot("工作簿被改动", "The workbook has changed", ("changed",), "changed"),
    "result": Shot("结果", "Result", ("result",), "result"),
    "result-en": Shot("结果（英文）", "Result, in English", ("result",), "result", language="en"),
    "result-open": Shot("结果：还有待办", "Result, things still to do", ("result",), "result", book=TARGETS),
    "scores": Shot("得分分布与扣分", "How scores lie", ("result",), "result", keys=("tab", "@copies", *["down"] * 12)),
    "to-do": Shot("导出前的提示", "Before an export", keys=("@result", "@export"), book=TARGETS),
    "name": Shot("文件名已被占用", "A name that is taken", before=shot_books.name_taken, keys=("@result", "@export")),
    "written": Shot("已导出", "Written", keys=("@result", "@export")),
    "form": Shot(
        "选择财政部门下发的空白表", "The bureau's form", ("browse",),
        "result", keys=("@copies", "home", "down", "down", "enter"),
    ),
    "report": Shot("绩效自评报告", "The report", ("report",), "result", keys=("@copies", "end", "up", "enter")),
    "overview": Shot("全县汇总：各部门", "A county, by department", ("overview",), batch=county, keys=("down",)),
    "forms": Shot("全县汇总：各项目", "The forms of a county", ("projects",), batch=county, keys=("enter",)),
    "reviewed": Shot("审核一张自评表", "A form under review", ("form",), batch=county, keys=("enter", "enter")),
    "mark": Shot("退回", "What goes back to a unit", ("mark",), batch=county, keys=("enter", "@mark_returned")),
    "order": Shot("排序", "The order of the list", ("order",), batch=county, keys=("enter", "@sort")),
    "refused": Shot("未能读取的文件", "Files that were not read", ("refused",), batch=county, keys=("@refused",)),
    "next-year": Shot("下一年度目标", "Next year's targets", ("next_year",), "result", keys=("@next_year",)),
    "what-if": Shot("试算", "What-if", ("what_if",), keys=("@what_if", "end", "=50%", "enter", "@tried")),
    "rules": Shot("计分规则", "Rule packs", ("rules",), keys=("@rules", "@other_list", *["down"] * 9)),
    "rules-change": Shot(
        "换用计分规则会改变什么", "What another rule pack would change", ("change",),
        keys=("@rules", "down", "down", "down", "enter", "down", "down"),
    ),
    "help": Shot("每个界面的帮助", "Help of each screen", ("help",), "help"),
    "palette": Shot("全部操作", "All actions", ("palette",), keys=("@palette",)),
    "tour": Shot("演示", "Tour", keys=("@tour", "down")),
    "columns": Shot("指明各列", "Which column holds what", ("columns",), book=UNKNOWN),
    "error": Shot("出错提示", "A failure", ("error",), book=shot_books.no_workbook),
    "leave": Shot("退出前", "Before leaving", ("leave",), show=opened("leave")),
    "other-year": Shot(
        "其他年度的计分规则", "A rule pack of other years", ("other_year",), show=opened("other_year", _OTHER)
    ),
    "contrast": Shot("高对比度", "High contrast", keys=("down",), contrast=True),
}  # fmt: skip

NOT_SHOWN = {
    "paste_wait": "stands for as long as the terminal sends",
    "too_small": "a terminal smaller than any picture",
    "halt": "said once to who is typing while another window lets go of the work",
    "assign": "of a row that is gone from a changed workbook",
    "month": "a list of eleven months, before the months themselves",
}
"""Screens without a picture, with the reason."""
