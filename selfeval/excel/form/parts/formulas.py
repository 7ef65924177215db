"""The formulas of a form that rest on the cells we fill: which they are, and what they give now.

Sums, products and roundings are worked out exactly; of any other formula the stored value is taken away, so that
nobody reads a stale one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from xml.parsers import expat

from selfeval.excel.book.grid import Span, parse_cell
from selfeval.excel.form.parts.patch import Place
from selfeval.excel.form.parts.sums import Cell, Sums, reference


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its text without `=`, None where it cannot be told apart from others (arrays, data tables)."""

    text: str | None


def formulas_of(data: bytes) -> dict[Place, Formula]:
    """Every formula of a sheet part; those that share one are written out."""
    if b"f>" not in data and b"<f" not in data and b":f" not in data:
        return {}
    return _Collector(data).found


class _Collector:
    def __init__(self, data: bytes) -> None:
        self.found: dict[Place, Formula] = {}
        self._path: list[str] = []
        self._place = (0, 0)
        self._attributes: dict[str, str] = {}
        self._pieces: list[str] = []
        self._shared: dict[str, tuple[Place, str]] = {}
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        self._path.append(raw.rpartition(" ")[2])
        if self._path[1:] == ["sheetData", "row"]:
            self._place = (int(attributes.get("r") or self._place[0] + 1), 0)
        elif self._path[1:] == ["sheetData", "row", "c"]:
            row, column = self._place
            self._place = parse_cell(attributes["r"]) if "r" in attributes else (row, column + 1)
        elif self._path[1:] == ["sheetData", "row", "c", "f"]:
            self._attributes, self._pieces = attributes, []

    def _end(self, _: str) -> None:
        if self._path[1:] == ["sheetData", "row", "c", "f"]:
            self.found[self._place] = Formula(self._formula("".join(self._pieces)))
        self._path.pop()

    def _text(self, data: str) -> None:
        if self._path[-1:] == ["f"]:
            self._pieces.append(data)

    def _formula(self, text: str) -> str | None:
        kind, group = self._attributes.get("t", "normal"), self._attributes.get("si", "")
        if kind == "shared" and text:
            self._shared[group] = (self._place, text)
        elif kind == "shared" and group in self._shared:
            origin, master = self._shared[group]
            return _moved(master, self._place[0] - origin[0], self._place[1] - origin[1])
        elif kind != "normal":
            return None
        return text or None


def _moved(text: str, down: int, right: int) -> str | None:
    from openpyxl.formula.translate import Translator, TranslatorError
    from openpyxl.utils import get_column_letter

    try:
        origin = f"{get_column_letter(max(1, 1 - right))}{max(1, 1 - down)}"
        goal = f"{get_column_letter(max(1, 1 - right) + right)}{max(1, 1 - down) + down}"
        return str(Translator(f"={text}", origin).translate_formula(goal))[1:]
    except (TranslatorError, ValueError):
        return None


def stale(
    formulas: Mapping[Cell, Formula], changed: Collection[Cell], numbers: Mapping[Cell, Decimal | None]
) -> dict[Cell, Decimal | None]:
    """What the formulas that rest on `changed` cells give now, None for those that cannot be worked out here.

    Args:
        formulas: all formulas of the workbook.
        changed: cells that get another value.
        numbers: the number of each cell after the change; None for one that holds something else than a number.
    """
    reach = {cell: _references(formula.text, cell[0]) for cell, formula in formulas.items()}
    touched: set[Cell] = set(changed)
    dependent: set[Cell] = set()
    while True:
        more = {
            cell
            for cell, spans in reach.items()
            if cell not in dependent and (spans is None or any(_holds(spans, other) for other in touched))
        }
        if not more:
            break
        dependent |= more
        touched = more
    texts = {cell: formula.text or "" for cell, formula in formulas.items()}
    sums = Sums(texts, dependent, numbers)
    return {cell: sums.value(cell) for cell in sorted(dependent)}


def _holds(spans: list[tuple[str, Span]], cell: Cell) -> bool:
    sheet, row, column = cell
    return any(
        title.casefold() == sheet.casefold() and span.top <= row <= span.bottom and span.left <= column <= span.right
        for title, span in spans
    )


def _references(text: str | None, sheet: str) -> list[tuple[str, Span]] | None:
    """The ranges a formula names, None where it may rest on more than it names."""
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import TokenizerError

    if text is None:
        return None
    try:
        items = Tokenizer(f"={text}").items
    except (TokenizerError, IndexError):
        return None
    found = []
    for item in items:
        if item.type == "FUNC" and item.value.upper() in {"INDIRECT(", "OFFSET(", "EVALUATE("}:
            return None
        if item.type == "OPERAND" and item.subtype == "RANGE":
            named = reference(item.value, sheet)
            if named is None:
                return None
            found.append(named)
    return found
