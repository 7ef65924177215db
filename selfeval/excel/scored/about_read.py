"""说明 of a scored workbook read back: under which rules it was made, and the texts to go on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from selfeval.core.model import SubGoal
from selfeval.core.problems import CellRef
from selfeval.core.records import dataclass
from selfeval.excel.book.grid import Book, Grid
from selfeval.excel.paper.cells import CUT
from selfeval.excel.paper.labels import (
    ABOUT,
    ABOUT_FIELDS,
    FORMAT,
    PROJECT_FIELDS,
    RECORD_LINE,
    SECTION_ASSUMED,
    SECTION_BASIC,
    SECTION_OVERLONG,
    SECTION_PROJECT,
    SECTION_RECORD,
    SECTION_SAFEGUARD,
    SECTION_SOURCES,
    SECTION_SUB_GOAL,
    SUB_GOAL,
    SUB_INDICATOR,
    SUB_NAME,
)

_FAMILY = FORMAT.partition("/")[0]
_SECTIONS = (
    SECTION_BASIC,
    SECTION_PROJECT,
    SECTION_SUB_GOAL,
    SECTION_SAFEGUARD,
    SECTION_SOURCES,
    SECTION_ASSUMED,
    SECTION_OVERLONG,
    SECTION_RECORD,
)
_BASIC = {label: key for key, label in ABOUT_FIELDS.items()}
_PROJECT = {label: key for key, label in PROJECT_FIELDS.items()}


@dataclass
class About:
    """What 说明 holds.

    Attributes:
        basic: single values by the keys of `ABOUT_FIELDS`.
        projects: by project id, single values by the keys of `PROJECT_FIELDS`; goals are apart.
        rest: by (sheet, cell), what did not fit into the cell.
        record: what the workbook was written from, see `scored.record`; "" in workbooks written before there was one;
            `record_cells` are where it stands.
    """

    basic: dict[str, str] = field(default_factory=dict)
    projects: dict[str, dict[str, str]] = field(default_factory=dict)
    goals: dict[str, list[str]] = field(default_factory=dict)
    sub_goals: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    safeguards: list[str] = field(default_factory=list)
    rest: dict[tuple[str, str], str] = field(default_factory=dict)
    record: str = ""
    record_cells: list[CellRef] = field(default_factory=list)

    def whole(self, grid: Grid, row: int, column: int) -> str:
        """The full text of a cell, with what did not fit into it."""
        cell = grid.cell(row, column)
        if cell is None:
            return ""
        if not cell.text.endswith(CUT):
            return cell.text
        rest = self.rest.get((grid.title, grid.ref(row, column).cell), "")
        return cell.text.removesuffix(CUT) + rest if rest else cell.text

    def sub_goal_values(self) -> tuple[SubGoal, ...]:
        """The department's 分项绩效目标."""
        return tuple(
            SubGoal("".join(item[SUB_NAME]), "".join(item[SUB_GOAL]), tuple(item[SUB_INDICATOR]))
            for item in self.sub_goals.values()
        )


@dataclass(frozen=True, slots=True)
class Recorded:
    """The rule pack that a scored workbook was made under: id, version and hash as written there, "" where not."""

    id: str = ""
    version: str = ""
    sha256: str = ""


def recorded_rules(book: Book) -> Recorded:
    """What a scored workbook records of its rule pack."""
    grid = find_about(book)
    basic = read_about(grid).basic if grid is not None else {}
    return Recorded(*(basic.get(name, "") for name in ("rules", "rules_version", "rules_sha256")))


def find_about(book: Book) -> Grid | None:
    """The sheet that carries the format marker, whatever it is called now; None in any other workbook."""
    own = [grid for grid in book.sheets if grid.title == ABOUT]
    for grid in own + [grid for grid in book.sheets if grid.title != ABOUT]:
        for row in grid.rows[:40]:
            label, marker = grid.text(row, 2) == ABOUT_FIELDS["format"], grid.text(row, 3)
            if label and marker == FORMAT:
                return grid
            # On the sheet of this name, one of both may have been typed over; a later format is none of ours.
            later = marker.startswith(_FAMILY) and marker != FORMAT
            if grid.title == ABOUT and ((label and not later) or marker == FORMAT):
                return grid
    return None


def read_about(grid: Grid) -> About:
    """Everything that the sheet holds."""
    about = About()
    lines = list(_lines(grid))
    for section, row in lines:
        if section == SECTION_OVERLONG:
            place = (grid.text(row, 1), grid.text(row, 2))
            about.rest[place] = about.rest.get(place, "") + _raw(grid, row, 3)
        elif section == SECTION_RECORD or grid.text(row, 2) == RECORD_LINE:
            about.record += _raw(grid, row, 3)
            about.record_cells.append(grid.ref(row, 3))
    for section, row in lines:
        _take(about, section, _raw(grid, row, 1), grid.text(row, 2), about.whole(grid, row, 3))
    return about


def _lines(grid: Grid) -> list[tuple[str, int]]:
    """(section, row) of the rows that hold an item."""
    lines, section = [], ""
    for row in grid.rows:
        if grid.text(row, 1) in _SECTIONS and not grid.text(row, 2):
            section = grid.text(row, 1)
        elif section:
            lines.append((section, row))
    return lines


def _take(about: About, section: str, group: str, label: str, text: str) -> None:
    if section == SECTION_BASIC and label in _BASIC:
        about.basic[_BASIC[label]] = text
    elif section == SECTION_PROJECT and label in _PROJECT:
        fields = about.projects.setdefault(group, {})
        if label == PROJECT_FIELDS["goal"]:
            about.goals.setdefault(group, []).append(text)
        else:
            fields[_PROJECT[label]] = text
    elif section == SECTION_SUB_GOAL and label in {SUB_NAME, SUB_GOAL, SUB_INDICATOR}:
        empty: Mapping[str, list[str]] = {SUB_NAME: [], SUB_GOAL: [], SUB_INDICATOR: []}
        about.sub_goals.setdefault(group, dict(empty))[label].append(text)
    elif section == SECTION_SAFEGUARD:
        about.safeguards.append(text)


def _raw(grid: Grid, row: int, column: int) -> str:
    cell = grid.cell(row, column)
    return cell.text if cell else ""
