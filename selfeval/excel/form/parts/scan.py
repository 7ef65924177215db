"""Finds where the rows and cells of a sheet part lie, to the byte, so that single cells can be replaced."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from xml.parsers import expat

from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import MAX_COLUMN, MAX_ROW, parse_cell

_DECLARED = lazy(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UTF8 = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})


class UnpatchableError(ValueError):
    """A part is written in a way that cannot be changed cell by cell with certainty."""


@dataclass(slots=True)
class CellSpot:
    """One cell element: its bytes, its start tag, and the element `v` in it, (0, 0) without one."""

    column: int
    start: int
    tag_end: int
    style: str = ""
    end: int = 0
    formula_end: int = 0
    value: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class RowSpot:
    """One row element; `close` is where further cells go, -1 for an element without content.

    `height` is in points, 0 where the row is as high as its texts need.
    """

    number: int
    start: int
    tag_end: int
    style: str = ""
    close: int = -1
    height: float = 0.0
    cells: list[CellSpot] = field(default_factory=list)

    def cell(self, column: int) -> CellSpot | None:
        """The cell of a column."""
        at = bisect_left(self.cells, column, key=lambda spot: spot.column)
        return self.cells[at] if at < len(self.cells) and self.cells[at].column == column else None


@dataclass(slots=True)
class SheetSpots:
    """A whole sheet part: its rows by number, where further rows go, and what its columns look like.

    Attributes:
        prefix: the namespace prefix of its elements with the colon, "" for none.
        data: start and end of the start tag of `sheetData`; `close` as for a row.
        dimension: start and end of that element, (0, 0) without one.
        columns: first, last and style of the columns that have one.
        protected: whether the sheet is protected.
        widths: first, last and width of columns, in characters; `usual_width` of the others, `usual_height` in points.
    """

    prefix: str = ""
    data: tuple[int, int] = (0, 0)
    close: int = -1
    dimension: tuple[int, int] = (0, 0)
    rows: dict[int, RowSpot] = field(default_factory=dict)
    columns: list[tuple[int, int, str]] = field(default_factory=list)
    protected: bool = False
    widths: list[tuple[int, int, float]] = field(default_factory=list)
    usual_width: float = 8.43
    usual_height: float = 13.5


def scan(data: bytes) -> SheetSpots:
    """Find everything; `UnpatchableError` for parts that are not in UTF-8 or whose rows or cells are out of order."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (declared and declared[1].lower() not in _UTF8):
        raise UnpatchableError("not UTF-8")
    scanner = _Scanner(data)
    try:
        scanner.run()
    except (expat.ExpatError, ValueError) as error:
        raise UnpatchableError(str(error)) from error
    return scanner.spots


def tag_end(data: bytes, start: int) -> int:
    """The position behind the `>` of the tag that begins at `start`."""
    quote = 0
    for at in range(start, len(data)):
        char = data[at]
        if quote:
            quote = 0 if char == quote else quote
        elif char in b"\"'":
            quote = char
        elif char == ord(">"):
            return at + 1
    raise UnpatchableError("tag without end")


class _Scanner:
    def __init__(self, data: bytes) -> None:
        self.spots = SheetSpots()
        self._data = data
        self._path: list[str] = []
        self._starts: list[tuple[int, int]] = []
        self._row: RowSpot | None = None
        self._cell: CellSpot | None = None
        self._last_row = 0
        self._parser = expat.ParserCreate()

    def run(self) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(self._data, True)
        if not self.spots.data[1]:
            raise UnpatchableError("no sheetData")

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        name = raw.rpartition(":")[2]
        start = self._parser.CurrentByteIndex
        stop = tag_end(self._data, start)
        self._path.append(name)
        self._starts.append((start, stop))
        depth = len(self._path)
        if depth == 2 and name == "sheetData":
            if self.spots.data[1]:
                raise UnpatchableError("two sheetData")
            self.spots.data, self.spots.prefix = (start, stop), raw[: -len(name)]
        elif depth == 2 and name == "dimension":
            self.spots.dimension = (start, stop)
        elif depth == 2 and name == "sheetProtection":
            self.spots.protected = attributes.get("sheet") in {"1", "true"}
        elif depth == 2 and name == "sheetFormatPr":
            self.spots.usual_width = float(attributes.get("defaultColWidth") or self.spots.usual_width)
            self.spots.usual_height = float(attributes.get("defaultRowHeight") or self.spots.usual_height)
        elif name == "col" and self._path[1:2] == ["cols"]:
            self._column(int(attributes["min"]), int(attributes["max"]), attributes)
        elif self._path[1:2] == ["sheetData"]:
            self._start_inside(name, depth, start, stop, attributes)

    def _column(self, first: int, last: int, attributes: dict[str, str]) -> None:
        if attributes.get("style"):
            self.spots.columns.append((first, last, attributes["style"]))
        if attributes.get("width"):
            self.spots.widths.append((first, last, float(attributes["width"])))

    def _start_inside(self, name: str, depth: int, start: int, stop: int, attributes: dict[str, str]) -> None:
        if depth == 3 and name == "row":
            number = int(attributes.get("r") or self._last_row + 1)
            if not self._last_row < number <= MAX_ROW:
                raise UnpatchableError("rows out of order")
            self._last_row = number
            style = attributes.get("s", "") if attributes.get("customFormat") in {"1", "true"} else ""
            self._row = self.spots.rows[number] = RowSpot(number, start, stop, style)
            self._row.height = float(attributes.get("ht") or 0)
        elif depth == 4 and name == "c" and self._row is not None:
            before = self._row.cells[-1].column if self._row.cells else 0
            row, column = parse_cell(attributes["r"]) if "r" in attributes else (self._row.number, before + 1)
            if row != self._row.number or not before < column <= MAX_COLUMN:
                raise UnpatchableError("cells out of order")
            self._cell = CellSpot(column, start, stop, attributes.get("s", ""))
            self._row.cells.append(self._cell)

    def _end(self, raw: str) -> None:
        name, depth = self._path.pop(), len(self._path) + 1
        start, stop = self._starts.pop()
        empty = self._data[stop - 2 : stop] == b"/>"
        close = -1 if empty else self._parser.CurrentByteIndex
        end = stop if empty else tag_end(self._data, close)
        if depth == 2 and name == "sheetData":
            self.spots.close = close
        elif depth == 2 and name == "dimension":
            self.spots.dimension = (start, end)
        elif self._path[1:2] != ["sheetData"]:
            return
        elif depth == 3 and self._row is not None:
            self._row.close = close
            self._row = None
        elif depth == 4 and self._cell is not None:
            self._cell.end = end
            self._cell = None
        elif depth == 5 and self._cell is not None and name == "v":
            self._cell.value = (start, end)
        elif depth == 5 and self._cell is not None and name == "f":
            self._cell.formula_end = end
