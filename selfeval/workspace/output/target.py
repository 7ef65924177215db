"""Where a file may be written: never over what was read, over another one only where that is wanted."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg
from selfeval.store.atomic import free_name
from selfeval.store.name_parts import refuse_name

WORKBOOK = ".xlsx"


def checked_workbook(target: Path, inputs: Iterable[Path], *, force: bool) -> Path:
    """The path of a workbook to be written, looked at before anything is done.

    Raises:
        SelfEvalError: F301 there is a file already, F305 a folder or no .xlsx name, F306 it is one of the inputs, F320
            Windows has no such name.
    """
    refuse_name(target)
    if target.is_dir():
        raise SelfEvalError(
            msg("Not a file name"),
            msg("{name} is a folder.", name=str(target)),
            msg("Name the workbook to be written in it."),
            "F305",
        )
    if target.suffix.lower() != WORKBOOK:
        raise SelfEvalError(
            msg("Not a file name"),
            msg("An .xlsx workbook is written; {name} is not the name of one.", name=target.name),
            msg("Give a name that ends in .xlsx."),
            "F305",
        )
    check_file(target, inputs, force=force)
    return target


def check_file(target: Path, inputs: Iterable[Path], *, force: bool) -> None:
    """Refuse what was read (F306), whatever name or link leads there, and unless `force` what is there (F301).

    A name that Windows does not have is refused there, too (F320).
    """
    refuse_name(target)
    if any(_same(target, path) for path in inputs):
        raise SelfEvalError(
            msg("Not over the input"),
            msg("{name} is what was read; it is never overwritten.", name=target.name),
            msg("Give another name with -o."),
            "F306",
        )
    if not force and os.path.lexists(target):
        raise SelfEvalError(
            msg("File exists"),
            msg("{path} exists already and is left as it is.", path=str(target)),
            msg("Give another name with -o (free: {name}), or overwrite it with --force.", name=free_name(target).name),
            "F301",
        )


def _same(target: Path, path: Path) -> bool:
    return target.absolute() == path.absolute() or (target.exists() and path.exists() and target.samefile(path))
