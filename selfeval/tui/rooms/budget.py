"""The budget of one project: amounts by source, spending at the checkpoints, and the goals of the year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from selfeval.core.evaluation import FactKey, Step
from selfeval.core.problems import Message, msg
from selfeval.core.readings import Assumption
from selfeval.core.scoring.results import ProjectResult
from selfeval.tui.actions.action import BUDGET
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.dialogs.ask import Slip, slip_dialog
from selfeval.tui.dialogs.row.reason import Lines, with_count
from selfeval.tui.fact_writer import FactWriter
from selfeval.tui.line_breaks import flow
from selfeval.tui.row_texts.rooms.budget import assumed, field_notes, rate_line, rate_tone, why_label
from selfeval.tui.row_texts.rooms.trial import trial_title
from selfeval.tui.text import one_line
from selfeval.tui.widgets.amounts import amounts
from selfeval.tui.widgets.cell import Cell, cell_id, cells_beyond
from selfeval.tui.widgets.curve import Curve
from selfeval.tui.widgets.entry import begin_with, type_into
from selfeval.tui.widgets.field_rows import FieldRow
from selfeval.tui.widgets.keys import KeyBar, Option, Pad
from selfeval.workspace.work.questions.budget_offers import budget_preview, field_offer
from selfeval.workspace.work.questions.required import asked
from selfeval.workspace.work.questions.slips import budget_slip
from selfeval.workspace.work.workspace import Workspace

_CURVE_FIRST = 36  # lines from which the curve has room right below its figures


class BudgetScreen(Shared, Screen[tuple[Step, ...]]):
    """Gives the steps that were entered, undone and redone, in order. Every field is entered when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(BUDGET)
    where = BUDGET
    AUTO_FOCUS = None

    def __init__(self, workspace: Workspace, project: str, text: str = "") -> None:
        super().__init__()
        self.workspace, self.project, self._text = workspace, project, text
        self.writer = FactWriter(self, workspace)
        self.steps: list[Step] = []

    def compose(self) -> ComposeResult:
        """The amounts, what became of the goals, keys; digits where the mouse wants them."""
        words = self.words
        title = trial_title(words, self.workspace, words(self._title(self.result)))
        yield Static(Content(one_line(title)), classes="sheet-title")
        with VerticalScroll(classes="sheet", can_focus=False):
            yield from self._amounts()
            yield Static(Content(words(msg("What became of the goals of the year"))), classes="label")
            yield from with_count(words, self.workspace.pack.lengths, Lines(self.fact("goal_actual"), id="goal_actual"))
        yield from self._digits()
        yield KeyBar(BUDGET, words)

    def _title(self, result: ProjectResult) -> Message:
        """What is entered here, and of what."""
        return msg(
            "Budget and spending: {project} (unit: {unit})", project=result.project.title, unit=result.budget.unit
        )

    def _amounts(self) -> Iterator[Widget]:
        """The tables, the curve of spending, and why it is low."""
        words, pack = self.words, self.workspace.pack
        yield from amounts(words, pack, self.result, self.fact)
        yield Curve(words, id="curve")
        yield Static(id="why", markup=False, classes="label")
        yield from with_count(words, pack.lengths, Lines(self.fact("budget_reason"), id="budget_reason"))

    def _digits(self) -> Iterator[Widget]:
        """Digits to click."""
        yield Pad(self.words)

    def on_resize(self, event: events.Resize) -> None:
        """In a low terminal the texts stand before the curve: what is to be entered is not below the edge."""
        for curve in self.query(Curve):
            curve.stand(before=self.query_one("#why"), last=event.size.height < _CURVE_FIRST)

    def on_mount(self) -> None:
        """Say what the amounts come to, and begin."""
        self._tell(self.result)
        self._first()

    def _first(self) -> None:
        """Begin with the amount executed, the one that is always to be entered; or with the text that is left."""
        cell = self.query_one(f"#{cell_id('executed')}", Cell)
        if self._text:
            begin_with(cell, one_line(self._text))
        elif "" not in self.result.missing and "goal_actual" in self.result.blank_texts:
            self.query_one("#goal_actual").focus()
        else:
            self.set_focus(cell)

    # -- facts

    @property
    def result(self) -> ProjectResult:
        """The project as it is scored now."""
        return self.workspace.result(self.project)

    def fact(self, name: str) -> str:
        """A fact of the project as it stands."""
        return self.workspace.evaluation.value(self.result.project, name)

    def put(self, field: str, text: str) -> None:
        """Enter one fact, if it is another one; what looks like a slip is asked about first."""
        if text == self.fact(field) or isinstance(self.host.front, Slip):
            return
        found = budget_slip(self.workspace, self.project, field, text)
        if found is not None:
            self._ask_slip(field, text, found)
        else:
            self._enter(field, text)

    def _ask_slip(self, field: str, text: str, found: Assumption) -> None:
        cell = self.query_one(f"#{cell_id(field)}", Cell)

        def answered(answer: str | None) -> None:
            if answer is None:
                self.set_focus(cell)
                return
            self._enter(field, found.offer if answer == "take" else text)
            cell.kept = self.fact(field)
            with cell.prevent(Input.Changed):
                cell.value = cell.kept

        self.host.push_screen(slip_dialog(found.message, found.offer, text), answered)

    def _enter(self, field: str, text: str) -> None:
        """Enter one fact, if that is possible."""
        if self.writer.refused():
            self.refill()
            return
        step = self.writer.enter([(FactKey(self.project, "", field), text)])
        self.steps += [step] if step is not None else []
        self._tell(self.result)

    def refill(self) -> None:
        """Show the facts as they stand in every field."""
        for cell in self.query(Cell):
            cell.kept = self.fact(cell.field)
            with cell.prevent(Input.Changed):
                cell.value = cell.kept
        for area in self.query(Lines):
            if area.text.strip() != self.fact(area.id or ""):
                area.text = self.fact(area.id or "")
        self._tell(self.result)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if isinstance(event.input, Cell):
            text = one_line(event.value)
            self._tell(budget_preview(self.workspace, self.project, {event.input.field: text}))

    @on(Input.Blurred)
    def _left(self, event: Input.Blurred) -> None:
        event.stop()
        if isinstance(event.input, Cell) and event.input.value != event.input.kept:
            self.put(event.input.field, one_line(event.value))
            event.input.kept = self.fact(event.input.field)

    @on(events.DescendantBlur)
    def _text_left(self, event: events.DescendantBlur) -> None:
        if isinstance(event.widget, Lines):
            self._take_lines(event.widget)

    def _take_lines(self, area: Lines) -> None:
        if area.text.strip() != self.fact(area.id or "").strip():
            self.put(area.id or "", area.text.strip())

    def _tell(self, result: ProjectResult) -> None:
        words, budget, rate = self.words, result.budget, self.query_one("#rate", Static)
        rate.update(flow(rate_line(words, self.workspace.pack, result)))
        rate.set_classes(f"rate-{rate_tone(result)}")
        notes = field_notes(words, result)
        for row in self.query(FieldRow):
            row.tell(notes)
        self.query_one("#why", Static).update(flow(why_label(words, self.workspace.pack, result)))
        self.query_one(Curve).show(budget)
        for cell in self.query(Cell):
            cell.offer(words, assumed(budget, cell.field), field_offer(result, cell.field))
        for key in self.query("#yes, #no").results(Option):
            key.mark(words(msg("Yes") if key.id == "yes" else msg("No")), chosen=budget.finished is (key.id == "yes"))

    # -- actions

    def action_enter(self) -> None:
        """On to the next field that has to be entered; from any other field, to the one beside it."""
        here, fields = self.focused, asked(self.result.budget)
        if isinstance(here, Cell) and not self._taken(here):
            return
        if isinstance(here, Option):
            self.query_one("#budget_reason").focus()
        elif not isinstance(here, Cell) or here.field not in fields or here.field == fields[-1]:
            self.action_step(1)
        else:
            self.query_one(f"#{cell_id(fields[fields.index(here.field) + 1])}").focus()

    def _taken(self, cell: Cell) -> bool:
        """Take what is offered where nothing stands; whether what stands can be read: nobody passes over an error."""
        cell.value = cell.value or cell.offered
        preview = budget_preview(self.workspace, self.project, {cell.field: one_line(cell.value)})
        return cell.field not in preview.budget.unreadable

    def action_step(self, direction: int) -> None:
        """On to the next field, or back."""
        (self.focus_next if direction > 0 else self.focus_previous)("Cell, Lines, Option")

    def action_line(self, direction: int) -> None:
        """The field below, or above."""
        if isinstance(here := self.focused, Cell):
            beyond = next(cells_beyond(here, self.query(Cell), direction), None)
            beyond.focus() if beyond is not None else self.action_step(direction)

    @on(Lines.Done)
    def _text_done(self) -> None:
        if self.focused is not None and self.focused.id == "goal_actual":
            self.action_back()
        else:
            self.action_step(1)

    @property
    def half_typed(self) -> bool:
        """Whether a field says something else than what is entered."""
        texts = {area.id or "": area.text for area in self.query(Lines)}
        texts |= {cell.field: cell.value for cell in self.query(Cell)}
        return any(text.strip() != self.fact(name).strip() for name, text in texts.items())

    def settle(self) -> None:
        """Enter what stands in the fields."""
        for cell in self.query(Cell):
            if one_line(cell.value) != cell.kept:
                self.put(cell.field, one_line(cell.value))
                cell.kept = self.fact(cell.field)
        for area in self.query(Lines):
            self._take_lines(area)

    def action_back(self) -> None:
        """Take what stands in the fields, and go back once that was possible."""
        self.settle()
        self.dismiss(tuple(self.steps))

    def action_pad(self, char: str) -> None:
        """A digit was clicked."""
        if isinstance(self.focused, Cell):
            type_into(self.focused, char)

    def action_rub(self) -> None:
        """The character before the cursor is taken away."""
        if isinstance(self.focused, Cell):
            self.focused.action_delete_left()

    action_commit = action_enter

    def action_finished_yes(self) -> None:
        """The project is finished."""
        self.settle()
        self.put("finished", "是")

    def action_finished_no(self) -> None:
        """It is not."""
        self.settle()
        self.put("finished", "否")

    def action_undo(self) -> None:
        """Take back the last step."""
        self._stepped(undone=True)

    def action_redo(self) -> None:
        """Do it again."""
        self._stepped(undone=False)

    def _stepped(self, *, undone: bool) -> None:
        here = self.focused
        if undone and isinstance(here, Cell) and here.value != here.kept:
            here.action_restore()
            return
        step = self.writer.step_by(undone=undone)
        if step is not None:
            self.steps.append(step)
            self.refill()

    def action_saved(self) -> None:
        """Say that everything is saved."""
        self.writer.say_saved(msg("Every field is saved as soon as it is left."))
