"""Paths as people write them: typed, pasted, dragged onto a terminal."""

from __future__ import annotations

import contextlib
import os
import shlex
from pathlib import Path
from urllib.parse import unquote, urlparse

_LOCAL = frozenset({"", "localhost"})


def path_of(text: str, folder: Path | None = None) -> Path:
    """The path that a text means, in `folder` where it says no other one; what it names need not exist.

    Quotes, `file://`, blanks around it and `~` for the own folder are understood; what looks like one of these and is
    not (`~$a.xlsx`) is taken as it stands.
    """
    bare = _plain("".join(char for char in text if char.isprintable()).strip())
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"":
        bare = bare[1:-1]
    if bare.startswith("file://"):
        with contextlib.suppress(ValueError):
            bare = _of_address(bare)
    path = Path(bare)
    with contextlib.suppress(RuntimeError):
        path = path.expanduser()
    return folder / path if folder is not None else path


def _plain(text: str) -> str:
    """A file that is dropped on a terminal comes as its shell wants it, blanks and quotes marked or quoted."""
    if os.name == "nt" or is_file(Path(text)) or is_folder(Path(text)):
        return text
    with contextlib.suppress(ValueError):
        words = shlex.split(text)
        if len(words) == 1 and (is_file(Path(words[0])) or is_folder(Path(words[0]))):
            return words[0]
    return text


def _of_address(address: str) -> str:
    parts = urlparse(address)
    path = unquote(parts.path)
    if path[2:3] == ":":  # `/C:/a.xlsx`
        path = path[1:]
    return path if parts.netloc in _LOCAL else f"//{parts.netloc}{path}"


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; no text makes this fail."""
    return os.path.isdir(path)  # noqa: PTH112 - `Path.is_dir` raises for names that are too long


def is_file(path: Path) -> bool:
    """Whether there is such a file; no text makes this fail."""
    return os.path.isfile(path)  # noqa: PTH113 - as above


def folder_here() -> Path:
    """The folder that the program was started in, or the person's own where that has gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()


def drives() -> list[Path]:
    """The drives of a computer that has drives (Windows), none elsewhere."""
    if os.name != "nt":
        return []
    import ctypes

    present = ctypes.windll.kernel32.GetLogicalDrives()  # type: ignore[attr-defined,unused-ignore]
    return [Path(f"{chr(ord('A') + number)}:\\") for number in range(26) if present >> number & 1]
