"""Fills the finance bureau's own form with the facts and scores of an evaluation.

Only the sheet parts whose cells change are written anew, cell by cell; everything else of the package stays byte for
byte. What comes out is held against what went in before anybody gets it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from selfeval.core.model import Project
from selfeval.core.problems import NOTHING, Message, Problem, Severity, msg
from selfeval.core.records import dataclass
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.excel.book.grid import Place
from selfeval.excel.book.kinds.names import FileKind
from selfeval.excel.book.refusals import DAMAGE
from selfeval.excel.form.entries import Entry, TableFill
from selfeval.excel.form.file import Form, Pair, assign
from selfeval.excel.form.guard import compare
from selfeval.excel.form.heights import tell_cut_off
from selfeval.excel.form.parts.check import Changes, differences
from selfeval.excel.form.parts.formulas import stale
from selfeval.excel.form.parts.package import WholePackage, open_package
from selfeval.excel.form.parts.patch import patch_sheet, recalculating
from selfeval.excel.form.parts.scan import UnpatchableError
from selfeval.excel.form.parts.sums import Cell
from selfeval.excel.form.places import FormTable
from selfeval.excel.form.table_fill import TableFiller


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One workbook to be handed in.

    Attributes:
        projects: ids of the projects it holds.
        copy: whether it is one project's copy of a form that serves for every project.
        suffix: `.xlsx`, or `.xlsm` where the form carries macros.
        entries: every cell that was written.
    """

    projects: tuple[str, ...]
    copy: bool
    suffix: str
    data: bytes
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """The filled forms, and everything that must be said about them; errors for projects that no form holds."""

    forms: tuple[FilledForm, ...]
    problems: tuple[Problem, ...]


def fill_template(path: Path, assessment: Assessment, *, force: bool = False) -> Filling:
    """Fill the form at `path`: one workbook, or one copy for each project where the form is blank.

    Values that the form already holds are kept, and told, unless `force`; formulas are always kept.

    Raises:
        SelfEvalError: F101 … F110 the form cannot be read, F112 it has no table, F520 it has several blank ones,
            F532 it cannot be filled without changing something else.
    """
    form = Form(open_package(path), path)
    pairs, problems, copies = assign(form, assessment.projects)
    problems += form.notes()
    forms: list[FilledForm] = []
    for group in _groups(pairs, copies=copies):
        filled = _fill(form, group, assessment, problems, force=force, copy=copies)
        if filled is not None:
            forms.append(filled)
    return Filling(tuple(forms), tuple(dict.fromkeys(problems)))


def _groups(pairs: list[Pair], *, copies: bool) -> list[list[Pair]]:
    """What goes into one workbook: with a blank form one project each, and the department's own form by itself."""
    return [[pair] for pair in pairs] if copies else [pairs]


def _fill(
    form: Form, group: list[Pair], assessment: Assessment, problems: list[Problem], *, force: bool, copy: bool
) -> FilledForm | None:
    """One output; None where nothing can be written. Adds to `problems`."""
    fills: list[tuple[FormTable, ProjectResult, TableFill]] = []
    for table, result in group:
        places = {*table.places.values(), *(place for slot in table.slots for place in slot.places.values())}
        formats = form.formats(table.grid.title, places)
        date1904 = form.package.date1904
        filler = TableFiller(table, assessment, result, formats, force=force, date1904=date1904)
        fills.append((table, result, filler.fill()))
    values: dict[str, dict[Place, str | Decimal]] = {}
    looks: dict[str, dict[Place, str]] = {}
    for table, result, fill in fills:
        values.setdefault(table.grid.title, {}).update(fill.values)
        looks.setdefault(table.grid.title, {}).update(fill.formats)
        problems += fill.problems
        problems += tell_cut_off(table.grid, form.spots[table.grid.title], fill.values, result.project.id)
    done = [(table, result, fill) for table, result, fill in fills if fill.values]
    if not done:
        if not any(fill.problems for _, _, fill in fills):
            problems.append(_nothing_left(form))
        return None
    problems += form.protected({table.grid.title: 0 for table, _, _ in done})
    data, results = _written(form, {title: places for title, places in values.items() if places}, looks)
    for table, result, fill in fills:
        problems += _formulas_kept(table, result.project, fill, results)
    suffix = ".xlsm" if form.package.kind is FileKind.XLSM else ".xlsx"
    entries = tuple(entry for _, _, fill in done for entry in fill.written.values())
    return FilledForm(tuple(result.project.id for _, result, _ in done), copy, suffix, data, entries)


def _written(
    form: Form, values: Mapping[str, Mapping[Place, str | Decimal]], formats: Mapping[str, Mapping[Place, str]]
) -> tuple[bytes, dict[Cell, Decimal | None]]:
    """The package with these cells and number formats, and what its formulas give now.

    F532 where anything else would differ.
    """
    changed = {(title, *place): value for title, places in values.items() for place, value in places.items()}
    formulas = form.formulas()
    numbers = {
        (grid.title, *place): cell.value for grid in form.package.book.sheets for place, cell in grid.cells.items()
    }
    numbers |= {cell: value if isinstance(value, Decimal) else None for cell, value in changed.items()}
    results = stale(formulas, changed, numbers)
    by_sheet: dict[str, dict[Place, Decimal | None]] = {}
    for (title, row, column), number in results.items():
        by_sheet.setdefault(title, {})[row, column] = number
    try:
        look, styles = form.styles(formats)
        changes = Changes(
            {form.names[title]: list(places) for title, places in values.items()},
            {form.names[title]: list(places) for title, places in by_sheet.items()},
            form.package.workbook,
            {form.names[title]: list(places) for title, places in styles.items()},
            form.package.styles if look else "",
        )
        parts = {
            form.names[title]: patch_sheet(
                form.parts[form.names[title]], values.get(title, {}), by_sheet.get(title, {}), styles.get(title, {})
            )
            for title in {*values, *by_sheet}
        }
        if look:
            parts[form.package.styles] = look
        data = _packed(form.package, parts, recalculate=any(number is None for number in results.values()))
        if differences(form.package.data, data, changes):
            raise form.refused()
    except (UnpatchableError, *DAMAGE) as error:
        raise form.refused() from error
    return data, results


def _packed(package: WholePackage, parts: Mapping[str, bytes], *, recalculate: bool) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package.data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = parts.get(info.filename) or old.read(info)
            if recalculate and info.filename == package.workbook:
                data = recalculating(data)
            copy = zipfile.ZipInfo(info.filename, info.date_time)
            copy.compress_type, copy.external_attr = info.compress_type, info.external_attr
            new.writestr(copy, data)
    return out.getvalue()


def _formulas_kept(
    table: FormTable, project: Project, fill: TableFill, results: Mapping[Cell, Decimal | None]
) -> Iterable[Problem]:
    for place, (wanted, indicator) in fill.kept.items():
        cell = (table.grid.title, *place)
        held = table.grid.cell(*place)
        found = results.get(cell, held.value if held else None)
        code, severity, message = "F526", Severity.INFO, _same_message()
        hint = NOTHING
        if found is None:
            message = msg("The form has a formula here; it was kept. It should show {wanted}.", wanted=wanted.text)
            hint = msg("Open the form in Excel or WPS and compare.")
        elif not compare(wanted, found):
            code, severity = "F527", Severity.WARNING
            message = msg("The form's formula was kept; it gives {found}, the evaluation {wanted}.",
                          found=found, wanted=wanted.text)  # fmt: skip
            hint = msg("Ask the bureau which of the two counts.")
        yield Problem(code, severity, message, hint, table.grid.ref(*place), wanted.text, project.id, indicator)


def _nothing_left(form: Form) -> Problem:
    message = msg("The form says all of it already; there was nothing to write.")
    return Problem("F536", Severity.INFO, message, NOTHING, None, form.path.name)


def _same_message() -> Message:
    return msg("The form has a formula here; it was kept, and gives the same as the evaluation.")
