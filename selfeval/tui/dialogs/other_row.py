"""Chooses the row of the work that a pasted row belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from selfeval.core.problems import Message, msg
from selfeval.core.row_match import LIKE_FROM, likeness
from selfeval.core.texts.targets.forms import as_scored
from selfeval.tui.dialogs.list_dialog import ListDialog
from selfeval.tui.row_texts.rooms.paste import place_name
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line, spaced
from selfeval.workspace.incoming.paste import Line
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class OtherRow(ListDialog[Place]):
    """Gives the place chosen; the likest names stand first, typing finds others."""

    COLUMNS = (Column("", 20, 3, names=True), Column("", 10, 1), Column("", 8, 1))
    MOST = 10
    FINDS: ClassVar[Message] = msg("part of a name, target or project")
    TAKE: ClassVar[Message] = msg("Give it to this row")

    def __init__(self, workspace: Workspace, line: Line) -> None:
        name = one_line(line.shown) or msg("row {number}", number=line.number)
        values = ", ".join(spaced(text) for _, text in line.values)
        super().__init__(msg("Where does “{name}” belong?", name=name), values)
        self._workspace = workspace
        places = [place for place in workspace.places() if bool(place.indicator) is not line.budget]
        if line.shown and not line.budget:
            names = {place: workspace.scored(place.project, place.indicator).indicator.tier3 for place in places}
            places.sort(key=lambda place: -likeness(line.shown, names[place], least=LIKE_FROM))
        self._places = places

    def listed(self, wanted: str) -> Iterable[Row]:
        """The rows that hold every word typed."""
        parts = wanted.casefold().split()
        for number, place in enumerate(self._places):
            result = self._workspace.result(place.project)
            target = as_scored(result.scored(place.indicator).target) if place.indicator else ""
            texts = (place_name(self.words, self._workspace, place), spaced(target), one_line(result.project.title))
            if all(part in " ".join(texts).casefold() for part in parts):
                yield Row(str(number), texts, {1: "dim", 2: "dim"})

    def take(self, key: str) -> None:
        """Give it to the row under the cursor."""
        self.dismiss(self._places[int(key)])
