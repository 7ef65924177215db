"""Texts of people as parts of file names, on every system: what Windows has no name for is written otherwise."""

from __future__ import annotations

from selfeval.core.patterns import lazy

_NOT_IN_NAMES = lazy(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_DEVICES = lazy(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])")
"""Names that are devices of Windows, in any case and with any ending: `aux.xlsx` is no file."""


def name_part(text: str, instead: str = "_") -> str:
    """The text as it may begin a file name: without signs that Windows refuses, blanks and dots at its ends, devices.

    "" where nothing is left.
    """
    plain = _NOT_IN_NAMES.sub(instead, text).strip(" .")
    return f"_{plain}" if _DEVICES.fullmatch(plain.casefold().partition(".")[0].rstrip()) else plain
