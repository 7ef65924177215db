"""Finds the file of a rule pack by id or path: the working folder's `scoring_rules` first, then the bundled ones."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.real_path import is_file, real_path
from selfeval.rulepacks.strays import Stray, is_toml, misnamed, misplaced, strays, wanted_among
from selfeval.rulepacks.text.files import CASES, FOLDER, read_bytes, read_toml

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
GUIDE = "README.md"
"""The page on how packs are written, in the folder of those that came with the program."""


def bundled_folder() -> Path:
    """The packs that come with the program: inside the installed package, or the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "bundled" / FOLDER
    return inside if inside.is_dir() else package.parent / FOLDER


def pack_folders() -> tuple[Path, ...]:
    """Where packs are looked for, the first one winning."""
    here, bundled = Path(FOLDER), bundled_folder()
    if here.is_dir() and real_path(here) != real_path(bundled):
        return (here, bundled)
    return (bundled,)


def pack_path(id_or_path: str, *, folders: Sequence[Path] | None = None) -> Path:
    """The file of the pack with this id or path.

    Raises:
        SelfEvalError: R101 not found, R107 two files with this id in one folder.
    """
    path = likely_path(id_or_path, pack_folders() if folders is None else folders)
    if path is None:
        raise not_found(id_or_path, folders)
    if not _is_path(id_or_path):
        only_one(id_or_path, path)
    return path


def likely_path(id_or_path: str, folders: Sequence[Path]) -> Path | None:
    """The same by names alone: whether another file of its folder claims the id has not been looked at."""
    if _is_path(id_or_path):
        return Path(id_or_path) if is_file(Path(id_or_path)) else None
    named = (folder / f"{id_or_path}.toml" for folder in folders)
    return next((path for path in named if path in pack_files(path.parent)), None)


def _is_path(text: str) -> bool:
    return text.lower().endswith(".toml") or "/" in text or "\\" in text


def pack_files(folder: Path) -> list[Path]:
    """The pack files of a folder; not the worked cases, not what editors leave behind."""
    try:
        names = sorted(folder.glob("*.toml"))
    except OSError:
        return []
    return [
        path
        for path in names
        if not os.path.normcase(path.name).endswith(CASES) and path.name[0] not in ".~" and is_file(path)
    ]


def only_one(pack_id: str, path: Path) -> None:
    """Refuse an id that another file of the folder claims too, such as a copy left beside the original."""
    others = [other.name for other, claimed in _claims(path.parent) if claimed == pack_id and other != path]
    if others:
        raise SelfEvalError(
            msg("Rule pack not usable"),
            msg("{files} have the same id {id}", files=", ".join(sorted([path.name, *others])), id=pack_id),
            msg("Give the copy an id of its own (the same as its file name), or move it out of the folder."),
            "R107",
        )


def _claims(folder: Path) -> Iterator[tuple[Path, str]]:
    """Which id each readable file of the folder claims."""
    for path in pack_files(folder):
        try:
            claimed = _claimed(read_bytes(path))
        except SelfEvalError:
            continue
        if claimed is not None:
            yield path, claimed


@lru_cache(maxsize=100)
def _claimed(data: bytes) -> str | None:
    """The id that these bytes claim: every pack that is loaded asks for those of all its neighbours."""
    try:
        claimed = read_toml(Path(), data)[1].get("id")
    except SelfEvalError:
        return None
    return claimed if isinstance(claimed, str) else None


def _other_kind(path: Path) -> Message | None:
    """What to do with a file that is there and is no TOML by its name; None for a name of which there is no file."""
    if is_toml(path) or not is_file(path):
        return None
    if path.suffix.lower() in _WORKBOOKS:
        return msg("A workbook becomes a rule pack with: selfeval rules import {name}", name=path.name)
    return msg("A rule pack is a TOML file: rename it {name}, then check it.", name=f"{path.stem}.toml")


def not_found(wanted: str, folders: Sequence[Path] | None) -> SelfEvalError:
    """The refusal of a pack that lies in none of the folders (R101), with the file that is meant, or those that do."""
    searched = pack_folders() if folders is None else folders
    text = msg("There is no rule pack {name}", name=wanted)
    lost = [*misnamed(searched), *lost_among(searched)]
    if folder := _folder_of(wanted):
        lost += [*misnamed([folder]), *strays([folder])]
    if meant := wanted_among(wanted, lost):
        return SelfEvalError(msg("Rule pack not found"), text, meant.why, "R101")
    known = sorted({path.stem for folder in searched for path in pack_files(folder)})
    if other := _other_kind(Path(wanted)):
        hint = other
    elif known:
        hint = msg("Known rule packs: {known}", known=", ".join(known))
    else:
        hint = msg("No rule pack in {folders}", folders=", ".join(str(folder) for folder in searched))
    return SelfEvalError(msg("Rule pack not found"), text, hint, "R101")


def lost_among(searched: Sequence[Path]) -> tuple[Stray, ...]:
    """Packs that are not found as they are called or where they lie: in these folders and in the working folder."""
    return (*strays(searched), *_outside(searched))


def _outside(searched: Sequence[Path]) -> tuple[Stray, ...]:
    """Packs in the working folder itself, where that is not one of the places."""
    here = real_path(Path.cwd())
    return () if any(real_path(folder) == here for folder in searched) else misplaced(Path())


def _folder_of(wanted: str) -> Path | None:
    """The folder in which a pack that was asked for by its path should lie."""
    folder = Path(wanted.replace("\\", "/")).parent
    return folder if folder != Path() and _is_dir(folder) else None


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
