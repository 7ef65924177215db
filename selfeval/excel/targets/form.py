"""One sheet in the plain style of an office form, whose texts are remembered as they are seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from selfeval.excel.paper.cells import as_number, fitting, safe_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

LABEL_FILL: Final = "#F2F2F2"
_FONT: Final = "宋体"
_TALLEST: Final = 409.0
_A4: Final = 9


class Form:
    """Writes cells that are merged where asked; places are (top, left, bottom, right) from 0."""

    def __init__(self, book: Workbook, name: str, written: list[str]) -> None:
        self._sheet = book.add_worksheet(name)
        self._book, self._written = book, written
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def widths(self, widths: Sequence[float]) -> None:
        """Widths of the columns, in characters."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)

    def heights(self, heights: Mapping[int, float]) -> None:
        """Heights of rows, in points."""
        for row, points in heights.items():
            self._sheet.set_row(row, min(points, _TALLEST))

    def put(self, place: tuple[int, int, int, int], text: str, **style: object) -> None:
        """Write a text, as text whatever it looks like."""
        shown, _ = fitting(safe_text(text))
        top, left = self._merged(place, style)
        if shown:
            self._written.append(shown)
            self._sheet.write_string(top, left, shown, self._format(style))
        else:
            self._sheet.write_blank(top, left, None, self._format(style))

    def number(self, place: tuple[int, int, int, int], text: str) -> None:
        """Write a figure as the number that shows exactly this text; what is none stays a text."""
        found = as_number(text)
        if found is None or found.is_date:
            self.value(place, text)
            return
        style: dict[str, object] = {"border": 1, "align": "center", "num_format": found.format}
        top, left = self._merged(place, style)
        self._written.append(text)
        # Fifteen digits, as `as_number` sees to, survive the way through the file's binary numbers.
        self._sheet.write_number(top, left, float(found.value), self._format(style))

    def label(self, place: tuple[int, int, int, int], text: str) -> None:
        """A field's name."""
        self.put(place, text, border=1, align="center", bg_color=LABEL_FILL)

    def value(self, place: tuple[int, int, int, int], text: str, **style: object) -> None:
        """A field's value."""
        indent = {"indent": 1} if style.get("align") == "left" else {}
        self.put(place, text, **{"border": 1, "align": "center", **indent, **style})

    def title(self, row: int, last: int, text: str) -> None:
        """The form's title over its whole width."""
        self.put((row, 0, row, last), text, font_size=18, bold=True, align="center")
        self._sheet.set_row(row, 34)

    def page(self, *, landscape: bool, repeat: int | None = None) -> None:
        """A4, as wide as one page; the row `repeat` stands on each."""
        sheet = self._sheet
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        if repeat is not None:
            sheet.repeat_rows(repeat)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&C第 &P 页 共 &N 页")
        sheet.hide_gridlines(2)

    def _merged(self, place: tuple[int, int, int, int], style: Mapping[str, object]) -> tuple[int, int]:
        top, left, bottom, right = place
        if (top, left) != (bottom, right):
            self._sheet.merge_range(top, left, bottom, right, "", self._format(style))
        return top, left

    def _format(self, style: Mapping[str, object]) -> Format:
        base: dict[str, object] = {"font_name": _FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True}
        key = tuple(sorted({**base, **style}.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(key))
        return self._formats[key]


def height(text: str, columns: float) -> float:
    """Row height in points for a text in a cell `columns` characters wide; a Chinese character takes two."""
    lines = 0
    for line in text.split("\n"):
        width = sum(2 if ord(char) > 0x2000 else 1 for char in line)
        lines += max(1, -(-width // max(int(columns) - 3, 1)))
    return 8 + 15.5 * lines
