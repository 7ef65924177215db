"""Slips asked about before anything is entered: percent for ratio, 元 for 万元, another unit, beyond a whole."""

from __future__ import annotations

from selfeval.core.numbers import plain
from selfeval.core.problems import msg
from selfeval.core.readings import Actual, Assumption
from selfeval.core.scoring.assessment import answer_words
from selfeval.core.scoring.money_slips import amount_slip
from selfeval.core.texts.actuals.read import read_actual
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.budget_offers import budget_preview
from selfeval.workspace.work.workspace import Workspace

CODES = ("ratio", "money_unit", "unit", "misread", "negative", "whole", "date")
"""The doubts about an outcome that a person settles while it is in front of them, the most telling first."""
FINDINGS = frozenset({"A104", "A105", "A106", "A113"})
"""The same by the codes of their findings: 0.95 for 95%, 元 for 万元, 人 where 批次 are counted, 106% of a whole."""


def slip(workspace: Workspace, place: Place, text: str) -> Assumption | None:
    """The slip that a text looks like as the outcome of an indicator, None where it looks like none.

    Its `offer` is what is probably meant, "" where no other text fits. Only the text is read, nothing is scored.
    """
    target = workspace.scored(place.project, place.indicator).target
    read = read_actual(text, target, answers=answer_words(workspace.pack), year=workspace.assessment.year)
    return slip_in(read)


def slip_in(read: Actual) -> Assumption | None:
    """The slip that an outcome looks like as it was read."""
    found = {note.code: note for note in reversed(read.assumptions) if _is_open(note, read)}
    return next((found[code] for code in CODES if code in found), None)


def _is_open(note: Assumption, read: Actual) -> bool:
    """Whether a supposition is a question: not a unit that was only converted, not a day without another one."""
    if note.code == "unit":
        return "A106" in read.doubts
    return note.code != "date" or bool(note.offer)


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
