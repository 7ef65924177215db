"""One form of a batch: what it claims beside what was recomputed, row by row, with the reason and the cell of each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.problems import msg
from selfeval.core.review.overview import FindingLine, ProjectLine, RowLine
from selfeval.tui.actions.action import FORM
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.rooms.overview.marks import Marker, MarkKeys
from selfeval.tui.row_texts.overview.overview_rows import (
    MARKS,
    exact,
    finding_facts,
    form_rows,
    row_columns,
    row_said,
    signed,
)
from selfeval.tui.text import facts, one_line, percent
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.overview.overview import Overview


class Form(MarkKeys, Shared, Screen[int]):
    """Gives the place in the list of the form that is shown at the end."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(FORM)
    where = FORM
    AUTO_FOCUS = "#rows"

    def __init__(self, overview: Overview, places: Sequence[int], place: int) -> None:
        super().__init__()
        self.overview, self.places, self.place = overview, places, place
        self.line: ProjectLine | None = None
        self.rows: list[RowLine] = []
        self.findings: list[FindingLine] = []
        self._whole = False
        self.marker = Marker(self, overview, lambda: self.line, self._head)

    def compose(self) -> ComposeResult:
        """Whose form, its totals and mark, its rows, what is known of one, keys."""
        words = self.words
        yield Static(id="findings-head", markup=False, classes="sheet-title")
        yield Static(id="state", markup=False)
        yield Rows(row_columns(words), id="rows", most_lines=2)
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield KeyBar(FORM, words)

    def on_mount(self) -> None:
        """Ask the tables."""
        self._ask()

    def _ask(self) -> None:
        """Whose form it is stands at once, so that what is marked is what was gone to; its rows come from the disk."""
        place = self.place
        (line,) = self.overview.page(self.places, place, place + 1)
        self.line, self.rows, self.findings = line, [], []
        self.query_one(Rows).fill([])
        self._head()
        self._show()
        self.beside(partial(self._look, line), partial(self._taken, place), group="form")

    def _look(self, line: ProjectLine) -> tuple[list[RowLine], list[FindingLine]]:
        """Runs beside the event loop."""
        return self.overview.tables.rows(line), self.overview.tables.findings(line)

    def _taken(self, place: int, found: tuple[list[RowLine], list[FindingLine]]) -> None:
        if place != self.place:
            return
        self.rows, self.findings = found
        shown = list(form_rows(self.words, self.rows, self.findings))
        first = next((row.key for row in shown if not row.fixed and row.tones.get(6) == "bad"), "")
        self.query_one(Rows).fill(shown, first)
        self._head()
        self._show()

    def _head(self) -> None:
        line, words = self.line, self.words
        if line is None:
            return
        name = " ".join(filter(None, (line.unit or line.department, line.code, line.title)))
        number = f"{self.place + 1}/{len(self.places)}"
        self.query_one("#findings-head", Static).update(Content(one_line(f"{number}  {name}")))
        held = self.overview.mark_of(line)
        said = [
            words(msg("Claimed {claimed} {claimed_grade}, recomputed {total} {grade}, difference {difference}.",
                      claimed=exact(line.claimed), claimed_grade=line.claimed_grade or "-", total=exact(line.total),
                      grade=line.grade or "-", difference=signed(line.difference))),
            words(msg("Executed {rate}.", rate=percent(line.rate))),
        ]  # fmt: skip
        if held is not None:
            mark = words(MARKS["changed" if held.sha256 != line.sha256 else held.mark])
            plainly = msg("Mark: {mark}.", mark=mark)
            said.append(words(msg("Mark: {mark}; {remark}", mark=mark, remark=held.remark) if held.remark else plainly))
        self.query_one("#state", Static).update(flow(one_line(words.together(said))))

    @property
    def row(self) -> RowLine | None:
        """The row under the cursor."""
        key = self.query_one(Rows).key
        return self.rows[int(key)] if key.isdigit() and int(key) < len(self.rows) else None

    def _show(self) -> None:
        row, words = self.row, self.words
        if self._whole:
            text = facts(finding_facts(words, self.findings))
            text = text if text.plain else Content(words(msg("Nothing was found.")))
        elif row is None:
            text = Content("")
        else:
            text = row_said(words, row, [one for one in self.findings if one.indicator == row.indicator])
        self.query_one("#finding-text", Static).update(flow(text))
        self.query_one("#finding").scroll_home(animate=False)

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        event.stop()
        self._whole = False
        self._show()

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        self.action_whole()

    def action_whole(self) -> None:
        """All findings of the form, or what is known of the row."""
        self._whole = not self._whole
        self._show()

    def action_read_on(self) -> None:
        """Scroll the text down."""
        self.query_one("#finding").scroll_down(animate=False)

    def action_read_back(self) -> None:
        """Scroll the text up."""
        self.query_one("#finding").scroll_up(animate=False)

    # -- other forms

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.places) and place != self.place:
            self.place = place
            self._ask()

    def action_next_project(self) -> None:
        """The form after it."""
        self._go(self.place + 1)

    def action_previous_project(self) -> None:
        """The form before it."""
        self._go(self.place - 1)

    def action_next_form(self) -> None:
        """The next form without a mark, below this one, else from the top of the list."""
        self.marker.next_unmarked(self.places, self.place, self._go)

    # -- places

    def action_copy_place(self) -> None:
        """Copy file, sheet and cell of the row."""
        line, row = self.line, self.row
        if line is not None and row is not None:
            place = "!".join(filter(None, (row.sheet, row.cell)))
            self.host.copy(f"{line.file}  {place}".strip(), msg("the place of the row"))

    def action_back(self) -> None:
        """Back from all findings to the row, else to the list, on this form."""
        if self._whole:
            self.action_whole()
        else:
            self.dismiss(self.place)
