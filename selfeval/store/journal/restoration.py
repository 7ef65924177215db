"""Puts a work file that is gone, damaged or another one back, from what the window that has it open still holds."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from selfeval.core.problems import SelfEvalError
from selfeval.store import atomic
from selfeval.store.journal import database
from selfeval.store.journal.salvage import free_damaged_name
from selfeval.store.sharing import file_mode

_NOT_NOW = {"F317"}
"""A file that is only busy is there."""


@dataclass(slots=True)
class Held:
    """What a journal has on the disk as far as its window wrote or read it: sealed lines, in order or by key."""

    entries: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def held(connection: sqlite3.Connection) -> Held:
    """Everything that a sound journal holds; `sqlite3.Error` where it cannot be read."""
    lines = [line for (line,) in connection.execute("SELECT line FROM entry ORDER BY seq")]
    return Held(lines, dict(connection.execute("SELECT key, line FROM note")))


def holds(path: Path, wanted: Held) -> bool:
    """Whether a sound journal with these entries, others among them or not, lies at `path`, whatever is open there."""
    try:
        with contextlib.closing(database.connect(path, write=False)) as connection:
            if database.judge(connection, path) is not database.State.SOUND:
                return False
            found = iter([line for (line,) in connection.execute("SELECT line FROM entry ORDER BY seq")])
            return all(line in found for line in wanted.entries)  # in their order: each search goes on from the last
    except SelfEvalError as error:
        return error.code in _NOT_NOW
    except sqlite3.Error:
        return False


def keep_aside(path: Path) -> Path | None:
    """Keep what lies at `path` as `….damaged-1` too; where, None if nothing lies there.

    Raises:
        SelfEvalError: F303 … F305 the drive refuses; OSError where the file cannot be read.
    """
    if not os.path.lexists(path):
        return None
    kept = free_damaged_name(path)
    atomic.write_bytes(kept, path.read_bytes(), overwrite=False, mode=file_mode(path.parent))
    return kept


def image(wanted: Held) -> bytes:
    """The bytes of a journal that holds this."""
    with contextlib.closing(database.in_memory(enumerate(wanted.entries, start=1), wanted.notes.items())) as made:
        return made.serialize()
