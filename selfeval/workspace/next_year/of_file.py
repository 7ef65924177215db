"""Next year's targets of an evaluation that lies in a file; apart from `headless`, as rule packs are heavy to make."""

from __future__ import annotations

from pathlib import Path

from selfeval.workspace.headless import of_earlier_year
from selfeval.workspace.next_year.targets import NextYear, carry_over


def next_year_of(path: Path, wanted: int | None = None) -> NextYear:
    """Next year's targets, in memory; errors as for `load` and `carry_over`."""
    loaded = of_earlier_year(path)
    return carry_over(loaded.assessment, loaded.problems, loaded.source, wanted)
