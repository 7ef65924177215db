"""What is said about the rows of a table as a whole: names that are missing, cells too full, headers repeated."""

from __future__ import annotations

from collections.abc import Iterable

from selfeval.core.model import Project
from selfeval.core.problems import Problem, Severity, msg
from selfeval.excel.tables import recognised
from selfeval.excel.tables.body.crowded_cells import holds_several
from selfeval.excel.tables.body.indicators import Body


def row_problems(project: Project, problems: Iterable[Problem]) -> list[Problem]:
    """F230 where no indicator has a name, F231 for each row that holds several of them."""
    rows = project.indicators
    unread = any(problem.code == "F202" for problem in problems)
    if rows and not unread and not any(row.tier3.strip() for row in rows):
        message = msg("None of the {count} indicators has a name.", count=len(rows))
        hint = msg("Enter the names of the indicators, or say which column holds them with --map.")
        where = rows[0].cells.get("tier3") or rows[0].cells.get("target")
        return [Problem("F230", Severity.ERROR, message, hint, where)]
    message = msg("This row holds several indicators; they cannot be scored one by one.")
    hint = msg("Give each indicator a row of its own.")
    return [
        Problem("F231", Severity.ERROR, message, hint, row.where("tier3"), row.tier3, indicator=row.id)
        for row in rows
        if holds_several(row)
    ]


def repeated(body: Body) -> list[Problem]:
    """F225 for each header that is repeated inside a table."""
    message = msg("The header is repeated here; the table above goes on below it.")
    hint = msg("If another project begins here, write its name above the header.")
    return [
        Problem("F225", Severity.INFO, message, hint, row.where, row.text)
        for row in body.skipped
        if row.why == recognised.REPEATED
    ]
