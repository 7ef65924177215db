"""Which number of an outcome is the one that was achieved; what was planned, is left or only differs is none."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from selfeval.core.patterns import lazy
from selfeval.core.readings import Comparator, Target, Trend
from selfeval.core.records import dataclass, replace
from selfeval.core.texts.shapes.damage import find_damage
from selfeval.core.texts.shapes.quantities import Written, read_alone, read_best
from selfeval.core.texts.shapes.several import CLAUSE, is_part, sum_of
from selfeval.core.texts.words.no_outcome import NoOutcome, names_the_target, names_this_year, no_outcome
from selfeval.core.texts.words.trends import names_a_base
from selfeval.core.units import convert, same_unit

_LOWER, _UPPER = (Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)
_AGAINST = frozenset({*product(_LOWER, _UPPER), *product(_UPPER, _LOWER)})
"""Signs of an actual and of its target that point in opposite directions: `不足1000` measures nothing against ≥1000."""

_RESPONSE = lazy(r"(?:回收|有效|应答|回复|参与)率[^0-9]{0,3}\Z")
"""How many answered a survey, which is not how many are content."""
_CHANGES = frozenset({NoOutcome.MORE, NoOutcome.LESS, NoOutcome.LEFT})
_BRACKETS = lazy(r"[(（]([^()（）]{1,40})[)）]")


@dataclass(frozen=True, slots=True)
class Choice:
    """The number of an outcome.

    Attributes:
        written: the number, None where the text holds no single one.
        instead: what the only number is in the place of an outcome, None where it is one.
        doubtful: whether it was taken from several numbers of which another one may be meant.
        words: what is said of it: the whole text, or of several numbers the clause before this one.
    """

    written: Written | None
    instead: NoOutcome | None = None
    doubtful: bool = False
    words: str = ""


def chosen_number(text: str, target: Target, year: int | None = None) -> Choice:
    """The one number of the text; a share such as 已完成100% is none unless the target is a share itself."""
    if find_damage(text) is not None:
        return Choice(None)
    several = read_best(text)
    kinds = tuple(_instead(one, target, year, alone=len(several) == 1) for one in several)
    if len(several) == 1:
        if inside := _in_brackets(text, several[0], target):
            return Choice(inside, doubtful=True)
        return Choice(_measured(several[0], target), kinds[0], words=text)
    if total := sum_of(several):
        return _of_several(total, target, text)
    levels = tuple(one for one in several if not _is_beside(one, target))
    if len(levels) == 1 and len(several) > 1:
        return _of_several(levels[0], target, text)
    achieved = tuple(one for one, kind in zip(several, kinds, strict=True) if kind is None and one in levels)
    of_year = tuple(one for one in achieved if names_this_year(one.context, year))
    if len(achieved) == 1 or len(of_year) == 1:
        return _of_several((*of_year, *achieved)[0], target, text)
    return replace(_of_several(_the_one_counted(achieved, target), target, text), doubtful=True)


def _of_several(one: Written | None, target: Target, text: str) -> Choice:
    if one is None:
        return Choice(None)
    words = text if target.trend is not Trend.NONE else CLAUSE.split(one.context)[-1]
    return Choice(_measured(one, target), words=words)


def _in_brackets(text: str, before: Written, target: Target) -> Written | None:
    """What stands in brackets, where only that is in the unit of the target: 31256人 of `8500户（31256人）`."""
    found = _BRACKETS.search(text) if before.unit and target.unit else None
    inside = read_alone(found[1]) if found else None
    if inside is None or not inside.unit or inside.upper is not None:
        return None
    fits = [convert(Decimal(1), one.unit, target.unit) is not None for one in (before, inside)]
    return replace(inside, embedded=True) if fits == [False, True] else None


def _is_beside(written: Written, target: Target) -> bool:
    """Whether the number is certainly another one: a part of the first, or the way from an earlier one.

    `200亩` of `520亩，其中经济林200亩`, `5%` of `10.5万人次，同比增长5%`; not where the target asks for a change.
    """
    share = written.unit == "%" and bool(target.unit) and convert(Decimal(1), "%", target.unit) is None
    if is_part(written) or share:
        return True
    near = CLAUSE.split(written.context)[-1]
    if target.whole and _RESPONSE.search(near):
        return True
    return target.trend is Trend.NONE and names_a_base(f"{near}1")


def _instead(written: Written, target: Target, year: int | None, *, alone: bool) -> NoOutcome | None:
    """What a number is in the place of an outcome; None where the row itself asks for that.

    Beside another number, what was planned is never the outcome, whatever the row is called.
    """
    if not written.embedded or "/" in target.unit:
        return None
    kind = no_outcome(written.context, written.behind, year)
    asked = kind in target.apart and (alone or kind is not NoOutcome.PLANNED)
    changes = target.trend is not Trend.NONE  # of a change, `较目标多下降2%` is the ordinary way to speak
    usual = changes and kind in _CHANGES and not names_the_target(written.context)
    return None if asked or usual else kind


def _measured(written: Written, target: Target) -> Written | None:
    """The number where it can be held against the target."""
    if written.upper is not None or written.contradictory:
        return None
    if written.symbol and (written.comparator, target.comparator) in _AGAINST:
        return None
    share_of_work = written.embedded and written.unit == "%" and convert(Decimal(1), "%", target.unit) is None
    return None if share_of_work else written


def _the_one_counted(several: tuple[Written, ...], target: Target) -> Written | None:
    """The only one of several numbers in what the target counts: 12场 of `完成12场，参训500人次`."""
    fitting = [one for one in several if one.unit and target.unit and same_unit(one.unit, target.unit)]
    return fitting[0] if len(fitting) == 1 and all(one.unit for one in several) else None
