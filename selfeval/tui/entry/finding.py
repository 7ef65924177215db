"""Finding rows by a text, and showing only some of them."""

from __future__ import annotations

from collections import Counter

from selfeval.core.problems import msg, verbatim
from selfeval.tui.dialogs.filter import Option
from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.navigation import Navigation
from selfeval.tui.entry.typing import Entry
from selfeval.tui.row_texts.places import row_key
from selfeval.tui.widgets.desk.find_bar import FindBar
from selfeval.workspace.looking.rows import STATES, Index, RowFilter, State, filtered, rows_seen, tiers
from selfeval.workspace.work.places import Place

TIER, STATE = "tier", "state"


class Finder:
    """Finds and filters rows."""

    def __init__(self, desk: Desk, entry: Entry, ways: Navigation) -> None:
        self._desk, self._entry, self._ways = desk, entry, ways
        self._index: Index | None = None
        self._from: Place | None = None

    @property
    def _bar(self) -> FindBar:
        return self._desk.screen.query_one(FindBar)

    # -- finding

    def open(self) -> None:
        """Open the line to type in."""
        if self._entry.settled():
            self._from = self._desk.place
            self._bar.open()
            self.seek(self._bar.field.value)

    def go_on(self, step: int) -> None:
        """Go to the next find, or to the one before."""
        self.seek(self._bar.field.value, step)

    def seek(self, text: str, step: int = 0) -> None:
        """Go to the first find at or behind the row where one began, or `step` finds from the present row."""
        desk, bar = self._desk, self._bar
        if self._index is None or self._index.made_of is not desk.workspace.assessment:
            self._index = Index(desk.workspace)
        found = self._index.find(text)
        if not found:
            bar.say(desk.words(msg("not found")) if text.strip() else "")
            return
        order = {place: number for number, place in enumerate(desk.workspace.places())}
        if step and desk.place in found:
            number = (found.index(desk.place) + step) % len(found)
        else:
            start = order.get(desk.place if step else self._from or desk.place, 0)
            number = next((n for n, place in enumerate(found) if order[place] >= start), 0)
        desk.stand_on(found[number])
        bar.say(desk.words(msg("{number} of {count}", number=number + 1, count=len(found))))

    def close(self) -> None:
        """Stay on what was found."""
        self._bar.close()
        self._desk.type_here()

    # -- filtering

    def choose(self) -> None:
        """Choose which rows are shown."""
        if not self._entry.settled():
            return
        work, only = self._desk.workspace, self._desk.only
        now = {TIER: only.tier, STATE: only.state.value if only.state else ""}
        seen = list(rows_seen(work))
        states = Counter(state for row in seen for state in row.states)
        tier = Counter(one for row in seen for one in row.tiers)
        options = [Option(STATE, one.value, STATES[one], states[one]) for one in State]
        options += [Option(TIER, one, verbatim(one), tier[one]) for one in tiers(work)]
        groups = ((STATE, msg("State")), (TIER, msg("Tier 1 and tier 2")))
        kept = {name: text for name, text in now.items() if text}
        self._desk.host.open_room("filter", groups, options, kept, then=self._chosen)

    def _chosen(self, picked: dict[str, str] | None) -> None:
        if picked is None:
            return
        desk, here, state = self._desk, self._desk.place, picked.get(STATE)
        desk.only = RowFilter(picked.get(TIER, ""), State(state) if state else None)
        left = filtered(desk.workspace, desk.only)
        mine = [place for place in left if place.project == here.project]
        if desk.only and left and not mine:  # nothing to see here: show where there is something
            here = left[0]
        desk.show_project(here.project, row_key(here if here in left else (mine or [here])[0]))
        desk.type_here()

    def show_all(self) -> None:
        """Show all rows; where none is hidden, go back to the finding that led here."""
        desk = self._desk
        if desk.only:
            desk.only = RowFilter()
            desk.show_project(desk.project, row_key(desk.place))
            desk.say(msg("All rows are shown."))
        elif self._ways.followed:
            self._ways.findings()
        desk.type_here()
