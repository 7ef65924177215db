"""What the home screen needs: the works opened last, and which files may be opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from selfeval.excel.book.kinds.names import WORKBOOKS
from selfeval.store import recent

RecentWork = recent.RecentWork
"""A work on the list."""
SUFFIXES = WORKBOOKS
"""Endings of files that may be opened; the content decides, they only narrow a list."""


def recent_works() -> Sequence[RecentWork]:
    """The works opened last, newest first."""
    return recent.works()


def gone(works: Sequence[RecentWork]) -> Iterator[RecentWork]:
    """Those whose workbook is not there at the moment; beside an event loop only, as a dead drive is waited for."""
    return (work for work in works if not recent.is_there(work.path))


def forget_work(path: Path) -> None:
    """Take a work off the list; its files stay."""
    recent.forget(path)
