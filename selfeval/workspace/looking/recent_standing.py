"""How far works are that were left without a word, as a crash leaves them: read from their journals."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from selfeval.core.problems import SelfEvalError
from selfeval.store.journal.peek import peek
from selfeval.store.journal.replay import replay
from selfeval.store.places import journal_path
from selfeval.workspace import clock, pack_in_use
from selfeval.workspace.source import Reading, Source, fresh
from selfeval.workspace.system.recent import RecentWork
from selfeval.workspace.work.kept_reading import read_by
from selfeval.workspace.work.opening import standing_of
from selfeval.workspace.work.workspace import Workspace

_WITHIN = 2.0
"""Seconds by which a journal may be younger than the list: it is closed after the list was written."""


def brought_up_to_date(works: Sequence[RecentWork]) -> Iterator[RecentWork]:
    """Those works whose journal is younger than what the list says of them, as they are now.

    Beside an event loop only, as a drive that does not answer is waited for. What cannot be read is left out.
    """
    for work in works:
        try:
            found = _now(work) if _is_stale(work) else None
        except (SelfEvalError, OSError):
            continue
        if found is not None:
            yield found


def _is_stale(work: RecentWork) -> bool:
    path = journal_path(work.path)
    if not path.exists():
        return False
    changed = max(
        os.path.getmtime(one)  # noqa: PTH204 - of text paths, with the endings that SQLite gives
        for one in (str(path), f"{path}-wal", f"{path}-journal")
        if os.path.exists(one)  # noqa: PTH110
    )
    try:
        return work.standing is None or changed > datetime.fromisoformat(work.opened).timestamp() + _WITHIN
    except ValueError:
        return True


def _now(work: RecentWork) -> RecentWork | None:
    journal = peek(journal_path(work.path), clock.now)
    if journal is None:
        return None
    with journal:
        cached, entries = journal.cached(), journal.entries()
        if cached is None:
            return None
        _version, scored, settings = read_by(journal)
    source = Source(work.path, cached.sha256, scored)
    evaluation = replay(fresh(Reading(cached.department, cached.problems, source, settings)), entries)
    pack = pack_in_use.pack_for(evaluation, workbook=work.path)
    workspace = Workspace(source, evaluation, pack, None, cached.problems)
    workspace.touched = entries[-1].at if entries else ""
    return replace(work, touched=workspace.touched, standing=standing_of(workspace))
