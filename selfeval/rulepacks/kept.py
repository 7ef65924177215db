"""Packs that were read before: under which fingerprint each is kept, and when it may be taken instead of its files."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol

from selfeval.core.problems import SelfEvalError
from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.text.files import read_bytes
from selfeval.version import __version__

_ROOMS = ("core", "rulepacks")
"""The rooms of the program that decide what becomes of a pack's files."""

_MOST_SEEN = 100
_seen: dict[str, RulePack] = {}
"""Packs that this process has had, by fingerprint: work that is scored again and again asks for the same one."""


class Keeper(Protocol):
    """Where packs are kept."""

    def get(self, fingerprint: str, /) -> RulePack | None:
        """The pack kept under this fingerprint, if there is one."""

    def put(self, fingerprint: str, kept: RulePack, /) -> None:
        """Keep a pack."""


class Surroundings:
    """The folders in which a pack and all it rests on are looked for, as they are now.

    A fingerprint covers the program and every TOML file of these folders, in their order, by name and content: whatever
    could make another pack of the same id is in it. The fingerprint is "" where one of them cannot be read.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(dict.fromkeys(folders))

    @cached_property
    def _found(self) -> str:
        return _of_folders(self._folders)

    def fingerprint(self, path: Path, *, tested: bool) -> str:
        """That of one pack: as it was read, or as its worked cases came out."""
        if not self._found or path.parent not in self._folders:
            return ""
        place = self._folders.index(path.parent)
        return _hash(program_mark(), self._found, str(place), path.name, "tested" if tested else "read")

    def unchanged(self) -> bool:
        """Whether the folders are still as they were."""
        return self._found == _of_folders(self._folders)


def kept_or_made(
    path: Path | None,
    folders: Sequence[Path] | Surroundings,
    make: Callable[[], RulePack],
    keeper: Keeper | None,
    *,
    tested: bool = False,
) -> RulePack:
    """The pack of this file as it is kept, else as `make` gives it, which is kept from then on.

    `path` is where the file lies, None where it was not found; the `folders` are those in which it and its bases are
    looked for. A pack is kept only if nothing changed meanwhile; what `make` refuses is never kept.
    """
    if keeper is None or path is None:
        return make()
    around = folders if isinstance(folders, Surroundings) else Surroundings((path.parent, *folders))
    mark = around.fingerprint(path, tested=tested)
    if not mark:
        return make()
    if (kept := _seen.get(mark) or keeper.get(mark)) is not None:
        return _remembered(mark, kept)
    pack = make()
    if around.unchanged():
        keeper.put(mark, _remembered(mark, pack))
    return pack


def _remembered(mark: str, pack: RulePack) -> RulePack:
    if len(_seen) > _MOST_SEEN:
        _seen.clear()
    _seen[mark] = pack
    return pack


def _of_folders(folders: Sequence[Path]) -> str:
    try:
        return _hash(*(part for folder in folders for part in ("folder", *_files(folder))))
    except (OSError, SelfEvalError):
        return ""


def folder_mark(folder: Path) -> str:
    """A hash over the TOML files of one folder, by name and content; "" where one cannot be read."""
    return _of_folders((folder,))


def _files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.toml")):
        if path.is_file():
            yield path.name
            yield hashlib.sha256(read_bytes(path)).hexdigest()


@cache
def program_mark(rooms: tuple[str, ...] = _ROOMS) -> str:
    """What tells this program from another: its version, that of Python, and the files of these rooms.

    The version alone would not do where the program is worked on.
    """
    package = Path(__file__).resolve().parents[1]
    files = sorted(mark for room in rooms for mark in _marks(str(package / room)))
    return _hash(__version__, sys.version, *files)


def _marks(folder: str) -> Iterator[str]:
    try:
        found = list(os.scandir(folder))
    except OSError:  # read from an archive: the version has to do
        return
    for entry in found:
        if entry.is_dir():
            yield from _marks(entry.path)
        elif entry.name.endswith(".py"):
            state = entry.stat()
            yield f"{entry.path} {state.st_size} {state.st_mtime_ns}"


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
