"""Keys, clicks and pastes one after the other, each once what the one before it set going has come to rest.

A terminal delivers what was typed while the program was busy in one piece, as an input method does with a whole word.
Handed out at once, all of it would go to the widget that has the keyboard at that moment, and the field that the first
key opens would get the rest in the wrong place, or not at all.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TypeAlias

from textual import events
from textual.app import App

_Input: TypeAlias = events.Key | events.Paste | events.MouseDown | events.MouseUp
_PAUSE = 0.001
"""Seconds between two looks at whether everything is at rest."""
_PATIENCE = 0.5
"""Seconds after which the next one is given out all the same: something on the screen may never be at rest."""


class InOrder(App[int]):
    """The part of the application that takes what comes from the terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._input: deque[_Input] = deque()
        self._since = 0.0
        self._looking = False

    async def on_event(self, event: events.Event) -> None:
        """Everything as Textual does it, but for what has to wait for its turn."""
        if not isinstance(event, _Input) or event.is_forwarded:
            await super().on_event(event)
        elif self._input or self._looking or not self._at_rest():
            self._input.append(event)
            self._look_soon()
        else:
            await self._give(event)

    async def _give(self, event: _Input) -> None:
        self._since = time.monotonic()
        await super().on_event(event)

    async def _give_next(self) -> None:
        self._looking = False
        if self._input:
            await self._give(self._input.popleft())
        if self._input:
            self._look_soon()

    def _look_soon(self) -> None:
        if not self._looking:
            self._looking = True
            asyncio.get_running_loop().call_later(_PAUSE, self._look)

    def _look(self) -> None:
        if self._at_rest() or time.monotonic() - self._since > _PATIENCE:
            self.call_later(self._give_next)  # in the program's own turn, as the terminal's events are
        else:
            asyncio.get_running_loop().call_later(_PAUSE, self._look)

    def _at_rest(self) -> bool:
        """Whether no message waits anywhere on the screen, and the screen is there with its keyboard."""
        screen = self.screen
        if not screen.is_mounted or screen._callbacks or self.message_queue_size:
            return False
        return not any(node.message_queue_size for node in screen.walk_children(with_self=True))
