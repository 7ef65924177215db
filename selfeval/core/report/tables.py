"""The tables of a report as typed cells, in the reader's language, for screen, text and workbook alike.

Cells are texts, exact numbers or None for "nothing to show"; a printer chooses only how a number looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from selfeval.core.model import AMOUNTS, CHECKPOINTS
from selfeval.core.numbers import round_half_up
from selfeval.core.problems import Message, Problem, Translate, msg
from selfeval.core.readings import ORIGINS, Assumption, Origin
from selfeval.core.records import dataclass
from selfeval.core.scoring.results import REQUIRED_TEXTS, Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import as_scored, canonical
from selfeval.core.tiers import tier_text

Cell: TypeAlias = str | Decimal | None
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has one cell per column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


EXECUTION = msg("Budget execution rate")
SEVERITIES = {"error": msg("Error"), "warning": msg("Warning"), "info": msg("Note")}
CONFIDENCES = {"high": msg("certain enough"), "low": msg("to be confirmed")}


def summary(assessment: Assessment, translate: Translate) -> Table:
    """One row per project, then the department.

    Columns: project, unit of money, initial, adjusted, executed, execution rate in percent (two places), execution
    score, total, grade, state.
    """
    department = assessment.department
    rows: list[Row] = []
    for result in assessment.projects:
        execution = result.execution
        amounts = (result.budget.amount(name) for name in AMOUNTS)
        rate = None if execution.rate is None else round_half_up(execution.rate * 100, 2)
        score = execution.score if execution.applies else None
        rows.append(
            (
                result.project.title,
                result.budget.unit,
                *amounts,
                rate,
                score,
                result.total,
                result.grade or None,
                state(result).render(translate),
            )
        )
    whole = (department.initial, department.adjusted, department.executed)
    rate = None if department.rate is None else round_half_up(department.rate * 100, 2)
    done = all(result.complete for result in assessment.projects)
    name = assessment.evaluation.department.name or msg("Department").render(translate)
    last = (msg("complete") if done else msg("incomplete")).render(translate)
    rows.append((name, department.unit, *whole, rate, None, department.total, department.grade or None, last))
    columns = _columns(
        translate,
        msg("Project"),
        msg("Unit"),
        msg("Initial budget"),
        msg("Adjusted budget"),
        msg("Executed"),
        msg("Execution rate (%)"),
        msg("Execution score"),
        msg("Total"),
        msg("Grade"),
        msg("State"),
    )
    return Table(msg("Summary").render(translate), columns, tuple(rows))


def state(result: ProjectResult) -> Message:
    """Whether a project is scored: complete, held, or how many scores are missing."""
    if result.missing:
        return msg("{count} scores missing", count=len(result.missing))
    if result.total is not None and result.blank_texts:
        return msg("missing: {texts}", texts=tuple(REQUIRED_TEXTS[name] for name in result.blank_texts))
    return result.note or msg("complete")


def tier_scores(assessment: Assessment, translate: Translate) -> Table:
    """Points by tier 1, None while nothing in a tier has a score.

    Columns: project, tier 1 (or the execution rate), points available, points earned.
    """
    rows = tuple(
        (
            result.project.title,
            tier_text(tier.tier) if tier.tier else EXECUTION.render(translate),
            tier.available,
            tier.earned if tier.begun else None,
        )
        for result in assessment.projects
        for tier in result.tiers
        if tier.tier or result.execution.applies
    )
    columns = _columns(translate, msg("Project"), msg("Tier 1"), msg("Points available"), msg("Points earned"))
    return Table(msg("Points by tier").render(translate), columns, rows)


def spending(assessment: Assessment, translate: Translate) -> Table:
    """Cumulative percent of the budget. Columns: project, end of month, planned, spent."""
    rows = tuple(
        (
            result.project.title,
            msg("end of month {month}", month=month).render(translate),
            result.budget.plan.get(month),
            result.budget.checkpoints.get(month),
        )
        for result in assessment.listed
        for month in CHECKPOINTS
    )
    columns = _columns(translate, msg("Project"), msg("Checkpoint"), msg("Planned (%)"), msg("Spent (%)"))
    return Table(msg("Spending plan and spending").render(translate), columns, rows)


def deviations(assessment: Assessment, translate: Translate) -> Table:
    """Where points were lost, with the reasons given.

    Columns: project, tier 2, indicator, target, actual, weight, score, points lost, reason, why.
    """
    rows: list[Row] = []
    for result in assessment.projects:
        for scored in result.indicators:
            if scored.score is not None and scored.lost > 0:
                rows.append(_deviation(assessment, result, scored, translate))
        if (row := _execution_deviation(assessment, result, translate)) is not None:
            rows.append(row)
    columns = _columns(
        translate,
        msg("Project"),
        msg("Tier 2"),
        msg("Indicator"),
        msg("Target"),
        msg("Actual"),
        msg("Weight"),
        msg("Score"),
        msg("Points lost"),
        msg("Reason and improvement"),
        msg("Why"),
    )
    return Table(msg("Deviations").render(translate), columns, tuple(rows))


def _deviation(assessment: Assessment, result: ProjectResult, scored: Scored, translate: Translate) -> Row:
    row, evaluation = scored.indicator, assessment.evaluation
    actual = evaluation.indicator_value(result.project, row, "actual") or scored.actual.text
    reason = evaluation.indicator_value(result.project, row, "reason")
    why = scored.why.render(translate)
    return (
        result.project.title,
        row.tier2,
        row.tier3,
        as_scored(scored.target),
        actual,
        scored.weight.effective,
        scored.score,
        scored.lost,
        reason,
        why,
    )


def _execution_deviation(assessment: Assessment, result: ProjectResult, translate: Translate) -> Row | None:
    execution = result.execution
    if execution.score is None or execution.score >= execution.weight:
        return None
    return (
        result.project.title,
        None,
        EXECUTION.render(translate),
        None,
        None if execution.rate is None else f"{round_half_up(execution.rate * 100, 2)}%",
        execution.weight,
        execution.score,
        execution.weight - execution.score,
        assessment.evaluation.value(result.project, "budget_reason"),
        execution.why.render(translate),
    )


def problem_table(problems: Sequence[Problem], translate: Translate) -> Table:
    """All findings, the worst first. Columns: code, severity, where, what was read, message, hint."""
    ordered = sorted(problems, key=lambda problem: problem.severity.rank)
    rows = tuple(
        (
            problem.code,
            SEVERITIES[problem.severity.value].render(translate),
            str(problem.where) if problem.where else None,
            problem.input or None,
            problem.message.render(translate),
            problem.hint.render(translate) or None,
        )
        for problem in ordered
    )
    columns = _columns(translate, msg("Code"), msg("Severity"), msg("Where"), msg("Read"), msg("Message"), msg("Hint"))
    return Table(msg("Findings").render(translate), columns, rows)


def assumptions(assessment: Assessment, translate: Translate) -> Table:
    """Everything that had to be supposed, and every reading that a person confirmed or corrected.

    Columns: project, indicator (None for the budget), text, read as, state, supposition, certainty, other reading.
    """
    rows: list[Row] = []
    for result in assessment.projects:
        for scored in result.indicators:
            rows += _readings(result, scored, translate)
        for item in result.budget.assumptions:
            rows.append((result.project.title, None, None, None, *_assumed(item, translate)))
    columns = _columns(
        translate,
        msg("Project"),
        msg("Indicator"),
        msg("Text"),
        msg("Read as"),
        msg("State"),
        msg("Supposition"),
        msg("Certainty"),
        msg("Other reading"),
    )
    return Table(msg("Assumptions and confirmed readings").render(translate), columns, tuple(rows))


def _readings(result: ProjectResult, scored: Scored, translate: Translate) -> Iterator[Row]:
    target, name = scored.target, scored.indicator.tier3
    head = (result.project.title, name, target.text, canonical(target))
    if target.origin in {Origin.CONFIRMED, Origin.CORRECTED}:
        yield (*head, ORIGINS[target.origin].render(translate), None, None, None)
    read = len(target.assumptions)
    for place, item in enumerate(scored.assumptions):
        text = head if place < read else (result.project.title, name, scored.actual.text, None)
        yield (*text, *_assumed(item, translate))


def _assumed(item: Assumption, translate: Translate) -> Row:
    certainty = CONFIDENCES[item.confidence.value].render(translate)
    return ORIGINS[Origin.ASSUMED].render(translate), item.message.render(translate), certainty, item.offer or None


def _columns(translate: Translate, *labels: Message) -> tuple[str, ...]:
    return tuple(label.render(translate) for label in labels)
