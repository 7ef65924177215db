"""What deductions take off a score, in the columns of 计分过程 that its formula looks at."""

from __future__ import annotations

from selfeval.core.numbers import plain, round_half_up
from selfeval.core.scoring.scored import Scored
from selfeval.excel.paper.cells import absolute
from selfeval.excel.paper.formulas import literal
from selfeval.excel.paper.labels import STEP
from selfeval.excel.paper.page import About
from selfeval.excel.scored.live_readings import LONGEST_LITERAL
from selfeval.excel.scored.steps_sheet.rows import StepRows

_PLACES = 10


def write_deducted(steps: StepRows, row: int, scored: Scored, text: str, project: str) -> None:
    """Points and percent taken off by the deductions of a row; another text than the one read leaves no score."""
    same = f"EXACT({absolute(row, STEP['deduction'])},{literal(text)})"
    for key, variable in (("points_off", "m"), ("share_off", "r")):
        if figure := (scored.values or {}).get(variable):
            formula = f"IF({same},{plain(figure)},NA())" if len(text) <= LONGEST_LITERAL else ""
            about = About(key, project, scored.indicator.id)
            steps.put(row, key, round_half_up(figure, _PLACES), formula=formula, about=about)
