"""Totals and grades, the checklist, who signs, the files to write, how scores lie and where points were lost."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import Message, msg
from selfeval.core.scoring.handing_in import ToDoKind, summed_up
from selfeval.core.scoring.publication import counts_from_approval
from selfeval.core.scoring.results import Assessment
from selfeval.tui.actions.action import RESULT
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.fact_writer import FactWriter
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.rooms.output.export import Exporter
from selfeval.tui.rooms.output.other_files import OtherFiles, kind_rows
from selfeval.tui.row_texts.desk.tiers import tier_bars
from selfeval.tui.row_texts.rooms.results import (
    check_rows,
    due_rows,
    errors_of,
    first_left,
    pack_text,
    total_columns,
    total_rows,
)
from selfeval.tui.row_texts.scores import (
    BETWEEN,
    deviation_rows,
    distribution_rows,
    grade_rows,
    outlook,
    score_columns,
)
from selfeval.tui.row_texts.table import Column
from selfeval.tui.text import one_line
from selfeval.tui.widgets.bar_rows import BarRows
from selfeval.tui.widgets.field_pairs import align_labels, field_pairs
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.page import Page
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.looking.checklist import APPROVED, SIGNATURE, SIGNERS, Advised, checklist
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class ResultScreen(Shared, Screen[Place]):
    """Gives a place to go to, None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(RESULT)
    where = RESULT
    AUTO_FOCUS = "#totals"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.writer = FactWriter(self, workspace)
        self._shown: Assessment | None = None
        self.exporter = Exporter(self)
        self.other_files = OtherFiles(self, self.exporter)

    @property
    def signature(self) -> tuple[tuple[str, Message], ...]:
        """The fields that are shown, with their labels."""
        return (*SIGNATURE, *((APPROVED,) if counts_from_approval(self.workspace.pack) else ()))

    def compose(self) -> ComposeResult:
        """Totals, what is left, signatures, files to write, and how the scores lie."""
        words, workspace = self.words, self.workspace
        year = workspace.assessment.year
        title = " ".join(part for part in (workspace.evaluation.department.name, str(year or "")) if part)
        yield Static(Content(f"{words(msg('Result'))}   {one_line(title)}"), classes="sheet-title")
        with Page(classes="sheet"):
            yield BarRows(total_columns(words, 0), id="totals")
            yield Static(id="bars", markup=False)
            yield Static(id="outlook", markup=False)
            yield Static(id="state", markup=False)
            yield BarRows(score_columns(0), id="open", most_lines=4)
            yield from field_pairs(words, SIGNATURE)
            yield from field_pairs(words, (APPROVED,))
            yield Static(Content(words(msg("Write a file (Enter)"))), classes="label list-title")
            yield Rows((Column("", 20, 1, names=True), Column("", 30, 3, rest=True)), id="kinds", most_lines=2)
            yield Static(id="target", markup=False, classes="hint")
            yield BarRows(score_columns(0), id="scores", most_lines=4)
            yield Static(id="rules", markup=False, classes="hint")
        yield KeyBar(RESULT, words)

    def on_mount(self) -> None:
        """Fill everything."""
        align_labels(self)
        self.refill()
        left = first_left(self.workspace)
        if left:
            self.query_one("#open", Rows).go(left)
        self.query_one("#totals").focus()

    def refill(self) -> None:
        """Show everything as it stands, in the columns that there is room for."""
        words, workspace, room = self.words, self.workspace, self.size.width
        self._shown = workspace.assessment
        page, lists = self.query_one(Page), {shown.id: shown for shown in self.query(Rows)}
        lists["totals"].columns = total_columns(words, room)
        lists["open"].columns = lists["scores"].columns = score_columns(room)
        page.fill(lists["totals"], total_rows(words, workspace, room))
        page.fill(
            lists["open"],
            [*check_rows(words, workspace, room), *due_rows(words, workspace), *grade_rows(words, workspace, room)],
        )
        page.fill(lists["kinds"], kind_rows(words))
        scores = [*distribution_rows(words, workspace, room), *deviation_rows(words, workspace, room)]
        page.fill(lists["scores"], scores)
        self._bars()
        self.query_one("#rules", Static).update(flow(pack_text(words, workspace.pack)))
        state = summed_up(workspace.to_do)
        if errors := errors_of(workspace):
            state = msg("{state} {errors}", state=state, errors=errors)
        self.query_one("#state", Static).update(flow(words(state)))
        self.query_one("#state").set_class(bool(workspace.to_do), "bad")
        path = words(msg("It goes to {path}", path=str(workspace.output_path())))
        self.query_one("#target", Static).update(flow(one_line(path)))
        for name, _label in self.signature:
            field = self.query_one(f"#{name}", Input)
            if not field.has_focus:
                field.value = workspace.evaluation.setting(name)
        approved = self.query_one(f"#{APPROVED[0]}", Input).parent
        assert isinstance(approved, Widget)
        approved.display = APPROVED in self.signature
        if not approved.display and approved.has_focus_within:
            self.query_one("#totals").focus()

    @on(Moved)
    def _bars(self) -> None:
        """The tiers of the project under the cursor, and what it lacks for the next grade."""
        bars, key = self.query_one("#bars", Static), self.query_one("#totals", Rows).key
        shown = [result for result in self.workspace.assessment.projects if result.project.id == key]
        room = max(self.size.width - 4, 20)
        bars.update(tier_bars(self.words, shown[0], room) if shown else Content(""))
        said = outlook(self.words, self.workspace, shown[0].project.id if shown else "")
        self.query_one("#outlook", Static).update(flow(said))
        self.query_one("#outlook").display = bool(said)

    def on_resize(self, _event: events.Resize) -> None:
        """Columns and bars as there is room for."""
        if self._shown is not None:
            self.refill()

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        if event.source == "kinds":
            self.other_files.write(event.key)
            return
        project, indicator, what = [*event.key.split(BETWEEN), "", ""][:3]
        if what.startswith("check-"):
            self._go_to_check(what.removeprefix("check-"))
        elif project in {result.project.id for result in self.workspace.assessment.projects}:
            budget = BETWEEN in event.key
            self.dismiss(Place(project, indicator) if indicator or budget else self._first_open(project))
        elif what:
            self.action_problems()  # of the workbook as a whole: nothing but the list of findings leads on

    def _go_to_check(self, kind: str) -> None:
        """Where a line of the checklist is done; for one that is done, or concerns no row, the findings."""
        line = next(line for line in checklist(self.workspace) if line.kind == kind)
        if line.kind is Advised.SIGNED:
            names = [name for name, _label in SIGNERS if not self.workspace.evaluation.setting(name)]
            self.query_one(f"#{(names or [SIGNERS[0][0]])[0]}", Input).focus()
        elif line.places:
            self.dismiss(line.places[0])
        elif line.left or line.kind is ToDoKind.FINDING:
            self.action_problems()
        else:
            self.say(msg("Nothing is left to do here."))

    def _first_open(self, project: str) -> Place:
        mine = [place for place in self.workspace.places() if place.project == project]
        return next((place for place in mine if self.workspace.is_open(place)), mine[0])

    # -- signatures

    @on(Input.Submitted)
    def _on_from_signature(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()  # leaving the field enters it

    @on(Input.Blurred)
    def _signed(self, event: Input.Blurred) -> None:
        event.stop()
        self._sign(event.input)

    @property
    def half_typed(self) -> bool:
        """Whether a name says something else than what is entered."""
        now = {name: one_line(self.query_one(f"#{name}", Input).value) for name, _label in self.signature}
        return any(text != self.workspace.evaluation.setting(name) for name, text in now.items())

    def settle(self) -> None:
        """Take what stands in the signature fields."""
        for name, _label in self.signature:
            self._sign(self.query_one(f"#{name}", Input))

    def _sign(self, field: Input) -> None:
        """Enter a name if it is another one; where nothing can be entered, the field shows what stands."""
        name, text = field.id or "", one_line(field.value)
        if text == self.workspace.evaluation.setting(name):
            return
        if self.writer.refused():
            field.value = self.workspace.evaluation.setting(name)
        else:
            self.writer.enter([(FactKey("", "", name), text)])

    def _settled(self) -> bool:
        """Take what stands in the signature fields; whether that was possible."""
        self.settle()
        return self.is_active

    def on_screen_resume(self) -> None:
        """Show what was changed on a screen that stood in front."""
        if self._shown is not None and self._shown is not self.workspace.assessment:
            self.refill()

    # -- actions

    def action_back(self) -> None:
        """Go back once what stands in the signature fields is taken."""
        self.settle()
        self.dismiss(None)

    def action_problems(self) -> None:
        """List the findings."""
        if self._settled():
            self.host.open_room("problems", self.workspace, self.host.findings, then=self.close_with)

    def action_rules(self) -> None:
        """Show the rule packs."""
        if self._settled():
            self.host.open_room("rules", self.workspace)

    def action_what_if(self) -> None:
        """Try things on a copy of the work, from the first row of the project under the cursor."""
        names = [result.project.id for result in self.workspace.assessment.projects]
        if self._settled() and names:
            key = self.query_one("#totals", Rows).key
            self.host.open_room("what_if", self.workspace, Place(key if key in names else names[0], ""))

    def action_export(self) -> None:
        """Write the workbook with its formulas."""
        self.exporter.export()

    def action_next_year(self) -> None:
        """Make next year's targets of this evaluation."""
        self.other_files.write("next")

    def action_copies(self) -> None:
        """Go to the list of files that can be written."""
        self.settle()
        self.query_one("#kinds").focus()

    def action_open_folder(self) -> None:
        """Show the folder of what was written, or where it would go."""
        self.exporter.open_folder()

    def action_undo(self) -> None:
        """Take back the last step."""
        self._stepped(undone=True)

    def action_redo(self) -> None:
        """Do it again."""
        self._stepped(undone=False)

    def _stepped(self, *, undone: bool) -> None:
        here = self.focused
        if undone and isinstance(here, Input) and self.half_typed:  # what is typed is the last thing that was done
            here.value = self.workspace.evaluation.setting(here.id or "")
            return
        if self.writer.step_by(undone=undone) is not None:
            self.query_one("#totals").focus()
            self.refill()
