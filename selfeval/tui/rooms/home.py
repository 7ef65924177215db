"""The first screen: works to go on with, and ways to begin one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.actions.action import HOME
from selfeval.tui.actions.meanings import ENTER, OPEN
from selfeval.tui.actions.registry import action
from selfeval.tui.base import Room, room_bindings
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.host import ASKED_MONTH
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.rooms.works import WAYS, way_rows, work_columns, work_lines, work_row
from selfeval.tui.row_texts.table import Column
from selfeval.tui.text import width
from selfeval.tui.widgets.bar_rows import BarRows
from selfeval.tui.widgets.keys import Choice, KeyBar
from selfeval.tui.widgets.page import Page
from selfeval.tui.widgets.rows import Rows
from selfeval.version import __version__
from selfeval.workspace import clock
from selfeval.workspace.examples import demo_copy
from selfeval.workspace.looking.recent_standing import brought_up_to_date
from selfeval.workspace.system.document_names import DOCUMENTS
from selfeval.workspace.system.recent import forget_work, gone, recent_works
from selfeval.workspace.system.typed_path import folder_here, is_folder, path_of

if TYPE_CHECKING:
    from selfeval.tui.rooms.next_year.dialog import NextYearJob
    from selfeval.workspace.next_year.targets import WrittenNextYear
    from selfeval.workspace.system.recent import RecentWork


class Home(Room):
    """Where the program begins without a workbook."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(HOME)
    where = HOME
    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self._works: dict[str, RecentWork] = {}
        self._gone: dict[str, Message] = {}

    def compose(self) -> ComposeResult:
        """What it is, a path, works to go on with, ways to begin one."""
        words = self.words
        yield Static(Content(f"selfeval {__version__}"), classes="sheet-title")
        with Page(classes="sheet"):
            yield Static(Content(words(msg("Year-end self-evaluation of budget performance targets"))), classes="lead")
            with Horizontal(classes="field"):
                yield Static(Content(words(msg("Workbook"))), classes="label")
                yield Input(id="path", compact=True, placeholder=words(msg("type a path, or drag the file here")))
            yield Static(Content(words(msg("Go on with"))), classes="label list-title", id="recent-label")
            yield BarRows(work_columns(words, 0), id="recent")
            yield Static(id="work-lines", markup=False, classes="hint")
            yield Static(Content(words(msg("Begin"))), classes="label list-title")
            widest = max(width(action(name).key) for name, *_ in WAYS)
            yield Rows((Column("", widest), Column("", 20), Column("", 20, 1)), id="ways", most_lines=2)
        yield KeyBar(HOME, words)

    def on_mount(self) -> None:
        """Fill the list of recent work; stand on it, or on the path."""
        keys = {name: action(name).key for name, *_ in WAYS}
        self.query_one(Page).fill(self.query_one("#ways", Rows), way_rows(self.words, keys))
        self._fill()
        (self.query_one("#recent", Rows) if self._works else self.query_one(Input)).focus()
        works = tuple(self._works.values())
        self.host.beside(lambda: list(gone(works)), self._say_gone, group="gone", awaited=False)

    def _fill(self) -> None:
        """The works as the list has them."""
        self._works = {str(work.path): work for work in recent_works()}
        self._show()

    def _show(self) -> None:
        """The works in the columns that there is room for."""
        recent, room = self.query_one("#recent", Rows), self.size.width
        recent.columns = work_columns(self.words, room)
        rows = [work_row(self.words, work, room, clock.now(), self._gone.get(key)) for key, work in self._works.items()]
        self.query_one(Page).fill(recent, rows)
        self.query_one("#recent-label").display = self.query_one("#work-lines").display = bool(rows)
        self._tell()

    @on(Moved)
    def _tell(self) -> None:
        """The work under the cursor in full."""
        work = self._works.get(self.query_one("#recent", Rows).key)
        if work is not None:
            self.query_one("#work-lines", Static).update(flow(work_lines(self.words, work, clock.now())))

    def on_resize(self, _event: events.Resize) -> None:
        """Other columns where there is other room."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Down leads from the path to the first list."""
        if event.key == "down" and isinstance(self.focused, Input):
            event.stop()
            next(rows for rows in self.query(Rows) if rows.display).focus()

    def on_paste(self, event: events.Paste) -> None:
        """A file that is dragged here is its path as a paste, wherever the cursor stands."""
        event.stop()
        field = self.query_one(Input)
        field.value = event.text.strip()
        field.focus()

    def _say_gone(self, away: Sequence[RecentWork]) -> None:
        """Those are not there; the others may have gone on elsewhere."""
        for work in away:
            self._say(work, msg("not there now"))
        there = [work for key, work in self._works.items() if key not in self._gone]
        self.host.beside(lambda: list(brought_up_to_date(there)), self._say_new, group="gone", awaited=False)

    def _say_new(self, works: Sequence[RecentWork]) -> None:
        for work in works:
            self._say(work)

    def _say(self, work: RecentWork, why: Message | None = None) -> None:
        """Show what was found out about a work."""
        key = str(work.path)
        self._works[key] = work
        if why is not None:
            self._gone[key] = why
        if self.is_attached and self.is_mounted:
            row = work_row(self.words, work, self.size.width, clock.now(), why)
            self.query_one("#recent", Rows).put(row)
            self._tell()

    @on(Chosen)
    async def _chosen(self, event: Chosen) -> None:
        event.stop()
        if event.source == "ways":
            await self.press(event.key)
        else:
            self.open_path(event.key)

    @on(Input.Submitted)
    def action_open_typed(self) -> None:
        """Open the path that was typed, else the work under the cursor."""
        typed = self.query_one(Input).value.strip()
        key = "" if typed else self.query_one("#recent", Rows).key
        if typed or key:
            self.open_path(typed or key)

    def open_path(self, text: str, last_year: Path | None = None, month: int = 0) -> None:
        """Open a workbook, last year's beside it if there is one, at a month if one is wanted; a folder is browsed."""
        self.host.last_year, self.host.month_wanted = last_year, month
        path = path_of(text)
        if is_folder(path):
            self._browse(path, month)
            return
        self.say(msg("Opening {name} ...", name=path.name))
        self.host.works.open_work(path)

    def action_browse(self) -> None:
        """Pick a workbook from a folder."""
        self._browse(folder_here())

    def action_watch_month(self) -> None:
        """Open the work under the cursor, or one that is picked, and ask for the month to look at."""
        recent = self.query_one("#recent", Rows)
        text = self.query_one(Input).value.strip() or (recent.key if recent.has_focus else "")
        if text:
            self.open_path(text, month=ASKED_MONTH)
        else:
            self._browse(folder_here(), ASKED_MONTH)

    def _browse(self, folder: Path, month: int = 0) -> None:
        then = partial(self._picked, month=month)
        self.host.open_room("browse", folder, msg("Choose the workbook to open"), then=then)

    def _picked(self, path: Path | None, month: int = 0) -> None:
        if path is not None:
            self.open_path(str(path), month=month)

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

    def action_from_document(self) -> None:
        """Pick a published document; what is read from it is shown before a workbook is made."""

        def picked(path: Path | None) -> None:
            if path is not None:
                self.host.open_room("document", path, then=self._picked)

        title = msg("Choose the document of targets (Word, PDF, text, web page)")
        self.host.open_room("browse", folder_here(), title, DOCUMENTS, then=picked, button=msg("Look at it"))

    def action_next_year(self) -> None:
        """Pick an evaluation, and make next year's targets of it."""

        def picked(path: Path | None) -> None:
            if path is not None:
                self.host.open_room("next_year", path, then=chosen)

        def chosen(job: NextYearJob | None) -> None:
            if job is not None:
                self.host.beside(job.write, self._next_written, group="next year")

        title = msg("Choose the scored workbook of the year that is over")
        self.host.open_room("browse", folder_here(), title, then=picked, button=msg("Take this one"))

    def _next_written(self, done: WrittenNextYear) -> None:
        """Say what was written, and offer to open it."""
        lines = done.told()
        text = Message("\n".join(f"{{line{n}}}" for n, _ in enumerate(lines)),
                       tuple((f"line{n}", line) for n, line in enumerate(lines)))  # fmt: skip
        choices = (Choice("close", ENTER, msg("Close")), Choice("open", OPEN, msg("Open it here")))

        def answered(answer: str | None) -> None:
            if answer == "open":
                self.open_path(str(done.path))

        hint = msg("The sheet 待定事项 lists what has to be decided anew.")
        self.host.push_screen(Ask(msg("Next year's targets are written"), text, choices, hint), answered)

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
        else:
            self.say(msg("Stand on a work of the list first."))
