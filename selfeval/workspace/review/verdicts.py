"""Verdicts in a file of entries that are on nothing: the row has no such finding, so the word would be lost."""

from __future__ import annotations

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.core.review.proposals import without_finding
from selfeval.workspace.review.entries import Entered
from selfeval.workspace.review.work import ReviewWork


def on_findings(values: Entered, work: ReviewWork, name: str) -> tuple[Entered, tuple[Problem, ...]]:
    """The values without verdicts on what was not found there, and a problem (F404) for each of these.

    Args:
        values: as a file of entries gives them.
        work: the form under review, with its findings.
        name: of the file.
    """
    lost = without_finding(values, work.form.problems)
    problems = tuple(_problem(key, elsewhere, work.reviewer, name) for key, elsewhere in lost.items())
    return tuple(one for one in values if one[0] not in lost), problems


def _problem(key: FactKey, elsewhere: tuple[Problem, ...], reviewer: Evaluation, name: str) -> Problem:
    code = key.field.partition(".")[2]
    message = msg("{row} has no finding {code}; the verdict is not used.", row=_row(key, reviewer), code=code)
    hint = msg("“selfeval recheck” without entries lists all findings of the form.")
    if elsewhere:
        rows = dict.fromkeys(_row(FactKey(one.project, one.indicator, ""), reviewer) for one in elsewhere)
        places = tuple(Message("{row}", (("row", row),)) for row in rows)
        hint = msg(
            "The finding {code} is one of: {places}. For one of the project write 项目 as 一级指标.",
            code=code,
            places=places,
        )
    return Problem("F404", Severity.ERROR, message, hint, CellRef(name, ""), code, project=key.project)


def _row(key: FactKey, reviewer: Evaluation) -> str:
    project = reviewer.department.project(key.project)
    row = next((item.tier3 for item in project.indicators if item.id == key.indicator), "")
    return f"“{row}”" if row else f"“{project.title}”"
