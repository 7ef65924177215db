"""Opens a journal one way or another: for writing, for reading beside the writer, or in memory as a last resort."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from selfeval.core.problems import SelfEvalError
from selfeval.core.records import dataclass
from selfeval.store import atomic, places
from selfeval.store.faults import os_fault, sqlite_fault
from selfeval.store.journal import database, rollback, salvage
from selfeval.store.journal.database import State
from selfeval.store.journal.lines import note_line, read_note
from selfeval.store.journal.lock import Holder, WriterLock, held_by_another, take, this_process
from selfeval.store.journal.rollback import reader
from selfeval.store.sharing import PRIVATE, file_mode

HOLDER = "holder"
"""Key of the note that says who has the work open."""

_LOOKS = 20
_PAUSE = 0.05
"""Seconds between two looks for a journal that its writer is just making."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open journal file.

    Attributes:
        path: where it lies; not where it was asked for if that folder is not writable.
        lock: the writer's lock, None for readers and journals in memory.
        holder: who has it, for readers.
        volatile: it is in memory only.
        recovered: what was saved, if the file was damaged.
        set_aside: where a rollback journal is kept that was not this file's own.
    """

    connection: sqlite3.Connection
    path: Path
    lock: WriterLock | None = None
    read_only: bool = False
    volatile: bool = False
    holder: Holder | None = None
    recovered: salvage.Recovery | None = None
    set_aside: Path | None = None


def open_journal(path: Path, who: str, now: Callable[[], str]) -> Opened:
    """See `Journal.open`."""
    database.refuse_link(path)
    substitute = places.twin(path)
    if path.parent == substitute.parent:
        places.ready(path.parent)  # `journal_path` names the state folder before anything has made it
    if _writable(path):
        return _for_writing(path, who, now)
    if held_by_another(path):
        return _for_reading(path, now)
    data = _bytes_of(path)
    if path.parent != substitute.parent and places.ready(substitute.parent):
        if data is not None:
            _check_kind(path, data)
            _seed(substitute, data)
        return _for_writing(substitute, who, now)
    return _in_memory(path, data, now)


def _seed(substitute: Path, data: bytes) -> None:
    """Put a copy of the unwritable journal into its substitute, unless work was entered there that it does not hold."""
    taken = take(substitute)
    if taken is None:
        return
    try:
        own = _bytes_of(substitute)
        if own is None or _lines(own) == _lines(data)[: len(_lines(own))]:
            atomic.write_bytes(substitute, data, overwrite=own is not None, mode=PRIVATE)
    finally:
        taken.release()


def _lines(data: bytes) -> list[tuple[object, ...]]:
    try:
        with contextlib.closing(database.loaded(data)) as connection:
            return connection.execute("SELECT line FROM entry ORDER BY seq").fetchall()
    except sqlite3.DatabaseError:
        return [(None,)]  # damaged: like no other, so that it stays until it has been saved


def _for_writing(path: Path, who: str, now: Callable[[], str]) -> Opened:
    taken = take(path)
    if taken is None:
        return _for_reading(path, now)
    try:
        if not os.path.lexists(path):
            atomic.write_bytes(path, database.empty(), overwrite=False, mode=file_mode(path.parent))
        connection, recovered, set_aside = _sound(path, now)
        with contextlib.suppress(sqlite3.Error):  # a full disk must not keep anyone from looking at the work
            holder = this_process(who, now()).to_json()
            connection.execute("REPLACE INTO note VALUES (?, ?)", (HOLDER, note_line(HOLDER, holder)))
    except BaseException:
        taken.release()
        raise
    return Opened(connection, path, lock=taken, recovered=recovered, set_aside=set_aside)


def _sound(path: Path, now: Callable[[], str]) -> tuple[sqlite3.Connection, salvage.Recovery | None, Path | None]:
    """A connection for writing to a sound file of this work's own, what was saved for that, and what was put aside."""
    with faults(path):
        database.refuse_other_kinds(path)
        set_aside = rollback.settle(path)
        if path.stat().st_nlink > 1:  # a backup by links: an entry would stand in it as well
            atomic.write_bytes(path, path.read_bytes(), overwrite=True, mode=file_mode(path.parent))
        connection = writer(path)
        if _judged(connection, path) is State.SOUND:
            return connection, None, set_aside
        connection.close()
        recovered = salvage.rescue(path, now)
        return writer(path), recovered, set_aside


def writer(path: Path) -> sqlite3.Connection:
    """A connection for writing, of which each transaction is on the disk once it is over."""
    connection = database.connect(path, write=True)
    with contextlib.suppress(sqlite3.DatabaseError):  # on a damaged file; `judge` comes next and finds out
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = EXTRA")
    return connection


def _judged(connection: sqlite3.Connection, path: Path) -> State:
    try:
        return database.judge(connection, path)
    except SelfEvalError:
        connection.close()
        raise


def _for_reading(path: Path, now: Callable[[], str]) -> Opened:
    for _ in range(_LOOKS):
        if path.exists():
            break
        time.sleep(_PAUSE)
    else:
        return Opened(database.in_memory(), path, read_only=True)
    with faults(path):
        database.refuse_other_kinds(path)
        connection = reader(path)
        recovered = None
        if _judged(connection, path) is State.DAMAGED:
            connection.close()
            connection, recovered = salvage.from_bytes(path.read_bytes(), now)
        row = connection.execute("SELECT line FROM note WHERE key = ?", (HOLDER,)).fetchone()
    note = read_note(row[0]) if row else None
    holder = Holder.from_json(note[1]) if note else None
    return Opened(connection, path, read_only=True, holder=holder, recovered=recovered)


def _in_memory(path: Path, data: bytes | None, now: Callable[[], str]) -> Opened:
    if data is None:
        return Opened(database.in_memory(), path, volatile=True)
    state = _check_kind(path, data)
    if state is State.SOUND:
        return Opened(database.loaded(data), path, volatile=True)
    connection, recovered = salvage.from_bytes(data, now)
    return Opened(connection, path, volatile=True, recovered=recovered)


def _check_kind(path: Path, data: bytes) -> State:
    database.refuse_kind(path, data)
    with contextlib.closing(database.loaded(data)) as connection:
        return database.judge(connection, path)


def _writable(path: Path) -> bool:
    return places.writable(path.parent) and (not os.path.lexists(path) or os.access(path, os.W_OK))


def _bytes_of(path: Path) -> bytes | None:
    """The bytes of a journal that cannot be written, without a half-done entry; None where it cannot be read."""
    try:
        if path.exists():
            database.refuse_other_kinds(path)
        return (rollback.undone(path) if rollback.hot(path) else None) or path.read_bytes()
    except OSError:
        return None


@contextlib.contextmanager
def faults(path: Path) -> Iterator[None]:
    """What the system or SQLite refuses meanwhile, as a `SelfEvalError` about this file."""
    try:
        yield
    except sqlite3.Error as error:
        raise sqlite_fault(error, path) from error
    except OSError as error:
        raise os_fault(error, path) from error
