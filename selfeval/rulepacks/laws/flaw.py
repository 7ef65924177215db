"""A broken law of a rule pack: what is said of it, what else is known about it, and which say the same."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from selfeval.core.problems import Message, msg
from selfeval.rulepacks.text.lines import Path


class Flaw(NamedTuple):
    """One broken law.

    Attributes:
        meant: the value that is probably meant.
        renamed: the name that the table at the path should have.
        same: flaws of one code with the same text here are one fault, told once; "" for a fault of its own.
        entry: place, from 0, of the text that it is about in the list at the path.
    """

    code: str
    path: Path
    message: Message
    meant: Decimal | str | None = None
    renamed: str = ""
    same: str = ""
    entry: int | None = None


def once(found: Iterable[Flaw]) -> list[Flaw]:
    """The flaws without those that another one already says: each layout off by the same sum, each use of a name."""
    kept: list[Flaw] = []
    seen: dict[tuple[str, str], int] = {}
    more: dict[int, int] = {}
    for flaw in found:
        key = (flaw.code, flaw.same)
        if flaw.same and key in seen:
            more[seen[key]] = more.get(seen[key], 0) + 1
            continue
        seen[key] = len(kept)
        kept.append(flaw)
    for place, count in more.items():
        text = msg("{message} (the same in {count} other places)", message=kept[place].message, count=count)
        kept[place] = kept[place]._replace(message=text)
    return kept
