"""A row that stops applying, or applies again, in the spreadsheet: right or `#N/A` everywhere, with a note beside it.

Every direction, kind of method and way of dealing with what does not apply, recalculated by LibreOffice.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from selfeval.core.model import Project
from selfeval.core.rules.choices import NotApplicablePolicy, TotalRounding, ZeroBudget
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.rounding import Rounding
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.paper.labels import NOT_APPLICABLE, STALE, STEP
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.verify.expected import evaluation_of
from selfeval.excel.scored.verify.workbook import verify
from tests.examples import part
from tests.excel.books import saved
from tests.excel.recalculation import Recalculate, recalculation
from tests.excel.scored_books import assessed, pack, project, row, written

pytestmark = pytest.mark.libreoffice
__all__ = ["recalculation"]

NA, FIRST = "#N/A", 13


class Kind(NamedTuple):
    """A kind of method: target, actual, what else may be typed for it, and under which pack."""

    target: str
    actual: str
    typed: object
    rules: str = "cn-mof-2020-10"


KINDS = {
    "ratio": Kind("≥90%", "85%", 0.97),
    "at_most": Kind("≤10批次", "12批次", 9),
    "bare": Kind("≥400台", "320", 410),
    "range": Kind("10—20人", "25人", 15),
    "yes_no": Kind("是", "否", "是"),
    "deadline": Kind("2025年12月底前", "2026年1月5日", date(2025, 12, 1)),
    "bands": Kind("有效改善", "达成年度指标 95%", "部分达成年度指标并具有一定效果 70%"),
    "target_0": Kind("≤0件", "1件", 0),
    "gate": Kind("≥90%", "70%", 0.97, "cn-mof-2021-101"),
}
FEW = {"ratio", "bands", "gate"}
"""Kinds of method that are tried under every policy: what a policy moves are weights, whatever the method."""
POLICIES = tuple(NotApplicablePolicy)
SAY_SO = ("不适用", "本项目不适用此指标", "不 涉及", "/", "—", "N/A", "无此项")
TEXTS = ("已完成", "85%（约）", "达成年度指标 95%", "是", "")


MOVES = {NotApplicablePolicy.REDISTRIBUTE, NotApplicablePolicy.RESCALE}
SUMS = (TotalRounding.SUM_OF_ROUNDED, TotalRounding.ROUNDED_SUM)


class Case(NamedTuple):
    """One project: what stands over its first row, and whether that row did not apply before."""

    kind: Kind
    typed: object
    gone: bool


def _rules(pack_id: str, policy: NotApplicablePolicy, total: TotalRounding = SUMS[0]) -> RulePack:
    base = pack(pack_id)
    rounding = Rounding(1 if total is TotalRounding.ROUNDED_SUM else 2, total)
    return replace(base, weights=replace(base.weights, not_applicable=policy), rounding=rounding)


def _project(name: str, kind: Kind, *, gone: bool) -> Project:
    """Two rows of the kind in one tier, one in another: what moves between tiers is seen there."""
    first = row("甲", kind.target, kind.actual, not_applicable="未开展" if gone else "")
    others = (row("乙", kind.target, kind.actual, tier2="质量指标"), row("丙", "≥90%", "95%", "满意度指标", "满意度"))
    return project(first, *others, title=name, budget={"initial": "100", "executed": "95.5"})


def _cases(pack_id: str, policy: NotApplicablePolicy, total: TotalRounding) -> dict[str, Case]:
    """Every kind of method of a pack, in every direction, under one policy; a few of them under each other one."""
    found: dict[str, Case] = {}
    whole = policy is NotApplicablePolicy.REDISTRIBUTE
    for name, kind in KINDS.items():
        if kind.rules == pack_id and (whole or name in FEW):
            found[f"{name} leaves"] = Case(kind, NOT_APPLICABLE, gone=False)
            found[f"{name} returns"] = Case(kind, kind.typed, gone=True)
            found[f"{name} original"] = Case(kind, kind.actual, gone=True)
    texts = (*SAY_SO, *TEXTS) if whole and total is SUMS[0] else ()
    for place, text in enumerate(texts):
        if text in SAY_SO:
            found[f"leaves {place}"] = Case(KINDS["ratio"], text, gone=False)
        if text != NOT_APPLICABLE:
            found[f"returns {place}"] = Case(KINDS["ratio"], text or None, gone=True)
    return found


def _books() -> dict[str, tuple[dict[str, Case], RulePack]]:
    """The projects and the pack of each workbook."""
    return {
        f"{policy} {pack_id} {total}": (_cases(pack_id, policy, total), _rules(pack_id, policy, total))
        for policy in POLICIES
        for pack_id, total in zip(("cn-mof-2020-10", "cn-mof-2021-101"), SUMS, strict=True)
    }


def _assessed(cases: Mapping[str, Case], rules: RulePack) -> Assessment:
    return assessed(*(_project(name, case.kind, gone=case.gone) for name, case in cases.items()), rules=rules)


def _typed(data: bytes, cases: Mapping[str, Case]) -> bytes:
    """What a person types over the first row of each project."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, case in cases.items():
        cell = book[name].cell(FIRST, 6)
        code = cell.number_format
        if isinstance(case.typed, date):
            code = "yyyy-mm-dd"
        elif isinstance(case.typed, float):
            code = "0%"
        cell.value, cell.number_format = case.typed, code
    return saved(book)


class Figures(NamedTuple):
    """What a workbook shows for one project: scores and weights of its rows, sums, notes."""

    scores: list[object]
    weights: list[object]
    execution: object
    total: object
    grade: object
    summary: object
    tiers: list[object]
    differences: list[object]
    notes: list[object]


def _figures(book: Workbook, name: str, place: int) -> Figures:
    form, summary, steps = book[name], book["自评汇总"], book["计分过程"]
    rows = range(FIRST, FIRST + 3)
    heading = next(cell.row for cell in summary["A"] if cell.value == "各级指标得分")
    tiers = [cell.value for cell in summary[heading + 3 + place] if cell.column > 3]
    first = 4 + place * 5
    return Figures(
        [form.cell(line, 8).value for line in rows],
        [form.cell(line, 7).value for line in rows],
        form["I6"].value,
        form.cell(FIRST + 3, 8).value,
        form.cell(FIRST + 4, 7).value,
        summary.cell(5 + place, 10).value,
        [value for value in tiers if value is not None],
        [steps.cell(line, STEP["difference"] + 1).value for line in range(first, first + 5)],
        [form["A2"].value, form.cell(FIRST + 3, 9).value, summary.cell(5 + place, 12).value],
    )


def _same(shown: object, wanted: object) -> bool:
    if isinstance(wanted, Decimal):
        return isinstance(shown, int | float) and shown == pytest.approx(float(wanted))
    return shown == wanted


def _wrong(shown: Figures, result: ProjectResult) -> list[tuple[object, object]]:
    """Figures of a recalculated workbook that are neither `#N/A` nor what its facts give."""
    pairs: list[tuple[object, object]] = [(shown.execution, result.execution.score), (shown.total, result.total)]
    pairs += [(shown.summary, result.total), (shown.grade, result.grade)]
    pairs += zip(shown.scores, (item.score for item in result.indicators), strict=True)
    pairs += zip(shown.weights, (item.weight.effective for item in result.indicators), strict=True)
    return [(found, wanted) for found, wanted in pairs if found != NA and not _same(found, wanted)]


def test_a_row_that_stops_or_starts_applying_leaves_nothing_stale(recalculate: Recalculate) -> None:
    books = dict(part(_books().items(), 2))
    data = {name: _typed(written(_assessed(cases, rules)), cases) for name, (cases, rules) in books.items()}
    for name, path in recalculate(data).items():
        cases, rules = books[name]
        moves = rules.weights.not_applicable in MOVES
        again = assess(evaluation_of(read_workbook(path)), rules)
        book, problems = openpyxl.load_workbook(path, data_only=True), verify(open_book(path), rules)
        told = {problem.project for problem in problems if problem.code == "S507"}
        for place, project_name in enumerate(cases):
            shown, here = _figures(book, project_name, place), (name, project_name)
            assert _wrong(shown, again.projects[place]) == [], here
            assert (shown.total, shown.summary, shown.grade) == (NA, NA, NA), here
            assert all(STALE in str(note) for note in shown.notes), here
            assert project_name in told, here
            if moves:  # every weight, and what rests on it, is as uncertain as the row
                assert {*shown.weights, *shown.scores, *shown.tiers} == {NA}, here
            assert again.projects[place].indicators[0].not_applicable == "", here
        whole = book["自评汇总"][5 + len(cases)]
        assert (whole[9].value, whole[10].value) == (NA, NA) and STALE in whole[11].value, name


def test_while_nothing_changes_it_says_what_the_program_says(recalculate: Recalculate) -> None:
    """The other policies stand in the packs of tests/differential/test_workbook.py."""
    books = {name: made for name, made in _books().items() if name.startswith(NotApplicablePolicy.REDISTRIBUTE)}
    made = {name: _assessed(cases, rules) for name, (cases, rules) in books.items()}
    for name, path in recalculate({name: written(one) for name, one in made.items()}).items():
        assert verify(open_book(path), books[name][1]) == (), name
        book = openpyxl.load_workbook(path, data_only=True)
        for place, result in enumerate(made[name].projects):
            shown, here = _figures(book, result.project.title, place), (name, result.project.title)
            assert NA not in (*shown.scores, *shown.weights, *shown.tiers, shown.total, shown.grade), here
            assert _same(shown.total, result.total) if result.total is not None else shown.total == "不计总分", here
            assert set(shown.differences) <= {0, None}, here
            assert not any(STALE in str(note) for note in shown.notes), here


def _sums(book: Workbook) -> tuple[object, ...]:
    """Total on the form and in 自评汇总, the department's, and whether the notes beside say that."""
    form, summary = book.worksheets[1], book["自评汇总"]
    line = next(cell.row for cell in form["A"] if cell.value == "总分")
    notes = (form["A2"].value, form.cell(line, 9).value, summary["L5"].value, summary["L6"].value)
    return form.cell(line, 8).value, summary["J5"].value, summary["J6"].value, *(STALE in str(note) for note in notes)


ALL_STALE = (NA, NA, NA, True, True, True, True)


def test_a_budget_that_appears_or_goes_leaves_nothing_stale(recalculate: Recalculate) -> None:
    """Where a budget of 0 makes the execution rate not apply, its points lie with the indicators."""
    books, policies = {}, {}
    for policy, total in (*product(POLICIES, SUMS[:1]), (NotApplicablePolicy.REDISTRIBUTE, SUMS[1])):
        base = _rules("cn-mof-2020-10", policy, total)
        rules = replace(base, execution=replace(base.execution, zero_budget=ZeroBudget.NOT_APPLICABLE))
        for name, before, after in (("goes", "100", 0), ("comes", "0", 100)):
            budget = {"initial": "100", "adjusted": before, "executed": "60"}
            made = assessed(project(row("甲", "≥90%", "85%"), row("乙", "是", "否"), budget=budget), rules=rules)
            book = openpyxl.load_workbook(io.BytesIO(written(made)))
            book["项目一"]["E6"] = after
            books[f"{policy} {total} {name}"], policies[f"{policy} {total} {name}"] = saved(book), policy
    for name, path in recalculate(books).items():
        book = openpyxl.load_workbook(path, data_only=True)
        assert _sums(book) == ALL_STALE, name
        if policies[name] in MOVES:
            form = book["项目一"]
            assert {form.cell(line, column).value for line in (13, 14) for column in (7, 8)} == {NA}, name


def test_a_row_that_was_not_scored_leaves_no_total_of_words_once_it_is_filled(recalculate: Recalculate) -> None:
    rows = (row("甲", "≥90%", ""), row("乙", "≥90%", "95%"), row("丙", "有效改善", "胡写"))
    blank = {"initial": "100"}
    books = {
        "actual": (project(*rows), (13, 6), 0.95),
        "other text": (project(*rows), (15, 6), "达成年度指标 95%"),
        "executed": (project(*rows, budget=blank), (6, 6), 60),
        "budget": (project(*rows, budget={}), (6, 4), 60),
    }
    data = {}
    for name, (one, place, value) in books.items():
        book = openpyxl.load_workbook(io.BytesIO(written(assessed(one))))
        book["项目一"].cell(*place).value = value
        data[name] = saved(book)
    untouched = {f"{name}-as-written": written(assessed(one)) for name, (one, _, _) in books.items()}
    for name, path in recalculate(data | untouched).items():
        wanted = ("未完成", "未完成", "未完成", False, False, False, False) if name in untouched else ALL_STALE
        assert _sums(openpyxl.load_workbook(path, data_only=True)) == wanted, name


def test_an_outcome_over_the_words_applies_again_when_the_workbook_is_read(tmp_path: Path) -> None:
    rules, cases = (
        _rules("cn-mof-2020-10", NotApplicablePolicy.REDISTRIBUTE),
        {"项目": Case(KINDS["ratio"], 0.97, gone=True)},
    )
    made = _assessed(cases, rules)
    path = tmp_path / "scored.xlsx"
    path.write_bytes(_typed(written(made), cases))
    again = assess(evaluation_of(read_workbook(path)), rules).projects[0].indicators[0]
    assert (again.actual.text, again.not_applicable, again.score) == ("97%", "", again.weight.base)
    path.write_bytes(written(made))
    again = assess(evaluation_of(read_workbook(path)), rules).projects[0].indicators[0]
    assert (again.actual.text, again.not_applicable, again.score) == ("85%", "未开展", None)
