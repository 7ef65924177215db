"""Verifying: silent on what the program wrote, loud on every figure that was changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from selfeval.core.problems import CellRef, Problem, untranslated
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.book.grid import Book, Cell, Grid
from selfeval.excel.paper.page import Figure
from selfeval.excel.scored.verify.workbook import verify
from selfeval.excel.scored.write import build
from tests.excel.books import saved
from tests.excel.scored_books import ORIGIN, VARIANTS, assessed, filled, opened, pack, project, row, variant, written

_FIGURES = build(filled(), (), ORIGIN, translate=untranslated)[1]


@pytest.fixture(scope="module")
def book() -> Book:
    return opened(written(filled()))


def _with_cell(book: Book, figure: Figure, cell: Cell | None) -> Book:
    sheets = []
    for grid in book.sheets:
        cells = dict(grid.cells)
        if grid.title == figure.sheet:
            cells.pop((figure.row, figure.column), None)
            if cell is not None:
                cells[figure.row, figure.column] = cell
        sheets.append(Grid(grid.title, cells, grid.merges))
    return Book(book.name, book.sha256, tuple(sheets))


def _other(value: Decimal | str | None) -> Cell:
    if isinstance(value, str):
        return Cell("差" if value != "差" else "优", formula=True)
    changed = (value or Decimal(0)) + Decimal("0.01")
    return Cell(format(changed, "f"), changed, formula=True)


@pytest.mark.parametrize("values_only", [False, True])
@pytest.mark.parametrize("name", VARIANTS)
def test_what_the_program_wrote_verifies(name: str, values_only: bool) -> None:
    rules = variant(name)
    one = project(row("甲", "≥90%", "85%"), row("乙", "≤10批次", "15批次"), budget={"initial": "0", "executed": "0"})
    two = project(row("甲", "≥90%", ""), title="未填", budget={})
    for made in (assessed(one, rules=rules), assessed(one, two, rules=rules), assessed(rules=rules)):
        assert verify(opened(written(made, values_only=values_only)), rules) == ()


def test_there_are_figures_of_every_kind() -> None:
    roles = {figure.about.role for figure in _FIGURES}
    assert {"score", "weight", "total", "grade", "program", "difference", "form_score", "tier_score", "lost"} <= roles


FACTS = {"share", "base_weight", "fact"}
"""A changed share or checkpoint is a changed fact: what no longer follows from it stands in the same row."""


def _changed(book: Book, figures: Sequence[Figure], cell: Callable[[Figure], Cell | None]) -> tuple[Problem, ...]:
    """What is said when all of them are changed at once."""
    for figure in figures:
        book = _with_cell(book, figure, cell(figure))
    return verify(book, pack())


def _apart(figures: Sequence[Figure], count: int) -> list[Sequence[Figure]]:
    return [figures[place::count] for place in range(count)]


@pytest.mark.parametrize("figures", _apart([one for one in _FIGURES if one.about.role not in FACTS], 10), ids=len)
def test_every_changed_figure_is_named(book: Book, figures: Sequence[Figure]) -> None:
    problems = _changed(book, figures, lambda figure: _other(figure.value))
    named = {str(problem.where) for problem in problems}
    assert [place for figure in figures if (place := str(CellRef(figure.sheet, _name(figure)))) not in named] == []
    assert all(problem.severity.value in {"error", "warning"} for problem in problems)


@pytest.mark.parametrize("figures", _apart([one for one in _FIGURES if one.about.role in FACTS], 10), ids=len)
def test_every_changed_fact_is_named_in_its_row(book: Book, figures: Sequence[Figure]) -> None:
    problems = _changed(book, figures, lambda figure: _other(figure.value))
    named = {str(problem.where) for problem in problems}
    for figure in figures:
        row = {f"计分过程!{get_column_letter(column)}{figure.row}" for column in range(1, 40)}
        assert named & row, (figure.sheet, _name(figure))
    assert all(problem.severity.value in {"error", "warning"} for problem in problems)


@pytest.mark.parametrize("figures", _apart([one for one in _FIGURES if one.value is not None], 7), ids=len)
def test_figures_taken_away_are_named(book: Book, figures: Sequence[Figure]) -> None:
    named = {problem.where.cell for problem in _changed(book, figures, lambda _: None) if problem.where}
    assert [name for figure in figures if (name := _name(figure)) not in named] == []


def _name(figure: Figure) -> str:
    return get_column_letter(figure.column) + str(figure.row)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("score", "S401"),
        ("weight", "S401"),
        ("target_value", "S401"),
        ("program", "S402"),
        ("total", "S501"),
        ("grade", "S501"),
        ("form_score", "S502"),
        ("tier_score", "S502"),
        ("sum_adjusted", "S502"),
        ("difference", "S503"),
    ],
)
def test_the_code_says_what_kind_of_difference_it_is(book: Book, role: str, code: str) -> None:
    figure = next(item for item in _FIGURES if item.about.role == role and item.value is not None)
    problems = verify(_with_cell(book, figure, _other(figure.value)), pack())
    assert code in {problem.code for problem in problems if problem.where and problem.where.cell == _name(figure)}


def test_cells_changed_with_openpyxl_are_named() -> None:
    data = written(filled(), values_only=True)
    for sheet, cell, value in (("信访专项资金", "H13", 12), ("计分过程", "T4", 11.5), ("自评汇总", "J7", 99.99)):
        changed = openpyxl.load_workbook(io.BytesIO(data))
        changed[sheet][cell] = value
        problems = verify(opened(saved(changed)), pack())
        assert f"{sheet}!{cell}" in [str(problem.where) for problem in problems]


def test_a_changed_stored_value_is_named() -> None:
    data = _edited(written(filled()), lambda text: text.replace("<v>93.31</v>", "<v>95.31</v>"), "sheet2.xml")
    assert "S501" in {problem.code for problem in verify(opened(data), pack())}


def test_a_frozen_formula_is_named(book: Book) -> None:
    figure = next(item for item in _FIGURES if item.about.role == "score" and item.value)
    value = Decimal(figure.value or 0)
    problems = verify(_with_cell(book, figure, Cell(str(value), value)), pack())
    assert [problem.code for problem in problems] == ["S504"]


def test_formulas_without_values_are_named() -> None:
    data = written(filled())
    codes = {problem.code for problem in verify(opened(saved(openpyxl.load_workbook(io.BytesIO(data)))), pack())}
    assert "S505" in codes


def test_a_changed_formula_with_the_right_value_is_named() -> None:
    def change(text: str) -> str:
        return text.replace("<f>SUM(", "<f>1*SUM(").replace("<f>ROUND((", "<f>ROUND(1*(")

    data = _edited(written(filled()), change, "sheet4.xml")
    assert verify(opened(data), pack()) == ()
    problems = verify(opened(data), pack(), read_formulas(data))
    assert {problem.code for problem in problems} == {"S506"}


def test_our_own_formulas_are_found_unchanged() -> None:
    data = written(filled())
    assert verify(opened(data), pack(), read_formulas(data)) == ()


def test_another_pack_is_named() -> None:
    problems = verify(opened(written(filled())), replace(pack(), sha256="f" * 64))
    assert [problem.code for problem in problems] == ["R201"]


def test_moved_rows_and_missing_sheets_are_named(book: Book) -> None:
    moved = [
        Grid(grid.title, {(line + 1, column): cell for (line, column), cell in grid.cells.items()}, ())
        if grid.title == "自评汇总"
        else grid
        for grid in book.sheets
        if grid.title != "偏差分析"
    ]
    codes = [problem.code for problem in verify(Book("x", "", tuple(moved)), pack())]
    assert codes == ["F211", "F212"]


def test_a_changed_fact_shows_in_score_constant_and_difference() -> None:
    assessment = assessed(project(row("甲", "≥90%", "85%")))
    book = opened(written(assessment))
    grid = book.sheet("项目一")
    assert grid is not None
    problems = verify(_with_cell(book, _figure(grid, 13, 6), Cell("60%", Decimal("0.6"))), pack())
    assert {"S401", "S402", "S501"} <= {problem.code for problem in problems}


def _figure(grid: Grid, line: int, column: int) -> Figure:
    return Figure(grid.title, line, column, _FIGURES[0].about, None, "")


def _edited(data: bytes, change: object, part: str) -> bytes:
    assert callable(change)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for info in source.infolist():
            text = source.read(info)
            if re.search(part, info.filename):
                edited = change(text.decode())
                assert edited != text.decode()
                text = edited.encode()
            target.writestr(info, text)
    return stream.getvalue()


def test_points_finer_than_scores_make_just_100_and_verify() -> None:
    rows = [row(f"数{n}", "≥5次", "5次", weight=Decimal("3.125")) for n in range(16)]
    rows += [row(f"效{n}", "≥5次", "5次", "效益指标", "社会效益指标", weight=Decimal("3.75")) for n in range(8)]
    rows += [row("满", "≥90%", "95%", "满意度指标", "服务对象满意度指标", weight=Decimal(10))]
    assessment = assessed(project(*rows, budget={"initial": "100", "executed": "100"}))
    assert str(assessment.projects[0].total) == "100.00"
    assert verify(opened(written(assessment)), assessment.pack) == ()
