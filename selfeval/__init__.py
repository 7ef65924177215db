"""Self-evaluation of budget performance targets (预算绩效自评): read, enter, score, explain, write.

The public API, loaded on first use:

* `score(path, rules=None, actuals=None)` — a workbook scored, without a screen: see `selfeval.workspace.headless`.
* `frames(*scored)` — many scored workbooks as pandas tables: see `selfeval.portfolio.frames`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from selfeval.portfolio.frames import Frames
    from selfeval.workspace.loaded import Loaded

__all__ = ["__version__", "frames", "score"]


def score(
    path: Path | str, *, rules: str | None = None, actuals: Path | str | Sequence[Path | str] | None = None
) -> Loaded:
    """Read a workbook and score it: `.assessment` has the scores, `.problems` the findings.

    `rules` is the id or path of a rule pack, `actuals` one or several .csv, .json or .xlsx files with outcomes. Raises
    `selfeval.core.problems.SelfEvalError` where a file cannot be used.
    """
    from pathlib import Path

    from selfeval.workspace.headless import load

    files = [actuals] if isinstance(actuals, str | Path) else actuals or ()
    return load(Path(path), rules=rules, actuals=[Path(file) for file in files])


def frames(*scored: Loaded) -> Frames:
    """Scored workbooks as two pandas tables, one row per project and one per indicator.

    Workbooks of the same name keep apart: `file` has the folders that tell them apart, `path` the whole path.
    """
    from selfeval.portfolio.frames import build

    return build((item.source.path, item.assessment) for item in scored)
