"""Which indicator belongs into which row of a form: by path and name where the form lists it, else in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from selfeval.core.keys import tier_key
from selfeval.core.model import AMOUNT, Indicator
from selfeval.core.row_match import Blank, same_name, same_tiers
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.words.execution import names_execution
from selfeval.excel.book.grid import Place
from selfeval.excel.form.places import FormTable, Slot


@dataclass
class Seating:
    """Who sits where.

    Attributes:
        seats: pairs of indicator and row, in the order of the form.
        tiers: the tier cells that are blank and take a text, by field and cell.
        unknown: rows of the form that name an indicator the evaluation lacks, or one that cannot be told from others.
        missing: by tier path, how many rows the form lacks.
        blank: rows left over.
        amounts: rows of a department's own form that hold an amount, and that the form has no row for.
        execution: a row for the execution rate, where the form has no other place for it.
    """

    seats: list[tuple[Scored, Slot]] = field(default_factory=list)
    tiers: dict[Place, str] = field(default_factory=dict)
    unknown: list[Slot] = field(default_factory=list)
    missing: Counter[str] = field(default_factory=Counter)
    blank: list[Slot] = field(default_factory=list)
    amounts: list[Scored] = field(default_factory=list)
    execution: Slot | None = None


def seat(table: FormTable, indicators: Sequence[Scored]) -> Seating:
    """Give every indicator a row; rows that the form names first, hidden blank rows never."""
    result = Seating()
    waiting = list(indicators)
    for slot in table.slots:
        if slot.name:
            fits = [scored for scored in waiting if _is(slot, scored.indicator)]
            if not fits and "execution_score" not in table.places and _is_execution(slot):
                result.execution = result.execution or slot
                continue
            if not fits or len({(s.indicator.tier1, s.indicator.tier2) for s in fits}) > 1:
                result.unknown.append(slot)
                continue
            waiting.remove(fits[0])
            result.seats.append((fits[0], slot))
    free = [slot for slot in table.slots if not slot.name and not slot.hidden]
    for scored in waiting:
        if scored.indicator.kind == AMOUNT:
            result.amounts.append(scored)
            continue
        chosen = next(
            (slot for rank in range(3) for slot in free if _rank(slot, scored.indicator, result) == rank), None
        )
        if chosen is None:
            result.missing["/".join(part for part in (scored.indicator.tier1, scored.indicator.tier2) if part)] += 1
            continue
        free.remove(chosen)
        result.seats.append((scored, chosen))
        for name in ("tier1", "tier2"):
            text = getattr(scored.indicator, name)
            if not getattr(chosen, name) and name in chosen.places and text:
                result.tiers[chosen.places[name]] = text
    result.blank = free
    result.seats.sort(key=lambda pair: pair[1].row)
    return result


def _is(slot: Slot, item: Indicator) -> bool:
    return same_name(slot.name, item.tier3) and same_tiers(slot, item, Blank.ANY)


def _is_execution(slot: Slot) -> bool:
    return any(names_execution(text) for text in (slot.name, slot.tier1))


def _rank(slot: Slot, item: Indicator, result: Seating) -> int:
    """How well a blank row fits: 0 both tiers stand there, 1 the first, 2 neither; 3 it belongs to another tier."""
    tiers = []
    for name in ("tier1", "tier2"):
        there = getattr(slot, name) or (result.tiers.get(slot.places[name], "") if name in slot.places else "")
        if there and tier_key(there) != tier_key(getattr(item, name)):
            return 3
        tiers.append(bool(there))
    return 0 if tiers[1] else 1 if tiers[0] else 2
