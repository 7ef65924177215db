"""The dialogs that a row can open, and its actions."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.core.readings import Kind
from selfeval.core.rules.answers import Answer
from selfeval.core.rules.shares import supposed_share
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import as_scored
from selfeval.tui.base import Room
from selfeval.tui.row_texts.places import reading_line
from selfeval.tui.text import one_line
from selfeval.workspace.clock import now
from selfeval.workspace.work.budget_offers import budget_offer
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions import loss, needs_budget_reason
from selfeval.workspace.work.reason_facts import facts_of
from selfeval.workspace.work.weight_moves import moved
from selfeval.workspace.work.workspace import Workspace

if TYPE_CHECKING:
    from selfeval.core.evaluation import Step


class Asking(Room):
    """The part of the entry screen that opens dialogs."""

    workspace: Workspace

    @property
    @abstractmethod
    def place(self) -> Place:
        """The place under the cursor."""

    @abstractmethod
    def scored(self, place: Place) -> Scored:
        """The scored indicator of a place."""

    @abstractmethod
    def fact(self, place: Place, name: str) -> str:
        """A fact of an indicator, or of the project, as it stands."""

    @abstractmethod
    def put(self, place: Place, values: dict[str, str]) -> bool:
        """Enter facts of one indicator."""

    @abstractmethod
    def type_on(self, place: Place, text: str) -> None:
        """Go on typing a text of which something was asked."""

    @abstractmethod
    def begin(self, text: str, *, mouse: bool = False) -> None:
        """Begin an entry."""

    @abstractmethod
    def settle(self) -> None:
        """Finish an entry that is going on."""

    @abstractmethod
    def settled(self) -> bool:
        """Finish an entry that is going on; whether that was possible."""

    @abstractmethod
    def follow(self, place: Place, go: str, *, changed: bool = True) -> None:
        """What an entry calls for."""

    @abstractmethod
    def move_on(self, place: Place, go: str) -> None:
        """Go to another row."""

    @abstractmethod
    def refused(self) -> bool:
        """Whether entries are refused."""

    @abstractmethod
    def show_step(self, step: Step) -> None:
        """Draw what a step changed."""

    @abstractmethod
    def show_place(self) -> None:
        """Draw the selected row."""

    def on_indicator(self) -> bool:
        """Whether the cursor stands on an indicator; says what the budget's row is for if it does not."""
        if not self.place.indicator:
            self.say(msg("This row is the budget; Enter opens it."))
        return bool(self.place.indicator)

    # -- actions of the row

    def action_edit(self) -> None:
        """Edit the row, keeping its text."""
        if self.settled():
            self.begin("")

    def action_edit_by_mouse(self) -> None:
        """The entry line was clicked."""
        if not self.query_one("#entry").has_class("-active"):
            self.begin("", mouse=True)

    def action_next_open(self) -> None:
        """Go to the next row that waits for something."""
        if not self.settled():
            return
        self.move_on(self.place, "next")

    def action_clear(self) -> None:
        """Clear the row's outcome, share and mark of not applying."""
        if self.on_indicator() and not self.refused():
            names = ("actual", "share", "not_applicable")
            self.put(self.place, {name: "" for name in names if self.fact(self.place, name)})

    def action_offer(self) -> None:
        """Take the value that the budget offers."""
        if not self.settled():
            return
        place = self.place
        if not self.on_indicator():
            return
        offer = budget_offer(self.workspace, place.project, place.indicator)
        if not offer:
            self.say(msg("The budget says nothing about this row."))
        elif self.put(place, {"actual": offer}):
            self.follow(place, "next")

    def action_note(self) -> None:
        """Write the reason and the evidence."""
        if not self.settled():
            return
        if not self.place.indicator:
            self.action_budget()
        elif not self.refused():
            self.ask_note(self.place, "stay", asked=False)

    def action_not_applicable(self) -> None:
        """Say why the row does not apply."""
        if not self.settled():
            return
        place = self.place
        if not self.on_indicator() or self.refused():
            return

        def taken(why: str | None) -> None:
            if why is not None and self.put(place, {"not_applicable": why}) and why:
                self.move_on(place, "next")

        title = one_line(self.scored(place).indicator.tier3)
        now = self.fact(place, "not_applicable")
        self.host.open_room("not_applicable", title, now, partial(moved, self.workspace, place), then=taken)

    def action_budget(self) -> None:
        """Open the budget of the project."""
        self.open_budget()

    def open_budget(self, text: str = "", *, mouse: bool = False) -> None:
        """Open the budget, `text` typed as the amount executed; with `mouse` digits to click are shown."""
        if not self.settled():
            return
        screen = self.host.room("budget", self.workspace, self.place.project, text)
        screen.set_class(mouse, "-mouse")
        self.host.push_screen(screen, self._budget_left)

    def _budget_left(self, steps: tuple[Step, ...] | None) -> None:
        for step in steps or ():
            self.show_step(step)
        if steps:
            result = self.workspace.result(self.place.project)
            if not self.workspace.trial and needs_budget_reason(self.workspace, result):
                below = plain(self.workspace.pack.execution.explain_below)
                self.say(msg("Execution is below {below}%: the form asks why. F5 leads back.", below=below), bad=True)
        place = self.place
        if not steps or place.indicator:
            return
        result = self.workspace.result(place.project)
        if "" not in result.missing:
            self.move_on(place, "next")
        if self.place.indicator:
            said = msg("The budget is entered; on to {row}.", row=self.scored(self.place).indicator.tier3)
            left = msg("What became of the goals of the year is still to be written (F5).")
            self.say(Message("{entered} {left}", (("entered", said), ("left", left))) if result.blank_texts else said)

    # -- questions that follow an entry

    def ask_note(self, place: Place, go: str, *, asked: bool) -> None:
        """Ask for the reason, then go on."""
        scored = self.scored(place)

        def taken(texts: tuple[str, str] | None) -> None:
            if texts is not None and not self.put(place, {"reason": texts[0], "evidence": texts[1]}):
                ask(texts)  # what could not be entered is shown again under the word about it
                return
            self.move_on(place, go)

        title, named = one_line(scored.indicator.tier3), {"asked": asked, "lengths": self.workspace.pack.lengths}
        facts = facts_of(scored) if scored.lost > 0 or scored.over else ""

        def ask(texts: tuple[str, str]) -> None:
            self.host.open_room("reason", title, loss(scored), *texts, facts=facts, **named, then=taken)

        ask((self.fact(place, "reason"), self.fact(place, "evidence")))

    def ask_answer(self, place: Place, go: str = "next", typed: str = "") -> None:
        """Ask for the answer of a target in words (or yes or no), then for what it calls for.

        What was `typed` and is no answer itself says which one may be meant; Esc leads back to typing it.
        """
        scored, workspace = self.scored(place), self.workspace
        title = one_line(scored.indicator.tier3)
        said = msg("Target: {target}", target=as_scored(scored.target))
        if scored.target.kind is Kind.BOOLEAN:
            now = {True: "是", False: "否", None: ""}[scored.actual.yes]

            def chosen(text: str | None) -> None:
                if text is not None and self.put(place, {"actual": text}):
                    self.follow(place, go)

            self.host.open_room("yes_no", title, said, now, then=chosen)
            return

        def score_of(answer: Answer, share: str) -> str:
            values = {"actual": answer.label, "share": share}
            trial = workspace.preview(place.project, place.indicator, values)
            return reading_line(self.words, trial, workspace.pack.rounding.places)

        def usual(answer: Answer) -> Decimal:
            return supposed_share(answer, scored.weight.effective, workspace.pack.rounding)

        def answered(taken: tuple[str, str] | None) -> None:
            if taken is None and typed:
                self.call_after_refresh(self.type_on, place, typed)
            elif taken is not None and self.put(place, {"actual": taken[0], "share": taken[1]}):
                self.follow(place, go)

        if not workspace.pack.answers:
            self.say(msg("The rule pack {id} has no answers for targets in words.", id=workspace.pack.id), bad=True)
            return
        offers = workspace.preview(place.project, place.indicator, {"actual": typed}).actual.assumptions
        offer = next((note.offer for note in offers if note.offer), "") if typed else ""
        if offer:
            scored = workspace.preview(place.project, place.indicator, {"actual": offer})
        present = (scored.answer.id if scored.answer is not None else scored.actual.answer, scored.share)
        self.host.open_room("choice", title, said, workspace.pack.answers, present, usual, score_of, then=answered)

    def ask_day(self, place: Place, go: str = "next") -> None:
        """Ask for the day on which something was done."""
        scored, workspace = self.scored(place), self.workspace
        last = scored.target.last_day or scored.target.day
        start = last or date.fromisoformat(now()[:10])

        def read(text: str) -> tuple[date | None, str]:
            trial = workspace.preview(place.project, place.indicator, {"actual": text})
            return trial.actual.day, reading_line(self.words, trial, workspace.pack.rounding.places)

        def taken(text: str | None) -> None:
            if text is not None and self.put(place, {"actual": text}):
                self.follow(place, go)

        said = msg("Target: {target}", target=as_scored(scored.target))
        title, now_there = one_line(scored.indicator.tier3), self.fact(place, "actual")
        self.host.open_room("day", title, said, now_there, start, read, then=taken)
