"""Whether the terminal draws lines and ticks in one cell each: it is asked where its cursor stands after some.

In Chinese consoles these signs are often two cells wide, which would push every frame apart.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from selfeval.streams import shows

SAMPLE = "\u2500\u2502\u256d\u2501\u2713\u2717"
"""Lines of frames and of large digits, a tick and a cross."""
_HOME, _WHERE = "\x1b[1;1H", "\x1b[6n"
QUESTION = f"{_HOME}{SAMPLE}{_WHERE}{_HOME}"
"""What is sent before anything is drawn: the sample in the corner of the screen, and the question."""


def worth_asking(environ: Mapping[str, str] | None = None) -> bool:
    """Whether it may be asked: not the Linux console, which has few signs, nor where plain marks are wanted.

    Nor in an encoding that has not all of them: those of GBK are two cells wide there.
    """
    known = os.environ if environ is None else environ
    if sys.__stderr__ is not None and not shows(SAMPLE, sys.__stderr__.encoding):
        return False
    return known.get("TERM", "") not in {"", "linux", "dumb"} and not known.get("SELFEVAL_PLAIN_MARKS")


def one_cell_each(column: int) -> bool:
    """What the answer means: the cursor's column, from 0."""
    return column == len(SAMPLE)


def ask(seconds: float = 0.5) -> bool | None:
    """Ask the terminal now, where no screen is up; None where it does not say so within that time."""
    if not worth_asking() or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    try:
        import termios  # POSIX only
        import tty
    except ImportError:
        return None
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)
        sys.stdout.write(f"\r{SAMPLE}{_WHERE}")
        sys.stdout.flush()
        column = column_said(_answer(sys.stdin.fileno(), seconds))
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()
    return None if column is None else one_cell_each(column)


def _answer(channel: int, seconds: float) -> bytes:
    """What comes within that time, up to the end of an answer."""
    import select  # not on every system

    came = b""
    while not came.endswith(b"R") and select.select([channel], [], [], seconds)[0]:
        byte = os.read(channel, 1)
        if not byte:
            break
        came += byte
    return came


def column_said(answer: bytes) -> int | None:
    """The column, from 0, in an answer such as `ESC [ 1 ; 7 R`; None in anything else."""
    head, _, column = answer.rpartition(b";")
    digits = column.removesuffix(b"R")
    if b"\x1b[" not in head or digits == column or not digits.isdigit():
        return None
    return int(digits) - 1
