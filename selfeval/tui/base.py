"""What all screens and dialogs share: their words, clicks on keys, and failures told as a dialog."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar, Generic, Protocol, TypeVar, cast, runtime_checkable

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Button

from selfeval.core.problems import Message, msg
from selfeval.tui import one_layout
from selfeval.tui.actions.meanings import ENTER, ESCAPE, HELP_HERE
from selfeval.tui.actions.registry import bindings
from selfeval.tui.host import Host, Out
from selfeval.tui.messages import Pressed
from selfeval.tui.text import Words
from selfeval.tui.widgets.field_pairs import align_labels
from selfeval.tui.widgets.keys import Answer, Buttons, Choice
from selfeval.workspace.work.places import Place

Result = TypeVar("Result")
_PAUSE = 0.001
"""Seconds; none at all would put off what waits for its time on the event loop."""


class Shared:
    """Mixed into both kinds of screens."""

    where: ClassVar[str] = ""
    _styled_for: Size | None = None
    _laid_out: Size | None = None
    """The size for which it has just been laid out and is yet to be told."""
    _refresh_layout = one_layout.refresh_layout
    _compositor_refresh = one_layout.compositor_refresh
    _on_timer_update = one_layout.on_timer_update
    update_node_styles = one_layout.update_node_styles

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What gets the keyboard or loses it is drawn anew by itself; Textual draws the whole screen as well."""

    def on_compose(self) -> None:
        """Be as large as the terminal from the first style on."""
        one_layout.prepare(cast("Screen[object]", self))
        self._styled_for = self.host.size

    def on_screen_resume(self) -> None:
        """Coming up, Textual lays the screen out, then tells it its size and lays it out once more for that."""
        size, screen = self.host.size, cast("Screen[object]", self)
        first = size == self._styled_for and screen.outer_size != size
        self._laid_out = size if first else None
        if first:
            one_layout.draw_at_rest(screen)

    def on_resize(self, event: events.Resize) -> None:
        """Do not lay out again for the size that it was laid out for."""
        if event.size == self._laid_out:
            event.prevent_default()
        self._laid_out = None

    def dismiss(self, result: Any = None) -> AwaitComplete:  # noqa: ANN401 - each screen has its own kind of result
        """Give a result and go.

        Textual takes away whatever stands in front, be it a failure that is just being told. So a screen stays while
        something stands in front of it, or once it has gone already.
        """
        screen = cast("Screen[object]", self)
        return Screen.dismiss(screen, result) if screen.is_active else AwaitComplete()

    def close_with(self, found: object) -> None:
        """Give what a screen or dialog in front of this one gave, and go; stay where that gave nothing."""
        if found is not None:
            self.dismiss(found)

    def beside(self, work: Callable[[], Out], done: Callable[[Out], None], *, group: str) -> None:
        """Do `work` beside the event loop, then go on here with what came of it; see `Host.beside`.

        Nothing goes on once the screen has gone: what stood on it is taken away then.
        """

        def go_on(found: Out) -> None:
            if cast("Screen[object]", self) in self.host.screen_stack:
                done(found)

        self.host.beside(work, go_on, group=group)

    @staticmethod
    async def give_way() -> None:
        """Let the program answer before much more is done on the screen."""
        await asyncio.sleep(_PAUSE)

    @property
    def host(self) -> Host:
        """The running application."""
        return cast("Host", cast("Screen[object]", self).app)

    @property
    def words(self) -> Words:
        """Sentences in the reader's language."""
        return self.host.words

    @property
    def at(self) -> Place:
        """The place that the screen is about, as far as it is about one."""
        return Place(getattr(self, "project", ""), "")

    def say(self, message: Message, *, bad: bool = False) -> None:
        """Show a passing word in the corner; nothing in it is read as markup."""
        self.host.say(message, bad=bad)

    async def press(self, action: str) -> None:
        """Do what a key does."""
        screen = cast("Screen[object]", self)
        space = "screen" if hasattr(self, f"action_{action.partition('(')[0]}") else "app"
        await screen.run_action(f"{space}.{action}")

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """A button was pressed by mouse or keyboard."""
        event.stop()
        if isinstance(event.button, Answer):
            await self.press(event.button.does)

    async def on_pressed(self, event: Pressed) -> None:
        """A key label was clicked (found by its name: Textual looks for `@on` in its own classes only)."""
        event.stop()
        await self.press(event.action)


@runtime_checkable
class Settling(Protocol):
    """A screen on which something may be half typed."""

    @property
    def half_typed(self) -> bool:
        """Whether something stands in a field that is not entered."""

    def settle(self) -> None:
        """Enter what is being typed."""


class Room(Shared, Screen[None]):
    """A whole screen."""


class Dialog(Shared, ModalScreen[Result], Generic[Result]):
    """A dialog over a screen; Esc closes it without a result."""

    # What the program itself does by keys is out of reach while a dialog stands in front.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(ESCAPE.keys), "cancel", show=False),
        Binding(",".join(HELP_HERE.keys), "app.help", show=False),
    ]

    offered: tuple[Choice, ...] = ()
    """What can be done here, for the help."""
    not_entered: bool = False
    """Whether what stands here was given once and could not be entered: leaving the program would lose it too."""

    def on_mount(self) -> None:
        """Fields stand in line."""
        align_labels(self)

    def buttons(self, *choices: Choice) -> Buttons:
        """The choices as buttons, each also done by its key."""
        self.offered = choices
        for choice in choices:
            if choice.meaning not in {ENTER, ESCAPE}:
                self._bindings.bind(",".join(choice.meaning.keys), f"by_key('{choice.action}')", show=False)
        return Buttons(self.words, *choices, focus=True)

    async def action_by_key(self, action: str) -> None:
        """What a click on the button does."""
        await self.press(action)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed here that leaving the program would lose."""
        return False

    @property
    def finish_first(self) -> Message:
        """What is said to somebody who wants to leave the program all the same."""
        return msg("Finish this first: Enter takes it, Esc leaves it as it was.")

    def action_cancel(self) -> None:
        """Close without a result."""
        self.dismiss(None)


def room_bindings(where: str) -> list[BindingType]:
    """The registry's bindings of one screen."""
    return list(bindings(where))


def where_of(screen: Screen[Any]) -> str:
    """Which screen this is, as the registry of actions names it; "" for a dialog."""
    return str(getattr(screen, "where", ""))
