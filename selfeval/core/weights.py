"""Points: proposing weights where the workbook has none, and moving those of indicators that do not apply.

Every split is by largest remainder, so that the pieces add up exactly to what was split.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from selfeval.core.model import Indicator, Project, Tier1, tier1_of
from selfeval.core.rules import NotApplicablePolicy, RulePack, WeightRule

HUNDRED = Decimal(100)
FINEST = Decimal("0.01")
_TIER1_OF_TIER2 = {
    "数量": Tier1.OUTPUT,
    "质量": Tier1.OUTPUT,
    "时效": Tier1.OUTPUT,
    "经济": Tier1.BENEFIT,
    "社会": Tier1.BENEFIT,
    "生态": Tier1.BENEFIT,
    "可持续": Tier1.BENEFIT,
}

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Weight:
    """Points of one indicator.

    Attributes:
        base: as stated or proposed.
        effective: after the points of indicators that do not apply have moved.
        origin: `workbook`, `entered` or `proposed`.
    """

    base: Decimal
    effective: Decimal
    origin: str


@dataclass(frozen=True, slots=True)
class Weighing:
    """The points of a whole project.

    Attributes:
        indicators: by indicator id.
        execution: points of the execution rate, 0 where it is not scored or does not apply.
        execution_base: the same before anything moved.
        execution_origin: `workbook` or `pack`.
        citation: of the layout that the proposal rests on, "" where nothing was proposed.
    """

    indicators: Mapping[str, Weight]
    execution: Decimal
    execution_base: Decimal
    execution_origin: str
    citation: str


def tier1_for(indicator: Indicator) -> Tier1:
    """The tier 1 that an indicator's points belong to: by its tier 1, else its tier 2, else 产出."""
    tier = tier1_of(indicator.tier1) or tier1_of(indicator.tier2)
    if tier is not None:
        return tier
    return next((found for word, found in _TIER1_OF_TIER2.items() if word in indicator.tier2), Tier1.OUTPUT)


def split(total: Decimal, shares: Sequence[Decimal], step: Decimal) -> list[Decimal]:
    """Split `total` in proportion to `shares` into multiples of `step` that sum exactly to it.

    Leftover steps go to the largest remainders, the first of equals; what is smaller than a step goes to the first
    piece. Where there are more pieces than steps, the step is made finer. Shares that are all 0 count as equal.
    """
    if not shares:
        return []
    if not any(shares):
        shares = [Decimal(1)] * len(shares)
    live = sum(1 for share in shares if share)
    while step > FINEST and total < step * live:
        step = max(FINEST, step / 10)
    units, rest = divmod(total, step)
    whole = sum(Fraction(share) for share in shares)
    exact = [Fraction(share) / whole * int(units) for share in shares]
    floors = [quota.numerator // quota.denominator for quota in exact]
    by_remainder = sorted(range(len(shares)), key=lambda place: (floors[place] - exact[place], place))
    for place in by_remainder[: int(units) - sum(floors)]:
        floors[place] += 1
    pieces = [floor * step for floor in floors]
    first = next(place for place, share in enumerate(shares) if share)
    pieces[first] += rest
    return pieces


def tier_weights(rule: WeightRule, present: Iterable[Tier1], available: Decimal) -> dict[Tier1, Decimal]:
    """Points of each tier 1 that a project has, summing to `available` (100 less the execution weight).

    Uses the layout with just these tiers; else the first one, with the points of missing tiers moved as the pack says.
    """
    wanted = set(present)
    tiers = [tier for tier in Tier1 if tier in wanted]
    if not tiers:
        return {}
    layout = layout_for(rule, tiers)
    weights = {tier: points for tier, points in layout.items() if tier in tiers}
    for tier, points in layout.items():
        heir = rule.missing.get(tier)
        if tier not in tiers and heir in weights:
            weights[heir] += points
    for tier in tiers:
        weights.setdefault(tier, Decimal(0))
    if sum(weights.values()) != available:
        shares = [weights[tier] for tier in tiers]
        weights = dict(zip(tiers, split(available, shares, rule.step), strict=True))
    return weights


def layout_for(rule: WeightRule, present: Iterable[Tier1]) -> Mapping[Tier1, Decimal]:
    """The layout whose tiers are just these, else the first one that covers them, else the first."""
    wanted = set(present)
    exact = [layout.tiers for layout in rule.layouts if set(layout.tiers) == wanted]
    covering = [layout.tiers for layout in rule.layouts if wanted <= set(layout.tiers)]
    return (exact or covering or [rule.layouts[0].tiers])[0]


def weigh(
    project: Project,
    stated: Mapping[str, tuple[Decimal, str]],
    pack: RulePack,
    *,
    not_applicable: frozenset[str] = frozenset(),
    execution_applies: bool = True,
) -> Weighing:
    """The points of every indicator of a project and of its execution rate.

    `stated` has (points, origin) for the indicators whose weight the workbook or a person gives; the others are
    proposed by the pack inside what is left of their tier 1. Weights present are used as they are, right or wrong.
    Where the form has no place for the execution rate and the indicators make 100 without it, it has no points.
    """
    from_workbook = project.claimed.execution_weight
    if from_workbook is None and _whole(project, stated):
        from_workbook = Decimal(0)
    execution = pack.execution.weight if from_workbook is None else from_workbook
    proposed = _propose(project, stated, pack.weights, HUNDRED - execution)
    base = {row.id: stated[row.id][0] if row.id in stated else proposed[row.id] for row in project.indicators}
    moved = move(project, base, not_applicable, pack.weights.not_applicable)
    if not execution_applies and pack.weights.not_applicable is not NotApplicablePolicy.ZERO:
        moved = _spread(execution, moved, [key for key in moved if key not in not_applicable])
    present = {tier1_for(row) for row in project.indicators}
    layout = layout_for(pack.weights, present)
    return Weighing(
        {
            row.id: Weight(base[row.id], moved[row.id], stated[row.id][1] if row.id in stated else "proposed")
            for row in project.indicators
        },
        execution if execution_applies else Decimal(0),
        execution,
        "pack" if from_workbook is None else "workbook",
        next((item.citation for item in pack.weights.layouts if item.tiers == layout), "") if proposed else "",
    )


def _whole(project: Project, stated: Mapping[str, tuple[Decimal, str]]) -> bool:
    """Whether the indicators' own points make 100, so that nothing is left for an execution rate without a place."""
    rows = [stated[row.id][0] for row in project.indicators if row.id in stated]
    return bool(rows) and len(rows) == len(project.indicators) and sum(rows) == HUNDRED


def _propose(
    project: Project, stated: Mapping[str, tuple[Decimal, str]], rule: WeightRule, available: Decimal
) -> dict[str, Decimal]:
    """Points for the indicators without any, by id."""
    open_rows = [row for row in project.indicators if row.id not in stated]
    if not open_rows:
        return {}
    by_tier = tier_weights(rule, (tier1_for(row) for row in project.indicators), available)
    proposed: dict[str, Decimal] = {}
    for tier, points in by_tier.items():
        given = [row.id for row in project.indicators if row.id in stated and tier1_for(row) == tier]
        taken = sum((stated[key][0] for key in given), Decimal(0))
        rows = [row for row in open_rows if tier1_for(row) == tier]
        groups = list(dict.fromkeys(row.tier2 for row in rows))
        shares = [rule.tier2_shares.get(group, Decimal(1)) for group in groups]
        for group, piece in zip(groups, split(max(points - taken, Decimal(0)), shares, rule.step), strict=True):
            members = [row.id for row in rows if row.tier2 == group]
            pieces = split(piece, [Decimal(1)] * len(members), rule.step)
            proposed.update(zip(members, pieces, strict=True))
    return proposed


def move(
    project: Project, base: Mapping[str, Decimal], not_applicable: frozenset[str], policy: NotApplicablePolicy
) -> dict[str, Decimal]:
    """Effective points by id, with the same sum as `base`, after what does not apply has given up its points.

    With `ZERO` and `HOLD`, and where nothing applies any more, nothing moves.
    """
    live = [row.id for row in project.indicators if row.id not in not_applicable]
    weights = dict(base)
    if not live or policy in {NotApplicablePolicy.ZERO, NotApplicablePolicy.HOLD}:
        return weights
    for row in project.indicators:
        if row.id in not_applicable:
            weights = _spread(weights.pop(row.id), weights, _heirs(project, row, live, policy))
            weights[row.id] = Decimal(0)
    return {row.id: weights[row.id] for row in project.indicators}


def _heirs(project: Project, gone: Indicator, live: Sequence[str], policy: NotApplicablePolicy) -> Sequence[str]:
    if policy is NotApplicablePolicy.RESCALE:
        return live
    same_tier1 = [row for row in project.indicators if row.id in live and tier1_for(row) == tier1_for(gone)]
    same_tier2 = [row.id for row in same_tier1 if row.tier2 == gone.tier2]
    return same_tier2 or [row.id for row in same_tier1] or live


def _spread(points: Decimal, weights: Mapping[Key, Decimal], heirs: Sequence[Key]) -> dict[Key, Decimal]:
    """`weights` with `points` added to the heirs in proportion to what they have."""
    after = dict(weights)
    for heir, piece in zip(heirs, split(points, [weights[heir] for heir in heirs], FINEST), strict=True):
        after[heir] += piece
    return after
