"""Differences that have one cause are told as one: a workbook saved without the values of its formulas."""

from __future__ import annotations

from dataclasses import replace

from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.excel.scored.verify.expected import Expected
from selfeval.excel.scored.verify.hidden_parts import INTERNAL
from selfeval.excel.scored.verify.looks import INHERITED

_NAMED = 12
_FEW = 3
"""Formulas that are named one by one where their values are missing."""


def gathered(problems: list[Problem], expectation: Expected, tool: str) -> tuple[Problem, ...]:
    """The problems, each once; formulas without their values (S505) as one, at the first of them.

    Where another version of the program wrote the workbook, or under other rules (R201), its internal sheets may word
    things otherwise: a note.
    """
    merged = _inherited(_bare_formulas(list(dict.fromkeys(problems))))
    record = expectation.record
    other_rules = any(problem.code == "R201" for problem in merged)
    if record is None or not (other_rules or (tool and record.about.get("tool", "") != tool)):
        return tuple(merged)
    worded = [problem for problem in merged if _is_wording(problem)]
    if not worded:
        return tuple(merged)
    message = msg(
        "{count} texts of internal sheets read otherwise than this version writes them under these rules; {tool} wrote "
        "the workbook.",
        count=len(worded),
        tool=record.about.get("tool", ""),
    )
    note = Problem("S509", Severity.INFO, message, where=worded[0].where)
    return (*(problem for problem in merged if not _is_wording(problem)), note)


def _is_wording(problem: Problem) -> bool:
    return problem.code == "S509" and problem.where is not None and problem.where.sheet in INTERNAL


def _inherited(problems: list[Problem]) -> list[Problem]:
    """One line for all formulas that took over a number format, as LibreOffice makes them."""
    taken = [problem for problem in problems if problem.message == INHERITED]
    if len(taken) <= 1:
        return problems
    worst = min(taken, key=lambda problem: problem.severity.rank)
    cells = Message("、".join(str(problem.where) for problem in taken[:_NAMED]) + ("…" if len(taken) > _NAMED else ""))
    message = msg(
        "{count} formulas show the number format of the cells that they refer to, as LibreOffice gives it to them when "
        "it works out a workbook anew: {cells}",
        count=len(taken),
        cells=cells,
    )
    told = replace(worst, message=message)
    return [told if problem is taken[0] else problem for problem in problems if problem not in taken[1:]]


def _bare_formulas(problems: list[Problem]) -> list[Problem]:
    bare = [problem for problem in problems if problem.code == "S505" and problem.where]
    if len(bare) <= _FEW:
        return problems
    sheets = dict.fromkeys(problem.where.sheet for problem in bare if problem.where)
    message = msg(
        "{count} formulas have no stored value, so nobody can say what they show; another program saved the workbook "
        "without working them out (sheets: {sheets}).",
        count=len(bare),
        sheets=Message("、".join(sheets)),
    )
    first = bare[0].where or CellRef("", "")
    told = replace(bare[0], message=message, where=first, project="", indicator="")
    return [told if problem is bare[0] else problem for problem in problems if problem not in bare[1:]]
