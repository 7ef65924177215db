"""The rollback journal beside a work file: SQLite's note of how to undo a half-done entry.

SQLite plays whatever lies in that place into the file, whosever it is. So, before the file is opened for writing, it is
made sure that it is a plain file of this work's own.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import tempfile
from pathlib import Path

from selfeval.store import atomic
from selfeval.store.journal import database, salvage
from selfeval.store.journal.lines import read_entry
from selfeval.store.sharing import PRIVATE

_HOT = bytes.fromhex("d9d505f920a163d7")
"""First bytes of a rollback journal that is still to be played back."""


def rollback_of(path: Path) -> Path:
    """Where SQLite keeps the rollback journal of the file at `path`."""
    return path.with_name(path.name + "-journal")


def hot(path: Path) -> bool:
    """Whether a half-done entry waits to be undone in the file at `path`."""
    try:
        with rollback_of(path).open("rb") as stream:
            return stream.read(len(_HOT)) == _HOT
    except OSError:
        return False


def undone(path: Path) -> bytes | None:
    """The bytes of the file at `path` without its half-done entry; the file itself stays as it is.

    None where SQLite cannot play the rollback journal back. `OSError` where one of the two cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="selfeval-") as folder:
        copy = Path(folder) / "work"
        shutil.copyfile(path, copy)
        shutil.copyfile(rollback_of(path), rollback_of(copy))
        try:
            with contextlib.closing(database.connect(copy, write=True)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master")
                return connection.serialize()
        except sqlite3.Error:
            return None


def reader(path: Path) -> sqlite3.Connection:
    """A read-only connection; where a killed writer left a half-done entry, one to a copy in which it is undone."""
    connection = database.connect(path, write=False)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_READONLY_ROLLBACK:
            return connection  # the caller judges what is wrong with it
        connection.close()
        data = undone(path)
        return database.loaded(path.read_bytes() if data is None else data)
    except sqlite3.DatabaseError:
        return connection
    return connection


def settle(path: Path) -> Path | None:
    """Put aside what lies in the rollback journal's place but is not this work's own; where, None if nothing was.

    Raises:
        OSError: it cannot be put aside; then the file must not be opened for writing.
    """
    beside = rollback_of(path)
    try:
        found = beside.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISREG(found.st_mode) and (not hot(path) or _own(path)):
        if found.st_nlink > 1:  # what SQLite writes into it would stand in the other file of that name as well
            atomic.write_bytes(beside, beside.read_bytes(), overwrite=True, mode=PRIVATE)
        return None
    kept = salvage.free_damaged_name(path)
    kept = kept.with_name(kept.name + "-journal")
    os.rename(beside, kept)  # noqa: PTH104 - a link is to be moved itself, not what it leads to
    return kept


def _own(path: Path) -> bool:
    """Whether playing it back leaves a sound file, and takes away at most the last entry."""
    after = undone(path)
    if after is None:
        return False
    with contextlib.closing(database.loaded(after)) as connection:
        if not database.sound(connection):
            return False
        lines = connection.execute("SELECT line FROM entry ORDER BY seq").fetchall()
    left = dict(filter(None, (read_entry(line) for (line,) in lines)))
    found = salvage.entries_in(path.read_bytes())
    return max(found, default=0) <= len(left) + 1 and all(
        left[number] == entry for number, entry in found.items() if number in left
    )
