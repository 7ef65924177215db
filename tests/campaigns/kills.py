"""Kills the program at random moments of its work, and looks at what is left.

A warm parent forks a worker that opens one work again and again: it enters, undoes and redoes, writes the scored
workbook, fills a bureau's form, publishes, imports a document, begins the next year. It says on a pipe what it begins
and what is done. The parent kills it with SIGKILL somewhere in an act drawn beforehand, then opens what lies there:
every entry that was done must be there, at most the one being entered besides; every output must be whole, and the old
one or the new one.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import select
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import NoReturn

from selfeval.store.journal.journal import Journal
from selfeval.store.places import journal_path
from selfeval.workspace.incoming.documents.targets import read_targets, write_targets
from selfeval.workspace.next_year.targets import carry_over, write_next_year
from selfeval.workspace.output.public import publish_file
from selfeval.workspace.output.verify import verify_file
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.workspace import Workspace
from tests.places import ROOT
from tests.store.helpers import now

FORM = ROOT / "tests" / "excel" / "kinds" / "files" / "form.xlsx"
DOCUMENT = ROOT / "tests" / "data" / "documents" / "leting-2025-published.txt"
OPEN, FIRST, ENTER, UNDO, REDO = "open", "first open", "enter", "undo", "redo"
EXPORT, TEMPLATE, PUBLISH, IMPORT, NEXT = "export", "template", "publish", "import", "next"
ACTS = (FIRST, OPEN, ENTER, UNDO, REDO, EXPORT, TEMPLATE, PUBLISH, IMPORT, NEXT)
_WEIGHTS = (1, 1, 6, 2, 2, 2, 1, 1, 1, 1)
_LONGEST = 60.0
"""Seconds of the clock after which a worker that says nothing counts as hanging."""
_REMEMBERED = 60


@dataclass
class Kills:
    """What a run came to: kills by the act that was cut short, entries that were done, and what was wrong."""

    during: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    outputs: int = 0
    left_over: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many kills there were."""
        return sum(self.during.values())


@dataclass
class Work:
    """One work: its folder, what was acknowledged of it so far, and the outputs that were found whole."""

    folder: Path
    entries: list[str] = field(default_factory=list)
    whole: dict[str, str] = field(default_factory=dict)

    @property
    def book(self) -> Path:
        """The workbook."""
        return self.folder / "form.xlsx"

    def output(self, act: str) -> Path:
        """What an act writes."""
        return self.folder / f"{act}.xlsx"


def run(seed: str, *, count: int = 0, seconds: float = 0.0, keep: Path | None = None) -> Kills:
    """`count` kills, or as many as `seconds` allow; what is left of one that went wrong is put into `keep`."""
    found, number, dice = Kills(), 0, Random(seed)
    end = time.monotonic() + seconds if seconds else float("inf")
    typical: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as top:
        os.environ["SELFEVAL_STATE_DIR"] = str(Path(top) / "state")
        _warmed_up(_new_work(Path(top), -1), typical)
        work = None
        while (number < count or not count) and time.monotonic() < end:
            aim = dice.choices(ACTS, _WEIGHTS)[0]
            if work is None or aim == FIRST or len(work.entries) > 60:
                work = _new_work(Path(top), number)
            during = _one(work, aim, Random(f"{seed}:{number}"), typical, found)
            number += 1
            found.during[during] += 1
            wrong = _looked_at(work, found)
            if wrong:
                found.failures.append(f"{seed}:{number - 1} killed in {during}: {wrong}")
                print(found.failures[-1], file=sys.stderr, flush=True)
                if keep is not None:
                    shutil.copytree(work.folder, keep / f"kill-{seed}-{number - 1}")
                work = None
    return found


def _warmed_up(work: Work, typical: dict[str, list[float]]) -> None:
    """Load everything that a worker needs, and see how long each act takes."""
    workspace = open_workspace(work.book)
    for act in (ENTER, UNDO, REDO, EXPORT, TEMPLATE, PUBLISH, IMPORT, NEXT):
        for _ in range(2):
            begun = time.monotonic()
            _act(workspace, work, act, Random(1), lambda _kind, _rest: None)
            typical[act] = [time.monotonic() - begun]
    workspace.close()
    for act in (OPEN, FIRST):
        begun = time.monotonic()
        open_workspace(work.book).close()
        typical[act] = [time.monotonic() - begun]
    _looked_at(work, Kills())
    gc.collect()
    gc.freeze()


def _new_work(top: Path, number: int) -> Work:
    for old in top.glob("work*"):
        shutil.rmtree(old)
    work = Work(top / f"work{number}")
    work.folder.mkdir()
    shutil.copy(FORM, work.book)
    shutil.copy(FORM, work.folder / "bureau.xlsx")
    shutil.copy(DOCUMENT, work.folder / "document.txt")
    return work


def _one(work: Work, aim: str, dice: Random, typical: dict[str, list[float]], found: Kills) -> str:
    """Let a worker work, kill it in an act of the kind `aim`; the act in which it was."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if not child:
        os.close(reading)
        _worker(work, aim, Random(dice.random()), writing)
    os.close(writing)
    said, current, begun, aimed = b"", OPEN, time.monotonic(), False
    with os.fdopen(reading, "rb", buffering=0) as stream:
        end = begun + _LONGEST
        while select.select([stream], [], [], max(0.0, end - time.monotonic()))[0] and time.monotonic() < end:
            chunk = stream.read(65_536)
            if not chunk:
                break
            said += chunk
            *lines, said = said.split(b"\n")
            for line in lines:
                kind, _, rest = line.decode().partition(" ")
                if kind == "begin":
                    current, begun = rest, time.monotonic()
                    if rest == aim and not aimed:
                        aimed, end = True, begun + dice.uniform(0, 1.3) * median(typical[aim])
                elif kind == "done":
                    _done(work, current, rest, found)
                    if current in ACTS:
                        typical[current] = [*typical[current], time.monotonic() - begun][-_REMEMBERED:]
                else:
                    found.failures.append(f"the worker failed in {current}: {rest}")
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        rest = said + (stream.read() or b"")
    for line in rest.split(b"\n"):  # said before it died, read after
        kind, _, more = line.decode().partition(" ")
        if kind == "begin":
            current = more
        elif kind == "done":
            _done(work, current, more, found)
            current = "between two acts"
    return current


def _done(work: Work, act: str, said: str, found: Kills) -> None:
    if act in {ENTER, UNDO, REDO}:
        work.entries.append(said)
        found.acknowledged += 1


def _worker(work: Work, aim: str, dice: Random, writing: int) -> NoReturn:
    """Works until it is killed."""

    def say(kind: str, rest: str) -> None:
        os.write(writing, f"{kind} {rest}\n".encode())

    try:
        say("begin", FIRST if aim == FIRST else OPEN)
        workspace = open_workspace(work.book)
        say("done", "")
        for number in range(10_000):
            act = aim if number and dice.random() < 0.5 else dice.choice((ENTER, ENTER, UNDO, REDO))
            if act in {FIRST, OPEN}:
                workspace.close()
                say("begin", OPEN)
                workspace = open_workspace(work.book)
                say("done", "")
            else:
                _act(workspace, work, act, dice, say)
    except BaseException:  # noqa: BLE001 - told to the parent
        say("failed", traceback.format_exc()[-1500:].replace("\n", " | "))
    os._exit(1)


def _act(workspace: Workspace, work: Work, act: str, dice: Random, say: object) -> None:
    say("begin", act)  # type: ignore[operator]
    told = ""
    if act == ENTER:
        project = dice.choice(workspace.evaluation.department.projects)
        row = dice.choice(project.indicators)
        workspace.set(
            project.id, row.id, dice.choice(("actual", "reason")), f"{dice.random():.9f}{'长' * dice.randrange(900)}"
        )
    elif act == UNDO:
        told = "" if workspace.undo() else "nothing"
    elif act == REDO:
        told = "" if workspace.redo() else "nothing"
    elif act == EXPORT:
        workspace.export(work.output(EXPORT), force=True)
    elif act == TEMPLATE:
        workspace.export_template(work.folder / "bureau.xlsx", work.output(TEMPLATE), force=True)
    elif act == PUBLISH and work.output(EXPORT).exists():
        publish_file(work.output(EXPORT), work.output(PUBLISH), force=True)
    elif act == IMPORT:
        write_targets(read_targets(work.folder / "document.txt"), work.output(IMPORT), force=True)
    elif act == NEXT:
        made = carry_over(workspace.assessment, workspace.problems, workspace.source, 2099)
        write_next_year(made, work.output(NEXT), force=True)
    if act in {ENTER, UNDO, REDO}:
        if told:
            say("begin", "nothing")  # type: ignore[operator]
            return
        told = _mark(workspace.entries()[-1])
    say("done", told)  # type: ignore[operator]


def _mark(entry: object) -> str:
    return hashlib.sha256(repr(entry).encode()).hexdigest()[:16]


def _looked_at(work: Work, found: Kills) -> str:
    """What is wrong with what a kill has left, "" where nothing is."""
    try:
        return _entries_wrong(work) or _outputs_wrong(work, found)
    except Exception:  # noqa: BLE001 - what is looked for
        return traceback.format_exc()[-1500:]


def _entries_wrong(work: Work) -> str:
    path = journal_path(work.book)
    if not path.exists():
        return "the work file is gone" if work.entries else ""
    with Journal.open(path, who="看", now=now) as journal:
        if journal.recovered is not None or journal.set_aside is not None or journal.read_only or journal.path != path:
            return f"not sound: {journal.recovered} {journal.set_aside} {journal.read_only} {journal.path}"
        there = [_mark(entry) for entry in journal.entries()]
    if there[: len(work.entries)] != work.entries:
        return f"{len(work.entries)} entries were done, {len(there)} are there"
    if len(there) > len(work.entries) + 1:
        return f"{len(there) - len(work.entries)} entries more than were done"
    work.entries = there
    with contextlib.closing(sqlite3.connect(path)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    return "" if verdict == "ok" else verdict


def _outputs_wrong(work: Work, found: Kills) -> str:
    from selfeval.excel.read import read_workbook

    for act in (EXPORT, TEMPLATE, PUBLISH, IMPORT, NEXT):
        path = work.output(act)
        if not path.exists():
            if act in work.whole:
                return f"{path.name} is gone"
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if work.whole.get(act) == digest:
            continue
        if act == EXPORT:
            if not verify_file(path).equal:
                return f"{path.name} does not verify"
        elif not read_workbook(path).department.projects:
            return f"{path.name} is not whole"
        work.whole[act] = digest
        found.outputs += 1
    left = list(work.folder.glob(".~selfeval-*"))
    found.left_over += len(left)
    for one in left:
        one.unlink()
    known = {
        "form.xlsx",
        "bureau.xlsx",
        "document.txt",
        journal_path(work.book).name,
        *(work.output(act).name for act in ACTS),
    }
    strange = {one.name for one in work.folder.iterdir()} - known - {f"{journal_path(work.book).name}.lock"}
    return f"strange files: {strange}" if strange else ""
