"""What if: the entry screen on a copy of the work. Everything can be tried; leaving forgets it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from selfeval.core.problems import msg
from selfeval.tui.actions.action import WHAT_IF
from selfeval.tui.base import room_bindings
from selfeval.tui.dialogs.tried import TriedList
from selfeval.tui.entry.screen import Work
from selfeval.tui.row_texts.table import Row
from selfeval.tui.text import facts, points, spaced
from selfeval.tui.widgets.details import detail
from selfeval.tui.widgets.score import ScoreHead
from selfeval.tui.widgets.trial_head import TrialHead
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.trial import Trial
from selfeval.workspace.work.workspace import Workspace

CHANGED = "*"
NOT_HERE = frozenset({"note", "confirm", "correct"})


class WhatIf(Work, inherit_bindings=False):
    """A sandbox on the work."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Screen.BINDINGS,
        *room_bindings(WHAT_IF),
        Binding("ctrl+s", "saved", show=False),
    ]
    where = WHAT_IF

    def __init__(self, workspace: Workspace, start: Place) -> None:
        self.trial = Trial(workspace)
        super().__init__(self.trial)
        self.project, self._first = start.project, start

    def head(self) -> ScoreHead:
        """A head that says what this is."""
        return TrialHead(self.words)

    def row(self, place: Place) -> Row:
        """A row of the list; one that scores otherwise than in the real work has a star."""
        shown = super().row(place)
        if self._figures(self.trial, place) == self._figures(self.trial.base, place):
            return shown
        *cells, _mark = shown.cells
        return Row(shown.key, (*cells, CHANGED), {**shown.tones, 6: "warn"}, shown.tone)

    def _figures(self, workspace: Workspace, place: Place) -> tuple[object, ...]:
        result = workspace.result(place.project)
        if not place.indicator:
            return result.budget.amounts, result.execution.score, result.execution.weight
        scored = result.scored(place.indicator)
        return scored.actual.text, scored.score, scored.weight.effective, scored.not_applicable

    def details(self, place: Place) -> Content:
        """Everything about a row, what it really is first where it differs."""
        shown = detail(self.words, self.trial, place)
        if self._figures(self.trial, place) == self._figures(self.trial.base, place):
            return shown
        base = self.trial.base
        result = base.result(place.project)
        scored = result.scored(place.indicator) if place.indicator else None
        score = result.execution.score if scored is None else scored.score
        actual = scored.actual.text if scored is not None else ""
        said = msg("{actual}, {score} points", actual=actual, score=points(score, base.pack.rounding.places))
        really = facts(((self.words(msg("Really")), spaced(self.words(said)).removeprefix(", ")),))
        return Content("\n").join((really, shown))

    def offers(self, place: Place) -> set[str]:
        """Only what changes figures."""
        return super().offers(place) - NOT_HERE

    def ask_note(self, place: Place, go: str, *, asked: bool) -> None:
        """What is only tried needs no reason."""
        self.move_on(place, go)

    def move_on(self, place: Place, go: str) -> None:
        """Stay on a row that was tried, so that its effect is seen."""
        if go != "next":
            super().move_on(place, go)

    def show_entry(self, place: Place) -> None:
        """A row without a score waits for something to try."""
        super().show_entry(place)
        if place.indicator and self.scored(place).score is None and not self.scored(place).not_applicable:
            self.line.say(self.words(msg("Type what you would like to try; Enter shows what it comes to.")))

    # -- actions

    def action_saved(self) -> None:
        """Nothing is."""
        self.say(msg("This is what-if: nothing of it is saved or exported."), bad=True)

    def action_problems(self) -> None:
        """Not from here."""
        self.action_saved()

    def action_result(self) -> None:
        """Not from here."""
        self.action_saved()

    def action_what_if(self) -> None:
        """It is one already."""
        self.action_saved()

    def action_tried(self) -> None:
        """List what was tried and what it does."""
        if self.settled():
            self.host.push_screen(TriedList(self.trial))

    def action_back(self) -> None:
        """Leave, after a word where something was tried."""
        if not self.settled():
            return
        if self.trial.evaluation.done:
            self.host.push_screen(TriedList(self.trial, leaving=True), self._leave)
        else:
            self.dismiss(None)

    def _leave(self, answer: str | None) -> None:
        if answer == "leave":
            self.dismiss(None)
