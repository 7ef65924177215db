"""How the entry screen shares out a terminal: lines of the head, the list of projects, the details below or beside."""

from __future__ import annotations

from selfeval.core.records import dataclass
from selfeval.tui.row_texts.desk.head import MOST_TABS, head_lines

WIDE = 120
"""Cells from which the details stand beside the rows."""
VERY_WIDE = 160
"""Cells from which the list of projects is wider."""
_LIST, _WIDE_LIST = 16, 28
_SHUT = 20
"""Cells of details that are closed: those of the keys above them."""
_ENTRY = 3
"""Lines of the entry line and its reading below."""
_FRAMES_FROM = 30
"""Lines from which panes have frames, in terminals that draw them."""

USUAL, TALL, SHUT = "", "-drawer-tall", "-drawer-shut"
DRAWERS = (USUAL, TALL, SHUT)
"""How the details stand: as usual, with most of the room, closed. Also a style class of the screen."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What has how much room.

    Attributes:
        head: lines of the head.
        projects: cells of the list of projects, 0 where it is not shown.
        beside: cells of the details beside the rows, 0 where they stand below.
        below: lines of the details below the rows, 0 where they stand beside.
        framed: whether panes have frames.
    """

    head: int
    projects: int
    beside: int
    below: int
    framed: bool


def arranged(
    width: int,
    height: int,
    *,
    projects: int,
    rows: int,
    drawn: bool = False,
    low_head: bool = False,
    drawer: str = USUAL,
    list_wanted: bool | None = None,
) -> Arrangement:
    """The arrangement for a terminal of this size.

    Details take at most 30 % of it. Below the rows they take what these leave, at least a fifth. `projects` is how many
    there are; `rows`, how many lines the list of rows takes with its titles; `drawn`, whether the terminal draws lines;
    `low_head`, whether there is no large total to show.
    """
    head = head_lines(width, 0 if low_head else height)
    framed = drawn and height >= _FRAMES_FROM
    shown = (width >= WIDE and projects > MOST_TABS) if list_wanted is None else list_wanted
    cells = (_WIDE_LIST if width >= VERY_WIDE else _LIST) + 2 * framed if shown else 0
    beside = below = 0
    if width >= WIDE:
        usual = width * 3 // 10
        beside = {USUAL: usual, TALL: width // 2, SHUT: _SHUT}[drawer]
    else:
        room = height - head - 1 - _ENTRY - 4 * framed
        usual = min(max(room - rows, -(-height // 5)), height * 3 // 10)
        below = {USUAL: usual + 2 * framed, TALL: max(room - 5, usual) + 2 * framed, SHUT: 1}[drawer]
    return Arrangement(head, cells, beside, below, framed)
