"""Where the entry screen leads: findings, result, history, rule packs, what-if, and from project to project."""

from __future__ import annotations

from collections.abc import Callable

from selfeval.core.evaluation import Step
from selfeval.core.problems import msg
from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.typing import Entry
from selfeval.tui.host import ASKED_MONTH
from selfeval.workspace.work.places import Place


class Navigation:
    """Opens other screens, each once nothing is being typed, and comes back from them.

    Attributes:
        followed: whether a finding led to the present row.
    """

    def __init__(self, desk: Desk, entry: Entry) -> None:
        self._desk, self._entry = desk, entry
        self.followed = False

    def _lead_to(
        self, room: str, *given: object, then: Callable[[Place | None], None] | None = None, **named: object
    ) -> None:
        """Show a screen that gives a place to go to; draw anew what was changed there."""
        desk, before = self._desk, self._desk.workspace.assessment

        def back(place: Place | None) -> None:
            if desk.workspace.assessment is not before:
                desk.show_all()
            if place is not None:
                desk.go(place)
            if then is not None:
                then(place)

        desk.host.open_room(room, *given, then=back, **named)

    def findings(self) -> None:
        """List the findings."""
        if self._entry.settled():
            self.followed = False
            self._lead_to("problems", self._desk.workspace, self._desk.host.findings, then=self._follow)

    def _follow(self, place: Place | None) -> None:
        if place is not None:
            self.followed = True
            self._desk.say(msg("F8 or Esc goes back to the finding."))

    def result(self) -> None:
        """Show totals and grades."""
        if self._entry.settled():
            self._lead_to("result", self._desk.workspace)

    def months(self, month: int = 0) -> None:
        """Show the year at the end of a month; of the last one entered where none is named."""
        if self._entry.settled():
            self._lead_to("months", self._desk.workspace, month, self._desk.place)

    def begin_month(self) -> None:
        """Show the month that was asked for when the work was opened."""
        host = self._desk.host
        month, host.month_wanted = host.month_wanted, 0
        if month == ASKED_MONTH:
            host.open_room("month", self._desk.workspace, then=self._month_picked)
        elif month:
            self.months(month)

    def _month_picked(self, month: str | None) -> None:
        if month is not None:
            self.months(int(month))

    def why(self) -> None:
        """Explain the score of the row."""
        if self._entry.settled():
            self._lead_to("why", self._desk.workspace, self._desk.place)

    def history(self, *, only: bool) -> None:
        """Show what was entered: everything, or `only` in this row."""
        if self._entry.settled():
            self._lead_to("history", self._desk.workspace, self._desk.place, only=only)

    def changes(self) -> None:
        """Show what changed in the workbook."""
        if self._entry.settled():
            self._desk.host.disk.look_at_changes()

    def rules(self) -> None:
        """Show the rule packs."""
        if self._entry.settled():
            self._desk.host.open_room("rules", self._desk.workspace, then=self._pack_changed)

    def _pack_changed(self, step: Step | None) -> None:
        if step is not None:
            self._desk.show_step(step)
            self._desk.type_here()

    def what_if(self) -> None:
        """Try things on a copy of the work."""
        if self._entry.settled():
            self._desk.host.open_room("what_if", self._desk.workspace, self._desk.place)

    def turn(self, step: int) -> None:
        """Show the next project, or the one before."""
        names = [result.project.id for result in self._desk.workspace.assessment.projects]
        if self._desk.project in names:
            self.turn_to((names.index(self._desk.project) + step) % len(names))

    def turn_to(self, number: int) -> None:
        """Show the project of this number, from 0."""
        projects = self._desk.workspace.assessment.projects
        if self._entry.settled() and number < len(projects):
            self._desk.show_project(projects[number].project.id)

    def step_by(self, *, undone: bool) -> None:
        """Take back the last step or do it again, and go to where it was."""
        desk = self._desk
        step = desk.writer.step_by(undone=undone) if self._entry.settled() else None
        if step is None:
            return
        key = step.changes[0].key
        desk.show_step(step)
        if (place := Place(key.project, key.indicator)) in desk.workspace.places():
            desk.go(place)
