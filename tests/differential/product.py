"""The product's door for the differential test: the same facts as texts, and its figures as fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Claimed, Department, Indicator, Project
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from tests.differential import facts
from tests.differential.evaluations import YEAR, decimal_text


def scored(projects: tuple[facts.Project, ...], pack: RulePack, rng: Random) -> Assessment:
    """The product's assessment; whether a fact stands in the workbook or was entered is drawn."""
    entered: dict[FactKey, str] = {}
    made = tuple(_project(project, entered, rng) for project in projects)
    return assess(Evaluation(Department("某局", year=YEAR, projects=made), entered), pack)


def _project(project: facts.Project, entered: dict[FactKey, str], rng: Random) -> Project:
    budget = dict(project.texts)
    for name in list(budget):
        if rng.random() < 0.3:
            entered[FactKey(project.name, "", name)] = budget.pop(name)
    own = project.execution_weight
    return Project(
        project.name,
        project.name,
        project.name,
        code=project.name,
        name=project.name,
        money_unit=project.unit,
        budget=budget,
        finished=project.finished,
        review_grade=project.review_grade,
        goal_actual="已完成",
        indicators=tuple(_indicator(project, row, entered, rng) for row in project.rows),
        claimed=Claimed(execution_weight=None if own is None else Decimal(decimal_text(own))),
        whole_department=project.whole_department,
    )


def _indicator(project: facts.Project, row: facts.Row, entered: dict[FactKey, str], rng: Random) -> Indicator:
    weight = None if row.weight is None else decimal_text(row.weight)
    texts = {
        "actual": row.actual.text,
        "share": row.actual.share_text,
        "not_applicable": row.absent,
        "reading": row.reading,
        "deduction": row.deduction_text,
    }
    for name, text in list(texts.items()):
        if text and rng.random() < 0.3:
            entered[FactKey(project.name, row.id, name)] = text
            texts[name] = rng.choice(("", "其他")) if name == "actual" else ""
    if weight is not None and rng.random() < 0.2:
        entered[FactKey(project.name, row.id, "weight")] = weight
        weight = rng.choice((None, "7"))
    number = None if weight is None else Decimal(weight)
    return Indicator(
        row.id, row.tier1, row.tier2, row.name, row.target.text, weight=number, goal=row.goal_text, **texts
    )


def figures(assessment: Assessment) -> dict[str, facts.Value]:
    """Every figure of the product that the second calculator has too, by the same places."""
    found: dict[str, facts.Value] = {}
    for result in assessment.projects:
        name = result.project.name
        for item in result.indicators:
            place = f"{name}/{item.indicator.id}"
            found[f"{place} base"] = Fraction(item.weight.base)
            found[f"{place} weight"] = Fraction(item.weight.effective)
            found[f"{place} score"] = _fraction(item.score)
            found[f"{place} method"] = item.method
        found[f"{name} rate"] = result.execution.rate
        found[f"{name} execution_weight"] = Fraction(result.execution.weight)
        found[f"{name} execution"] = _fraction(result.execution.score)
        found[f"{name} total"] = _fraction(result.total)
        found[f"{name} grade"] = result.grade
        found[f"{name} complete"] = result.complete
    return found | {"total": _fraction(assessment.department.total), "grade": assessment.department.grade}


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
