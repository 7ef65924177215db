"""How long a work takes beside another one: what a test may say of time, however slow or busy the machine is.

Both are measured in the processor's time of this process, one right after the other, and again while the result is
too long: a neighbour on the machine makes some tries longer, work that grows too fast makes all of them longer.
"""

from __future__ import annotations

import time
from collections.abc import Callable

_TRIES = 6
_LEAST = 0.001
"""Seconds below which a clock is not trusted."""


def quickest(work: Callable[[], object], *, enough: float = 0.0, tries: int = _TRIES) -> float:
    """Seconds of the quickest of some tries; no more of them once one took no longer than `enough`."""
    least = float("inf")
    for _ in range(tries):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
        if least <= enough:
            break
    return least


def times_longer(work: Callable[[], object], beside: Callable[[], object], most: float) -> float:
    """How many times as long as `beside` the work takes; tried again while that is more than `most`."""
    long = short = found = float("inf")
    for _ in range(_TRIES):
        short = min(short, quickest(beside, tries=2))
        long = min(long, quickest(work, tries=1))
        found = long / max(short, _LEAST)
        if found <= most:
            break
    return found
