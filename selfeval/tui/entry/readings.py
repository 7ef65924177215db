"""Readings of targets: confirmed or changed in a row, or in all rows of a kind."""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING

from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import Kind
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.in_words import understood
from selfeval.core.texts.targets.read import read_target
from selfeval.tui.entry.reviewer import Reviewing
from selfeval.tui.text import one_line
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.readings import all_doubts, changed, doubts, kept, unsure

if TYPE_CHECKING:
    from selfeval.tui.dialogs.readings import Decision


class Deciding(Reviewing):
    """The part of the entry screen that decides how targets are understood."""

    @abstractmethod
    def show_all(self) -> None:
        """Draw everything anew."""

    def action_confirm(self) -> None:
        """Confirm the reading; where another one is offered, ask which."""
        if not self.settled():
            return
        place = self.place
        if not self.on_indicator() or self.refused():
            return
        target, open_ = self.scored(place).target, doubts(self.workspace, place)
        if not open_ and (notes := unsure(self.scored(place))):
            self.say(msg("{doubt} Enter it again to settle that.", doubt=notes[0]))
            self.begin("")
        elif not open_:
            self.say(msg("There is nothing to confirm in this row."))
        elif any(one.offer for one in open_) or target.kind is Kind.UNREADABLE:
            self.action_correct()
        elif self.put(place, {"reading": canonical(target)}):
            self.say(msg("Confirmed: {said}", said=understood(target)))

    def action_correct(self) -> None:
        """Choose or write another reading of the target."""
        if not self.settled():
            return
        place = self.place
        if not self.on_indicator() or self.refused():
            return

        def taken(reading: str | None) -> None:
            if reading:
                self.put(place, {"reading": reading})

        scored, open_ = self.scored(place), doubts(self.workspace, place)
        title = one_line(scored.indicator.tier3)
        read = partial(self._understood, place)
        self.host.open_room("reading", title, scored.target, read, open_, then=taken)

    def _understood(self, place: Place, text: str) -> Message:
        """How a text would be understood as the target of a row, nothing if it cannot be."""
        row = self.scored(place).indicator
        trial = read_target(text, tier1=row.tier1, tier2=row.tier2, name=row.tier3, year=self.workspace.assessment.year)
        dateless = trial.kind is Kind.DATE and trial.day is None
        return NOTHING if trial.kind is Kind.UNREADABLE or dateless else understood(trial)

    def action_readings(self) -> None:
        """List all readings that wait for a word, and decide them one by one or by kind."""
        if not self.settled() or self.refused():
            return

        def decided(decision: Decision | None) -> None:
            if decision is None:
                return
            if decision.place is not None:
                self.go(decision.place)
                return
            facts = (changed if decision.other else kept)(decision.doubts)
            if self.enter_facts(self.workspace, facts) is not None:
                self.notices_seen()
                self.show_all()
                self.action_readings()

        kinds = all_doubts(self.workspace)
        if kinds:
            self.host.open_room("readings", kinds, then=decided)
        else:
            self.say(msg("Every target is read without a doubt, or its reading is confirmed."))

    @abstractmethod
    def notices_seen(self) -> None:
        """Work goes on."""
