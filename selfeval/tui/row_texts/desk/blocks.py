"""Details as blocks: a label, and what is to be said under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.cells import get_character_cell_size
from textual.content import Content

from selfeval.core.records import dataclass
from selfeval.textgrid import breaks
from selfeval.tui.text import clip, many_lines, pad, width

_BESIDE = 16
"""Cells that a text must have beside its label; where it has fewer it stands below."""
_GAP = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A text of a block: broken into as many lines as it needs, or, where it is `short`, cut to one.

    `mark` stands before its first line, for what is not to be told by the tone alone.
    """

    text: str
    tone: str = ""
    mark: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What is said under one label; a `whole` one has the whole width, its label on a line of its own.

    A `table` stands under its label in place of `lines`: titles, then a row of figures each.
    """

    label: str
    lines: tuple[Line, ...] = ()
    whole: bool = False
    table: tuple[tuple[str, ...], ...] = ()


def block_lines(blocks: Sequence[Block], cells: int, *, air: bool) -> list[Content]:
    """The blocks in lines of so many cells, labels in a column; with `air` a blank line between two blocks."""
    column = max((width(block.label) for block in blocks if not block.whole), default=0)
    column = column + _GAP if column else 0
    if cells - column < _BESIDE:
        column = 0
    shown: list[Content] = []
    for block in blocks:
        if shown and air:
            shown.append(Content(""))
        shown += _block(block, cells, column)
    return shown


def _block(block: Block, cells: int, column: int) -> Iterator[Content]:
    beside = 0 if block.whole else column
    head = Content.styled(pad(block.label, beside), "$muted") if beside else Content("")
    if block.label and not beside:
        yield Content.styled(clip(block.label, cells), "bold $muted")
    for row in aligned(block.table, cells - beside):
        yield Content.assemble(head, clip(row, cells - beside))
        head = Content(" " * beside)
    for line in block.lines:
        for text in _broken(line, cells - beside):
            yield Content.assemble(head, text)
            head = Content(" " * beside)


def _broken(line: Line, cells: int) -> Iterator[Content]:
    tone = f"${line.tone}" if line.tone else ""
    mark = f"{line.mark} " if line.mark else ""
    if line.short:
        yield Content.styled(clip(mark + line.text, cells), tone)
        return
    room, before = max(cells - width(mark), 2), mark
    for paragraph in many_lines(line.text).split("\n"):
        edges = [0, *breaks(paragraph, room, get_character_cell_size), len(paragraph)]
        for first, last in pairwise(edges):
            yield Content.styled(f"{before}{paragraph[first:last].rstrip()}", tone)
            before = " " * width(mark)


def aligned(rows: Sequence[Sequence[str]], cells: int) -> tuple[str, ...]:
    """A small table as lines of at most so many cells: the first column on the left, all others on the right.

    Where there is little room, columns stand closer, then their titles are cut, never a figure.
    """
    if not rows:
        return ()
    places = range(len(rows[0]))
    whole = [max(width(row[place]) for row in rows) for place in places]
    figures = [max((width(row[place]) for row in rows[1:]), default=0) for place in places]
    gap = _GAP if sum(whole) + _GAP * (len(whole) - 1) <= cells else 1
    spare = max(cells - gap * (len(whole) - 1) - sum(figures), 0)
    widths = []
    for wanted, least in zip(whole, figures, strict=True):
        more = min(wanted - least, spare)
        widths.append(least + more)
        spare -= more
    return tuple(
        (" " * gap).join(
            pad(text, wide, right=place > 0) for place, (text, wide) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
