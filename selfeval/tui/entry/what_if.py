"""What if: the entry screen on a copy of the work. Everything can be tried; leaving forgets it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from selfeval.core.problems import msg
from selfeval.tui.actions.action import WHAT_IF
from selfeval.tui.base import room_bindings
from selfeval.tui.dialogs.what_if_list import TriedList
from selfeval.tui.entry.row.look import RowLook
from selfeval.tui.entry.screen import Work
from selfeval.tui.row_texts.desk.blocks import Block, Line
from selfeval.tui.row_texts.table import Row
from selfeval.tui.text import Words, points, spaced
from selfeval.tui.widgets.desk.score import ScoreHead
from selfeval.tui.widgets.desk.trial_head import TrialHead
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.trial import Trial
from selfeval.workspace.work.workspace import Workspace

CHANGED = "*"
NOT_HERE = frozenset({"note", "confirm", "correct"})


class TrialLook(RowLook):
    """Rows beside what they really are."""

    def __init__(self, trial: Trial) -> None:
        super().__init__(trial)
        self._trial = trial

    def row(self, words: Words, place: Place) -> Row:
        """A row of the list; one that scores otherwise than in the real work has a star."""
        shown = super().row(words, place)
        if self._as_it_is(place):
            return shown
        *cells, _mark = shown.cells
        full = {place: text for place, text in shown.full.items() if place != len(cells)}
        return replace(shown, cells=(*cells, CHANGED), tones={**shown.tones, len(cells): "warn"}, full=full)

    def _as_it_is(self, place: Place) -> bool:
        return _figures(self._trial, place) == _figures(self._trial.base, place)

    def details(self, words: Words, place: Place, *, opened: bool = False, titled: bool = True) -> list[Block]:
        """Everything about a row, what it really is first where it differs."""
        shown = super().details(words, place, opened=opened, titled=titled)
        if self._as_it_is(place):
            return shown
        base = self._trial.base
        result = base.result(place.project)
        scored = result.scored(place.indicator) if place.indicator else None
        score = result.execution.score if scored is None else scored.score
        actual = scored.actual.text if scored is not None else ""
        said = msg("{actual}, {score} points", actual=actual, score=points(score, base.pack.rounding.places))
        really = Block(words(msg("Really")), (Line(spaced(words(said)).removeprefix(", ")),))
        return [really, *shown]

    def offers(self, place: Place) -> set[str]:
        """Only what changes figures."""
        return super().offers(place) - NOT_HERE

    def entry(self, words: Words, place: Place) -> tuple[str, str, str, str]:
        """The entry line; a row without a score waits for something to try."""
        label, text, reading, target = super().entry(words, place)
        if place.indicator:
            scored = self._trial.scored(place.project, place.indicator)
            if scored.score is None and not scored.not_applicable:
                reading = words(msg("Type what you would like to try; Enter shows what it comes to."))
        return label, text, reading, target


def _figures(workspace: Workspace, place: Place) -> tuple[object, ...]:
    result = workspace.result(place.project)
    if not place.indicator:
        return result.budget.amounts, result.execution.score, result.execution.weight
    scored = result.scored(place.indicator)
    return scored.actual.text, scored.score, scored.weight.effective, scored.not_applicable


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
        super().__init__(self.trial, TrialLook(self.trial), start)

    def head(self) -> ScoreHead:
        """A head that says what this is."""
        return TrialHead(self.words)

    # -- actions

    def action_saved(self) -> None:
        """Nothing is."""
        self.say(msg("This is what-if: nothing of it is saved or exported."), bad=True)

    # Not from here.
    action_problems = action_result = action_what_if = action_saved

    def action_tried(self) -> None:
        """List what was tried and what it does."""
        if self.entry.settled():
            self.host.push_screen(TriedList(self.trial))

    def action_back(self) -> None:
        """Leave, after a word where something was tried."""
        if not self.entry.settled():
            return
        if self.trial.evaluation.done:
            self.host.push_screen(TriedList(self.trial, leaving=True), self._leave)
        else:
            self.dismiss(None)

    def _leave(self, answer: str | None) -> None:
        if answer == "leave":
            self.dismiss(None)
