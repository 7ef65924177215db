"""Holds a filled form against the form it was made from: nothing but the cells that were written may differ."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import field
from xml.parsers import expat

from defusedxml import ElementTree

from selfeval.core.records import dataclass
from selfeval.excel.book.grid import Place, parse_cell

_CALC = "calcPr"


@dataclass
class _Part:
    """One XML part taken apart: what stands outside the cells, the rows, the cells."""

    outside: list[object] = field(default_factory=list)
    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    cells: dict[Place, list[object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What was meant to change: cells written and formulas whose stored value went, by part; and the workbook part.

    `styled` are the written cells that got a new style, `styles` the part of the styles, to which some were added.
    """

    written: Mapping[str, Collection[Place]]
    results: Mapping[str, Collection[Place]]
    workbook: str = ""
    styled: Mapping[str, Collection[Place]] = field(default_factory=dict)
    styles: str = ""


def differences(before: bytes, after: bytes, changes: Changes) -> list[str]:
    """The parts in which anything else differs, empty if nothing does."""
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        if [info.filename for info in old.infolist()] != [info.filename for info in new.infolist()]:
            return ["*"]
        touched = {*changes.written, *changes.results}
        return [name for name in old.namelist() if not _same(name, old.read(name), new.read(name), changes, touched)]


def _same(name: str, old: bytes, new: bytes, changes: Changes, touched: set[str]) -> bool:
    if old == new:
        return True
    if name == changes.workbook:
        return _taken_apart(old, leave=_CALC).outside == _taken_apart(new, leave=_CALC).outside
    if name == changes.styles:
        return _only_added(old, new)
    if name not in touched:
        return False
    written, results = set(changes.written.get(name, ())), set(changes.results.get(name, ()))
    styled = set(changes.styled.get(name, ()))
    first, second = _taken_apart(old, leave="dimension"), _taken_apart(new, leave="dimension")
    if first.outside != second.outside or not _same_rows(first, second, written):
        return False
    for place in {*first.cells, *second.cells} - written:
        was, now = first.cells.get(place), second.cells.get(place)
        if was != now and not (place in results and was and now and _without_value(was) == _without_value(now)):
            return False
    return all(_style(first, place) in {None, _style(second, place)} for place in written - styled)


def _only_added(old: bytes, new: bytes) -> bool:
    """Whether a styles part has everything it had, in its place, and more number formats and cell styles behind it."""
    first, second = ElementTree.fromstring(old), ElementTree.fromstring(new)
    before = {child.tag.rpartition("}")[2]: child for child in first}
    for child in second:
        name = child.tag.rpartition("}")[2]
        was = before.pop(name, None)
        if name in {"numFmts", "cellXfs"}:
            kept = [ElementTree.tostring(item) for item in was] if was is not None else []
            if [ElementTree.tostring(item) for item in child][: len(kept)] != kept:
                return False
        elif was is None or ElementTree.tostring(was) != ElementTree.tostring(child):
            return False
    return not before


def _same_rows(first: _Part, second: _Part, written: set[Place]) -> bool:
    added = set(second.rows) - set(first.rows)
    return added <= {row for row, _ in written} and all(second.rows.get(n) == row for n, row in first.rows.items())


def _style(part: _Part, place: Place) -> str | None:
    events = part.cells.get(place)
    return events[0].get("s", "") if events and isinstance(events[0], dict) else None


def _without_value(events: list[object]) -> list[object]:
    """The events of a cell without its element `v` and the kind of value that goes with it."""
    kept: list[object] = []
    inside = False
    for event in events:
        if isinstance(event, dict):
            kept.append({name: text for name, text in event.items() if name not in {"t", "vm"}})
            continue
        if isinstance(event, tuple) and event[0] == "start" and event[1] == "v":
            inside = True
        if not inside:
            kept.append(event)
        if event == ("end", "v"):
            inside = False
    return kept


def _taken_apart(data: bytes, *, leave: str) -> _Part:
    return _Apart(data, leave).part


class _Apart:
    """Takes one part apart; the element `leave` is left out."""

    def __init__(self, data: bytes, leave: str) -> None:
        self.part = _Part()
        self._leave = leave
        self._path: list[str] = []
        self._row = self._column = 0
        self._cell: list[object] | None = None
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)

    def _depth_inside(self) -> int:
        """3 on a row, 4 on a cell; 0 outside the cells."""
        return len(self._path) if self._path[1:2] == ["sheetData"] else 0

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        name = raw.rpartition(" ")[2]
        self._path.append(name)
        depth = self._depth_inside()
        if depth == 3:
            self._row, self._column = int(attributes.get("r") or self._row + 1), 0
            self.part.rows[self._row] = {k: text for k, text in attributes.items() if k not in {"r", "spans"}}
        elif depth == 4:
            self._column = parse_cell(attributes["r"])[1] if "r" in attributes else self._column + 1
            self._cell = [{k: text for k, text in attributes.items() if k != "r"}]
            self.part.cells[self._row, self._column] = self._cell
        elif self._cell is not None:
            self._cell.append(("start", name, attributes))
        elif self._leave not in self._path:
            self.part.outside.append(("start", raw, attributes))

    def _end(self, raw: str) -> None:
        depth = self._depth_inside()
        if depth == 4:
            self._cell = None
        elif self._cell is not None:
            self._cell.append(("end", self._path[-1]))
        elif self._leave not in self._path and depth != 3:
            self.part.outside.append(("end", raw))
        self._path.pop()

    def _text(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(("text", data))
        elif data.strip() and self._leave not in self._path:
            self.part.outside.append(("text", data))
