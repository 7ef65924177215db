"""The facts of a review, by their field: what a reviewer enters beside what a unit handed in.

`actual`, `share` and `deduction` are those of an evaluation, as the reviewer found them, and are scored by the same
rules; the others are kept here alone.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import AMOUNT, Project
from selfeval.core.numbers import HUNDRED
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.deductions import amounts, read_deductions
from selfeval.core.scoring.assessment import rescored
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.scoring.totals import project_total

REMARK = "remark"
"""What the reviewer notes beside a row (备注)."""
TAKEN, LEFT = "taken", "left"
"""What a reviewer made of a finding that the program proposed; one that has neither is still open."""
_VERDICT, _QUALITY = "verdict", "quality"


def verdict_field(code: str) -> str:
    """The field that holds the verdict on the findings of this code, in a row or a project: `verdict.A108`."""
    return f"{_VERDICT}.{code}"


def quality_field(item: str) -> str:
    """The field that holds the points of an item of the form's quality: `quality.upload`."""
    return f"{_QUALITY}.{item}"


def reviewed_result(evaluation: Evaluation, claimed: ProjectResult, pack: RulePack) -> ProjectResult:
    """A project scored by what the reviewer found; a grade that an earlier reviewer wrote into the form is left out."""
    key = FactKey(claimed.project.id, "", "review_grade")
    step = evaluation.step([(key, "")])
    found = rescored(evaluation.enter(step) if step else evaluation, claimed, pack)
    indicators = tuple(_struck(item, evaluation, found.project, pack) for item in found.indicators)
    if all(one is other for one, other in zip(indicators, found.indicators, strict=True)):
        return found
    counted = project_total(found.project, found.budget, found.weighing, indicators, found.execution, pack)
    return replace(counted, required_texts=found.required_texts, blank_texts=found.blank_texts, given=found.given)


def _struck(found: Scored, evaluation: Evaluation, project: Project, pack: RulePack) -> Scored:
    """A row of which deductions leave nothing counts 0, whatever its outcome; every other one as it is."""
    if found.score is not None or found.not_applicable or found.indicator.kind == AMOUNT:
        return found
    taken_off, _ = read_deductions(evaluation.indicator_value(project, found.indicator, "deduction"), pack.deductions)
    points, share = amounts(taken_off, found.weight.effective)
    if not taken_off or (share != HUNDRED and points < found.weight.effective):
        return found
    return replace(found, score=pack.rounding.of(Decimal(0)), exact=Fraction(0), deductions=taken_off)
