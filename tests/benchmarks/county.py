"""A county in one batch beside reading, scoring and checking its files one by one in a warm process.

`make bench` measures 100, 1,000 and 10,000 forms, `python -m tests.benchmarks.county 100000` as many as it says. More
than 1,000 are counties of 1,000 under other names; of more than 10,000 only two processes are measured. The processor's
time counts, of all processes together: it hardly depends on what else runs. The gain of two processes is that of the
clock, so it says something on a machine that does nothing else.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from selfeval.core.problems import SelfEvalError
from selfeval.workspace import headless
from tests.tools.county.make import County

SIZES = (100, 1000, 10_000)
_COUNTY = 1000
"""Forms of a county; more are made of it by other names, in a twentieth of the time."""
_NAME = "青山县"
_ALONE = 10_000
"""Forms above which one process, and files one by one, take hours."""
_SAMPLE = 1000
"""Files that are read one by one, spread over all of them."""
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
    """MB of all processes of a session, as Linux tells it, what they share counted once; 0 elsewhere."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            if int(status.read_text().rpartition(")")[2].split()[3]) == session:
                lines = status.with_name("smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total * 1024 / 1e6


def made(folder: Path, count: int) -> tuple[Path, int]:
    """A folder with about so many forms, and how many they are; without archives, which are not read one by one."""
    county = County(folder / "county", "bench")
    each = county.make(min(count, _COUNTY)).forms
    for archive in county.forms.glob("*.zip"):
        archive.unlink()
    forms, counties = folder / "forms", max(count // _COUNTY, 1)
    files = [path for path in sorted(county.forms.rglob("*")) if path.is_file()]
    for number in range(counties):
        name = _NAME if counties == 1 else f"青山{number:03}县"
        for path in files:
            copy = forms / name / path.relative_to(county.forms).with_name(f"{path.stem}-{number:03}{path.suffix}")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(renamed(path.read_bytes(), name))
            shutil.copystat(path, copy)
    return forms, each * counties


def renamed(data: bytes, county: str) -> bytes:
    """A form with another name of its county: so a project of its own, with bytes of its own."""
    if not data.startswith(b"PK"):
        return data.replace(_NAME.encode(), county.encode())
    stream = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
            for part in whole.infolist():
                text = whole.read(part).replace(_NAME.encode(), county.encode())
                # openpyxl writes letters as numbers.
                copy.writestr(part, text.replace(_numbers(_NAME), _numbers(county)), compresslevel=1)
    except zipfile.BadZipFile:  # one of those that are broken
        return data
    return stream.getvalue()


def _numbers(text: str) -> bytes:
    return text.encode("ascii", "xmlcharrefreplace")


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
            print("".join(f"{figure:>11}" for figure in _figures(Path(folder), count)), flush=True)


def _figures(top: Path, count: int) -> Iterator[str]:
    forms, number = made(top, count)
    files = sorted(path for path in forms.rglob("*") if path.is_file())
    batch(files[0].parent, top / "first", 1)  # compiles, and keeps rule packs
    both = batch(forms, top / "two", 2)
    again = batch(forms, top / "two", 2)
    yield from (str(number), str(len(files)))
    if number <= 2 * _ALONE:
        some = files[:: max(len(files) // _SAMPLE, 1)]
        warm, single = one_by_one(some) / len(some), batch(forms, top / "one", 1)
        of_warm, gain = f"{single.processor / len(files) / warm:.2f}", f"{single.clock / both.clock:.2f}"
    else:
        single, of_warm, gain = both, "—", "—"
    yield from (f"{1000 * single.processor / len(files):.2f}", of_warm, f"{len(files) / both.clock:.2f}", gain)
    yield from (f"{again.clock:.2f}", f"{both.memory:.2f}")


if __name__ == "__main__":
    run(tuple(map(int, sys.argv[1:])) or SIZES)
