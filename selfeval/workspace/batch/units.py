"""The bureau's list of units and projects that have to report: which of them did, and which form is of nobody on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from selfeval.core.keys import key
from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.core.roundup.sums import Expected
from selfeval.excel.book.any_kind import open_book, read_plain
from selfeval.excel.book.grid import Grid
from selfeval.excel.tables.head.codes import split_unit
from selfeval.excel.tables.labels.words import HEAD
from selfeval.portfolio.batch.record import ProjectLine

_FIELDS = {"unit": "unit", "department": "department", "code": "project_code", "name": "project"}
"""Fields of a form by which a list names its units and projects too, and what they are called here."""

_OWN = {
    **dict.fromkeys(("单位编码", "单位代码", "预算单位编码", "预算单位代码", "编码"), "unit_code"),
    **dict.fromkeys(("单位", "预算单位名称"), "unit"),
    "项目": "project",
}
"""Headers that lists have beside those of forms."""

_LABELS = {key(word): name for word, name in _OWN.items()} | {
    key(word): _FIELDS[field] for word, field in HEAD.items() if field in _FIELDS
}
_SUMS = {"合计", "总计", "小计"}
_MOST_HEADS = 20
"""Rows from the top in which a header is looked for."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: a unit, or one project of it."""

    unit_code: str
    unit: str
    project_code: str = ""
    project: str = ""


def read_units(path: Path) -> tuple[Listed, ...]:
    """The list: a workbook or a .csv with columns for unit and, if wanted, project; or a text, one unit a line.

    Raises:
        SelfEvalError: F1… the file cannot be read, F709 it names no unit.
    """
    plain = read_plain(path)
    text = "" if plain is None else plain[1]
    if plain is not None and not any(mark in text for mark in ",\t，;"):
        found = [_of_unit(line.strip()) for line in text.splitlines() if line.strip()]
        listed = [one for one in found if key(one.unit) not in {*_LABELS, *_SUMS}]
    else:
        listed = [line for grid in open_book(path).sheets for line in _of_grid(grid)]
    if not listed:
        raise SelfEvalError(
            msg("No units listed"),
            msg("{file} names no unit: no column is called 单位名称 or 单位编码.", file=path.name),
            msg("Give a table with the columns 单位编码, 单位名称, also 项目编码, 项目名称; or one name a line."),
            "F709",
        )
    return tuple(dict.fromkeys(listed))


def _of_unit(text: str) -> Listed:
    code, name = split_unit(text)
    return Listed(code, name)


def _of_grid(grid: Grid) -> Iterable[Listed]:
    for row in grid.rows[:_MOST_HEADS]:
        columns: dict[str, int] = {}
        for column, text in grid.row_texts(row):
            columns.setdefault(_LABELS.get(key(text), ""), column)
        department = columns.pop("department", None)
        if "unit" not in columns and department is not None:
            columns["unit"] = department
        if "unit" in columns or "unit_code" in columns:
            for below in grid.rows:
                if below > row and (line := _listed(grid, below, columns)):
                    yield line
            return


def _listed(grid: Grid, row: int, columns: dict[str, int]) -> Listed | None:
    texts = {name: grid.text(row, column).strip() for name, column in columns.items()}
    code, name = split_unit(texts.get("unit", ""))
    code = texts.get("unit_code", "") or code
    if not (code or name) or key(name) in _SUMS:
        return None
    return Listed(code, name, texts.get("project_code", ""), texts.get("project", ""))


class Expectation:
    """Who of the list has reported; `see` is told of every project that counts."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        self._listed = tuple(listed)
        self._units = {mark for one in self._listed for mark in _marks(one.unit_code, one.unit)}
        self._wanted = self._units.union(*map(_wanted, self._listed))
        self._found: dict[str, str] = {}
        self._strangers: dict[tuple[str, str], None] = {}

    def knows(self, line: ProjectLine) -> bool:
        """Whether the unit of a project, or its department, is on the list."""
        own = (*_marks(line.unit_code, line.unit), *_marks(line.department_code, line.department))
        return not self._units.isdisjoint(own)

    def see(self, line: ProjectLine) -> None:
        """Note a project for its unit, or for its department where the list asks that one alone for it.

        A filled form counts before one of targets.
        """
        if not self.knows(line):
            self._strangers[(line.unit_code, line.unit or line.department)] = None
        state = "filled" if line.filled else "targets"
        units = _marks(line.unit_code, line.unit)
        department = _marks(line.department_code, line.department)
        projects = _marks(line.code, line.title)
        for own, above in ((units, department), (_both(units, projects), _both(department, projects))):
            for mark in (*own, *(() if self._wanted.intersection(own) else above)):
                if self._found.get(mark) != "filled":
                    self._found[mark] = state

    def lines(self) -> tuple[Expected, ...]:
        """Every line of the list, with what came of it."""
        return tuple(
            Expected(one.unit_code, one.unit, one.project_code, one.project, self._state(one)) for one in self._listed
        )

    def strangers(self) -> tuple[Expected, ...]:
        """Units that reported and are not on the list, as of a name that is written otherwise there."""
        return tuple(Expected(code, name, "", "", "unlisted") for code, name in sorted(self._strangers))

    def _state(self, one: Listed) -> str:
        states = {self._found.get(mark, "") for mark in _wanted(one)}
        return "filled" if "filled" in states else "targets" if "targets" in states else ""


def _wanted(one: Listed) -> tuple[str, ...]:
    """By what is found that a line of the list was reported."""
    units, projects = _marks(one.unit_code, one.unit), _marks(one.project_code, one.project)
    return _both(units, projects) if projects else units


def _both(units: Iterable[str], projects: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{unit}|{project}" for unit in units for project in projects)


def _marks(code: str, name: str) -> tuple[str, ...]:
    """By what a unit or a project is known: its code, its name."""
    marks = (f"#{key(code)}" if code.strip() else "", key(name).removesuffix("本级"))
    return tuple(mark for mark in marks if mark)
