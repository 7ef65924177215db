"""Reads the goals above an indicator table: what was to be achieved, what was, and the goal of a longer period.

Forms print them at the right of their labels, or as columns below a line of labels (预期目标 | 实际完成情况,
年初绩效目标 | 全年（调整）绩效目标 | 全年目标实际完成情况, 实施期目标 | 年度目标).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from selfeval.core.problems import CellRef
from selfeval.core.records import dataclass
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.book.grid import Grid, Span
from selfeval.excel.tables.labels.labels import label_of, month_of
from selfeval.excel.tables.taking import Taker, value_right

GOAL_KEYS: Final = frozenset(
    {"goals", "expected", "goal_actual", "goal_rate", "period_goals", "initial_goals", "adjusted_goals"}
)
_YEARLY: Final = ("adjusted_goals", "expected", "goals", "initial_goals")
"""Which text counts as the year's goal: the first of these that says something."""


@dataclass(frozen=True, slots=True)
class _Place:
    """One label: its key, the text behind its colon, its cell with its merge, whether its text stands below it."""

    key: str
    inline: str
    span: Span
    below: bool


def read_goals(grid: Grid, rows: list[int], taker: Taker) -> dict[str, str]:
    """Texts by `goals`, `goal_actual`, `goal_rate`, `period_goals`, `initial_goals`; their cells go to the taker."""
    found: dict[str, tuple[str, CellRef]] = {}
    places = [place for row in rows for place in _places(grid, rows, row)]
    named = {place.key for place in places} - {"goals"}
    columns = any(place.below for place in places)
    for place in places:
        if place.key == "goals" and not place.below and (columns or named & {"expected", "adjusted_goals"}):
            continue  # the label of the block, whose columns have labels of their own
        text, cell = _text(grid, rows, place, taker)
        if place.key not in found or (text and not found[place.key][0]):
            found[place.key] = text, cell
    used = {key: key for key in found if key not in _YEARLY}
    chosen = [key for key in (*_YEARLY, "period_goals") if key in found]
    if not any(found[key][0] for key in chosen if key in _YEARLY):
        used.pop("period_goals", None)
    else:
        chosen = [key for key in chosen if key in _YEARLY]
    if chosen:
        used["goals"] = next((key for key in chosen if found[key][0]), chosen[0])
    before = ("initial_goals", "expected", "goals") if used.get("goals") == "adjusted_goals" else ("initial_goals",)
    older = next((key for key in before if found.get(key, ("",))[0]), None)
    if older and older != used["goals"]:
        used["initial_goals"] = older
    taker.cells.update({name: found[key][1] for name, key in used.items()})
    return {name: found[key][0] for name, key in used.items()}


def _places(grid: Grid, rows: list[int], row: int) -> list[_Place]:
    """The labels of goals in a row; where two or more stand there without their texts, those stand below them."""
    found = []
    for column, text in grid.row_texts(row):
        label = label_of(text)
        if label and label[0] in GOAL_KEYS:
            found.append((*label, grid.span(row, column)))
    bare = [(key, span) for key, inline, span in found if not inline and not _text_right(grid, row, span)]
    lowest = min((span.bottom for _, span in bare), default=row)
    heads = [span for key, span in bare if span.bottom == lowest or key != "goals"]
    columns = len(heads) > 1 and (
        any(one.right + 1 == other.left for one, other in pairwise(heads))
        or any(span.bottom > lowest for _, span in bare)
        or any(span.bottom + 1 in rows and _stands_below(grid, span) for span in heads)
    )
    return [_Place(key, inline, span, not inline and columns and span in heads) for key, inline, span in found]


def _stands_below(grid: Grid, span: Span) -> bool:
    texts = grid.row_texts(span.bottom + 1)
    return any(span.left <= column <= span.right for column, _ in texts) and not any(
        label_of(text) for _, text in texts
    )


def _text_right(grid: Grid, row: int, span: Span) -> bool:
    text = grid.text(*value_right(grid, row, span))
    return bool(text) and not label_of(text)


def _text(grid: Grid, rows: list[int], place: _Place, taker: Taker) -> tuple[str, CellRef]:
    if place.inline:
        return place.inline, grid.ref(place.span.top, place.span.left)
    pieces = _below(grid, rows, place.span) if place.below else _beside(grid, rows, place.span)
    if not pieces:
        blank = (place.span.bottom + 1, place.span.left) if place.below else (place.span.top, place.span.right + 1)
        return "", grid.ref(*blank)
    judge = Taker(grid, {}, taker.problems)
    for at, _ in pieces:
        judge.take(place.key, *at)
    return "\n".join(text for _, text in pieces if text not in DASHES), grid.ref(*pieces[0][0])


def _below(grid: Grid, rows: list[int], span: Span) -> list[tuple[tuple[int, int], str]]:
    """The texts of a column down to the next row with a label."""
    pieces: list[tuple[tuple[int, int], str]] = []
    for row in (row for row in rows if row > span.bottom):
        if any(label_of(text) for _, text in grid.row_texts(row)):
            break
        column = next((column for column in grid.by_row[row] if span.left <= column <= span.right), span.left)
        if text := grid.text(row, column):
            pieces.append(((row, column), text))
    return pieces


def _beside(grid: Grid, rows: list[int], span: Span) -> list[tuple[tuple[int, int], str]]:
    """The texts at the right of a label, over all rows of its merge; else the one below it."""
    pieces = []
    for row in rows:
        if span.top <= row <= span.bottom:
            place = value_right(grid, row, span)
            text = grid.text(*place)
            if text and not label_of(text) and not month_of(text):
                pieces.append((place, text))
    if not pieces and span.bottom + 1 in rows:  # below the last of them stands the table
        cell = grid.cell(span.bottom + 1, span.left)
        if cell is not None and not label_of(cell.text):
            pieces.append(((span.bottom + 1, span.left), cell.text.strip()))
    return pieces
