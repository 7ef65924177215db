"""Bytes of an .xlsx or .xlsm package → `Book`. The file has passed `guard`."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation, localcontext
from functools import lru_cache
from pathlib import Path

from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import Book, Cell, Grid
from selfeval.excel.book.guard import sha256
from selfeval.excel.book.kinds.detect import has_macros, workbook_part
from selfeval.excel.book.kinds.yield_gil import giving_way
from selfeval.excel.book.numcode import BUILT_IN
from selfeval.excel.book.numfmt import number_under, shown_text
from selfeval.excel.book.refusals import PartsOnce
from selfeval.excel.book.sheetxml import Attributes, Elements, MakeCell, SharedStrings, SheetHandler, local, stream

_ESCAPE = lazy(r"_x([0-9A-Fa-f]{4})_")
_LARGEST_EXPONENT = 308
_KEPT_CELLS = 16_384
"""Cells of a package that are not made again; a scored workbook of a department has fewer."""


def read_xlsx(data: bytes, path: Path, look: Callable[[Grid], None] | None = None) -> Book:
    """Read a package that `guard` has let pass; `refusals.DAMAGE` where a part is broken.

    `look` sees each sheet as soon as it is read; what it raises ends the reading.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        macros = has_macros(set(archive.namelist()))
        return Package(archive).book(path.name, sha256(data), macros=macros, look=look)


def read_relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, name) of the parts that a part refers to."""
    folder, name = posixpath.split(part)
    relations: dict[str, tuple[str, str]] = {}

    def found(element: str, attributes: Attributes) -> None:
        if element == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            relations[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], target)

    with archive.open(f"{folder}/_rels/{name}.rels".lstrip("/")) as source:
        stream(source, Elements(found))
    return relations


class Package:
    """The parts of one package that say what its cells show.

    Attributes:
        workbook: name of the part that lists the sheets.
        formats: the number format code of each cell style; `styles` the name of the part that holds them, "" for none.
        date1904: whether days count from 1904.
    """

    def __init__(self, archive: zipfile.ZipFile, *, values: bool = True) -> None:
        """Read what concerns all sheets; without `values`, not the texts of the cells."""
        self._archive = archive
        self.date1904 = False
        self._sheets: list[tuple[str, str, str]] = []
        self.workbook = workbook_part(archive) or "xl/workbook.xml"
        self._relations = read_relations(archive, self.workbook)
        self._read_workbook()
        self.styles = self.part_of("styles") or ""
        self.formats = self._read_formats()
        strings = self._read_strings() if values else []
        self._make = _cell_maker(self.formats, strings, date1904=self.date1904)

    def book(self, name: str, sha256: str, *, macros: bool, look: Callable[[Grid], None] | None = None) -> Book:
        """All worksheets in the order of their tabs; chart and dialogue sheets hold no cells."""
        grids = []
        for title, target, state in giving_way(self._worksheets()):
            grids.append(self._grid(title, target, state))
            if look is not None:
                look(grids[-1])
        return Book(name, sha256, tuple(grids), macros)

    def worksheets(self) -> list[tuple[str, str]]:
        """(title, part) of all worksheets in the order of their tabs."""
        return [(title, target) for title, target, _ in self._worksheets()]

    def _worksheets(self) -> Iterator[tuple[str, str, str]]:
        once = PartsOnce()
        for title, relation, state in self._sheets:
            kind, target = self._relations[relation]
            if kind == "worksheet":
                once.take(target)
                yield title, target, state

    def _stream(self, part: str, handler: Elements | SharedStrings | SheetHandler) -> None:
        with self._archive.open(part) as source:
            stream(source, handler)

    def _read_workbook(self) -> None:
        def found(element: str, attributes: Attributes) -> None:
            if element == "workbookPr":
                self.date1904 = attributes.get("date1904") in {"1", "true"}
            elif element == "sheet":
                self._sheets.append((attributes["name"], local(attributes)["id"], attributes.get("state", "visible")))

        self._stream(self.workbook, Elements(found))

    @property
    def titles(self) -> list[str]:
        """Titles of all sheets, those without cells too."""
        return [title for title, _, _ in self._sheets]

    def part_of(self, kind: str) -> str | None:
        """Name of the part of a kind, such as `styles`."""
        return next((target for name, target in self._relations.values() if name == kind), None)

    def _read_strings(self) -> list[str]:
        part = self.part_of("sharedStrings")
        handler = SharedStrings()
        if part is not None:
            self._stream(part, handler)
        return [unescaped(text) for text in handler.strings]

    def _read_formats(self) -> list[str]:
        """The number format code of each cell style."""
        part = self.styles
        codes, styles, inside = dict(BUILT_IN), [], [""]

        def found(element: str, attributes: Attributes) -> None:
            if element == "numFmt" and inside[0] in {"", "numFmts"}:
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")
            elif element == "xf" and inside[0] == "cellXfs":
                styles.append(int(attributes.get("numFmtId") or 0))
            elif element in {"numFmts", "fonts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
                inside[0] = element

        if part:
            self._stream(part, Elements(found))
        return [codes.get(number, "General") for number in styles]

    def _grid(self, title: str, part: str, state: str) -> Grid:
        handler = SheetHandler(self._make)
        self._stream(part, handler)
        raw = handler.sheet
        return Grid(
            title=title,
            cells=raw.cells,
            merges=tuple(raw.merges),
            hidden_rows=frozenset(raw.hidden_rows),
            hidden_columns=tuple(raw.hidden_columns),
            hidden=state != "visible",
            very_hidden=state == "veryHidden",
        )


def _cell_maker(formats: Sequence[str], strings: Sequence[str], *, date1904: bool) -> MakeCell:
    """What makes the cells of one package; equal ones, of which forms have many, are made once."""

    @lru_cache(maxsize=_KEPT_CELLS)
    def make(kind: str, style: int, formula: bool, value: str | None) -> Cell:
        if value is None or (value == "" and kind != "str"):
            return Cell("", formula=formula, missing=formula)
        code = formats[style] if style < len(formats) else "General"
        if kind == "n":
            number = decimal15(value)
            if number is not None:
                return number_under(number, code, date1904=date1904, formula=formula)
        text = value
        if kind == "s":
            text = strings[int(value)]
        elif kind == "b":
            text = "TRUE" if value in {"1", "true"} else "FALSE"
        elif kind == "d":
            text = value.removesuffix("Z").removesuffix("T00:00:00")
        else:
            text = unescaped(text)
        return Cell(shown_text(text, code), formula=formula, error=kind == "e")

    return make


def unescaped(text: str) -> str:
    """The text without the file's own escapes (`_x000D_`) and with plain line breaks."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


@lru_cache(maxsize=8192)
def decimal15(text: str) -> Decimal | None:
    """A stored number to the 15 significant digits that spreadsheets keep; None if the text is no usable number."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or (number and abs(number.adjusted()) > _LARGEST_EXPONENT):
        return None
    with localcontext() as context:
        context.prec = 15
        return (+number).normalize() if number else Decimal(0)
