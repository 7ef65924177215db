"""Slips that are asked about before anything is entered: percent for ratio, 元 for 万元, a letter in a number."""

from __future__ import annotations

from selfeval.core.actuals import read_actual
from selfeval.core.assessment import answer_words
from selfeval.core.model import Assumption
from selfeval.core.money_slips import amount_slip
from selfeval.core.numbers import plain
from selfeval.core.problems import msg
from selfeval.workspace.live import Place, Workspace
from selfeval.workspace.offers import budget_preview

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


def budget_slip(workspace: Workspace, project: str, field: str, text: str) -> Assumption | None:
    """The slip that a text looks like as a figure of the budget, None where it looks like none.

    An amount without a unit is held against the other ones of the project, a checkpoint against one percent.
    """
    name, _, part = field.partition(".")
    budget = budget_preview(workspace, project, {field: text}).budget
    if name == "checkpoint" and "%" not in text and "％" not in text:
        share = budget.checkpoints.get(int(part))
        if share is None or not 0 < share < 1:
            return None
        offer = f"{plain(share * 100)}%"
        return Assumption(
            "ratio", msg("{text} is less than one percent: {offer}?", text=text, offer=offer), offer=offer
        )
    return amount_slip(budget, field)
