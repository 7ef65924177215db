"""Which folders the program may write to."""

from __future__ import annotations

from pathlib import Path


def own_folder() -> tuple[Path, bool]:
    """The folder for the program's own files, made if need be, and whether files can be made in it."""
    from selfeval.store.places import ready, state_dir

    folder = state_dir()
    return folder, ready(folder)


def can_write(folder: Path) -> bool:
    """Whether files can really be made in this folder."""
    from selfeval.store.places import writable

    return writable(folder)
