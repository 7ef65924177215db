"""One line of the journal: an entry or a note, sealed with a checksum so that a damaged one is recognised."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal, TypeAlias, cast, get_args

from selfeval.core.evaluation import Change, FactKey, Step
from selfeval.core.records import dataclass
from selfeval.store.journal.shapes import fits

Action: TypeAlias = Literal["enter", "undo", "redo"]

MARK = '{"seq":'
"""How the line of an entry begins; by this it is found again in a file that SQLite can no longer read."""

SEAL_LENGTH = 17
"""Characters of the seal: `#` and 16 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing that happened to an evaluation.

    Attributes:
        at: when, as ISO 8601 text.
        who: the user's name.
        action: `enter`, `undo` or `redo`.
        step: the step that was entered, undone or redone.
    """

    at: str
    who: str
    action: Action
    step: Step


def entry_line(seq: int, entry: LogEntry) -> str:
    """The sealed line of entry number `seq`."""
    changes = [[*change.key, change.old, change.new] for change in entry.step.changes]
    return _sealed(
        {
            "seq": seq,
            "at": entry.at,
            "who": entry.who,
            "action": entry.action,
            "kind": entry.step.kind,
            "changes": changes,
        }
    )


def read_entry(line: str) -> tuple[int, LogEntry] | None:
    """Number and entry of a sealed line, None if the line is damaged."""
    content = _unsealed(line)
    if content is None:
        return None
    try:
        changes = tuple(
            Change(FactKey(project, indicator, name), old, new)
            for project, indicator, name, old, new in content["changes"]
        )
        action, seq = content["action"], content["seq"]
        entry = LogEntry(content["at"], content["who"], cast("Action", action), Step(content["kind"], changes))
        known = action in get_args(Action) and type(seq) is int
    except (KeyError, TypeError, ValueError):
        return None
    return (seq, entry) if known and fits(entry.step, Step) and _all_texts(entry.at, entry.who) else None


def _all_texts(*values: object) -> bool:
    return all(isinstance(value, str) for value in values)


def note_line(key: str, value: str) -> str:
    """The sealed line of one note about the whole work."""
    return _sealed({"key": key, "value": value})


def read_note(line: str) -> tuple[str, str] | None:
    """Key and value of a sealed line, None if the line is damaged."""
    content = _unsealed(line)
    if content is None or not _all_texts(content.get("key"), content.get("value")) or not content["key"].isascii():
        return None
    return content["key"], content["value"]


def _sealed(content: dict[str, object]) -> str:
    text = json.dumps(content, separators=(",", ":"))
    return f"{text}#{_seal(text)}"


def _unsealed(line: str) -> dict[str, Any] | None:
    text, mark, seal = line[:-SEAL_LENGTH], line[-SEAL_LENGTH : -SEAL_LENGTH + 1], line[-SEAL_LENGTH + 1 :]
    if mark != "#" or seal != _seal(text):
        return None
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _seal(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
