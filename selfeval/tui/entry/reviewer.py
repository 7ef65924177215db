"""What a reviewer does to a work: points taken off a row, and the grade given to a project."""

from __future__ import annotations

from functools import partial

from selfeval.core.problems import msg
from selfeval.tui.entry.slips import Slipping
from selfeval.tui.text import one_line
from selfeval.workspace.work.budget_offers import total_with
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions import score_with


class Reviewing(Slipping):
    """The part of the entry screen that takes down what a reviewer says."""

    def action_deduct(self) -> None:
        """Say what a reviewer takes off the row, and why."""
        place, rules = self.place, self.workspace.pack.deductions
        if not self.settled() or not self.on_indicator() or self.refused():
            return
        if not rules:
            self.say(msg("The rule pack knows no deductions."))
            return

        def taken(text: str | None) -> None:
            if text is not None:
                self.put(place, {"deduction": text})

        title = one_line(self.scored(place).indicator.tier3)
        now = self.fact(place, "deduction")
        self.host.open_room("deductions", title, now, rules, partial(score_with, self.workspace, place), then=taken)

    def action_review(self) -> None:
        """Say which grade a reviewer gave the project; a lower one may leave a part of the total only."""
        place, pack = Place(self.place.project, ""), self.workspace.pack
        if not self.settled() or self.refused():
            return
        now = self.fact(place, "review_grade")
        if not pack.review and not now:
            self.say(msg("The rule pack takes nothing off for a reviewer's grade."))
            return

        def taken(text: str | None) -> None:
            if text is not None:
                self.put(place, {"review_grade": text})

        result = self.workspace.result(place.project)
        grades = pack.grades if pack.review else ()
        total = partial(total_with, self.workspace, place.project)
        self.host.open_room("grade", one_line(result.project.title), now, grades, total, then=taken)
