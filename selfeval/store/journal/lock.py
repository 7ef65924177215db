"""One writer at a time: a lock of the operating system, which dies with its process however that ends."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.records import dataclass
from selfeval.store import places
from selfeval.store.sharing import file_mode

if TYPE_CHECKING:
    from filelock import BaseFileLock

_PATIENCE = 0.3
"""Seconds to wait for a window that is just closing."""

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL})
"""What drives without locks answer; whatever else is refused may be refused for this moment only."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the work open for writing: user, computer, process number, since when (ISO 8601 text)."""

    user: str
    host: str
    pid: int
    since: str

    def to_json(self) -> str:
        """As text for the journal's note."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | None) -> Holder | None:
        """From the journal's note; None if nobody is noted or the note is of no use."""
        try:
            found = json.loads(text or "null")
            return cls(str(found["user"]), str(found["host"]), int(found["pid"]), str(found["since"]))
        except (ValueError, TypeError, KeyError):
            return None


def this_process(user: str, since: str) -> Holder:
    """The holder that this process would be."""
    return Holder(user, socket.gethostname(), os.getpid(), since)


class WriterLock:
    """A lock that is held until `release`, or until the process ends.

    Attributes:
        path: the lock file, None where no lock could be made at all; then nothing keeps a second writer out except
            that each entry is one transaction.
    """

    def __init__(self, lock: BaseFileLock | None, path: Path | None) -> None:
        self._lock = lock
        self.path = path

    def held(self) -> bool:
        """Whether the lock file is still the one that is locked; deleted, it would let others in."""
        if self._lock is None or self.path is None:
            return True
        try:
            there = self.path.stat()
        except OSError:
            return False
        mine = getattr(getattr(self._lock, "_context", None), "lock_file_fd", None)
        return mine is None or os.name == "nt" or os.fstat(mine).st_ino == there.st_ino

    def release(self) -> None:
        """Let others write; harmless when called twice."""
        if self._lock is None or self.path is None:
            return
        if os.name != "nt" and self.held():
            # While still held, so that whoever waits for this very file notices that it is gone and makes a new one.
            with contextlib.suppress(OSError):
                self.path.unlink()
        with contextlib.suppress(OSError):
            self._lock.release()
        self._lock = None


def lock_of(journal: Path) -> Path:
    """Where the lock file of a journal lies, if one can be made there."""
    return journal.with_name(journal.name + ".lock")


def take(journal: Path, patience: float = _PATIENCE) -> WriterLock | None:
    """The lock on this journal, or another file of ours; None if somebody else keeps it for so many seconds.

    The lock file lies beside the journal; in the state folder where none can be made there (read-only folder, network
    drive without locks), which keeps out at least the other windows of this computer.
    """
    for path in _lock_files(journal):
        made = _made(path)
        try:
            lock = _locked(path, patience)
        except (OSError, NotImplementedError) as error:
            # One that was there before may be held by somebody, although it is as empty as every lock.
            if made and (isinstance(error, NotImplementedError) or error.errno in _NO_LOCKS):
                with contextlib.suppress(OSError):
                    path.unlink()
            continue
        return None if lock is None else WriterLock(lock, path)
    return WriterLock(None, None)


def _lock_files(journal: Path) -> Iterator[Path]:
    """Where its lock may lie, the best place first; each folder is there."""
    beside = lock_of(journal)
    if beside.parent.is_dir():  # a folder that is gone is not made anew for a lock
        yield beside
    substitute = places.twin(journal).with_suffix(".lock")
    places.ready(substitute.parent)
    yield substitute


def held_by_another(journal: Path) -> bool:
    """Whether somebody with more rights here has the work open: looked at without taking the lock for oneself."""
    try:
        import fcntl
    except ImportError:  # Windows, where whoever may read the file may also lock it
        return False
    try:
        descriptor = os.open(lock_of(journal), os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.access(journal, os.R_OK)
    except OSError:
        return False
    else:
        return False
    finally:
        os.close(descriptor)


def _made(path: Path) -> bool:
    """Make the lock file; whether that was done, and not by somebody else before."""
    mode = file_mode(path.parent)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode)
    except OSError:
        return False
    with contextlib.suppress(OSError, AttributeError, NotImplementedError):  # what umask takes away; not on Windows
        os.fchmod(descriptor, mode)
    os.close(descriptor)
    return True


def _locked(path: Path, patience: float) -> BaseFileLock | None:
    # Whoever only reads a work, as most commands do, need not wait for the library of locks.
    from filelock import FileLock, SoftFileLock, Timeout

    lock: BaseFileLock = FileLock(str(path), mode=file_mode(path.parent), thread_local=False)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            lock.acquire(timeout=patience)
    except Timeout as error:
        if isinstance(lock, SoftFileLock):
            raise NotImplementedError from error
        return None
    if isinstance(lock, SoftFileLock):
        # The mere existence of a file would outlive a killed process and shut the clerk out of the work for good.
        lock.release()
        raise NotImplementedError
    return lock
