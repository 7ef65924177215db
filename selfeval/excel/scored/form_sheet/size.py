"""The type of a form: 12 points where the whole form fits on one page with it, the usual size on longer ones."""

from __future__ import annotations

from typing import Any

from selfeval.core.scoring.results import Assessment
from selfeval.excel.paper.page import Page, Value
from selfeval.excel.paper.style import BODY
from selfeval.excel.scored.form_sheet.write import fill_form
from selfeval.excel.scored.plan import ProjectPlan
from selfeval.excel.scored.widths import form_widths

LARGE = 12
"""Points of the type of a form that leaves room on its page; the type of official tables."""

_LOOKS = ((LARGE, 0.86), (LARGE, 1.0))
"""Type and width of the columns to try: the narrower a form, the less its print is shrunk to the paper."""

_ROOM_ACROSS, _ROOM_DOWN = 523.0, 730.0
"""Points of A4 upright inside the margins and above the footer, a little less than there is."""

_POINTS_PER_CHARACTER, _POINTS_PER_COLUMN = 5.25, 3.75


class _Trial(Page):
    """A page on which nothing is written; it only learns how high its rows would be."""

    def __init__(self, widths: tuple[float, ...], size: int) -> None:
        self.widths, self.size, self.name = widths, size, ""
        self._heights, self.longer = {}, []

    def put(self, row: int, column: int, value: Value, style: str = "text", **_: object) -> None:
        """Nothing."""

    def check(self, row: int, column: int, rule: dict[str, Any]) -> None:
        """Nothing."""

    def fixed(self, row: int, points: float, *, scaled: bool = True) -> None:
        """Remember the height."""
        self._heights[row] = points * self.size / BODY if scaled else points


def form_look(plan: ProjectPlan, assessment: Assessment) -> tuple[tuple[float, ...], int]:
    """Widths of the columns and points of the type of one form."""
    for size, factor in _LOOKS:
        widths = form_widths(plan, assessment, size=size, factor=factor)
        trial = _Trial(widths, size)
        last = fill_form(trial, plan, assessment)
        across = sum(width * _POINTS_PER_CHARACTER + _POINTS_PER_COLUMN for width in widths)
        if not trial.longer and trial.points(0, last) * min(1.0, _ROOM_ACROSS / across) <= _ROOM_DOWN:
            return widths, size
    return form_widths(plan, assessment), BODY
