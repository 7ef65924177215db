"""The folders in which rule packs are looked for, the first one winning."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.rules.pack import RulePack
from selfeval.real_path import real_path
from selfeval.rulepacks.check.trust import load_tested
from selfeval.rulepacks.finding import bundled_folder, lost_among, pack_files, pack_folders
from selfeval.rulepacks.load import PackInfo, find_packs, load_pack
from selfeval.rulepacks.text.files import FOLDER
from selfeval.store import kept_packs
from selfeval.store.places import state_dir


def own_packs() -> Path:
    """The person's own folder of rule packs, used whatever folder is worked in; it need not exist."""
    return state_dir() / FOLDER


def pack_places(workbook: Path | None = None) -> tuple[Path, ...]:
    """`scoring_rules` of the working folder; that beside the workbook, and its folder itself; the own one; the bundled.

    Folders that are not there are left out, as is one that was named before.
    """
    here, bundled = Path(FOLDER), pack_folders()[-1]
    beside = () if workbook is None else (workbook.absolute().parent / FOLDER, workbook.absolute().parent)
    found: dict[Path, Path] = {}
    for folder in (here, *beside, own_packs(), bundled):
        if folder.is_dir():
            found.setdefault(real_path(folder), folder)
    if found.get(real_path(bundled)) is not bundled:  # a checkout is worked in
        found[real_path(bundled)] = bundled
    return tuple(found.values())


def local_places(workbook: Path | None = None) -> tuple[Path, ...]:
    """The same without the packs that came with the program."""
    bundled = real_path(bundled_folder())
    return tuple(folder for folder in pack_places(workbook) if real_path(folder) != bundled)


def found_packs(workbook: Path | None = None) -> list[PackInfo]:
    """Every pack in these folders, usable or not; other TOML files beside a workbook are no broken packs."""
    return _found(pack_places(workbook))


def local_packs(workbook: Path) -> list[PackInfo]:
    """The same without those that came with the program; quick where there are none."""
    return _found(local_places(workbook))


def read_pack(id_or_path: str, workbook: Path | None = None) -> RulePack:
    """The pack of this id or path, found as everywhere; `SelfEvalError` and `PackError` as `load_pack`."""
    return load_pack(id_or_path, folders=pack_places(workbook), keeper=kept_packs)


def tested_pack(id_or_path: str, workbook: Path | None = None) -> RulePack:
    """The same after its worked cases came out, for scoring; `SelfEvalError` and `PackError` as `load_tested`."""
    return load_tested(id_or_path, folders=pack_places(workbook), keeper=kept_packs)


def _found(places: tuple[Path, ...]) -> list[PackInfo]:
    if not any(pack_files(place) for place in places):
        return []
    return [info for info in find_packs(places, keeper=kept_packs) if not (info.error and _is_other(info))]


def lost_packs(workbook: Path | None = None) -> list[PackInfo]:
    """Files of these folders that are packs and that nobody finds, as packs that cannot be used (R109)."""
    places = [place for place in local_places(workbook) if place.absolute().name == FOLDER]
    title = msg("Rule pack not found")
    return [
        PackInfo(stray.path.name, stray.path, bundled=False, error=SelfEvalError(title, stray.why, code="R109"))
        for stray in lost_among(places)
    ]


def _is_other(info: PackInfo) -> bool:
    no_pack = {"R102", "R103", "R104", "R105", "R108"}
    return info.path.absolute().parent.name != FOLDER and info.error is not None and info.error.code in no_pack
