"""Which rule pack follows another one, and what is to be said of a pack that is not in force in a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack

_YEAR_AT_END = lazy(r"(?<=-)20\d\d$")


class Force(StrEnum):
    """Why a pack is not in force in a year."""

    ENDED = "ended"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True)
class OutOfForce:
    """A pack that next year's pack is to be made from, or that this one rests on, and that is for other years.

    Attributes:
        pack: the pack; `year` the budget year for which it is wanted.
        force: whether it has ended or has not yet begun.
        offer: the pack that is in force then; where there is none, the latest one that follows it, or None.
        below: id of the pack that rests on it; "" for the pack that was named itself.
    """

    pack: RulePack
    year: int
    force: Force
    offer: RulePack | None
    below: str = ""

    @property
    def message(self) -> Message:
        """What is wrong with the pack, and which one to take instead."""
        name, offer = self.pack.id, self.offer
        if self.force is Force.ENDED:
            said = msg("{pack} ended with {last}; the new one is for {year}.",
                       pack=name, last=self.pack.last_year or "…", year=self.year)  # fmt: skip
        else:
            said = msg("{pack} begins only with {first}; the new one is for {year}.",
                       pack=name, first=self.pack.first_year or "…", year=self.year)  # fmt: skip
        if self.below:
            said = msg("{pack} rests on {base}. {said}", pack=self.below, base=name, said=said)
        if offer is None:
            return msg("{said} No pack is known here that is in force then: look for the document that is.", said=said)
        years = msg("{first}–{last}", first=offer.first_year or "…", last=offer.last_year or "…")
        if not offer.is_for(self.year):
            what = msg("{offer} ({years}) follows it and is nearer: start from that one with --from {offer}",
                       offer=offer.id, years=years)  # fmt: skip
        elif self.below:
            what = msg("{offer} ({years}) is in force then: write it under extends", offer=offer.id, years=years)
        else:
            what = msg("{offer} ({years}) is in force then: start from that one with --from {offer}",
                       offer=offer.id, years=years)  # fmt: skip
        return msg("{said} {what}, unless you mean the other rules.", said=said, what=what)


def year_id(pack: RulePack, year: int) -> str:
    """`cn-hebei-leting-2025` → `cn-hebei-leting-2026`; a year that only numbers a document stays, and `year` follows.

    `cn-mof-2020-10` is named after 财预〔2020〕10号, not after a budget year, and becomes `cn-mof-2020-10-2026`.
    """
    if _YEAR_AT_END.search(pack.id):
        return _YEAR_AT_END.sub(str(year), pack.id)
    own = str(pack.last_year) if pack.first_year == pack.last_year and pack.last_year else ""
    if own and own in pack.id.split("-"):
        return "-".join(str(year) if part == own else part for part in pack.id.split("-"))
    return f"{pack.id}-{year}"


def successor(old: RulePack, year: int, packs: Iterable[RulePack]) -> RulePack | None:
    """The pack for `year` that follows the old one: by its name, else the nearest that rests on it."""
    known = tuple(packs)
    if same := in_force(old, year, known):
        return same
    following = [pack for pack in known if pack.is_for(year) and _rests_on(pack, old)]
    return min(following, key=lambda pack: (pack.last_year != year, len(pack.layers), pack.id), default=None)


def in_force(old: RulePack, year: int, packs: Iterable[RulePack]) -> RulePack | None:
    """The pack of the same name but for its year, such as `cn-sichuan-2025` for `cn-sichuan`, that is for `year`."""
    fitting = [pack for pack in packs if pack.id != old.id and pack.is_for(year)]
    named = next((pack for pack in fitting if pack.id == year_id(old, year)), None)
    same = [pack for pack in fitting if _stem(pack.id) == _stem(old.id)]
    return named or max(same, key=lambda pack: (pack.first_year or 0, pack.id), default=None)


def out_of_force(old: RulePack, year: int, packs: Iterable[RulePack]) -> Iterator[OutOfForce]:
    """What is to be known before a pack for `year` is made from the old one: of itself, then of what it rests on.

    A pack of a single year has ended by its nature once the next one is made; that is told only where another one
    follows it. The same holds for the years that a chain has gone through already.
    """
    known = {pack.id: pack for pack in packs}
    layers = [layer.id for layer in old.layers[:-1]] if old.layers else []
    for name in (old.id, *reversed(layers)):
        pack = old if name == old.id else known.get(name)
        force = None if pack is None else _force(pack, year)
        if pack is None or force is None:
            continue
        others = [one for one in known.values() if one.id not in {*layers, old.id}]
        offer = successor(pack, year, others) if pack is old else in_force(pack, year, others)
        if offer is None and force is Force.ENDED and pack is old:
            offer = _latest_after(pack, year, others)
        of_one_year = pack.first_year == pack.last_year
        gone_through = any(_stem(one) == _stem(name) for one in (*layers, old.id) if one != name)
        if offer is not None or not (force is Force.ENDED and (of_one_year or gone_through)):
            yield OutOfForce(pack, year, force, offer, "" if pack is old else old.id)


def _force(pack: RulePack, year: int) -> Force | None:
    if pack.last_year is not None and pack.last_year < year:
        return Force.ENDED
    return Force.NOT_BEGUN if pack.first_year is not None and pack.first_year > year else None


def _latest_after(old: RulePack, year: int, packs: Iterable[RulePack]) -> RulePack | None:
    """The pack that follows the old one and comes nearest to the year without reaching it."""
    later = [
        pack
        for pack in packs
        if (_stem(pack.id) == _stem(old.id) or _rests_on(pack, old))
        and (old.last_year or 0) < (pack.last_year or 0) < year
    ]
    return max(later, key=lambda pack: (pack.last_year or 0, pack.id), default=None)


def _rests_on(pack: RulePack, old: RulePack) -> bool:
    return old.id in {layer.id for layer in pack.layers[:-1]}


def _stem(pack_id: str) -> str:
    """The id without its year: `cn-sichuan` of `cn-sichuan-2025`."""
    return _YEAR_AT_END.sub("", pack_id).rstrip("-")
