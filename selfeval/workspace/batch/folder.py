"""The folder that a batch writes: whose it is, what it was made from, and that nobody else is writing it."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.real_path import exists
from selfeval.store.atomic import write_bytes
from selfeval.store.batch.results import Results
from selfeval.store.batch.seen import Seen
from selfeval.store.faults import os_fault, shown
from selfeval.store.journal.lock import take
from selfeval.store.name_parts import refuse_name
from selfeval.workspace.batch.remote import is_remote

FACTS, FINDINGS, FILES = "facts.parquet", "findings.parquet", "files.parquet"
SUMMARY, ROUNDUP = "summary.json", "汇总.xlsx"
OUTPUTS: Final = (FACTS, FINDINGS, FILES, SUMMARY, ROUNDUP)
WORK: Final = ".work"
_RUN, _SEEN, _RESULTS, _HALF = "run.json", "seen.sqlite", "results", "half"
_SCHEMA = "selfeval.batch-run/1"


@dataclass(frozen=True, slots=True)
class Request:
    """What a batch is asked: sources as given, and from which folder; the rule pack, the year, the list of units."""

    sources: tuple[str, ...]
    rules: str = ""
    year: int | None = None
    units: str = ""


class OutFolder:
    """The folder, made if need be; `work` has what lets a run go on.

    Raises:
        SelfEvalError: F301 it has files of these names that no batch wrote, F304 and F305 it cannot be written,
            F702 it is a source itself, F320 Windows has no such name.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.work = path, path / WORK
        self.results = Results(self.work / _RESULTS, self.work / _HALF)

    def earlier(self) -> Request | None:
        """What the run before was asked, None where there was none."""
        try:
            found = json.loads((self.work / _RUN).read_text(encoding="utf-8"))
            if found["schema"] != _SCHEMA:
                return None
            return Request(tuple(found["sources"]), found["rules"], found["year"], found["units"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def prepare(self, request: Request) -> None:
        """Look at the folder before anything is done in it."""
        refuse_name(self.path)
        if self.path.exists() and not self.path.is_dir():
            raise SelfEvalError(
                msg("Not a folder"),
                msg("{path} is a file; a batch writes a folder.", path=shown(self.path)),
                msg("Name another folder with -o."),
                "F305",
            )
        for source in request.sources:
            with contextlib.suppress(OSError):
                if Path(source).resolve() == self.path.resolve():
                    raise _is_source(self.path)
        if self.earlier() is None and (taken := [name for name in OUTPUTS if (self.path / name).exists()]):
            raise SelfEvalError(
                msg("File exists"),
                msg("{path} has {files}, which no batch of this program wrote.", path=shown(self.path),
                    files="、".join(taken)),
                msg("Name another folder with -o."),
                "F301",
            )  # fmt: skip

    @contextlib.contextmanager
    def begun(self, request: Request) -> Iterator[Seen]:
        """Hold the folder for one run, and the list of files seen before.

        Raises:
            SelfEvalError: F707 another batch is writing it; F303 … F305 it cannot be written.
        """
        try:
            self.work.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise os_fault(error, self.path) from error
        lock = take(self.work / _RUN, 0)
        if lock is None:
            raise SelfEvalError(
                msg("Batch running"),
                msg("Another batch is writing {path} just now.", path=shown(self.path)),
                msg("Wait until it is done, or name another folder with -o."),
                "F707",
            )
        try:
            shutil.rmtree(self.work / _HALF, ignore_errors=True)  # of a run that was killed: no other one goes on now
            try:
                (self.work / _RESULTS).mkdir(exist_ok=True)
                (self.work / _HALF).mkdir(exist_ok=True)
            except OSError as error:
                raise os_fault(error, self.work / _HALF) from error
            self._note(request)
            seen = Seen(self.work / _SEEN)
            try:
                yield seen
            finally:
                seen.close()
        finally:
            lock.release()

    def _note(self, request: Request) -> None:
        value = {
            "schema": _SCHEMA,
            "sources": list(request.sources),
            "rules": request.rules,
            "year": request.year,
            "units": request.units,
        }
        write_bytes(self.work / _RUN, json.dumps(value, indent=1).encode("ascii"), overwrite=True)


def is_out_folder(folder: Path) -> bool:
    """Whether a batch wrote this folder."""
    return OutFolder(folder).earlier() is not None


def absolute_sources(sources: Sequence[str]) -> tuple[str, ...]:
    """The sources so that they mean the same from any folder."""
    return tuple(source if is_remote(source) else _absolute(source) for source in sources)


def _absolute(source: str) -> str:
    if source.startswith("@") and not exists(Path(source)):
        return f"@{Path(source[1:]).absolute()}"
    return str(Path(source).absolute())


def _is_source(path: Path) -> SelfEvalError:
    return SelfEvalError(
        msg("Folder is read"),
        msg("{path} is the folder that is read; what is written there would be read the next time.", path=shown(path)),
        msg("Name another folder with -o; it may lie inside the one that is read."),
        "F702",
    )
