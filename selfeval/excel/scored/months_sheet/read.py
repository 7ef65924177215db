"""运行监控 read back: the facts of each month, so that a work recovered from its workbook goes on with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from selfeval.core.model import Indicator, Project
from selfeval.core.monitoring.fields import MONTHS as ALL_MONTHS
from selfeval.core.monitoring.fields import ROW_FACTS, field, span
from selfeval.core.problems import CellRef
from selfeval.excel.book.grid import Book, Grid
from selfeval.excel.paper.labels import MONTHS, ROW_FACT
from selfeval.excel.scored.about_read import About
from selfeval.excel.scored.months_sheet.columns import COLUMNS

_MONTH: Final = {span(month): month for month in ALL_MONTHS}
_LABELS: Final = {label: key for key, label, _ in COLUMNS}
_NEAR: Final = 12
Facts = dict[str, tuple[str, CellRef]]
"""What a row of the sheet says, by the fields of the facts, each with its cell."""


def find_months(book: Book) -> tuple[Grid, int, Mapping[str, int]] | None:
    """The sheet, the row of its headings and their columns, whatever it is called now; None where there is none."""
    own = [grid for grid in book.sheets if grid.title == MONTHS]
    for grid in own + [grid for grid in book.sheets if grid.title != MONTHS]:
        for row in grid.rows[:_NEAR]:
            columns = {_LABELS[text]: column for column, text in grid.row_texts(row) if text in _LABELS}
            if {"month", "project_id", "row", "indicator_id"} <= set(columns):
                return grid, row, columns
    return None


def with_own_months(book: Book, projects: list[Project], about: About) -> list[Project]:
    """The projects with the facts of months that the workbook holds."""
    found = find_months(book)
    if found is None:
        return projects
    money: dict[str, Facts] = {}
    rows: dict[tuple[str, str], Facts] = {}
    grid, header, columns = found
    for row in grid.rows:
        month = _MONTH.get("".join(grid.text(row, columns["month"]).split()))
        if row <= header or month is None:
            continue
        project, item = grid.text(row, columns["project_id"]), grid.text(row, columns["indicator_id"])
        if grid.text(row, columns["row"]) == ROW_FACT:
            names = {"actual": f"executed.{item}".rstrip("."), "forecast": f"forecast.{item}".rstrip(".")}
            _take(money.setdefault(project, {}), grid, row, columns, month, names, about)
        else:
            _take(rows.setdefault((project, item), {}), grid, row, columns, month, {n: n for n in ROW_FACTS}, about)
    return [_project(one, money.get(one.id, {}), rows) for one in projects]


def _take(
    facts: Facts,
    grid: Grid,
    row: int,
    columns: Mapping[str, int],
    month: int,
    names: Mapping[str, str],
    about: About,
) -> None:
    """The facts of one row; `names` are those of the facts by the keys of their columns."""
    for key, name in names.items():
        text = about.whole(grid, row, columns[key]) if key in columns else ""
        if text.strip():
            facts[field(month, name)] = text, grid.ref(row, columns[key])


def _project(project: Project, money: Facts, rows: Mapping[tuple[str, str], Facts]) -> Project:
    indicators = tuple(_row(item, rows.get((project.id, item.id), {})) for item in project.indicators)
    cells = {**project.cells, **{name: where for name, (_, where) in money.items()}}
    return replace(
        project, monitored={name: text for name, (text, _) in money.items()}, indicators=indicators, cells=cells
    )


def _row(item: Indicator, facts: Facts) -> Indicator:
    if not facts:
        return item
    cells = {**item.cells, **{name: where for name, (_, where) in facts.items()}}
    return replace(item, monitored={name: text for name, (text, _) in facts.items()}, cells=cells)
