"""Another rule pack for work in progress: which there are, what each would change, and the change as one step."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.evaluation import FactKey, Step
from selfeval.core.problems import SelfEvalError
from selfeval.core.records import dataclass
from selfeval.core.replay.proposals import Proposal, proposals
from selfeval.core.replay.replay import Replay, replay
from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.compare.diff import Change, diff
from selfeval.rulepacks.description import describe
from selfeval.rulepacks.rows import Row
from selfeval.workspace import pack_in_use
from selfeval.workspace.packs.choice import is_meant
from selfeval.workspace.packs.fitting import better_fitting
from selfeval.workspace.packs.places import found_packs, lost_packs, tested_pack
from selfeval.workspace.work.workspace import Workspace

PackRow = Row
"""A row of a pack's description, as the screen prints it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A rule pack that work can be scored by, or that cannot be used.

    Attributes:
        name: its id, or its path for one that lies elsewhere; what is recorded.
        pack: None where `error` says why it cannot be used: malformed, or a worked case does not come out.
        used: whether the work is scored by it now.
        bundled: whether it came with the program.
        meant: whether it says that it is for this unit or region and year.
        fits: whether it gives points to every tier of the work, where the one in use does not.
    """

    name: str
    pack: RulePack | None
    error: SelfEvalError | None = None
    used: bool = False
    bundled: bool = False
    fits: bool = False
    meant: bool = False


@dataclass(frozen=True, slots=True)
class Switch:
    """What another pack would change, before anything is entered.

    Attributes:
        replay: every project under both packs.
        changes: what the new pack says otherwise, in words.
        proposed: readings of the new pack that nobody has confirmed, and what each would change in this work.
        other_year: R165 where the pack is meant for other years and nobody has accepted that yet, else None.
    """

    name: str
    replay: Replay
    changes: tuple[Change, ...]
    proposed: tuple[Proposal, ...] = ()
    other_year: SelfEvalError | None = None


def offers(workspace: Workspace) -> list[Offer]:
    """Every pack that can be chosen or is broken, the one in use first; each has run its worked cases."""
    own = workspace.evaluation.setting("rules") or pack_in_use.DEFAULT_PACK
    found = [Offer(own, workspace.pack, used=True)]
    fitting = better_fitting(workspace.assessment)
    for info in found_packs(workspace.source.path):
        if info.hidden:
            continue
        if info.id == own:
            found[0] = Offer(own, workspace.pack, used=True, bundled=info.bundled)
            continue
        error = info.error or _failed(info.id, workspace.source.path)
        fits = info.id in fitting and not error
        meant = not error and info.pack is not None and is_meant(info.pack, workspace.evaluation)
        pack = None if error else info.pack
        found.append(Offer(info.id, pack, error, bundled=info.bundled, fits=fits, meant=meant))
    found += [Offer(info.id, None, info.error) for info in lost_packs(workspace.source.path)]
    rank = {name: number for number, name in enumerate(fitting)}
    return [found[0], *sorted(found[1:], key=lambda one: (not one.meant, rank.get(one.name, len(rank))))]


def _failed(name: str, workbook: Path) -> SelfEvalError | None:
    try:
        tested_pack(name, workbook)
    except SelfEvalError as error:
        return error
    return None


def pack_rows(pack: RulePack) -> list[PackRow]:
    """Everything a pack says, with the citation and the layer of each value."""
    return describe(pack)


def plan(workspace: Workspace, name: str) -> Switch:
    """What the pack `name` would change in this work; `SelfEvalError` R… where it cannot be used."""
    pack = tested_pack(name, workspace.source.path)
    other_year = None
    try:
        pack_in_use.check_year(workspace.evaluation, pack)
    except SelfEvalError as error:
        other_year = error
    found = replay(workspace.assessment, pack)
    return Switch(name, found, diff(workspace.pack, pack), proposals(found.after), other_year)


def change_pack(workspace: Workspace, switch: Switch, *, year_mismatch: bool = False) -> Step | None:
    """Score the work by the other pack from now on: one step, which undo takes back; None if nothing changes.

    Raises:
        SelfEvalError: R165 for a pack of other years without `year_mismatch`, which is recorded with the step;
            what `Workspace.enter` raises.
    """
    if switch.other_year is not None and not year_mismatch:
        raise switch.other_year
    values: list[tuple[FactKey, str | None]] = [(FactKey("", "", "rules"), switch.name)]
    accepted = pack_in_use.accept_year(workspace.evaluation, switch.replay.after.pack)
    if accepted is not None:
        values.append(accepted)
    elif workspace.evaluation.setting("year_mismatch"):
        values.append((FactKey("", "", "year_mismatch"), None))  # it was said of the pack before
    return workspace.enter(values, kind="rules")
