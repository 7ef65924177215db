"""Which labels mean which field: finds every indicator table of a sheet and reads it; pure over a `Grid`.

One reader serves the county target table, the national 项目支出绩效自评表, lists of many projects and their mixtures,
because everything is found by its words: columns in any order, tables at any place, several below or beside each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from selfeval.core.model import AMOUNTS, BUDGET_FIELDS, KEPT, KEPT_MONEY, PARTS, SIGNED, SOURCES, Claimed, Project
from selfeval.core.problems import CellRef, Problem
from selfeval.core.records import replace
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.book.grid import Grid
from selfeval.excel.tables import recognised
from selfeval.excel.tables.account import account, hidden_problems, kept_texts, unknown_problems
from selfeval.excel.tables.body import halves
from selfeval.excel.tables.body.execution_row import ExecutionRow, find_execution
from selfeval.excel.tables.body.goal_rows import goals_above, heads_goal
from selfeval.excel.tables.body.groups import Group
from selfeval.excel.tables.body.indicators import Body, BodyReader
from selfeval.excel.tables.body.row_problems import repeated, row_problems
from selfeval.excel.tables.body.shares import as_points
from selfeval.excel.tables.head.codes import split_code
from selfeval.excel.tables.head.head import Head, read_head, split_goals, with_money_below
from selfeval.excel.tables.head.money_block import with_unit
from selfeval.excel.tables.header import Header, Overrides, apart, find_headers, overlap
from selfeval.excel.tables.labels.labels import is_page_mark, money_unit_in
from selfeval.excel.tables.recognised import Skipped, TableLayout
from selfeval.excel.tables.taking import number_in

_READ_BUDGET = (
    *BUDGET_FIELDS,
    *(f"{amount}.{part}" for amount in AMOUNTS for part in PARTS),
    *KEPT_MONEY,
)


class Table(NamedTuple):
    """One project as one table says it, whose id is not settled yet.

    `year` is what the title lines say; `whole_department` marks the department's own form; `first` is its first row;
    `layout` tells how the table was understood, and stands with its first project only; `units` are those of `Head`.
    """

    project: Project
    problems: tuple[Problem, ...]
    year: int | None
    whole_department: bool
    first: int
    layout: TableLayout | None = None
    units: Mapping[str, str] = MappingProxyType({})


@dataclass
class _Part:
    """One table in reading: its own window of the sheet."""

    grid: Grid
    header: Header
    head: Head
    reader: BodyReader


def read_tables(grid: Grid, overrides: Overrides | None = None) -> tuple[Table, ...]:
    """Every indicator table on a sheet, from top to bottom; empty for a sheet without one."""
    return tuple(table for _, tables in read_parts(grid, overrides) for table in tables)


def read_parts(grid: Grid, overrides: Overrides | None = None) -> tuple[tuple[Header, tuple[Table, ...]], ...]:
    """Every header with the projects below it: one, or those of a list; headers that only repeat one are left out."""
    parts: list[_Part] = []
    overrides = overrides or {}
    headers = halves.joined(grid, apart(grid, find_headers(grid, overrides)))
    for index, header in enumerate(headers):
        stop = next((later.top for later in headers[index + 1 :] if overlap(header, later)), grid.rows[-1] + 1)
        before = next((part for part in reversed(parts) if overlap(part.header, header)), None)
        start = before.reader.body.end if before else 1
        if before is not None and _is_other_half(parts, before, _part(grid, header, start, stop)):
            continue
        if before is not None and _continues(before, header):
            _go_on(before, header, stop)
        else:
            parts.append(_part(grid, header, start, stop))
    for index, part in enumerate(parts):
        if not any(overlap(part.header, later.header) for later in parts[index + 1 :]):
            last = part.grid.rows[-1] + 1
            parts[index] = replace(part, head=with_money_below(part.head, part.grid, part.reader.body.last + 1, last))
    return tuple((part.header, tuple(_tables(part, overrides))) for part in parts)


def _part(grid: Grid, header: Header, start: int, stop: int) -> _Part:
    own = grid.window(header.left, header.right)
    head = read_head(own, start, header.top)
    reader = BodyReader(own, header)
    reader.read(header.bottom, stop)
    return _Part(own, header, head, reader)


def _is_other_half(parts: list[_Part], before: _Part, part: _Part) -> bool:
    """Whether two tables one below the other are the halves of one form; then the year's stays, and keeps the other."""
    if part.head.names_project:
        return False
    grid = part.grid
    pair = (
        halves.half_of_header(grid, before.header, before.head.first - 1),
        halves.half_of_header(grid, part.header, before.reader.body.last),
    )
    if set(pair) != set(halves.Half):
        return False
    year, period = (part, before) if pair[0] is halves.Half.PERIOD else (before, part)
    for row in period.reader.body.rows:
        year.reader.keep_period(row, period.reader.rows)
    # Rows below a line such as 长期绩效指标 were kept by its own table.
    kept, own = period.reader.body, year.reader.body
    own.period[:0] = kept.period
    own.period_at = kept.period_at or own.period_at
    year.reader.body.end = part.reader.body.end
    parts[parts.index(before)] = replace(year, head=before.head.with_other(part.head))
    return True


def _continues(before: _Part, header: Header) -> bool:
    """Whether a header only repeats the one before on the next page or for the next goal, with nothing else between."""
    body = before.reader.body
    if dict(before.header.columns) != dict(header.columns) or (body.closed and not _only_a_page(before)):
        return False
    grid = before.grid
    rows = [row for row in grid.rows_between(body.last + 1, header.top - 1) if any(grid.row_texts(row))]
    between = [text for row in rows for _, text in grid.row_texts(row)]
    return all(is_page_mark(text) for text in between) or all(heads_goal(grid, row) for row in rows)


def _only_a_page(part: _Part) -> bool:
    """Whether a table was closed by nothing but a title such as 续表."""
    body = part.reader.body
    return not any(row.why in {recognised.TOTAL, recognised.GRADE, recognised.NOTE} for row in body.skipped)


def _go_on(part: _Part, header: Header, stop: int) -> None:
    part.reader.skip(header.top, recognised.REPEATED)
    part.reader.body.closed = False
    part.reader.read(header.bottom, stop)


def _tables(part: _Part, overrides: Overrides) -> list[Table]:
    body = part.reader.finish()
    taken = [_take_execution(part, group, body) for group in body.groups]
    found = [_table(part, body, group, row) for group, row in zip(body.groups, taken, strict=True)]
    layout = account(part.grid, part.header, body, found_titles(found), overrides)
    layout = replace(layout, kept=kept_texts(table.project for table in found))
    extra = [*unknown_problems(layout), *repeated(body)]
    if body.period_at:
        extra.append(halves.told(body.period_at, len(body.period)))
    tables = []
    for index, (table, group) in enumerate(zip(found, body.groups, strict=True)):
        hidden = hidden_problems(part.grid, table.project, group.indicators)
        rows = row_problems(table.project, table.problems)
        problems = (*table.problems, *rows, *hidden, *(extra if index == 0 else ()))
        tables.append(table._replace(problems=problems, layout=layout if index == 0 else None))
    return tables


def found_titles(tables: list[Table]) -> tuple[str, ...]:
    """What the projects of a table are called."""
    return tuple(table.project.title for table in tables)


def _take_execution(part: _Part, group: Group, body: Body) -> ExecutionRow | None:
    """The row of the execution rate, no longer among the indicators, and no problem of it as one of them."""
    listed = part.header.is_list
    row = find_execution(group.indicators, {} if listed else part.head.claims, {} if listed else part.head.cells)
    if row is None:
        return None
    group.indicators.remove(row.indicator)
    group.problems = [problem for problem in group.problems if problem.indicator != row.indicator.id]
    where = row.cells["execution_weight"]
    body.skipped.append(Skipped(where, row.indicator.tier3 or row.indicator.tier1, recognised.EXECUTION))
    return row


def _table(part: _Part, body: Body, group: Group, execution: ExecutionRow | None) -> Table:
    head, facts = part.head, group.facts
    texts = {**head.texts, **{key: value for key, value in facts.items() if value}}
    listed = part.header.is_list
    cells = {**head.cells, **group.cells, **group.footer.cells}
    if body.period_at:
        cells["period_indicators"] = body.period_at
    code, name = _identity(texts, cells)
    if head.whole_department and not name:
        # The department's own form is about the department, and says so instead of naming a project.
        field = "department" if texts.get("department") else "unit"
        name = texts.get(field, "")
        cells |= {"name": cells[field]} if field in cells else {}
    budget = {**head.budget, **_listed_budget(part, facts)} if not listed else _listed_budget(part, facts)
    claims = dict(head.claims) if not listed else {"rate": facts.get("rate", "")}
    if execution is not None:
        claims |= execution.claims
        cells = {**execution.cells, **cells, **{name: execution.cells[name] for name in execution.claims}}
        texts["budget_reason"] = texts.get("budget_reason") or execution.reason
        texts["execution_target"] = execution.indicator.target
    if "weight" in part.header.columns:
        claims = as_points(group, claims)
    project = Project(
        id="",
        sheet=part.grid.title,
        title=name or (code if listed else "") or head.subject or part.grid.title,
        code=code,
        name=name,
        unit=texts.get("unit", ""),
        department=texts.get("department", ""),
        purpose=texts.get("purpose", ""),
        money_unit=_money_unit(part) or "万元",
        budget={key: budget[key] for key in _READ_BUDGET if budget.get(key)},
        goals=goals_above(split_goals(facts["goals"]) if facts.get("goals") else head.goals, group.indicators),
        goal_actual=texts.get("goal_actual", ""),
        kept=_kept(texts, group, body),
        signed={**{name: head.texts[name] for name in SIGNED if head.texts.get(name)}, **group.footer.signed},
        budget_reason=texts.get("budget_reason", ""),
        finished=texts.get("finished", ""),
        indicators=tuple(group.indicators),
        claimed=_claimed(claims, group),
        cells=cells,
        whole_department=head.whole_department,
    )
    found = (*head.problems, *group.problems, *group.footer.problems)
    problems = tuple(replace(problem, project="") for problem in found)
    return Table(project, problems, head.year, head.whole_department, head.first, units=head.units)


def _identity(texts: Mapping[str, str], cells: dict[str, CellRef]) -> tuple[str, str]:
    """Code and name of the project, parted where one cell holds both."""
    code, name = "".join(texts.get("code", "").split()), texts.get("name", "")
    if not name and (parts := split_code(texts.get("code", "")))[0]:
        cells["name"] = cells.get("code") or CellRef("", "")
        return parts
    found, rest = split_code(name)
    if found and (not code or code == found):
        if not code and "name" in cells:
            cells["code"] = cells["name"]
        return found, rest
    return code, name


def _kept(texts: Mapping[str, str], group: Group, body: Body) -> dict[str, str]:
    found = {**texts, **group.footer.kept, "period_indicators": "\n".join(body.period)}
    return {name: found[name] for name in KEPT if found.get(name)}


def _listed_budget(part: _Part, facts: Mapping[str, str]) -> dict[str, str]:
    """Amounts of a list's row; sources of money without an amount of their own belong to the initial one."""
    unit = _money_unit(part) or "万元"
    names = {amount: amount for amount in AMOUNTS} | {source: f"initial.{source}" for source in SOURCES}
    return {key: with_unit(facts[name], _column_unit(part, name), unit) for name, key in names.items() if name in facts}


def _money_unit(part: _Part) -> str:
    """The unit of money stated above the table, or in the header of an amount's column: `预算数（元）`."""
    return next((unit for name in AMOUNTS if (unit := _column_unit(part, name))), part.head.money_unit)


def _column_unit(part: _Part, name: str) -> str:
    column = part.header.column(f"project.{name}")
    rows = range(part.header.top, part.header.bottom + 1) if column else ()
    return next((unit for row in rows if (unit := money_unit_in(part.grid.text(row, column or 0)))), "")


def _claimed(claims: Mapping[str, str], group: Group) -> Claimed:
    footer = group.footer
    return Claimed(
        total=footer.total,
        grade=footer.grade if footer.grade and footer.grade not in DASHES else None,
        rate="" if claims.get("rate", "") in DASHES else claims.get("rate", ""),
        execution_score=number_in(claims.get("execution_score", "")),
        execution_weight=number_in(claims.get("execution_weight", "")),
    )
