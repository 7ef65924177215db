"""Reads the money above an indicator table: budget amounts by source, spending plan, spending at the checkpoints.

Knows both shapes that forms use: labels with the value at their right (`预算数 | 180 | 其中：财政资金 | 180`), and the
national block with 年初预算数 / 全年预算数 / 全年执行数 as columns, and as rows 年度资金总额, 当年财政拨款,
上年结转资金 and 其他资金.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from selfeval.core.model import CHECKPOINTS
from selfeval.core.numbers import plain
from selfeval.core.problems import Severity, msg
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.book.grid import Grid, Span
from selfeval.excel.tables.head.goals import GOAL_KEYS
from selfeval.excel.tables.labels.labels import AMOUNT_PARTS, MONEY, SECOND_PART, label_of, month_of, normal
from selfeval.excel.tables.labels.words import HEAD
from selfeval.excel.tables.taking import Taker, number_in, value_right

_TOTALS = {"total_row": "initial", "period_total": "period"}
"""What a total without columns is: that of the year, or of the longer period that the project runs over."""

_CLAIMS = {"weight": "execution_weight", "rate": "rate", "score": "execution_score"}
_FUND_ROWS = 12
"""A block of project money never has more rows than this."""

_ENDS_BLOCK = GOAL_KEYS | {"plan", "checkpoint", "code", "name", "indicator_block", "period_block"}
_SPENT = ("进度", "实际", "执行", "完成")


class BudgetReader:
    """Reads one table's money into `texts` (keys of `BUDGET_FIELDS`), `claims` and `purpose`."""

    def __init__(self, grid: Grid, rows: list[int], taker: Taker) -> None:
        self._grid, self._rows, self._taker = grid, rows, taker
        self._done: set[int] = set()
        self._parts: dict[str, dict[str, bool]] = {}
        self.texts: dict[str, str] = {}
        self.claims: dict[str, str] = {}
        self.purpose = ""

    def read(self) -> None:
        """Read everything; each row is read by one of the shapes only."""
        for row in self._rows:
            if row not in self._done and self._is_fund_header(row):
                self._read_fund_block(row)
        for row in self._rows:
            if row not in self._done and sum(1 for _, text in self._grid.row_texts(row) if month_of(text)) >= 2:
                self._read_months(row)
        above: dict[int, str] = {}
        for row in self._rows:
            if row not in self._done:
                above = self._read_pairs(row, above)
        self._read_purpose()

    def _labels(self, row: int) -> list[tuple[int, str, str]]:
        found = []
        for column, text in self._grid.row_texts(row):
            label = label_of(text)
            if label:
                found.append((column, *label))
        return found

    def _put(self, key: str, row: int, column: int) -> None:
        if key not in self.texts:
            text = self._taker.take(key, row, column)
            self.texts[key] = "" if text in DASHES or label_of(text) else text

    def _put_part(self, key: str, label: str, row: int, column: int) -> None:
        """The amount of one source; those of 中央, 省级, … make the fiscal one, where no line says it as a whole."""
        parts, text = self._parts.setdefault(key, {}), self._grid.text(row, column)
        whole = key.endswith(".fiscal") and normal(label) in HEAD
        known = parts.get(label)
        if known is not None or (key.endswith(".fiscal") and any(parts.values())):
            return
        amount, before = _number_of(text), _number_of(self.texts.get(key, ""))
        parts[label] = whole and amount is not None
        if len(parts) > 1 and not (key.endswith(".fiscal") and any(normal(part) in HEAD for part in parts)):
            self._taker.cells.setdefault(f"{key}.{SECOND_PART}", self._grid.ref(row, column))
        elif whole:
            self._taker.cells.pop(f"{key}.{SECOND_PART}", None)
        if whole or before is None:
            if whole or amount is not None or key not in self.texts:
                self.texts.pop(key, None)
                self._put(key, row, column)
        elif amount is not None:
            where, self.texts[key] = self._taker.cells[key], plain(before + amount)
            self._taker.take(key, row, column)
            self._taker.cells[key] = where
            message = msg("{parts} were added up: {sum}.", parts="、".join(parts), sum=self.texts[key])
            hint = msg("One line for the sum of them would say it more clearly.")
            self._taker.note("F219", Severity.INFO, message, hint, row, column, text)

    # The national block -------------------------------------------------------------------------------------------

    def _is_fund_header(self, row: int) -> bool:
        labels = [column for column, key, inline in self._labels(row) if key in MONEY and not inline]
        beside = {column: value_right(self._grid, row, self._grid.span(row, column)) for column in labels}
        headers = [at for at in labels if self._grid.cell(*beside[at]) is None or self._is_label_cell(*beside[at])]
        if len(headers) == 1:
            return self._has_named_figure_below(row, headers[0])
        return len(headers) >= 2 and self._next_is_figures(row)

    def _has_named_figure_below(self, row: int, column: int) -> bool:
        """Whether the row below names the year's total at the left of a figure, or of a blank, under this header."""
        below = next((later for later in self._rows if later > row), 0)
        if not below or self._row_key(below, column) != "total_row":
            return False
        figures = {at for at, text in self._grid.row_texts(below) if number_in(text) is not None}
        return not figures or column in figures

    def _is_label_cell(self, row: int, column: int) -> bool:
        return label_of(self._grid.text(row, column)) is not None

    def _next_is_figures(self, row: int) -> bool:
        """Whether the rows below are named by source of money, or hold plain figures under the headers."""
        below = [later for later in self._rows if later > row][:_FUND_ROWS]
        if any(self._row_key(later, 16_384) for later in below[:2]):
            return True
        columns = [column for column, key, _ in self._labels(row) if key in MONEY]
        return (
            bool(below)
            and not self._labels(below[0])
            and any(number_in(self._grid.text(below[0], column)) is not None for column in columns)
        )

    def _row_key(self, row: int, before: int) -> str:
        """Which source of money a row of the block is about: `total_row`, a source, or ""."""
        return self._row_label(row, before)[0]

    def _row_label(self, row: int, before: int) -> tuple[str, str]:
        """The same with the text that says it."""
        for column, key, _ in self._labels(row):
            if column < before and (key in AMOUNT_PARTS or key == "total_row"):
                return key, self._grid.text(row, column)
        for column, text in self._grid.row_texts(row):
            if column < before and normal(text) == "合计":
                return "total_row", text
        return "", ""

    def _is_heading(self, row: int, columns: Collection[int]) -> bool:
        """Whether a row only says once more what the columns hold: `金额（万元）`."""
        texts = [self._grid.text(row, column) for column in columns if self._grid.text(row, column)]
        return bool(texts) and all((label_of(text) or ("",))[0] in {"heading", "money_unit"} for text in texts)

    def _read_fund_block(self, header: int) -> None:
        columns = {key: column for column, key, _ in reversed(self._labels(header)) if key in MONEY or key in _CLAIMS}
        first = min(columns.values())
        self._done.add(header)
        rows = [later for later in self._rows if later > header and not self._is_heading(later, columns.values())]
        for index, row in enumerate(rows[:_FUND_ROWS]):
            key, label = self._row_label(row, first)
            if not key and any(label in _ENDS_BLOCK or label in MONEY for _, label, _ in self._labels(row)):
                break
            if not key and index:
                continue
            self._done.add(row)
            for name, column in columns.items():
                if name in MONEY and key in {"total_row", ""}:
                    self._put(name, row, column)
                elif name in MONEY:
                    self._put_part(f"{name}.{key}", label, row, column)
                elif key in {"total_row", ""}:
                    self._claim(_CLAIMS[name], row, column)

    def _claim(self, name: str, row: int, column: int) -> None:
        self._taker.cells.setdefault(name, self._grid.ref(row, column))
        if name not in self.claims and self._grid.cell(row, column) is not None:
            self.claims[name] = self._taker.take(name, row, column)

    # Labels with the value beside them ----------------------------------------------------------------------------

    def _read_pairs(self, row: int, above: dict[int, str]) -> dict[int, str]:
        """Amounts and sources of one row; `above` tells which amount each column of the rows above was about."""
        amounts: dict[int, str] = {}
        amount = ""
        for column, key, inline in self._labels(row):
            if key in MONEY or key in _TOTALS:
                amount = _TOTALS.get(key, key)
                amounts[column] = amount
                self._pair(amount, row, column, inline)
            elif key in AMOUNT_PARTS:
                owner = amount or _owner(above, column) or "initial"
                amounts[column] = owner
                self._pair(f"{owner}.{key}", row, column, inline)
            elif key == "rate" or (key in _CLAIMS and amounts):
                self._pair_claim(_CLAIMS[key], row, column, inline)
        return amounts or above

    def _pair(self, key: str, row: int, column: int, inline: str) -> None:
        if not inline and "." in key:
            place = value_right(self._grid, row, self._grid.span(row, column))
            self._put_part(key, self._grid.text(row, column), *place)
        elif not inline:
            self._put(key, *value_right(self._grid, row, self._grid.span(row, column)))
        elif key not in self.texts:
            self._taker.take(key, row, column)
            self.texts[key] = inline

    def _pair_claim(self, name: str, row: int, column: int, inline: str) -> None:
        if inline:
            self.claims.setdefault(name, inline)
            self._taker.cells.setdefault(name, self._grid.ref(row, column))
        else:
            self._claim(name, *value_right(self._grid, row, self._grid.span(row, column)))

    # Spending plan and checkpoints --------------------------------------------------------------------------------

    def _read_months(self, header: int) -> None:
        columns = {column: month for column, text in self._grid.row_texts(header) if (month := month_of(text))}
        first = min(columns)
        self._done.add(header)
        for column, month in columns.items():
            if month not in CHECKPOINTS:
                hint = msg("Spending is read at the end of March, June, October and December.")
                message = msg("The column for the end of month {month} has no place and was not read.", month=month)
                self._taker.note("F209", Severity.WARNING, message, hint, header, column)
        if self._months_in_pairs(header, columns):
            return
        for row in (later for later in self._rows if later > header):
            if row in self._done or not self._read_month_row(row, header, first, columns):
                break
            self._done.add(row)

    def _months_in_pairs(self, row: int, columns: dict[int, int]) -> bool:
        """`3月底 | 25% | 6月底 | 50%`: the values stand between the months."""
        kind = self._kind_of(row, min(columns)) or "plan"
        places = {m: value_right(self._grid, row, self._grid.span(row, column)) for column, m in columns.items()}
        if not all(self._grid.text(*place) and not month_of(self._grid.text(*place)) for place in places.values()):
            return False
        for month, place in places.items():
            if month in CHECKPOINTS:
                self._put(f"{kind}.{month}", *place)
        return True

    def _read_month_row(self, row: int, header: int, first: int, columns: dict[int, int]) -> bool:
        """One row of percentages; False for a row that is something else."""
        if any(column >= first or key not in {"plan", "checkpoint"} for column, key, _ in self._labels(row)):
            return False
        kind = self._kind_of(row, first)
        if kind is None:
            if row != self._next_row(header):
                return False
            kind = "plan"
        for column, month in columns.items():
            if month in CHECKPOINTS:
                self._put(f"{kind}.{month}", row, column)
        return True

    def _next_row(self, row: int) -> int:
        return next((later for later in self._rows if later > row), 0)

    def _kind_of(self, row: int, first: int) -> str | None:
        """`plan` or `checkpoint` by the label at the left of a row, also one merged from above; None without one."""
        for column in range(first - 1, max(first - 8, 0), -1):
            span = self._grid.span(row, column)
            text = self._grid.text(span.top, span.left)
            if text:
                return "checkpoint" if any(word in normal(text) for word in _SPENT) else "plan"
        return None

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


def _number_of(text: str) -> Decimal | None:
    """A plain amount; None for a blank and for what is no number."""
    return None if text in DASHES else number_in(text)
