"""Files that only make the program quicker: read if they are its user's own, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from selfeval.store.leftovers import claim, sweep, temporary_name
from selfeval.store.sharing import PRIVATE

_OTHERS_WRITE = 0o022


def read(path: Path, most: int) -> bytes:
    """The bytes of the file, up to `most`; none where it is not there, or somebody else may have written it."""
    try:
        with path.open("rb") as stream:
            return b"" if _foreign(stream.fileno()) else stream.read(most)
    except OSError:
        return b""


def write(path: Path, data: bytes) -> None:
    """Put the bytes into the file; where that is impossible, nothing happens.

    Not `atomic`, which waits for the disk: who reads has to find out anyway whether the content is what was written.
    """
    temporary = temporary_name(path.parent)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        try:
            with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE), "wb") as stream:
                claim(stream.fileno())
                stream.write(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _foreign(descriptor: int) -> bool:
    """Whether somebody else may have written this file; Windows keeps the state folder to its owner."""
    if not hasattr(os, "getuid"):
        return False
    found = os.fstat(descriptor)
    return found.st_uid != os.getuid() or bool(found.st_mode & _OTHERS_WRITE)
