"""Self-evaluation of budget performance targets (预算绩效自评): read, enter, score, explain, write.

The public API, each name loaded when it is first asked for: `read`, `check`, `score`, `write`, `fill`, `verify`,
`frames`, `batch`, `batch_frames`, and the types `Reading`, `Loaded`, `FileResult`, `SelfEvalError`. `docs/python.md`
shows them; `selfeval.api` says it all.
"""

from __future__ import annotations

from selfeval.version import __version__

TYPE_CHECKING = False  # type checkers take it for true; `typing` would be the dearest import of this module
if TYPE_CHECKING:
    from selfeval.api import check, fill, frames, read, score, verify, write
    from selfeval.core.problems import SelfEvalError
    from selfeval.portfolio.batch.frames import batch_frames
    from selfeval.workspace.batch.library import FileResult, batch
    from selfeval.workspace.loaded import Loaded
    from selfeval.workspace.source import Reading

__all__ = [
    "FileResult",
    "Loaded",
    "Reading",
    "SelfEvalError",
    "__version__",
    "batch",
    "batch_frames",
    "check",
    "fill",
    "frames",
    "read",
    "score",
    "verify",
    "write",
]
_PLACES = {
    "FileResult": "selfeval.workspace.batch.library",
    "batch": "selfeval.workspace.batch.library",
    "batch_frames": "selfeval.portfolio.batch.frames",
    "Loaded": "selfeval.workspace.loaded",
    "Reading": "selfeval.workspace.source",
    "SelfEvalError": "selfeval.core.problems",
}
"""Where types and batches stand; all other functions stand in `selfeval.api`."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(_PLACES.get(name, "selfeval.api")), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
