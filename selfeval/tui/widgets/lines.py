"""Something that draws its own lines and scrolls: what has changed is laid out and drawn, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from selfeval.tui.messages import Went
from selfeval.tui.row_texts.table import GAP, Column
from selfeval.tui.text import pad, width
from selfeval.tui.themes import CONTRAST


class PartStyles(dict[str, Style]):
    """Styles of the parts of a widget by their names, looked up once; cleared as colours change.

    A list has a background of its own, so that other colours behind it, of which it is not told, change nothing.
    """

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget
        self._background: Color | None = None

    def clear(self) -> None:
        """Forget them."""
        super().clear()
        self._background = None

    @property
    def usual(self) -> Style:
        """That of a line of which nothing else is said."""
        if "" not in self:
            self[""] = self._widget.rich_style
        return self[""]

    @property
    def background(self) -> Color:
        """The colour behind all of it."""
        if self._background is None:
            self._background = self._widget.background_colors[1]
        return self._background

    def named(self, name: str) -> Style:
        """The style of a part, as the style sheet has it."""
        if name not in self:
            self[name] = self._widget.get_component_rich_style(name)
        return self[name]

    def tone(self, name: str) -> Style:
        """What a tone adds to the style of a line: its colour, and whether it is bold."""
        if (key := f"+{name}") not in self:
            found = self._widget.get_component_rich_style(name, partial=True)
            self[key] = Style(color=found.color, bold=found.bold)
        return self[key]


LIST_PARTS = frozenset(
    f"rows--{name}" for name in ("head", "cursor", "quiet-cursor", "good", "bad", "warn", "dim", "title", "group")
)
"""Parts of a list that the style sheet colours."""

LIST_KEYS: tuple[BindingType, ...] = (
    Binding("up", "move(-1)", show=False),
    Binding("down", "move(1)", show=False),
    Binding("pageup", "page(-1)", show=False),
    Binding("pagedown", "page(1)", show=False),
    Binding("home", "edge(0)", show=False),
    Binding("end", "edge(-1)", show=False),
    Binding("enter", "choose", show=False),
)
"""The keys of every list."""

_GOING = {
    "up": ("move", -1),
    "down": ("move", 1),
    "pageup": ("page", -1),
    "pagedown": ("page", 1),
    "home": ("edge", 0),
    "end": ("edge", -1),
}


class _Going(Protocol):
    """A list whose cursor moves."""

    def action_move(self, steps: int) -> None: ...
    def action_page(self, pages: int) -> None: ...
    def action_edge(self, end: int) -> None: ...
    def post_message(self, message: Message) -> bool: ...


def go_at_once(rows: _Going, event: events.Key) -> None:
    """Keys that move count at once: on its way to the bindings one would be overtaken by a character behind it."""
    going = _GOING.get(event.key)
    if going is None:
        return
    event.stop()
    event.prevent_default()
    how, steps = going
    {"move": rows.action_move, "page": rows.action_page, "edge": rows.action_edge}[how](steps)
    rows.post_message(Went(event.key))


class LineView(ScrollView):
    """Its size is laid out where the scroll bar comes or goes; Textual lays the screen out, 2 to 5 ms, for any other.

    Its lines go to the screen as they are, without Textual's way through borders and tints.
    """

    virtual_size = Reactive(Size(0, 0), repaint=False)
    has_focus = Reactive(False, repaint=False)

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.parts = PartStyles(self)

    def watch_virtual_size(self, size: Size) -> None:
        """Tell the scroll bar."""
        needed = size.height > self.container_size.height
        if needed != self.show_vertical_scrollbar or self.styles.auto_dimensions:
            self.refresh(layout=True)
        elif needed:
            self.vertical_scrollbar.window_virtual_size = size.height
            self.vertical_scrollbar.window_size = self.container_size.height

    @on(events.Focus)
    @on(events.Blur)
    def _keyboard_moved(self, event: events.Event) -> None:
        """As Textual does it, which draws every line anew; here one row looks otherwise."""
        event.prevent_default()
        self.has_focus = isinstance(event, events.Focus)
        if self.parent is not None:
            self.parent.post_message((events.DescendantFocus if self.has_focus else events.DescendantBlur)(self))

    def room(self, *, scrolled: bool) -> int:
        """Cells of a line beside the scroll bar, or where there is none."""
        bar = self.styles.scrollbar_size_vertical
        whole = self.scrollable_content_region.width + (bar if self.show_vertical_scrollbar else 0)
        return max(whole - (bar if scrolled else 0), 1)

    def style_of_row(self, *, under: bool) -> tuple[Style, bool]:
        """The style of a row, and whether tones show on it; under the cursor of the theme of contrast none is read."""
        if not under:
            return self.parts.usual, True
        focus = self.has_focus
        style = self.parts.usual + self.parts.named("rows--cursor" if focus else "rows--quiet-cursor")
        return style, not (focus and self.app.theme == CONTRAST.name)

    def notify_style_update(self) -> None:
        """Other colours."""
        self.parts.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of the widget."""
        return _drawn(self, crop) if _is_plain(self) else super().render_lines(crop)


def _is_plain(view: LineView) -> bool:
    """Whether there is nothing about it but its lines, with blanks on the left and right."""
    padding = view.styles.padding
    return (
        not padding.height and view.styles.gutter == padding and view.opacity == 1 and not view.styles.has_rule("tint")
    )


def _drawn(view: LineView, crop: Region) -> list[Strip]:
    padding, size, usual = view.styles.padding, view.size, view.parts.usual
    background, filters = view.parts.background, view.get_line_filters()
    whole, drawn = (crop.x, crop.right) == (0, view.outer_size.width), []
    for y in crop.line_range:
        strip = view.render_line(y) if y < size.height else Strip.blank(size.width, usual)
        if padding.width:
            left, right = (Segment(" " * cells, usual) for cells in (padding.left, padding.right))
            strip = Strip([left, *strip, right], strip.cell_length + padding.width)
        for each in filters:
            strip = strip.apply_filter(each, background)
        drawn.append(strip if whole else strip.crop(crop.x, crop.right))
    return drawn


def titles_of(columns: Sequence[Column], widths: Sequence[int]) -> list[str]:
    """What stands above the columns that are seen; a title that goes with a longer form of the texts stands whole."""
    return [
        pad("" if one.full and width(one.title) > cells else one.title, cells, right=one.right)
        for one, cells in zip(columns, widths, strict=False)
        if cells
    ]


def strip_of(texts: list[tuple[str, Style]], style: Style, cells: int) -> Strip:
    """Texts with a gap before, between and behind them; what looks alike is one piece."""
    segments, now, said = [], style, " " * GAP
    for text, own in texts:
        if own is not now:
            segments.append(Segment(said, now))
            now, said = own, ""
        said += text
        if own is not style:
            segments.append(Segment(said, now))
            now, said = style, ""
        said += " " * GAP
    return Strip([*segments, Segment(said, now)]).adjust_cell_length(cells, style)
