"""What a unit is asked to correct after a review: only what the reviewer found or took, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, CellRef, Message, msg
from selfeval.core.records import dataclass
from selfeval.core.review.proposals import Proposal, Verdict
from selfeval.core.review.rows import RowReview
from selfeval.core.review.totals import ProjectReview
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.deductions import deduction_words
from selfeval.core.rules.sources import deduction_source, source_text
from selfeval.core.scoring.money_slips import rate_in_doubt

CORRECT_SCORE = msg("Correct the score.")
IN_DOUBT = frozenset({"A104", "A105", "B113"})
"""Findings that a figure may be in another unit than it was read in: its score cannot be held against the form."""
_TELL_SCORE = frozenset({"S103", "S104", "S116"})
"""Findings whose sentence names the score that the rule gives."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing to correct.

    Attributes:
        project: title of the project.
        subject: the indicator, or "" for the project.
        where: the cell that it is about.
        found: what is wrong.
        ask: what to do about it, nothing where that is plain.
        source: where it comes from.
    """

    project: str
    subject: str
    where: CellRef
    found: Message
    ask: Message = NOTHING
    source: Message = NOTHING


def corrections(reviews: Sequence[ProjectReview], told: Sequence[Proposal], pack: RulePack) -> tuple[Correction, ...]:
    """Everything to correct, project by project, row by row; findings that the reviewer took behind the rows.

    A score that follows from a figure whose unit is in doubt is none: the unit is asked about the figure.

    Args:
        reviews: of the projects.
        told: all findings of the form, with what the reviewer made of each.
        pack: of the review.
    """
    found: list[Correction] = []
    doubts = [one for one in told if one.finding.code in IN_DOUBT and one.verdict is not Verdict.LEFT]
    for review in reviews:
        mine = [one for one in doubts if one.finding.project == review.project.id]
        for row in review.rows:
            found += _of_row(review, row, [one for one in mine if one.finding.indicator == row.own.indicator.id], pack)
        found += _of_execution(review, [one for one in mine if not one.finding.indicator], pack)
        titles = {item.id: item.tier3 for item in review.project.indicators}
        found += [
            _of_finding(one, review.project.title, titles.get(one.finding.indicator, ""))
            for one in told
            if one.finding.project == review.project.id and _tells_more(one, review)
        ]
    found += [_of_finding(one, "", "") for one in told if not one.finding.project and one.verdict is Verdict.TAKEN]
    return tuple(found)


def _tells_more(one: Proposal, review: ProjectReview) -> bool:
    """Whether a finding was taken for which no deduction stands there already."""
    if one.verdict is not Verdict.TAKEN:
        return False
    struck = {(row.own.indicator.id, given.rule.id) for row in review.rows for given in row.deductions}
    return one.kind is None or (one.finding.indicator, one.kind.id) not in struck


def said_already(one: Correction, told: Sequence[Correction], every: Sequence[Correction]) -> bool:
    """Whether a correction is told already, or is a score that a finding told of the same cell says.

    Where the review itself found anything else about the row, such a score stays: the finding knows the unit's figures
    only.
    """
    if any((other.where, other.source) == (one.where, one.source) and one.source for other in told):
        return True
    own = [other for other in every if (other.project, other.subject) == (one.project, one.subject)]
    codes = {dict(other.source.args).get("code") for other in told if other.where == one.where and one.where.cell}
    return one.ask == CORRECT_SCORE and len(own) == 1 and not codes.isdisjoint(_TELL_SCORE)


def _asked_about(doubts: Sequence[Proposal], project: str, subject: str) -> Iterator[Correction]:
    """The figures in doubt that the reviewer said nothing of; those taken stand behind the rows."""
    return (_of_finding(one, project, subject) for one in doubts if one.verdict is Verdict.OPEN)


def _of_row(review: ProjectReview, row: RowReview, doubts: Sequence[Proposal], pack: RulePack) -> Iterator[Correction]:
    item, project = row.own.indicator, review.project
    score, actual = (item.where(name) or CellRef(project.sheet, "") for name in ("score", "actual"))
    if row.other_actual:
        text = msg(
            "The form says “{own}”; the review found “{found}”.",
            own=row.own.actual.text or "—",
            found=row.actual or "—",
        )
        yield Correction(
            project.title, item.tier3, actual, text, msg("Correct the outcome, or give the evidence for it.")
        )
    for one in row.deductions:
        source = source_text(deduction_source(pack, one.rule))
        yield Correction(project.title, item.tier3, score, deduction_words(one), source=source)
    if row.score is not None and row.self_score is not None and abs(row.lost) > pack.tolerance:
        if doubts and not row.other_actual and not row.deductions:
            yield from _asked_about(doubts, project.title, item.tier3)
            return
        text = msg(
            "Self-score {own}, reviewed score {found} of {weight} points.",
            own=plain(row.self_score),
            found=plain(row.score),
            weight=plain(row.found.weight.effective),
        )
        yield Correction(project.title, item.tier3, score, text, CORRECT_SCORE)


def _of_execution(review: ProjectReview, doubts: Sequence[Proposal], pack: RulePack) -> Iterator[Correction]:
    own, found = review.execution_self, review.execution_score
    if own is None or found is None or abs(own - found) <= pack.tolerance:
        return
    if doubts and rate_in_doubt(review.found.budget):
        yield from _asked_about(doubts, review.project.title, "")
        return
    text = msg("Execution rate: self-score {own}, reviewed score {found}.", own=plain(own), found=plain(found))
    where = review.project.where("execution_score")
    yield Correction(review.project.title, "", where, text, CORRECT_SCORE)


def _of_finding(one: Proposal, project: str, subject: str) -> Correction:
    finding = one.finding
    text = msg("{finding} ({why})", finding=finding.message, why=one.why) if one.why else finding.message
    where = finding.where or CellRef("", "")
    return Correction(project, subject, where, text, finding.hint, msg("check {code}", code=finding.code))
