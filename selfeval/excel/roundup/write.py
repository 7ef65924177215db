"""汇总.xlsx: files by their end, departments with live sums over their projects, differences, missing units, files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from selfeval.core.records import dataclass
from selfeval.core.roundup.sums import Difference, Expected, FileLine, FormLine, Sums, Unwieldy
from selfeval.excel.paper.style import NO_TIME, Styles
from selfeval.excel.roundup import labels
from selfeval.excel.roundup.across_units import Across, write_across
from selfeval.excel.roundup.departments import Department, write_departments
from selfeval.excel.roundup.lists import Cell, Link, ListSheet
from selfeval.excel.roundup.overview import Counts, Overview, Sheets, write_overview
from selfeval.excel.roundup.pages import Pages

if TYPE_CHECKING:
    from xlsxwriter import Workbook


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
    across: Across
    expected: Sequence[Expected] | None


class _Forms(NamedTuple):
    """The sheets that the projects go to."""

    departments: ListSheet
    pages: Pages
    forms: ListSheet


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
    book.set_properties({"title": roundup.title, "created": NO_TIME})
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

    def sheet(name: str, columns: Sequence[labels.Wide], remark: str = "") -> ListSheet:
        return ListSheet(book, styles, name, f"{title} · {name}", columns, remark)

    departments = sheet(labels.DEPARTMENTS, labels.DEPARTMENT_COLUMNS, labels.HOW_ADDED)
    pages = Pages(sheet(labels.PAGES, labels.PAGE_COLUMNS, labels.HOW_ADDED))
    forms = sheet(labels.FORMS, labels.FORM_COLUMNS, labels.IN_MONEY)
    whole, total, doubtful = _forms(_Forms(departments, pages, forms), roundup.forms)
    unwieldy = sheet(labels.UNWIELDY, labels.UNWIELDY_COLUMNS, labels.IN_MONEY)
    found = doubtful.lines()
    _unwieldy(unwieldy, found, doubtful.left_out)
    _differences(sheet(labels.DIFFERENCES, labels.DIFFERENCE_COLUMNS, labels.LARGEST), roundup.differences)
    write_across(sheet, roundup.across)
    missing = None
    if roundup.expected is not None:
        missing = sheet(labels.MISSING, labels.MISSING_COLUMNS)
        _expected(missing, roundup.expected)
    files = sheet(labels.FILES, labels.FILE_COLUMNS)
    states, passed_over = _files(files, roundup.files)
    counts = Counts(states, passed_over, whole, roundup.expected, [line.title for line, _ in found])
    sheets = Sheets(departments, total, forms, files, missing, unwieldy)
    write_overview(book, Overview(overview, styles, title), counts, sheets)
    return whole


def _forms(sheets: _Forms, lines: Iterable[FormLine]) -> tuple[Sums, int, Unwieldy]:
    """Three sheets at once; the sums over everything, their row (-1 without any form), and amounts in doubt."""
    whole, unwieldy, groups = Sums(), Unwieldy(), []
    forms = sheets.forms
    for name, group in groupby(lines, key=lambda line: line.department):
        first, sums = forms.row, Sums()
        sheets.pages.begin(name)
        for line in group:
            forms.add(_form(line))
            sheets.pages.add(line)
            unwieldy.add(line)
            sums.add(line)
        sheets.pages.end(sums)
        whole.add_all(sums)
        groups.append(Department(name, sums, first, forms.row - 1))
    forms.finish()
    sheets.pages.finish()
    return whole, write_departments(sheets.departments, groups, forms, whole), unwieldy


def _unwieldy(sheet: ListSheet, found: Sequence[tuple[FormLine, str]], left_out: int) -> None:
    for line, why in found:
        title = Link(line.title, line.path, line.sheet, line.cell)
        amounts = (line.initial, line.adjusted, line.executed)
        sheet.add((line.department, line.unit, title, *amounts, labels.DOUBTS[why], Link(line.file, line.path)))
    sheet.left_out += left_out
    sheet.finish()


def _form(line: FormLine) -> tuple[Cell, ...]:
    unit = f"{line.unit_code} {line.unit}".strip()
    return (
        line.department,
        unit,
        line.code,
        Link(line.title, line.path, line.sheet, line.cell),
        line.initial,
        line.adjusted,
        line.executed,
        line.rate,
        line.claimed,
        line.total,
        line.difference,
        line.claimed_grade,
        line.grade,
        line.errors,
        line.warnings,
        line.notes,
        line.adjusted_targets,
        line.indicators,
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


def _files(sheet: ListSheet, lines: Iterable[FileLine]) -> tuple[dict[str, int], int]:
    """How many files ended how, and how many were passed over."""
    states, passed_over = dict.fromkeys(labels.STATES, 0), 0
    for line in lines:
        states[line.state] += 1
        passed_over += line.kind == "passed_over"
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
    return states, passed_over
