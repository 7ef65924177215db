"""The rows of the history: one per thing that happened, the newest first, under a heading per day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from selfeval.core.evaluation import Change
from selfeval.core.problems import Message, msg
from selfeval.tui.row_texts.steps import row_shown
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, facts, one_line, spaced
from selfeval.workspace.looking.change_text import change_told, shown_text
from selfeval.workspace.looking.fact_names import field_name
from selfeval.workspace.looking.history import Point, happened, state
from selfeval.workspace.looking.history_text import head
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

BEGINNING = Point(0, "", "", "begin", "", ())
"""The last row of the list: the workbook before anything was entered."""

MOST_CHANGES = 60
"""So many changes of one step are told; a paste may have thousands."""


def history_columns(words: Words) -> tuple[Column, ...]:
    """Columns of the history."""
    return (
        Column(words(msg("Time")), 5),
        Column(words(msg("Who")), 5, 1),
        Column(words(msg("What")), 8, 1),
        Column(words(msg("Row")), 12, 4, names=True),
        Column(words(msg("Field")), 10, 1),
        Column(words(msg("Old")), 7, 2),
        Column(words(msg("New")), 8, 3),
        Column(words(msg("Now")), 6),
    )


def history_rows(words: Words, workspace: Workspace, found: Iterable[Point], only: Place | None) -> Iterator[Row]:
    """The history of everything or of one row; keys are the numbers of the points."""
    day = ""
    for point in reversed(tuple(found)):
        if only is not None and not point.touches(only.project, only.indicator):
            continue
        if point.at[:10] != day:
            day = point.at[:10]
            yield Row(f"day-{point.number}", (day or "-",), fixed=True)
        yield _row(words, workspace, point, only)
    yield Row("day-0", (words(msg("Before")),), fixed=True)
    before = words(msg("the workbook as it was read, nothing entered"))
    yield Row("0", ("", "", words(happened(BEGINNING)), before, "", "", "", ""), tone="dim")


def _row(words: Words, workspace: Workspace, point: Point, only: Place | None) -> Row:
    change, more = _first(point, only)
    what = words(happened(point))
    now = words(state(point))
    cells = (
        point.at[11:16],
        one_line(point.who),
        f"{what} ({more + 1})" if more else what,
        row_shown(words, workspace, change.key, 200),
        words(field_name(change.key.field)),
        _text(words, workspace, change, change.old),
        _text(words, workspace, change, change.new),
        now,
    )
    return Row(str(point.number), cells, {0: "dim", 1: "dim", 7: "warn"}, "dim" if point.undone else "")


def _first(point: Point, only: Place | None) -> tuple[Change, int]:
    """The change by which a step is told, and how many others it has."""
    mine = [c for c in point.changes if only and (c.key.project, c.key.indicator) == (only.project, only.indicator)]
    changes = mine or point.changes
    return changes[0], len(changes) - 1


def _text(words: Words, workspace: Workspace, change: Change, text: str | None) -> str:
    return spaced(shown_text(workspace.evaluation, change.key, text)) or words(msg("empty"))


def history_detail(words: Words, workspace: Workspace, point: Point) -> Content:
    """Everything that one point changed."""
    if not point.number:
        return Content(words(msg("Nothing had been entered yet. Going back here leaves the workbook's own values.")))
    pairs = [("", one_line(words(head(point))))]
    pairs += [("", spaced(words(change_told(workspace.evaluation, change)))) for change in point.changes[:MOST_CHANGES]]
    left = len(point.changes) - MOST_CHANGES
    if left > 0:
        more: Message = msg("and {count} more", count=left)
        pairs.append(("", words(more)))
    return facts(pairs)


def place_of_point(point: Point, only: Place | None) -> Place | None:
    """The row that a point concerns; None where it is the whole work."""
    if not point.changes:
        return None
    key = _first(point, only)[0].key
    return Place(key.project, key.indicator) if key.project else None
