"""How high the rows of a list are, and which of them stands at a line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from selfeval.tui.row_texts.table import Column, Row, running_texts, text_cells
from selfeval.tui.text import pad, wrap


class Heights:
    """The first lines of rows of different heights, one below the other.

    What stands at a line is found in the logarithm of the number of rows: scrolling costs the same in long lists.
    """

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._tops = [0, *accumulate(heights)]

    def __len__(self) -> int:
        return len(self._tops) - 1

    @property
    def total(self) -> int:
        """Lines of all rows."""
        return self._tops[-1]

    def top(self, place: int) -> int:
        """The first line of a row."""
        return self._tops[place]

    def height(self, place: int) -> int:
        """Lines of a row."""
        return self._tops[place + 1] - self._tops[place]

    def at(self, line: int) -> int | None:
        """The row that stands at a line, None above the first and below the last."""
        if not 0 <= line < self.total:
            return None
        return bisect_right(self._tops, line) - 1

    def whole_from(self, line: int) -> int:
        """The first line from this one on with which a row begins."""
        place = self.at(line)
        return line if place is None or self.top(place) == line else self.top(place + 1)

    def to_scroll(self, lines: int) -> int:
        """Lines of all rows, with blank ones at the end where a window of so many would else begin within a row."""
        return self.whole_from(self.total - lines) + lines if 0 < lines < self.total else self.total

    def change(self, place: int, height: int) -> bool:
        """Let a row have another height; whether it had."""
        more = height - self.height(place)
        if more:
            self._tops[place + 1 :] = [top + more for top in self._tops[place + 1 :]]
        return bool(more)


def shown_texts(row: Row, widths: Sequence[int]) -> list[str]:
    """The text of each cell: its longer form where that fits."""
    texts = list(row.cells)
    for place, text in row.full.items():
        if place < len(widths) and text_cells(text) <= widths[place]:
            texts[place] = text
    return texts


def cell_lines(text: str, cells: int, most: int) -> list[str]:
    """The lines of one cell: as many as its text needs, at most `most`; each paragraph has one at least, clipped."""
    lines: list[str] = []
    parts = text.split("\n")[:most]
    for place, part in enumerate(parts):
        behind = len(parts) - place - 1
        lines += wrap(part, cells, max(most - len(lines) - behind, 1))
    return lines


def row_height(row: Row, widths: Sequence[int], most: int) -> int:
    """Lines that a row needs in columns of these widths, at most `most`; one that the cursor passes over has one."""
    if most <= 1 or row.fixed:
        return 1
    height = 1
    for text, cells in zip(shown_texts(row, widths), widths, strict=False):
        # Chinese characters take two cells: most texts are told to fit without being measured.
        if len(text) * 2 > cells or "\n" in text:
            height = max(height, _lines_needed(text, cells, most))
            if height >= most:
                break
    return height


def _lines_needed(text: str, cells: int, most: int) -> int:
    taken = text_cells(text)
    if "\n" not in text:
        if taken <= cells:
            return 1
        if -(-taken // max(cells, 1)) >= most:
            return most
    return len(cell_lines(text, cells, most))


def row_lines(
    row: Row, columns: Sequence[Column], widths: Sequence[int], height: int, cells: int
) -> list[list[tuple[str, str]]]:
    """The lines of a row of so many, each as the texts of its cells, filled up, with their tones.

    `cells` is the width of the whole list, all of which a single text has that the cursor passes over.
    """
    if row.fixed:
        return [running_texts(row, columns, widths, cells)] * height
    parts = [cell_lines(text, room, height) for text, room in zip(shown_texts(row, widths), widths, strict=False)]
    parts += [[]] * (len(widths) - len(parts))
    tones = [row.tones.get(number) or row.tone for number in range(len(widths))]
    return [
        [
            (pad(own[line] if line < len(own) else "", room, right=column.right), tone)
            for own, room, column, tone in zip(parts, widths, columns, tones, strict=False)
            if room
        ]
        for line in range(height)
    ]
