"""What a paste or a file would enter, row by row, before anything is entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.evaluation import FactKey, Step
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.actions.action import PASTE
from selfeval.tui.actions.meanings import CONFIRM, CORRECT, DO_IT, ESCAPE, TICK_ALL
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.fact_writer import FactWriter
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.rooms.paste import (
    after_rows,
    can_take,
    names_repeat,
    paste_columns,
    paste_detail,
    paste_row,
    paste_state,
)
from selfeval.tui.row_texts.table import Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Buttons, Choice, KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.incoming.paste import How, Line, Pasted, moved
from selfeval.workspace.incoming.preview import Seen, State, Take, look, meant, rivals
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class PasteScreen(Shared, Screen[Step]):
    """Gives the step that entered the ticked rows, None where nothing was entered."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(PASTE)
    where = PASTE
    AUTO_FOCUS = "#paste"

    def __init__(self, workspace: Workspace, title: Message, pasted: Pasted, seen: Sequence[Seen], take: Take) -> None:
        super().__init__()
        self.workspace, self._title, self.pasted, self._take = workspace, title, pasted, take
        self.writer = FactWriter(self, workspace)
        self.seen = list(seen)
        self.taken = {number for number, one in enumerate(self.seen) if one.wanted}
        self._projects = names_repeat(workspace, seen)

    def compose(self) -> ComposeResult:
        """What it comes to, the rows, the row under the cursor in full, the answers."""
        words = self.words
        yield Static(Content(one_line(words(self._title))), classes="sheet-title")
        yield Static(id="state", markup=False)
        yield Rows(paste_columns(words, projects=self._projects), id="paste")
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield Buttons(
            words,
            Choice("take_block", DO_IT, msg("Take ticked rows")),
            Choice("tick_all", TICK_ALL, msg("All or none")),
            Choice("other_row", CORRECT, msg("Other row")),
            Choice("as_meant", CONFIRM, msg("As meant")),
            Choice("back", ESCAPE, msg("Enter nothing")),
        )
        yield KeyBar(PASTE, words)

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#paste", Rows)

    @property
    def number(self) -> int | None:
        """The line under the cursor."""
        key = self.rows.key
        return int(key) if key.isdigit() else None

    def on_mount(self) -> None:
        """Fill the list; stand on the first row that is not clear."""
        self._fill()
        self._go_to_doubt(range(len(self.seen)))

    def _fill(self) -> None:
        shown = enumerate(self.seen)
        rows = [self._row(number, one) for number, one in shown]
        self.rows.fill([*rows, *after_rows(self.words, self.workspace, self.pasted)], self.rows.key)
        self._show()

    @on(Moved)
    def _show(self) -> None:
        state = paste_state(self.words, self.pasted, self.seen, self.taken)
        self.query_one("#state", Static).update(flow(state))
        number = self.number
        detail = Content("") if number is None else paste_detail(self.words, self.workspace, self.seen[number])
        self.query_one("#finding-text", Static).update(flow(detail))
        self.query_one("#finding").scroll_home(animate=False)

    def _put(self, number: int) -> None:
        self.rows.put(self._row(number, self.seen[number]))

    def _row(self, number: int, one: Seen) -> Row:
        taken = number in self.taken
        return paste_row(self.words, self.workspace, number, one, taken=taken, projects=self._projects)

    @on(Chosen)
    def _chosen(self) -> None:
        self.action_leave_out()

    # -- actions

    def action_leave_out(self) -> None:
        """Take the row, or leave it out; one without a place is given one first."""
        number = self.number
        if number is None:
            return
        if self.seen[number].line.place is None:
            self.action_other_row()
            return
        if number in self.taken:
            self.taken.discard(number)
        elif can_take(self.seen[number]):
            self._tick(number)
        else:
            self.say(msg("This is there already; nothing would change."))
        self._put(number)
        self._show()

    def _tick(self, number: int) -> None:
        """Of several rows that give the same fact only one can be taken."""
        self.taken.add(number)
        for rival in rivals(self.seen, number):
            if rival in self.taken:
                self.taken.discard(rival)
                self._put(rival)
                self.say(
                    msg("Row {number} goes to the same place and is left out.", number=self.seen[rival].line.number)
                )

    def action_tick_all(self) -> None:
        """Every row that can be taken, or none."""
        every: set[int] = set()
        keys: set[FactKey] = set()
        for number, one in enumerate(self.seen):
            mine = {fact.key for fact in one.facts}
            if can_take(one) and one.state is not State.BAD and not mine & keys:
                every.add(number)
                keys |= mine
        self.taken = set() if every <= self.taken else every
        self._fill()

    def action_next_doubt(self) -> None:
        """The next row that is not clear, going round once."""
        start = -1 if self.number is None else self.number
        here = self.number
        if not self._go_to_doubt([*range(start + 1, len(self.seen)), *range(start + 1)]) or self.number == here:
            self.say(msg("No other row needs a look."))

    def _go_to_doubt(self, order: Iterable[int]) -> bool:
        found = next((one for one in order if self.seen[one].state in {State.LOOK, State.BAD}), None)
        if found is not None:
            self.rows.go(str(found))
            self._show()
        return found is not None

    def action_other_row(self) -> None:
        """Choose where the row belongs."""
        number = self.number
        if number is None:
            return
        line = self.seen[number].line
        if not line.values or line.how is How.FILE:
            self.say(
                msg("Rows of a file are matched by what stands in it; correct it there, or paste its cells."), bad=True
            )
            return

        def chosen(place: Place | None) -> None:
            if place is not None:
                self._give(number, place)

        self.host.open_room("other_row", self.workspace, line, then=chosen)

    def action_as_meant(self) -> None:
        """Take what is probably meant by the row."""
        number = self.number
        line = meant(self.workspace, self.seen[number]) if number is not None else None
        if number is None or line is None:
            self.say(msg("Nothing else is offered for this row."))
        else:
            self._change(number, line)

    def _give(self, number: int, place: Place) -> None:
        self._change(number, moved(self.seen[number].line, self.workspace.evaluation, place))

    def _change(self, number: int, line: Line) -> None:
        lines = [one.line for one in self.seen]
        lines[number] = line
        given = partial(self._given, number)
        self.beside(partial(look, self.workspace, lines), given, group="rows")  # a thousand rows take a moment

    def _given(self, number: int, seen: Sequence[Seen]) -> None:
        self.seen = list(seen)
        places = {one.line.place for one in seen}
        left = tuple(place for place in self.pasted.missing if place not in places)
        self.pasted = replace(self.pasted, missing=left)
        self.taken = {one for one in self.taken if can_take(self.seen[one])}
        if can_take(self.seen[number]) and self.seen[number].state is not State.BAD:
            self._tick(number)
        self._fill()

    def action_take_block(self) -> None:
        """Enter the ticked rows as one step."""
        if self.writer.refused():
            return
        if not self.taken:
            self.say(msg("No row is ticked. The space bar ticks one, Esc leaves everything as it is."), bad=True)
            return
        try:
            step = self._take(self.seen, self.taken)
        except SelfEvalError as error:
            self.host.show_error(error)
            return
        self.say(msg("{count} rows taken over. Ctrl+Z takes all of it back.", count=len(self.taken)))
        self.dismiss(step)

    def action_back(self) -> None:
        """Enter nothing."""
        self.dismiss(None)
