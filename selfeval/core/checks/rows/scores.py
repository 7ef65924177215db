"""Checks of single scores: what a filled form claims against what the rule gives, and the reasons beside them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from selfeval.core.checks.registry import Case, Found, Scope, Stage, row_check
from selfeval.core.checks.rows.other_readings import missed_alike, settled, sure
from selfeval.core.numbers import parse_number, plain, round_half_up
from selfeval.core.problems import Severity, msg
from selfeval.core.readings import ActualKind
from selfeval.core.rules.layers import Citation
from selfeval.core.rules.rounding import rounded
from selfeval.core.rules.shares import band, in_band, share_of_claim
from selfeval.core.scoring.scored import Scored


def printed_score(case: Case, item: Scored) -> Decimal | None:
    """The score printed in the form, None once another actual or weight was entered than the one it belongs to."""
    row = item.indicator
    if row.claimed_score is None:
        return None
    same_actual = case.value(item, "actual") == row.actual.strip()
    weight = parse_number(case.value(item, "weight"))
    same_weight = weight == row.weight if row.weight is not None else weight is None
    return row.claimed_score if same_actual and same_weight else None


def claimed_score(case: Case, item: Scored) -> Decimal | None:
    """The printed score where the form says of how many points; of a weight that is only proposed it is no share."""
    return None if item.weight.origin == "proposed" else printed_score(case, item)


def points_lost(case: Case, item: Scored) -> Decimal:
    """Points the form says, or the rule says, were not earned."""
    claimed = claimed_score(case, item)
    if claimed is not None:
        return max(item.weight.base - claimed, Decimal(0))
    return max(item.lost, Decimal(0))


def wrong_range(case: Case, item: Scored) -> bool:
    """Whether the claimed score is none that the indicator can have at all."""
    claimed = claimed_score(case, item)
    return claimed is not None and not 0 <= claimed <= max(item.weight.base, item.weight.effective)


def full_on_missed(case: Case, item: Scored) -> bool:
    """Whether the form gives every point although a measured target was missed, however it is read."""
    claimed = claimed_score(case, item)
    if claimed is None or claimed <= 0 or claimed not in {item.weight.base, item.weight.effective}:
        return False
    return item.answer is None and item.score is not None and missed_alike(case, item)


def outside_band(case: Case, item: Scored) -> bool:
    """Whether the claimed or entered share lies outside the band of the answer that was given."""
    answer = case.pack.answer(item.actual.answer)
    claimed, weight = claimed_score(case, item), item.weight.base
    if item.actual.kind is not ActualKind.ANSWER or answer is None or item.deduction_problem or wrong_range(case, item):
        return False
    if claimed is None or weight <= 0:
        return item.score is None
    if claimed == item.score:  # the share that was written lies in the band, however its score is rounded
        return False
    return not in_band(answer, share_of_claim(answer, claimed, weight, case.pack.rounding))


def differs(case: Case, item: Scored) -> bool:
    """Whether the claimed score is further from the computed one than the pack and the form's own rounding allow."""
    claimed = claimed_score(case, item)
    if claimed is None or item.score is None:
        return False
    exact = Fraction(item.score) if item.exact is None else item.exact
    return unlike(case, claimed, item.score, exact)


def unlike(case: Case, claimed: Decimal, score: Decimal, exact: Fraction) -> bool:
    """Whether a printed score is neither the computed one, within the pack's tolerance, nor that one rounded.

    A form that shows whole points or one decimal in all of its scores shows the computed one rounded to as many.
    """
    if abs(claimed - score) <= case.pack.tolerance:
        return False
    printed = [row.indicator.claimed_score for row in case.rows]
    places = max(_decimals(value) for value in (claimed, *printed) if value is not None)
    if places >= case.pack.rounding.places:
        return True
    mode = case.pack.rounding.mode
    return claimed not in {rounded(exact, places, mode), rounded(score, places, mode), round_half_up(score, places)}


def _decimals(value: Decimal) -> int:
    """How many decimals a number needs: 1 for 8.30."""
    _, _, after = plain(value).partition(".")
    return len(after)


@row_check(
    "S101",
    Severity.ERROR,
    msg("Score above the weight, or below 0"),
    msg("A score lies between 0 and the points of its indicator."),
    "分值 10，得分 12",
    Scope.INDICATOR,
    Stage.FILLED,
)
def out_of_range(case: Case, item: Scored) -> Iterator[Found]:
    """The claimed score is not one that the indicator can have."""
    claimed = claimed_score(case, item)
    if claimed is not None and wrong_range(case, item):
        message = msg(
            "“{name}” claims {claimed} of {weight} points.",
            name=item.indicator.tier3,
            claimed=plain(claimed),
            weight=plain(item.weight.base),
        )
        yield Found(message, "score", plain(claimed), item)


@row_check(
    "S102",
    Severity.ERROR,
    msg("Score outside the band of its answer"),
    msg("Choose the answer that fits the score, or a share inside its band."),
    "部分达成年度指标，10 分得 9.5 分",
    Scope.INDICATOR,
    Stage.FILLED,
)
def not_in_band(case: Case, item: Scored) -> Iterator[Found]:
    """The share given lies outside the band of the qualitative answer."""
    answer = case.pack.answer(item.actual.answer)
    if answer is None or not outside_band(case, item):
        return
    claimed = claimed_score(case, item)
    if claimed is None:
        message = msg("“{name}”: {why}", name=item.indicator.tier3, why=item.why)
        yield Found(message, "actual", item.actual.text, item)
        return
    message = msg(
        "“{name}”: {claimed} of {weight} points do not fit the answer “{answer}” ({band}).",
        name=item.indicator.tier3,
        claimed=plain(claimed),
        weight=plain(item.weight.base),
        answer=answer.named,
        band=band(answer),
    )
    yield Found(message, "score", plain(claimed), item)


@row_check(
    "S103",
    Severity.ERROR,
    msg("Score unlike the rule's"),
    msg("Use the score of the rule, or correct the actual it should follow from."),
    "1.8（按比例为 1.9）",
    Scope.INDICATOR,
    Stage.FILLED,
)
def unlike_rule(case: Case, item: Scored) -> Iterator[Found]:
    """The claimed score differs from the computed one by more than the pack's tolerance."""
    claimed = claimed_score(case, item)
    told = wrong_range(case, item) or outside_band(case, item) or full_on_missed(case, item)
    moved = item.weight.base != item.weight.effective
    if claimed is None or item.score is None or told or moved or not differs(case, item):
        return
    if not settled(case, item):
        return
    message = msg(
        "“{name}” claims {claimed} points, but the rule gives {score}: {why}.",
        name=item.indicator.tier3,
        claimed=plain(claimed),
        score=plain(item.score),
        why=item.why,
    )
    if item.met and claimed < item.score == item.weight.base:
        message = msg(
            "“{name}” met its target {target} with {actual}, but claims only {claimed} of {weight} points; "
            "the rule takes nothing off.",
            name=item.indicator.tier3,
            target=item.target.text,
            actual=item.actual.text,
            claimed=plain(claimed),
            weight=plain(item.weight.base),
        )
    yield Found(message, "score", plain(claimed), item, severity=severity_of(item.citation))


def severity_of(source: Citation | None) -> Severity:
    """A claim against a rule whose original nobody has seen yet is only worth a warning."""
    return Severity.ERROR if source is not None and source.verified else Severity.WARNING


@row_check(
    "S104",
    Severity.ERROR,
    msg("Full score on a missed target"),
    msg("Take off the points that were missed, and give the reason."),
    "≥4754人，实际 4604人，得满分",
    Scope.INDICATOR,
    Stage.FILLED,
)
def full_though_missed(case: Case, item: Scored) -> Iterator[Found]:
    """A measured outcome misses its target, and yet every point is claimed."""
    if full_on_missed(case, item) and item.score is not None:
        message = msg(
            "“{name}” missed its target {target} with {actual} but claims all {weight} points; the rule gives {score}.",
            name=item.indicator.tier3,
            target=item.target.text,
            actual=item.actual.text,
            weight=plain(item.weight.base),
            score=plain(item.score),
        )
        yield Found(message, "score", plain(item.weight.base), item)


@row_check(
    "S115",
    Severity.INFO,
    msg("Share inside the band not chosen"),
    msg("Choose the share of the points that this outcome deserves."),
    "达成年度指标（未写得分比例）",
    Scope.INDICATOR,
    Stage.FILLED,
)
def share_supposed(_case: Case, item: Scored) -> Iterator[Found]:
    """Only the answer was given, and a share inside its band was supposed."""
    supposed = any(note.code == "share" for note in item.assumptions)
    if item.share is not None and item.answer is not None and supposed:
        message = msg(
            "“{name}”: no share was chosen; {share}% of the weight is taken, the band is {band}.",
            name=item.indicator.tier3,
            share=plain(item.share),
            band=band(item.answer),
        )
        yield Found(message, "actual", item.actual.text, item)


@row_check(
    "S117",
    Severity.WARNING,
    msg("Missed target that loses no point"),
    msg("Check the sign of the target and the actual; if both are right, say why no point is taken off."),
    "＞10次，实际 10次：按公式得满分",
    Scope.INDICATOR,
    Stage.FILLED,
)
def missed_without_loss(_case: Case, item: Scored) -> Iterator[Found]:
    """A measured outcome misses its target, and the rule's own formula gives every point all the same."""
    if sure(item) and item.full_though_missed:
        message = msg(
            "“{name}” missed its target {target} with {actual}, and the rule still gives all {weight} points.",
            name=item.indicator.tier3,
            target=item.target.text,
            actual=item.actual.text,
            weight=plain(item.weight.effective),
        )
        yield Found(message, "actual", item.actual.text, item)
