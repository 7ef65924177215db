"""Finds the header of each indicator table on a sheet by its words, at any place; pure over a `Grid`.

A header may be one row or two, its cells may be merged, and several tables may stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property

from selfeval.core.records import dataclass, replace
from selfeval.excel.book.grid import MAX_COLUMN, Grid, Span
from selfeval.excel.tables.header_names import TARGETS, aimed_at, below, of_this_year, settled
from selfeval.excel.tables.labels.labels import header_name
from selfeval.excel.tables.split_columns import split, with_tiers, year_above

LOOKED_FOR = ("一级指标", "二级指标", "三级指标", "指标值 / 年度指标值")
"""The labels that the hint of F112 names."""

Overrides = Mapping[int, Mapping[int, str]]
"""What a person has said columns mean: by row of the header, by column, the field."""

_BEGINS = frozenset({"tier1", "tier2", "tier3", "serial", "project.code", "project.name"})
"""Fields that stand once in a table, so that a second one begins a table beside it."""

_SUB_LABELS = frozenset({"sign", "value", "unit", "direction"})
_BLOCKS = frozenset({"goal", "project.goals"})
"""Where the label of the whole block may stand, merged down beside all its rows."""
_MOST_LINES = 3
_MOST_BESIDE = 32
"""Tables side by side; no sheet that people make has more."""


@dataclass(frozen=True)
class Header:
    """The header row or rows of a table: for each field of a row the columns its header covers.

    Attributes:
        anchor: the row whose texts are the layout's fingerprint.
        left, right: the columns that belong to this table, where others stand beside it.
        beside: the header of the longer period's half, where this one is the year's and both share the tiers.
    """

    top: int
    bottom: int
    columns: Mapping[str, tuple[int, int]]
    anchor: int = 0
    left: int = 1
    right: int = MAX_COLUMN
    beside: Header | None = None

    def column(self, name: str) -> int | None:
        """The first column of a field."""
        found = self.columns.get(name)
        return found[0] if found else None

    @cached_property
    def first(self) -> int:
        """The leftmost column that was understood."""
        return min(first for first, _ in self.columns.values())

    @cached_property
    def last(self) -> int:
        """The rightmost column that was understood."""
        return max(last for _, last in self.columns.values())

    @property
    def is_list(self) -> bool:
        """Whether each row names its project, so that one table holds many."""
        return "project.code" in self.columns or "project.name" in self.columns


@dataclass
class _Lines:
    """The named cells of neighbouring rows: (field, its columns and rows), left to right."""

    top: int
    bottom: int
    anchor: int
    named: list[tuple[str, Span]] = field(default_factory=list)

    def names(self) -> set[str]:
        return _names(self.named)


def find_headers(grid: Grid, overrides: Overrides | None = None) -> tuple[Header, ...]:
    """Every header: rows that name a third tier and a target or an actual, or two tiers and a target."""
    headers: list[Header] = []
    rows, bottom = grid.rows, 0
    for index, row in enumerate(rows):
        if row <= bottom:
            continue
        below = rows[index + 1] if index + 1 < len(rows) and rows[index + 1] == row + 1 else None
        lines = _lines(grid, row, below, overrides or {})
        if lines is not None:
            headers += [replace(one, columns=with_tiers(grid, one.columns, one.bottom)) for one in _split(lines)]
            bottom = lines.bottom
    return tuple(headers)


def _is_header(names: set[str]) -> bool:
    tiers = len(names & {"tier1", "tier2", "tier3"})
    targets = names & TARGETS
    return ("tier3" in names and bool(targets or names & {"actual", "standard"})) or (tiers >= 2 and bool(targets))


def _named(grid: Grid, row: int, overrides: Overrides) -> list[tuple[str, Span]]:
    """The fields that the cells of a row name, left to right, weak names still as such (see `header_names.settled`)."""
    said = overrides.get(row, {})
    texts = [(column, text) for column, text in grid.row_texts(row) if column not in said]
    cells = aimed_at([(name, grid.span(row, column), text) for column, text in texts if (name := header_name(text))])
    dated = any("年" in text for _, _, text in cells)
    found = of_this_year(cells, year_above(grid, row)) if dated else [(name, span) for name, span, _ in cells]
    found = [item for item in found if item[0] not in said.values()]
    found += [(name, grid.span(row, column)) for column, name in said.items()]
    return sorted(found, key=lambda item: item[1].left)


def _names(named: list[tuple[str, Span]]) -> set[str]:
    return {name for name, _ in settled(named)} if named else set()


def _lines(grid: Grid, row: int, below: int | None, overrides: Overrides) -> _Lines | None:
    """The header that begins at this row, one or two lines high; None where none does."""
    own = _named(grid, row, overrides)
    if not own:
        return None
    names = _names(own)
    if _is_header(names):
        return _with_lines_below(grid, _Lines(row, row, row, own), overrides)
    if below is None or names <= {"serial"}:
        return None
    second = _named(grid, below, overrides)
    beneath = _names(second)
    if not beneath or not _is_header(_names([*own, *second])):
        return None
    taken = {column for _, span in second for column in range(span.left, min(span.right, span.left + 64) + 1)}
    upper = [(name, span) for name, span in own if span.left not in taken]
    reaching = any(span.bottom >= below for _, span in upper)
    if _is_header(beneath) and not reaching and len(upper) < 2:
        return None
    anchor = below if len(beneath & _BEGINS) >= len(names & _BEGINS) else row
    lines = _Lines(row, below, anchor, sorted(upper + second, key=lambda item: item[1].left))
    return _with_lines_below(grid, lines, overrides) if _is_header(lines.names()) else None


def _with_lines_below(grid: Grid, lines: _Lines, overrides: Overrides) -> _Lines:
    """Add the rows that merged cells of the header reach into, and a row that only splits a column up."""
    ends = [span.bottom for name, span in settled(lines.named) if name not in _BLOCKS]
    reach = min(max(ends), lines.top + _MOST_LINES)
    while lines.bottom < reach or _splits_columns(grid, lines, overrides) or _splits_periods(grid, lines):
        lines.bottom += 1
        lines.named = split(grid, lines.named, lines.bottom) or lines.named
        upper = list(lines.named)
        for name, span in _named(grid, lines.bottom, overrides):
            if name in {"block?", "target?", "duty?"}:
                continue
            key = below(upper, name, span)
            if not key:
                continue
            before = [item for item in lines.named if item[0] == key and item[1].left <= span.left]
            if before:
                lines.named.remove(before[-1])
            lines.named.append((key, span))
            lines.named.sort(key=lambda item: item[1].left)
    return lines


def _splits_columns(grid: Grid, lines: _Lines, overrides: Overrides) -> bool:
    """Whether the next row names sign, value or unit below the header's cells, and holds nothing under the tiers."""
    row = lines.bottom + 1
    if row > lines.top + _MOST_LINES or row not in grid.by_row:
        return False
    named = _named(grid, row, overrides)
    if not {name for name, _ in named} & _SUB_LABELS or len(named) * 2 < len(grid.by_row[row]):
        return False
    tiers = {span.left for name, span in lines.named if name in _BEGINS}
    return not any(column in tiers for column in grid.by_row[row])


def _splits_periods(grid: Grid, lines: _Lines) -> bool:
    """Whether the next row only says which of the columns below a header is that of the year."""
    row = lines.bottom + 1
    if row > lines.top + _MOST_LINES or row not in grid.by_row:
        return False
    tiers = {span.left for name, span in lines.named if name in _BEGINS}
    return split(grid, lines.named, row) is not None and not any(grid.text(row, column) for column in tiers)


def _split(lines: _Lines) -> Iterator[Header]:
    """One header, or one for each of the tables that stand side by side."""
    groups: list[list[tuple[str, Span]]] = [[]]
    named = settled(lines.named)
    for name, span in named:
        present = {known for known, _ in groups[-1]}
        if name in _BEGINS and name in present and _is_header(present):
            groups.append([])
        groups[-1].append((name, span))
    if len(groups) > _MOST_BESIDE or not all(_is_header({name for name, _ in group}) for group in groups):
        groups = [named]
    starts = [min(span.left for _, span in group) for group in groups]
    for index, group in enumerate(groups):
        left = starts[index] if index else 1
        right = starts[index + 1] - 1 if index + 1 < len(starts) else MAX_COLUMN
        yield Header(lines.top, lines.bottom, _columns(group), lines.anchor, left, right)


def overlap(one: Header, other: Header) -> bool:
    """Whether two headers share columns, so that one table can only stand below the other."""
    return one.first <= other.last and other.first <= one.last


def apart(grid: Grid, headers: tuple[Header, ...]) -> tuple[Header, ...]:
    """Headers with their windows narrowed where a table begins lower down beside one that still goes on."""
    found = list(headers)
    for index in range(1, len(found)):
        before, header = found[index - 1], found[index]
        if before.top == header.top or overlap(before, header) or not _goes_on_beside(grid, before, header):
            continue
        if before.last < header.first:
            found[index - 1] = replace(before, right=min(before.right, header.first - 1))
            found[index] = replace(header, left=max(header.left, before.last + 1))
        else:
            found[index - 1] = replace(before, left=max(before.left, header.last + 1))
            found[index] = replace(header, right=min(header.right, before.first - 1))
    return tuple(found)


def _goes_on_beside(grid: Grid, before: Header, header: Header) -> bool:
    rows = range(header.top, header.bottom + 2)
    return any(before.first <= column <= before.last for row in rows for column in grid.by_row.get(row, ()))


def _without_points_of_tiers(named: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Of 权重 behind each tier (一级指标 | 权重 | 二级指标 | 权重 | 三级指标 | 权重) only the indicators' own."""
    names = next((span.left for name, span in named if name == "tier3"), 0)
    if not any(name == "weight" and span.left > names for name, span in named):
        return named
    return [(name, span) for name, span in named if name != "weight" or span.left > names]


def _columns(named: list[tuple[str, Span]]) -> dict[str, tuple[int, int]]:
    """Each field's columns; of an initial and an adjusted target the adjusted one counts."""
    columns: dict[str, tuple[int, int]] = {}
    for name, span in _without_points_of_tiers(named):
        columns.setdefault(name, (span.left, span.right))
    if "value" in columns and "target" not in columns:
        columns["target"] = columns.pop("value")
    if "adjusted_target" in columns:
        if "target" in columns:
            columns.setdefault("initial_target", columns["target"])
        columns["target"] = columns.pop("adjusted_target")
    if "initial_target" in columns and "target" not in columns:
        columns["target"] = columns.pop("initial_target")
    if "project.goals" in columns and not columns.keys() & {"project.code", "project.name", "goal"}:
        columns["goal"] = columns.pop("project.goals")
    return columns
