"""Why an indicator does not apply, with the document that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.widget import Widget

from selfeval.core.numbers import plain
from selfeval.core.problems import msg
from selfeval.core.texts.words.absence import STATES, joined, split
from selfeval.tui.dialogs.list_dialog import Field, ListDialog
from selfeval.tui.row_texts.table import Row
from selfeval.tui.text import clip, one_line
from selfeval.workspace.work.questions.weight_moves import Move

APPLIES = "applies"
_TOLD = 5
"""So many rows are named whose points move."""
_NAME = 40
"""Cells of a row's name among them."""


class Absent(ListDialog[str]):
    """Gives the fact `not_applicable`: `指标调整 乐财预〔2025〕3号`, "" where the indicator applies after all.

    `moves` tells whose points a mark would change.
    """

    def __init__(self, title: str, now: str, moves: Callable[[str], tuple[Move, ...]]) -> None:
        super().__init__(msg("Why does this indicator not apply this year?"), title)
        self._moves = moves
        self._state, self._document = split(now)
        self._set = bool(now.strip())

    def listed(self, wanted: str) -> Iterable[Row]:
        """The states, one of an earlier year's form among them; then taking the mark away."""
        words = self.words
        if self._state and self._state not in {code for code, _label in STATES}:
            yield Row(self._state, (one_line(self._state),))
        for code, label in STATES:
            yield Row(code, (f"{words(label)} ({code})" if words.language == "en" else code,))
        if self._set:
            yield Row(APPLIES, (words(msg("It does apply: take this mark away")),))

    def first(self) -> str:
        """The present state."""
        return self._state

    def fields(self) -> Iterable[Widget]:
        """A document number."""
        yield self.field(Field("document", msg("Document number (may stay empty)"), self._document))

    @property
    def unsaved(self) -> bool:
        """Whether a document was written."""
        return self.typed("document") != one_line(self._document)

    def told(self) -> str:
        """The points before and afterwards: of this row, and of those that its points go to."""
        words, changes = self.words, self._moves(self._mark)
        if not changes:
            return words(msg("No points move."))
        lines = [words(msg("Points, before and afterwards:"))]
        for one in changes[:_TOLD]:
            name = clip(one_line(one.name) or words(msg("Budget")), _NAME)
            lines.append(f"  {name}  {plain(one.before)} -> {plain(one.after)}")
        if len(changes) > _TOLD:
            lines.append("  " + words(msg("and {count} more", count=len(changes) - _TOLD)))
        return "\n".join(lines)

    @property
    def _mark(self) -> str:
        """The fact as it would be entered."""
        state = self.rows.key
        return "" if state == APPLIES else joined(state, self.typed("document"))

    def take(self, key: str) -> None:
        """Take the state with its document."""
        self.dismiss(self._mark)
