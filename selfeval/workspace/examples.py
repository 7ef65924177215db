"""The example workbooks that come with the program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg
from selfeval.store.atomic import write_bytes
from selfeval.store.places import scratch_dir

FILLED_EXAMPLE = "leting-2025-filled.xlsx"


def demo_files() -> Mapping[str, Path]:
    """The example workbooks that come with the program, by name.

    Raises:
        SelfEvalError: F101 if they are missing.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "bundled" / "workbooks", package.parent / "workbooks"):
        found = {path.name: path for path in sorted(folder.glob("*.xlsx"))}
        if FILLED_EXAMPLE in found:
            return found
    raise SelfEvalError(
        msg("Example missing"),
        msg("The example workbook {name} did not come with this installation.", name=FILLED_EXAMPLE),
        msg("Install the program again."),
        "F101",
    )


def demo_copy() -> Path:
    """A fresh copy of the filled example in a scratch folder of its own."""
    example = demo_files()[FILLED_EXAMPLE]
    copy = scratch_dir() / example.name
    write_bytes(copy, example.read_bytes(), overwrite=False)
    return copy
