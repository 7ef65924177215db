"""Which labels mean which field: finds every indicator table of a sheet and reads it; pure over a `Grid`.

One reader serves the county target table, the national 项目支出绩效自评表 and their mixtures, because everything is
found by its words: columns in any order, tables at any place, several below each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from selfeval.core.model import BUDGET_FIELDS, Claimed, Project
from selfeval.core.problems import Problem
from selfeval.excel.grid import Grid
from selfeval.excel.head import Head, read_head
from selfeval.excel.header import find_headers
from selfeval.excel.indicators import Body, BodyReader
from selfeval.excel.labels import DASHES
from selfeval.excel.taking import number_in


class Table(NamedTuple):
    """One indicator table as a project, whose id is not settled yet.

    `year` is what the title lines say; `whole_department` marks the department's own form; `first` is its first row.
    """

    project: Project
    problems: tuple[Problem, ...]
    year: int | None
    whole_department: bool
    first: int


def read_tables(grid: Grid) -> tuple[Table, ...]:
    """Every indicator table on a sheet, from top to bottom; empty for a sheet without one."""
    headers = find_headers(grid)
    tables: list[Table] = []
    start = 1
    for index, header in enumerate(headers):
        stop = headers[index + 1].top if index + 1 < len(headers) else (grid.rows[-1] + 1)
        head = read_head(grid, start, header.top)
        body = BodyReader(grid, header, stop).read()
        tables.append(_table(grid, head, body))
        start = body.end
    return tuple(tables)


def _table(grid: Grid, head: Head, body: Body) -> Table:
    texts = head.texts
    name = texts.get("name", "")
    project = Project(
        id="",
        sheet=grid.title,
        title=name or head.subject or grid.title,
        code="".join(texts.get("code", "").split()),
        name=name,
        unit=texts.get("unit", ""),
        department=texts.get("department", ""),
        purpose=texts.get("purpose", ""),
        money_unit=head.money_unit or "万元",
        budget={key: head.budget[key] for key in BUDGET_FIELDS if head.budget.get(key)},
        goals=head.goals,
        goal_actual=texts.get("goal_actual", ""),
        budget_reason=texts.get("budget_reason", ""),
        finished=texts.get("finished", ""),
        indicators=tuple(body.indicators),
        claimed=_claimed(head.claims, body),
        cells={**head.cells, **body.footer.cells},
    )
    problems = tuple(
        replace(problem, project="") for problem in (*head.problems, *body.problems, *body.footer.problems)
    )
    return Table(project, problems, head.year, head.whole_department, head.first)


def _claimed(claims: Mapping[str, str], body: Body) -> Claimed:
    return Claimed(
        total=body.footer.total,
        grade=body.footer.grade if body.footer.grade and body.footer.grade not in DASHES else None,
        rate=_rate(claims.get("rate", "")),
        execution_score=number_in(claims.get("execution_score", "")),
        execution_weight=number_in(claims.get("execution_weight", "")),
    )


def _rate(text: str) -> Decimal | None:
    """A printed rate as a fraction: `97.39%` and `0.9739` are the same; so is a bare `97.39`."""
    number = number_in(text)
    if number is None:
        return None
    return number / 100 if "%" in text or "％" in text or number > 2 else number
