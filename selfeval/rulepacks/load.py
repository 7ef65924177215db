"""Finds rule packs by id or path: the working folder's `scoring_rules` first, then those that come with the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.rules import RulePack
from selfeval.rulepacks.parse import parse_pack, read_bytes, read_toml

FOLDER = "scoring_rules"
CASES = ".cases.toml"
"""Ending of the file of worked cases beside a pack."""


@dataclass(frozen=True, slots=True)
class PackInfo:
    """A pack that was found.

    Attributes:
        id: the file's name without `.toml`, which is the pack's id.
        pack: the pack, None if it cannot be used.
        error: why it cannot, None if it can.
        bundled: whether it came with the program.
        hidden: whether a pack of the same id in an earlier folder is used instead.
    """

    id: str
    path: Path
    bundled: bool
    hidden: bool = False
    pack: RulePack | None = None
    error: SelfEvalError | None = None


def bundled_folder() -> Path:
    """The packs that come with the program: inside the installed package, or the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "bundled" / FOLDER
    return inside if inside.is_dir() else package.parent / FOLDER


def pack_folders() -> tuple[Path, ...]:
    """Where packs are looked for, the first one winning."""
    here, bundled = Path(FOLDER), bundled_folder()
    if here.is_dir() and here.resolve() != bundled.resolve():
        return (here, bundled)
    return (bundled,)


def find_packs(folders: Sequence[Path] | None = None) -> list[PackInfo]:
    """Every pack in the folders, usable or not, by id; those that an earlier folder hides come with `hidden`."""
    found: list[PackInfo] = []
    seen: set[str] = set()
    bundled = bundled_folder().resolve()
    for folder in pack_folders() if folders is None else folders:
        inside = folder.resolve() == bundled
        names = [_info(path, bundled=inside, hidden=path.stem in seen) for path in _files(folder)]
        seen.update(info.id for info in names)
        found += names
    return sorted(found, key=lambda info: (info.id, info.hidden))


def load_pack(id_or_path: str, *, folders: Sequence[Path] | None = None) -> RulePack:
    """The rule pack with this id, or in this `.toml` file.

    Raises:
        SelfEvalError: R101 not found, R102 not UTF-8, R103 not TOML, R104 too large, R105 unknown schema,
            R106 id unlike the file name, R107 two files with this id in one folder, R108 not readable.
        PackError: mistakes in the keys, all of them.
    """
    path = pack_path(id_or_path, folders=folders)
    return parse_pack(path, read_bytes(path))


def pack_path(id_or_path: str, *, folders: Sequence[Path] | None = None) -> Path:
    """The file of the pack with this id or path.

    Raises:
        SelfEvalError: R101 not found, R107 two files with this id in one folder.
    """
    if id_or_path.lower().endswith(".toml") or "/" in id_or_path or "\\" in id_or_path:
        path = Path(id_or_path)
        if _is_file(path):
            return path
        raise _not_found(id_or_path, folders)
    for folder in pack_folders() if folders is None else folders:
        path = folder / f"{id_or_path}.toml"
        if path in _files(folder):
            _only_one(id_or_path, path)
            return path
    raise _not_found(id_or_path, folders)


def _files(folder: Path) -> list[Path]:
    """The pack files of a folder; not the worked cases, not what editors leave behind."""
    try:
        names = sorted(folder.glob("*.toml"))
    except OSError:
        return []
    return [path for path in names if not path.name.endswith(CASES) and path.name[0] not in ".~" and _is_file(path)]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _info(path: Path, *, bundled: bool, hidden: bool) -> PackInfo:
    try:
        _only_one(path.stem, path)
        return PackInfo(path.stem, path, bundled, hidden, pack=parse_pack(path, read_bytes(path)))
    except SelfEvalError as error:
        return PackInfo(path.stem, path, bundled, hidden, error=error)


def _only_one(pack_id: str, path: Path) -> None:
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
    for path in _files(folder):
        try:
            claimed = read_toml(path, read_bytes(path))[1].get("id")
        except SelfEvalError:
            continue
        if isinstance(claimed, str):
            yield path, claimed


def _not_found(wanted: str, folders: Sequence[Path] | None) -> SelfEvalError:
    searched = pack_folders() if folders is None else folders
    known = sorted({path.stem for folder in searched for path in _files(folder)})
    if known:
        hint = msg("Known rule packs: {known}", known=", ".join(known))
    else:
        hint = msg("No rule pack in {folders}", folders=", ".join(str(folder) for folder in searched))
    return SelfEvalError(msg("Rule pack not found"), msg("There is no rule pack {name}", name=wanted), hint, "R101")
