"""The row under the cursor in full: blocks of lines, for the width there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

from selfeval.tui.row_texts.desk.blocks import Block, block_lines
from selfeval.tui.widgets.lines import LineView


class Details(LineView, can_focus=False):
    """Labels in a column, texts beside them.

    It draws its lines itself: another row is then another text in the same place, for which nothing is laid out, and
    only the lines that say something else are drawn.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._blocks: tuple[Block, ...] = ()
        self._air = False
        self._lines: list[Content] = []
        self._strips: dict[int, Strip] = {}

    def show(self, blocks: Sequence[Block], *, air: bool) -> None:
        """Show other blocks, with blank lines between them where there is `air`."""
        shown = (tuple(blocks), air)
        if shown != (self._blocks, self._air):
            self._blocks, self._air = shown
            self._fit()

    def text(self, width: int) -> str:
        """All of it, broken into lines of so many cells."""
        return "\n".join(line.plain for line in block_lines(self._blocks, width, air=self._air))

    def on_resize(self, _event: events.Resize) -> None:
        """Break the lines for the new width."""
        self._fit()

    def _fit(self) -> None:
        """Break the lines; where they are more than there is room for, beside a scroll bar."""
        room, before = self.container_size, (self._lines, self.virtual_size.width)
        if not room.width:
            return
        lines, cells = block_lines(self._blocks, room.width, air=self._air), room.width
        if len(lines) > room.height:
            cells = room.width - self.styles.scrollbar_size_vertical
            lines = block_lines(self._blocks, cells, air=self._air)
        self._lines = lines
        self.virtual_size = Size(cells, len(lines))
        if cells != before[1]:
            self._strips.clear()
            self.refresh()
        else:
            self._refresh_lines(_differing(before[0], lines))

    def _refresh_lines(self, places: Iterator[int]) -> None:
        for place in places:
            self._strips.pop(place, None)
            self.refresh(Region(0, place - self.scroll_offset.y, self.size.width, 1))

    # -- drawing

    def notify_style_update(self) -> None:
        """Other colours."""
        self._strips.clear()
        super().notify_style_update()

    def selection_updated(self, selection: Selection | None) -> None:
        """Another part of it is marked by the mouse."""
        self._strips.clear()
        super().selection_updated(selection)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that is marked by the mouse."""
        return selection.extract("\n".join(line.plain for line in self._lines)), "\n"

    def render_line(self, y: int) -> Strip:
        """One line."""
        place, cells = y + self.scroll_offset.y, self.size.width
        if place >= len(self._lines):
            return Strip.blank(cells, self.parts.usual)
        if self.text_selection is not None and not self._strips:
            visual = Content("\n").join(self._lines)
            strips = Visual.to_strips(self, visual, self.virtual_size.width, None, self.visual_style)
            self._strips = dict(enumerate(strips))
        if place not in self._strips:
            segments = [Segment(text, self._tone(tone)) for text, tone in _parts(self._lines[place])]
            self._strips[place] = Strip(segments).apply_offsets(0, place)
        return self._strips[place].adjust_cell_length(cells, self.parts.usual)

    def _tone(self, tone: str) -> Style:
        """How a part is drawn that has this tone."""
        if tone not in self.parts:
            drawn = Visual.to_strips(self, Content.styled("x", tone), 1, 1, self.visual_style, apply_selection=False)
            self.parts[tone] = (next(iter(drawn[0])).style or Style.null()).clear_meta_and_links()
        return self.parts[tone]


def _differing(before: Sequence[Content], now: Sequence[Content]) -> Iterator[int]:
    """Places of the lines that are not what they were."""
    for place in range(max(len(before), len(now))):
        old, new = before[place : place + 1], now[place : place + 1]
        if [(line.plain, line.spans) for line in old] != [(line.plain, line.spans) for line in new]:
            yield place


def _parts(line: Content) -> Iterator[tuple[str, str]]:
    """The parts of a line with their tones, "" where one has none."""
    done, plain = 0, line.plain
    for span in sorted(line.spans):
        if span.start > done:
            yield plain[done : span.start], ""
        yield plain[span.start : span.end], str(span.style)
        done = span.end
    if done < len(plain):
        yield plain[done:], ""
