"""Scroll bars of coloured spaces: block characters are missing or two cells wide in some consoles."""

from __future__ import annotations

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainBars(ScrollBarRender):
    """Textual's own bars without the characters that make their ends smooth."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def plain_bars() -> None:
    """Let every scroll bar be drawn so."""
    ScrollBar.renderer = PlainBars
