"""How the scored workbook looks: fonts, borders, colours, and how much room a text needs."""

from __future__ import annotations

import math
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

from selfeval.textgrid import cells

FONT = "宋体"
"""Present in Excel and WPS; LibreOffice replaces it with the Chinese font that is installed."""

BODY = 10
"""Points of the usual type."""

LINE_POINTS = 14.5
MARGIN_POINTS = 5.0
MAX_POINTS = 409.0
"""The tallest row that spreadsheets allow."""

MAX_LINES = int((MAX_POINTS - MARGIN_POINTS) / LINE_POINTS)
"""Lines of text that the tallest row shows."""

NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zone
"""When workbooks say that they were made whose bytes the same figures must give again."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
"""How every workbook is opened for writing: texts stay texts."""

GREY, BLUE, PALE, RED, GREEN, AMBER = "#D9D9D9", "#2F5597", "#EDF2F9", "#C00000", "#2E7D32", "#B26A00"

BASE: dict[str, Any] = {"font_name": FONT, "font_size": BODY, "valign": "vcenter", "text_wrap": True}
"""What every cell of every workbook looks like, as far as nothing else is said of it."""

_NAMED: dict[str, dict[str, Any]] = {
    "title": {"font_size": 16, "bold": True, "align": "center"},
    "subtitle": {"align": "center", "font_color": "#595959"},
    "right": {"align": "right"},
    "plain": {"align": "left"},
    "section": {"bold": True, "align": "left", "font_size": 12, "font_color": BLUE},
    "header": {"bold": True, "align": "center", "border": 1, "bg_color": PALE},
    "upright": {"bold": True, "align": "center", "border": 1, "bg_color": PALE},
    "label": {"align": "center", "border": 1, "bg_color": PALE},
    "text": {"align": "left", "border": 1},
    "long": {"align": "left", "border": 1, "valign": "top"},
    "center": {"align": "center", "border": 1},
    "measure": {"align": "center", "border": 1, "text_wrap": False, "shrink": True},
    "line": {"align": "left", "border": 1, "text_wrap": False},
    "figure": {"align": "center", "border": 1, "text_wrap": False},
    "remark": {"align": "left"},
    "total": {"align": "center", "border": 1, "bold": True},
    "note": {"align": "left", "font_color": "#595959", "font_size": 9},
    "error": {"align": "center", "border": 1, "bold": True, "font_color": RED},
    "warning": {"align": "center", "border": 1, "font_color": AMBER},
    "info": {"align": "center", "border": 1, "font_color": "#595959"},
    "sign": {"align": "left", "valign": "vcenter"},
    "entry": {"align": "center", "border": 1, "bg_color": "#FFF9DB"},
    "entry_text": {"align": "left", "border": 1, "bg_color": "#FFF9DB"},
    "twice": {"align": "center", "border": 1, "bg_color": "#FFC7CE"},
}


class Styles:
    """The formats of one workbook, each made once: a name from the list above, with a number format."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str, int], Format] = {}

    def get(self, name: str, number: str = "", size: int = BODY) -> Format:
        """The format of this name; `number` is a number format code, "" for General, `size` the type in points."""
        key = (name, number, size)
        if key not in self._made:
            look: dict[str, Any] = {**BASE, "font_size": size}
            look.update(_NAMED[name])
            if number:
                look["num_format"] = number
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def places_format(places: int) -> str:
    """The number format that shows exactly so many decimals: 2 → `0.00`."""
    return "0." + "0" * places if places else "0"


def display_width(text: str) -> int:
    """Columns that a line takes: Chinese and other wide characters count two, ambiguous ones too."""
    return cells(text, ambiguous=2)


def usable_width(width: float) -> float:
    """What of a column's width a line may take."""
    # Slack: a wide character does not fit into the last single column, and fonts that stand in for 宋体 are wider.
    return max(width * 0.95 - 1, 2.0)


@lru_cache(maxsize=16_384)
def lines_needed(text: str, width: float) -> int:
    """Lines that a wrapped text takes in a column `width` characters wide."""
    usable = usable_width(width)
    return sum(max(1, math.ceil(display_width(line) / usable)) for line in (text.split("\n") or [""]))


def height_for(lines: int, at_least: float = 20.0) -> float:
    """Row height in points for so many lines, within what spreadsheets allow."""
    return min(MAX_POINTS, max(at_least, lines * LINE_POINTS + MARGIN_POINTS))
