"""The child process that evaluates files, one line in and two lines out for each, inside limits of time and memory.

In: a line of JSON with the settings, then one a file. Out: `ready`; for each file `begun` with the key under which its
result is kept, and `done` with its head. A file whose result is kept already is not read.
"""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import json
import os
import secrets
import shutil
import signal
import sys
from pathlib import Path
from typing import IO, Any

from selfeval.core.problems import SelfEvalError, msg
from selfeval.excel.book.guard import MAX_FILE
from selfeval.held_file import patiently
from selfeval.portfolio.batch.record import Limits, Record, decoded, encoded, refused
from selfeval.store.atomic import clipped
from selfeval.store.batch.results import Results, key_of
from selfeval.store.batch.seen import Stamp
from selfeval.store.faults import os_fault
from selfeval.workspace.batch.archives import changed, extracted
from selfeval.workspace.batch.child.evaluation import Evaluator
from selfeval.workspace.batch.remote import content
from selfeval.workspace.batch.sentences import doubt, said

_GRACE = 5.0
"""Seconds after its limit in which a process that nobody ended ends itself, as when its parent is gone."""
_LONGEST_NAME = 200
_NOTHING = ""


class Worker:
    """Evaluates the files that it is told; `settings` are those of the first line."""

    def __init__(self, settings: dict[str, Any], out: IO[bytes]) -> None:
        work = Path(settings["work"])
        self._results = Results(work / "results", work / "half")
        self._scratch = work / "half" / f"member.{secrets.token_hex(8)}"
        self._limits = Limits(settings["seconds"], settings["memory"])
        self._clock: float = settings["clock"]
        self._evaluator = Evaluator(settings["rules"], settings["year"])
        self._out = out

    def say(self, word: str, **more: object) -> None:
        """One line to the parent."""
        line = json.dumps({"say": word, **more}, ensure_ascii=False)
        self._out.write(line.encode("utf-8", "replace") + b"\n")
        self._out.flush()

    def serve(self, lines: IO[bytes]) -> None:
        """Work until there are no more lines."""
        self.say("ready")
        with open(os.devnull, "w", encoding="ascii") as nowhere:  # noqa: PTH123 - no path of anybody's
            for line in lines:
                task = json.loads(line)
                faulthandler.dump_traceback_later(self._clock + _GRACE, exit=True, file=nowhere)
                _alarm(self._limits.seconds)
                try:
                    self._one(task)
                except MemoryError:
                    self.say("memory")
                    return
                finally:
                    _alarm(0)
                    faulthandler.cancel_dump_traceback_later()

    def _one(self, task: dict[str, Any]) -> None:
        path, place = Path(task["path"]), Path(task["path"])
        brought = bool(task["member"] or task["remote"] or "copy" in task)
        try:
            try:
                data = self._brought(place, task) if brought else None
            except SelfEvalError as error:
                sha256, record = self._not_had(error, task)
            else:
                path = self._laid_down(data, task) if brought else place
                sha256, record = self._kept_or_made(path, place, task)
        except SelfEvalError as error:
            cause = error.__cause__
            self.say("stop", code=error.code, errno=cause.errno if isinstance(cause, OSError) else None)
            return
        finally:
            if brought:
                shutil.rmtree(self._scratch, ignore_errors=True)
        self.say("done", sha256=sha256, state=record.state, projects=record.projects, verified=record.verified)

    def _brought(self, place: Path, task: dict[str, Any]) -> bytes | None:
        """What lies in an archive, in a remote place, or was sent along; None for a member that is damaged.

        Raises:
            SelfEvalError: F101, F103 it cannot be had; F704 the archive is not the one that was listed.
        """
        if "copy" in task:
            return Path(task["copy"]).read_bytes()
        if task["remote"]:
            return content(task["path"])
        return extracted(place, task["index"], Stamp(*task["stamp"]))

    def _laid_down(self, data: bytes | None, task: dict[str, Any]) -> Path:
        """A file of its own with these bytes, an empty archive without any, which is refused as what it is.

        Raises:
            SelfEvalError: F303 no space left, F304, F305 it cannot be written.
        """
        stem, dot, ending = str(task["name"]).rpartition(".")
        name = clipped(stem or ending, _LONGEST_NAME) + (f".{clipped(ending, 20)}" if dot else _NOTHING)
        path = self._scratch / (name.replace("\0", "") or "member")
        try:
            self._scratch.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"PK\x03\x04" if data is None else data)
        except OSError as error:
            raise os_fault(error, path) from error
        return path

    def _not_had(self, error: SelfEvalError, task: dict[str, Any]) -> tuple[str, Record]:
        """A file that could not be had is refused, and asked for again by the next run."""
        record = refused(said(error))
        key = key_of(task["context"], "unread", task["shown"])
        self.say("begun", key=key, sha256=_NOTHING)
        self._results.put(key, encoded(record))
        return _NOTHING, record

    def _kept_or_made(self, path: Path, place: Path, task: dict[str, Any]) -> tuple[str, Record]:
        for last in (False, True):
            before = _stamp(path)
            sha256 = _hash(path)
            key = key_of(task["context"], task["name"], sha256 or task["shown"])
            self.say("begun", key=key, sha256=sha256)
            if sha256 and (kept := self._kept(key)) is not None:
                return sha256, kept
            record = self._made(path, place)
            if before == _stamp(path):
                break
            if last:
                key, sha256, record = key_of(task["context"], "changing", task["shown"]), _NOTHING, _changing(path)
                self.say("begun", key=key, sha256=sha256)
        self._results.put(key, encoded(record))
        return sha256, record

    def _kept(self, key: str) -> Record | None:
        """What is kept of the file, unless it was a limit that ended it, and it is given more now."""
        kept = decoded(self._results.get(key) or b"")
        return None if kept is None or self._limits.exceeds(kept.limits) else kept

    def _made(self, path: Path, place: Path) -> Record:
        try:
            return self._evaluator.record(path, place)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - the outermost door of this process: one file costs only itself
            kind = type(error).__name__
            message = msg("The program made a mistake with {file} ({kind}).", file=path.name, kind=kind)
            return refused(doubt("F706", message))


def _alarm(seconds: float) -> None:
    """Let the system end this process once it has used so many seconds of the processor; 0 for never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _changing(path: Path) -> Record:
    return refused(said(changed(path)))


def _hash(path: Path) -> str:
    """Hash of a plain file that is not larger than any form; "" for anything else, which its reader refuses unread."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_FILE:
            return _NOTHING
        with patiently(lambda: path.open("rb")) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return _NOTHING


def _stamp(path: Path) -> Stamp | None:
    try:
        return Stamp.of(path.stat())
    except OSError:
        return None


def _limited(memory: int) -> None:
    """Let this process have no more than so many bytes, where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main() -> None:
    """Serve the parent over stdin and stdout; whatever a library prints goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's
    with os.fdopen(os.dup(1), "wb") as out, os.fdopen(os.dup(0), "rb") as lines:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        settings = json.loads(lines.readline() or b"null")
        if settings is None:
            return
        _limited(settings["memory"])
        sys.setswitchinterval(0.1)
        Worker(settings, out).serve(lines)
