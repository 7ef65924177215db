"""Rows of the result screen: totals, what is missing, points lost, and the rule pack."""

from __future__ import annotations

from textual.content import Content

from selfeval.core.assessment import ProjectResult
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.core.rules import RulePack
from selfeval.tui.text import Words, one_line, percent, points
from selfeval.tui.widgets.rows import Column, Row
from selfeval.workspace.asks import needs_reason
from selfeval.workspace.live import Workspace

BETWEEN = "\x1f"
"""Stands between project and indicator in a key: no workbook can hold this character."""


def total_columns(words: Words) -> tuple[Column, ...]:
    """Columns of the totals."""
    return (
        Column(words(msg("Project")), 14, 1),
        Column(words(msg("Done")), 6, right=True),
        Column(words(msg("Budget")), 10, right=True),
        Column(words(msg("Execution")), 9, right=True),
        Column(words(msg("Score")), 7, right=True),
        Column(words(msg("Grade")), 5, right=True),
    )


def total_rows(words: Words, workspace: Workspace) -> list[Row]:
    """One row per project, the department at the end."""
    places = workspace.pack.rounding.places
    rows = [_project_total(result, places) for result in workspace.assessment.projects]
    department = workspace.assessment.department
    adjusted = department.adjusted
    rows.append(
        Row(
            "department",
            (
                words(msg("Whole department")),
                "",
                f"{plain(adjusted)}{department.unit}" if adjusted is not None else "-",
                percent(department.rate),
                points(department.total, places),
                department.grade or "-",
            ),
            tone="title",
        )
    )
    return rows


def _project_total(result: ProjectResult, places: int) -> Row:
    adjusted = result.budget.amount("adjusted")
    total = result.total if result.total is not None else result.earned
    return Row(
        result.project.id,
        (
            one_line(result.project.title),
            f"{result.steps_total - len(result.missing)}/{result.steps_total}",
            f"{plain(adjusted)}{result.budget.unit}" if adjusted is not None else "-",
            percent(result.execution.rate),
            points(total, places),
            result.grade or "-",
        ),
        {4: "" if result.complete else "dim"},
    )


def missing_rows(words: Words, workspace: Workspace) -> list[Row]:
    """What still lacks a score, by project; keys are project and indicator, `BETWEEN` them."""
    rows = []
    for result in workspace.assessment.projects:
        for name in result.missing:
            label = result.scored(name).indicator.tier3 if name else words(msg("Budget execution rate"))
            cells = (one_line(label), "", one_line(result.project.title))
            rows.append(Row(f"{result.project.id}{BETWEEN}{name}", cells, {2: "dim"}))
    if rows:
        rows.insert(0, Row("head-missing", (f"{words(msg('Still open'))}  {len(rows)}",), fixed=True))
    return rows


def deviation_rows(words: Words, workspace: Workspace) -> list[Row]:
    """Where points were lost, or far more was reached than asked: points, and the reason or that there is none."""
    rows = []
    for result in workspace.assessment.projects:
        for scored in result.indicators:
            lacking = needs_reason(workspace.evaluation, result, scored)
            reason = one_line(workspace.evaluation.indicator_value(result.project, scored.indicator, "reason"))
            if scored.lost <= 0 and not lacking and not reason:
                continue
            lost = f"-{points(scored.lost, workspace.pack.rounding.places)}" if scored.lost > 0 else ""
            shown = words(msg("no reason given yet")) if lacking else reason
            tones = {1: "warn", 2: "bad" if lacking else "dim"}
            key = f"{result.project.id}{BETWEEN}{scored.indicator.id}"
            rows.append(Row(f"{key}", (one_line(scored.indicator.tier3), lost, shown), tones))
        if result.note:
            rows.append(Row(f"{result.project.id}{BETWEEN}", (one_line(result.project.title), "", words(result.note))))
    if rows:
        rows.insert(0, Row("head-lost", (f"{words(msg('Points lost, and why'))}  {len(rows)}",), fixed=True))
    return rows


def pack_text(words: Words, pack: RulePack) -> Content:
    """Which rules were used."""
    text = msg("Rules: {title} ({id}, version {version})", title=Message(pack.title), id=pack.id, version=pack.version)
    return Content(one_line(words(text)))
