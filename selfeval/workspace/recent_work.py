"""What the home screen needs: the works opened last, and a copy of the bundled example to try things on."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.problems import SelfEvalError, msg

if TYPE_CHECKING:
    from selfeval.store.recent import RecentWork

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""Workbooks that may be opened."""

EXAMPLE = "leting-2025-targets.xlsx"
_FOLDERS = (Path(__file__).parents[1] / "bundled" / "workbooks", Path(__file__).parents[2] / "workbooks")


def recent_works() -> Sequence[RecentWork]:
    """The works opened last, newest first."""
    from selfeval.store import recent

    return recent.works()


def forget_work(path: Path) -> None:
    """Take a work off the list; its files stay."""
    from selfeval.store import recent

    recent.forget(path)


def example_copy() -> Path:
    """A copy of the bundled 2025 targets in a new scratch folder; `SelfEvalError` where there is no such place."""
    from selfeval.store import places

    for folder in _FOLDERS:
        if (folder / EXAMPLE).is_file():
            return Path(shutil.copyfile(folder / EXAMPLE, places.scratch_dir() / EXAMPLE))
    raise SelfEvalError(
        msg("No example"),
        msg("The example workbook {name} is not part of this installation.", name=EXAMPLE),
        msg("Install the program again, or open a workbook of your own."),
    )
