"""One indicator in the second calculator: the pack's method for it, and the exact points that its outcome earns."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Any

from tests.differential.facts import Actual, Row, Target
from tests.differential.packfile import Pack
from tests.differential.points import cuts, half_up, tier, unit_of

ZERO, ONE, HUNDRED = Fraction(0), Fraction(1), Fraction(100)


def method_of(pack: Pack, row: Row, target: Target) -> dict[str, Any]:
    """The method whose conditions all hold and that states the most of them."""
    fitting = [method for method in pack["methods"] if _applies(method.get("applies", {}), row, target)]
    return max(fitting, key=lambda method: len(method.get("applies", {})))


def _applies(wanted: dict[str, Any], row: Row, target: Target) -> bool:
    direction = "lower" if target.sign in {"<=", "<"} else "higher"
    found = {
        "kinds": target.kind,
        "tier1": tier(row),
        "tier2": row.tier2,
        "names": row.name,
        "units": target.unit,
    }
    if wanted.get("direction", direction) != direction:
        return False
    return all(any(fnmatchcase(found[key], text) for text in wanted[key]) for key in found if key in wanted)


def met(target: Target, number: Fraction) -> bool:
    """Whether the figure is what the target asks for."""
    low, high = target.value, target.upper
    return {
        ">=": number >= low,
        ">": number > low,
        "<=": number <= low,
        "<": number < low,
        "=": number == low,
        "between": low <= number <= high,
    }[target.sign]


def completion(target: Target, number: Fraction, reverse: str) -> Fraction:
    """完成率 as a share of 1, never below 0 or above 1; 1 where the target is met."""
    if met(target, number):
        return ONE
    if target.sign in {">=", ">"} or (target.sign in {"=", "between"} and number < target.value):
        share = number / target.value if target.value > 0 else ZERO
    else:
        limit = target.upper if target.sign == "between" else target.value
        if limit <= 0 or reverse == "all_or_nothing":
            share = ZERO
        else:
            share = limit / number if reverse == "inverse" else 1 - (number - limit) / limit
    return min(max(share, ZERO), ONE)


def share_of(method: dict[str, Any], target: Target, number: Fraction) -> Fraction:
    """The share of the weight that a measured outcome earns, before anything is taken off for over-achievement."""
    curve, done = method["curve"], completion(target, number, method.get("reverse", "inverse"))
    if curve == "all_or_nothing":
        return ONE if met(target, number) else ZERO
    if curve == "gate":
        gate = method["gate"] / HUNDRED
        return max((done - gate) / (1 - gate), ZERO)
    if curve == "intervals":
        return step_share(method["intervals"], number if method.get("on_actual") else done * 100)
    return ramp_share(method["ramp"], done * 100) if curve == "ramp" else done


def ramp_share(ramp: dict[str, Any], percent: Fraction) -> Fraction:
    """The share between two lines: nothing below the lower one, everything from the upper one on."""
    low, high = Fraction(ramp.get("zero_below", 0)), Fraction(ramp.get("full_at", 100))
    if percent < low:
        return ZERO
    if percent >= high:
        return ONE
    return percent / high if ramp.get("between", "even") == "completion" else (percent - low) / (high - low)


def step_share(intervals: Sequence[dict[str, Fraction]], percent: Fraction) -> Fraction:
    """The share of the first step that is reached, 0 below the last one."""
    return next((step.get("share", ZERO) / HUNDRED for step in intervals if percent >= step["at_least"]), ZERO)


def step_points(intervals: Sequence[dict[str, Fraction]], percent: Fraction, weight: Fraction) -> Fraction:
    """The points of the first step that is reached, never more than the weight."""
    return next((min(step["points"], weight) for step in intervals if percent >= step["at_least"]), ZERO)


def less_for_over(
    method: dict[str, Any], target: Target, number: Fraction, weight: Fraction, score: Fraction
) -> Fraction:
    """The score after the pack's deduction for an outcome far above a target that is to be reached."""
    over = method.get("over", {})
    start, kind = over.get("deduct_from"), over.get("deduction", "none")
    if start is None or kind == "none" or target.sign not in {">=", ">"} or target.value <= 0:
        return score
    percent = number / target.value * 100
    if kind == "all":
        return ZERO if percent > start else score
    if percent < start:
        return score
    taken = over["points"] if kind == "points" else weight * (percent - start) / 100
    return max(score - taken, ZERO)


def answered(pack: Pack, actual: Actual, weight: Fraction) -> Fraction | None:
    """The share of a qualitative outcome; None where there is none or it lies outside its answer's half-open band."""
    answers = pack["answers"]
    band = next((item for item in answers if item["id"] == actual.answer), None)
    if band is None:
        return None
    top, lower, upper = band is answers[0], band["lower"], band["upper"]
    if actual.share is None:
        return upper / HUNDRED if top else Fraction(supposed(lower, upper, weight, unit_of(pack), cut=cuts(pack)), 100)
    inside = lower <= actual.share and (actual.share <= upper if top else actual.share < upper)
    return actual.share / HUNDRED if inside else None


def supposed(lower: Fraction, upper: Fraction, weight: Fraction, unit: Fraction, *, cut: bool = False) -> int:
    """The whole percent taken where a lower answer is written alone: the largest whose score stays below the edge."""
    whole = range(-(-upper.numerator // upper.denominator) - 1, int(lower) - 1, -1)
    below = (
        share
        for share in whole
        if cut or half_up(weight * share / 100, unit) < weight * upper / 100  # what is cut off never grows
    )
    return next(below, whole[0])


def score_row(pack: Pack, row: Row, actual: Actual, weight: Fraction) -> tuple[Fraction | None, str, bool]:
    """The exact points of a row that applies, the method's id, and whether over-achievement took something off."""
    target = row.target
    method = method_of(pack, row, target)
    share: Fraction | None
    if target.sign == "words":
        share = answered(pack, actual, weight)
    elif target.sign == "is":
        share = None if actual.yes is None else Fraction(actual.yes == target.yes)
    elif target.sign == "by":
        share = None if actual.day is None or target.day is None else Fraction(actual.day <= target.day)
    else:
        share = None if actual.number is None else share_of(method, target, actual.number)
    if share is None:
        return None, "", False
    full = share * weight
    if method["curve"] == "intervals" and "points" in method["intervals"][0] and actual.number is not None:
        done = completion(target, actual.number, method.get("reverse", "inverse")) * 100
        full = step_points(method["intervals"], actual.number if method.get("on_actual") else done, weight)
    score = full if actual.number is None else less_for_over(method, target, actual.number, weight, full)
    return after_deductions(pack, row, weight, score), method["id"], score < full


def after_deductions(pack: Pack, row: Row, weight: Fraction, score: Fraction) -> Fraction:
    """First points (items, percents of the weight), never below nothing, then percents of what is left."""
    rules = {rule["id"]: rule for rule in pack.get("deductions", [])}
    percent = ZERO
    for name, items in row.deducted:
        rule = rules[name]
        if "per_item" in rule:
            score -= rule["per_item"] * items
        elif "points" in rule:
            score -= rule["points"]
        elif rule.get("taken_from", "score") == "weight":
            score -= weight * rule["percent"] / 100
        else:
            percent += rule["percent"]
    return max(score, ZERO) * (1 - min(percent, HUNDRED) / 100)
