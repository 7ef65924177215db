"""Makes facts of a month out of the tables of forms of monitoring; their targets are read as everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from selfeval.core.model import SOURCES, Department, Indicator, Project
from selfeval.core.monitoring.fields import ROW_FACTS
from selfeval.core.monitoring.fields import field as fact
from selfeval.core.monitoring.words import Cause, Likelihood, denies, is_mark
from selfeval.core.numbers import parse_money, parse_number
from selfeval.core.problems import CellRef
from selfeval.excel.book.grid import Grid, Place, parse_cell
from selfeval.excel.monitoring.tables import Months, MonthTable
from selfeval.excel.tables.labels.labels import head_key
from selfeval.excel.tables.taking import Taker

_CHOICES = (*Cause, *Likelihood)


def with_months(department: Department, months: Months) -> Department:
    """The department with the facts of the months that its tables hold."""
    if not months.tables:
        return department
    projects = tuple(_with_project(project, months) for project in department.projects)
    return replace(department, projects=projects)


def _with_project(project: Project, months: Months) -> Project:
    """The project with what its table says of the month: amounts out of the budget, outcomes out of the columns."""
    for table in months.tables:
        if table.grid.title != project.sheet or not _holds(table, project):
            continue
        budget, monitored, cells = dict(project.budget), dict(project.monitored), dict(project.cells)
        sums = {head for head in ("executed", table.carrier) if _is_sum(project, head, table.grid)}
        for old in [name for name in budget if name.partition(".")[0] in {"executed", table.carrier}]:
            head, _, part = old.partition(".")
            text, where = budget.pop(old), cells.pop(old, None)
            new = "executed" if head == "executed" else "forecast"
            if table.month and text.strip() and not (head in sums and not part):
                monitored[fact(table.month, f"{new}.{part}".rstrip("."))] = text
                cells |= {fact(table.month, f"{new}.{part}".rstrip(".")): where} if where else {}
        rows = tuple(_with_row(row, table, months) for row in project.indicators)
        return replace(project, budget=budget, monitored=monitored, cells=cells, indicators=rows)
    return project


def _holds(table: MonthTable, project: Project) -> bool:
    rows = [row for item in project.indicators if (row := _row_of(item))]
    return any(table.header <= row <= table.last for row in rows)


def _row_of(item: Indicator) -> int:
    place = _place(item.cells.get("tier3"))
    return place[0] if place is not None else 0


def _is_sum(project: Project, head: str, grid: Grid) -> bool:
    """Whether a total is the form's own sum of its sources, which nobody entered: =40+44.6 was entered.

    A sum of sources that are all blank is 0 and says nothing.
    """
    place = _place(project.cells.get(head))
    cell = grid.cell(*place) if place is not None else None
    if place is None or cell is None or not cell.formula:
        return False
    total = _amount(project, head, grid)
    parts = [_amount(project, f"{head}.{source}", grid) for source in SOURCES if f"{head}.{source}" in project.budget]
    if not parts:
        below = (text for row in grid.rows_between(place[0] + 1, place[0] + 1) for _, text in grid.row_texts(row))
        return total == 0 and any(head_key(text) in SOURCES for text in below)
    return total is not None and None not in parts and total == sum(part for part in parts if part is not None)


def _amount(project: Project, name: str, grid: Grid) -> Decimal | None:
    """An amount of the table in the project's unit: the number as its cell stores it, else as its text says."""
    place = _place(project.cells.get(name))
    cell = grid.cell(*place) if place is not None else None
    text = project.budget.get(name, "")
    if cell is not None and cell.value is not None and parse_number(text) is not None:
        return cell.value
    return parse_money(text, project.money_unit)


def _place(where: CellRef | None) -> Place | None:
    return parse_cell(where.cell) if where is not None and where.cell else None


def _with_row(item: Indicator, table: MonthTable, months: Months) -> Indicator:
    row = _row_of(item)
    if not table.header < row <= table.last or not table.month:
        return item
    taker = Taker(table.grid)
    texts = {name: taker.take(fact(table.month, name), row, column) for name, column in table.columns.items()
             if name in ROW_FACTS}  # fmt: skip
    boxes = {kind: taker.take(kind.value, row, column) for kind, column in table.boxes.items()}
    for name, chosen in _boxes_said(boxes).items():
        texts[name] = "；".join(part for part in (chosen, texts.get(name, "")) if part)
    months.problems += [replace(problem, input=problem.input or item.tier3) for problem in taker.problems]
    cells = dict(item.cells)
    for name in texts:
        column = table.columns.get(name) or next(
            (place for kind, place in table.boxes.items() if _fact_of(kind) == name), 0
        )
        if column:
            cells[fact(table.month, name)] = table.grid.ref(row, column)
    said = {fact(table.month, name): text for name, text in texts.items() if text.strip()}
    return replace(item, monitored={**item.monitored, **said}, cells=cells)


def _fact_of(kind: Cause | Likelihood) -> str:
    return "likelihood" if isinstance(kind, Likelihood) else "causes"


def _boxes_said(boxes: Mapping[Cause | Likelihood, str]) -> dict[str, str]:
    """What the chosen boxes say; a text in a box of a cause also belongs to the reason, under the box's name."""
    said: dict[str, list[str]] = {"likelihood": [], "causes": [], "reason": []}
    for kind in _CHOICES:
        text = boxes.get(kind, "").strip()
        if not denies(text):
            said[_fact_of(kind)].append(kind.value)
            if not is_mark(text):
                said["reason"].append(f"{kind.value}：{text}")
    joined = {"likelihood": "、", "causes": "、", "reason": "；"}
    return {name: joined[name].join(words) for name, words in said.items() if words}
