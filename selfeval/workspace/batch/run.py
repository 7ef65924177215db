"""One run over all files: what was worked out before is taken, the rest goes to child processes, nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.records import dataclass as frozen_record
from selfeval.i18n import translator
from selfeval.portfolio.batch.columns import FACTS, FINDINGS
from selfeval.portfolio.batch.record import (
    LAYOUT,
    Doubt,
    FileKind,
    ProjectLine,
    Record,
    State,
    decoded,
    encoded,
    refused,
)
from selfeval.portfolio.batch.rows import Languages
from selfeval.rulepacks.kept import folder_mark, program_mark
from selfeval.store.batch.results import key_of
from selfeval.store.batch.seen import Seen
from selfeval.store.faults import os_fault
from selfeval.store.mappings import maps
from selfeval.workspace.batch.folder import OutFolder, Request
from selfeval.workspace.batch.inputs import Input
from selfeval.workspace.batch.pool import Limits, Pool, Reply, StoppedError, Task
from selfeval.workspace.packs.places import pack_places, tested_pack

DEFAULT_LIMITS = Limits(seconds=60, memory=1024 * 1024 * 1024)
"""What one file may take unless somebody says otherwise."""

_ROOMS = ("core", "document", "excel", "portfolio", "rulepacks", "workspace")
"""The rooms of the program that decide what becomes of a file."""

_LANGUAGES = Languages(translator("zh"), translator("en"))


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
    year: int | None
    projects: tuple[ProjectLine, ...]
    verified: bool = False
    fresh: bool = False


@dataclass
class Run:
    """A run over `inputs` into `out`.

    Attributes:
        jobs: child processes; as many as there are cores where it is 0.
    """

    inputs: Sequence[Input]
    out: OutFolder
    request: Request
    jobs: int = 0
    limits: Limits = DEFAULT_LIMITS
    _contexts: dict[str, str] = field(default_factory=dict)
    _marks: dict[Path, str] = field(default_factory=dict)

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
        jobs = min(self.jobs or os.cpu_count() or 1, len(left))
        settings = {"work": str(self.out.work.absolute()), "rules": self.request.rules, "year": self.request.year}
        try:
            for reply in Pool(jobs, settings, self.limits).run(self._task(number) for number in left):
                yield self._answered(reply, seen)
        except StoppedError as error:
            raise self._cannot_keep(error) from error

    def record(self, done: Done) -> Record:
        """What came of a file; one whose kept result is gone or damaged meanwhile is refused (F704)."""
        one = self.inputs[done.number]
        if not done.key:
            return refused(Doubt(one.code, *_LANGUAGES.both(one.refusal)), _kind(one))
        found = decoded(self.out.results.get(done.key) or b"")
        if found is None:
            message = msg("What was worked out for {file} is gone; run the batch again.", file=one.name)
            return refused(Doubt("F704", *_LANGUAGES.both(message)))
        return found

    def _known(self, number: int, one: Input, seen: Seen) -> Done | None:
        if one.code:
            return Done(number, "", "", State.REFUSED, None, ())
        before = seen.get(one.identity, one.stamp)
        if before is None:
            return None
        sha256, _ = before
        key = key_of(self._context(one.path), one.name, sha256)
        record = decoded(self.out.results.get(key) or b"")
        if record is None or self._more_allowed(record):
            return None
        return Done(number, key, sha256, record.state, record.year, record.projects, bool(record.verified))

    def _more_allowed(self, record: Record) -> bool:
        ended = record.limits
        return ended is not None and (self.limits.seconds > ended[0] or self.limits.memory > ended[1])

    def _task(self, number: int) -> Task:
        one = self.inputs[number]
        told = {"path": one.path, "member": one.member, "index": one.index, "shown": one.shown}
        return Task(number, {**told, "name": one.name, "context": self._context(one.path)})

    def _answered(self, reply: Reply, seen: Seen) -> Done:
        one = self.inputs[reply.number]
        if reply.end is not None:
            return self._ended(reply, one, seen)
        said = reply.said
        projects = tuple(ProjectLine(*line) for line in said["projects"])
        if reply.sha256:
            seen.put(one.identity, one.stamp, reply.sha256, reply.key)
        known = (reply.key, reply.sha256, State(said["state"]), said["year"], projects, bool(said["verified"]))
        return Done(reply.number, *known, fresh=True)

    def _ended(self, reply: Reply, one: Input, seen: Seen) -> Done:
        """A file that its process did not finish: refused with the limit that it met, and kept as that."""
        assert reply.end is not None
        record = refused(Doubt("F703", *_LANGUAGES.both(self._why(reply.end.why, one))), limits=self.limits)
        key = reply.key or key_of(self._context(one.path), "unread", one.shown)
        self.out.results.put(key, encoded(record))
        if reply.sha256:
            seen.put(one.identity, one.stamp, reply.sha256, key)
        return Done(reply.number, key, reply.sha256, record.state, None, (), fresh=True)

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

    def _context(self, path: str) -> str:
        """All that decides what becomes of a file beside its name and its bytes, by the folder that it lies in."""
        folder = str(Path(path).parent)
        if folder not in self._contexts:
            marks = [self._mark(place) for place in pack_places(Path(path))]
            self._contexts[folder] = key_of(self._common, *marks)
        return self._contexts[folder]

    def _mark(self, place: Path) -> str:
        if place not in self._marks:
            self._marks[place] = f"{place.absolute()} {folder_mark(place)}"
        return self._marks[place]

    @cached_property
    def _common(self) -> str:
        columns = [repr((*FACTS, *FINDINGS)), str(LAYOUT)]
        rules = tested_pack(self.request.rules).sha256 if self.request.rules else ""
        layouts = sorted(f"{one.fingerprint} {sorted(one.columns.items())}" for one in maps())
        return key_of(program_mark(_ROOMS), *columns, self.request.rules, rules, str(self.request.year), *layouts)


def _kind(one: Input) -> FileKind:
    return FileKind.PASSED_OVER if one.code == "F701" else FileKind.UNKNOWN
