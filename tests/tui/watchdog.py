"""A test build of the application that measures how long its event loop is kept from answering.

A beat on the loop notes how late it comes; a thread beside it looks, while a beat is overdue, what the loop is doing.
The machine's own share is measured the same way in the same run: an empty loop beside one busy thread.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from selfeval.tui.app import app
from selfeval.tui.app.app import SelfEvalApp

BEAT = 0.005
LIMIT = 0.05
"""Seconds that nothing may keep the event loop from answering."""


@dataclass
class Lags:
    """How late each beat came, in seconds, and what the loop did during the longest ones."""

    late: list[float] = field(default_factory=list)
    stacks: list[tuple[float, traceback.StackSummary]] = field(default_factory=list)

    @property
    def worst(self) -> float:
        """The longest time without an answer."""
        return max(self.late, default=0.0)

    def stalls(self, limit: float = LIMIT) -> list[float]:
        """The times without an answer that were longer than allowed."""
        return [late for late in self.late if late > limit]

    def told(self) -> str:
        """The longest ones with their stacks, for a failing test."""
        worst = sorted(self.stacks, key=lambda found: -found[0])[:5]
        return "\n\n".join(f"{late * 1000:.0f} ms:\n{''.join(stack.format())}" for late, stack in worst)


class Watch:
    """Beats on the running loop until it is stopped."""

    def __init__(self) -> None:
        self.lags = Lags()
        self._on = True
        self._due = time.perf_counter() + BEAT
        self._main = threading.get_ident()

    async def run(self) -> None:
        """Beat; a task of the loop that is watched."""
        looker = threading.Thread(target=self._look, daemon=True)
        looker.start()
        while self._on:
            self._due = time.perf_counter() + BEAT
            await asyncio.sleep(BEAT)
            self.lags.late.append(max(time.perf_counter() - self._due, 0.0))

    def stop(self) -> None:
        """No more beats."""
        self._on = False

    def _look(self) -> None:
        while self._on:
            time.sleep(BEAT)
            late = time.perf_counter() - self._due
            if late > LIMIT / 2:
                # Each thread of the program: a late beat may be due to one that lets no other run.
                for number, frame in sys._current_frames().items():
                    if number != threading.get_ident():
                        walked = itertools.islice(traceback.walk_stack(frame), 8)
                        # Source lines are looked up when they are shown: reading them here would hold up the loop.
                        stack = traceback.StackSummary.extract(walked, lookup_lines=False)
                        self.lags.stacks.append((late, stack))


class WatchedApp(SelfEvalApp):
    """The program with the watch in it."""

    CSS_PATH = Path(app.__file__).with_name("selfeval.tcss")

    def __init__(self, language: str, path: Path | None = None) -> None:
        super().__init__(language, path)
        self.watch: Watch | None = None

    def begin_watch(self) -> None:
        """Measure from now on."""
        self.watch = Watch()
        self._beats = asyncio.get_running_loop().create_task(self.watch.run())

    def end_watch(self) -> Lags:
        """What was measured since."""
        assert self.watch is not None
        self.watch.stop()
        return self.watch.lags


def baseline(seconds: float = 1.0, work: Callable[[], object] | None = None) -> Lags:
    """The lags of an empty loop beside one thread that only computes: what this machine does to any program."""
    done = threading.Event()

    def busy() -> None:
        while not done.is_set():
            (work or (lambda: sum(number * number for number in range(2000))))()

    async def empty() -> Lags:
        watch = Watch()
        thread = threading.Thread(target=busy, daemon=True)
        thread.start()
        beats = asyncio.get_running_loop().create_task(watch.run())
        await asyncio.sleep(seconds)
        watch.stop()
        done.set()
        await beats
        thread.join()
        return watch.lags

    return asyncio.run(empty())
