"""Looks into a journal without anybody noticing: no lock is taken, no note left, nothing repaired on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from selfeval.store.faults import os_fault, sqlite_fault
from selfeval.store.journal import database, salvage
from selfeval.store.journal.database import State
from selfeval.store.journal.journal import Journal
from selfeval.store.journal.opening import Opened
from selfeval.store.journal.rollback import reader


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
        database.refuse_other_kinds(path)
        connection = reader(path)
        if database.judge(connection, path) is State.DAMAGED:
            connection.close()
            connection, recovered = salvage.from_bytes(path.read_bytes(), now)
            return Journal(Opened(connection, path, read_only=True, recovered=recovered))
    except sqlite3.Error as error:
        raise sqlite_fault(error, path) from error
    except OSError as error:
        raise os_fault(error, path) from error
    return Journal(Opened(connection, path, read_only=True))
