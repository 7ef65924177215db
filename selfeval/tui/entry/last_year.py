"""Where the entry screen looks back: at its own history, and at last year's evaluation."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from textual import work

from selfeval.core.evaluation import Step
from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.entry.navigation import Leading
from selfeval.tui.row_texts.last_year import COLUMN_FROM, columns_beside, has_last_year, last_year_cell
from selfeval.tui.row_texts.places import grid_columns
from selfeval.tui.row_texts.table import Row
from selfeval.workspace.compare.last_year import LastYear, look_at
from selfeval.workspace.headless import of_earlier_year
from selfeval.workspace.work.places import Place


class Looking(Leading):
    """The part of the entry screen that shows what was."""

    _last_year_cells = 0
    """Width of the terminal for which the column of last year's figures is there, 0 where it is not."""

    async def on_mount(self) -> None:
        """Hold the work against last year's evaluation where that was asked for when it was opened."""
        path, self.host.last_year = self.host.last_year, None
        if path is not None and self.workspace.assessment.projects:
            self.look_at_last_year(path)

    def with_last_year(self, place: Place, row: Row) -> Row:
        """The row of the list, last year's figures at its end where there is room for them."""
        cells = self._last_year_cells
        if not cells:
            return row
        return replace(row, cells=(*row.cells, last_year_cell(self.workspace, place, cells)))

    def fit_last_year(self, width: int, *, again: bool = True) -> None:
        """Give the list its column of last year's figures, or take it away; with `again` it is drawn anew."""
        wanted = width if width >= COLUMN_FROM and not self.workspace.trial and has_last_year(self.workspace) else 0
        changed = wanted != self._last_year_cells
        self._last_year_cells = wanted
        self.set_class(bool(wanted), "-last-year")
        if not changed:
            return
        columns = grid_columns(self.words)
        self.grid.columns = columns_beside(self.words, columns, wanted) if wanted else columns
        if again and self.workspace.assessment.projects:
            self.show_all()

    def action_history(self) -> None:
        """Show everything that was entered."""
        self._history(only=False)

    def action_row_history(self) -> None:
        """Show what was entered in this row."""
        self._history(only=True)

    def _history(self, *, only: bool) -> None:
        if self.settled():
            self._lead_to("history", self.workspace, self.place, only=only)

    def action_last_year(self) -> None:
        """Pick last year's evaluation."""
        if not self.settled() or self.refused():
            return
        title = msg("Last year's scored workbook")
        self.host.open_room("browse", self.workspace.source.path.parent, title, then=self._last_year_picked)

    def _last_year_picked(self, path: Path | None) -> None:
        if path is not None:
            self.look_at_last_year(path)

    def look_at_last_year(self, path: Path) -> None:
        """Hold a workbook of last year against this one, and show which rows were found."""
        if self.refused():
            return
        self.say(msg("Reading {name} ...", name=path.name))
        self._look(path)

    @work(thread=True, exclusive=True, group="last-year")
    def _look(self, path: Path) -> None:
        """Read and match beside the event loop."""
        try:
            found = look_at(self.workspace.evaluation, of_earlier_year(path))
        except SelfEvalError as error:
            self.app.call_from_thread(self.host.show_error, error)
        else:
            self.app.call_from_thread(self.when_in_front, partial(self._show_last_year, found))

    def _show_last_year(self, found: LastYear) -> None:
        self.host.clear_notifications()
        self.host.bring_up(self.host.room("last_year", self.workspace, found), self._last_year_taken)

    def _last_year_taken(self, step: Step | None) -> None:
        if step is not None:
            self.show_all()
        self.grid.focus()
