"""Worked cases of a project of several units: what each has, and what must stand for all of them."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import AMOUNTS, Department
from selfeval.core.numbers import plain
from selfeval.core.problems import Message
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess_project
from selfeval.core.together.doubts import doubts
from selfeval.core.together.part import Part
from selfeval.core.together.projects import department, together
from selfeval.core.units import in_wan
from selfeval.rulepacks.check.case_facts import as_project, listed, same, shown
from selfeval.rulepacks.form.caseform import JointCase, ProjectFacts


def joined(pack: RulePack, case: JointCase) -> Iterator[Message]:
    """What comes out otherwise than the case expects."""
    parts = [_part(f"单位{number}", facts, case.year, pack) for number, facts in enumerate(case.units, start=1)]
    made = together(parts, pack, "p1", str)
    joint = Evaluation(department([made], parts[0].evaluation.department, case.year))
    result = assess_project(joint, joint.department.projects[0], pack)
    if case.targets is not None:
        yield from same("targets", "；".join(case.targets), "；".join(row.joined.target for row in made.rows))
    if case.actuals is not None:
        found = (row.joined.actual + (f" {row.joined.share}%" if row.joined.share else "") for row in made.rows)
        yield from same("actuals", "；".join(case.actuals), "；".join(found))
    if case.scores is not None:
        yield from same("scores", listed(case.scores), listed(tuple(item.score for item in result.indicators)))
    if case.total is not None:
        yield from same("total", plain(case.total), shown(result.total))
    codes = sorted({problem.code for problem in doubts([made])})
    yield from same("problems", ", ".join(sorted(case.problems)), ", ".join(codes))


def _part(name: str, facts: ProjectFacts, year: int, pack: RulePack) -> Part:
    project = as_project(name, facts)
    evaluation = Evaluation(Department(year=year, projects=(project,)))
    result = assess_project(evaluation, project, pack)
    money = {amount: in_wan(result.budget.amount(amount), result.budget.unit) for amount in AMOUNTS}
    return Part(name, name, evaluation, result, money)
