"""Keeps a report about a mistake of our own, so that it can be found and mended; a library that lacks is none."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from selfeval.store.places import state_dir
from selfeval.textgrid import harmless
from selfeval.version import __version__
from selfeval.workspace.system.system_name import system_name


def lacking_library(error: BaseException) -> str | None:
    """The library that is not here, where that is all that went wrong: not every installation has those for tables."""
    if not isinstance(error, ModuleNotFoundError) or not error.name:
        return None
    name = error.name.partition(".")[0]
    return None if name == "selfeval" or name in sys.stdlib_module_names else name


def report_crash(error: BaseException, args: Sequence[str] = ()) -> Path | None:
    """Write the report into the state folder and return where; None where no folder can be written.

    It holds the versions, the command line and the traceback, and nothing of the workbook but what the error says.
    """
    now = datetime.now().astimezone()
    lines = [
        f"selfeval {__version__}, Python {platform.python_version()}, {system_name()}",
        f"{now.isoformat(timespec='seconds')}",
        f"arguments: {list(args)!r}",
        f"encoding: {getattr(sys.stdout, 'encoding', None)}",
        "",
        *traceback.format_exception(error),
    ]
    name = f"crash-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    folder = state_dir() / "crashes"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(harmless("\n".join(lines)), encoding="utf-8", errors="replace")
    except OSError:
        return None
    return folder / name
