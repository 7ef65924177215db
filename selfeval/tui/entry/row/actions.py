"""What the keys of a row do: clear, take the budget's figure, reason, does not apply, what a reviewer takes off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from selfeval.core.problems import msg
from selfeval.core.scoring.surveys import offered_survey
from selfeval.core.texts.words.names import is_satisfaction
from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.row.dialogs import RowDialogs
from selfeval.tui.entry.row.entry import OUTCOME
from selfeval.tui.entry.typing import Entry
from selfeval.tui.text import one_line
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.budget_offers import budget_offer, total_with
from selfeval.workspace.work.questions.required import score_with
from selfeval.workspace.work.questions.weight_moves import moved

_Then = Callable[[str | None], None]
_Show = Callable[[str, _Then], None]
"""Shows a dialog on what stands; what it gives goes on from there."""


class RowActions:
    """Acts on the row under the cursor, for the clerk and for a reviewer."""

    def __init__(self, desk: Desk, entry: Entry, dialogs: RowDialogs) -> None:
        self._desk, self._entry, self._dialogs = desk, entry, dialogs

    def clear(self) -> None:
        """Clear the row's outcome, share and mark of not applying."""
        desk = self._desk
        if desk.on_indicator() and not desk.refused():
            desk.put(desk.place, {name: "" for name in OUTCOME if desk.fact(desk.place, name)})

    def take_offer(self) -> None:
        """Take the value that the budget offers."""
        desk = self._desk
        if not self._entry.settled():
            return
        place = desk.place
        if not desk.on_indicator():
            return
        offer = budget_offer(desk.workspace, place.project, place.indicator)
        if not offer:
            desk.say(msg("The budget says nothing about this row."))
        elif desk.put(place, {"actual": offer}):
            self._entry.follow(place, "next")

    def write_reason(self) -> None:
        """Write the reason and the evidence; of the budget on its own screen."""
        if not self._entry.settled():
            return
        if not self._desk.place.indicator:
            self._entry.open_budget()
        elif not self._desk.refused() and not self._desk.workspace.trial:  # what is only tried needs no reason
            self._dialogs.ask_reason(self._desk.place, _stay, asked=False)

    def write_texts(self) -> None:
        """Write the texts around the table of the project."""
        if self._entry.settled() and not self._desk.refused():
            self._dialogs.ask_texts(Place(self._desk.project, ""), _stay)

    def write_survey(self) -> None:
        """Write the survey behind a satisfaction rate."""
        desk, place = self._desk, self._entry.open_indicator()
        if place is None:
            return
        row = desk.scored(place).indicator
        if not is_satisfaction(row.tier1, row.tier2) and not desk.fact(place, "survey"):
            desk.say(msg("Surveys belong to satisfaction indicators; this row is none."))
            return
        project = desk.workspace.result(place.project).project
        offer = offered_survey(desk.workspace.evaluation, project, row)
        given = (offer.offer, offer.message) if offer is not None else ()

        def show(standing: str, then: _Then) -> None:
            desk.host.open_room("survey", one_line(row.tier3), standing, *given, then=then)

        self._ask(place, "survey", show)

    def mark_not_applicable(self) -> None:
        """Say why the row does not apply."""
        desk, place = self._desk, self._entry.open_indicator()
        if place is None:
            return

        title, moves = one_line(desk.scored(place).indicator.tier3), partial(moved, desk.workspace, place)

        def show(standing: str, then: _Then) -> None:
            desk.host.open_room("not_applicable", title, standing, moves, then=then)

        def go_on(why: str) -> None:
            if why:
                self._entry.move_on(place, "next")

        self._ask(place, "not_applicable", show, go_on)

    # -- what a reviewer says

    def deduct(self) -> None:
        """Say what a reviewer takes off the row, and why."""
        desk, place = self._desk, self._entry.open_indicator()
        if place is None:
            return
        rules = desk.workspace.pack.deductions
        if not rules:
            desk.say(msg("The rule pack knows no deductions."))
            return
        title, score = one_line(desk.scored(place).indicator.tier3), partial(score_with, desk.workspace, place)

        def show(standing: str, then: _Then) -> None:
            desk.host.open_room("deductions", title, standing, rules, score, then=then)

        self._ask(place, "deduction", show)

    def grade(self) -> None:
        """Say which grade a reviewer gave the project; a lower one may leave a part of the total only."""
        desk, place = self._desk, Place(self._desk.project, "")
        if not self._entry.settled() or desk.refused():
            return
        pack, standing = desk.workspace.pack, desk.fact(place, "review_grade")
        if not pack.review and not standing:
            desk.say(msg("The rule pack takes nothing off for a reviewer's grade."))
            return
        title = one_line(desk.workspace.result(place.project).project.title)
        grades, total = pack.grades if pack.review else (), partial(total_with, desk.workspace, place.project)

        def show(standing: str, then: _Then) -> None:
            desk.host.open_room("grade", title, standing, grades, total, then=then)

        self._ask(place, "review_grade", show)

    def _ask(self, place: Place, name: str, show: _Show, then: Callable[[str], None] | None = None) -> None:
        """Ask for a fact: `show` opens its dialog on what stands; once it is entered, `then` follows."""

        def taken(text: str | None) -> None:
            if text is not None and self._desk.put(place, {name: text}, lambda: show(text, taken)) and then is not None:
                then(text)

        show(self._desk.fact(place, name), taken)


def _stay() -> None:
    """Nothing follows a reason that was written unasked."""
