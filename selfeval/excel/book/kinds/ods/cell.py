"""One cell of an OpenDocument table: its typed value and the text shown for it; and the number formats of styles."""

from __future__ import annotations

from typing import Final

from selfeval.core.numbers import plain
from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import Cell
from selfeval.excel.book.kinds.cells import displayed, moment_cell
from selfeval.excel.book.kinds.ods.formats import Formats
from selfeval.excel.book.kinds.xlsx import decimal15
from selfeval.excel.book.numfmt import number_under, seen_time
from selfeval.excel.book.sheetxml import Attributes, Handler

_TIME = lazy(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:\.\d+)?S")
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})
_MOST_BLANKS = 1000


class Styles(Handler):
    """Reads styles.

    Attributes:
        codes: the number format code of each cell style; None where it has none of its own kind.
        hidden_tables: table styles of hidden sheets.
    """

    def __init__(self) -> None:
        self.codes: dict[str, str | None] = {"": "General", "Default": "General"}
        self.hidden_tables: set[str] = set()
        self._formats = Formats()
        self._name = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Note the formats of numbers, which come before the cell styles that use them."""
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name.endswith("-style") and "name" in own:
            self._formats.begin(own["name"], name, own)
        elif self._formats.inside:
            self._formats.element(name, own)
        elif name == "style":
            self._begin_style(own)
        elif name == "table-properties" and own.get("display") == "false":
            self.hidden_tables.add(self._name)

    def _begin_style(self, own: dict[str, str]) -> None:
        self._name = own.get("name", "")
        if own.get("family") == "table-cell":
            code = own.get("data-style-name")
            inherited = self.codes.get(own.get("parent-style-name", "Default"))
            self.codes[self._name] = self._formats.code(code) if code else inherited

    def text(self, data: str) -> None:
        """Words of a format."""
        self._formats.text(data)

    def end(self, name: str) -> None:
        """A format, or a piece of it, is finished."""
        self._formats.end(name)


class CellBuilder:
    """Collects the paragraphs of one cell; `own` are its attributes by their local names."""

    def __init__(self, own: dict[str, str]) -> None:
        self.own = own
        self._paragraphs: list[list[str]] = []
        self._depth = 0

    def start(self, name: str, own: dict[str, str]) -> None:
        """A paragraph, or one of the signs that stand for blanks in it."""
        if name in {"p", "h"}:
            self._paragraphs.append([])
            self._depth += 1
        elif name == "s":
            self.text(" " * min(int(own.get("c") or 1), _MOST_BLANKS))
        elif name == "tab":
            self.text("\t")
        elif name == "line-break":
            self.text("\n")

    def end(self, name: str) -> None:
        """A paragraph is finished."""
        if name in {"p", "h"} and self._depth:
            self._depth -= 1

    def text(self, data: str) -> None:
        """Add to the paragraph."""
        if self._depth:
            self._paragraphs[-1].append(data)

    def cell(self, code: str | None) -> Cell | None:
        """The finished cell; None if it holds nothing. `code`: the number format of its style, None where unknown."""
        kind = self.own.get("value-type", "")
        formula = bool(self.own.get("formula"))
        text = "\n".join("".join(pieces) for pieces in self._paragraphs)
        if not kind and not text:
            return Cell("", formula=True, missing=True) if formula else None
        if "error" in (self.own.get("error-type"), kind) or text in _ERRORS or _is_error(text, formula=formula):
            return Cell(text, formula=formula, error=True)
        return self._typed(kind, text, code, formula=formula)

    def _typed(self, kind: str, text: str, code: str | None, *, formula: bool) -> Cell:
        own = self.own
        # A style without a format of its own says nothing about a value that is more than a bare number.
        code = None if code == "General" and kind != "float" else code
        if kind in _NUMBERS:
            number = decimal15(own.get("value", ""))
            if number is not None and code is not None:
                return number_under(number, code, formula=formula)
            if number is not None:
                percent = kind == "percentage" and not text.strip()
                return displayed(f"{plain(number * 100)}%" if percent else text, number, formula=formula)
        if kind == "date" and own.get("date-value"):
            return moment_cell(own["date-value"], code or "", formula=formula)
        if kind == "time" and (found := _TIME.fullmatch(own.get("time-value", ""))):
            seconds = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])
            return Cell(seen_time(seconds, code or ""), formula=formula)
        if kind == "boolean":
            return Cell("TRUE" if own.get("boolean-value") == "true" else "FALSE", formula=formula)
        return Cell(text or own.get("string-value", ""), formula=formula)


_ERRORS: Final = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_ERR_NUMBER = lazy(r"Err:\d{3}")


def _is_error(text: str, *, formula: bool) -> bool:
    """LibreOffice's own errors, `Err:502`; outside formulas somebody typed that."""
    return formula and bool(_ERR_NUMBER.fullmatch(text))
