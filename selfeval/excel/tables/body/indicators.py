"""Reads the rows of one indicator table: which are indicators, whose they are, and the total row below them."""

from __future__ import annotations

from dataclasses import dataclass, field

from selfeval.core.model import WRITTEN
from selfeval.core.problems import CellRef, Message, Severity, msg
from selfeval.core.texts.words.absence import DASHES
from selfeval.core.texts.words.execution import names_execution
from selfeval.core.texts.words.leftovers import is_leftover
from selfeval.excel.book.grid import Grid
from selfeval.excel.book.refusals import MAX_INDICATORS, too_many_indicators
from selfeval.excel.tables import recognised
from selfeval.excel.tables.body.goal_rows import GoalRows
from selfeval.excel.tables.body.groups import Group, Groups
from selfeval.excel.tables.body.halves import Half, half_of, row_halves
from selfeval.excel.tables.body.rows import RowReader
from selfeval.excel.tables.body.tiers import Tiers
from selfeval.excel.tables.body.total_rows import is_measured
from selfeval.excel.tables.head.head import is_line, is_money_unit
from selfeval.excel.tables.header import Header
from selfeval.excel.tables.labels.column_numbers import describes_columns
from selfeval.excel.tables.labels.labels import STARTS_TABLE, is_page_mark, is_title, label_key, label_of
from selfeval.excel.tables.recognised import Skipped
from selfeval.excel.tables.taking import Taker, number_in

_FACT = "project."
_NO_UNIT = ("tier1", "tier2", "tier3", "target")
"""Where the unit of money of a table never stands, so that a row which has it there belongs to no indicator."""
_KEPT = frozenset(WRITTEN)


@dataclass
class Body:
    """What stands below a header.

    Attributes:
        groups: one for each project; one alone unless the table is a list of many projects.
        end: the first row that belongs to the next table, or one beyond the last row.
        closed: a total, a note or another table's label was met, so that the table does not go on elsewhere.
        period, period_at: the indicators of a longer period as lines of text, and the first one's cell.
        last, rows: the last row that gave an indicator, and all of them.
    """

    groups: list[Group] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    end: int = 0
    closed: bool = False
    last: int = 0
    rows: list[int] = field(default_factory=list)
    period: list[str] = field(default_factory=list)
    period_at: CellRef | None = None


class BodyReader:
    """Reads one table; `read` may be called again for the part that goes on below a repeated header."""

    def __init__(self, grid: Grid, header: Header) -> None:
        self._grid, self._header = grid, header
        self.rows = self._rows = RowReader(grid, header)
        self._other = RowReader(grid, header.beside) if header.beside else self._rows
        self._halves: dict[int, Half] = {}
        self._tiers = Tiers(grid, header, self._rows.place)
        self._goals = GoalRows(grid, header, self._rows)
        self._groups = Groups(grid, header, self._rows, self._close_tiers)
        self.body = Body(groups=self._groups.all, last=header.bottom)

    def read(self, after: int, stop: int) -> Body:
        """All rows after `after` up to the next table's first label, title or header."""
        self.body.end = stop
        self._halves |= row_halves(self._grid, self._header, self._grid.rows_between(after + 1, stop - 1))
        lines: list[int] = []
        for row in self._grid.rows:
            if row <= after:
                continue
            if row >= stop or self._begins_table(row):
                self.body.end = lines[0] if lines else row
                self.body.closed = self.body.closed or row < stop
                return self.body
            if self._is_line(row):
                lines.append(row)
                continue
            self._skip_lines(lines)
            if self._goals.heads(row):
                self._begin_goal(row)
            elif self._describes_columns(row):
                self.skip(row, recognised.NUMBERS)
            else:
                self._read_row(row)
        self._skip_lines(lines)
        return self.body

    def _is_line(self, row: int) -> bool:
        """Whether a row holds nothing but what stands between two tables: the next one's, if one follows."""
        texts = [text for _, text in self._grid.row_texts(row)]
        if any(is_money_unit(self._rows.own(name, row)) for name in _NO_UNIT):
            return True
        return bool(texts) and all(map(is_line, texts)) and not all(map(is_page_mark, texts))

    def _describes_columns(self, row: int) -> bool:
        return describes_columns([text for _, text in self._grid.row_texts(row)], begun=bool(self.body.rows))

    def _skip_lines(self, lines: list[int]) -> None:
        for row in lines:
            self.skip(row, recognised.LINE)
        lines.clear()

    def finish(self) -> Body:
        """Tell what was carried, and leave out what holds no indicator."""
        self._close_tiers()
        self.body.groups[0].indicators = self._goals.first_block(self.body.groups[0].indicators)
        self.body.groups = [group for group in self.body.groups if group.indicators] or self.body.groups[:1]
        return self.body

    def _close_tiers(self) -> None:
        self._tiers.restart()
        self._groups.now.problems += self._tiers.problems
        self._tiers.problems = []

    def skip(self, row: int, why: Message) -> None:
        """Account for a row that gives no indicator."""
        texts = self._grid.row_texts(row)
        if texts:
            self.body.skipped.append(Skipped(self._grid.ref(row, texts[0][0]), texts[0][1], why))

    def _begin_goal(self, row: int) -> None:
        """What is blank in the rows of a goal is not carried over from those of the goal before."""
        self._close_tiers()
        self._goals.begin(row, len(self._groups.now.indicators))
        self.skip(row, recognised.GOAL)

    def _read_row(self, row: int) -> None:
        key, footer = self._first_label(row), self._groups.now.footer
        texts = [text for _, text in self._grid.row_texts(row)]
        if texts and all(is_page_mark(text) for text in texts):
            self.skip(row, recognised.PAGE)
        elif len(texts) == 1 and half_of(texts[0]):
            self.skip(row, recognised.HALF)
        elif self._halves.get(row) is Half.PERIOD:
            self.keep_period(row, self._rows)
            self.skip(row, recognised.PERIOD)
        elif key in {"total", "grade"} and not is_measured(self._rows, row, self._groups.now.indicators):
            self.body.closed = not self._header.is_list
            footer.read(row)
            self.skip(row, recognised.TOTAL if key == "total" else recognised.GRADE)
        elif key in _KEPT and not self._header.is_list and not self._names_indicator(row):
            self.body.closed = True
            footer.read(row, only_grade=True)
            footer.keep(row)
            self.skip(row, recognised.KEPT)
        elif key == "note" or (key == "unused" and self.body.closed):
            self.body.closed = not self._header.is_list
            footer.sign(row)
            self.skip(row, recognised.NOTE)
        elif key == "subtotal":
            footer.read(row, only_grade=True)
            self.skip(row, recognised.SUBTOTAL)
        elif self._names_nothing(row):
            footer.read(row, only_grade=True)
            self._read_other(row)
        elif self.body.closed and not self._goes_on(row):
            footer.read(row, only_grade=True)
            self.skip(row, recognised.BELOW)
        elif self._is_leftover(row):
            self._tell_leftover(row)
        else:
            self._read_indicator(row)
        if self._header.beside:
            self.keep_period(row, self._other)

    def keep_period(self, row: int, reader: RowReader | None = None) -> None:
        """Keep an indicator of a longer period as a line of text."""
        reader = reader or self._rows
        name, target = reader.own("tier3", row), reader.own("target", row)
        if name and not is_leftover(name):
            self.body.period.append(f"{name} {target}".strip())
            self.body.period_at = self.body.period_at or self._grid.ref(*reader.place("tier3", row))

    def _keep_period_target(self, row: int) -> None:
        """Keep what the same indicator is to reach over the longer period, in a column of its own."""
        name, target = self._rows.own("tier3", row), self._rows.own("period_target", row)
        if name and target and target not in DASHES:
            self.body.period.append(f"{name} {target}")
            self.body.period_at = self.body.period_at or self._grid.ref(*self._rows.place("period_target", row))

    def _names_execution(self, row: int) -> bool:
        """Whether a row has points for a tier that is the execution rate, and no name of its own."""
        own = self._rows.own
        tier = any(names_execution(own(name, row)) for name in ("tier1", "tier2", "tier3"))
        return tier and any(number_in(own(name, row)) is not None for name in ("weight", "score", "actual"))

    def _read_other(self, row: int) -> None:
        """A row that names neither an indicator nor a target."""
        tiers = any(self._rows.own(name, row) for name in ("tier1", "tier2"))
        if not self.body.closed and (self._tiers.section(row) or tiers):
            self._tiers.note(row)
            self.skip(row, recognised.TIER_ONLY)
        elif self._header.beside and self._other.own("tier3", row):
            self.skip(row, recognised.PERIOD)
        else:
            self.skip(row, recognised.SERIAL if self._is_serial(row) else recognised.EMPTY)

    def _names_indicator(self, row: int) -> bool:
        """Whether the first text of a row stands under the names: an indicator may be called 整改措施 too."""
        column = next(column for column, _ in self._grid.row_texts(row))
        return column >= (self._header.column("tier3") or 1)

    def _names_nothing(self, row: int) -> bool:
        """Whether a row has neither name nor target, or under the names only the tier of the rows below it."""
        own = self._rows.own
        if not own("tier3", row):
            return not (own("target", row) or self._names_execution(row))
        section = self._tiers.names_section(row) and not (own("target", row) or own("actual", row))
        return section and not self.body.closed and self._tiers.section(row)

    def _is_serial(self, row: int) -> bool:
        texts = [text for _, text in self._grid.row_texts(row)]
        return len(texts) == 1 and bool(self._rows.own("serial", row))

    def _goes_on(self, row: int) -> bool:
        """Whether a row below a total is an indicator all the same: it has name, target and a tier or points."""
        own = self._rows.own
        points = any(number_in(own(name, row)) is not None for name in ("weight", "score"))
        whole = bool(own("tier3", row) and own("target", row) and (own("tier1", row) or own("tier2", row)) and points)
        if whole:
            self.body.closed = False
            self._groups.now.footer.reopen()
        return whole

    def _is_leftover(self, row: int) -> bool:
        texts = [
            text
            for name in self._header.columns
            if name not in {"tier1", "tier2", "serial"}
            if (text := self._rows.own(name, row)) and not name.startswith(_FACT)
        ]
        return bool(texts) and all(is_leftover(text) for text in texts)

    def _tell_leftover(self, row: int) -> None:
        self._tiers.note(row)
        self.skip(row, recognised.LEFTOVER)
        place = self._rows.place("tier3" if self._rows.own("tier3", row) else "target", row)
        taker = Taker(self._grid)
        message = msg("This row holds only what the template printed; it was not read as an indicator.")
        hint = msg("Delete the row, or enter the indicator.")
        taker.note("F223", Severity.INFO, message, hint, *place, self._grid.text(*place))
        self._groups.now.problems += taker.problems

    def _read_indicator(self, row: int) -> None:
        if len(self.body.rows) >= MAX_INDICATORS:
            raise too_many_indicators(self._grid.title)
        taker = Taker(self._grid)
        group = self._groups.of(row)
        indicator = self._goals.of(row, self._rows.read(row, self._tiers, taker), taker)
        group.add(indicator, taker.problems)
        self.body.last = row
        self.body.rows.append(row)
        self._keep_period_target(row)

    # Where the table ends -----------------------------------------------------------------------------------------

    def _first_label(self, row: int) -> str:
        last = max(self._header.column("tier3") or 1, self._header.column("target") or 1)
        serial = self._header.column("serial")
        for column, text in self._grid.row_texts(row):
            if column > last:
                break
            if column == serial and text.isdigit():
                continue
            label = label_of(text)
            return label[0] if label else ""
        return ""

    def _begins_table(self, row: int) -> bool:
        texts = self._grid.row_texts(row)
        if not texts or self._goals.heads(row):
            return False
        # An indicator may be called 支出进度 too, but it never stands at the left edge.
        at_edge = texts[0][0] <= self._header.first
        starts = label_key(texts[0][1]) in STARTS_TABLE and not self._header.is_list
        if at_edge and starts and not self._names_execution(row):
            return True
        return len(texts) == 1 and is_title(texts[0][1])
