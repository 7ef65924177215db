"""Child processes that evaluate files, each watched: one that exceeds its limits is ended, and another takes its place.

A thread a process talks to it; what comes back is put into one queue. A file on which a process died is tried once more
in a fresh one, so that what it met before decides nothing; one that ran out of time is not.
"""

from __future__ import annotations

import contextlib
import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from selfeval.portfolio.batch.record import Limits

AHEAD: Final = 8
"""Files that a process has in hand, so that it never waits for the parent to answer."""

_QUEUED: Final = 500
"""Replies after which processes wait for whoever takes them."""

_OUT_OF_TIME: Final = -getattr(signal, "SIGPROF", 0) or None
"""What a process ends with whose time of the processor is over."""

_NEVER: Final = float("inf")
_START: Final = 120.0
_WATCH: Final = 0.2
"""Seconds for a process to start, and between two looks at those that run."""

_CODE: Final = "import sys; sys.path[:] = {path!r}; from selfeval.workspace.batch.child.worker import main; main()"


CLOCK: Final = 10 if hasattr(signal, "setitimer") else 1
"""Seconds of the clock that a file may take for each of the processor, where the system can count the latter.

On a computer with other work to do, the clock alone would give up files that only wait for their turn.
"""


@dataclass(frozen=True, slots=True)
class Task:
    """One file for a process: its number in the batch, and what the process is told."""

    number: int
    told: dict[str, Any]


class End(NamedTuple):
    """How a file ended that its process did not finish: `time`, `memory` or `died`."""

    why: str


class Reply(NamedTuple):
    """What came of a file: the key of its kept result, the hash of its bytes, what was said of it, or how it ended."""

    number: int
    key: str
    sha256: str
    said: dict[str, Any]
    end: End | None = None


class StoppedError(Exception):
    """A process cannot keep its results: `code` of the refusal, `errno` of the system where there is one."""

    def __init__(self, code: str, errno: int | None) -> None:
        super().__init__(code)
        self.code, self.errno = code, errno


@dataclass(eq=False)
class Child:
    """One running process with what it has in hand, and until when its first file may take."""

    process: subprocess.Popen[bytes]
    until: float
    hand: deque[Task] = field(default_factory=deque)
    timed_out: bool = False

    def tell(self, value: object) -> None:
        """Send one line; a process that is gone is seen where its answer is waited for."""
        stream = self.process.stdin
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.write(json.dumps(value).encode("ascii") + b"\n")
                stream.flush()

    def hear(self) -> dict[str, Any] | None:
        """The next line, None where the process has ended."""
        stream = self.process.stdout
        line = stream.readline() if stream is not None else b""
        return dict(json.loads(line)) if line.endswith(b"\n") else None

    def end(self) -> None:
        """End the process, whatever it is doing."""
        with contextlib.suppress(OSError):
            self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self.process.wait()


class Pool:
    """Runs `jobs` processes over tasks; `settings` are told to each.

    A process that has nothing more to do is ended, or left in `spare`, from where the next pool takes it.
    """

    def __init__(self, jobs: int, settings: dict[str, Any], limits: Limits, spare: deque[Child] | None = None) -> None:
        self._spare = spare
        self._jobs, self._clock = jobs, limits.seconds * CLOCK
        self._settings = {**settings, "seconds": limits.seconds, "clock": self._clock, "memory": limits.memory}
        self._replies: queue.Queue[Reply | BaseException | None] = queue.Queue(_QUEUED)
        self._lock = threading.Lock()
        self._tasks: Iterator[Task] = iter(())
        self._children: set[Child] = set()
        self._over = threading.Event()

    def run(self, tasks: Iterator[Task]) -> Iterator[Reply]:
        """The replies, in the order in which files are done; ending the iteration ends the processes.

        Raises:
            StoppedError: results cannot be kept, such as on a full disk.
        """
        self._tasks = tasks
        threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(self._jobs)]
        threads.append(threading.Thread(target=self._watch, daemon=True))
        for thread in threads:
            thread.start()
        working = self._jobs
        try:
            while working:
                reply = self._replies.get()
                if reply is None:
                    working -= 1
                elif isinstance(reply, BaseException):
                    raise reply
                else:
                    yield reply
        finally:
            self._over.set()
            self._end_all()
            for thread in threads:
                while thread.is_alive():  # one that waits to put a reply nobody takes any more
                    with contextlib.suppress(queue.Empty):
                        self._replies.get_nowait()
                    thread.join(_WATCH)

    def _next(self) -> Task | None:
        with self._lock:
            return None if self._over.is_set() else next(self._tasks, None)

    def _serve(self) -> None:
        """The life of one place in the pool: processes after each other, until there is nothing left to do."""
        waiting: deque[Task] = deque()
        retried: set[int] = set()
        try:
            while not self._over.is_set():
                if not waiting and (task := self._next()) is not None:
                    waiting.append(task)
                if not waiting:
                    break
                waiting = self._one_process(waiting, retried)
        except BaseException as error:  # noqa: BLE001 - raised again where the replies are taken
            self._replies.put(error)
        else:
            self._replies.put(None)

    def _one_process(self, waiting: deque[Task], retried: set[int]) -> deque[Task]:
        """Let one process work until it ends or nothing is left; what it has not done."""
        child = self._started()
        alone = bool(waiting) and waiting[0].number in retried
        key = sha256 = ""
        idle = False
        said: dict[str, Any] | None = None
        try:
            while not self._over.is_set():
                self._hand_out(child, waiting, 1 if alone else AHEAD)
                if not child.hand:
                    idle = self._spare is not None
                    return waiting
                said = child.hear()
                if said is None or said["say"] == "memory":
                    break
                if said["say"] == "stop":
                    raise StoppedError(said["code"], said["errno"])
                if said["say"] == "begun":
                    key, sha256 = said["key"], said["sha256"]
                    continue
                child.until = _NEVER  # whoever takes the replies may let them wait
                self._replies.put(Reply(child.hand.popleft().number, key, said["sha256"], said))
                child.until = time.monotonic() + self._clock
                key, sha256, alone = "", "", False
        finally:
            with self._lock:
                self._children.discard(child)
            if idle and self._spare is not None:
                self._spare.append(child)
            else:
                child.end()
        child.timed_out = child.timed_out or child.process.returncode == _OUT_OF_TIME
        return self._left(child, waiting, retried, (key, sha256, "died" if said is None else "memory"))

    def _left(self, child: Child, waiting: deque[Task], retried: set[int], last: tuple[str, str, str]) -> deque[Task]:
        """What a process that ended leaves to do; the file it ended on is tried once more, or answered for."""
        left = deque([*child.hand, *waiting])
        if not left or self._over.is_set():
            return left
        key, sha256, why = last
        first = left[0].number
        if child.timed_out or first in retried:
            left.popleft()
            self._replies.put(Reply(first, key, sha256, {}, End("time" if child.timed_out else why)))
        else:
            retried.add(first)
        return left

    def _hand_out(self, child: Child, waiting: deque[Task], most: int) -> None:
        if not child.hand:
            child.until = _NEVER
        while len(child.hand) < most:
            task = waiting.popleft() if waiting else self._next()
            if task is None:
                return
            child.hand.append(task)
            child.until = min(child.until, time.monotonic() + self._clock)
            child.tell(task.told)

    def _started(self) -> Child:
        with contextlib.suppress(IndexError):
            if self._spare is not None and (spare := self._spare.pop()).process.poll() is None:
                with self._lock:
                    self._children.add(spare)
                return spare
        command = [sys.executable, "-c", _CODE.format(path=[str(Path(one).absolute()) for one in sys.path])]
        pipe, silent = subprocess.PIPE, subprocess.DEVNULL
        try:
            process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=silent)
        except OSError as error:  # no more processes, no memory for one
            raise StoppedError("F305", None) from error
        child = Child(process, time.monotonic() + _START)
        with self._lock:
            self._children.add(child)
        child.tell(self._settings)
        if child.hear() is None:
            raise StoppedError("F703", None)
        child.until = time.monotonic() + self._clock
        return child

    def _watch(self) -> None:
        while not self._over.wait(_WATCH):
            now = time.monotonic()
            with self._lock:
                late = [child for child in self._children if child.until < now]
            for child in late:
                child.timed_out = True
                with contextlib.suppress(OSError):
                    child.process.kill()

    def _end_all(self) -> None:
        with self._lock:
            children = list(self._children)
        for child in children:
            with contextlib.suppress(OSError):
                child.process.kill()
