"""The program's own small files in the state folder: lists of conveniences that never stand in anybody's way."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from selfeval.core.problems import NOTHING, Message, SelfEvalError, msg
from selfeval.store import atomic, places
from selfeval.store.sharing import PRIVATE

NAMES = ("recent.json", "columns.json", "screen.json")
"""Works opened last, columns of unknown layouts, choices for the screen."""

DAMAGED = ".damaged"
MOST_BYTES = 1 << 20
"""A list of conveniences has some kilobytes; what is larger was not written by this program."""


def read(name: str) -> object:
    """What the file holds, None where there is none or it makes no sense."""
    return _read(name)[0]


def fault(name: str) -> Message:
    """What is wrong with the file, nothing where nothing is or it is not there."""
    return _read(name)[1]


def write(name: str, value: object) -> bool:
    """Put a value into the file, in ASCII, so that a path which is not valid text comes back; False if that fails."""
    target = path(name)
    places.ready(target.parent)
    if fault(name):
        with contextlib.suppress(OSError):
            target.replace(target.with_name(name + DAMAGED))
    try:
        atomic.write_bytes(target, json.dumps(value, indent=1).encode("ascii"), overwrite=True, mode=PRIVATE)
    except SelfEvalError:
        return False
    return True


def path(name: str) -> Path:
    """Where the file lies or would lie."""
    return places.state_dir() / name


def _read(name: str) -> tuple[object, Message]:
    file = path(name)
    try:
        if not file.is_file():
            return None, msg("It is no file.") if file.exists() else NOTHING
        if file.stat().st_size > MOST_BYTES:
            return None, msg("It is larger than anything this program writes there.")
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        return None, msg("It cannot be read: {why}", why=error.strerror or type(error).__name__)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found, NOTHING
    return None, msg("It is damaged and not used; once it is written anew, it is kept as {name}.", name=name + DAMAGED)
