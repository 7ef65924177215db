"""Which report is to be written: its outline, and whether one that stands already is brought up to date."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import msg
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Buttons
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.output.report import (
    Subject,
    default_report,
    free_report,
    outlines,
    update,
    usual_outline,
    write_new,
)
from selfeval.workspace.output.written_report import WrittenReport
from selfeval.workspace.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReportJob:
    """One report that can be written."""

    subject: Subject
    outline: str

    @property
    def path(self) -> Path:
        """Where it goes."""
        return default_report(self.subject)

    def write(self) -> WrittenReport:
        """Write it, under a free name where that one is taken."""
        return write_new(self.subject, self.outline, free_report(self.subject))

    def update(self) -> WrittenReport:
        """Bring the one that stands there up to date, by its own outline."""
        return update(self.subject, self.path)


class Reports(Dialog[ReportJob]):
    """Gives the report that is wanted."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._subject = Subject((workspace.assessment,), (workspace.source,))
        found = [info for info in outlines(workspace.source.path) if not info.several]
        self._found = sorted(found, key=lambda info: (info.error is not None, info.id != usual_outline(self._subject)))

    def compose(self) -> ComposeResult:
        """The outlines, and what the one under the cursor consists of."""
        with Vertical(classes="dialog"):
            yield Static(Content(self.words(msg("Which report?"))), classes="dialog-title")
            yield Rows((Column("", 24, 1),), id="outlines")
            yield Static(id="outline", markup=False, classes="hint")
            yield Buttons(self.words, ("take", "Enter", msg("Write")), ("cancel", "Esc", msg("Not now")))

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(Rows)
        unusable = self.words(msg("cannot be used"))
        rows.fill(
            Row(info.id, (one_line(info.outline.title if info.outline else f"{info.id}: {unusable}"),))
            for info in self._found
        )
        rows.styles.height = max(min(len(self._found), 10), 1)
        self._tell()
        rows.focus()

    @on(Moved)
    def _tell(self) -> None:
        wanted = self.query_one(Rows).key
        info = next((one for one in self._found if one.id == wanted), None)
        said = ""
        if info is not None and info.outline is not None:
            said = " / ".join(section.title for section in info.outline.sections if section.level == 1)
        elif info is not None and info.error is not None:
            said = self.words(info.error.message)
        self.query_one("#outline", Static).update(flow(one_line(said)))

    @on(Chosen)
    def action_take(self) -> None:
        """Take the outline under the cursor, if it can be used."""
        wanted = self.query_one(Rows).key
        info = next((one for one in self._found if one.id == wanted), None)
        if info is None or info.error is not None:
            self.say(info.error.message if info and info.error else msg("There is no outline here."), bad=True)
            return
        self.dismiss(ReportJob(self._subject, wanted))
