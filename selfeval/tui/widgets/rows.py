"""A list with columns and one cursor row, drawn line by line.

Textual's DataTable draws its whole visible grid again for one changed cell and measures every row it is given; here a
changed row costs one line, and two thousand rows cost no more than twenty. User text is never read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from selfeval.tui.messages import Chosen, Moved, Went
from selfeval.tui.row_texts.table import GAP, Column, Row, widths_of
from selfeval.tui.text import CUT, pad, width, wrap
from selfeval.tui.themes import CONTRAST

_LONG = 4
"""A list with more rows than so many windows is long."""

_GOING = {
    "up": ("move", -1),
    "down": ("move", 1),
    "pageup": ("page", -1),
    "pagedown": ("page", 1),
    "home": ("edge", 0),
    "end": ("edge", -1),
}


class Rows(ScrollView, can_focus=True):
    """The list. Sends `Moved` and `Chosen`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"rows--{name}" for name in ("head", "cursor", "quiet-cursor", "good", "bad", "warn", "dim", "title")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, columns: Iterable[Column] = (), *, id: str, most_lines: int = 1) -> None:  # noqa: A002
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self.cursor = 0
        self._most_lines = most_lines
        self._places: dict[str, int] = {}
        self._lines = 1
        self._widths: tuple[int, ...] = ()
        self._pressed: int | None = None

    # -- content

    @property
    def head(self) -> int:
        """Lines taken by the column titles."""
        return int(any(column.title for column in self.columns))

    @property
    def key(self) -> str:
        """The key of the cursor row, "" if there is none."""
        return self.rows[self.cursor].key if 0 <= self.cursor < len(self.rows) else ""

    def fill(self, rows: Iterable[Row], key: str = "") -> None:
        """Show other rows, the cursor on `key` or on the first that can hold it; sends no `Moved`."""
        self.rows = list(rows)
        self._places = {row.key: place for place, row in enumerate(self.rows) if not row.fixed}
        self.cursor = self._places.get(key, next(iter(self._places.values()), 0))
        self._measure()
        self.scroll_to(y=0, animate=False)
        self.refresh()
        self.call_after_refresh(self._show_cursor)

    def put(self, row: Row) -> None:
        """Show a row anew under its key, and draw only its lines; nothing happens if it looks the same."""
        found = (number for number, old in enumerate(self.rows) if row.fixed and old.key == row.key)
        place = self._places.get(row.key, next(found, None))
        if place is not None and self.rows[place] != row:
            self.rows[place] = row
            self._refresh_row(place)

    def go(self, key: str) -> bool:
        """Put the cursor on a row; False if there is no such row."""
        place = self._places.get(key)
        if place is None:
            return False
        self._put_cursor(place)
        return True

    # -- keys and mouse

    def on_key(self, event: events.Key) -> None:
        """Keys that move count at once: on its way to the bindings one would be overtaken by a character behind it."""
        going = _GOING.get(event.key)
        if going is None:
            return
        event.stop()
        event.prevent_default()
        how, steps = going
        {"move": self.action_move, "page": self.action_page, "edge": self.action_edge}[how](steps)
        self.post_message(Went(event.key))

    def action_move(self, steps: int) -> None:
        """Go up or down, over headings."""
        place = self.cursor + steps
        while 0 <= place < len(self.rows) and self.rows[place].fixed:
            place += 1 if steps > 0 else -1
        if 0 <= place < len(self.rows):
            self._put_cursor(place)

    def action_page(self, pages: int) -> None:
        """Go up or down by what is visible."""
        self._nearest(self.cursor + pages * max(self._visible_rows - 1, 1), 1 if pages > 0 else -1)

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
        for direction in (step, -step):
            found = place
            while 0 <= found < len(self.rows):
                if not self.rows[found].fixed:
                    self._put_cursor(found)
                    return
                found += direction

    def _put_cursor(self, place: int) -> None:
        if place != self.cursor:
            old, self.cursor = self.cursor, place
            self._refresh_row(old)
            self._refresh_row(place)
            self.post_message(Moved(self.id or "", self.rows[place].key))
        self._show_cursor()

    # -- geometry

    def line_of(self, place: int) -> int:
        """The line of the window on which a row begins."""
        return place * self._lines + self.head - self.scroll_offset.y

    def lines_wanted(self) -> int:
        """Lines that the whole list takes, its titles among them."""
        return len(self.rows) * self._lines + self.head

    @property
    def _visible_rows(self) -> int:
        return max((self.size.height - self.head) // self._lines, 1)

    def _place_at(self, y: int) -> int | None:
        if y < self.head:
            return None
        place = (y + self.scroll_offset.y - self.head) // self._lines
        return place if 0 <= place < len(self.rows) else None

    def _show_cursor(self) -> None:
        top, bottom = self.cursor * self._lines, (self.cursor + 1) * self._lines
        room = self.size.height - self.head
        first = next(iter(self._places.values()), 0)
        if self.cursor == first:
            top = 0
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif bottom > self.scroll_offset.y + room:
            self.scroll_to(y=bottom - room, animate=False)

    def _refresh_row(self, place: int) -> None:
        y = place * self._lines + self.head - self.scroll_offset.y
        self.refresh(Region(0, y, self.size.width, self._lines))

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the columns to the new width."""
        self._measure()
        self.refresh()
        self._show_cursor()

    def _measure(self) -> None:
        room = max(self.scrollable_content_region.width, 1)
        self._widths = widths_of(self.columns, room)
        self._lines = 1
        if len(self.rows) > _LONG * self.size.height:  # it is scrolled through in any case, and looks as a short one
            self._lines = 2 if self._most_lines > 1 and self._overflows() else 1
        else:
            self._grow()
        self.virtual_size = Size(room, len(self.rows) * self._lines + self.head)

    def _grow(self) -> None:
        """Rows of as many lines as their texts need, if all rows are in the window all the same."""
        while self._lines < self._most_lines and self._overflows():
            if (self._lines + 1) * len(self.rows) + self.head > self.size.height:
                break
            self._lines += 1

    def _overflows(self) -> bool:
        """Whether some text does not fit on the lines that a row has now."""
        return any(
            width(text) > cells and (self._lines == 1 or wrap(text, cells, self._lines)[-1].endswith(CUT))
            for row in self.rows
            if not row.fixed
            for text, cells in zip(row.cells, self._widths, strict=False)
        )

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        cells = self.size.width
        if y < self.head:
            style = self.get_component_rich_style("rows--head")
            texts = [pad(c.title, w, right=c.right) for c, w in zip(self.columns, self._widths, strict=False)]
            return _line([(text, style) for text in texts], style, cells)
        place, line = divmod(y + self.scroll_offset.y - self.head, self._lines)
        if not 0 <= place < len(self.rows):
            return Strip.blank(cells, self.rich_style)
        return self._row_line(self.rows[place], place, line, cells)

    def _row_line(self, row: Row, place: int, line: int, cells: int) -> Strip:
        style, under = self.rich_style, place == self.cursor and not row.fixed
        plain = under and self.has_focus and self.app.theme == CONTRAST.name  # no tone could be read there
        if under:
            style += self.get_component_rich_style("rows--cursor" if self.has_focus else "rows--quiet-cursor")
        texts = []
        for number, (column, room) in enumerate(zip(self.columns, self._widths, strict=False)):
            text = row.cells[number] if number < len(row.cells) else ""
            lines = wrap(text, room, self._lines)
            shown = pad(lines[line] if line < len(lines) else "", room, right=column.right)
            tone = row.tones.get(number) or row.tone
            tone = "" if plain or (under and tone == "dim") else tone
            texts.append((shown, style + self._tone(tone) if tone else style))
        if row.fixed and len(row.cells) == 1:
            title = row.cells[0] if line == 0 else ""
            return _line([(pad(title, cells - 2 * GAP), style + self._tone(row.tone or "title"))], style, cells)
        return _line(texts, style, cells)

    def _tone(self, tone: str) -> Style:
        found = self.get_component_rich_style(f"rows--{tone}", partial=True)
        return Style(color=found.color, bold=found.bold)


def _line(texts: list[tuple[str, Style]], style: Style, cells: int) -> Strip:
    segments = [Segment(" " * GAP, style)]
    for text, own in texts:
        segments += [Segment(text, own), Segment(" " * GAP, style)]
    return Strip(segments).adjust_cell_length(cells, style)
