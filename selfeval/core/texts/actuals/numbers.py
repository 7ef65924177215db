"""Actuals of targets that are numbers: the measured value in the target's unit, and the slips worth a question."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import product

from selfeval.core.numbers import accounting, plain
from selfeval.core.readings import Actual, ActualKind, Assumption, Comparator, Target, Trend
from selfeval.core.records import dataclass, replace
from selfeval.core.texts.actuals.trends import turned, unmeasured
from selfeval.core.texts.actuals.words import all_of_it, same_words
from selfeval.core.texts.notes import actuals as note
from selfeval.core.texts.shapes.damage import doubled_percent, find_damage, without_leading_two
from selfeval.core.texts.shapes.dates import before_spreadsheet
from selfeval.core.texts.shapes.quantities import Written, read_alone, read_best
from selfeval.core.texts.words.nothing import says_none, says_zero
from selfeval.core.texts.words.targets import SYMBOLS
from selfeval.core.units import (
    convert,
    is_count,
    is_money,
    is_scale,
    money_unit,
    normal_unit,
    same_unit,
    with_multiplier_of,
)

NOT_MEASURED, COPIED, RATIO_SLIP, MONEY_SLIP, OTHER_UNIT = "A102", "A103", "A104", "A105", "A106"
BEYOND_WHOLE = "A113"
"""Codes of the checks an actual can call for: not a measured value; copies the target text; percent/ratio slip;
元/万元 slip; a unit that cannot be compared with the target's; more than 100 % or less than nothing of a whole."""

_LOWER, _UPPER = (Comparator.GE, Comparator.GT), (Comparator.LE, Comparator.LT)
_AGAINST = frozenset({*product(_LOWER, _UPPER), *product(_UPPER, _LOWER)})
"""Signs of an actual and of its target that point in opposite directions: `不足1000` measures nothing against ≥1000."""

_BELOW_NOTHING = ("%", "‰", "百分", "比例", "度", "℃", "点")
"""Units of rates, changes and temperatures, which may well be negative; what is counted or paid may not."""

_RATIO_LIMIT = Decimal("1.5")
_PERCENT_FLOOR = 10
_MONEY_FACTOR = 1000


@dataclass(frozen=True, slots=True)
class _InUnit:
    """A number in the target's unit; `value` None where the units cannot be compared."""

    value: Decimal | None
    notes: tuple[Assumption, ...] = ()


def read_number(text: str, target: Target) -> Actual:
    """The measured value of an actual for a quantity or range target, in the target's unit."""
    if _says_none(text, target):
        return Actual(text, ActualKind.NUMBER, Decimal(0), assumptions=(note.none_happened(),))
    loss = accounting(text)
    if loss is not None:
        read = read_number(loss, target)
        return replace(read, text=text, assumptions=(*read.assumptions, note.loss(loss)))
    written = _the_number(text, target)
    dated = before_spreadsheet(text)
    if dated and ("月" not in target.unit or not dated.isdigit()):
        return Actual(
            text, ActualKind.UNREADABLE, assumptions=(note.made_by_spreadsheet(dated),), doubts=(NOT_MEASURED,)
        )
    if written is None:
        return unmeasured(text, target) or _all_of_it(text, target) or _not_measured(text)
    in_unit = _in_unit(written, target)
    if in_unit.value is None:
        return Actual(text, ActualKind.UNREADABLE, assumptions=in_unit.notes, doubts=(OTHER_UNIT,))
    value, remarks, against = turned(in_unit.value, text, target)
    doubts: list[str] = list(against)
    notes: list[Assumption] = [*in_unit.notes, *remarks]
    shown = f"{plain(written.value)}{written.unit}"
    for doubt, remark in (*_copied(text, target, written), *_slips(written, in_unit.value, target)):
        notes.append(remark)
        if doubt:
            doubts.append(doubt)
    if in_unit.value < 0 <= (target.value or 0) and not remarks and _from_nothing(in_unit.value, target, written.unit):
        notes.append(note.negative(shown, shown.removeprefix("-")))
    if len(read_best(text)) > 1:
        notes.append(note.one_of_several(shown))
    elif written.embedded:
        notes.append(note.embedded(shown))
    if written.approximate:
        notes.append(note.approximate())
    return Actual(text, ActualKind.NUMBER, value, assumptions=tuple(notes), doubts=tuple(dict.fromkeys(doubts)))


def _says_none(text: str, target: Target) -> bool:
    """Whether words such as 无, 未发生 or 零 are the number 0 for this target.

    They are where none or at most so much is asked for; a lone 无 not for money, of which it may say that none was set.
    """
    none_asked = target.value == 0 and target.upper is None
    limited = target.lower_is_better or none_asked
    if says_none(text):
        return none_asked or (limited and not is_money(target.unit))
    return says_zero(text) and (limited or text.strip()[:1] in "零〇")


def _all_of_it(text: str, target: Target) -> Actual | None:
    """100 % for 全覆盖 and its like where a percentage is asked for, of which more is better."""
    said = all_of_it(text)
    if said is None or target.unit != "%" or target.lower_is_better or target.trend is not Trend.NONE:
        return None
    remark = note.all_of_it("100%", sure=said)
    return Actual(text, ActualKind.NUMBER, Decimal(100), assumptions=(remark,))


def _the_number(text: str, target: Target) -> Written | None:
    """The one number of the text; a share such as 已完成100% is none unless the target is a share itself."""
    if find_damage(text) is not None:
        return None
    several = read_best(text)
    written = several[0] if len(several) == 1 else _the_one_counted(several, target)
    if written is None or written.upper is not None or written.contradictory:
        return None
    if written.symbol and (written.comparator, target.comparator) in _AGAINST:
        return None
    share_of_work = written.embedded and written.unit == "%" and convert(Decimal(1), "%", target.unit) is None
    return None if share_of_work else written


def _the_one_counted(several: tuple[Written, ...], target: Target) -> Written | None:
    """The only one of several numbers in what the target counts: 12场 of `完成12场，参训500人次`."""
    fitting = [one for one in several if one.unit and target.unit and same_unit(one.unit, target.unit)]
    return fitting[0] if len(fitting) == 1 and all(one.unit for one in several) else None


def _not_measured(text: str) -> Actual:
    damage = find_damage(text)
    remark = note.no_number()
    if damage and damage.written and not damage.sign_lost:
        remark = note.misread(f"{plain(damage.written.value)}{damage.written.unit}")
    return Actual(text, ActualKind.UNREADABLE, assumptions=(remark,), doubts=(NOT_MEASURED,))


def _in_unit(written: Written, target: Target) -> _InUnit:
    value, unit, goal = written.value, written.unit, target.unit
    if not unit:
        return _InUnit(value, (note.missing_unit(plain(value), goal),) if goal else ())
    if not goal and unit == "%" and target.upper is None and 0 < (target.value or 0) <= 1:
        share = value / 100
        return _InUnit(share, (note.converted(f"{plain(value)}%", plain(share)),))
    if not goal:
        scaled = is_scale(unit) or normal_unit(unit)[:1] in {"万", "亿", "千"}
        return _InUnit(value, (note.extra_unit(plain(value), unit, scaled=scaled),))
    if same_unit(unit, goal) or same_unit(*(one.removesuffix("/年") for one in (unit, goal))):
        return _InUnit(value)  # an evaluation is of one year: 4次 are 4次/年
    if goal.startswith("/") and normal_unit(unit).endswith(normal_unit(goal)):
        return _InUnit(value, (note.extra_unit(plain(value), unit, scaled=False),))
    result = convert(value, unit, goal)
    if result is None and is_scale(unit):
        result = _completed(value, unit, goal)
    if result is None and is_scale(goal):
        result = convert(value, unit, f"{goal}{normal_unit(unit).lstrip('十百千万亿')}")
    if result is None:
        top = normal_unit(goal).partition("/")[0]  # 480元 of a target in 元/人
        fits = (is_count(unit) and is_count(goal)) or same_unit(unit, top)
        offer = f"{plain(value)}{with_multiplier_of(unit, goal)}" if fits else ""
        return _InUnit(None, (note.not_comparable(unit, goal, offer),))
    return _InUnit(result, (note.converted(f"{plain(value)}{unit}", f"{plain(result)}{goal}"),))


def _completed(value: Decimal, unit: str, goal: str) -> Decimal | None:
    """`150万` for a target in 万元 or 元: the multiplier is completed with what the target counts."""
    rest = normal_unit(goal)
    while rest[:1] and rest[:1] in "万亿千" and len(rest) > 1:
        rest = rest[1:]
    return convert(value, f"{unit}{rest}", goal)


def _copied(text: str, target: Target, written: Written) -> Iterable[tuple[str, Assumption]]:
    if written.comparator is None:
        return
    if same_words(text, target.text) or _sign_and_number(text) == _sign_and_number(target.text):
        yield COPIED, note.copied()
    elif written.symbol:
        yield "", note.repeated_sign(f"{plain(written.value)}{written.unit}")


def _sign_and_number(text: str) -> tuple[Comparator | None, Decimal, str] | str:
    written = read_alone(text)
    if written is None or written.comparator is None:
        return text
    return written.comparator, written.value, normal_unit(written.unit)


def _slips(written: Written, value: Decimal, target: Target) -> Iterable[tuple[str, Assumption]]:
    goal = target.value if target.upper is None else target.upper
    if goal is None:
        return
    shown = f"{plain(written.value)}{written.unit}"
    yield from _share_slips(written, value, goal, target)
    doubled = doubled_percent(shown, written.value, written.unit) if written.comparator is None else None
    if doubled is not None:
        yield "", note.damaged_percent(f"{plain(doubled)}%")
    if (is_money(target.unit) or target.unit in {"万", "亿"}) and value and goal:
        factor = abs(Fraction(value) / Fraction(goal))
        if factor >= _MONEY_FACTOR or factor * _MONEY_FACTOR <= 1:
            yield MONEY_SLIP, note.money_slip(shown, _other_money(written, target))
    yield from _damaged_target(value, target)


def _share_slips(written: Written, value: Decimal, goal: Decimal, target: Target) -> Iterable[tuple[str, Assumption]]:
    """Percent for ratio and the reverse, and what lies beyond the ends of a whole."""
    shown = f"{plain(written.value)}{written.unit}"
    in_percent = target.unit == "%" or (target.whole and not target.unit)
    in_shares = target.unit == "比例" or (target.whole and not target.unit and goal <= 1)
    small = 0 < value <= _RATIO_LIMIT and goal >= _PERCENT_FLOOR
    if in_percent and small and (not written.unit or _hardly_so_little(written, value, goal, target)):
        yield RATIO_SLIP, note.ratio_slip(shown, f"{plain(Fraction(value) * 100)}%")
    elif in_shares and not written.unit and 0 < goal <= _RATIO_LIMIT and value >= _PERCENT_FLOOR:
        yield RATIO_SLIP, note.ratio_slip(shown, f"{plain(value)}%")
    elif in_shares and written.unit and value > 0 and _mirrors(value * 100, goal):
        yield RATIO_SLIP, note.ratio_slip(shown, f"{plain(Fraction(value) * 10_000)}%")
    elif _of_thousand(written, value, goal, target):
        yield RATIO_SLIP, note.ratio_slip(shown, f"{plain(written.value)}{normal_unit(target.unit)}")
    elif target.whole and value > (1 if in_shares else 100) >= goal:
        yield BEYOND_WHOLE, note.beyond_whole(shown)
    elif target.whole and value < 0:
        yield BEYOND_WHOLE, note.negative(shown, shown.removeprefix("-"))


def _of_thousand(written: Written, value: Decimal, goal: Decimal, target: Target) -> bool:
    """Whether ‰ and % were taken for one another: ten times as much or as little is about the target."""
    units = {normal_unit(written.unit), normal_unit(target.unit)}
    return units == {"%", "‰"} and (_mirrors(value * 10, goal) or _mirrors(value / 10, goal))


def _hardly_so_little(written: Written, value: Decimal, goal: Decimal, target: Target) -> bool:
    """Whether `0.96%` was hardly meant: of a whole, or where a hundred times as much is about the target."""
    if normal_unit(written.unit) != "%" or target.lower_is_better:
        return False
    return target.whole or _mirrors(value * 100, goal)


def _mirrors(value: Decimal, goal: Decimal) -> bool:
    """Whether a value is about the target: neither under half of it nor half as much again."""
    return goal > 0 and Fraction(1, 2) <= Fraction(value) / Fraction(goal) <= Fraction(3, 2)


def _from_nothing(value: Decimal, target: Target, written: str) -> bool:
    """Whether less than nothing is no outcome: of what is counted or paid, or of a share as large as the target.

    Under a limit a rate may well be below 0: 三公经费变动率 ≤0 or ≤5% → -12%.
    """
    if target.whole:
        return False  # asked about as an outcome beyond the ends of the whole
    unit = target.unit or written
    if not any(sign in unit for sign in _BELOW_NOTHING):
        return True
    above = unit == "%" and not target.lower_is_better
    return above and -value >= (target.value or 0) * Decimal("0.8") > 0


def _other_money(written: Written, target: Target) -> str:
    """The same digits in the money unit that brings them within ten times of the target, "" if none does."""
    for unit in ("元", "万元", "亿元"):
        value = convert(written.value, unit, money_unit(target.unit))
        if value and target.value and Decimal("0.1") <= abs(Fraction(value) / Fraction(target.value)) <= 10:
            return f"{plain(written.value)}{unit}"
    return ""


def _damaged_target(value: Decimal, target: Target) -> Iterable[tuple[str, Assumption]]:
    """A bare target that the actual reaches not by half, but meets without its leading 2 (26次, actual 12)."""
    bare = any(remark.code == "direction" for remark in target.assumptions)
    rest = without_leading_two(target.text) if bare else None
    if rest is None or target.value is None or any(char in SYMBOLS for char in target.text):
        return
    if target.comparator is Comparator.GE and 0 < rest <= value and 2 * Fraction(value) < Fraction(target.value):
        yield "", note.target_misread(target.text.strip(), f"≥ {plain(rest)}{target.unit}")


def add_doubt(actual: Actual, code: str, remark: Assumption) -> Actual:
    """The actual with one doubt and its sentence more."""
    return replace(actual, doubts=(*actual.doubts, code), assumptions=(*actual.assumptions, remark))
