"""The first screen: recent work, a workbook to pick, the example."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.actions.action import HOME
from selfeval.tui.actions.registry import action
from selfeval.tui.base import Room, room_bindings
from selfeval.tui.messages import Chosen
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Buttons, KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.version import __version__
from selfeval.workspace.examples import demo_copy
from selfeval.workspace.system.recent import forget_work, gone, recent_works
from selfeval.workspace.system.typed_path import folder_here, is_folder, path_of

if TYPE_CHECKING:
    from selfeval.workspace.system.recent import RecentWork


class Home(Room):
    """Where the program begins without a workbook."""

    BINDINGS: ClassVar[list[BindingType]] = [*room_bindings(HOME), ("delete", "forget")]
    where = HOME
    AUTO_FOCUS = None

    def compose(self) -> ComposeResult:
        """What it is, a path, ways to open, recent work."""
        words = self.words
        columns = (
            Column(words(msg("Workbook")), 20, 3),
            Column(words(msg("Department")), 12, 2),
            Column(words(msg("Year")), 4),
            Column(words(msg("Last opened")), 16),
        )
        yield Static(Content(f"selfeval {__version__}"), classes="sheet-title")
        with Vertical(classes="sheet"):
            yield Static(Content(words(msg("Year-end self-evaluation of budget performance targets"))), classes="lead")
            with Horizontal(classes="field"):
                yield Static(Content(words(msg("Workbook"))), classes="label")
                yield Input(id="path", compact=True, placeholder=words(msg("type a path, or drag the file here")))
            yield Buttons(
                words,
                ("open_typed", "Enter", msg("Open")),
                ("browse", action("browse").key, msg("Browse folders")),
                ("demo", action("demo").key, msg("Example of 2025")),
                ("start_from_last_year", action("start_from_last_year").key, msg("From last year")),
            )
            yield Static(Content(words(msg("Recent work"))), classes="label", id="recent-label")
            yield Rows(columns, id="recent")
            yield Static(Content(words(msg("Nothing yet. The example is a good place to begin."))), id="none")
        yield KeyBar(HOME, words)

    def on_mount(self) -> None:
        """Fill the list of recent work; stand on it, or on the path."""
        self._fill()

    def _fill(self) -> None:
        works = recent_works()
        rows = [_row(work, work.opened[:16].replace("T", " ")) for work in works]
        recent = self.query_one("#recent", Rows)
        recent.fill(rows)
        # Not a worker: the end of the program shall not wait for a drive that does not answer.
        Thread(target=self._look_for, args=(works,), daemon=True).start()
        recent.display = self.query_one("#recent-label").display = bool(rows)
        self.query_one("#none").display = not rows
        (recent if rows else self.query_one(Input)).focus()

    def _look_for(self, works: Sequence[RecentWork]) -> None:
        """Runs beside the event loop."""
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
            for work in gone(works):
                self.host.call_from_thread(self._say_gone, work)

    def _say_gone(self, work: RecentWork) -> None:
        if self.is_attached:
            self.query_one("#recent", Rows).put(_row(work, self.words(msg("not there now")), "dim"))

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        self.open_path(event.key)

    @on(Input.Submitted)
    def action_open_typed(self) -> None:
        """Open the path that was typed, else the work under the cursor."""
        typed = self.query_one(Input).value.strip()
        key = self.query_one("#recent", Rows).key
        if typed or key:
            self.open_path(typed or key)

    def open_path(self, text: str, last_year: Path | None = None) -> None:
        """Open a workbook, last year's beside it if there is one; a folder is browsed."""
        self.host.last_year = last_year
        path = path_of(text)
        if is_folder(path):
            self._browse(path)
            return
        self.say(msg("Opening {name} ...", name=path.name))
        self.host.works.open_work(path)

    def action_browse(self) -> None:
        """Pick a workbook from a folder."""
        self._browse(folder_here())

    def _browse(self, folder: Path) -> None:
        self.host.open_room("browse", folder, msg("Choose the workbook to open"), then=self._picked)

    def _picked(self, path: Path | None) -> None:
        if path is not None:
            self.open_path(str(path))

    def action_start_from_last_year(self) -> None:
        """Pick last year's evaluation, then this year's targets."""

        def this_year(last: Path | None) -> None:
            if last is not None:
                title = msg("Choose this year's targets (last year: {name})", name=last.name)
                self.host.open_room("browse", last.parent, title, then=lambda path: opened(path, last))

        def opened(path: Path | None, last: Path) -> None:
            if path is not None:
                self.open_path(str(path), last)

        title = msg("Choose last year's scored workbook")
        self.host.open_room("browse", folder_here(), title, then=this_year, button=msg("Take this one"))

    def action_demo(self) -> None:
        """Open a copy of the example."""
        try:
            self.host.tour_wanted = True
            self.open_path(str(demo_copy()))
        except SelfEvalError as error:
            self.host.show_error(error)

    def action_forget(self) -> None:
        """Take the work under the cursor off the list; its files stay."""
        recent = self.query_one("#recent", Rows)
        if recent.has_focus and recent.key:
            forget_work(Path(recent.key))
            self._fill()


def _row(work: RecentWork, opened: str, tone: str = "") -> Row:
    cells = (one_line(work.path.name), one_line(work.department), str(work.year or ""), opened)
    return Row(str(work.path), cells, tone=tone)
