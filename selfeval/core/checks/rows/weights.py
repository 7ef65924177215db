"""Checks of the points that indicators can earn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from selfeval.core.checks.registry import Case, Found, Scope, declare, project_check, row_check
from selfeval.core.model import Tier1
from selfeval.core.numbers import parse_number, plain, round_half_up
from selfeval.core.patterns import lazy
from selfeval.core.problems import Severity, msg
from selfeval.core.rules.weights.goal_weights import goals_of
from selfeval.core.scoring.assessment import MOST_POINTS
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.notes.targets import NOT_APPLICABLE
from selfeval.core.tiers import tier1_for

_POINTS = lazy(r"[（(]\s*([0-9]+(?:\.[0-9]+)?)\s*分?\s*[)）]")


def _stated(case: Case) -> list[Scored]:
    """The rows whose points the workbook or a person gives."""
    return [item for item in case.rows if item.weight.origin != "proposed"]


def _all_stated(case: Case) -> bool:
    return bool(case.rows) and len(_stated(case)) == len(case.rows)


@project_check(
    "W101",
    Severity.WARNING,
    msg("No weights"),
    msg("Enter the approved points (分值), or let the rule pack propose them."),
    "（没有分值）",
    Scope.PROJECT,
    of_table=True,
)
def no_weights(case: Case) -> Iterator[Found]:
    """No indicator of the project has points; those of the pack are proposed."""
    if case.rows and not _stated(case):
        message = msg("No indicator of “{name}” has points.", name=case.project.title)
        yield Found(message, "weight")


@project_check(
    "W102",
    Severity.ERROR,
    msg("Weight missing"),
    msg("Enter the points of this indicator."),
    "（分值空白）",
    Scope.INDICATOR,
    of_table=True,
)
def weight_missing(case: Case) -> Iterator[Found]:
    """Some indicators have points and others do not, or something was entered that is no number of points."""
    stated = bool(_stated(case))
    for item in case.rows:
        name, written = item.indicator.tier3, case.value(item, "weight")
        if written and not _is_number_of_points(written):
            message = msg("“{name}”: “{text}” is no number of points.", name=name, text=written)
            yield Found(message, "weight", written, item)
        elif not written and stated:
            yield Found(msg("“{name}” has no points.", name=name), "weight", "", item)


def _is_number_of_points(text: str) -> bool:
    points = parse_number(text)
    return points is not None and points <= MOST_POINTS


@project_check(
    "W103",
    Severity.ERROR,
    msg("Weights do not sum to 100"),
    msg("Change the points so that the indicators and the execution rate make exactly 100."),
    "45 + 30 + 10 + 10 = 95",
    Scope.PROJECT,
    of_table=True,
)
def not_hundred(case: Case) -> Iterator[Found]:
    """Indicators and execution rate together make another number than 100, so that there is no total."""
    weighing = case.result.weighing
    rows = sum((item.weight.base for item in case.rows), Decimal(0))
    if case.rows and not weighing.whole:
        message = msg(
            "The points of “{name}” make {sum}: {rows} for the indicators and {execution} for the execution rate.",
            name=case.project.title,
            sum=plain(rows + weighing.execution_base),
            rows=plain(rows),
            execution=plain(weighing.execution_base),
        )
        yield Found(message, "weight", where=case.rows[0].indicator.where("weight"))


@project_check(
    "W104",
    Severity.ERROR,
    msg("Weights do not sum to their tier"),
    msg("Correct the points of the tier or those of its indicators."),
    "产出指标（50分）：45",
    Scope.PROJECT,
    of_table=True,
)
def not_parent(case: Case) -> Iterator[Found]:
    """The cell of a tier or of a goal says how many points it has, and its indicators make another number."""
    if not _all_stated(case):
        return
    for tier in ("tier1", "tier2"):
        groups: dict[tuple[str, ...], list[Scored]] = {}
        for item in case.rows:
            path = (item.indicator.tier1, item.indicator.tier2)[: 1 if tier == "tier1" else 2]
            groups.setdefault(path, []).append(item)
        for path, members in groups.items():
            written = _POINTS.search(path[-1])
            total = sum((item.weight.base for item in members), Decimal(0))
            if written and Decimal(written[1]) != total:
                yield _other_sum(path[-1], tier, members, total)
    for goal in goals_of(case.project):
        members = [item for item in case.rows if item.indicator.id in goal.rows]
        total = sum((item.weight.base for item in members), Decimal(0))
        if goal.points is not None and goal.points != total:
            yield _other_sum(goal.text, "goal", members, total)


def _other_sum(text: str, field: str, members: list[Scored], total: Decimal) -> Found:
    message = msg("The indicators of “{tier}” make {sum} points.", tier=text, sum=plain(total))
    return Found(message, field, text, where=members[0].indicator.where(field))


@project_check(
    "W105",
    Severity.INFO,
    msg("Weights of the tiers unlike the rule pack's"),
    msg("Check whether these points were approved, or choose the rule pack that was meant."),
    "产出 70、效益 20、满意度 10",
    Scope.PROJECT,
    of_table=True,
)
def other_layout(case: Case) -> Iterator[Found]:
    """The tiers share the points in another way than the pack says."""
    if not _all_stated(case) or any(not item.indicator.tier1.strip() for item in case.rows):
        return
    rule = case.pack.weights
    present = {tier1_for(item.indicator) for item in case.rows}
    layouts = [layout for layout in rule.layouts if set(layout.tiers) == present]
    if not layouts:
        return
    sums = {tier: _points(case, tier) for tier in Tier1 if tier in present}
    if any(_shares(sums, layout.free) == _shares(layout.tiers, layout.free) for layout in layouts):
        return
    usual = layouts[0]
    message = msg(
        "The tiers of “{name}” have {actual}; the rule pack gives {usual}.",
        name=case.project.title,
        actual=_listed(_shares(sums, usual.free)),
        usual=_listed(_shares(usual.tiers, usual.free)),
    )
    yield Found(message, "weight", where=case.rows[0].indicator.where("weight"))


def _shares(points: Mapping[Tier1, Decimal], free: tuple[Tier1, ...]) -> dict[str, Decimal]:
    """Points by tier, those that the unit splits freely as one sum: `产出+效益`."""
    found = {tier.value: points[tier] for tier in Tier1 if tier in points and tier not in free}
    if free:
        found["+".join(tier.value for tier in Tier1 if tier in free)] = sum((points[tier] for tier in free), Decimal(0))
    return found


def _listed(shares: Mapping[str, Decimal]) -> str:
    return "、".join(f"{name} {plain(points)}" for name, points in shares.items())


def _points(case: Case, tier: Tier1) -> Decimal:
    return sum((item.weight.base for item in case.rows if tier1_for(item.indicator) is tier), Decimal(0))


@row_check(
    "W106",
    Severity.ERROR,
    msg("Weight of 0 or less"),
    msg("Give the indicator points, or leave it out."),
    "0",
    Scope.INDICATOR,
)
def worthless(case: Case, item: Scored) -> Iterator[Found]:
    """An indicator that can earn nothing, be it because the rule pack has no points for its tier.

    One that does not apply, or says so, has given its points away: forms print it with 0.
    """
    if item.not_applicable or any(note.code == NOT_APPLICABLE for note in item.assumptions):
        return
    written = parse_number(case.value(item, "weight"))
    points = item.weight.base if written is None else written
    if points <= 0:
        message = msg("“{name}” can earn {points} points.", name=item.indicator.tier3, points=plain(points))
        yield Found(message, "weight", plain(points), item)


@project_check(
    "W107",
    Severity.WARNING,
    msg("Weight of the execution rate unlike the rule pack's"),
    msg("Check whether these points were approved, or choose the rule pack that was meant."),
    "预算执行率 9 分",
    Scope.PROJECT,
    of_table=True,
)
def other_execution(case: Case) -> Iterator[Found]:
    """The form gives the execution rate other points than the pack; W115 is about none at all."""
    written, usual = case.project.claimed.execution_weight, case.pack.execution.weight
    if written and written != usual:
        message = msg(
            "The execution rate has {written} points; the rule pack gives {usual}.",
            written=plain(written),
            usual=plain(usual),
        )
        yield Found(message, "execution_weight", plain(written))


@project_check(
    "W108",
    Severity.WARNING,
    msg("Points with more decimals than scores have"),
    msg("Give points with no more decimals than scores have, so that a target that is met earns just its points."),
    "3.125",
    Scope.INDICATOR,
    of_table=True,
)
def too_fine(case: Case) -> Iterator[Found]:
    """Points that no rounded score can equal; earned in full, they count as they are, in part, they are rounded."""
    places = case.pack.rounding.places
    for item in case.rows:
        weight = item.weight.base
        if item.weight.origin != "proposed" and weight != round_half_up(weight, places):
            message = msg(
                "“{name}” has {points} points, but scores are rounded to {places} places.",
                name=item.indicator.tier3,
                points=plain(weight),
                places=places,
            )
            yield Found(message, "weight", plain(weight), item)


@project_check(
    "W116",
    Severity.WARNING,
    msg("Points not shared out by goal"),
    msg(
        "State the goal of each indicator (in a column 年度绩效目标, or in a row 目标1 above them) and the share "
        "of each goal where the rule pack needs it, such as 目标1（40分）; or enter the approved points (分值)."
    ),
    "（没有写明指标对应哪个目标）",
    Scope.PROJECT,
    of_table=True,
)
def not_by_goal(case: Case) -> Iterator[Found]:
    """The pack gives each goal its share, and the table does not say enough; points were proposed without goals."""
    fault = case.result.weighing.goal_fault
    if case.rows and fault:
        message = msg(
            "The points of “{name}” were proposed for all its indicators together, not goal by goal: {why}.",
            name=case.project.title,
            why=fault,
        )
        yield Found(message, "weight", where=case.rows[0].indicator.where("goal"))


declare(
    "W109",
    Severity.WARNING,
    msg("Tier that the rule pack does not know"),
    msg("Enter the approved points (分值), or choose the rule pack that was meant."),
    "一级指标“成本指标”（规则包只有产出、效益、满意度）",
    Scope.READING,
)
