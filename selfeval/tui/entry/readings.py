"""Readings of targets: confirmed or changed in a row, or in all rows of a kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import Kind
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.in_words import understood
from selfeval.core.texts.targets.read import read_target
from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.typing import Entry
from selfeval.tui.text import one_line
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.readings import all_doubts, changed, doubts, kept, unsure

if TYPE_CHECKING:
    from selfeval.tui.dialogs.readings import Decision


class ReadingDecisions:
    """Decides how targets are understood."""

    def __init__(self, desk: Desk, entry: Entry) -> None:
        self._desk, self._entry = desk, entry

    def confirm(self) -> None:
        """Confirm the reading; where another one is offered, ask which."""
        desk, place = self._desk, self._entry.open_indicator()
        if place is None:
            return
        target, open_ = desk.scored(place).target, doubts(desk.workspace, place)
        if not open_ and (notes := unsure(desk.scored(place))):
            desk.say(msg("{doubt} Enter it again to settle that.", doubt=notes[0]))
            self._entry.begin("")
        elif not open_:
            desk.say(msg("There is nothing to confirm in this row."))
        elif any(one.offer for one in open_) or target.kind is Kind.UNREADABLE:
            self.correct()
        elif desk.put(place, {"reading": canonical(target)}):
            desk.say(msg("Confirmed: {said}", said=understood(target)))

    def correct(self) -> None:
        """Choose or write another reading of the target."""
        desk, place = self._desk, self._entry.open_indicator()
        if place is None:
            return

        def ask(own: str) -> None:
            desk.host.open_room("reading", title, scored.target, read, open_, own, then=taken)

        def taken(reading: str | None) -> None:
            if reading:
                desk.put(place, {"reading": reading}, partial(ask, reading))

        scored, open_ = desk.scored(place), doubts(desk.workspace, place)
        read, title = partial(self._understood, place), one_line(scored.indicator.tier3)
        ask("")

    def _understood(self, place: Place, text: str) -> Message:
        """How a text would be understood as the target of a row, nothing if it cannot be."""
        row, year = self._desk.scored(place).indicator, self._desk.workspace.assessment.year
        trial = read_target(text, tier1=row.tier1, tier2=row.tier2, name=row.tier3, year=year)
        dateless = trial.kind is Kind.DATE and trial.day is None
        return NOTHING if trial.kind is Kind.UNREADABLE or dateless else understood(trial)

    def decide_all(self) -> None:
        """List all readings that wait for a word, and decide them one by one or by kind."""
        if not self._entry.settled() or self._desk.refused():
            return
        kinds = all_doubts(self._desk.workspace)
        if kinds:
            self._desk.host.open_room("readings", kinds, then=self._decided)
        else:
            self._desk.say(msg("Every target is read without a doubt, or its reading is confirmed."))

    def _decided(self, decision: Decision | None) -> None:
        if decision is None:
            return
        if decision.place is not None:
            self._desk.go(decision.place)
            return
        facts = (changed if decision.other else kept)(decision.doubts)
        if self._desk.enter(facts) is not None:
            self._desk.show_all()
            self.decide_all()
