"""The entry screen: projects, indicators, the line where an outcome is typed, and everything about the selected row."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from selfeval.core.evaluation import Step
from selfeval.core.problems import Message
from selfeval.tui.actions.action import WORK
from selfeval.tui.actions.registry import ACTIONS
from selfeval.tui.base import room_bindings
from selfeval.tui.entry.block import BlockWork
from selfeval.tui.entry.last_year import Looking
from selfeval.tui.entry.layout import Arranging
from selfeval.tui.entry.tour import Touring
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.places import (
    department_row,
    place_of,
    place_row,
    project_columns,
    project_row,
    project_rows,
    row_key,
)
from selfeval.tui.row_texts.table import Row
from selfeval.tui.text import many_lines
from selfeval.tui.widgets.details import detail
from selfeval.tui.widgets.entry import EntryLine
from selfeval.tui.widgets.find_bar import FindBar, HiddenWord
from selfeval.tui.widgets.grid import Grid
from selfeval.tui.widgets.keys import Chips, KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.tui.widgets.score import ScoreHead
from selfeval.tui.widgets.tour import Tour
from selfeval.workspace.packs.fitting import offered
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class Work(BlockWork, Looking, Touring, Arranging):
    """One evaluation being worked on."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(WORK)
    where = WORK
    AUTO_FOCUS = "#grid"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        first = workspace.next_open(None) or (workspace.places() or (Place("", ""),))[0]
        self.project = first.project
        self._first = first

    def compose(self) -> ComposeResult:
        """Head, notices, projects, grid, entry line, detail, keys."""
        words = self.words
        yield self.head()
        yield Static(id="banner", markup=False)
        with Horizontal(id="body"):
            yield Rows(project_columns(words, self.workspace), id="projects", most_lines=3)
            with Horizontal(id="work"):
                with Vertical(id="middle"):
                    yield EntryLine(words)
                    yield HiddenWord(id="filtered", markup=False)
                    yield Grid(words, self.begin)
                with Vertical(id="side"):
                    yield Chips((a for a in ACTIONS if a.row), words)
                    with VerticalScroll(id="detail-scroll", can_focus=False):
                        yield Static(id="detail", markup=False)
        yield FindBar(words)
        yield Tour(words)
        yield KeyBar(self.where, words)

    async def on_mount(self) -> None:
        """Fill everything, part by part; stand on the first row that waits for something."""
        if not self.workspace.assessment.projects:
            return
        self.grid.focus()
        self.query_one("#projects", Rows).fill(project_rows(self.words, self.workspace), self.project)
        await self.give_way()
        self.show_project(self.project, row_key(self._first))
        if pack := offered(self.workspace.assessment):
            self.workspace.notices = (*dict.fromkeys((*self.workspace.notices, pack)),)
        self._show_notices()
        self.begin_wanted_tour()
        await self.give_way()

    def on_resize(self, event: events.Resize) -> None:
        """Wide terminals have room for last year's figures."""
        self.fit_last_year(event.size.width)

    # -- showing

    def head(self) -> ScoreHead:
        """The figures at the top."""
        return ScoreHead(self.words)

    def row(self, place: Place) -> Row:
        """A row of the list."""
        return self.with_last_year(place, place_row(self.words, self.workspace, place))

    def details(self, place: Place) -> Content:
        """Everything about a row."""
        return detail(self.words, self.workspace, place)

    @property
    def grid(self) -> Grid:
        """The indicator list."""
        return self.query_one(Grid)

    @property
    def place(self) -> Place:
        """The place under the cursor."""
        return place_of(self.project, self.grid.key)

    def show_project(self, project: str, key: str = "") -> None:
        """Show another project, the cursor on the row `key`."""
        self.project = project
        self.fit_last_year(self.app.size.width, again=False)
        self.grid.fill((self.row(place) for place in self.rows_shown(project)), key)
        self.query_one("#projects", Rows).go(project)
        self.show_head()
        self.show_place()

    def show_head(self) -> None:
        """Draw the figures at the top anew."""
        self.query_one(ScoreHead).show(self.workspace, self.project, self.workspace.objections)

    def show_place(self) -> None:
        """Show everything about the row under the cursor."""
        place = self.place
        self.query_one("#detail", Static).update(flow(self.details(place)))
        self.query_one("#detail-scroll").scroll_home(animate=False)
        self.query_one(Chips).offer(self.offers(place))
        if not (self.line.active and self._edited == place):  # what is being typed on this row stays
            self.show_entry(place)

    def show_all(self) -> None:
        """Draw everything anew, the cursor where it stands as far as that row is still there."""
        projects = [result.project.id for result in self.workspace.assessment.projects]
        if not projects:
            return
        self.project = self.project if self.project in projects else projects[0]
        self.show_project(self.project, self.grid.key)
        self.query_one("#projects", Rows).fill(project_rows(self.words, self.workspace), self.project)

    def show_step(self, step: Step) -> None:
        """Draw what a step changed: its rows, the project's line, the head, the detail."""
        touched = {change.key.project for change in step.changes}
        known = {result.project.id for result in self.workspace.assessment.projects}
        if not touched <= known:  # the whole work, or a project that the workbook no longer has
            self.show_all()
            return
        projects = self.query_one("#projects", Rows)
        projects.put(department_row(self.words, self.workspace))
        for project in touched & {result.project.id for result in self.workspace.assessment.projects}:
            projects.put(project_row(self.words, self.workspace, self.workspace.result(project)))
        if self.project in touched:
            for key in self._rows_of(step) & {row.key for row in self.grid.rows}:
                self.grid.put(self.row(place_of(self.project, key)))
        self.show_head()
        self.show_place()

    def _rows_of(self, step: Step) -> set[str]:
        """The rows that a step may have changed: all of them only where points moved between rows."""
        keys = {change.key for change in step.changes if change.key.project == self.project}
        moving = {"not_applicable", "weight", *(key.field for key in keys if not key.indicator)}
        if any(key.field in moving for key in keys):
            return {row.key for row in self.grid.rows}
        return {row_key(Place(self.project, key.indicator)) for key in keys} & {row.key for row in self.grid.rows}

    def go(self, place: Place) -> None:
        """Put the cursor on a place, in whatever project it is, and the keyboard there."""
        self.stand_on(place)
        self.grid.focus()

    def stand_on(self, place: Place) -> None:
        """Put the cursor on a place."""
        if not self.workspace.has(place):
            self.show_place()  # an entry of a row that the workbook no longer has
            return
        self.reveal(place)
        if place.project != self.project:
            self.show_project(place.project, row_key(place))
        elif self.grid.go(row_key(place)):
            self.show_place()

    def _show_notices(self) -> None:
        banner = self.query_one("#banner", Static)
        lines = [many_lines(self.words(notice)) for notice in self.workspace.notices]
        banner.update(flow("\n".join(lines)))
        banner.set_class(bool(lines), "-shown")

    def notice(self, message: Message) -> None:
        """Show a further notice above the rows."""
        self.workspace.notices = (*self.workspace.notices, message)
        self._show_notices()

    def notices_seen(self) -> None:
        """Take a notice away once work goes on, unless it still holds."""
        if not self.workspace.read_only and not self.workspace.volatile:
            self.query_one("#banner").remove_class("-shown")

    # -- events

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        event.stop()
        if event.source == "grid":
            self.show_place()
        elif event.source == "projects" and event.key != self.project:
            self.show_project(event.key)

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        if event.source == "grid":
            self.begin("", mouse=event.mouse)
        else:
            self.grid.focus()

    # -- actions

    def action_next_project(self) -> None:
        """Show the next project."""
        self._turn(1)

    def action_previous_project(self) -> None:
        """Show the project before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if not self.settled():
            return
        names = [result.project.id for result in self.workspace.assessment.projects]
        if self.project in names:
            self.show_project(names[(names.index(self.project) + step) % len(names)])

    def action_undo(self) -> None:
        """Take back the last step, and go to where it was."""
        self._stepped(undone=True)

    def action_redo(self) -> None:
        """Do it again."""
        self._stepped(undone=False)

    def _stepped(self, *, undone: bool) -> None:
        step = self.step_by(self.workspace, undone=undone) if self.settled() else None
        if step is None:
            return
        key = step.changes[0].key
        self.show_step(step)
        if (place := Place(key.project, key.indicator)) in self.workspace.places():
            self.go(place)
