"""What a planted fault is, and where in a form it is put."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.tools.county.forms import Form, Line


@dataclass(frozen=True)
class Planted:
    """What was planted: codes of which one has to be found, at this indicator ("" for the project), and beside it.

    `also` are findings that the same mistake calls for as well: a form that claims all points has a total that does.
    """

    name: str
    codes: tuple[str, ...]
    line: str = ""
    also: tuple[str, ...] = ()


Fault = Callable[[Random, Form], Planted]


def missed(form: Form) -> Line:
    """The first indicator that does not have all of its points."""
    return next(line for line in form.lines if line.score < line.weight)


def first(form: Form, tier2: str) -> Line:
    """The first indicator of a second tier."""
    return next(line for line in form.lines if line.tier2 == tier2)


def replaced(form: Form, tier2: str, line: Line) -> Line:
    """Put another indicator, with all of its points, in the place of the first one of a second tier."""
    place = form.lines.index(first(form, tier2))
    line.weight = line.score = form.lines[place].weight
    form.lines[place] = line
    return line
