"""One sheet being written: every cell goes through `Page.put`, which also remembers what `verify` must find there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from selfeval.excel.paper.cells import EPOCH_ORDINAL, absolute, cell_name, fitting, quoted_sheet, safe_text
from selfeval.excel.paper.style import (
    BODY,
    GREY,
    LINE_POINTS,
    MARGIN_POINTS,
    MAX_POINTS,
    Styles,
    height_for,
    lines_needed,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

A4, A3 = 9, 8
"""The codes of the paper sizes (ECMA-376, 18.3.1.63)."""

INTERNAL = "内部资料，不随自评表报送"
USUAL_HEIGHT = 15.0
"""Points of a row that nobody made higher."""

USUAL_WIDTH = 8.43
"""Characters of a column that nobody made wider."""

_HIGHEST_MERGE = 400.0
"""Points; about half a printed page."""

Value = str | Decimal | int | date | None


class _Text(str):
    """A result of a formula that is a text, also where it is blank: XlsxWriter takes an empty one for no result."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and str.__eq__(self, other)


_BLANK_TEXT = _Text("")


class About(NamedTuple):
    """What a figure is: its role (`score`, `weight`, `total` …) and whose it is; "" for the department."""

    role: str
    project: str = ""
    indicator: str = ""


class Figure(NamedTuple):
    """A cell that must hold just this: what the program computed, not what a person enters.

    `formula` is the live formula without `=`, "" where the cell holds a plain value.
    """

    sheet: str
    row: int
    column: int
    about: About
    value: Decimal | str | None
    formula: str


@dataclass
class Ledger:
    """What all pages share: styles, the figures written, texts too long for their cell, whether formulas are written.

    `figures` count rows and columns from 1, as grids do; `overlong` has (sheet, cell, what was cut off).
    """

    styles: Styles
    live: bool
    figures: list[Figure] = field(default_factory=list)
    overlong: list[tuple[str, str, str]] = field(default_factory=list)


class Page:
    """A sheet with a cursor-free writer; rows and columns count from 0 as in XlsxWriter.

    `longer` has the texts that their cells cannot show whole, with what each is.
    """

    def __init__(self, sheet: Worksheet, ledger: Ledger, widths: tuple[float, ...], size: int = BODY) -> None:
        self.sheet, self.ledger, self.widths, self.size = sheet, ledger, widths, size
        self.name: str = sheet.get_name()
        self._heights: dict[int, float] = {}
        self.longer: list[tuple[str, str]] = []
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)

    def put(
        self,
        row: int,
        column: int,
        value: Value,
        style: str = "text",
        *,
        number: str = "",
        formula: str = "",
        about: About | None = None,
        to: tuple[int, int] | None = None,
    ) -> None:
        """Write one cell, or the merged range from it to `to`.

        `number` is a number format; `formula` (without `=`) is written with `value` stored as its result, "" as a
        blank text and None not at all; `about` makes it a figure that `verify` recomputes.
        """
        look = self.ledger.styles.get(style, number, self.size)
        live = bool(formula) and self.ledger.live and value is not None
        if to is not None and to != (row, column):
            self.sheet.merge_range(row, column, *to, "", look)
        stored = Decimal(value.toordinal() - EPOCH_ORDINAL) if isinstance(value, date) else value
        if isinstance(stored, str):
            stored = self._text(row, column, stored)
        if live:
            self.sheet.write_formula(row, column, "=" + formula, look, _BLANK_TEXT if stored == "" else stored)
        elif stored is None or stored == "":
            self.sheet.write_blank(row, column, None, look)
        elif isinstance(stored, str):
            self.sheet.write_string(row, column, stored, look)
        else:
            self.sheet.write_number(row, column, stored, look)
        if about is not None:
            expected = Decimal(stored) if isinstance(stored, int) else stored
            shown = formula if live else ""
            self.ledger.figures.append(
                Figure(self.name, row + 1, column + 1, about, None if expected == "" else expected, shown)
            )

    def link(self, row: int, column: int, url: str, text: str, style: str = "text") -> None:
        """Write a text that leads to a file (see `file_url`)."""
        self.sheet.write_url(
            row, column, url, self.ledger.styles.get(style, "", self.size), self._text(row, column, text)
        )

    def _text(self, row: int, column: int, text: str) -> str:
        kept, rest = fitting(safe_text(text))
        if rest:
            self.ledger.overlong.append((self.name, cell_name(row, column), rest))
        return kept

    def height(self, row: int, *texts: tuple[str, float], at_least: float = 20.0) -> None:
        """Make a row high enough for texts in columns of the given widths."""
        self.fixed(row, self.points_for(*texts, at_least=at_least), scaled=False)

    @property
    def grown(self) -> float:
        """How much larger the type is than the usual one."""
        return self.size / BODY

    def style_for(
        self, row: int, columns: tuple[int, int], label: str, text: str, usual: str = "text", *, rows: int = 1
    ) -> str:
        """The style of a text across these columns: `usual`, or one that begins at the top where not all is seen.

        So it is where `rows` rows of the largest height do not show all of it; `longer` has it as `label` then.
        """
        lines = lines_needed(text, self.width(*columns) / self.grown)
        if (lines * LINE_POINTS + MARGIN_POINTS) * self.grown <= MAX_POINTS * rows:
            return usual
        if not self.hides(row, columns):
            self.longer.append((label, text))
        return "long"

    def points_for(self, *texts: tuple[str, float], at_least: float) -> float:
        """The height in points that these texts need in columns of the given widths."""
        lines = max((lines_needed(text, width / self.grown) for text, width in texts), default=1)
        return min(MAX_POINTS, height_for(lines, at_least) * self.grown)

    def share_height(self, rows: Sequence[int], text: str, width: float, *, at_least: float) -> None:
        """Make rows high enough together for a text that is merged over them."""
        lines = lines_needed(text, width * BODY / self.size)
        each = max(at_least, (lines * LINE_POINTS + MARGIN_POINTS) / len(rows))
        for row in rows:
            self.fixed(row, min(MAX_POINTS, each))

    def fixed(self, row: int, points: float, *, scaled: bool = True) -> None:
        """Give a row a height, stated for the usual size of type."""
        height = points * self.size / BODY if scaled else points
        self._heights[row] = height
        self.sheet.set_row(row, height)

    def check(self, row: int, column: int, rule: dict[str, Any]) -> None:
        """Put a validation on a cell."""
        self.sheet.data_validation(row, column, row, column, rule)

    def hides(self, row: int, columns: tuple[int, int] | None = None) -> bool:
        """Whether what stands in a row, or in all columns from one to another, is left out.

        Never, but for copies that are published.
        """
        return False

    def points(self, first: int, last: int) -> float:
        """Height of these rows together, in points."""
        return sum(self._heights.get(row, USUAL_HEIGHT) for row in range(first, last + 1))

    def tier(self, first: int, column: int, keys: Sequence[str], shown: Sequence[str]) -> None:
        """Write a column of names from row `first` on, rows of equal keys merged.

        None so high that a page might show it without its word.
        """
        start = 0
        for place in range(1, len(keys) + 1):
            ends = place == len(keys) or keys[place] != keys[start]
            if ends or self.points(first + start, first + place) > _HIGHEST_MERGE:
                self.put(first + start, column, shown[start], "center", to=(first + place - 1, column))
                start = place

    def print_landscape(self, repeat: int | None, area: tuple[int, int] | None, *, paper: int = A4) -> None:
        """Print across, as wide as the page: rows above `repeat` and itself again on each, up to cell `area`."""
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页，共 &N 页")
        if repeat is not None:
            sheet.repeat_rows(repeat)
        if area is not None:
            sheet.print_area(0, 0, *area)

    def mark_internal(self) -> None:
        """Let everybody see that a sheet stays in the house: its print says so, its tab is grey.

        A spreadsheet program prints what is selected, and only 自评汇总 is.
        """
        self.sheet.set_header(f"&R{INTERNAL}")
        self.sheet.set_tab_color(GREY)

    def width(self, first: int, last: int) -> float:
        """Width of a range of columns together."""
        return sum(self.widths[first : last + 1])

    def width_of(self, column: int) -> float:
        """Width of one column, also of one that nobody gave a width."""
        return self.widths[column] if column < len(self.widths) else USUAL_WIDTH

    def at(self, row: int, column: int) -> str:
        """The address of a cell for formulas on any sheet."""
        return quoted_sheet(self.name) + absolute(row, column)
