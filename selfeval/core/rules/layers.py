"""The layers and sources of a rule pack, and what a unit's own layer adds: links to the budget, decided readings.

A pack may rest on another one (national → province → city or county → unit); a layer states only what differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass


class LinkedTo(StrEnum):
    """What of the budget an indicator's actual comes from."""

    EXECUTION_RATE = "execution_rate"
    EXECUTED = "executed"
    ADJUSTED = "adjusted"


LINKED = {
    LinkedTo.EXECUTION_RATE: msg("executed ÷ budget"),
    LinkedTo.EXECUTED: msg("amount executed"),
    LinkedTo.ADJUSTED: msg("adjusted budget"),
}
"""What each link takes from the budget, in words."""


class Seen(StrEnum):
    """What somebody saw of the source of a rule.

    `ORIGINAL` the text itself, or the form that was issued with it and its printed notes; `QUOTED` somebody else's
    words about it; `PRACTICE` forms that were filled in so.
    """

    ORIGINAL = "original"
    QUOTED = "quoted"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from; `verified` is False while nobody has held the original text against it.

    Where `seen` says what was seen, `verified` follows from it.
    """

    id: str
    document: str
    title: str = ""
    article: str = ""
    verified: bool = False
    note: str = ""
    seen: Seen | None = None

    @property
    def text(self) -> str:
        """Document and article, such as `财预〔2020〕10号 第十四条`."""
        return f"{self.document} {self.article}".strip()

    @property
    def state(self) -> Message:
        """Whether it is verified; if not, what was seen instead."""
        if self.verified:
            return msg("verified")
        return _SEEN.get(self.seen, msg("not verified"))


_SEEN: Mapping[Seen | None, Message] = {
    Seen.QUOTED: msg("not verified: quoted by others, original not seen"),
    Seen.PRACTICE: msg("not verified: seen in practice, wording not seen"),
}


@dataclass(frozen=True, slots=True)
class Layer:
    """One file of a pack: its own id, title and version, the hash of what it says, the file's name."""

    id: str
    title: str
    version: str
    sha256: str
    file: str

    @property
    def words(self) -> dict[str, Message]:
        """Id, version and title, for sentences."""
        return {"id": Message(self.id), "version": Message(self.version), "title": Message(self.title)}


@dataclass(frozen=True, slots=True)
class Stated:
    """Who says a value of a pack: the uppermost layer that states it or part of it, and the source that layer gives.

    `citation` is the id of a citation, "" where the layer gives no source for it.
    """

    layer: Layer
    citation: str


@dataclass(frozen=True, slots=True)
class Fallen:
    """A value of a layer that no longer fits what a layer above says, so that it has no effect any more.

    Attributes:
        path, value, layer: dotted path, what the file says there, and whose it is.
        decides, said, by: the key that decides about it, what it says now, and who says so.
    """

    path: str
    value: str
    layer: Layer
    decides: str
    said: str
    by: Layer


@dataclass(frozen=True, slots=True)
class Link:
    """Indicators (`names`: exact or with `*`) whose actual is a figure of the project's budget."""

    names: tuple[str, ...]
    budget: LinkedTo
    citation: str = ""


@dataclass(frozen=True, slots=True)
class DecidedReading:
    """How a target text of named indicators is to be read.

    Attributes:
        names: the indicators, exact or with `*`.
        target: the text as it stands in the table, such as `≤100%`.
        reading: the target text that is meant, such as `≥100%`.
        confirmed: whether the unit has decided so; else the reading is only offered.
        note: who decided, or why it is not decided yet.
    """

    names: tuple[str, ...]
    target: str
    reading: str
    citation: str = ""
    confirmed: bool = False
    note: str = ""
