"""The workbook as it should be: built again from its own record, or from the facts that are read in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Claimed, Department
from selfeval.core.problems import CellRef, Problem, Severity, Translate, msg, untranslated
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.book.grid import Book, Grid
from selfeval.excel.book.kinds.xlsx import read_xlsx
from selfeval.excel.book.look import BookLook, read_look
from selfeval.excel.book.refusals import DAMAGE
from selfeval.excel.paper.labels import LIVE
from selfeval.excel.paper.page import Figure
from selfeval.excel.paper.style import NO_TIME
from selfeval.excel.scored.about_read import find_about, read_about
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.record import (
    OtherVersionError,
    Record,
    RecordError,
    digest,
    language_of,
    layout_of,
    read_record,
)
from selfeval.excel.scored.write import Provenance, build
from selfeval.excel.tables.result import ReadResult

NOBODY = Provenance("", "", "", "", NO_TIME)


@dataclass(frozen=True)
class Expected:
    """What `verify` holds a workbook against.

    Attributes:
        book, data: the workbook built again.
        facts: what is read in it.
        written: the assessment that it was written from; `now` that of the facts as they stand in it today, the same
            value where no fact was changed.
        figures: what the facts of today give.
        record: what it was built from; None where the workbook has none, so that only its own facts are known.
        untouched: the workbook has the same parts, byte for byte.
        writer: the program that wrote the workbook in another layout than this one does; None where it is the same.
    """

    book: Book
    data: bytes
    facts: ReadResult
    written: Assessment
    now: Assessment
    figures: tuple[Figure, ...]
    record: Record | None
    untouched: bool = False
    writer: str | None = None

    @property
    def changed(self) -> bool:
        """Whether a fact is no longer the one that the workbook was written from."""
        return self.now is not self.written

    @cached_property
    def formulas(self) -> Mapping[CellRef, str]:
        """The formulas as written, by cell."""
        return read_formulas(self.data)

    @cached_property
    def look(self) -> BookLook:
        """How it should look."""
        return read_look(self.data)


def expected(
    book: Book, pack: RulePack, result: ReadResult, languages: Sequence[Translate], found: bytes | None = None
) -> tuple[Expected, list[Problem]]:
    """What a scored workbook is held against, and S519 where its record was changed or taken away.

    `found` are its bytes.
    """
    record, problems, writer = recorded(book)
    live = is_live(book)
    if record is None:
        now = assess(evaluation_of(result), pack)
        data, figures = build(now, (), NOBODY, translate=languages[0], values_only=not live)
        rebuilt = read_xlsx(data, Path(book.name))
        return Expected(rebuilt, data, result, now, now, figures, None, writer=writer), problems
    translate = next((one for one in languages if language_of(one) == record.language), untranslated)
    written = assess(record.evaluation, pack)
    data, figures = build(
        written, record.problems, NOBODY, translate=translate, values_only=not record.live, record=record
    )
    if found is not None and same_parts(found, data):
        return Expected(book, data, result, written, written, figures, record, untouched=True), problems
    rebuilt = read_xlsx(data, Path(book.name))
    facts, now = read_scored(rebuilt), written
    if _bare(facts) != _bare(result) and _ids(facts) == _ids(result):
        now = assess(evaluation_of(result), pack)
        figures = figures_of(now, live=record.live)
    return Expected(rebuilt, data, facts, written, now, figures, record, writer=writer), problems


def same_parts(data: bytes, other: bytes) -> bool:
    """Whether two packages have the same parts, byte for byte, but for their document properties."""
    try:
        return _parts(data) == _parts(other)
    except DAMAGE:
        return False


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.startswith("docProps/")}


def recorded(book: Book) -> tuple[Record | None, list[Problem], str | None]:
    """The record of a scored workbook, what is wrong with it, and who wrote the workbook in another layout.

    None in workbooks that have none, and with S519 where it is a bad one.
    """
    grid = find_about(book)
    about = read_about(grid) if grid is not None else None
    expected_hash = about.basic.get("record", "") if about is not None else ""
    if grid is None or about is None or not (about.record or expected_hash):
        return None, [], None
    try:
        record = read_record(about.record, expected_hash)
    except OtherVersionError as error:
        return None, [], error.tool
    except RecordError:
        message = msg("核对记录 was changed or taken away, so texts that stand in one place only cannot be verified.")
        hint = msg("Take the copy that the program wrote, or open this one in the program and write it again.")
        cells = about.record_cells or [CellRef(grid.title, "")]
        told = [Problem("S519", Severity.ERROR, message, hint, cell) for cell in cells]
    else:
        return record, [], _writer(record)
    try:  # a record that can be read still tells which cells are not as it says, its hash among them
        record = read_record(about.record, digest(about.record))
    except RecordError:
        return None, told, None
    return record, told, _writer(record)


def _writer(record: Record) -> str | None:
    return None if record.layout == layout_of(record.evaluation) else record.about.get("tool", "")


def figures_of(assessment: Assessment, *, live: bool) -> tuple[Figure, ...]:
    """Every figure that the program would write for an assessment."""
    return build(assessment, (), NOBODY, translate=untranslated, values_only=not live)[1]


def evaluation_of(result: ReadResult) -> Evaluation:
    """The evaluation that a scored workbook holds."""
    facts = {FactKey("", "", name): value for name, value in result.settings.items()}
    return Evaluation(result.department, facts)


def is_live(book: Book) -> bool:
    """Whether the workbook says that it was written with formulas."""
    grid = find_about(book)
    return grid is not None and read_about(grid).basic.get("formulas") == LIVE


def matched(book: Book, expectation: Expected, result: ReadResult) -> dict[str, Grid | None]:
    """Sheets of the rebuilt workbook by name → the sheets of this one, forms that were renamed included."""
    by_title = {grid.title: grid for grid in book.sheets}
    ours = {project.id: project.sheet for project in expectation.facts.department.projects}
    theirs = {project.id: project.sheet for project in result.department.projects}
    forms = {sheet: theirs.get(project_id, sheet) for project_id, sheet in ours.items()}
    return {
        grid.title: by_title.get(grid.title) or by_title.get(forms.get(grid.title, grid.title))
        for grid in expectation.book.sheets
    }


def _ids(result: ReadResult) -> list[tuple[str, list[str]]]:
    return [(project.id, [item.id for item in project.indicators]) for project in result.department.projects]


def _bare(result: ReadResult) -> tuple[Department, Mapping[str, str]]:
    """The facts alone: neither where they stand, nor the figures that are printed beside them."""
    projects = tuple(
        replace(
            project,
            sheet="",
            cells={},
            claimed=Claimed(execution_weight=project.claimed.execution_weight),
            indicators=tuple(replace(item, cells={}, claimed_score=None) for item in project.indicators),
        )
        for project in result.department.projects
    )
    return replace(result.department, projects=projects, cells={}), result.settings
