"""A published document before it becomes a workbook: page and line beside what was read, doubts first."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.actions.action import DOCUMENT
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Moved
from selfeval.tui.rooms.documents.rows import document_columns, document_detail, document_rows
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.incoming.documents.preview import Read, preview
from selfeval.workspace.incoming.documents.targets import Imported, read_targets, write_beside


class DocumentScreen(Shared, Screen[Path]):
    """Gives the workbook that was written, None for Esc and where the document cannot be read."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(DOCUMENT)
    where = DOCUMENT
    AUTO_FOCUS = "#findings"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._imported: Imported | None = None
        self._read: dict[str, Read] = {}
        self._doubts_only = False

    def compose(self) -> ComposeResult:
        """Which document, how much was read, the list, the line under the cursor in full."""
        words = self.words
        yield Static(Content(one_line(self._path.name)), classes="sheet-title")
        yield Static(Content(words(msg("Reading the document ..."))), id="state", markup=False)
        yield Rows(document_columns(words), id="findings")
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield KeyBar(DOCUMENT, words)

    def on_mount(self) -> None:
        """Read beside the event loop: a PDF of a hundred pages takes half a minute."""
        self.beside(self._try, self._taken, group="document")

    def _try(self) -> Imported | SelfEvalError:
        try:
            return read_targets(self._path)
        except SelfEvalError as error:
            return error

    def _taken(self, found: Imported | SelfEvalError) -> None:
        if isinstance(found, SelfEvalError):
            self.dismiss(None)
            self.host.show_error(found)
            return
        self._imported = found
        self._read = {one.key: one for one in preview(found)}
        self._fill()

    def _fill(self) -> None:
        words, found = self.words, self._imported
        rows = list(document_rows(words, self._read.values(), doubts_only=self._doubts_only))
        self.query_one(Rows).fill(rows)
        if found is not None:
            doubtful = sum(one.doubtful for one in self._read.values())
            said = msg(
                "{projects} projects, {indicators} indicators, {doubts} lines to look at. F9 writes and opens it.",
                projects=len(found.targets.projects),
                indicators=sum(len(part.rows) for part in found.targets.projects),
                doubts=doubtful,
            )
            self.query_one("#state", Static).update(flow(one_line(words(said))))
        self._show()

    @on(Moved)
    def _show(self) -> None:
        one = self._read.get(self.query_one(Rows).key)
        text = document_detail(self.words, one) if one is not None else Content("")
        self.query_one("#finding-text", Static).update(flow(text))
        self.query_one("#finding").scroll_home(animate=False)

    # -- actions

    def action_write_targets(self) -> None:
        """Write the workbook beside the document and open it."""
        if self._imported is None:
            self.say(msg("The document is still being read."))
            return
        try:
            path = write_beside(self._imported)
        except SelfEvalError as error:
            self.host.show_error(error)
            return
        self.dismiss(path)

    def action_only_doubts(self) -> None:
        """Show only what has to be looked at, or everything."""
        self._doubts_only = not self._doubts_only
        self._fill()
        if self._doubts_only and not any(one.doubtful for one in self._read.values()):
            self.say(msg("Nothing is doubtful, and everything has its place."))

    def action_copy_document(self) -> None:
        """Copy the list as text."""
        rows = [row for row in self.query_one(Rows).rows if not row.fixed]
        text = "\n".join("\t".join(cell.strip() for cell in row.cells) for row in rows)
        self.host.copy(text, msg("{count} lines", count=len(rows)))

    def action_back(self) -> None:
        """Write nothing."""
        self.dismiss(None)
