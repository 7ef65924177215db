"""The end of the terminal or of the system's patience, as a clean end of the program."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable


def on_end(end: Callable[[int], None]) -> None:
    """Call `end` with the exit code, 128 and the signal's number, on SIGTERM or SIGHUP."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            # Windows has no handlers on its loop, and a loop beside the main thread takes none.
            with contextlib.suppress(RuntimeError, ValueError, NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(number, end, 128 + number)
