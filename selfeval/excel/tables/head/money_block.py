"""Finds a block of money whose header names its columns: amounts over sources, in one line or two, or reversed.

The national one has 年初预算数 | 全年预算数 | 全年执行数 as columns and as rows 年度资金总额, 当年财政拨款, …; in
others 预算数 stands over 年初 | 调整后, or the sources are the columns and the amounts the rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from typing import Final

from selfeval.core.numbers import parse_quantity
from selfeval.core.patterns import lazy
from selfeval.core.records import dataclass
from selfeval.core.units import is_money
from selfeval.excel.book.grid import MAX_ROW, Grid
from selfeval.excel.tables.labels.column_numbers import numbers_columns
from selfeval.excel.tables.labels.labels import (
    AMOUNT_PARTS,
    MONEY,
    column_of,
    head_key,
    label_key,
    label_of,
    labels_in,
    normal,
    year_in,
)
from selfeval.excel.tables.taking import value_right

CLAIMS: Final = {"weight": "execution_weight", "rate": "rate", "score": "execution_score"}
"""What stands beside the amounts of the execution rate, and the fact that it is."""

FUND_ROWS: Final = 12
"""A block of project money never has more rows than this."""

_TOTAL: Final = "total_row"
_SOURCES: Final = AMOUNT_PARTS | {_TOTAL}

_CHANGE = lazy(
    "(?:本年|全年|年中|年度)?(?:预算|资金)?(?:调整|追加|调增|调减|追减|增减|变动)(?:追加|调减|追减|减少)?"
    "(?:数|额|金额|情况)?"
)


@dataclass(frozen=True, slots=True)
class MoneyBlock:
    """Where a block's header stands and what it names.

    Attributes:
        top, bottom: its first and last row.
        columns: by column, an amount or a claim; in a reversed one, a source of money, the total or a claim.
        labels: the text that names each column.
        is_reversed: its rows are the amounts.
    """

    top: int
    bottom: int
    columns: Mapping[int, str]
    labels: Mapping[int, str]
    is_reversed: bool = False


def labels_of(grid: Grid, row: int) -> list[tuple[int, str, str]]:
    """The labels of a row: column, key, the text behind the colon."""
    return [(column, *label) for column, text in grid.row_texts(row) for label in labels_in(text)]


def amount_in(text: str) -> bool:
    """Whether a text is an amount of money, however large: `1,800,000`, `180万元`."""
    quantity = parse_quantity(text)
    return quantity is not None and (not quantity[1] or is_money(quantity[1]))


def with_unit(text: str, own: str, form: str) -> str:
    """An amount with the unit of its own column or label, where that is not the unit of the form: 全年执行数（元）."""
    quantity = parse_quantity(text) if own and own != form else None
    return f"{text}{own}" if quantity is not None and not quantity[1] else text


def claim_key(text: str, key: str) -> str:
    """`weight`, `rate`, `score` for a label beside amounts, also for 自评得分, elsewhere the total; else ""."""
    if key in CLAIMS:
        return key
    named = column_of(text) if key in {"total", ""} else None
    return named if named in {"weight", "score"} else ""


def row_label(grid: Grid, row: int, before: int) -> tuple[str, str]:
    """Which source of money a row of a block is about, `total_row` or "", with the text that says it."""
    for column, key, _ in labels_of(grid, row):
        if column < before and key in _SOURCES:
            return key, grid.text(row, column)
    for column, text in grid.row_texts(row):
        if column < before and normal(text) == "合计":
            return _TOTAL, text
    return "", ""


def find_block(grid: Grid, rows: list[int], row: int) -> MoneyBlock | None:
    """The block whose header begins at one of the rows, which ascend; None where none does."""
    start = bisect_right(rows, row)
    near = rows[start : start + 2 * FUND_ROWS]  # looking at all of them for each row would cost the square of a sheet
    below = [later for later in near if not _is_numbers(grid, later)][:FUND_ROWS]
    return _two_lines(grid, row, below) or _plain(grid, row, below) or _reversed(grid, row, below)


def _is_numbers(grid: Grid, row: int) -> bool:
    return numbers_columns([text for _, text in grid.row_texts(row)])


def _without_title(grid: Grid, row: int) -> list[tuple[int, str, str]]:
    """The labels of a row without that of the whole block, which may be called like an amount: 预算资金（元）.

    It is merged down beside the rows of the block, or its words stand once more over a column.
    """
    found = labels_of(grid, row)
    if not found or found[0][1] not in MONEY:
        return found
    column, key, _ = found[0]
    others = [(at, other) for at, other, _ in found[1:] if other in MONEY]
    tall = grid.span(row, column).bottom > max((grid.span(row, at).bottom for at, _ in others), default=MAX_ROW)
    return found[1:] if tall or (len(others) > 1 and any(key == other for _, other in others)) else found


def _plain(grid: Grid, row: int, below: list[int]) -> MoneyBlock | None:
    own = _without_title(grid, row)
    labels = [column for column, key, inline in own if key in MONEY and not inline]
    beside = {column: value_right(grid, row, grid.span(row, column)) for column in labels}
    headers = [at for at in labels if grid.cell(*beside[at]) is None or _is_label(grid.text(*beside[at]))]
    if len(headers) == 1:
        fits = bool(below) and _names_figure(grid, below[0], headers[0])
    else:
        fits = len(headers) >= 2 and _next_is_figures(grid, row, below)
    return _block(grid, row, row, _named(grid, row)) if fits else None


def _is_label(text: str) -> bool:
    return label_of(text) is not None or bool(_CHANGE.fullmatch(normal(text)))


def _named(grid: Grid, row: int) -> dict[int, str]:
    """The amounts and claims that the cells of a header line name."""
    own = {column for column, _, _ in _without_title(grid, row)}
    named: dict[int, str] = {}
    latest = max((year for _, text in grid.row_texts(row) if (year := year_in(text))), default=None)
    for column, text in grid.row_texts(row):
        if year_in(text) not in {None, latest}:
            continue  # 2024年预算数 beside 2025年预算数
        key, inline = label_of(text) or ("", "")
        titles_block = key in MONEY and column not in own
        if titles_block or (inline and key not in MONEY):
            continue
        name = key if key in MONEY else claim_key(text, key)
        if name and name not in named.values():
            named[column] = name
    return named


def _block(grid: Grid, top: int, bottom: int, columns: Mapping[int, str]) -> MoneyBlock:
    labels = {column: grid.text(bottom, column) or grid.text(top, column) for column in columns}
    return MoneyBlock(top, bottom, columns, labels)


def _names_figure(grid: Grid, row: int, column: int) -> bool:
    """Whether a row names the year's total at the left of a figure, or of a blank, under a single header."""
    if row_label(grid, row, column)[0] != _TOTAL:
        return False
    figures = {at for at, text in grid.row_texts(row) if amount_in(text)}
    return not figures or column in figures


def _next_is_figures(grid: Grid, row: int, below: list[int]) -> bool:
    """Whether the rows below are named by source of money, or hold plain figures under the headers."""
    columns = [column for column, key, _ in _without_title(grid, row) if key in MONEY]
    if any(row_label(grid, later, min(columns))[0] for later in below[:2]):
        return True
    return (
        bool(below)
        and not labels_of(grid, below[0])
        and any(amount_in(grid.text(below[0], column)) for column in columns)
    )


def _two_lines(grid: Grid, row: int, below: list[int]) -> MoneyBlock | None:
    """A header such as 预算数 over 年初 | 调整后, whose words make sense only together."""
    if not below or below[0] != row + 1:
        return None
    upper = [(column, text) for column, text in grid.row_texts(row) if label_key(text) in MONEY]
    named: dict[int, str] = {}
    for column, text in upper:
        right = max(grid.span(row, column).right, column)
        if right == column:  # as a file without merged cells has it
            later = [at for at, _ in grid.row_texts(row) if at > column]
            right = (later[0] if later else column + 2) - 1
        for at, lower in grid.row_texts(row + 1):
            if column <= at <= right and lower != text:
                key = head_key(lower)
                key = key if key in MONEY else head_key(normal(lower) + normal(text))
                if key in MONEY and key not in named.values():
                    named[at] = key
    if len(named) < 2 or any(amount_in(text) for at, text in grid.row_texts(row + 1) if at in named):
        return None
    covered = {column for column, _ in upper if any(column <= at <= grid.span(row, column).right for at in named)}
    rest = {at: name for at, name in _named(grid, row).items() if at not in covered and name not in named.values()}
    return _block(grid, row, row + 1, dict(sorted({**rest, **named}.items())))


def _reversed(grid: Grid, row: int, below: list[int]) -> MoneyBlock | None:
    """A header of sources over rows of amounts: 资金总额 | 财政拨款 | 其他资金 over 年初预算数, 全年预算数, …."""
    found = [(column, key) for column, key, inline in labels_of(grid, row) if key in _SOURCES and not inline]
    if len(found) < 2:
        return None
    first = found[0][0]
    named = [later for later in below if any(c < first and key in MONEY for c, key, _ in labels_of(grid, later))]
    texts = [text for later in named for column, _ in found if (text := grid.text(later, column))]
    if len(named) < 2 or named[0] != below[0] or (texts and not any(map(amount_in, texts))):
        return None
    columns = dict(reversed(found))
    for column, text in grid.row_texts(row):
        if column not in columns and (claim := claim_key(text, label_key(text))):
            columns[column] = claim
    labels = {column: grid.text(row, column) for column in columns}
    return MoneyBlock(row, row, columns, labels, is_reversed=True)


def change_column(grid: Grid, row: int) -> int | None:
    """The column of a change of the budget (预算调整数), which is none of what it came to; None without one."""
    return next((column for column, text in grid.row_texts(row) if _CHANGE.fullmatch(normal(text))), None)


def is_heading(grid: Grid, row: int, columns: Collection[int]) -> bool:
    """Whether a row only says once more what the columns hold: `金额（万元）`, or numbers them."""
    if _is_numbers(grid, row):
        return True
    texts = [grid.text(row, column) for column in columns if grid.text(row, column)]
    return bool(texts) and all(label_key(text) in {"heading", "money_unit"} for text in texts)
