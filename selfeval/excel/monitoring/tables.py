"""Finds the tables of forms of monitoring and takes what they say of the first months off the sheet.

A sheet is known by its headings, whatever its layout: names of indicators, and beside them the likelihood of reaching
the target or what was reached in the first months. Those columns are taken off the sheet, so that the usual reader sees
a table of targets, and their cells become facts of the month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field, replace

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.monitoring.words import Cause, Likelihood
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.core.records import dataclass
from selfeval.excel.book.grid import Book, Cell, Grid
from selfeval.excel.monitoring.headings import Heading, box_of, heading, month_in, without_month
from selfeval.excel.tables.labels.labels import column_of, head_key

_ABOVE = 40
"""Rows above a table in which its money is looked for."""
_SOURCE_LABELS = frozenset({"total_row", "fiscal", "carry_over", "other"})
_CARRIERS = (("到位数", "received"), (FACT_LABELS["adjusted"], "adjusted"))
"""Headings under one of which the usual reader takes the expected amounts, and the key that these then have."""
_EXECUTED = FACT_LABELS["executed"]
_WATCHED = lazy(r"(?:目标)?(?:运行|执行|实施)?监控")


@dataclass
class MonthTable:
    """One table of a form of monitoring.

    Attributes:
        grid: the sheet as it was.
        month: 0 where nothing says it.
        header, last: first row of the headings, last row of the table.
        columns: columns by fact; boxes: those of causes and likelihoods.
        carrier: the key under which the usual reader finds the expected amounts, "" for none.
        taken: cells that the usual reader does not see.
    """

    grid: Grid
    month: int
    header: int
    last: int
    columns: dict[str, int] = field(default_factory=dict)
    boxes: dict[Cause | Likelihood, int] = field(default_factory=dict)
    carrier: str = ""
    taken: set[tuple[int, int]] = field(default_factory=set)


@dataclass
class Months:
    """All tables of monitoring of a workbook, and what is to be said about them."""

    tables: list[MonthTable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def without_months(book: Book) -> tuple[Book, Months]:
    """The workbook as targets alone, and the tables of monitoring that were taken off it."""
    months = Months()
    sheets = tuple(_cleaned(grid, months) for grid in book.sheets)
    return (replace(book, sheets=sheets) if months.tables else book), months


# -- taking the columns off


def _cleaned(grid: Grid, months: Months) -> Grid:
    found = list(_tables(grid))
    if not found:
        return grid
    cells = dict(grid.cells)
    for table in found:
        _take_money(table, cells)
        for place in table.taken:
            cells.pop(place, None)
        if not table.month:
            months.problems.append(_no_month(table))
    for place, cell in list(cells.items()):
        if place[0] <= found[0].header and (bare := _usual_title(cell.text)) != cell.text:
            cells[place] = replace(cell, text=bare)
    months.tables += found
    return replace(grid, cells=cells)


def _usual_title(text: str) -> str:
    """A title that the usual reader knows: 绩效运行监控表（2025年度1-6月） → 绩效自评表（2025年度）."""
    return _WATCHED.sub("自评", without_month(text)) if "监控" in text and "表" in text else text


def _tables(grid: Grid) -> Iterator[MonthTable]:
    """Each table with a column of monitoring beside the names of indicators."""
    for row in grid.rows:
        names = [column for column, text in grid.row_texts(row) if column_of(text) == "tier3"]
        if len(names) != 1:
            continue
        table = _table(grid, row, names[0])
        if table is not None:
            yield table


def _table(grid: Grid, row: int, name: int) -> MonthTable | None:
    """The table whose headings stand in this row, one above or one below; None for one of another kind."""
    bottom = max(grid.span(row, name).bottom, row)
    table = MonthTable(grid, 0, row, row)
    spans: list[tuple[str, int, int]] = []
    for line in grid.rows_between(row - 1, bottom + 1):
        for column, text in grid.row_texts(line):
            found = heading(text)
            if found is None or not _beside(grid, line, row, bottom):
                continue
            where = grid.span(line, column)
            table.month = table.month or found.month
            table.columns.setdefault(found.name, column)
            spans.append((found.name, where.left, where.right))
            bottom = max(bottom, where.bottom)
    if not {"likelihood", "actual"} & set(table.columns):
        return None
    if "actual" not in table.columns:
        spans += _plain_outcomes(table, row, bottom)
    below = grid.rows_between(bottom + 1, bottom + 1)
    if below and not _named(grid, below[0], name):
        bottom = below[0]  # a second row of headings, without a merged cell beside it
    lowest = _boxes(table, spans, row, bottom)
    table.month = table.month or _month_above(grid, row)
    table.last = _last(grid, max(bottom, lowest), name)
    columns = {column for _, left, right in spans for column in range(left, right + 1)}
    for line in grid.rows_between(row - 1, table.last):
        for column in grid.by_row[line]:
            if column in columns and (line >= row or heading(grid.text(line, column))):
                table.taken.add((line, column))
    return table


def _plain_outcomes(table: MonthTable, row: int, bottom: int) -> list[tuple[str, int, int]]:
    """The outcomes of a form whose headings leave the months to its title, and the reasons beside them."""
    grid, spans = table.grid, list[tuple[str, int, int]]()
    for line in grid.rows_between(row, bottom):
        for column, text in grid.row_texts(line):
            name = column_of(text)
            if name in {"actual", "reason"} and heading(text) is None and name not in table.columns:
                table.columns[name] = column
                where = grid.span(line, column)
                spans.append((name, where.left, where.right))
    return spans


def _beside(grid: Grid, line: int, row: int, bottom: int) -> bool:
    """Whether a line belongs to the headings: the row, what its merged cells reach, or one row of groups above."""
    return row <= line <= bottom or (line == row - 1 and not any(head_key(text) for _, text in grid.row_texts(line)))


def _boxes(table: MonthTable, spans: list[tuple[str, int, int]], row: int, bottom: int) -> int:
    """Note the boxes below the headings of causes and likelihood; the lowest row of these."""
    lowest, grid = bottom, table.grid
    for name, left, right in spans:
        if name not in {"causes", "likelihood"}:
            continue
        for line in grid.rows_between(row, bottom):
            for column, text in grid.row_texts(line):
                kind = box_of(text)
                wanted = Cause if name == "causes" else Likelihood
                if left <= column <= right and isinstance(kind, wanted):
                    table.boxes.setdefault(kind, column)
                    lowest = max(lowest, line)
    if any(kind in table.boxes for kind in Cause):
        table.columns.pop("causes", None)
    if any(kind in table.boxes for kind in Likelihood):
        table.columns.pop("likelihood", None)
    return lowest


def _last(grid: Grid, bottom: int, name: int) -> int:
    """The last row of a table: up to the first without a name."""
    last = bottom
    for row in grid.rows_between(bottom + 1, grid.rows[-1]):
        if not _named(grid, row, name):
            break
        last = row
    return last


def _named(grid: Grid, row: int, name: int) -> bool:
    """Whether a row has the name of an indicator, and no line across the table."""
    where = grid.span(row, name)
    return bool(grid.text(where.top, where.left)) and where.left >= name - 1


def _month_above(grid: Grid, row: int) -> int:
    """The month that a title or the heading of an amount names, nearest above the table."""
    for line in reversed(grid.rows_between(max(1, row - _ABOVE), row - 1)):
        for _, text in grid.row_texts(line):
            found = heading(text)
            if (found is not None and found.month) or ("监控" in text and month_in(text)):
                return month_in(text)
    return 0


# -- money


def _take_money(table: MonthTable, cells: dict[tuple[int, int], Cell]) -> None:
    """Put the amounts under headings that the usual reader knows, and take rates and the plan's percents away."""
    grid = table.grid
    for row in reversed(grid.rows_between(max(1, table.header - _ABOVE), table.header - 1)):
        found = {column: one for column, text in grid.row_texts(row) if (one := heading(text)) and _is_money(one)}
        if not any(one.name == "executed" for one in found.values()):
            continue
        labels = {head_key(text) for _, text in grid.row_texts(row)}
        carrier = next(((word, name) for word, name in _CARRIERS if name not in labels), None)
        for column, one in found.items():
            if one.name == "executed":
                cells[row, column] = replace(cells[row, column], text=_EXECUTED)
            elif one.name == "forecast_money" and carrier is not None:
                cells[row, column] = replace(cells[row, column], text=carrier[0])
                table.carrier = carrier[1]
            else:
                table.taken.update(_below(grid, row, column, table.header))
        return


def _is_money(one: Heading) -> bool:
    return one.name in {"executed", "rate", "planned", "forecast_money", "forecast_rate"}


def _below(grid: Grid, row: int, column: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a column of the block of money, its heading included."""
    yield row, column
    for line in grid.rows_between(row + 1, end - 1):
        keys = {head_key(text) for _, text in grid.row_texts(line)}
        if not keys & _SOURCE_LABELS:
            return
        yield line, column


def _no_month(table: MonthTable) -> Problem:
    return Problem(
        "F241",
        Severity.ERROR,
        msg("This is a form of monitoring, but nothing says to which month it goes; its outcomes were not read."),
        msg("Write the months into the heading, such as 1-6月执行情况, and try again."),
        CellRef(table.grid.title, f"A{table.header}"),
    )
