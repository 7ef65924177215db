"""An evaluation as text on stdout: who got how many points, and for what."""

from __future__ import annotations

from decimal import Decimal

from selfeval.commands.shared.selection import counted
from selfeval.console import Console
from selfeval.core.checks.selection import Selected
from selfeval.core.numbers import fixed, plain
from selfeval.core.problems import msg
from selfeval.core.report import tables
from selfeval.textgrid import table
from selfeval.workspace.loaded import Loaded

_SUMMARY = (0, 3, 4, 5, 7, 8)
"""Columns of `report.tables.summary`: project, adjusted, executed, rate, total, grade; the state where it matters."""
_STATE, _TOTAL = 9, 7


def summary_lines(console: Console, loaded: Loaded, found: Selected | None = None) -> list[str]:
    """Projects with budget, total and grade; points by tier; how many findings, and how many were left out."""
    assessment = loaded.assessment
    year = str(assessment.year) if assessment.year else "-"
    head = msg(
        "{name}, {year}, scored by {pack} ({version})",
        name=assessment.evaluation.department.name or loaded.source.path.name,
        year=year,
        pack=loaded.pack.id,
        version=loaded.pack.version,
    )
    return [
        console.heading(console.text(head)),
        "",
        *_projects(console, loaded),
        "",
        *_tiers(console, loaded),
        "",
        counted(console, found or Selected(loaded.problems), loaded),
    ]


def _projects(console: Console, loaded: Loaded) -> list[str]:
    found = tables.summary(loaded.assessment, console.translate)
    places = loaded.pack.rounding.places
    complete = all(result.complete for result in loaded.assessment.projects)
    columns = _SUMMARY if complete else (*_SUMMARY, _STATE)
    rows = [[_shown(row[column], places if column == _TOTAL else None) for column in columns] for row in found.rows]
    return table([found.columns[column] for column in columns], rows, right=(1, 2, 3, 4))


def _tiers(console: Console, loaded: Loaded) -> list[str]:
    found = tables.tier_scores(loaded.assessment, console.translate)
    places = loaded.pack.rounding.places
    rows = [[_shown(row[0]), _shown(row[1]), _shown(row[2]), _shown(row[3], places)] for row in found.rows]
    return table(found.columns, rows, right=(2, 3))


def _shown(cell: str | Decimal | None, places: int | None = None) -> str:
    if isinstance(cell, Decimal):
        return plain(cell) if places is None else fixed(cell, places) or "-"
    return cell or "-"
