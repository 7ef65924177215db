"""Streams the XML parts of a workbook: shared strings, styles, sheets. Knows elements, not what they mean for us.

Own handlers over expat instead of a tree: a sheet is read in one pass with values *and* formulas, numbers keep the
digits of the file and never become binary floats, broken styles or drawings cannot stop the reading, and a document
type declaration, which no spreadsheet writes, is refused before an entity can expand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, TypeAlias
from xml.parsers import expat

from selfeval.excel.book.grid import MAX_COLUMN, MAX_ROW, Cell, Place, Span, parse_cell

Attributes = Mapping[str, str]
MAX_CELLS = 5_000_000
"""Cells with content in one sheet; a real form has a few hundred."""


class ForbiddenXmlError(ValueError):
    """An XML part declares a document type, or holds more than any real workbook does."""


class Handler:
    """Receives the elements of one part by their local names, and the text inside them.

    Attributes:
        whole_names: the names come with their namespaces in front; the handler of a sheet, which has 100,000 elements,
            saves a call for each by that.
    """

    whole_names = False

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Characters inside an element."""


def _refuse(*_: object) -> None:
    raise ForbiddenXmlError("document type declaration")


class LocalNames(dict[str, str]):
    """Local names by the whole ones of a part, each cut out once: a sheet has a dozen of them in 100,000 elements."""

    def __missing__(self, name: str) -> str:
        found = self[name] = name.rpartition(" ")[2]
        return found


def stream(source: IO[bytes], handler: Handler) -> None:
    """Feed one part to `handler`; `expat.ExpatError` if it is not well-formed XML, `ForbiddenXmlError` for a DTD."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse

    names, begin, finish = LocalNames(), handler.start, handler.end

    def start(name: str, attributes: dict[str, str]) -> None:
        begin(names[name], attributes)

    def end(name: str) -> None:
        finish(names[name])

    parser.StartElementHandler = begin if handler.whole_names else start
    if type(handler).end is not Handler.end:
        parser.EndElementHandler = finish if handler.whole_names else end
    if type(handler).text is not Handler.text:
        parser.CharacterDataHandler = handler.text
    while chunk := source.read(65_536):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


class Elements(Handler):
    """Calls `found(name, attributes)` for every element: for parts that keep all they say in attributes."""

    def __init__(self, found: Callable[[str, Attributes], None]) -> None:
        self._found = found

    def start(self, name: str, attributes: Attributes) -> None:
        """Pass it on."""
        self._found(name, attributes)


def local(attributes: Attributes) -> dict[str, str]:
    """Attributes by their local names, whatever namespace they are of."""
    return {name.rpartition(" ")[2]: value for name, value in attributes.items()}


class SheetWalk(Handler):
    """Knows the place of each row and cell of a sheet part, also of those that do not say it.

    Attributes:
        row: the row that we are in or behind.
        place: the cell that we are in; None outside of cells.
    """

    def __init__(self) -> None:
        self.row = 0
        self.place: Place | None = None
        self._column = 0

    def begin_row(self, attributes: Attributes) -> int:
        """The number of the row that begins; `ValueError` if there is no such row."""
        number = attributes.get("r")
        self.row, self._column = int(number) if number else self.row + 1, 0
        if not 0 < self.row <= MAX_ROW:
            raise ValueError(number)
        return self.row

    def begin_cell(self, attributes: Attributes) -> Place:
        """The place of the cell that begins; `ValueError` if there is no such cell."""
        address = attributes.get("r")
        if address:
            place = parse_cell(address)
        else:
            place = self.row, self._column + 1
            if not (self.row and place[1] <= MAX_COLUMN):
                raise ValueError(address)
        self.place, self._column = place, place[1]
        return place


class SharedStrings(Handler):
    """Collects `strings`; phonetic guides (rPh) are no text."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._inside = self._phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Begin a string, a run of it, or a phonetic guide."""
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._inside = not self._phonetic

    def end(self, name: str) -> None:
        """Finish what `start` began."""
        if name == "si":
            self.strings.append("".join(self._pieces))
        elif name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._inside = False

    def text(self, data: str) -> None:
        """Add to the string."""
        if self._inside:
            self._pieces.append(data)


MakeCell: TypeAlias = Callable[[str, int, bool, str | None], Cell]
"""What a cell is, from its `t` attribute, the number of its style, whether it has a formula, and its value, if any."""


@dataclass(slots=True)
class RawSheet:
    """What a sheet part holds: cells that show something or should, merges, hidden rows and column ranges."""

    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


class SheetHandler(SheetWalk):
    """Builds a `RawSheet`; `ValueError` for addresses that do not exist."""

    whole_names = True

    def __init__(self, make: MakeCell) -> None:
        super().__init__()
        self._names = LocalNames()
        self.sheet = RawSheet()
        self._make = make
        self._count = self._style = 0
        self._formula = self._phonetic = False
        self._kind = ""
        self._value: str | None = None
        self._pieces: list[str] | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        """Note where we are, and begin to collect text inside values."""
        name = self._names[name]
        if name == "c":
            self.begin_cell(attributes)
            self._kind, self._style = attributes.get("t", "n"), int(attributes.get("s", 0) or 0)
            self._formula, self._value = False, None
        elif name in {"v", "t"}:
            if self.place is not None and not self._phonetic and self._pieces is None:
                self._pieces = []
        elif name == "f":
            self._formula = self.place is not None
        elif name == "row":
            row = self.begin_row(attributes)
            if _unseen(attributes, "ht"):
                self.sheet.hidden_rows.add(row)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self.sheet.merges.append(Span.of(attributes.get("ref", "")))
        elif name == "col" and _unseen(attributes, "width"):
            self.sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def end(self, name: str) -> None:
        """Put away the finished value or cell."""
        name = self._names[name]
        if name in {"v", "t"}:
            if self._pieces is not None:
                self._value = (self._value or "") + "".join(self._pieces)
                self._pieces = None
        elif name == "c":
            if self.place is not None and (self._formula or self._value):
                self._put(self.place, self._make(self._kind, self._style, self._formula, self._value))
            self.place = self._pieces = None
        elif name == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        """Add to the value."""
        if self._pieces is not None:
            self._pieces.append(data)

    def _put(self, place: Place, cell: Cell) -> None:
        """The cell at a place, which is none if it shows nothing; of two at one place the later one is there."""
        self._count += 1
        if self._count > MAX_CELLS:
            raise ForbiddenXmlError("too many cells")
        if cell.missing or cell.text.strip():
            self.sheet.cells[place] = cell
        else:
            self.sheet.cells.pop(place, None)


def _unseen(attributes: Attributes, size: str) -> bool:
    """Whether a row or column is hidden, by its mark or by being no higher or wider than nothing."""
    return attributes.get("hidden") in {"1", "true"} or attributes.get(size) in {"0", "0.0"}
