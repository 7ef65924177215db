"""One evaluation, many printers that agree: the plain values that JSON, text, screen and workbook all print.

`to_plain` is the JSON of `selfeval score --json`, schema `selfeval.evaluation/1`; the tables and the explanations are
in `tables` and `explain` beside it. Nothing is computed here that the `Assessment` does not already hold; numbers
only become text: scores and totals with the pack's decimal places, amounts and weights without trailing zeros, rates
as shares of 1 with four places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import cast

from selfeval.core.evaluation import Evaluation
from selfeval.core.finding_counts import counts
from selfeval.core.model import AMOUNTS, CHECKPOINTS, SIGNED, SOURCES, WRITTEN, Indicator, Project
from selfeval.core.numbers import decimal_text, fixed, plain, round_half_up
from selfeval.core.problems import Problem, Translate
from selfeval.core.readings import Actual, Assumption, Target
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.weights.goal_weights import goal_words
from selfeval.core.scoring.budget import Budget
from selfeval.core.scoring.department_form import laid_out
from selfeval.core.scoring.handing_in import ToDo
from selfeval.core.scoring.results import Assessment, DepartmentResult, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.scoring.surveys import offered_survey, survey_values
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.tiers import tier_text

SCHEMA = "selfeval.evaluation/1"
RATE_PLACES = 4

Plain = dict[str, object]


def to_plain(
    assessment: Assessment, problems: Sequence[Problem], *, source: Mapping[str, str], translate: Translate
) -> Plain:
    """The whole evaluation as JSON values: strings, booleans, null, lists and objects; numbers are decimal strings.

    `source` has `file` (name of the input, no path) and `sha256`; sentences come in the language of `translate`.
    """
    pack = assessment.pack
    return {
        "schema": SCHEMA,
        "year": assessment.year,
        "source": {"file": source.get("file"), "sha256": source.get("sha256")},
        "rules": pack_plain(pack),
        "projects": [project_plain(assessment, result, translate) for result in assessment.listed],
        "department": department_plain(assessment) | form_plain(assessment, translate),
        "problems": [problem_plain(problem, translate) for problem in problems],
    }


def pack_plain(pack: RulePack) -> Plain:
    """Which rule pack: `id`, `version`, `sha256`."""
    return {"id": pack.id, "version": pack.version, "sha256": pack.sha256}


def counts_plain(problems: Sequence[Problem]) -> Plain:
    """How many findings of each severity the approved targets and the evaluation have."""
    return {
        owner.value: {"errors": found.errors, "warnings": found.warnings, "notes": found.notes}
        for owner, found in counts(problems).items()
    }


def handing_in_plain(to_do: Sequence[ToDo], translate: Translate) -> Plain:
    """Whether the evaluation can be handed in, and what is left to do first."""
    items = [
        {
            "kind": item.kind.value,
            "project": item.project or None,
            "indicator": item.indicator or None,
            "field": item.field or None,
            "code": item.code or None,
            "where": str(item.where) if item.where else None,
            "message": item.message.render(translate),
        }
        for item in to_do
    ]
    return {"ready": not items, "to_do": items}


def project_plain(assessment: Assessment, result: ProjectResult, translate: Translate) -> Plain:
    """One project of the JSON, its budget and indicators included."""
    project, places = result.project, assessment.pack.rounding.places
    evaluation = assessment.evaluation
    return {
        "id": project.id,
        "code": project.code or None,
        "name": project.title,
        "sheet": project.sheet,
        "complete": result.complete,
        "total": fixed(result.total, places),
        "grade": result.grade or None,
        "uncapped_total": fixed(result.uncapped, places),
        "note": result.note.render(translate) or None,
        "review_grade": evaluation.value(project, "review_grade") or None,
        "claimed": {"total": decimal_text(project.claimed.total), "grade": project.claimed.grade},
        "budget": budget_plain(result, places, translate),
        "goal_actual": evaluation.value(project, "goal_actual") or None,
        "budget_reason": evaluation.value(project, "budget_reason") or None,
        **{name: evaluation.value(project, name) or None for name in (*WRITTEN, *SIGNED)},
        "tiers": [
            {
                "tier1": tier_text(tier.tier) if tier.tier else None,
                "earned": fixed(tier.earned, places),
                "available": plain(tier.available),
            }
            for tier in result.tiers
        ],
        "indicators": [indicator_plain(evaluation, project, scored, places, translate) for scored in result.indicators],
    }


def budget_plain(result: ProjectResult, places: int, translate: Translate) -> Plain:
    """The budget block: amounts in `unit`, `rate` as a share of 1, weight and score of the execution rate."""
    budget, execution, claimed = result.budget, result.execution, result.project.claimed
    return {
        "unit": budget.unit,
        **{name: decimal_text(budget.amount(name)) for name in AMOUNTS},
        "rate": rate_text(execution.rate),
        "weight": plain(execution.weight),
        "score": fixed(execution.score, places) if execution.applies else None,
        "claimed_score": decimal_text(claimed.execution_score),
        "applies": execution.applies,
        "weight_origin": execution.weight_origin,
        "base": decimal_text(execution.base),
        "why": execution.why.render(translate) or None,
        "finished": budget.finished,
        "sources": _sources(budget),
        "plan": {str(month): decimal_text(budget.plan.get(month)) for month in CHECKPOINTS},
        "checkpoints": {str(month): decimal_text(budget.checkpoints.get(month)) for month in CHECKPOINTS},
        "assumptions": [assumption_plain(item, translate) for item in budget.assumptions],
    }


def _sources(budget: Budget) -> Plain:
    return {
        amount: {source: decimal_text(budget.amount(f"{amount}.{source}")) for source in SOURCES} for amount in AMOUNTS
    }


def indicator_plain(
    evaluation: Evaluation, project: Project, scored: Scored, places: int, translate: Translate
) -> Plain:
    """One indicator: its texts as written, how they are read, its weight, its score and why."""
    row = scored.indicator

    def fact(name: str) -> str | None:
        return evaluation.indicator_value(project, row, name) or None

    where = row.where("target")
    return {
        "id": row.id,
        "tier1": row.tier1,
        "tier2": row.tier2,
        "tier3": row.tier3,
        "target": row.target,
        "initial_target": row.initial_target or None,
        "goal": row.goal or None,
        "actual": fact("actual"),
        "reading": reading_plain(scored.target, translate),
        "weight": plain(scored.weight.effective),
        "weight_origin": scored.weight.origin,
        "weight_why": goal_words(scored.weight.goal).render(translate) if scored.weight.goal else None,
        "base_weight": plain(scored.weight.base),
        "score": fixed(scored.score, places),
        "claimed_score": decimal_text(row.claimed_score),
        "method": scored.method or None,
        "why": scored.why.render(translate) or None,
        "reason": fact("reason"),
        "evidence": fact("evidence"),
        "not_applicable": fact("not_applicable"),
        "deduction": fact("deduction"),
        "survey": survey_plain(evaluation, project, row, translate),
        "answer": scored.answer.id if scored.answer else None,
        "share": decimal_text(scored.share),
        "completion": decimal_text(scored.completion),
        "met": scored.met,
        "assumptions": [assumption_plain(item, translate) for item in scored.assumptions],
        "cell": str(where) if where else None,
    }


def survey_plain(evaluation: Evaluation, project: Project, row: Indicator, translate: Translate) -> Plain | None:
    """The survey behind a satisfaction rate; null where there is none, nor another text that tells of one."""
    values, offered = survey_values(evaluation, project, row), offered_survey(evaluation, project, row)
    if values["text"] is None and offered is None:
        return None
    return {**values, "assumptions": [assumption_plain(offered, translate)] if offered is not None else []}


def reading_plain(target: Target, translate: Translate) -> Plain:
    """How a target text is understood; what `selfeval target --json` lists. `text` is the original."""
    return {
        "text": target.text,
        "kind": target.kind.value,
        "comparator": target.comparator.value if target.comparator else None,
        "value": decimal_text(target.value),
        "upper": decimal_text(target.upper),
        "unit": target.unit or None,
        "day": target.day.isoformat() if target.day else None,
        "last_day": target.last_day.isoformat() if target.last_day else None,
        "origin": target.origin.value,
        "canonical": canonical(target) or None,
        "assumptions": [assumption_plain(item, translate) for item in target.assumptions],
    }


def outcome_plain(actual: Actual, translate: Translate) -> Plain:
    """How an actual text is understood for its target; `doubts` are the codes of the findings that it calls for."""
    return {
        "text": actual.text,
        "kind": actual.kind.value,
        "value": decimal_text(actual.value),
        "day": actual.day.isoformat() if actual.day else None,
        "yes": actual.yes,
        "answer": actual.answer or None,
        "share": decimal_text(actual.share),
        "doubts": list(actual.doubts),
        "assumptions": [assumption_plain(item, translate) for item in actual.assumptions],
    }


def assumption_plain(assumption: Assumption, translate: Translate) -> Plain:
    """One supposition: code, sentence, confidence, and the other reading it offers."""
    return {
        "code": assumption.code,
        "message": assumption.message.render(translate),
        "confidence": assumption.confidence.value,
        "offer": assumption.offer or None,
    }


def department_plain(assessment: Assessment) -> Plain:
    """The department: total, grade and the budgets of all projects together."""
    result: DepartmentResult = assessment.department
    places = assessment.pack.rounding.places
    return {
        "name": assessment.evaluation.department.name or None,
        "total": fixed(result.total, places),
        "grade": result.grade or None,
        "signed": {name: assessment.evaluation.setting(name) or None for name in SIGNED},
        "budget": {
            "unit": result.unit,
            "initial": decimal_text(result.initial),
            "adjusted": decimal_text(result.adjusted),
            "executed": decimal_text(result.executed),
            "rate": rate_text(result.rate),
        },
    }


def form_plain(assessment: Assessment, translate: Translate) -> Plain:
    """The department's own form, where the pack lays one out: as a project, each row with its kind; {} without one."""
    result = next((one for one in assessment.projects if laid_out(one.project, assessment.pack)), None)
    if result is None:
        return {}
    plain_form = project_plain(assessment, result, translate)
    rows = [
        row | {"kind": item.indicator.kind or "measured", "figure": decimal_text(item.actual.value)}
        for row, item in zip(cast("list[Plain]", plain_form.pop("indicators")), result.indicators, strict=True)
    ]
    places = assessment.pack.rounding.places
    return {"projects_total": fixed(assessment.department.projects_total, places), "form": plain_form, "rows": rows}


def problem_plain(problem: Problem, translate: Translate) -> Plain:
    """One finding, in the language of `translate`."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "where": str(problem.where) if problem.where else None,
        "input": problem.input or None,
        "message": problem.message.render(translate),
        "hint": problem.hint.render(translate) or None,
        "project": problem.project or None,
        "indicator": problem.indicator or None,
        "about": problem.about.value,
    }


def rate_text(rate: Fraction | None) -> str | None:
    """An execution rate as a share of 1 with four places, half up: `0.9739`."""
    return None if rate is None else format(round_half_up(rate, RATE_PLACES), "f")
