"""Rule packs whose layouts fit the tiers that the projects have, offered where the pack in use does not know them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from selfeval.core.checks.findings import CHECKS
from selfeval.core.model import Tier1
from selfeval.core.problems import NOTHING, Message, Problem, Severity, msg
from selfeval.core.rules.weights.weights import unknown_tiers
from selfeval.core.scoring.department_form import laid_out
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.tiers import TierKey, tier_key
from selfeval.rulepacks.finding import pack_files
from selfeval.workspace.packs.places import found_packs, pack_places

if TYPE_CHECKING:
    from selfeval.rulepacks.load import PackInfo

_CODE = "W109"


def fitting_packs(keys: frozenset[TierKey], year: int | None) -> tuple[PackInfo, ...]:
    """Usable packs for this year that give points to every one of these tiers, those with just these tiers first.

    `keys` as `tier_key` gives them. Among equals a pack of its own stands before one that rests on another.
    """
    found = [info for info in _packs(_state()) if _fits(info, keys, year)]
    return tuple(sorted(found, key=lambda info: _rank(info, keys)))


def _state() -> tuple[tuple[str, int], ...]:
    """The files of all packs as they lie there, so that they are read again only when one of them changes."""
    files = [path for folder in pack_places() for path in pack_files(folder)]
    return tuple((str(path), path.stat().st_mtime_ns) for path in files if path.is_file())


@lru_cache(maxsize=1)
def _packs(_as_of: tuple[tuple[str, int], ...]) -> tuple[PackInfo, ...]:
    return tuple(info for info in found_packs() if not info.hidden and info.pack is not None)


def _fits(info: PackInfo, keys: frozenset[TierKey], year: int | None) -> bool:
    pack = info.pack
    return pack is not None and (year is None or pack.is_for(year)) and not unknown_tiers(pack.weights, keys)


def _rank(info: PackInfo, keys: frozenset[TierKey]) -> tuple[bool, int, str]:
    assert info.pack is not None
    exact = any(set(layout.tiers) == keys for layout in info.pack.weights.layouts)
    return not exact, len(info.pack.layers), info.id


def tier_findings(assessment: Assessment, file: str = "") -> tuple[Problem, ...]:
    """W109 for each project with a tier that the layouts of the pack do not have; names the pack that fits.

    `file` is the workbook's name, for the command that uses that pack.
    """
    return tuple(problem for result in _by_tiers(assessment) for problem in _of_project(assessment, result, file))


def _by_tiers(assessment: Assessment) -> Iterator[ProjectResult]:
    """The projects whose points go by the tiers of the pack: not the department's own form, which has a layout."""
    return (result for result in assessment.listed if not laid_out(result.project, assessment.pack))


def tiers_of(result: ProjectResult) -> frozenset[TierKey]:
    """The tiers of a project's rows."""
    return frozenset(tier_key(row) for row in result.project.indicators)


def better_fitting(assessment: Assessment) -> tuple[str, ...]:
    """Ids of the packs that fit every project where the one in use lacks a tier, the best first; () where it fits."""
    keys = frozenset[TierKey]().union(*(tiers_of(result) for result in assessment.listed))
    if not unknown_tiers(assessment.pack.weights, keys):
        return ()
    return tuple(info.id for info in fitting_packs(keys, assessment.year) if info.id != assessment.pack.id)


def offered(assessment: Assessment) -> Message:
    """Offers the pack that fits best; nothing where the one in use fits or none does."""
    found = better_fitting(assessment)
    if not found:
        return NOTHING
    return msg(
        "The rule pack {used} does not have all tiers of these projects; {pack} does (Ctrl+G).",
        used=assessment.pack.id,
        pack=found[0],
    )


def _of_project(assessment: Assessment, result: ProjectResult, file: str) -> Iterator[Problem]:
    keys = tiers_of(result)
    unknown = unknown_tiers(assessment.pack.weights, keys)
    if not unknown:
        return
    first = next(row for row in result.project.indicators if tier_key(row) in unknown)
    names = "、".join(first.tier1.strip() if key == tier_key(first) else _name(key) for key in unknown)
    packs = [info for info in fitting_packs(keys, assessment.year) if info.id != assessment.pack.id]
    proposed = bool(result.weighing.fallback)
    facts = {"title": result.project.title, "pack": assessment.pack.id, "tiers": names}
    message = msg("“{title}”: the layouts of the rule pack {pack} have no points for {tiers}.", **facts)
    if proposed:
        message = msg(
            "“{title}”: the layouts of the rule pack {pack} have no points for {tiers}; their points are proposed by "
            "its fallback.",
            **facts,
        )
    yield Problem(
        _CODE,
        Severity.WARNING if proposed else Severity.INFO,
        message,
        _hint(packs, file),
        first.where("tier1"),
        first.tier1,
        result.project.id,
        about=CHECKS[_CODE].owner,
    )


def _name(key: TierKey) -> str:
    return f"{key.value}指标" if isinstance(key, Tier1) else key


def _hint(packs: Sequence[PackInfo], file: str) -> Message:
    if not packs:
        return CHECKS[_CODE].hint
    return msg(
        "Rule pack {pack} has these tiers: use it on the screen, or “selfeval score {file} --rules {pack}”.",
        pack=packs[0].id,
        file=file or "FILE",
    )
