"""Which files were read before, by path, length and time, with the hash of their bytes: so that none is read again."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import NamedTuple, Self

from selfeval.store import sqlite_file
from selfeval.store.faults import os_fault, sqlite_fault

_TABLE = """CREATE TABLE IF NOT EXISTS seen (
    path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, sha256 TEXT) WITHOUT ROWID"""
_MOST_WAITING = 200
_WAIT = 5.0
"""Seconds that another program, such as a virus scanner, may have the file."""
_MOST = 2**63 - 1
"""What a whole number of the list, of the tables and of other programs may be; a file of the year 2263 has more ns."""


class Stamp(NamedTuple):
    """A file as the folder lists it: length in bytes, time of the last change in ns."""

    size: int
    modified: int

    @classmethod
    def at(cls, size: int, modified: int) -> Self:
        """A file of this length and time, as near to them as whole numbers of 64 bits are."""
        return cls(min(size, _MOST), max(min(modified, _MOST), -_MOST))

    @classmethod
    def of(cls, state: os.stat_result) -> Self:
        """A file as the system describes it."""
        return cls.at(state.st_size, state.st_mtime_ns)


class Seen:
    """The list; what a killed process had not written down is only read once more.

    Raises:
        SelfEvalError: F303 … F305, F316 the list cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._waiting = path, 0
        try:
            self._connection = self._opened()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise sqlite_fault(error, path) from error
            # Half of a page is no list any more: without it every file is read once again, and nothing else is lost.
            try:
                path.unlink()
                self._connection = self._opened()
            except OSError as refusal:
                raise os_fault(refusal, path) from refusal
            except sqlite3.Error as again:
                raise sqlite_fault(again, path) from again

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite_file.opened(self._path, "rwc", seconds=_WAIT)
        try:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute(_TABLE)
            connection.execute("SELECT count(*) FROM seen").fetchone()
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def get(self, path: str, stamp: Stamp) -> str | None:
        """Hash of the file as it was read, None where it was not, or has changed since."""
        try:
            found = self._connection.execute(
                "SELECT sha256 FROM seen WHERE path = ? AND size = ? AND modified = ?", (_valid(path), *stamp)
            ).fetchone()
        except sqlite3.DatabaseError:
            return None
        return None if found is None else str(found[0])

    def put(self, path: str, stamp: Stamp, sha256: str) -> None:
        """Note a file that was read."""
        try:
            self._connection.execute(
                "INSERT OR REPLACE INTO seen (path, size, modified, sha256) VALUES (?, ?, ?, ?)",
                (_valid(path), *stamp, sha256),
            )
            self._waiting += 1
            if self._waiting >= _MOST_WAITING:
                self._connection.commit()
                self._waiting = 0
        except sqlite3.Error as error:
            raise sqlite_fault(error, self._path) from error

    def close(self) -> None:
        """Write down what waits, as far as that is possible."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.commit()
        self._connection.close()


def _valid(path: str) -> str:
    """A path as SQLite can hold it; a name that is no valid text keeps its bytes apart from every other."""
    return path.encode("utf-8", "surrogatepass").decode("latin-1") if not path.isascii() else path
