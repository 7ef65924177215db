"""Finds the row of the workbook that an actual from another file belongs to: by code, tier path and name, not place.

Whatever finds no place, or more than one, becomes a problem; nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.keys import key
from selfeval.core.model import AMOUNTS, FORM_ID, Indicator, Project
from selfeval.core.monitoring.fields import MONEY, month_field
from selfeval.core.numbers import parse_number
from selfeval.core.problems import Message, Problem, Severity, msg
from selfeval.core.row_match import Blank, project_names, same_name, same_tiers
from selfeval.workspace.incoming.disagreements import Given, settle
from selfeval.workspace.incoming.row import Row, Values
from selfeval.workspace.looking.fact_names import name_in_sentence


def match(
    rows: Iterable[Row], evaluation: Evaluation, *, year: int | None = None
) -> tuple[Values, tuple[Problem, ...]]:
    """The facts that the rows hold, and a problem for each row or value that could not be used.

    Problems: F401 no such project or indicator, F402 several fit, F403 the same value twice, F412 a row of another year
    than `year`, F413 a row made for another target or project name, F415 an actual that does not count.
    """
    given: dict[FactKey, list[Given]] = {}
    problems: list[Problem] = []
    renamed: set[tuple[str, str]] = set()
    for row in rows:
        place = _other_year(row, year) or _place(row, evaluation)
        if isinstance(place, Problem):
            problems.append(place)
            continue
        project, indicator = place
        problems += _differences(row, project, indicator, renamed)
        for field, written in row.values:
            fact = FactKey(project.id, indicator.id if indicator else "", field)
            given.setdefault(fact, []).append(
                Given(with_unit(written, field, row, project), row, name_in_sentence(field))
            )
    values, unsettled = settle(given, evaluation)
    return values, (*problems, *unsettled)


def _other_year(row: Row, year: int | None) -> Problem | None:
    stated = row.year.strip().removesuffix("度").removesuffix("年")
    if year is None or not stated.isdecimal() or int(stated) == year:
        return None
    message = msg("This row is of {stated}, and the work is of {year}; it is not used.", stated=stated, year=str(year))
    hint = msg("Give the sheet that was made for this year, or correct the year in the row.")
    return Problem("F412", Severity.ERROR, message, hint, row.where, row.shown)


def _differences(
    row: Row, project: Project, indicator: Indicator | None, renamed: set[tuple[str, str]]
) -> Iterator[Problem]:
    """F413 for a target that reads otherwise than in the workbook, and, once a file, for a project's name."""
    if indicator is not None and row.target and key(row.target) != key(indicator.target):
        message = msg(
            "The target in the file is “{there}”, in the workbook “{here}”; the value is taken all the same.",
            there=row.target,
            here=indicator.target,
        )
        hint = msg("Check whether the value was given for the target of this workbook.")
        yield _problem("F413", row, message, hint, Severity.WARNING)
    other = bool(row.code and row.project) and key(row.project) not in project_names(project)
    if other and (row.file, project.id) not in renamed:
        renamed.add((row.file, project.id))
        message = msg(
            "The project is called “{there}” in the file and “{here}” in the workbook; it was matched by its code.",
            there=row.project,
            here=project.title,
        )
        hint = msg("Check whether the file belongs to this workbook.")
        yield _problem("F413", row, message, hint, Severity.WARNING)


def _place(row: Row, evaluation: Evaluation) -> tuple[Project, Indicator | None] | Problem:
    projects = projects_of(row, evaluation)
    if not projects:
        message = msg("No project of the workbook has this code or name.")
        hint = msg("Compare 项目编码 and 项目名称 with the workbook.")
        return _problem("F401", row, message, hint)
    if row.budget:
        if len(projects) > 1:
            message = msg("{count} projects could be meant.", count=len(projects))
            return _problem("F402", row, message, msg("Add the project's code (项目编码)."))
        return projects[0], None
    fits = _narrowed(row, [(one, item) for one in projects for item in one.indicators if _fits(row, item)])
    if len(fits) == 1:
        return fits[0]
    if fits:
        message = msg("{count} indicators could be meant.", count=len(fits))
        return _problem("F402", row, message, msg("Add the project's code (项目编码) and all three tiers."))
    namesakes = any(key(item.tier3) == key(row.tier3) for project in projects for item in project.indicators)
    message = msg("The workbook has no such indicator.")
    hint = msg("Compare the indicator's name and tiers with the workbook.")
    if namesakes and row.tier3:
        hint = msg("An indicator of this name stands under other tiers in the workbook.")
    return _problem("F401", row, message, hint)


def _narrowed(row: Row, fits: list[tuple[Project, Indicator]]) -> list[tuple[Project, Indicator]]:
    """Of several that fit, the one with the same target; of those that agree in that as well, the one so numbered."""
    if len(fits) < 2 or not row.target:
        return fits
    same = [(project, item) for project, item in fits if key(item.target) == key(row.target)]
    if len(same) < 2:
        return same or fits
    numbered = [(project, item) for project, item in same if str(project.indicators.index(item) + 1) == row.number]
    return numbered if len(numbered) == 1 else same


def projects_of(row: Row, evaluation: Evaluation) -> list[Project]:
    """The projects that a row may mean: by its code, else by its name; every one where it names none."""
    every = list(evaluation.department.projects)
    name = key(row.project)
    if row.code:
        coded = [one for one in every if key(one.code) == key(row.code) or one.id == row.code or _is_form(one, row)]
        if coded:
            return coded
        return [project for project in every if not project.code and name and name in project_names(project)]
    if name:
        return [project for project in every if name in project_names(project)]
    return [] if row.strict else every


def _is_form(project: Project, row: Row) -> bool:
    """Whether a row names the department's own form, which has no code, in the place of a code."""
    return project.id == FORM_ID and key(row.code) in project_names(project)


def _fits(row: Row, item: Indicator) -> bool:
    if row.id:
        return item.id == row.id
    if not row.tier3 or not same_name(item.tier3, row.tier3):
        return False
    return same_tiers(row, item, Blank.ONLY_BLANK if row.strict else Blank.ANY_WHERE_WANTED)


def with_unit(text: str, field: str, row: Row, project: Project) -> str:
    """A bare amount keeps its meaning where the file counts in another unit of money than the workbook."""
    month = month_field(field)
    amount = (month.name if month else field).partition(".")[0]
    if amount not in (MONEY if month and row.budget else AMOUNTS) or row.money_unit in {"", project.money_unit}:
        return text
    return f"{text}{row.money_unit}" if parse_number(text) is not None else text


def _problem(code: str, row: Row, message: Message, hint: Message, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(code, severity, message, hint, row.where, row.shown)
