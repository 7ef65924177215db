"""Tables that no ruled lines part, read from where their texts stand, and always told as doubtful.

What cannot be read so stays text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from selfeval.core.problems import Severity, msg
from selfeval.document.kinds.pdf.flow import FlowLine
from selfeval.document.kinds.pdf.page import Page, PageTable
from selfeval.document.kinds.pdf.unruled.builder import Builder
from selfeval.document.kinds.pdf.unruled.columns import Columns, columns_of, lines_below
from selfeval.document.kinds.pdf.unruled.head import head_cells
from selfeval.document.kinds.pdf.unruled.header import FlowHeader, Label, find_flow_header
from selfeval.document.kinds.pdf.unruled.rows import read_rows
from selfeval.document.kinds.pdf.unruled.tiers import Tiers, ends_label, tiers_of
from selfeval.document.kinds.pdf.unruled.values import Body, Reading, Row, Text
from selfeval.document.kinds.pdf.words import Word, words_of
from selfeval.document.values import Notes, Place
from selfeval.excel.tables.labels.labels import is_page_mark, weak_name_of

_WIDE: Final = 0.5
"""Part of the columns of rows that a horizontal line has to cross to part two rows."""


@dataclass(frozen=True)
class _Carried:
    """A table that reaches the end of its page."""

    columns: Columns
    header: FlowHeader
    pitch: float
    way: str
    labels: Mapping[int, str]
    """The last label of each column left of the names."""


def with_flow_tables(pages: Sequence[Page], aside: Sequence[FlowLine], notes: Notes) -> list[Page]:
    """The pages with their tables without ruled lines; F619 where one begins that cannot be read."""
    left_out = {line.place for line in aside}
    carried: _Carried | None = None
    found = []
    for page in pages:
        work = _PageWork(page, [line for line in page.lines if line.place not in left_out])
        carried = work.read(carried, notes)
        found.append(work.result())
    return found


class _PageWork:
    """One page while its tables are looked for."""

    def __init__(self, page: Page, lines: Sequence[FlowLine]) -> None:
        self._page = page
        self._lines = sorted(lines, key=lambda line: line.top)
        self._bounds = [table.top for table in page.tables]
        self._taken: set[Place] = set()
        self._tables: list[PageTable] = []

    def result(self) -> Page:
        """The page with the tables, without the lines that are in them."""
        if not self._tables:
            return self._page
        lines = [line for line in self._page.lines if line.place not in self._taken]
        return replace(self._page, lines=lines, tables=[*self._page.tables, *self._tables])

    def read(self, carried: _Carried | None, notes: Notes) -> _Carried | None:
        """Read the tables; the last one is given back where it may go on on the next page."""
        start = self._go_on(carried) if carried is not None else 0
        if start == 0:
            carried = None
        while (header := find_flow_header(self._lines, start)) is not None:
            own = self._table(header, start)
            if own is None:
                message = msg("A table without ruled lines begins here; it cannot be told which texts are its cells.")
                hint = msg("Type its indicators into the workbook, or ask for the Word file.")
                place = self._lines[header.first].place
                notes.tell("F619", Severity.WARNING, message, hint, place, self._lines[header.first].text)
                start = header.last + 1
                carried = None
            else:
                start, carried = own
        bottom = max((line.bottom for line in self._lines), default=0.0)
        ends = bool(self._tables) and start >= len(self._lines) and all(bound < bottom for bound in self._bounds)
        return carried if ends else None

    def _go_on(self, carried: _Carried) -> int:
        """The first lines as the rest of a table of the page before; behind which line it ends, 0 if there is none."""
        if self._bounds and self._lines and min(self._bounds) < self._lines[0].top:
            return 0
        first = next((at for at, line in enumerate(self._lines) if not is_page_mark(line.text)), 0)
        again = find_flow_header(self._lines[: first + 8], first)
        if again is not None and (again.first > first + 1 or not again.is_like(carried.header)):
            again = None
        begin = again.last + 1 if again is not None else first
        lines = lines_below(self._lines, begin, carried.columns.spans, self._bounds)
        own = self._body(lines, carried.columns, carried.header, carried) if lines else None
        if own is None:
            return self._rest_of_label(lines[:1], carried)
        reading, tiers, used = own
        table = Builder(carried.columns.widened(used), self._page.number)
        if again is not None:
            table.header(again)
        table.body(reading, tiers)
        self._add(table.made(), [*self._lines[first:begin], *used])
        return begin + len(used)

    def _rest_of_label(self, lines: Sequence[FlowLine], carried: _Carried) -> int:
        """A first line that only ends the last label of the page before, as a row of its own."""
        texts = carried.columns.texts(lines) or ()
        if len(texts) != 1 or not ends_label(carried.labels.get(texts[0].column, ""), texts[0].words[0].text):
            return 0
        table = Builder(carried.columns, self._page.number)
        table.body(Reading((Row({texts[0].column: list(texts)}),), 0.0), Tiers([], certain=True, way=""))
        self._add(table.made(), lines)
        return self._lines.index(lines[0]) + 1

    def _table(self, header: FlowHeader, start: int) -> tuple[int, _Carried] | None:
        spans = [(label.left, label.right) for label in header.labels]
        lines = lines_below(self._lines, header.last + 1, spans, self._bounds)
        header = _with_block(header, lines)
        columns = columns_of(header, lines)
        block = _block_words(header, columns.texts(lines) or ()) if columns is not None else ()
        own = self._body(lines, columns, header, None, block=bool(block)) if columns is not None else None
        if columns is None or own is None:
            return None
        reading, tiers, used = own
        above, head = head_cells(self._lines[start : header.first], columns, reading.pitch, self._page.across)
        table = Builder(columns, self._page.number)
        table.head(head)
        table.header(header, block)
        place = self._lines[header.first].place
        message = msg(
            "No ruled lines part this table; its {rows} rows and {columns} columns were read by where texts stand.",
            rows=len(reading.rows),
            columns=columns.count,
        )
        table.doubt(message, place, self._lines[header.first].text)
        table.body(reading, tiers)
        self._add(table.made(), [*above, *self._lines[header.first : header.last + 1], *used])
        return header.last + 1 + len(used), _carried(columns, header, reading, tiers)

    def _add(self, table: PageTable, lines: Sequence[FlowLine]) -> None:
        table.grid.ys[0] = min(line.top for line in lines)
        table.bottom = max(line.bottom for line in lines)
        self._tables.append(table)
        self._taken |= {line.place for line in lines}

    def _body(
        self,
        lines: Sequence[FlowLine],
        columns: Columns,
        header: FlowHeader,
        carried: _Carried | None,
        *,
        block: bool = False,
    ) -> tuple[Reading, Tiers, list[FlowLine]] | None:
        """The rows below a header, their tiers, and the lines they are made of: the last lines may be none of them."""
        goes_on, pitch, way = carried is not None, carried.pitch if carried else None, carried.way if carried else None
        for end in range(len(lines), max(len(lines) - 4, 0), -1):
            texts = columns.texts(lines[:end])
            if end < len(lines) and not _stands_apart(lines, end):
                break  # what is left out would be a row, or the end of one
            if texts is None:
                continue
            own = tuple(text for text in texts if text.column >= header.name)
            left, right = columns.edges[header.name], columns.edges[-1]
            across = tuple(
                line for line in self._page.across
                if min(line.end, right) - max(line.start, left) >= _WIDE * (right - left)
            )  # fmt: skip
            reading = read_rows(Body(own, across, header.name, header.target, goes_on, pitch))
            if reading is None:
                continue
            left_of = [text for text in texts if int(block) <= text.column < header.name]
            tiers = tiers_of(left_of, reading.rows, self._page.across, reading.pitch, way)
            if tiers is not None:
                return reading, tiers, list(lines[:end])
        return None


def _stands_apart(lines: Sequence[FlowLine], at: int) -> bool:
    """Whether a line stands further from the one before it than any line of the table does."""
    steps = [lower.top - upper.top for upper, lower in pairwise(lines[:at])]
    return lines[at].top - lines[at - 1].top > 1.05 * max(steps, default=0.0)


def _carried(columns: Columns, header: FlowHeader, reading: Reading, tiers: Tiers) -> _Carried:
    labels = {tier.column: tier.text for tier in tiers.labels}
    return _Carried(columns, header, reading.pitch, tiers.way, labels)


def _with_block(header: FlowHeader, lines: Sequence[FlowLine]) -> FlowHeader:
    """With the letters of 绩效指标 that stand left of all rows, one below the other, as its first label."""
    first = header.labels[0]
    beside = [word for line in lines for word in words_of(line) if word.right <= first.left + 1]
    if not first.field or not _is_block(beside):
        return header
    return replace(header, labels=(Label(tuple(beside), ""), *header.labels))


def _block_words(header: FlowHeader, texts: Sequence[Text]) -> tuple[Word, ...]:
    """The letters of 绩效指标 left of header and rows; none where the first column is another."""
    first = header.labels[0]
    words = dict.fromkeys([*first.words, *(word for text in texts if text.column == 0 for word in text.words)])
    ordered = sorted(words, key=lambda word: word.top)
    return tuple(ordered) if not first.field and _is_block(ordered) else ()


def _is_block(words: Sequence[Word]) -> bool:
    return all(len(word.text) == 1 for word in words) and weak_name_of("".join(w.text for w in words)) == "block?"
