"""Which figures of several units add up and which are means, and what comes out: exact, by the pack's method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import Message, msg
from selfeval.core.readings import ActualKind, Kind, Target
from selfeval.core.rules.choices import JoinedAnswers, JoinedDates, WeighedBy
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.shares import answer_for_share
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.together.part import Given, How, Joined
from selfeval.core.units import TIME_UNITS, normal_unit

PLACES = 6
"""Decimals of a mean; a sum has those of its figures."""

_RELATIVE_ENDS = ("率", "比例", "占比", "比重", "满意度", "标准", "单价", "单位成本")
_RELATIVE_WITHIN = ("人均", "户均", "平均", "次均", "亩均")
_BRACKETS = ("（", "(")
_NOT_ADDED = frozenset({"", "%", "百分点", "个百分点", "倍", "级", "分", "度", "℃", "名次", "位次", "成", "‰"})
_ADDED_WITHOUT_UNIT = ("数", "人次", "次数", "数量", "总量", "金额", "面积", "长度")

BY: dict[WeighedBy, Message] = {
    WeighedBy.EXECUTED: msg("weighed by the amounts executed"),
    WeighedBy.ADJUSTED: msg("weighed by the adjusted budgets"),
    WeighedBy.SIMPLE: msg("each unit counts the same"),
}


def adds_up(target: Target, name: str) -> bool:
    """Whether figures of this target are absolute ones: counts, amounts, lengths; not rates, prices, times.

    The unit decides: 人次, 万元, 公里, 吨/日 add up, %, 元/人 and 工作日 do not; the name where it says that a count or
    an amount is a mean (人均补助), and where there is no unit.
    """
    bare = name
    for bracket in _BRACKETS:
        bare = bare.partition(bracket)[0]
    unit, _, per = normal_unit(target.unit).partition("/")
    if target.whole or bare.endswith(_RELATIVE_ENDS) or any(word in bare for word in _RELATIVE_WITHIN):
        return False
    if unit in TIME_UNITS or (per and per not in TIME_UNITS):
        return False
    return bare.endswith(_ADDED_WITHOUT_UNIT) if unit == "" else unit not in _NOT_ADDED


def join(given: Sequence[Given], pack: RulePack) -> Joined:
    """What stands for a row of several units; rows that do not apply to a unit are left out of it."""
    live = [one for one in given if not one.absent]
    if not live:
        why = "；".join(f"{one.part.unit}：{one.scored.not_applicable}" for one in given)
        return Joined(given[0].indicator.target, "", How.NONE, msg("does not apply to any unit: {why}", why=why))
    if len(live) == 1:
        return _alone(live[0])
    kinds = {one.scored.target.kind for one in live}
    blank = [one.part.unit for one in live if one.scored.actual.kind is ActualKind.BLANK]
    if len(kinds) > 1:
        return _none(live, msg("the units' targets are of different sorts, so that nothing stands for all of them"))
    kind = kinds.pop()
    if kind in {Kind.QUANTITY, Kind.RANGE}:
        return _numbers(live, blank, pack)
    if kind is Kind.DATE:
        return _dates(live, blank, pack)
    if kind is Kind.BOOLEAN:
        return _booleans(live, blank)
    if kind is Kind.QUALITATIVE:
        return _answers(live, blank, pack)
    return _none(live, msg("a target that cannot be read cannot be put together"))


def _alone(one: Given) -> Joined:
    item, facts = one.indicator, one.part.evaluation
    actual, share, reading = (
        facts.indicator_value(one.part.project, item, name) for name in ("actual", "share", "reading")
    )
    share = share or ("" if one.scored.share is None else plain(one.scored.share))
    said = msg("only {unit}", unit=one.part.unit)
    return Joined(item.target, actual or one.scored.actual.text, How.ALONE, said, share, reading)


def _none(live: Sequence[Given], why: Message) -> Joined:
    return Joined(_common_target(live), "", How.NONE, why, doubt=(why,))


def _common_target(live: Sequence[Given]) -> str:
    texts = dict.fromkeys(one.indicator.target for one in live)
    return next(iter(texts)) if len(texts) == 1 else "；".join(texts)


def _missing(blank: Sequence[str]) -> Message:
    return msg("no outcome of {units}, so that none stands for all", units="、".join(blank))


# -- numbers


def _numbers(live: Sequence[Given], blank: Sequence[str], pack: RulePack) -> Joined:
    first = live[0].scored.target
    if any(one.scored.target.comparator is not first.comparator for one in live):
        return _none(live, msg("the units' targets point in different directions"))
    added = adds_up(first, live[0].indicator.tier3)
    targets = _figures(live, added=added, pack=pack)
    sentence = _sentence(live, added=added, pack=pack)
    doubt = _unweighed(live, pack) if not added else ()
    text = _target_text(first, targets)
    values = [one.scored.actual.value for one in live]
    unread = [one.part.unit for one, value in zip(live, values, strict=True) if value is None]
    if unread:
        missing = _missing(blank or unread)
        return Joined(text, "", How.NONE, missing, doubt=(missing,))
    actual = _joined([Fraction(value) for value in values if value is not None], live, added=added, pack=pack)
    return Joined(text, f"{_shown(actual)}{first.unit}", How.SUM if added else How.MEAN, sentence, doubt=doubt)


def _figures(live: Sequence[Given], *, added: bool, pack: RulePack) -> tuple[Fraction, Fraction | None]:
    """Value and upper end of the joint target."""
    lower = [Fraction(one.scored.target.value or 0) for one in live]
    upper = [Fraction(one.scored.target.upper) for one in live if one.scored.target.upper is not None]
    value = _joined(lower, live, added=added, pack=pack)
    return value, _joined(upper, live, added=added, pack=pack) if len(upper) == len(live) else None


def _joined(values: Sequence[Fraction], live: Sequence[Given], *, added: bool, pack: RulePack) -> Fraction:
    if added:
        return sum(values, Fraction(0))
    if len(set(values)) == 1:
        return values[0]
    weights = weights_of(live, pack)
    return sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0)) / sum(weights)


def weights_of(live: Sequence[Given], pack: RulePack) -> list[Fraction]:
    """What each unit weighs; the same for all where the pack says so, or where nobody's amount tells them apart."""
    money = [one.money for one in live]
    if pack.aggregation.relative is WeighedBy.SIMPLE or any(amount is None for amount in money) or not any(money):
        return [Fraction(1)] * len(live)
    return [Fraction(amount or 0) for amount in money]


def _unweighed(live: Sequence[Given], pack: RulePack) -> tuple[Message, ...]:
    """What to look at where the pack wants amounts and there are none."""
    if pack.aggregation.relative is WeighedBy.SIMPLE:
        return ()
    unknown = [one.part.unit for one in live if one.money is None]
    if unknown:
        return (msg("the amount of {units} is not known: each unit counts the same", units="、".join(unknown)),)
    if not any(one.money for one in live):
        return (msg("all amounts are 0: each unit counts the same"),)
    return ()


def _sentence(live: Sequence[Given], *, added: bool, pack: RulePack) -> Message:
    if added:
        return msg("added up")
    simple = bool(_unweighed(live, pack))
    return msg("mean, {by}", by=BY[WeighedBy.SIMPLE if simple else pack.aggregation.relative])


def _target_text(first: Target, figures: tuple[Fraction, Fraction | None]) -> str:
    value, upper = figures
    target = replace(first, value=_decimal(value), upper=None if upper is None else _decimal(upper))
    return canonical(target).replace(" ", "")


def _decimal(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.normalize() if Fraction(exact) == value else round_half_up(value, PLACES).normalize()


def _shown(value: Fraction) -> str:
    return plain(_decimal(value))


# -- what has no number


def _dates(live: Sequence[Given], blank: Sequence[str], pack: RulePack) -> Joined:
    targets = {one.scored.target.day: one for one in live if one.scored.target.day is not None}
    if pack.aggregation.dates is JoinedDates.NONE or not targets:
        return _none(live, msg("dates of several units: the rule pack lets none stand for all"))
    target = targets[max(targets)].indicator.target
    days = {one.scored.actual.day: one for one in live if one.scored.actual.day is not None}
    late = [one.part.unit for one in live if one.scored.actual.day is None and one.scored.actual.yes is not True]
    if blank or late or not days:
        missing = _missing(blank or late or [one.part.unit for one in live])
        return Joined(target, "", How.NONE, missing, doubt=(missing,))
    last = days[max(days)]
    said = msg("the last of the dates, that of {unit}", unit=last.part.unit)
    return Joined(target, last.scored.actual.text, How.LATEST, said)


def _booleans(live: Sequence[Given], blank: Sequence[str]) -> Joined:
    target = live[0].indicator.target
    if blank or any(one.scored.actual.yes is None for one in live):
        missing = _missing(blank or [one.part.unit for one in live if one.scored.actual.yes is None])
        return Joined(target, "", How.NONE, missing, doubt=(missing,))
    short = [one.part.unit for one in live if not one.scored.actual.yes]
    said = msg("not reached by {units}", units="、".join(short)) if short else msg("reached by every unit")
    return Joined(target, "否" if short else "是", How.ALL_YES, said)


def _answers(live: Sequence[Given], blank: Sequence[str], pack: RulePack) -> Joined:
    target = _common_target(live)
    shares = [one.scored.share for one in live]
    unread = [one.part.unit for one, share in zip(live, shares, strict=True) if share is None]
    if blank or unread:
        missing = _missing(blank or unread)
        return Joined(target, "", How.NONE, missing, doubt=(missing,))
    known = [Fraction(share) for share in shares if share is not None]
    if pack.aggregation.answers is JoinedAnswers.NONE and len(set(known)) > 1:
        return _none(live, msg("answers of several units: the rule pack lets none stand for all"))
    if pack.aggregation.answers is JoinedAnswers.LOWEST:
        share, how = min(known), How.LOWEST
        said = msg("the lowest share of the points")
    else:
        share, how = _joined(known, live, added=False, pack=pack), How.WEIGHED
        said = msg("share of the points: {sentence}", sentence=_sentence(live, added=False, pack=pack))
    percent = _decimal(share)
    answer = answer_for_share(pack, percent)
    doubt = _unweighed(live, pack) if how is How.WEIGHED else ()
    return Joined(target, answer.label if answer else "", how, said, plain(percent), doubt=doubt)
