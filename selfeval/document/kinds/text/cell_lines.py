"""Tables of a text that has one cell a line: the header's labels tell how many columns there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selfeval.core.patterns import lazy
from selfeval.core.problems import Severity, msg
from selfeval.document.kinds.contents import is_part
from selfeval.document.kinds.text.head import head_rows
from selfeval.document.values import Block, Line, Notes, Table, TableCell
from selfeval.excel.tables.department import section_of
from selfeval.excel.tables.labels.labels import (
    column_of,
    is_title,
    label_key,
    label_of,
    project_column_of,
    weak_name_of,
)

_TIERS = ("tier1", "tier2")
_TIER2 = lazy(
    r"(?:数量|质量|时效|成本|(?:经济|社会|生态|环境)?(?:效益|影响|成本)|可持续影响|满意度|服务对象满意度"
    r"|社会公众(?:或服务对象)?满意度|(?:经济|社会|生态环境)成本)(?:指标)?"
)
_TIER1 = lazy(r"(?:产出|效益|满意度|成本|项目完成|项目效果|绩效)(?:指标)?")
_PROJECT = frozenset({"project.name", "project.code"})
_FEWEST, _MOST_COLUMNS, _LONGEST_LABEL = 3, 20, 12
"""So many labels of columns, one below the other, are a header."""


def cell_lines(blocks: Sequence[Block], notes: Notes) -> Iterator[Block]:
    """The blocks, with runs of lines that are the cells of a table put together."""
    index = 0
    above: list[Line] = []  # what may be the head of the table that follows
    while index < len(blocks):
        header = _header(blocks, index)
        if _names_projects(above) and len(header) >= _FEWEST:
            above += header
            index += len(header)
            continue
        if len(header) < _FEWEST or not _is_table(header):
            block = blocks[index]
            if isinstance(block, Line) and not (block.level or block.contents or is_title(block.text)):
                above.append(block)
            else:
                yield from above
                yield block
                above = []
            index += 1
            continue
        first = next((at for at, line in enumerate(above) if label_of(line.text) is not None), len(above))
        yield from above[:first]
        if above[first:]:
            yield head_rows(above[first:])
        above = []
        end = _end(blocks, index + len(header))
        cells = [block for block in blocks[index + len(header) : end] if isinstance(block, Line)]
        rows = _rows([column_of(line.text) or line.text for line in header], cells, notes)
        yield _table([header, *rows])
        index = end
    yield from above


def _header(blocks: Sequence[Block], index: int) -> list[Line]:
    """The labels of columns from here on; one that is not known may stand between two that are."""
    found: list[Line] = []
    lines = list(blocks[index : index + _MOST_COLUMNS])
    for at, block in enumerate(lines):
        if not isinstance(block, Line) or (column_of(block.text) is None and not (found and _is_between(lines, at))):
            break
        found.append(block)
    return found


def _is_between(blocks: Sequence[Block], at: int) -> bool:
    block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    short = isinstance(block, Line) and len(block.text) <= _LONGEST_LABEL and not any(map(str.isdigit, block.text))
    return short and isinstance(after, Line) and column_of(after.text) is not None


def _is_table(header: list[Line]) -> bool:
    names = [column_of(line.text) or line.text for line in header]
    grouped = "sign" in names and any(weak_name_of(line.text) or column_of(line.text) == "target" for line in header)
    if grouped:  # the header has two lines, and which columns the upper ones stand over nobody can tell
        return False
    return "tier3" in names and bool({"target", "tier2"} & set(names)) and len(set(names)) == len(names)


def _names_projects(above: Sequence[Line]) -> bool:
    """Whether the labels before the header are columns too, those of a list of projects.

    Which of its cells are merged, and so left out, nobody can tell: such a text is not taken for a table.
    """
    names = [index for index, line in enumerate(above) if project_column_of(line.text) in _PROJECT]
    return any(index + 1 == len(above) or label_of(above[index + 1].text) is not None for index in names)


def _end(blocks: Sequence[Block], index: int) -> int:
    """Where the cells end: at a heading, a title, a label of another table, a list of contents, or a table."""
    while index < len(blocks):
        block = blocks[index]
        if not isinstance(block, Line) or block.level or block.contents or is_title(block.text):
            break
        if is_part(block.text) or section_of(block.text)[0]:
            break
        if label_key(block.text) in {"code", "name", "plan", "budget_block", "money_unit", "unit", "department"}:
            break
        index += 1
    return index


def _rows(names: list[str], cells: list[Line], notes: Notes) -> list[list[Line | None]]:
    """The cells of each indicator; a tier that is printed once is that of the rows below it."""
    width = sum(name not in _TIERS for name in names)
    rows: list[list[Line | None]] = []
    short: list[Line] = []
    tiers: dict[str, Line | None] = {}
    held: list[Line] = []
    for index, line in enumerate(cells):
        tier = _tier(names, line, cells[index + 1] if index + 1 < len(cells) else None)
        if not tier:
            held.append(line)
            continue
        rows += _cut(names, tiers, held, width, short)
        if held or tier in tiers:
            tiers = {}
        held = []
        tiers[tier] = line
    rows += _cut(names, tiers, held, width, short)
    if short:
        message = msg(
            "{count} rows have fewer cells than the table has columns; the first is {text}.",
            count=len(short),
            text=short[0].text,
        )
        hint = msg("Compare these rows with the document; the cells at their right were supposed to be blank.")
        notes.tell("F623", Severity.WARNING, message, hint, short[0].place, short[0].text)
    return rows


def _tier(names: list[str], line: Line, after: Line | None) -> str:
    """Which tier a cell is, "" for others: 成本指标 is a first tier only where a second one follows."""
    first, second = _is_word(_TIER1, line), _is_word(_TIER2, line)
    if "tier2" not in names or not (first or second):
        return "tier1" if first and "tier1" in names else ""
    followed = after is not None and _is_word(_TIER2, after)
    if "tier1" in names and first and (followed or not second):
        return "tier1"
    return "tier2" if second else ""


def _is_word(pattern: re.Pattern[str], line: Line) -> bool:
    return bool(pattern.fullmatch("".join(line.text.split())))


def _cut(
    names: list[str], tiers: dict[str, Line | None], held: list[Line], width: int, short: list[Line]
) -> Iterator[list[Line | None]]:
    """Rows of `width` cells; a last one that is short lacks the cells at its right."""
    for start in range(0, len(held), width):
        own = held[start : start + width]
        if len(own) < width:
            short.append(own[0])
        texts = iter(own)
        row: list[Line | None] = []
        for name in names:
            row.append((tiers.get(name) if start == 0 else None) if name in _TIERS else next(texts, None))
        yield row


def _table(rows: Sequence[Sequence[Line | None]]) -> Table:
    cells = [
        TableCell(number, column, line.text, line.place)
        for number, row in enumerate(rows, start=1)
        for column, line in enumerate(row, start=1)
        if line is not None
    ]
    return Table(tuple(cells), len(rows))
