"""How a row of the entry screen is shown: in the list, in the details, in the entry line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from selfeval.core.problems import msg
from selfeval.core.readings import ActualKind
from selfeval.core.texts.targets.forms import as_scored
from selfeval.tui.actions.registry import action
from selfeval.tui.entry.row.entry import hint, row_actions
from selfeval.tui.row_texts.desk.blocks import Block
from selfeval.tui.row_texts.desk.details import details
from selfeval.tui.row_texts.desk.grid import grid_columns, grouped, headings, place_row
from selfeval.tui.row_texts.last_year import COLUMN_FROM, below, columns_beside, has_last_year, last_year_cell
from selfeval.tui.row_texts.places import reading_line
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, spaced
from selfeval.workspace.work.outcomes import fact_of
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class RowLook:
    """Rows as they are shown, with last year's figures at their end where there is room."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._cells = 0
        """Width of the terminal for which the column of last year's figures is there, 0 where it is not."""

    # -- the list

    def fit(self, width: int) -> bool:
        """Have the column of last year's figures on a terminal of this width or not; whether that changes it."""
        workspace, before = self._workspace, self._cells
        self._cells = width if width >= COLUMN_FROM and not workspace.trial and has_last_year(workspace) else 0
        return self._cells != before

    @property
    def last_year(self) -> bool:
        """Whether last year's figures are shown."""
        return bool(self._cells)

    def columns(self, words: Words) -> tuple[Column, ...]:
        """The columns of the list."""
        columns = grid_columns(words)
        return columns_beside(words, columns, self._cells) if self._cells else columns

    def row(self, words: Words, place: Place) -> Row:
        """A row of the list."""
        row = place_row(words, self._workspace, place)
        if not self._cells:
            return row
        return replace(row, cells=(*row.cells, last_year_cell(self._workspace, place, self._cells)))

    def rows(self, words: Words, project: str, places: Iterable[Place]) -> Iterator[Row]:
        """The rows of the list, under their headings."""
        result = self._workspace.result(project)
        return grouped(words, self._workspace, result, places, partial(self.row, words))

    def headings(self, words: Words, project: str, rows: Iterable[Row]) -> Iterator[Row]:
        """The headings among rows of the list, as they are now."""
        return headings(words, self._workspace, self._workspace.result(project), rows)

    # -- the row under the cursor

    def details(self, words: Words, place: Place, *, opened: bool = False, titled: bool = True) -> list[Block]:
        """Everything about a row, with its name where it is `titled`; findings whole where `opened`."""
        return details(words, self._workspace, place, opened=opened, titled=titled, key=action("drawer").key)

    def offers(self, place: Place) -> set[str]:
        """Ids of the row actions that make sense here."""
        return row_actions(self._workspace, place)

    def entry(self, words: Words, place: Place) -> tuple[str, str, str, str]:
        """The entry line: label, outcome, its reading or what can be done, target."""
        workspace = self._workspace
        if not place.indicator:
            return words(msg("Budget")), "", words(msg("Enter opens budget, spending and checkpoints.")), ""
        scored = workspace.scored(place.project, place.indicator)
        if scored.score is not None:
            reading = reading_line(words, scored, workspace.pack.rounding.places)
        elif scored.actual.kind is not ActualKind.BLANK or scored.not_applicable:
            reading = spaced(words(scored.why))
        else:
            reading = words(hint(workspace, place))
        target = words(msg("target {target}", target=spaced(as_scored(scored.target))))
        lower = below(words, workspace, workspace.result(place.project), scored)
        target = f"{target} ({lower})" if lower else target
        return words(msg("Actual")), fact_of(workspace.assessment, place, "actual"), reading, target
