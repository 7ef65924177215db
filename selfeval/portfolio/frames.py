"""Evaluations as pandas tables. Amounts and scores stay `Decimal`, so that sums are exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from selfeval.core.assessment import Assessment, ProjectResult
from selfeval.core.numbers import round_half_up

PROJECT_COLUMNS = (
    "file", "department", "year", "rules", "code", "project", "unit", "initial", "adjusted", "executed", "rate",
    "total", "grade", "complete",
)  # fmt: skip
INDICATOR_COLUMNS = (
    "file", "department", "year", "project", "tier1", "tier2", "tier3", "target", "actual", "weight", "score", "lost",
    "method", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frames:
    """Two tables over many evaluations.

    Attributes:
        projects: `PROJECT_COLUMNS`; amounts in `unit`, `rate` as a share of 1 to six places, None where unknown.
        indicators: `INDICATOR_COLUMNS`; `weight`, `score`, `lost` in points, texts as written.
    """

    projects: pd.DataFrame
    indicators: pd.DataFrame

    def by_tier(self) -> pd.DataFrame:
        """Points available and earned by file, project and tier 1; columns `weight`, `score`, `lost`."""
        scored = self.indicators[self.indicators["score"].notna()]
        return scored.groupby(["file", "project", "tier1"], sort=False)[["weight", "score", "lost"]].sum()

    def grades(self) -> pd.Series[int]:
        """How many projects have each grade; "" counts those without one."""
        return self.projects["grade"].value_counts(sort=False)


def build(assessments: Mapping[str, Assessment]) -> Frames:
    """The tables of these evaluations, by file name, in the order given."""
    projects, indicators = [], []
    for file, assessment in assessments.items():
        department = assessment.evaluation.department.name
        for result in assessment.projects:
            head = (file, department, assessment.year)
            projects.append((*head, *_project(result, assessment.pack.id)))
            indicators += [(*head, *row) for row in _indicators(result, assessment)]
    return Frames(
        pd.DataFrame(projects, columns=list(PROJECT_COLUMNS), dtype=object),
        pd.DataFrame(indicators, columns=list(INDICATOR_COLUMNS), dtype=object),
    )


def _project(result: ProjectResult, pack: str) -> tuple[object, ...]:
    rate = result.execution.rate
    share = None if rate is None else round_half_up(rate, 6)
    amounts = (result.budget.amount(name) for name in ("initial", "adjusted", "executed"))
    project = result.project
    return (
        pack,
        project.code,
        project.title,
        result.budget.unit,
        *amounts,
        share,
        result.total,
        result.grade,
        result.complete,
    )


def _indicators(result: ProjectResult, assessment: Assessment) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for item in result.indicators:
        row = item.indicator
        reason = assessment.evaluation.indicator_value(result.project, row, "reason")
        points = (item.weight.effective, item.score, item.lost)
        texts = (result.project.title, row.tier1, row.tier2, row.tier3, row.target, item.actual.text)
        rows.append((*texts, *points, item.method, reason))
    return rows
