"""Which files were read before, by path, length and time, with the hash of their bytes: so that none is read again."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import NamedTuple

from selfeval.store.faults import sqlite_fault

_TABLE = """CREATE TABLE IF NOT EXISTS seen (
    path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, sha256 TEXT, key TEXT) WITHOUT ROWID"""
_MOST_WAITING = 200


class Stamp(NamedTuple):
    """A file as the folder lists it: length in bytes, time of the last change in ns."""

    size: int
    modified: int


class Seen:
    """The list; what a killed process had not written down is only read once more.

    Raises:
        SelfEvalError: F303, F304, F316 the list cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._waiting = path, 0
        try:
            self._connection = self._opened()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise sqlite_fault(error, path) from error
            # Half of a page is no list any more: without it every file is read once again, and nothing else is lost.
            path.unlink()
            self._connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, check_same_thread=False)  # a library's caller may
        try:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute(_TABLE)
            connection.execute("SELECT count(*) FROM seen").fetchone()
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def get(self, path: str, stamp: Stamp) -> tuple[str, str] | None:
        """Hash and key of the file as it was read, None where it was not, or has changed since."""
        try:
            found = self._connection.execute(
                "SELECT sha256, key FROM seen WHERE path = ? AND size = ? AND modified = ?", (_valid(path), *stamp)
            ).fetchone()
        except sqlite3.DatabaseError:
            return None
        return None if found is None else (str(found[0]), str(found[1]))

    def put(self, path: str, stamp: Stamp, sha256: str, key: str) -> None:
        """Note a file that was read."""
        try:
            self._connection.execute(
                "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?)", (_valid(path), *stamp, sha256, key)
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
    return path.encode("utf-8", "surrogateescape").decode("latin-1") if not path.isascii() else path
