"""Grid → projects and problems: reads a workbook of targets, of filled forms, or a scored one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from selfeval.core.free_names import FreeNames
from selfeval.core.model import FORM_ID, SIGNED, Department, Project
from selfeval.core.problems import NOTHING, CellRef, Problem, SelfEvalError, Severity, msg
from selfeval.core.records import replace
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.grid import Book, Grid
from selfeval.excel.book.refusals import MAX_INDICATORS, all_in_one_cell, too_many_indicators
from selfeval.excel.fillin.labels import is_fill_in
from selfeval.excel.monitoring.read import with_months
from selfeval.excel.monitoring.tables import without_months
from selfeval.excel.scored.read import is_scored, read_scored
from selfeval.excel.tables.blank_forms import without_blank_forms
from selfeval.excel.tables.body.carried_readings import with_readings
from selfeval.excel.tables.body.crowded_cells import crowded
from selfeval.excel.tables.counting import TableCount
from selfeval.excel.tables.department import DepartmentText, read_department
from selfeval.excel.tables.head.codes import split_unit
from selfeval.excel.tables.header import LOOKED_FOR
from selfeval.excel.tables.labels.labels import year_in
from selfeval.excel.tables.mapping import Mapper, candidates
from selfeval.excel.tables.recognised import Recognised
from selfeval.excel.tables.result import ReadResult
from selfeval.excel.tables.sheet import Table, read_tables
from selfeval.excel.tables.signers import with_signers
from selfeval.excel.tables.surveys import with_surveys, without_blocks
from selfeval.excel.tables.taking import Taker
from selfeval.excel.targets.decisions import without_decisions


def read_workbook(path: Path, mapper: Mapper | None = None) -> ReadResult:
    """Read a workbook by its labels.

    Raises:
        SelfEvalError: F101 … F111 where the file cannot be read (see `open_book`), F112 where no sheet holds an
            indicator table, F113 where nothing can be read because formulas lie there without their values, F115
            where there are more indicators than any department has, F117 where all of them stand in one cell, F416
            where it is a workbook for colleagues, F122 where `mapper` names a column that is not there.
    """
    mapper = mapper or Mapper()
    count = TableCount(mapper)
    book = open_book(path, count.look)
    if is_fill_in(book):
        raise SelfEvalError(
            msg("Fill-in workbook"),
            msg(
                "{file} is a fill-in workbook: it holds outcomes, and not all that targets are made of.", file=path.name
            ),
            msg("Give the workbook of targets, and this one with --actuals."),
            "F416",
        )
    return read_scored(book) if is_scored(book) else read_book(book, mapper, count)


def recognise(path: Path, mapper: Mapper | None = None) -> Recognised:
    """How a workbook's tables are understood, also where there is none; errors F101 … F111 as in `read_workbook`."""
    book, mapper = without_decisions(open_book(path)), mapper or Mapper()
    return _account(book, [table for grid in book.sheets for table in read_tables(grid, mapper.overrides(grid))])


def read_book(book: Book, mapper: Mapper | None = None, count: TableCount | None = None) -> ReadResult:
    """Read a workbook of targets or of forms; errors F112, F113 and F122 as in `read_workbook`."""
    mapper = mapper or Mapper()
    book, months = without_months(without_decisions(book))
    book, blocks = without_blocks(book)
    count = count or TableCount(mapper)
    problems = [*_file_problems(book)]
    texts: list[DepartmentText] = []
    tables: list[Table] = []
    rows = 0
    for grid in book.sheets:
        found = count.tables(grid)
        if found and grid.very_hidden:
            problems.append(_very_hidden_sheet(grid))
            continue
        if found and grid.hidden:
            problems.append(_hidden_sheet(grid))
        taker = Taker(grid)
        stop = found[0].first if found else (grid.rows[-1] + 1 if grid.rows else 0)
        text = read_department(grid, stop, taker)
        if text.found:
            texts.append(text)
            problems += taker.problems
        tables += found
        rows += sum(len(table.project.indicators) for table in found)
        if rows > MAX_INDICATORS:
            raise too_many_indicators(grid.title)
    mapper.check(book)
    problems += mapper.problems()
    account = _account(book, tables)
    if (cell := crowded(book, [row for table in tables for row in table.project.indicators])) is not None:
        raise all_in_one_cell(book.name, str(cell))
    tables, elsewhere = with_signers(book, with_surveys(book, tables, blocks))
    everything = tables
    tables = without_blank_forms(_without_department_forms(tables, problems), problems)
    projects = _settle(tables, problems)
    if not any(project.indicators for project in projects):
        raise _nothing_found(book, headed=bool(projects))
    projects, signed = _signed_by_all(projects)
    signed = {**elsewhere, **signed}
    own = [table.project for table in everything if table.whole_department and table not in tables]
    department = replace(_department(texts, tables, projects), form=replace(own[0], id=FORM_ID) if own else None)
    department = with_months(_with_readings(department, problems), months)
    problems += months.problems
    return ReadResult(department, tuple(problems), book.sha256, settings=signed, recognised=account, mapped=mapper.used)


def _signed_by_all(projects: tuple[Project, ...]) -> tuple[tuple[Project, ...], dict[str, str]]:
    """What every form says alike of who signs is said once for all; the rest stays with its project."""
    alike = {name: {project.signed.get(name, "") for project in projects} for name in SIGNED}
    common = {name: texts.pop() for name, texts in alike.items() if len(texts) == 1}
    common = {name: text for name, text in common.items() if text}
    own = ({name: text for name, text in project.signed.items() if name not in common} for project in projects)
    return tuple(replace(project, signed=rest) for project, rest in zip(projects, own, strict=True)), common


def _account(book: Book, tables: list[Table]) -> Recognised:
    layouts = tuple(table.layout for table in tables if table.layout is not None)
    sheets = {layout.sheet for layout in layouts}
    blank = tuple(grid.title for grid in book.sheets if grid.rows and grid.title not in sheets)
    return Recognised(layouts, blank, () if layouts else candidates(book))


def _file_problems(book: Book) -> Iterable[Problem]:
    if book.macros:
        yield Problem(
            "F201",
            Severity.INFO,
            msg("The workbook carries macros; they were not run."),
            NOTHING,
            None,
            book.name,
        )
    yield from book.notes


def _hidden_sheet(grid: Grid) -> Problem:
    return Problem(
        "F203",
        Severity.WARNING,
        msg("The sheet is hidden; its indicators were read."),
        msg("Show the sheet and check whether it belongs to the form."),
        CellRef(grid.title, ""),
    )


def _very_hidden_sheet(grid: Grid) -> Problem:
    return Problem(
        "F203",
        Severity.WARNING,
        msg("The sheet is hidden so that no menu shows it; its indicators were not counted as a project."),
        msg("If it belongs to the form, show it (in Excel with the macro editor, xlSheetVisible) and save."),
        CellRef(grid.title, ""),
    )


def _without_department_forms(tables: list[Table], problems: list[Problem]) -> list[Table]:
    """The projects' tables; the department's own form is left out, and told, unless there is nothing else."""
    own = [table for table in tables if table.whole_department]
    if len(own) == len(tables):
        return tables
    problems += [
        Problem(
            "F206",
            Severity.WARNING,
            msg("This table is the form of the whole department; it is not counted among the projects."),
            msg("To evaluate it, put it into a workbook of its own."),
            CellRef(table.project.sheet, f"A{table.first}"),
        )
        for table in own
    ]
    return [table for table in tables if not table.whole_department]


def _settle(tables: list[Table], problems: list[Problem]) -> tuple[Project, ...]:
    """Give each project its id and put that into its problems."""
    free = FreeNames([FORM_ID])
    projects = []
    for table in tables:
        base = table.project.code or table.project.name or table.project.sheet
        identifier = free.take(base, "{}#{}".format)
        projects.append(replace(table.project, id=identifier))
        problems += [replace(problem, project=identifier) for problem in table.problems]
    return tuple(projects)


def _with_readings(department: Department, problems: list[Problem]) -> Department:
    """The department with the readings that its tables carry from an earlier year, which may hang on this one's."""
    settled = []
    for project in department.projects:
        own, found = with_readings(project, department.year)
        settled.append(own)
        problems += found
    return replace(department, projects=tuple(settled))


def _department(texts: list[DepartmentText], tables: list[Table], projects: tuple[Project, ...]) -> Department:
    text = next((text for text in texts), DepartmentText())
    cells = dict(text.cells)
    unit = next((project.unit for project in projects if project.unit), "")
    code, name = split_unit(unit)
    department = next((project.department for project in projects if project.department), "")
    return Department(
        name=text.name or split_unit(department)[1] or name,
        code=code or split_unit(department)[0],
        year=text.year or _year(texts, tables),
        overall_goal=text.overall_goal,
        budget_total=text.budget_total,
        money_unit=text.money_unit or next((project.money_unit for project in projects), "万元"),
        sub_goals=tuple(text.sub_goals),
        safeguards=tuple(text.safeguards),
        projects=projects,
        cells=cells,
    )


def _year(texts: list[DepartmentText], tables: list[Table]) -> int | None:
    """The budget year: from titles, else from sheet names, else the only year that the goals speak of."""
    for table in tables:
        if table.year:
            return table.year
    for table in tables:
        if year := year_in(table.project.sheet):
            return year
    goals = [text.overall_goal for text in texts] + [goal for table in tables for goal in table.project.goals]
    years = {year for goal in goals if (year := year_in(goal))}
    return years.pop() if len(years) == 1 else None


def _nothing_found(book: Book, *, headed: bool) -> SelfEvalError:
    missing = next((grid.ref(*at) for grid in book.sheets for at, cell in grid.cells.items() if cell.missing), None)
    if missing is not None:
        return SelfEvalError(
            msg("No stored values"),
            msg(
                "{file} holds formulas without their values (first at {cell}), and no indicators could be read.",
                file=book.name,
                cell=str(missing),
            ),
            msg("Open the workbook in Excel or WPS, save it, and try again."),
            "F113",
        )
    if headed:
        message = msg("The indicator tables of {file} have headings, but no indicators below them.", file=book.name)
        hint = msg("Enter the indicators that were approved with the budget, save the workbook, and try again.")
        return SelfEvalError(msg("No indicators found"), message, hint, "F112")
    return _no_table(book)


def _no_table(book: Book) -> SelfEvalError:
    title, message = msg("No indicators found"), msg("No sheet of {file} holds an indicator table.", file=book.name)
    near = candidates(book)
    labels = "、".join(LOOKED_FOR)
    if not near:
        return SelfEvalError(
            title, message, msg("Looked for a row with these headings: {labels}.", labels=labels), "F112"
        )
    rows = "; ".join("、".join(f"{cell.where} {cell.text}" for cell in one.cells[:8]) for one in near)
    hint = msg(
        "Looked for a row with these headings: {labels}. Nearest rows: {rows}. If one of them is the header, say what "
        "its columns hold, such as {example}.",
        labels=labels,
        rows=rows,
        example="--map 三级指标=C --map 指标值=E",
    )
    return SelfEvalError(title, message, hint, "F112")
