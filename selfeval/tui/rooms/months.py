"""Monitoring in mid-year: every row at the end of a month with its light; what is entered stands on disk at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.evaluation import FactKey, Step
from selfeval.core.model import SOURCES
from selfeval.core.monitoring.fields import MONEY, field, months_entered
from selfeval.core.monitoring.monitor import monitor, monitor_again
from selfeval.core.monitoring.results import Monitoring
from selfeval.core.monitoring.words import LIGHT_MARKS
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import Message, msg
from selfeval.core.rules.parts.monitoring import Light
from selfeval.tui.actions.action import MONTHS
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.dialogs.row.month import MonthOfProject, MonthOfRow, MonthPick
from selfeval.tui.fact_writer import FactWriter
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.rooms.months import month_columns, month_details, month_key, month_place, month_rows
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.monitoring.month import usual_month, write_form_of
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class MonthScreen(Shared, Screen[Place]):
    """Gives the place to go on at, None for the one before."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(MONTHS)
    where = MONTHS
    AUTO_FOCUS = "#findings"

    def __init__(self, workspace: Workspace, month: int = 0, place: Place | None = None) -> None:
        super().__init__()
        self.workspace, self.place = workspace, place or Place("", "")
        self.writer = FactWriter(self, workspace)
        self.month = month or usual_month(workspace.evaluation, workspace.pack)
        self.watched: Monitoring | None = None

    def compose(self) -> ComposeResult:
        """The month, how the lights stand, every row, the one under the cursor in full."""
        words = self.words
        yield Static(id="month-title", classes="sheet-title", markup=False)
        yield Static(id="state", markup=False)
        yield Rows(month_columns(words, self.month), id="findings", most_lines=2)
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield KeyBar(MONTHS, words)

    def on_mount(self) -> None:
        """Work everything out beside the event loop, then fill the list."""
        self._title()
        self._begin()

    # -- the list

    def _title(self) -> None:
        department = self.workspace.evaluation.department.name
        said = msg("Monitoring, months 1 to {month}: {name}", month=str(self.month), name=department)
        self.query_one("#month-title", Static).update(Content(one_line(self.words(said))))

    def _begin(self) -> None:
        work = partial(monitor, self.workspace.evaluation, self.workspace.pack, self.month)
        self.beside(work, self._filled, group="months")

    def _filled(self, found: Monitoring) -> None:
        self.watched = found
        self._refill(month_key(self.place))

    def _refill(self, key: str) -> None:
        if self.watched is None:
            return
        rows = self.query_one(Rows)
        rows.fill(month_rows(self.words, self.watched), key)
        counts = {light: sum(one.light is light for one in self.watched.projects) for light in Light}
        said = [f"{self.words(LIGHT_MARKS[light])} {count}" for light, count in counts.items() if count]
        state = msg("Projects: {counts}. Enter enters a row, F10 writes the form.", counts="  ".join(reversed(said)))
        self.query_one("#state", Static).update(flow(one_line(self.words(state))))
        self._show()

    @on(Moved)
    def _show(self) -> None:
        rows = self.query_one(Rows)
        if self.watched is None or not rows.key:
            return
        self.place = month_place(rows.key)
        self.query_one("#finding-text", Static).update(flow(month_details(self.words, self.watched, self.place)))
        self.query_one("#finding").scroll_home(animate=False)

    @property
    def at(self) -> Place:
        """The place under the cursor."""
        return self.place

    # -- entering

    @on(Chosen)
    def _chosen(self) -> None:
        self.action_fill_month()

    def on_key(self, event: events.Key) -> None:
        """What is typed on a row begins its first field."""
        if event.is_printable and event.character and event.character.strip():
            event.stop()
            self._open(event.character)

    def action_fill_month(self) -> None:
        """Enter the facts of the row under the cursor."""
        self._open("")

    def _open(self, begun: str) -> None:
        if self.watched is None or not self.place.project or self.writer.refused():
            return
        one = self.watched.project(self.place.project)
        title = msg("Months 1 to {month}: {name}", month=str(self.month), name=one.project.title)
        if self.place.indicator:
            row = one.row(self.place.indicator)
            about: list[str | Message] = [
                row.indicator.tier3,
                msg("Target {target}", target=row.indicator.target or "-"),
            ]
            dialog: MonthOfRow | MonthOfProject = MonthOfRow(title, about, row.texts, begun)
        else:
            used = [source for source in SOURCES if one.budget.amount(f"initial.{source}")]
            parts = ("", *(f".{source}" for source in used)) if len(used) > 1 else ("",)
            names = [f"{amount}{part}" for amount in MONEY for part in parts]
            lines: list[Message] = [msg("Budget {base} {unit}", base="-" if one.base is None else plain(one.base),
                                        unit=one.budget.unit)]  # fmt: skip
            if one.planned is not None:
                lines.append(msg("planned by then: {plan}%", plan=plain(round_half_up(one.planned, 2))))
            dialog = MonthOfProject(title, lines, {name: one.texts[name] for name in names}, one.budget.unit, begun)
        self.host.push_screen(dialog, self._given)

    def _given(self, facts: Mapping[str, str] | None) -> None:
        if facts is None or self.watched is None:
            return
        place, one = self.place, self.watched.project(self.place.project)
        before = one.row(place.indicator).texts if place.indicator else one.texts
        values = [
            (FactKey(place.project, place.indicator, field(self.month, name)), text)
            for name, text in facts.items()
            if text != before[name].strip()
        ]
        self._after(self.writer.enter(values) if values else None)

    def _after(self, step: Step | None) -> None:
        """Show what a step changed."""
        if step is None or self.watched is None:
            return
        changed = {change.key.project for change in step.changes}
        if "" in changed:
            self._begin()
            return
        self.watched = monitor_again(self.watched, self.workspace.evaluation, changed)
        key = step.changes[0].key
        self._refill(month_key(Place(key.project, key.indicator)))

    # -- actions

    def action_undo(self) -> None:
        """Take back the last step."""
        self._after(self.writer.step_by(undone=True))

    def action_redo(self) -> None:
        """Do it again."""
        self._after(self.writer.step_by(undone=False))

    def action_other_month(self) -> None:
        """Choose another month."""
        asked = [one.month for one in self.workspace.pack.monitoring.months]
        self.host.push_screen(MonthPick(self.month, months_entered(self.workspace.evaluation), asked), self._turned)

    def _turned(self, month: str | None) -> None:
        if month is not None and int(month) != self.month:
            self.month = int(month)
            rows = self.query_one(Rows)
            rows.columns = month_columns(self.words, self.month)
            self._title()
            self._begin()

    def action_month_form(self) -> None:
        """Write the form, and say where it is."""
        self.beside(self._written, self._told, group="form")

    def _written(self) -> Message:
        target, note = write_form_of(self.workspace, self.month)
        said = msg("Form of monitoring: {path}", path=target.name)
        return msg("{said} {note}", said=said, note=note) if note else said

    def _told(self, said: Message) -> None:
        self.say(said)

    def action_back(self) -> None:
        """Back to the row under the cursor."""
        self.dismiss(self.place if self.place.project else None)
