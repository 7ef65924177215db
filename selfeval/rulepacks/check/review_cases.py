"""Worked cases of a review: a form as claimed, what a reviewer found, the points that must come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Claimed, Department, Indicator, Project
from selfeval.core.numbers import plain
from selfeval.core.problems import Message
from selfeval.core.review.facts import quality_field
from selfeval.core.review.totals import ProjectReview, review_project
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess_project
from selfeval.rulepacks.check.case_facts import as_indicator, listed, same, shown
from selfeval.rulepacks.form.caseform import ReviewCase, ReviewedRow


def reviewed(pack: RulePack, case: ReviewCase) -> Iterator[Message]:
    """What comes out otherwise than the case expects."""
    found = review_of(pack, case)
    if case.scores is not None:
        yield from same("scores", listed(case.scores), listed(tuple(row.score for row in found.rows)))
    for name, expected, value in (
        ("total", case.total, found.total),
        ("percent", case.percent, found.discount.percent if found.discount else None),
        ("final", case.final, found.final),
        ("form_total", case.form_total, found.quality.total),
    ):
        if expected is not None:
            yield from same(name, plain(expected), shown(value))
    codes = tuple(sorted({problem.code for problem in found.problems}))
    yield from same("problems", ", ".join(sorted(case.problems)), ", ".join(codes))


def review_of(pack: RulePack, case: ReviewCase) -> ProjectReview:
    """The case reviewed."""
    rows = tuple(_row(number, row) for number, row in enumerate(case.indicators, start=1))
    claimed = Claimed(total=case.self_total)
    project = Project("p1", "p1", "p1", budget=case.budget, indicators=rows, claimed=claimed)
    unit = Evaluation(Department(year=case.year, projects=(project,)))
    facts = [
        (FactKey("p1", row.id, name), text)
        for row, given in zip(rows, case.indicators, strict=True)
        for name, text in (("actual", given.found), ("deduction", given.taken_off))
        if text
    ]
    facts += [(FactKey("p1", "", quality_field(item)), plain(points)) for item, points in case.form.items()]
    step = unit.step(facts)
    return review_project(assess_project(unit, project, pack), unit.enter(step) if step else unit, pack)


def _row(number: int, row: ReviewedRow) -> Indicator:
    return replace(as_indicator(number, row), claimed_score=row.self_score)
