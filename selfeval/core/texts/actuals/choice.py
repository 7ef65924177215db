"""Which number of an outcome is the one that was achieved; what was planned, is left or only differs is none."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

from selfeval.core.patterns import lazy
from selfeval.core.readings import Comparator, Target, Trend
from selfeval.core.records import dataclass, replace
from selfeval.core.texts.shapes.damage import find_damage
from selfeval.core.texts.shapes.quantities import Written, read_alone, read_best, read_inside
from selfeval.core.texts.shapes.several import CLAUSE, asked_of, sum_of, whole_and_parts
from selfeval.core.texts.words.no_outcome import (
    NoOutcome,
    is_surely_undone,
    names_the_target,
    names_this_year,
    no_outcome,
    perhaps_no_outcome,
    says_this_year,
)
from selfeval.core.texts.words.trends import names_a_base
from selfeval.core.units import are_comparable, convert, is_money, is_scale, same_unit

_LOWER, _UPPER = (Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)
_AGAINST = frozenset({*product(_LOWER, _UPPER), *product(_UPPER, _LOWER)})
"""Signs of an actual and of its target that point in opposite directions: `不足1000` measures nothing against ≥1000."""

_RESPONSE = lazy(r"(?:回收|有效|应答|回复|参与)率[^0-9]{0,3}\Z")
"""How many answered a survey, which is not how many are content."""
_Numbers = tuple[tuple[Written, NoOutcome | None], ...]
"""Numbers of one text, each with what it is in the place of an outcome."""
_MAY_COUNT = frozenset({None, NoOutcome.OTHER_TIME})
"""What a number may be and yet belong to the outcome; 8个 of `共20个，已完成12个，在建8个` do not."""
_CHANGES = frozenset({NoOutcome.MORE, NoOutcome.LESS, NoOutcome.LEFT})
_BRACKETS = lazy(r"[(（]([^()（）]{1,40})[)）]")


@dataclass(frozen=True, slots=True)
class Choice:
    """The number of an outcome.

    Attributes:
        written: the number, None where the text holds no single one.
        instead: what the only number is in the place of an outcome, None where it is one.
        doubtful: whether it was taken from several numbers of which another one may be meant.
        perhaps: what the number taken may be instead of an outcome.
        words: what is said of it: the whole text, or of several numbers the clause before this one.
    """

    written: Written | None
    instead: NoOutcome | None = None
    doubtful: bool = False
    perhaps: NoOutcome | None = None
    words: str = ""


def chosen_number(text: str, target: Target, year: int | None = None) -> Choice:
    """The one number of the text, and what it may be instead of an outcome."""
    choice = _chosen(text, target, year)
    written = choice.written
    if written is None or choice.instead or not written.embedded or "/" in target.unit:
        return choice
    perhaps = perhaps_no_outcome(written.context, year)
    return choice if perhaps in target.apart else replace(choice, perhaps=perhaps)


def _chosen(text: str, target: Target, year: int | None) -> Choice:
    """The one number of the text; a share such as 已完成100% is none unless the target is a share itself."""
    if find_damage(text) is not None:
        return Choice(None)
    several = _numbers(text)
    if len(several) == 1:
        return _of_one(several[0], target, text, year)
    numbers = tuple((one, _instead(one, target, year, alone=False)) for one in several)
    total = sum_of(several)
    if total and all(kind in _MAY_COUNT for _, kind in numbers):
        return replace(_of_several(total, target, text), doubtful=any(kind for _, kind in numbers))
    return _of_levels(numbers, target, text, year)


def _numbers(text: str) -> tuple[Written, ...]:
    """The numbers of the text; those in its brackets too where they are called parts: `20个（其中已完成12个）`."""
    several = read_best(text)
    return read_inside(text) or several if len(several) == 1 and "其中" in text else several


def _of_one(one: Written, target: Target, text: str, year: int | None) -> Choice:
    """The only number of a text outside its brackets, or the one in them where only that answers the target."""
    if inside := _in_brackets(text, one, target):
        return Choice(inside, doubtful=True)
    return Choice(_measured(one, target), _instead(one, target, year, alone=True), words=text)


def _of_levels(numbers: _Numbers, target: Target, text: str, year: int | None) -> Choice:
    """The one of several numbers that is an outcome: a whole for its parts, unless one of them is asked for."""
    free = _free(numbers)
    whole, parts = whole_and_parts(tuple(one for one, _ in numbers))
    if whole in free:
        asked, sure = _asked(whole, tuple(one for one in parts if one in free), target, year)
        if not sure:
            return replace(_of_several(asked, target, text), doubtful=True)
        numbers = tuple((one, kind) for one, kind in numbers if one not in parts)
    return _achieved(tuple((one, kind) for one, kind in numbers if not _is_beside(one, target)), target, text, year)


def _achieved(levels: _Numbers, target: Target, text: str, year: int | None) -> Choice:
    """The one of several levels that was achieved; of the others, only what surely is none leaves no doubt."""
    by_any_reading = tuple((one, kind or perhaps_no_outcome(one.context, year)) for one, kind in levels)
    achieved = _free(by_any_reading) or _free(levels)
    of_year = tuple(one for one in achieved if names_this_year(one.context, year))
    if len(achieved) == 1 or len(of_year) == 1:
        chosen = (of_year or achieved)[0]
        aside = tuple((one, kind) for one, kind in by_any_reading if one != chosen)
        return replace(_of_several(chosen, target, text), doubtful=_others_may_count(chosen, aside, target))
    if not achieved and len(levels) == 1:
        return replace(_of_several(levels[0][0], target, text), instead=levels[0][1])
    return replace(_of_several(_the_one_counted(achieved, target), target, text), doubtful=True)


def _free(numbers: _Numbers) -> tuple[Written, ...]:
    """The numbers that no word keeps from being the outcome."""
    return tuple(one for one, kind in numbers if kind is None)


def _asked(whole: Written, parts: tuple[Written, ...], target: Target, year: int | None) -> tuple[Written | None, bool]:
    """Which one of a whole and its parts is asked for: the one named as this year's, or what the row's name says."""
    of_year = tuple(one for one in parts if names_this_year(one.context, year))
    if len(of_year) == 1 and not names_this_year(whole.context, year):
        return of_year[0], False
    return asked_of(whole, parts, target.name)


def _others_may_count(chosen: Written, others: _Numbers, target: Target) -> bool:
    """Whether with what was put aside the outcome may be another: 2座 of `新建3座，其余2座为改建`.

    Not where the target is kept with them as well as without, and not of a number that is said to be this year's.
    """
    if says_this_year(chosen.context):
        return False
    left = tuple(
        one
        for one, kind in others
        if kind in _MAY_COUNT
        or (kind is NoOutcome.LEFT and (target.lower_is_better or not is_surely_undone(one.context, one.behind)))
    )
    amounts = [_in_unit(one, target.unit) for one in (chosen, *left)]
    known = [one for one in amounts if one is not None]
    if not known[1:] or amounts[0] is None:
        return False
    return not (_keeps(known[0], target) and _keeps(sum(known, Decimal(0)), target))


def _in_unit(one: Written, unit: str) -> Decimal | None:
    """The number in a unit; as it stands where it has no unit, or one that only scales: 10万 of money."""
    if not one.unit or not unit or same_unit(one.unit, unit) or is_scale(one.unit):
        return one.value
    return convert(one.value, one.unit, unit)


def _keeps(value: Decimal, target: Target) -> bool:
    if target.value is None or target.upper is not None:
        return False
    return value <= target.value if target.lower_is_better else value >= target.value


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
    fits = [are_comparable(one.unit, target.unit) for one in (before, inside)]
    return replace(inside, embedded=True) if fits == [False, True] else None


def _is_beside(written: Written, target: Target) -> bool:
    """Whether the number is certainly another one: a share of work, or the way from an earlier number.

    `5%` of `10.5万人次，同比增长5%`; not where the target asks for a change.
    """
    if written.unit == "%" and target.unit and not are_comparable("%", target.unit):
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
    kind = no_outcome(written.context, written.behind, year, money=_is_money(written, target))
    asked = kind in target.apart and (alone or kind is not NoOutcome.PLANNED)
    changes = target.trend is not Trend.NONE  # of a change, `较目标多下降2%` is the ordinary way to speak
    usual = changes and kind in _CHANGES and not names_the_target(written.context)
    return None if asked or usual else kind


def _is_money(written: Written, target: Target) -> bool:
    scaled = not written.unit or is_scale(written.unit)
    return is_money(target.unit) if scaled else is_money(written.unit)


def _measured(written: Written, target: Target) -> Written | None:
    """The number where it can be held against the target."""
    if written.upper is not None or written.contradictory:
        return None
    if written.symbol and (written.comparator, target.comparator) in _AGAINST:
        return None
    share_of_work = written.embedded and written.unit == "%" and not are_comparable("%", target.unit)
    return None if share_of_work else written


def _the_one_counted(several: tuple[Written, ...], target: Target) -> Written | None:
    """The only one of several numbers in what the target counts: 12场 of `完成12场，参训500人次`."""
    fitting = [one for one in several if one.unit and target.unit and _counts_so(one.unit, target.unit)]
    return fitting[0] if len(fitting) == 1 and all(one.unit for one in several) else None


def _counts_so(unit: str, goal: str) -> bool:
    return same_unit(unit, goal) or are_comparable(unit, goal)
