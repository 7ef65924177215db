"""A page of several lists, one below the other: each as high as its rows, all gone through with the arrow keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.containers import VerticalScroll
from textual.geometry import Offset, Region

from selfeval.tui.messages import Went
from selfeval.tui.row_texts.table import Row
from selfeval.tui.widgets.rows import Rows

_FAR, _FIRST, _LAST = 1_000, 0, -1
"""More lists than a page has; the rows at the edges of one."""
_WAYS = {
    "up": (-1, _LAST), "down": (1, _FIRST), "pageup": (-1, _LAST), "pagedown": (1, _FIRST), "home": (-_FAR, _FIRST),
    "end": (_FAR, _LAST),
}  # fmt: skip
"""How many lists on a key leads where the cursor cannot go on, and to which row there."""


class Page(VerticalScroll, can_focus=False):
    """The page; it is scrolled as a whole, with the cursor of the list that has the keyboard.

    A key that moves leads from the last row of a list to the next one, and from the first to the one before; Home and
    End lead, pressed again, to the ends of the page.
    """

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._stood = True
        """Whether the last key that moves left the cursor where it was."""

    def fill(self, shown: Rows, rows: Iterable[Row]) -> None:
        """Show other rows in a list of the page, its cursor on the same one; a list without any is not seen."""
        shown.fill(rows, shown.key)
        shown.display = bool(shown.rows)
        self._fit(shown)
        shown.call_after_refresh(self._fit, shown)  # how high its rows are is known with its width

    @staticmethod
    def _fit(shown: Rows) -> None:
        shown.styles.height = max(shown.lines_wanted(), 1)

    def on_moved(self) -> None:
        """Keep the cursor in sight."""
        self._stood = False
        self.call_after_refresh(self._follow)

    def on_descendant_focus(self) -> None:
        """What has the keyboard is seen."""
        self.call_after_refresh(self._follow)

    def on_click(self) -> None:
        """A row that was clicked is where the keys go on from."""
        self._stood = True

    def on_went(self, event: Went) -> None:
        """On to the next list, or back to the one before."""
        at_edge, self._stood = self._stood, True
        here = self.screen.focused
        if not at_edge or event.key not in _WAYS or not isinstance(here, Rows):
            return
        lists = [shown for shown in self.query(Rows) if shown.display]
        step, edge = _WAYS[event.key]
        there = lists[min(max(lists.index(here) + step, 0), len(lists) - 1)]
        if there is not here:
            there.focus(scroll_visible=False)
            there.action_edge(edge)

    def scroll_to_region(self, region: Region, **how: Any) -> Offset:  # noqa: ANN401 - as Textual has it
        """Scroll at once: what Textual still glides to, once a list has the keyboard, would win over the cursor."""
        return super().scroll_to_region(region, **{**how, "animate": False})

    def _follow(self) -> None:
        here = self.screen.focused
        if not isinstance(here, Rows) or not here.rows:
            return
        first = next((place for place, row in enumerate(here.rows) if not row.fixed), 0)
        line = here.line_of(here.key)
        top = line if here.cursor > first else 0  # what stands above the first row is seen with it
        region = Region(0, here.virtual_region.y + top, 1, line + here.height_of(here.key) - top)
        self.scroll_to_region(region, force=True)
