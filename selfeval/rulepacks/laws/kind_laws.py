"""Laws of the kinds of rule that methods and the execution rate have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from selfeval.core.numbers import plain
from selfeval.core.patterns import lazy
from selfeval.core.problems import msg
from selfeval.core.rules.choices import GoalWeights
from selfeval.core.rules.pack import ExecutionRule, MethodRule
from selfeval.core.rules.parts.deductions import DeductionRule
from selfeval.core.rules.parts.recheck import QualityItem
from selfeval.core.rules.parts.reviewing import ReviewStep
from selfeval.core.rules.parts.weight_rules import WeightLayout, WeightRule
from selfeval.core.rules.weights.goal_texts import same_goal
from selfeval.rulepacks.laws.flaw import Flaw
from selfeval.rulepacks.layers.idle_keys import idle
from selfeval.rulepacks.text.lines import Path


def ramp_flaws(rule: MethodRule | ExecutionRule, raw: Mapping[str, Any], path: Path) -> Iterator[Flaw]:
    """The lines of a ramp, which must be written and lie in their order, the upper one where everything is complete."""
    ramp = rule.ramp
    if "ramp" not in raw:
        yield Flaw("R111", path, msg("ramp = { zero_below = …, full_at = … } is needed here"))
    elif not ramp.zero_below < ramp.full_at <= 100:
        text = msg(
            "zero_below ({zero}) lies below full_at ({full}), and full_at is at most 100, so that whoever completes "
            "everything earns everything",
            zero=plain(ramp.zero_below),
            full=plain(ramp.full_at),
        )
        yield Flaw("R114", (*path, "ramp"), text)


def free_flaws(layout: WeightLayout, path: Path) -> Iterator[Flaw]:
    """A free split is one of several tiers that the layout has, each named once."""
    if not layout.free:
        return
    if len(set(layout.free)) < 2 or len(set(layout.free)) < len(layout.free):
        yield Flaw("R125", (*path, "free"), msg("A free split needs two tiers or more, each named once"))
    for tier in layout.free:
        if tier not in layout.tiers:
            text = msg("{tier} has no points in this layout", tier=tier.value)
            yield Flaw("R125", (*path, "free"), text)


def goal_flaws(weights: WeightRule) -> Iterator[Flaw]:
    """Listed shares of goals make 100, each goal is listed once, and nothing is listed that has no effect."""
    path, listed = ("weights", "goal_shares"), weights.goal_shares
    if weights.by_goal is not GoalWeights.LISTED:
        if listed:
            text = msg("{key} has no effect with {curve}; remove it", key="goal_shares", curve=weights.by_goal.value)
            yield Flaw("R125", path, text)
        return
    if not listed:
        yield Flaw("R111", ("weights", "by_goal"), msg("goal_shares with the share of each goal is needed here"))
        return
    for same in same_goal(listed):
        if len(same) > 1:
            yield Flaw(
                "R126", (*path, same[1]), msg("{name} and {other} are the same goal", name=same[1], other=same[0])
            )
    if (total := sum(listed.values(), Decimal(0))) != 100:
        yield Flaw("R120", path, msg("The shares of the goals add up to {total}, not to 100", total=plain(total)))


def ladder_flaws(rule: MethodRule | ExecutionRule, raw: Mapping[str, Any], path: Path) -> Iterator[Flaw]:
    """Steps go strictly down, and all of them give a share of the weight or all of them points."""
    steps = rule.intervals
    by_points = any(step.points is not None for step in steps)
    shared = ["share" in step for step in raw.get("intervals", ())]
    for index, step in enumerate(steps):
        if not shared[index] and step.points is None:
            yield Flaw("R111", (*path, index), msg("share or points is needed here"))
        elif by_points and shared[index]:
            yield Flaw("R125", (*path, index, "share"), msg("The steps give either shares or points, not both"))
    given = [step.share if shared[index] else step.points or Decimal(0) for index, step in enumerate(steps)]
    for index in range(1, len(steps)):
        if not (steps[index - 1].at_least > steps[index].at_least and given[index - 1] > given[index]):
            yield Flaw("R122", (*path, index), msg("Intervals must go strictly down, in at_least and in share"))


def full_marks_flaws(
    rule: MethodRule | ExecutionRule, raw: Mapping[str, Any], path: Path, *, weight: Decimal | None = None
) -> Iterator[Flaw]:
    """Full completion earns full points; of steps of an actual value the highest does. Points of a known weight too."""
    steps, on_actual = rule.intervals, isinstance(rule, MethodRule) and rule.on_actual
    reached = next((index for index, step in enumerate(steps) if on_actual or step.at_least <= 100), None)
    if reached is None:
        return
    step = steps[reached]
    if "share" in raw["intervals"][reached] and step.share != 100:
        text = msg(
            "full completion earns {share} % of the points here and must earn 100: write share = 100, or put a step "
            "at_least = 100, share = 100 first",
            share=plain(step.share),
        )
        yield Flaw("R117", (*path, reached, "share"), text)
    if step.points is not None and weight is not None and step.points != weight:
        text = msg(
            "full completion earns {points} points here and must earn {weight}: write points = {weight}",
            points=plain(step.points),
            weight=plain(weight),
        )
        yield Flaw("R117", (*path, reached, "points"), text)


_COUNTED = lazy(r"[0-9０-９]|[:：;；]")
"""What a name may not hold: the number of items and the reason stand behind it."""


def deduction_flaws(rules: tuple[DeductionRule, ...], raw: Mapping[str, Any]) -> Iterator[Flaw]:
    """Each deduction says what it costs, in percent or by items, under a name of its own that no number follows."""
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        path: Path = ("deductions", index)
        for key, name in (("id", rule.id), ("title", rule.title)):
            if name in seen and not (key == "title" and name == rule.id):
                yield Flaw("R126", (*path, key), msg("{name} occurs twice", name=name))
            seen.add(name)
        if _COUNTED.search(rule.title):
            text = msg("A name without digits, colons and semicolons is needed; they mean something behind it")
            yield Flaw("R115", (*path, "title"), text)
        if sum(cost is not None for cost in (rule.percent, rule.per_item, rule.points)) != 1:
            yield Flaw("R111", path, msg("Either percent or per_item or points is needed here"))
        elif rule.percent == 0:
            yield Flaw("R114", (*path, "percent"), msg("0 takes nothing off"))
        if rule.percent is None and "taken_from" in raw["deductions"][index]:
            yield Flaw(
                "R125", (*path, "taken_from"), msg("{key} has no effect without percent; remove it", key="taken_from")
            )


def review_flaws(steps: tuple[ReviewStep, ...], raw: Mapping[str, Any]) -> Iterator[Flaw]:
    """Steps of a reviewer's discount go up in grades and down in what is left; they need grades and a source."""
    for index in range(1, len(steps)):
        if not (steps[index].lower_by > steps[index - 1].lower_by and steps[index].percent < steps[index - 1].percent):
            yield Flaw(
                "R122", ("review", index), msg("Each step is for more grades than the one before, and leaves less")
            )
    for index, step in enumerate(steps):
        if step.percent == 100:
            yield Flaw("R114", ("review", index, "percent"), msg("100 takes nothing off"))
    if steps and not raw.get("grades"):
        yield Flaw("R125", ("review",), msg("{key} has no effect without grades; remove it", key="review"))
    if bool(steps) != bool(raw.get("review_cite")):
        yield Flaw("R124", ("review_cite",), msg("{key} and {key}_cite go together", key="review"))


def quality_flaws(items: tuple[QualityItem, ...], raw: Mapping[str, Any]) -> Iterator[Flaw]:
    """The items of a form's quality make the total that is stated for them, and each has a name of its own."""
    stated = raw.get("recheck") or {}
    total = stated.get("form_total") if isinstance(stated, Mapping) else None
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item.id in seen:
            yield Flaw("R126", ("form_quality", index, "id"), msg("{name} occurs twice", name=item.id))
        seen.add(item.id)
    found = sum((item.points for item in items), Decimal(0))
    if items and total is None:
        yield Flaw("R111", ("form_quality",), msg("recheck.form_total with the points of all items is needed here"))
    elif total is not None and not items:
        yield Flaw(
            "R125", ("recheck", "form_total"), msg("{key} has no effect without items; remove it", key="form_total")
        )
    elif total is not None and found != total:
        text = msg("The items of the form's quality add up to {found}, not to {total}", found=plain(found), total=total)
        yield Flaw("R120", ("recheck", "form_total"), text)


def without_effect(raw: Mapping[str, Any]) -> Iterator[Flaw]:
    """Every key that says something and has no effect (R125); what only repeats a default is no fault."""
    for path, decides, value in idle(raw):
        key = ".".join(part for part in path[1:] if isinstance(part, str))
        if key == "over.deduct_from":
            yield Flaw("R125", decides, msg("deduct_from and a deduction go together"))
        elif key == "over.points":
            yield Flaw("R125", path, msg('Points go with deduction = "points" and only with it'))
        elif path == ("execution", "intervals"):
            yield Flaw("R122", path, msg("Intervals go with the method intervals only"))
        else:
            yield Flaw("R125", path, msg("{key} has no effect with {curve}; remove it", key=key, curve=value))
