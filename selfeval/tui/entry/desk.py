"""The desk: the work, the row under the cursor, what is shown of both, and facts put into rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from selfeval.core.evaluation import FactKey, Step
from selfeval.core.problems import Message, msg
from selfeval.core.scoring.scored import Scored
from selfeval.tui.base import Room
from selfeval.tui.entry.above_rows import AboveRows
from selfeval.tui.entry.row.look import RowLook
from selfeval.tui.fact_writer import FactWriter
from selfeval.tui.host import Host
from selfeval.tui.row_texts.desk.arrangement import TALL, WIDE
from selfeval.tui.row_texts.desk.projects import department_rows, project_row, project_rows
from selfeval.tui.row_texts.places import place_of, row_key
from selfeval.tui.row_texts.table import Row
from selfeval.tui.text import Words
from selfeval.tui.widgets.desk.details import Details
from selfeval.tui.widgets.desk.grid import Grid
from selfeval.tui.widgets.desk.score import ScoreHead
from selfeval.tui.widgets.entry import EntryLine
from selfeval.tui.widgets.keys import Chips
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.looking.rows import RowFilter, filtered
from selfeval.workspace.work.outcomes import fact_of, fresh_facts, renewed
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class Desk:
    """What everything on the entry screen works with.

    Attributes:
        screen: where it is shown.
        workspace: the work.
        above: what is said above the rows.
        project: the project that is shown.
        only: which of its rows are shown.
        edited: the row whose outcome is being typed.
        arrange: shares out the room anew, as another project has more rows or fewer.
    """

    arrange: Callable[[], None]

    def __init__(self, screen: Room, workspace: Workspace, look: RowLook, first: Place) -> None:
        self.screen, self.workspace = screen, workspace
        self.writer = FactWriter(screen, workspace)
        self.above = AboveRows(screen, workspace)
        self.project = first.project
        self.only = RowFilter()
        self.edited: Place | None = None
        self._look, self._first = look, first
        self._to_show = False
        self._shown: Place | None = None
        """The place of which everything was shown last."""

    @property
    def host(self) -> Host:
        """The running application."""
        return self.screen.host

    @property
    def words(self) -> Words:
        """Sentences in the reader's language."""
        return self.host.words

    def say(self, message: Message, *, bad: bool = False) -> None:
        """Show a passing word in the corner."""
        self.host.say(message, bad=bad)

    @property
    def grid(self) -> Grid:
        """The indicator list."""
        return self.screen.query_one("#grid", Grid)

    @property
    def line(self) -> EntryLine:
        """The line where an outcome is typed."""
        return self.screen.query_one("#entry", EntryLine)

    @property
    def _projects(self) -> Rows:
        return self.screen.query_one("#projects", Rows)

    @property
    def _details(self) -> Details:
        return self.screen.query_one("#details", Details)

    # -- where the cursor stands

    @property
    def place(self) -> Place:
        """The place under the cursor."""
        return place_of(self.project, self.grid.key)

    @property
    def picked(self) -> list[Place]:
        """The picked rows, from the top."""
        return [place_of(self.project, key) for key in self.grid.picked]

    def on_indicator(self) -> bool:
        """Whether the cursor stands on an indicator; says what the budget's row is for if it does not."""
        if not self.place.indicator:
            self.say(msg("This row is the budget; Enter opens it."))
        return bool(self.place.indicator)

    def go(self, place: Place) -> None:
        """Put the cursor on a place, in whatever project it is, and the keyboard there."""
        self.stand_on(place)
        self.type_here()

    def type_here(self) -> None:
        """Give the list the keyboard; with its own `focus`, Textual would draw the list anew from end to end."""
        self.screen.set_focus(self.grid)

    def stand_on(self, place: Place) -> None:
        """Put the cursor on a place; a filter that hides its row is given up."""
        if not self.workspace.has(place):
            self.show_place()  # an entry of a row that the workbook no longer has
            return
        if self.only and place not in filtered(self.workspace, self.only, place.project):
            self.only = RowFilter()
            self.say(msg("All rows are shown again: the filter hid this one."))
            self.show_project(place.project, row_key(place))
        if place.project != self.project:
            self.show_project(place.project, row_key(place))
        elif self.grid.go(row_key(place)):
            self.show_place()

    # -- facts

    def scored(self, place: Place) -> Scored:
        """The scored indicator of a place."""
        return self.workspace.scored(place.project, place.indicator)

    def fact(self, place: Place, name: str) -> str:
        """A fact of an indicator, or of the project, as it stands."""
        return fact_of(self.workspace.assessment, place, name)

    def refused(self) -> bool:
        """Whether another window holds the work; says so."""
        return self.writer.refused()

    def put(self, place: Place, values: dict[str, str], again: Callable[[], None] | None = None) -> bool:
        """Enter facts of an indicator or a project as one step; whether that was possible.

        `again` asks once more for what could not be entered, below the word about it.
        """
        if self.refused():
            self.writer.ask_again(again)
            return False
        fresh = fresh_facts(self.workspace.assessment, place, values)
        if not fresh:
            return True
        step = self.enter(fresh, again)
        if step is None:
            return False
        self.show_step(step)
        if renewed(fresh, [change.key for change in step.changes]):
            self.say(msg("The figures at the head of the reason follow the new outcome; look at the cause (F6)."))
        return True

    def enter(
        self, facts: Iterable[tuple[FactKey, str | None]], again: Callable[[], None] | None = None
    ) -> Step | None:
        """Enter facts; where that is impossible, say so and return None. What it changed is still to be shown."""
        step = self.writer.enter(facts, again=again)
        if step is not None:
            self.above.notices_seen()
        return step

    # -- showing

    async def show_first(self) -> None:
        """Fill everything, part by part; stand on the first row."""
        self.type_here()
        self._projects.fill(project_rows(self.words, self.workspace), self.project)
        await self.screen.give_way()
        self.show_project(self.project, row_key(self._first))
        self.above.show_notices()

    def row(self, place: Place) -> Row:
        """A row of the list."""
        return self._look.row(self.words, place)

    def fit(self, width: int, *, again: bool = True) -> None:
        """Show last year's figures as far as a terminal of this width has room; with `again` the list is drawn anew."""
        changed = self._look.fit(width)
        self.screen.set_class(self._look.last_year, "-last-year")
        if not changed:
            return
        self.grid.columns = self._look.columns(self.words)
        if again and self.workspace.assessment.projects:
            self.show_all()

    def show_project(self, project: str, key: str = "") -> None:
        """Show another project, the cursor on the row `key`."""
        self.project = project
        self.fit(self.host.size.width, again=False)
        self.grid.fill(self._look.rows(self.words, project, self._rows_shown(project)), key)
        self._projects.go(project)
        self.arrange()
        self.show_head()
        self.show_place()

    def _rows_shown(self, project: str) -> list[Place]:
        """The places of a project that the filter leaves; where it leaves none, the budget."""
        places = [place for place in self.workspace.places() if place.project == project]
        left = set(filtered(self.workspace, self.only, project)) if self.only else set(places)
        self.above.say_hidden(self.only, len(left), len(places))
        return [place for place in places if place in left] or places[:1]

    def show_head(self) -> None:
        """Draw the figures at the top anew."""
        self.screen.query_one("#head", ScoreHead).show(self.workspace, self.project, self.workspace.objections)

    def show_place(self) -> None:
        """Show everything about the row under the cursor, once what goes on has come to its end.

        An entry shows its row and then goes on to the next one: only the next one is shown, with one layout less.
        """
        if not self._to_show:
            self._to_show = True
            self.screen.call_later(self._show_wanted)

    def _show_wanted(self) -> None:
        if self._to_show:
            self._show_place()

    def moved(self) -> None:
        """The cursor has moved: show everything about its row, unless that was done already."""
        if self.place != self._shown:
            self._show_place()

    def _show_place(self) -> None:
        self._to_show, self._shown = False, self.place
        place = self.place
        self.show_details()
        self._details.scroll_to(y=0, animate=False)
        self.screen.query_one(Chips).offer(self._look.offers(place))
        if not (self.line.active and self.edited == place):  # what is being typed on this row stays
            self.show_entry(place)

    def show_details(self) -> None:
        """Show the details of the row under the cursor."""
        opened, beside = self.screen.has_class(TALL), self.host.size.width >= WIDE
        blocks = self._look.details(self.words, self.place, opened=opened, titled=opened or beside)
        self._details.show(blocks, air=opened or beside)

    def show_entry(self, place: Place) -> None:
        """Show a row in the entry line, with a word on what can be done."""
        self.line.show(*self._look.entry(self.words, place))

    def show_all(self) -> None:
        """Draw everything anew, the cursor where it stands as far as that row is still there."""
        projects = [result.project.id for result in self.workspace.assessment.projects]
        if not projects:
            return
        self.project = self.project if self.project in projects else projects[0]
        self.show_project(self.project, self.grid.key)
        self._projects.fill(project_rows(self.words, self.workspace), self.project)

    def show_step(self, step: Step) -> None:
        """Draw what a step changed: its rows, the project's line, the head, the detail."""
        touched = {change.key.project for change in step.changes}
        known = {result.project.id for result in self.workspace.assessment.projects}
        if not touched <= known:  # the whole work, or a project that the workbook no longer has
            self.show_all()
            return
        for row in department_rows(self.words, self.workspace):
            self._projects.put(row)
        for project in touched:
            self._projects.put(project_row(self.words, self.workspace, self.workspace.result(project)))
        if self.project in touched:
            shown = {row.key for row in self.grid.rows if not row.fixed}
            for key in _rows_of(step, self.project, shown):
                self.grid.put(self.row(place_of(self.project, key)))
            for heading in self._look.headings(self.words, self.project, self.grid.rows):
                self.grid.put(heading)
        self.show_head()
        self.show_place()


def _rows_of(step: Step, project: str, shown: set[str]) -> set[str]:
    """The rows that a step may have changed, of those shown: all of them only where points moved between rows."""
    keys = {change.key for change in step.changes if change.key.project == project}
    moving = {"not_applicable", "weight", *(key.field for key in keys if not key.indicator)}
    if any(key.field in moving for key in keys):
        return shown
    return {row_key(Place(project, key.indicator)) for key in keys} & shown
