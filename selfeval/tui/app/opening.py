"""Opens works beside the event loop and brings up the screen for what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.app.columns import NO_TABLE, Asked, ask_columns, candidates_of
from selfeval.tui.app.input.queue import InputQueue
from selfeval.tui.base import Room
from selfeval.tui.host import Host
from selfeval.tui.text import one_line
from selfeval.workspace.looking.findings import View
from selfeval.workspace.system.gc_pause import usual_rounds, without_rounds
from selfeval.workspace.system.preferences import chosen
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

_SETTLED = 0.5
"""Seconds after which a first screen is drawn."""
OTHER_YEAR = "R165"
"""The rule pack is meant for other years."""


class _Desk(Protocol):
    """The screen of the work, as far as it is spoken to here."""

    tour_wanted: bool

    def go(self, place: Place) -> None:
        """Put the cursor on a place."""


class Opener:
    """Opens works and says what happened; meanwhile nothing is taken from `typed`."""

    def __init__(self, app: Host, typed: InputQueue) -> None:
        self._app, self._typed = app, typed
        self._opened_with: tuple[Path, str | None] | None = None
        self._back_to: Place | None = None

    def tell_stage(self, message: Message) -> None:
        """How far the opening is; called beside the event loop."""
        self._app.call_from_thread(self._show_stage, message)

    def _show_stage(self, message: Message) -> None:
        for stage in self._app.screen_stack[0].query("#stage").results(Static):
            stage.update(Content(one_line(self._app.words(message))))
        if len(self._app.screen_stack) > 1:
            self._app.say(message, seconds=1.5)  # it hangs over the screen that comes no longer than that

    def show_home(self) -> None:
        """Bring up the home screen."""
        self._first_screen(self._app.room("home"))

    def open_batch(self, out: Path) -> None:
        """Show the reviewer's desk over a batch."""
        self._first_screen(self._app.room("overview", out))

    def open_work(self, path: Path, rules: str | None = None, *, year_mismatch: bool = False) -> None:
        """Open a workbook, then show it; a rule pack of other years is asked about.

        Nothing is taken meanwhile: a second opening would find the work held by the first.
        """
        self._typed.deafen()
        self._opened_with = (path.absolute(), rules)
        opening = partial(self._open, path, rules, year_mismatch=year_mismatch)
        self._app.beside(opening, self._opened, group="open", failed=partial(self._not_opened, path, rules))

    def _open(self, path: Path, rules: str | None, *, year_mismatch: bool) -> Workspace:
        """Runs beside the event loop; see `open_work`."""
        with without_rounds():
            opened = open_workspace(path, rules=rules, year_mismatch=year_mismatch, told=self.tell_stage)
            opened.prepare()
        return opened

    def open_again(self, place: Place) -> None:
        """Open the work anew, at the same place: nobody else has it open any more.

        What is typed meanwhile is not taken: it was meant for a screen that goes away.
        """
        workspace = self._app.workspace
        if workspace is None:
            return
        self._typed.deafen()
        self._back_to = place
        workspace.close()
        self._app.workspace = None
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        same = self._opened_with is not None and self._opened_with[0] == workspace.source.path
        self.open_work(workspace.source.path, self._opened_with[1] if same and self._opened_with else None)

    def _opened(self, opened: Workspace) -> None:
        self._app.workspace = opened
        self._app.findings = View(self._app.findings.selection)
        screen = self._app.room("work", opened)
        desk = cast("_Desk", screen)
        desk.tour_wanted, self._app.tour_wanted = self._app.tour_wanted and not chosen("tour"), False
        self._first_screen(screen)
        if self._back_to is not None:
            place, self._back_to = self._back_to, None
            self._typed.nothing_missed()  # said there
            screen.call_after_refresh(self._again, desk, place)
        if faults := self._app.keymap_read.problems:
            self._app.say(msg("keys.toml: {count} faults; “selfeval doctor” names them.", count=len(faults)), bad=True)

    def _again(self, desk: _Desk, place: Place) -> None:
        """Back at the place."""
        desk.go(place)
        text = msg(
            "Nobody else has this work open any more. It was opened again, with what was entered there. "
            "What you have just typed was not taken; press Esc, then type it."
        )
        self._app.open_room("halt", msg("Now you can enter here"), text)

    def missed(self) -> None:
        """Say that something was typed before the screen was there."""
        text = msg("What was typed before this screen was there has not been taken. Press Esc, then type it.")
        self._app.bring_up(self._app.room("halt", msg("Too early"), text))

    def _first_screen(self, screen: Screen[Any]) -> None:
        """Show a screen, and take what is typed from now on."""
        self._app.bring_up(screen)
        # Not after its refresh: another screen may stand in front of it by then.
        self._app.call_later(self._typed.listen)
        self._app.set_timer(_SETTLED, usual_rounds)

    def _not_opened(self, path: Path, rules: str | None, error: SelfEvalError) -> None:
        """Say why; ask for the columns where no table was recognised, and about a rule pack of other years."""
        if error.code == OTHER_YEAR:
            self._ask_year(error, path, rules)
            return
        self._back_to = None
        if error.code == NO_TABLE:
            asked = partial(Asked, path, rules, error.message)
            self._app.beside(partial(candidates_of, path), lambda found: self._ask(asked(*found)), group="columns",
                             failed=self._tell)  # fmt: skip
        else:
            self._tell(error)

    def _tell(self, error: SelfEvalError) -> None:
        self._some_screen()
        self._app.show_error(error)

    def _ask(self, asked: Asked) -> None:
        self._some_screen()
        ask_columns(self._app, asked)

    def _some_screen(self) -> None:
        """Something to stand behind a dialog, and to be used again after it."""
        if not any(isinstance(screen, Room) for screen in self._app.screen_stack):
            self.show_home()
        else:
            self._typed.listen()

    def _ask_year(self, error: SelfEvalError, path: Path, rules: str | None) -> None:
        def answered(answer: str | None) -> None:
            if answer == "use":
                self.open_work(path, rules, year_mismatch=True)

        self._some_screen()
        self._app.open_room("other_year", error, then=answered)
