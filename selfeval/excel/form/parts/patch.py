"""Puts values into cells of a sheet part and leaves every other byte of it as it is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from xml.parsers import expat
from xml.sax.saxutils import escape

from selfeval.core.numbers import plain
from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import Place, Span, cell_address
from selfeval.excel.form.parts.scan import RowSpot, SheetSpots, UnpatchableError, scan, tag_end
from selfeval.excel.paper.cells import safe_text

Value = str | Decimal

_LOOKS_ESCAPED = lazy(r"_(?=x[0-9A-Fa-f]{4}_)")
_TYPE = lazy(rb"""\s(?:t|vm)\s*=\s*("[^"]*"|'[^']*')""")
_SPANS = lazy(rb"""\sspans\s*=\s*("[^"]*"|'[^']*')""")
_REF = lazy(rb"""(\sref\s*=\s*)("[^"]*"|'[^']*')""")
_FULL = lazy(rb"""\sfullCalcOnLoad\s*=\s*("[^"]*"|'[^']*')""")
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


def patch_sheet(
    data: bytes,
    values: Mapping[Place, Value],
    results: Mapping[Place, Decimal | None],
    styles: Mapping[Place, int] = MappingProxyType({}),
) -> bytes:
    """The sheet part with `values` in their cells, styles kept, and `results` as stored values of formulas.

    Cells in `styles` get the style of that number.
    Texts are written as inline strings and never as formulas. A result of None takes the stored value away.

    Raises:
        UnpatchableError: the part is written in a way that this cannot be done with certainty.
    """
    spots = scan(data)
    edits = _Edits(data, spots, styles)
    by_row: dict[int, dict[int, Value]] = {}
    for (row, column), value in values.items():
        by_row.setdefault(row, {})[column] = value
    for row, cells in sorted(by_row.items()):
        edits.row(row, dict(sorted(cells.items())))
    for place, result in results.items():
        edits.result(place, result)
    if values:
        edits.dimension(Span.of(f"{cell_address(*min(values))}:{cell_address(*max(values))}"), values)
    return edits.applied()


def style_at(spots: SheetSpots, row: int, column: int) -> int:
    """The number of the style that a cell has or, as yet missing, would take from its row or column."""
    return int(_style(spots, row, column) or 0)


def recalculating(data: bytes) -> bytes:
    """The workbook part, asking programs to calculate every formula when they open it."""
    parser = expat.ParserCreate()
    path: list[str] = []
    found: dict[str, tuple[int, int, str]] = {}

    def start(raw: str, _: dict[str, str]) -> None:
        path.append(raw.rpartition(":")[2])
        if len(path) == 2:
            found[path[-1]] = (parser.CurrentByteIndex, 0, raw)

    def end(_: str) -> None:
        name = path.pop()
        if len(path) == 1:
            begin, tag = found[name][0], found[name][2]
            behind = tag_end(data, begin)
            if data[behind - 2 : behind] != b"/>":
                behind = tag_end(data, parser.CurrentByteIndex)
            found[name] = (begin, behind, tag)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnpatchableError(str(error)) from error
    if "calcPr" in found:
        begin, _, raw = found["calcPr"]
        behind = tag_end(data, begin)
        tag = _FULL.sub(b"", data[begin:behind])
        head = b"<" + raw.encode()
        return data[:begin] + head + b' fullCalcOnLoad="1"' + tag[len(head) :] + data[behind:]
    anchors = [found[name] for name in _BEFORE_CALC if name in found]
    if not anchors:
        raise UnpatchableError("no sheets")
    at, raw = max((behind, tag) for _, behind, tag in anchors)
    prefix = raw.rpartition(":")[0]
    element = f'<{prefix + ":" if prefix else ""}calcPr fullCalcOnLoad="1"/>'.encode()
    return data[:at] + element + data[at:]


def _style(spots: SheetSpots, row: int, column: int) -> str:
    spot = spots.rows.get(row)
    cell = spot.cell(column) if spot else None
    if cell is not None:
        return cell.style
    if spot is not None and spot.style:
        return spot.style
    return next((style for first, last, style in spots.columns if first <= column <= last), "")


class _Edits:
    """Collects replacements of byte ranges; insertions at one place keep their order."""

    def __init__(self, data: bytes, spots: SheetSpots, styles: Mapping[Place, int]) -> None:
        self._data, self._spots, self._styles = data, spots, styles
        self._edits: list[tuple[int, int, bytes]] = []

    def applied(self) -> bytes:
        pieces, at = [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            if start < at:
                raise UnpatchableError("overlapping edits")
            pieces += [self._data[at:start], new]
            at = end
        return b"".join([*pieces, self._data[at:]])

    def row(self, number: int, cells: Mapping[int, Value]) -> None:
        row = self._spots.rows.get(number)
        if row is None:
            self._new_row(number, cells)
            return
        new: dict[int, bytes] = {}
        for column, value in cells.items():
            spot, element = row.cell(column), self._element(number, column, value)
            if spot is not None:
                if spot.formula_end:
                    raise UnpatchableError("formula in the way")
                self._edits.append((spot.start, spot.end, element))
            else:
                new[column] = element
        if new:
            self._insert(row, new)

    def _insert(self, row: RowSpot, new: Mapping[int, bytes]) -> None:
        tag = _SPANS.sub(b"", self._data[row.start : row.tag_end])
        if row.close < 0:
            whole = tag[:-2].rstrip() + b">" + b"".join(new.values()) + self._closing("row")
            self._edits.append((row.start, row.tag_end, whole))
            return
        if tag != self._data[row.start : row.tag_end]:
            self._edits.append((row.start, row.tag_end, tag))
        groups: dict[int, list[bytes]] = {}
        for column, element in new.items():
            after = next((spot.start for spot in row.cells if spot.column > column), row.close)
            groups.setdefault(after, []).append(element)
        self._edits += [(at, at, b"".join(elements)) for at, elements in groups.items()]

    def _new_row(self, number: int, cells: Mapping[int, Value]) -> None:
        inner = b"".join(self._element(number, column, value) for column, value in cells.items())
        element = f'<{self._spots.prefix}row r="{number}">'.encode() + inner + self._closing("row")
        if self._spots.close < 0:
            raise UnpatchableError("empty sheet")
        after = [row.start for other, row in self._spots.rows.items() if other > number]
        at = min(after, default=self._spots.close)
        known = next((place for place, edit in enumerate(self._edits) if edit[:2] == (at, at)), None)
        if known is None:
            self._edits.append((at, at, element))
        else:
            self._edits[known] = (at, at, self._edits[known][2] + element)

    def result(self, place: Place, result: Decimal | None) -> None:
        row = self._spots.rows.get(place[0])
        spot = row.cell(place[1]) if row else None
        if spot is None or not spot.formula_end:
            raise UnpatchableError("no such formula")
        tag = _TYPE.sub(b"", self._data[spot.start : spot.tag_end])
        new = b"" if result is None else f"<{self._spots.prefix}v>{plain(result)}</{self._spots.prefix}v>".encode()
        self._edits.append((spot.start, spot.tag_end, tag))
        start, end = spot.value if spot.value[1] else (spot.formula_end, spot.formula_end)
        self._edits.append((start, end, new))

    def dimension(self, span: Span, values: Mapping[Place, Value]) -> None:
        """Let the sheet's stated size take in the cells that were written."""
        start, end = self._spots.dimension
        found = _REF.search(self._data[start:end]) if end else None
        if found is None:
            return
        try:
            old = Span.of(found[2][1:-1].decode("ascii"))
        except ValueError as error:
            raise UnpatchableError("dimension") from error
        columns = [column for _, column in values]
        new = Span(
            min(old.top, span.top), min(old.left, *columns), max(old.bottom, span.bottom), max(old.right, *columns)
        )
        if new != old:
            text = f'"{cell_address(new.top, new.left)}:{cell_address(new.bottom, new.right)}"'.encode()
            self._edits.append((start + found.start(2), start + found.end(2), text))

    def _closing(self, name: str) -> bytes:
        return f"</{self._spots.prefix}{name}>".encode()

    def _element(self, row: int, column: int, value: Value) -> bytes:
        prefix, style = self._spots.prefix, self._styles.get((row, column)) or _style(self._spots, row, column)
        head = f'<{prefix}c r="{cell_address(row, column)}"' + (f' s="{int(style)}"' if style else "")
        if isinstance(value, Decimal):
            return f"{head}><{prefix}v>{plain(value)}</{prefix}v></{prefix}c>".encode()
        text = escape(_LOOKS_ESCAPED.sub("_x005F_", safe_text(value)))
        inner = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
        return f'{head} t="inlineStr">{inner}</{prefix}c>'.encode()
