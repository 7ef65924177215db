"""One indicator: target, actual, weight and rule pack in; a score with the steps that explain it out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import Indicator
from selfeval.core.numbers import exact, parse_percent, plain, round_half_up
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import Actual, ActualKind, Assumption, Comparator, Confidence, Kind, Target
from selfeval.core.records import dataclass, replace
from selfeval.core.rules import methods
from selfeval.core.rules.choices import NotApplicablePolicy, OverDeduction
from selfeval.core.rules.formula import result_of, within
from selfeval.core.rules.pack import MethodRule, RulePack
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.parts.deductions import Deduction, amounts, deducted, read_deductions
from selfeval.core.rules.shares import answer_for_share, band, in_band, supposed_share
from selfeval.core.rules.sources import method_source
from selfeval.core.rules.steps import method_step
from selfeval.core.rules.weights.weighing import Weight
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.notes.targets import NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class _Case:
    """What a method works on: the rule, the values of its variables, and the share of a qualitative answer."""

    rule: MethodRule
    values: Mapping[str, Fraction]
    answer: Answer | None = None
    share: Decimal | None = None
    assumptions: tuple[Assumption, ...] = ()
    deductions: tuple[Deduction, ...] = ()


def score_indicator(
    indicator: Indicator,
    target: Target,
    actual: Actual,
    weight: Weight,
    pack: RulePack,
    *,
    share: str = "",
    not_applicable: str = "",
    deduction: str = "",
) -> Scored:
    """Score one indicator under a rule pack.

    `share` is the entered percent of the weight for a qualitative answer, `deduction` what somebody takes off. An
    indicator that does not apply, or cannot be scored yet, comes back without a score and with the reason in `why`.
    """
    base = Scored(indicator, target, actual, weight, None, NOTHING, assumptions=target.assumptions + actual.assumptions)
    if not_applicable:
        return _not_applicable(base, pack, not_applicable)
    for note in base.assumptions:
        if note.code == NOT_APPLICABLE:  # nobody has marked the row so yet
            return replace(base, said=note.message)
    if target.kind is Kind.UNREADABLE:
        return replace(
            base, said=msg("The target “{text}” cannot be read; correct its reading first.", text=target.text)
        )
    if actual.kind is ActualKind.BLANK:
        return replace(base, said=msg("No actual has been entered yet."))
    case = _case(base, pack, share)
    if isinstance(case, Message):
        return replace(base, said=case)
    taken_off, problem = read_deductions(deduction, pack.deductions)
    if problem is not None:
        return replace(base, said=problem, deduction_problem=problem)
    case = replace(case, deductions=taken_off)
    return _scored(base, case, pack)


def _not_applicable(base: Scored, pack: RulePack, why: str) -> Scored:
    policy = pack.weights.not_applicable
    if policy is NotApplicablePolicy.ZERO:
        message = msg("Not applicable ({why}); the pack counts it as 0.", why=why)
        return replace(
            base,
            score=pack.rounding.of(Decimal(0)),
            exact=Fraction(0),
            not_applicable=why,
            said=message,
        )
    if policy is NotApplicablePolicy.HOLD:
        return replace(base, not_applicable=why, said=msg("Not applicable ({why}); the pack holds the total.", why=why))
    if base.weight.effective:
        message = msg("Not applicable ({why}); there is no indicator left that could take its points.", why=why)
        return replace(base, not_applicable=why, said=message)
    message = msg(
        "Not applicable ({why}); its {points} points went to the other indicators.",
        why=why,
        points=plain(base.weight.base),
    )
    return replace(base, not_applicable=why, said=message)


def _case(base: Scored, pack: RulePack, share: str) -> _Case | Message:
    """The method and its numbers, or the sentence that says why there is none yet."""
    target, actual = base.target, base.actual
    if target.kind is Kind.QUALITATIVE:
        return _qualitative(base, pack, share)
    if target.kind is Kind.BOOLEAN and actual.kind is ActualKind.ANSWER:  # how far a rule was kept
        return _qualitative(replace(base, target=replace(target, kind=Kind.QUALITATIVE)), pack, share)
    rule = _method(base, pack)
    if isinstance(rule, Message):
        return rule
    if target.kind is Kind.DATE and target.day is None:
        return msg("The deadline “{text}” names no year; confirm its reading.", text=target.text)
    numbers = _numbers(target, actual)
    if numbers is None:
        return msg(
            "The actual “{text}” cannot be held against the target {target}.", text=actual.text, target=target.text
        )
    return _Case(rule, {**numbers, "w": exact(base.weight.effective)})


def _method(base: Scored, pack: RulePack) -> MethodRule | Message:
    """The pack's method for this indicator, or the sentence that says why there is none, or not one."""
    fitting = methods.best(pack, base.indicator, base.target)
    if len(fitting) > 1:
        names = tuple(Message(f"{rule.id}（{rule.title}）") for rule in fitting)
        return msg("Two methods of the rule pack fit equally well: {methods}.", methods=names)
    if fitting:
        return fitting[0]
    if base.target.kind is Kind.QUALITATIVE:
        return msg("The rule pack has no method for qualitative answers.")
    return msg("No method of the rule pack applies to this indicator.")


def _numbers(target: Target, actual: Actual) -> dict[str, Fraction] | None:
    """`a`, `t` and, for ranges, `u`: yes is 1, a day is its number; None where the actual is of another sort."""
    if target.kind is Kind.BOOLEAN:
        return None if actual.yes is None else {"a": exact(int(actual.yes))}
    found: tuple[Decimal | int | None, ...] = (actual.value, target.value, target.upper)
    if target.kind is Kind.DATE:
        days = (actual.day, target.day, target.last_day)
        found = tuple(None if day is None else day.toordinal() for day in days)
    if found[0] is None or found[1] is None:
        return None
    return {name: exact(value) for name, value in zip("atu", found, strict=True) if value is not None}


def _qualitative(base: Scored, pack: RulePack, share: str) -> _Case | Message:
    rule = _method(base, pack)
    if isinstance(rule, Message):
        return rule
    stated = parse_percent(share) if share else base.actual.share
    if share and stated is None:
        return msg("The share “{share}” is no percent.", share=share)
    answer = pack.answer(base.actual.answer) or (answer_for_share(pack, stated) if stated is not None else None)
    labels = tuple(Message(choice.label) for choice in pack.answers)
    if answer is None:
        return msg("Choose one of the answers: {answers}.", answers=labels)
    assumptions: tuple[Assumption, ...] = ()
    if stated is None:
        stated = supposed_share(answer, base.weight.effective, pack.rounding)
        note = msg(
            "only the answer was given: {share}% of the weight is taken, its band is {band}",
            share=plain(stated),
            band=band(answer),
        )
        assumptions = (Assumption("share", note, Confidence.LOW),)
    if not in_band(answer, stated):
        return _outside(pack, answer, stated)
    values = {"s": exact(stated), "w": exact(base.weight.effective)}
    return _Case(rule, values, answer, stated, assumptions)


def _outside(pack: RulePack, answer: Answer, share: Decimal) -> Message:
    """Why a share cannot be given with an answer, with the answer that it belongs to."""
    words: dict[str, Message | str] = {"share": plain(share), "answer": Message(answer.label), "band": band(answer)}
    other = answer_for_share(pack, share)
    if other is None:
        return msg("{share}% lies outside the band of “{answer}” ({band}).", **words)
    return msg(
        "{share}% lies outside the band of “{answer}” ({band}): it belongs to “{other}”.",
        **words,
        other=Message(other.label),
    )


def _scored(base: Scored, case: _Case, pack: RulePack) -> Scored:
    points = methods.points(case.rule, base.target, pack.rounding)
    off, percent = amounts(case.deductions, base.weight.effective)
    values = {**case.values, "m": off, "r": percent} if case.deductions else case.values
    expr = within(deducted(points, off, percent), base.weight.effective)
    before, score = result_of(expr, values)
    citation, layer = method_source(pack, case.rule, base.target, case.values)
    return replace(
        base,
        score=score,
        exact=before,
        scored_by=(case.rule, pack),
        method=case.rule.id,
        method_title=case.rule.title,
        citation=citation,
        layer=layer,
        completion=_completion(base.target, case),
        met=_met(base.target, case),
        answer=case.answer,
        share=case.share,
        formula=expr,
        values=values,
        deductions=case.deductions,
        assumptions=base.assumptions + case.assumptions,
        over=_over(base.target, case),
        step=method_step(case.rule, base.target, case.values),
    )


def _completion(target: Target, case: _Case) -> Decimal | None:
    """Actual as percent of the target (target of the actual for lower-is-better), two places."""
    if "t" not in case.values or target.kind is Kind.DATE or case.values["t"] <= 0 or target.comparator is None:
        return None
    actual, value = case.values["a"], case.values["t"]
    if target.lower_is_better:
        return round_half_up(value / actual * 100, 2) if actual > 0 else None
    return round_half_up(actual / value * 100, 2)


def _met(target: Target, case: _Case) -> bool | None:
    if case.answer is not None:
        return case.answer.upper == 100
    actual = case.values["a"]
    if target.kind is Kind.BOOLEAN or "t" not in case.values:
        return actual == 1
    limit = case.values["t"]
    match target.comparator:
        case Comparator.GE:
            return actual >= limit
        case Comparator.GT:
            return actual > limit
        case Comparator.LT:
            return actual < limit
        case Comparator.EQ:
            return actual == limit
        case Comparator.BETWEEN:
            return limit <= actual <= case.values["u"]
        case _:
            return actual <= case.values.get("u", limit)


def _over(target: Target, case: _Case) -> str:
    """How far above the target counts: only for quantities where more is better."""
    if target.kind is not Kind.QUANTITY or target.comparator not in {Comparator.GE, Comparator.GT}:
        return ""
    if case.values.get("t", Fraction(0)) <= 0:
        return ""
    over, reached = case.rule.over, case.values["a"] / case.values["t"] * 100
    if over.deduct_from is not None and (
        (over.deduction is OverDeduction.POINTS and reached >= over.deduct_from)
        or (over.deduction in {OverDeduction.PROPORTIONAL, OverDeduction.ALL} and reached > over.deduct_from)
    ):
        return "deducted"
    if over.reason_from is not None and reached >= over.reason_from:
        return "reason"
    return "flag" if over.flag_from is not None and reached >= over.flag_from else ""
