"""The facts of a review, by their field: what a reviewer enters beside what a unit handed in.

`actual`, `share` and `deduction` are those of an evaluation, as the reviewer found them, and are scored by the same
rules; the others are kept here alone.
"""

from __future__ import annotations

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import anew
from selfeval.core.scoring.results import ProjectResult

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


def is_review_only(field: str) -> bool:
    """Whether a field is the reviewer's alone and no fact of an evaluation."""
    return field == REMARK or field.partition(".")[0] in {_VERDICT, _QUALITY}


def reviewed_result(evaluation: Evaluation, claimed: ProjectResult, pack: RulePack) -> ProjectResult:
    """A project scored by what the reviewer found; a grade that an earlier reviewer wrote into the form is left out."""
    key = FactKey(claimed.project.id, "", "review_grade")
    step = evaluation.step([(key, "")])
    return anew(evaluation.enter(step) if step else evaluation, claimed, pack)
