"""A list with columns and one cursor row, drawn line by line.

Textual's DataTable draws its whole visible grid again for one changed cell and measures every row it is given; here a
changed row costs its lines, and two thousand rows cost no more than twenty. Each row is as high as its texts need. User
text is never read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.strip import Strip

from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.fitting import Window, fitted
from selfeval.tui.row_texts.heights import Heights, row_height, row_lines
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.row_texts.widths import Needs, needs_of
from selfeval.tui.widgets.lines import LIST_KEYS, LIST_PARTS, LineView, go_at_once, strip_of, titles_of


class Rows(LineView, can_focus=True):
    """The list. Sends `Moved` and `Chosen`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(LIST_PARTS)
    BINDINGS: ClassVar[list[BindingType]] = list(LIST_KEYS)

    def __init__(self, columns: Iterable[Column] = (), *, id: str, most_lines: int = 1) -> None:  # noqa: A002
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self.cursor = 0
        self._most_lines = self._lines = most_lines
        self._places: dict[str, int] = {}
        self._heights = Heights()
        self._needs = Needs((), (), (), ())
        self._widths: tuple[int, ...] = ()
        self._shown: dict[int, list[list[tuple[str, str]]]] = {}
        """The lines of the rows that were drawn, by their places."""
        self._pressed: int | None = None

    # -- content

    @property
    def head(self) -> int:
        """Lines taken by the column titles."""
        return int(any(column.title for column in self.columns))

    @property
    def entries(self) -> list[Row]:
        """The rows on which the cursor can stand."""
        return [row for row in self.rows if not row.fixed]

    @property
    def key(self) -> str:
        """The key of the cursor row, "" if there is none."""
        return self.rows[self.cursor].key if 0 <= self.cursor < len(self.rows) else ""

    def fill(self, rows: Iterable[Row], key: str = "") -> None:
        """Show other rows, the cursor on `key` or on the first that can hold it; sends no `Moved`."""
        self.rows = list(rows)
        self._places = {row.key: place for place, row in enumerate(self.rows)}
        first = next((place for place, row in enumerate(self.rows) if not row.fixed), 0)
        self.cursor = self._places.get(key, first)
        if self.rows and self.rows[self.cursor].fixed:
            self.cursor = first
        self._needs = needs_of(self.columns, self.rows)
        self._measure()
        self.scroll_to(y=0, animate=False)
        self.refresh()
        self.call_after_refresh(self._show_cursor)

    def put(self, row: Row) -> None:
        """Show a row anew under its key, and draw only its lines; columns move only where a figure would be cut."""
        place = self._places.get(row.key)
        if place is None or self.rows[place] == row:
            return
        self.rows[place] = row
        self._shown.pop(place, None)
        needs = needs_of(self.columns, (row,))
        self._needs = self._needs.with_those_of(needs)  # for another width of the window, where this row may not fit
        if not needs.fit(self.columns, self._widths):
            self._needs = needs_of(self.columns, self.rows)
            self._measure()
            self.refresh()
        elif self._heights.change(place, row_height(row, self._widths, self._lines)):
            self._set_size(self.virtual_size.width)
            self.refresh()
        else:
            self._refresh_row(place)

    def go(self, key: str) -> bool:
        """Put the cursor on a row; False if there is no such row."""
        place = self._places.get(key)
        if place is None or self.rows[place].fixed:
            return False
        self._put_cursor(place)
        return True

    # -- keys and mouse

    def on_key(self, event: events.Key) -> None:
        """Keys that move count at once."""
        go_at_once(self, event)

    def action_move(self, steps: int) -> None:
        """Go up or down, over headings."""
        place = self.cursor + steps
        while 0 <= place < len(self.rows) and self.rows[place].fixed:
            place += 1 if steps > 0 else -1
        if 0 <= place < len(self.rows):
            self._put_cursor(place)

    def action_page(self, pages: int) -> None:
        """Go up or down by what is visible."""
        if not self.rows:
            return
        step = 1 if pages > 0 else -1
        line = self._heights.top(self.cursor) + pages * max(self.size.height - self.head - 1, 1)
        place = self._heights.at(min(max(line, 0), self._heights.total - 1)) or 0
        self._nearest(place if (place - self.cursor) * step > 0 else self.cursor + step, step)

    def action_edge(self, end: int) -> None:
        """Go to the first or the last row."""
        self._nearest(0 if end == 0 else len(self.rows) - 1, 1 if end == 0 else -1)

    def action_choose(self) -> None:
        """Say that this row was chosen."""
        if self.key:
            self.post_message(Chosen(self.id or "", self.key))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """What the mouse is on now is meant: an entry that ends by this may move the list before the button is up."""
        self._pressed = self._place_at(event.y)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; a click where it already stands chooses, and a third one in a row does nothing."""
        place = self._pressed
        if place is None or place >= len(self.rows) or self.rows[place].fixed or event.chain > 2:
            return
        if place == self.cursor:
            self.post_message(Chosen(self.id or "", self.rows[place].key, mouse=True))
        else:
            self._put_cursor(place)

    def _nearest(self, place: int, step: int) -> None:
        place = min(max(place, 0), len(self.rows) - 1)
        down, up = range(place, len(self.rows)), range(place, -1, -1)
        ways = chain(down, up) if step > 0 else chain(up, down)
        if (found := next((one for one in ways if not self.rows[one].fixed), None)) is not None:
            self._put_cursor(found)

    def _put_cursor(self, place: int) -> None:
        if place != self.cursor:
            old, self.cursor = self.cursor, place
            self._refresh_row(old)
            self._refresh_row(place)
            self.post_message(Moved(self.id or "", self.rows[place].key))
        self._show_cursor()

    # -- geometry

    def line_of(self, key: str) -> int:
        """The line of the window on which the row with this key begins."""
        return self._line_of(self._places[key])

    def height_of(self, key: str) -> int:
        """Lines of the row with this key."""
        return self._heights.height(self._places[key])

    def _line_of(self, place: int) -> int:
        return self._heights.top(place) + self.head - self.scroll_offset.y

    def lines_wanted(self) -> int:
        """Lines that the whole list takes, its titles among them; before it was laid out, one for each row."""
        return (self._heights.total if self.size.width else len(self.rows)) + self.head

    def _place_at(self, y: int) -> int | None:
        return None if y < self.head else self._heights.at(y + self.scroll_offset.y - self.head)

    def _show_cursor(self) -> None:
        if not 0 <= self.cursor < len(self._heights):
            return
        top, bottom = self._heights.top(self.cursor), self._heights.top(self.cursor + 1)
        room, above = self.size.height - self.head, self.cursor
        while above and self.rows[above - 1].fixed:
            above -= 1
        if bottom - self._heights.top(above) <= room:
            top = self._heights.top(above)  # the headings of a row are seen with it
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif bottom > self.scroll_offset.y + room:
            self.scroll_to(y=min(self._heights.whole_from(bottom - room), top), animate=False)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """The row under the cursor shows where the keyboard is; the style sheet says nothing of it."""
        self._refresh_row(self.cursor)

    def _refresh_row(self, place: int) -> None:
        if self.size and place < len(self._heights):
            self.refresh(Region(0, self._line_of(place), self.size.width, self._heights.height(place)))

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the columns to the new width."""
        self._measure()
        self.refresh()
        self._show_cursor()

    def _measure(self) -> None:
        window = Window(self.size.height - self.head, self.room(scrolled=False), self.room(scrolled=True))
        found = fitted(self.columns, self.rows, self._needs, window, self._most_lines)
        self._widths, self._heights, self._lines = found.widths, found.heights, found.most
        self._shown.clear()
        self._set_size(found.cells)

    def _set_size(self, cells: int) -> None:
        self.virtual_size = Size(cells, self._heights.to_scroll(self.size.height - self.head) + self.head)

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        cells = self.size.width
        if y < self.head:
            style = self.parts.named("rows--head")
            return strip_of([(text, style) for text in titles_of(self.columns, self._widths)], style, cells)
        line = y + self.scroll_offset.y - self.head
        place = self._heights.at(line)
        if place is None:
            return Strip.blank(cells, self.parts.usual)
        return self._row_line(self.rows[place], place, line - self._heights.top(place), cells)

    def _row_line(self, row: Row, place: int, line: int, cells: int) -> Strip:
        under = place == self.cursor and not row.fixed
        style, shows = self.style_of_row(under=under)
        if place not in self._shown:
            height = self._heights.height(place)
            self._shown[place] = row_lines(row, self.columns, self._widths, height, cells)
        toned = dict.fromkeys(("", *(("dim",) if under else ())), style)
        texts = []
        for text, tone in self._shown[place][line]:
            if tone not in toned:
                toned[tone] = style + self.parts.tone(f"rows--{tone}") if shows else style
            texts.append((text, toned[tone]))
        return strip_of(texts, style, cells)
