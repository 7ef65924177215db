"""Probes a pack with numbers nobody wrote down: no score may leave [0, weight], turn the wrong way or find a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import NamedTuple

from selfeval.core.model import Indicator, Tier1
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.core.readings import Comparator, Kind, Target
from selfeval.core.rules import methods
from selfeval.core.rules.choices import Curve, ExecutionMethod
from selfeval.core.rules.formula import evaluate
from selfeval.core.rules.pack import MethodRule, RulePack
from selfeval.core.rules.rounding import Rounding
from selfeval.core.rules.weights.weights import tier_weights
from selfeval.rulepacks.text.lines import Path


class Finding(NamedTuple):
    """Problem code and sentence, and the path of the method that it is about."""

    code: str
    message: Message
    path: Path = ()


_WEIGHT = Fraction(10)
_FINE = Rounding(6)
_STEP = Fraction(1, 1000)
_EDGES = tuple(Fraction(text) for text in ("79.995", "80", "89.995", "90"))
"""Values that rounding could push over the usual thresholds."""
_TARGETS = (Decimal(0), Decimal("0.5"), Decimal(7), Decimal(90), Decimal(100))
_NUMERIC = {Curve.RATIO, Curve.GATE, Curve.INTERVALS, Curve.ALL_OR_NOTHING, Curve.RAMP}
_KINDS = (Kind.QUANTITY, Kind.RANGE, Kind.DATE, Kind.BOOLEAN, Kind.QUALITATIVE)


def probe(pack: RulePack) -> Iterator[Finding]:
    """Everything that a grid of numbers and all thresholds with their neighbours bring to light."""
    for index, rule in enumerate(pack.methods):
        found = (_numeric(rule, target) for target in _targets(rule)) if rule.curve in _NUMERIC else (_simple(rule),)
        yield from (finding._replace(path=("methods", index)) for findings in found for finding in findings)
    yield from _execution(pack)
    yield from _coverage(pack)
    yield from _ties(pack)
    yield from _grade_edges(pack)
    yield from _layouts(pack)


def _targets(rule: MethodRule) -> Iterator[Target]:
    kinds = rule.applies.kinds or (Kind.QUANTITY, Kind.RANGE)
    for value in _TARGETS:
        if Kind.QUANTITY in kinds:
            for comparator in Comparator:
                fits = comparator is not Comparator.BETWEEN
                lower = comparator in {Comparator.LE, Comparator.LT}
                if fits and (not rule.applies.direction or (rule.applies.direction == "lower") == lower):
                    yield Target(f"{comparator.value}{plain(value)}", Kind.QUANTITY, comparator, value)
        if Kind.RANGE in kinds:
            upper = value + 5
            yield Target(f"{plain(value)}–{plain(upper)}", Kind.RANGE, Comparator.BETWEEN, value, upper)


@lru_cache(maxsize=4096)  # packs that rest on each other share most of their methods
def _numeric(rule: MethodRule, target: Target) -> tuple[Finding, ...]:
    return tuple(_numeric_findings(rule, target))


def _numeric_findings(rule: MethodRule, target: Target) -> Iterator[Finding]:
    points = methods.points(rule, target, _FINE)
    scores = [(actual, evaluate(points, _values(target, actual))) for actual in _actuals(rule, target)]
    yield from _inside(rule, target, scores)
    yield from _full_marks(rule, target)
    low = Fraction(target.value or 0)
    high = Fraction(target.upper if target.upper is not None else target.value or 0)
    end = low * Fraction(rule.over.deduct_from) / 100 if rule.over.deduct_from and low else None
    for (left, before), (right, after) in pairwise(scores):
        falls = right > high and target.comparator not in {Comparator.GE, Comparator.GT}
        if rule.curve is Curve.INTERVALS and rule.on_actual:
            falls = False
        rises_wrongly = falls and left >= high and after > before
        falls_wrongly = not falls and after < before and (end is None or right < end)
        if target.lower_is_better and not rule.on_actual:
            rises_wrongly, falls_wrongly = after > before, False
        if rises_wrongly or falls_wrongly:
            yield Finding(
                "R141",
                msg(
                    "{method}: target {target}: a better actual earns less ({left} → {before}, {right} → {after})",
                    method=rule.id,
                    target=target.text,
                    left=plain(left),
                    before=plain(before),
                    right=plain(right),
                    after=plain(after),
                ),
            )
            return


def _full_marks(rule: MethodRule, target: Target) -> Iterator[Finding]:
    """A target that is just met earns all points, whatever the curve."""
    if not target.value or target.value <= 0 or target.comparator in {Comparator.GT, Comparator.LT} or rule.on_actual:
        return
    score = _score(rule, target, Fraction(target.value))
    if score != _WEIGHT:
        yield Finding(
            "R143",
            msg(
                "{method}: target {target}, just met, earns {score} of {weight} points; full completion must earn all",
                method=rule.id,
                target=target.text,
                score=plain(score),
                weight=plain(_WEIGHT),
            ),
        )


def _inside(rule: MethodRule, target: Target, scores: Iterable[tuple[Fraction, Fraction]]) -> Iterator[Finding]:
    for actual, score in scores:
        if not 0 <= score <= _WEIGHT:
            yield Finding(
                "R140",
                msg(
                    "{method}: target {target}, actual {actual} gives {score} of {weight} points",
                    method=rule.id,
                    target=target.text,
                    actual=plain(actual),
                    score=plain(score),
                    weight=plain(_WEIGHT),
                ),
            )
            return


def _score(rule: MethodRule, target: Target, actual: Fraction) -> Fraction:
    return evaluate(methods.points(rule, target, _FINE), _values(target, actual))


def _values(target: Target, actual: Fraction) -> dict[str, Fraction]:
    high = Fraction(target.upper if target.upper is not None else target.value or 0)
    return {"a": actual, "t": Fraction(target.value or 0), "u": high, "w": _WEIGHT, "s": actual}


def _actuals(rule: MethodRule, target: Target) -> list[Fraction]:
    """A grid from 0 to beyond twice the target, and every threshold with a neighbour on either side."""
    low = Fraction(target.value or 0)
    high = Fraction(target.upper if target.upper is not None else target.value or 0)
    reach = max(high, Fraction(100))
    marks = {low, high, 2 * low, 2 * high, Fraction(0), *_EDGES}
    percents = [rule.gate, rule.ramp.zero_below, rule.ramp.full_at, *(step.at_least for step in rule.intervals)]
    percents += [edge for edge in (rule.over.flag_from, rule.over.reason_from, rule.over.deduct_from) if edge]
    for percent in map(Fraction, percents):
        marks |= {percent, low * percent / 100} | ({high * 100 / percent} if percent else set())
    near = {mark + shift for mark in marks for shift in (-1, -_STEP, Fraction(0), _STEP, 1)}
    grid = {reach * 5 * part / 120 for part in range(121)}
    return sorted(value for value in near | grid if value >= 0)


def _simple(rule: MethodRule) -> Iterator[Finding]:
    """Bands rise with the share; yes/no and deadlines are all or nothing."""
    if rule.curve is Curve.BANDS:
        target, ascending = Target("", Kind.QUALITATIVE), [Fraction(share) for share in range(101)]
    elif rule.curve is Curve.YES_NO:
        target, ascending = Target("", Kind.BOOLEAN), [Fraction(0), Fraction(1)]
    else:
        target, ascending = Target("", Kind.DATE, Comparator.LE, Decimal(100)), [Fraction(101), Fraction(100)]
    scores = [_score(rule, target, value) for value in ascending]
    rising = all(before <= after for before, after in pairwise(scores))
    if not rising or scores[0] != 0 or scores[-1] != _WEIGHT:
        yield Finding(
            "R140", msg("{method}: the worst outcome must give 0 and the best the full weight", method=rule.id)
        )


def _execution(pack: RulePack) -> Iterator[Finding]:
    rule = pack.execution
    if rule.method is ExecutionMethod.NONE:
        return
    marks = {Fraction(step.at_least) for step in rule.intervals} | {Fraction(rule.full_at), Fraction(100), *_EDGES}
    marks |= {Fraction(rule.ramp.zero_below), Fraction(rule.ramp.full_at)}
    rates = sorted({mark + shift for mark in marks for shift in (-_STEP, 0, _STEP)} | set(map(Fraction, range(151))))
    weight = Fraction(rule.weight)
    for finished in (False, True) if rule.finished_full else (False,):
        expr = methods.execution_points(rule, _FINE, finished=finished, denominator=Decimal(100))
        scores = [evaluate(expr, {"e": rate, "b": Fraction(100), "w": weight}) for rate in rates if rate >= 0]
        if any(not 0 <= score <= weight for score in scores):
            yield Finding("R140", msg("execution: a rate gives points outside 0 to {weight}", weight=plain(weight)))
        if any(after < before for before, after in pairwise(scores)):
            yield Finding("R141", msg("execution: a higher rate earns less"))
        full = evaluate(expr, {"e": Fraction(100), "b": Fraction(100), "w": weight})
        if full != weight:
            text = msg("execution: a rate of 100 % earns {score} of {weight} points; full execution must earn all",
                       score=plain(full), weight=plain(weight))  # fmt: skip
            yield Finding("R143", text)


def _coverage(pack: RulePack) -> Iterator[Finding]:
    """Every sort of target in every tier must find a method."""
    gaps: dict[Kind, None] = {}
    comparators = (Comparator.GE, Comparator.LE, Comparator.EQ)
    for kind, tier, comparator, unit in product(_KINDS, Tier1, comparators, ("%", "")):
        indicator = Indicator("probe", tier.value, "", "", "")
        if methods.choose(pack, indicator, Target("", kind, comparator, Decimal(1), unit=unit)) is None:
            gaps[kind] = None
    for kind in gaps:
        yield Finding("R142", msg("no method applies to some targets of the kind {kind}", kind=kind.value))


def _ties(pack: RulePack) -> Iterator[Finding]:
    """No sort of target in any tier may fit two methods equally well."""
    found: dict[tuple[str, ...], None] = {}
    for kind, tier, comparator, unit in product(_KINDS, Tier1, (Comparator.GE, Comparator.LE), ("%", "")):
        indicator = Indicator("probe", tier.value, "", "", "")
        rules = methods.best(pack, indicator, Target("", kind, comparator, Decimal(1), unit=unit))
        if len(rules) > 1:
            found[tuple(rule.id for rule in rules)] = None
    for names in found:
        yield Finding("R129", msg("{methods} fit the same indicators equally well", methods="、".join(names)))


def _grade_edges(pack: RulePack) -> Iterator[Finding]:
    """Every total has a grade, and a higher total never a worse one, at the thresholds to 0.005 points."""
    if not pack.grades:
        return
    order = [grade.name for grade in pack.grades]
    marks = {grade.at_least + shift for grade in pack.grades for shift in (Decimal("-0.005"), Decimal(0), Decimal(1))}
    totals = sorted(total for total in marks | {Decimal(0), Decimal(100)} if 0 <= total <= 100)
    for total in totals:
        if pack.grade_of(total) not in order:
            yield Finding("R142", msg("a total of {total} has no grade", total=plain(total)))
    ranks = [order.index(name) for total in totals if (name := pack.grade_of(total)) in order]
    if any(before < after for before, after in pairwise(ranks)):
        yield Finding("R141", msg("a higher total has a worse grade"))


def _layouts(pack: RulePack) -> Iterator[Finding]:
    available = Decimal(100) - pack.execution.weight
    for size in range(1, len(Tier1) + 1):
        for tiers in combinations(Tier1, size):
            total = sum(tier_weights(pack.weights, dict.fromkeys(tiers, 1), available).values())
            if total != available:
                yield Finding(
                    "R120",
                    msg(
                        "for {tiers} {total} points are given out, not {available}",
                        tiers="、".join(tiers),
                        total=plain(total),
                        available=plain(available),
                    ),
                )
