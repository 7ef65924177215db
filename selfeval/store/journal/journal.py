"""The journal: everything that was ever entered about one workbook, each entry on disk before it counts.

One SQLite file with `journal_mode=DELETE` and `synchronous=EXTRA`: no `-wal` or `-shm` file lies beside the clerk's
workbook, which also makes it safe on a network drive, and an entry has reached the disk, folder entry included, when
`append` returns. Rows are only ever added; undoing something is a row like any other.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from selfeval.core.model import Department
from selfeval.core.problems import Problem, SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.store import atomic
from selfeval.store.faults import shown, sqlite_fault
from selfeval.store.journal import kept_workbook, restoration
from selfeval.store.journal.lines import LogEntry, entry_line, note_line, read_entry, read_note
from selfeval.store.journal.lock import take
from selfeval.store.journal.opening import HOLDER, Opened, faults, open_journal, writer
from selfeval.store.sharing import file_mode

_CACHED = "workbook"
_BEFORE = "workbook before"


@dataclass(frozen=True, slots=True)
class Cached:
    """The workbook as it was read, so that going on with the work needs no second reading.

    Attributes:
        sha256: hash of the workbook's bytes, in hexadecimal.
        size: its length in bytes.
        mtime_ns: its time of change, in nanoseconds.
    """

    department: Department
    problems: tuple[Problem, ...]
    sha256: str
    size: int
    mtime_ns: int


class Journal:
    """An open journal; use it as a context manager or call `close`. It may be used from any thread.

    Attributes:
        path: the file; in the state folder if the wanted folder is not writable.
        read_only: somebody else has the work open, so that nothing can be entered here.
        holder: who that is, None if it is not known.
        volatile: nothing can be written anywhere; entries live in memory until the program ends.
        recovered: what was saved, if the file was found damaged just now.
        set_aside: where a rollback journal is kept that lay beside the file and was not its own, None if none did.
    """

    def __init__(self, opened: Opened) -> None:
        self._connection = opened.connection
        self._lock = opened.lock
        self._guard = threading.RLock()
        self._open = True
        self.path = opened.path
        self.read_only = opened.read_only
        self.volatile = opened.volatile
        self.holder = opened.holder
        self.recovered = opened.recovered
        self.set_aside = opened.set_aside
        self._held = None if opened.read_only or opened.volatile else restoration.held(opened.connection)

    @classmethod
    def open(cls, path: Path, *, who: str, now: Callable[[], str]) -> Self:
        """Open the journal at `path`, or make it; `who` and `now` (ISO 8601 text) go into it.

        Where somebody else has it open, it is opened for reading. A damaged file is kept as `….damaged-1` and what can
        be saved is saved. Where `path` cannot be written, the journal goes on in the state folder, else in memory.

        Raises:
            SelfEvalError: F311 the file belongs to another program, F312 it is from a newer version of this one,
                F303 … F305 or F316 … F318 the drive refuses.
        """
        return cls(open_journal(path, who, now))

    @property
    def lets_others_in(self) -> bool:
        """Whether only the windows of this computer are kept out, because no lock can be kept beside the file."""
        return self._lock is not None and (self._lock.path is None or self._lock.path.parent != self.path.parent)

    def append(self, entry: LogEntry) -> None:
        """Add one entry; it is on disk when this returns, and not in the file at all if this raises.

        Raises:
            SelfEvalError: F313 the journal is read-only; F303 disk full, F316 drive error, F317 busy, F318 moved.
        """
        with self._writing():
            last = self._connection.execute("SELECT coalesce(max(seq), 0) FROM entry").fetchone()[0]
            if self._held is not None and last != len(self._held.entries):
                raise self._other_entries()
            line = entry_line(last + 1, entry)
            self._connection.execute("INSERT INTO entry VALUES (?, ?)", (last + 1, line))
        if self._held is not None:
            self._held.entries.append(line)

    def entries(self) -> list[LogEntry]:
        """All entries in order, also those that another window has added meanwhile."""
        found = []
        for (line,) in self._rows("SELECT line FROM entry ORDER BY seq"):
            read = read_entry(line)
            if read is None:
                raise sqlite_fault(sqlite3.DatabaseError("an entry is damaged"), self.path)
            found.append(read[1])
        return found

    def freed(self) -> bool:
        """Whether nobody has the work open any more that was open elsewhere when this reader was opened."""
        taken = take(self.path, 0) if self.read_only else None
        if taken is not None:
            taken.release()
        return taken is not None

    def intact(self) -> bool:
        """Whether everything that this window entered lies on the disk; one that enters nothing has nothing there."""
        return self._held is None or restoration.holds(self.path, self._held)

    def put_back(self) -> Path | None:
        """Write the file again from what this window holds; gives where what lay there is kept, if anything did.

        Raises:
            SelfEvalError: F303 … F305 the drive refuses, F313 somebody else has the work open by now, F316 … F318 the
                new file cannot be opened. What lay there is then still there.
        """
        with self._guard, faults(self.path):
            self.path.parent.stat()  # a drive that is gone is not made up for: nobody would look for a new folder
            if self._held is None or not self._locked():
                raise self._refusal()
            lost = not restoration.holds(self.path, self._held)
            aside = restoration.keep_aside(self.path) if lost else None
            # An open file cannot be replaced on Windows; and a copy of itself in its place is not the one that is open.
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            if lost:
                atomic.write_bytes(
                    self.path, restoration.image(self._held), overwrite=True, mode=file_mode(self.path.parent)
                )
            self._connection = writer(self.path)
        return aside

    def _locked(self) -> bool:
        """Whether nobody else may write; a lock whose file was deleted is taken anew, else only reading is left."""
        if self._lock is not None and not self._lock.held():
            self._lock.release()
            self._lock = take(self.path, 0)
        self.read_only = self.read_only or self._lock is None
        return self._lock is not None

    def _other_entries(self) -> SelfEvalError:
        """What to raise where the file has more or fewer entries than this window knows of."""
        if self._held is None or not restoration.holds(self.path, self._held):
            return sqlite_fault(sqlite3.DatabaseError("not the entries of this work"), self.path)
        self.read_only = True  # somebody else went on with it: they are to be read first
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        return self._refusal()

    def meta(self, key: str) -> str | None:
        """The note under this key, None if there is none."""
        rows = self._rows("SELECT line FROM note WHERE key = ?", key)
        note = read_note(rows[0][0]) if rows else None
        return note[1] if note else None

    def set_meta(self, key: str, value: str) -> None:
        """Keep a note about the whole work under this key, instead of the one before; errors as for `append`."""
        line = note_line(key, value)
        with self._writing():
            self._connection.execute("REPLACE INTO note VALUES (?, ?)", (key, line))
        if self._held is not None:
            self._held.notes[key] = line

    def put_department(
        self, department: Department, problems: tuple[Problem, ...], sha256: str, size: int, mtime_ns: int
    ) -> None:
        """Keep the workbook as read; errors as for `append`."""
        self._keep(_CACHED, kept_workbook.notes(_CACHED, department, problems, sha256, size, mtime_ns))

    def put_before(self, department: Department) -> None:
        """Keep the workbook as it was before it changed; errors as for `append`."""
        self._keep(_BEFORE, kept_workbook.notes(_BEFORE, department, ()))

    def _keep(self, key: str, notes: kept_workbook.Notes) -> None:
        rows = [(name, note_line(name, text)) for name, text in notes]
        with self._writing():
            first = kept_workbook.parts(key)
            self._connection.execute("DELETE FROM note WHERE substr(key, 1, ?) = ?", (len(first), first))
            self._connection.executemany("REPLACE INTO note VALUES (?, ?)", rows)
        if self._held is not None:
            old = {name for name in self._held.notes if name.startswith(first)}
            self._held.notes = {name: line for name, line in self._held.notes.items() if name not in old} | dict(rows)

    def before(self) -> Department | None:
        """The workbook before its last change, None if there is none or another version of the program kept it."""
        found = kept_workbook.read(_BEFORE, self.meta)
        return found[0] if found else None

    def cached(self) -> Cached | None:
        """The workbook as kept, None if there is none or another version of the program has kept it."""
        match kept_workbook.read(_CACHED, self.meta):
            case (department, problems, (str(sha256), int(size), int(mtime_ns))):
                return Cached(department, problems, sha256, size, mtime_ns)
        return None

    def close(self) -> None:
        """Close the file and let others write; harmless when called twice."""
        with self._guard:
            if not self._open:
                return
            self._open = False
            if self._lock is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("DELETE FROM note WHERE key = ?", (HOLDER,))
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _rows(self, query: str, *values: str) -> list[tuple[str, ...]]:
        with self._guard:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise sqlite_fault(error, self.path) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: all of it is on disk at the end, or none of it is in the file."""
        if self.read_only or (self._held is not None and not self._locked()):
            raise self._refusal()
        with self._guard:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                self._roll_back()
                raise sqlite_fault(error, self.path) from error
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        with contextlib.suppress(sqlite3.Error):  # rolled back already, or closed; the first error counts
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _refusal(self) -> SelfEvalError:
        hint = msg("Close it there, then open it here again; meanwhile you can look and export.")
        if self.holder is None:
            sentence = msg("The work file {path} is open in another window.", path=shown(self.path))
        else:
            sentence = msg(
                "{user} has this work open on the computer {host} since {since}.",
                user=self.holder.user,
                host=self.holder.host,
                since=self.holder.since,
            )
        return SelfEvalError(msg("Read-only"), sentence, hint, "F313")
