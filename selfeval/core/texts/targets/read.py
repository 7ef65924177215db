"""Target texts (指标值) into what they ask for, with everything that had to be supposed.

Nothing is corrected silently: the original text is kept, a reading that the text itself does not carry has an
assumption beside it, and a suspected misreading is only offered.
"""

from __future__ import annotations

import re
from functools import lru_cache

from selfeval.core.numbers import MAX_DIGITS, MAX_LENGTH, halfwidth, squeezed, unmarked
from selfeval.core.patterns import lazy
from selfeval.core.readings import Kind, Origin, Target
from selfeval.core.records import replace
from selfeval.core.texts.notes import targets as suppose
from selfeval.core.texts.shapes.joined_cells import split_cells
from selfeval.core.texts.shapes.numerals import in_digits
from selfeval.core.texts.shapes.quantities import SENTENCE
from selfeval.core.texts.targets.dates import date_target, month_target, recurring_target
from selfeval.core.texts.targets.direction import trend_in
from selfeval.core.texts.targets.forms import Context, canonical, unreadable
from selfeval.core.texts.targets.prohibitions import none_target
from selfeval.core.texts.targets.quantities import cell_unit, damaged_target, loss_target, named_target, quantity_target
from selfeval.core.texts.targets.rewrites import rewritten
from selfeval.core.texts.words import targets as words
from selfeval.core.texts.words.leftovers import without_label
from selfeval.core.texts.words.spans_of_time import half_spans
from selfeval.core.units import normal_unit

_EARLIER = "20[0-9]{2}年[度末底]?[^0-9]{0,12}(?:水平|同期|平均|均值|基数|基准|基期|实际|数据|成绩|情况)"
"""A year before whose level is meant, as in ≥2024年水平."""
_NUMBERED = lazy(rf"[0-9]{{{MAX_DIGITS + 1}}}|[≥≧⩾≤≦⩽><=]\s{{0,9}}(?!{_EARLIER})[0-9]")
"""What shows that a number is asked for, although none could be read: too many digits, or a sign before digits."""
_PERCENT_TWICE = lazy(r"(%|％|﹪|百分比|百分率)[(（](?:%|％|﹪|百分[比率数]|百分之|比例|比率|占比)[)）]")
_UNIT_IN_BRACKETS = lazy(
    r"([0-9０-９]) ?[(（] ?([%％‰]|百分比|百分率|[万亿千]?元|[人个户项次天日周月年场批台套亩吨米件起例宗份篇]"
    r"|个?工作日|日历天|个月|小时|分钟|人次|批次|公里|平方米|万?平方米|立方米|公斤) ?[)）] ?$"
)


@lru_cache(maxsize=4096)
def read_target(
    text: str,
    *,
    tier1: str = "",
    tier2: str = "",
    name: str = "",
    year: int | None = None,
    sign: str = "",
    unit: str = "",
    nature: str = "",
) -> Target:
    """Understand a target text as it stands in the table.

    Args:
        text: the 指标值 as written; kept unchanged in the result. Cells joined by `|` are taken apart.
        tier1: 一级指标; a bare number takes its direction from here.
        tier2: 二级指标, likewise.
        name: 三级指标; may hold the value itself, or speak against the direction.
        year: the budget year, for dates that name none.
        sign: the cell of its own for the sign, where the form has one: 大于等于.
        unit: the cell for the unit: %.
        nature: 指标性质: 正向, 反向 or 定性.

    Returns:
        The reading; `Kind.UNREADABLE`, with the cause as an assumption, where there is none. Never raises.
    """
    if len(squeezed(text)) > MAX_LENGTH:
        return Target(text, Kind.QUALITATIVE, origin=Origin.ASSUMED, assumptions=(suppose.long_text(),))
    body, sign, unit, nature = split_cells(text, sign.strip(), unit.strip(), nature.strip())
    context = Context(tier1, tier2, name, year, sign, unit, nature)
    body = without_label(unmarked(squeezed(body)))
    read = loss_target(text, body, context)
    body = _unwrapped(body)
    read = read or none_target(text, body, context, cell_unit(context))
    if read is None and words.is_placeholder(body):
        return named_target(text, context)
    body = _tidied(body)
    plain = None if read else rewritten(body, name)
    if plain:
        read = _value(text, plain.text, context)
        return replace(read, origin=Origin.ASSUMED, assumptions=(*read.assumptions, plain.note))
    return read or _value(text, body, context)


def _value(text: str, body: str, context: Context) -> Target:
    return (
        recurring_target(text, body)
        or month_target(text, body, context)
        or date_target(text, body, context)
        or damaged_target(text, body, context)
        or quantity_target(text, body, context)
        or _spelled(text, body, context)
        or _wording(text, body, context)
    )


def _spelled(text: str, body: str, context: Context) -> Target | None:
    """A number or date in Chinese characters: 不少于三次, 百分之九十五, 十二月底前."""
    digits = half_spans(body) or in_digits(body) or (in_digits(f"{body}{context.unit}") if len(body) <= 8 else "")
    read = (date_target(text, digits, context) or quantity_target(text, digits, context)) if digits else None
    if read is None:
        return None
    return replace(read, origin=Origin.ASSUMED, assumptions=(*read.assumptions, suppose.numerals(canonical(read))))


def _tidied(body: str) -> str:
    """A unit in brackets behind the number without them."""
    return _UNIT_IN_BRACKETS.sub(r"\1\2", _PERCENT_TWICE.sub(r"\1", body))


def apply_reading(
    target: Target, reading: str, *, tier1: str = "", tier2: str = "", name: str = "", year: int | None = None
) -> Target:
    """The target as a person confirmed or corrected it; `reading` is a target text.

    The original text stays; `Origin.CONFIRMED` where the reading says the same as before, else `CORRECTED`; nothing is
    assumed any more. A reading that cannot be understood, or a date without a year, leaves the target as it was.
    """
    read = read_target(reading, tier1=tier1, tier2=tier2, name=name, year=year)
    if read.kind is Kind.UNREADABLE or (read.kind is Kind.DATE and read.day is None):
        return target
    origin = Origin.CONFIRMED if _meaning(read) == _meaning(target) else Origin.CORRECTED
    trend = read.trend or target.trend
    return replace(read, text=target.text, origin=origin, assumptions=(), trend=trend)


def _meaning(target: Target) -> tuple[object, ...]:
    unit = normal_unit(target.unit)
    return target.kind, target.comparator, target.value, target.upper, unit, target.day, target.last_day


def _unwrapped(text: str) -> str:
    bare = text.strip()
    for _ in range(2):
        if (
            len(bare) > 1
            and bare[0] in '(（【[“"'
            and bare[-1] in ')）】]”"'
            and not re.search(r"[()（）]", bare[1:-1])
        ):
            bare = bare[1:-1].strip()
    return bare


def _wording(text: str, body: str, context: Context) -> Target:
    if words.is_yes_no(body):
        return Target(text, Kind.BOOLEAN)
    worded = any(char.isalpha() for char in body)
    if not worded or (len(body) <= SENTENCE and _NUMBERED.search(halfwidth(body))):
        return unreadable(text, "number")
    return Target(text, Kind.QUALITATIVE, trend=trend_in(context, body, None))
