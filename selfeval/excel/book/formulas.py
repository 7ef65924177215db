"""The formulas of a workbook by cell, streamed: a formatted cell at XFD1048576 costs nothing, broken styles no harm.

Reading values never needs them; `verify` holds them against those that the program wrote.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from selfeval.core.problems import CellRef
from selfeval.excel.book.grid import column_letters, parse_cell
from selfeval.excel.book.kinds.xlsx import Package
from selfeval.excel.book.refusals import DAMAGE
from selfeval.excel.book.sheetxml import Attributes, ForbiddenXmlError, Handler, stream


def read_formulas(data: bytes) -> dict[CellRef, str]:
    """The formulas of a workbook that `guard` has let pass, by cell, with a leading `=`.

    A formula that Excel shares among several cells is given for each of them. Empty where the package is damaged or is
    of a kind that keeps its formulas in another way: values are then still verified.
    """
    formulas: dict[CellRef, str] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for title, part in Package(archive).worksheets():
                handler = _Formulas()
                with archive.open(part) as source:
                    stream(source, handler)
                formulas |= {
                    CellRef(title, f"{column_letters(column)}{row}"): "=" + text
                    for (row, column), text in handler.found.items()
                }
    except (ForbiddenXmlError, *DAMAGE):
        return {}
    return formulas


@dataclass
class _Open:
    """The formula element that we are in."""

    place: tuple[int, int]
    shared: str | None
    text: str = ""


class _Formulas(Handler):
    """Collects `found`: (row, column) → formula without `=`."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], str] = {}
        self._shared: dict[str, tuple[str, str]] = {}
        self._row = self._column = 0
        self._open: _Open | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Note where we are; begin a formula."""
        if name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
        elif name == "c":
            ref = attributes.get("r")
            self._row, self._column = parse_cell(ref) if ref else (self._row, self._column + 1)
        elif name == "f":
            shared = attributes.get("si") if attributes.get("t") == "shared" else None
            self._open = _Open((self._row, self._column), shared)

    def end(self, name: str) -> None:
        """Put a finished formula away."""
        if name == "f" and self._open is not None:
            formula, self._open = self._open, None
            text = formula.text.strip()
            here = f"{column_letters(formula.place[1])}{formula.place[0]}"
            if formula.shared is not None and text:
                self._shared[formula.shared] = (text, here)
            elif formula.shared is not None:
                text = _moved(*self._shared.get(formula.shared, ("", "")), here)
            if text:
                self.found[formula.place] = text

    def text(self, data: str) -> None:
        """Add to the formula."""
        if self._open is not None:
            self._open.text += data


def _moved(text: str, origin: str, here: str) -> str:
    """The shared formula of the cell `origin` as it reads in the cell `here`; "" where that cannot be said."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    if not text:
        return ""
    try:
        return str(Translator("=" + text, origin).translate_formula(here)).removeprefix("=")
    except (TokenizerError, TranslatorError, LookupError, ValueError, AttributeError, TypeError):
        return ""
