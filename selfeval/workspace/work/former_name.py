"""Entries of a workbook that has another name now: they lie beside it under the old one, and are never left unsaid."""

from __future__ import annotations

import contextlib
from itertools import islice
from pathlib import Path

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.real_path import is_file, real_path
from selfeval.store.journal.journal import Journal
from selfeval.store.journal.peek import peek
from selfeval.store.places import SUFFIX
from selfeval.workspace import clock

_MOST = 200
"""Files of a folder that are looked at; a desk has some tens of workbooks."""


def former_name_notices(journal: Journal, book: Path, sha256: str) -> tuple[Message, ...]:
    """What to say of each work file of this very workbook under a name that no workbook has any more.

    Only where nothing has been entered under the present name; `sha256` is the hash of the workbook's bytes.
    """
    if journal.volatile or journal.read_only or journal.entries():
        return ()
    told: list[Message] = []
    try:
        others = list(islice(sorted(real_path(book).parent.glob(f"*{SUFFIX}")), _MOST))
    except OSError:  # a folder that cannot be listed for a moment keeps nobody from working
        return ()
    for other in others:
        if other == real_path(journal.path) or is_file(other.with_name(other.name.removesuffix(SUFFIX))):
            continue
        with contextlib.suppress(SelfEvalError, OSError):  # then nothing can be said of it
            found = peek(other, clock.now)
            if found is None:
                continue
            with found:
                entries, kept = found.entries(), found.cached()
            if entries and kept is not None and kept.sha256 == sha256:
                text = msg(
                    "{old} holds {count} entries of this workbook from when it was called {name}, the last one of "
                    "{when}. To go on with them, close the program, take {own} away, and rename {old} to {own}.",
                    old=other.name,
                    count=len(entries),
                    name=other.name.removesuffix(SUFFIX),
                    when=clock.shown(entries[-1].at),
                    own=journal.path.name,
                )
                told.append(text)
    return tuple(told)
