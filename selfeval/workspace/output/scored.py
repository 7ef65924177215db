"""Writes the scored workbook: where it goes, and the provenance it carries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from selfeval.core.problems import NOTHING, Message, Problem, SelfEvalError, msg
from selfeval.core.scoring.results import Assessment
from selfeval.i18n import translator
from selfeval.store.atomic import free_name as free
from selfeval.store.atomic import write_bytes
from selfeval.store.places import output_path
from selfeval.version import __version__
from selfeval.workspace import clock
from selfeval.workspace.source import Source

_OUR_SUFFIX = ".xlsx"


def default_path(workbook: Path, year: int | None, word: str = "自评") -> Path:
    """`<stem>-自评-<year>.xlsx` beside the workbook; a scored workbook's own mark is not doubled."""
    return output_path(workbook, year, word)


def checked(target: Path, inputs: Sequence[Path], *, force: bool) -> Path:
    """The path itself, looked at before anything is done.

    Raises:
        SelfEvalError: F301 there is a file already, F305 a folder or no .xlsx name, F306 it is one of the inputs.
    """
    if target.is_dir():
        raise SelfEvalError(
            msg("Not a file name"),
            msg("{name} is a folder.", name=str(target)),
            msg("Name the workbook to be written in it."),
            "F305",
        )
    if target.suffix.lower() != _OUR_SUFFIX:
        raise SelfEvalError(
            msg("Not a file name"),
            msg("An .xlsx workbook is written; {name} is not the name of one.", name=target.name),
            msg("Give a name that ends in .xlsx."),
            "F305",
        )
    if target.exists() and any(target.samefile(path) for path in inputs):
        raise SelfEvalError(
            msg("Not over the input"),
            msg("{name} is what was read; it is never overwritten.", name=target.name),
            msg("Give another name with -o."),
            "F306",
        )
    if target.exists() and not force:
        free = free_name(target).name
        raise SelfEvalError(
            msg("File exists"),
            msg("{path} exists already and is left as it is.", path=str(target)),
            msg("Give another name with -o (free: {name}), or overwrite it with --force.", name=free),
            "F301",
        )
    return target


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
    if target.absolute() == source.path.absolute() or (target.exists() and target.samefile(source.path)):
        raise SelfEvalError(
            msg("Not over the input"),
            msg("{name} is the workbook that was read; it is never overwritten.", name=target.name),
            msg("Give another name with -o."),
            code="F306",
        )
    data = render(assessment, problems, source, values_only=values_only, progress=progress, rules_choice=rules_choice)
    if progress is not None:
        progress(len(assessment.projects), len(assessment.projects))  # the last moment to stop it
    write_bytes(target, data, overwrite=force)
