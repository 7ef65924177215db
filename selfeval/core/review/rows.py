"""One row of a review: the unit's score beside the reviewer's, what was deducted and why, the deviation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from selfeval.core.evaluation import Evaluation
from selfeval.core.keys import key
from selfeval.core.model import Project, tier1_of
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.core.records import dataclass
from selfeval.core.review.facts import REMARK
from selfeval.core.rules.choices import DeductionNeeds, DeviationOf
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.deductions import Deduction, read_deductions
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored


@dataclass(frozen=True, slots=True)
class RowReview:
    """One indicator as the unit scored it and as the reviewer does.

    Attributes:
        own, found: the row scored by the unit's facts, and by the reviewer's.
        self_score: points that the form claims; those of the rule where it claims none, None where there are neither.
        actual: the outcome that the reviewer found, as a text; the unit's own where nothing else was entered.
        other_actual: whether the reviewer found another one.
        score: the reviewed points, None where there are none yet.
        deductions: what the reviewer takes off.
        deviation: (self-score − reviewed score) ÷ what the pack says, as a share of 1; None where it cannot be told.
        remark: what the reviewer notes.
        notes: what the program notes: far above the target, a score that the rule does not give.
    """

    own: Scored
    found: Scored
    self_score: Decimal | None
    actual: str
    other_actual: bool
    score: Decimal | None
    deductions: tuple[Deduction, ...]
    deviation: Fraction | None
    remark: str
    notes: tuple[Message, ...]

    @property
    def lost(self) -> Decimal:
        """Points that the review takes from the self-score, negative where it gives more; 0 where one is unknown."""
        if self.self_score is None or self.score is None:
            return Decimal(0)
        return self.self_score - self.score


def review_rows(
    unit: ProjectResult, found: ProjectResult, evaluation: Evaluation, pack: RulePack
) -> tuple[RowReview, ...]:
    """Every row of a project, in its order; `unit` by the unit's facts, `found` by those of the reviewer."""
    return tuple(
        _row(own, item, evaluation, unit.project, pack)
        for own, item in zip(unit.indicators, found.indicators, strict=True)
    )


def _row(own: Scored, found: Scored, evaluation: Evaluation, project: Project, pack: RulePack) -> RowReview:
    row = own.indicator
    text = evaluation.indicator_value(project, row, "deduction")
    taken_off, _ = read_deductions(text, pack.deductions)
    self_score = row.claimed_score if row.claimed_score is not None else own.score
    score = found.score
    actual = evaluation.indicator_value(project, row, "actual")
    return RowReview(
        own,
        found,
        self_score,
        actual,
        actual != own.actual.text,
        score,
        taken_off,
        deviation(self_score, score, found.weight.effective, pack.recheck.deviation_of),
        evaluation.indicator_value(project, row, REMARK),
        tuple(_notes(own, found, self_score, pack)),
    )


def deviation(self_score: Decimal | None, score: Decimal | None, whole: Decimal, of: DeviationOf) -> Fraction | None:
    """(self-score − reviewed score) ÷ the weight, the self-score or the reviewed score; None for a base of 0."""
    if self_score is None or score is None:
        return None
    base = {DeviationOf.WEIGHT: whole, DeviationOf.SELF: self_score, DeviationOf.REVIEWED: score}[of]
    return Fraction(self_score - score) / Fraction(base) if base else None


def _notes(own: Scored, found: Scored, self_score: Decimal | None, pack: RulePack) -> Iterator[Message]:
    if found.over:
        yield msg("far above the target: {percent}% of it", percent=plain(found.completion or Decimal(0)))
    ruled = own.score
    if self_score is not None and ruled is not None and abs(self_score - ruled) > pack.tolerance:
        yield msg(
            "the form claims {claimed}, the rule gives {score} for the unit's own figures",
            claimed=plain(self_score),
            score=plain(ruled),
        )
    if not found.method and found.said and not found.not_applicable:
        yield found.said


def row_problems(rows: tuple[RowReview, ...], project: Project, pack: RulePack) -> Iterator[Problem]:
    """What a reviewer entered that cannot count or lacks what its kind needs.

    S201 a deduction that the pack does not know, S202 without a reason, S203 without the row or the outcome that it
    needs, S204 in a tier that it is not for, S205 both of two rows struck for the same fact.
    """
    names = {key(row.own.indicator.tier3): row for row in rows if key(row.own.indicator.tier3)}
    for row in rows:
        if row.found.deduction_problem:
            yield _problem("S201", row, project, row.found.deduction_problem)
        for one in row.deductions:
            yield from _of_kind(one, row, names, project)


def _of_kind(one: Deduction, row: RowReview, names: dict[str, RowReview], project: Project) -> Iterator[Problem]:
    rule, name = one.rule, row.own.indicator.tier3
    if not one.reason:
        yield _problem("S202", row, project, msg("“{name}”: “{title}” needs a reason.", name=name, title=rule.title))
    tier = tier1_of(row.own.indicator.tier1)
    if rule.tier1 and tier not in rule.tier1:
        tiers = "、".join(one.value for one in rule.tier1)
        text = msg("“{name}”: “{title}” is only for {tiers}.", name=name, title=rule.title, tiers=tiers)
        yield _problem("S204", row, project, text)
    if rule.needs is DeductionNeeds.ACTUAL and not row.other_actual:
        text = msg("“{name}”: “{title}” needs the outcome that was found.", name=name, title=rule.title)
        yield _problem("S203", row, project, text)
    if rule.needs is DeductionNeeds.ROW:
        others = [other for word, other in names.items() if other is not row and word in key(one.reason)]
        if not others:
            text = msg(
                "“{name}”: “{title}” needs the name of the other indicator in its reason.", name=name, title=rule.title
            )
            yield _problem("S203", row, project, text)
        for other in others:
            if any(given.rule is rule and key(name) in key(given.reason) for given in other.deductions):
                text = msg(
                    "“{name}” and “{other}” are both struck as the same fact; one of them counts.",
                    name=name,
                    other=other.own.indicator.tier3,
                )
                yield _problem("S205", row, project, text)


def _problem(code: str, row: RowReview, project: Project, message: Message) -> Problem:
    item = row.own.indicator
    where = item.where("score") or CellRef(project.sheet, "")
    return Problem(code, Severity.ERROR, message, where=where, project=project.id, indicator=item.id)


def deviation_text(share: Fraction | None) -> str | None:
    """A deviation in percent with two places, such as `12.50%`; None where there is none."""
    return None if share is None else f"{round_half_up(share * 100, 2)}%"
