"""Every text and entry of every sheet is held: what people may change is a changed fact, everything else is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from openpyxl.workbook import Workbook

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import Problem, Severity, untranslated
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.scored.verify.workbook import verify
from selfeval.excel.scored.write import write_workbook
from selfeval.i18n import translator
from tests.examples import part
from tests.excel.books import loaded, saved
from tests.excel.scored_books import ORIGIN, assessed, filled, opened, pack, project, row
from tests.tampering.package import Parts

_NAMES = {FactKey("", "", "preparer"): "张三"}


@cache
def _made() -> Assessment:
    return assessed(
        project(
            row("甲", "≥90%", "85%", reason="受疫情影响", evidence="台账", description="率", basis="规划"),
            row("乙", "≤10批次", "9批次"),
            code="0010",
            unit="办公室",
            department="某局",
            goals=("1.完成任务",),
            goal_actual="全部完成",
            budget_reason="按合同支付",
            budget={"initial": "100", "executed": "95.5", "plan.3": "25%", "checkpoint.3": "20%"},
        ),
        facts=_NAMES,
    )


@cache
def _data() -> bytes:
    return write_workbook(_made(), (), ORIGIN, translate=untranslated, values_only=True)


FORM = "项目一"


def changed(change: Callable[[Workbook], None], data: bytes = b"") -> tuple[Problem, ...]:
    book = loaded(data or _data())
    change(book)
    again = saved(book)
    return verify(opened(again), pack(), data=again)


def _cells() -> list[tuple[str, str]]:
    book = loaded(_data())
    return [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    ]


_GROUPS = 19


@cache
def _together() -> list[list[tuple[str, str]]]:
    """Cells that are changed at a time: without its header or its record a sheet is read otherwise, and not all that
    else was changed is named.
    """
    every = _cells()[::5]
    ground = [one for one in every if one[0] == "说明" or (one[0] == "计分过程" and re.fullmatch("[A-Z]+3", one[1]))]
    rest = [cell for cell in every if cell not in ground]
    return [*([cell] for cell in ground[::3]), *(rest[place::8] for place in range(8))]


def test_every_group_of_cells_has_its_turn() -> None:
    assert len(_together()) == _GROUPS


@pytest.mark.parametrize("value", ["别的", None])
@pytest.mark.parametrize("group", part(range(_GROUPS), 3))
def test_changed_or_blanked_cells_are_named_where_they_stand(group: int, value: str | None) -> None:
    cells = _together()[group]

    def change(book: Workbook) -> None:
        for sheet, cell in cells:
            book[sheet][cell] = value

    problems = changed(change)
    assert any(problem.severity is not Severity.INFO for problem in problems)
    named = {str(problem.where) for problem in problems}
    assert [cell for cell in cells if "!".join(cell) not in named] == []


@cache
def _texts(sheet: str) -> list[tuple[str, str]]:
    """Cells of a sheet with their texts."""
    book = loaded(_data())
    return [(cell.coordinate, str(cell.value or "")) for line in book[sheet].iter_rows() for cell in line]


def _find(sheet: str, text: str) -> str:
    return next(cell for cell, found in _texts(sheet) if found.startswith(text))


@pytest.mark.parametrize(
    ("sheet", "text", "new"),
    [
        (FORM, "项目支出绩效自评表", "项目支出绩效自评表（2026年度）"),
        (FORM, "金额单位", "金额单位：元"),
        (FORM, "0010", "0011"),
        (FORM, "某局", "别局"),
        (FORM, "办公室", "财务科"),
        (FORM, "主管部门", "主管"),
        (FORM, "1.完成任务", "1.完成别的任务"),
        (FORM, "甲", "甲之"),
        (FORM, "产出指标", "效益指标"),
        (FORM, "三级指标", "指标"),
        (FORM, "自评等级", "等级"),
        (FORM, "盖章", "章"),
        ("自评汇总", "部门总分", "部门总分：简单平均"),
        ("自评汇总", "部门合计", "合计"),
        ("自评汇总", "已完成", "未完成"),
        ("计分过程", "指标读数", "读数"),
        ("计分过程", "台账", "无"),
        ("计分过程", "规划", "无"),
        ("检查结果", "没有发现问题", "发现问题"),
        ("偏差分析", "失分", "失分 0 项"),
        ("说明", "格式标记", "标记"),
        ("说明", "selfeval.workbook/1", "x"),
        ("说明", "规则包版本", "版本"),
        ("说明", "目标.xlsx", "别的.xlsx"),
        ("说明", "{", "{}"),
        ("说明", "核对记录（", "记录"),
        ("说明", "核对记录校验值", "x"),
    ],
)  # fmt: skip
def test_texts_that_nobody_may_change_are_tampering(sheet: str, text: str, new: str) -> None:
    cell = _find(sheet, text)
    problems = changed(lambda book: book[sheet].__setitem__(cell, new))
    here = [problem for problem in problems if str(problem.where) in {f"{sheet}!{cell}", sheet}]
    assert here and all(problem.severity is not Severity.INFO for problem in here)
    assert not {problem.code for problem in problems} & {"S507"} or text == "台账"


@pytest.mark.parametrize(
    ("sheet", "text", "new", "what"),
    [
        (FORM, "受疫情影响", "人手不足", "the reason"),
        (FORM, "全部完成", "部分完成", "the outcome of the goals"),
        (FORM, "执行情况说明：", "执行情况说明：另有原因", "预算执行情况说明"),
        (FORM, "填报人：", "填报人：李四", "the name of the preparer"),
        ("计分过程", "台账", "另一本台账", "the evidence"),
        ("说明", "填报人", "李四", "the name of the preparer"),
    ],
)
def test_what_people_may_change_is_told_as_a_changed_fact(sheet: str, text: str, new: str, what: str) -> None:
    cell = _beside(text) if sheet == "说明" else _find(sheet, text)
    problems = changed(lambda book: book[sheet].__setitem__(cell, new))
    (told,) = [problem for problem in problems if str(problem.where) == f"{sheet}!{cell}"]
    assert told.code == "S507" and what in told.message.render() and new.rpartition("：")[2] in told.message.render()


def _beside(label: str, data: bytes = b"") -> str:
    sheet = loaded(data or _data())["说明"]
    return next(f"C{line[0].row}" for line in sheet.iter_rows() if line[1].value == label)


@pytest.mark.parametrize(
    ("label", "new", "what"),
    [
        ("填报人", "李四", "the name of the preparer"),
        ("负责人", "王五", "the name of the leader"),
        ("联系电话", "0311-5550199", "the telephone number"),
        ("填报日期", "2026-01-16", "the date of the signature"),
        ("决算批复日期", "2026-09-01", "the day on which the accounts were approved"),
    ],
)
def test_whoever_answers_for_the_form_is_a_fact_of_its_own(label: str, new: str, what: str) -> None:
    texts = {"preparer": "张三", "leader": "赵六", "phone": "0311-5550101", "signed_on": "2026-01-15"}
    facts = {FactKey("", "", name): text for name, text in {**texts, "approved_on": "2026-08-31"}.items()}
    made = assessed(*(one.project for one in _made().projects), facts=facts)
    data = write_workbook(made, (), ORIGIN, translate=untranslated, values_only=True)
    cell = _beside(label, data)
    problems = changed(lambda book: book["说明"].__setitem__(cell, new), data)
    (told,) = [problem for problem in problems if str(problem.where) == f"说明!{cell}"]
    assert told.code == "S507" and what in told.message.render() and new in told.message.render()


def test_a_changed_outcome_says_what_becomes_of_the_score_and_of_the_total() -> None:
    problems = changed(lambda book: book[FORM].__setitem__("F13", 0.45))
    (told,) = [problem for problem in problems if problem.code == "S507"]
    assert told.severity is Severity.ERROR and "score 42.5 → 22.5" in told.message.render()
    assert f"total {_made().projects[0].total} → " in told.message.render()


def test_a_signature_line_is_there_to_be_filled_in() -> None:
    def sign(book: Workbook) -> None:
        for label, more in (("负责人：", "王五"), ("联系电话：", "0315-123"), ("日期：", "")):
            cell = _find(FORM, label)
            book[FORM][cell] = f"{label}{more}" if more else "日期： 2026 年 1 月 5 日"

    problems = changed(sign)
    assert [(problem.code, problem.severity) for problem in problems] == [("S507", Severity.INFO)] * 3


def test_numbers_as_texts_and_changed_serial_numbers_are_named() -> None:
    def change(book: Workbook) -> None:
        book["自评汇总"]["A5"] = 7
        book["自评汇总"]["E5"] = "100"
        book[FORM]["F6"] = "95.5"

    problems = {str(problem.where): problem.code for problem in changed(change)}
    assert problems["自评汇总!A5"] == "S509" and problems["自评汇总!E5"] == "S508"
    assert f"{FORM}!F6" in problems


def test_what_was_added_is_a_difference_inside_of_what_was_written_and_a_note_beside_it() -> None:
    def change(book: Workbook) -> None:
        book[FORM]["G7"].value, book[FORM]["K3"], book[FORM]["A60"] = "—", "复核：王", "备注"
        book["自评汇总"]["M4"], book["自评汇总"]["I6"] = "自评表", "添"

    told = {str(problem.where): (problem.code, problem.severity) for problem in changed(change)}
    assert told[f"{FORM}!K3"] == told[f"{FORM}!A60"] == ("S510", Severity.INFO)
    assert told["自评汇总!I6"] == ("S510", Severity.ERROR)


@pytest.mark.parametrize("place", [(FORM, "D13"), (FORM, "K3"), ("计分过程", "S4"), ("说明", "A1")])
def test_a_formula_where_none_belongs_is_named(place: tuple[str, str]) -> None:
    sheet, cell = place
    problems = changed(lambda book: book[sheet].__setitem__(cell, "=1+1"))
    assert ("S517", f"{sheet}!{cell}") in {(problem.code, str(problem.where)) for problem in problems}


def test_a_renamed_form_keeps_its_formulas() -> None:
    data = write_workbook(_made(), (), ORIGIN, translate=untranslated)
    parts = Parts.of(data)
    for name in parts.parts:
        if (name.endswith(".xml") and "sheet" in name.lower()) or name == "xl/workbook.xml":
            parts = parts.with_text(name, re.sub(rf"(?<!自评表 )'?{FORM}'?!", "表一!", parts.text(name)))
    parts = parts.replaced("xl/workbook.xml", f'name="{FORM}"', 'name="表一"')
    renamed = parts.data()
    assert verify(opened(renamed), pack(), read_formulas(renamed), data=renamed) == ()


def test_a_workbook_without_a_record_is_verified_by_its_own_facts() -> None:
    book = loaded(_data())
    about = book["说明"]
    first = int(_find("说明", "核对记录（")[1:])
    about.delete_rows(first, 10)
    about.delete_rows(int(_find("说明", "核对记录校验值")[1:]))
    again = saved(book)
    found = verify(opened(again), pack(), data=again)
    assert [problem.code for problem in found] == ["S521"], "only that it is held less strictly"
    book[FORM]["A1"], book[FORM]["H13"] = "自评表", 1
    again = saved(book)
    told = {str(problem.where) for problem in verify(opened(again), pack(), data=again)}
    assert f"{FORM}!H13" in told


def test_another_version_of_the_program_may_word_internal_sheets_otherwise() -> None:
    data = write_workbook(filled(), (), ORIGIN, translate=translator("zh"))
    languages = (translator("zh"), lambda text: text and f"{translator('zh')(text)}。")
    told = verify(opened(data), pack(), data=data, languages=languages[1:], tool="selfeval 9.9")
    assert {(problem.code, problem.severity) for problem in told} <= {("S509", Severity.INFO)}
