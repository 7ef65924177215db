"""Last year's evaluation held against this year's rows: the sure ones ticked, renamed ones to confirm one by one."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.evaluation import Step
from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.actions.action import LAST_YEAR
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.fact_writer import FactWriter
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.last_year import match_columns, match_detail, match_key, match_rows
from selfeval.tui.row_texts.table import Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.compare.last_year import LastYear, Match, take_over, taken
from selfeval.workspace.work.workspace import Workspace


class LastYearScreen(Shared, Screen[Step]):
    """Gives the step that took last year's figures over, None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(LAST_YEAR)
    where = LAST_YEAR
    AUTO_FOCUS = "#findings"

    def __init__(self, workspace: Workspace, found: LastYear) -> None:
        super().__init__()
        self.workspace, self.found = workspace, found
        self.writer = FactWriter(self, workspace)
        self.matches = {match_key(match): match for match in found.matches}
        self.ticked = {match_key(match) for match in taken(workspace.evaluation, found)}

    def compose(self) -> ComposeResult:
        """Which file, how much of it was found, the matches, the one under the cursor in full."""
        words, found = self.words, self.found
        year = str(found.year or "-")
        title = msg("Last year: {name} ({year})", name=found.path.name, year=year)
        yield Static(Content(one_line(words(title))), classes="sheet-title")
        yield Static(id="state", markup=False)
        yield Rows(match_columns(words), id="findings", most_lines=2)
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield KeyBar(LAST_YEAR, words)

    def on_mount(self) -> None:
        """Fill the list, standing on the first row to confirm."""
        self.query_one(Rows).fill(self._rows())
        self._tell()
        self._show()

    def _rows(self) -> list[Row]:
        targets = {
            key: self.workspace.scored(match.project, match.indicator).indicator.target
            for key, match in self.matches.items()
        }
        return list(match_rows(self.words, self.found, self.ticked, targets))

    def _tell(self) -> None:
        asked = sum(not match.sure and key not in self.ticked for key, match in self.matches.items())
        said = msg(
            "{ticked} of {count} rows are ticked, {asked} renamed ones not. F10 puts the ticked ones beside this year.",
            ticked=len(self.ticked),
            count=sum(len(result.indicators) for result in self.workspace.assessment.projects),
            asked=asked,
        )
        self.query_one("#state", Static).update(flow(one_line(self.words(said))))

    @property
    def match(self) -> Match | None:
        """The match under the cursor."""
        return self.matches.get(self.query_one(Rows).key)

    @on(Moved)
    def _show(self) -> None:
        match = self.match
        if match is None:
            text = Content(self.words(msg("This row has no counterpart; nothing is taken over for it.")))
        else:
            text = match_detail(self.words, self.workspace, match)
        self.query_one("#finding-text", Static).update(flow(text))
        self.query_one("#finding").scroll_home(animate=False)

    # -- actions

    @on(Chosen)
    def _chosen(self) -> None:
        self.action_tick()

    def action_tick(self) -> None:
        """Tick the match under the cursor, or take its tick away."""
        key = self.query_one(Rows).key
        if key not in self.matches:
            self.say(msg("This row has no counterpart; nothing is taken over for it."))
            return
        self._turn({key})

    def action_tick_every(self) -> None:
        """Tick every match; where all are ticked, none."""
        every = set(self.matches)
        self._turn(every - self.ticked or every)

    def _turn(self, keys: set[str]) -> None:
        self.ticked ^= keys
        rows = self.query_one(Rows)
        for row in self._rows():
            if row.key in keys:
                rows.put(row)
        self._tell()

    def action_take_last_year(self) -> None:
        """Put the ticked rows beside this year's, as one step."""
        if self.writer.refused():
            return
        chosen = [match for key, match in self.matches.items() if key in self.ticked]
        try:
            step = take_over(self.workspace, self.found, chosen)
        except SelfEvalError as error:
            self.host.show_error(error)
            return
        if step is None:
            self.say(msg("These figures stand there already."))
        elif chosen:
            said = msg("Last year's figures stand beside {count} rows. Ctrl+Z takes them away.", count=len(chosen))
            self.say(said)
        else:
            self.say(msg("Last year's figures are taken away. Ctrl+Z brings them back."))
        self.dismiss(step)

    def action_back(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
