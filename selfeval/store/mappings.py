"""Remembers what people said about the columns of unknown layouts, by the fingerprint of each layout's header."""

from __future__ import annotations

from collections.abc import Mapping

from selfeval.core.records import dataclass
from selfeval.store import own_file

MOST = 200
_NAME = "columns.json"


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """One layout.

    Attributes:
        fingerprint: of its header row.
        texts: the texts of that row, for people.
        columns: by field, the letters of its column and the text of its header.
        at: when it was given, ISO 8601 text.
    """

    fingerprint: str
    texts: tuple[str, ...]
    columns: Mapping[str, tuple[str, str]]
    at: str


def maps() -> list[ColumnMap]:
    """All layouts remembered, newest first; rows of the list that make no sense are left out."""
    listed = own_file.read(_NAME)
    rows = listed.get("maps") if isinstance(listed, dict) else None
    found = [one for row in (rows if isinstance(rows, list) else []) if (one := _map(row)) is not None]
    return found[:MOST]


def remember(new: ColumnMap) -> bool:
    """Keep this one, in place of what was known of the same layout; False if the list cannot be written."""
    known = maps()
    old = next((one for one in known if one.fingerprint == new.fingerprint), None)
    if old is not None and (old.columns, old.texts) == (new.columns, new.texts):
        return True
    return _save([new, *(one for one in known if one.fingerprint != new.fingerprint)][:MOST])


def forget(fingerprint: str) -> bool:
    """Take this layout off the list; False if the list cannot be written."""
    return _save([one for one in maps() if one.fingerprint != fingerprint])


def _map(row: object) -> ColumnMap | None:
    if not isinstance(row, dict):
        return None
    fingerprint, texts, columns, at = (row.get(name) for name in ("fingerprint", "texts", "columns", "at"))
    if not (isinstance(fingerprint, str) and isinstance(at, str) and isinstance(columns, dict)):
        return None
    if not (isinstance(texts, list) and all(isinstance(text, str) for text in texts)):
        return None
    places_of = {name: (place[0], place[1]) for name, place in columns.items() if _is_place(place)}
    return ColumnMap(fingerprint, tuple(texts), places_of, at) if places_of else None


def _is_place(place: object) -> bool:
    return isinstance(place, list) and len(place) == 2 and all(isinstance(part, str) for part in place)


def _save(found: list[ColumnMap]) -> bool:
    rows = [
        {
            "fingerprint": one.fingerprint,
            "texts": list(one.texts),
            "columns": {name: list(place) for name, place in one.columns.items()},
            "at": one.at,
        }
        for one in found
    ]
    return own_file.write(_NAME, {"maps": rows})
