"""The number of an outcome in the unit of its target, or what keeps the two apart."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from selfeval.core.numbers import plain
from selfeval.core.patterns import lazy
from selfeval.core.readings import Assumption, Target
from selfeval.core.records import dataclass
from selfeval.core.texts.notes import actuals as note
from selfeval.core.texts.shapes.quantities import Written
from selfeval.core.texts.shapes.several import CLAUSE
from selfeval.core.texts.words.no_outcome import says_each
from selfeval.core.texts.words.spans_of_time import TIMES_A_YEAR
from selfeval.core.units import convert, is_count, is_money, is_scale, normal_unit, same_unit, with_multiplier_of

_OTHERS = ("秒", "分钟", "小时", "天", "周", "个月", "年", "米", "公里", "平方米", "公顷", "平方公里", "公斤", "吨")
"""Units of which a bare number may be, where it lies far from a target in another one of the same measure."""
_FAR = 15
"""Times more or less than the target from which a bare number may be of another unit: minutes for hours are 60."""
_THINGS = frozenset("个所家座处项条套台件份篇位部辆架艘间栋幢口门盏块根支只头株棵张本册幅面")
"""Words that count things one by one, of which people take one for the other."""
_MULTIPLIERS = "亿万千"
_TOGETHER = lazy("共|合计|总计|累计|总额|总量")


@dataclass(frozen=True, slots=True)
class InUnit:
    """A number in the target's unit; `value` None where the units cannot be compared."""

    value: Decimal | None
    notes: tuple[Assumption, ...] = ()


def in_unit_of(written: Written, target: Target) -> InUnit:
    """The number as the target counts, with what had to be supposed for that."""
    value, unit, goal = written.value, written.unit, target.unit
    if not unit:
        return InUnit(value, _without_unit(value, target))
    if not goal and unit == "%" and target.upper is None and 0 < (target.value or 0) <= 1:
        share = value / 100
        return InUnit(share, (note.converted(f"{plain(value)}%", plain(share)),))
    if not goal:
        scaled = is_scale(unit) or normal_unit(unit)[:1] in {"万", "亿", "千"}
        return InUnit(value, (note.extra_unit(plain(value), unit, scaled=scaled),))
    if same_unit(unit, goal) or same_unit(*(one.removesuffix("/年") for one in (unit, goal))):
        return InUnit(value)  # an evaluation is of one year: 4次 are 4次/年
    if goal.startswith("/") and normal_unit(unit).endswith(normal_unit(goal)):
        return InUnit(value, (note.extra_unit(plain(value), unit, scaled=False),))
    return _converted(value, unit, target, written.context)


def _converted(value: Decimal, unit: str, target: Target, context: str) -> InUnit:
    goal = target.unit
    result = convert(value, unit, goal)
    if result is None and _says_each(context, goal):
        result = convert(value, unit, normal_unit(goal).partition("/")[0])
    if result is None and is_scale(unit):
        result = _completed(value, unit, goal)
    if result is None and is_scale(goal):
        result = convert(value, unit, f"{goal}{normal_unit(unit).lstrip('十百千万亿')}")
    if result is None and _days_are_enough(value, unit, target):
        return InUnit(value, (note.days_hold_working_days(f"{plain(value)}{unit}"),))
    if result is None and _counts_alike(value, unit, target):
        return InUnit(value, (note.other_count_word(f"{plain(value)}{unit}", f"{plain(value)}{goal}"),))
    if result is None:
        return InUnit(None, (note.not_comparable(unit, goal, _offer(value, unit, goal)),))
    return InUnit(result, (note.converted(f"{plain(value)}{unit}", f"{plain(result)}{goal}"),))


def _says_each(context: str, goal: str) -> bool:
    """Whether the clause before a number says for each of what it is: 亩均2.6万元, 每亩2.6万元 for 万元/亩.

    Not 每人均已发放，共计50000元, of which all together got so much.
    """
    below = [part for part in normal_unit(goal).partition("/")[2].split("·") if part]
    near = CLAUSE.split(context)[-1]
    return bool(below) and not _TOGETHER.search(near) and all(says_each(near, part) for part in below)


def _counts_alike(value: Decimal, unit: str, target: Target) -> bool:
    """Whether two words for things differ and the number is about the target: 10套 for 10台, 245所 for 245个.

    Not households and people, nor what is counted in lots.
    """
    if not {normal_unit(unit), normal_unit(target.unit)} <= _THINGS or not target.value:
        return False
    return Fraction(1, 2) <= Fraction(value) / Fraction(target.value) <= 2


def _offer(value: Decimal, unit: str, goal: str) -> str:
    """What may have been meant: 480元/人 for 480元, 4次/月 for 48次 of a year, 15000株 for 15000棵."""
    top, _, below = normal_unit(goal).partition("/")
    times = TIMES_A_YEAR.get(below)
    if times and same_unit(unit, top):
        share = value / times
        return f"{plain(share)}{goal}" if share == share.to_integral_value() else ""
    fits = (is_count(unit) and is_count(goal)) or same_unit(unit, top)
    return f"{plain(value)}{with_multiplier_of(unit, goal)}" if fits else ""


def _completed(value: Decimal, unit: str, goal: str) -> Decimal | None:
    """`150万` for a target in 万元 or 元: the multiplier is completed with what the target counts."""
    rest = normal_unit(goal)
    while rest[:1] and rest[:1] in "万亿千" and len(rest) > 1:
        rest = rest[1:]
    return convert(value, f"{unit}{rest}", goal)


def _days_are_enough(value: Decimal, unit: str, target: Target) -> bool:
    """Whether calendar days prove that a limit in working days was kept: 3天 against 5个工作日内."""
    limited = target.lower_is_better and target.value is not None and value <= target.value
    return limited and same_unit(unit, "天") and same_unit(target.unit, "工作日")


def _without_unit(value: Decimal, target: Target) -> tuple[Assumption, ...]:
    if not target.unit:
        return ()
    offer = _of_another_unit(value, target)
    return (note.missing_unit(plain(value), target.unit, offer),)


def _of_another_unit(value: Decimal, target: Target) -> str:
    """The number with the unit that brings it to about the target, where it lies far from it: 120分钟 for 2小时."""
    goal = normal_unit(target.unit)
    wanted = target.value if target.upper is None else target.upper
    if wanted is None or wanted <= 0 or value <= 0 or is_money(goal):
        return ""  # of money, 元 and 万元 are told apart by a check of their own
    if Fraction(1, _FAR) < Fraction(value) / Fraction(wanted) < _FAR:
        return ""
    scaled = goal[:1] in _MULTIPLIERS and len(goal) > 1
    counts = (goal[1:],) if scaled else (f"万{goal}", f"千{goal}") if is_count(goal) else ()
    for unit in (*counts, *_OTHERS):
        result = convert(value, unit, goal)
        if result and Fraction(1, 2) <= Fraction(result) / Fraction(wanted) <= 2:
            return f"{plain(value)}{unit}"
    return ""
