"""The list of projects in a narrow column: each name on as many lines as it needs, its figures below."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.core.scoring.results import ProjectResult
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, one_line, points
from selfeval.workspace.work.questions.required import UNDECIDED, reached
from selfeval.workspace.work.workspace import Workspace

MOST_LINES = 4
"""Lines of one project."""


def project_columns(words: Words) -> tuple[Column, ...]:
    """The one column there is."""
    return (Column(words(msg("Project")), 8, 1),)


def project_rows(words: Words, workspace: Workspace) -> list[Row]:
    """The department and its projects, with progress, score and grade."""
    projects = [project_row(words, workspace, result) for result in workspace.assessment.projects]
    return [*department_rows(words, workspace), *projects]


def department_rows(words: Words, workspace: Workspace) -> tuple[Row, Row]:
    """The heading of the list: the name of the department, below it its total and grade."""
    name = one_line(workspace.evaluation.department.name) or words(msg("Whole department"))
    total, places = workspace.assessment.department, workspace.pack.rounding.places
    withheld = any(result.undecided for result in workspace.assessment.projects)
    shown = words(UNDECIDED) if withheld and total.total is None else points(total.total, places)
    figures = Row("department-total", (f"{shown} {total.grade}".strip(),), tone="title", fixed=True)
    return Row("department", (name,), tone="title", fixed=True), figures


def project_row(words: Words, workspace: Workspace, result: ProjectResult) -> Row:
    """One project: name; below, points so far or total with grade, and how much of it is done as long as not all is."""
    total = words(UNDECIDED) if result.undecided else points(reached(result), workspace.pack.rounding.places)
    done = result.steps_total - result.steps_open
    figures = f"{total} {result.grade}".strip() if result.complete else f"{done}/{result.steps_total} {total}"
    # The figures are never what is cut off: of a long name, one line less is shown.
    return Row(
        result.project.id, (f"{one_line(result.project.title)}\n{figures}",), {0: "" if result.complete else "dim"}
    )
