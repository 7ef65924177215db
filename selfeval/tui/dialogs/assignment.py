"""Which row the entries of a row that is gone belong to: the likeliest first, every row of the project after them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from selfeval.core.problems import Message, msg
from selfeval.tui.dialogs.list_dialog import ListDialog
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.workspace.compare.compare import RowChange
from selfeval.workspace.compare.on_disk import candidates
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class Assigning(ListDialog[Place]):
    """Gives the row that was chosen, None for Esc."""

    COLUMNS = (Column("", 20, 2, names=True), Column("", 12, 1))
    MOST = 12
    TAKE: ClassVar[Message] = msg("Put them there")
    LEAVE: ClassVar[Message] = msg("Leave them")

    def __init__(self, workspace: Workspace, row: RowChange) -> None:
        super().__init__(
            msg("Where do the entries of “{name}” belong?", name=one_line(row.was_name or row.name or row.title))
        )
        self._places = candidates(workspace.evaluation.department, row)

    def listed(self, wanted: str) -> Iterable[Row]:
        """The likeliest row first."""
        for number, (_, _, name, more) in enumerate(self._places):
            yield Row(str(number), (one_line(name), one_line(more)))

    def take(self, key: str) -> None:
        """Give the row."""
        project, indicator, _, _ = self._places[int(key)]
        self.dismiss(Place(project, indicator))
