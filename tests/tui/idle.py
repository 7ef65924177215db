"""Waits until the program has nothing to do: the event loop itself is looked at, where Textual looks at the processor.

Textual waits for 20 ms in which its process computes next to nothing, several times a key: most of the time of a test.
What is read here of asyncio and Textual is held by tests/tui/test_idle.py.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot

PATIENCE = 0.06
"""Seconds that are waited for timers and threads where nothing is done at once."""
LEAST = 0.001
"""Seconds of it that every wait takes, however short."""
_MOMENT = 0.004
_BUSY = 0.2
"""Share of a moment that a thread computes in, for the moment not to try the patience."""


async def wait_for_idle(_least: float = 0.0, most: float = 1.0) -> None:
    """In place of `textual._wait.wait_for_idle`: return once nothing is to be done, or is about to be."""
    loop: Any = asyncio.get_running_loop()
    app = active_app.get(None)
    end, patience = loop.time() + most, PATIENCE
    while loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready or _drawn(app):
            continue
        soon = min(_due(loop, app), default=end) - loop.time()
        if soon < patience:
            await asyncio.sleep(max(soon, 0))
            patience -= max(soon, LEAST)
        elif patience > 0 and app is not None and any(worker.is_running for worker in app.workers):
            patience -= await _moment()
        else:
            return


async def screen_at_rest(pilot: Pilot[Any], _timeout: float = 30.0) -> bool:
    """In place of `Pilot._wait_for_screen`, which sends every widget a message and waits for all of them."""
    await wait_for_idle()
    return not pilot.app._exception_event.is_set()


def _drawn(app: App[Any] | None) -> bool:
    """Draw what has changed, if anything has: nothing else comes before the timer that would do it."""
    if app is None or not app.screen_stack or not app.screen._update_timer._active.is_set():
        return False
    app.screen._on_timer_update()
    return True


def _due(loop: Any, app: App[Any] | None) -> list[float]:
    """When timers go off, but for those that draw."""
    drawing = {screen._update_timer._task for screen in app.screen_stack} if app is not None else set()
    return [timer._when for timer in loop._scheduled if not timer._cancelled and not _wakes(timer) & drawing]


def _wakes(timer: asyncio.TimerHandle) -> set[object]:
    """The tasks that sleep until a timer goes off."""
    futures = [given for given in timer._args or () if isinstance(given, asyncio.Future)]
    return {getattr(then, "__self__", None) for future in futures for then, _context in future._callbacks or ()}


async def _moment() -> float:
    """Let threads go on; the patience that it takes, none where they compute.

    A moment is one however long the machine makes it: where others have the processor, threads cannot compute.
    """
    computed = time.process_time()
    await asyncio.sleep(_MOMENT)
    return 0 if time.process_time() - computed > _BUSY * _MOMENT else _MOMENT
