"""Entering outcomes: what typing, Enter and the row's keys do, and the questions that follow an entry."""

from __future__ import annotations

from abc import abstractmethod

from textual import on

from selfeval.core.evaluation import FactKey, Step
from selfeval.core.problems import Message, msg
from selfeval.core.readings import ActualKind, Kind
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import as_scored
from selfeval.tui.dialogs.slip import Slip
from selfeval.tui.entry.readings import Deciding
from selfeval.tui.messages import EntryChanged, EntryDone, EntryLeft
from selfeval.tui.row_texts.last_year import below
from selfeval.tui.row_texts.places import reading_line
from selfeval.tui.text import one_line, spaced
from selfeval.tui.widgets.entry import EntryLine
from selfeval.tui.widgets.grid import Grid
from selfeval.workspace.work.budget_offers import budget_offer
from selfeval.workspace.work.outcomes import renewed
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions import needs_reason
from selfeval.workspace.work.readings import in_doubt


class Entering(Deciding):
    """The part of the entry screen that changes facts."""

    _edited: Place | None = None

    @property
    @abstractmethod
    def grid(self) -> Grid:
        """The indicator list."""

    @property
    @abstractmethod
    def place(self) -> Place:
        """The place under the cursor."""

    @property
    def at(self) -> Place:
        """The place under the cursor."""
        return self.place

    @property
    def line(self) -> EntryLine:
        """The line where an outcome is typed."""
        return self.query_one(EntryLine)

    # -- the row as it stands

    def offers(self, place: Place) -> set[str]:
        """Ids of the row actions that make sense here."""
        if not place.indicator:
            return {"edit", "note"}
        scored = self.scored(place)
        names = {"edit", "note", "not_applicable", "correct"}
        if in_doubt(self.workspace, place):
            names.add("confirm")
        if self.fact(place, "actual") or scored.not_applicable:
            names.add("clear")
        if budget_offer(self.workspace, place.project, place.indicator):
            names.add("offer")
        return names

    def show_entry(self, place: Place) -> None:
        """Show a row in the entry line, with a word on what can be done."""
        words = self.words
        if not place.indicator:
            self.line.show(words(msg("Budget")), "", words(msg("Enter opens budget, spending and checkpoints.")))
            return
        scored = self.scored(place)
        hint: Message = msg("Type what was achieved; Enter goes on to the next open row.")
        offer = budget_offer(self.workspace, place.project, place.indicator)
        if scored.target.kind is Kind.QUALITATIVE:
            hint = msg("Enter chooses one of the answers.")
        elif offer and not self.fact(place, "actual"):
            hint = msg("From the budget: {offer}. Ctrl+B takes it.", offer=offer)
        elif scored.target.kind is Kind.DATE:
            hint = msg("Type the date, such as 2025-11-30, or Enter to pick the day.")
        elif scored.target.kind is Kind.BOOLEAN:
            hint = msg("Enter chooses yes or no.")
        if scored.score is not None:
            reading = reading_line(words, scored, self.workspace.pack.rounding.places)
        elif scored.actual.kind is not ActualKind.BLANK or scored.not_applicable:
            reading = spaced(words(scored.why))
        else:
            reading = words(hint)
        target = words(msg("target {target}", target=spaced(as_scored(scored.target))))
        lower = below(words, self.workspace, self.workspace.result(place.project), scored)
        target = f"{target} ({lower})" if lower else target
        self.line.show(words(msg("Actual")), self.fact(place, "actual"), reading, target)

    def scored(self, place: Place) -> Scored:
        """The scored indicator of a place."""
        return self.workspace.scored(place.project, place.indicator)

    def fact(self, place: Place, name: str) -> str:
        """A fact of an indicator, or of the project, as it stands."""
        result = self.workspace.result(place.project)
        if not place.indicator:
            return self.workspace.evaluation.value(result.project, name)
        return self.workspace.evaluation.indicator_value(result.project, self.scored(place).indicator, name)

    # -- typing

    def begin(self, text: str, *, mouse: bool = False) -> None:
        """Begin an entry with `text`; with none, edit what is there or open the row's own dialog."""
        place = self.place
        if self.refused():
            return
        if not place.indicator:
            self.open_budget(text, mouse=mouse)
            return
        scored = self.scored(place)
        if not text and scored.target.kind in {Kind.QUALITATIVE, Kind.BOOLEAN}:
            self.ask_answer(place)
            return
        if not text and scored.target.kind is Kind.DATE and not self.line.active:
            self.ask_day(place)
            return
        now = self.fact(place, "actual")
        self._edited = self._edited if self.line.active else place
        if text:
            self.line.begin(text)
        else:
            offer = "" if now else budget_offer(self.workspace, place.project, place.indicator)
            self.line.begin(now or offer, select=bool(offer) or mouse, mouse=mouse)

    def refused(self) -> bool:
        """Whether another window holds the work; says so."""
        return self.held(self.workspace)

    @on(EntryChanged)
    def _entry_changed(self, event: EntryChanged) -> None:
        event.stop()
        place, text = self._edited, event.text
        if place is None or self.line.field.value != text:
            return
        if not text.strip():
            self.line.say(self.words(msg("Empty: Enter clears the row.")))
            return
        trial = self.workspace.preview(place.project, place.indicator, {"actual": text})
        self.line.say(reading_line(self.words, trial, self.workspace.pack.rounding.places))

    @on(EntryDone)
    def _entry_done(self, event: EntryDone) -> None:
        event.stop()
        self.finish(event.text, event.go)

    @on(EntryLeft)
    def _entry_left(self, event: EntryLeft) -> None:
        event.stop()
        self._edited = None
        self.show_entry(self.place)
        self.grid.focus()

    def action_pad(self, char: str) -> None:
        """A digit was clicked."""
        if self.line.active:
            self.line.type_in(char)

    def action_rub(self) -> None:
        """The character before the cursor is taken away."""
        if self.line.active:
            self.line.field.action_delete_left()

    def action_commit(self) -> None:
        """The entry is taken, as by Enter."""
        if self.line.active:
            self.finish(self.line.field.value, "next")

    @property
    def half_typed(self) -> bool:
        """Whether an outcome stands in the line that is not entered."""
        return self.line.active

    def settle(self) -> None:
        """Finish an entry that is going on, before something else happens."""
        if self.line.active:
            self.finish(self.line.field.value, "stay")

    def settled(self) -> bool:
        """Finish an entry that is going on; False where a dialog asks about it or says why it could not be taken."""
        self.settle()
        return not self.line.active and not any(isinstance(one, Slip) for one in self.host.screen_stack)

    def finish(self, text: str, go: str) -> None:
        """Take the text as the row's outcome, then go where the key says."""
        place, self._edited = self._edited, None
        self.line.active = False
        if place is None or one_line(text) == self.fact(place, "actual"):
            self._leave_line(place, go, changed=False)
        elif go != "stay" and self.names_no_answer(place, one_line(text)):
            self.ask_answer(place, go, one_line(text))
        elif not self.ask_slip(place, one_line(text), go):
            self.take_text(place, text, go)

    def take_text(self, place: Place, text: str, go: str) -> None:
        """Enter a text as the outcome of a row, then go where the key says."""
        if self.put(place, {"actual": one_line(text)}):
            self._leave_line(place, go, changed=True)
        else:
            self._keep(place, text)

    def _leave_line(self, place: Place | None, go: str, *, changed: bool) -> None:
        if go != "stay":
            self.grid.focus()
        if place is None:
            return
        if not changed:
            self.show_entry(self.place)
        self.follow(place, go, changed=changed)

    def _keep(self, place: Place, text: str) -> None:
        """What could not be entered stays in the line, so that it need not be typed again."""
        self.show_head()
        self._edited = place
        self.line.keep(text)

    def follow(self, place: Place, go: str, *, changed: bool = True) -> None:
        """What an entry calls for: the answer of a target in words, a reason, and then the next row."""
        scored, result = self.scored(place), self.workspace.result(place.project)
        if changed and go != "stay":
            answered = scored.actual.kind is not ActualKind.BLANK and not scored.not_applicable
            wordy = scored.target.kind is Kind.QUALITATIVE
            no_share = scored.score is None or (scored.actual.share is None and not self.fact(place, "share"))
            if wordy and answered and no_share:
                self.ask_answer(place, go)
                return
            if needs_reason(self.workspace.evaluation, result, scored):
                self.ask_note(place, go, asked=True)
                return
        self.move_on(place, go)

    def move_on(self, place: Place, go: str) -> None:
        """Go to the next open row, down or up; or stay."""
        if go == "next":
            following = self.workspace.next_open(place)
            if following is None:
                self.say(msg("All rows are complete. F9 shows the result and exports it."))
            else:
                self.go(following)
        elif go in {"down", "up"}:
            self.grid.action_move(1 if go == "down" else -1)

    # -- changing facts

    def put(self, place: Place, values: dict[str, str]) -> bool:
        """Enter facts of one indicator as one step; whether that was possible."""
        if self.refused():
            return False
        pairs = [(FactKey(place.project, place.indicator, name), text) for name, text in values.items()]
        fresh = [(key, text) for key, text in pairs if self.fact(place, key.field) != text]
        if not fresh:
            return True
        step = self.enter_facts(self.workspace, fresh)
        if step is None:
            return False
        self.notices_seen()
        self.show_step(step)
        if renewed(fresh, [change.key for change in step.changes]):
            self.say(msg("The figures at the head of the reason follow the new outcome; look at the cause (F6)."))
        return True

    @abstractmethod
    def show_head(self) -> None:
        """Draw the figures at the top anew."""

    @abstractmethod
    def notices_seen(self) -> None:
        """Work goes on."""

    @abstractmethod
    def show_step(self, step: Step) -> None:
        """Draw what a step changed."""

    @abstractmethod
    def go(self, place: Place) -> None:
        """Put the cursor on a place."""
