"""Takes the text of cells for fields of the model, and notes what a person should know about each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from selfeval.core.numbers import parse_quantity
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.book.grid import Cell, Grid, Span
from selfeval.excel.tables.labels.labels import label_of, month_of

CLAIMED = frozenset({"score", "rate", "execution_score", "execution_weight", "total", "grade"})
"""Printed results: compared as printed, so it is no matter what number stands behind them."""


_WEIGHTS = frozenset({"weight", "execution_weight"})
"""Where a dash says that there are no points to earn, whatever stands behind it."""
_MONEY_SIGNS = "¥￥$€ "
_OPENING, _CLOSING = tuple("（([【"), tuple("）)]】")
_TOO_LONG = 10**15
_EXPONENT = lazy(r"\d(?:\.\d+)?[Ee]\+?\d{2,3}")


@dataclass
class Taker:
    """Reads fields of one table (or one row of it), remembers their cells, and collects problems."""

    grid: Grid
    cells: dict[str, CellRef] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, name: str, row: int, column: int) -> str:
        """The text of a cell as field `name`; F202, F204, F207 or F229 if there is something to say about it.

        A number 0 that accounts show as a dash is 0 and not blank.
        """
        self.cells[name] = self.grid.ref(row, column)
        cell = self.grid.cell(row, column)
        if cell is None:
            return ""
        if cell.missing or cell.error or not cell.exact or name == "code":  # hardly any
            self._judge(name, row, column, cell)
        if cell.value == 0 and name not in _WEIGHTS and cell.text.strip(_MONEY_SIGNS) in DASHES:
            return "0"
        return "" if cell.missing else cell.text.strip()

    def take_value(self, name: str, row: int, column: int) -> str:
        """The text of a cell beside or below a label, "" for a dash and for the next label."""
        text = self.take(name, row, column)
        return "" if text in DASHES or label_of(text) else text

    def take_number(self, name: str, row: int, column: int) -> Decimal | None:
        """The number in a cell such as `10`, `9.5分`, `95.8%` (95.8); a dash is none; F208 for other texts."""
        text = self.take(name, row, column)
        if not text or text in DASHES:
            return None
        number = number_in(text)
        if number is None:
            hint = msg("Write the number alone.")
            self.note("F208", Severity.WARNING, msg("This cell should hold a number."), hint, row, column, text)
        return number

    def note(
        self, code: str, severity: Severity, message: Message, hint: Message, row: int, column: int, text: str = ""
    ) -> None:
        """Add a problem about a cell."""
        self.problems.append(Problem(code, severity, message, hint, self.grid.ref(row, column), text))

    def _judge(self, name: str, row: int, column: int, cell: Cell) -> None:
        if cell.missing:
            self.note(
                "F202",
                Severity.ERROR,
                msg("The cell holds a formula whose value was not stored, so nothing can be read from it."),
                msg("Open the workbook in Excel or WPS, save it, and try again."),
                row,
                column,
            )
        elif name == "code" and _has_lost_digits(cell):
            self.note(
                "F229",
                Severity.ERROR,
                msg(
                    "The code was typed as a number of more than 15 digits; only 15 were kept: {text}.", text=cell.text
                ),
                msg("Format the cell as text (文本), then type the code again from its source."),
                row,
                column,
                cell.text,
            )
        elif cell.error:
            message = msg("The cell shows the error {error}.", error=cell.text)
            hint = msg("Correct the formula, or enter the value.")
            self.note("F207", Severity.WARNING, message, hint, row, column, cell.text)
        elif not cell.exact and cell.value is not None and name not in CLAIMED:
            self.note(
                "F204",
                Severity.INFO,
                msg(
                    "The cell shows {shown} but holds {held}; the shown text was read.",
                    shown=cell.text,
                    held=cell.value,
                ),
                msg("Show more decimal places in the workbook if the exact number should count."),
                row,
                column,
                cell.text,
            )


def _has_lost_digits(cell: Cell) -> bool:
    """Whether a code is a number longer than spreadsheets keep, or what a text file shows of one: `1.30225E+20`."""
    return (cell.value is not None and abs(cell.value) >= _TOO_LONG) or bool(_EXPONENT.fullmatch(cell.text.strip()))


def number_in(text: str) -> Decimal | None:
    """`10`, `１０分`, `（10分）`, `1,234.5`, `95.8%` → the number; None for all else, and for what no form can mean.

    Points in brackets are no loss, as an amount in brackets is.
    """
    bare = text.strip()
    bare = bare[1:-1] if bare[:1] in _OPENING and bare[-1:] in _CLOSING else bare
    quantity = parse_quantity(bare) if len(bare) <= 40 else None
    if quantity is None or quantity[1] not in {"", "分", "%"}:
        return None
    return quantity[0] if -10 <= quantity[0].adjusted() <= 6 else None


def written_at(grid: Grid, row: int, span: Span) -> tuple[int, int]:
    """Where the text under a label such as 存在问题 stands: at its right, else below it; blank, at its right."""
    places = [value_right(grid, row, span), (span.bottom + 1, span.left)]
    return next((at for at in places if (said := grid.text(*at)) and not label_of(said)), places[0])


def value_right(grid: Grid, row: int, span: Span) -> tuple[int, int]:
    """The cell that belongs to a label: the first one to its right that holds something, or the one beside it.

    Where another label comes first, the value is blank and its cell is the one beside the label. So it is where that
    cell is a blank one merged over several columns, which is a field of the form, and what a hidden column holds is
    not the value of a label that everybody sees.
    """
    beside = (row, span.right + 1)
    field = grid.span(*beside)
    if field.right > field.left and (field.top, field.left) == beside and not grid.text(*beside):
        return beside
    seen = not grid.is_hidden(row, span.left)
    for column in grid.by_row.get(row, ()):
        if column > span.right and not (seen and grid.is_hidden(row, column)):
            text = grid.text(row, column)
            return beside if label_of(text) or month_of(text) else (row, column)
    return beside
