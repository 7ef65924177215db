"""The filled example with facts of months, for tests of scored workbooks."""

from __future__ import annotations

from dataclasses import replace

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Project
from selfeval.core.monitoring.fields import field
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from tests.excel.scored_books import filled

MONEY = {
    6: {"executed": "84.6", "forecast": "175"},
    7: {"executed": "96万元", "forecast.fiscal": "170", "executed.fiscal": "90"},
}
ROWS = {
    3: {"actual": "20%"},
    6: {"actual": "≥45%", "forecast": "95%", "likelihood": "有可能", "causes": "经费、人员", "reason": "=1+1",
        "measures": "加快\n进度"},
    10: {"actual": "-", "likelihood": "确定能"},
}  # fmt: skip


def _facts(first: Project, second: Project) -> dict[FactKey, str]:
    """Facts of months in the first project and in rows of both."""
    facts = {
        FactKey(first.id, "", field(month, name)): text
        for month, names in MONEY.items()
        for name, text in names.items()
    }
    for place, project in ((0, first), (2, first), (1, second)):
        row = project.indicators[place].id
        facts |= {
            FactKey(project.id, row, field(month, name)): text
            for month, names in ROWS.items()
            for name, text in names.items()
        }
    return facts


def with_months(evaluation: Evaluation) -> Evaluation:
    """The evaluation with these facts."""
    projects = evaluation.department.listed
    facts = _facts(projects[0], projects[1])
    return replace(evaluation, facts={**evaluation.facts, **facts})


def watched(**more: str) -> Assessment:
    """The filled example with months, scored."""
    before = filled()
    first = before.projects[0].project
    evaluation = with_months(before.evaluation)
    facts = {FactKey(first.id, first.indicators[0].id, field(8, name)): text for name, text in more.items()}
    return assess(replace(evaluation, facts={**evaluation.facts, **facts}), before.pack)
