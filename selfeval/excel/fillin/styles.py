"""How the fill-in workbook looks: yellow for cells to fill in, grey for those that are not, locked but for the inputs.

Input cells hold text, so that what is typed stays as typed: 1-12 does not become a day, 95% no binary fraction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selfeval.excel.paper.style import AMBER, BASE, BLUE, GREEN, PALE

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INPUT, CLOSED = "#FFF9DB", "#EDEDED"
_OPEN = "#FFE699"

_INPUT: dict[str, Any] = {"border": 1, "bg_color": INPUT, "locked": False, "num_format": "@"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": BLUE, "text_wrap": False},
    "count": {"bold": True, "text_wrap": False},
    "note": {"font_color": "#595959", "text_wrap": False},
    "line": {"valign": "top"},
    "header": {"bold": True, "align": "center", "border": 1, "bg_color": PALE},
    "ask": {"bold": True, "align": "center", "border": 1, "bg_color": _OPEN},
    "text": {"border": 1, "num_format": "@"},
    "text_center": {"border": 1, "num_format": "@", "align": "center"},
    "input": _INPUT,
    "input_center": {**_INPUT, "align": "center"},
    "closed": {"border": 1, "bg_color": CLOSED, "num_format": "@"},
    "closed_center": {"border": 1, "bg_color": CLOSED, "num_format": "@", "align": "center"},
    "state": {"border": 1, "align": "center"},
    "number": {"border": 1, "align": "center", "bold": True},
}
_MARKS: dict[str, dict[str, Any]] = {
    "open_mark": {"bold": True, "font_color": AMBER},
    "done_mark": {"font_color": GREEN},
    "open_cell": {"bg_color": _OPEN},
}


class FillStyles:
    """The formats of one workbook, each made once; marks are those of conditional formatting."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def get(self, name: str) -> Format:
        """The format of this name."""
        if name not in self._made:
            look = _MARKS.get(name) or {**BASE, **_LOOKS[name]}
            self._made[name] = self._book.add_format(look)
        return self._made[name]
