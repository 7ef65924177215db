"""The style sheet, parsed once for the colours there are; see `tests/tui/test_style_sheet.py`."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class StyleSheet(Stylesheet):
    """Textual's own, but for colours that are chosen, at the start too.

    Textual parses a copy with them, and all of it once more as soon as a widget brings rules of its own: 13 ms.
    """

    def reparse(self) -> None:
        """Parse all of it with the present colours, and keep what was parsed."""
        self.parse()
