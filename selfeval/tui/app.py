"""The application: opening work, themes, failures, leaving. Computes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.checks.selection import Selection
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.action import configure
from selfeval.tui.actions import ALL, bindings
from selfeval.tui.bars import plain_bars
from selfeval.tui.keymap import read_keymap
from selfeval.tui.screens.base import Dialog, Room, Settling
from selfeval.tui.screens.small import MIN_HEIGHT, MIN_WIDTH, TooSmall
from selfeval.tui.signals import on_end
from selfeval.tui.text import Words, one_line
from selfeval.tui.themes import DARK, THEMES, following
from selfeval.tui.watching import Watching
from selfeval.workspace.findings import View
from selfeval.workspace.pauses import without_rounds
from selfeval.workspace.preferences import choose, chosen, keys_file

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from selfeval.workspace.live import Workspace


OTHER_YEAR = "R165"


class SelfEvalApp(Watching, App[int]):
    """The whole program on a terminal; `path` is opened at once, without one the home screen comes up.

    The workbook opened next is held against `last_year`, if there is one.
    """

    CSS_PATH = "selfeval.tcss"
    TITLE = "selfeval"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ALL)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-narrow"),
        (110, "-wide"),
    ]

    def __init__(
        self,
        language: str,
        path: Path | None = None,
        rules: str | None = None,
        last_year: Path | None = None,
        selection: Selection | None = None,
        *,
        tour: bool = False,
    ) -> None:
        super().__init__()
        plain_bars()
        for theme in THEMES:
            self.register_theme(theme)
        wanted = chosen("theme")
        self.theme = wanted if wanted in {theme.name for theme in THEMES} else DARK.name
        self.keymap_read = read_keymap(keys_file())
        configure(self.keymap_read.keys)
        self.words = Words(language)
        self.workspace: Workspace | None = None
        self.findings = View(selection or Selection())
        self.mistake: Exception | None = None
        self._path, self._rules = path, rules
        self.last_year = last_year
        self.tour_wanted = tour

    def on_mount(self) -> None:
        """Show the first screen; let the terminal's end be a clean one."""
        on_end(self._ended)
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        self.set_keymap(self.keymap_read.textual)
        if self._path is not None:
            self.open_work(self._path, self._rules)
        else:
            self.show_home()

    def on_unmount(self) -> None:
        """Let go of the work; everything entered is on disk already."""
        if self.workspace is not None:
            self.workspace.close()

    def compose(self) -> ComposeResult:
        """What stands until the first screen is there."""
        if self._path is not None:
            yield Static(
                Content(one_line(self.words(msg("Opening {name} ...", name=self._path.name)))),
                classes="lead",
                id="stage",
            )

    # -- opening

    def tell_stage(self, message: Message) -> None:
        """How far the opening is; called beside the event loop."""
        self.call_from_thread(self._show_stage, message)

    def _show_stage(self, message: Message) -> None:
        for stage in self.screen_stack[0].query("#stage").results(Static):
            stage.update(Content(one_line(self.words(message))))
        if len(self.screen_stack) > 1:
            self.say(message)

    def show_home(self) -> None:
        """Bring up the home screen."""
        from selfeval.tui.screens.home import Home

        self._first_screen(Home())

    @work(thread=True, exclusive=True, group="open")
    def open_work(self, path: Path, rules: str | None = None, *, year_mismatch: bool = False) -> None:
        """Open a workbook beside the event loop, then show it; a rule pack of other years is asked about."""
        from selfeval.workspace.live import Workspace

        try:
            with without_rounds():
                opened = Workspace.open(path, rules=rules, year_mismatch=year_mismatch, told=self.tell_stage)
                opened.prepare()
        except SelfEvalError as error:
            if error.code == OTHER_YEAR:
                self.call_from_thread(self._ask_year, error, path, rules)
            else:
                self.call_from_thread(self._not_opened, error, path, rules)
        else:
            self.call_from_thread(self._opened, opened)

    def _opened(self, opened: Workspace) -> None:
        from selfeval.tui.screens.work import Work

        self.workspace = opened
        self.findings = View(self.findings.selection)
        screen = Work(opened)
        screen.tour_wanted, self.tour_wanted = self.tour_wanted and not chosen("tour"), False
        self._first_screen(screen)
        if faults := self.keymap_read.problems:
            self.say(msg("keys.toml: {count} faults; “selfeval doctor” names them.", count=len(faults)), bad=True)

    def _first_screen(self, screen: Screen[None]) -> None:
        """Show a screen, under the word about a terminal that is too small if that stands there."""
        small = isinstance(self.screen, TooSmall)
        if small:
            self.pop_screen()
        self.push_screen(screen)
        if small:
            self.push_screen(TooSmall())

    def _not_opened(self, error: SelfEvalError, path: Path, rules: str | None) -> None:
        from selfeval.tui.screens.columns import NO_TABLE, ask_columns

        self._some_screen()
        ask_columns(self, error, path, rules) if error.code == NO_TABLE else self.show_error(error)

    def _some_screen(self) -> None:
        if not any(isinstance(screen, Room) for screen in self.screen_stack):
            self.show_home()

    def _ask_year(self, error: SelfEvalError, path: Path, rules: str | None) -> None:
        from selfeval.tui.screens.dialogs import year_dialog

        def answered(answer: str | None) -> None:
            if answer == "use":
                self.open_work(path, rules, year_mismatch=True)

        self._some_screen()
        self.push_screen(year_dialog(error), answered)

    # -- words

    def say(self, message: Message, *, bad: bool = False) -> None:
        """A passing word in the corner."""
        severity: SeverityLevel = "warning" if bad else "information"
        self.clear_notifications()  # a pile of them would cover the row they speak about
        self.notify(one_line(self.words(message)), severity=severity, markup=False, timeout=5)

    def show_error(self, error: SelfEvalError) -> None:
        """A failure as a dialog."""
        from selfeval.tui.screens.dialogs import error_dialog

        self.push_screen(error_dialog(error))

    # -- actions of every screen

    def action_help(self) -> None:
        """Explain the present screen; on the explanation itself, go back."""
        from selfeval.tui.screens.help import Help, help_for

        if isinstance(self.screen, Help):
            self.screen.action_back()
        elif not isinstance(self.screen, TooSmall):
            self.push_screen(Help(help_for(self.screen)))

    def action_palette(self) -> None:
        """List every action of the present screen."""
        from selfeval.tui.screens.palette import Palette

        if not isinstance(self.screen, (Palette, TooSmall)):
            self.push_screen(Palette(self.screen))

    def action_theme(self) -> None:
        """Dark, light, high contrast; the choice is remembered."""
        self.theme = following(self.theme)
        choose("theme", self.theme)

    async def action_quit(self) -> None:
        """Leave; ask only where something would be lost."""
        if self._unfinished():
            return
        workspace = self.workspace
        if workspace is None or not workspace.volatile or not workspace.evaluation.done:
            self._leave(0)
            return
        from selfeval.tui.screens.dialogs import leave_dialog

        self.push_screen(leave_dialog(), self._quit_answered)

    def _unfinished(self) -> bool:
        """Enter what is being typed; whether something has to be answered before leaving."""
        front = self.screen
        if isinstance(front, Dialog):
            if front.unsaved:
                self.say(msg("Finish this first: Enter takes it, Esc leaves it as it was."), bad=True)
            return front.unsaved
        if isinstance(front, Settling):
            front.settle()
        return self.screen is not front

    def action_help_quit(self) -> None:
        """Ctrl+C is pressed by accident more often than not: say how to leave."""
        if self.workspace is not None and self.workspace.volatile:
            self.say(msg("Ctrl+Q leaves. Nothing can be saved here: export first (F9)."), bad=True)
        else:
            self.say(msg("Everything is saved. Ctrl+Q leaves."))

    def _quit_answered(self, answer: str | None) -> None:
        if answer == "leave":
            self._leave(0)

    def _leave(self, code: int) -> None:
        workspace = self.workspace
        kept = workspace is not None and not workspace.volatile and bool(workspace.evaluation.done)
        note = self.words(msg("Everything entered is saved; open the same workbook to go on.")) if kept else None
        self.exit(code, return_code=code, message=note)

    def _ended(self, code: int) -> None:
        """The terminal went away or the system asks us to end: what was entered is on disk."""
        self.exit(code, return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        self.mistake = self.mistake or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without a traceback on the clerk's screen; `run` hands the mistake on."""
        self._close_messages_no_wait()

    def on_resize(self, event: events.Resize) -> None:
        """Below 60×20 nothing would be readable: say so until there is room again."""
        small = event.size.width < MIN_WIDTH or event.size.height < MIN_HEIGHT
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()


def run(
    language: str,
    path: Path | None = None,
    rules: str | None = None,
    last_year: Path | None = None,
    selection: Selection | None = None,
    *,
    tour: bool = False,
) -> int:
    """Run the program on this terminal; the exit code: 0, or 128 and the number of the signal that ended it.

    `selection` leaves findings out of their list; `tour` shows the tour to who has not seen it.
    A mistake of our own is raised once the terminal is itself again; the outermost door keeps a report of it.
    """
    app = SelfEvalApp(language, path, rules, last_year, selection, tour=tour)
    code = app.run()
    if app.mistake is not None:
        raise app.mistake
    return app.return_code or code or 0
