"""The application: its screens, colours, keys of every screen, and mistakes of its own. Computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.widgets import Static

from selfeval.core.checks.selection import Selection
from selfeval.core.problems import msg
from selfeval.tui.actions.action import ALL, configure
from selfeval.tui.actions.keymap import read_keymap
from selfeval.tui.actions.registry import bindings
from selfeval.tui.app.input.field_paste import FieldPaste
from selfeval.tui.app.input.queue import Input, InputQueue
from selfeval.tui.app.leaving import Leaving
from selfeval.tui.app.opening import Opener
from selfeval.tui.app.rooms import ROOMS
from selfeval.tui.app.style_sheet import StyleSheet
from selfeval.tui.app.terminal.frames import ask, learn
from selfeval.tui.app.terminal.hardware_cursor import typing_offset
from selfeval.tui.app.terminal.keyboard import hear_so
from selfeval.tui.app.terminal.line_filter import HARMLESS
from selfeval.tui.app.terminal.own_drawing import draw_so
from selfeval.tui.app.terminal.signals import on_end
from selfeval.tui.app.watching import DiskWatch
from selfeval.tui.base import where_of
from selfeval.tui.dialogs.too_small import MIN_HEIGHT, MIN_WIDTH, TooSmall
from selfeval.tui.host import Host
from selfeval.tui.text import Words, one_line
from selfeval.tui.themes import CONTRAST, DARK, FEW_COLOURS, THEMES, chosen_theme, following
from selfeval.workspace.looking.findings import View
from selfeval.workspace.system.preferences import choose, chosen, keys_file


class SelfEvalApp(Host):
    """The whole program on a terminal; `path` is opened at once, or a `batch`, else the home screen comes up.

    The workbook opened next is held against `last_year`, if there is one. `selection` leaves findings out of their
    list; `tour` shows the tour to who has not seen it; `month` begins with the monitoring of the year to its end;
    `batch` is the folder of one that is reviewed.
    """

    CSS_PATH = "selfeval.tcss"
    TITLE = "selfeval"
    ROOMS = ROOMS
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ALL)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-slim"),
        (72, "-narrow"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-low"),
        (24, "-high"),
        (30, "-tall"),
    ]

    works: Opener
    disk: DiskWatch

    def __init__(
        self,
        language: str,
        path: Path | None = None,
        rules: str | None = None,
        last_year: Path | None = None,
        selection: Selection | None = None,
        *,
        tour: bool = False,
        month: int = 0,
        batch: Path | None = None,
    ) -> None:
        super().__init__()
        self.stylesheet = StyleSheet(variables=self.get_css_variables())
        draw_so()
        hear_so(self.driver_class)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = chosen_theme(chosen("theme")) or DARK.name
        self.keymap_read = read_keymap(keys_file())
        configure(self.keymap_read.keys)
        self.words = Words(language)
        self.workspace = None
        self.findings = View(selection or Selection())
        self.mistake: Exception | None = None
        self._path, self._rules, self._batch = path, rules, batch
        self.last_year = last_year
        self.tour_wanted, self.month_wanted = tour, month
        self._typed = InputQueue(self, self._give, self._say_missed)
        self.works, self.disk = Opener(self, self._typed), DiskWatch(self)
        self._leaving, self._field_paste = Leaving(self), FieldPaste(self, self._typed)

    def on_mount(self) -> None:
        """Show the first screen; let the terminal's end be a clean one."""
        ask(self)
        if self.console.color_system == FEW_COLOURS and not self.is_headless and not chosen_theme(chosen("theme")):
            self.theme = CONTRAST.name
        on_end(self._leaving.ended)
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        self.set_keymap(self.keymap_read.textual)
        if self._path is not None:
            self.works.open_work(self._path, self._rules)
        elif self._batch is not None:
            self.works.open_batch(self._batch)
        else:
            self.works.show_home()

    def on_unmount(self) -> None:
        """Let go of the work; everything entered is on disk already."""
        if self.workspace is not None:
            self.workspace.close()

    def compose(self) -> ComposeResult:
        """What stands until the first screen is there."""
        opened = self._path or self._batch
        if opened is not None:
            yield Static(
                Content(one_line(self.words(msg("Opening {name} ...", name=opened.name)))),
                classes="lead",
                id="stage",
            )

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing from a file reaches the terminal as a command, whichever widget shows it."""
        return [*super().get_line_filters(), HARMLESS]

    # -- the terminal

    @property
    def cursor_position(self) -> Offset:
        """Where its cursor stands."""
        focused = self.screen.focused if self.screen_stack else None
        return typing_offset(focused) or self._noted

    @cursor_position.setter
    def cursor_position(self, noted: Offset) -> None:
        self._noted = noted

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """It said how wide it draws lines: panes may have frames."""
        learn(self, event.x)

    async def on_event(self, event: events.Event) -> None:
        """What comes from the terminal waits for its turn; all else as Textual does it."""
        if isinstance(event, Input) and not event.is_forwarded:
            await self._typed.take(event)
        else:
            await super().on_event(event)

    async def _give(self, event: Input) -> None:
        """What came has its turn; a field is not given what it has no room for."""
        if not self._field_paste.takes(event):
            await super().on_event(event)

    def on_paste(self, event: events.Paste) -> None:
        """What nothing on the screen has taken is not lost without a word."""
        event.stop()
        self.say(msg("What was pasted has no place here: nothing was taken."), bad=True)

    def _say_missed(self) -> None:
        self.works.missed()

    def watch_app_focus(self, focus: bool) -> None:
        """Whoever comes back from Excel may have changed the workbook there."""
        if focus:
            self.disk.come_back()

    # -- actions of every screen

    async def action_quit(self) -> None:
        """Leave; ask only where something would be lost."""
        self._leaving.quit()

    def action_help_quit(self) -> None:
        """Ctrl+C is pressed by accident more often than not: say how to leave."""
        self._leaving.say_how()

    def action_help(self) -> None:
        """Explain the present screen; on the explanation itself, go back."""
        if self.stands_in("help"):
            self.screen.dismiss(None)
        elif not isinstance(self.screen, TooSmall):
            self.open_room("help", where_of(self.screen), getattr(self.screen, "offered", ()))

    def action_palette(self) -> None:
        """List every action of the present screen."""
        if not self.stands_in("palette") and not isinstance(self.screen, TooSmall):
            self.open_room("palette", self.screen)

    def action_theme(self) -> None:
        """Dark, light, high contrast; the choice is remembered."""
        self.theme = following(self.theme)
        choose("theme", self.theme)

    def _handle_exception(self, error: Exception) -> None:
        self.mistake = self.mistake or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without a traceback on the clerk's screen; `run` hands the mistake on."""
        self._close_messages_no_wait()

    def on_resize(self, event: events.Resize) -> None:
        """Below 60×20 nothing would be readable: say so until there is room again."""
        small = event.size.width < MIN_WIDTH or event.size.height < MIN_HEIGHT
        if small and self._typed.waiting:  # what was typed before belongs to what stood there then
            self.set_timer(0.02, partial(self.on_resize, event))
        elif small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())
        elif not small and isinstance(self.screen, TooSmall):
            self.pop_screen()


def run(app: SelfEvalApp) -> int:
    """Run the program on this terminal; the exit code: 0, or 128 and the number of the signal that ended it.

    A mistake of our own is raised once the terminal is itself again; the outermost door keeps a report of it.
    """
    code = app.run()
    if app.mistake is not None:
        raise app.mistake
    return app.return_code or code or 0
