"""Which pictures there are: every screen and dialog of the table of screens, and how a person gets there.

Keys are named by their actions (`@result`), so that the pictures follow the registry; `=text` is typed.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from textual.pilot import Pilot

from selfeval.core.problems import SelfEvalError, msg
from tests.tui import test_deducting, test_grading
from tests.tui.driving import work

BOOKS = Path(__file__).resolve().parents[2] / "workbooks"
FILLED, TARGETS = (BOOKS / f"leting-2025-{name}.xlsx" for name in ("filled", "targets"))
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
    before: Do | None = None
    show: Do | None = None
    contrast: bool = False


_HEAD = ("一级指标", "二级指标", "三级指标", "指标值")


def a_book(name: str, *rows: tuple[str, ...], head: tuple[str, ...] = _HEAD) -> Callable[[Path], Path]:
    """What makes a workbook of one table."""

    def make(folder: Path) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in (head, *rows):
            sheet.append(row)
        book.save(folder / name)
        return folder / name

    return make


DATES = a_book(
    "修路资金.xlsx",
    ("产出指标", "时效指标", "完工时间", "2025年12月底前"),
    ("产出指标", "质量指标", "是否通过验收", "是"),
    ("产出指标", "数量指标", "修路里程", "≥10公里"),
    ("效益指标", "社会效益指标", "受益人口", "≥1000人"),
)
UNKNOWN = a_book(
    "无法识别.xlsx",
    ("产出指标", "数量指标", "修路", "≥10公里", "", "60"),
    ("效益指标", "社会效益指标", "受益人口", "≥1000人", "", "30"),
    head=("大类", "小类", "做什么", "要达到", "做到了", "满打满算"),
)


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


def _exists(_pilot: Pilot[int], folder: Path) -> None:
    shutil.copy(FILLED, folder / "leting-2025-filled-自评-2025.xlsx")


def _no_workbook(folder: Path) -> Path:
    path = folder / "自评表.xlsx"
    path.write_bytes(b"no workbook")
    return path


_OTHER = SelfEvalError(
    msg("Rule pack of another year"),
    msg(
        "The rule pack {id} is meant for {years}, and this is the evaluation of {year}.",
        id="cn-sichuan-2025", years="2025–2025", year="2026",
    ),
    code="R165",
)  # fmt: skip

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
    "history": Shot("填报记录", "History", ("history",), keys=("end", "=88%", "enter", "escape", "@history")),
    "changed": Shot("工作簿被改动", "The workbook has changed", ("changed",), "changed"),
    "result": Shot("结果", "Result", ("result",), "result"),
    "result-en": Shot("结果（英文）", "Result, in English", ("result",), "result", language="en"),
    "result-open": Shot("结果：还有待办", "Result, things still to do", ("result",), "result", book=TARGETS),
    "scores": Shot("得分分布与扣分", "How scores lie", ("result",), "result", keys=("tab", "@copies", *["down"] * 12)),
    "to-do": Shot("导出前的提示", "Before an export", keys=("@result", "@export"), book=TARGETS),
    "name": Shot("文件名已被占用", "A name that is taken", before=_exists, keys=("@result", "@export")),
    "written": Shot("已导出", "Written", keys=("@result", "@export")),
    "form": Shot(
        "选择财政部门下发的空白表", "The bureau's form", ("browse",),
        "result", keys=("@copies", "home", "down", "down", "enter"),
    ),
    "report": Shot("绩效自评报告", "The report", ("report",), "result", keys=("@copies", "end", "up", "enter")),
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
    "error": Shot("出错提示", "A failure", ("error",), book=_no_workbook),
    "leave": Shot("退出前", "Before leaving", ("leave",), show=opened("leave")),
    "other-year": Shot(
        "其他年度的计分规则", "A rule pack of other years", ("other_year",), show=opened("other_year", _OTHER)
    ),
    "contrast": Shot("高对比度", "High contrast", keys=("down",), contrast=True),
}  # fmt: skip

NOT_SHOWN = {
    "months": "a list of rows with the details of one below, as the list of findings has them",
    "goals": "the last text of the budget screen, alone, for the form of a department",
    "overview": "a screen of a bureau, on its own page in words",
    "projects": "likewise",
    "form": "likewise",
    "mark": "likewise",
    "order": "likewise",
    "refused": "likewise",
    "survey": "four fields for counts",
    "texts": "four fields for texts, as the dialog of a reason has two",
    "paste_wait": "stands for as long as the terminal sends",
    "too_small": "a terminal smaller than any picture",
    "halt": "said once to who is typing while another window lets go of the work",
    "assign": "of a row that is gone from a changed workbook",
}
"""Screens without a picture, with the reason."""
