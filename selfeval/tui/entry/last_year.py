"""Last year's evaluation, picked and held against the work."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from selfeval.core.evaluation import Evaluation, Step
from selfeval.core.problems import msg
from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.typing import Entry
from selfeval.workspace.compare.last_year import LastYear, look_at
from selfeval.workspace.headless import of_earlier_year


class LastYearTaking:
    """Takes rows of last year's evaluation over as what this year's are compared with."""

    def __init__(self, desk: Desk, entry: Entry) -> None:
        self._desk, self._entry = desk, entry

    def begin_wanted(self) -> None:
        """Hold the work against last year's evaluation where that was asked for when it was opened."""
        host = self._desk.host
        path, host.last_year = host.last_year, None
        if path is not None and self._desk.workspace.assessment.projects:
            self.look_at(path)

    def pick(self) -> None:
        """Pick last year's evaluation."""
        if not self._entry.settled() or self._desk.refused():
            return
        folder, title = self._desk.workspace.source.path.parent, msg("Choose last year's scored workbook")
        self._desk.host.open_room("browse", folder, title, then=self._picked, button=msg("Compare with it"))

    def _picked(self, path: Path | None) -> None:
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Hold a workbook of last year against this one, and show which rows were found."""
        desk = self._desk
        if desk.refused():
            return
        desk.say(msg("Reading {name} ...", name=path.name))
        read = partial(_read, desk.workspace.evaluation, path)
        desk.screen.beside(read, self._found, group="last-year")

    def _found(self, found: LastYear) -> None:
        self._desk.host.when_in_front(self._desk.screen, partial(self._show, found))

    def _show(self, found: LastYear) -> None:
        host = self._desk.host
        host.clear_notifications()
        host.bring_up(host.room("last_year", self._desk.workspace, found), self._taken)

    def _taken(self, step: Step | None) -> None:
        if step is not None:
            self._desk.show_all()
        self._desk.type_here()


def _read(evaluation: Evaluation, path: Path) -> LastYear:
    """Runs beside the event loop."""
    return look_at(evaluation, of_earlier_year(path))
