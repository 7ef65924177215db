"""The kit that this program was copied as, if it was: what is in it, and whether it is still as it was made.

A kit is a folder with `kit.json` and `SHA256SUMS` in it, made by `tests/tools/kit/`; the program lies in its `lib`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from selfeval.core.records import dataclass

ABOUT, SUMS = "kit.json", "SHA256SUMS"
_CLOSED = ("lib", "python")
"""Folders in which nothing belongs that the kit did not bring: what lies there may be imported."""
_CACHE = "__pycache__"
_PART = 1 << 18
"""Bytes that are read at once; larger ones take longer, because room for them has to be made for the smallest file."""


@dataclass(frozen=True, slots=True)
class Kit:
    """One kit.

    Attributes:
        folder: where it lies.
        name: `clerk` or `bureau`.
        system: what it was made for, as `win64`.
        version: of the program in it.
        left_out: libraries that it does not have on purpose.
    """

    folder: Path
    name: str
    system: str
    version: str
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Names of files, below the kit's folder, that are not as they were made; all empty if it is whole.

    Attributes:
        extra: files that others have put where the program looks for its own.
        listed: how many files the kit has.
    """

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    listed: int = 0

    @property
    def whole(self) -> bool:
        """Whether the kit is as it was made."""
        return not (self.changed or self.missing or self.extra) and bool(self.listed)


def this_kit(package: Path | None = None) -> Kit | None:
    """The kit around this program, None if it was installed in another way; `package` is the folder of the program."""
    folder = (package or Path(__file__).resolve().parents[2]).parents[1]
    try:
        told = json.loads((folder / ABOUT).read_text("utf-8"))
        left_out = tuple(str(name) for name in told["left_out"])
        return Kit(folder, str(told["kit"]), str(told["system"]), str(told["version"]), left_out)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def differences(kit: Kit) -> Differences:
    """Hold every file of the kit against the sums it came with; a list that cannot be read counts as missing."""
    try:
        lines = (kit.folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return Differences(missing=(SUMS,))
    sums = {name: found for found, _, name in (line.partition("  ") for line in lines) if name}
    states = {name: _sum(kit.folder / name, sums[name]) for name in sums}
    return Differences(
        changed=tuple(name for name, found in states.items() if found not in {None, sums[name]}),
        missing=tuple(name for name, found in states.items() if found is None),
        extra=tuple(name for name in _closed(kit.folder) if name not in sums),
        listed=len(sums),
    )


def _sum(path: Path, wanted: str) -> str | None:
    """The file's sum, None where it cannot be read.

    A kit has thousands of files: opened and read without Python's own layers, and taken to end where a read gives less
    than asked, each takes 0.7 ms under Wine instead of 3. One that differs is read again to its very end.
    """
    try:
        found = _sum_of_parts(path)
        return found if found == wanted else hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _sum_of_parts(path: Path) -> str:
    total = hashlib.sha256()
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        part = b"-" * _PART
        while len(part) == _PART:
            part = os.read(descriptor, _PART)
            total.update(part)
    finally:
        os.close(descriptor)
    return total.hexdigest()


def _closed(folder: Path) -> Iterator[str]:
    for part in _CLOSED:
        for place, folders, names in os.walk(folder / part):
            folders[:] = sorted(set(folders) - {_CACHE})
            for name in sorted(names):
                yield (Path(place) / name).relative_to(folder).as_posix()
