"""A reviewer's marks on the projects of a batch: each on the disk before it is shown, none ever written over."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from selfeval.core.review.overview import Mark, MarkKind
from selfeval.store import sqlite_file
from selfeval.store.faults import sqlite_fault

_TABLE = """CREATE TABLE IF NOT EXISTS marks (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, sha256 TEXT NOT NULL, mark TEXT NOT NULL,
    remark TEXT NOT NULL, findings INTEGER NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0)"""
_ALL = "SELECT number, key, sha256, mark, remark, findings, who, at, undone FROM marks ORDER BY number"
_WAIT = 10.0
"""Seconds that another window may take to write."""


class Marks:
    """The marks of one folder. Two windows may add to them; each sees the other's when it looks again.

    Raises:
        SelfEvalError: F303 … F305, F316 they cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mine: list[int] = []
        try:
            self._connection = sqlite_file.opened(path, "rwc", seconds=_WAIT)
        except sqlite3.Error as error:
            raise sqlite_fault(error, path) from error
        try:
            self._connection.execute(_TABLE)
            self._connection.commit()
        except sqlite3.Error as error:
            self._connection.close()
            raise sqlite_fault(error, path) from error

    def now(self) -> dict[str, Mark]:
        """The mark that holds for each key."""
        try:
            found = self._connection.execute(_ALL).fetchall()
        except sqlite3.Error as error:
            raise sqlite_fault(error, self._path) from error
        held = {
            key: Mark(key, sha256, MarkKind(mark), remark, bool(findings), who, at)
            for _, key, sha256, mark, remark, findings, who, at, undone in found
            if not undone
        }
        return {key: mark for key, mark in held.items() if mark.mark}

    def add(self, mark: Mark) -> None:
        """Write one mark down."""
        try:
            with self._connection:
                cursor = self._connection.execute(
                    "INSERT INTO marks (key, sha256, mark, remark, findings, who, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    mark,
                )
        except sqlite3.Error as error:
            raise sqlite_fault(error, self._path) from error
        assert cursor.lastrowid is not None
        self._mine.append(cursor.lastrowid)

    def undo(self) -> str | None:
        """Take back the last mark that was made here; the key of its project, None where there is none."""
        if not self._mine:
            return None
        try:
            with self._connection:
                number = self._mine[-1]
                self._connection.execute("UPDATE marks SET undone = 1 WHERE number = ?", [number])
                found = self._connection.execute("SELECT key FROM marks WHERE number = ?", [number]).fetchone()
        except sqlite3.Error as error:
            raise sqlite_fault(error, self._path) from error
        self._mine.pop()
        return str(found[0])

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
