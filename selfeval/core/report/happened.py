"""What happens to the bound texts of a report that is brought up to date: written anew, left to a person, gone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What happened to one bound text.

    CHANGED was written anew. KEPT is a text that a person changed; it stays, though the evaluation says something
    else. GONE was deleted by a person and is not brought back. ADDED is new in the evaluation and was put in. REMOVED
    is no longer in the evaluation and was taken out. STALE is no longer in the evaluation and stays, as it cannot be
    taken out of a sentence. HOMELESS is new in the evaluation, and nothing in the document says where it belongs.
    """

    CHANGED = "changed"
    KEPT = "kept"
    GONE = "gone"
    ADDED = "added"
    REMOVED = "removed"
    STALE = "stale"
    HOMELESS = "homeless"


@dataclass(frozen=True, slots=True)
class Happened:
    """One bound text and what happened to it.

    Attributes:
        tag: of its content control.
        before: what stood in the document.
        now: what the evaluation says.
    """

    kind: Kind
    tag: str
    label: str
    before: str = ""
    now: str = ""
