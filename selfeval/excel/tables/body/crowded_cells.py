"""Finds forms whose indicators all stand in one cell, and rows that hold several indicators at once."""

from __future__ import annotations

from collections.abc import Sequence

from selfeval.core.model import Indicator
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef
from selfeval.excel.book.grid import Book, Grid
from selfeval.excel.tables.labels.labels import label_of
from selfeval.excel.tables.taking import value_right

_NUMBERED = lazy(r"(?:^|[\s；;。,，:：])(?:\d{1,2}[.、．)）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|指标\s*\d{1,2}\s*[:：])")
_TIER = lazy(r"(?:产出|效益|满意度|成本|数量|质量|时效)指标")
_VALUE = lazy(r"[≥≤＞＜><=＝]\s{0,9}\d|(?<!\d)\d{1,24}(?:\.\d{1,24})?\s{0,9}[%％]|不[低高少多]于|达到\d")
_FEWEST = 2
"""So many indicators in a cell are a crowd."""


def crowded(book: Book, rows: Sequence[Indicator]) -> CellRef | None:
    """The cell that holds all indicators of a workbook, None where they have rows of their own."""
    if rows:
        whole = all(holds_several(row) for row in rows)
        return rows[0].cells.get("tier3") if whole else None
    for grid in book.sheets:
        if (found := _block_cell(grid)) is not None:
            return found
    return None


def holds_several(row: Indicator) -> bool:
    """Whether name and target of a row are lists of as many entries: `1.里程 2.合格率` with `1.≥10公里 2.≥95%`."""
    names, targets = entries(row.tier3), entries(row.target)
    inside = names >= _FEWEST and not row.target.strip() and len(_VALUE.findall(row.tier3)) >= _FEWEST
    return (names >= _FEWEST and targets == names) or inside


def entries(text: str) -> int:
    """How many entries a cell lists: numbered ones, else one a line."""
    lines = [line for line in text.split("\n") if line.strip()]
    return max(len(_NUMBERED.findall(text)), len(lines))


def _block_cell(grid: Grid) -> CellRef | None:
    """The text beside or below 绩效指标 that lists several indicators with their values."""
    for row in grid.rows:
        for column, text in grid.row_texts(row):
            label = label_of(text)
            if label is None or label[0] != "indicator_block":
                continue
            span = grid.span(row, column)
            for place in (value_right(grid, row, span), (span.bottom + 1, span.left), (row, column)):
                said = grid.text(*place) if place != (row, column) else label[1]
                told = max(len(_VALUE.findall(said)), len(set(_TIER.findall(said))))
                if min(told, entries(said)) >= _FEWEST:
                    return grid.ref(*place)
    return None
