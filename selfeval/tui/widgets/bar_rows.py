"""A list whose rows may hold bars: the marks of `row_texts.bars` are drawn as lines in colours.

Textual's ProgressBar is a widget of its own and no cell of a list, and draws with box characters, its Sparkline with
blocks: both are two cells wide in some Chinese consoles.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from selfeval.tui.row_texts.bars import FULL, LOW, PART, REST
from selfeval.tui.widgets.rows import Rows

_MARKS = {FULL: "full", PART: "part", LOW: "low", REST: "rest"}
_DOTS, _LINES = ("\u2836", "\u2812"), ("\u2501", "\u2500")
"""What is filled, and what is not: Braille patterns, one cell wide everywhere, or box characters where they are too."""


class BarRows(Rows):
    """The list; a bar keeps its colours under the cursor, which is seen beside it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"bars--{name}" for name in _MARKS.values()}

    def render_line(self, y: int) -> Strip:
        """One line of the list, its bars painted."""
        strip = super().render_line(y)
        if not any(mark in segment.text for segment in strip for mark in _MARKS):
            return strip
        return Strip([part for segment in strip for part in self._painted(segment)], strip.cell_length)

    def _painted(self, segment: Segment) -> Iterator[Segment]:
        for name, signs in groupby(segment.text, _MARKS.get):
            text = "".join(signs)
            if name is None:
                yield Segment(text, segment.style)
            else:
                colour = self.get_component_rich_style(f"bars--{name}").color
                drawn = (_LINES if getattr(self.app, "drawn", False) else _DOTS)[name == "rest"]
                yield Segment(drawn * len(text), (segment.style or Style()) + Style(color=colour, bold=False))
