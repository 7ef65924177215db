"""Keys, clicks and pastes one after the other, each once what the one before it set going has come to rest.

A terminal delivers what was typed while the program was busy in one piece, as an input method does with a whole word.
Handed out at once, all of it would go to the widget that has the keyboard at that moment, and the field that the first
key opens would get the rest in the wrong place, or not at all. Text keys wait a moment before: see `bursts`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TypeAlias

from textual import events

from selfeval.tui.actions.action import keys_of
from selfeval.tui.actions.registry import action
from selfeval.tui.app.input.at_rest import at_rest
from selfeval.tui.app.input.bursts import Burst, clock
from selfeval.tui.host import Host

_Input: TypeAlias = events.Key | events.Paste | events.MouseEvent
_PASSING = (events.MouseMove, events.MouseScrollUp, events.MouseScrollDown)
"""What a mouse sends all the time; it waits only behind something that waits already."""
_TYPED = (events.Key, events.Paste)
_PAUSE = 0.001
"""Seconds between two looks at whether everything is at rest."""
_MOST_LOOKS = 500
"""After so many the next one is given out all the same: something on the screen may never be at rest."""


class InOrder(Host):
    """The part of the application that takes what comes from the terminal.

    While it is `held`, everything waits: something beside the event loop has its turn.
    """

    held = False

    def __init__(self) -> None:
        super().__init__()
        self._input: deque[_Input] = deque()
        self._looks = 0
        self._looking = False
        self._burst = Burst()
        self._watching = False
        self._deaf = True  # until the first screen is there
        self._missed = False

    async def on_event(self, event: events.Event) -> None:
        """Everything as Textual does it, but for what has to wait for its turn."""
        if not isinstance(event, _Input) or event.is_forwarded:
            await super().on_event(event)
        elif self._deaf and getattr(event, "key", "") not in keys_of(action("quit")):
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

    async def _in_turn(self, event: _Input) -> None:
        """At once where nothing waits, else behind what does."""
        if self._input or self._looking or self.held or not (isinstance(event, _PASSING) or at_rest(self)):
            self._line_up(event)
        else:
            await self.give(event)

    async def give(self, event: _Input) -> None:
        """What came from the terminal has its turn."""
        await super().on_event(event)

    @property
    def waiting(self) -> bool:
        """Whether something that was lined up has not come to rest yet."""
        return bool(self._input) or self._looking or bool(self._burst)

    # -- a paste that comes key by key

    def _watch_burst(self) -> None:
        """Look again once the burst may be over, in the program's own turn: behind the keys that came meanwhile."""
        if not self._watching:
            self._watching = True
            remains = max(self._burst.remains(clock()), _PAUSE)
            asyncio.get_running_loop().call_later(remains, self.call_later, self._burst_over)

    async def _burst_over(self) -> None:
        self._watching = False
        if self._burst and self._burst.remains(clock()) > 0:
            self._watch_burst()
        else:
            await self._release()

    async def _release(self, *, typed: bool = False) -> None:
        """Give out what was held back: a paste in one piece, or the keys as they were typed."""
        held = self._burst.take(typed=typed)
        if isinstance(held, str):
            await self._in_turn(events.Paste(held))
            return
        for key in held:
            await self._in_turn(key)

    def deafen(self) -> None:
        """Forget what waits, and take nothing until `listen`."""
        self._deaf, self._missed = True, any(isinstance(event, _TYPED) for event in self._input)
        self._missed = bool(self._burst.take()) or self._missed
        self._input.clear()

    def listen(self) -> None:
        """Take what comes, after a word where something was typed that nothing took."""
        missed, self._deaf, self._missed = self._missed, False, False
        if missed:
            self.missed()

    def nothing_missed(self) -> None:
        """What was typed into the void so far is said elsewhere."""
        self._missed = False

    def missed(self) -> None:
        """Stand in front until the person has seen it: what is typed further is the rest of what was lost."""

    def _line_up(self, event: _Input) -> None:
        last = self._input[-1] if self._input else None
        if isinstance(event, events.MouseMove) and isinstance(last, events.MouseMove):
            self._input[-1] = event
        else:
            self._input.append(event)
        self._look_soon()

    async def _give_next(self) -> None:
        self._looking = False
        if self._input:
            await self.give(self._input.popleft())
            self._look_soon()

    def _look_soon(self) -> None:
        if not self._looking:
            self._looking, self._looks = True, 0
            asyncio.get_running_loop().call_later(_PAUSE, self._look)

    def _look(self) -> None:
        self._looks += not self.held
        if not self.is_running or not self.screen_stack:
            self._input.clear()  # the program is ending
        elif not self.held and (self._looks > _MOST_LOOKS or at_rest(self)):
            if not self._input:
                self._looking = False
                return
            self.call_later(self._give_next)  # in the program's own turn, as the terminal's events are
        else:
            asyncio.get_running_loop().call_later(_PAUSE, self._look)
