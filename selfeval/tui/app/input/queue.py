"""Keys, clicks and pastes one after the other, each once what the one before it set going has come to rest.

A terminal delivers what was typed while the program was busy in one piece, as an input method does with a whole word.
Handed out at once, all of it would go to the widget that has the keyboard at that moment, and the field that the first
key opens would get the rest in the wrong place, or not at all. Text keys wait a moment before: see `bursts`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from textual import events

from selfeval.tui.actions.action import keys_of
from selfeval.tui.actions.registry import action
from selfeval.tui.app.input.at_rest import at_rest
from selfeval.tui.app.input.bursts import Burst, clock
from selfeval.tui.host import Host
from selfeval.tui.one_layout import draw_answer

Input: TypeAlias = events.Key | events.Paste | events.MouseEvent
_PASSING = (events.MouseMove, events.MouseScrollUp, events.MouseScrollDown)
"""What a mouse sends all the time; it waits only behind something that waits already."""
_TYPED = (events.Key, events.Paste)
_PAUSE = 0.001
"""Seconds between two looks at whether everything is at rest."""
_MOST_LOOKS = 500
"""After so many the next one is given out all the same: something on the screen may never be at rest."""


class InputQueue:
    """Takes what comes from the terminal, and gives it to the application in its turn.

    `give` is the application's way with what has its turn. `missed` stands in front, until the person has seen it,
    where something was typed that nothing took: what is typed further is the rest of what was lost.
    """

    def __init__(self, app: Host, give: Callable[[Input], Awaitable[None]], missed: Callable[[], None]) -> None:
        self._app, self._give, self._say_missed = app, give, missed
        self._lined_up: deque[Input] = deque()
        self._held = False
        self._looks = 0
        self._looking = False
        self._burst = Burst()
        self._watching = False
        self._deaf = True  # until the first screen is there
        self._missed = False

    async def take(self, event: Input) -> None:
        """Give something out at once, or line it up."""
        if self._deaf and getattr(event, "key", "") not in keys_of(action("quit")):
            self._missed = self._missed or isinstance(event, _TYPED)
        elif isinstance(event, _PASSING):
            await self._in_turn(event)
        else:
            if not self._burst.belongs(event):  # what was held comes first
                await self._release(typed=self._burst.broken_by(event))
            if isinstance(event, events.Key) and self._burst.belongs(event):
                self._burst.add(event)
                self._watch_burst()
            else:
                await self._in_turn(event)

    async def _in_turn(self, event: Input) -> None:
        """At once where nothing waits, else behind what does."""
        if self._lined_up or self._looking or self._held or not (isinstance(event, _PASSING) or at_rest(self._app)):
            self._line_up(event)
        else:
            await self._give_out(event)

    async def _give_out(self, event: Input) -> None:
        """What comes of it is drawn at once, unless more waits behind it."""
        if isinstance(event, _TYPED) and not self._lined_up:
            draw_answer(self._app.screen)
        await self._give(event)

    def hold(self) -> None:
        """Let everything wait: something beside the event loop has its turn."""
        self._held = True

    async def go_on_with(self, event: Input) -> None:
        """Give out what came of that first, then what waits."""
        self._held = False
        await self._give_out(event)

    @property
    def waiting(self) -> bool:
        """Whether something that was lined up has not come to rest yet."""
        return bool(self._lined_up) or self._looking or bool(self._burst)

    # -- a paste that comes key by key

    def _watch_burst(self) -> None:
        """Look again once the burst may be over, in the program's own turn: behind the keys that came meanwhile."""
        if not self._watching:
            self._watching = True
            remains = max(self._burst.remains(clock()), _PAUSE)
            asyncio.get_running_loop().call_later(remains, self._app.call_later, self._burst_over)

    async def _burst_over(self) -> None:
        self._watching = False
        if self._burst and self._burst.remains(clock()) > 0:
            self._watch_burst()
        else:
            await self._release()

    async def _release(self, *, typed: bool = False) -> None:
        """Give out what was held back: a paste in one piece, or the keys as they were typed."""
        held = self._burst.take(typed=typed)
        for event in [events.Paste(held)] if isinstance(held, str) else held:
            await self._in_turn(event)

    def deafen(self) -> None:
        """Forget what waits, and take nothing until `listen`."""
        self._deaf, self._missed = True, any(isinstance(event, _TYPED) for event in self._lined_up)
        self._missed = bool(self._burst.take()) or self._missed
        self._lined_up.clear()

    def listen(self) -> None:
        """Take what comes, after a word where something was typed that nothing took."""
        missed, self._deaf, self._missed = self._missed, False, False
        if missed:
            self._say_missed()

    def nothing_missed(self) -> None:
        """What was typed into the void so far is said elsewhere."""
        self._missed = False

    def _line_up(self, event: Input) -> None:
        last = self._lined_up[-1] if self._lined_up else None
        if isinstance(event, events.MouseMove) and isinstance(last, events.MouseMove):
            self._lined_up[-1] = event
        else:
            self._lined_up.append(event)
        self._look_soon()

    async def _give_next(self) -> None:
        self._looking = False
        if self._lined_up:
            await self._give_out(self._lined_up.popleft())
            self._look_soon()

    def _look_soon(self) -> None:
        if not self._looking:
            self._looking, self._looks = True, 0
            asyncio.get_running_loop().call_later(_PAUSE, self._look)

    def _look(self) -> None:
        self._looks += not self._held
        if not self._app.is_running or not self._app.screen_stack:
            self._lined_up.clear()  # the program is ending
        elif not self._held and (self._looks > _MOST_LOOKS or at_rest(self._app)):
            if not self._lined_up:
                self._looking = False
                return
            self._app.call_later(self._give_next)  # in the program's own turn, as the terminal's events are
        else:
            asyncio.get_running_loop().call_later(_PAUSE, self._look)
