"""Finding rows by a text, and showing only some of them."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter

from textual import on
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.tui.dialogs.filter import Option
from selfeval.tui.entry.navigation import Leading
from selfeval.tui.line_breaks import flow
from selfeval.tui.row_texts.places import row_key
from selfeval.tui.text import one_line
from selfeval.tui.widgets.find_bar import FindBar
from selfeval.workspace.looking.rows import STATES, Index, RowFilter, State, filtered, rows_seen, tiers
from selfeval.workspace.work.places import Place

TIER, STATE = "tier", "state"


class Searching(Leading):
    """The part of the entry screen that finds and filters."""

    project: str
    only = RowFilter()
    _index: Index | None = None
    _from: Place | None = None

    @abstractmethod
    def show_project(self, project: str, key: str = "") -> None:
        """Show another project."""

    @abstractmethod
    def stand_on(self, place: Place) -> None:
        """Put the cursor on a place, the keyboard where it is."""

    # -- finding

    def action_find(self) -> None:
        """Open the line to type in."""
        if self.settled():
            self._from = self.place
            self.query_one(FindBar).open()
            self._seek(self.query_one(FindBar).field.value)

    @on(FindBar.Typed)
    def _find_typed(self, event: FindBar.Typed) -> None:
        event.stop()
        self._seek(event.text)

    def _seek(self, text: str, step: int = 0) -> None:
        """Go to the first find at or behind the row where one began, or `step` finds from the present row."""
        if self._index is None or self._index.made_of is not self.workspace.assessment:
            self._index = Index(self.workspace)
        found = self._index.find(text)
        bar = self.query_one(FindBar)
        if not found:
            bar.say(self.words(msg("not found")) if text.strip() else "")
            return
        order = {place: number for number, place in enumerate(self.workspace.places())}
        if step and self.place in found:
            number = (found.index(self.place) + step) % len(found)
        else:
            start = order.get(self.place if step else self._from or self.place, 0)
            number = next((n for n, place in enumerate(found) if order[place] >= start), 0)
        self.stand_on(found[number])
        bar.say(self.words(msg("{number} of {count}", number=number + 1, count=len(found))))

    def action_find_next(self, step: int) -> None:
        """Go to the next find, or to the one before."""
        self._seek(self.query_one(FindBar).field.value, step)

    def action_find_end(self) -> None:
        """Stay on what was found."""
        self.query_one(FindBar).close()
        self.grid.focus()

    # -- filtering

    def action_filter(self) -> None:
        """Choose which rows are shown."""
        if not self.settled():
            return
        work = self.workspace
        now = {TIER: self.only.tier, STATE: self.only.state.value if self.only.state else ""}
        seen = list(rows_seen(work))
        states = Counter(state for row in seen for state in row.states)
        tier = Counter(one for row in seen for one in row.tiers)
        options = [Option(STATE, one.value, STATES[one], states[one]) for one in State]
        options += [Option(TIER, one, Message("{it}", (("it", one),)), tier[one]) for one in tiers(work)]
        groups = ((STATE, msg("State")), (TIER, msg("Tier 1 and tier 2")))
        kept = {name: text for name, text in now.items() if text}
        self.host.open_room("filter", groups, options, kept, then=self._picked)

    def _picked(self, picked: dict[str, str] | None) -> None:
        if picked is None:
            return
        here, state = self.place, picked.get(STATE)
        self.only = RowFilter(picked.get(TIER, ""), State(state) if state else None)
        left = filtered(self.workspace, self.only)
        mine = [place for place in left if place.project == here.project]
        if self.only and left and not mine:  # nothing to see here: show where there is something
            here = left[0]
        self.show_project(here.project, row_key(here if here in left else (mine or [here])[0]))
        self.grid.focus()

    def action_show_all(self) -> None:
        """Show all rows; where none is hidden, go back to the finding that led here."""
        if self.only:
            self.only = RowFilter()
            self.show_project(self.project, row_key(self.place))
            self.say(msg("All rows are shown."))
        elif self.followed:
            self.action_problems()
        self.grid.focus()

    def rows_shown(self, project: str) -> list[Place]:
        """The places of a project that the filter leaves; where it leaves none, the budget."""
        places = [place for place in self.workspace.places() if place.project == project]
        left = set(filtered(self.workspace, self.only, project)) if self.only else set(places)
        self._say_hidden(len(left), len(places))
        return [place for place in places if place in left] or places[:1]

    def reveal(self, place: Place) -> None:
        """Give the filter up where it hides the row that is gone to."""
        if self.only and place not in filtered(self.workspace, self.only, place.project):
            self.only = RowFilter()
            self.say(msg("All rows are shown again: the filter hid this one."))
            self.show_project(place.project, row_key(place))

    def _say_hidden(self, left: int, count: int) -> None:
        line = self.query_one("#filtered", Static)
        line.set_class(bool(self.only), "-shown")
        if self.only:
            said = msg(
                "{hidden} of {count} rows hidden; Esc shows all. Only: {filter}",
                hidden=count - left,
                count=count,
                filter=self.only.said,
            )
            line.update(flow(one_line(self.words(said))))

    # -- why

    def action_why(self) -> None:
        """Explain the score of the row."""
        if self.settled():
            self._lead_to("why", self.workspace, self.place)
