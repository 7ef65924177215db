"""A copy for publication, or a bureau's form that was filled, against the one that the program would write today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from selfeval.core.problems import NOTHING, CellRef, Message, Problem, Severity, msg
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.book.grid import Book, Grid, parse_cell
from selfeval.excel.book.kinds.xlsx import read_xlsx
from selfeval.excel.scored.verify.cells import changed_cells, same
from selfeval.excel.scored.verify.expected import Expected, same_parts
from selfeval.excel.scored.verify.figures import BLANK, normal, shown_of
from selfeval.excel.scored.verify.hidden_parts import hidden_parts
from selfeval.excel.scored.verify.looks import looks
from selfeval.excel.tables.result import ReadResult

_HINT = msg("Write the copy again from the scored workbook.")


def copy_differences(
    book: Book, data: bytes, written: bytes, result: ReadResult, assessment: Assessment
) -> tuple[Problem, ...]:
    """Every difference between a copy and the bytes that the program writes for the same facts; empty if none.

    `book` and `data` are the copy; `result` and `assessment` what it was made from.
    """
    if same_parts(data, written):
        return ()
    wanted = Expected(read_xlsx(written, Path(book.name)), written, result, assessment, assessment, (), None)
    by_title = {grid.title: grid for grid in book.sheets}
    compared = {grid.title: by_title[grid.title] for grid in wanted.book.sheets if grid.title in by_title}
    problems = [_sheet("F212", msg("The sheet {sheet} is missing.", sheet=grid.title), grid.title)
                for grid in wanted.book.sheets if grid.title not in by_title]  # fmt: skip
    problems += [
        _sheet("S510", msg("The program wrote no sheet {sheet}.", sheet=title), title)
        for title in by_title
        if title not in compared
    ]
    for title, grid in compared.items():
        ours = wanted.book.sheet(title)
        if ours is not None:
            problems += _formulas(ours, grid, wanted, data)
            problems += changed_cells(ours, grid, {problem.where for problem in problems if problem.where}, wanted)
    problems += hidden_parts(book, compared, wanted.book)
    problems += looks(data, book, wanted, compared)
    before = {(problem.code, problem.where) for problem in hidden_parts(wanted.book, compared, wanted.book)}
    return tuple(
        problem
        for problem in dict.fromkeys(problems)
        if problem.code != "F213" or (problem.code, problem.where) not in before
    )


def _formulas(ours: Grid, grid: Grid, wanted: Expected, data: bytes) -> Iterator[Problem]:
    """S504, S505, S506 and S502: what the formulas of a bureau's form are, and what they show."""
    found = read_formulas(data)
    for where, formula in wanted.formulas.items():
        if where.sheet != ours.title:
            continue
        now, place = found.get(where, ""), parse_cell(where.cell)
        expected, cell = ours.cell(*place), grid.cell(*place)
        if not now:
            message = msg(
                "A formula was replaced by the value {found}; it no longer follows the facts.", found=shown_of(cell)
            )
            yield Problem("S504", Severity.WARNING, message, _HINT, where, shown_of(cell))
        elif normal(now, {}) != normal(formula, {}):
            message = msg(
                "The formula was changed: it is {found}, the program wrote {expected}.",
                found=Message(now),
                expected=Message(formula),
            )
            yield Problem("S506", Severity.ERROR, message, _HINT, where, now)
        elif cell is not None and cell.missing and not (expected is not None and expected.missing):
            message = msg("This formula has no stored value, so nobody can say what it shows.")
            yield Problem("S505", Severity.ERROR, message, _HINT, where)
        elif not _alike(ours, grid, place):
            message = msg(
                "Here {what} is {found}; the scores of this workbook give {expected}.",
                what=msg("this figure"),
                found=Message(shown_of(cell)) if cell is not None else BLANK,
                expected=Message(shown_of(expected)) if expected is not None else BLANK,
            )
            yield Problem("S502", Severity.ERROR, message, _HINT, where, shown_of(cell))


def _alike(ours: Grid, grid: Grid, place: tuple[int, int]) -> bool:
    expected, found = ours.cell(*place), grid.cell(*place)
    if expected is None or found is None:
        return expected is found
    return (expected.missing and found.missing) or same(expected, found)


def _sheet(code: str, message: Message, title: str) -> Problem:
    return Problem(code, Severity.ERROR, message, NOTHING, CellRef(title, ""))
