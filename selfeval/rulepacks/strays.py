"""Rule packs that lie where nobody looks for them, or whose name nobody finds: each told, with the remedy."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.rulepacks.text.files import CASES, FOLDER, MAX_BYTES

_IS_PACK = lazy(rb"""^\s*schema\s*=\s*["']selfeval\.rules/""", re.MULTILINE)
_ID = lazy(r"""^\s*id\s*=\s*["']([^"'\n]+)["']""", re.MULTILINE)
_TEXT = frozenset({"", ".txt", ".toml", ".text", ".bak", ".ini", ".yaml", ".yml"})
"""Endings that an editor or Windows may have given to a pack."""
_MOST = 300
"""Files of one folder that are looked at; a folder of packs has a dozen."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A file that is a rule pack and is not found as one.

    Attributes:
        id: what it calls itself; "" if it does not say.
        why: what keeps it from being found, and what to do.
    """

    path: Path
    id: str
    why: Message


def strays(folders: Sequence[Path]) -> tuple[Stray, ...]:
    """Packs in these folders of packs with another ending than `.toml`, and packs in folders inside them."""
    found: list[Stray] = []
    for folder in folders:
        found += (Stray(path, name, ending(path, name)) for path, name in _packs(folder) if not is_toml(path))
        for inner in _inside(folder):
            found += (Stray(path, name, _deeper(path, folder)) for path, name in _packs(inner))
    return tuple(found)


def misplaced(folder: Path) -> tuple[Stray, ...]:
    """Packs that lie in this folder itself, where they are not looked for, instead of in its `scoring_rules`."""
    place = folder / FOLDER
    return tuple(
        Stray(path, name, msg("{file} lies outside {folder}; move it there.", file=str(path), folder=str(place)))
        for path, name in _packs(folder)
    )


def misnamed(folders: Sequence[Path]) -> tuple[Stray, ...]:
    """Packs whose file is called otherwise than the pack calls itself."""
    return tuple(
        Stray(
            path,
            name,
            msg('{file} calls itself {id}: rename it {id}.toml, or write id = "{stem}" in it.', file=path.name, id=name,
                stem=path.stem),
        )
        for folder in folders
        for path, name in _packs(folder)
        if is_toml(path) and name and name != path.stem
    )  # fmt: skip


def is_toml(path: Path) -> bool:
    """Whether the file has the ending of packs, as the system compares names: Windows takes `.TOML` for the same."""
    return os.path.normcase(path.suffix) == ".toml"


def wanted_among(wanted: str, found: Sequence[Stray]) -> Stray | None:
    """The stray file that somebody means who asks for this id or path."""
    names = {_bare(wanted), Path(wanted.replace("\\", "/")).name.lower()} - {""}
    for stray in found:
        if names & {stray.id.lower(), _bare(stray.path.name), stray.path.name.lower()}:
            return stray
    return None


def _packs(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files directly in a folder that say that they are rule packs, with the id that they give themselves."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _TEXT)[:_MOST]
    except OSError:
        return
    for path in paths:
        if path.name[0] in ".~" or CASES in path.name.lower():
            continue
        data = _head(path)
        if data and _IS_PACK.search(data.removeprefix(b"\xef\xbb\xbf")):
            named = _ID.search(data.decode("utf-8", errors="replace"))
            yield path, named[1] if named else ""


def _head(path: Path) -> bytes:
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return b""
        return path.read_bytes()
    except (OSError, ValueError):
        return b""


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")[:_MOST]
    except OSError:
        return []


def ending(path: Path, name: str) -> Message:
    """What to do about a pack whose file has another ending than `.toml`; `name` is its id."""
    wanted = f"{name or _bare(path.name)}.toml"
    if path.suffix.lower() == ".txt":
        return msg(
            "{file} ends in .txt, an ending that Windows may hide: rename it {wanted} (in Explorer tick View, File "
            "name extensions).",
            file=path.name,
            wanted=wanted,
        )
    return msg("{file} has another ending than .toml: rename it {wanted}.", file=path.name, wanted=wanted)


def _deeper(path: Path, folder: Path) -> Message:
    return msg("{file} lies in a folder inside {folder}; move it up into it.", file=str(path), folder=str(folder))


def _bare(name: str) -> str:
    """A file's name without folder and endings, in small letters."""
    bare = Path(name.replace("\\", "/")).name.lower()
    while (end := Path(bare).suffix) in _TEXT - {""}:
        bare = bare.removesuffix(end)
    return bare
