"""Totals and grades, what is missing, where points were lost, who signs, and where the workbook goes."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import msg
from selfeval.core.scoring.handing_in import summed_up
from selfeval.core.scoring.results import Assessment
from selfeval.tui.actions.action import RESULT
from selfeval.tui.actions.registry import action
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.rooms.export import Exporter
from selfeval.tui.rooms.other_files import OtherFiles
from selfeval.tui.row_texts.results import (
    BETWEEN,
    deviation_rows,
    errors_of,
    grade_rows,
    pack_text,
    to_do_rows,
    total_columns,
    total_rows,
)
from selfeval.tui.row_texts.table import Column
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Buttons, KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.tui.widgets.score import tier_bars
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

SIGNERS = (("preparer", msg("Prepared by")), ("leader", msg("Person in charge")))


class ResultScreen(Shared, Screen[Place]):
    """Gives a place to go to, None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(RESULT)
    where = RESULT
    AUTO_FOCUS = "#totals"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._shown: Assessment | None = None
        self.exporter = Exporter(self)
        self.other_files = OtherFiles(self, self.exporter)

    def compose(self) -> ComposeResult:
        """Totals, export, signatures, open rows and lost points."""
        words, workspace = self.words, self.workspace
        year = workspace.assessment.year
        title = " ".join(part for part in (workspace.evaluation.department.name, str(year or "")) if part)
        yield Static(Content(f"{words(msg('Result'))}   {one_line(title)}"), classes="sheet-title")
        with VerticalScroll(classes="sheet", can_focus=False):
            yield Rows(total_columns(words), id="totals")
            yield Static(id="bars", markup=False)
            yield Static(id="state", markup=False)
            with Horizontal(classes="field"):
                for name, label in SIGNERS:
                    yield Static(Content(words(label)), classes="label")
                    yield Input(id=name, compact=True)
            yield Buttons(
                words,
                ("export", action("export").key, msg("Write the scored workbook")),
                ("copies", action("copies").key, msg("Other files")),
                ("rules", action("rules").key, msg("Rule packs")),
                ("what_if", action("what_if").key, msg("What-if")),
            )
            yield Static(id="target", markup=False, classes="hint")
            yield Rows((Column("", 16, 2), Column("", 7, right=True), Column("", 16, 3)), id="open")
            yield Static(id="rules", markup=False, classes="hint")
        yield KeyBar(RESULT, words)

    def on_mount(self) -> None:
        """Fill everything."""
        self.refill()
        self.query_one("#totals").focus()

    def tell_progress(self, name: str, seconds: int) -> None:
        """In the line that names the file otherwise: a bar that moves and the seconds, while it is written."""
        bar = "." * (seconds % 10 + 1)
        said = self.words(msg("Writing {name}, {seconds} s {bar}", name=name, seconds=seconds, bar=bar))
        self.query_one("#target", Static).update(Content(one_line(said)))

    def refill(self) -> None:
        """Show everything as it stands."""
        words, workspace = self.words, self.workspace
        self._shown = workspace.assessment
        totals, opened = self.query_one("#totals", Rows), self.query_one("#open", Rows)
        totals.fill(total_rows(words, workspace), totals.key)
        totals.styles.height = min(len(totals.rows) + totals.head, 12)
        self._bars()
        rows = [*to_do_rows(words, workspace), *grade_rows(words, workspace), *deviation_rows(words, workspace)]
        self.query_one("#rules", Static).update(pack_text(words, workspace.pack))
        opened.fill(rows)
        opened.styles.height = max(min(len(rows), 15), 1)
        opened.display = bool(rows)
        state = summed_up(workspace.to_do)
        if errors := errors_of(workspace):
            state = msg("{state} {errors}", state=state, errors=errors)
        self.query_one("#state", Static).update(Content(words(state)))
        self.query_one("#state").set_class(bool(workspace.to_do), "bad")
        path = words(msg("It goes to {path}", path=str(workspace.output_path())))
        self.query_one("#target", Static).update(Content(one_line(path)))
        for name, _label in SIGNERS:
            field = self.query_one(f"#{name}", Input)
            if not field.has_focus:
                field.value = workspace.evaluation.setting(name)

    @on(Moved)
    def _bars(self) -> None:
        """The tiers of the project under the cursor."""
        bars, key = self.query_one("#bars", Static), self.query_one("#totals", Rows).key
        shown = [result for result in self.workspace.assessment.projects if result.project.id == key]
        room = max(self.size.width - 4, 20)
        bars.update(tier_bars(self.words, shown[0], room) if shown else Content(""))

    def on_resize(self, _event: events.Resize) -> None:
        """Bars as long as there is room for."""
        self._bars()

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        project, indicator, *_ = [*event.key.split(BETWEEN), ""]
        names = {result.project.id for result in self.workspace.assessment.projects}
        if project in names:
            place = Place(project, indicator)
            budget = BETWEEN in event.key
            self.dismiss(place if indicator or budget else self._first_open(project))

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
        now = {name: one_line(self.query_one(f"#{name}", Input).value) for name, _label in SIGNERS}
        return any(text != self.workspace.evaluation.setting(name) for name, text in now.items())

    def settle(self) -> None:
        """Take what stands in the signature fields."""
        for name, _label in SIGNERS:
            self._sign(self.query_one(f"#{name}", Input))

    def _sign(self, field: Input) -> None:
        """Enter a name if it is another one; where nothing can be entered, the field shows what stands."""
        name, text = field.id or "", one_line(field.value)
        if text == self.workspace.evaluation.setting(name):
            return
        if self.held(self.workspace):
            field.value = self.workspace.evaluation.setting(name)
        else:
            self.enter_facts(self.workspace, [(FactKey("", "", name), text)])

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
            self.host.open_room("problems", self.workspace, self.host.findings, then=self._jump)

    def _jump(self, place: Place | None) -> None:
        if place is not None:
            self.dismiss(place)

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

    def action_copies(self) -> None:
        """Ask which other kind of file, then write it."""
        self.other_files.ask()

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
        if self.step_by(self.workspace, undone=undone) is not None:
            self.query_one("#totals").focus()
            self.refill()
