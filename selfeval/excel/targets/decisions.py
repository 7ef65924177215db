"""The sheet 待定事项 of a workbook of targets: what has to be decided anew; a list from which nothing is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from selfeval.excel.book.grid import Book, Grid
from selfeval.excel.targets.form import Form, height

if TYPE_CHECKING:
    from xlsxwriter import Workbook

DECISIONS_SHEET: Final = "待定事项"
_HEADS: Final = (
    ("序号", 6.0), ("事项", 20.0), ("项目", 24.0), ("指标", 26.0), ("单元格", 16.0), ("原文", 30.0), ("说明", 52.0),
    ("处理结果", 18.0),
)  # fmt: skip
_TOP: Final = 3
"""Rows above the first line: title, what the list is, heads."""


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One line: what kind it is, which project and row, the cell that it is decided in, the text, why it is listed."""

    kind: str
    project: str
    row: str
    cell: str
    text: str
    why: str


def decisions_sheet(book: Workbook, title: str, lead: str, lines: Sequence[DecisionLine]) -> None:
    """Add the sheet."""
    form = Form(book, DECISIONS_SHEET, [])
    last = len(_HEADS) - 1
    form.widths([width for _, width in _HEADS])
    form.title(0, last, f"{DECISIONS_SHEET}：{title}")
    form.put((1, 0, 1, last), lead, align="left")
    form.heights({1: height(lead, sum(width for _, width in _HEADS))})
    for column, (head, _) in enumerate(_HEADS):
        form.put((2, column, 2, column), head, border=1, align="center", bold=True, bg_color="#D9E2F3")
    for number, line in enumerate(lines, start=1):
        row = _TOP + number - 1
        texts = (str(number), line.kind, line.project, line.row, line.cell, line.text, line.why, "")
        for column, text in enumerate(texts):
            form.value((row, column, row, column), text, align="left" if column else "center")
        form.heights({row: max(height(text, width) for text, (_, width) in zip(texts, _HEADS, strict=True))})
    form.page(landscape=True, repeat=2)


def without_decisions(book: Book) -> Book:
    """The workbook without that sheet, whatever it is renamed to: its title says what it is."""
    sheets = [grid for grid in book.sheets if not _is_decisions(grid)]
    return book if len(sheets) == len(book.sheets) else replace(book, sheets=type(book.sheets)(sheets))


def _is_decisions(grid: Grid) -> bool:
    heads = tuple("".join(grid.text(_TOP, column).split()) for column in range(1, len(_HEADS) + 1))
    return grid.text(1, 1).startswith(DECISIONS_SHEET) and heads == tuple(head for head, _ in _HEADS)
