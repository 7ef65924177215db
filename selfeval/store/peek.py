"""Looks into a journal without anybody noticing: no lock is taken, no note left, nothing repaired on disk."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from selfeval.store import database, salvage
from selfeval.store.database import State
from selfeval.store.faults import os_fault, sqlite_fault
from selfeval.store.journal import Journal
from selfeval.store.opening import Opened


def peek(path: Path, now: Callable[[], str]) -> Journal | None:
    """The journal at `path` for reading, whoever is writing it meanwhile; None if there is none.

    Of a damaged journal, what can be saved is read; the file stays as it is.

    Raises:
        SelfEvalError: F311 the file belongs to another program, F312 it is from a newer version of this one,
            F305, F316, F317 it cannot be read just now.
    """
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream:
            database.refuse_other_kinds(path, stream.read(16))
        connection = _connection(path)
        if database.judge(connection, path) is State.DAMAGED:
            connection.close()
            connection, recovered = salvage.from_bytes(path.read_bytes(), now)
            return Journal(Opened(connection, path, read_only=True, recovered=recovered))
    except sqlite3.Error as error:
        raise sqlite_fault(error, path) from error
    except OSError as error:
        raise os_fault(error, path) from error
    return Journal(Opened(connection, path, read_only=True))


def _connection(path: Path) -> sqlite3.Connection:
    """A read-only connection; where a killed writer left a half-done entry, one to a copy in which it is undone."""
    connection = database.connect(path, write=False)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_READONLY_ROLLBACK:
            return connection  # the caller judges what is wrong with it
        connection.close()
        return _rolled_back(path)
    except sqlite3.DatabaseError:
        return connection
    return connection


def _rolled_back(path: Path) -> sqlite3.Connection:
    with tempfile.TemporaryDirectory(prefix="selfeval-") as folder:
        copy = Path(folder) / "journal"
        shutil.copyfile(path, copy)
        shutil.copyfile(path.with_name(path.name + "-journal"), copy.with_name("journal-journal"))
        with contextlib.closing(database.connect(copy, write=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
            return database.loaded(connection.serialize())
