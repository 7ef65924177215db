"""A pack is scored with only while its own worked cases come out: they run when it is loaded for scoring."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.finding import likely_path, not_found, pack_files, pack_folders, pack_path
from selfeval.rulepacks.kept import Keeper, kept_or_made
from selfeval.rulepacks.text.files import CASES, read_bytes

_passed: set[tuple[str, str]] = set()
"""Hashes of the packs and of their worked cases that have come out in this process."""

_MOST_NAMED = 3


def load_tested(id_or_path: str, *, folders: Sequence[Path] | None = None, keeper: Keeper | None = None) -> RulePack:
    """The rule pack with this id, or in this `.toml` file, after its worked cases came out.

    A pack without worked cases passes; `rules check` says that it has none. With a `keeper` it is not tried again as
    long as neither the program nor any file it could rest on has changed.

    Raises:
        SelfEvalError: as `load_pack`; R164 where a worked case comes out otherwise than it says.
        PackError: mistakes in the pack or in its worked cases.
    """

    def made() -> RulePack:
        return _tested(pack_path(id_or_path, folders=folders), folders)

    searched = pack_folders() if folders is None else folders
    return kept_or_made(likely_path(id_or_path, searched), searched, made, keeper, tested=True)


def _tested(path: Path, folders: Sequence[Path] | None) -> RulePack:
    from selfeval.rulepacks.form.parse import parse_pack  # pydantic

    pack = parse_pack(path, read_bytes(path), folders)
    cases = path.with_name(f"{path.stem}{CASES}")
    if cases.is_file():
        _run(pack, path, cases)
    return pack


def load_recorded(pack_id: str, recorded: str, folders: Sequence[Path], *, keeper: Keeper | None = None) -> RulePack:
    """The tested pack of this id whose hash was recorded, in whichever of the folders it lies; else the first there is.

    Raises:
        SelfEvalError: R101 where none of the folders has it; else as `load_tested`, where none of those can be used.
    """
    found: list[RulePack] = []
    refusals: list[SelfEvalError] = []
    for folder in folders:
        if folder / f"{pack_id}.toml" not in pack_files(folder):
            continue
        try:
            found.append(load_tested(pack_id, folders=(folder, *folders), keeper=keeper))
        except SelfEvalError as error:
            refusals.append(error)
    if not found:
        raise refusals[0] if refusals else not_found(pack_id, folders)
    return next((pack for pack in found if recorded in {pack.sha256, *pack.byte_hashes}), found[0])


def _run(pack: RulePack, path: Path, cases: Path) -> None:
    from selfeval.rulepacks.check.cases import (
        run,  # with the whole scoring behind it, which looking at a pack does not need
    )

    known = (pack.sha256, hashlib.sha256(read_bytes(cases)).hexdigest())
    if known in _passed:
        return
    failed = [result for result in run(pack, cases) if not result.passed]
    if failed:
        named = tuple(
            msg(
                "{where} “{title}”: {differences}",
                where=result.where,
                title=result.title,
                differences=result.differences,
            )
            for result in failed[:_MOST_NAMED]
        )
        raise SelfEvalError(
            msg("Rule pack not usable"),
            msg(
                "{file}: {count} of its worked cases do not come out, so nothing is scored with it — {cases}",
                file=path.name,
                count=len(failed),
                cases=named,
            ),
            msg("Correct the pack or the case; “selfeval rules check {id}” shows all of them.", id=pack.id),
            "R164",
        )
    _passed.add(known)
