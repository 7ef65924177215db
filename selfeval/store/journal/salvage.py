"""Saves what can be saved from a damaged journal, and keeps the damaged file."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from selfeval.core.records import dataclass
from selfeval.store import atomic
from selfeval.store.journal import database
from selfeval.store.journal.lines import MARK, LogEntry, entry_line, note_line, read_entry, read_note
from selfeval.store.sharing import file_mode

_SMALLEST_LINE = 64
_PAGE_COUNT = slice(28, 32)
"""Where SQLite's header says how many pages the file has."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What came of a damaged journal.

    Attributes:
        steps: how many entries were saved.
        lost: how many are known to be missing; there may have been more after the last one that is left.
        damaged: where the damaged file is kept, None if it was only read.
        at: when, as ISO 8601 text.
    """

    steps: int
    lost: int
    damaged: Path | None
    at: str


def rescue(path: Path, now: Callable[[], str]) -> Recovery:
    """Keep the damaged journal aside as `….damaged-1` and put a sound one with all that was saved in its place.

    Killed at any point, this leaves either the damaged file in its place or the sound one, never none.

    Raises:
        SelfEvalError: F303 … F305 if the drive refuses; the damaged file is then still in its place.
    """
    data = path.read_bytes()
    kept = free_damaged_name(path)
    mode = file_mode(path.parent)
    atomic.write_bytes(kept, data, overwrite=False, mode=mode)
    connection, recovery = from_bytes(data, now, kept)
    with contextlib.closing(connection):
        sound = connection.serialize()
    # A rollback journal of the damaged file would be played into the sound one.
    rollback = path.with_name(path.name + "-journal")
    if rollback.exists():
        rollback.replace(kept.with_name(kept.name + "-journal"))
    atomic.write_bytes(path, sound, overwrite=True, mode=mode)
    return recovery


def from_bytes(data: bytes, now: Callable[[], str], kept: Path | None = None) -> tuple[sqlite3.Connection, Recovery]:
    """A sound journal in memory with everything that these bytes still hold, and an account of it."""
    entries, notes = entries_in(data), dict[str, str]()
    for candidate in _readings(data):
        with contextlib.closing(database.loaded(candidate)) as connection:
            notes |= _read_notes(connection)
    numbers = sorted(entries)
    lines = [(seq, entry_line(seq, entries[old])) for seq, old in enumerate(numbers, start=1)]
    account = Recovery(len(numbers), max(numbers, default=0) - len(numbers), kept, now())
    return database.in_memory(lines, ((key, note_line(key, value)) for key, value in notes.items())), account


def entries_in(data: bytes) -> dict[int, LogEntry]:
    """Every entry that these bytes still hold, by its number."""
    entries = carve_entries(data)
    for candidate in _readings(data):
        with contextlib.closing(database.loaded(candidate)) as connection:
            entries |= _read_entries(connection, len(data))
    return entries


def _readings(data: bytes) -> tuple[bytes, bytes]:
    return _with_fresh_head(data), data  # the file's own head has the last word


def carve_entries(data: bytes) -> dict[int, LogEntry]:
    """Entries found by their look alone, wherever they stand in the file: those that fit on one page."""
    found: dict[int, LogEntry] = {}
    for match in re.finditer(re.escape(MARK).encode(), data):
        entry = _carved_at(data, match.start())
        if entry is not None:
            found[entry[0]] = entry[1]
    return found


def _carved_at(data: bytes, start: int) -> tuple[int, LogEntry] | None:
    # The text may itself hold `#` and digits that look like a seal: try each possible end on this page.
    for end in re.finditer(rb"\}#[0-9a-f]{16}", data[start : start + database.PAGE]):
        entry = read_entry(data[start : start + end.end()].decode("ascii", "replace"))
        if entry is not None:
            return entry
    return None


def _with_fresh_head(data: bytes) -> bytes:
    """The file in whole pages, with page 1 (header and schema, alike in all journals) taken from a new one."""
    pages = -(-len(data) // database.PAGE)
    head = bytearray(database.empty()[: database.PAGE])
    head[_PAGE_COUNT] = pages.to_bytes(4, "big")
    return bytes(head) + data[database.PAGE :].ljust((pages - 1) * database.PAGE, b"\0")


def _read_entries(connection: sqlite3.Connection, size: int) -> dict[int, LogEntry]:
    found: dict[int, LogEntry] = {}
    for seq in range(1, _last_seq(connection, size) + 1):
        with contextlib.suppress(sqlite3.DatabaseError):
            row = connection.execute("SELECT line FROM entry WHERE seq = ?", (seq,)).fetchone()
            entry = read_entry(row[0]) if row and isinstance(row[0], str) else None
            if entry is not None:
                found[entry[0]] = entry[1]
    return found


def _last_seq(connection: sqlite3.Connection, size: int) -> int:
    most = size // _SMALLEST_LINE
    try:
        # A file cut short is refused as a whole unless SQLite is told that it is being repaired.
        connection.execute("PRAGMA writable_schema = ON")
        last = connection.execute("SELECT max(seq) FROM entry").fetchone()[0]
    except sqlite3.DatabaseError:
        return most
    return min(last, most) if isinstance(last, int) and last > 0 else most


def _read_notes(connection: sqlite3.Connection) -> dict[str, str]:
    found: dict[str, str] = {}
    with contextlib.suppress(sqlite3.DatabaseError):
        for (line,) in connection.execute("SELECT line FROM note"):
            note = read_note(line) if isinstance(line, str) else None
            if note is not None:
                found[note[0]] = note[1]
    return found


def free_damaged_name(path: Path) -> Path:
    """The first `….damaged-1`, `….damaged-2` … that is not taken."""
    number = 1
    while os.path.lexists(path.with_name(f"{path.name}.damaged-{number}")):
        number += 1
    return path.with_name(f"{path.name}.damaged-{number}")
