"""Loads rule packs by id or path, and lists those there are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from selfeval.core.problems import SelfEvalError
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.real_path import real_path
from selfeval.rulepacks.finding import bundled_folder, likely_path, only_one, pack_files, pack_folders, pack_path
from selfeval.rulepacks.kept import Keeper, Surroundings, kept_or_made
from selfeval.rulepacks.text.files import read_bytes


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


def find_packs(folders: Sequence[Path] | None = None, *, keeper: Keeper | None = None) -> list[PackInfo]:
    """Every pack in the folders, usable or not, by id; those that an earlier folder hides come with `hidden`."""
    found: list[PackInfo] = []
    seen: set[str] = set()
    bundled = real_path(bundled_folder())
    bases = (*(folders or ()), *pack_folders())
    for folder in pack_folders() if folders is None else folders:
        inside = real_path(folder) == bundled
        paths = pack_files(folder)
        around = Surroundings((folder, *bases))
        names = [_info(path, bases, around, keeper, bundled=inside, hidden=path.stem in seen) for path in paths]
        seen.update(info.id for info in names)
        found += names
    return sorted(found, key=lambda info: (info.id, info.hidden))


def load_pack(id_or_path: str, *, folders: Sequence[Path] | None = None, keeper: Keeper | None = None) -> RulePack:
    """The rule pack with this id, or in this `.toml` file.

    With a `keeper` it is not read again as long as neither the program nor any file it could rest on has changed.

    Raises:
        SelfEvalError: R101 not found, R102 not UTF-8, R103 not TOML, R104 too large, R105 unknown schema,
            R106 id unlike the file name, R107 two files with this id in one folder, R108 not readable.
        PackError: mistakes in the keys, all of them; a base that cannot be had.
    """

    def made() -> RulePack:
        return _parsed(pack_path(id_or_path, folders=folders), folders)

    searched = pack_folders() if folders is None else folders
    return kept_or_made(likely_path(id_or_path, searched), searched, made, keeper)


def _info(
    path: Path, bases: Sequence[Path], around: Surroundings, keeper: Keeper | None, *, bundled: bool, hidden: bool
) -> PackInfo:
    def made() -> RulePack:
        only_one(path.stem, path)
        return _parsed(path, bases)

    try:
        pack = kept_or_made(path, around, made, keeper)
        return PackInfo(path.stem, path, bundled, hidden, pack=pack)
    except SelfEvalError as error:
        return PackInfo(path.stem, path, bundled, hidden, error=error)


def _parsed(path: Path, folders: Sequence[Path] | None) -> RulePack:
    from selfeval.rulepacks.form.parse import parse_pack  # pydantic

    return parse_pack(path, read_bytes(path), folders)
