"""Evaluations as pandas tables. Amounts and scores stay `Decimal`, so that sums are exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from selfeval.core.free_names import FreeNames
from selfeval.core.model import AMOUNTS
from selfeval.core.numbers import round_half_up
from selfeval.core.records import dataclass
from selfeval.core.scoring.results import Assessment, ProjectResult

PROJECT_COLUMNS = (
    "file", "department", "year", "rules", "code", "project", "unit", "initial", "adjusted", "executed", "rate",
    "total", "grade", "complete", "path",
)  # fmt: skip
INDICATOR_COLUMNS = (
    "file", "department", "year", "project", "tier1", "tier2", "tier3", "target", "actual", "weight", "score", "lost",
    "method", "reason", "path",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frames:
    """Two tables over many evaluations.

    Attributes:
        projects: `PROJECT_COLUMNS`; amounts in `unit`, `rate` as a share of 1 to six places, None where unknown.
        indicators: `INDICATOR_COLUMNS`; `weight`, `score`, `lost` in points, texts as written.

    In both, `file` is the workbook's name, with the folders above it, or a number, as far as several of the same name
    need them to be told apart; `path` is the workbook as it was given. `project` is the project's title, with its code
    or number where another one of the workbook has the same.
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


def build(scored: Mapping[str, Assessment] | Iterable[tuple[Path | str, Assessment]]) -> Frames:
    """The tables of these evaluations, each with the path of its workbook, in the order given."""
    given = list(scored.items() if isinstance(scored, Mapping) else scored)
    projects: list[tuple[object, ...]] = []
    indicators: list[tuple[object, ...]] = []
    for (path, assessment), file in zip(given, told_apart([Path(path) for path, _ in given]), strict=True):
        department = assessment.evaluation.department.name
        for result, title in zip(assessment.listed, _titles(assessment.listed), strict=True):
            head = (file, department, assessment.year)
            projects.append((*head, *_project(result, title, assessment.pack.id), str(path)))
            indicators += [(*head, title, *row, str(path)) for row in _indicators(result, assessment)]
    return Frames(
        pd.DataFrame(projects, columns=list(PROJECT_COLUMNS), dtype=object),
        pd.DataFrame(indicators, columns=list(INDICATOR_COLUMNS), dtype=object),
    )


def told_apart(paths: Sequence[Path]) -> list[str]:
    """A name for each path: its own, with as many folders above it as tell it apart from the others of that name.

    The same path given several times gets numbers.
    """
    parts = [path.parts for path in paths]
    names = ["/".join(one[-1:]) for one in parts]
    for depth in range(2, max(map(len, parts), default=0) + 1):
        often = Counter(names)
        names = ["/".join(one[-depth:]) if often[name] > 1 else name for one, name in zip(parts, names, strict=True)]
    return _numbered(names)


def _numbered(names: Sequence[str]) -> list[str]:
    """Names with numbers behind those that occur several times, none of them the name of another."""
    often, free = Counter(names), FreeNames(names)
    return [free.take(name, _from_one) if often[name] > 1 else name for name in names]


def _from_one(name: str, number: int) -> str:
    return f"{name} ({number - 1})"


def _titles(results: Sequence[ProjectResult]) -> list[str]:
    titles = [result.project.title for result in results]
    often = Counter(titles)
    coded = [
        f"{title} ({result.project.code})" if often[title] > 1 and result.project.code else title
        for result, title in zip(results, titles, strict=True)
    ]
    return _numbered(coded)


def _project(result: ProjectResult, title: str, pack: str) -> tuple[object, ...]:
    rate = result.execution.rate
    share = None if rate is None else round_half_up(rate, 6)
    amounts = (result.budget.amount(name) for name in AMOUNTS)
    return (
        pack,
        result.project.code,
        title,
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
        texts = (row.tier1, row.tier2, row.tier3, row.target, item.actual.text)
        rows.append((*texts, *points, item.method, reason))
    return rows
