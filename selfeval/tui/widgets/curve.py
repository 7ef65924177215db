"""The spending plan against what was spent, as a curve in text cells: dots where the console has them, else letters.

Both lines begin at 0 % with the year and go through their checkpoints; the line of what was spent ends at the last one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from textual.content import Content
from textual.widgets import Static

from selfeval.core.numbers import round_half_up
from selfeval.core.problems import msg
from selfeval.tui.text import Words

MONTHS = 12
PLAN, SPENT, BOTH = ".", "o", "*"
"""Plain marks, for consoles without Braille patterns (which are one cell wide everywhere, unlike box drawing)."""

_BRAILLE = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""Bits of the dots of one cell: left and right column, from the top."""


def fine(environ: Mapping[str, str] | None = None) -> bool:
    """Whether the console can be trusted to have Braille patterns: not the Linux console, not the old Windows one."""
    known = os.environ if environ is None else environ
    if known.get("TERM", "") in {"linux", "dumb"} or known.get("SELFEVAL_PLAIN_MARKS"):
        return False
    return os.name != "nt" or bool(known.get("WT_SESSION"))


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


def curve_lines(
    plan: Mapping[int, Decimal], spent: Mapping[int, Decimal], width: int, height: int, *, dots: bool
) -> list[str]:
    """The curve in `height` lines of `width` cells, without axes."""
    across, down = (2, 4) if dots else (1, 1)
    lines: list[list[int]] = [[0] * width for _ in range(height)]
    for number, points in enumerate((plan, spent)):
        for x, percent in enumerate(heights(points, width * across)):
            if percent is None or (dots and number == 0 and x % 3):
                continue  # the plan is a dotted line
            y = (height * down - 1) - int(round_half_up(percent * (height * down - 1) / 100, 0))
            cell = lines[y // down][x // across]
            lines[y // down][x // across] = cell | (_DOTS[x % across][y % down] if dots else 1 << number)
    if dots:
        return ["".join(chr(_BRAILLE + cell) if cell else " " for cell in line) for line in lines]
    return ["".join((" ", PLAN, SPENT, BOTH)[cell] for cell in line) for line in lines]


class Curve(Static):
    """The curve with its scale, drawn as wide as there is room."""

    HEIGHT = 6

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._words = words
        self._points: tuple[Mapping[int, Decimal], Mapping[int, Decimal]] = ({}, {})

    def show(self, plan: Mapping[int, Decimal], spent: Mapping[int, Decimal]) -> None:
        """Draw other figures: cumulative percent by month."""
        self._points = (dict(plan), dict(spent))
        self.display = bool(plan or spent)
        self.refresh()

    def render(self) -> Content:
        """Scale, curve, months, and what the marks mean."""
        words, dots = self._words, fine()
        width = min(max(self.content_size.width - 6, 12), 72)
        lines = curve_lines(*self._points, width, self.HEIGHT, dots=dots)
        scale = ["100%", *[""] * (self.HEIGHT - 2), "0%"]
        drawn = [f"{label:>4} {line}" for label, line in zip(scale, lines, strict=True)]
        marks = list(" " * (width + 6))
        for month in (3, 6, 10, 12):
            place = 5 + month * (width - 1) // MONTHS
            marks[place - len(str(month)) + 1 : place + 1] = str(month)
        legend = (
            msg("month; thin: planned, line: really spent")
            if dots
            else msg("month; {plan} planned, {spent} really spent, {both} both", plan=PLAN, spent=SPENT, both=BOTH)
        )
        return Content("\n".join((*drawn, "".join(marks).rstrip(), f"     {words(legend)}")))
