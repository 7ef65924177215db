"""The points of the second calculator: what a row may earn, as written, as proposed, after rows that do not apply."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from tests.differential.facts import Project, Row
from tests.differential.packfile import Pack

Key = TypeVar("Key", bound=Hashable)
TIERS = {"产出": ("项目完成",), "效益": ("效果",), "满意度": (), "成本": ()}
"""The tiers in the order in which equals are served, and what else they are called."""
SECOND = dict.fromkeys(("数量", "质量", "时效"), "产出") | dict.fromkeys(("经济", "社会", "生态", "可持续"), "效益")
"""Words of tier 2 in that order, with the tier they belong to."""
FULL = Fraction(100)
FINEST = Fraction(1, 100)


def tier(row: Row) -> str:
    """The tier of the pack that a row belongs to: by its tier 1, else by its tier 2, else its tier 1 itself."""
    for text in (row.tier1, row.tier2):
        for word, names in TIERS.items():
            if any(name in text for name in (word, *names)):
                return word
    return SECOND[second] if (second := _second(row)) is not None else row.tier1


def _second(row: Row) -> str | None:
    return next((word for word in SECOND if word in row.tier2), None)


def execution_weight(pack: Pack, project: Project) -> Fraction:
    """Points of the execution rate: those of the form, else those of the pack; none where the rows have all 100."""
    stated = project.execution_weight
    given = [row.weight for row in project.rows if row.weight is not None]
    if stated is None and len(given) == len(project.rows) and sum(given) == FULL:
        return Fraction(0)
    return Fraction(pack["execution"]["weight"]) if stated is None else stated


def unit_of(pack: Pack) -> Fraction:
    """The smallest step of a score: 0.01 at two decimals."""
    return Fraction(1, 10 ** int(pack.get("rounding", {}).get("places", 2)))


def policy_of(pack: Pack) -> str:
    """What becomes of the points of a row that does not apply."""
    return str(pack["weights"].get("not_applicable", "redistribute"))


def half_up(value: Fraction, unit: Fraction) -> Fraction:
    """To whole units, a half away from zero."""
    steps = abs(value) / unit + Fraction(1, 2)
    return (steps.numerator // steps.denominator) * unit * (1 if value >= 0 else -1)


def as_shown(pack: Pack, value: Fraction) -> Fraction:
    """A score or a total in the decimals that the pack shows: half up, or without what comes after them."""
    unit = unit_of(pack)
    return value // unit * unit if cuts(pack) else half_up(value, unit)


def cuts(pack: Pack) -> bool:
    """Whether the pack cuts decimals off."""
    return bool(pack.get("rounding", {}).get("mode", "half_up") == "down")


def apportioned(
    total: Fraction, shares: Mapping[Key, Fraction], step: Fraction, unit: Fraction = FINEST
) -> dict[Key, Fraction]:
    """`total` in the given proportion and in whole steps, the steps left over going to the largest remainders.

    Between equal remainders the larger share is served first, between equal shares the one that comes first; what is
    less than a step goes to the first. Where there are fewer steps than pieces the step is made ten times
    finer: first down to the unit of a score, then below it.
    """
    if not shares:
        return {}
    wanted = {key: share for key, share in shares.items() if share} or dict.fromkeys(shares, Fraction(1))
    while step > FINEST and total < step * len(wanted):
        step = max(step / 10, unit if step > unit else FINEST)
    count = total // step
    exact = {key: count * share / sum(wanted.values(), Fraction(0)) for key, share in wanted.items()}
    steps = {key: value // 1 for key, value in exact.items()}
    served = sorted(wanted, key=lambda key: (steps[key] - exact[key], -wanted[key]))[: count - sum(steps.values())]
    parts = {key: step * (steps[key] + (key in served)) for key in wanted}
    parts[next(iter(wanted))] += total - count * step
    return dict.fromkeys(shares, Fraction(0)) | parts


# ---- as written or proposed ---------------------------------------------------------------------------


def base_weights(pack: Pack, project: Project) -> dict[str, Fraction]:
    """Points by row before anything is moved: the form's, and the pack's proposal for rows that have none."""
    points = {row.id: row.weight for row in project.rows if row.weight is not None}
    if len(points) < len(project.rows):
        available, goals = FULL - execution_weight(pack, project), goal_points(pack, project)
        for goal, whole in goals.items():
            inside = replace(project, rows=tuple(row for row in project.rows if row.goal == goal))
            points |= _proposed(pack, inside, whole, together=True)
        if not goals:
            points |= _proposed(pack, project, available, together=False)
    return {row.id: points[row.id] for row in project.rows}


def goal_points(pack: Pack, project: Project) -> dict[int, Fraction]:
    """Points of each goal that rows serve; none where the pack does not share by goals, or the form says too little."""
    how, rows = pack["weights"].get("by_goal", "none"), project.rows
    goals = sorted({row.goal for row in rows} - {0})
    if how == "none" or not goals or any(row.goal == 0 and row.weight is None for row in rows):
        return {}
    whole = FULL - execution_weight(pack, project) - sum((row.weight or 0 for row in rows if not row.goal), Fraction(0))
    if whole <= 0:
        return {}
    shares = dict.fromkeys(goals, Fraction(1))
    if how == "listed":
        listed = pack["weights"]["goal_shares"]
        shares = {int(name.removeprefix("目标")): Fraction(share) for name, share in listed.items()}
        if sorted(shares) != goals:
            return {}
    if how == "stated":
        stated = {(row.goal, row.goal_share) for row in rows if row.goal}
        if len(stated) > len(goals) or None in {share for _, share in stated}:
            return {}
        numbers = {goal: share for goal, share in stated if share is not None}
        units, shares = {unit for _, unit in numbers.values()}, {goal: numbers[goal][0] for goal in goals}
        if len(units) > 1 or min(shares.values()) <= 0 or sum(shares.values()) != (FULL if units == {"%"} else whole):
            return {}
        if units == {"分"}:
            return shares
    return apportioned(whole, shares, step_of(pack), unit_of(pack))


def _proposed(pack: Pack, project: Project, available: Fraction, *, together: bool) -> dict[str, Fraction]:
    """Points for the rows without any of a project, or of one goal, whose tiers are no rule of their own."""
    rules, step, rows, points = pack["weights"], step_of(pack), ranked(project.rows), {}
    for name, left in _left_points(pack, project, rows, available, together=together).items():
        inside = [row for row in rows if tier(row) == name]
        groups = _by(lambda row: row.tier2, [row for row in inside if row.weight is None])
        shares = {tier2: Fraction(rules.get("tier2_shares", {}).get(tier2, 1)) for tier2 in groups}
        for tier2, part in apportioned(left, shares, step, unit_of(pack)).items():
            points |= apportioned(part, {row.id: Fraction(1) for row in groups[tier2]}, step, unit_of(pack))
    return points


def _left_points(
    pack: Pack, project: Project, rows: Sequence[Row], available: Fraction, *, together: bool
) -> dict[str, Fraction]:
    """What is left of each tier for rows without points; tiers split freely share what is left of their sum."""
    step = step_of(pack)
    points = _tier_points(pack, project, step, available)
    given = {name: sum((row.weight or 0 for row in rows if tier(row) == name), Fraction(0)) for name in points}
    left = {name: max(points[name] - given[name], Fraction(0)) for name in points}
    free = list(points) if together else [name for name in _layout(pack, project).get("free", []) if name in points]
    blank = [name for name in points if name in free and any(tier(row) == name and row.weight is None for row in rows)]
    whole = max(sum((points[name] - given[name] for name in free), Fraction(0)), Fraction(0))
    if blank and sum((left[name] for name in blank), Fraction(0)) != whole:
        left |= apportioned(whole, {name: left[name] for name in blank}, step, unit_of(pack))
    return left


def _layout(pack: Pack, project: Project) -> Pack:
    layouts = pack["weights"]["layouts"]
    known = {name for name in map(tier, project.rows) if name in TIERS}
    fitting = [layout for layout in layouts if set(layout["tiers"]) == known]
    covering = [layout for layout in layouts if set(layout["tiers"]) >= known]
    return dict((fitting + covering + layouts)[0])


def step_of(pack: Pack) -> Fraction:
    """The step of the pack, as the next multiple of what its scores can show."""
    step, unit = Fraction(pack["weights"].get("step", Fraction(1, 2))), unit_of(pack)
    return -(-step // unit) * unit


def ranked(rows: Sequence[Row]) -> list[Row]:
    """In the order in which equals are served: by tier 1, tier 2, name and target, never by place."""

    def order(row: Row) -> tuple[object, ...]:
        first, second = tier(row), _second(row)
        known = list(TIERS).index(first) if first in TIERS else len(TIERS)
        place = len(SECOND) if second is None else list(SECOND).index(second)
        return known, first, place, row.tier2, row.name, row.target.text

    return sorted(rows, key=order)


def _by(group: Callable[[Row], Hashable], rows: Sequence[Row]) -> dict[Hashable, list[Row]]:
    groups: dict[Hashable, list[Row]] = {}
    for row in rows:
        groups.setdefault(group(row), []).append(row)
    return groups


def _tier_points(pack: Pack, project: Project, step: Fraction, available: Fraction) -> dict[str, Fraction]:
    """Points of each tier 1 that the project has; one without points in the layout gets the share of the fallback."""
    counts = {name: len(rows) for name, rows in _by(tier, ranked(project.rows)).items()}
    whole_layout = _layout(pack, project)
    layout, free = whole_layout["tiers"], whole_layout.get("free", [])
    points = {name: Fraction(layout[name]) for name in counts if name in layout}
    heirs, stays = pack["weights"].get("missing", {}), Fraction(0)
    for name in layout:
        if name not in points and heirs.get(name) in points:
            points[heirs[name]] += Fraction(layout[name])
        elif name not in points and name in free:
            stays += Fraction(layout[name])
    together = sum((points[name] for name in free if name in points), Fraction(0))
    points |= {name: points[name] * (1 + stays / together) for name in free if name in points}
    if pack["weights"].get("unknown_tiers", "by_rows") == "by_tiers":
        counts = dict.fromkeys(counts, 1)
    every = Fraction(sum(counts.values()))
    rest = 1 - sum((counts[name] / every for name in counts if name not in points), Fraction(0))
    whole = sum(points.values(), Fraction(0))
    shares = {name: points[name] / whole * rest if name in points else counts[name] / every for name in counts}
    return apportioned(available, shares, step, unit_of(pack))


# ---- after rows that do not apply -----------------------------------------------------------------------


def effective_weights(
    pack: Pack, project: Project, base: Mapping[str, Fraction], spare: Fraction
) -> dict[str, Fraction]:
    """Points by row after what does not apply gave its points away; `spare`: of an execution rate that does not."""
    policy = policy_of(pack)
    absent = [row for row in project.rows if row.absent]
    heirs = [row for row in ranked(project.rows) if not row.absent]
    if not heirs or (policy in {"zero", "hold"} and not spare):
        return dict(base)
    points, free = dict(base), {row.id: base[row.id] for row in absent}
    if policy in {"zero", "hold"}:
        free = {}
    points |= dict.fromkeys(free, Fraction(0))
    stages: list[Callable[[Row], Hashable]] = [lambda row: ""]
    if policy == "redistribute":
        stages = [lambda row: (tier(row), row.tier2), tier, *stages]
    if pack["weights"].get("by_goal", "none") != "none":  # the same inside each goal first, then from goal to goal
        stages = [*(_inside(stage) for stage in stages), lambda row: ""]
    scopes: list[list[Row]] = []
    for stage in stages:
        more = spare if stage is stages[-1] else Fraction(0)
        moved = _stage(points, free, heirs, [row for row in absent if row.id in free], stage, more)
        # A wider stage rounds everything inside it at once, what narrower ones gave included.
        scopes = [scope for scope in scopes if not any(scope[0] in wider for wider in moved)] + moved
    for scope in scopes:
        exact = {row.id: points[row.id] for row in scope}
        points |= apportioned(sum(exact.values(), Fraction(0)), exact, unit_of(pack))
    return points


def _inside(stage: Callable[[Row], Hashable]) -> Callable[[Row], Hashable]:
    return lambda row: (row.goal, stage(row))


def _stage(
    points: dict[str, Fraction],
    free: dict[str, Fraction],
    heirs: Sequence[Row],
    absent: Sequence[Row],
    group: Callable[[Row], Hashable],
    spare: Fraction,
) -> list[list[Row]]:
    """Free points go, all at once, to the rows of their own group that apply, in proportion to what those have by now.

    Where a group has no such row its points stay free for the next, wider stage. The groups that got some are returned.
    """
    moved = []
    for name, members in _by(group, heirs).items():
        gone = [row.id for row in absent if group(row) == name]
        given = sum((free[key] for key in gone), spare)
        if not given:
            continue
        whole = sum((points[row.id] for row in members), Fraction(0))
        for row in members:
            share = points[row.id] / whole if whole else Fraction(1, len(members))
            points[row.id] += given * share
        free.update(dict.fromkeys(gone, Fraction(0)))
        moved.append(members)
    return moved
