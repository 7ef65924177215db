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
from selfeval.portfolio.batch.record import Limits
from selfeval.store.batch.results import Results
from selfeval.store.batch.seen import Stamp
from selfeval.store.faults import os_fault
from selfeval.workspace.batch.contexts import Contexts
from selfeval.workspace.batch.pool import Child, Pool, StoppedError, Task
from selfeval.workspace.batch.remote import lacking

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
        lacks: the package that is missing here for a remote place, or its protocol.
    """

    replies: list[tuple[int, str, str, dict[str, Any], str, bytes | None]]
    unseen: list[int]
    stopped: tuple[str, int | None] | None = None
    lacks: str = ""


def _probed(work: Path) -> str:
    """The id of the run whose work folder is seen here, "" where none is."""
    try:
        return (work / PROBE).read_text(encoding="ascii")
    except (OSError, UnicodeError):
        return ""


class _Standing:
    """What a worker keeps from chunk to chunk of one run, and how many of these it has in hand."""

    def __init__(self, run: str, settings: dict[str, Any]) -> None:
        self.in_hand = 0
        self.spare: deque[Child] = deque()
        self.contexts = Contexts(settings["rules"], settings["year"])
        self.work = Path(settings["work"])
        self.shared = _probed(self.work) == run
        if not self.shared:
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
    try:
        with in_hand(run, settings) as standing:
            return _answer(standing, limits, told)
    except OSError as error:
        return Answer([], [], (os_fault(error, Path(settings["work"])).code, error.errno))


def _answer(standing: _Standing, limits: tuple[int, int], told: list[dict[str, Any]]) -> Answer:
    try:
        same = all(standing.contexts.of(one["path"]) == one["context"] for one in told)
    except SelfEvalError:  # the rule pack that was asked for is not here
        same = False
    if not same:
        return Answer([], [], ("differs", None))
    if lacks := next((found for one in told if one["remote"] and (found := lacking(one["path"]))), ""):
        return Answer([], [], lacks=lacks)
    with tempfile.TemporaryDirectory(prefix="selfeval-") as folder:
        tasks, unseen = [], []
        for one in told:
            number, data = one["number"], one.pop("data", None)
            if data is not None:
                copy = Path(folder) / str(number)
                copy.write_bytes(data)
                one["copy"] = str(copy)
            elif "stamp" in one and not _is_here(one["path"], one["stamp"]):
                unseen.append(number)
                continue
            tasks.append(Task(number, one))
        replies, stopped = _replies(standing, limits, iter(tasks))
        return Answer(replies, unseen, stopped)


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


@contextlib.contextmanager
def in_hand(run: str, settings: dict[str, Any]) -> Iterator[_Standing]:
    """What is kept for a run, for the time of one chunk; what is kept for others that have none in hand ends."""
    with _lock:
        for name in [name for name, one in _standing.items() if name != run and not one.in_hand]:
            _standing.pop(name).end()
        if run not in _standing:
            _standing[run] = _Standing(run, settings)
        standing = _standing[run]
        standing.in_hand += 1
    try:
        yield standing
    finally:
        with _lock:
            standing.in_hand -= 1


def _is_here(path: str, stamp: list[int]) -> bool:
    """Whether a file, or the archive that it lies in, is here as the client listed it."""
    try:
        return Stamp.of(Path(path).stat()) == tuple(stamp)
    except OSError:
        return False


@atexit.register
def _leave() -> None:
    while _standing:
        _standing.popitem()[1].end()
