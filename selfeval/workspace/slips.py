"""Slips that are asked about before an outcome is entered: percent for ratio, 元 for 万元, a letter in a number."""

from __future__ import annotations

from selfeval.core.actuals import read_actual
from selfeval.core.assessment import answer_words
from selfeval.core.model import Assumption
from selfeval.workspace.live import Place, Workspace

CODES = ("ratio", "money_unit", "misread")
"""The doubts about an outcome that a person settles while it is in front of them, the most telling first."""


def slip(workspace: Workspace, place: Place, text: str) -> Assumption | None:
    """The slip that a text looks like as the outcome of an indicator, None where it looks like none.

    Its `offer` is what is probably meant, "" where no other text fits. Only the text is read, nothing is scored.
    """
    target = workspace.scored(place.project, place.indicator).target
    read = read_actual(text, target, answers=answer_words(workspace.pack), year=workspace.assessment.year)
    found = {note.code: note for note in reversed(read.assumptions)}
    return next((found[code] for code in CODES if code in found), None)
