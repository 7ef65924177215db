"""What is said of a folder whose tables cannot be read, whichever library reads them."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg


def no_tables(folder: Path, error: BaseException) -> SelfEvalError:
    """F713 with the first line of what the library says."""
    path, said = str(folder), (str(error).splitlines() or [""])[0]
    return SelfEvalError(
        msg("Not a batch"),
        msg("{path} has no tables of a batch that can be read: {error}", path=path, error=said),
        msg("Run “selfeval batch … -o {path}” first.", path=path),
        "F713",
    )
