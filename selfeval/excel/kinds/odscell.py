"""One cell of an OpenDocument table: its typed value and the text shown for it; and which styles round nothing."""

from __future__ import annotations

import re
from typing import Final

from selfeval.excel.grid import Cell
from selfeval.excel.kinds.cells import displayed
from selfeval.excel.sheetxml import Attributes, Handler
from selfeval.excel.xlsx import decimal15

_TIME = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:\.\d+)?S")
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})
_MOST_BLANKS = 1000


class Styles(Handler):
    """Reads styles.

    Attributes:
        general: cell styles whose numbers are shown as they are held.
        hidden_tables: table styles of hidden sheets.
    """

    def __init__(self) -> None:
        self.general: set[str] = {"", "Default"}
        self.hidden_tables: set[str] = set()
        self._plain: set[str] = set()
        self._formats: dict[str, str] = {}
        self._name = self._format = ""
        self._rounds = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Note the formats of numbers, which come before the cell styles that use them."""
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name.endswith("-style") and "name" in own:
            self._format = own["name"]
            self._rounds = name != "number-style"
        elif name == "number" and self._format:
            self._rounds = self._rounds or "decimal-places" in own or own.get("grouping") == "true"
        elif name in {"text", "scientific-number", "fraction", "map"} and self._format:
            self._rounds = True
        elif name == "style":
            self._begin_style(own)
        elif name == "table-properties" and own.get("display") == "false":
            self.hidden_tables.add(self._name)

    def _begin_style(self, own: dict[str, str]) -> None:
        self._name = own.get("name", "")
        if own.get("family") != "table-cell":
            return
        code = own.get("data-style-name")
        inherited = own.get("parent-style-name", "Default") in self.general
        if (code in self._plain) if code else inherited:
            self.general.add(self._name)
        else:
            self.general.discard(self._name)

    def end(self, name: str) -> None:
        """A format is finished."""
        if name.endswith("-style") and self._format:
            if not self._rounds:
                self._plain.add(self._format)
            self._format = ""


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

    def cell(self, *, general: bool) -> Cell | None:
        """The finished cell; None if it holds nothing. `general`: its style rounds nothing."""
        kind = self.own.get("value-type", "")
        formula = bool(self.own.get("formula"))
        text = "\n".join("".join(pieces) for pieces in self._paragraphs)
        if not kind and not text:
            return Cell("", formula=True, missing=True) if formula else None
        if "error" in (self.own.get("error-type"), kind) or text in _ERRORS or _is_error(text, formula=formula):
            return Cell(text, formula=formula, error=True)
        return self._typed(kind, text, general=general, formula=formula)

    def _typed(self, kind: str, text: str, *, general: bool, formula: bool) -> Cell:
        own = self.own
        if kind in _NUMBERS:
            number = decimal15(own.get("value", ""))
            if number is not None:
                return displayed(text, number, general=general and kind == "float", formula=formula)
        if kind == "date" and own.get("date-value"):
            day, _, time = own["date-value"].partition("T")
            time = time.split(".")[0].removesuffix(":00")
            return Cell(day if time in {"", "00:00"} else f"{day} {time}", formula=formula)
        if kind == "time" and (found := _TIME.fullmatch(own.get("time-value", ""))):
            tail = f":{int(found[3]):02d}" if int(found[3]) else ""
            return Cell(f"{int(found[1]):02d}:{int(found[2]):02d}{tail}", formula=formula)
        if kind == "boolean":
            return Cell("TRUE" if own.get("boolean-value") == "true" else "FALSE", formula=formula)
        return Cell(text or own.get("string-value", ""), formula=formula)


_ERRORS: Final = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_ERR_NUMBER = re.compile(r"Err:\d{3}")


def _is_error(text: str, *, formula: bool) -> bool:
    """LibreOffice's own errors, `Err:502`; outside formulas somebody typed that."""
    return formula and bool(_ERR_NUMBER.fullmatch(text))
