"""Lets other threads run while a long reading goes on.

Unpacking a part frees the interpreter for less time than another thread needs to wake up, and with that begins anew the
five milliseconds after which that thread may ask for its turn. Through a thousand small parts it would hardly get one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_TURN = 0.005
"""Seconds of work at a time."""
_PAUSE = 0.0002
"""Seconds that are surely long enough for another thread to begin."""


def giving_way(items: Iterable[Item]) -> Iterator[Item]:
    """The items, with a short pause between two of them after each turn of work, where there is somebody to wait."""
    began = time.perf_counter()
    for item in items:
        yield item
        if time.perf_counter() - began > _TURN:
            if threading.active_count() > 1:
                time.sleep(_PAUSE)
            began = time.perf_counter()
