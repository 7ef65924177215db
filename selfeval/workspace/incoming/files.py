"""Brings actuals in from another file: a table (.csv), JSON, or any workbook that has them.

What a file says is taken as text, exactly as written; reading it as a number is the core's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from selfeval.core.evaluation import INDICATOR_FIELDS, PROJECT_FIELDS, Evaluation
from selfeval.core.model import Project
from selfeval.core.problems import CellRef, Problem, SelfEvalError, Severity, about_file, msg
from selfeval.core.scoring.assessment import budget_year
from selfeval.excel.book.kinds.names import ENDINGS, FileKind
from selfeval.workspace import source
from selfeval.workspace.incoming.csv_rows import has_header, rows_of_table
from selfeval.workspace.incoming.json_rows import rows_of_json
from selfeval.workspace.incoming.matching import match
from selfeval.workspace.incoming.row import Row, Values
from selfeval.workspace.incoming.sheet_rows import rows_of_sheets

MAX_TEXT = 50 * 1024 * 1024
"""Bytes; a longer table of actuals is none."""

_FROM_WORKBOOK = tuple(name for name in INDICATOR_FIELDS if name not in {"reading", "weight"})
"""Facts taken from another workbook; how a target is read and weighed stays the business of the first one."""


def read_actuals(*paths: Path, evaluation: Evaluation, year: int | None = None) -> tuple[Values, tuple[Problem, ...]]:
    """The facts in files of actuals that belong to this evaluation, and what was wrong with the rest.

    A text is a table with the columns 项目编码 (or 项目名称), 一级指标, 二级指标, 三级指标,
    实际完成值, 偏差原因, 佐证, 不适用, 份额; rows whose 一级指标 is 预算 hold the budget: 三级指标 names the amount
    (年初预算数, 全年预算数, 全年执行数) or the checkpoint (3月底 …), 二级指标 the source of money. JSON has the
    form that docs/readings.md shows. Anything else is a workbook: a fill-in workbook, whose rows must state project and
    tiers, or one that is read as forms are. The name of a file does not matter (F215). Blank cells enter nothing. Rows
    that state another year than `year` (that of the evaluation unless given) are not used.

    Problems: F401 … F403, F412, F413, F415 as for `match`, F404 a column, key or value that is not used, F405 the
    encoding had to be assumed, F406 no actuals in a file, F414 how many rows of a fill-in workbook are blank.

    Raises:
        SelfEvalError: F101 … F113 it cannot be opened, F407 it is broken (with the line), F408 it is too long.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    for path, name in zip(paths, _names(paths), strict=True):
        with about_file(path):
            own, found = _rows(path, name)
        rows += [replace(row, file=name) for row in own]
        problems += found
        if not own:
            message = msg("There are no actuals in {name}.", name=name)
            hint = msg("Fill in the column 实际完成值, then try again.")
            problems.append(Problem("F406", Severity.WARNING, message, hint, CellRef(name, "")))
    values, unmatched = match(rows, evaluation, year=year or budget_year(evaluation))
    return values, (*problems, *unmatched)


def _names(paths: Sequence[Path]) -> list[str]:
    """What each file is called in problems: its name, with folders and number as far as needed to tell them apart."""
    names = [path.name for path in paths]
    if len(set(names)) < len(names):
        names = [f"{path.absolute().parent.name}/{path.name}" for path in paths]
    return [name if names.count(name) == 1 else f"{name} ({place})" for place, name in enumerate(names, 1)]


def _rows(path: Path, name: str) -> tuple[list[Row], tuple[Problem, ...]]:
    """The rows of a file of any kind: its content decides what it is, whatever its name says."""
    from selfeval.excel.book.any_kind import read_plain  # only for csv and workbooks: zipfile and xml

    _not_too_long(path)
    plain = read_plain(path)
    if plain is None:
        return rows_of_sheets(path, name) or _rows_of_workbook(path)
    kind, text, notes = plain
    if kind is not FileKind.JSON and path.suffix.lower() in ENDINGS[FileKind.JSON] and not has_header(text):
        kind = FileKind.JSON  # broken, so that it does not look like it any more
    rows, problems = _rows_of_json(text, name) if kind is FileKind.JSON else _rows_of_text(path, text, name)
    return rows, (*notes, *(problem for problem in problems if problem not in notes))


def _not_too_long(path: Path) -> None:
    source.file_hash(path)  # says in the person's words why a file cannot be read
    if path.stat().st_size > MAX_TEXT:
        raise SelfEvalError(
            msg("File too long"),
            msg("{name} is far longer than any table of actuals.", name=path.name),
            msg("Check that this is the right file."),
            "F408",
        )


def _rows_of_json(text: str, name: str) -> tuple[list[Row], tuple[Problem, ...]]:
    return rows_of_json(text, name)


def _rows_of_text(path: Path, text: str, name: str) -> tuple[list[Row], tuple[Problem, ...]]:
    """The rows of a table of actuals; of a text without its header, those of the form that it may be."""
    try:
        return rows_of_table(text, name)
    except SelfEvalError as error:
        if has_header(text):
            raise
        try:
            return _rows_of_workbook(path)
        except SelfEvalError:
            raise error from None


def _rows_of_workbook(path: Path) -> tuple[list[Row], tuple[Problem, ...]]:
    """One row for each indicator that has an actual, and one for the budget of each project."""
    reading = source.read_source(path, main=False)
    blank = Evaluation(reading.department)
    rows: list[Row] = []
    for project in reading.department.projects:
        rows += _rows_of_project(project, blank)
    return rows, tuple(reading.problems)


def _rows_of_project(project: Project, blank: Evaluation) -> list[Row]:
    rows = []
    watched = any((project.monitored, *(item.monitored for item in project.indicators)))
    names = tuple(project.monitored) if watched else PROJECT_FIELDS  # a form of monitoring repeats the budget
    facts = tuple((name, text) for name in names if (text := blank.value(project, name).strip()))
    if facts:
        rows.append(
            Row(
                project.where("executed"),
                facts,
                project.code,
                project.title,
                budget=True,
                money_unit=project.money_unit,
            )
        )
    for item in project.indicators:
        values = tuple(
            (name, text)
            for name in (*_FROM_WORKBOOK, *item.monitored)
            if (text := blank.indicator_value(project, item, name).strip())
        )
        if values:
            where = item.where("actual") or CellRef(project.sheet, "")
            rows.append(Row(where, values, project.code, project.title, item.tier1, item.tier2, item.tier3))
    return rows
