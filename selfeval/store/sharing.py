"""Who may read and write the program's own files: their maker alone, or whoever the folder is meant for."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

PRIVATE = 0o600
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_FILE_BITS = 0o666
_OWNER_WRITES = 0o644
"""In a folder such as /tmp, where a file may only be taken away by its owner, only its owner writes it."""


def file_mode(folder: Path) -> int:
    """Permission bits of a new work file in this folder, whatever the umask of whoever makes it.

    A folder that its group or everyone may write to is meant to be shared: the file is, too, as far as the folder is.
    Elsewhere the entries are their maker's alone. Windows keeps its own lists of rights; the bits mean nothing there.
    """
    try:
        mode = folder.stat().st_mode
    except OSError:
        return PRIVATE
    if not mode & _OTHERS_WRITE:
        return PRIVATE
    return mode & (_OWNER_WRITES if mode & stat.S_ISVTX else _FILE_BITS)


def unreadable(path: Path) -> bool:
    """Whether a file lies there that this person may not read, so that nothing can be said of what it holds."""
    return path.is_file() and not os.access(path, os.R_OK)


def owner(path: Path) -> str:
    """The name of the person whose file it is, "" where the system does not say."""
    with contextlib.suppress(OSError, KeyError, NotImplementedError, ImportError):
        return path.owner()
    return ""
