"""Opens works beside the event loop and brings up the screen for what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual import work
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.app.input_queue import InOrder
from selfeval.tui.base import Room
from selfeval.tui.dialogs.too_small import TooSmall
from selfeval.tui.text import Words, one_line
from selfeval.workspace.looking.findings import View
from selfeval.workspace.system.gc_pause import without_rounds
from selfeval.workspace.system.preferences import chosen

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from selfeval.tui.actions.keymap import Keymap
    from selfeval.tui.entry.screen import Work
    from selfeval.workspace.work.places import Place
    from selfeval.workspace.work.workspace import Workspace

Result = TypeVar("Result")
OTHER_YEAR = "R165"
"""The rule pack is meant for other years."""


class Opening(InOrder):
    """The part of the application that opens works and says what happened."""

    words: Words
    workspace: Workspace | None
    findings: View
    keymap_read: Keymap
    tour_wanted: bool
    _opened_with: tuple[Path, str | None] | None = None
    _back_to: Place | None = None

    def tell_stage(self, message: Message) -> None:
        """How far the opening is; called beside the event loop."""
        self.call_from_thread(self._show_stage, message)

    def _show_stage(self, message: Message) -> None:
        for stage in self.screen_stack[0].query("#stage").results(Static):
            stage.update(Content(one_line(self.words(message))))
        if len(self.screen_stack) > 1:
            self.say(message, seconds=1.5)  # it hangs over the screen that comes no longer than that

    def show_home(self) -> None:
        """Bring up the home screen."""
        from selfeval.tui.rooms.home import Home

        self._first_screen(Home())

    def open_work(self, path: Path, rules: str | None = None, *, year_mismatch: bool = False) -> None:
        """Open a workbook, then show it; a rule pack of other years is asked about.

        Nothing is taken meanwhile: a second opening would find the work held by the first.
        """
        self.deafen()
        self._open(path, rules, year_mismatch=year_mismatch)

    @work(thread=True, exclusive=True, group="open")
    def _open(self, path: Path, rules: str | None = None, *, year_mismatch: bool = False) -> None:
        """Runs beside the event loop; see `open_work`."""
        from selfeval.workspace.work.opening import open_workspace

        self._opened_with = (path.absolute(), rules)
        try:
            with without_rounds():
                opened = open_workspace(path, rules=rules, year_mismatch=year_mismatch, told=self.tell_stage)
                opened.prepare()
        except SelfEvalError as error:
            if error.code == OTHER_YEAR:
                self.call_from_thread(self._ask_year, error, path, rules)
            else:
                self._not_opened(error, path, rules)
        else:
            self.call_from_thread(self._opened, opened)

    def open_again(self, place: Place) -> None:
        """Open the work anew, at the same place: nobody else has it open any more.

        What is typed meanwhile is not taken: it was meant for a screen that goes away.
        """
        workspace = self.workspace
        if workspace is None:
            return
        self.deafen()
        self._back_to = place
        workspace.close()
        self.workspace = None
        while len(self.screen_stack) > 1:
            self.pop_screen()
        same = self._opened_with is not None and self._opened_with[0] == workspace.source.path
        self.open_work(workspace.source.path, self._opened_with[1] if same and self._opened_with else None)

    def _opened(self, opened: Workspace) -> None:
        from selfeval.tui.entry.screen import Work

        self.workspace = opened
        self.findings = View(self.findings.selection)
        screen = Work(opened)
        screen.tour_wanted, self.tour_wanted = self.tour_wanted and not chosen("tour"), False
        self._first_screen(screen)
        if self._back_to is not None:
            place, self._back_to = self._back_to, None
            self._missed = False  # said there
            screen.call_after_refresh(self._again, screen, place)
        if faults := self.keymap_read.problems:
            self.say(msg("keys.toml: {count} faults; “selfeval doctor” names them.", count=len(faults)), bad=True)

    def _again(self, screen: Work, place: Place) -> None:
        """Back at the place."""
        from selfeval.tui.dialogs.ask import Halt

        screen.go(place)
        text = msg(
            "Nobody else has this work open any more. It was opened again, with what was entered there. "
            "What you have just typed was not taken; press Esc, then type it."
        )
        self.push_screen(Halt(msg("Now you can enter here"), text))

    def missed(self) -> None:
        """Say that something was typed before the screen was there."""
        from selfeval.tui.dialogs.ask import Halt

        text = msg("What was typed before this screen was there has not been taken. Press Esc, then type it.")
        self.bring_up(Halt(msg("Too early"), text))

    def _first_screen(self, screen: Screen[None]) -> None:
        """Show a screen, and take what is typed from now on."""
        self.bring_up(screen)
        self.call_later(self.listen)  # not after its refresh: another screen may stand in front of it by then

    @property
    def front(self) -> Screen[Any]:
        """The screen that is being worked on, whatever is said in front of it about a terminal that is too small."""
        return next(screen for screen in reversed(self.screen_stack) if not isinstance(screen, TooSmall))

    def bring_up(self, screen: Screen[Result], then: Callable[[Result | None], None] | None = None) -> None:
        """Show a screen, under the word about a terminal that is too small if that stands there."""
        small = isinstance(self.screen, TooSmall)
        if small:
            self.pop_screen()
        self.push_screen(screen, then)
        if small:
            self.push_screen(TooSmall())

    def _not_opened(self, error: SelfEvalError, path: Path, rules: str | None) -> None:
        """Still beside the event loop: say why; where no table was recognised, ask for its columns."""
        from selfeval.tui.dialogs.columns import NO_TABLE, Columns, ask_columns, candidates_of

        self._back_to = None
        dialog: Columns | None = None
        if error.code == NO_TABLE:
            try:
                dialog = Columns(error.message, *candidates_of(path))
            except SelfEvalError as other:
                error = other
        self.call_from_thread(self._some_screen)
        if dialog is None:
            self.call_from_thread(self.show_error, error)
        else:
            self.call_from_thread(ask_columns, self, path, rules, dialog)

    def _some_screen(self) -> None:
        """Something to stand behind a dialog, and to be used again after it."""
        if not any(isinstance(screen, Room) for screen in self.screen_stack):
            self.show_home()
        else:
            self.listen()

    def _ask_year(self, error: SelfEvalError, path: Path, rules: str | None) -> None:
        from selfeval.tui.dialogs.ask import year_dialog

        def answered(answer: str | None) -> None:
            if answer == "use":
                self.open_work(path, rules, year_mismatch=True)

        self._some_screen()
        self.push_screen(year_dialog(error), answered)

    # -- words

    def say(self, message: Message, *, bad: bool = False, seconds: float = 5) -> None:
        """A passing word in the corner."""
        severity: SeverityLevel = "warning" if bad else "information"
        self.clear_notifications()  # a pile of them would cover the row they speak about
        self.notify(one_line(self.words(message)), severity=severity, markup=False, timeout=seconds)

    def show_error(self, error: SelfEvalError) -> None:
        """A failure as a dialog."""
        from selfeval.tui.dialogs.ask import error_dialog

        self.push_screen(error_dialog(error))
