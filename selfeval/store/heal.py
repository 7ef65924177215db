"""Puts a work file that is gone, damaged or another one back, from what the window that has it open still holds."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from selfeval.core.problems import SelfEvalError
from selfeval.store import atomic, database
from selfeval.store.lines import LogEntry, entry_line, note_line
from selfeval.store.salvage import free_damaged_name

_NOT_NOW = {"F317"}
"""A file that is only busy is there."""


def holds(path: Path, entries: int) -> bool:
    """Whether a sound journal with at least so many entries lies at `path`, whatever else is open under that name."""
    try:
        with contextlib.closing(database.connect(path, write=False)) as connection:
            if database.judge(connection, path) is not database.State.SOUND:
                return False
            found: int = connection.execute("SELECT count(*) FROM entry").fetchone()[0]
            return found >= entries
    except SelfEvalError as error:
        return error.code in _NOT_NOW
    except sqlite3.Error:
        return False


def put_back(path: Path, entries: Sequence[LogEntry], notes: Iterable[tuple[str, str]]) -> Path | None:
    """Write these entries and notes to `path`; what lies there is kept as `….damaged-1`, and where is given back.

    Raises:
        SelfEvalError: F303 … F305 the drive refuses; what lies at `path` is then still there.
    """
    kept = None
    if os.path.lexists(path):
        kept = free_damaged_name(path)
        atomic.write_bytes(kept, path.read_bytes(), overwrite=False)
    lines = ((seq, entry_line(seq, entry)) for seq, entry in enumerate(entries, start=1))
    with contextlib.closing(database.in_memory(lines, ((key, note_line(key, text)) for key, text in notes))) as made:
        atomic.write_bytes(path, made.serialize(), overwrite=True)
    return kept
