"""Blocks of details, laid out for the width there is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.css.styles import RulesMap

from selfeval.tui.line_breaks import Flow
from selfeval.tui.row_texts.desk.blocks import Block, block_lines


class Blocks(Flow):
    """Labels in a column, texts beside them; with `air`, blank lines between blocks."""

    def __init__(self, blocks: Sequence[Block], *, air: bool) -> None:
        super().__init__(Content(""))
        self._blocks, self._air = tuple(blocks), air

    def at(self, width: int) -> Content:
        """The blocks for this width."""
        if self._made is None or self._made[0] != width:
            self._made = (width, Content("\n").join(block_lines(self._blocks, width, air=self._air)))
        return self._made[1]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width
