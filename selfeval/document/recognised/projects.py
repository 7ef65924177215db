"""A segment of a document → its projects: the tables are read by their labels, as those of workbooks are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from selfeval.core.model import Indicator, Project
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.document.layout import Laid, laid
from selfeval.document.recognised.crowded_rows import split_row
from selfeval.document.recognised.found import ProjectPart, Text
from selfeval.document.recognised.parts import Segment
from selfeval.document.values import Line, Notes, Place
from selfeval.excel.book.grid import column_letters, parse_cell
from selfeval.excel.tables import recognised as rows
from selfeval.excel.tables.labels.labels import head_key, is_title, label_of, title_year, weak_name_of
from selfeval.excel.tables.recognised import Column, TableLayout
from selfeval.excel.tables.sheet import Table, read_tables
from selfeval.excel.tables.taking import value_right
from selfeval.excel.targets.values import Extra

_CARRIED: Final = ("actual", "score", "reason", "evidence", "remark", "nature", "direction", "serial", "measures")
"""Columns that a document of targets rarely has and that are carried along as they are printed."""
_SAID_ELSEWHERE: Final = frozenset({"T110", "F226", "F216", "B108"})
"""Findings of the reader that the workbook itself shows again, or that the columns carried along answer."""
_HEAD_KEYS: Final = frozenset({"department", "finished", "budget_reason", "unused", "year", "unit"})
DUTY: Final = "duty?"
_NUMBER: Final = lazy(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*")


@dataclass
class SegmentRead:
    """A segment as read: its projects, its sheet, and what tables of it hold no indicator."""

    laid: Laid
    projects: list[ProjectPart] = field(default_factory=list)
    tables: tuple[Table, ...] = ()
    segment: Segment = field(default_factory=Segment)
    heading: Text | None = None


def read_segment(segment: Segment, number: int, notes: Notes) -> SegmentRead:
    """Read one segment; `number` makes the name of its sheet."""
    sheet = laid(segment.blocks, f"#{number}")
    tables = read_tables(sheet.grid) if sheet.grid.rows else ()
    read = SegmentRead(sheet, tables=tables, segment=segment)
    layout: TableLayout | None = None
    for table in tables:
        layout = table.layout or layout
        read.projects.append(_project(table, layout, sheet, segment, notes, alone=len(tables) == 1))
        _tell(table, sheet, notes)
    used = {part.title for part in read.projects}
    titles = _heading_of(segment) if not tables else _title(segment, tables[0].project.cells.get("title"), sheet)
    if titles[1] is not None and titles[0] not in used:
        read.heading = Text(titles[0], titles[1])
    return read


def _tell(table: Table, sheet: Laid, notes: Notes) -> None:
    for problem in table.problems:
        if problem.code not in _SAID_ELSEWHERE and problem.code != "F231":
            place = sheet.place(problem.where)
            where = CellRef(notes.name, str(place)) if place else problem.where
            notes.problems.append(replace(problem, where=where, project="", indicator=""))


def _project(
    table: Table, layout: TableLayout | None, sheet: Laid, segment: Segment, notes: Notes, *, alone: bool
) -> ProjectPart:
    project = table.project
    title, place = _title(segment, project.cells.get("title"), sheet) if alone else ("", None)
    if project.name and title and not is_title(title) and not _names(title, project):
        title, place = "", None  # a heading over several tables
    places = {name: found for name, ref in project.cells.items() if (found := sheet.place(ref)) is not None}
    if place is not None:
        places["title"] = place
    if not project.name and project.title.startswith("#"):  # the sheet's name, which is ours
        project = replace(project, title=_subject(title))
    own = list(project.indicators)
    own += _execution_rows(layout, sheet) if alone else []
    own.sort(key=_row)
    split: list[Indicator] = []
    extra_rows: list[int] = []
    for row in own:
        parts = split_row(row)
        if len(parts) > 1:
            _tell_split(row, len(parts), sheet, notes)
        split += parts
        extra_rows += [_row(row)] * len(parts)
    for index, row in enumerate(split, start=1):
        if (found := sheet.place(row.where("tier3"))) is not None:
            places[f"row.{index}"] = found
    extra = tuple(_extra(layout, sheet, extra_rows)) if layout else ()
    labels = tuple(_labels(sheet, project.cells, table)) if alone else ()
    if title and table.year and title_year(title) is None:
        title = f"{title}（{table.year}年度）"  # as a line of its own below the title says
    return ProjectPart(project, title, tuple(split), extra, places, labels)


def _row(indicator: Indicator) -> int:
    ref = indicator.cells.get("tier3") or indicator.cells.get("target")
    return parse_cell(ref.cell)[0] if ref is not None and ref.cell else 0


def _tell_split(row: Indicator, count: int, sheet: Laid, notes: Notes) -> None:
    shared: Message = msg("This cell holds {count} indicators; each was given a row of its own.", count=count)
    if row.weight is not None:
        shared = msg(
            "This cell holds {count} indicators; each has its own row now; the points {points} stand with the first.",
            count=count,
            points=row.weight,
        )
    hint = msg("Compare names, targets and points of these rows with the document.")
    notes.tell("F624", Severity.WARNING, shared, hint, sheet.place(row.where("tier3")), row.tier3)


def _title(segment: Segment, where: CellRef | None, sheet: Laid) -> tuple[str, Place | None]:
    """The table's title without blanks: the line that the reader took for it, else the heading above."""
    if where is not None and (place := sheet.place(where)) is not None:
        row, column = parse_cell(where.cell)
        return "".join(sheet.grid.text(row, column).split()), place
    return _heading_of(segment)


def _heading_of(segment: Segment) -> tuple[str, Place | None]:
    for block in segment.blocks:
        if isinstance(block, Line) and (block.level or is_title(block.text) or _NUMBER.match(block.text)):
            return "".join(block.text.split()), block.place
    return "", None


def _names(title: str, project: Project) -> bool:
    return "".join(project.name.split()) in title


def _subject(title: str) -> str:
    return _NUMBER.sub("", title)


def _execution_rows(layout: TableLayout | None, sheet: Laid) -> Iterator[Indicator]:
    """Rows of the execution rate: the reader takes them out of the indicators, the document prints them among them."""
    for skipped in layout.skipped if layout else ():
        if skipped.why != rows.EXECUTION or layout is None:
            continue
        row = parse_cell(skipped.where.cell)[0]
        texts, cells = {}, {}
        for column in layout.columns:
            if column.field in {"tier1", "tier2", "tier3", "target", "description", "basis"}:
                place = parse_cell(column.where.cell)[1]
                span = sheet.grid.span(row, place)
                texts[column.field] = sheet.grid.text(span.top, span.left)
                cells[column.field] = sheet.grid.ref(row, place)
        yield Indicator(
            id=f"execution.{row}",
            tier1=texts.get("tier1", ""),
            tier2=texts.get("tier2", ""),
            tier3=texts.get("tier3", ""),
            target=texts.get("target", ""),
            description=texts.get("description", ""),
            basis=texts.get("basis", ""),
            cells={**cells, "tier3": cells.get("tier3") or skipped.where},
        )


def _extra(layout: TableLayout, sheet: Laid, lines: Sequence[int]) -> Iterator[Extra]:
    """Columns that targets have no field for, and points, with their text for each row."""
    above: tuple[str, ...] = ("",) * len(lines)
    known = [column for column in layout.columns if column.field in _CARRIED or column.field == "weight"]
    for column in sorted([*known, *layout.unknown], key=_left):
        if column.field == "serial":
            continue
        place = _left(column)
        texts = tuple(_text(sheet, row, place) for row in lines)
        if weak_name_of(column.text) == DUTY:
            texts = above = _carried(texts, above)
        header = column.text or column_letters(place)
        if any(texts):
            yield Extra("".join(header.split()), texts)


def _carried(texts: Sequence[str], duties: Sequence[str]) -> tuple[str, ...]:
    """A duty or an activity that is written once holds for the rows below, as far as the duty above it goes."""
    found: list[str] = []
    for index, text in enumerate(texts):
        same = index > 0 and duties[index] == duties[index - 1]
        found.append(text or (found[-1] if same else ""))
    return tuple(found)


def _left(column: Column) -> int:
    return parse_cell(column.where.cell)[1]


def _text(sheet: Laid, row: int, column: int) -> str:
    span = sheet.grid.span(row, column)
    return sheet.grid.text(span.top, span.left)


def _labels(sheet: Laid, taken: dict[str, CellRef] | object, table: Table) -> Iterator[tuple[str, str]]:
    """Labels of the head, with their values, that no field of a target workbook's layout shows."""
    used = set(table.project.cells.values())
    last = min((_row(row) for row in table.project.indicators), default=sheet.grid.rows[-1] if sheet.grid.rows else 0)
    for row in sheet.grid.rows:
        if row >= last:
            return
        for column, text in sheet.grid.row_texts(row):
            label = label_of(text)
            if label is None or label[0] not in _HEAD_KEYS or (label[0] == "unit" and not _labelled(table)):
                continue
            place = value_right(sheet.grid, row, sheet.grid.span(row, column))
            value = label[1] or sheet.grid.text(*place)
            if value and (sheet.grid.ref(*place) in used or head_key(text) in _HEAD_KEYS or label[1]):
                name = text.partition("：")[0].partition(":")[0] if label[1] else text
                yield "".join(name.split()), value


def _labelled(table: Table) -> bool:
    """Whether the unit has a label, and is no line of its own."""
    return "unit" in table.project.cells


def worst_first(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Errors, then warnings, then notes, each in the order of the document."""
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    return tuple(sorted(problems, key=lambda problem: order.index(problem.severity)))
