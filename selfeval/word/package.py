"""The package of a Word document: read within limits, written so that the same parts give the same bytes."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.word.names import OFFICE, RELATIONS, q
from selfeval.word.trees import NotXmlError, child, parsed, unparse

if TYPE_CHECKING:
    from selfeval.word.trees import Element

MOST_BYTES = 50 << 20
MOST_UNPACKED = 200 << 20
MOST_PARTS = 5_000
MOST_XML = 40 << 20
"""One part that is taken apart; a report of a hundred projects has 8 MiB."""

_STAMP = (1980, 1, 1, 0, 0, 0)
_OLE = b"\xd0\xcf\x11\xe0"
_STORED = {".png", ".jpg", ".jpeg", ".gif", ".xlsx"}


def refused(message: Message, code: str = "F652") -> SelfEvalError:
    """A document that cannot be brought up to date."""
    hint = msg("Write a new report with -o and another name; nothing was changed.")
    return SelfEvalError(msg("Document not usable"), message, hint, code)


def read_parts(data: bytes, name: str) -> dict[str, bytes]:
    """The parts of a document by their names, in their order.

    Raises:
        SelfEvalError: F651 with a password, F652 no Word document, damaged, or larger than any report.
    """
    if data[:4] == _OLE:
        text = msg("{name} has a password, or is a document of Word 97 (.doc).", name=name)
        raise refused(text, "F651")
    if len(data) > MOST_BYTES:
        raise refused(msg("{name} is larger than any report.", name=name))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            too_large = sum(member.file_size for member in members) > MOST_UNPACKED or len(members) > MOST_PARTS
            if too_large or len(names) < len(members):
                raise refused(msg("{name} is larger than any report.", name=name))
            parts = {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise refused(msg("{name} is damaged, or no Word document (.docx).", name=name)) from error
    if sum(map(len, parts.values())) > MOST_UNPACKED:
        raise refused(msg("{name} is larger than any report.", name=name))
    return parts


def write_parts(parts: dict[str, bytes]) -> bytes:
    """The document of these parts, in their order; no time of day is in it."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            member = zipfile.ZipInfo(name, _STAMP)
            kind = posixpath.splitext(name)[1].lower()
            member.compress_type = zipfile.ZIP_STORED if kind in _STORED else zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            archive.writestr(member, data)
    return stream.getvalue()


def parse(data: bytes, name: str) -> Element:
    """The root of an XML part, which holds no document type and nothing from elsewhere.

    Raises:
        SelfEvalError: F652.
    """
    if len(data) > MOST_XML:
        raise refused(msg("{name} is larger than any report.", name=name))
    try:
        return parsed(data)
    except NotXmlError as error:
        raise refused(msg("{name} is damaged, or no Word document (.docx).", name=name)) from error


def relations_name(part: str) -> str:
    """The part that holds the relations of a part; of the package for ""."""
    folder, _, base = part.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def relations(parts: dict[str, bytes], part: str, name: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each relation of a part, by id; targets outside the package are left out."""
    data = parts.get(relations_name(part))
    if data is None:
        return {}
    found = {}
    for one in parse(data, name).iterchildren(f"{{{RELATIONS}}}Relationship"):
        if one.get("TargetMode") != "External":
            target = one.get("Target", "")
            whole = target[1:] if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], posixpath.normpath(whole))
    return found


def main_part(parts: dict[str, bytes], name: str) -> str:
    """The part that holds the text of the document.

    Raises:
        SelfEvalError: F652 there is none, or it is of the strict form, which Word itself hardly writes.
    """
    for kind, target in relations(parts, "", name).values():
        if kind == "officeDocument" and target in parts and parse(parts[target], name).tag == q("w:document"):
            return target
    raise refused(msg("{name} is damaged, or no Word document (.docx).", name=name))


def add_relation(parts: dict[str, bytes], part: str, kind: str, target: str, name: str) -> str:
    """Give a part one more relation and return its id."""
    place = relations_name(part)
    empty = f'<Relationships xmlns="{RELATIONS}"/>'.encode()
    root = parse(parts.get(place, empty), name)
    taken = {one.get("Id") for one in root}
    number = next(count for count in range(1, len(taken) + 2) if f"rIdS{count}" not in taken)
    own = {"Id": f"rIdS{number}", "Type": f"{OFFICE}/{kind}", "Target": target}
    child(root, f"{{{RELATIONS}}}Relationship", own)
    parts[place] = unparse(root)
    return own["Id"]


def declare(parts: dict[str, bytes], part: str, content_type: str, name: str) -> None:
    """Say what kind of content a new part has."""
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    root = parse(parts["[Content_Types].xml"], name)
    child(root, f"{{{types}}}Override", {"PartName": f"/{part}", "ContentType": content_type})
    parts["[Content_Types].xml"] = unparse(root)


def text_parts(parts: dict[str, bytes], main: str, name: str) -> list[str]:
    """The parts in which people can put a bound text: the text itself, headers, footers, notes."""
    kinds = {"header", "footer", "footnotes", "endnotes"}
    others = [target for kind, target in relations(parts, main, name).values() if kind in kinds and target in parts]
    return [main, *dict.fromkeys(others)]
