"""A batch from its sources to its tables: what the command and the library both run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from selfeval.core.problems import SelfEvalError, msg
from selfeval.portfolio.batch.gathered_forms import Gathered
from selfeval.portfolio.batch.parts import PART_FILES
from selfeval.portfolio.batch.record import Limits, Record, State
from selfeval.workspace.batch.ends import Ends
from selfeval.workspace.batch.folder import OutFolder, Request, absolute_sources
from selfeval.workspace.batch.gathering import Gathering
from selfeval.workspace.batch.inputs import Input, all_inputs, whole
from selfeval.workspace.batch.run import DEFAULT_LIMITS, Done, Run
from selfeval.workspace.batch.units import Expectation, read_units
from selfeval.workspace.packs.places import tested_pack


class Progress(NamedTuple):
    """How far a batch is: files done of all, refused ones, those worked out in this run, seconds since it began."""

    done: int
    total: int
    refused: int
    fresh: int
    seconds: float


NOT_BEGUN = Progress(0, 0, 0, 0, 0.0)


@dataclass
class Batch:
    """One batch.

    Attributes:
        scheduler: address of the Dask cluster that reads the files, "" for processes of this computer.
        part_files: files from which on tables are folders of parts, of so many files each.
        summary: what came of it, once it is written.
        interrupted: whether somebody interrupted it; what was done until then is written all the same.

    Raises:
        SelfEvalError: F101 a source is not there, F103 a list cannot be read, F301 … F305, F702, F707 the folder cannot
            be used, F709 the list of units names none, F712 there is nothing to go on with, F714 … F716 a cluster or a
            remote place, R… the rule pack.
    """

    request: Request
    out: Path
    jobs: int = 0
    limits: Limits = DEFAULT_LIMITS
    scheduler: str = ""
    part_files: int = PART_FILES
    summary: dict[str, Any] = field(default_factory=dict)
    interrupted: bool = False
    progress: Progress = NOT_BEGUN

    def __post_init__(self) -> None:
        if find_spec("pyarrow") is None:  # the end needs it alone, and all reading would have been for nothing
            raise ModuleNotFoundError("pyarrow", name="pyarrow")
        self.folder = OutFolder(self.out)
        self.folder.prepare(self.request)
        if self.request.rules:
            tested_pack(self.request.rules)
        self._expectation = Expectation(read_units(Path(self.request.units))) if self.request.units else None
        self.inputs: list[Input] = all_inputs(self.request.sources, self.out)
        if not self.inputs:
            raise SelfEvalError(
                msg("No files"), msg("There is no file in what was given."), msg("Check the folder."), "F101"
            )

    def run(self, told: Callable[[Progress], None] | None = None) -> dict[str, Any]:
        """Do all of it and return the summary; Ctrl+C writes what is done and sets `interrupted`."""
        with closing(Gathered()) as gathered, closing(Ends()) as ended, self.folder.begun(self.request) as seen:
            run = self._made()
            begun, refused, fresh = time.monotonic(), 0, 0
            try:
                with closing(run.done(seen)) as ends:
                    for one in ends:
                        gathered.add(one.number, self._modified(one), one.projects, verified=one.verified)
                        ended.add(one)
                        refused += one.state is State.REFUSED
                        fresh += one.fresh
                        counts = (len(ended), len(self.inputs), refused, fresh)
                        self.progress = Progress(*counts, time.monotonic() - begun)
                        if told is not None:
                            told(self.progress)
            except KeyboardInterrupt:
                self.interrupted = True
            self._write(run, ended, gathered)
        return self.summary

    def records(self) -> Iterator[tuple[Input, Done, Record]]:
        """Every file with what came of it, in the order in which they were given, as soon as it is known."""
        with self.folder.begun(self.request) as seen:
            run = self._made()
            waiting: dict[int, Done] = {}
            following = 0
            with closing(run.done(seen)) as ends:
                for one in ends:
                    waiting[one.number] = one
                    while following in waiting:
                        found = waiting.pop(following)
                        yield self.inputs[following], found, run.record(found)
                        following += 1

    def _made(self) -> Run:
        return Run(self.inputs, self.folder, self.request, self.jobs, self.limits, self.scheduler)

    def _modified(self, one: Done) -> int:
        return self.inputs[one.number].stamp.modified

    def _write(self, run: Run, ended: Ends, gathered: Gathered) -> None:
        from selfeval.workspace.batch.outputs import write_outputs  # pyarrow: 60 MB that the reading does without

        not_done = len(self.inputs) - len(ended)
        with closing(Gathering(run, ended, gathered, self._expectation)) as gathering:
            self.summary = write_outputs(
                self.folder, gathering, self._expectation, not_done=not_done, part_files=self.part_files
            )


def requested(
    sources: tuple[str, ...],
    out: Path,
    *,
    rules: str = "",
    year: int | None = None,
    units: str = "",
    resume: bool = False,
) -> Request:
    """What a batch is asked; with `resume` and no sources, what the run before was asked.

    Raises:
        SelfEvalError: F712 there was no run before.
    """
    pack = whole(rules) if rules and Path(rules).suffix.lower() == ".toml" else rules
    listed = whole(units) if units else ""
    if resume:
        before = OutFolder(out).earlier()
        if before is None:
            raise SelfEvalError(
                msg("Nothing to go on with"),
                msg("{path} is no folder of a batch that was begun.", path=str(out)),
                msg("Give the folder that was named with -o, or run it without --resume."),
                "F712",
            )
        if not sources:
            return Request(before.sources, pack or before.rules, year or before.year, listed or before.units)
    return Request(absolute_sources(sources), pack, year, listed)
