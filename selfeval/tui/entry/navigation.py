"""Where the entry screen leads: findings, result, rule packs, what-if."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from selfeval.core.evaluation import Step
from selfeval.core.problems import msg
from selfeval.tui.entry.typing import Entering
from selfeval.workspace.work.places import Place


class Leading(Entering):
    """The part of the entry screen that opens other screens."""

    followed = False
    """Whether a finding led to the present row."""

    @abstractmethod
    def show_all(self) -> None:
        """Draw everything anew."""

    def action_saved(self) -> None:
        """Say that everything is saved."""
        self.settle()
        self.say_saved(self.workspace, msg("Every entry is saved as soon as it is made. F9 exports the workbook."))

    def action_problems(self) -> None:
        """List the findings."""
        if self.settled():
            self.followed = False
            self._lead_to("problems", self.workspace, self.host.findings, then=self._follow)

    def _follow(self, place: Place | None) -> None:
        if place is not None:
            self.followed = True
            self.say(msg("F8 or Esc goes back to the finding."))

    def _lead_to(
        self, room: str, *given: object, then: Callable[[Place | None], None] | None = None, **named: object
    ) -> None:
        """Show a screen that gives a place to go to; draw anew what was changed there."""
        before = self.workspace.assessment

        def back(place: Place | None) -> None:
            if self.workspace.assessment is not before:
                self.show_all()
            if place is not None:
                self.go(place)
            if then is not None:
                then(place)

        self.host.open_room(room, *given, then=back, **named)

    def action_result(self) -> None:
        """Show totals and grades."""
        if self.settled():
            self._lead_to("result", self.workspace)

    def action_changes(self) -> None:
        """Show what changed in the workbook."""
        if self.settled():
            self.host.disk.look_at_changes()

    def action_rules(self) -> None:
        """Show the rule packs."""
        if self.settled():
            self.host.open_room("rules", self.workspace, then=self._pack_changed)

    def _pack_changed(self, step: Step | None) -> None:
        if step is not None:
            self.show_step(step)
            self.grid.focus()

    def action_what_if(self) -> None:
        """Try things on a copy of the work."""
        if self.settled():
            self.host.open_room("what_if", self.workspace, self.place)
