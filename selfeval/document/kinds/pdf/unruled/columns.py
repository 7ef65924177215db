"""Where a table without ruled lines lies on its page: the lines below its header, and the columns they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.document.kinds.contents import is_part
from selfeval.document.kinds.pdf.flow import FlowLine
from selfeval.document.kinds.pdf.unruled.header import FlowHeader
from selfeval.document.kinds.pdf.unruled.values import Text
from selfeval.document.kinds.pdf.words import Word, stacked, words_of
from selfeval.excel.tables.department import section_of
from selfeval.excel.tables.labels.labels import STARTS_TABLE, is_page_mark, is_title, label_key

_SECTION: Final = lazy(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])\s*\S")
_NOTE: Final = lazy(r"^(?:注|备注|说明|填表|填报|制表|联系|审核|单位负责)[^：:]{0,8}[：:]")
_FURTHEST: Final = 5.0
"""Letters from one line of a table to the next, at the most."""
_APART: Final = 0.3
_MARGIN: Final = 3.0


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: where their texts begin and end, and the places between them."""

    spans: tuple[tuple[float, float], ...]
    edges: tuple[float, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.spans)

    def at(self, word: Word) -> int | None:
        """The column of a word; None for one that reaches from one into another, or stands beside the table."""
        held = [at for at, (left, right) in enumerate(self.spans) if word.left < right - 1 and word.right > left + 1]
        if len(held) > 1:
            return None
        column = held[0] if held else sum(edge <= (word.left + word.right) / 2 for edge in self.edges) - 1
        return column if 0 <= column < self.count else None

    def widened(self, lines: Iterable[FlowLine]) -> Columns:
        """With room for the texts of these lines, the edges as they are."""
        spans = list(self.spans)
        for line in lines:
            for word in words_of(line):
                if (column := self.at(word)) is not None:
                    spans[column] = min(spans[column][0], word.left), max(spans[column][1], word.right)
        return replace(self, spans=tuple(spans))

    def width(self, first: int, last: int) -> float:
        """Points that the texts of columns `first` … `last` have, with the padding of a cell."""
        return self.spans[last][1] - self.spans[first][0] + 2 * _MARGIN

    def texts(self, lines: Iterable[FlowLine]) -> list[Text] | None:
        """The words of lines by their columns; None where one stands in none."""
        found: list[Text] = []
        for line in lines:
            own: dict[int, list[Word]] = {}
            for word in words_of(line):
                column = self.at(word)
                if column is None:
                    return None
                own.setdefault(column, []).append(word)
            found += [Text(column, tuple(words)) for column, words in sorted(own.items())]
        return found


def lines_below(
    lines: Sequence[FlowLine], first: int, spans: Sequence[tuple[float, float]], bounds: Sequence[float]
) -> list[FlowLine]:
    """The lines from `first` on that may belong to a table with columns around `spans`.

    `bounds` are the heights at which something else begins, such as a ruled table.
    """
    found: list[FlowLine] = []
    bottom = lines[first - 1].bottom if first > 0 else None
    for line in lines[first:]:
        far = bottom is not None and line.top - bottom > _FURTHEST * line.size
        between = bottom is not None and any(bottom <= bound <= line.top for bound in bounds)
        if far or between or _ends(line) or _crosses(line, spans):
            break
        found.append(line)
        bottom = max(line.bottom, bottom or line.bottom)
    return found


def _ends(line: FlowLine) -> bool:
    """Whether a line is none of a table: a heading, a note, a label that begins another form."""
    begins = label_key(line.pieces[0][2] if line.pieces else line.text) in STARTS_TABLE
    alone = len(line.pieces) < 2
    heading = is_title(line.text) or is_part(line.text) or bool(section_of(line.text)[0]) or is_page_mark(line.text)
    noted = bool(_SECTION.match(line.text)) or bool(_NOTE.match(line.text))
    return not line.signs or begins or (alone and (heading or noted)) or (alone and line.text.startswith("第"))


def _crosses(line: FlowLine, spans: Sequence[tuple[float, float]]) -> bool:
    """Whether a word stands below several labels."""
    return any(
        sum(word.left < right - 1 and word.right > left + 1 for left, right in spans) > 1 for word in words_of(line)
    )


def columns_of(header: FlowHeader, lines: Sequence[FlowLine]) -> Columns | None:
    """The columns, one for each label; None where texts of two run together."""
    labels = [(label.left, label.right) for label in header.labels]
    body = [word for line in lines for word in words_of(line)]
    words = body + [word for label in header.labels for word in label.words]
    size = max((word.size for word in words), default=10.0)
    spans: list[tuple[float, float] | None] = [None] * len(labels)
    loose: list[tuple[float, float]] = []
    for stack in stacked(words, _APART * size):
        own = min(word.left for word in stack), max(word.right for word in stack)
        held = [number for number, (left, right) in enumerate(labels) if left >= own[0] - 1 and right <= own[1] + 1]
        if len(held) > 1:
            return None
        if held:
            spans[held[0]] = own
        else:
            loose.append(own)
    if any(span is None for span in spans) or (loose and loose[0][1] <= labels[0][0]):
        return None
    whole = [span for span in spans if span is not None]
    _fill(whole, loose, body)
    edges = [whole[0][0] - _MARGIN, *((a[1] + b[0]) / 2 for a, b in pairwise(whole)), whole[-1][1] + _MARGIN]
    return Columns(tuple(whole), tuple(edges))


def _fill(spans: list[tuple[float, float]], loose: Sequence[tuple[float, float]], body: Sequence[Word]) -> None:
    """Widen the columns by texts that stand below no label: columns without any in their order, else the nearest."""
    blank = [at for at, (left, right) in enumerate(spans) if not any(w.left < right and left < w.right for w in body)]
    if len(blank) != len(loose):
        blank = [
            min(range(len(spans)), key=lambda at: max(spans[at][0] - right, left - spans[at][1]))
            for left, right in loose
        ]
    for at, (left, right) in zip(blank, loose, strict=True):
        spans[at] = min(spans[at][0], left), max(spans[at][1], right)
