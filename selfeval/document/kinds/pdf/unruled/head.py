"""Labels with their values above the header of a table without ruled lines: project, code, money, goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from selfeval.core.patterns import lazy
from selfeval.document.kinds.pdf.flow import FlowLine
from selfeval.document.kinds.pdf.rules import Segment
from selfeval.document.kinds.pdf.unruled.columns import Columns
from selfeval.document.kinds.pdf.words import OfWords, Word, words_of
from selfeval.excel.tables.labels.labels import is_title, label_key, label_of, month_of

_GAP: Final = 0.7
_NEXT_LINE: Final = 1.75
_TOUCH: Final = 0.2
_MOST_LINES: Final = 60
_FIGURE: Final = lazy(r"[\d.,，]{1,20}[%％]?")


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell: its row and how far it reaches down, its first and last column, its words and its width."""

    row: int
    down: int
    first: int
    last: int
    words: tuple[Word, ...]
    width: float


@dataclass(slots=True)
class _Block(OfWords):
    words: list[Word]


def head_cells(
    lines: Sequence[FlowLine], columns: Columns, pitch: float, across: Sequence[Segment]
) -> tuple[list[FlowLine], list[HeadCell]]:
    """The last of these lines that are labels with values, and their cells; `pitch` is that of lines within cells."""
    first = len(lines)
    while first > max(0, len(lines) - _MOST_LINES) and _belongs(lines[first - 1], columns):
        first -= 1
    own = list(lines[first:])
    while own and not _begins_row(own, 0):
        own.pop(0)
    cells: list[HeadCell] = []
    for blocks in _rows(_blocks(own, pitch, across), across):
        row = max((cell.row + cell.down for cell in cells), default=0)
        cells += _cells(blocks, row, columns)
    return own, cells


def _is_label(text: str) -> bool:
    return label_of(text) is not None or month_of(text) is not None


def _labelled(line: FlowLine) -> bool:
    return any(_is_label(word.text) for word in words_of(line, _GAP))


def _belongs(line: FlowLine, columns: Columns) -> bool:
    """Whether a line may be one of a form's head: it has a label, or stands behind the labels, or ends one of them."""
    if is_title(line.text) or line.right > columns.edges[-1] + 3 * line.size:
        return False
    words = words_of(line, _GAP)
    if label_key(line.text) == "money_unit":
        return False
    set_in = line.left > columns.edges[0] + 3 * line.size
    return set_in or (bool(words) and (len(words) > 1 or _is_label(words[0].text) or len(words[0].text) <= 8))


def _begins_row(lines: Sequence[FlowLine], at: int) -> bool:
    """Whether a row of labels begins in a line, or with its label a line further down."""
    near = [line for line in lines[at : at + 3] if line.top - lines[at].top < 2 * line.size]
    return any(_labelled(line) for line in near)


def _blocks(lines: Sequence[FlowLine], pitch: float, across: Sequence[Segment]) -> list[_Block]:
    """Words with what goes on below them in the same cell."""
    blocks: list[_Block] = []
    for line in lines:
        labelled = _labelled(line)
        for word in words_of(line, _GAP):
            above = [block for block in blocks if _is_below(word, block, labelled=labelled, pitch=pitch, across=across)]
            if above:
                max(above, key=lambda block: block.bottom).words.append(word)
            else:
                blocks.append(_Block([word]))
    return blocks


def _is_below(word: Word, block: _Block, *, labelled: bool, pitch: float, across: Sequence[Segment]) -> bool:
    last = block.words[-1]
    step = word.middle - last.middle
    if not 0.5 * word.size < step or word.left >= block.right or word.right <= block.left:
        return False
    if any(last.middle < line.at < word.middle and line.start < word.right and line.end > word.left for line in across):
        return False
    if block.text.endswith(("：", ":")) or (_is_label(block.text + word.text) and len(block.text + word.text) <= 20):
        return step <= _NEXT_LINE * word.size
    if _is_label(block.text) or _is_label(word.text) or _FIGURE.fullmatch(block.text) or _FIGURE.fullmatch(word.text):
        return False
    return step <= pitch + 0.5 if pitch > 0 else not labelled and step <= _NEXT_LINE * word.size


def _rows(blocks: Sequence[_Block], across: Sequence[Segment]) -> list[list[_Block]]:
    """Cells beside each other."""
    rows: list[list[_Block]] = []
    bottom = 0.0
    for block in sorted(blocks, key=lambda one: one.top):
        ruled = any(bottom - 2 < line.at < block.top + 2 and line.start <= block.left for line in across)
        if not rows or block.top > bottom - _TOUCH * block.size or ruled:
            rows.append([])
            bottom = block.bottom
        rows[-1].append(block)
        bottom = max(bottom, block.bottom)
    return rows


def _cells(blocks: Sequence[_Block], row: int, columns: Columns) -> list[HeadCell]:
    """The cells of a row, each in a column of its own; a label beside several rows stands for all of them."""
    first = min(blocks, key=lambda block: block.left)
    others = _rows([block for block in blocks if block is not first and block.left >= first.right], ())
    beside = [block for line in others for block in line]
    if len(others) < 2 or len(beside) + 1 != len(blocks):
        begins = int(first.left > columns.edges[0] + 4 * first.size)  # the label above stands for this row too
        return _line(sorted(blocks, key=lambda block: (block.left, block.top)), row, begins, columns)
    cells = [HeadCell(row, len(others), 0, 0, tuple(first.words), first.right - first.left + 6)]
    for number, line in enumerate(others):
        cells += _line(sorted(line, key=lambda block: block.left), row + number, 1, columns)
    return cells


def _line(blocks: Sequence[_Block], row: int, column: int, columns: Columns) -> list[HeadCell]:
    found = []
    count = min(len(blocks), columns.count - column)
    for number, block in enumerate(blocks[:count]):
        end = blocks[number + 1].left - 8 if number + 1 < len(blocks) else columns.edges[-1]
        width = max(block.right, end) - block.left + 6
        last = column + number if number < count - 1 else columns.count - 1
        words = block.words if number < count - 1 else [word for one in blocks[number:] for word in one.words]
        found.append(HeadCell(row, 1, column + number, last, tuple(words), width))
    return found
