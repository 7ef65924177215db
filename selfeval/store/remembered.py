"""Remembers small things about this person's screen, such as its colours; never stands in the way."""

from __future__ import annotations

from selfeval.store import own_file

_NAME = "screen.json"


def _all() -> dict[str, str]:
    found = own_file.read(_NAME)
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: text for name, text in pairs if isinstance(text, str)}


def get(name: str) -> str:
    """What was remembered under a name, "" for nothing."""
    return _all().get(name, "")


def put(name: str, text: str) -> bool:
    """Remember a text under a name; False where nothing can be written."""
    return own_file.write(_NAME, {**_all(), name: text})
