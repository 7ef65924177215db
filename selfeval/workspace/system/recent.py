"""What the home screen needs: the works opened last, and which files may be opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.excel.book.kinds.names import WORKBOOKS

if TYPE_CHECKING:
    from selfeval.store.recent import RecentWork

__all__ = ["SUFFIXES", "RecentWork", "forget_work", "gone", "recent_works"]

SUFFIXES = WORKBOOKS
"""Endings of files that may be opened; the content decides, they only narrow a list."""


def recent_works() -> Sequence[RecentWork]:
    """The works opened last, newest first."""
    from selfeval.store import recent

    return recent.works()


def gone(works: Sequence[RecentWork]) -> Iterator[RecentWork]:
    """Those whose workbook is not there at the moment; beside an event loop only, as a dead drive is waited for."""
    from selfeval.store import recent

    return (work for work in works if not recent.is_there(work.path))


def forget_work(path: Path) -> None:
    """Take a work off the list; its files stay."""
    from selfeval.store import recent

    recent.forget(path)
