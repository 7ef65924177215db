"""A rule pack as rows for people: `selfeval rules show`, the pack view, the workbook's notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selfeval.core.model import Kind
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, Messages, Severity, msg
from selfeval.core.rules import (
    Citation,
    Curve,
    Denominator,
    DepartmentTotal,
    ExecutionMethod,
    Interval,
    MethodRule,
    NotApplicablePolicy,
    OverAchievement,
    OverDeduction,
    Reverse,
    RulePack,
    TotalRounding,
    ZeroBudget,
)

_CURVES = {
    Curve.RATIO: msg("target met: full weight; missed: in proportion to the completion"),
    Curve.GATE: msg("0 below the pass gate, then evenly up to the full weight"),
    Curve.INTERVALS: msg("by steps"),
    Curve.ALL_OR_NOTHING: msg("target met: full weight; missed: 0"),
    Curve.BANDS: msg("an answer, and a share of the weight inside its band"),
    Curve.YES_NO: msg("yes: full weight; no: 0"),
    Curve.DEADLINE: msg("in time: full weight; late: 0"),
}
_REVERSE = {
    Reverse.INVERSE: msg("target ÷ actual"),
    Reverse.LINEAR: msg("1 − (actual − target) ÷ target, 0 from twice the target"),
    Reverse.ALL_OR_NOTHING: msg("completion 0"),
}
_KINDS = {
    Kind.QUANTITY: msg("quantity"),
    Kind.RANGE: msg("range"),
    Kind.DATE: msg("date"),
    Kind.BOOLEAN: msg("yes/no"),
    Kind.QUALITATIVE: msg("qualitative"),
    Kind.UNREADABLE: msg("unreadable"),
}
_EXECUTION = {
    ExecutionMethod.PROPORTIONAL: msg("rate × weight, at most the weight"),
    ExecutionMethod.INTERVALS: msg("by steps"),
    ExecutionMethod.DEDUCT_PER_POINT: msg("points off per percent point short"),
    ExecutionMethod.NONE: msg("not scored"),
}
_DENOMINATOR = {
    Denominator.ADJUSTED: msg("adjusted budget"),
    Denominator.INITIAL: msg("initial budget"),
    Denominator.ADJUSTED_PLUS_CARRY_OVER: msg("adjusted budget and carry-over"),
}
_ZERO = {ZeroBudget.ZERO: msg("rate 0"), ZeroBudget.NOT_APPLICABLE: msg("not applicable")}
_NOT_APPLICABLE = {
    NotApplicablePolicy.REDISTRIBUTE: msg("its points go to its tier 2, else its tier 1, else all the rest"),
    NotApplicablePolicy.RESCALE: msg("its points go to all other indicators"),
    NotApplicablePolicy.ZERO: msg("it counts 0"),
    NotApplicablePolicy.HOLD: msg("the project has no total"),
}
_TOTAL = {
    TotalRounding.SUM_OF_ROUNDED: msg("sum of the rounded scores"),
    TotalRounding.ROUNDED_SUM: msg("the exact sum, rounded"),
}
_DEPARTMENT = {
    DepartmentTotal.WEIGHTED: msg("mean of the project totals, weighted by adjusted budget"),
    DepartmentTotal.SIMPLE: msg("simple mean of the project totals"),
}

_SEVERITY = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning"), Severity.INFO: msg("info")}


@dataclass(frozen=True, slots=True)
class Row:
    """One line about a pack: section, what it says about, what it says, and where that comes from."""

    section: Message
    key: Message
    value: Message
    citation: Citation | None = None


def describe(pack: RulePack) -> list[Row]:
    """Everything the pack says, in the order of its file; names and labels stand as written in it."""
    return [
        *_head(pack),
        *_weights(pack),
        *_execution(pack),
        *(row for rule in pack.methods for row in _method(pack, rule)),
        *_answers(pack),
        *_grades(pack),
        *_totals(pack),
        *_citations(pack),
    ]


def _head(pack: RulePack) -> Iterator[Row]:
    section = msg("Rule pack")
    yield Row(section, msg("pack id"), Message(pack.id))
    yield Row(section, msg("title"), Message(pack.title))
    yield Row(section, msg("version"), Message(pack.version))
    years = msg("{first}–{last}", first=pack.first_year or "…", last=pack.last_year or "…")
    yield Row(section, msg("budget years"), years)
    yield Row(section, msg("money unit"), Message(pack.money_unit))
    yield Row(section, msg("tolerance"), msg("{points} points", points=plain(pack.tolerance)))
    yield Row(section, msg("hash (SHA-256)"), Message(pack.sha256))


def _weights(pack: RulePack) -> Iterator[Row]:
    section, rule = msg("Weights"), pack.weights
    for layout in rule.layouts:
        key = Message("、".join(tier.value for tier in layout.tiers))
        points = tuple(Message(f"{tier.value} {plain(value)}") for tier, value in layout.tiers.items())
        yield Row(section, key, msg("{parts}", parts=points), pack.citation(layout.citation))
    for tier, heir in rule.missing.items():
        yield Row(section, msg("without {tier}", tier=tier.value), msg("its points go to {heir}", heir=heir.value))
    for name, share in rule.tier2_shares.items():
        yield Row(section, msg("share of {name}", name=name), Message(plain(share)))
    yield Row(section, msg("smallest piece when splitting"), msg("{points} points", points=plain(rule.step)))
    yield Row(section, msg("indicator that does not apply"), _NOT_APPLICABLE[rule.not_applicable])


def _execution(pack: RulePack) -> Iterator[Row]:
    section, rule = msg("Budget execution"), pack.execution
    source = pack.citation(rule.citation)
    yield Row(section, msg("weight"), msg("{points} points", points=plain(rule.weight)), source)
    yield Row(section, msg("method"), _EXECUTION[rule.method], source)
    if rule.method is ExecutionMethod.NONE:
        return
    if rule.method is ExecutionMethod.DEDUCT_PER_POINT:
        text = msg(
            "full from {full}%, then {points} off per point", full=plain(rule.full_at), points=plain(rule.per_point)
        )
        yield Row(section, msg("deduction"), text, source)
    if rule.intervals:
        yield Row(section, msg("steps"), msg("{steps}", steps=_ladder(rule.intervals)), source)
    if rule.finished_full:
        yield Row(section, msg("finished within budget"), msg("full weight"), source)
    yield Row(section, msg("base of the rate"), _DENOMINATOR[rule.denominator], source)
    yield Row(section, msg("budget 0"), _ZERO[rule.zero_budget])
    yield Row(section, msg("reason required"), msg("below {percent}%", percent=plain(rule.explain_below)))
    for cap in rule.caps:
        key = msg("rate below {percent}%", percent=plain(cap.rate_below))
        yield Row(
            section, key, msg("total at most {points}", points=plain(cap.total)), pack.citation(rule.caps_citation)
        )


def _method(pack: RulePack, rule: MethodRule) -> Iterator[Row]:
    section, source = Message(rule.title), pack.citation(rule.citation)
    condition = rule.applies
    kinds: Messages = tuple(_KINDS[kind] for kind in condition.kinds)
    words = (*condition.tier1, *condition.tier2, *condition.units, *condition.names)
    direction = {"higher": msg("higher is better"), "lower": msg("lower is better")}.get(condition.direction)
    scope = (*kinds, *(Message(str(word)) for word in words), *((direction,) if direction else ()))
    yield Row(section, msg("applies to"), msg("{scope}", scope=scope) if scope else msg("all indicators"), source)
    yield Row(section, msg("how points are given"), _CURVES[rule.curve], source)
    if rule.curve is Curve.GATE:
        yield Row(section, msg("pass gate"), msg("{percent}%", percent=plain(rule.gate)), source)
    if rule.intervals:
        measure = msg("steps of the actual") if rule.on_actual else msg("steps of the completion")
        yield Row(section, measure, msg("{steps}", steps=_ladder(rule.intervals)), source)
    if rule.curve in {Curve.RATIO, Curve.GATE, Curve.INTERVALS} and not rule.on_actual:
        yield Row(section, msg("completion of a missed upper limit"), _REVERSE[rule.reverse], source)
    yield from _over(section, rule.over, pack.citation(rule.over.citation) or source)


def _over(section: Message, over: OverAchievement, source: Citation | None) -> Iterator[Row]:
    for key, percent in (
        (msg("over-achievement marked"), over.flag_from),
        (msg("over-achievement explained"), over.reason_from),
    ):
        if percent is not None:
            yield Row(section, key, msg("from {percent}% of the target", percent=plain(percent)), source)
    if over.deduct_from is None:
        return
    start = plain(over.deduct_from)
    if over.deduction is OverDeduction.POINTS:
        value = msg("{points} points off from {percent}% of the target", points=plain(over.points), percent=start)
    else:
        value = msg("in proportion to what lies above {percent}% of the target", percent=start)
    yield Row(section, msg("over-achievement deducted"), value, source)


def _answers(pack: RulePack) -> Iterator[Row]:
    section, source = msg("Qualitative answers"), pack.citation(pack.answers_citation)
    for answer in pack.answers:
        band = msg("{upper}–{lower}% of the weight", upper=plain(answer.upper), lower=plain(answer.lower))
        yield Row(section, Message(answer.label), band, source)
        if answer.synonyms:
            yield Row(section, msg("also written"), Message("、".join(answer.synonyms)))


def _grades(pack: RulePack) -> Iterator[Row]:
    section, source = msg("Grades"), pack.citation(pack.grades_citation)
    if not pack.grades:
        yield Row(section, msg("grades"), msg("no grades"))
    for grade in pack.grades:
        yield Row(section, Message(grade.name), msg("from {points} points", points=plain(grade.at_least)), source)


def _totals(pack: RulePack) -> Iterator[Row]:
    section = msg("Totals")
    yield Row(section, msg("decimal places"), Message(str(pack.rounding.places)))
    yield Row(section, msg("project total"), _TOTAL[pack.rounding.total])
    source = pack.citation(pack.department_citation)
    yield Row(section, msg("department total"), _DEPARTMENT[pack.department_total], source)
    for code, severity in pack.severities.items():
        yield Row(msg("Severities"), Message(code), _SEVERITY[severity])


def _citations(pack: RulePack) -> Iterator[Row]:
    section = msg("Citations")
    for citation in pack.citations.values():
        state = msg("verified") if citation.verified else msg("not verified")
        parts: Messages = tuple(Message(text) for text in (citation.text, citation.title, citation.note) if text)
        yield Row(section, Message(citation.id), msg("{parts}", parts=(*parts, state)), citation)


def _ladder(intervals: tuple[Interval, ...]) -> Messages:
    steps = tuple(
        msg("≥ {percent}% → {share}%", percent=plain(step.at_least), share=plain(step.share)) for step in intervals
    )
    return (*steps, msg("below → 0"))
