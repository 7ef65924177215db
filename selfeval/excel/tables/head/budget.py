"""Reads the money above an indicator table: budget amounts by source, spending plan, spending at the checkpoints.

Knows both shapes that forms use: labels with the value at their right (`预算数 | 180 | 其中：财政资金 | 180`), and the
national block with 年初预算数 / 全年预算数 / 全年执行数 as columns, and as rows 年度资金总额, 当年财政拨款,
上年结转资金 and 其他资金.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from itertools import islice

from selfeval.core.numbers import parse_money, parse_percent, plain
from selfeval.core.problems import Severity, msg
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.book.grid import Grid, Span
from selfeval.excel.tables.head.goals import GOAL_KEYS
from selfeval.excel.tables.head.money_block import (
    CLAIMS,
    FUND_ROWS,
    MoneyBlock,
    change_column,
    claim_key,
    find_block,
    is_heading,
    labels_of,
    row_label,
    with_unit,
)
from selfeval.excel.tables.head.months import read_months
from selfeval.excel.tables.labels.labels import (
    AMOUNT_PARTS,
    MONEY,
    SECOND_PART,
    label_key,
    label_of,
    money_unit_in,
    month_of,
    normal,
)
from selfeval.excel.tables.labels.words import HEAD
from selfeval.excel.tables.taking import Taker, value_right

_TOTALS = {"total_row": "initial", "period_total": "period"}
"""What a total without columns is: that of the year, or of the longer period that the project runs over."""

_RATE_TOLERANCE = 1
"""Percent by which a printed rate may differ from that of the amounts: 95% for 94.6%."""

_ENDS_BLOCK = GOAL_KEYS | {"plan", "checkpoint", "code", "name", "indicator_block", "period_block"}


_BESIDE_AMOUNTS = frozenset({*CLAIMS, *MONEY, *AMOUNT_PARTS, *_TOTALS, "total", "budget_block"})
"""What stands in a row of claims alone, below the rows of the amounts: 执行率 | 分值 | 得分."""


class BudgetReader:
    """Reads one table's money into `texts` (keys of `BUDGET_FIELDS`), `claims` and `purpose`.

    `units` has those amounts, also blank ones, whose own labels say another unit than the form: 全年执行数（元）.
    """

    def __init__(self, grid: Grid, rows: list[int], taker: Taker, unit: str) -> None:
        self._grid, self._rows, self._taker, self._unit = grid, rows, taker, unit or "万元"
        self._done: set[int] = set()
        self._parts: dict[str, dict[str, bool]] = {}
        self.texts: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self.claims: dict[str, str] = {}
        self.purpose = ""

    def read(self) -> None:
        """Read everything; each row is read by one of the shapes only."""
        for row in self._rows:
            if row not in self._done and (block := find_block(self._grid, self._rows, row)) is not None:
                self._read_block(block)
        texts, done = read_months(self._grid, [row for row in self._rows if row not in self._done], self._taker)
        self.texts |= texts
        self._done |= done
        above: dict[int, str] = {}
        for row in self._rows:
            if row not in self._done:
                above = self._read_pairs(row, above)
        self._read_purpose()

    def _put(self, key: str, row: int, column: int, labels: tuple[str, ...] = ()) -> None:
        if key not in self.texts:
            self.texts[key] = self._with_unit(key, self._taker.take_value(key, row, column), labels)

    def _with_unit(self, key: str, text: str, labels: tuple[str, ...]) -> str:
        own = next((unit for label in labels if (unit := money_unit_in(label))), self._unit)
        if own != self._unit:
            self.units[key] = own
        return with_unit(text, own, self._unit)

    def _put_part(self, key: str, label: str, row: int, column: int, labels: tuple[str, ...] = ()) -> None:
        """The amount of one source; those of 中央, 省级, … make the fiscal one, where no line says it as a whole."""
        parts, text = self._parts.setdefault(key, {}), self._with_unit(key, self._grid.text(row, column), labels)
        whole = key.endswith(".fiscal") and normal(label) in HEAD
        known = parts.get(label)
        if known is not None or (key.endswith(".fiscal") and any(parts.values())):
            return
        amount, before = self._amount(text), self._amount(self.texts.get(key, ""))
        parts[label] = whole and amount is not None
        if len(parts) > 1 and not (key.endswith(".fiscal") and any(normal(part) in HEAD for part in parts)):
            self._taker.cells.setdefault(f"{key}.{SECOND_PART}", self._grid.ref(row, column))
        elif whole:
            self._taker.cells.pop(f"{key}.{SECOND_PART}", None)
        if whole or before is None:
            if whole or amount is not None or key not in self.texts:
                self.texts.pop(key, None)
                self._put(key, row, column, labels)
        elif amount is not None:
            where, self.texts[key] = self._taker.cells[key], plain(before + amount)
            self._taker.take(key, row, column)
            self._taker.cells[key] = where
            message = msg("{parts} were added up: {sum}.", parts="、".join(parts), sum=self.texts[key])
            hint = msg("One line for the sum of them would say it more clearly.")
            self._taker.note("F219", Severity.INFO, message, hint, row, column, text)

    def _amount(self, text: str) -> Decimal | None:
        """An amount in the unit of the form; None for a blank and for what is no amount."""
        return None if text in DASHES else parse_money(text, self._unit)

    # Blocks with columns ------------------------------------------------------------------------------------------

    def _read_block(self, block: MoneyBlock) -> None:
        columns = block.columns
        first = min(columns)
        self._done |= set(range(block.top, block.bottom + 1))
        later = self._rows[bisect_right(self._rows, block.bottom) :]
        rows = (row for row in later if not is_heading(self._grid, row, columns))
        for index, row in enumerate(islice(rows, FUND_ROWS)):
            labels = labels_of(self._grid, row)
            if block.is_reversed:
                amount = next((key for column, key, _ in labels if column < first and key in MONEY), "")
                if not amount:
                    break
                self._read_amount_row(block, row, amount)
                continue
            key, label = row_label(self._grid, row, first)
            if not key and any(name in _ENDS_BLOCK or name in MONEY for _, name, _ in labels):
                break
            if key or not index:
                self._read_source_row(block, row, key, label)

    def _read_source_row(self, block: MoneyBlock, row: int, key: str, label: str) -> None:
        """A row of one source of money, or of the total."""
        self._done.add(row)
        for column, name in block.columns.items():
            said = (block.labels[column], label)
            if name in MONEY and key in {"total_row", ""}:
                self._put(name, row, column, said)
            elif name in MONEY:
                self._put_part(f"{name}.{key}", label, row, column, said)
            elif key in {"total_row", ""}:
                self._claim(CLAIMS[name], row, column)
        if key in {"total_row", ""} and (change := change_column(self._grid, block.bottom)):
            self._add_change(row, change, block.bottom)

    def _add_change(self, row: int, column: int, heading: int) -> None:
        """What was added to the initial budget or taken off, where no column says what it came to.

        Where spending or the printed rate say otherwise, 调整数 may be the budget after it as well: F236.
        """
        initial, text = self.texts.get("initial", ""), self._grid.text(row, column)
        before, change = self._amount(initial), self._amount(text)
        if "adjusted" in self.texts or before is None or change is None:
            return
        if before and not self._fits(before, change):
            message = msg(
                "{label}: {text} cannot be told from the budget after it; it was not counted, and the initial budget "
                "{initial} counts.",
                label=self._grid.text(heading, column),
                text=text,
                initial=initial,
            )
            hint = msg("Enter the year's budget (全年预算数), the initial one with the change.")
            self._taker.note("F236", Severity.WARNING, message, hint, row, column, text)
            return
        self._taker.take("adjusted", row, column)
        self.texts["adjusted"] = plain(before + change)
        message = msg("{parts} were added up: {sum}.", parts=f"{initial}、{text}", sum=self.texts["adjusted"])
        hint = msg("One line for the sum of them would say it more clearly.")
        self._taker.note("F219", Severity.INFO, message, hint, row, column)

    def _fits(self, before: Decimal, change: Decimal) -> bool:
        """Whether spending and the printed rate agree with the initial budget and a change of it added up."""
        executed, after = self._amount(self.texts.get("executed", "")), before + change
        if change <= 0:
            return after > 0  # what is taken off can be no budget
        rate = parse_percent(self.claims.get("rate", ""))
        if rate is not None and executed is not None:
            return any(abs(100 * executed / after - said) <= _RATE_TOLERANCE for said in (rate, 100 * rate))
        return 2 * change < before and not (executed is not None and 0 < executed <= change)

    def _read_amount_row(self, block: MoneyBlock, row: int, amount: str) -> None:
        """A row of one amount, whose columns are the sources."""
        self._done.add(row)
        said = next(text for _, text in self._grid.row_texts(row) if label_key(text) == amount)
        for column, name in block.columns.items():
            label = block.labels[column]
            if name == "total_row":
                self._put(amount, row, column, (said, label))
            elif name in CLAIMS:
                self._claim(CLAIMS[name], row, column)
            else:
                self._put_part(f"{amount}.{name}", label, row, column, (said, label))

    def _claim(self, name: str, row: int, column: int) -> None:
        self._taker.cells.setdefault(name, self._grid.ref(row, column))
        if name not in self.claims and self._grid.cell(row, column) is not None:
            self.claims[name] = self._taker.take(name, row, column)

    # Labels with the value beside them ----------------------------------------------------------------------------

    def _read_pairs(self, row: int, above: dict[int, str]) -> dict[int, str]:
        """Amounts and sources of one row; `above` tells which amount each column of the rows above was about."""
        amounts: dict[int, str] = {}
        amount = ""
        labels = labels_of(self._grid, row)
        own = bool(above) and all(key in _BESIDE_AMOUNTS for _, key, _ in labels)
        for column, key, inline in labels:
            if key in MONEY or key in _TOTALS:
                amount = _TOTALS.get(key, key)
                amounts[column] = amount
                self._pair(amount, row, column, inline)
            elif key in AMOUNT_PARTS:
                owner = amount or _owner(above, column) or "initial"
                amounts[column] = owner
                self._pair(f"{owner}.{key}", row, column, inline)
            elif (claim := claim_key(self._grid.text(row, column), key)) and (key == "rate" or amounts or own):
                self._pair_claim(CLAIMS[claim], row, column, inline)
        return amounts or above

    def _pair(self, key: str, row: int, column: int, inline: str) -> None:
        label = self._grid.text(row, column)
        place = value_right(self._grid, row, self._grid.span(row, column))
        if not inline and "." in key:
            self._put_part(key, label, *place, (label,))
        elif not inline:
            self._put(key, *place, (label,))
        elif key not in self.texts:
            self._taker.take(key, row, column)
            self.texts[key] = self._with_unit(key, inline, (label,))

    def _pair_claim(self, name: str, row: int, column: int, inline: str) -> None:
        if inline:
            self.claims.setdefault(name, inline)
            self._taker.cells.setdefault(name, self._grid.ref(row, column))
        else:
            self._claim(name, *value_right(self._grid, row, self._grid.span(row, column)))

    # Purpose ------------------------------------------------------------------------------------------------------

    def _read_purpose(self) -> None:
        """The text below the amounts: in the rows of 预算规模及资金用途, or in the first one after it."""
        block = self._block()
        if block is None:
            return
        for row in (later for later in self._rows if later > block.top):
            if row in self._done or (row > block.bottom and block.bottom > block.top):
                break
            texts = [(c, t) for c, t in self._grid.row_texts(row) if c > block.right or block.bottom == block.top]
            if any(label_of(text) or month_of(text) for _, text in texts):
                if block.bottom == block.top:
                    break
                continue
            if texts:
                self.purpose = self._taker.take("purpose", row, texts[0][0])
                return

    def _block(self) -> Span | None:
        for row in self._rows:
            for column, text in self._grid.row_texts(row):
                if normal(text) in {"预算规模及资金用途", "预算规模"}:
                    return self._grid.span(row, column)
        return None


def _owner(above: dict[int, str], column: int) -> str:
    """Which amount the rows above a source were about: in its own column, else in the nearest one before it."""
    return next((above[at] for at in sorted(above, reverse=True) if at <= column), "")
