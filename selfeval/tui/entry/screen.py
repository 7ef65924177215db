"""The entry screen: its layout and keys, and the objects that do what the keys say."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.tui.actions.action import WORK
from selfeval.tui.actions.registry import ACTIONS
from selfeval.tui.base import Room, room_bindings
from selfeval.tui.entry.block import BlockEdit
from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.finding import Finder
from selfeval.tui.entry.last_year import LastYearTaking
from selfeval.tui.entry.layout import Layout
from selfeval.tui.entry.navigation import Navigation
from selfeval.tui.entry.readings import ReadingDecisions
from selfeval.tui.entry.row.actions import RowActions
from selfeval.tui.entry.row.dialogs import RowDialogs
from selfeval.tui.entry.row.look import RowLook
from selfeval.tui.entry.tour import TourGuide
from selfeval.tui.entry.typing import Entry
from selfeval.tui.messages import BlockPasted, Chosen, EntryChanged, EntryDone, EntryLeft, Moved, Went
from selfeval.tui.row_texts.desk.projects import MOST_LINES, project_columns
from selfeval.tui.widgets.desk.details import Details
from selfeval.tui.widgets.desk.find_bar import FindBar, HiddenWord
from selfeval.tui.widgets.desk.grid import Grid
from selfeval.tui.widgets.desk.score import ScoreHead
from selfeval.tui.widgets.desk.tour import Tour
from selfeval.tui.widgets.entry import EntryLine
from selfeval.tui.widgets.keys import Chips, KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


def _does(act: Callable[[Work], object]) -> Callable[[Work], None]:
    """An action that one of the objects carries out; what it does is said there and in the registry."""

    def action(work: Work) -> None:
        act(work)

    return action


class Work(Room):
    """One evaluation being worked on; everything that works on it is given the `desk`."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(WORK)
    where = WORK
    AUTO_FOCUS = "#grid"
    tour_wanted = False
    """Whether the tour begins by itself."""

    def __init__(self, workspace: Workspace, look: RowLook | None = None, first: Place | None = None) -> None:
        super().__init__()
        first = first or workspace.next_open(None) or (workspace.places() or (Place("", ""),))[0]
        self.workspace = workspace
        self.desk = desk = Desk(self, workspace, look or RowLook(workspace), first)
        dialogs = RowDialogs(desk)
        self.entry = entry = Entry(desk, dialogs)
        self.rows = RowActions(desk, entry, dialogs)
        self.block = BlockEdit(desk, entry, self.rows)
        self.decisions = ReadingDecisions(desk, entry)
        self.ways = Navigation(desk, entry)
        self.finder = Finder(desk, entry, self.ways)
        self.last_year = LastYearTaking(desk, entry)
        self.guide = TourGuide(desk, entry, self.ways)
        self.arranger = Layout(desk, entry)

    def compose(self) -> ComposeResult:
        """Head, notices, projects, grid, entry line, detail, keys."""
        words = self.words
        yield self.head()
        yield Static(id="banner", markup=False)
        with Horizontal(id="body"):
            yield Rows(project_columns(words), id="projects", most_lines=MOST_LINES)
            with Horizontal(id="work"):
                with Vertical(id="middle", classes="-here"):  # where the keyboard is first
                    yield EntryLine(words)
                    yield HiddenWord(id="filtered", markup=False)
                    yield Grid(words, self.entry.begin)
                with Vertical(id="side"):
                    yield Chips((a for a in ACTIONS if a.row), words)
                    yield Details(id="details")
        yield FindBar(words)
        yield Tour(words)
        yield KeyBar(self.where, words)

    def head(self) -> ScoreHead:
        """The figures at the top."""
        return ScoreHead(self.words)

    async def on_mount(self) -> None:
        """Fill everything, part by part; then what was asked for when the work was opened."""
        if self.workspace.assessment.projects:
            await self.desk.show_first()
            if self.tour_wanted:
                self.tour.begin()
            await self.give_way()
        self.last_year.begin_wanted()
        self.ways.begin_month()
        self.call_after_refresh(self.arranger.fit)

    # -- what others ask of this screen

    @property
    def at(self) -> Place:
        """The place under the cursor."""
        return self.desk.place

    @property
    def tour(self) -> Tour:
        """The tour."""
        return self.query_one(Tour)

    @property
    def half_typed(self) -> bool:
        """Whether an outcome stands in the line that is not entered."""
        return self.desk.line.active

    def settle(self) -> None:
        """Enter what is being typed."""
        self.entry.settle()

    def go(self, place: Place) -> None:
        """Put the cursor on a place, in whatever project it is, and the keyboard there."""
        self.desk.go(place)

    def show_all(self) -> None:
        """Draw everything anew."""
        self.desk.show_all()

    def notice(self, message: Message) -> None:
        """Show a further notice above the rows."""
        self.desk.above.notice(message)

    # -- events

    def on_resize(self, event: events.Resize) -> None:
        """Wide terminals have room for more."""
        self.desk.fit(event.size.width)
        self.arranger.fit()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _keyboard_moved(self) -> None:
        self.arranger.mark_keyboard()

    def on_key(self, event: events.Key) -> None:
        """Keys belong to the tour first."""
        self.guide.key(event)

    @on(Went)
    def _went(self, event: Went) -> None:
        self.guide.went(event.key)

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        event.stop()
        if event.source == "grid":
            self.desk.moved()
        elif event.source == "projects" and event.key != self.desk.project:
            self.desk.show_project(event.key)

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        if event.source == "grid":
            self.entry.begin("", mouse=event.mouse)
        else:
            self.desk.type_here()

    @on(EntryChanged)
    def _entry_changed(self, event: EntryChanged) -> None:
        event.stop()
        self.entry.changed(event.text)

    @on(EntryDone)
    def _entry_done(self, event: EntryDone) -> None:
        event.stop()
        self.entry.finish(event.text, event.go)

    @on(EntryLeft)
    def _entry_left(self, event: EntryLeft) -> None:
        event.stop()
        self.entry.leave()

    @on(FindBar.Typed)
    def _find_typed(self, event: FindBar.Typed) -> None:
        event.stop()
        self.finder.seek(event.text)

    @on(BlockPasted)
    def _block_pasted(self, event: BlockPasted) -> None:
        event.stop()
        self.block.paste_text(event.text)

    def on_paste(self, event: events.Paste) -> None:
        """A paste while the keyboard is on the list of projects is meant for the rows as well."""
        event.stop()
        self.block.paste_text(event.text)

    # -- actions, as the registry names them

    action_edit = _does(lambda work: work.entry.edit())
    action_edit_by_mouse = _does(lambda work: work.entry.edit_by_mouse())
    action_rub = _does(lambda work: work.entry.rub())
    action_commit = _does(lambda work: work.entry.commit())
    action_next_open = _does(lambda work: work.entry.next_open())
    action_budget = _does(lambda work: work.entry.open_budget())
    action_offer = _does(lambda work: work.rows.take_offer())
    action_note = _does(lambda work: work.rows.write_reason())
    action_not_applicable = _does(lambda work: work.rows.mark_not_applicable())
    action_deduct = _does(lambda work: work.rows.deduct())
    action_survey = _does(lambda work: work.rows.write_survey())
    action_texts = _does(lambda work: work.rows.write_texts())
    action_review = _does(lambda work: work.rows.grade())
    action_confirm = _does(lambda work: work.decisions.confirm())
    action_correct = _does(lambda work: work.decisions.correct())
    action_readings = _does(lambda work: work.decisions.decide_all())
    action_clear = _does(lambda work: work.block.clear())
    action_copy_rows = _does(lambda work: work.block.copy())
    action_cut_rows = _does(lambda work: work.block.cut())
    action_paste_block = _does(lambda work: work.block.paste())
    action_fill_down = _does(lambda work: work.block.fill_down())
    action_take_in = _does(lambda work: work.block.take_in())
    action_find = _does(lambda work: work.finder.open())
    action_find_end = _does(lambda work: work.finder.close())
    action_filter = _does(lambda work: work.finder.choose())
    action_show_all = _does(lambda work: work.finder.show_all())
    action_last_year = _does(lambda work: work.last_year.pick())
    action_why = _does(lambda work: work.ways.why())
    action_history = _does(lambda work: work.ways.history(only=False))
    action_row_history = _does(lambda work: work.ways.history(only=True))
    action_problems = _does(lambda work: work.ways.findings())
    action_result = _does(lambda work: work.ways.result())
    action_months = _does(lambda work: work.ways.months())
    action_changes = _does(lambda work: work.ways.changes())
    action_rules = _does(lambda work: work.ways.rules())
    action_what_if = _does(lambda work: work.ways.what_if())
    action_next_project = _does(lambda work: work.ways.turn(1))
    action_previous_project = _does(lambda work: work.ways.turn(-1))
    action_undo = _does(lambda work: work.ways.step_by(undone=True))
    action_redo = _does(lambda work: work.ways.step_by(undone=False))
    action_projects = _does(lambda work: work.arranger.turn_projects())
    action_drawer = _does(lambda work: work.arranger.turn_drawer())
    action_read_on = _does(lambda work: work.arranger.scroll_details(3))
    action_read_back = _does(lambda work: work.arranger.scroll_details(-3))
    action_tour = _does(lambda work: work.guide.begin())
    action_tour_next = _does(lambda work: work.guide.go_on())
    action_tour_end = _does(lambda work: work.guide.end())

    def action_to_project(self, number: int) -> None:
        """A project was clicked at the top."""
        self.ways.turn_to(number)

    def action_pad(self, char: str) -> None:
        """A digit was clicked."""
        self.entry.type_in(char)

    def action_find_next(self, step: int) -> None:
        """Go to the next find, or to the one before."""
        self.finder.go_on(step)

    def action_saved(self) -> None:
        """Say that everything is saved."""
        self.entry.settle()
        self.desk.writer.say_saved(msg("Every entry is saved as soon as it is made. F9 exports the workbook."))
