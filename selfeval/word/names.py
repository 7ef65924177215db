"""Names of the XML of Word documents, and texts made safe to stand in it."""

from __future__ import annotations

import hashlib

from selfeval.core.patterns import lazy

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = NAMESPACES["r"]
RECORD = "urn:selfeval:report:1"
"""Namespace of the record of what was written."""

MARK = "selfeval:"
"""Begins the tag of every content control that the program binds."""
TAG_LIMIT = 64
"""Characters that Word allows in the tag and the title of a content control."""

_UNSAFE = lazy("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u007f-\u009f\u202a-\u202e\u2066-\u2069]")
"""Control signs, which XML cannot hold, and those that turn the direction of writing, which hide what a text says."""


def q(name: str) -> str:
    """A name with its namespace, as lxml has it: `w:t` becomes `{…}t`."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def tag_of(key: str) -> str:
    """The tag of what has this key: readable where it is short enough, else cut and told apart by a hash."""
    tag = MARK + key
    if len(tag) <= TAG_LIMIT and not _UNSAFE.search(tag):
        return tag
    mark = "~" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return safe(tag)[: TAG_LIMIT - len(mark)] + mark


def safe(text: str) -> str:
    """The text without control signs; line breaks of every kind are line feeds."""
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def clipped(text: str) -> str:
    """A title for a content control: one line, no longer than Word allows."""
    line = " ".join(safe(text).split())
    return line if len(line) <= TAG_LIMIT else line[: TAG_LIMIT - 1] + "…"


def digest(text: str) -> str:
    """What is recorded of a text, to tell later whether it is still the one that was written."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]
