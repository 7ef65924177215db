"""Why an indicator does not apply, with the document that says so."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Input, Static

from selfeval.core.numbers import plain
from selfeval.core.problems import msg
from selfeval.core.texts.words.absence import STATES, joined, split
from selfeval.tui.base import Dialog
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Buttons, Key
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.weight_moves import Move

APPLIES = "applies"


class Absent(Dialog[str]):
    """Gives the fact `not_applicable`: `指标调整 乐财预〔2025〕3号`, "" where the indicator applies after all.

    `moves` tells whose points a mark would change.
    """

    def __init__(self, title: str, now: str, moves: Callable[[str], tuple[Move, ...]]) -> None:
        super().__init__()
        self._title, self._moves = title, moves
        self._state, self._document = split(now)
        self._set = bool(now.strip())

    def compose(self) -> ComposeResult:
        """The states and a document number."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Static(Content(words(msg("Why does this indicator not apply this year?"))), classes="hint")
            yield Rows((Column("", 20, 1),), id="states")
            with Horizontal(classes="field"):
                yield Static(Content(words(msg("Document number (may stay empty)"))), classes="label")
                yield Input(self._document, id="document", compact=True)
            yield Static(id="moved-title", markup=False, classes="label")
            yield Rows((Column("", 16, 1), Column("", 8, right=True), Column("", 11, right=True)), id="moved")
            yield Buttons(words, ("take", "Enter", msg("Take")), ("cancel", "Esc", msg("Leave as it was")))

    def on_mount(self) -> None:
        """Stand on the present state."""
        words, rows = self.words, self.query_one("#states", Rows)
        english = words.language == "en"
        shown = [Row(code, (f"{words(label)} ({code})" if english else code,)) for code, label in STATES]
        if self._state and self._state not in {code for code, _label in STATES}:
            shown.insert(0, Row(self._state, (one_line(self._state),)))
        if self._set:
            shown.append(Row(APPLIES, (words(msg("It does apply: take this mark away")),)))
        rows.fill(shown, self._state)
        rows.styles.height = len(shown)
        rows.focus()
        self._show_moved()

    @property
    def unsaved(self) -> bool:
        """Whether a document was written."""
        return one_line(self.query_one("#document", Input).value) != one_line(self._document)

    @on(Moved)
    def _state_moved(self, event: Moved) -> None:
        event.stop()
        if event.source == "states":
            self._show_moved()

    def _show_moved(self) -> None:
        """The points before and afterwards: of this row, and of those that its points go to."""
        words, rows = self.words, self.query_one("#moved", Rows)
        changes = self._moves(self._mark)
        shown = []
        for one in changes:
            name = one_line(one.name) or words(msg("Budget"))
            shown.append(Row(one.indicator or "budget", (name, plain(one.before), f"-> {plain(one.after)}")))
        rows.fill(shown)
        rows.display = bool(shown)
        rows.styles.height = min(len(shown), 6)
        title = msg("Points, before and afterwards:") if shown else msg("No points move.")
        self.query_one("#moved-title", Static).update(Content(words(title)))

    @on(DescendantFocus)
    def _label_enter(self) -> None:
        """Enter on the list goes on to the document number, Enter there takes both."""
        listed = self.query_one("#states", Rows).has_focus
        key = next(key for key in self.query(Key) if key.action == "take")
        key.relabel(self.words(msg("Document number") if listed else msg("Take")))

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        if event.source != "states":
            return
        if event.key == APPLIES:
            self.dismiss("")
        else:
            self.query_one("#document", Input).focus()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the state with its document."""
        self.dismiss(self._mark)

    @property
    def _mark(self) -> str:
        """The fact as it would be entered."""
        state = self.query_one("#states", Rows).key
        document = one_line(self.query_one("#document", Input).value)
        return "" if state == APPLIES else joined(state, document)
