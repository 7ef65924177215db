"""The form that the tables of a batch name: where it lies on this computer."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg
from selfeval.workspace.batch.folder import OutFolder
from selfeval.workspace.batch.inputs import root_of

_INSIDE = "!"
"""Between an archive and its member, in the names that the tables of a batch give."""


def named_form(name: str, out: Path) -> Path:
    """The file of this name in the folder that a batch wrote.

    Raises:
        SelfEvalError: F712 no batch wrote the folder, F101 the file is not there any more, F705 it lies in an archive.
    """
    before = OutFolder(out).earlier()
    if before is None:
        raise SelfEvalError(
            msg("Not a batch"),
            msg("{path} is no folder that a batch wrote.", path=str(out)),
            msg("Give the folder that was named with -o of “selfeval batch”."),
            "F712",
        )
    if _INSIDE in name:
        raise SelfEvalError(
            msg("Inside an archive"),
            msg("{name} lies in an archive; its review needs a file of its own.", name=name),
            msg("Unpack the archive, then name the file."),
            "F705",
        )
    found = Path(root_of(before.sources)) / name
    if not found.is_file():
        raise SelfEvalError(
            msg("File not found"),
            msg("{name} is not where the batch found it: {path}.", name=name, path=str(found)),
            msg("Name the file itself, without --batch."),
            "F101",
        )
    return found
