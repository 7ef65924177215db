"""Checks of a project's sums: the execution score, the total, the grade, and a form without a single point lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from selfeval.core.checks.registry import Case, Found, Scope, Stage, project_check
from selfeval.core.checks.rows.scores import claimed_score, printed_score, severity_of, unlike
from selfeval.core.numbers import plain
from selfeval.core.problems import Severity, msg
from selfeval.core.scoring.money_slips import rate_in_doubt
from selfeval.core.texts.conclusions import grade_named

FEWEST = 3
"""A form with fewer rows may well have every score full."""


@project_check(
    "S111",
    Severity.ERROR,
    msg("Total unlike the sum of its parts"),
    msg("Add the scores of the indicators and of the execution rate again."),
    "总分 98，各项之和 96.5",
    Scope.PROJECT,
    Stage.FILLED,
)
def wrong_sum(case: Case) -> Iterator[Found]:
    """The printed total is not the sum of the printed scores, a cap of the pack considered."""
    total, parts = case.project.claimed.total, _claimed_sum(case)
    if total is None or parts is None or abs(total - parts) <= case.pack.tolerance:
        return
    cap = case.result.execution.cap
    if cap is not None and parts > cap and abs(total - cap) <= case.pack.tolerance:
        return
    message = msg(
        "The total is printed as {total}, but the scores printed make {sum}.", total=plain(total), sum=plain(parts)
    )
    yield Found(message, "total", plain(total))


def _claimed_sum(case: Case) -> Decimal | None:
    """Sum of the printed scores; None where one is missing that the form should have."""
    scores = [printed_score(case, item) for item in case.live]
    execution = case.project.claimed.execution_score
    if not scores or any(score is None for score in scores):
        return None
    if execution is None and case.project.claimed.execution_weight is not None:
        return None
    return sum((score for score in scores if score is not None), execution or Decimal(0))


@project_check(
    "S112",
    Severity.ERROR,
    msg("Total above the cap"),
    msg("With so low an execution rate the rule pack limits the total."),
    "执行率 55%，总分 92",
    Scope.PROJECT,
    Stage.FILLED,
)
def above_cap(case: Case) -> Iterator[Found]:
    """The printed total ignores the cap that the execution rate brings."""
    total, cap = case.project.claimed.total, case.result.execution.cap
    if total is not None and cap is not None and total > cap + case.pack.tolerance:
        message = msg(
            "The total is printed as {total}; with an execution rate below {below}% it is at most {cap}.",
            total=plain(total),
            below=plain(case.result.execution.cap_below or 0),
            cap=plain(cap),
        )
        yield Found(message, "total", plain(total))


@project_check(
    "S113",
    Severity.WARNING,
    msg("Every score full"),
    msg("Check whether the targets asked for enough and every outcome can be proved."),
    "所有指标均得满分",
    Scope.PROJECT,
    Stage.FILLED,
)
def all_full(case: Case) -> Iterator[Found]:
    """Not one indicator lost a point."""
    rows = [(claimed_score(case, item), item) for item in case.live]
    if len(rows) < FEWEST:
        return
    full = [
        claimed >= item.weight.base if claimed is not None else item.score == item.weight.effective
        for claimed, item in rows
    ]
    if all(full):
        message = msg(
            "All {count} indicators of “{title}” have full scores.", count=len(rows), title=case.project.title
        )
        yield Found(message, "total")


@project_check(
    "S114",
    Severity.ERROR,
    msg("Grade unlike the total"),
    msg("Use the grade that the rule pack gives for this total."),
    "总分 88，等级 优",
    Scope.PROJECT,
    Stage.FILLED,
)
def wrong_grade(case: Case) -> Iterator[Found]:
    """The printed grade is not the one of the printed total (or, where none is printed, of the computed one)."""
    claimed = case.project.claimed
    total = claimed.total if claimed.total is not None else case.result.total
    written = (claimed.grade or "").strip()
    if not written or total is None or not case.pack.grades:
        return
    grade = case.pack.grade_of(total)
    if grade_named(written, frozenset(one.name for one in case.pack.grades)) != grade:
        message = msg(
            "The grade is printed as {written}, but a total of {total} is {grade}.",
            written=written,
            total=plain(total),
            grade=grade,
        )
        yield Found(message, "grade", written)


@project_check(
    "S116",
    Severity.ERROR,
    msg("Execution score unlike the rule's"),
    msg("Use the score of the rule: it follows from the amounts alone."),
    "执行率 80.45%，得 10 分",
    Scope.PROJECT,
    Stage.FILLED,
)
def wrong_execution(case: Case) -> Iterator[Found]:
    """The printed score of the execution rate is not the one that its amounts give."""
    claimed, execution = case.project.claimed.execution_score, case.result.execution
    if claimed is None:
        return
    if execution.weight < claimed or claimed < 0:
        message = msg(
            "The execution rate claims {claimed} of {weight} points.",
            claimed=plain(claimed),
            weight=plain(execution.weight),
        )
        yield Found(message, "execution_score", plain(claimed))
    elif rate_in_doubt(case.result.budget):
        return  # B113 asks for the unit first: the score follows from the amounts
    elif execution.score is not None and unlike(
        case, claimed, execution.score, Fraction(execution.score) if execution.exact is None else execution.exact
    ):
        message = msg(
            "The execution rate claims {claimed} points, but the rule gives {score}: {why}.",
            claimed=plain(claimed),
            score=plain(execution.score),
            why=execution.why,
        )
        yield Found(message, "execution_score", plain(claimed), severity=severity_of(execution.citation))


@project_check(
    "S118",
    Severity.WARNING,
    msg("No total can be given"),
    msg("Enter what is known, or settle with the finance bureau how the project is to be scored."),
    "（全部指标不适用）",
    Scope.PROJECT,
    Stage.FILLED,
)
def no_total(case: Case) -> Iterator[Found]:
    """Everything has been entered, and there is no total all the same; wrong weights have their own sentence (W103)."""
    result = case.result
    if not result.missing and result.total is None and case.rows and result.weighing.whole:
        message = msg("“{title}” has no total: {why}", title=case.project.title, why=result.note)
        yield Found(message, "total")
    elif case.rows and not case.live and result.total is not None:
        message = msg(
            "“{title}”: no indicator applies; the total is 0 or that of the execution rate alone.",
            title=case.project.title,
        )
        yield Found(message, "total")
