"""Writes the scored workbook: where it goes, and the provenance it carries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from selfeval.core.problems import NOTHING, Message, Problem
from selfeval.core.scoring.results import Assessment
from selfeval.i18n import translator
from selfeval.store import places
from selfeval.store.atomic import free_name as free
from selfeval.store.atomic import write_bytes
from selfeval.version import __version__
from selfeval.workspace import clock
from selfeval.workspace.output.target import check_file
from selfeval.workspace.source import Source


def default_path(workbook: Path, year: int | None, word: str = "自评") -> Path:
    """`<stem>-自评-<year>.xlsx` beside the workbook; a scored workbook's own mark is not doubled."""
    return places.output_path(workbook, year, word)


def values_path(workbook: Path, year: int | None) -> Path:
    """`<stem>-自评-<year>-数值.xlsx`: a copy without formulas never stands in the way of the workbook itself."""
    return places.values_path(workbook, year)


def free_name(path: Path) -> Path:
    """The path itself, or the first `name (2).xlsx` that is not taken."""
    return free(path)


Progress = Callable[[int, int], None]
"""Takes how many projects are written of how many; what it raises ends the writing, and nothing is left of it."""


def render(
    assessment: Assessment,
    problems: Sequence[Problem],
    source: Source,
    *,
    values_only: bool = False,
    progress: Progress | None = None,
    rules_choice: Message = NOTHING,
) -> bytes:
    """The scored workbook as bytes; always in Chinese, it is an official document.

    `rules_choice` says why this rule pack was taken, where there is something to say.
    """
    from selfeval.excel.scored.write import Provenance, write_workbook  # xlsxwriter

    when = datetime.fromisoformat(clock.now())
    translate = translator("zh")
    why = rules_choice.render(translate) if rules_choice else ""
    origin = Provenance(source.path.name, source.sha256, __version__, clock.who(), when, why)
    return write_workbook(assessment, problems, origin, translate=translate, values_only=values_only, progress=progress)


def write(
    assessment: Assessment,
    problems: Sequence[Problem],
    source: Source,
    target: Path,
    *,
    force: bool = False,
    values_only: bool = False,
    progress: Progress | None = None,
    rules_choice: Message = NOTHING,
) -> None:
    """Write the scored workbook to `target`; never over the input, and over another file only with `force`."""
    check_file(target, (source.path,), force=True)
    data = render(assessment, problems, source, values_only=values_only, progress=progress, rules_choice=rules_choice)
    if progress is not None:
        progress(len(assessment.projects), len(assessment.projects))  # the last moment to stop it
    write_bytes(target, data, overwrite=force)
