"""The points of the second calculator: what a row may earn, as written, as proposed, after rows that do not apply."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from tests.differential.facts import Project, Row
from tests.differential.packfile import Pack

Key = TypeVar("Key", bound=Hashable)
TIERS = ("产出", "效益", "满意度", "成本")
FULL = Fraction(100)
FINEST = Fraction(1, 100)


def tier(text: str) -> str:
    """The word of the pack that a 一级指标 text holds."""
    return next((word for word in TIERS if word in text), text)


def execution_weight(pack: Pack, project: Project) -> Fraction:
    """Points of the execution rate: those of the form, else those of the pack."""
    stated = project.execution_weight
    return Fraction(pack["execution"]["weight"]) if stated is None else stated


def unit_of(pack: Pack) -> Fraction:
    """The smallest step of a score: 0.01 at two decimals."""
    return Fraction(1, 10 ** int(pack.get("rounding", {}).get("places", 2)))


def half_up(value: Fraction, unit: Fraction) -> Fraction:
    """To whole units, a half away from zero."""
    steps = abs(value) / unit + Fraction(1, 2)
    return (steps.numerator // steps.denominator) * unit * (1 if value >= 0 else -1)


def apportioned(total: Fraction, shares: Mapping[Key, Fraction], step: Fraction) -> dict[Key, Fraction]:
    """`total` in the given proportion and in whole steps, the steps left over going to the largest remainders.

    Between equal remainders the one that comes first is served first; what is less than a step goes to the first. Where
    there are fewer steps than pieces the step is made ten times finer, down to 0.01 points.
    """
    if not shares:
        return {}
    wanted = {key: share for key, share in shares.items() if share} or dict.fromkeys(shares, Fraction(1))
    while step > FINEST and total < step * len(wanted):
        step = max(step / 10, FINEST)
    count = total // step
    exact = {key: count * share / sum(wanted.values(), Fraction(0)) for key, share in wanted.items()}
    steps = {key: value // 1 for key, value in exact.items()}
    served = sorted(wanted, key=lambda key: steps[key] - exact[key])[: count - sum(steps.values())]
    parts = {key: step * (steps[key] + (key in served)) for key in wanted}
    parts[next(iter(wanted))] += total - count * step
    return dict.fromkeys(shares, Fraction(0)) | parts


# ---- as written or proposed ---------------------------------------------------------------------------


def base_weights(pack: Pack, project: Project) -> dict[str, Fraction]:
    """Points by row before anything is moved: the form's, and the pack's proposal for rows that have none."""
    points = {row.id: row.weight for row in project.rows if row.weight is not None}
    if len(points) < len(project.rows):
        rules = pack["weights"]
        step = Fraction(rules.get("step", Fraction(1, 2)))
        for name, available in _tier_points(pack, project, step).items():
            inside = [row for row in project.rows if tier(row.tier1) == name]
            left = max(available - sum((row.weight or 0 for row in inside), Fraction(0)), Fraction(0))
            blank = [row for row in inside if row.weight is None]
            for rows, part in _halves(blank, left, rules.get("tier2_shares", {}), step):
                points |= apportioned(part, {row.id: Fraction(1) for row in rows}, step)
    return {row.id: points[row.id] for row in project.rows}


def _tier_points(pack: Pack, project: Project, step: Fraction) -> dict[str, Fraction]:
    present = list(dict.fromkeys(tier(row.tier1) for row in project.rows))
    layouts = [layout["tiers"] for layout in pack["weights"]["layouts"]]
    fitting = [layout for layout in layouts if set(layout) == set(present)]
    covering = [layout for layout in layouts if set(layout) >= set(present)]
    layout = (fitting + covering + layouts)[0]
    points = {name: Fraction(layout.get(name, 0)) for name in TIERS if name in present}
    for name, heir in pack["weights"].get("missing", {}).items():
        if name not in points and heir in points:
            points[heir] += Fraction(layout.get(name, 0))
    return apportioned(FULL - execution_weight(pack, project), points, step)


def _halves(
    rows: Sequence[Row], points: Fraction, shares: Mapping[str, Fraction], step: Fraction
) -> list[tuple[list[Row], Fraction]]:
    """The rows of a tier by their tier 2, each with its part of the tier's points."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.tier2, []).append(row)
    wanted = {name: Fraction(shares.get(name, 1)) for name in groups}
    parts = apportioned(points, wanted, step)
    return [(group, parts[name]) for name, group in groups.items()]


# ---- after rows that do not apply -----------------------------------------------------------------------


def effective_weights(
    pack: Pack, project: Project, base: Mapping[str, Fraction], spare: Fraction
) -> dict[str, Fraction]:
    """Points by row after what does not apply gave its points away; `spare`: of an execution rate that does not."""
    policy = pack["weights"].get("not_applicable", "redistribute")
    absent = [row for row in project.rows if row.absent]
    rest = [row for row in project.rows if not row.absent and base[row.id] > 0]
    moved = spare + sum((base[row.id] for row in absent), Fraction(0))
    if (policy in {"zero", "hold"} and not spare) or not rest or not moved:
        return dict(base)
    points = dict(base) | {row.id: Fraction(0) for row in absent}
    free = {row.id: base[row.id] for row in absent}
    if policy == "redistribute":
        for group in (lambda row: (tier(row.tier1), row.tier2), lambda row: tier(row.tier1)):
            _stage(points, free, project.rows, group)
    for row in rest:  # the execution rate belongs to no tier: its points are free for all rows at once
        free.setdefault(row.id, Fraction(0))
    if rest:
        free[rest[0].id] += spare
    _stage(points, free, project.rows, lambda row: "")
    return _whole(points, base, unit_of(pack))


def _stage(
    points: dict[str, Fraction], free: dict[str, Fraction], rows: Sequence[Row], group: Callable[[Row], Hashable]
) -> None:
    """Free points go, all at once, to the rows of their own group that apply, in proportion to what those have by now.

    Where a group has no such row its points stay free for the next, wider stage.
    """
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(group(row), []).append(row)
    for members in groups.values():
        inside = sum((free.get(row.id, Fraction(0)) for row in members), Fraction(0))
        heirs = {row.id: points[row.id] for row in members if not row.absent and points[row.id] > 0}
        whole = sum(heirs.values(), Fraction(0))
        if inside and heirs:
            points.update({key: value + inside * value / whole for key, value in heirs.items()})
            free.update(dict.fromkeys((row.id for row in members), Fraction(0)))


def _whole(points: Mapping[str, Fraction], base: Mapping[str, Fraction], unit: Fraction) -> dict[str, Fraction]:
    """Rounded only now: the rows that gained, to whole units by largest remainder, so that nothing is lost or won."""
    gained = {key: value for key, value in points.items() if value > base[key]}
    total = sum(gained.values(), Fraction(0))
    return dict(points) | apportioned(total, gained, unit)
