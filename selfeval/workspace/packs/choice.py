"""Which rule pack an evaluation is scored by where nobody names one, and what to say about others that fit.

In this order: the pack asked for; the work's own; the successor of last year's; a pack of the working folder, beside
the workbook or of the person's own folder that is meant for this year and this unit or region; the national one. A work
in which something was entered keeps the pack it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.evaluation import Evaluation
from selfeval.core.keys import key
from selfeval.core.problems import NOTHING, Message, Translate, msg
from selfeval.core.records import dataclass
from selfeval.core.rules import succession
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import budget_year
from selfeval.workspace.pack_in_use import DEFAULT_PACK
from selfeval.workspace.packs.places import found_packs, local_packs, lost_packs

if TYPE_CHECKING:
    from selfeval.rulepacks.load import PackInfo

_LEAST_CODE = 3
"""Digits from which the beginning of a budget code tells units of one department."""


class How(StrEnum):
    """Why this pack is used."""

    ASKED = "asked"
    WORK = "work"
    SUCCESSOR = "successor"
    LOCAL = "local"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class PackChoice:
    """The pack to score by.

    Attributes:
        name: its id, or its path where that was given.
        others: ids of further packs that are meant for this unit and year, the best first.
        notice: one sentence where somebody should know, else nothing.
    """

    name: str
    how: How
    others: tuple[str, ...] = ()
    notice: Message = NOTHING


def choose(
    evaluation: Evaluation,
    workbook: Path,
    *,
    wanted: str | None = None,
    last_rules: str | None = None,
    year: int | None = None,
    begun: bool = False,
    any_year: bool = False,
    local: Sequence[PackInfo] | None = None,
) -> PackChoice:
    """The pack for an evaluation of `workbook`.

    Args:
        evaluation: what is to be scored.
        workbook: where it lies, as packs are looked for beside it.
        wanted: id or path of the pack that was asked for.
        last_rules: id of the pack that last year's evaluation was scored by.
        year: the budget year, where it is given and not yet entered.
        begun: whether something was entered in the program, so that the pack stays.
        any_year: whether the work's own pack is wanted even if it is meant for other years.
        local: the packs of this place, by whoever has looked for them already.
    """
    if wanted:
        return PackChoice(wanted, How.ASKED)
    year, own = year or budget_year(evaluation), evaluation.setting("rules")
    here = [info for info in (local_packs(workbook) if local is None else local) if not info.hidden]
    meant = _meant(here, evaluation, year)
    last = own or last_rules or ""
    if last and year is not None and not begun and not any_year and not evaluation.setting("year_mismatch"):
        name = successor(last, year, workbook)
        if name and name not in {own, DEFAULT_PACK}:
            return _chosen(How.SUCCESSOR, name, meant, _after(name, last))
    if own or begun:
        return _kept(own, meant)
    if meant:
        return _chosen(How.LOCAL, meant[0], meant, _local(here, meant[0]))
    return PackChoice(DEFAULT_PACK, How.NATIONAL, notice=_unused(here, year, workbook))


def said(choice: PackChoice | None, pack: RulePack) -> Message:
    """What to say of the choice, as long as the work is still scored by that pack; else nothing."""
    if choice is None or pack.id not in {choice.name, Path(choice.name).stem}:
        return NOTHING
    return choice.notice


def choice_plain(choice: PackChoice, translate: Translate) -> dict[str, object]:
    """The choice as JSON: `how` it came about, ids of `others` that fit, a `notice` or null."""
    notice = choice.notice.render(translate) if choice.notice else None
    return {"how": choice.how.value, "others": list(choice.others), "notice": notice}


def _chosen(how: How, name: str, meant: Sequence[str], text: Message) -> PackChoice:
    others = tuple(one for one in meant if one != name)
    if others:
        text = msg(
            "{text} {packs} would fit as well (--rules, or Ctrl+G on the screen).", text=text, packs=", ".join(others)
        )
    return PackChoice(name, how, others, text)


def _kept(own: str, meant: Sequence[str]) -> PackChoice:
    """The pack that the work has; those that are meant for it as well are named."""
    name = own or DEFAULT_PACK
    others = tuple(one for one in meant if one != name)
    notice = NOTHING
    if others:
        notice = msg(
            "The rule pack {used} is used; {packs} says that it is for this unit and year (--rules, or Ctrl+G on the "
            "screen).",
            used=name,
            packs=", ".join(others),
        )
    return PackChoice(name, How.WORK if own else How.NATIONAL, others, notice)


def _meant(here: Iterable[PackInfo], evaluation: Evaluation, year: int | None) -> tuple[str, ...]:
    """Ids of the packs of this place that say that they are for this unit or region and year, the closest first."""
    if year is None:
        return ()
    ranked = [
        (-closeness(info.pack, evaluation), info.pack.last_year is None, info.id)
        for info in here
        if info.pack is not None and info.pack.is_for(year)
    ]
    return tuple(name for rank, _, name in sorted(ranked) if rank)


def closeness(pack: RulePack, evaluation: Evaluation) -> int:
    """How closely a pack says that it is for this unit: code or whole name before parts of them; 0 if it does not."""
    department = evaluation.department
    names = {key(department.name), *(key(item.unit) for item in department.projects)} - {""}
    names |= {key(item.department) for item in department.projects} - {""}
    codes = {department.code.strip(), *("".join(c for c in name if c.isascii() and c.isdigit()) for name in names)}
    best = 0
    for word in map(key, pack.applies_to):
        if word.isascii() and word.isdigit():
            if word in codes:
                best = max(best, 1000)
            elif len(word) >= _LEAST_CODE and any(code.startswith(word) for code in codes):
                best = max(best, 100 + len(word))
        elif word in names:
            best = max(best, 900)
        elif word and any(word in name for name in names):
            best = max(best, len(word))
    return best


def is_meant(pack: RulePack, evaluation: Evaluation) -> bool:
    """Whether a pack says that it is for this unit or region, and is for this year."""
    year = budget_year(evaluation)
    return closeness(pack, evaluation) > 0 and (year is None or pack.is_for(year))


def successor(old: str, year: int, workbook: Path) -> str | None:
    """The pack for `year` that was made from the old one; the old one itself where it is meant for `year` too."""
    packs = {info.id: info.pack for info in found_packs(workbook) if info.pack is not None and not info.hidden}
    before = packs.get(old)
    if before is None or before.is_for(year):
        return None if before is None else old
    found = succession.successor(before, year, packs.values())
    return None if found is None else found.id


def _after(name: str, old: str) -> Message:
    return msg("Rule pack {pack} is used: it follows {old}, by which last year's was scored.", pack=name, old=old)


def _local(found: Iterable[PackInfo], name: str) -> Message:
    file = next(str(info.path) for info in found if info.id == name)
    return msg("Rule pack {pack} is used: {file} says that it is for this unit and year.", pack=name, file=file)


def _unused(here: Sequence[PackInfo], year: int | None, workbook: Path) -> Message:
    """A word on packs of this place that are not used: they do not say whom they are for, are broken, or stray."""
    silent = [
        info.id
        for info in here
        if info.pack is not None and not info.pack.applies_to and (year is None or info.pack.is_for(year))
    ]
    broken = [info.id for info in here if info.pack is None]
    lost = lost_packs(workbook)
    if silent:
        return msg(
            "The national rule pack {used} is used. There is {packs} here, which does not say whom it is for: name it "
            "with --rules, or write applies_to in it.",
            used=DEFAULT_PACK,
            packs=", ".join(silent),
        )
    if broken:
        return msg(
            "The national rule pack {used} is used. {packs} cannot be used: “selfeval rules check” says why.",
            used=DEFAULT_PACK,
            packs=", ".join(broken),
        )
    if lost:
        why = lost[0].error.message if lost[0].error else NOTHING
        return msg("The national rule pack {used} is used. {why}", used=DEFAULT_PACK, why=why)
    return NOTHING
