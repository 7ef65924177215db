"""A file of whatever kind as a department: workbooks, fill-in workbooks, published documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from selfeval.core.checks.registry import Stage
from selfeval.core.checks.round import stage_of
from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department, Indicator
from selfeval.core.problems import CellRef, Problem, SelfEvalError, Severity
from selfeval.core.records import dataclass
from selfeval.document.recognised.found import ProjectPart
from selfeval.excel.book.kinds.names import ENDINGS, WORKBOOKS, FileKind
from selfeval.excel.book.kinds.xlsx import read_xlsx
from selfeval.excel.read import read_book
from selfeval.portfolio.batch.record import InputKind
from selfeval.workspace.incoming.documents.targets import Imported, read_targets
from selfeval.workspace.source import Reading, Source, fresh, read_source

_NO_WORKBOOK = frozenset({"F105", "F106", "F112"})
"""What the reader of workbooks says of documents, among others."""

_NO_DOCUMENT = frozenset({"F601", "F101", "F102", "F103", "F107"})
_NO_TARGETS = frozenset({"F606", "F607"})
_WORKBOOKS = WORKBOOKS - {*ENDINGS[FileKind.HTML], ".txt"}
"""Of a text that is called a workbook, the reader of workbooks says what is wrong."""

FILL_IN = "F416"


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: its kind, how far its evaluation is, and what was doubtful while it was read."""

    kind: InputKind
    stage: Stage
    evaluation: Evaluation
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]


def found_in(path: Path) -> Found:
    """Read a file as what it is.

    Raises:
        SelfEvalError: F1…, F4…, F6… it cannot be read, or is a fill-in workbook (F416).
    """
    try:
        reading = read_source(path, main=False)
    except SelfEvalError as error:
        if error.code not in _NO_WORKBOOK:
            raise
        reading, doubts = _document(path, error)
        kind = InputKind.DOCUMENT
    else:
        doubts = reading.problems
        kind = InputKind.SCORED if reading.source.scored else InputKind.UNKNOWN
    evaluation = fresh(reading)
    stage = stage_of(evaluation)
    if kind is InputKind.UNKNOWN:
        kind = _kind(reading.department, stage)
    grave = tuple(problem for problem in doubts if problem.severity is not Severity.INFO)
    return Found(kind, stage, evaluation, reading.problems, grave)


def _kind(department: Department, stage: Stage) -> InputKind:
    if all(project.whole_department for project in department.projects):
        return InputKind.DEPARTMENT
    return InputKind.FILLED if stage is Stage.FILLED else InputKind.TARGETS


def _document(path: Path, workbook: SelfEvalError) -> tuple[Reading, tuple[Problem, ...]]:
    """The targets of a published document; the refusal as a workbook where it is no document either."""
    try:
        imported = read_targets(path)
        read = read_book(read_xlsx(imported.data, path))
    except SelfEvalError as error:
        named = path.suffix.lower() in _WORKBOOKS and error.code in _NO_TARGETS
        if named or error.code in _NO_DOCUMENT:
            raise workbook from error
        raise
    department = _placed(read.department, imported)
    return Reading(department, imported.doubts, Source(path, "")), imported.doubts


def _placed(department: Department, imported: Imported) -> Department:
    """The department with pages and lines of the document instead of cells of a workbook that nobody has."""
    parts = [part for part in imported.targets.projects if part.rows]
    if len(parts) != len(department.projects):
        return replace(department, cells={})
    projects = []
    for project, part in zip(department.projects, parts, strict=True):
        rows = _rows(project.indicators, part)
        cells = {name: CellRef("", str(place)) for name, place in part.places.items() if not name.startswith("row.")}
        projects.append(replace(project, indicators=rows, cells=cells))
    return replace(department, cells={}, projects=tuple(projects))


def _rows(rows: tuple[Indicator, ...], part: ProjectPart) -> tuple[Indicator, ...]:
    numbers = [number for number, row in enumerate(part.rows, 1) if not row.id.startswith("execution.")]
    if len(numbers) != len(rows):
        return tuple(replace(row, cells={}) for row in rows)
    placed = []
    for row, number in zip(rows, numbers, strict=True):
        place = part.places.get(f"row.{number}")
        cells = {name: CellRef("", str(place)) for name in row.cells} if place is not None else {}
        placed.append(replace(row, cells=cells))
    return tuple(placed)
