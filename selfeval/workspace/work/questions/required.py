"""What an evaluation in progress asks of a person: reasons, budget fields, why an indicator does not apply.

The screen and plain mode ask the same questions, because both read them here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import CHECKPOINTS, SOURCES, STANDARD
from selfeval.core.monitoring.fields import MONEY
from selfeval.core.numbers import fixed, plain
from selfeval.core.problems import Message, msg
from selfeval.core.scoring.budget import Budget
from selfeval.core.scoring.department_rows import of_projects
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.workspace.work.places import Place

if TYPE_CHECKING:
    from selfeval.workspace.work.workspace import Workspace


def needs_reason(evaluation: Evaluation, result: ProjectResult, scored: Scored) -> bool:
    """Whether a reason is still to be given: for points lost, an outcome far above its target, a score by standard."""
    if scored.not_applicable or scored.score is None or scored.only_deducted or of_projects(scored, result.indicators):
        return False
    if scored.indicator.kind == STANDARD:
        row = scored.indicator
        return not any(evaluation.indicator_value(result.project, row, one).strip() for one in ("reason", "evidence"))
    if scored.lost <= 0 and scored.over not in {"reason", "deducted"}:
        return False
    return not evaluation.indicator_value(result.project, scored.indicator, "reason").strip()


def needs_budget_reason(workspace: Workspace, result: ProjectResult) -> bool:
    """Whether the execution rate is so low that the pack wants a reason, and there is none."""
    rate = result.execution.rate
    if rate is None or not result.execution.applies or rate * 100 >= workspace.pack.execution.explain_below:
        return False
    return not workspace.evaluation.value(result.project, "budget_reason").strip()


OWN_MONEY = msg("The money of this form is that of all projects together; it is entered in the projects (F4).")
"""Why no amount can be entered for the department's own form."""


def asked(budget: Budget) -> tuple[str, ...]:
    """The fields that a clerk has to enter, in order: spending in all and by the sources in use, the checkpoints."""
    spent = (f"executed.{source}" for source in _used(budget))
    return ("executed", *spent, *(f"checkpoint.{month}" for month in CHECKPOINTS))


def month_fields(budget: Budget) -> tuple[str, ...]:
    """The amounts asked for in a month, in order: spent and expected, each by source too where several are in use."""
    used = _used(budget)
    parts = ("", *(f".{source}" for source in used)) if len(used) > 1 else ("",)
    return tuple(f"{amount}{part}" for amount in MONEY for part in parts)


def _used(budget: Budget) -> list[str]:
    """The sources in use: those with an initial or an adjusted amount."""
    return [source for source in SOURCES if {f"initial.{source}", f"adjusted.{source}"} & set(budget.texts)]


def score_with(workspace: Workspace, place: Place, deduction: str) -> Message:
    """What a row would score with this deduction."""
    tried = workspace.preview(place.project, place.indicator, {"deduction": deduction})
    if tried.score is None:
        return tried.why
    return msg(
        "{score} of {weight} points",
        score=fixed(tried.score, workspace.pack.rounding.places) or "",
        weight=plain(tried.weight.effective),
    )


UNDECIDED = msg("unset")
"""Stands in a narrow column in place of a total that is withheld."""


def undecided(result: ProjectResult) -> Message:
    """Says that there is no total because the points do not make full marks, and what they make."""
    return msg("unset: the points make {points}", points=plain(result.weighing.total))


def reached(result: ProjectResult) -> Decimal | None:
    """The total, or the points so far; None where they do not make full marks, so that a sum would say nothing."""
    if result.undecided:
        return None
    return result.earned if result.total is None else result.total


def loss(scored: Scored) -> Message:
    """What a reason has to explain, with its figures."""
    if scored.score is None or scored.lost <= 0:
        return scored.why
    return msg(
        "{points} of {weight} points are lost. {why}",
        points=plain(scored.lost),
        weight=plain(scored.weight.effective),
        why=scored.why,
    )


def earned(scored: Scored, places: int) -> Message:
    """What an entry scores: `target ≥ 90%, actual 95% -> 10.00 of 10 points`, or why it has no score."""
    if scored.score is None:
        return scored.why
    return msg(
        "{inputs} -> {score} of {weight} points",
        inputs=scored.steps[1] if len(scored.steps) > 1 else scored.why,
        score=fixed(scored.score, places) or "",
        weight=plain(scored.weight.effective),
    )
