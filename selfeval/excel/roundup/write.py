"""汇总.xlsx: files by their end, departments with live sums over their projects, differences, missing units, files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.records import dataclass
from selfeval.core.roundup import Difference, Expected, FileLine, FormLine, Sums
from selfeval.excel.paper.style import Styles
from selfeval.excel.roundup import labels
from selfeval.excel.roundup.departments import department_row, total_row
from selfeval.excel.roundup.lists import Cell, Link, ListSheet
from selfeval.excel.roundup.overview import Counts, Overview, Sheets, write_overview

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zone
"""When the workbook says it was made: the same figures give the same bytes."""


@dataclass(frozen=True, slots=True)
class Roundup:
    """What 汇总 is made of; lines of forms come by department.

    Attributes:
        title: what stands above every sheet.
        complete: whether all files were read; a run that was interrupted says so.
        expected: the bureau's list, None where there is none.
    """

    title: str
    complete: bool
    forms: Iterable[FormLine]
    files: Iterable[FileLine]
    differences: Sequence[Difference]
    expected: Sequence[Expected] | None


def write_roundup(path: Path, roundup: Roundup) -> Sums:
    """Write the workbook and return what all forms come to; `OSError` where the system refuses."""
    import xlsxwriter

    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 10},
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": roundup.title, "created": _DAY})
    whole = _sheets(book, roundup)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        cause = error.args[0] if error.args else None
        raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error
    return whole


def _sheets(book: Workbook, roundup: Roundup) -> Sums:
    styles = Styles(book)
    overview = book.add_worksheet(labels.OVERVIEW)
    mark = "" if roundup.complete else "（未完成：只含已读文件）"
    title = roundup.title + mark

    def sheet(name: str, columns: Sequence[labels.Wide]) -> ListSheet:
        return ListSheet(book, styles, name, f"{title} · {name}", columns)

    departments = sheet(labels.DEPARTMENTS, labels.DEPARTMENT_COLUMNS)
    forms = sheet(labels.FORMS, labels.FORM_COLUMNS)
    whole, total = _forms(departments, forms, roundup.forms)
    _differences(sheet(labels.DIFFERENCES, labels.DIFFERENCE_COLUMNS), roundup.differences)
    missing = None
    if roundup.expected is not None:
        missing = sheet(labels.MISSING, labels.MISSING_COLUMNS)
        _expected(missing, roundup.expected)
    files = sheet(labels.FILES, labels.FILE_COLUMNS)
    states = _files(files, roundup.files)
    counts = Counts(states, whole, roundup.expected)
    write_overview(book, Overview(overview, styles, title), counts, Sheets(departments, total, forms, files, missing))
    return whole


def _forms(departments: ListSheet, forms: ListSheet, lines: Iterable[FormLine]) -> tuple[Sums, int]:
    """Both sheets at once; the sums over everything, and the row in which they stand (-1 without any form)."""
    whole = Sums()
    for name, group in groupby(lines, key=lambda line: line.department):
        first, sums = forms.row, Sums()
        for line in group:
            forms.add(_form(line))
            sums.add(line)
        whole.add_all(sums)
        departments.add(department_row(name, sums, forms, first, departments.row))
    forms.finish()
    last = departments.row - 1
    if last < labels.FIRST:
        departments.finish()
        return whole, -1
    departments.finish(last)
    departments.add(total_row(whole, departments, forms, last), "total")
    return whole, departments.row - 1


def _form(line: FormLine) -> tuple[Cell, ...]:
    rate = Fraction(line.executed) / Fraction(line.adjusted) if line.executed is not None and line.adjusted else None
    unit = f"{line.unit_code} {line.unit}".strip()
    return (
        line.department,
        unit,
        line.code,
        Link(line.title, line.path, line.sheet, line.cell),
        line.initial,
        line.adjusted,
        line.executed,
        rate,
        line.claimed,
        line.total,
        line.difference,
        line.claimed_grade,
        line.grade,
        line.errors,
        line.warnings,
        line.notes,
        line.adjusted_targets,
        line.file,
    )


def _differences(sheet: ListSheet, lines: Sequence[Difference]) -> None:
    for line in lines:
        sheet.add(
            (
                line.unit,
                line.project,
                Link(line.indicator, line.path, line.sheet, line.cell),
                line.target,
                line.actual,
                line.claimed,
                line.score,
                line.amount,
                line.rule,
                line.why,
                Link(line.file, line.path),
            )
        )
    sheet.finish()


def _expected(sheet: ListSheet, lines: Sequence[Expected]) -> None:
    for line in lines:
        sheet.add((line.unit_code, line.unit, line.project_code, line.project, labels.FOUND[line.found]))
    sheet.finish()


def _files(sheet: ListSheet, lines: Iterable[FileLine]) -> dict[str, int]:
    states = dict.fromkeys(labels.STATES, 0)
    for line in lines:
        states[line.state] += 1
        sheet.add(
            (
                Link(line.file, line.path),
                labels.KINDS[line.kind],
                labels.STATES[line.state],
                line.code,
                line.message,
                line.projects,
                line.counted,
                line.errors,
                line.warnings,
                line.notes,
            )
        )
    sheet.finish()
    return states
