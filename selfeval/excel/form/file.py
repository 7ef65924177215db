"""A form as a file: its package, its tables, its formulas; and which table belongs to which project."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from selfeval.core.keys import key
from selfeval.core.model import FORM_ID, Project
from selfeval.core.problems import NOTHING, CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.scoring.results import ProjectResult
from selfeval.excel.book.grid import Place
from selfeval.excel.book.kinds.names import FileKind
from selfeval.excel.form.parts.formulas import Formula, formulas_of
from selfeval.excel.form.parts.package import WholePackage
from selfeval.excel.form.parts.patch import style_at
from selfeval.excel.form.parts.scan import SheetSpots, UnpatchableError, scan
from selfeval.excel.form.parts.styles import restyled
from selfeval.excel.form.parts.sums import Cell
from selfeval.excel.form.places import FormTable, form_tables
from selfeval.excel.tables.header import LOOKED_FOR, find_headers

_SIGNATURES = "_xmlsignatures/"
Pair = tuple[FormTable, ProjectResult]


class Form:
    """The form's package, its tables, its formulas."""

    def __init__(self, package: WholePackage, path: Path) -> None:
        self.package, self.path = package, path
        self.names = {grid.title: package.sheets[grid.title] for grid in package.book.sheets}
        with zipfile.ZipFile(io.BytesIO(package.data)) as archive:
            self.parts = {part: archive.read(part) for part in self.names.values()}
            self.signed = any(name.startswith(_SIGNATURES) for name in archive.namelist())
        if len(set(self.names.values())) != len(package.book.sheets):
            raise self.refused()
        try:
            self.spots = {title: scan(self.parts[part]) for title, part in self.names.items()}
        except UnpatchableError as error:
            raise self.refused() from error
        self.tables = [
            table for grid in package.book.sheets for table in form_tables(grid, _used(self.spots[grid.title]))
        ]

    def formats(self, title: str, places: Iterable[Place]) -> dict[Place, str]:
        """The number formats of cells, blank ones included."""
        codes = self.package.formats
        styles = {place: style_at(self.spots[title], *place) for place in places}
        return {place: codes[style] if style < len(codes) else "General" for place, style in styles.items()}

    def styles(self, wanted: Mapping[str, Mapping[Place, str]]) -> tuple[bytes, dict[str, dict[Place, int]]]:
        """The styles part with the formats that cells of each sheet are to get, and their new styles; b"" without any.

        Raises:
            UnpatchableError: nothing can be added to the part with certainty.
        """
        wishes = {
            (title, place): (style_at(self.spots[title], *place), code)
            for title, codes in wanted.items()
            for place, code in codes.items()
        }
        if not wishes:
            return b"", {}
        with zipfile.ZipFile(io.BytesIO(self.package.data)) as archive:
            part = archive.read(self.package.styles) if self.package.styles else b""
        data, numbers = restyled(part, wishes.values())
        found: dict[str, dict[Place, int]] = {}
        for (title, place), wish in wishes.items():
            found.setdefault(title, {})[place] = numbers[wish]
        return data, found

    def formulas(self) -> dict[Cell, Formula]:
        """Every formula of the workbook."""
        return {
            (title, *place): formula
            for title, part in self.names.items()
            for place, formula in formulas_of(self.parts[part]).items()
        }

    def notes(self) -> list[Problem]:
        """What is to be said about the form as a whole."""
        found = []
        if self.package.kind is FileKind.XLSM:
            message = msg("The form carries macros; they were copied and not run.")
            found.append(Problem("F201", Severity.INFO, message, NOTHING, None, self.path.name))
        if self.signed:
            message = msg("The form carries a digital signature, which no longer holds once it is filled.")
            hint = msg("Ask the bureau for a form without one if that matters.")
            found.append(Problem("F531", Severity.WARNING, message, hint, None, self.path.name))
        return found

    def protected(self, titles: Iterable[str]) -> list[Problem]:
        """A word about each sheet that is protected and was filled."""
        message = msg("The sheet is protected; its cells were filled and stay protected.")
        return [
            Problem("F530", Severity.INFO, message, NOTHING, CellRef(title, ""))
            for title in titles
            if self.spots[title].protected
        ]

    def refused(self) -> SelfEvalError:
        """F532: something else would change."""
        return SelfEvalError(
            msg("Form not filled"),
            msg("{file} cannot be filled without changing something else in it; nothing was written.",
                file=self.path.name),
            msg("Save it again in Excel or WPS and try once more, or hand in the scored workbook."),
            "F532",
        )  # fmt: skip


def _used(spots: SheetSpots) -> dict[int, set[int]]:
    return {number: {cell.column for cell in row.cells} for number, row in spots.rows.items() if row.cells}


def assign(form: Form, results: tuple[ProjectResult, ...]) -> tuple[list[Pair], list[Problem], bool]:
    """Which table is whose, what is wrong with that, and whether each project gets a copy of its own."""
    tables = [table for table in form.tables if not table.whole_department]
    own, problems = _department(form, results)
    if not tables:
        if not own and not problems:
            raise _no_table(form)
        if not own and not _form_of(results):
            raise _no_layout(form)
        return own, problems, False
    listed = tuple(result for result in results if result.project.id != FORM_ID)
    pairs, more, copies = _of_projects(form, tables, listed)
    return pairs + own, problems + more, copies


def _of_projects(
    form: Form, tables: list[FormTable], results: tuple[ProjectResult, ...]
) -> tuple[list[Pair], list[Problem], bool]:
    owners = {
        index: [result for result in results if _is_of(table, result.project)] for index, table in enumerate(tables)
    }
    pairs = [(tables[index], found[0]) for index, found in owners.items() if len(found) == 1]
    blank = [table for index, table in enumerate(tables) if not owners[index] and not (table.code or table.name)]
    if not pairs and len(blank) == len(tables):
        if len(blank) > 1:
            raise _several_blank(form, blank)
        return [(blank[0], result) for result in results], [], True
    placed = [result.project.id for _, result in pairs]
    twice = {identifier for identifier in placed if placed.count(identifier) > 1}
    pairs = [(table, result) for table, result in pairs if result.project.id not in twice]
    problems = [_foreign(table) for index, table in enumerate(tables) if not owners[index] and table not in blank]
    problems += [
        _homeless(result.project, several=result.project.id in twice)
        for result in results
        if all(result.project.id != other.project.id for _, other in pairs)
    ]
    return pairs, problems, False


def _form_of(results: tuple[ProjectResult, ...]) -> ProjectResult | None:
    """The department's own form among the results, None where the pack lays none out and the workbook has none."""
    return next((result for result in results if result.project.whole_department), None)


def _department(form: Form, results: tuple[ProjectResult, ...]) -> tuple[list[Pair], list[Problem]]:
    """The table of the whole department with what fills it, and what is said of one that nothing fills."""
    tables, own = [table for table in form.tables if table.whole_department], _form_of(results)
    if own is not None and len(tables) == 1:
        return [(tables[0], own)], []
    if own is not None and tables:
        return [], [_homeless(own.project, several=True)]
    return [], [_department_form(table) for table in tables]


def _is_of(table: FormTable, project: Project) -> bool:
    """By code where both have one, else by name; a blank table by its title line or its sheet."""
    if table.code and project.code:
        return key(table.code) == key(project.code)
    names = {key(project.name), key(project.title)} - {""}
    if table.name:
        return key(table.name) in names
    if table.code:
        return False
    return any(key(title) in names | ({key(project.code)} - {""}) for title in table.titles)


def _department_form(table: FormTable) -> Problem:
    message = msg("This table is the form of the whole department; it was left as it is.")
    return Problem("F521", Severity.WARNING, message, _layout_hint(), CellRef(table.grid.title, ""))


def _layout_hint() -> Message:
    return msg("Choose scoring rules that lay the department's form out ([[department_rows]]), or fill it in by hand.")


def _foreign(table: FormTable) -> Problem:
    message = msg(
        "The evaluation has no project “{name}”; this table was left as it is.", name=table.name or table.code
    )
    hint = msg("Compare 项目编码 and 项目名称 of the form with the evaluation.")
    return Problem("F521", Severity.WARNING, message, hint, CellRef(table.grid.title, ""), table.name or table.code)


def _homeless(project: Project, *, several: bool) -> Problem:
    message = msg("The form has no table for the project {project}.", project=project.title)
    hint = msg("Give a blank form, or write the project's code or name into its table.")
    if several:
        message = msg("The form has several tables for the project {project}; none was filled.", project=project.title)
        hint = msg("Leave one of them.")
    return Problem("F522", Severity.ERROR, message, hint, None, project.code or project.title, project.id)


def _no_table(form: Form) -> SelfEvalError:
    message = msg("No sheet of {file} holds an indicator table.", file=form.path.name)
    if any(header.is_list for grid in form.package.book.sheets for header in find_headers(grid)):
        message = msg("{file} is a list with a row for each indicator of many projects; such a list is not filled.",
                      file=form.path.name)  # fmt: skip
        hint = msg("Hand in the scored workbook (leave --template out), or copy from it into the list.")
        return SelfEvalError(msg("No table to fill"), message, hint, "F112")
    hint = msg("Looked for a row with these headings: {labels}.", labels="、".join(LOOKED_FOR))
    return SelfEvalError(msg("No table to fill"), message, hint, "F112")


def _no_layout(form: Form) -> SelfEvalError:
    message = msg("{file} holds only the form of a whole department.", file=form.path.name)
    return SelfEvalError(msg("No table to fill"), message, _layout_hint(), "F112")


def _several_blank(form: Form, blank: list[FormTable]) -> SelfEvalError:
    return SelfEvalError(
        msg("Several blank tables"),
        msg("{file} holds {count} blank tables; which one is whose cannot be known.",
            file=form.path.name, count=len(blank)),
        msg("Write the project's code or name into each, or leave one blank table: it is filled once a project."),
        "F520",
    )  # fmt: skip
