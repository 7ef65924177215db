"""The spending plan against what was spent, as a curve in text cells: dots where the console has them, else letters.

Both lines begin at 0 % with the year and go through their checkpoints; the line of what was spent ends at the last one.
Below them stand the values of the four months, and how far they are apart. Textual's Sparkline draws one series,
without a scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import msg
from selfeval.core.report.spending import Checkpoint, checkpoints
from selfeval.core.scoring.budget import Budget
from selfeval.tui.row_texts.bars import fine
from selfeval.tui.text import Words, pad, width

MONTHS = 12
HALF, GAP, PLAN, SPENT = range(1, 5)
"""What is drawn, the later over the earlier where two meet in a cell."""
_SIGNS = {HALF: "-", GAP: ":", PLAN: ".", SPENT: "o"}
BOTH = "*"
"""Plain signs, for consoles without Braille patterns (which are one cell wide everywhere, unlike box drawing)."""
_COLOURS = {HALF: "$muted", GAP: "$warn", PLAN: "$secondary", SPENT: "bold $key"}
_EVERY = {HALF: 4, PLAN: 2}
"""Of so many dots one is drawn: thin lines, to be told from that of what was spent without any colour."""

_BRAILLE = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Bits of the dots of one cell: left and right column, from the top."""

Cells = list[list[tuple[str, int]]]
"""Lines of cells: a character, and which of the things drawn it belongs to, 0 for none."""


def heights(points: Mapping[int, Decimal], steps: int) -> list[Fraction | None]:
    """Percent, clipped to 0 … 100, at `steps` even places of the year; None behind the last known point."""
    known = [(0, Fraction(0)), *sorted((month, Fraction(value)) for month, value in points.items())]
    found: list[Fraction | None] = []
    for place in range(steps):
        month = Fraction(place * MONTHS, max(steps - 1, 1))
        before = max((one for one in known if one[0] <= month), key=lambda one: one[0])
        after = min((one for one in known if one[0] >= month), key=lambda one: one[0], default=None)
        if after is None or len(known) == 1:
            found.append(None)
            continue
        span = after[0] - before[0]
        part = (month - before[0]) / span if span else Fraction(0)
        found.append(min(max(before[1] + (after[1] - before[1]) * part, Fraction(0)), Fraction(100)))
    return found


def _points(known: Sequence[Checkpoint], across: int, down: int) -> Iterator[tuple[int, int, int]]:
    """Every dot of the picture as what it belongs to, its column, and its line from the top."""

    def line(percent: Fraction | Decimal) -> int:
        return down - 1 - int(round_half_up(Fraction(percent) * (down - 1) / 100, 0))

    yield from ((HALF, x, line(Decimal(50))) for x in range(across))
    planned = {one.month: one.planned for one in known if one.planned is not None}
    spent = {one.month: one.spent for one in known if one.spent is not None}
    for kind, held in ((PLAN, planned), (SPENT, spent)):
        yield from ((kind, x, line(percent)) for x, percent in enumerate(heights(held, across)) if percent is not None)
    for one in known:
        if one.planned is not None and one.spent is not None:
            ends = sorted(line(min(max(value, Decimal(0)), Decimal(100))) for value in (one.planned, one.spent))
            yield from ((GAP, one.month * (across - 1) // MONTHS, y) for y in range(ends[0] + 1, ends[1]))


@lru_cache(maxsize=4)  # a picture is asked for several times while its screen is laid out
def curve_cells(known: Sequence[Checkpoint], cells: int, lines: int, *, dots: bool) -> Cells:
    """The picture in `lines` lines of so many cells, without scale and values."""
    across, down = (2, 4) if dots else (1, 1)
    bits: dict[tuple[int, int], dict[int, int]] = {}
    for kind, x, y in _points(known, cells * across, lines * down):
        if dots and x % _EVERY.get(kind, 1):
            continue
        held = bits.setdefault((y // down, x // across), {})
        held[kind] = held.get(kind, 0) | _DOTS[x % across][y % down]
    return [[_cell(bits.get((y, x), {}), dots) for x in range(cells)] for y in range(lines)]


def _cell(held: Mapping[int, int], dots: bool) -> tuple[str, int]:
    """The later kind over the earlier; the dots of a plan that is kept to stand with those of what was spent."""
    if not held:
        return " ", 0
    kind = max(held)
    if not dots:
        return (BOTH if {PLAN, SPENT} <= set(held) else _SIGNS[kind]), kind
    mask = held[kind] | (held.get(PLAN, 0) if kind == SPENT else 0)
    return chr(_BRAILLE + mask), kind


def value_line(label: str, texts: Mapping[int, str], margin: int, cells: int) -> str:
    """Values below the months they belong to, each ending there; one that would touch its neighbour is left out."""
    line, used = pad(label, margin), margin
    for month, text in texts.items():
        end = margin + month * (cells - 1) // MONTHS + 1
        start = end - width(text)
        if text and start >= used + (used > margin):
            line += " " * (start - used) + text
            used = end
    return line


class Curve(Static):
    """The curve with its scale and values, drawn as wide as there is room."""

    HEIGHT = 7
    """Lines of the picture: an odd number, so that 50 % has one of its own."""

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._words = words
        self._drawn: tuple[Checkpoint, ...] | None = None

    def stand(self, *, before: Widget, last: bool) -> None:
        """Stand before a widget beside it, or as the last one of all."""
        if not isinstance(sheet := self.parent, Widget):
            return
        if not last:
            sheet.move_child(self, before=before)
        elif sheet.children[-1] is not self:
            sheet.move_child(self, after=-1)

    def show(self, budget: Budget) -> None:
        """Draw the figures of a budget."""
        found = checkpoints(budget)
        if found != self._drawn:
            self._drawn = found
            self.display = any(one.planned is not None or one.spent is not None for one in found)
            self.refresh(layout=True)

    @property
    def _checkpoints(self) -> tuple[Checkpoint, ...]:
        return self._drawn or ()

    def render(self) -> Content:
        """Scale and picture, then the values of the months, and what the marks mean."""
        words, dots = self._words, fine()
        labels = {"plan": words(msg("plan")), "spent": words(msg("spent")), "gap": words(msg("apart"))}
        margin = max(4, *map(width, labels.values())) + 1
        cells = min(max(self.content_size.width - margin, 12), 72)
        scale = {0: "100%", self.HEIGHT // 2: "50%", self.HEIGHT - 1: "0%"}
        lines = [
            Content.assemble((pad(scale.get(number, ""), margin - 1, right=True) + " ", "$muted"), *_runs(line))
            for number, line in enumerate(curve_cells(self._checkpoints, cells, self.HEIGHT, dots=dots))
        ]
        months = {one.month: str(one.month) for one in self._checkpoints}
        lines.append(Content.styled(value_line(words(msg("month")), months, margin, cells), "$muted"))
        lines += self._values(labels, margin, cells)
        legend = (
            msg("dotted: planned; line: really spent; upright: how far apart")
            if dots
            else msg(". planned, o really spent, * both, : how far apart")
        )
        return Content("\n").join([*lines, Content.styled(" " * margin + words(legend), "$muted")])

    def _values(self, labels: Mapping[str, str], margin: int, cells: int) -> Iterator[Content]:
        known = self._checkpoints
        planned = {one.month: _percent(one.planned) for one in known}
        spent = {one.month: _percent(one.spent) for one in known}
        gaps = {one.month: _signed(one.gap) for one in known}
        for label, texts, style in (
            (labels["plan"], planned, _COLOURS[PLAN]),
            (labels["spent"], spent, _COLOURS[SPENT]),
            (labels["gap"], gaps, _COLOURS[GAP]),
        ):
            if any(texts.values()):
                yield Content.styled(value_line(label, texts, margin, cells), style)


def _runs(line: Iterable[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    for kind, signs in groupby(line, lambda cell: cell[1]):
        yield "".join(char for char, _ in signs), _COLOURS.get(kind, "")


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f"{plain(round_half_up(value, 1))}%"


def _signed(value: Decimal | None) -> str:
    if value is None:
        return ""
    rounded = round_half_up(value, 1)
    return f"{'+' if rounded > 0 else ''}{plain(rounded)}"
