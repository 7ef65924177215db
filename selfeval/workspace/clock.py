"""Who sits at the keyboard, and what time it is: for the record."""

from __future__ import annotations

import getpass
import os
from datetime import date, datetime


def who() -> str:
    """The name of the person at the keyboard, for the record."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return os.environ.get("USERNAME", "?")


def now() -> str:
    """Local time with its offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def shown(at: str) -> str:
    """A recorded time as people read it: day and minute, such as `2026-01-15 09:30`."""
    return at[:16].replace("T", " ")


def today() -> date:
    """Today, by the clock of this computer."""
    return datetime.fromisoformat(now()).date()
