"""Bars in the rows of a list, as texts of so many cells: marks that `BarRows` paints, or signs where colours may lack.

A mark says how full the bar is; what it looks like is decided where it is drawn, for block and box characters are two
cells wide in some Chinese consoles. The marks are of the private area, which no terminal is ever shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from fractions import Fraction

from selfeval.streams import shows

FULL, PART, LOW, REST = "\uf8f0", "\uf8f1", "\uf8f2", "\uf8f3"
"""Cells of a bar that is full, good or low, and of what is missing of it."""
NARROW, WIDE, WIDE_FROM = 10, 24, 100
"""Cells of a bar in a list of few and of many cells, and from how many on there are many."""
_SIGNS = {FULL: "#", PART: "=", LOW: "-", REST: "."}
_BRAILLE = "\u28ff"
_GOOD = Fraction(3, 5)
"""Share from which a bar is no longer low."""


def fine(environ: Mapping[str, str] | None = None) -> bool:
    """Whether the console can be trusted to have colours and Braille patterns.

    Not the old ones of Linux and Windows, nor those of an encoding without such signs, as GBK is.
    """
    known = os.environ if environ is None else environ
    if known.get("TERM", "") in {"linux", "dumb"} or known.get("SELFEVAL_PLAIN_MARKS"):
        return False
    if sys.__stderr__ is not None and not shows(_BRAILLE, sys.__stderr__.encoding):
        return False
    return os.name != "nt" or bool(known.get("WT_SESSION"))


def bar(share: Fraction, cells: int, *, mark: str = "", painted: bool | None = None) -> str:
    """A bar of so many cells, filled by a share of 1 and marked by it unless `mark` says how.

    Something is never drawn as nothing, and what is not whole never as whole.
    """
    share = min(max(share, Fraction(0)), Fraction(1))
    filled = int(share * cells)
    if share and not filled:
        filled = 1
    mark = mark or (FULL if share == 1 else PART if share >= _GOOD else LOW)
    text = mark * filled + REST * (cells - filled)
    return text if (fine() if painted is None else painted) else signs(text)


def bar_cells(room: int) -> int:
    """How long a bar is in a list of so many cells."""
    return WIDE if room >= WIDE_FROM else NARROW


def signs(text: str) -> str:
    """The same bar in signs that every console has."""
    return "".join(_SIGNS.get(char, char) for char in text)
