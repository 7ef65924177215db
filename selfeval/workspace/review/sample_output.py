"""Writes a sample as a workbook, never over what it was drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from selfeval.core.problems import about_file
from selfeval.core.review.sampling import Sample
from selfeval.excel.review.sample_book import write_sample
from selfeval.i18n import translator
from selfeval.store.atomic import write_bytes
from selfeval.version import __version__
from selfeval.workspace import clock
from selfeval.workspace.output.target import checked_workbook


def sample_target(wanted: Path, sources: Sequence[Path], *, force: bool = False) -> Path:
    """Where the list goes; errors as for `checked_workbook`."""
    return checked_workbook(wanted, [path for path in sources if path.is_file()], force=force)


def write_sample_sheet(sample: Sample, sources: Sequence[str], target: Path, *, force: bool = False) -> None:
    """Write the list, in Chinese."""
    when = datetime.fromisoformat(clock.now())
    with about_file(target):
        write_bytes(target, write_sample(sample, sources, __version__, when, translator("zh")), overwrite=force)
