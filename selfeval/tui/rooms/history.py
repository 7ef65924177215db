"""The history: who entered what and when, what was undone, and the way back to any point."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.actions.action import HISTORY
from selfeval.tui.actions.meanings import ENTER, ESCAPE
from selfeval.tui.actions.registry import action
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.fact_writer import FactWriter
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.rooms.history import (
    BEGINNING,
    history_columns,
    history_detail,
    history_rows,
    place_of_point,
)
from selfeval.tui.row_texts.steps import row_shown
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Choice, KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.looking.change_text import change_told
from selfeval.workspace.looking.history import Point, points, restore, way_back
from selfeval.workspace.looking.history_text import head, lines
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

TOLD = 6
"""So many changes are named before a point is restored."""


class History(Shared, Screen[Place]):
    """Gives the place of the row to go to, None for Esc. `here` is the row that the filter shows first."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(HISTORY)
    where = HISTORY
    AUTO_FOCUS = "#findings"

    def __init__(self, workspace: Workspace, here: Place | None = None, *, only: bool = False) -> None:
        super().__init__()
        self.workspace = workspace
        self.writer = FactWriter(self, workspace)
        self.points: tuple[Point, ...] = ()
        self._here = here
        self._only = here if only else None

    def compose(self) -> ComposeResult:
        """Whose history, the list, the point under the cursor in full."""
        words = self.words
        yield Static(Content(words(msg("Reading the history ..."))), id="state", classes="sheet-title")
        yield Rows(history_columns(words), id="findings")
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield KeyBar(HISTORY, words)

    def on_mount(self) -> None:
        """Read the journal."""
        self._read()

    def _read(self) -> None:
        """Beside the event loop: years of work are tens of thousands of rows."""
        self.beside(lambda: points(self.workspace.entries()), self._taken, group="history")

    def _taken(self, found: tuple[Point, ...]) -> None:
        self.points = found
        self._fill()

    def _fill(self, key: str = "") -> None:
        words = self.words
        rows = self.query_one(Rows)
        rows.fill(history_rows(words, self.workspace, self.points, self._only), key)
        count = sum(not row.fixed for row in rows.rows) - 1
        if self._only is None:
            title = msg("History of the work, entries: {count}", count=count)
        else:
            key_shown = FactKey(self._only.project, self._only.indicator, "")
            key = action("only_row").key
            name = row_shown(words, self.workspace, key_shown, 40)
            title = msg("History of {row}, entries: {count}. {key} shows everything.", row=name, count=count, key=key)
        self.query_one("#state", Static).update(flow(one_line(words(title))))
        self._show()

    @property
    def point(self) -> Point:
        """The point under the cursor."""
        key = self.query_one(Rows).key
        return self.points[int(key) - 1] if key.isdigit() and int(key) else BEGINNING

    @on(Moved)
    def _show(self) -> None:
        text = history_detail(self.words, self.workspace, self.point)
        self.query_one("#finding-text", Static).update(flow(text))
        self.query_one("#finding").scroll_home(animate=False)

    @on(Chosen)
    def _chosen(self) -> None:
        self.action_to_row()

    def action_to_row(self) -> None:
        """Go to the row that the point under the cursor changed."""
        place = place_of_point(self.point, self._only)
        if place is None:
            self.say(msg("This concerns the work as a whole; there is no row to go to."))
        elif place not in self.workspace.places():
            self.say(msg("The workbook has no such row any more; its history stays here."))
        else:
            self.dismiss(place)

    # -- actions

    def action_only_row(self) -> None:
        """Show the history of one row only, or of everything again."""
        key = self.query_one(Rows).key
        if self._only is not None:
            self._here, self._only = self._only, None
        else:
            self._only = place_of_point(self.point, None) or self._here
            if self._only is None:
                self.say(msg("This concerns the work as a whole; there is no row to go to."))
                return
        self._fill(key)

    def action_copy_history(self) -> None:
        """Copy what the list shows, as text."""
        shown = {row.key for row in self.query_one(Rows).rows}
        found = [point for point in self.points if str(point.number) in shown]
        said = lines(self.workspace.evaluation, found, self.words.translate)
        self.host.copy("\n".join(said), msg("{count} entries", count=len(found)))

    def action_restore(self) -> None:
        """Go back to the point under the cursor, after a word on what that changes."""
        if self.writer.refused():
            return
        point = self.point
        step = way_back(self.workspace.evaluation, self.points, point.number)
        if step is None:
            self.say(msg("Everything is as it was then; there is nothing to restore."))
            return
        words = self.words
        said = [words(change_told(self.workspace.evaluation, change)) for change in step.changes[:TOLD]]
        if len(step.changes) > TOLD:
            said.append(words(msg("and {count} more", count=len(step.changes) - TOLD)))
        title = msg("Go back to this point? {count} values change", count=len(step.changes))
        lead = head(point) if point.number else msg("the workbook as it was read, nothing entered")
        text = Message("\n".join([one_line(words(lead)), *(one_line(line) for line in said)]))
        hint = msg("Nothing is lost: it is one more entry, and Ctrl+Z takes it back.")
        choices = (Choice("restore", ENTER, msg("Go back to it")), Choice("cancel", ESCAPE, msg("Leave as it was")))
        self.host.push_screen(Ask(title, text, choices, hint), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer != "restore":
            return
        number = self.point.number
        try:
            step = restore(self.workspace, self.points, number)
        except SelfEvalError as error:
            self.host.show_error(error)
            return
        if step is not None:
            self.say(msg("Restored; {count} values changed. Ctrl+Z takes it back.", count=len(step.changes)))
            self._read()

    def action_undo(self) -> None:
        """Take back the last step."""
        self._step(undone=True)

    def action_redo(self) -> None:
        """Do it again."""
        self._step(undone=False)

    def _step(self, *, undone: bool) -> None:
        if self.writer.step_by(undone=undone) is not None:
            self._read()

    def action_back(self) -> None:
        """Go back to the work."""
        self.dismiss(None)
