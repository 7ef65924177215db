"""Where the entry screen leads: findings, result, rule packs, what-if."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from textual.screen import Screen

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
        from selfeval.tui.rooms.findings import Problems

        if self.settled():
            self.followed = False
            self._lead_to(Problems(self.workspace, self.home_app.findings), self._follow)

    def _follow(self, place: Place | None) -> None:
        if place is not None:
            self.followed = True
            self.say(msg("F8 or Esc goes back to the finding."))

    def _lead_to(self, screen: Screen[Place], then: Callable[[Place | None], None] | None = None) -> None:
        """Show a screen that gives a place to go to; draw anew what was changed there."""
        before = self.workspace.assessment

        def back(place: Place | None) -> None:
            if self.workspace.assessment is not before:
                self.show_all()
            if place is not None:
                self.go(place)
            if then is not None:
                then(place)

        self.home_app.push_screen(screen, back)

    def action_result(self) -> None:
        """Show totals and grades."""
        from selfeval.tui.rooms.result import ResultScreen

        if self.settled():
            self._lead_to(ResultScreen(self.workspace))

    def action_changes(self) -> None:
        """Show what changed in the workbook."""
        if self.settled():
            self.home_app.look_at_changes()

    def action_rules(self) -> None:
        """Show the rule packs."""
        from selfeval.tui.rooms.rules import Rules

        if self.settled():
            self.home_app.push_screen(Rules(self.workspace), self._pack_changed)

    def _pack_changed(self, step: Step | None) -> None:
        if step is not None:
            self.show_step(step)
            self.grid.focus()

    def action_what_if(self) -> None:
        """Try things on a copy of the work."""
        from selfeval.tui.entry.what_if import WhatIf

        if self.settled():
            self.home_app.push_screen(WhatIf(self.workspace, self.place))
