"""The running application as screens see it: words, works, disk, clipboard, and other screens by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar, Protocol, TypeVar, cast

from textual.app import App
from textual.notifications import SeverityLevel
from textual.screen import Screen

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.actions.keymap import Keymap
from selfeval.tui.text import Words, one_line
from selfeval.workspace.compare.on_disk import Found
from selfeval.workspace.looking.findings import View
from selfeval.workspace.system import clipboard
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

Out = TypeVar("Out")
Then = Callable[[Any], None]
"""What is done with the result of a screen; each screen has its own kind of result, None where it gave none."""

_LOOK = 0.2
"""Seconds between two looks at whether a screen is in front again."""


class Works(Protocol):
    """Opens works."""

    def open_work(self, path: Path, rules: str | None = None, *, year_mismatch: bool = False) -> None:
        """Open a workbook, then show it; a rule pack of other years is asked about."""

    def open_again(self, place: Place) -> None:
        """Open the present work anew, at the same place: nobody else has it open any more."""


class Disk(Protocol):
    """Compares the work with its workbook on the disk."""

    def look_at_changes(self) -> None:
        """Compare now, and show what differs; else what the last change was."""

    def show_changes(self, found: Found) -> None:
        """Show a comparison."""

    def go_on_with(self, found: Found) -> None:
        """Take the workbook as it is on the disk, and show the comparison with it."""


class Stopped(Exception):  # noqa: N818 - a person's wish, not an error
    """Raised by work beside the event loop that a person does not want any more; nothing is left of it."""


class Wait(Protocol):
    """What stands in front while something is done that nothing may be entered beside; see `dialogs.busy`."""

    def over(self) -> None:
        """It is done: go."""


class Passing:
    """A screen that only stands before another until it goes by itself; what is worked on stands behind it."""


ASKED_MONTH = -1
"""In place of a month: ask for it once the work is open, when those are known that were entered."""


class Host(App[int]):
    """What every screen may ask of the application.

    Attributes:
        words: sentences in the reader's language.
        workspace: the work that is open, if one is.
        findings: how its findings are looked at, on every screen alike.
        keymap_read: the keys as keys.toml has them, and what is wrong there.
        drawn: whether the terminal draws lines and ticks in one cell each, as it says itself.
        last_year: the evaluation that the work opened next is held against.
        tour_wanted: whether the tour begins with the work opened next.
        month_wanted: the month whose monitoring comes up with the work opened next, 0 for none, `ASKED_MONTH` for one
            that is asked for then.
        works: opens works.
        disk: compares the work with its workbook.
    """

    ROOMS: ClassVar[Mapping[str, str]] = {}
    """Where each screen is made, by its name: `module:maker`; a module is read when its screen is opened first."""

    words: Words
    workspace: Workspace | None
    findings: View
    keymap_read: Keymap
    last_year: Path | None
    drawn: bool = False
    tour_wanted: bool
    month_wanted: int = 0
    works: Works
    disk: Disk

    # -- other screens

    def room(self, name: str, *given: object, **named: object) -> Screen[Any]:
        """A screen, by its name."""
        module, _, maker = self.ROOMS[name].partition(":")
        made = getattr(import_module(module), maker)(*given, **named)
        assert isinstance(made, Screen)
        return made

    def open_room(self, name: str, *given: object, then: Then | None = None, **named: object) -> None:
        """Show a screen in front, by its name; its result goes to `then`."""
        self.show_room(self.room(name, *given, **named), then)

    def show_room(self, screen: Screen[Any], then: Then | None = None) -> None:
        """Show a screen that was made by `room`; a whole one says nothing of the screen before."""
        if not screen.is_modal:
            self.clear_notifications()
        self.push_screen(screen, then)

    def stands_in(self, name: str, screen: Screen[Any] | None = None) -> bool:
        """Whether a screen, the one in front if none is given, is the one of this name."""
        kind = type(screen or self.screen)
        return f"{kind.__module__}:{kind.__qualname__}" == self.ROOMS[name]

    @property
    def front(self) -> Screen[Any]:
        """The screen that is being worked on, whatever is said in front of it about a terminal that is too small."""
        return next(screen for screen in reversed(self.screen_stack) if not isinstance(screen, Passing))

    def bring_up(self, screen: Screen[Any], then: Then | None = None) -> None:
        """Show a screen, under the word about a terminal that is too small if that stands there."""
        passing = isinstance(self.screen, Passing)
        if passing:
            self.pop_screen()
        self.push_screen(screen, then)
        if passing:
            self.open_room("too_small")

    def when_in_front(self, screen: Screen[Any], show: Callable[[], None]) -> None:
        """Show what came of something that went on beside the event loop, once nothing stands in front of a screen.

        Nothing is shown where the screen has gone meanwhile.
        """
        if not screen.is_attached:
            return
        if self.front is screen:
            show()
        else:
            screen.set_timer(_LOOK, partial(self.when_in_front, screen, show))

    # -- work beside the event loop

    def beside(
        self,
        work: Callable[[], Out],
        done: Callable[[Out], None],
        *,
        group: str,
        failed: Callable[[SelfEvalError], None] | None = None,
        stopped: Callable[[], None] | None = None,
        waiting: Screen[Any] | None = None,
        awaited: bool = True,
    ) -> None:
        """Do `work` in a thread, then go on here: the one way that anything is done beside the event loop.

        `done` is given what came of it, `failed` the error (else a dialog tells it); `stopped` follows `Stopped`.
        Of a `group` the later work counts. `waiting` stands in front; nobody waits for what is not `awaited`.
        """
        if waiting is not None:
            self.push_screen(waiting)
        run = partial(_run, self, work, done, failed or self.show_error, stopped or _nothing, waiting)
        _start(run, self if awaited else None, group)

    # -- words

    def say(self, message: Message, *, bad: bool = False, seconds: float = 5) -> None:
        """A passing word in the corner."""
        severity: SeverityLevel = "warning" if bad else "information"
        self.clear_notifications()  # a pile of them would cover the row they speak about
        self.notify(one_line(self.words(message)), severity=severity, markup=False, timeout=seconds)

    def show_error(self, error: SelfEvalError) -> None:
        """A failure as a dialog."""
        self.open_room("error", error)

    # -- the clipboard

    def copy(self, text: str, said: Message, *, cut: bool = False) -> None:
        """Copy a text, and say by which way that was done; `said` names it. What was `cut` is cleared by the caller."""
        self.copy_to_clipboard(text)
        copied = partial(_copied, self, said=said, cut=cut)
        self.beside(partial(clipboard.write, text), copied, group="clipboard")  # clipboard programs are waited for


def _start(run: Callable[[], None], awaiting: Host | None, group: str) -> None:
    """A drive that does not answer is waited for by nobody: that thread ends with the program."""
    if awaiting is not None:
        awaiting.run_worker(run, thread=True, exclusive=True, group=group)
    else:
        Thread(target=run, daemon=True).start()


def _run(
    host: Host,
    work: Callable[[], Out],
    done: Callable[[Out], None],
    failed: Callable[[SelfEvalError], None],
    stopped: Callable[[], None],
    waiting: Screen[Any] | None,
) -> None:
    """The thread of `Host.beside`."""
    then: Callable[[], None]
    try:
        then = partial(done, work())
    except SelfEvalError as error:
        then = partial(failed, error)
    except Stopped:
        then = stopped
    if host.is_running:
        # In the program's own turn: what follows may begin the next work of the same group.
        host.call_from_thread(host.call_later, _after, waiting, then)


def _after(waiting: Screen[Any] | None, then: Callable[[], None]) -> None:
    if waiting is not None:
        cast("Wait", waiting).over()
    then()


def _nothing() -> None:
    """Nothing follows."""


def _copied(host: Host, done: bool, *, said: Message, cut: bool) -> None:
    if done:
        host.say(msg("Cut: {what}", what=said) if cut else msg("Copied: {what}", what=said))
        return
    text = msg(
        "Copied through the terminal (OSC 52): {what}. If Excel does not get it, your terminal does not allow it.",
        what=said,
    )
    host.say(msg("{copied} The rows are cleared; Ctrl+Z brings them back.", copied=text) if cut else text)
