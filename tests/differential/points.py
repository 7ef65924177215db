"""The points of the second calculator: what a row may earn, as written, as proposed, after rows that do not apply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from tests.differential.facts import Project, Row
from tests.differential.packfile import Pack

Key = TypeVar("Key", bound=Hashable)
TIERS = ("产出", "效益", "满意度", "成本")
HALVES = ("数量", "质量", "时效", "经济", "社会", "生态", "可持续")
FULL = Fraction(100)
FINEST = Fraction(1, 100)


def tier(text: str) -> str:
    """The word of the pack that a 一级指标 text holds."""
    return next((word for word in TIERS if word in text), text)


def place(row: Row) -> tuple[int, int, str, str]:
    """Where a row comes among equals, wherever it stands in the table: tier 1, tier 2, name."""
    first = next((number for number, word in enumerate(TIERS) if word in row.tier1), len(TIERS))
    second = next((number for number, word in enumerate(HALVES) if word in row.tier2), len(HALVES))
    return first, second, row.tier2, row.name


def execution_weight(pack: Pack, project: Project) -> Fraction:
    """Points of the execution rate: those of the form, else those of the pack; none where the rows make 100 alone."""
    weights = [row.weight for row in project.rows if row.weight is not None]
    if project.execution_weight is not None:
        return project.execution_weight
    alone = len(weights) == len(project.rows) and sum(weights, Fraction(0)) == FULL
    return Fraction(0) if alone else Fraction(pack["execution"]["weight"])


def unit_of(pack: Pack) -> Fraction:
    """The smallest step of a score: 0.01 at two decimals."""
    return Fraction(1, 10 ** int(pack.get("rounding", {}).get("places", 2)))


def half_up(value: Fraction, unit: Fraction) -> Fraction:
    """To whole units, a half away from zero."""
    steps = abs(value) / unit + Fraction(1, 2)
    return (steps.numerator // steps.denominator) * unit * (1 if value >= 0 else -1)


def apportioned(
    total: Fraction, shares: Mapping[Key, Fraction], step: Fraction, unit: Fraction = FINEST
) -> dict[Key, Fraction]:
    """`total` in the given proportion and in whole steps, the steps left over going to the largest remainders.

    Between equal remainders the larger share, then the one that comes first is served first; what is less than a step
    goes to the first. Where there are fewer steps than pieces the step is made ten times finer, down to `unit` and, if
    that is not enough, down to 0.01 points.
    """
    if not shares:
        return {}
    wanted = {key: share for key, share in shares.items() if share} or dict.fromkeys(shares, Fraction(1))
    while step > min(unit, FINEST) and total < step * len(wanted):
        step = max(step / 10, unit) if step > unit else max(step / 10, FINEST)
    count = total // step
    exact = {key: count * share / sum(wanted.values(), Fraction(0)) for key, share in wanted.items()}
    steps = {key: value // 1 for key, value in exact.items()}
    served = sorted(wanted, key=lambda key: (steps[key] - exact[key], -exact[key]))[: count - sum(steps.values())]
    parts = {key: step * (steps[key] + (key in served)) for key in wanted}
    parts[next(iter(wanted))] += total - count * step
    return dict.fromkeys(shares, Fraction(0)) | parts


def step_of(pack: Pack) -> Fraction:
    """The step of proposals: that of the pack, at the next multiple of what a score can show."""
    unit = unit_of(pack)
    return -(-Fraction(pack["weights"].get("step", Fraction(1, 2))) // unit) * unit


# ---- as written or proposed ---------------------------------------------------------------------------


def base_weights(pack: Pack, project: Project) -> dict[str, Fraction]:
    """Points by row before anything is moved: the form's, and the pack's proposal for rows that have none."""
    points = {row.id: row.weight for row in project.rows if row.weight is not None}
    ranked = sorted(project.rows, key=place)
    if len(points) < len(project.rows):
        step, unit = step_of(pack), unit_of(pack)
        for name, available in _tier_points(pack, project, step).items():
            inside = [row for row in ranked if tier(row.tier1) == name]
            left = max(available - sum((row.weight or 0 for row in inside), Fraction(0)), Fraction(0))
            blank = [row for row in inside if row.weight is None]
            for rows, part in _halves(blank, left, pack["weights"].get("tier2_shares", {}), step, unit):
                points |= apportioned(part, {row.id: Fraction(1) for row in rows}, step, unit)
    return {row.id: points[row.id] for row in project.rows}


def _tier_points(pack: Pack, project: Project, step: Fraction) -> dict[str, Fraction]:
    rows = Counter(tier(row.tier1) for row in project.rows)
    layouts = [layout["tiers"] for layout in pack["weights"]["layouts"]]
    fitting = [layout for layout in layouts if set(layout) == set(rows)]
    covering = [layout for layout in layouts if set(layout) >= set(rows)]
    layout = (fitting + covering + layouts)[0]
    points = {name: Fraction(layout[name]) for name in TIERS if name in rows and name in layout}
    for name, heir in pack["weights"].get("missing", {}).items():
        if name not in points and heir in points:
            points[heir] += Fraction(layout.get(name, 0))
    # tiers that the layout does not have: by the number of their rows, or as many as any other tier
    counts = rows if pack["weights"].get("unknown_tiers", "by_rows") == "by_rows" else Counter(dict.fromkeys(rows, 1))
    known = Fraction(sum(counts[name] for name in rows if name in layout), counts.total())
    given = sum(points.values(), Fraction(0))
    order = [name for name in (*TIERS, *sorted(set(rows) - set(TIERS))) if name in rows]
    shares = {
        name: points[name] * known / given if name in points else Fraction(counts[name], counts.total())
        for name in order
    }
    if len(points) < len(order):
        # the others share what is left as the layout has it
        rest = 1 - sum((shares[name] for name in order if name not in points), Fraction(0))
        shares |= {name: points[name] * rest / given for name in points}
    return apportioned(FULL - execution_weight(pack, project), shares, step, unit_of(pack))


def _halves(
    rows: Sequence[Row], points: Fraction, shares: Mapping[str, Fraction], step: Fraction, unit: Fraction
) -> list[tuple[list[Row], Fraction]]:
    """The rows of a tier by their tier 2, each with its part of the tier's points."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.tier2, []).append(row)
    wanted = {name: Fraction(shares.get(name, 1)) for name in groups}
    parts = apportioned(points, wanted, step, unit)
    return [(group, parts[name]) for name, group in groups.items()]


# ---- after rows that do not apply -----------------------------------------------------------------------


def effective_weights(
    pack: Pack, project: Project, base: Mapping[str, Fraction], spare: Fraction
) -> dict[str, Fraction]:
    """Points by row after what does not apply gave its points away; `spare`: of an execution rate that does not."""
    policy = pack["weights"].get("not_applicable", "redistribute")
    ranked = sorted(project.rows, key=place)
    rest = [row for row in ranked if not row.absent]
    if policy in {"zero", "hold"} or not rest:
        return dict(base)
    points = {row.id: base[row.id] for row in rest}
    free = {row.id: base[row.id] for row in ranked if row.absent}
    stages: list[Callable[[Row], Hashable]] = [lambda row: ""]
    if policy == "redistribute":
        stages = [lambda row: (tier(row.tier1), row.tier2), lambda row: tier(row.tier1), *stages]
    together = {row.id: frozenset({row.id}) for row in rest}  # rows that are rounded with this one
    for number, group in enumerate(stages, 1):
        last = number == len(stages)
        for scope in {group(row): None for row in rest}:
            givers = [row.id for row in ranked if row.id in free and group(row) == scope]
            moved = sum((free.pop(key) for key in givers), Fraction(0)) + (spare if last else 0)
            heirs = [row.id for row in rest if group(row) == scope]
            whole = sum((points[key] for key in heirs), Fraction(0))
            if moved:
                gain = {key: moved * (points[key] / whole if whole else Fraction(1, len(heirs))) for key in heirs}
                points |= {key: points[key] + gain[key] for key in heirs}
                together |= {key: frozenset(heirs) for key in heirs}
    unit = unit_of(pack)
    final = dict.fromkeys(base, Fraction(0)) | points
    for heirs in {tuple(row.id for row in rest if row.id in some): None for some in together.values() if len(some) > 0}:
        exact = {key: points[key] for key in heirs}
        if any(exact[key] != base[key] for key in heirs):
            final |= apportioned(sum(exact.values(), Fraction(0)), exact, unit, unit)
    return final
