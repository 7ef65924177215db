"""Where things stand on a 自评表 of a scored workbook, found by its labels, so that inserted rows do no harm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selfeval.core.fact_labels import AMOUNT_LABELS, FACT_LABELS, SOURCE_LABELS
from selfeval.core.model import KEPT_WORDS, SIGNED, SOURCES
from selfeval.core.problems import CellRef
from selfeval.excel.book.grid import Cell, Grid, Place
from selfeval.excel.paper.labels import (
    DEPARTMENT_HEADS,
    EXECUTION_REASON,
    FORM_HEADERS,
    GRADE,
    INDICATOR_COLUMNS,
    NO_DATE,
    SIGN_LABELS,
    TOTAL,
    TOTAL_ROW,
)

_COLUMNS = {
    **{FACT_LABELS[name]: name for name in INDICATOR_COLUMNS},
    **{label: name for name, label in FORM_HEADERS.items()},
}
_LABELS = {FACT_LABELS[name]: name for name in ("name", "code", "department", "unit")}
_LABELS |= {label: name for name, label in DEPARTMENT_HEADS.items()}
_GOALS = {FACT_LABELS[name]: name for name in ("goals", "goal_actual")}
_FUND_COLUMNS = (*AMOUNT_LABELS.values(), *(FACT_LABELS[name] for name in ("rate", "weight", "score")))
_TITLES = ("项目支出绩效自评表", "部门整体支出绩效自评表")


@dataclass(frozen=True)
class Form:
    """One form: the places of single fields (`name`, `initial.fiscal`, `total` …) and of each indicator's fields."""

    grid: Grid
    fields: Mapping[str, Place]
    rows: tuple[Mapping[str, Place], ...]

    def cell(self, place: Place | None) -> Cell | None:
        """What stands there."""
        return self.grid.cell(*place) if place else None

    def text(self, name: str) -> str:
        """The text of a single field, "" if it has none."""
        cell = self.cell(self.fields.get(name))
        return cell.text if cell else ""

    def refs(self, places: Mapping[str, Place]) -> dict[str, CellRef]:
        """The addresses of fields."""
        return {name: self.grid.ref(*place) for name, place in places.items()}


def is_form(grid: Grid) -> bool:
    """Whether the sheet is titled as a form and has its table of indicators."""
    titled = any(cell.text.startswith(_TITLES) for (row, _), cell in grid.cells.items() if row <= 3)
    return titled and _header(grid) is not None


def read_form(grid: Grid) -> Form | None:
    """Find everything; None if the sheet is no form any more."""
    header = _header(grid)
    if header is None:
        return None
    row, columns = header
    total = next((line for line in grid.rows if line > row and grid.text(line, 1) == TOTAL), None)
    last = total or grid.rows[-1] + 1
    rows = [line for line in range(row + 1, last) if _has_indicator(grid, line, columns)]
    heads = _goal_heads(grid, row)
    above = heads[0] if heads else row
    fields = dict(_heads(grid, above))
    fields.update(_funds(grid, above))
    if heads is not None:
        fields.update({name: (heads[0] + 1, column) for name, column in heads[1].items()})
    if total is not None:
        fields["total"] = (total, columns["score"])
        grade = next((line for line in grid.rows if line > total and grid.text(line, 1) == GRADE), None)
        if grade is not None:
            fields["grade"] = (grade, columns["weight"])
            fields.update(_kept(grid, grade))
            fields.update(_signed(grid, grade))
    return Form(grid, fields, tuple({key: (line, column) for key, column in columns.items()} for line in rows))


def _header(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for row in grid.rows:
        found = {_COLUMNS[text]: column for column, text in grid.row_texts(row) if text in _COLUMNS}
        if {"tier3", "target", "actual", "weight", "score", "reason"} <= set(found):
            return row, found
    return None


def _has_indicator(grid: Grid, row: int, columns: Mapping[str, int]) -> bool:
    keys = ("tier3", "target", "actual", "score", "weight")
    return any(grid.cell(row, columns[key]) is not None for key in keys)


def _heads(grid: Grid, before: int) -> Iterator[tuple[str, Place]]:
    """The fields with their value to the right; a value that reads like a label is none."""
    for row in grid.rows:
        value = 0
        for column, text in grid.row_texts(row) if row < before else ():
            if text in _LABELS and column != value:
                value = grid.span(row, column).right + 1
                yield _LABELS[text], (row, value)


def _funds(grid: Grid, before: int) -> Iterator[tuple[str, Place]]:
    """Amounts by source, and the rate, weight and score of the row of totals."""
    for row in grid.rows:
        columns = {text: column for column, text in grid.row_texts(row) if text in _FUND_COLUMNS}
        if row < before and len(columns) == len(_FUND_COLUMNS):
            break
    else:
        return
    sources = {TOTAL_ROW: "", **{word: key for key, word in SOURCE_LABELS.items()}}
    for line in range(row + 1, before):
        labels = [text.removeprefix("其中：") for _, text in grid.row_texts(line)]
        source = next((sources[text] for text in labels if text in sources), None)
        if source is None:
            continue
        if source == SOURCES[0] and grid.text(line, columns["分值"]).startswith(EXECUTION_REASON):
            yield "budget_reason", (line, columns["分值"])
        for amount, word in AMOUNT_LABELS.items():
            yield f"{amount}.{source}" if source else amount, (line, columns[word])
        if not source:
            yield "rate", (line, columns["执行率"])
            yield "execution_weight", (line, columns["分值"])
            yield "execution_score", (line, columns["得分"])


def _kept(grid: Grid, grade: int) -> Iterator[tuple[str, Place]]:
    """Texts and amounts kept of the original form, below the grade."""
    names = {word: name for name, word in KEPT_WORDS.items()}
    for row in grid.rows:
        name = names.get(grid.text(row, 1).partition("（")[0]) if row > grade else None
        if name is not None:
            yield name, (row, grid.span(row, 1).right + 1)


def _signed(grid: Grid, grade: int) -> Iterator[tuple[str, Place]]:
    """The places of the line to sign, below the grade: the first row that begins with its label."""
    rows = [row for row in grid.rows if row > grade and grid.text(row, 1).startswith(SIGN_LABELS["preparer"])]
    for column, text in grid.row_texts(rows[0]) if rows else ():
        name = next((name for name, label in SIGN_LABELS.items() if text.startswith(label)), None)
        if name is not None:
            yield name, (rows[0], column)


def own_signers(form: Form | None, fields: Mapping[str, str], common: Mapping[str, str]) -> dict[str, str]:
    """Who signs this form, where it is not who signs them all (`common`); `fields` say it where the form is gone."""
    own = {name: fields.get(name, common.get(name, "")) for name in SIGNED}
    for name, label in SIGN_LABELS.items():
        if form is not None and name in form.fields:
            text = form.text(name).removeprefix(label).strip()
            own[name] = "" if text == NO_DATE.strip() else text
    return {name: text for name, text in own.items() if text != common.get(name, "")}


def _goal_heads(grid: Grid, before: int) -> tuple[int, dict[str, int]] | None:
    """The row of the two headings over goals and outcome, with their columns."""
    for row in grid.rows:
        found = {_GOALS[text]: column for column, text in grid.row_texts(row) if text in _GOALS}
        if row < before and len(found) == len(_GOALS):
            return row, found
    return None
