"""The last door before the terminal: no line that is drawn holds a character that the terminal would obey."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from selfeval.textgrid import harmless


class Harmless(LineFilter):
    """Shows what `one_line` was not asked about, such as a text pasted into a field, with visible marks."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without commands; those of Textual itself stay."""
        return [
            segment
            if segment.control or (shown := harmless(segment.text)) == segment.text
            else Segment(shown, segment.style)
            for segment in segments
        ]


HARMLESS = Harmless()
