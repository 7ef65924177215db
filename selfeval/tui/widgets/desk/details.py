"""The row under the cursor in full: blocks of lines, for the width there is."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.visual import Visual

from selfeval.tui.row_texts.desk.blocks import Block, block_lines
from selfeval.tui.widgets.lines import LineView


class Details(LineView, can_focus=False):
    """Labels in a column, texts beside them.

    It draws its lines itself: another row is then another text in the same place, for which nothing is laid out.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._blocks: tuple[Block, ...] = ()
        self._air = False
        self._lines: list[Content] = []
        self._strips: list[Strip] = []

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
        room = self.container_size
        if not room.width:
            return
        self._lines = block_lines(self._blocks, room.width, air=self._air)
        if len(self._lines) > room.height:
            room = Size(room.width - self.styles.scrollbar_size_vertical, room.height)
            self._lines = block_lines(self._blocks, room.width, air=self._air)
        self.virtual_size = Size(room.width, len(self._lines))
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Other colours."""
        self._strips.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line."""
        if not self._strips:
            visual, width = Content("\n").join(self._lines), self.virtual_size.width
            self._strips = Visual.to_strips(self, visual, width, None, self.visual_style)
        line, cells = y + self.scroll_offset.y, self.size.width
        style = self.visual_style.rich_style
        return (
            self._strips[line].adjust_cell_length(cells, style)
            if line < len(self._strips)
            else Strip.blank(cells, style)
        )
