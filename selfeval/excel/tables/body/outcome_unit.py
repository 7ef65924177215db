"""Puts the unit from a column of its own behind an outcome where the target has another one: 14000 | 元 for 1.5万元."""

from __future__ import annotations

from selfeval.core.texts.shapes.joined_cells import may_be_a_share
from selfeval.core.texts.targets.read import read_target
from selfeval.core.texts.words.absence import DASHES
from selfeval.core.units import normal_unit


def outcome_in_unit(actual: str, unit: str, target: str) -> str:
    """The outcome with its unit where that tells something; unchanged where the cell has one, or the target's alone.

    A bare number up to 1 beside a cell % may be a share, which is asked about, so the two are not joined.
    """
    if not unit or unit in DASHES or not actual[-1:].isdigit() or not target or may_be_a_share(actual, unit):
        return actual
    wanted = read_target(target).unit
    return f"{actual}{unit}" if wanted and normal_unit(wanted) != normal_unit(unit) else actual
