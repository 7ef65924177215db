"""Names of files on every system: what Windows has no name for is written otherwise, or refused where a person asks."""

from __future__ import annotations

import errno
import os
from pathlib import Path, PureWindowsPath

from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.store.faults import os_fault, shown

_NOT_IN_NAMES = lazy(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_REFUSED = lazy(r'[\\/:*?"<>|\x00-\x1f]')
"""Signs that Windows refuses; behind a colon it would put what is written where no folder shows it."""
_DEVICES = lazy(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])")
"""Names that are devices of Windows, in any case and with any ending: `aux.xlsx` is no file."""
_AT_THE_END = " ."
"""What Windows takes away from the end of a name, so that the file would be called otherwise."""


def name_part(text: str, instead: str = "_") -> str:
    """The text as it may begin a file name: without signs that Windows refuses, blanks and dots at its ends, devices.

    "" where nothing is left.
    """
    plain = _NOT_IN_NAMES.sub(instead, text).strip(_AT_THE_END)
    return f"_{plain}" if _is_device(plain) else plain


def refuse_name(path: Path) -> None:
    """Refuse what the system could not call so, before anything is written.

    Raises:
        SelfEvalError: F305 the name is too long; F320 a folder or the file has a name that Windows does not have.
    """
    if os.name == "nt":
        refuse_windows_name(str(path))
    try:
        path.lstat()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise os_fault(error, path) from error


def refuse_windows_name(path: str) -> None:
    """The same on whatever system: F320 for a path that Windows would not make, or make under another name."""
    parsed = PureWindowsPath(path)
    for part in parsed.parts[1 if parsed.anchor else 0 :]:
        if part != ".." and (why := _why_not(part)):
            raise SelfEvalError(
                msg("Not a file name"),
                msg("Windows has no file or folder called “{name}”: {why}", name=shown(Path(part)), why=why),
                msg("Give another name, for example {name}.", name=shown(Path(name_part(part) or "_"))),
                "F320",
            )


def _why_not(name: str) -> Message | None:
    if sign := _REFUSED.search(name):
        return msg("the sign {sign} cannot stand in a name.", sign=repr(sign[0]).strip("'"))
    if _is_device(name):
        return msg("it is the name of a device, whatever the ending.")
    if name.endswith(tuple(_AT_THE_END)):
        return msg("a dot or a blank at its end would be left out.")
    return None


def _is_device(name: str) -> bool:
    return _DEVICES.fullmatch(name.casefold().partition(".")[0].rstrip()) is not None
