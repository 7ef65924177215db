"""Remembers small things about this person's screen, such as its colours; never stands in the way."""

from __future__ import annotations

import json
from pathlib import Path

from selfeval.core.problems import SelfEvalError
from selfeval.store import atomic, places


def _file() -> Path:
    return places.state_dir() / "screen.json"


def _all() -> dict[str, str]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: text for name, text in pairs if isinstance(text, str)}


def get(name: str) -> str:
    """What was remembered under a name, "" for nothing."""
    return _all().get(name, "")


def put(name: str, text: str) -> bool:
    """Remember a text under a name; False where nothing can be written."""
    places.ready(_file().parent)
    try:
        atomic.write_bytes(_file(), json.dumps({**_all(), name: text}, indent=1).encode("ascii"), overwrite=True)
    except SelfEvalError:
        return False
    return True
