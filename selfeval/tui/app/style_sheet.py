"""The style sheet, parsed once for the colours there are; see `tests/tui/test_style_sheet.py`."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class StyleSheet(Stylesheet):
    """Textual's own, which keeps what it parsed with the colours that were chosen last, at the start or later.

    Textual parses a copy with other colours and keeps its rules alone, so that the first widget which brings rules of
    its own has all of it parsed once more: 13 ms.
    """

    def reparse(self) -> None:
        """Parse all of it with the present colours, and keep what was parsed."""
        self.parse()
