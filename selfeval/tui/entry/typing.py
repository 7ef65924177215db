"""Typing outcomes: what a key, Enter and a click do in the entry line, and where they lead."""

from __future__ import annotations

from functools import partial

from selfeval.core.problems import msg
from selfeval.tui.dialogs.ask import Slip
from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.row.dialogs import RowDialogs
from selfeval.tui.entry.row.entry import Next, Way, after_entry, names_no_answer, way_in
from selfeval.tui.row_texts.places import reading_line
from selfeval.tui.text import one_line
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.budget_offers import budget_offer

_PAGES = {"page_down": 1, "page_up": -1}
_STEPS = {"down": 1, "up": -1}


class Entry:
    """The entry that goes on in the line, from its first key to the next row."""

    def __init__(self, desk: Desk, dialogs: RowDialogs) -> None:
        self._desk, self._dialogs = desk, dialogs

    def begin(self, text: str, *, mouse: bool = False) -> None:
        """Begin an entry with `text`; with none, edit what is there or open the row's own dialog."""
        desk, place = self._desk, self._desk.place
        if desk.refused():
            return
        way = way_in(desk.workspace, place, text, typing=desk.line.active)
        if way is Way.TEXTS:
            self._dialogs.ask_texts(place, partial(self.move_on, place, "next"))
        elif way is Way.BUDGET:
            self.open_budget(text, mouse=mouse)
        elif way is Way.ANSWER:
            self._dialogs.ask_answer(place, partial(self.follow, place, "next"))
        elif way is Way.DAY:
            self._dialogs.ask_day(place, partial(self.follow, place, "next"))
        else:
            self._begin_typing(place, text, mouse=mouse)

    def _begin_typing(self, place: Place, text: str, *, mouse: bool) -> None:
        desk = self._desk
        desk.edited = desk.edited if desk.line.active else place
        if text:
            desk.line.begin(text)
            return
        standing = desk.fact(place, "actual")
        offer = "" if standing else budget_offer(desk.workspace, place.project, place.indicator)
        desk.line.begin(standing or offer, select=bool(offer) or mouse, mouse=mouse)

    def edit(self) -> None:
        """Edit the row under the cursor, keeping its text."""
        if self.settled():
            self.begin("")

    def edit_by_mouse(self) -> None:
        """The entry line was clicked."""
        if not self._desk.line.active:
            self.begin("", mouse=True)

    def open_budget(self, text: str = "", *, mouse: bool = False) -> None:
        """Open the budget of the project, `text` typed as the amount executed."""
        if self.settled():
            self._dialogs.open_budget(text, lambda place: self.move_on(place, "next"), mouse=mouse)

    # -- while it goes on

    def changed(self, text: str) -> None:
        """Show how what is typed so far is read."""
        desk, place = self._desk, self._desk.edited
        if place is None or desk.line.field.value != text:
            return
        if not text.strip():
            desk.line.say(desk.words(msg("Empty: Enter clears the row.")))
            return
        trial = desk.workspace.preview(place.project, place.indicator, {"actual": text})
        desk.line.say(reading_line(desk.words, trial, desk.workspace.pack.rounding.places))

    def leave(self) -> None:
        """Give it up; what stood there stands."""
        self._desk.edited = None
        self._desk.show_entry(self._desk.place)
        self._desk.type_here()

    def type_in(self, char: str) -> None:
        """A digit was clicked."""
        if self._desk.line.active:
            self._desk.line.type_in(char)

    def rub(self) -> None:
        """The character before the cursor is taken away."""
        if self._desk.line.active:
            self._desk.line.field.action_delete_left()

    def commit(self) -> None:
        """The entry is taken, as by Enter."""
        if self._desk.line.active:
            self.finish(self._desk.line.field.value, "next")

    def settle(self) -> None:
        """Finish an entry that is going on, before something else happens."""
        if self._desk.line.active:
            self.finish(self._desk.line.field.value, "stay")

    def settled(self) -> bool:
        """Finish an entry that is going on; False where a dialog asks about it or says why it could not be taken."""
        self.settle()
        return not self._desk.line.active and not any(isinstance(one, Slip) for one in self._desk.host.screen_stack)

    def open_indicator(self) -> Place | None:
        """The indicator under the cursor once nothing is being typed; None, and why, where nothing can be entered."""
        if not self.settled():
            return None
        desk = self._desk
        return desk.place if desk.on_indicator() and not desk.refused() else None

    # -- its end

    def finish(self, text: str, go: str) -> None:
        """Take the text as the row's outcome, then go where the key says."""
        desk, entered = self._desk, one_line(text)
        place, desk.edited = desk.edited, None
        desk.line.active = False
        if place is None or entered == desk.fact(place, "actual"):
            self._leave_line(place, go, changed=False)
            return
        type_on = partial(self._type_on, place, entered)
        if go != "stay" and names_no_answer(desk.workspace, place, entered):
            self._dialogs.ask_answer(place, partial(self.follow, place, go), entered, type_on)
        elif not self._dialogs.ask_slip(place, entered, lambda meant: self._take(place, meant, go), type_on):
            self._take(place, text, go)

    def _take(self, place: Place, text: str, go: str) -> None:
        if self._desk.put(place, {"actual": one_line(text)}):
            self._leave_line(place, go, changed=True)
        else:  # what could not be entered stays in the line, so that it need not be typed again
            self._desk.show_head()
            self._desk.edited = place
            self._desk.line.keep(text)

    def _leave_line(self, place: Place | None, go: str, *, changed: bool) -> None:
        if go != "stay":
            self._desk.type_here()
        if place is None:
            return
        if not changed:
            self._desk.show_entry(self._desk.place)
        self.follow(place, go, changed=changed)

    def _type_on(self, place: Place, text: str) -> None:
        """Go on typing a text of which something was asked."""
        if self._desk.place != place:
            self._desk.go(place)
        # What moving the cursor shows in the line comes first.
        self._desk.screen.call_after_refresh(self._type_again, place, text)

    def _type_again(self, place: Place, text: str) -> None:
        self._desk.edited = place
        self._desk.line.begin(text)

    # -- afterwards

    def follow(self, place: Place, go: str, *, changed: bool = True) -> None:
        """What an entry calls for: the answer of a target in words, a reason, and then the next row."""
        wanted = after_entry(self._desk.workspace, place) if changed and go != "stay" else Next.NOTHING
        if wanted is Next.ANSWER:
            self._dialogs.ask_answer(place, partial(self.follow, place, go))
        elif wanted is Next.REASON:
            self._dialogs.ask_reason(place, partial(self.move_on, place, go), asked=True)
        else:
            self.move_on(place, go)

    def move_on(self, place: Place, go: str) -> None:
        """Go to the next open row, a row or a page down or up; or stay.

        What is only tried stays where it is, so that its effect is seen.
        """
        desk = self._desk
        if go in _STEPS:
            desk.grid.action_move(_STEPS[go])
        elif go in _PAGES:
            desk.grid.action_page(_PAGES[go])
        elif go == "next" and not desk.workspace.trial:
            following = desk.workspace.next_open(place)
            if following is None:
                desk.say(msg("All rows are complete. F9 shows the result and exports it."))
            else:
                desk.go(following)

    def next_open(self) -> None:
        """Go to the next row that waits for something."""
        if self.settled():
            self.move_on(self._desk.place, "next")
