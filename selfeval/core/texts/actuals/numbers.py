"""Actuals of targets that are numbers: the measured value in the target's unit, and the slips worth a question."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from selfeval.core.numbers import accounting, plain
from selfeval.core.readings import Actual, ActualKind, Assumption, Comparator, Target, Trend
from selfeval.core.records import replace
from selfeval.core.texts.actuals.choice import Choice, chosen_number
from selfeval.core.texts.actuals.trends import turned, unmeasured
from selfeval.core.texts.actuals.unit_match import InUnit, in_unit_of
from selfeval.core.texts.actuals.words import all_of_it, same_words
from selfeval.core.texts.notes import actuals as note
from selfeval.core.texts.notes.no_outcome import number_not_achieved, number_perhaps_not_achieved
from selfeval.core.texts.shapes.damage import doubled_percent, find_damage, without_leading_two
from selfeval.core.texts.shapes.dates import before_spreadsheet
from selfeval.core.texts.shapes.quantities import Written, read_alone
from selfeval.core.texts.words.names import is_dispensable
from selfeval.core.texts.words.no_outcome import NoOutcome, names_the_target, times_a_year
from selfeval.core.texts.words.nothing import says_none, says_zero
from selfeval.core.texts.words.targets import SYMBOLS
from selfeval.core.units import are_comparable, convert, is_money, money_unit, normal_unit

NOT_MEASURED, COPIED, RATIO_SLIP, MONEY_SLIP, OTHER_UNIT = "A102", "A103", "A104", "A105", "A106"
BEYOND_WHOLE = "A113"
"""Codes of the checks an actual can call for: not a measured value; copies the target text; percent/ratio slip;
元/万元 slip; a unit that cannot be compared with the target's; more than 100 % or less than nothing of a whole."""

_BELOW_NOTHING = ("%", "‰", "百分", "比例", "度", "℃", "点")
"""Units of rates, changes and temperatures, which may well be negative; what is counted or paid may not."""

_FLOWS = ("次", "期", "场", "批", "件", "份", "篇", "条")
"""Ends of units of what adds up over a year; the same people in 低保 are there every month."""

_RATIO_LIMIT = Decimal("1.5")
_PERCENT_FLOOR = 10
_MONEY_FACTOR = 1000


def read_number(text: str, target: Target, year: int | None = None) -> Actual:
    """The measured value of an actual for a quantity or range target, in the target's unit."""
    if _says_none(text, target):
        return Actual(text, ActualKind.NUMBER, Decimal(0), assumptions=(note.none_happened(),))
    loss = accounting(text)
    if loss is not None:
        read = read_number(loss, target, year)
        return replace(read, text=text, assumptions=(*read.assumptions, note.loss(loss)))
    choice = chosen_number(text, target, year)
    written = choice.written
    dated = before_spreadsheet(text)
    if dated and ("月" not in target.unit or not dated.isdigit()):
        return Actual(
            text, ActualKind.UNREADABLE, assumptions=(note.made_by_spreadsheet(dated),), doubts=(NOT_MEASURED,)
        )
    if written is None:
        return unmeasured(text, target) or _all_of_it(text, target) or _not_measured(text)
    in_unit = in_unit_of(written, target)
    if in_unit.value is None:
        return Actual(text, ActualKind.UNREADABLE, assumptions=in_unit.notes, doubts=(OTHER_UNIT,))
    if choice.instead and not _stands(choice.instead, in_unit.value, target, written.context):
        return _no_outcome(text, choice.instead, written, in_unit.value, target)
    return _measured(text, target, choice, written, in_unit)


def _measured(text: str, target: Target, choice: Choice, written: Written, in_unit: InUnit) -> Actual:
    """The outcome of a number that answers the target, with everything that is doubtful about it."""
    measured = in_unit.value or Decimal(0)
    value, remarks, against = turned(measured, choice.words, target)
    doubts: list[str] = list(against)
    notes: list[Assumption] = [*in_unit.notes, *remarks]
    shown = _shown(written)
    for doubt, remark in (*_copied(text, target, written), *_slips(written, max(measured, value), target)):
        notes.append(remark)
        if doubt:
            doubts.append(doubt)
    if measured < 0 <= (target.value or 0) and not remarks and _from_nothing(measured, target, written.unit):
        notes.append(note.negative(shown, shown.removeprefix("-")))
    if choice.doubtful:
        notes.append(note.one_of_several(shown))
    elif written.embedded:
        notes.append(note.embedded(shown))
    if perhaps := choice.perhaps or (choice.instead if choice.instead is not NoOutcome.MORE else None):
        notes.append(number_perhaps_not_achieved(perhaps, shown))
    if written.approximate:
        notes.append(note.approximate())
    return Actual(text, ActualKind.NUMBER, value, assumptions=tuple(notes), doubts=tuple(dict.fromkeys(doubts)))


def _shown(written: Written) -> str:
    """Number and unit as sentences name them: `12次`."""
    return f"{plain(written.value)}{written.unit}"


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


def _stands(instead: NoOutcome, value: Decimal, target: Target, lead: str) -> bool:
    """Whether a number is the outcome whatever its words make of it.

    `超额完成1050人` can hardly be a difference, as it would reach the target by itself; `户均2300元` is near the
    target, which then is of each one as well; and so is a limit in time: 平均每件1天 for ≤5天. What was saved is a
    benefit where one is asked for.
    """
    if instead is NoOutcome.EACH:
        timed = target.lower_is_better and any(are_comparable(target.unit, day) for day in ("天", "工作日"))
        return timed or _is_near(value, target)
    if target.lower_is_better or target.upper is not None:
        return False
    enough = value >= (target.value or 0)
    saved = instead is NoOutcome.LESS and is_money(target.unit) and not names_the_target(lead)
    return (instead is NoOutcome.MORE and enough) or (saved and (enough or "效益" in target.name))


def _is_near(value: Decimal, target: Target) -> bool:
    """Whether a value is neither under half of the target nor over twice as much."""
    low, high = target.value or Decimal(0), target.value if target.upper is None else target.upper
    return low / 2 <= value <= 2 * (high or 0) and value > 0


def _no_outcome(text: str, instead: NoOutcome, written: Written, value: Decimal, target: Target) -> Actual:
    """A number that was not achieved, with the outcome that follows from it where one does."""
    offer = ""
    if instead is NoOutcome.EACH:
        times = times_a_year(written.context)
        adds_up = times and written.unit.endswith(_FLOWS) and _is_near(value * times, target)
        offer = f"{plain(written.value * times)}{written.unit}" if adds_up else ""
    elif target.value is not None and target.upper is None and _follows(instead, target):
        result = target.value + (value if instead is NoOutcome.MORE else -value)
        offer = f"{plain(result)}{target.unit}" if result > 0 else ""
    remark = number_not_achieved(instead, _shown(written), offer)
    return Actual(text, ActualKind.UNREADABLE, assumptions=(remark,), doubts=(NOT_MEASURED,))


def _follows(instead: NoOutcome, target: Target) -> bool:
    """Whether the outcome follows from the target: from a difference, from what is left of work or of money."""
    if instead in {NoOutcome.MORE, NoOutcome.LESS}:
        return True
    return instead is NoOutcome.LEFT and (not target.lower_is_better or is_money(target.unit))


def _not_measured(text: str) -> Actual:
    damage = find_damage(text)
    remark = note.no_number()
    if damage and damage.written and not damage.sign_lost:
        remark = note.misread(_shown(damage.written))
    return Actual(text, ActualKind.UNREADABLE, assumptions=(remark,), doubts=(NOT_MEASURED,))


def _copied(text: str, target: Target, written: Written) -> Iterable[tuple[str, Assumption]]:
    if written.comparator is None:
        return
    if same_words(text, target.text) or _sign_and_number(text) == _sign_and_number(target.text):
        yield COPIED, note.copied()
    elif written.symbol:
        yield "", note.repeated_sign(_shown(written))


def _sign_and_number(text: str) -> tuple[Comparator | None, Decimal, str] | str:
    written = read_alone(text)
    if written is None or written.comparator is None:
        return text
    return written.comparator, written.value, normal_unit(written.unit)


def _slips(written: Written, value: Decimal, target: Target) -> Iterable[tuple[str, Assumption]]:
    goal = target.value if target.upper is None else target.upper
    if goal is None:
        return
    shown = _shown(written)
    yield from _share_slips(written, value, goal, target)
    doubled = doubled_percent(shown, written.value, written.unit) if written.comparator is None else None
    if doubled is not None:
        yield "", note.damaged_percent(f"{plain(doubled)}%")
    if (is_money(target.unit) or target.unit in {"万", "亿"}) and value and goal:
        factor = abs(Fraction(value) / Fraction(goal))
        if factor >= _MONEY_FACTOR or factor * _MONEY_FACTOR <= 1:
            yield MONEY_SLIP, note.money_slip(shown, _other_money(written, target))
    if not value and goal > 0 and target.lower_is_better and is_money(target.unit) and not is_dispensable(target.name):
        yield "", note.nothing_spent()
    yield from _damaged_target(value, target)


def _share_slips(written: Written, value: Decimal, goal: Decimal, target: Target) -> Iterable[tuple[str, Assumption]]:
    """Percent for ratio and the reverse, and what lies beyond the ends of a whole."""
    shown = _shown(written)
    in_percent = target.unit == "%" or (target.whole and not target.unit)
    in_shares = target.unit == "比例" or (target.whole and not target.unit and goal <= 1)
    of_change = (
        target.trend is not Trend.NONE and not target.lower_is_better and value < 1 and _mirrors(value * 100, goal)
    )
    small = 0 < value <= _RATIO_LIMIT and (goal >= _PERCENT_FLOOR or of_change)
    if in_percent and small and (not written.unit or _hardly_so_little(written, value, goal, target)):
        yield RATIO_SLIP, note.ratio_slip(shown, f"{plain(Fraction(value) * 100)}%")
    elif in_shares and not written.unit and 0 < goal <= _RATIO_LIMIT and value >= _PERCENT_FLOOR:
        yield RATIO_SLIP, note.ratio_slip(shown, f"{plain(value)}%")
    elif in_shares and written.unit and value > 0 and _mirrors(value * 100, goal):
        yield RATIO_SLIP, note.ratio_slip(shown, f"{plain(Fraction(value) * 10_000)}%")
    elif _of_thousand(written, value, goal, target):
        yield RATIO_SLIP, note.ratio_slip(shown, f"{plain(written.value)}{normal_unit(target.unit)}")
    elif in_percent and target.whole and not written.unit and goal >= _PERCENT_FLOOR * 5 and _RATIO_LIMIT < value <= 10:
        yield "", note.marks(shown, f"{plain(value * (20 if value <= 5 else 10))}%")
    elif in_percent and (other := _other_part(value, goal, target)):
        yield "", note.complement(shown, other)
    elif target.whole and value > (1 if in_shares else 100) >= goal:
        yield BEYOND_WHOLE, note.beyond_whole(shown)
    elif target.whole and value < 0:
        yield BEYOND_WHOLE, note.negative(shown, shown.removeprefix("-"))


def _other_part(value: Decimal, goal: Decimal, target: Target) -> str:
    """What is left of the whole, where that keeps a target that the share itself misses by far: 98.5% against ≤2%."""
    rest = 100 - value
    if not target.whole or not 0 < value < 100 or not rest:
        return ""
    if target.lower_is_better:
        return f"{plain(rest)}%" if rest <= goal and value >= 5 * goal and value > 50 else ""
    return f"{plain(rest)}%" if rest >= goal >= 50 and value * 5 <= goal else ""


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
