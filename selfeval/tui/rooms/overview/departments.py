"""All departments of a batch, each with what its forms claim and what came of them; choosing one lists its forms."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.problems import msg
from selfeval.core.review.overview import Asked, DepartmentLine, FileLine
from selfeval.tui.actions.action import OVERVIEW
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.rooms.overview.marks import OUTDATED
from selfeval.tui.rooms.overview.papers import Papers
from selfeval.tui.row_texts.overview.overview_rows import EVERY, department_columns, department_rows
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.overview.overview import Overview

_FIRST = 2
"""Screens there are where this is the first: Textual's own blank one lies below."""


class Departments(Shared, Screen[None]):
    """The first screen over a batch; leaving it leaves the batch."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(OVERVIEW)
    where = OVERVIEW
    AUTO_FOCUS = "#departments"

    def __init__(self, out: Path) -> None:
        super().__init__()
        self._out = out
        self._overview: Overview | None = None
        self.lines: list[DepartmentLine] = []
        self._asked_to_leave = False
        """Esc leads up from every list: once too often must not lose the place."""

    def compose(self) -> ComposeResult:
        """What the batch came to, the departments, keys."""
        words = self.words
        yield Static(
            Content(one_line(words(msg("Review of {folder}", folder=self._out.absolute().name)))), classes="sheet-title"
        )
        yield Static(id="state", markup=False)
        yield Rows(department_columns(words), id="departments", most_lines=2)
        yield KeyBar(OVERVIEW, words)

    def on_mount(self) -> None:
        """Read the tables: of half a million forms that takes some seconds."""
        self.query_one("#state", Static).update(Content(self.words(msg("Reading the batch ..."))))
        self.beside(partial(Overview, self._out), self._opened, group="overview")

    def _opened(self, overview: Overview) -> None:
        """It is never closed: something may still be asked beside the event loop, and leaving it leaves the program."""
        self._overview = overview
        self.query_one("#state", Static).update(flow(self._state()))
        self._ask()

    @property
    def overview(self) -> Overview:
        """The batch, once it was read."""
        assert self._overview is not None
        return self._overview

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Before the batch was read there is nothing to do but to leave."""
        return self._overview is not None or action in {"back", "help", "quit", "theme", "palette"}

    def on_screen_resume(self) -> None:
        """Marks were made on the lists behind it."""
        self._asked_to_leave = False
        if self.lines:
            self._ask()

    def _ask(self) -> None:
        self.beside(self._look, self._taken, group="departments")

    def _look(self) -> tuple[DepartmentLine, list[DepartmentLine]]:
        """Runs beside the event loop."""
        self.overview.look_again()
        return self.overview.tables.whole(), self.overview.tables.departments()

    def _taken(self, found: tuple[DepartmentLine, list[DepartmentLine]]) -> None:
        self.query_one("#state", Static).update(flow(self._state()))
        rows, (whole, self.lines) = self.query_one(Rows), found
        rows.fill(department_rows(self.words, whole, self.lines), rows.key)

    def _state(self) -> str:
        words, summary = self.words, self.overview.summary
        files = summary["files"]
        said = [words(OUTDATED)] if self.overview.tables.outdated else []
        counts = {name: files[name] for name in ("given", "read", "doubt", "refused")}
        if passed := files.get("passed_over"):
            said.append(words(msg("Files: {given} given, {read} read, {doubt} with doubt, {refused} refused "
                                  "(no forms by their names: {passed}).", passed=passed, **counts)))  # fmt: skip
        else:
            said.append(
                words(msg("Files: {given} given, {read} read, {doubt} with doubt, {refused} refused.", **counts))
            )
        if not summary["complete"]:
            said.append(words(msg("The batch is not finished: run it again to go on.")))
        units = summary["units"]
        if isinstance(units, dict):
            said.append(words(msg("Units that reported: {reported} of {expected}.",
                                  reported=units["reported"], expected=units["expected"])))  # fmt: skip
        return words.together(said)

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        name = None if event.key == EVERY else self.lines[int(event.key)].name
        self.host.open_room("projects", self.overview, name)

    def action_refused(self) -> None:
        """List the files that were refused or read with doubt."""
        self.beside(self.overview.tables.files, self._files, group="files")

    def _files(self, files: list[FileLine]) -> None:
        if not files:
            self.say(msg("Every file was read, and none with doubt."))
        else:
            self.host.open_room("refused", files)

    def action_write_list(self) -> None:
        """Write all forms as a workbook."""
        Papers(self.host, self.overview).write_list(Asked())

    def action_letters(self) -> None:
        """Write the letters of all forms that go back."""
        Papers(self.host, self.overview).letters(Asked())

    def action_back(self) -> None:
        """Back to where it was opened; where it is the first screen, leave."""
        if len(self.app.screen_stack) > _FIRST:
            self.dismiss(None)
        elif self._asked_to_leave:
            self.app.exit()
        else:
            self._asked_to_leave = True
            self.say(msg("Every mark is kept. Esc once more leaves the review."))

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        event.stop()
        self._asked_to_leave = False
