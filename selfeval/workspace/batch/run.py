"""One run over all files: what was worked out before is taken, the rest goes to child processes, nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.records import dataclass as frozen_record
from selfeval.portfolio.batch.record import (
    InputKind,
    Limits,
    ProjectLine,
    Record,
    State,
    decoded,
    encoded,
    refused,
)
from selfeval.store.batch.results import key_of
from selfeval.store.batch.seen import Seen
from selfeval.store.faults import os_fault
from selfeval.workspace.batch.cluster.client import Cluster
from selfeval.workspace.batch.contexts import Contexts
from selfeval.workspace.batch.folder import OutFolder, Request
from selfeval.workspace.batch.inputs import Input
from selfeval.workspace.batch.pool import Pool, Reply, StoppedError, Task
from selfeval.workspace.batch.sentences import doubt

DEFAULT_LIMITS = Limits(seconds=60, memory=1024 * 1024 * 1024)
"""What one file may take unless somebody says otherwise."""


@frozen_record(frozen=True, slots=True)
class Done:
    """One file whose end is known.

    Attributes:
        number: its place among the inputs.
        key: of its kept result, "" for one that is not even opened.
        fresh: whether it was worked out in this run, not taken from an earlier one.
    """

    number: int
    key: str
    sha256: str
    state: State
    projects: tuple[ProjectLine, ...]
    verified: bool = False
    fresh: bool = False


@dataclass
class Run:
    """A run over `inputs` into `out`.

    Attributes:
        jobs: child processes; as many as there are cores where it is 0.
        scheduler: address of the cluster that reads the files instead, "" for this computer.
    """

    inputs: Sequence[Input]
    out: OutFolder
    request: Request
    jobs: int = 0
    limits: Limits = DEFAULT_LIMITS
    scheduler: str = ""

    def __post_init__(self) -> None:
        self._contexts = Contexts(self.request.rules, self.request.year)

    def done(self, seen: Seen) -> Generator[Done]:
        """Every input once, in the order in which they are done: those that are known already first.

        Raises:
            SelfEvalError: F303 … F305 results cannot be kept; R… the rule pack that was asked for cannot be used.
        """
        left = []
        for number, one in enumerate(self.inputs):
            found = self._known(number, one, seen)
            if found is None:
                left.append(number)
            else:
                yield found
        if not left:
            return
        try:
            for reply in self._replies(left):
                yield self._answered(reply, seen)
        except StoppedError as error:
            raise self._cannot_keep(error) from error

    def _replies(self, left: Sequence[int]) -> Iterator[Reply]:
        settings = {"work": str(self.out.work.absolute()), "rules": self.request.rules, "year": self.request.year}
        tasks = (self._task(number) for number in left)
        if self.scheduler:
            return Cluster(self.scheduler, settings, self.limits, self.out.results).run(tasks)
        return Pool(min(self.jobs or os.cpu_count() or 1, len(left)), settings, self.limits).run(tasks)

    def record(self, done: Done) -> Record:
        """What came of a file; one whose kept result is gone or damaged meanwhile is refused (F704)."""
        one = self.inputs[done.number]
        if not done.key:
            return refused(doubt(one.code, one.refusal), _kind(one))
        found = decoded(self.out.results.get(done.key) or b"")
        if found is None:
            message = msg("What was worked out for {file} is gone; run the batch again.", file=one.name)
            return refused(doubt("F704", message))
        return found

    def _known(self, number: int, one: Input, seen: Seen) -> Done | None:
        if one.code:
            return Done(number, "", "", State.REFUSED, ())
        if one.remote and not one.stamp.modified:
            return None  # a place that does not say when a file was changed: it is read to see whether it was
        sha256 = seen.get(one.identity, one.stamp)
        if sha256 is None:
            return None
        key = key_of(self._contexts.of(one.path), one.name, sha256)
        record = decoded(self.out.results.get(key) or b"")
        if record is None or self.limits.exceeds(record.limits):
            return None
        return Done(number, key, sha256, record.state, record.projects, bool(record.verified))

    def _task(self, number: int) -> Task:
        one = self.inputs[number]
        told = {"path": one.path, "member": one.member, "index": one.index, "shown": one.shown}
        if one.archive is not None or (self.scheduler and not one.remote):
            told["stamp"] = list(one.archive or one.stamp)
        return Task(number, {**told, "remote": one.remote, "name": one.name, "context": self._contexts.of(one.path)})

    def _answered(self, reply: Reply, seen: Seen) -> Done:
        one = self.inputs[reply.number]
        if reply.end is not None:
            return self._ended(reply, one, seen)
        said = reply.said
        projects = tuple(ProjectLine(*line) for line in said["projects"])
        if reply.sha256:
            seen.put(one.identity, one.stamp, reply.sha256)
        known = (reply.key, reply.sha256, State(said["state"]), projects, bool(said["verified"]))
        return Done(reply.number, *known, fresh=True)

    def _ended(self, reply: Reply, one: Input, seen: Seen) -> Done:
        """A file that its process did not finish: refused with the limit that it met, and kept as that."""
        assert reply.end is not None
        record = refused(doubt("F703", self._why(reply.end.why, one)), limits=self.limits)
        key = reply.key or key_of(self._contexts.of(one.path), "unread", one.shown)
        self.out.results.put(key, encoded(record))
        if reply.sha256:
            seen.put(one.identity, one.stamp, reply.sha256)
        return Done(reply.number, key, reply.sha256, record.state, (), fresh=True)

    def _why(self, why: str, one: Input) -> Message:
        if why == "time":
            return msg("{file} was given up after {seconds} seconds.", file=one.name, seconds=self.limits.seconds)
        if why == "memory":
            megabytes = self.limits.memory // (1024 * 1024)
            return msg("{file} needs more than {megabytes} MB of memory.", file=one.name, megabytes=megabytes)
        return msg("The process that read {file} ended, twice.", file=one.name)

    def _cannot_keep(self, error: StoppedError) -> SelfEvalError:
        if error.errno is not None:
            return os_fault(OSError(error.errno, os.strerror(error.errno)), self.out.work)
        return SelfEvalError(
            msg("Batch stopped"),
            msg("The processes that read the files cannot work here."),
            msg("“selfeval doctor” looks at the installation; run the batch again after that."),
            error.code,
        )


def _kind(one: Input) -> InputKind:
    return InputKind.PASSED_OVER if one.code == "F701" else InputKind.UNKNOWN
