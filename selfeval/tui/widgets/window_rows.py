"""A list of any length, of which only what is seen is asked for: half a million rows take no more than fifty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.strip import Strip

from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.row_texts.widths import Needs, needs_of, widths_of
from selfeval.tui.text import pad
from selfeval.tui.widgets.lines import LIST_KEYS, LIST_PARTS, LineView, go_at_once, strip_of, titles_of

_PAGE = 100
"""Rows that are asked for at once."""
_PAGES = 12
"""Pages that are remembered."""


class WindowRows(LineView, can_focus=True):
    """The list, a line a row. Sends `Moved` and `Chosen`; `ask` gives the rows from one place to another."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(LIST_PARTS)
    BINDINGS: ClassVar[list[BindingType]] = list(LIST_KEYS)

    def __init__(
        self,
        columns: Iterable[Column],
        ask: Callable[[int, int], Sequence[Row]],
        *,
        id: str,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.columns, self._ask = tuple(columns), ask
        self.count = self.cursor = 0
        self._pages: dict[int, Sequence[Row]] = {}
        self._widths: tuple[int, ...] = ()
        self._needs = needs_of(self.columns, ())
        self._pressed: int | None = None

    # -- content

    def show(self, count: int, cursor: int = 0) -> None:
        """Show another list of so many rows, the cursor on this one; sends no `Moved`."""
        self.count, self.cursor = count, min(max(cursor, 0), max(count - 1, 0))
        self._pages.clear()
        self._needs = needs_of(self.columns, ())
        if count:
            self.row(0)
        self._measure()
        self.refresh()
        self.call_after_refresh(self._show_cursor)

    def again(self) -> None:
        """The rows say something else; there are as many of them as before."""
        self._pages.clear()
        self.refresh()

    def row(self, place: int) -> Row:
        """One row."""
        page = place // _PAGE
        if page not in self._pages:
            while len(self._pages) >= _PAGES:
                self._pages.pop(next(iter(self._pages)))
            rows = self._pages[page] = self._ask(page * _PAGE, min((page + 1) * _PAGE, self.count))
            self._know(needs_of(self.columns, rows))
        return self._pages[page][place % _PAGE]

    # -- keys and mouse

    def go(self, place: int) -> None:
        """Put the cursor on a row."""
        place = min(max(place, 0), self.count - 1)
        if not self.count or place == self.cursor:
            return
        self._refresh_cursor()
        self.cursor = place
        self._refresh_cursor()
        self._show_cursor()
        self.post_message(Moved(self.id or "", str(place)))

    def on_key(self, event: events.Key) -> None:
        """Keys that move count at once."""
        go_at_once(self, event)

    def action_move(self, steps: int) -> None:
        """Go up or down."""
        self.go(self.cursor + steps)

    def action_page(self, pages: int) -> None:
        """Go up or down by what is visible."""
        self.go(self.cursor + pages * max(self.size.height - 2, 1))

    def action_edge(self, end: int) -> None:
        """Go to the first or the last row."""
        self.go(0 if end == 0 else self.count - 1)

    def action_choose(self) -> None:
        """Say that this row was chosen."""
        if self.count:
            self.post_message(Chosen(self.id or "", str(self.cursor)))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """What the mouse is on now is meant: an entry that ends by this may move the list before the button is up."""
        self._pressed = None if event.y < 1 else event.y - 1 + self.scroll_offset.y

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a click where it already stands chooses, and a third one in a row does nothing."""
        place = self._pressed
        if place is None or place >= self.count or event.chain > 2:
            return
        if place == self.cursor:
            self.post_message(Chosen(self.id or "", str(place), mouse=True))
        else:
            self.go(place)

    # -- geometry and drawing

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the columns to the new width."""
        self._measure()
        self.refresh()
        self._show_cursor()

    def _know(self, needs: Needs) -> None:
        """What these rows need as well; where a figure of theirs would be cut, the columns are fitted anew."""
        self._needs = self._needs.with_those_of(needs)
        if self._widths and not needs.fit(self.columns, self._widths):
            self.call_later(self._fit_again)

    def _fit_again(self) -> None:
        self._measure()
        self.refresh()

    def _measure(self) -> None:
        room = self.room(scrolled=self.count + 1 > self.size.height)
        self._widths = widths_of(self.columns, room, self._needs, eager=False)
        self.virtual_size = Size(room, self.count + 1)

    def _show_cursor(self) -> None:
        room = self.size.height - 1
        if self.cursor < self.scroll_offset.y:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= self.scroll_offset.y + room:
            self.scroll_to(y=self.cursor - room + 1, animate=False)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The row under the cursor shows where the keyboard is; the style sheet says nothing of it."""
        self._refresh_cursor()

    def _refresh_cursor(self) -> None:
        self.refresh(Region(0, self.cursor + 1 - self.scroll_offset.y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        cells = self.size.width
        if y == 0:
            style = self.parts.named("rows--head")
            return strip_of([(text, style) for text in titles_of(self.columns, self._widths)], style, cells)
        place = y - 1 + self.scroll_offset.y
        if place >= self.count:
            return Strip.blank(cells, self.parts.usual)
        row, under = self.row(place), place == self.cursor
        style, shows = self.style_of_row(under=under)
        texts_of_row = []
        for number, (column, room) in enumerate(zip(self.columns, self._widths, strict=False)):
            if not room:
                continue
            tone = row.tones.get(number) or row.tone
            tone = "" if under and tone == "dim" else tone
            text = pad(row.cells[number], room, right=column.right)
            texts_of_row.append((text, style + self.parts.tone(f"rows--{tone}") if tone and shows else style))
        return strip_of(texts_of_row, style, cells)
