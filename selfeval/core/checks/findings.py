"""What a reviewer objects to: every finding of an evaluation as problems with a stable code, all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from selfeval.core.checks import lengths, reading_checks
from selfeval.core.checks.months import projects as month_projects
from selfeval.core.checks.months import rows as month_rows
from selfeval.core.checks.projects import budgets, department, execution, money, texts, totals
from selfeval.core.checks.registry import REGISTERED, Case, Stage
from selfeval.core.checks.round import KeptFindings, run_department, run_project, stage_of, weighed
from selfeval.core.checks.rows import (
    actuals,
    columns,
    deductions,
    department_form,
    directions,
    last_year,
    names,
    reasons,
    scores,
    surveys,
    targets,
    weights,
)
from selfeval.core.evaluation import Evaluation
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Level, Problem
from selfeval.core.records import replace
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.texts.kept import of_short_texts

ROOMS = (
    actuals,
    budgets,
    columns,
    deductions,
    department,
    department_form,
    directions,
    execution,
    reading_checks,
    last_year,
    lengths,
    money,
    month_projects,
    month_rows,
    names,
    reasons,
    scores,
    surveys,
    targets,
    texts,
    totals,
    weights,
)
"""The modules whose import registers the checks."""

CHECKS = REGISTERED
"""Every check by its code."""

_CELL = lazy(r"([A-Z]{1,3})([0-9]{1,7})")


def project_problems(
    evaluation: Evaluation, result: ProjectResult, pack: RulePack, stage: Stage, kept: KeptFindings | None = None
) -> tuple[Problem, ...]:
    """Every finding in one project, errors first, then by place in the workbook.

    `kept` keeps those of the table and of rows from one call to the next; `result` has to come from `reassess` then, in
    which a row is the same object only while none of its facts has changed.
    """
    return tuple(sorted(run_project(Case(evaluation, result, pack, stage), kept), key=_rank))


def department_problems(assessment: Assessment, stage: Stage) -> tuple[Problem, ...]:
    """Every finding that concerns the department or several projects, errors first, then by place."""
    return tuple(sorted(run_department(assessment, stage), key=_rank))


def all_problems(
    assessment: Assessment, stage: Stage | None = None, *, reading: Sequence[Problem] = ()
) -> tuple[Problem, ...]:
    """Every finding, those made while reading the workbook included, each once.

    Sorted by project (the department's own first), then errors before warnings before notes, then by place. Without a
    `stage` the evaluation itself tells how far it is.
    """
    stage = stage or stage_of(assessment.evaluation)
    found = [*reading, *department_problems(assessment, stage)]
    for result in assessment.projects:
        found += project_problems(assessment.evaluation, result, assessment.pack, stage)
    return in_order(found, assessment)


def in_order(problems: Iterable[Problem], assessment: Assessment) -> tuple[Problem, ...]:
    """The problems, each once: the department's own, then project by project, errors first, then by place.

    Those made while reading are as severe as the rule pack wants them, too.
    A problem without a project, made while a sheet was read, stands with the first project of that sheet.
    """
    number = _numbering(assessment)
    kept = (weighed(problem, assessment.pack) for problem in problems)
    fresh = dict.fromkeys(problem for problem in kept if problem is not None)
    return tuple(sorted(fresh, key=lambda problem: (number(problem), *_rank(problem))))


def merged(
    loose: Iterable[Problem], by_project: Sequence[tuple[Problem, ...]], assessment: Assessment
) -> tuple[Problem, ...]:
    """The same as `in_order`, for findings of which those of each project lie ready as `project_problems` gave them.

    Only projects that one of the `loose` findings joins are put in order again: of a thousand, hardly any.
    """
    number = _numbering(assessment)
    groups: dict[int, list[Problem]] = {}
    for problem in dict.fromkeys(loose):
        kept = weighed(problem, assessment.pack)
        if kept is not None:
            groups.setdefault(number(kept), []).append(kept)
    found = sorted(groups.get(0, ()), key=_rank)
    for place, own in enumerate(by_project, 1):
        joined = groups.get(place)
        found += sorted(dict.fromkeys((*joined, *own)), key=_rank) if joined else own
    return tuple(found)


def _numbering(assessment: Assessment) -> Callable[[Problem], int]:
    """Gives the project's place, from 1, that a problem stands with; 0 for the department."""
    order = {result.project.id: place for place, result in enumerate(assessment.projects, 1)}
    by_sheet: dict[str, int] = {}
    for result in assessment.projects:
        by_sheet.setdefault(result.project.sheet, order[result.project.id])

    def number(problem: Problem) -> int:
        sheet = problem.where.sheet if problem.where else ""
        return order.get(problem.project, 0 if problem.project else by_sheet.get(sheet, 0))

    return number


def switched_off(
    assessment: Assessment, stage: Stage | None = None, *, reading: Sequence[Problem] = ()
) -> tuple[Problem, ...]:
    """The findings that the rule pack leaves out, so that they can be counted; arguments as for `all_problems`."""
    pack = assessment.pack
    off = {code for code, level in pack.severities.items() if level is Level.OFF}
    if not off:
        return ()
    plain = replace(assessment, pack=replace(pack, severities={}))
    return tuple(problem for problem in all_problems(plain, stage, reading=reading) if problem.code in off)


def _rank(problem: Problem) -> tuple[int, str, int, int, str]:
    return problem.severity.rank, *_place(problem.where), problem.code


def _place(where: CellRef | None) -> tuple[str, int, int]:
    """Sheet, row and column, so that E9 stands before E12."""
    return (where.sheet, *_row_and_column(where.cell)) if where is not None else ("", 0, 0)


@of_short_texts
def _row_and_column(cell: str) -> tuple[int, int]:
    found = _CELL.match(cell)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
