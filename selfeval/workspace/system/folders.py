"""The folders that the program may write to, and its own small files in one of them."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.problems import Message
from selfeval.store import own_file
from selfeval.store.leftovers import leftovers
from selfeval.store.places import ready, state_dir, writable


def own_folder() -> tuple[Path, bool]:
    """The folder for the program's own files, made if need be, and whether files can be made in it."""
    folder = state_dir()
    return folder, ready(folder)


def can_write(folder: Path) -> bool:
    """Whether files can really be made in this folder."""
    return writable(folder)


def half_written(folder: Path) -> list[str]:
    """Names of files in this folder that a killed program of this user's left half-written."""
    return [path.name for path in leftovers(folder)]


def own_faults() -> list[tuple[Path, Message]]:
    """The program's own small files that cannot be used, and why; what they hold is a convenience each time."""
    found = ((own_file.path(name), own_file.fault(name)) for name in own_file.NAMES)
    return [(path, fault) for path, fault in found if fault]
