"""What is displayed is held too: number formats, type, sizes, what lies over cells, what is printed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department
from selfeval.core.problems import Problem, Severity
from selfeval.core.scoring.assessment import assess
from selfeval.excel.book.look_styles import Font as Type
from selfeval.excel.book.look_styles import Style
from selfeval.excel.scored.verify.legibility import alike, seen_text, unreadable
from selfeval.excel.scored.verify.workbook import verify
from tests.excel.books import loaded, saved
from tests.excel.scored_books import filled, opened, pack, written

FORM = "信访专项资金"
TOTAL = "H20"


@cache
def _data() -> bytes:
    one = tuple(one.project for one in filled().projects if one.project.title == FORM)
    return written(assess(Evaluation(Department(projects=one, year=2025)), pack()), values_only=True)


def test_the_total_stands_where_these_tests_change_it() -> None:
    assert next(f"H{cell.row}" for cell in loaded(_data())[FORM]["A"] if cell.value == "总分") == TOTAL


def shown(change: Callable[[Workbook], None]) -> tuple[Problem, ...]:
    """What `verify` says once a copy with values only was changed in openpyxl."""
    book = loaded(_data())
    change(book)
    again = saved(book)
    return verify(opened(again), pack(), data=again)


def formatted(book: Workbook, code: str, *cells: str) -> None:
    """Each of the form's cells under this number format."""
    for cell in cells:
        book[FORM][cell].number_format = code


SCORES = (TOTAL, "H13", "H14", "H15", "H16", "H17", "H19")
CODES = (
    ';;;', '"优"', '"98.00"', "0,", "0.0", "0", "0%", "0.00;;", '0.00"分"', "[White]0.00", '[<60]"优";0.00', "0.00*9",
    "# ?/?", "0.00E+00", "[DBNum1]0.00", "yyyy-mm-dd", '"9"0.00', '0.00;-0.00;"100"', "[>=90]0.00;;",
)  # fmt: skip


@pytest.mark.parametrize("first", range(0, len(CODES), len(SCORES)))
def test_another_number_format_of_a_score_is_named(first: int) -> None:
    """Each of them on a score of its own, one of them on the total."""
    codes = dict(zip(SCORES, CODES[first:], strict=False))

    def change(book: Workbook) -> None:
        for cell, code in codes.items():
            formatted(book, code, cell)

    told = [problem for problem in shown(change) if problem.code == "S511" and problem.severity is Severity.ERROR]
    assert {str(problem.where) for problem in told} == {f"{FORM}!{cell}" for cell in codes}


@pytest.mark.parametrize("code", [";;;", ';;;"优"', '@"（已核）"', '"优"@', '"x";"x";"x";"x"'])
def test_a_text_under_a_format_that_shows_another_is_named(code: str) -> None:
    cells = ("A1", "D13", "C3", "A24")
    page = loaded(_data())[FORM]
    texts = {f"{FORM}!{cell}" for cell in cells if page[cell].value is not None}
    assert len(texts) >= 3
    named = {str(problem.where) for problem in shown(lambda book: formatted(book, code, *cells))}
    assert named >= texts
    assert not {f"{FORM}!{cell}" for cell in cells} & named - texts


@pytest.mark.parametrize("code", ["0.00", "0.00;-0.00;0.00", "0.00_ ", r"0.00\ ", "[$-804]0.00", '0.00" "'])
def test_another_spelling_of_the_same_format_is_none(code: str) -> None:
    assert shown(lambda book: setattr(book[FORM]["H13"], "number_format", code)) == ()


_LOOKS: dict[str, Callable[[openpyxl.cell.Cell], None]] = {
    "white": lambda cell: setattr(cell, "font", Font(color="FFFFFFFF")),
    "nearly white": lambda cell: setattr(cell, "font", Font(color="FFF8F8F8")),
    "theme white": lambda cell: setattr(cell, "font", Font(color=openpyxl.styles.colors.Color(theme=0))),
    "indexed white": lambda cell: setattr(cell, "font", Font(color=openpyxl.styles.colors.Color(indexed=9))),
    "black ground": lambda cell: setattr(cell, "fill", PatternFill("solid", fgColor="FF000000")),
    "tiny": lambda cell: setattr(cell, "font", Font(size=1)),
    "huge": lambda cell: setattr(cell, "font", Font(size=300)),
    "struck out": lambda cell: setattr(cell, "font", Font(strike=True)),
    "pushed out": lambda cell: setattr(cell, "alignment", Alignment(horizontal="left", indent=200)),
    "turned": lambda cell: setattr(cell, "alignment", Alignment(textRotation=90)),
    "repeated": lambda cell: setattr(cell, "alignment", Alignment(horizontal="fill")),
}


@pytest.mark.parametrize(
    ("sheet", "cells"),
    [
        (FORM, (TOTAL, "D13", "D14", "D15", "D16", "D17", "D18", "D19", "E13", "E14", "E15")),
        ("计分过程", ("D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "E4", "E5")),
    ],
)
def test_type_that_cannot_be_read_is_named(sheet: str, cells: tuple[str, ...]) -> None:
    """Each look in a cell of its own."""

    def change(book: Workbook) -> None:
        for cell, look in zip(cells, _LOOKS.values(), strict=True):
            look(book[sheet][cell])

    told = [(problem.code, str(problem.where)) for problem in shown(change)]
    assert sorted(told) == sorted(("S512", f"{sheet}!{cell}") for cell in cells)


@pytest.mark.parametrize(
    "change",
    [
        lambda cell: setattr(cell, "font", Font(name="黑体", size=12, bold=True, italic=True, color="FFC00000")),
        lambda cell: setattr(cell, "fill", PatternFill("solid", fgColor="FFFFFF00")),
        lambda cell: setattr(cell, "alignment", Alignment(horizontal="right", vertical="top", indent=1)),
    ],
    ids=["type", "marker pen", "side"],
)
def test_what_can_still_be_read_is_no_difference(change: Callable[[openpyxl.cell.Cell], None]) -> None:
    assert shown(lambda book: change(book[FORM]["H13"])) == ()


_WHITE = Font(color="FFFFFFFF")
_SHEETS: dict[str, tuple[Callable[[Workbook], None], str]] = {
    "row of height 0": (lambda book: setattr(book[FORM].row_dimensions[14], "height", 0), "F213"),
    "row of height 3": (lambda book: setattr(book[FORM].row_dimensions[14], "height", 3), "F213"),
    "column of 2 pixels": (lambda book: setattr(book[FORM].column_dimensions["H"], "width", 0.2), "F213"),
    "column hidden": (lambda book: setattr(book[FORM].column_dimensions["H"], "hidden", True), "F213"),
    "sheet hidden": (lambda book: setattr(book[FORM], "sheet_state", "veryHidden"), "F213"),
    "format by value": (
        lambda book: book[FORM].conditional_formatting.add("H13:H21", CellIsRule("lessThan", ["99"], font=_WHITE)),
        "S514",
    ),
    "format by formula": (lambda book: book[FORM].conditional_formatting.add("A1", FormulaRule(["TRUE"])), "S514"),
    "merged": (lambda book: book[FORM].merge_cells("H13:H14"), "S515"),
    "taken apart": (lambda book: book[FORM].unmerge_cells("A1:I1"), "S515"),
    "print area": (lambda book: setattr(book[FORM], "print_area", "A1:I20"), "S516"),
    "print titles": (lambda book: setattr(book[FORM], "print_title_rows", "1:1"), "S516"),
    "footer": (lambda book: setattr(book[FORM].oddFooter.center, "text", "第 1 页，共 1 页"), "S516"),
    "header": (lambda book: setattr(book[FORM].oddHeader.center, "text", "等级：优"), "S516"),
    "zeros": (lambda book: setattr(book[FORM].sheet_view, "showZeros", False), "S511"),
    "charts": (lambda book: book["自评汇总"]._charts.clear(), "S520"),
    "validation": (lambda book: book[FORM].data_validations.dataValidation.clear(), "S520"),
}  # fmt: skip


@pytest.mark.parametrize("name", _SHEETS)
def test_what_hides_or_covers_is_named(name: str) -> None:
    change, code = _SHEETS[name]
    problems = shown(change)
    assert code in {problem.code for problem in problems}
    assert any(problem.severity is not Severity.INFO for problem in problems)


def test_a_defined_name_that_shadows_a_function_is_named_and_others_are_noted() -> None:
    from selfeval.excel.book.formulas import read_formulas

    live = loaded(written(filled()))
    live.defined_names["Round"] = DefinedName("Round", attr_text="计分过程!$A$1")
    live.defined_names["数据"] = DefinedName("数据", attr_text="计分过程!$A$1")
    data = saved(live)
    problems = verify(opened(data), pack(), read_formulas(data), data=data)
    told = {problem.message.args[0][1]: problem.severity for problem in problems if problem.code == "S518"}
    assert told == {"Round": Severity.ERROR, "数据": Severity.INFO}


@pytest.mark.parametrize(
    ("value", "wanted", "found", "same"),
    [
        ("98", "0.00", '0.00;[Red]-0.00', False),
        ("98", "0.00;[Red]-0.00;0", r"0.00;[RED]\-0.00;0", True),
        ("45000", "yyyy-mm-dd", r"yyyy\-mm\-dd", True),
        ("45000", "yyyy-mm-dd", "yyyy", False),
        ("12", '0"人次"', r"0\人\次", True),
        ("12", '0"人次"', '0"次"', False),
        ("12", "General", "0", False),
        ("12", "General", "@", True),
    ],
)  # fmt: skip
def test_formats_are_compared_by_what_they_show(value: str, wanted: str, found: str, same: bool) -> None:
    assert alike(Decimal(value), value, wanted, found) is same


def test_the_fourth_section_is_that_of_texts() -> None:
    assert [seen_text("差", code) for code in ("General", ";;;", '0;0;0;"优"', '@"！"', "0.00")] == [
        "差", "", "优", "差！", "差",
    ]  # fmt: skip


def test_pale_type_on_a_pale_ground_is_told_apart_by_both() -> None:
    grey = Style(font=Type((89, 89, 89)))
    assert [*unreadable(Style(), grey)] == []
    assert len([*unreadable(Style(), Style(font=Type((89, 89, 89)), ground=((96, 96, 96),)))]) == 1
