"""The three streams as the program uses them: never the end of it, and able to hold Chinese."""

from __future__ import annotations

import contextlib
import io
import os
import sys

CHOICE = "SELFEVAL_ENCODING"
"""Environment variable: the encoding of what goes into pipes and files, also where Python does not ask for its own."""
UNREADABLE = "\ufffd"
"""What stands in a line that was read, where bytes are no sign of the encoding."""
_CHINESE = "预算绩效自评"


def prepare_streams() -> str | None:
    """Make the streams fit; returns the code page that was given up because it has no Chinese, None if none was.

    Streams that the caller has closed are missing; what is written to them goes nowhere. A sign that the code page
    lacks becomes `?`. A code page without any Chinese would leave nothing but those: UTF-8 is written in its place,
    unless `SELFEVAL_ENCODING` or `PYTHONIOENCODING` asks for one.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            from pathlib import Path  # costs every start a millisecond, and streams are hardly ever closed

            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open as long as we run
    wanted, given_up = encoding_wanted(), None
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        before = stream.encoding
        unfit = wanted is None and not shows_chinese(before)
        with contextlib.suppress(io.UnsupportedOperation):  # one that the caller has read from stays as it is
            stream.reconfigure(encoding="utf-8" if unfit else _kept_or(wanted, stream), errors="replace")
            if unfit and stream is not sys.stdin:
                given_up = before
    return given_up


def _kept_or(wanted: str | None, stream: io.TextIOWrapper) -> str | None:
    """The encoding asked for; None leaves that of a Windows console, which has all signs in any code page."""
    console = os.name == "nt" and stream.isatty()
    return None if console else wanted or None


def encoding_wanted() -> str | None:
    """The encoding that the person asks for; "" for that which Python was told and has taken already; None for none."""
    wanted = os.environ.get(CHOICE, "").strip()
    if wanted and known(wanted):
        return wanted
    return "" if os.environ.get("PYTHONIOENCODING") and not sys.flags.ignore_environment else None


def known(encoding: str) -> bool:
    """Whether this is the name of an encoding of text."""
    try:
        "".encode(encoding)
    except LookupError:
        return False
    return True


def shows_chinese(encoding: str | None) -> bool:
    """Whether Chinese can be written in this encoding."""
    return shows(_CHINESE, encoding)


def shows(signs: str, encoding: str | None) -> bool:
    """Whether all of these signs can be written in this encoding."""
    try:
        signs.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
