"""Turns what the system says went wrong with a file into a sentence for the clerk.

Codes: F303 disk full, F304 not writable, F305 any other system error, F316 the drive failed or the work file is
damaged, F317 busy, F318 the work file was moved or deleted while open.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.problems import SelfEvalError, msg

if TYPE_CHECKING:
    import sqlite3

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_PRIMARY = 0xFF
"""SQLite keeps the family of an extended result code in its lowest byte."""


def os_fault(error: OSError, path: Path) -> SelfEvalError:
    """The error to show when the system refused to write `path`: F303, F304 or F305."""
    if error.errno in _FULL:
        return disk_full(path)
    if error.errno in _FORBIDDEN:
        return not_writable(path)
    return SelfEvalError(
        msg("File error"),
        msg("{path} could not be written: {reason}.", path=shown(path), reason=error.strerror or str(error)),
        msg("Choose another folder or another file name."),
        "F305",
    )


def sqlite_fault(error: sqlite3.Error, path: Path) -> SelfEvalError:
    """The error to show when SQLite refused to read or write the work file: F303, F304, F316, F317 or F318."""
    import sqlite3  # who names a place of a file need not load it

    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return SelfEvalError(
            msg("Work file moved"),
            msg("The work file {path} was moved, renamed or deleted while it was open.", path=shown(path)),
            msg("Put it back in its place, then go on; do not leave the program before."),
            "F318",
        )
    family = code & _PRIMARY
    if family == sqlite3.SQLITE_FULL:
        return disk_full(path)
    if family in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return not_writable(path)
    if family in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return SelfEvalError(
            msg("Work file busy"),
            msg("Another program (a backup, a virus scanner) is using the work file {path}.", path=shown(path)),
            msg("Wait a moment and enter it again; nothing entered before is affected."),
            "F317",
        )
    return SelfEvalError(
        msg("Work file error"),
        msg("The work file {path} could not be read or written: {reason}.", path=shown(path), reason=str(error)),
        msg("Check the drive or the network connection, then try again."),
        "F316",
    )


def disk_full(path: Path) -> SelfEvalError:
    """F303."""
    return SelfEvalError(
        msg("Disk full"),
        msg("There is no space left on the drive of {path}; nothing was changed.", path=shown(path)),
        msg("Free some space on the drive, then try again."),
        "F303",
    )


def not_writable(path: Path) -> SelfEvalError:
    """F304."""
    return SelfEvalError(
        msg("Not writable"),
        msg("You may not write to the folder {folder}.", folder=shown(path.parent)),
        msg("Choose another folder, for example your documents folder."),
        "F304",
    )


def shown(path: Path) -> str:
    """A path that can be printed and stored anywhere, even if the system's name for it is not valid text."""
    return str(path).encode("utf-8", "replace").decode("utf-8")
