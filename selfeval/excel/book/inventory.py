"""What a workbook carries besides its cells: comments, properties, links, macros, printer settings, counted.

A copy for publication is written anew and carries none of it; this says what was left behind.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.excel.book.refusals import DAMAGE
from selfeval.excel.book.sheetxml import Attributes, Elements, Handler, stream


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that was left out: what, how often, and names or places of it where they help."""

    what: Message
    count: int
    names: tuple[str, ...] = ()


_PARTS: Final[tuple[tuple[str, Message], ...]] = (
    (r"xl/externalLinks/externalLink[^/]*\.xml", msg("links to other workbooks")),
    (r".*printerSettings[^/]*\.bin", msg("printer settings")),
    (r".*vbaProject[^/]*\.bin|xl/macrosheets/.*\.xml", msg("macros")),
    (r"customXml/item\d*\.xml", msg("hidden data of other programs")),
    (r"xl/(embeddings|activeX|ctrlProps)/[^/]*", msg("embedded objects and controls")),
    (r"xl/media/[^/]*", msg("pictures")),
    (r"xl/(connections|queryTables/[^/]*|revisions/[^/]*)\.xml", msg("data connections and change records")),
    (r"xl/persons/[^/]*\.xml", msg("lists of persons")),
)
_DRAWN: Final = msg("shapes and text boxes")
_COUNTED: Final[Mapping[str, tuple[str, Message]]] = {
    "comment": (r"xl/.*comments?\d*\.xml", msg("comments")),
    "threadedComment": (r"xl/.*threadedComment\d*\.xml", msg("comments with replies")),
    "definedName": (r"xl/workbook.*\.xml", msg("defined names")),
    "hyperlink": (r"xl/worksheets/.*\.xml", msg("hyperlinks")),
    "sp": (r"xl/drawings/.*\.xml", _DRAWN),
    "cxnSp": (r"xl/drawings/.*\.xml", _DRAWN),
}
_PRINT_NAMES: Final = "_xlnm.Print_"
_PROPERTIES: Final = lazy(r"docProps/.*\.xml")
_NOT_PERSONAL: Final = {"TitlesOfParts", "HeadingPairs", "DocSecurity", "ScaleCrop", "LinksUpToDate", "SharedDoc"} | {
    "HyperlinksChanged", "AppVersion", "lpstr", "i4", "vector", "variant",
}  # fmt: skip


def carried(data: bytes) -> tuple[Removed, ...]:
    """What a package that `guard` let pass holds besides cells, charts and print areas; empty for other files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(_carried(archive))
    except DAMAGE:
        return ()


def _carried(archive: zipfile.ZipFile) -> Iterator[Removed]:
    counts: Counter[Message] = Counter()
    properties: list[str] = []
    for name in archive.namelist():
        for pattern, what in _PARTS:
            counts[what] += bool(re.fullmatch(pattern, name))
        if name.endswith(".xml"):
            counts += _elements(archive, name)
        if _PROPERTIES.fullmatch(name):
            properties += _properties(archive, name)
    yield from (Removed(what, count) for what, count in counts.items() if count)
    if properties:
        yield Removed(msg("document properties"), len(properties), tuple(properties))


def _elements(archive: zipfile.ZipFile, part: str) -> Counter[Message]:
    counts: Counter[Message] = Counter()
    wanted = {element: what for element, (pattern, what) in _COUNTED.items() if re.fullmatch(pattern, part)}

    def found(element: str, attributes: Attributes) -> None:
        if element in wanted and not attributes.get("name", "").startswith(_PRINT_NAMES):
            counts[wanted[element]] += 1

    if wanted:
        with archive.open(part) as source:
            stream(source, Elements(found))
    return counts


def _properties(archive: zipfile.ZipFile, part: str) -> list[str]:
    """Names of the properties that say something about persons, times or places."""
    handler = _Texts()
    with archive.open(part) as source:
        stream(source, handler)
    return [name for name in dict.fromkeys(handler.named) if name not in _NOT_PERSONAL]


class _Texts(Handler):
    """Collects `named`: the innermost elements that hold a text, custom properties by their own names."""

    def __init__(self) -> None:
        self.named: list[str] = []
        self._name = self._custom = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Remember whose text follows."""
        if name == "property":
            self._custom = attributes.get("name", name)
        self._name = self._custom or name

    def end(self, name: str) -> None:
        """What follows belongs to the next one."""
        self._name = ""
        if name == "property":
            self._custom = ""

    def text(self, data: str) -> None:
        """A text that is not blank counts."""
        if self._name and data.strip():
            self.named.append(self._name)
