"""Whether a reading that a form carries from an earlier year (已确认口径) still holds for the target beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from selfeval.core.numbers import halfwidth
from selfeval.core.patterns import lazy
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import Assumption, Confidence, Kind, Target
from selfeval.core.records import dataclass, replace
from selfeval.core.texts.shapes.numerals import in_digits
from selfeval.core.texts.targets.read import apply_reading, read_target
from selfeval.core.units import normal_unit

CARRIED = "carried"
"""Code of the supposition that a carried reading may no longer be meant."""

_FIGURE = lazy(r"[0-9]{1,15}(?:\.[0-9]{1,9})?")
_SCALES = tuple(Fraction(10) ** power for power in (0, 2, -2, 4, -4, 3, -3))
"""Percent and share, 万元 and 元, kilo: what one figure may be written as in another unit."""
_WORDS = frozenset({Kind.BOOLEAN, Kind.QUALITATIVE})


class Standing(StrEnum):
    """What has become of a carried reading."""

    HOLDS = "holds"
    UNREADABLE = "unreadable"
    CHANGED = "changed"
    OTHER_YEAR = "other_year"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Carried:
    """A carried reading beside its target.

    Attributes:
        text: of the reading, as it stands there.
        before: the target text that it was confirmed for, "" where the form does not say.
        target: of this year, as read from its own text.
    """

    standing: Standing
    text: str
    before: str
    target: Target

    @property
    def message(self) -> Message:
        """Why it does not hold by itself; nothing where it does."""
        facts = {"reading": self.text, "target": self.target.text.strip()}
        if self.standing is Standing.UNREADABLE:
            return msg("The carried reading “{reading}” cannot be understood.", reading=self.text)
        if self.standing is Standing.CHANGED:
            return msg(
                "The target was {before} when it was confirmed as {reading}, and is {target} now; whether that still "
                "holds is to be confirmed.",
                before=self.before,
                **facts,
            )
        if self.standing is Standing.OTHER_YEAR:
            return msg("The reading {reading} was confirmed for an earlier year; this year's is to be confirmed.",
                       reading=self.text)  # fmt: skip
        if self.standing is Standing.CONTRADICTS:
            return msg(
                "The carried reading {reading} says something else than the target {target}.",
                **facts,
            )
        return NOTHING

    @property
    def supposition(self) -> Assumption:
        """The same as something to confirm; what the reading would be is offered, never applied."""
        useful = self.standing in {Standing.CHANGED, Standing.CONTRADICTS}
        return Assumption(CARRIED, self.message, Confidence.LOW, self.text if useful else "")


def carried(
    target: Target, text: str, before: str, *, tier1: str = "", tier2: str = "", name: str = "", year: int | None = None
) -> Carried:
    """Hold a carried reading against the target of this year.

    Args:
        target: as read from its own text.
        text: the reading, a target text.
        before: the target text that it was confirmed for, "" where nobody says.
        tier1: as for `read_target`.
        tier2: as there.
        name: as there.
        year: the budget year.
    """
    read = read_target(text, tier1=tier1, tier2=tier2, name=name, year=year)
    return Carried(_standing(target, read, text, before, year), text, before, target)


def same_text(one: str, other: str) -> bool:
    """Whether two target texts differ in blanks and the width of signs at most."""
    return "".join(halfwidth(one).split()) == "".join(halfwidth(other).split())


def _standing(target: Target, read: Target, text: str, before: str, year: int | None) -> Standing:
    if read.kind is Kind.UNREADABLE or (read.kind is Kind.DATE and read.day is None):
        return Standing.UNREADABLE
    if before.strip() and not same_text(before, target.text):
        return Standing.CHANGED
    days = [day for day in (read.day, read.last_day) if day is not None]
    if year is not None and any(day.year < year for day in days):
        return Standing.OTHER_YEAR
    return Standing.HOLDS if _agrees(target, read, text) else Standing.CONTRADICTS


def _agrees(target: Target, read: Target, text: str) -> bool:
    """Whether a reading can be one of this target: a direction may be turned, a figure not invented."""
    worded = target.kind in _WORDS or target.kind is Kind.UNREADABLE
    if same_text(text, target.text) or (worded and not _figures_in(target.text)):
        return True
    if read.kind in _WORDS:
        return target.kind is Kind.UNREADABLE
    certain = not any(note.confidence is Confidence.LOW for note in target.assumptions)
    stated = certain and bool(target.unit) and bool(read.unit)
    same = normal_unit(target.unit) == normal_unit(read.unit)
    scales = _SCALES[:1] if stated and same else _SCALES[1:] if stated else _SCALES
    pool = {Fraction(figure) * scale for figure in _known(target) for scale in scales}
    return all(Fraction(figure) in pool for figure in _figures(read))


def _known(target: Target) -> Iterator[Decimal | Fraction]:
    """Every figure that the text can mean: those written in it, read from it, and of the readings offered for it."""
    yield from _figures_in(target.text)
    yield from _figures(target)
    for note in target.assumptions:
        if note.offer:
            yield from _figures_in(note.offer)
            yield from _figures(read_target(note.offer))


def _figures(target: Target) -> Iterator[Decimal | Fraction]:
    for value in (target.value, target.upper):
        if value is not None:
            yield abs(value)
    for day in (target.day, target.last_day):
        if day is not None:
            yield Fraction(day.month * 100 + day.day)


def _figures_in(text: str) -> list[Decimal | Fraction]:
    plain = halfwidth(text).replace(",", "")
    return [Decimal(found) for one in (plain, in_digits(plain)) for found in _FIGURE.findall(one or "")]


def with_carried(
    target: Target, text: str, before: str, *, tier1: str = "", tier2: str = "", name: str = "", year: int | None = None
) -> Target:
    """The target under a carried reading: applied where it holds, else a supposition to confirm."""
    cells = {"tier1": tier1, "tier2": tier2, "name": name}
    found = carried(target, text, before, year=year, **cells)
    if found.standing is Standing.HOLDS:
        return apply_reading(target, text, year=year, **cells)
    return replace(target, assumptions=(*target.assumptions, found.supposition))
