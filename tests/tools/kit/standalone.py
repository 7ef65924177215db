"""The Python of a kit for Linux: a folder that can be moved, as an archive or unpacked, without what nobody needs.

No package index has one whose hashes could be pinned here: whoever builds names it, and the hash of an archive.
"""

from __future__ import annotations

import os
import re
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.tools.kit.pins import PYTHON, sha256

PROGRAM = f"bin/python{PYTHON}"
_STDLIB = f"lib/python{PYTHON}"
_NOT_NEEDED = re.compile(
    rf"(include|share)/|lib/pkgconfig/|.*\.(a|pyc)$|lib/(tcl|tk|itcl|thread|Tix|libtcl|libtk)|"
    rf"{re.escape(_STDLIB)}/(test|idlelib|tkinter|turtledemo|ensurepip|lib2to3|site-packages|config-[^/]*)/|"
    rf".*/(tests|__pycache__)/|{re.escape(_STDLIB)}/lib-dynload/(_test|_tkinter|xx)|bin/(?!python{re.escape(PYTHON)}$)"
)
_NEEDS = re.compile(rb"GLIBC_(\d+)\.(\d+)")
_ELF = b"\x7fELF"
_MACHINES = {"x86_64": b"\x3e\x00", "aarch64": b"\xb7\x00"}
"""What an ELF file names its machine by, in the two bytes from the 18th."""


def standalone(place: Path, wanted: str | None) -> dict[str, bytes]:
    """The files below its folder that a kit needs; links to the same files are left out.

    Args:
        place: the archive, or the folder.
        wanted: the SHA-256 that the archive must have, None if whoever builds knows it to be right.
    """
    found = dict(_folder(place) if place.is_dir() else _archive(place, wanted))
    kept = {name: data for name, data in found.items() if not _NOT_NEEDED.match(name)}
    if PROGRAM not in kept:
        raise SystemExit(f"{place}: no {PROGRAM} in it")
    return kept


def _folder(place: Path) -> Iterator[tuple[str, bytes]]:
    for folder, _, names in os.walk(place):
        for name in names:
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(place).as_posix(), path.read_bytes()


def _archive(place: Path, wanted: str | None) -> Iterator[tuple[str, bytes]]:
    if wanted and sha256(place.read_bytes()) != wanted:
        raise SystemExit(f"{place}: its SHA-256 is another")
    with tarfile.open(place) as archive:
        for one in archive:
            stream = archive.extractfile(one) if one.isfile() else None
            if stream is not None:
                yield one.name.removeprefix("./").partition("/")[2], stream.read()


def oldest_glibc(files: Mapping[str, bytes]) -> tuple[tuple[int, int], str]:
    """The C library that these compiled files need at least, and which of them needs it."""
    found = [((0, 0), "")]
    for name, data in files.items():
        if data.startswith(_ELF):
            found += [((int(major), int(minor)), name) for major, minor in _NEEDS.findall(data)]
    return max(found)


def of_another_machine(files: Mapping[str, bytes], machine: str) -> str:
    """The first of these files that is compiled for another machine than x86_64 or aarch64, as wanted; "" for none."""
    own = _MACHINES[machine]
    compiled = (name for name, data in sorted(files.items()) if data.startswith(_ELF) and data[18:20] != own)
    return next(compiled, "")
