"""The workbook as its journal keeps it, so that it need not be read again while nobody changes it."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from selfeval.core.model import Department
from selfeval.version import __version__
from selfeval.workspace.source import Reading

if TYPE_CHECKING:
    from selfeval.store.journal.journal import Journal

LOOKED_AT = "changes looked at"
"""Key of the note with the hash of the workbook whose changes somebody has seen."""

_READING = "reading"


def read_by(journal: Journal) -> tuple[str, bool, dict[str, str]]:
    """The version of the program that read the workbook ("" where nobody says), whether it is our own, its settings."""
    with contextlib.suppress(ValueError, RecursionError):
        match json.loads(journal.meta(_READING) or "{}"):
            case {"version": str(version), "scored": bool(scored), "settings": dict(settings)} if all(
                isinstance(text, str) for text in settings.values()
            ):
                return version, scored, settings
    return "", False, {}


def keep_reading(journal: Journal, reading: Reading, earlier: Department | None) -> None:
    """Keep the workbook as read, and what it was before if it changed; errors as for `Journal.append`."""
    if earlier is not None:
        journal.put_before(earlier)
    stat = reading.source.path.stat()
    journal.put_department(reading.department, reading.problems, reading.source.sha256, stat.st_size, stat.st_mtime_ns)
    extra = {"version": __version__, "scored": reading.source.scored, "settings": dict(reading.settings)}
    journal.set_meta(_READING, json.dumps(extra, ensure_ascii=False))
