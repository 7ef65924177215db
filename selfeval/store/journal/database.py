"""The journal's SQLite file: its schema, how it is opened, and whether a file is ours and sound.

Tables:
    entry: seq (1, 2, 3, … without gaps), line (a sealed line, see `lines.py`).
    note: key, line (a sealed line).
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
from collections.abc import Iterable
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from selfeval.core.problems import SelfEvalError, msg
from selfeval.store import sqlite_file
from selfeval.store.faults import shown, sqlite_fault
from selfeval.store.journal.lines import read_entry, read_note

APPLICATION_ID = 0x53454C46
"""`SELF`, in the header of every journal."""

VERSION = 1
PAGE = 4096
_BUSY_SECONDS = 2.0
"""How long an entry waits for another program, such as a virus scanner; the screen waits with it."""

MOST_BYTES = 1 << 29
"""A file larger than this (512 MiB) is no journal: a hundred thousand entries take a tenth of it."""

_PLAUSIBLE_VERSIONS = 1000
_TABLES = {"entry", "note"}
_SCHEMA = f"""
PRAGMA page_size = {PAGE};
PRAGMA auto_vacuum = NONE;
PRAGMA encoding = 'UTF-8';
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
CREATE TABLE entry (seq INTEGER PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE note (key TEXT PRIMARY KEY, line TEXT NOT NULL) WITHOUT ROWID;
"""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR}
_OTHER_KINDS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
"""First bytes of workbooks, documents and pictures: they are never treated as a damaged journal."""


class _Connection(sqlite3.Connection):
    """A connection for which a damaged file is damaged, also where SQLite's word about it is no text any more."""

    def execute(self, *words: Any) -> sqlite3.Cursor:  # noqa: ANN401 - what SQLite takes
        try:
            return super().execute(*words)
        except UnicodeDecodeError as error:
            damage = sqlite3.DatabaseError("the description of the tables is damaged")
            damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise damage from error


class State(Enum):
    """What a file turned out to be."""

    SOUND = "sound"
    DAMAGED = "damaged"


def in_memory(entries: Iterable[tuple[int, str]] = (), notes: Iterable[tuple[str, str]] = ()) -> sqlite3.Connection:
    """A journal in memory with these lines."""
    connection = _tuned(sqlite3.connect(":memory:", check_same_thread=False, factory=_Connection))
    connection.executescript(_SCHEMA)
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO entry VALUES (?, ?)", entries)
    connection.executemany("INSERT INTO note VALUES (?, ?)", notes)
    connection.execute("COMMIT")
    return connection


@cache
def empty() -> bytes:
    """The bytes of a journal without entries."""
    with contextlib.closing(in_memory()) as connection:
        return connection.serialize()


def loaded(data: bytes) -> sqlite3.Connection:
    """A connection to a copy of these bytes in memory, whatever they are."""
    connection = _tuned(sqlite3.connect(":memory:", check_same_thread=False, factory=_Connection))
    if data:
        connection.deserialize(data)
    return connection


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open an existing file, which may be anything; `sqlite3.Error` if it cannot be opened."""
    return _tuned(sqlite_file.opened(path, "rw" if write else "ro", seconds=_BUSY_SECONDS, factory=_Connection))


def judge(connection: sqlite3.Connection, path: Path) -> State:
    """Whether the file is a sound journal.

    Raises:
        SelfEvalError: F311 it belongs to another program, F312 it was made by a newer version, F316/F317 it could not
            be read just now.
    """
    try:
        return _judged(connection, path)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
            raise sqlite_fault(error, path) from error
        return State.DAMAGED


def sound(connection: sqlite3.Connection) -> bool:
    """Whether the file is a sound journal of this version, without a word about why not."""
    try:
        return _judged(connection, Path()) is State.SOUND
    except (sqlite3.DatabaseError, SelfEvalError):
        return False


def refuse_other_kinds(path: Path) -> None:
    """See to it that only what may be a journal is opened.

    Raises:
        SelfEvalError: F311 the file begins like a workbook, a document or a picture, or is no plain file; F319 it is
            larger than any work file. `OSError` where it cannot be read.
    """
    found = path.stat()
    if stat.S_ISREG(found.st_mode) and found.st_size <= MOST_BYTES:
        with path.open("rb") as stream:
            refuse_kind(path, stream.read(16))
    elif stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    elif stat.S_ISREG(found.st_mode):
        raise SelfEvalError(
            msg("Work file too large"),
            msg("{path} has {size} MB; no work file has so much.", path=shown(path), size=found.st_size // 10**6),
            msg("Rename or move it, then open the workbook again; the file was not changed."),
            "F319",
        )
    else:
        raise _foreign(path)


def refuse_kind(path: Path, head: bytes) -> None:
    """F311 in a `SelfEvalError` if the first bytes are those of a workbook, a document or a picture."""
    if head.startswith(_OTHER_KINDS):
        raise _foreign(path)


def refuse_link(path: Path) -> None:
    """F311 in a `SelfEvalError` if a symbolic link stands in the journal's place: what it leads to is not written."""
    if path.is_symlink():
        raise SelfEvalError(
            msg("Not a work file"),
            msg("{path} is only a link to another file; entries are never written through one.", path=shown(path)),
            msg("Take the link away, then open the workbook again; nothing was changed."),
            "F311",
        )


def _judged(connection: sqlite3.Connection, path: Path) -> State:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if application != APPLICATION_ID:
        # An empty file of SQLite's is what is left of a journal cut to nothing; with our tables, its header is damaged.
        if tables and not tables >= _TABLES:
            raise _foreign(path)
        return State.DAMAGED
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if VERSION < version < _PLAUSIBLE_VERSIONS:
        raise SelfEvalError(
            msg("Newer work file"),
            msg("{path} was made by a newer version of this program.", path=shown(path)),
            msg("Install the newer version; the file was not changed."),
            "F312",
        )
    sound = version == VERSION and _schema(connection) == _own_schema()
    sound = sound and connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    return State.SOUND if sound and _lines_sound(connection) else State.DAMAGED


def _schema(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    """All there is in the file: a trigger or a view among it would do something with the next entry."""
    return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


@cache
def _own_schema() -> set[tuple[str, ...]]:
    with contextlib.closing(in_memory()) as connection:
        return _schema(connection)


def _lines_sound(connection: sqlite3.Connection) -> bool:
    rows = connection.execute("SELECT seq, line FROM entry ORDER BY seq")
    for expected, (seq, line) in enumerate(rows, start=1):
        found = read_entry(line) if isinstance(line, str) else None
        if found is None or not seq == found[0] == expected:
            return False
    for key, line in connection.execute("SELECT key, line FROM note"):
        note = read_note(line) if isinstance(line, str) else None
        if note is None or note[0] != key:
            return False
    return True


def _foreign(path: Path) -> SelfEvalError:
    return SelfEvalError(
        msg("Not a work file"),
        msg("{path} is a file of another program, not a work file of selfeval.", path=shown(path)),
        msg("Rename or move it, then open the workbook again; the file was not changed."),
        "F311",
    )


def _tuned(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.isolation_level = None  # whoever writes begins and ends each transaction
    # Bytes of a damaged page need not be UTF-8: they must reach the seal check, not stop the reading.
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection
