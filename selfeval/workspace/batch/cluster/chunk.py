"""A chunk of files on a worker of a cluster: each in a child process inside its limits, as on one computer.

The child processes stay for the next chunk. What they found is kept where the client keeps it, if that folder is seen
from here; else in a folder of this machine, and sent.
"""

from __future__ import annotations

import atexit
import contextlib
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from selfeval.core.problems import SelfEvalError
from selfeval.store.batch.results import Results
from selfeval.workspace.batch.contexts import Contexts
from selfeval.workspace.batch.pool import Child, Limits, Pool, StoppedError, Task

PROBE = "cluster"
"""File in the work folder with the id of the run, by which a worker knows that it sees that very folder."""


class Answer(NamedTuple):
    """What came of a chunk.

    Attributes:
        replies: for each file number, key, hash, what was said, how it ended ("" where it was finished), and the kept
            result where the client cannot see it.
        unseen: numbers of files that are not here as the client listed them.
        stopped: code and number of the system's refusal where results cannot be kept; `differs` where another program,
            other rule packs or remembered columns are here.
    """

    replies: list[tuple[int, str, str, dict[str, Any], str, bytes | None]]
    unseen: list[int]
    stopped: tuple[str, int | None] | None = None


class _Standing:
    """What a worker keeps from chunk to chunk of one run."""

    def __init__(self, run: str, settings: dict[str, Any]) -> None:
        self.run = run
        self.spare: deque[Child] = deque()
        self.contexts = Contexts(settings["rules"], settings["year"])
        self.work = Path(settings["work"])
        with contextlib.suppress(OSError):
            self.shared = (self.work / PROBE).read_text(encoding="ascii") == run
        if not getattr(self, "shared", False):
            self.shared = False
            self.work = Path(tempfile.mkdtemp(prefix="selfeval-"))
            for name in ("results", "half"):
                (self.work / name).mkdir()

    def end(self) -> None:
        """End the child processes, and remove what is only here."""
        while self.spare:
            self.spare.pop().end()
        if not self.shared:
            shutil.rmtree(self.work, ignore_errors=True)


_standing: dict[str, _Standing] = {}
_lock = threading.Lock()


def evaluated(run: str, settings: dict[str, Any], limits: tuple[int, int], told: list[dict[str, Any]]) -> Answer:
    """Evaluate the files of a chunk one after the other; `run` is the id of the run that they belong to."""
    standing = _of_run(run, settings)
    try:
        same = all(standing.contexts.of(one["path"]) == one["context"] for one in told)
    except SelfEvalError:  # the rule pack that was asked for is not here
        same = False
    if not same:
        return Answer([], [], ("differs", None))
    with tempfile.TemporaryDirectory(prefix="selfeval-") as folder:
        tasks, unseen = [], []
        for one in told:
            number, data = one["number"], one.pop("data", None)
            if data is not None:
                copy = Path(folder) / str(number)
                copy.write_bytes(data)
                one["copy"] = str(copy)
            elif "stamp" in one and not _is_here(one["path"], one["stamp"], member=bool(one["member"])):
                unseen.append(number)
                continue
            tasks.append(Task(number, one))
        found = _replies(standing, limits, iter(tasks))
        return Answer(*found[:1], unseen, found[1])


def _replies(standing: _Standing, limits: tuple[int, int], tasks: Iterator[Task]) -> tuple[list[Any], Any]:
    settings = {"work": str(standing.work), "rules": standing.contexts.rules, "year": standing.contexts.year}
    results = Results(standing.work / "results", standing.work / "half")
    found: list[tuple[int, str, str, dict[str, Any], str, bytes | None]] = []
    try:
        for reply in Pool(1, settings, Limits(*limits), standing.spare).run(tasks):
            kept = None if standing.shared else results.get(reply.key)
            end = reply.end.why if reply.end else ""
            found.append((reply.number, reply.key, reply.sha256, reply.said, end, kept))
    except StoppedError as error:
        return found, (error.code, error.errno)
    return found, None


def _of_run(run: str, settings: dict[str, Any]) -> _Standing:
    with _lock:
        if run not in _standing:
            for name in list(_standing):
                _standing.pop(name).end()
            _standing[run] = _Standing(run, settings)
        return _standing[run]


def _is_here(path: str, stamp: list[int], *, member: bool) -> bool:
    """Whether a file is here as the client listed it, not another one of the same path."""
    try:
        state = Path(path).stat()
    except OSError:
        return False
    return state.st_mtime_ns == stamp[1] and (member or state.st_size == stamp[0])


@atexit.register
def _leave() -> None:
    for one in _standing.values():
        one.end()
