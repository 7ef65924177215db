"""Whether a folder is one that a batch wrote, and what its summary says; nothing heavy is loaded for that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from selfeval.core.problems import SelfEvalError, msg
from selfeval.workspace.batch.folder import SUMMARY


def summary_of(out: Path) -> dict[str, Any]:
    """The JSON summary of a batch.

    Raises:
        SelfEvalError: F713 the folder has none.
    """
    try:
        found = json.loads((out / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if isinstance(found, dict) and str(found.get("schema", "")).startswith("selfeval.batch/"):
        return found
    raise SelfEvalError(
        msg("Not a batch"),
        msg("{path} is no folder that a batch wrote.", path=str(out)),
        msg("Run “selfeval batch … -o {path}” first.", path=str(out)),
        "F713",
    )
