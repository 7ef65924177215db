"""From a file that has its form to the plain values that the core scores with."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from selfeval.core.rules.answers import Answer
from selfeval.core.rules.choices import DepartmentTotal
from selfeval.core.rules.deductions import DeductionRule
from selfeval.core.rules.ladders import Interval, Ramp
from selfeval.core.rules.layers import Citation, DecidedReading, Link, Seen
from selfeval.core.rules.pack import Applies, ExecutionRule, Grade, MethodRule, OverAchievement, RulePack, TotalCap
from selfeval.core.rules.reviewing import ReviewStep
from selfeval.core.rules.rounding import Rounding
from selfeval.core.rules.weight_rules import WeightLayout, WeightRule
from selfeval.rulepacks.form.kind_blocks import IntervalBlock
from selfeval.rulepacks.form.schema import CitationBlock, ExecutionBlock, MethodBlock, PackFile, WeightsBlock
from selfeval.rulepacks.layers.layering import Layers


def to_pack(file: PackFile, layers: Layers) -> RulePack:
    """The rule pack as the core knows it."""
    citations = {name: _citation(name, block) for name, block in file.citations.items()}
    return RulePack(
        id=file.id,
        version=file.version,
        title=file.title,
        citations=MappingProxyType(citations),
        weights=_weights(file.weights),
        execution=_execution(file.execution),
        methods=tuple(_method(block) for block in file.methods),
        answers=tuple(Answer(**dict(block)) for block in file.answers),
        grades=tuple(Grade(**dict(block)) for block in file.grades),
        grades_citation=file.grades_cite,
        answers_citation=file.answers_cite,
        rounding=Rounding(**dict(file.rounding)),
        department_total=file.department.total if file.department else DepartmentTotal.WEIGHTED,
        department_citation=file.department.cite if file.department else "",
        tolerance=file.tolerance,
        money_unit=file.money_unit,
        first_year=file.years.first,
        last_year=file.years.last,
        applies_to=file.applies_to,
        sha256=layers.sha256,
        byte_hashes=layers.of_bytes,
        links=tuple(Link(block.names, block.budget, block.cite) for block in file.links),
        readings=tuple(
            DecidedReading(block.names, block.target, block.reading, block.cite, block.confirmed, block.note)
            for block in file.readings
        ),
        review=tuple(ReviewStep(block.lower_by, block.percent) for block in file.review),
        review_citation=file.review_cite,
        lengths=MappingProxyType({key: most for key, most in dict(file.lengths).items() if most is not None}),
        lengths_citation=file.lengths_cite,
        deductions=tuple(
            DeductionRule(block.id, block.title, block.cite, block.percent, block.taken_from, block.per_item)
            for block in file.deductions
        ),
        layers=tuple(item.layer for item in layers.files),
        stated=MappingProxyType(layers.stated),
        fallen=layers.fallen,
        severities=MappingProxyType(dict(file.severities)),
    )


def _citation(name: str, block: CitationBlock) -> Citation:
    verified = block.seen is Seen.ORIGINAL if block.seen else bool(block.verified)
    return Citation(name, block.document, block.title, block.article, verified, block.note, block.seen)


def _intervals(blocks: tuple[IntervalBlock, ...]) -> tuple[Interval, ...]:
    return tuple(Interval(block.at_least, block.share or Decimal(0), block.points) for block in blocks)


def _weights(block: WeightsBlock) -> WeightRule:
    return WeightRule(
        layouts=tuple(WeightLayout(MappingProxyType(dict(item.tiers)), item.cite, item.free) for item in block.layouts),
        missing=MappingProxyType(dict(block.missing)),
        step=block.step,
        tier2_shares=MappingProxyType(dict(block.tier2_shares)),
        not_applicable=block.not_applicable,
        unknown_tiers=block.unknown_tiers,
        by_goal=block.by_goal,
        goal_shares=MappingProxyType(dict(block.goal_shares)),
    )


def _execution(block: ExecutionBlock) -> ExecutionRule:
    return ExecutionRule(
        weight=block.weight,
        method=block.method,
        citation=block.cite,
        denominator=block.denominator,
        zero_budget=block.zero_budget,
        intervals=_intervals(block.intervals),
        full_at=block.full_at,
        per_point=block.per_point,
        finished_full=block.finished_full,
        explain_below=block.explain_below,
        caps=tuple(TotalCap(cap.rate_below, cap.total) for cap in block.caps),
        caps_citation=block.caps_cite,
        ramp=Ramp(**dict(block.ramp)),
    )


def _method(block: MethodBlock) -> MethodRule:
    return MethodRule(
        id=block.id,
        title=block.title,
        curve=block.curve,
        citation=block.cite,
        applies=Applies(**dict(block.applies)),
        reverse=block.reverse,
        gate=block.gate,
        intervals=_intervals(block.intervals),
        on_actual=block.on_actual,
        ramp=Ramp(**dict(block.ramp)),
        over=OverAchievement(
            flag_from=block.over.flag_from,
            reason_from=block.over.reason_from,
            deduct_from=block.over.deduct_from,
            deduction=block.over.deduction,
            points=block.over.points,
            citation=block.over.cite,
        ),
    )
