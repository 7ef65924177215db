"""A wheel as the files that a kit needs of it: no tests, no sources of C, nothing that only installers read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

_NOT_HERE = {"tests", "test"}
_NO_ENDINGS = {".pyi", ".pyx", ".pxd", ".pxi", ".h", ".hpp", ".c", ".cpp", ".lib", ".a", ".f90", ".pyc"}
_LICENCES = ("licen", "copying", "notice", "authors")


@dataclass
class Library:
    """One library.

    Attributes:
        files: what is imported, below the folder of libraries.
        licences: its licences, by the name of the file.
        licence: what its metadata calls the licence.
    """

    name: str
    version: str
    licence: str
    files: dict[str, bytes] = field(default_factory=dict)
    licences: dict[str, bytes] = field(default_factory=dict)


def library(wheel: Path) -> Library:
    """Unpack one wheel."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        info = next(name.partition("/")[0] for name in names if name.partition("/")[0].endswith(".dist-info"))
        meta = HeaderParser().parsestr(archive.read(f"{info}/METADATA").decode("utf-8"))
        found = Library(meta["Name"], meta["Version"], _licence(meta.get_all))
        for name in names:
            if name.startswith(f"{info}/"):
                _of_metadata(found, name.removeprefix(f"{info}/"), info, archive.read(name))
            elif (place := _place(name)) is not None:
                found.files[place] = archive.read(name)
    return found


def _of_metadata(found: Library, name: str, info: str, data: bytes) -> None:
    last = PurePosixPath(name).name
    if name == "METADATA":  # `selfeval doctor` asks for versions; the description is for the index
        found.files[f"{info}/METADATA"] = data.partition(b"\n\n")[0].rstrip() + b"\n"
    elif last.lower().startswith(_LICENCES) or "licenses" in PurePosixPath(name).parts:
        found.licences[name.removeprefix("licenses/").replace("/", "-")] = data


def _place(name: str) -> str | None:
    """Where a file of the wheel belongs; None for what is not needed."""
    parts = PurePosixPath(name).parts
    if parts[0].endswith(".data"):
        if parts[1] not in {"purelib", "platlib"}:
            return None
        parts = parts[2:]
    if _NOT_HERE & set(parts[:-1]) or PurePosixPath(name).suffix.lower() in _NO_ENDINGS:
        return None
    return "/".join(parts)


def _licence(of: object) -> str:
    ask = of if callable(of) else lambda _: None
    expression = (ask("License-Expression") or [""])[0]
    short = (ask("License") or [""])[0].strip().splitlines()[:1]
    classes = [line.rpartition(" :: ")[2] for line in ask("Classifier") or [] if line.startswith("License ::")]
    return expression or (short[0] if short and len(short[0]) <= 60 else ", ".join(classes))


def libraries(paths: list[Path]) -> Iterator[Library]:
    """Each of these wheels."""
    return map(library, sorted(paths))
