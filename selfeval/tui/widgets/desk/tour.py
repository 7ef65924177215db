"""A short tour beside the real screen: each step tells one key, and waits for it or for Enter."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.tui.actions.action import keys_of
from selfeval.tui.actions.registry import action
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import Words
from selfeval.tui.widgets.keys import Key


@dataclass(frozen=True, slots=True)
class TourStep:
    """What is told, as a template with the field `key`, and the action whose key goes on ("" for the Down key)."""

    told: Message
    action: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that go on."""
        return keys_of(action(self.action)) if self.action else ("down",)

    @property
    def said(self) -> Message:
        """The sentence with its key."""
        return Message(self.told.template, (("key", action(self.action).key if self.action else msg("Down")),))


STEPS = (
    TourStep(msg("Each row is one target. {key} goes to the next row; below (or right) stands how it was understood.")),
    TourStep(msg("Type on a row what was achieved, or press {key}. Enter takes it, Esc leaves the old text."), "edit"),
    TourStep(msg("{key} takes back the last entry, also after a restart. Every entry is saved at once."), "undo"),
    TourStep(
        msg("{key} lists what a reviewer would ask. There, Enter goes to the row and Esc comes back."), "problems"
    ),
    TourStep(msg("{key} explains the score of the row: rule, source, formula, figures. Esc comes back."), "why"),
    TourStep(msg("{key} shows totals and grades, and writes the scored workbook. Esc comes back."), "result"),
    TourStep(msg("{key} explains any screen. That was the tour; the list of all actions has it again."), "help"),
)


class Tour(Vertical):
    """One step at a time; hidden until it begins."""

    def __init__(self, words: Words) -> None:
        super().__init__(id="tour")
        self._words = words
        self._number = -1

    def compose(self) -> ComposeResult:
        """The sentence, and keys for the mouse."""
        words = self._words
        yield Static(id="tour-text", markup=False)
        with Horizontal(classes="buttons"):
            yield Key("tour_next", "Enter", words(msg("Next step")), classes="chip")
            yield Key("tour_end", "Esc", words(msg("Leave the tour")), classes="chip")

    @property
    def step(self) -> TourStep | None:
        """The step that is shown."""
        return STEPS[self._number] if 0 <= self._number < len(STEPS) else None

    def begin(self) -> None:
        """Show the first step."""
        self._number = -1
        self.next()

    def next(self) -> bool:
        """Show the next step; False where there is none."""
        self._number += 1
        step, words = self.step, self._words
        self.set_class(step is not None, "-shown")
        if step is not None:
            number = words(msg("Tour {number} of {count}", number=self._number + 1, count=len(STEPS)))
            text = Content.assemble((number, "bold $key"), "   ", words(step.said))
            self.query_one("#tour-text", Static).update(flow(text))
        return step is not None

    def end(self) -> None:
        """Hide it."""
        self._number = -1
        self.remove_class("-shown")
