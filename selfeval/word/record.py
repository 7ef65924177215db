"""The record that a document keeps of what was written into it: per bound text a hash, its name, its row and table.

It is an XML part of its own (`customXml`), which Word, WPS and LibreOffice keep when they save.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from selfeval.core.report.document import BoundTable, Chart, Passage, Report
from selfeval.word.charts import figures
from selfeval.word.elements import gap_text
from selfeval.word.names import RECORD, clipped, digest, safe, tag_of
from selfeval.word.trees import child, node, unparse

if TYPE_CHECKING:
    from selfeval.word.trees import Element

_NAMESPACE = f"{{{RECORD}}}"
MOST_ENTRIES = 200_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written under one tag.

    Attributes:
        digest: of the text (of a table "", of a chart its figures).
        label: what people call it.
        row, table: tags of the row and the table that a cell belongs to, "" for other texts.
    """

    digest: str
    label: str
    row: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What a document says about itself.

    Attributes:
        about: outline, source file, rule pack and their hashes, version of the program, by name.
        entries: by tag.
    """

    about: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def with_entries(self, entries: Mapping[str, Entry]) -> Record:
        """The same about other entries."""
        return replace(self, entries=entries)

    def to_xml(self) -> bytes:
        """The part; the same record gives the same bytes."""
        root = node(f"{_NAMESPACE}report", {}, {None: RECORD})
        for name in sorted(self.about):
            root.set(name, safe(self.about[name]).replace("\n", " ").replace("\t", " "))
        for tag, entry in sorted(self.entries.items()):
            kept = {"tag": tag, "label": entry.label, "digest": entry.digest}
            kept |= {name: text for name, text in (("row", entry.row), ("table", entry.table)) if text}
            child(root, f"{_NAMESPACE}text", kept)
        return unparse(root)


def is_record(root: Element) -> bool:
    """Whether an XML part is a record."""
    return bool(root.tag == f"{_NAMESPACE}report")


def read_record(root: Element) -> Record:
    """The record in a part."""
    entries: dict[str, Entry] = {}
    for one in root.iterchildren(f"{_NAMESPACE}text"):
        if len(entries) < MOST_ENTRIES:
            name = one.get
            entries[name("tag", "")] = Entry(name("digest", ""), name("label", ""), name("row", ""), name("table", ""))
    return Record({str(name): str(value) for name, value in root.attrib.items()}, entries)


def entries_of(report: Report) -> dict[str, Entry]:
    """What a new document with this report has in it."""
    entries: dict[str, Entry] = {}
    for bound in report.bound():
        entries[tag_of(bound.key)] = Entry(digest(safe(bound.text)), clipped(bound.label))
    for piece in report.pieces:
        if isinstance(piece, Passage) and piece.bound.open:
            entries[tag_of(piece.bound.key)] = Entry(digest(gap_text(piece.bound.gap)), clipped(piece.bound.label))
        elif isinstance(piece, BoundTable):
            entries |= table_entries(piece)
        elif isinstance(piece, Chart):
            entries[tag_of(piece.key)] = Entry(digest(figures(piece)), clipped(piece.label))
    return entries


def table_entries(table: BoundTable) -> dict[str, Entry]:
    """The entries of a table and its cells."""
    tag = tag_of(table.key)
    entries = {tag: Entry("", clipped(table.label))}
    for row in table.rows:
        name = row.cells[0].text if row.cells else ""
        for bound in row.cells:
            label = clipped(f"{name}：{bound.label}")
            entries[tag_of(bound.key)] = Entry(digest(safe(bound.text)), label, tag_of(row.key), tag)
    return entries
