"""What changed in the workbook since it was read: row by row, with the entries that it concerns.

Nothing is overwritten. Where the file differs from what the work rests on, the person decides first which one counts.
Entries of a row that is gone can be put on another row; an entry in place of a changed cell can give way to the cell.
"""

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
from selfeval.core.problems import Message, msg
from selfeval.tui.actions.action import CHANGED
from selfeval.tui.actions.meanings import DO_IT, ENTER, ESCAPE
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.fact_writer import FactWriter
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import many_lines, one_line
from selfeval.tui.widgets.keys import Buttons, Choice, KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.compare.compare import How, RowChange, assign
from selfeval.workspace.compare.on_disk import Found
from selfeval.workspace.compare.words import HOWS, counted, details, row_name
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

_TONES = {How.REMOVED: "bad", How.RENAMED: "warn", How.CHANGED: "warn", How.ADDED: "good"}


class Changes(Shared, Screen[Place]):
    """Gives a place to go to, None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(CHANGED)
    where = CHANGED
    AUTO_FOCUS = "#changes"

    def __init__(self, workspace: Workspace, found: Found) -> None:
        super().__init__()
        self.workspace, self.found = workspace, found
        self.writer = FactWriter(self, workspace)

    def compose(self) -> ComposeResult:
        """Counts, the list, the row under the cursor in full, the decision where there is one."""
        words = self.words
        yield Static(Content(words(msg("What changed in the workbook"))), classes="sheet-title")
        yield Static(id="state", markup=False)
        row, changed = words(msg("Row")), words(msg("What changed"))
        columns = (Column("", 8), Column(row, 16, 4, names=True), Column(changed, 16, 4))
        yield Rows(columns, id="changes")
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        if self.found.reading is not None:
            yield Buttons(
                words,
                Choice("take_over", DO_IT, msg("Go on with the changed workbook")),
                Choice("back", ESCAPE, msg("Stay with the one that was read")),
            )
        yield KeyBar(CHANGED, words)

    def on_mount(self) -> None:
        """Fill the list."""
        self.refill()
        self.query_one(Rows).focus()
        if self.found.reading is None:
            self.workspace.renewal.changes_seen()

    def refill(self) -> None:
        """Show the rows as they stand; those whose entries found another row say so."""
        words, rows = self.words, self.query_one(Rows)
        filled = []
        for number, row in enumerate(self.found.comparison.rows):
            lines = [] if self._settled(row) else [words(line) for line in details(row)]
            cells = (words(HOWS[row.how]), one_line(words(row_name(row))), one_line("; ".join(lines)))
            filled.append(Row(str(number), cells, {0: _TONES[row.how]}))
        rows.fill(filled, rows.key)
        state = words(counted(self.found.comparison))
        if self.found.reading is not None:
            state += "\n" + words(
                msg("The work still rests on the workbook as it was read; F10 takes the changed one.")
            )
        elif self.found.comparison.stranded:
            state += "\n" + words(msg("Enter on a row that is gone puts its entries on another row."))
        self.query_one("#state", Static).update(flow(state))
        self._show()

    def _settled(self, row: RowChange) -> bool:
        """Whether the entries of a row that is gone have been put elsewhere."""
        facts = self.workspace.evaluation.facts
        return row.stranded and self.found.reading is None and not any(key in facts for key, _ in row.entries)

    @property
    def row(self) -> RowChange | None:
        """The row under the cursor."""
        key = self.query_one(Rows).key
        return self.found.comparison.rows[int(key)] if key.isdigit() else None

    @on(Moved)
    def _show(self) -> None:
        words, row = self.words, self.row
        if row is None:
            text = words(msg("The rows are the same; only the file itself differs."))
        else:
            lines = [row_name(row), *details(row)]
            if self._settled(row):
                lines.append(msg("Its entries stand on another row now."))
            text = "\n".join(many_lines(words(line)) for line in lines)
        self.query_one("#finding-text", Static).update(flow(text))
        self.query_one("#finding").scroll_home(animate=False)

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        row = self.row
        if row is None:
            return
        if self.found.reading is not None:
            self.say(msg("First decide which workbook counts: F10 goes on with the changed one, Esc stays."))
        elif row.stranded and not self._settled(row):
            self._ask_row(row)
        elif row.entries and not row.stranded:
            self._ask_entry(row)
        else:
            self._go(Place(row.project, row.indicator))

    def _go(self, place: Place) -> None:
        if self.workspace.has(place):
            self.dismiss(place)
        else:
            self.say(msg("The workbook has no such row any more."))

    # -- entries of a row that is gone

    def _ask_row(self, row: RowChange) -> None:
        if self.writer.refused():
            return

        def answered(place: Place | None) -> None:
            if place is not None:
                self._assign(row, place)

        self.host.open_room("assign", self.workspace, row, then=answered)

    def _assign(self, row: RowChange, place: Place) -> None:
        values = assign(self.workspace.evaluation, row.entries, place.project, place.indicator)
        if not values:
            self.say(msg("That row has entries of its own; both stay where they are."), bad=True)
            return
        if self.writer.enter(values, "assign") is not None:
            left = sum(key in self.workspace.evaluation.facts for key, _ in row.entries)
            if left:
                self.say(msg("{count} entries stay behind: that row has its own. Ctrl+Z takes it back.", count=left))
            else:
                self.say(msg("The entries stand on that row now. Ctrl+Z takes it back."))
            self.refill()

    # -- an entry in place of a changed cell

    def _ask_entry(self, row: RowChange) -> None:
        fields = [cell.field for cell in row.cells if cell.entered is not None]
        choices = (
            Choice("keep", ENTER, msg("Keep what was entered")),
            Choice("cell", DO_IT, msg("Take the workbook's")),
            Choice("cancel", ESCAPE, msg("Decide later")),
        )

        def answered(answer: str | None) -> None:
            if answer == "keep":
                self._go(Place(row.project, row.indicator))
            elif answer == "cell":
                # An outcome entered for the old target is no cell of the workbook: only its reading gives way.
                names = ["reading" if name == "target" else name for name in fields]
                values = [(FactKey(row.project, row.indicator, name), None) for name in names]
                if self.writer.enter(values, "assign") is not None:
                    self.say(msg("The workbook counts there now. Ctrl+Z takes it back."))
                self.refill()

        text = "\n".join(self.words(line) for line in details(row))
        shown = Message(text)
        self.host.push_screen(Ask(msg("Which one counts?"), shown, choices), answered)

    # -- actions

    def action_take_over(self) -> None:
        """Go on with the workbook as it is on the disk."""
        if self.found.reading is None:
            self.say(msg("The work rests on the changed workbook already."))
            return
        found, app = self.found, self.host
        self.dismiss(None)
        app.call_later(app.disk.go_on_with, found)

    def action_undo(self) -> None:
        """Take back the last step."""
        self._stepped(undone=True)

    def action_redo(self) -> None:
        """Do it again."""
        self._stepped(undone=False)

    def _stepped(self, *, undone: bool) -> None:
        if self.writer.step_by(undone=undone) is not None:
            self.refill()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
