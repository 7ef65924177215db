"""Rows of actuals from a fill-in workbook that colleagues have sent back; the columns are those of a table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.workspace.incoming.csv_rows import column, rows_of, unused_column
from selfeval.workspace.incoming.row import Row


def rows_of_sheets(path: Path, name: str) -> tuple[list[Row], tuple[Problem, ...]] | None:
    """The rows that hold something, and problems; None for a workbook that is no fill-in workbook.

    Cells are named as spreadsheets name those of another file: `[交回.xlsx]填报!K12`.

    Problems: F202, F203, F204, F207 of reading cells, F404 what cannot be used, F414 how many rows are blank.

    Raises:
        SelfEvalError: F101 … F111 it cannot be read.
    """
    from selfeval.excel.fillin.read import read_fill  # xlsxwriter

    found = read_fill(path, column)
    if found is None:
        return None
    problems = [unused_column(text, where) for where, text in found.unused] + found.problems
    rows: list[Row] = []
    for line in found.rows:
        rows += rows_of(line.texts, line.where, problems, strict=True)
    blank = sum(line.blank for line in found.rows)
    if rows and blank:
        message = msg(
            "{blank} of {count} rows have no actual; they change nothing.", blank=blank, count=len(found.rows)
        )
        problems.append(Problem("F414", Severity.INFO, message, where=CellRef("", "")))
    placed = (_placed(problem, name) for problem in problems)
    return [_named(row, name) for row in rows], (*found.notes, *placed)


def _named(row: Row, name: str) -> Row:
    return replace(row, where=_in_file(row.where, name))


def _placed(problem: Problem, name: str) -> Problem:
    return replace(problem, where=_in_file(problem.where, name)) if problem.where else problem


def _in_file(where: CellRef, name: str) -> CellRef:
    return CellRef(f"[{name}]{where.sheet}" if where.sheet else name, where.cell)
