"""Remembers which works were opened last; a convenience that never stands in anybody's way."""

from __future__ import annotations

import os
from pathlib import Path

from selfeval.core.records import dataclass
from selfeval.core.report.standing import NEXT, NextStep, Standing
from selfeval.real_path import real_path
from selfeval.store import own_file

MOST = 20
_NAME = "recent.json"
_WHOLE = ("done", "steps", "total", "grade", "rank", "ranks")
_STEP = ("count", "name")


@dataclass(frozen=True, slots=True)
class RecentWork:
    """One work opened before.

    Attributes:
        path: the workbook.
        department: its name, "" where the workbook has none.
        year: budget year, None where not known.
        opened: when it was opened last, ISO 8601 text.
        touched: when something was entered last, likewise, "" where nothing was or it is not known.
        standing: how far it was when it was closed last, None where not known.
    """

    path: Path
    department: str
    year: int | None
    opened: str
    touched: str = ""
    standing: Standing | None = None


def works() -> list[RecentWork]:
    """The works opened last, newest first, at most `MOST`; rows of the list that make no sense are left out."""
    listed = own_file.read(_NAME)
    rows = listed.get("works") if isinstance(listed, dict) else None
    found = [work for row in (rows if isinstance(rows, list) else []) if (work := _work(row)) is not None]
    return found[:MOST]


def is_there(path: Path) -> bool:
    """Whether the workbook is there at the moment; waits for as long as a drive does not answer."""
    return os.path.exists(path)  # noqa: PTH110 - `Path.exists` raises for names that are too long


def remember(
    path: Path, department: str, year: int | None, at: str, touched: str = "", standing: Standing | None = None
) -> bool:
    """Put this work at the head of the list; False if the list cannot be written.

    Where no standing is given, that of before is kept. Of two programs that do this in the same moment the later one
    wins.
    """
    real = real_path(path)
    listed = works()
    others = [work for work in listed if _key(work.path) != _key(real)]
    before = next((work for work in listed if _key(work.path) == _key(real)), None)
    if standing is None and before is not None:
        touched, standing = touched or before.touched, before.standing
    return _save([RecentWork(real, department, year, at, touched, standing), *others][:MOST])


def forget(path: Path) -> bool:
    """Take this work off the list; False if the list cannot be written."""
    return _save([work for work in works() if _key(work.path) not in {_key(path), _key(real_path(path))}])


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
    touched, kept = row.get("touched"), _standing(row.get("standing"))
    return RecentWork(
        Path(path),
        department,
        year,
        opened,
        touched if isinstance(touched, str) else "",
        kept,
    )


def _standing(kept: object) -> Standing | None:
    """A standing as it was kept; None for anything else, also for one of another version of the program."""
    if not isinstance(kept, dict) or not isinstance(kept.get("next"), dict):
        return None
    try:
        step = NextStep(NEXT[kept["next"]["kind"]], *(kept["next"][name] for name in _STEP))
        found = Standing(**{name: kept[name] for name in _WHOLE}, next=step)
    except (KeyError, ValueError, TypeError):
        return None
    numbers = (found.done, found.steps, found.rank, found.ranks, step.count)
    texts = (found.total, found.grade, step.name)
    right = all(type(one) is int for one in numbers) and all(isinstance(one, str) for one in texts)
    return found if right else None


def _kept(standing: Standing | None) -> dict[str, object] | None:
    if standing is None:
        return None
    step: dict[str, object] = {name: getattr(standing.next, name) for name in _STEP}
    return {name: getattr(standing, name) for name in _WHOLE} | {"next": {"kind": standing.next.kind.value} | step}


def _save(found: list[RecentWork]) -> bool:
    rows = [
        {
            "path": str(work.path),
            "department": work.department,
            "year": work.year,
            "opened": work.opened,
            "touched": work.touched,
            "standing": _kept(work.standing),
        }
        for work in found
    ]
    return own_file.write(_NAME, {"works": rows})
