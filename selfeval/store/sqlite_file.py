"""Opens SQLite files on whatever drive they lie: where the drive knows no locks, without them.

Some network drives refuse every lock. SQLite then calls the file busy, or the drive broken, and opens nothing; whoever
keeps others out (`journal/lock.py`) has a lock of its own elsewhere by then.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from selfeval.store.leftovers import temporary_name

_LOCK_REFUSED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL}
"""Families of what SQLite says where a lock is not to be had, for whatever reason."""
_PRIMARY = 0xFF


def opened(
    path: Path, mode: str, *, seconds: float, factory: type[sqlite3.Connection] = sqlite3.Connection
) -> sqlite3.Connection:
    """A connection for any thread.

    Args:
        path: the file, which may be anything.
        mode: `ro`, `rw`, or `rwc` where it may be made.
        seconds: how long each step waits for another program.
        factory: the class of the connection.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    connection = _connected(path, f"mode={mode}", seconds, factory)
    if _is_refused(connection, mode, seconds) and not _knows_locks(path.parent):
        connection.close()
        return _connected(path, f"mode={mode}&nolock=1", seconds, factory)
    return connection


def _connected(path: Path, settings: str, seconds: float, factory: type[sqlite3.Connection]) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{address(path)}?{settings}",
        uri=True,
        check_same_thread=False,
        timeout=seconds,
        factory=factory,
    )


def _is_refused(connection: sqlite3.Connection, mode: str, seconds: float) -> bool:
    """Whether a lock is not to be had just now; whatever else is wrong with the file, others will find out."""
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("SELECT 1 FROM sqlite_master" if mode == "ro" else "BEGIN IMMEDIATE").close()
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _LOCK_REFUSED
    finally:
        with contextlib.suppress(sqlite3.Error):
            connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
    return False


def _knows_locks(folder: Path) -> bool:
    """Whether a file that nobody else can know of can be locked in this folder; yes where none can be made."""
    probe = temporary_name(folder)
    try:
        with contextlib.closing(_connected(probe, "mode=rwc", 0, sqlite3.Connection)) as connection:
            connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorcode", 0) & _PRIMARY not in _LOCK_REFUSED
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)
    return True


def address(path: Path) -> str:
    """The path as SQLite takes it with settings behind it, on every system."""
    name = quote(os.fsencode(path.absolute().as_posix()), safe="/:")
    if name.startswith("//"):  # \\server\share: SQLite takes no host in the address
        return "file://" + name
    return "file:" + name if name.startswith("/") else "file:/" + name
