"""The application: opening work, themes, failures, leaving. Computes nothing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import App
from textual.binding import BindingType
from textual.content import Content
from textual.theme import Theme

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.actions import ALL, bindings
from selfeval.tui.screens.small import MIN_HEIGHT, MIN_WIDTH, TooSmall
from selfeval.tui.text import Words, one_line

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from selfeval.workspace.live import Workspace

DARK = Theme(
    name="selfeval-dark", primary="#4f9d8c", secondary="#6c8ea4", accent="#5fb3a1", warning="#c9a15a",
    error="#d97a6c", success="#7fae6d", foreground="#d8dcd9", background="#15181a", surface="#1c2023",
    panel="#262b2f", dark=True,
    variables={"key": "#7cc4b4", "good": "#8fbf7c", "bad": "#e58a7b", "warn": "#d6b26b", "bar": "#4f9d8c",
               "bar-rest": "#30363a", "cursor": "#2f5d55", "cursor-text": "#f2f5f3", "entry": "#0e1012", "muted": "#98a09c"},
)  # fmt: skip
LIGHT = Theme(
    name="selfeval-light", primary="#2d7364", secondary="#486b80", accent="#2d7364", warning="#8a6212",
    error="#a83c2d", success="#3d7030", foreground="#22282a", background="#fbfbf8", surface="#f1f1ec",
    panel="#e4e5de", dark=False,
    variables={"key": "#1f6254", "good": "#37692b", "bad": "#a83c2d", "warn": "#80590c", "bar": "#3f8f7e",
               "bar-rest": "#d5d7cf", "cursor": "#cfe5df", "cursor-text": "#14201d", "entry": "#ffffff", "muted": "#636b68"},
)  # fmt: skip


class SelfEvalApp(App[int]):
    """The whole program on a terminal; `path` is opened at once, without one the home screen comes up."""

    CSS_PATH = "selfeval.tcss"
    TITLE = "selfeval"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ALL)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-narrow"),
        (110, "-wide"),
    ]

    def __init__(self, language: str, path: Path | None = None, rules: str | None = None) -> None:
        super().__init__()
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name
        self.words = Words(language)
        self.workspace: Workspace | None = None
        self.failure: SelfEvalError | None = None
        self._path, self._rules = path, rules

    def on_mount(self) -> None:
        """Show the first screen; let the terminal's end be a clean one."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and os.name != "nt":
                with contextlib.suppress(RuntimeError, ValueError, NotImplementedError):
                    asyncio.get_running_loop().add_signal_handler(number, self._ended, 128 + number)
        if self._path is not None:
            self.open_work(self._path, self._rules)
        else:
            self.show_home()

    def on_unmount(self) -> None:
        """Let go of the work; everything entered is on disk already."""
        if self.workspace is not None:
            self.workspace.close()

    # -- opening

    def show_home(self) -> None:
        """Bring up the home screen."""
        from selfeval.tui.screens.home import Home

        self.push_screen(Home())

    @work(thread=True, exclusive=True, group="open")
    def open_work(self, path: Path, rules: str | None = None) -> None:
        """Open a workbook beside the event loop, then show it."""
        from selfeval.workspace.live import Workspace

        try:
            opened = Workspace.open(path, rules=rules)
        except SelfEvalError as error:
            self.call_from_thread(self._not_opened, error)
        else:
            self.call_from_thread(self._opened, opened)

    def _opened(self, opened: Workspace) -> None:
        from selfeval.tui.screens.work import Work

        self.workspace = opened
        self.push_screen(Work(opened))

    def _not_opened(self, error: SelfEvalError) -> None:
        if len(self.screen_stack) == 1:
            self.failure = error
            self.show_home()
        self.show_error(error)

    # -- words

    def say(self, message: Message, *, bad: bool = False) -> None:
        """A passing word in the corner."""
        severity: SeverityLevel = "warning" if bad else "information"
        self.notify(one_line(self.words(message)), severity=severity, markup=False, timeout=5)

    def show_error(self, error: SelfEvalError) -> None:
        """A failure as a dialog."""
        from selfeval.tui.screens.dialogs import error_dialog

        self.push_screen(error_dialog(error))

    # -- actions of every screen

    def action_help(self) -> None:
        """Explain the present screen."""
        from selfeval.tui.screens.help import Help, help_for

        if not isinstance(self.screen, (Help, TooSmall)):
            self.push_screen(Help(help_for(self.screen)))

    def action_palette(self) -> None:
        """List every action of the present screen."""
        from selfeval.tui.screens.palette import Palette

        if not isinstance(self.screen, (Palette, TooSmall)):
            self.push_screen(Palette(self.screen))

    def action_theme(self) -> None:
        """Light or dark."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    async def action_quit(self) -> None:
        """Leave; ask only where something would be lost."""
        workspace = self.workspace
        if workspace is None or not workspace.volatile or not workspace.evaluation.done:
            self._leave(0)
            return
        from selfeval.tui.screens.dialogs import Ask

        choices = (("stay", "Enter", msg("Stay")), ("leave", "F10", msg("Leave and lose the entries")))
        text = msg("Nothing could be saved on this computer. Export the workbook first (F9), or the entries are lost.")
        self.push_screen(Ask(msg("Leave now?"), text, choices), self._quit_answered)

    def action_help_quit(self) -> None:
        """Ctrl+C is pressed by accident more often than not: say how to leave."""
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

    def on_resize(self, event: events.Resize) -> None:
        """Below 60×20 nothing would be readable: say so until there is room again."""
        small = event.size.width < MIN_WIDTH or event.size.height < MIN_HEIGHT
        if small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()


def title(text: str) -> Content:
    """A line of text for a screen's head; nothing in it is read as markup."""
    return Content(one_line(text))


def run(language: str, path: Path | None = None, rules: str | None = None) -> int:
    """Run the program on this terminal; the exit code of `product.md`: 0, 2 where the work could not be opened."""
    app = SelfEvalApp(language, path, rules)
    code = app.run()
    return app.return_code or code or 0
