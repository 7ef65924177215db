"""A document → the targets it states: everything recognised, what is doubtful, and what could not be placed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from selfeval.core.problems import Severity, msg
from selfeval.document.recognised.account import unplaced
from selfeval.document.recognised.agreement import agree, sums
from selfeval.document.recognised.department import department_part
from selfeval.document.recognised.found import DepartmentPart, ProjectPart, Targets
from selfeval.document.recognised.parts import Parts, parted
from selfeval.document.recognised.projects import SegmentRead, read_segment, worst_first
from selfeval.document.refusals import MAX_ROWS, no_targets, pictured, too_many_rows, two_documents
from selfeval.document.values import Document, Line, Notes, Table
from selfeval.excel.tables.department import NAME
from selfeval.excel.tables.head.codes import split_unit
from selfeval.excel.tables.labels.labels import title_year

Written = Callable[[DepartmentPart, Sequence[ProjectPart]], Sequence[str]]
"""The texts that the workbook of these parts holds."""


def recognised(document: Document, written: Written) -> Targets:
    """Recognise a document's targets.

    Raises:
        SelfEvalError: F606 no table of indicators, F604 where there are pictures instead, F605 more rows than any
            real document, F607 the documents of two departments.
    """
    path = Path(document.name)
    if sum(block.rows if isinstance(block, Table) else 1 for block in document.blocks) > MAX_ROWS:
        raise too_many_rows(path)
    notes = Notes(document.name, list(document.problems))
    parts = parted(document.blocks)
    reads = [read_segment(segment, number, notes) for number, segment in enumerate(parts.segments, start=1)]
    projects = [project for read in reads for project in read.projects]
    if not any(project.rows for project in projects):
        raise pictured(path) if any(problem.code == "F616" for problem in notes.problems) else no_targets(path)
    department = department_part(parts.rest)
    _one_document(parts, department, path)
    _name(department, projects)
    _title(department, reads)
    _tell_empty(reads, notes)
    agree(department, projects, parts.entries, notes)
    total = sums(department, projects, notes)
    lost = unplaced(parts, reads, document, written(department, projects))
    return Targets(
        document, department, tuple(projects), tuple(parts.entries), total, worst_first(notes.problems), lost
    )


def _one_document(parts: Parts, department: DepartmentPart, path: Path) -> None:
    """F607 where the cover of a second department's document follows, or its goals come once more."""
    names = []
    for block in parts.rest:
        found = NAME.match("".join(block.text.split()).removesuffix("编制")) if isinstance(block, Line) else None
        if found and found[1] not in names:
            names.append(found[1])
    overall = [section for section in department.sections if section.key == "overall" and section.texts]
    if len(overall) > 1 and len(names) > 1:
        raise two_documents(path, names[0], names[-1])


def _title(department: DepartmentPart, reads: Sequence[SegmentRead]) -> None:
    """A heading over several tables is the title, where there is no other one; the year is that of all tables."""
    for read in reads:
        if read.heading is not None and department.title is None:
            department.title = read.heading
            department.year = department.year or title_year(read.heading.text)
    years = {table.year for read in reads for table in read.tables if table.year}
    if department.year is None and len(years) == 1:
        department.year = years.pop()


def _name(department: DepartmentPart, projects: Sequence[ProjectPart]) -> None:
    if not department.name:
        unit = next((part.project.department or part.project.unit for part in projects), "")
        department.name = split_unit(unit)[1]


def _tell_empty(reads: Sequence[SegmentRead], notes: Notes) -> None:
    """F630 for a table with a heading of its own in which no indicator was found."""
    for read in reads:
        if not any(project.rows for project in read.projects):
            block = read.segment.blocks[0]
            place = block.place if isinstance(block, Line) else block.cells[0].place
            text = block.text if isinstance(block, Line) else block.cells[0].text
            message = msg("No indicator was found in the table “{name}”.", name=text)
            hint = msg("Its header may have other words; type the indicators into the workbook.")
            notes.tell("F630", Severity.ERROR, message, hint, place, text)
