"""What the lists on a screen do not do that they could."""

from __future__ import annotations

from collections.abc import Sequence

from textual.pilot import Pilot

from selfeval.tui.row_texts.heights import cell_lines, shown_texts
from selfeval.tui.row_texts.table import GAP, Column
from selfeval.tui.row_texts.widths import Needs, needs_of
from selfeval.tui.text import width
from selfeval.tui.widgets.rows import Rows
from selfeval.tui.widgets.window_rows import WindowRows


def needed(column: Column, need: int) -> int:
    """Cells of a column that are of use: for its texts, for the title above them, or for texts still to come."""
    return max(need, width(column.title) if need or column.kept else 0, column.cells if column.kept else 0)


def least(columns: Sequence[Column], needs: Needs, readable: int) -> int:
    """Cells of a list that cuts neither figures nor short titles, and has so many for other texts."""
    cells = [
        max(
            max(figures, min(need, readable)) if column.share else need,
            column.cells if column.kept else 1,
            title if (title := width(column.title)) <= 6 else 1,
        )
        for column, need, figures in zip(columns, needs.plain, needs.figures, strict=True)
        if needed(column, need)
    ]
    return sum(one + GAP for one in cells) + GAP


def _bare(text: str) -> str:
    return "".join(text.split())


def _faults(shown: Rows | WindowRows) -> list[str]:
    """What the list does not do that it could."""
    if isinstance(shown, Rows):
        rows, most = [row for row in shown.rows if not row.fixed], shown._lines
    else:
        rows, most = [shown.row(place) for place in range(min(shown.count, 100))], 1
    if not rows:
        return []
    columns, widths = shown.columns, shown._widths
    needs = needs_of(columns, rows)
    wanted = [needed(column, need) for column, need in zip(columns, needs.plain, strict=True)]
    each = zip(columns, widths, wanted, strict=True)
    spare = [f"{one.title}: {cells} of {want}" for one, cells, want in each if cells > want and not one.full]
    texts = [pair for row in rows for pair in zip(shown_texts(row, widths), widths, strict=False)]
    cut = [text for text, cells in texts if _bare("".join(cell_lines(text, cells, most))) != _bare(text)]
    found = [f"{shown.id}: {cut[:3]} cut beside {spare}"] if cut and spare else []
    room = shown.scrollable_content_region.width
    if sum(cells + GAP for cells in widths if cells) + GAP > room:
        found.append(f"{shown.id}: no blank at the end")
    if least(columns, needs, 6) <= room and not needs.fit(columns, widths):
        found.append(f"{shown.id}: a figure is cut, {widths} {needs}")
    return found


def list_faults(pilot: Pilot[int]) -> list[str]:
    """Those of all lists of the present screen."""
    lists = [*pilot.app.screen.query(Rows), *pilot.app.screen.query(WindowRows)]
    return [fault for one in lists if one.size for fault in _faults(one)]
