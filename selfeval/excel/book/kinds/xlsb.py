"""Bytes of an .xlsb package → `Book`: the parts of .xlsx, written as binary records ([MS-XLSB] 2.3 and 2.4).

Own reader, since the libraries give neither number formats nor hidden rows, without which 0.9 cannot be told from 90 %.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from selfeval.excel.book.grid import MAX_COLUMN, MAX_ROW, Book, Cell, Grid, Span
from selfeval.excel.book.guard import sha256
from selfeval.excel.book.kinds.cells import Places, error_cell, number_cell, text_cell
from selfeval.excel.book.kinds.detect import has_macros
from selfeval.excel.book.kinds.xlsx import read_relations
from selfeval.excel.book.numcode import BUILT_IN
from selfeval.excel.book.refusals import PartsOnce

_WORKBOOK: Final = "xl/workbook.bin"
_WB_PROP, _BUNDLE_SHEET = 153, 156
_SHARED_ITEM = 19
_FORMAT, _STYLE, _BEGIN_STYLES, _END_STYLES = 44, 47, 617, 618
_ROW, _COLUMN, _MERGE = 0, 60, 176
_RK, _ERROR, _TRUTH, _REAL, _STRING, _SHARED = 2, 3, 4, 5, 6, 7
_RICH = 62
_FORMULAS: Final = {8: _STRING, 9: _REAL, 10: _TRUTH, 11: _ERROR}
_SHORT: Final = range(12, 19)
"""Cells without a column of their own, in the order of `BrtCellBlank` … `BrtCellIsst`: one to the right of the last."""
_HIDDEN_ROW = 0x10
_HEAD = struct.Struct("<II")
_SPAN = struct.Struct("<IIII")


def read_xlsb(data: bytes, path: Path) -> Book:
    """Read a package that `guard` has let pass; `refusals.DAMAGE` where a part is broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        macros = has_macros(set(archive.namelist()))
        return Book(path.name, sha256(data), tuple(_Package(archive).sheets()), macros)


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(type, content) of all records of a part; `ValueError` where one reaches beyond its end."""
    at, end = 0, len(data)
    while at < end:
        kind, at = data[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | data[at] << 7, at + 1
        size = shift = 0
        for _ in range(4):
            byte, at = data[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if at + size > end:
            raise ValueError("record cut short")
        yield kind, data[at : at + size]
        at += size


def wide_text(content: bytes, at: int = 0) -> str:
    """An `XLWideString` at an offset; `ValueError` where it is cut short."""
    (count,) = struct.unpack_from("<I", content, at)
    if count == 0xFFFFFFFF:
        return ""
    raw = content[at + 4 : at + 4 + 2 * count]
    if len(raw) != 2 * count:
        raise ValueError("text cut short")
    return raw.decode("utf-16-le", "replace")


def rk_number(raw: int) -> float:
    """A number in the short form: 30 bits of a double or of an integer, perhaps in hundredths."""
    if raw & 2:
        value = float((raw >> 2) - (1 << 30 if raw & 0x80000000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))
    return value / 100 if raw & 1 else value


class _Package:
    """The parts of one package that say what its cells show."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._relations = read_relations(archive, _WORKBOOK)
        self._date1904 = False
        self._places = Places()
        self._codes = list(self._styles())
        self._strings = [wide_text(content, 1) for kind, content in self._part("sharedStrings") if kind == _SHARED_ITEM]

    def sheets(self) -> Iterator[Grid]:
        """All worksheets in the order of their tabs."""
        once = PartsOnce()
        for kind, content in records(self._archive.read(_WORKBOOK)):
            if kind == _WB_PROP:
                self._date1904 = bool(content[0] & 1)
            elif kind == _BUNDLE_SHEET:
                relation = wide_text(content, 8)
                title = wide_text(content, 12 + 2 * len(relation.encode("utf-16-le")) // 2)
                what, target = self._relations[relation]
                if what == "worksheet":
                    once.take(target)
                    yield self._grid(title, target, content[0])

    def _part(self, kind: str) -> Iterator[tuple[int, bytes]]:
        name = next((target for what, target in self._relations.values() if what == kind), None)
        return records(self._archive.read(name)) if name is not None else iter(())

    def _styles(self) -> Iterator[str]:
        """The number format code of each cell style."""
        codes, inside = dict(BUILT_IN), False
        for kind, content in self._part("styles"):
            if kind == _FORMAT:
                codes[struct.unpack_from("<H", content)[0]] = wide_text(content, 2)
            elif kind in {_BEGIN_STYLES, _END_STYLES}:
                inside = kind == _BEGIN_STYLES
            elif kind == _STYLE and inside:
                yield codes.get(struct.unpack_from("<H", content, 2)[0], "General")

    def _grid(self, title: str, part: str, state: int) -> Grid:
        cells: dict[tuple[int, int], Cell] = {}
        merges: list[Span] = []
        hidden_rows: set[int] = set()
        hidden_columns: list[tuple[int, int]] = []
        row = column = 0
        for kind, content in records(self._archive.read(part)):
            if kind == _ROW:
                row, column = struct.unpack_from("<I", content)[0] + 1, 0
                if content[11] & _HIDDEN_ROW:
                    hidden_rows.add(row)
            elif 0 < kind < _SHORT.stop or kind == _RICH:
                short = kind in _SHORT
                column = column + 1 if short else struct.unpack_from("<I", content)[0] + 1
                what = kind - _SHORT.start + 1 if short else kind
                cell = self._cell(what, content if short else content[4:])
                if cell is not None:
                    self._places.put(cells, row, column, cell)
            elif kind == _COLUMN and content[16] & 1:
                first, last = _HEAD.unpack_from(content)
                hidden_columns.append((first + 1, last + 1))
            elif kind == _MERGE:
                merges.append(_span(content))
        return Grid(
            title,
            cells,
            tuple(merges),
            frozenset(hidden_rows),
            tuple(hidden_columns),
            hidden=state != 0,
            very_hidden=state == 2,
        )

    def _cell(self, kind: int, content: bytes) -> Cell | None:
        """A cell from its style (three bytes and a flag) and its value."""
        style = int.from_bytes(content[:3], "little")
        code = self._codes[style] if style < len(self._codes) else "General"
        formula = kind in _FORMULAS
        kind = _FORMULAS.get(kind, kind)
        if kind == _RK:
            return number_cell(rk_number(struct.unpack_from("<I", content, 4)[0]), code, date1904=self._date1904)
        if kind == _REAL:
            (value,) = struct.unpack_from("<d", content, 4)
            return number_cell(value, code, date1904=self._date1904, formula=formula)
        if kind == _STRING:
            return text_cell(wide_text(content, 4), code, formula=formula)
        if kind == _RICH:
            return text_cell(wide_text(content, 5), code)
        if kind == _SHARED:
            return text_cell(self._strings[struct.unpack_from("<I", content, 4)[0]], code)
        if kind == _TRUTH:
            return Cell("TRUE" if content[4] else "FALSE", formula=formula)
        return error_cell(content[4], formula=formula) if kind == _ERROR else None


def _span(content: bytes) -> Span:
    top, bottom, left, right = _SPAN.unpack_from(content)
    if not (top <= bottom < MAX_ROW and left <= right < MAX_COLUMN):
        raise ValueError("no such range")
    return Span(top + 1, left + 1, bottom + 1, right + 1)
