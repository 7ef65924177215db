"""How a target is understood: keep it, take another reading that is offered, or write it plainly."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.problems import Message, msg
from selfeval.core.readings import Target
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.in_words import understood
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import many_lines, spaced
from selfeval.tui.widgets.keys import Buttons
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.readings import Doubt


class Reading(Dialog[str]):
    """Gives the reading as a target text. `read` says how a text would be understood, nothing if it cannot be."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f10", "other", show=False)]

    def __init__(self, title: str, target: Target, read: Callable[[str], Message], doubts: tuple[Doubt, ...]) -> None:
        super().__init__()
        self._title, self._target, self._read, self._doubts = title, target, read, doubts

    def compose(self) -> ComposeResult:
        """The original text, the readings, an input."""
        words, target = self.words, self._target
        notes = [words(one.said) for one in self._doubts]
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Static(Content(spaced(words(msg("In the table: “{text}”", text=target.text)))))
            if notes:
                yield Static(flow(many_lines("\n".join(map(spaced, notes)))), classes="hint")
            yield Rows((Column("", 14), Column("", 20, 1)), id="readings")
            with Horizontal(classes="field"):
                yield Static(Content(words(msg("Or write it plainly"))), classes="label")
                yield Input(id="own", compact=True, placeholder=words(msg("such as {text}", text="≥ 90%")))
            yield Static(id="own-reading", markup=False)
            keys = [("take", "Enter", msg("Take")), ("cancel", "Esc", msg("Leave as it was"))]
            if any(one.offer for one in self._doubts):
                keys.insert(1, ("other", "F10", msg("Take the other")))
            yield Buttons(words, *keys)

    def on_mount(self) -> None:
        """The present reading first."""
        words, target, rows = self.words, self._target, self.query_one(Rows)
        present = canonical(target)
        shown = []
        if present:
            shown.append(Row(present, (spaced(present), words(msg("as now: {said}", said=understood(target))))))
        for one in self._doubts:
            if one.offer and one.offer not in {row.key for row in shown}:
                said = words(msg("instead: {said}", said=self._read(one.offer)))
                shown.append(Row(one.offer, (spaced(one.offer), said)))
        rows.fill(shown)
        rows.styles.height = max(len(shown), 1)
        (rows if shown else self.query_one("#own", Input)).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        said = self.words(self._read(event.value) or msg("cannot be read")) if event.value.strip() else ""
        self.query_one("#own-reading", Static).update(flow(spaced(said)))

    @property
    def unsaved(self) -> bool:
        """Whether a reading was written."""
        return bool(self.query_one("#own", Input).value.strip())

    def action_other(self) -> None:
        """Take the first reading that is offered."""
        offers = [one.offer for one in self._doubts if one.offer]
        if offers:
            self.dismiss(offers[0])

    @on(Chosen)
    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take what was written, else the row under the cursor."""
        own = self.query_one("#own", Input).value.strip()
        if own and not self._read(own):
            return
        self.dismiss(own or self.query_one(Rows).key or None)
