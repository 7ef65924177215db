"""Differences that have one cause are told as one: a workbook saved without the values of its formulas."""

from __future__ import annotations

from dataclasses import replace

from selfeval.core.problems import Problem, msg

_FEW = 3
"""Formulas of a sheet that are named one by one where their values are missing."""


def gathered(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems; many formulas of a sheet without their values (S505) as one, at the first of them."""
    bare: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.code == "S505" and problem.where:
            bare.setdefault(problem.where.sheet, []).append(problem)
    merged: list[Problem] = []
    for problem in problems:
        mates = bare.get(problem.where.sheet, []) if problem.where and problem.code == "S505" else []
        if len(mates) <= _FEW:
            merged.append(problem)
        elif problem is mates[0]:
            message = msg(
                "{count} formulas of the sheet {sheet} have no stored value, so nobody can say what they show; "
                "another program saved the workbook without working them out.",
                count=len(mates),
                sheet=problem.where.sheet if problem.where else "",
            )
            merged.append(replace(problem, message=message, project="", indicator=""))
    return tuple(merged)
