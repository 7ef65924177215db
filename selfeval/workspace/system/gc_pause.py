"""Keeps Python's search for circular garbage from stopping the screen while a large workbook is read or written.

A round over the objects of a thousand projects holds every thread for up to a second. What is made while reading stays
for as long as the work is open, so that searching it again and again finds nothing.
"""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Iterator

_guard = threading.Lock()
_running = 0


_USUAL = 700
"""What Python begins with."""


def usual_rounds() -> None:
    """From now on, look for garbage as Python does by itself; what the start has made stays, and is left out."""
    gc.freeze()
    gc.set_threshold(_USUAL)


@contextlib.contextmanager
def without_rounds() -> Iterator[None]:
    """No search for garbage meanwhile, in any thread; what is there afterwards is left out of later ones.

    What is no longer used is freed all the same, unless it hangs together in a circle.
    """
    global _running  # noqa: PLW0603 - as the garbage collector itself, one for the process
    with _guard:
        _running += 1
        gc.disable()
    try:
        yield
    finally:
        with _guard:
            _running -= 1
            if not _running:
                gc.freeze()
                gc.enable()
