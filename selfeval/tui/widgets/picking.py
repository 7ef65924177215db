"""A list in which several rows, one below the other, can be picked: shift with the keys that move, or a click."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.strip import Strip

from selfeval.tui.row_texts.table import Row
from selfeval.tui.widgets.rows import Rows

PICKED = ">"
"""Stands before a picked row, so that colour is not the only sign."""


class Picking(Rows):
    """The cursor row is always picked; others are while shift is held."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+up", "pick('move', -1)", show=False),
        Binding("shift+down", "pick('move', 1)", show=False),
        Binding("shift+pageup", "pick('page', -1)", show=False),
        Binding("shift+pagedown", "pick('page', 1)", show=False),
        Binding("shift+home,ctrl+shift+home", "pick('edge', 0)", show=False),
        Binding("shift+end,ctrl+shift+end", "pick('edge', -1)", show=False),
        Binding("ctrl+home", "edge(0)", show=False),
        Binding("ctrl+end", "edge(-1)", show=False),
        Binding("ctrl+a", "pick_all", show=False),
        Binding("escape", "unpick", show=False),
    ]
    _anchor: int | None = None
    _picking = False

    @property
    def picked(self) -> tuple[str, ...]:
        """Keys of the picked rows, from the top."""
        return tuple(self.rows[place].key for place in self._places_picked() if not self.rows[place].fixed)

    def _places_picked(self) -> range:
        first, last = sorted((self.cursor if self._anchor is None else self._anchor, self.cursor))
        return range(first, min(last + 1, len(self.rows)))

    def fill(self, rows: Iterable[Row], key: str = "") -> None:
        """Show other rows; nothing but the cursor row is picked."""
        self._anchor = None
        super().fill(rows, key)

    def action_pick(self, how: str, steps: int) -> None:
        """Go on with the keys that move, and pick what lies between."""
        self._extend(lambda: {"move": self.action_move, "page": self.action_page, "edge": self.action_edge}[how](steps))

    def action_pick_all(self) -> None:
        """Pick every row, the cursor on the last."""
        self.action_edge(0)
        self.action_pick("edge", -1)

    def action_unpick(self) -> None:
        """Only the cursor row again; where nothing else is picked, the key means what it means elsewhere."""
        if self._anchor is None:
            raise SkipAction
        self.unpick()

    def unpick(self) -> None:
        """Only the cursor row is picked."""
        if self._anchor is not None:
            self._anchor = None
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """With shift, pick everything up to the row clicked."""
        place = self._pressed
        if not event.shift:
            self.unpick()
            super().on_click(event)
        elif place is not None and place < len(self.rows) and not self.rows[place].fixed:
            self._extend(lambda: self._put_cursor(place))
        event.prevent_default()

    def _extend(self, go: Callable[[], None]) -> None:
        if self._anchor is None:
            self._anchor = self.cursor
        self._picking = True
        try:
            go()
        finally:
            self._picking = False
        self.refresh()

    def _put_cursor(self, place: int) -> None:
        if not self._picking:
            self.unpick()
        super()._put_cursor(place)

    def _row_line(self, row: Row, place: int, line: int, cells: int) -> Strip:
        strip = super()._row_line(row, place, line, cells)
        if self._anchor is None or row.fixed or place not in self._places_picked():
            return strip
        shown = strip if place == self.cursor else self._marked(strip)
        return Strip([Segment(PICKED, next(iter(shown)).style), *shown.crop(1)], cells)

    def _marked(self, strip: Strip) -> Strip:
        style = self.get_component_rich_style("rows--quiet-cursor")
        return Strip(Segment.apply_style(strip, post_style=style))
