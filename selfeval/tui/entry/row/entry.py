"""What typing into a row leads to, decided without a screen: the way in, the questions that follow, the actions."""

from __future__ import annotations

from enum import Enum

from selfeval.core.model import AMOUNT, COMPUTED, STANDARD, WRITTEN
from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import ActualKind, Kind
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.words.names import is_satisfaction
from selfeval.workspace.work.outcomes import fact_of
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.budget_offers import budget_offer
from selfeval.workspace.work.questions.readings import in_doubt
from selfeval.workspace.work.questions.required import needs_reason
from selfeval.workspace.work.workspace import Workspace

OUTCOME = ("actual", "share", "not_applicable")
"""What is cleared with the outcome of a row."""


class Way(Enum):
    """How an entry into a row begins."""

    BUDGET = "budget"
    TEXTS = "texts"
    ANSWER = "answer"
    DAY = "day"
    TYPE = "type"


class Next(Enum):
    """What an entry calls for before the next row."""

    ANSWER = "answer"
    REASON = "reason"
    NOTHING = "nothing"


def way_in(workspace: Workspace, place: Place, text: str, *, typing: bool = False) -> Way:
    """How an entry begins with `text`; with none the row's own dialog opens. `typing`: one goes on already."""
    if not place.indicator:
        result = workspace.result(place.project)
        only_texts = "" not in result.missing and result.blank_texts and set(result.blank_texts) <= set(WRITTEN)
        return Way.TEXTS if only_texts and not text else Way.BUDGET
    kind = workspace.scored(place.project, place.indicator).target.kind
    if not text and kind in {Kind.QUALITATIVE, Kind.BOOLEAN}:
        return Way.ANSWER
    return Way.DAY if not text and kind is Kind.DATE and not typing else Way.TYPE


def after_entry(workspace: Workspace, place: Place) -> Next:
    """What the outcome of a row calls for; what is only tried needs no reason."""
    result, scored = workspace.result(place.project), workspace.scored(place.project, place.indicator)
    answered = scored.actual.kind is not ActualKind.BLANK and not scored.not_applicable
    no_share = scored.score is None or (
        scored.actual.share is None and not fact_of(workspace.assessment, place, "share")
    )
    if scored.target.kind is Kind.QUALITATIVE and answered and no_share:
        return Next.ANSWER
    asks = not workspace.trial and needs_reason(workspace.evaluation, result, scored)
    return Next.REASON if asks else Next.NOTHING


def names_no_answer(workspace: Workspace, place: Place, text: str) -> bool:
    """Whether the text, on a target in words, is none of the answers that the rules know."""
    if not text or workspace.scored(place.project, place.indicator).target.kind is not Kind.QUALITATIVE:
        return False
    return workspace.preview(place.project, place.indicator, {"actual": text}).actual.kind is ActualKind.UNREADABLE


def row_actions(workspace: Workspace, place: Place) -> set[str]:
    """Ids of the row actions that make sense here."""
    if not place.indicator:
        return {"edit", "note"}
    scored = workspace.scored(place.project, place.indicator)
    names = {"edit", "note", "not_applicable", "correct"}
    if in_doubt(workspace, place):
        names.add("confirm")
    if fact_of(workspace.assessment, place, "actual") or scored.not_applicable:
        names.add("clear")
    if budget_offer(workspace, place.project, place.indicator):
        names.add("offer")
    if is_satisfaction(scored.indicator.tier1, scored.indicator.tier2):
        names.add("survey")
    return names


def hint(workspace: Workspace, place: Place) -> Message:
    """What can be done in a row that has no outcome, and that its target is read in a way nobody has confirmed yet."""
    said = _what_to_do(workspace, place)
    if not in_doubt(workspace, place):
        return said
    return msg("{hint} F7 confirms how the target is read.", hint=said)


def _what_to_do(workspace: Workspace, place: Place) -> Message:
    scored = workspace.scored(place.project, place.indicator)
    if said := _of_form(scored):
        return said
    kind = scored.target.kind
    offer = budget_offer(workspace, place.project, place.indicator)
    if kind is Kind.QUALITATIVE:
        return msg("Enter chooses one of the answers.")
    if offer and not fact_of(workspace.assessment, place, "actual"):
        return msg("From the budget: {offer}. Enter shows it to be taken, Ctrl+B takes it.", offer=offer)
    if kind is Kind.DATE:
        return msg("Type the date, such as 2025-11-30, or Enter to pick the day.")
    if kind is Kind.BOOLEAN:
        return msg("Enter chooses yes or no.")
    return msg("Type what was achieved; Enter goes on to the next open row.")


def _of_form(scored: Scored) -> Message:
    """What can be done in a row of the department's own form that is no plain indicator."""
    if scored.indicator.kind == STANDARD:
        most = plain(scored.weight.effective)
        return msg("Type the points given by the standard, 0 to {weight}; then the ground.", weight=most)
    if scored.indicator.kind == AMOUNT:
        return msg(
            "Type the amount, in {unit}; the rates above are worked out from it.", unit=scored.target.unit or "—"
        )
    return scored.why if scored.indicator.kind == COMPUTED else NOTHING
