"""Which row the entries of a row that is gone belong to: the likeliest first, every row of the project after them."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import msg
from selfeval.tui.base import Dialog
from selfeval.tui.messages import Chosen
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Buttons
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.compare.compare import RowChange
from selfeval.workspace.compare.on_disk import candidates
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class Assigning(Dialog[Place]):
    """Gives the row that was chosen, None for Esc."""

    def __init__(self, workspace: Workspace, row: RowChange) -> None:
        super().__init__()
        self._row = row
        self._places = candidates(workspace.evaluation.department, row)

    def compose(self) -> ComposeResult:
        """The old name, the rows, two keys."""
        words = self.words
        name = self._row.was_name or self._row.name or self._row.title
        with Vertical(classes="dialog"):
            title = words(msg("Where do the entries of “{name}” belong?", name=name))
            yield Static(Content(one_line(title)), classes="dialog-title")
            yield Rows((Column("", 20, 2), Column("", 12, 1)), id="rows")
            yield Buttons(words, ("take", "Enter", msg("Put them there")), ("cancel", "Esc", msg("Leave them")))

    def on_mount(self) -> None:
        """The likeliest row first."""
        rows = self.query_one(Rows)
        rows.fill(
            Row(str(number), (one_line(name), one_line(more))) for number, (_, _, name, more) in enumerate(self._places)
        )
        rows.styles.height = max(min(len(rows.rows), 12), 1)
        rows.focus()

    @on(Chosen)
    def action_take(self) -> None:
        """Take the row under the cursor."""
        key = self.query_one(Rows).key
        if key.isdigit():
            project, indicator, _, _ = self._places[int(key)]
            self.dismiss(Place(project, indicator))
