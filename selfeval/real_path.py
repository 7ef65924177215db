"""Where a path really leads and what is there, on every system."""

from __future__ import annotations

import os
from pathlib import Path


def real_path(path: Path) -> Path:
    """The path with its links followed; only made absolute where the system does not say where it leads.

    Windows does not for drives in memory, for some network shares, and for names that are very long.
    """
    try:
        return Path(os.path.realpath(path))
    except OSError:
        return Path(os.path.abspath(path))  # noqa: PTH100 - pathlib's would ask the system again


def exists(path: Path) -> bool:
    """Whether there is anything; not where nothing can have that name, or the system will not say."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether there is a file; not where no file can have that name, or the system will not say."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
