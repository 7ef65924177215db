"""Reads the rows of one indicator table: which are indicators, whose they are, and the total row below them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from selfeval.core.model import Indicator
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.excel import recognised
from selfeval.excel.footer import Footer
from selfeval.excel.grid import Grid
from selfeval.excel.halves import Half, half_of, row_halves
from selfeval.excel.header import Header
from selfeval.excel.labels import DASHES, STARTS_TABLE, is_page_mark, is_title, label_of
from selfeval.excel.recognised import Skipped
from selfeval.excel.refusals import MAX_INDICATORS, too_many_indicators
from selfeval.excel.rows import RowReader, is_leftover
from selfeval.excel.taking import Taker, number_in
from selfeval.excel.tiers import Tiers

_FACT = "project."
_KEPT = frozenset({"conclusion", "issues", "measures"})


@dataclass
class Group:
    """The indicators of one project; in a list of many projects also what each row says about it.

    Attributes:
        facts: of the project, by the part behind `project.`: name, code, unit, initial, …
        footer: the total and the grade as printed below the indicators.
        indicators: in the order of the rows.
        problems: problems of reading them, with the ids of the indicators.
    """

    footer: Footer
    facts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, CellRef] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def add(self, indicator: Indicator, problems: list[Problem]) -> None:
        """One more indicator, which gets its id."""
        base = "/".join("".join(part.split()) for part in (indicator.tier1, indicator.tier2, indicator.tier3))
        identifier, number = base, 1
        while identifier in self.ids:
            number += 1
            identifier = f"{base}#{number}"
        self.ids.add(identifier)
        self.indicators.append(replace(indicator, id=identifier))
        self.problems += [replace(problem, indicator=identifier) for problem in problems]


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
        self._key = ("", "")
        self._by_key: dict[tuple[str, str], Group] = {}
        self._now = Group(Footer(grid, header))
        self.body = Body(groups=[self._now], last=header.bottom)

    def read(self, after: int, stop: int) -> Body:
        """All rows after `after` up to the next table's first label, title or header."""
        self.body.end = stop
        self._halves |= row_halves(self._grid, self._header, (row for row in self._grid.rows if after < row < stop))
        for row in self._grid.rows:
            if row <= after:
                continue
            if row >= stop or self._begins_table(row):
                self.body.end = row
                self.body.closed = self.body.closed or row < stop
                break
            self._read_row(row)
        return self.body

    def finish(self) -> Body:
        """Tell what was carried, and leave out what holds no indicator."""
        self._close_tiers()
        self.body.groups = [group for group in self.body.groups if group.indicators] or self.body.groups[:1]
        return self.body

    def _close_tiers(self) -> None:
        self._tiers.restart()
        self._now.problems += self._tiers.problems
        self._tiers.problems = []

    def skip(self, row: int, why: Message) -> None:
        """Account for a row that gives no indicator."""
        texts = list(self._grid.row_texts(row))
        if texts:
            self.body.skipped.append(Skipped(self._grid.ref(row, texts[0][0]), texts[0][1], why))

    def _read_row(self, row: int) -> None:
        key, footer = self._first_label(row), self._now.footer
        texts = [text for _, text in self._grid.row_texts(row)]
        if texts and all(is_page_mark(text) for text in texts):
            self.skip(row, recognised.PAGE)
        elif self._halves.get(row) is Half.PERIOD or (self._halves and len(texts) == 1 and half_of(texts[0])):
            self.keep_period(row, self._rows)
            self.skip(row, recognised.PERIOD)
        elif key in {"total", "grade"}:
            self.body.closed = not self._header.is_list
            footer.read(row)
            self.skip(row, recognised.TOTAL if key == "total" else recognised.GRADE)
        elif key in _KEPT and not self._header.is_list and not self._names_indicator(row):
            self.body.closed = True
            footer.read(row, only_grade=True)
            footer.keep(row)
            self.skip(row, recognised.KEPT)
        elif key == "note":
            self.body.closed = not self._header.is_list
            self.skip(row, recognised.NOTE)
        elif key == "subtotal":
            footer.read(row, only_grade=True)
            self.skip(row, recognised.SUBTOTAL)
        elif not (self._rows.own("tier3", row) or self._rows.own("target", row)):
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

    def _read_other(self, row: int) -> None:
        """A row that names neither an indicator nor a target."""
        tiers = any(self._rows.own(name, row) for name in ("tier1", "tier2"))
        if tiers and not self.body.closed:
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
            self._now.footer.reopen()
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
        self._now.problems += taker.problems

    def _read_indicator(self, row: int) -> None:
        if len(self.body.rows) >= MAX_INDICATORS:
            raise too_many_indicators(self._grid.title)
        taker = Taker(self._grid)
        group = self._group(row)
        group.add(self._rows.read(row, self._tiers, taker), taker.problems)
        self.body.last = row
        self.body.rows.append(row)

    # A list of many projects --------------------------------------------------------------------------------------

    def _group(self, row: int) -> Group:
        if not self._header.is_list:
            return self.body.groups[0]
        taker = Taker(self._grid)
        facts = {
            name.removeprefix(_FACT): text
            for name in self._header.columns
            if name.startswith(_FACT) and (text := taker.take(name.removeprefix(_FACT), *self._rows.place(name, row)))
        }
        key = ("".join(facts.get("code", "").split()), facts.get("name", ""))
        if key in {("", ""), self._key}:
            group = self._now
        else:
            self._key = key
            group = self._switch(key)
        self._learn(group, facts, taker)
        return group

    def _switch(self, key: tuple[str, str]) -> Group:
        self._close_tiers()
        group = self._by_key.get(key)
        if group is None:
            group = self._by_key[key] = Group(Footer(self._grid, self._header))
            self.body.groups.append(group)
        self._now = group
        return group

    def _learn(self, group: Group, facts: dict[str, str], taker: Taker) -> None:
        for name, text in facts.items():
            if text in DASHES:
                continue
            if name not in group.facts:
                group.facts[name] = text
                group.cells[name] = taker.cells[name]
                group.problems += [found for found in taker.problems if found.where == taker.cells[name]]
            elif group.facts[name] != text and number_in(text) is not None and name not in {"code", "name"}:
                self._tell_other_amount(group, name, text, taker.cells[name])

    def _tell_other_amount(self, group: Group, name: str, text: str, where: CellRef) -> None:
        message = msg(
            "This row says {other} where the project's first row ({cell}) says {first}; the first one counts.",
            other=text,
            first=group.facts[name],
            cell=str(group.cells[name].cell),
        )
        hint = msg("Write the same amount in each row of a project, or in its first row only.")
        group.problems.append(Problem("F224", Severity.WARNING, message, hint, where, text))

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
        texts = list(self._grid.row_texts(row))
        if not texts:
            return False
        label = label_of(texts[0][1])
        # An indicator may be called 支出进度 too, but it never stands at the left edge.
        at_edge = texts[0][0] <= min(first for first, _ in self._header.columns.values())
        if at_edge and label and label[0] in STARTS_TABLE and not self._header.is_list:
            return True
        return len(texts) == 1 and is_title(texts[0][1])
