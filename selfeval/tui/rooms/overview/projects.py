"""The forms of a department or of all: sorted, filtered, searched, marked; choosing one shows its rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from selfeval.core.problems import msg
from selfeval.core.review.overview import GROUPS, Asked, ProjectLine
from selfeval.tui.actions.action import PROJECTS
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.dialogs.filter import Option
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.rooms.overview.marks import Marker, MarkKeys
from selfeval.tui.rooms.overview.papers import Papers
from selfeval.tui.row_texts.overview.overview_rows import project_columns, project_row, project_said
from selfeval.tui.row_texts.overview.words import GROUP_WORDS, VALUE_WORDS, said_of
from selfeval.tui.row_texts.rooms.findings import FindingText
from selfeval.tui.row_texts.table import Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.entry import begin_with
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.window_rows import WindowRows
from selfeval.workspace.overview.overview import Overview

_PAUSE = 0.15
"""Seconds after the last sign typed before the tables are asked: half a million names take a tenth of one."""


class Projects(MarkKeys, Shared, Screen[None]):
    """The list; `department` is None for all of them."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(PROJECTS)
    where = PROJECTS
    AUTO_FOCUS = "#forms"

    def __init__(self, overview: Overview, department: str | None) -> None:
        super().__init__()
        self.overview = overview
        self.asked = Asked(department)
        self.places: Sequence[int] = ()
        self.lines: dict[int, ProjectLine] = {}
        """The forms that were drawn, by their places in the list."""
        self.marker = Marker(self, overview, lambda: self.line, self._marked)

    def compose(self) -> ComposeResult:
        """Whose forms, what is looked for, the list, the form under the cursor, keys."""
        words = self.words
        yield Static(id="findings-head", markup=False, classes="sheet-title")
        with Horizontal(id="findings-field"):
            yield Static(Content(words(msg("Find"))), classes="label")
            yield FindingText(id="findings-text", compact=True, placeholder=words(msg("unit, code, project, file")))
            yield Static(id="findings-only", markup=False)
        yield WindowRows(project_columns(words), self._rows, id="forms")
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield KeyBar(PROJECTS, words)

    @property
    def window(self) -> WindowRows:
        """The list."""
        return self.query_one(WindowRows)

    @property
    def line(self) -> ProjectLine | None:
        """The form under the cursor."""
        if not len(self.places):
            return None
        self.window.row(self.window.cursor)
        return self.lines[self.window.cursor]

    def on_mount(self) -> None:
        """Ask the tables."""
        self._head()
        self._ask()

    def on_screen_resume(self) -> None:
        """Marks were made on the form behind it."""
        if len(self.places):
            self._marked()

    def _rows(self, start: int, stop: int) -> list[Row]:
        lines = self.overview.page(self.places, start, stop)
        self.lines.update(enumerate(lines, start))
        return [project_row(line, self.overview.mark_of(line)) for line in lines]

    def _ask(self) -> None:
        """Beside the event loop: to sort half a million forms takes half a second."""
        asked = self.asked
        self.beside(partial(self.overview.tables.places, asked), partial(self._taken, asked), group="forms")

    def _taken(self, asked: Asked, places: Sequence[int]) -> None:
        if asked != self.asked:
            return
        line = self.line if len(self.places) and self.lines else None
        self.places = places
        self.lines.clear()
        here = places.index(line.place) if line is not None and line.place in places else 0
        self.window.show(len(places), here)
        self._head()
        self._show()

    def _head(self) -> None:
        words, department = self.words, self.asked.department
        name = (
            words(msg("All departments"))
            if department is None
            else one_line(department) or words(msg("(no department)"))
        )
        title = words(msg("{department}: {count} forms", department=name, count=len(self.places)))
        self.query_one("#findings-head", Static).update(Content(title))
        said = [words(one) for one in said_of(self.asked)]
        self.query_one("#findings-only", Static).update(Content(one_line("; ".join(said))))

    def _show(self) -> None:
        line = self.line
        if line is None:
            narrowed = bool(self.asked.only or self.asked.text)
            nothing = msg("Nothing fits; Esc shows all forms again.") if narrowed else msg("There are no forms.")
            text = Content(self.words(nothing))
        else:
            text = project_said(self.words, line, self.overview.mark_of(line))
        self.query_one("#finding-text", Static).update(flow(text))
        self.query_one("#finding").scroll_home(animate=False)

    def _marked(self) -> None:
        self.window.again()
        self._show()

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        event.stop()
        self._show()

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        self.host.open_room("form", self.overview, self.places, self.window.cursor, then=self._came_back)

    def _came_back(self, place: int | None) -> None:
        if place is not None:
            self.window.go(place)

    # -- looking for some of them

    def on_key(self, event: events.Key) -> None:
        """What is typed on the list is looked for."""
        if event.is_printable and event.character and event.character.strip() and self.window.has_focus:
            event.stop()
            begin_with(self.query_one(FindingText), event.character)

    @on(Input.Changed, "#findings-text")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.asked.text:
            self.asked = self.asked._replace(text=event.value)
            asked = self.asked
            self.set_timer(_PAUSE, lambda: self._ask() if self.asked == asked else None)

    @on(Input.Submitted, "#findings-text")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.window.focus()

    def action_move(self, steps: int) -> None:
        """Up or down in the list, while the text keeps the keyboard."""
        self.window.action_move(steps)

    def action_find(self) -> None:
        """Type what to look for."""
        self.query_one(FindingText).focus()

    def action_filter(self) -> None:
        """Choose marks, differences, findings, grades."""
        asked = self.asked
        self.beside(lambda: {group: self.overview.tables.count(asked, group) for group in GROUPS}, self._offer,
                    group="filter")  # fmt: skip

    def _offer(self, counts: dict[str, dict[str, int]]) -> None:
        options = [
            Option(group, value, VALUE_WORDS[group][value], counts[group][value])
            for group, values in GROUPS.items()
            for value in values
        ]
        titles = tuple(GROUP_WORDS.items())
        self.host.open_room("filter", titles, options, dict(self.asked.only), then=self._picked)

    def _picked(self, picked: dict[str, str] | None) -> None:
        if picked is not None:
            self._narrow(self.asked._replace(only=picked, text=self.asked.text if picked else ""))

    def _narrow(self, asked: Asked) -> None:
        self.asked = asked
        self.query_one(FindingText).value = asked.text
        self.window.focus()
        self._ask()

    def action_sort(self) -> None:
        """Choose the order."""
        self.host.open_room("order", self.asked, then=self._sorted)

    def _sorted(self, asked: Asked | None) -> None:
        if asked is not None:
            self._narrow(asked)

    # -- the next one

    def action_next_form(self) -> None:
        """The next form without a mark, below the cursor, else from the top."""
        self.marker.next_unmarked(self.places, self.window.cursor, self.window.go)

    # -- what leaves the desk

    def action_write_list(self) -> None:
        """Write the forms that are shown as a workbook."""
        Papers(self.host, self.overview).write_list(self.asked)

    def action_letters(self) -> None:
        """Write a letter for each form shown that goes back."""
        Papers(self.host, self.overview).letters(self.asked)

    def action_back(self) -> None:
        """Show all forms; where all are shown, go back."""
        if self.asked.only or self.asked.text:
            self._narrow(self.asked._replace(only={}, text=""))
        else:
            self.dismiss(None)
