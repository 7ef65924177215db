"""Steps on files that Windows refuses while another program has them open: they are tried again for a moment."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

_HELD = {5, 32, 33}
"""What Windows calls a file that somebody else has open: access denied, sharing violation, lock violation."""
PATIENCE, PAUSE = 2.0, 0.05
"""Seconds: an antivirus program holds a new file for a moment; whoever has it open in Excel holds it for longer."""


def patiently(step: Callable[[], Result]) -> Result:
    """What the step gives; one that is refused because another program has the file is taken again for a moment."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return step()
        except PermissionError as error:
            if not _may_be_held(error) or time.monotonic() > end:
                raise
            time.sleep(PAUSE)


def _may_be_held(error: PermissionError) -> bool:
    """Whether somebody else's having the file open may be why; what opens files says less than what renames them."""
    number = getattr(error, "winerror", None)
    return number in _HELD if number is not None else os.name == "nt"
