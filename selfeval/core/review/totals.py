"""A project's review added up: totals and grades both ways, the discount for a lower grade, the form's quality."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Project
from selfeval.core.numbers import HUNDRED, parse_number
from selfeval.core.problems import NOTHING, Message, Problem, Severity, msg
from selfeval.core.records import dataclass
from selfeval.core.review.facts import quality_field, reviewed_result
from selfeval.core.review.rows import RowReview, deviation, review_rows, row_problems
from selfeval.core.rules.choices import DiscountOf
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.recheck import QualityItem
from selfeval.core.rules.parts.reviewing import grades_lower, percent_left
from selfeval.core.scoring.money_slips import AMOUNT_LABELS
from selfeval.core.scoring.results import ProjectResult


@dataclass(frozen=True, slots=True)
class Quality:
    """The quality of the form itself: points by item, None where the reviewer gave none yet.

    Attributes:
        points: by item, in the order of the pack.
        total: of all items, None while one is open.
        of_hundred: the total on a scale of 100, rounded as the pack says.
        out_of: what the pack's items make together.
    """

    points: tuple[tuple[QualityItem, Decimal | None], ...]
    total: Decimal | None
    of_hundred: Decimal | None
    out_of: Decimal


@dataclass(frozen=True, slots=True)
class Discount:
    """What a lower grade leaves: `percent` of `of`, `lower_by` grades; `final` is never above the reviewed total."""

    lower_by: int
    percent: Decimal
    of: Decimal
    final: Decimal


@dataclass(frozen=True, slots=True)
class ProjectReview:
    """One project as reviewed.

    Attributes:
        self_total, self_grade: as the form claims them, else by the rule from the unit's figures.
        execution_self, execution_score: points of the execution rate both ways, None where there are none.
        total, grade: by the reviewer's figures.
        discount: None where the reviewed grade is not lower, or the pack takes nothing off.
        final, final_grade: what the review comes to.
        deviation: of the totals, as of rows; the weight of a total is 100.
        problems: what the reviewer entered that cannot count.
    """

    project: Project
    unit: ProjectResult
    found: ProjectResult
    rows: tuple[RowReview, ...]
    self_total: Decimal | None
    self_grade: str
    execution_self: Decimal | None
    execution_score: Decimal | None
    total: Decimal | None
    grade: str
    discount: Discount | None
    final: Decimal | None
    final_grade: str
    deviation: Fraction | None
    quality: Quality
    problems: tuple[Problem, ...]
    note: Message = NOTHING


def review_project(unit: ProjectResult, reviewer: Evaluation, pack: RulePack) -> ProjectReview:
    """The review of one project, from the unit's result and the evaluation as the reviewer entered it."""
    project = unit.project
    found = reviewed_result(reviewer, unit, pack)
    rows = review_rows(unit, found, reviewer, pack)
    claimed = project.claimed
    self_total = claimed.total if claimed.total is not None else unit.total
    names = [grade.name for grade in pack.grades]
    self_grade = claimed.grade if claimed.grade in names else _grade(self_total, pack)
    total = found.total
    grade = found.grade
    discount = discounted(self_total, self_grade or "", total, grade, pack)
    final = discount.final if discount else total
    quality, wrong = form_quality(reviewer, project, pack)
    return ProjectReview(
        project,
        unit,
        found,
        rows,
        self_total,
        self_grade or "",
        claimed.execution_score if claimed.execution_score is not None else unit.execution.score,
        found.execution.score,
        total,
        grade,
        discount,
        final,
        _grade(final, pack),
        deviation(self_total, total, HUNDRED, pack.recheck.deviation_of),
        quality,
        (*row_problems(rows, project, pack), *_amounts(unit, found), *wrong),
        found.note,
    )


def _grade(total: Decimal | None, pack: RulePack) -> str:
    return "" if total is None else pack.grade_of(total)


def discounted(
    self_total: Decimal | None, self_grade: str, total: Decimal | None, grade: str, pack: RulePack
) -> Discount | None:
    """What the difference of the grades leaves, as the pack states; None where nothing is taken off."""
    lower = grades_lower([one.name for one in pack.grades], self_grade, grade)
    percent = percent_left(pack.review, lower)
    of = self_total if pack.recheck.discount_of is DiscountOf.SELF else total
    if percent is None or of is None or total is None:
        return None
    return Discount(lower, percent, of, min(pack.rounding.of(of * percent / 100), total))


def _amounts(unit: ProjectResult, found: ProjectResult) -> Iterator[Problem]:
    """Amounts that the reviewer entered: B110 for what is none, B111 below 0."""
    for field, text in found.budget.texts.items():
        if text == unit.budget.texts.get(field):
            continue  # the unit's own: `check` tells of it
        amount = found.budget.amount(field)
        if field in found.budget.unreadable:
            message = msg("“{text}” cannot be read as an amount or a percent.", text=text)
            yield Problem("B110", Severity.ERROR, message, input=text, project=unit.project.id)
        elif amount is not None and amount < 0:
            name = AMOUNT_LABELS.get(field.partition(".")[0], Message(field))
            message = msg("The {amount} is negative: {text}.", amount=name, text=text)
            yield Problem("B111", Severity.ERROR, message, input=text, project=unit.project.id)


def form_quality(reviewer: Evaluation, project: Project, pack: RulePack) -> tuple[Quality, tuple[Problem, ...]]:
    """The points of the form's quality that the reviewer gave; S206 for what is no number of points of the item."""
    found: list[tuple[QualityItem, Decimal | None]] = []
    wrong: list[Problem] = []
    for item in pack.form_quality:
        text = reviewer.value(project, quality_field(item.id))
        points = parse_number(text.strip().removesuffix("分")) if text.strip() else None
        if text.strip() and (points is None or not 0 <= points <= item.points):
            message = msg("“{item}” has between 0 and {most} points.", item=item.named, most=item.points)
            wrong.append(Problem("S206", Severity.ERROR, message, input=text, project=project.id))
            points = None
        found.append((item, points))
    out_of = sum((item.points for item in pack.form_quality), Decimal(0))
    known = [points for _, points in found if points is not None]
    total = sum(known, Decimal(0)) if found and len(known) == len(found) else None
    scaled = None if total is None else pack.rounding.of(Fraction(total) * 100 / Fraction(out_of))
    return Quality(tuple(found), total, scaled, out_of), tuple(wrong)
