"""Writes that a failing power supply leaves half done: every state that a small work file can be left in.

SQLite writes the rollback file first and sees it on the disk, then the pages, then takes the rollback file away. So
this can be left: the work file as it was, with a rollback file cut anywhere; pages in part old and in part new, by
sectors, with the whole rollback file; the work file cut short by a file system that lost its end.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from selfeval.core.problems import SelfEvalError
from selfeval.store import mappings, recent, remembered
from selfeval.store.journal import rollback
from selfeval.store.journal.journal import Journal
from selfeval.store.journal.lines import LogEntry
from selfeval.store.own_file import NAMES
from tests.store.helpers import entry, filled, now

SECTOR = 512
ENTRIES = 6
"""In the file that is cut at each place."""
PAGES = 10
"""About so many has the file whose sectors are mixed."""


@dataclass
class Torn:
    """What a run came to: states looked at by what was torn, and what was wrong."""

    tried: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many states there were."""
        return sum(self.tried.values())


def run(seed: str, *, each: int = 1, mixes: int = 2000) -> Torn:
    """Each `each`-th place at which a file can be cut, and so many mixes of old and new sectors."""
    found = Torn()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as top:
        folder = Path(top)
        os.environ["SELFEVAL_STATE_DIR"] = str(folder / "state")
        (folder / "state").mkdir()
        path = folder / "a.selfeval"
        small = filled(path, ENTRIES)
        before = path.read_bytes()
        _, undo = half_way(path)
        path.unlink()
        larger = filled(path, PAGES * 4, "长" * 100)
        states = {
            "work file cut": (small, _cut(before, each)),
            "rollback file cut": (small, ((before, part) for (part, _) in _cut(undo, each))),
            "sectors old and new": (larger, _mixed(path.read_bytes(), *half_way(path), Random(seed), mixes)),
        }
        for name, (entries, made) in states.items():
            whole = name != "work file cut"
            for number, (data, beside) in enumerate(made):
                found.tried[name] = number + 1
                wrong = _looked_at(path, data, beside, entries, whole=whole)
                if wrong:
                    found.failures.append(f"{name} {number}: {wrong}")
        found.tried["own files cut"] = _own_files(folder / "state", each, found.failures)
    return found


def half_way(path: Path) -> tuple[bytes, bytes]:
    """The work file in the middle of a step that writes every page of it, and the rollback file beside it."""
    copy = path.with_name("copy")
    shutil.copyfile(path, copy)
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")  # so that changed pages go to the disk before the end
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE entry SET line = substr(line, 2) || 'x'")
        connection.execute("UPDATE note SET line = line || 'x'")
        connection.execute("INSERT INTO note VALUES ('half', ?)", ("half" * 20_000,))
        changed, undo = copy.read_bytes(), rollback.rollback_of(copy).read_bytes()
        connection.execute("ROLLBACK")
    copy.unlink()
    return changed, undo


def _cut(data: bytes, each: int) -> Iterator[tuple[bytes, None]]:
    for length in range(0, len(data), each):
        yield data[:length], None


def _mixed(before: bytes, after: bytes, undo: bytes, dice: Random, count: int) -> Iterator[tuple[bytes, bytes]]:
    """Each sector as it was or as it was to be; the file as long as it was, as it was to be, or in between."""
    for _ in range(count):
        length = dice.choice((len(before), len(after), dice.randrange(len(before), len(after) + 1)))
        share, mixed = dice.random(), bytearray(after[:length])
        for at in range(0, min(length, len(before)), SECTOR):
            if dice.random() < share:
                mixed[at : at + SECTOR] = before[at : at + SECTOR]
        yield bytes(mixed), undo


def _looked_at(path: Path, data: bytes, beside: bytes | None, entries: list[LogEntry], *, whole: bool) -> str:
    """What is wrong with what comes of these files, "" where nothing is."""
    for old in path.parent.glob("a.selfeval*"):
        old.unlink()
    path.write_bytes(data)
    if beside is not None:
        rollback.rollback_of(path).write_bytes(beside)
    try:
        with Journal.open(path, who="看", now=now) as journal:
            there, recovered = journal.entries(), journal.recovered
            journal.append(entry(99))
        with Journal.open(path, who="看", now=now) as journal:
            again = journal.entries()
    except SelfEvalError as error:
        return f"refused: {error.code}"
    except Exception as error:  # noqa: BLE001 - what is looked for
        return repr(error)
    if again != [*there, entry(99)]:
        return "what was entered next is not there"
    if whole and (there != entries or recovered is not None):
        return f"{len(there)} of {len(entries)} entries, {recovered}"
    if there != [one for one in entries if one in there]:
        return "entries that nobody made, or in another order"
    kept = recovered.damaged if recovered else None
    if recovered is not None and (kept is None or kept.read_bytes() != data):
        return "the damaged file is not kept"
    return "" if recovered is not None or there == entries else "entries are missing, and nobody is told"


def _own_files(state: Path, each: int, failures: list[str]) -> int:
    """The program's own small files, cut at each place: nothing is in anybody's way, and the next write is whole."""
    count = 0
    whole = json.dumps({"works": [], "maps": [], "theme": "dark"}).encode()
    for name, cut in ((name, cut) for name in NAMES for cut in _places(whole, each)):
        (state / name).write_bytes(whole[:cut])
        count += 1
        try:
            recent.works(), mappings.maps(), remembered.get("theme")
            if not remembered.put("theme", "x") or remembered.get("theme") != "x":
                failures.append(f"{name} cut at {cut}: not written anew")
        except Exception as error:  # noqa: BLE001 - what is looked for
            failures.append(f"{name} cut at {cut}: {error!r}")
        (state / name).unlink(missing_ok=True)
    return count


def _places(data: bytes, each: int) -> Iterable[int]:
    return range(0, len(data), each)
