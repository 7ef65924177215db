"""Points of a project: those stated, those proposed where there are none, and what became of both.

Nothing here depends on the order of the rows, and every split adds up exactly to what was split.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import Indicator, Project, Tier1
from selfeval.core.numbers import HUNDRED, exact, plain
from selfeval.core.problems import NOTHING
from selfeval.core.rules.choices import ExecutionMethod, NotApplicablePolicy, UnknownTiers
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.weight_rules import WeightLayout, WeightRule
from selfeval.core.rules.weights.goal_weights import GoalSplit, goal_split
from selfeval.core.rules.weights.moved_points import move
from selfeval.core.rules.weights.splitting import FINEST, split, step_for
from selfeval.core.rules.weights.weighing import Weighing, Weight
from selfeval.core.tiers import TierKey, row_order, tier_key, tier_order


def unknown_tiers(rule: WeightRule, present: Iterable[TierKey]) -> list[TierKey]:
    """The tiers of a project that the layout which would be used gives no points, in a fixed order."""
    keys = sorted(set(present), key=tier_order)
    layout = layout_for(rule, [key for key in keys if isinstance(key, Tier1)])
    return [key for key in keys if key not in layout]


def tier_weights(
    rule: WeightRule, present: Mapping[TierKey, int], available: Decimal, unit: Decimal = FINEST
) -> dict[TierKey, Decimal]:
    """Points of each tier of a project (with the number of its rows), summing to `available`.

    `available` is 100 less the execution weight. Uses the layout with just these tiers; else the first one that covers
    them, else the first, with the points of missing tiers moved as the pack says. A tier that this layout does not
    have gets the share that the pack's fallback gives it, and the others share the rest as the layout has it.
    """
    tiers = sorted(present, key=tier_order)
    if not tiers:
        return {}
    known = _layout_points(rule, _layout(rule, [tier for tier in tiers if isinstance(tier, Tier1)]), present)
    step = step_for(rule.step, unit)
    whole = all(points % exact(step) == 0 for points in known.values())
    if set(known) == set(tiers) and sum(known.values()) == available and whole:
        return {tier: Decimal(plain(known[tier])) for tier in tiers}
    counts = present if rule.unknown_tiers is UnknownTiers.BY_ROWS else dict.fromkeys(tiers, 1)
    everything, given = sum(counts.values()), sum(known.values(), Fraction(0))
    taken = Fraction(sum(counts[tier] for tier in tiers if tier not in known), everything)
    shares = [
        known[tier] / given * (1 - taken) if tier in known else Fraction(counts[tier], everything) for tier in tiers
    ]
    return dict(zip(tiers, split(available, shares, step, unit), strict=True))


def _layout_points(rule: WeightRule, layout: WeightLayout, present: Mapping[TierKey, int]) -> dict[TierKey, Fraction]:
    """Points of the tiers present that the layout has, with those of missing ones whose heirs are there.

    What the unit splits freely stays together: the points of a missing tier go to the others of the split.
    """
    known: dict[TierKey, Fraction] = {tier: exact(points) for tier, points in layout.tiers.items() if tier in present}
    staying = Fraction(0)
    for tier, points in layout.tiers.items():
        heir = rule.missing.get(tier)
        if tier not in present and heir in known:
            known[heir] += Fraction(points)
        elif tier not in present and tier in layout.free:
            staying += Fraction(points)
    shared = [tier for tier in layout.free if tier in known]
    given = sum((known[tier] for tier in shared), Fraction(0))
    return known | {tier: known[tier] + staying * known[tier] / given for tier in shared}


def layout_for(rule: WeightRule, present: Iterable[Tier1]) -> Mapping[Tier1, Decimal]:
    """The points of the layout whose tiers are just these, else of the first that covers them, else of the first."""
    return _layout(rule, present).tiers


def free_tiers(rule: WeightRule, present: Iterable[Tier1]) -> tuple[Tier1, ...]:
    """The tiers present of whose points only the sum is a rule."""
    wanted = set(present)
    return tuple(tier for tier in _layout(rule, wanted).free if tier in wanted)


def _layout(rule: WeightRule, present: Iterable[Tier1]) -> WeightLayout:
    wanted = set(present)
    same = [layout for layout in rule.layouts if set(layout.tiers) == wanted]
    covering = [layout for layout in rule.layouts if wanted <= set(layout.tiers)]
    return (same or covering or [rule.layouts[0]])[0]


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
    proposed by the pack inside what is left of their tier. Weights present are used as they are, right or wrong. What
    is proposed or moved comes in multiples of the last place that the pack's scores have. Where the form has no place
    for the execution rate and the indicators make 100 without it, it has no points.

    An execution rate that does not apply is dealt with as the pack deals with any row that does not: its points go to
    all indicators that apply, count 0, or are held; where the pack has no execution rate at all, they always go.
    """
    rule, unit = pack.weights, Decimal(1).scaleb(-pack.rounding.places)
    from_workbook = project.claimed.execution_weight
    if from_workbook is None and _whole(project, stated):
        from_workbook = Decimal(0)
    execution = pack.execution.weight if from_workbook is None else from_workbook
    open_rows = [row for row in project.indicators if row.id not in stated]
    goals = goal_split(project, stated, rule, HUNDRED - execution, unit)
    proposed = _propose(project, stated, rule, HUNDRED - execution, unit, goals)
    base = {row.id: stated[row.id][0] if row.id in stated else proposed[row.id] for row in project.indicators}
    stays = rule.not_applicable in {NotApplicablePolicy.ZERO, NotApplicablePolicy.HOLD}
    if pack.execution.method is ExecutionMethod.NONE:
        stays = False
    goes = not execution_applies and not stays
    extra = execution if goes else Decimal(0)
    moved = move(project.indicators, base, not_applicable, rule.not_applicable, extra=extra, unit=unit, goals=goals.of)
    keys = [tier_key(row) for row in project.indicators]
    fallback = [key for key in unknown_tiers(rule, keys) if any(tier_key(row) == key for row in open_rows)]
    layout = layout_for(rule, [key for key in keys if isinstance(key, Tier1)])
    return Weighing(
        {
            row.id: Weight(base[row.id], moved[row.id], stated[row.id][1])
            if row.id in stated
            else Weight(base[row.id], moved[row.id], "proposed", goals.share(row.id))
            for row in project.indicators
        },
        Decimal(0) if goes else execution,
        execution,
        "pack" if from_workbook is None else "workbook",
        next((item.citation for item in rule.layouts if item.tiers == layout), "") if proposed else "",
        tuple(f"{key.value}指标" if isinstance(key, Tier1) else key for key in fallback),
        goals.goals if open_rows else (),
        goals.fault if open_rows else NOTHING,
    )


def _whole(project: Project, stated: Mapping[str, tuple[Decimal, str]]) -> bool:
    """Whether the indicators' own points make 100, so that nothing is left for an execution rate without a place."""
    rows = [stated[row.id][0] for row in project.indicators if row.id in stated]
    return bool(rows) and len(rows) == len(project.indicators) and sum(rows) == HUNDRED


def _propose(
    project: Project,
    stated: Mapping[str, tuple[Decimal, str]],
    rule: WeightRule,
    available: Decimal,
    unit: Decimal,
    goals: GoalSplit,
) -> dict[str, Decimal]:
    """Points for the indicators without any, by id; the same whatever the order of the rows.

    Where points go by goals, each goal's are shared out among its own rows as a project's are, except that what a
    goal has is a rule and what its tiers have inside it is not: its open rows get all that its other rows left.
    """
    ranked = sorted(project.indicators, key=row_order)
    if not goals.goals:
        return _shared_out(ranked, stated, rule, available, unit)
    proposed: dict[str, Decimal] = {}
    for goal in goals.goals:
        rows = [row for row in ranked if goals.of.get(row.id) == goal.key]
        proposed |= _shared_out(rows, stated, rule, goal.points, unit, together=True)
    return proposed


def _shared_out(
    ranked: list[Indicator],
    stated: Mapping[str, tuple[Decimal, str]],
    rule: WeightRule,
    available: Decimal,
    unit: Decimal,
    *,
    together: bool = False,
) -> dict[str, Decimal]:
    """Points of the open rows among these, by their tiers; `together`: only the sum of the tiers is a rule."""
    open_rows = [row for row in ranked if row.id not in stated]
    if not open_rows:
        return {}
    step = step_for(rule.step, unit)
    proposed: dict[str, Decimal] = {}
    for tier, points in _left(ranked, stated, rule, available, unit, together=together).items():
        rows = [row for row in open_rows if tier_key(row) == tier]
        groups = list(dict.fromkeys(row.tier2 for row in rows))
        shares = [rule.tier2_shares.get(group, Decimal(1)) for group in groups]
        for group, piece in zip(groups, split(points, shares, step, unit), strict=True):
            members = [row.id for row in rows if row.tier2 == group]
            pieces = split(piece, [Decimal(1)] * len(members), step, unit)
            proposed.update(zip(members, pieces, strict=True))
    return proposed


def _left(
    ranked: list[Indicator],
    stated: Mapping[str, tuple[Decimal, str]],
    rule: WeightRule,
    available: Decimal,
    unit: Decimal,
    *,
    together: bool,
) -> dict[TierKey, Decimal]:
    """Points left, by tier, for the rows that have none; tiers that the unit splits freely share what is left of all.

    Where stated rows took more, or less, than the usual split of a free group, its open tiers get the rest in
    proportion to what they would have got.
    """
    points = tier_weights(rule, Counter(map(tier_key, ranked)), available, unit)
    taken = dict.fromkeys(points, Decimal(0))
    for row in ranked:
        if row.id in stated:
            taken[tier_key(row)] += stated[row.id][0]
    left = {tier: max(points[tier] - taken[tier], Decimal(0)) for tier in points}
    free = tuple(points) if together else free_tiers(rule, [tier for tier in points if isinstance(tier, Tier1)])
    open_tiers = [tier for tier in points if tier in free and any(_open(row, tier, stated) for row in ranked)]
    rest = max(sum((points[tier] - taken[tier] for tier in free), Decimal(0)), Decimal(0))
    if open_tiers and rest != sum(left[tier] for tier in open_tiers):
        shares = [left[tier] for tier in open_tiers]
        left |= zip(open_tiers, split(rest, shares, step_for(rule.step, unit), unit), strict=True)
    return left


def _open(row: Indicator, tier: TierKey, stated: Mapping[str, tuple[Decimal, str]]) -> bool:
    return row.id not in stated and tier_key(row) == tier
