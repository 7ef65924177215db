"""Writes the copy for publication of work in progress, without a scored workbook that anybody has to name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from selfeval.core.problems import Message, Problem, SelfEvalError, msg
from selfeval.core.scoring.results import Assessment
from selfeval.store.places import public_path
from selfeval.workspace.output.public import Published, publish_file
from selfeval.workspace.output.scored import default_path, render
from selfeval.workspace.output.target import check_file
from selfeval.workspace.source import Source, file_hash


def publication_path(assessment: Assessment, source: Source) -> Path:
    """Where the copy goes: beside the workbook, named after the scored one."""
    return public_path(default_path(source.path, assessment.year))


def publish(
    assessment: Assessment, problems: Sequence[Problem], source: Source, choice: Message, *, force: bool = False
) -> Published:
    """Write the copy of the work as it stands now; `force` allows overwriting an older copy.

    `choice` says why its rule pack was taken.

    Raises:
        SelfEvalError: F301 … F306 as for writing.
    """
    target = publication_path(assessment, source)
    check_file(target, (source.path,), force=force)
    scored = render(assessment, problems, source, rules_choice=choice)
    with TemporaryDirectory() as folder:
        path = Path(folder, default_path(source.path, assessment.year).name)
        path.write_bytes(scored)
        done = publish_file(path, target, pack=assessment.pack, force=force)
    if not _changed(source):
        return done
    notice = msg("{name} was changed on the disk after it was read here.", name=source.path.name)
    return replace(done, notices=(*done.notices, notice))


def _changed(source: Source) -> bool:
    """Whether the workbook on the disk is another one than the work rests on."""
    try:
        return file_hash(source.path) != source.sha256
    except SelfEvalError:  # it is gone; the work needs it no more
        return False
