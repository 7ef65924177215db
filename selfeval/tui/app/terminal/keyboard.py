"""What the keyboard sends, taken in the encoding of the terminal; a byte that is no sign of it ends nothing.

Textual takes UTF-8 for granted: in a terminal of GBK the first Chinese sign typed would end the screen.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable

from textual.driver import Driver

_ASKED = "getincrementaldecoder"


def hear_so(driver: type[Driver]) -> None:
    """Let this driver read keys so; that of Windows gets signs from the console, not bytes, and asks for nothing."""
    module = sys.modules[driver.__module__]
    if hasattr(module, _ASKED):
        setattr(module, _ASKED, _decoder)


def _decoder(_name: str) -> Callable[[], codecs.IncrementalDecoder]:
    """What Textual asks for by the name of UTF-8."""
    kind = codecs.getincrementaldecoder(sys.__stdin__.encoding if sys.__stdin__ is not None else "utf-8")
    return lambda: kind("replace")
