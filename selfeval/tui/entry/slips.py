"""The question that a likely slip raises: taken as meant, or as written; asked before anything is entered."""

from __future__ import annotations

from abc import abstractmethod

from selfeval.core.problems import Message
from selfeval.core.readings import ActualKind, Assumption, Kind
from selfeval.tui.dialogs.slip import Slip, slip_dialog
from selfeval.tui.entry.row_dialogs import Asking
from selfeval.tui.row_texts.places import reading_line
from selfeval.tui.text import one_line
from selfeval.tui.widgets.entry import EntryLine
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.slips import slip


class Slipping(Asking):
    """The part of the entry screen that asks about slips."""

    _edited: Place | None

    @property
    @abstractmethod
    def line(self) -> EntryLine:
        """The line where an outcome is typed."""

    @abstractmethod
    def take_text(self, place: Place, text: str, go: str) -> None:
        """Enter a text as the outcome of a row."""

    @abstractmethod
    def go(self, place: Place) -> None:
        """Put the cursor on a place."""

    def names_no_answer(self, place: Place, text: str) -> bool:
        """Whether the text, on a target in words, is none of the answers that the rules know."""
        if not text or self.scored(place).target.kind is not Kind.QUALITATIVE:
            return False
        trial = self.workspace.preview(place.project, place.indicator, {"actual": text})
        return trial.actual.kind is ActualKind.UNREADABLE

    def ask_slip(self, place: Place, text: str, go: str) -> bool:
        """Ask about a text that looks like a slip; whether there was anything to ask."""
        found = slip(self.workspace, place, text)
        if found is None:
            return False

        def answered(answer: str | None) -> None:
            if answer is None:
                # The keyboard can be given to the line only once the question is gone.
                self.call_after_refresh(self.type_on, place, text)
            else:
                self.take_text(place, found.offer if answer == "take" else text, go)

        self.host.push_screen(self._question(place, text, found), answered)
        return True

    def type_on(self, place: Place, text: str) -> None:
        """Go on typing a text of which something was asked."""
        if self.place != place:
            self.go(place)
        # What moving the cursor shows in the line comes first.
        self.call_after_refresh(self._type_again, place, text)

    def _type_again(self, place: Place, text: str) -> None:
        self._edited = place
        self.line.begin(text)

    def _question(self, place: Place, text: str, found: Assumption) -> Slip:
        lines = [self.words(found.message)]
        texts = [found.offer, text] if found.offer else [text]
        lines += [f"{one_line(one)}:  {self._score_of(place, one)}" for one in texts]
        return slip_dialog(Message("{lines}", (("lines", "\n".join(lines)),)), found.offer, text)

    def _score_of(self, place: Place, text: str) -> str:
        """What a text would score, without the doubt that is asked about."""
        trial = self.workspace.preview(place.project, place.indicator, {"actual": text})
        return reading_line(self.words, trial, self.workspace.pack.rounding.places).partition("  ? ")[0]
