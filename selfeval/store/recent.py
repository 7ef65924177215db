"""Remembers which works were opened last; a convenience that never stands in anybody's way."""

from __future__ import annotations

import os
from pathlib import Path

from selfeval.core.records import dataclass
from selfeval.store import own_file

MOST = 20
_NAME = "recent.json"


@dataclass(frozen=True, slots=True)
class RecentWork:
    """One work opened before.

    Attributes:
        path: the workbook.
        department: its name, "" where the workbook has none.
        year: budget year, None where not known.
        opened: when it was opened last, ISO 8601 text.
    """

    path: Path
    department: str
    year: int | None
    opened: str


def works() -> list[RecentWork]:
    """The works opened last, newest first, at most `MOST`; rows of the list that make no sense are left out."""
    listed = own_file.read(_NAME)
    rows = listed.get("works") if isinstance(listed, dict) else None
    found = [work for row in (rows if isinstance(rows, list) else []) if (work := _work(row)) is not None]
    return found[:MOST]


def is_there(path: Path) -> bool:
    """Whether the workbook is there at the moment; waits for as long as a drive does not answer."""
    return os.path.exists(path)  # noqa: PTH110 - `Path.exists` raises for names that are too long


def remember(path: Path, department: str, year: int | None, at: str) -> bool:
    """Put this work at the head of the list; False if the list cannot be written.

    Of two programs that do this in the same moment the later one wins.
    """
    real = Path(os.path.realpath(path))
    others = [work for work in works() if _key(work.path) != _key(real)]
    return _save([RecentWork(real, department, year, at), *others][:MOST])


def forget(path: Path) -> bool:
    """Take this work off the list; False if the list cannot be written."""
    return _save([work for work in works() if _key(work.path) not in {_key(path), _key(Path(os.path.realpath(path)))}])


def _key(path: Path) -> str:
    return os.path.normcase(path)


def _work(row: object) -> RecentWork | None:
    if not isinstance(row, dict):
        return None
    path, department, year, opened = (row.get(name) for name in ("path", "department", "year", "opened"))
    if not isinstance(path, str) or not path or "\0" in path:
        return None
    if not isinstance(department, str) or not isinstance(opened, str):
        return None
    year = year if isinstance(year, int) and not isinstance(year, bool) else None
    return RecentWork(Path(path), department, year, opened)


def _save(found: list[RecentWork]) -> bool:
    rows = [
        {"path": str(work.path), "department": work.department, "year": work.year, "opened": work.opened}
        for work in found
    ]
    return own_file.write(_NAME, {"works": rows})
