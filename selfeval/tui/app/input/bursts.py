"""A paste that a terminal types: told from keys by its speed, put together, and never given out as keys.

Old consoles, and terminals without bracketed paste, deliver a paste key by key, with an Enter for each line. Given out
so, the first lines would answer the questions that follow an entry. Hands leave some 30 ms and more between two
different keys, a held key repeats every 30 ms; a paste leaves less than one, at most a few between two pieces.
"""

from __future__ import annotations

from textual import events

GAP = 0.010
"""Seconds; keys closer to each other come from a machine: a paste, an input method, a macro."""
WORD = 0.040
"""Seconds of silence after which a burst of one line is over: what an input method delivers."""
PASTE = 0.120
"""Seconds of silence after which a burst of several lines is over; slow lines deliver it in pieces."""
REST = 0.500
"""Seconds within which a further burst is the rest of the paste before it."""

_BREAKS = {"enter": "\r", "tab": "\t", "ctrl+j": "\n"}


class Burst:
    """Text keys that are held back until it is known whether they are a paste."""

    def __init__(self) -> None:
        self._keys: list[events.Key] = []
        self._pasted_at = float("-inf")

    def __bool__(self) -> bool:
        return bool(self._keys)

    def belongs(self, event: events.Event) -> bool:
        """Whether an event is text that begins a burst, or goes on with the one that is held."""
        if not isinstance(event, events.Key) or not _text(event):
            return False
        return not self._keys or event.time - self._keys[-1].time < self._silence

    def broken_by(self, event: events.Event) -> bool:
        """Whether something that no paste can hold came as fast as the rest: then all of it was meant as keys."""
        return bool(self._keys) and event.time - self._keys[-1].time < GAP

    def add(self, key: events.Key) -> None:
        """Hold a key back."""
        self._keys.append(key)

    def remains(self, now: float) -> float:
        """Seconds of silence that are still to come before the burst is over; 0 or less once it is."""
        return self._keys[-1].time + self._silence - now if self._keys else 0

    def take(self, *, typed: bool = False) -> list[events.Key] | str:
        """What was held: the text of a paste, or keys, which it is where it was `typed`; nothing is held any more."""
        keys, self._keys = self._keys, []
        rest = len(keys) > 1 and keys[0].time - self._pasted_at < REST
        if not typed and keys and (rest or _several(keys)):
            self._pasted_at = keys[-1].time
            return "".join(map(_text, keys))
        pairs = zip(keys, [None, *keys], strict=False)
        return [key for key, last in pairs if not (last and (last.key, key.key) == ("enter", "ctrl+j"))]

    @property
    def _silence(self) -> float:
        """Seconds without a key after which the burst is over."""
        if _several(self._keys):
            return PASTE
        return WORD if len(self._keys) > 1 else GAP


def clock() -> float:
    """Now, as events tell their time."""
    return events.Event().time


def _text(key: events.Key) -> str:
    """The character that a key stands for in a paste, "" for a key that none can hold."""
    return _BREAKS.get(key.key) or (key.character if key.is_printable and key.character else "")


def _several(keys: list[events.Key]) -> bool:
    """Whether a line or a cell ends in the middle: more than one entry and the Enter that finishes it."""
    text = "".join(map(_text, keys)).rstrip("\r\n\t")
    return any(sign in text for sign in _BREAKS.values()) and bool(text.strip())
