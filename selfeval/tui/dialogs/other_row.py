"""Chooses the row of the work that a pasted row belongs to."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.problems import msg
from selfeval.core.row_match import LIKE_FROM, likeness
from selfeval.core.texts.targets.forms import as_scored
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen
from selfeval.tui.row_texts.paste import place_name
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line, spaced
from selfeval.tui.widgets.keys import Buttons
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.incoming.paste import Line
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class OtherRow(Dialog[Place]):
    """Gives the place chosen; the likest names stand first, typing finds others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
    ]

    def __init__(self, workspace: Workspace, line: Line) -> None:
        super().__init__()
        self._workspace, self._line = workspace, line
        places = [place for place in workspace.places() if bool(place.indicator) is not line.budget]
        if line.shown and not line.budget:
            names = {place: workspace.scored(place.project, place.indicator).indicator.tier3 for place in places}
            places.sort(key=lambda place: -likeness(line.shown, names[place], least=LIKE_FROM))
        self._places = places

    def compose(self) -> ComposeResult:
        """What the block says, a field to find by, the rows of the work."""
        words, line = self.words, self._line
        with Vertical(classes="dialog tall"):
            name = one_line(line.shown) or words(msg("row {number}", number=line.number))
            yield Static(Content(words(msg("Where does “{name}” belong?", name=name))), classes="dialog-title")
            values = ", ".join(spaced(text) for _, text in line.values)
            yield Static(flow(values), classes="hint")
            yield Input(id="find", compact=True, placeholder=words(msg("part of a name, target or project")))
            yield Rows((Column("", 20, 3), Column("", 10, 1), Column("", 8, 1)), id="places")
            yield Buttons(
                words, ("take", "Enter", msg("Give it to this row")), ("cancel", "Esc", msg("Leave as it was"))
            )

    def on_mount(self) -> None:
        """Show every row."""
        self.query_one(Rows).styles.height = 10
        self._find("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    def _find(self, text: str) -> None:
        wanted = text.casefold().split()
        rows = []
        for number, place in enumerate(self._places):
            result = self._workspace.result(place.project)
            target = as_scored(result.scored(place.indicator).target) if place.indicator else ""
            texts = (place_name(self.words, self._workspace, place), spaced(target), one_line(result.project.title))
            if all(word in " ".join(texts).casefold() for word in wanted):
                rows.append(Row(str(number), texts, {1: "dim", 2: "dim"}))
        self.query_one(Rows).fill(rows)

    def action_move(self, steps: int) -> None:
        """Up or down in the list, while the input keeps the keyboard."""
        self.query_one(Rows).action_move(steps)

    @on(Input.Submitted)
    @on(Chosen)
    def action_take(self) -> None:
        """Give it to the row under the cursor."""
        key = self.query_one(Rows).key
        if key:
            self.dismiss(self._places[int(key)])
