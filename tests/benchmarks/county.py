"""A county in one batch beside reading, scoring and checking its files one by one in a warm process.

`python -m tests.benchmarks.county 10000` measures that many forms too; `make bench` 100 and 1,000. The processor's time
counts, of all processes together: it hardly depends on what else runs. The gain of two processes is that of the clock.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from selfeval.core.problems import SelfEvalError
from selfeval.workspace import headless
from tests.tools.county.make import County

SIZES = (100, 1000)
_PAUSE = 0.05


class Batched(NamedTuple):
    """What a batch took: seconds of the clock and of the processor, MB of all its processes together at most."""

    clock: float
    processor: float
    memory: float


def batch(forms: Path, out: Path, jobs: int) -> Batched:
    """A batch in processes of its own, on as many cores as it has jobs, where the system lets that be said."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if cores:
        os.sched_setaffinity(0, cores[:jobs])
    try:
        return _batch(forms, out, jobs)
    finally:
        if cores:
            os.sched_setaffinity(0, cores)


def _batch(forms: Path, out: Path, jobs: int) -> Batched:
    command = [sys.executable, "-m", "selfeval", "batch", str(forms), "-o", str(out), "--jobs", str(jobs)]
    before, begun = os.times(), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    most = [0.0]
    watching = threading.Thread(target=_watch, args=(process, most))
    watching.start()
    process.wait()
    watching.join()
    clock, after = time.perf_counter() - begun, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Batched(clock, spent, most[0])


def _watch(process: subprocess.Popen[bytes], most: list[float]) -> None:
    while process.poll() is None:
        most[0] = max(most[0], _memory(process.pid))
        time.sleep(_PAUSE)


def _memory(session: int) -> float:
    """MB of all processes of a session, as Linux tells it; 0 elsewhere."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    return total / 1e6


def one_by_one(files: Sequence[Path]) -> float:
    """Seconds of the processor to read, score and check these files in a warm process, what is refused included."""
    begun = 0.0
    for some in (files[:20], files):
        begun = time.process_time()
        for path in some:
            with suppress(SelfEvalError):
                headless.load(headless.read(path))
    return time.process_time() - begun


def run(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the table."""
    heads = ("forms", "files", "ms a file", "of warm", "files/s", "2 of 1", "again", "MB")
    print("".join(f"{head:>11}" for head in heads))
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, SELFEVAL_STATE_DIR=f"{folder}/state"):
            top = Path(folder)
            key = County(top / "county", "bench").make(count)
            forms = top / "county" / "forms"
            # What lies in archives is read one by one in neither way.
            for archive in forms.glob("*.zip"):
                archive.unlink()
            files = sorted(path for path in forms.rglob("*") if path.is_file())
            warm = one_by_one(files)
            batch(forms, top / "first", 1)  # compiles, and keeps rule packs
            single, both = batch(forms, top / "one", 1), batch(forms, top / "two", 2)
            again = batch(forms, top / "one", 1)
        figures = (1000 * single.processor / len(files), single.processor / warm, len(files) / both.clock)
        figures += (single.clock / both.clock, again.clock, both.memory)
        print(f"{key.forms:>11}{len(files):>11}" + "".join(f"{figure:>11.2f}" for figure in figures), flush=True)


if __name__ == "__main__":
    run(tuple(map(int, sys.argv[1:])) or SIZES)
