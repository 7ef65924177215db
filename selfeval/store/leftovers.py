"""Half-written files that a killed program left beside its outputs: told from those being written, and taken away."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from selfeval.core.patterns import lazy

_NAME = lazy(r"\.~selfeval-[0-9a-f]{12}\.tmp")
_SETTLED = 10.0
"""Seconds since the last change: whoever makes such a file has locked it by then."""

_ABANDONED = 3600.0
"""Seconds after which a file is taken for left over where a drive knows no locks."""

_MOST_ENTRIES = 100_000


def temporary_name(folder: Path) -> Path:
    """A name for a file that is being written into this folder; nobody else has it."""
    return folder / f".~selfeval-{os.urandom(6).hex()}.tmp"


def claim(descriptor: int) -> None:
    """Lock a file that is being written, for as long as it is open, however the program ends."""
    try:
        import fcntl
    except ImportError:  # Windows, where nobody can take away a file that is open
        return
    with contextlib.suppress(OSError):  # a drive without locks
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def leftovers(folder: Path) -> list[Path]:
    """Files in this folder that this user's program began to write and never will finish.

    By their name, the user, their being plain files (links are none), and by nobody's having them open.
    """
    found = []
    with contextlib.suppress(OSError):
        found = [path for path in _named(folder) if _is_left(path)]
    return found


def sweep(folder: Path) -> None:
    """Take away what `leftovers` finds; what cannot be taken away stays, and is in nobody's way."""
    for path in leftovers(folder):
        with contextlib.suppress(OSError):
            path.unlink()


def _named(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in islice(entries, _MOST_ENTRIES):
            if _NAME.fullmatch(entry.name):
                yield folder / entry.name


def _is_left(path: Path) -> bool:
    try:
        before = path.lstat()
        age = time.time() - before.st_mtime
        own = not hasattr(os, "geteuid") or before.st_uid == os.geteuid()
        if not (stat.S_ISREG(before.st_mode) and own and age >= _SETTLED):
            return False
        return age >= _ABANDONED if (free := _is_free(path, before)) is None else free
    except OSError:
        return False


def _is_free(path: Path, before: os.stat_result) -> bool | None:
    """Whether nobody writes the file; None where the drive cannot say."""
    try:
        import fcntl
    except ImportError:
        return True
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        now = os.fstat(descriptor)
        if (now.st_dev, now.st_ino) != (before.st_dev, before.st_ino):
            return False
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    else:
        return True
    finally:
        os.close(descriptor)
