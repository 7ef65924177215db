"""A row of budget fields, and under it what is to be said about one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from selfeval.tui.line_breaks import flow
from selfeval.tui.row_texts.rooms.budget import FieldNote
from selfeval.tui.text import width
from selfeval.tui.widgets.cell import Cell


class FieldRow(Vertical):
    """A label, the fields of a row, and their notes: each begins under the field it speaks of, if it fits there."""

    def __init__(self, label: str, fields: tuple[str, ...], text_of: Callable[[str], str]) -> None:
        super().__init__(classes="field-row")
        self._label, self.fields, self._text_of = label, fields, text_of

    def compose(self) -> ComposeResult:
        """The fields on one line, the notes below."""
        with Horizontal(classes="line"):
            yield Static(Content(self._label), classes="line-label")
            yield from (Cell(field, self._text_of(field)) for field in self.fields)
        yield Static(classes="field-note", markup=False)

    def tell(self, notes: Iterable[FieldNote]) -> None:
        """Show those of the notes that speak of a field of this row."""
        own = [note for note in notes if note.field in self.fields]
        shown = self.query_one(".field-note", Static)
        shown.display = bool(own)
        shown.set_class(any(note.bad for note in own), "bad")
        if own:
            shown.update(flow("\n".join(f"! {note.text}" for note in own)))
            shown.styles.padding = (0, 0, 0, self._indent(own))

    def _indent(self, notes: list[FieldNote]) -> int:
        """Cells before the notes: as many as before the field of the first one, where all of them fit behind these."""
        cell = next(cell for cell in self.query(Cell) if cell.field == notes[0].field)
        before = cell.region.x - self.region.x
        fits = all(width(note.text) + 2 <= self.size.width - before for note in notes)
        return before if fits else min(2, self.size.width)
