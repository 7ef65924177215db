"""Which layer of a rule pack, and which source, stands behind a score: that of the rule that decided it.

A pack of several layers may take a method from the national base and one number of it from the province; the score
shows the uppermost layer that said something this very score rests on, with the source that layer gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from selfeval.core.problems import Message, msg
from selfeval.core.readings import Comparator, Target
from selfeval.core.rules.choices import Curve, ExecutionMethod, ZeroBudget
from selfeval.core.rules.layers import Citation, Layer
from selfeval.core.rules.pack import ExecutionRule, MethodRule, RulePack
from selfeval.core.rules.parts.deductions import DeductionRule

Source = tuple[Citation | None, Layer | None]
"""The citation of a rule, None where its layer gives none, and the layer."""

UNVERIFIED_SOURCE = msg(" (not verified)")
"""Behind a source whose original text nobody has held against the rule."""

_REVERSIBLE = frozenset({Curve.RATIO, Curve.GATE, Curve.INTERVALS, Curve.RAMP})
_LIMITED = frozenset({Comparator.LE, Comparator.LT, Comparator.EQ, Comparator.BETWEEN})
_RAMP = ("ramp.zero_below", "ramp.full_at", "ramp.between")
_OF_CURVE: Mapping[Curve, tuple[str, ...]] = {
    Curve.GATE: ("gate",),
    Curve.INTERVALS: ("intervals", "on_actual"),
    Curve.RAMP: _RAMP,
}
_OF_METHOD: Mapping[ExecutionMethod, tuple[str, ...]] = {
    ExecutionMethod.INTERVALS: ("intervals",),
    ExecutionMethod.DEDUCT_PER_POINT: ("full_at", "per_point"),
    ExecutionMethod.RAMP: _RAMP,
}


def method_source(pack: RulePack, rule: MethodRule, target: Target, values: Mapping[str, Fraction]) -> Source:
    """Where the rule for one score comes from."""
    keys = ["curve", *_OF_CURVE.get(rule.curve, ())]
    limit = values.get("u", values.get("t"))
    above = limit is not None and target.comparator in _LIMITED and values.get("a", limit) > limit
    if above and rule.curve in _REVERSIBLE and not rule.on_actual:
        keys.append("reverse")
    path = f"methods[{pack.methods.index(rule) + 1}]"
    return _uppermost(pack, (f"{path}.{key}" for key in keys), rule.citation)


def execution_source(pack: RulePack, rule: ExecutionRule, *, zero: bool = False) -> Source:
    """Where the rule for the score of the execution rate comes from; `zero` for a budget of 0."""
    keys = ["method", *_OF_METHOD.get(rule.method, ()), "denominator"]
    if rule.finished_full:
        keys.append("finished_full")
    if zero and rule.zero_budget is not ZeroBudget.ZERO:
        keys.append("zero_budget")
    return _uppermost(pack, (f"execution.{key}" for key in keys), rule.citation)


def weight_source(pack: RulePack) -> Source:
    """Where the points of the execution rate come from."""
    return pack.source_of("execution.weight", pack.execution.citation), pack.layer_of("execution.weight")


def over_source(pack: RulePack, rule: MethodRule) -> Citation | None:
    """Where a deduction for over-achievement comes from."""
    path = f"methods[{pack.methods.index(rule) + 1}].over.deduct_from"
    return pack.source_of(path, rule.over.citation or rule.citation)


def deduction_source(pack: RulePack, rule: DeductionRule) -> Citation | None:
    """Where a deduction that somebody states comes from."""
    return pack.source_of(f"deductions[{pack.deductions.index(rule) + 1}]", rule.citation)


def review_source(pack: RulePack) -> Citation | None:
    """Where the discount for a lower grade comes from."""
    return pack.citation(pack.review_citation)


def source_text(citation: Citation | None) -> Message:
    """Document and article, marked while nobody has held the original text against the rule."""
    if citation is None:
        return msg("no source given")
    if citation.verified:
        return Message(citation.text)
    return Message("{source}{mark}", (("source", citation.text), ("mark", UNVERIFIED_SOURCE)))


def _uppermost(pack: RulePack, paths: Iterable[str], block: str) -> Source:
    if len(pack.layers) < 2:
        return pack.citation(block), pack.layers[0] if pack.layers else None
    found = [(path, layer) for path in paths if (layer := pack.layer_of(path)) is not None]
    if not found:
        return None, None
    path, layer = max(found, key=lambda item: pack.layers.index(item[1]))
    return pack.source_of(path, block), layer
