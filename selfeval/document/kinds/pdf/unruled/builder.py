"""Rows, labels and columns found in a text → a table of the page with its cells and doubts."""

from __future__ import annotations

from collections.abc import Sequence

from selfeval.core.problems import Message, msg
from selfeval.document.kinds.pdf.cells import cell_text
from selfeval.document.kinds.pdf.page import Cells, PageTable
from selfeval.document.kinds.pdf.rules import Box, Ruled
from selfeval.document.kinds.pdf.unruled.columns import Columns
from selfeval.document.kinds.pdf.unruled.head import HeadCell
from selfeval.document.kinds.pdf.unruled.header import FlowHeader
from selfeval.document.kinds.pdf.unruled.tiers import Tiers
from selfeval.document.kinds.pdf.unruled.values import Reading
from selfeval.document.kinds.pdf.words import Word
from selfeval.document.values import Place


class Builder:
    """Makes a table of a page out of the texts."""

    def __init__(self, columns: Columns, page: int) -> None:
        self._columns = columns
        self._page = page
        self._cells: Cells = []
        self._doubts: list[tuple[Message, Place, str]] = []
        self._rows = 0
        self._header_rows = 0
        self._block: Sequence[Word] = ()

    def doubt(self, message: Message, place: Place, text: str) -> None:
        """One more thing that a person should look at."""
        self._doubts.append((message, place, text))

    def head(self, cells: Sequence[HeadCell]) -> None:
        """Labels and values above the header."""
        for cell in cells:
            self._cell(cell.first, cell.last, cell.words, skip=cell.row, down=cell.down, width=cell.width)
        self._rows += max((cell.row + cell.down for cell in cells), default=0)

    def header(self, header: FlowHeader, block: Sequence[Word] = ()) -> None:
        """The labels of the columns, those of several columns above them; `block` is the label beside all rows."""
        grouped = any(label.group for label in header.labels)
        self._block = block
        for column, label in enumerate(header.labels):
            if block and column == 0:
                continue
            if not label.group:
                low = grouped and self._is_below_group(header, column)
                self._cell(column, column, label.words, down=1 if low or not grouped else 2, skip=int(low))
                continue
            self._cell(column, column, label.words, skip=1)
        for first, last, words in _groups(header):
            self._cell(first, last, words)
        self._header_rows = 2 if grouped else 1
        self._rows += self._header_rows

    def _is_below_group(self, header: FlowHeader, column: int) -> bool:
        return any(first <= column <= last for first, last, _ in _groups(header))

    def body(self, reading: Reading, tiers: Tiers) -> None:
        """The rows with their tiers."""
        if self._block:
            self._rows -= self._header_rows
            self._cell(0, 0, self._block, down=self._header_rows + len(reading.rows))
            self._rows += self._header_rows
        for number, row in enumerate(reading.rows):
            for column, texts in sorted(row.texts.items()):
                self._cell(column, column, [word for text in texts for word in text.words], skip=number)
            if number in reading.doubtful:
                first = next(iter(row.texts.values()))[0].words[0]
                message = msg("Which lines of the text make up this row was supposed.")
                self.doubt(message, first.place, first.text)
        for tier in tiers.labels:
            words = [word for text in tier.texts for word in text.words]
            self._cell(tier.column, tier.column, words, skip=tier.first, down=tier.last - tier.first + 1)
            if not tiers.certain:
                self.doubt(msg("Which rows “{text}” stands for was supposed.", text=tier.text), tier.place, tier.text)
        self._rows += len(reading.rows)

    def _cell(
        self, first: int, last: int, words: Sequence[Word], *, skip: int = 0, down: int = 1, width: float | None = None
    ) -> None:
        if not words:
            return
        signs = [sign for word in words for sign in word.signs]
        text = cell_text(signs, width if width is not None else self._columns.width(first, last))
        row = self._rows + skip
        self._cells.append((Box(row, first, row + down - 1, last), text, min(word.place for word in words)))

    def made(self) -> PageTable:
        """The table, blank cells included."""
        taken = {
            (row, column)
            for box, _, _ in self._cells
            for row in range(box.top, box.bottom + 1)
            for column in range(box.left, box.right + 1)
        }
        places: dict[int, Place] = {}
        for box, _, place in self._cells:
            places[box.top] = min(places.get(box.top, place), place)
        usual = min(places.values())
        for row in range(self._rows):
            for column in range(self._columns.count):
                if (row, column) not in taken:
                    self._cells.append((Box(row, column, row, column), "", places.get(row, usual)))
        cells = sorted(self._cells, key=lambda cell: (cell[0].top, cell[0].left))
        grid = Ruled(list(self._columns.edges), [float(row) for row in range(self._rows + 1)])
        grid.boxes = [box for box, _, _ in cells]
        return PageTable(self._page, grid, cells, self._doubts, by_text=True)


def _groups(header: FlowHeader) -> list[tuple[int, int, tuple[Word, ...]]]:
    """Labels over several columns with the first and the last of these: those beside whose label stands as low."""
    found: list[tuple[int, int, tuple[Word, ...]]] = []
    for column, label in enumerate(header.labels):
        if not label.group or any(words == label.group for _, _, words in found):
            continue
        bottom = max(word.bottom for word in label.group)
        first = last = column
        while first > 0 and header.labels[first - 1].top >= bottom - 1:
            first -= 1
        while last + 1 < len(header.labels) and header.labels[last + 1].top >= bottom - 1:
            last += 1
        found.append((first, last, label.group))
    return found
