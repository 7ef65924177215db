"""Targets that are numbers: comparator from the text, the sign cell or the place, unit from the text or its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from selfeval.core.numbers import MAX_LENGTH, accounting, halfwidth
from selfeval.core.patterns import lazy
from selfeval.core.readings import Assumption, Comparator, Kind, Origin, Target, Trend
from selfeval.core.records import replace
from selfeval.core.texts.notes import targets as suppose
from selfeval.core.texts.shapes.damage import Damage, doubled_percent, find_damage
from selfeval.core.texts.shapes.quantities import Written, read_alone, read_best, valid_unit
from selfeval.core.texts.shapes.several import without_parts
from selfeval.core.texts.targets.direction import Supposed, suppose_direction, trend_in
from selfeval.core.texts.targets.forms import Context, canonical, signed, unreadable
from selfeval.core.texts.targets.slips import ends_at_the_whole, target_slips
from selfeval.core.texts.words import names
from selfeval.core.texts.words import targets as words
from selfeval.core.texts.words.no_outcome import spoken_of
from selfeval.core.texts.words.spans_of_time import TIMES_A_YEAR
from selfeval.core.texts.words.trends import trend_of
from selfeval.core.units import is_count, normal_unit, same_unit

_NOTE_BEHIND = lazy(r"\s*+[(（][^()（）]{1,20}+[)）]\s*+\Z")
_EVERY = lazy("(?:平均)?每个?(?P<time>半年|季度?|月|周|星期|工作日|天|日)")
_EACH = lazy(
    "(?:.{0,12}[村镇乡县区校院所站班期季次批家户个处])?(?:平均)?"
    "(?P<thing>每(?:个|所|家|名|座|处|条|套|台)?(?!年|年度|财年)(?:[一-鿿]{1,4}?)"
    "|各(?:乡镇|村|镇|乡|校|学校|县区?|区县|社区|单位|科室|班级?|站点?)?)"
    rf"(?:{words.SIGN}|{words.SOFT}|配备|建设|培训|开展|举办|组织|安排|设|建|有|完成)?[0-9]"
)
"""A number that each of many is to reach: 每村2名, 每个乡镇不少于1所, 两季各1场."""
_AND = lazy("(?:并且|同时|[且并])(?:要|须|应)?(?:不(?!断)|高于|低于|大于|小于|较|比|优于|达到)[^0-9]{0,20}[。.]?$")
"""A second condition, without a number: 95%且不低于上年."""


def named_target(text: str, context: Context) -> Target:
    """A value inside the indicator's name, such as `…(≥80人)`, where the value cell is blank."""
    name = context.name[:MAX_LENGTH]
    pieces = [piece.group(1) for piece in re.finditer(r"[(（]([^()（）]*)[)）]", name)]
    mark = re.search(words.SIGN, name)
    digits = [found.start() for found in re.finditer(r"(?<![0-9.])[0-9]", name)]
    ends = [name[start:] for start in (*([mark.start()] if mark else []), *digits[-1:])]
    for piece in (*pieces, *ends):
        written = read_alone(piece)
        if written and written.comparator and written.symbol and not written.contradictory:
            target = _target(text, written, written.comparator, written.unit or cell_unit(context))
            return replace(target, origin=Origin.ASSUMED, assumptions=(suppose.from_name(canonical(target)),))
    return unreadable(text, "blank")


def damaged_target(text: str, body: str, context: Context) -> Target | None:
    """A number behind a damaged sign or with a letter in it; None where the text is sound."""
    damage = find_damage(body)
    if damage is None:
        return None
    written = damage.written
    if written is None:
        note = suppose.misread(damage.offer)
        return Target(text, Kind.UNREADABLE, origin=Origin.ASSUMED, assumptions=(note,))
    comparator = _damaged_sign(damage, written, context)
    unit = written.unit or cell_unit(context)
    target = _target(text, written, comparator, unit)
    return replace(target, origin=Origin.ASSUMED, assumptions=(suppose.misread(canonical(target)),))


def _damaged_sign(damage: Damage, written: Written, context: Context) -> Comparator:
    if written.comparator:
        return written.comparator
    return (
        Comparator.GE if damage.sign_lost else suppose_direction(context, written, written.unit, Trend.NONE).comparator
    )


def quantity_target(text: str, body: str, context: Context) -> Target | None:
    """A number or a range; None where the text has none."""
    several = without_parts(read_best(body))
    if len(several) != 1:
        return unreadable(text, "several_numbers") if several else None
    written = several[0]
    if written.contradictory:
        return unreadable(text, "contradiction")
    cell = words.comparator_of(context.sign)
    unit = written.unit or cell_unit(context)
    stated = written.comparator or cell
    supposed = None if stated else suppose_direction(context, written, unit, trend_of(body))
    comparator = stated or (supposed.comparator if supposed else Comparator.GE)
    target = _target(text, written, comparator, unit)
    target = replace(
        target,
        trend=trend_in(context, body, target.comparator),
        whole=ends_at_the_whole(target, context),
        apart=spoken_of(text, context.name),
        name=context.name,
    )
    notes = (*_quantity_notes(target, written, context, supposed, body=body), *target_slips(target, written, context))
    return replace(target, origin=Origin.ASSUMED if supposed else Origin.AS_WRITTEN, assumptions=notes)


def loss_target(text: str, body: str, context: Context) -> Target | None:
    """A bare number in brackets, which accounts write for a minus: `(5)`; the number itself is offered."""
    bare = accounting(body)
    read = quantity_target(text, bare, context) if bare else None
    if bare is None or read is None or read.value is None or read.comparator is None:
        return None
    note = suppose.loss(canonical(read), signed(read.comparator, abs(read.value), read.unit))
    others = tuple(other for other in read.assumptions if other.code != "negative")  # which offers the same
    return replace(read, origin=Origin.ASSUMED, assumptions=(*others, note))


def _symbol(body: str, context: Context) -> bool:
    """Whether an equals sign was written as a sign, whose upper stroke may be lost, and not as a word."""
    return (halfwidth(body).lstrip() + context.sign)[:1] in set("=＝═﹦")


def _quantity_notes(
    target: Target, written: Written, context: Context, supposed: Supposed | None, *, body: str
) -> Iterable[Assumption]:
    value, unit = target.value or Decimal(0), target.unit
    cell = words.comparator_of(context.sign)
    if supposed and target.comparator:
        yield _direction_note(target, supposed)
        damaged = doubled_percent(target.text, value, unit)
        if damaged is not None:
            yield suppose.misread(signed(Comparator.GE, damaged, unit))
    elif cell and target.comparator is not cell and target.comparator is not Comparator.BETWEEN:
        yield suppose.sign_cell(canonical(target), context.sign)
    if (
        target.comparator is Comparator.EQ
        and _symbol(body, context)
        and _wants_more(context)
        and not _at_end(value, unit)
    ):
        yield suppose.equals_sign(signed(Comparator.GE, value, unit))
    if context.unit and not words.says_nothing_of_a_unit(context.unit) and not same_unit(unit, context.unit):
        yield suppose.unit_cell(unit, context.unit)
    if is_count(unit) and target.comparator and target.kind is Kind.QUANTITY:
        yield from _each(body, target.comparator, value, unit)
    if written.embedded:
        yield suppose.embedded(canonical(target))
    if _AND.search(body):
        yield suppose.second_condition()
    if written.approximate:
        yield suppose.approximate()


def _each(body: str, comparator: Comparator, value: Decimal, unit: str) -> Iterable[Assumption]:
    """A count for every month, or for each of many, against which one of all of them proves nothing."""
    if every := _EVERY.match(body):
        times = TIMES_A_YEAR.get(every["time"])
        yield suppose.each_time(every["time"], signed(comparator, value * times, unit) if times else "")
    elif each := _EACH.match("".join(halfwidth(body).split())):
        yield suppose.each_of(each["thing"])


def _direction_note(target: Target, supposed: Supposed) -> Assumption:
    if supposed.why == "zero":
        return suppose.none_of_it(canonical(target))
    offer = signed(supposed.other, target.value or Decimal(0), target.unit) if supposed.other else ""
    if supposed.why == "time":
        return suppose.direction_of_time(canonical(target), offer)
    if supposed.why == "harm":
        return suppose.direction_of_harm(canonical(target), offer)
    return suppose.direction(canonical(target), offer)


def _at_end(value: Decimal, unit: str) -> bool:
    """Whether nothing lies beyond the number, so that `=` and `≥` ask for the same: 100 %, or a count of none."""
    return value == 0 or (unit == "%" and value == 100)


def _wants_more(context: Context) -> bool:
    named = bool(context.tier1 or context.tier2 or context.name or context.forward)
    less = context.reverse or words.is_cost(context.tier1, context.tier2) or names.less_is_better_by_name(context.name)
    return named and not less


def cell_unit(context: Context) -> str:
    """The unit that stands in its own cell, "" where none does."""
    unit = context.unit
    if normal_unit(unit) == "%":
        return "%"
    if not unit or words.says_nothing_of_a_unit(unit):
        return ""
    return next((one for one in (unit, _NOTE_BEHIND.sub("", unit)) if one and valid_unit(one)), "")


def _target(text: str, written: Written, comparator: Comparator, unit: str) -> Target:
    if written.upper is not None:
        return Target(text, Kind.RANGE, Comparator.BETWEEN, written.value, written.upper, unit)
    return Target(text, Kind.QUANTITY, comparator, written.value, unit=unit)
