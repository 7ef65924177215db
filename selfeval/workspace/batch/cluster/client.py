"""The files of a batch on a Dask cluster that exists already: chunks of files, the same function for each of them.

Only some chunks are on their way at once, so that no graph grows with the number of files. Lost workers are Dask's to
replace; a chunk on which several were lost is tried file by file, and the file that ends them is answered for.
"""

from __future__ import annotations

import contextlib
import queue
import time
import uuid
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from selfeval.core.problems import SelfEvalError, msg
from selfeval.excel.book.guard import MAX_FILE
from selfeval.portfolio.batch.record import Limits
from selfeval.store.atomic import write_bytes
from selfeval.store.batch.results import Results
from selfeval.store.batch.seen import Stamp
from selfeval.workspace.batch.archives import extracted
from selfeval.workspace.batch.cluster.chunk import PROBE, Answer, evaluated
from selfeval.workspace.batch.pool import End, Pool, Reply, StoppedError, Task

if TYPE_CHECKING:
    from distributed import Client, Future

CHUNK: Final = 20
"""Files of a chunk, by measurement: see docs/scale.md."""

_AHEAD: Final = 3
"""Chunks on their way for each thread of the workers."""

_CONNECT: Final = 10.0
_NO_WORKER: Final = 60.0
"""Seconds in which a scheduler answers, and after which a cluster without any worker is given up."""

_MOST_SENT: Final = 32 * 1024 * 1024
"""Bytes of files that are sent with one chunk to workers that do not see them."""


class Cluster:
    """Runs tasks on the workers of `scheduler`; `results` is where the client keeps what is sent back to it."""

    def __init__(self, scheduler: str, settings: dict[str, Any], limits: Limits, results: Results) -> None:
        self._scheduler, self._settings, self._limits, self._results = scheduler, settings, limits, results
        self._run = uuid.uuid4().hex
        self._ended: queue.SimpleQueue[tuple[Future, list[Task]]] = queue.SimpleQueue()
        self._again: list[list[Task]] = []
        self._threads, self._asked = 0, float("-inf")
        self._number = 0

    def run(self, tasks: Iterator[Task]) -> Iterator[Reply]:
        """The replies, as chunks are done; ending the iteration takes back what was not begun.

        Raises:
            StoppedError: results cannot be kept.
            SelfEvalError: F714 Dask is not installed, or no scheduler answers; F715 no worker, or one of another kind.
        """
        client = connected(self._scheduler)
        flying: set[Future] = set()
        try:
            write_bytes(Path(self._settings["work"]) / PROBE, self._run.encode("ascii"), overwrite=True)
            seen = time.monotonic()
            while True:
                while len(flying) < _AHEAD * max(self._workers(client), 1) and (chunk := self._chunk(tasks)):
                    flying.add(self._submitted(client, chunk))
                if not flying:
                    return
                try:
                    future, chunk = self._ended.get(timeout=1.0)
                except queue.Empty:
                    seen = time.monotonic() if self._workers(client) else seen
                    if time.monotonic() - seen > _NO_WORKER:
                        raise _no_worker(self._scheduler) from None
                    continue
                seen = time.monotonic()
                flying.discard(future)
                yield from self._replies(future, chunk)
        finally:
            with contextlib.suppress(Exception):
                client.cancel(list(flying), force=True)
            with contextlib.suppress(Exception):
                client.close(timeout=5)

    def _workers(self, client: Client) -> int:
        """Threads of all workers, asked for once a second: with many workers the answer is long."""
        if time.monotonic() - self._asked >= 1.0:
            workers = client.scheduler_info(n_workers=-1)["workers"]
            self._threads = sum(int(worker["nthreads"]) for worker in workers.values())
            self._asked = time.monotonic()
        return self._threads

    def _chunk(self, tasks: Iterator[Task]) -> list[Task]:
        return self._again.pop() if self._again else list(islice(tasks, CHUNK))

    def _submitted(self, client: Client, chunk: list[Task]) -> Future:
        self._number += 1
        told = [{**task.told, "number": task.number} for task in chunk]
        future = client.submit(
            evaluated, self._run, self._settings, tuple(self._limits), told,
            key=f"selfeval-{self._run}-{self._number}", pure=False,
        )  # fmt: skip
        future.add_done_callback(lambda done: self._ended.put((done, chunk)))
        return future

    def _replies(self, future: Future, chunk: list[Task]) -> Iterator[Reply]:
        from distributed import KilledWorker

        try:
            answer: Answer = future.result()
        except KilledWorker:
            if len(chunk) == 1:
                yield Reply(chunk[0].number, "", "", {}, End("died"))
            else:
                self._again += [[task] for task in chunk]
            return
        except SelfEvalError:
            raise
        except Exception as error:  # connections and whatever a cluster can meet
            raise _unreached(self._scheduler, error) from error
        if answer.stopped is not None and answer.stopped[0] == "differs":
            raise _other(self._scheduler)
        if answer.lacks:
            raise _lacking(self._scheduler, answer.lacks)
        for number, key, sha256, said, end, kept in answer.replies:
            if kept is not None:
                self._results.put(key, kept)
            yield Reply(number, key, sha256, said, End(end) if end else None)
        if answer.stopped is not None:
            raise StoppedError(*answer.stopped)
        if answer.unseen:
            yield from self._to_send([task for task in chunk if task.number in set(answer.unseen)])

    def _to_send(self, tasks: list[Task]) -> Iterator[Reply]:
        """Files that workers do not see go along with their chunk; what is larger than any form is refused here."""
        sent: list[Task] = []
        size = 0
        for task in tasks:
            data = _bytes_of(task.told)
            if data is None:
                yield from Pool(1, self._settings, self._limits).run(iter([task]))
                continue
            if sent and size + len(data) > _MOST_SENT:
                self._again.append(sent)
                sent, size = [], 0
            sent.append(Task(task.number, {**task.told, "data": data}))
            size += len(data)
        if sent:
            self._again.append(sent)


def _bytes_of(told: dict[str, Any]) -> bytes | None:
    path = Path(told["path"])
    try:
        if told["member"]:
            return extracted(path, told["index"], Stamp(*told["stamp"]))
        return path.read_bytes() if path.is_file() and path.stat().st_size <= MAX_FILE else None
    except (OSError, SelfEvalError):
        return None


def connected(scheduler: str) -> Client:
    """A client of the scheduler at this address.

    Raises:
        SelfEvalError: F714 Dask is not installed, or nothing answers there.
    """
    try:
        from distributed import Client  # an extra: a second and 60 MB
    except ImportError as error:
        raise SelfEvalError(
            msg("Package missing"),
            msg("--scheduler needs the package {package}, which is not installed.", package="distributed"),
            msg("Install it into the same environment: pip install {package}", package="selfeval[cluster]"),
            "F714",
        ) from error
    import logging

    for name in ("distributed", "distributed.client", "distributed.comm"):  # the last ones have levels of their own
        logging.getLogger(name).setLevel(logging.CRITICAL)  # its own words on stderr are none of ours
    try:
        return Client(scheduler, timeout=_CONNECT, set_as_default=False, name="selfeval")
    except Exception as error:  # OSError, TimeoutError, ValueError for an address that is none
        raise _unreached(scheduler, error) from error


def _unreached(scheduler: str, error: Exception) -> SelfEvalError:
    return SelfEvalError(
        msg("No scheduler"),
        msg("No Dask scheduler answers at {address} ({kind}).", address=scheduler, kind=type(error).__name__),
        msg("Start one with “dask scheduler”, or give its address; without --scheduler this computer reads the files."),
        "F714",
    )


def _no_worker(scheduler: str) -> SelfEvalError:
    return SelfEvalError(
        msg("No worker"),
        msg("The scheduler at {address} has no worker.", address=scheduler),
        msg("Start some with “dask worker {address}”, then go on with --resume.", address=scheduler),
        "F715",
    )


def _other(scheduler: str) -> SelfEvalError:
    return SelfEvalError(
        msg("Workers differ"),
        msg("A worker of {address} has another version of program or Python, other rule packs or remembered columns.",
            address=scheduler),
        msg("Install the same on all of them, with the same rule packs; put packs for the round into --rules."),
        "F715",
    )  # fmt: skip


def _lacking(scheduler: str, package: str) -> SelfEvalError:
    return SelfEvalError(
        msg("Package missing"),
        msg("A worker of {address} cannot read these addresses: {package} is not installed there.", address=scheduler,
            package=package),
        msg("Install it on every worker, then go on with --resume."),
        "F716",
    )  # fmt: skip
