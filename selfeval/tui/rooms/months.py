"""Monitoring in mid-year: every row at the end of a month with its light; what is entered stands on disk at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.checks.months.findings import project_month_problems
from selfeval.core.evaluation import FactKey, Step
from selfeval.core.monitoring.fields import field
from selfeval.core.monitoring.monitor import monitor, monitor_again
from selfeval.core.monitoring.results import Monitoring, MonthProject
from selfeval.core.monitoring.words import LIGHT_MARKS
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import Message, Problem, msg
from selfeval.core.rules.choices import Light
from selfeval.tui.actions.action import MONTHS
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.dialogs.ask import slip_dialog
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
from selfeval.workspace.work.questions.required import month_fields
from selfeval.workspace.work.questions.slips import slip
from selfeval.workspace.work.workspace import Workspace

_READ = ("actual", "forecast")
"""Facts of a row that are outcomes: what looks like a slip is asked about."""
_WORKING = msg("Working out the months: nothing can be entered yet ...")


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
        """None while it is worked out: nothing is offered meanwhile."""
        self._objections: dict[str, tuple[Problem, ...]] = {}

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
        self.watched = None
        self.query_one(Rows).fill(())
        self.query_one("#state", Static).update(Content(self.words(_WORKING)))
        self.query_one("#finding-text", Static).update()
        work = partial(monitor, self.workspace.evaluation, self.workspace.pack, self.month)
        self.beside(work, self._filled, group="months")

    def _filled(self, found: Monitoring) -> None:
        if found.month != self.month or found.evaluation is not self.workspace.evaluation:
            self._begin()  # another month was chosen, or something entered or taken back, while this was worked out
            return
        self.watched = found
        self._refill(month_key(self.place))

    def _refill(self, key: str) -> None:
        if self.watched is None:
            return
        self._objections.clear()
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
        one = self.watched.project(self.place.project)
        details = month_details(self.words, one, self.place, self._objections_to(self.watched, one.project.id))
        self.query_one("#finding-text", Static).update(flow(details))
        self.query_one("#finding").scroll_home(animate=False)

    def _objections_to(self, watched: Monitoring, project: str) -> tuple[Problem, ...]:
        """What is objected to in a project, looked for once until something changes; the cursor asks at every move."""
        if not watched.begun:
            return ()
        if project not in self._objections:
            self._objections[project] = project_month_problems(watched, project)
        return self._objections[project]

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
        if self.watched is None:
            self.say(_WORKING, bad=True)
        elif self.place.project and not self.writer.refused():
            self._ask(self.watched, self.place, {}, begun)

    def _ask(self, watched: Monitoring, place: Place, typed: Mapping[str, str], begun: str = "") -> None:
        """Ask for the facts of a row, with what was typed before and could not be entered."""
        one = watched.project(place.project)
        title = msg("Months 1 to {month}: {name}", month=str(watched.month), name=one.project.title)
        dialog: MonthOfRow | MonthOfProject
        if place.indicator:
            row = one.row(place.indicator)
            now: Mapping[str, str] = row.texts
            about = (row.indicator.tier3, msg("Target {target}", target=row.indicator.target or "-"))
            dialog = MonthOfRow(title, about, now, typed, begun)
        else:
            now = {name: one.texts[name] for name in month_fields(one.budget)}
            dialog = MonthOfProject(title, _of_the_plan(one), now, typed, one.budget.unit, begun)
        again = partial(self._ask, watched, place)
        self.host.push_screen(dialog, partial(self._given, watched.month, place, now, again))

    def _given(
        self,
        month: int,
        place: Place,
        now: Mapping[str, str],
        again: Callable[[Mapping[str, str]], None],
        facts: Mapping[str, str] | None,
    ) -> None:
        """Enter what was changed, once what looks like a slip is settled; what cannot be entered is asked for again."""
        changed = {name: text for name, text in (facts or {}).items() if text != now[name]}
        if not changed:
            return
        asked = [name for name in _READ if place.indicator and changed.get(name)]
        self._settle(place, changed, asked, partial(self._enter, month, place, again), again)

    def _settle(
        self,
        place: Place,
        facts: dict[str, str],
        names: list[str],
        take: Callable[[Mapping[str, str]], None],
        again: Callable[[Mapping[str, str]], None],
    ) -> None:
        """Ask about each of these facts that looks like a slip, then take them all."""
        found = next(((name, one) for name in names if (one := slip(self.workspace, place, facts[name]))), None)
        if found is None:
            take(facts)
            return
        name, doubt = found

        def answered(answer: str | None) -> None:
            if answer is None:
                again(facts)
            else:
                meant = {**facts, name: doubt.offer if answer == "take" else facts[name]}
                self._settle(place, meant, names[names.index(name) + 1 :], take, again)

        self.host.push_screen(slip_dialog(doubt.message, doubt.offer, facts[name]), answered)

    def _enter(
        self, month: int, place: Place, again: Callable[[Mapping[str, str]], None], facts: Mapping[str, str]
    ) -> None:
        values = [(FactKey(place.project, place.indicator, field(month, name)), text) for name, text in facts.items()]
        if self.writer.refused():
            self.writer.ask_again(partial(again, facts))
        else:
            self._after(self.writer.enter(values, again=partial(again, facts)))

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
        self.host.push_screen(MonthPick(self.workspace, self.month), self._turned)

    def _turned(self, month: str | None) -> None:
        if month is not None and int(month) != self.month:
            self.month = int(month)
            rows = self.query_one(Rows)
            rows.columns = month_columns(self.words, self.month)
            self._title()
            self._begin()

    def action_month_form(self) -> None:
        """Write the form, and say where it is."""
        self.host.beside(partial(_form_written, self.workspace, self.month), self.host.say, group="form")

    def action_back(self) -> None:
        """Back to the row under the cursor."""
        self.dismiss(self.place if self.place.project else None)


def _form_written(workspace: Workspace, month: int) -> Message:
    target, note = write_form_of(workspace, month)
    said = msg("Form of monitoring: {path}", path=target.name)
    return msg("{said} {note}", said=said, note=note) if note else said


def _of_the_plan(one: MonthProject) -> list[Message]:
    """What is known of a project's budget and of what was planned to be spent by then."""
    said = [msg("Budget {base} {unit}", base="-" if one.base is None else plain(one.base), unit=one.budget.unit)]
    if one.planned is not None:
        said.append(msg("planned by then: {plan}%", plan=plain(round_half_up(one.planned, 2))))
    return said
