"""The head of a table whose text has one cell a line: labels and the values below them, laid out in rows."""

from __future__ import annotations

from collections.abc import Sequence

from selfeval.document.values import Line, Table, TableCell
from selfeval.excel.tables.labels.labels import is_title, label_of, month_of
from selfeval.excel.tables.taking import number_in

_MONEY = frozenset({"initial", "adjusted", "executed", "fiscal", "other", "carry_over", "total_row", "received"})
_OPENS = frozenset({"budget_block"})


def head_rows(lines: Sequence[Line]) -> Table:
    """One table of labels with their values at the right, as forms print them."""
    rows: list[list[Line | str]] = []
    at = 0
    while at < len(lines):
        taken, added = _months(lines, at) or _money(lines, at) or _pair(lines, at)
        rows += added
        at += taken
    cells: list[TableCell] = []
    for number, row in enumerate(rows, start=1):
        for column, item in enumerate(row, start=1):
            if isinstance(item, Line):
                cells.append(TableCell(number, column, item.text, item.place))
    return Table(tuple(cells), len(rows))


def _key(line: Line) -> str:
    label = label_of(line.text)
    return label[0] if label and not label[1] else ""


def _months(lines: Sequence[Line], at: int) -> tuple[int, list[list[Line | str]]] | None:
    """资金支出计划, its months, and as many shares."""
    if _key(lines[at]) not in {"plan", "checkpoint"}:
        return None
    months = [line for line in lines[at + 1 : at + 7] if month_of(line.text)]
    values = list(lines[at + 1 + len(months) : at + 1 + 2 * len(months)])
    if not months or any(number_in(line.text) is None for line in values):
        return None
    return 1 + 2 * len(months), [[lines[at], *months], ["", *values]]


def _money(lines: Sequence[Line], at: int) -> tuple[int, list[list[Line | str]]] | None:
    """预算规模及资金用途 with labels of money and their amounts in one row; what it is spent on follows."""
    if _key(lines[at]) not in _MONEY | _OPENS:
        return None
    row: list[Line | str] = [lines[at]]
    end = at + 1
    while end < len(lines) and (_key(lines[end]) in _MONEY or number_in(lines[end].text) is not None):
        row.append(lines[end])
        end += 1
    return end - at, [row]


def _pair(lines: Sequence[Line], at: int) -> tuple[int, list[list[Line | str]]]:
    """A label with the lines below it that are none; another line alone."""
    key = _key(lines[at])
    if not key or is_title(lines[at].text) or key == "indicator_block":
        return 1, [[lines[at]]]
    end, most = at + 1, len(lines) if key in {"goals", "purpose", "expected"} else at + 2
    while end < min(most, len(lines)) and label_of(lines[end].text) is None and not is_title(lines[end].text):
        end += 1
    values = lines[at + 1 : end]
    if not values:
        return 1, [[lines[at]]]
    joined = Line("\n".join(line.text for line in values), values[0].place)
    return end - at, [[lines[at], joined]]
