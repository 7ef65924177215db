"""A document that stands already, opened to be brought up to date: its parts, its controls, its record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from selfeval.core.problems import msg
from selfeval.core.report.happened import Happened, Kind
from selfeval.word import controls
from selfeval.word.elements import Numbers
from selfeval.word.names import q
from selfeval.word.outcome import Updated
from selfeval.word.package import (
    add_relation,
    declare,
    main_part,
    parse,
    read_parts,
    refused,
    relations,
    text_parts,
    write_parts,
)
from selfeval.word.record import Entry, Record, is_record, read_record
from selfeval.word.trees import unparse

if TYPE_CHECKING:
    from selfeval.word.trees import Element

_RECORD_PART = "customXml/selfeval1.xml"


@dataclass
class Standing:
    """The document while it is worked on.

    Attributes:
        name: of the file, for sentences.
        main: the part with the text; `roots`: it, headers, footers and notes, taken apart.
        record_part: the part of the record, "" where there is none.
        entries: what will be recorded, by tag.
        touched: parts of `roots` in which something was changed; `rewritten`: whether another part was.
    """

    name: str
    parts: dict[str, bytes]
    main: str
    roots: dict[str, Element]
    record_part: str
    record: Record
    numbers: Numbers
    entries: dict[str, Entry] = field(default_factory=dict)
    happened: list[Happened] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    rewritten: bool = False
    gaps: int = 0
    _rows: dict[str, dict[str, str]] | None = None

    def tell(self, kind: Kind, tag: str, label: str, before: str = "", now: str = "") -> None:
        """Note what happened to a text."""
        self.happened.append(Happened(kind, tag, label, before, now))

    def touch(self, element: Element) -> None:
        """Note that the part of this element was changed."""
        root = element.getroottree().getroot()
        self.touched |= {part for part, own in self.roots.items() if own is root}

    def standing_controls(self) -> list[Element]:
        """The bound controls that are in the text, those deleted under “track changes” left out."""
        return [one for root in self.roots.values() for one in controls.controls(root) if not controls.is_deleted(one)]

    def recorded_rows(self, table: str) -> dict[str, str]:
        """The row of each cell that was written into the table of this tag."""
        if self._rows is None:
            self._rows = {}
            for cell, entry in self.record.entries.items():
                if entry.row:
                    self._rows.setdefault(entry.table, {})[cell] = entry.row
        return self._rows.get(table, {})

    def body(self) -> Element:
        """The body of the text."""
        body = self.roots[self.main].find(q("w:body"))
        if body is None:
            raise refused(msg("{name} is damaged, or no Word document (.docx).", name=self.name))
        return body

    def closed(self, data: bytes, about: Mapping[str, str]) -> Updated:
        """What came of it; the bytes are `data` where neither text nor record is another one."""
        record = Record(about, self.entries).to_xml()
        old = self.record.to_xml() if self.record_part else b""
        if not self.touched and not self.rewritten and record == old:
            return Updated(data, tuple(self.happened), self.gaps)
        for part in self.touched:
            self.parts[part] = unparse(self.roots[part])
        if not self.record_part:
            self.record_part = _RECORD_PART
            declare(self.parts, _RECORD_PART, "application/xml", self.name)
            add_relation(self.parts, self.main, "customXml", f"/{_RECORD_PART}", self.name)
        self.parts[self.record_part] = record
        return Updated(write_parts(self.parts), tuple(self.happened), self.gaps)


def stand(data: bytes, name: str) -> Standing:
    """Open a document.

    Raises:
        SelfEvalError: F651, F652 as for `read_parts`; F653 it is no report of this program.
    """
    parts = read_parts(data, name)
    main = main_part(parts, name)
    roots = {part: parse(parts[part], name) for part in text_parts(parts, main, name)}
    place, record = _record(parts, main, name)
    if not place and not any(True for root in roots.values() for _ in controls.controls(root)):
        text = msg("{name} is no report of this program: it has no place bound to the evaluation.", name=name)
        raise refused(text, "F653")
    numbers = Numbers(max([100_000, *(_numbers(root) for root in roots.values())]))
    return Standing(name, parts, main, roots, place, record, numbers)


def _record(parts: dict[str, bytes], main: str, name: str) -> tuple[str, Record]:
    linked = [target for kind, target in relations(parts, main, name).values() if kind == "customXml"]
    for part in (part for part in linked if part in parts):
        root = parse(parts[part], name)
        if is_record(root):
            return part, read_record(root)
    return "", Record()


def _numbers(root: Element) -> int:
    """The largest number that a control or a drawing of this part has."""
    found: Sequence[str] = [
        *(one.get(q("w:val"), "") for one in root.iter(q("w:id"))),
        *(one.get("id", "") for one in root.iter(q("wp:docPr"))),
    ]
    numbers = [int(text) for text in found if text.isascii() and text.isdigit() and len(text) < 11]
    return max((number for number in numbers if number < 2_000_000_000), default=0)
