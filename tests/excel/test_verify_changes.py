"""Verifying a workbook that a person or a program changed: each change is told in a sentence.

The changes are made with openpyxl in a copy that holds values only, so that nothing else changes with them.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from selfeval.core.model import AMOUNTS
from selfeval.core.problems import Problem
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.verify.workbook import verify
from tests.examples import part
from tests.excel.books import loaded, saved
from tests.excel.scored_books import filled, opened, pack, written

_DATA = written(filled(), values_only=True)
_PROJECTS = read_scored(opened(_DATA)).department.projects
_FACTS = [
    (str(where.sheet), where.cell, name)
    for project in _PROJECTS
    for indicator in project.indicators
    for name, where in indicator.cells.items()
    if name in {"target", "actual"}
] + [
    (where.sheet, where.cell, name)
    for project in _PROJECTS
    for name, where in project.cells.items()
    if name.partition(".")[0] in AMOUNTS and project.budget.get(name)
]
_FORM = _PROJECTS[0].sheet


def changed(change: Callable[[Workbook], None]) -> tuple[Problem, ...]:
    book = loaded(_DATA)
    change(book)
    return verify(opened(saved(book)), pack())


def found(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    return {(problem.code, str(problem.where)) for problem in problems}


def sentences(problems: tuple[Problem, ...], code: str) -> list[str]:
    return [problem.message.render() for problem in problems if problem.code == code]


def test_a_copy_saved_without_a_change_is_clean() -> None:
    assert changed(lambda _book: None) == ()
    assert len(_FACTS) > 30


@pytest.mark.parametrize(("sheet", "cell", "name"), part(_FACTS, 3))
def test_every_changed_fact_is_named_as_a_fact(sheet: str, cell: str, name: str) -> None:
    def change(book: Workbook) -> None:
        book[sheet][cell] = 7777 if name not in {"target", "actual"} else "≥7777亩"

    problems = changed(change)
    assert ("S507", f"{sheet}!{cell}") in found(problems)
    (sentence,) = sentences(problems, "S507")
    assert "7777" in sentence and "计分过程!" in sentence


@pytest.mark.parametrize(("sheet", "cell", "name"), _FACTS[::5], ids=[f"{s}-{c}-{n}" for s, c, n in _FACTS[::5]])
def test_a_fact_taken_away_is_named(sheet: str, cell: str, name: str) -> None:
    def change(book: Workbook) -> None:
        book[sheet][cell] = None

    assert ("S507", f"{sheet}!{cell}") in found(changed(change))


def test_a_changed_figure_is_arithmetic_and_no_fact() -> None:
    def change(book: Workbook) -> None:
        score = _PROJECTS[0].indicators[0].cells["score"].cell
        book[_FORM][score] = 1.23

    assert {problem.code for problem in changed(change)} == {"S502"}


def test_a_number_typed_as_text_is_told_as_such() -> None:
    cells = _PROJECTS[0].indicators[0].cells

    def change(book: Workbook) -> None:
        for cell in (cells["score"].cell, cells["weight"].cell):
            book[_FORM][cell] = str(book[_FORM][cell].value)

    problems = changed(change)
    assert {where for code, where in found(problems) if code == "S508"} == {str(cells["score"]), str(cells["weight"])}
    assert all("no number: sums pass it over" in text for text in sentences(problems, "S508"))
    (wrong, *_) = sentences(changed(lambda book: book[_FORM].__setitem__(cells["score"].cell, "99")), "S508")
    assert "99" in wrong and "not the" in wrong


def test_a_deleted_row_is_told() -> None:
    row = int(_PROJECTS[0].indicators[0].cells["score"].cell[1:])
    problems = changed(lambda book: book[_FORM].delete_rows(row))
    assert any(code.startswith("F21") and where.startswith(_FORM) for code, where in found(problems))


def test_a_deleted_row_of_the_calculation_is_told() -> None:
    problems = changed(lambda book: book["计分过程"].delete_rows(5))
    assert {code for code, _ in found(problems)} & {"F210", "F211"}


def test_rows_in_another_order_are_told_by_name() -> None:
    first, second = (indicator.cells for indicator in _PROJECTS[0].indicators[:2])

    def change(book: Workbook) -> None:
        sheet = book[_FORM]
        for name in ("tier3", "target", "actual"):
            one, other = sheet[first[name].cell], sheet[second[name].cell]
            one.value, other.value = other.value, one.value

    problems = changed(change)
    assert {("F211", str(first["tier3"])), ("F211", str(second["tier3"]))} <= found(problems)
    assert _PROJECTS[0].indicators[0].tier3 in sentences(problems, "F211")[0]


def test_a_renamed_form_and_sheets_in_another_order_are_no_difference() -> None:
    def change(book: Workbook) -> None:
        book[_FORM].title = "表一"
        book.move_sheet("说明", -3)

    assert changed(change) == ()


@pytest.mark.parametrize("name", ["自评汇总", "偏差分析"])
def test_a_renamed_sheet_of_the_program_is_told(name: str) -> None:
    problems = changed(lambda book: setattr(book[name], "title", "别的"))
    assert ("F212", name) in found(problems)
    assert name in sentences(problems, "F212")[0]


def test_hidden_parts_are_told_and_still_verified_and_on_sheets_that_go_out_they_are_a_difference() -> None:
    def hide(book: Workbook) -> None:
        book["计分过程"].sheet_state = "hidden"
        book["偏差分析"].column_dimensions["J"].hidden = True
        book[_FORM].row_dimensions[13].hidden = True
        book[_FORM].column_dimensions["I"].hidden = True
        book["自评汇总"].sheet_state = "hidden"

    problems = changed(hide)
    told = {str(problem.where): problem.severity.value for problem in problems}
    assert {problem.code for problem in problems} == {"F213"}
    assert told == {
        "计分过程": "info",
        "偏差分析!J1": "info",
        f"{_FORM}!A13": "warning",
        f"{_FORM}!I1": "warning",
        "自评汇总": "warning",
    }


def test_values_that_vanished_are_told_once_and_never_clean() -> None:
    problems = verify(opened(saved(loaded(written(filled())))), pack())
    (gone,) = problems
    assert gone.code == "S505" and "have no stored value" in gone.message.render()
    assert all(title in gone.message.render() for title in ("自评汇总", "计分过程", _FORM))


def test_formulas_replaced_by_their_values_are_told() -> None:
    values = openpyxl.load_workbook(io.BytesIO(written(filled())), data_only=True)
    problems = verify(opened(saved(values)), pack())
    assert {problem.code for problem in problems} == {"S504"}
    assert "no longer follows the facts" in problems[0].message.render()


_REASONS = [
    (indicator.cells["reason"].sheet, indicator.cells["reason"].cell)
    for project in _PROJECTS
    for indicator in project.indicators
    if indicator.reason
]


@pytest.mark.parametrize(("sheet", "cell"), _REASONS)
def test_a_changed_reason_is_named(sheet: str, cell: str) -> None:
    def change(book: Workbook) -> None:
        book[sheet][cell] = "换了一个说法"

    problems = changed(change)
    assert found(problems) == {("S507", f"{sheet}!{cell}")}
    assert "换了一个说法" in sentences(problems, "S507")[0] and "偏差分析!I" in sentences(problems, "S507")[0]
