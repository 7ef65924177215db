"""Where the fields of a bureau's form stand, filled or blank: the head, the rows for indicators, the total."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from unicodedata import normalize

from selfeval.core.patterns import lazy
from selfeval.core.records import dataclass
from selfeval.core.texts.words import leftovers
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.book.grid import Grid, Place, Span, parse_cell
from selfeval.excel.tables.body.execution_row import EXECUTION_FIELDS
from selfeval.excel.tables.head.head import stated_unit
from selfeval.excel.tables.header import Header, find_headers, overlap
from selfeval.excel.tables.labels.column_numbers import describes_columns
from selfeval.excel.tables.labels.labels import STARTS_TABLE, is_title, label_key, label_of
from selfeval.excel.tables.sheet import Table, read_parts

ROW_FIELDS = (
    "tier1", "tier2", "tier3", "description", "target", "sign", "unit", "basis", "standard", "actual", "weight",
    "score", "share", "reason", "evidence", "remark",
)  # fmt: skip
_BARE_NUMBER = lazy(r"\d+[.、:：]?|[-—－―–/]+")
_MOST_ROWS = 1000
"""A form with more rows for indicators than that between header and total is none."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One row for an indicator.

    Attributes:
        places: the cell of each field, the upper left one of a merge.
        tier1, tier2, name: what the row says; "" where it is blank or holds a leftover of the template.
    """

    row: int
    places: Mapping[str, Place]
    tier1: str
    tier2: str
    name: str
    hidden: bool


def execution_places(slot: Slot) -> dict[str, Place]:
    """Where the facts of the execution rate stand in a row for it among the indicators."""
    return {name: slot.places[column] for column, name in EXECUTION_FIELDS.items() if column in slot.places}


@dataclass(frozen=True, slots=True)
class FormTable:
    """One table of the form.

    Attributes:
        code, name: of the project as the form says them, "" where blank.
        titles: other words that may name its project: the title line, the sheet.
        places: the cells of the head's fields (keys of `Project.cells`), and of `total`, `weight_sum`, `grade`.
        money_unit: of the form; `unit_stated` whether it says so.
        last_column: right edge of the table.
        above, below: its rows above the header, and those below its last row for an indicator.
        units: the unit of each amount whose own labels say another one than `money_unit`.
        used: the columns of each row that have a cell, blank ones with a border included.
    """

    grid: Grid
    code: str
    name: str
    titles: tuple[str, ...]
    whole_department: bool
    money_unit: str
    unit_stated: bool
    places: Mapping[str, Place]
    slots: tuple[Slot, ...]
    header: Header
    last_column: int
    above: range = range(0)
    below: range = range(0)
    used: Mapping[int, Collection[int]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Finder:
    grid: Grid
    header: Header
    stop: int
    used: Mapping[int, Collection[int]]
    slots: list[Slot] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)


def is_unfilled(text: str) -> bool:
    """Whether a cell of the form is still to be filled: blank, or a leftover of the template."""
    return not text.strip() or leftovers.is_leftover(text)


def is_unfilled_name(text: str) -> bool:
    """Whether the cell for the name of an indicator is still to be filled; a mere number is no name either."""
    return is_unfilled(text) or bool(_BARE_NUMBER.fullmatch(normalize("NFKC", text).strip()))


def head_of(grid: Grid, row: int, column: int) -> Place:
    """The cell that holds what stands at a place: the upper left one of its merge."""
    span = span_of(grid, row, column)
    return span.top, span.left


def span_of(grid: Grid, row: int, column: int) -> Span:
    """The merge around any cell, rows that hold nothing included."""
    for span in grid.merges:
        if span.top <= row <= span.bottom and span.left <= column <= span.right:
            return span
    return Span(row, column, row, column)


def form_tables(grid: Grid, used: Mapping[int, Collection[int]]) -> tuple[FormTable, ...]:
    """Every table of a sheet; `used` has the columns of each row with a cell, blank ones with a border included.

    Tables may stand below or beside each other; a list with a row for each indicator of many projects is none.
    """
    parts: list[tuple[Header, Table]] = []
    for header, tables in read_parts(grid):
        if tables and not header.is_list and not (parts and _goes_on(parts[-1][0], header, tables[0])):
            parts.append((header, tables[0]))
    end = max((*grid.rows, *used), default=0) + 1
    found = []
    for index, (header, table) in enumerate(parts):
        stop = next((later.first for other, later in parts[index + 1 :] if overlap(header, other)), end)
        own = {
            row: [column for column in columns if header.left <= column <= header.right]
            for row, columns in used.items()
        }
        window = grid.window(header.left, header.right)
        found.append(_form_table(window, header, table, table.first, stop, own))
    return tuple(found)


def _goes_on(before: Header, header: Header, table: Table) -> bool:
    """Whether a header, with nothing that names a project above it, only repeats the one before on the next page."""
    return dict(before.columns) == dict(header.columns) and not table.project.cells.keys() - {"total", "grade"}


def _form_table(
    grid: Grid, header: Header, table: Table, start: int, stop: int, used: Mapping[int, Collection[int]]
) -> FormTable:
    project = table.project
    finder = _Finder(grid, header, stop, used)
    last = max(right for _, right in header.columns.values())
    for name, ref in project.cells.items():
        if ref.sheet == grid.title and ref.cell:
            finder.places[name] = head_of(grid, *parse_cell(ref.cell))
    _rows(finder)
    end = max((slot.row for slot in finder.slots), default=header.bottom)
    taken = {finder.places[name][0] for name in ("execution_weight", "execution_score") if name in finder.places}
    finder.slots = [slot for slot in finder.slots if slot.row not in taken]
    labels = range(header.top, header.bottom + 1)
    above = [row for row in grid.rows if start <= row < header.top]
    around = [*above, *(row for row in grid.rows if end < row < stop)]
    width = max([last, *(column for row in around for column, _ in grid.row_texts(row))])
    inside = {name: place for name, place in finder.places.items() if place[1] <= width and place[0] not in labels}
    texts = {name: "" if is_unfilled(text) else text for name, text in (("code", project.code), ("name", project.name))}
    titles = tuple(text for text in (project.title, grid.title) if text and not is_unfilled(text))
    stated = bool(stated_unit(grid, above))
    return FormTable(
        grid, texts["code"], texts["name"], titles, table.whole_department, project.money_unit, stated, inside,
        tuple(finder.slots), header, last, range(start, header.top), range(end + 1, stop), used,
        table.units,
    )  # fmt: skip


def _last(finder: _Finder) -> int:
    return max(right for _, right in finder.header.columns.values())


def _rows(finder: _Finder) -> None:
    """The rows below the header down to the total, a note, the next table or the end of what has borders."""
    grid, header = finder.grid, finder.header
    reach = max(header.column("tier3") or 1, header.column("target") or 1)
    carried = {"tier1": "", "tier2": ""}
    ended = totalled = False
    repeated = {
        row: other.bottom
        for other in find_headers(grid)
        for row in range(other.top, other.bottom + 1)
        if other.top > header.bottom
    }
    for row in _candidates(finder, reach):
        if row in repeated:
            ended = totalled
            continue
        if describes_columns([text for _, text in grid.row_texts(row)], begun=bool(finder.slots)):
            continue
        label = _first_label(grid, row, reach)
        if label in {"total", "grade", "note"} or _begins_other(finder, row):
            ended = True
        if label == "total" and not totalled:
            totalled = True
            _total(finder, row)
        if not ended and label != "subtotal":
            slot = _slot(finder, row, carried)
            if slot is not None:
                finder.slots.append(slot)


def _candidates(finder: _Finder, reach: int) -> list[int]:
    """Rows that may hold an indicator: those with a cell in the names' column, and all that lie above the total."""
    grid, header = finder.grid, finder.header
    column = header.column("tier3") or header.column("target") or 1
    rows = {row for row, columns in finder.used.items() if column in columns} | set(grid.rows)
    rows = {row for row in rows if header.bottom < row < finder.stop}
    total = next((row for row in sorted(rows) if _first_label(grid, row, reach) == "total"), 0)
    if total - header.bottom <= _MOST_ROWS:
        rows |= set(range(header.bottom + 1, total))
    return sorted(rows)


def _first_label(grid: Grid, row: int, reach: int) -> str:
    for column, text in grid.row_texts(row):
        if column <= reach:
            label = label_of(text)
            return label[0] if label else ""
    return ""


def _begins_other(finder: _Finder, row: int) -> bool:
    """Whether a row is a line across the table, or the first of something else."""
    texts = list(finder.grid.row_texts(row))
    if not texts:
        return False
    span = span_of(finder.grid, row, texts[0][0])
    across = len(texts) == 1 and span.left <= (finder.header.column("tier1") or 1) and span.right >= _last(finder) - 1
    at_edge = texts[0][0] <= min(first for first, _ in finder.header.columns.values())
    return across or (len(texts) == 1 and is_title(texts[0][1])) or (at_edge and label_key(texts[0][1]) in STARTS_TABLE)


def _total(finder: _Finder, row: int) -> None:
    for name, column in (("total", "score"), ("weight_sum", "weight")):
        at = finder.header.column(column)
        if at is not None:
            place = head_of(finder.grid, row, at)
            if place[0] == row and not label_of(finder.grid.text(*place)):
                finder.places[name] = place


def _slot(finder: _Finder, row: int, carried: dict[str, str]) -> Slot | None:
    grid, header = finder.grid, finder.header
    places = {name: head_of(grid, row, header.columns[name][0]) for name in ROW_FIELDS if name in header.columns}
    key = places.get("tier3") or places["target"]
    if key[0] != row:
        return None
    for name in ("tier1", "tier2"):
        if name in places:
            text = grid.text(*places[name])
            text = "" if text in DASHES or is_unfilled(text) else "".join(text.split())
            if text and name == "tier1" and text != carried[name]:
                carried["tier2"] = ""
            carried[name] = text or carried[name]
    name = grid.text(*places["tier3"]) if "tier3" in places else ""
    return Slot(
        row,
        places,
        carried["tier1"],
        carried["tier2"],
        "" if is_unfilled_name(name) else name,
        any(grid.is_hidden(row, column) for _, column in places.values()),
    )
