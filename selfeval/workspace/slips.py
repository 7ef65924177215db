"""Slips that are asked about before an outcome is entered: percent for ratio, 元 for 万元, a letter in a number."""

from __future__ import annotations

from selfeval.core.model import Assumption
from selfeval.core.scoring import Scored

CODES = ("ratio", "money_unit", "misread")
"""The doubts about an outcome that a person settles while it is in front of them, the most telling first."""


def slip(trial: Scored) -> Assumption | None:
    """The slip that an outcome looks like, None where it does not; its `offer` is "" where no other text fits."""
    found = {note.code: note for note in reversed(trial.actual.assumptions)}
    return next((found[code] for code in CODES if code in found), None)
