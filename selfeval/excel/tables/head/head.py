"""Reads what stands above an indicator table: who and what the project is, its goals, its title."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from selfeval.core.model import WRITTEN
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Problem
from selfeval.core.units import MONEY_UNIT, money_unit
from selfeval.excel.book.grid import Grid
from selfeval.excel.tables.body.signature import signed_in
from selfeval.excel.tables.head.budget import BudgetReader
from selfeval.excel.tables.head.codes import split_code
from selfeval.excel.tables.head.goals import read_goals
from selfeval.excel.tables.labels.labels import (
    head_key,
    is_department_title,
    is_page_mark,
    is_title,
    label_key,
    label_of,
    labels_in,
    money_unit_in,
    title_subject,
    title_year,
    year_of,
)
from selfeval.excel.tables.taking import Taker, value_right, written_at

_MONEY_LINE = lazy(
    rf"[\s（(]{{1,40}}+(?:金额)?单位\s{{0,9}}[:：]\s{{0,9}}(?:人民币)?{MONEY_UNIT}\s{{0,9}}[）)]?\s{{0,99}}$"
)
_LONGEST_UNIT = 8
_SHORT = 12
"""Characters of the longest heading over several columns."""
_GOAL = lazy(r"(?:(?<=[\s；;。])|^)(?=\d{1,2}[.、．)）](?!\d))")
_PAIRS = frozenset({"code", "name", "department", "unit", "budget_reason", "finished", *WRITTEN})


@dataclass
class Head:
    """The fields above a table; `budget` by the keys of `BUDGET_FIELDS`, `claims` by those of `Claimed`.

    Attributes:
        subject: what the title line speaks of, "" if it only names the form.
        whole_department: the title is that of the department's own form.
        year: from the title lines, None if they do not say it.
        first: the first row that belongs to the table.
        units: the unit of money of each amount in `budget` whose own labels say another one than the form does.
    """

    texts: dict[str, str] = field(default_factory=dict)
    goals: tuple[str, ...] = ()
    budget: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    subject: str = ""
    whole_department: bool = False
    money_unit: str = ""
    year: int | None = None
    cells: dict[str, CellRef] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    first: int = 0
    units: Mapping[str, str] = field(default_factory=dict)

    @property
    def names_project(self) -> bool:
        """Whether it says which project the table is about."""
        return bool(self.texts.get("code") or self.texts.get("name") or self.subject)

    def with_other(self, other: Head) -> Head:
        """This head of a form with what stands above the second one of its tables."""
        return replace(
            self,
            texts={**other.texts, **{name: text for name, text in self.texts.items() if text}},
            goals=other.goals or self.goals,
            budget={**self.budget, **other.budget},
            claims={**self.claims, **other.claims},
            cells={**self.cells, **other.cells},
            problems=[*self.problems, *other.problems],
        )


def read_head(grid: Grid, start: int, stop: int) -> Head:
    """Read rows `start` … `stop - 1`; what stands above the last title line is not the table's."""
    rows = list(grid.rows_between(start, stop - 1))
    rows = rows[_title_index(grid, rows) : -1 if rows and _groups_columns(grid, rows[-1], stop) else None]
    head = Head(first=rows[0] if rows else stop)
    head.money_unit = stated_unit(grid, rows)
    taker = Taker(grid, head.cells, head.problems)
    for row in rows:
        for column, text in grid.row_texts(row):
            _read_cell(grid, row, column, text, head, taker)
        for name, text, place in signed_in(grid, row):
            if name not in head.texts:
                head.texts[name], head.cells[name] = text, grid.ref(*place)
    goals = read_goals(grid, rows, taker)
    head.goals = split_goals(goals.pop("goals", ""))
    head.texts |= goals
    budget = BudgetReader(grid, rows, taker, head.money_unit)
    budget.read()
    head.budget, head.claims, head.units = budget.texts, budget.claims, budget.units
    if budget.purpose:
        head.texts.setdefault("purpose", budget.purpose)
    return head


def with_money_below(head: Head, grid: Grid, start: int, stop: int) -> Head:
    """The head with the amounts that stand below its table, rows `start` … `stop - 1`, where none stand above it."""
    if head.budget or head.claims:
        return head
    rows = list(grid.rows_between(start, stop - 1))
    unit = stated_unit(grid, rows) or head.money_unit
    taker = Taker(grid, head.cells, head.problems)
    budget = BudgetReader(grid, rows, taker, unit)
    budget.read()
    return replace(head, budget=budget.texts, claims=budget.claims, money_unit=unit, units=budget.units)


def stated_unit(grid: Grid, rows: Iterable[int]) -> str:
    """The unit of money above a table: what the label of the amounts says, else the first line that says one."""
    first = ""
    for row in rows:
        for column, text in grid.row_texts(row):
            if unit := money_unit_in(text) or _unit_beside(grid, row, column, text):
                if head_key(text) == "budget_block":
                    return unit
                first = first or unit
    return first


def _unit_beside(grid: Grid, row: int, column: int, text: str) -> str:
    """The unit of money that stands in the cell beside 金额单位 or 单位："."""
    if label_of(text) != ("money_unit", ""):
        return ""
    said = grid.text(*value_right(grid, row, grid.span(row, column)))
    return _bare_unit(said) if len(said) <= _LONGEST_UNIT else ""


def _bare_unit(text: str) -> str:
    """The unit of money that a text is, also in brackets: 元, （万元）."""
    return money_unit(text.strip("（）() "))


def _groups_columns(grid: Grid, row: int, header: int) -> bool:
    """Whether a row only groups the columns of the header below it: 绩效指标 | 目标完成情况 | 自评, merged, | 备注."""
    texts = grid.row_texts(row)
    spans = [grid.span(row, column) for column, _ in texts]
    words = all(len(text) <= _SHORT and not any(char.isdigit() for char in text) for _, text in texts)
    wide = sum(span.right > span.left for span in spans)
    below = [column for column, _ in grid.row_texts(header)]
    covered = all(any(span.left <= column <= span.right for span in spans) for column in below)
    return row + 1 == header and len(spans) > 1 and words and wide * 2 >= len(spans) and bool(below) and covered


def _title_index(grid: Grid, rows: list[int]) -> int:
    """Where the table's own title stands among the rows above its header."""
    for index in range(len(rows) - 1, -1, -1):
        if any(is_title(text) and label_of(text) is None for _, text in grid.row_texts(rows[index])):
            return index
    return 0


def _read_cell(grid: Grid, row: int, column: int, text: str, head: Head, taker: Taker) -> None:
    labels = labels_in(text)
    if not labels:
        _read_line(grid, row, column, text, head)
    for key, inline in labels:
        if len(labels) > 1 and not inline:  # 填报单位：    填报日期： — to be filled in this very cell
            if key in _PAIRS:
                head.cells.setdefault(key, grid.ref(row, column))
        else:
            _read_label(grid, row, column, (key, inline), head, taker)


def _read_label(grid: Grid, row: int, column: int, label: tuple[str, str], head: Head, taker: Taker) -> None:
    key, inline = label
    text = grid.text(row, column)
    if key == "money_unit":  # 单位（盖章）：某局 — another word for 填报单位 unless money is counted in it
        said = inline or grid.text(*value_right(grid, row, grid.span(row, column)))
        key = "" if not said or _bare_unit(said) or money_unit_in(text) else "unit"
    if key == "year" and head.year is None:
        place = value_right(grid, row, grid.span(row, column))
        head.year = year_of(inline or grid.text(*place))
    if key == "purpose" or key in _PAIRS:
        if inline:
            head.texts.setdefault(key, inline)
            head.cells.setdefault(key, grid.ref(row, column))
        elif key in WRITTEN:
            place = written_at(grid, row, grid.span(row, column))
            if key not in head.texts and not label_of(grid.text(*place)):
                head.texts[key] = taker.take(key, *place)
        elif key not in head.texts:
            head.texts[key] = taker.take(key, *value_right(grid, row, grid.span(row, column)))


def _read_line(grid: Grid, row: int, column: int, text: str, head: Head) -> None:
    plain = _MONEY_LINE.sub("", text).strip()
    if is_title(text):
        head.subject = title_subject(text)
        head.whole_department = is_department_title(text)
        head.cells["title"] = grid.ref(row, column)
    elif is_unit_line(plain) and "unit" not in head.texts and _is_line(grid, row, column):
        head.texts["unit"] = plain
        head.cells["unit"] = grid.ref(row, column)
    if head.year is None and _is_line(grid, row, column):
        head.year = title_year(text)


def _is_line(grid: Grid, row: int, column: int) -> bool:
    """Whether a text stands on its own, not beside a label that it might be the value of; `单位：某局` has its own."""
    columns = grid.by_row.get(row, ())
    left = reversed(columns[: bisect.bisect_left(columns, column)])
    before = next((text for one in left if (text := grid.text(row, one))), "")
    label = label_of(before) if before else None
    return label is None or bool(label[1])


@lru_cache(maxsize=4096)
def is_line(text: str) -> bool:
    """Whether a text only belongs to the lines above or between tables: a unit, the year, the unit of money."""
    if is_money_unit(text) or label_key(text) == "year":
        return True
    whole = bool(_MONEY_LINE.search(text)) and len(text) <= 80
    return whole or is_unit_line(text) or title_year(text) is not None or is_title(text) or is_page_mark(text)


@lru_cache(maxsize=4096)
def is_money_unit(text: str) -> bool:
    """Whether a text only states the unit of money: `单位：万元`, `金额单位：元`."""
    return bool(text) and (label_key(text) == "money_unit" or not _MONEY_LINE.sub("", text).strip())


def is_unit_line(text: str) -> bool:
    """Whether a line says whose table follows: `482001 乐亭县信访局本级`, `【312001】某局`."""
    code, name = split_code(text)
    return bool(code) and code.isdigit() and len(name) <= 40 and not any(mark in name for mark in "，。；,;:：")


def split_goals(text: str) -> tuple[str, ...]:
    """One text per numbered goal, numbers kept: `1.甲 2.乙` → `1.甲`, `2.乙`; a text without numbers is one goal."""
    parts = tuple(part.strip() for part in _GOAL.split(text) if part.strip())
    return parts if len(parts) > 1 else ((text.strip(),) if text.strip() else ())
