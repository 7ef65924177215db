"""Runs mutants in forked children of a warm parent, and watches each input: 5 seconds, 300 MB, no other exception.

A child takes many inputs; the parent sees in shared memory which one it is at, and puts another child in its place
where it hangs or dies. Time is that of the processor, so that a busy machine fails nothing.
"""

from __future__ import annotations

import gc
import json
import mmap
import os
import resource
import shutil
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.campaigns.fuzz.kinds import KINDS, mutant
from tests.campaigns.fuzz.readers import outcome

SECONDS, MEGABYTES = 5.0, 300
_WALL = 90.0
"""Seconds of the clock after which a child that uses no processor counts as hanging, too."""
_SPARE = (MEGABYTES + 300) << 20
_INPUTS = 3000
"""Inputs after which a child is replaced, so that what one leaves behind does not add up."""
_POLL = 0.05
_HEAD = struct.Struct("<qdd")
_LEVELS = [(name, level) for name, kind in KINDS.items() for level in kind.ways]


@dataclass(frozen=True)
class Failure:
    """An input that did not end as it must: its number, kind and level, and what happened."""

    number: int
    kind: str
    level: str
    what: str


@dataclass
class Tally:
    """What a run came to: inputs by kind and level, those of them that were read, and the failures."""

    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, -1)
    next: int = 0

    @property
    def total(self) -> int:
        """How many inputs there were."""
        return sum(self.tried.values())


class _Shared:
    """What a child tells its parent: the input it is at, since when, and counts by kind and level."""

    def __init__(self) -> None:
        self.memory = mmap.mmap(-1, _HEAD.size + 16 * len(_LEVELS) + 16)

    def begin(self, number: int) -> None:
        _HEAD.pack_into(self.memory, 0, number, time.process_time(), time.monotonic())

    def at(self) -> tuple[int, float, float]:
        number, cpu, wall = _HEAD.unpack_from(self.memory, 0)
        return number, cpu, wall

    def add(self, place: int, which: int) -> None:
        at = _HEAD.size + 16 * place + 8 * which
        (count,) = struct.unpack_from("<q", self.memory, at)
        struct.pack_into("<q", self.memory, at, count + 1)

    def counts(self, place: int) -> tuple[int, int]:
        tried, read = struct.unpack_from("<qq", self.memory, _HEAD.size + 16 * place)
        return tried, read

    def slow(self, seconds: float, number: int) -> None:
        if seconds > self.slowest()[0]:
            struct.pack_into("<dq", self.memory, len(self.memory) - 16, seconds, number)

    def slowest(self) -> tuple[float, int]:
        seconds, number = struct.unpack_from("<dq", self.memory, len(self.memory) - 16)
        return seconds, number


def run(
    seed: str, *, count: int = 0, seconds: float = 0.0, first: int = 0, only: str = "", keep: Path | None = None
) -> Tally:
    """`count` inputs from number `first` on, or as many as `seconds` allow.

    Each failure is told at once on stderr, and its input put into the folder `keep`.
    """
    for kind in KINDS.values():
        kind.bases()
    gc.collect()
    gc.freeze()
    tally, number = Tally(), first
    end = time.monotonic() + seconds if seconds else float("inf")
    last = first + count if count else sys.maxsize
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        while number < last and time.monotonic() < end:
            failed = len(tally.failures)
            number = _generation(seed, number, min(last, number + _INPUTS), end, tally, Path(folder), only)
            for failure in tally.failures[failed:] if keep else ():
                name = f"{failure.kind}-{seed}-{failure.number}{KINDS[failure.kind].suffix}"
                (keep / name).write_bytes(mutant(seed, failure.number, only).data)  # type: ignore[operator]
    tally.next = number
    return tally


def _generation(seed: str, first: int, last: int, end: float, tally: Tally, folder: Path, only: str) -> int:
    """One child; the number of the input to go on with."""
    shared = _Shared()
    reading, writing = os.pipe()
    sys.stderr.flush()
    child = os.fork()
    if not child:
        os.close(reading)
        _child(seed, first, last, end, shared, writing, folder, only)
    os.close(writing)
    verdict = _watched(child, shared, last, end)
    with os.fdopen(reading, "rb") as stream:
        told = [Failure(*json.loads(line)) for line in stream]
    number = shared.at()[0]
    if verdict and number < last:
        one = mutant(seed, number, only)
        told.append(Failure(number, one.kind, one.level, verdict))
    for failure in told:
        print(f"{failure.kind} {failure.level} {seed}:{failure.number} {failure.what}", file=sys.stderr, flush=True)
    tally.failures += told
    for place, level in enumerate(_LEVELS):
        tried, read = shared.counts(place)
        tally.tried[level] += tried
        tally.read[level] += read
    tally.slowest = max(tally.slowest, shared.slowest())
    return number + 1 if verdict or (told and told[-1].number == number) else number


def _watched(child: int, shared: _Shared, last: int, end: float) -> str:
    """Waits for the child; what was wrong with its last input, "" for nothing."""
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return "" if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0 else f"the process died ({status})"
        number, cpu, wall = shared.at()
        if number < last and wall and (_cpu_of(child) - cpu > SECONDS + 1 or time.monotonic() - wall > _WALL):
            if shared.at()[0] != number:
                continue
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return f"hangs: more than {SECONDS} seconds"
        time.sleep(_POLL)


def _cpu_of(child: int) -> float:
    try:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _child(
    seed: str, first: int, last: int, end: float, shared: _Shared, writing: int, folder: Path, only: str
) -> None:
    """Takes inputs until the last one, the time or a failure; never returns."""
    try:
        _work(seed, first, last, end, shared, writing, folder, only)
    except BaseException:  # noqa: BLE001 - it must never go on as its parent, which cleans up
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _work(seed: str, first: int, last: int, end: float, shared: _Shared, writing: int, folder: Path, only: str) -> None:
    os.environ["SELFEVAL_STATE_DIR"] = str(folder / "state")
    os.environ["SELFEVAL_TRACEBACK"] = "1"
    os.environ.pop("SELFEVAL_LANG", None)
    (folder / "state").mkdir(exist_ok=True)
    os.chdir(folder)
    limit = _pages("/proc/self/statm") + _SPARE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    number = first
    while number < last and time.monotonic() < end:
        shared.begin(number)
        if not _one(seed, number, shared, writing, folder, only):
            break
        number += 1
        shared.begin(number)


def _pages(path: str) -> int:
    return int(Path(path).read_text().split()[0]) * resource.getpagesize()


def _one(seed: str, number: int, shared: _Shared, writing: int, folder: Path, only: str) -> bool:
    """One input; False where the child is to be replaced."""
    one = mutant(seed, number, only)
    place = _LEVELS.index((one.kind, one.level))
    path = folder / f"x{KINDS[one.kind].suffix}"
    for old in folder.iterdir():
        if old.name != "state":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    path.write_bytes(one.data)
    before, start, failed = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time(), ""
    shared.begin(number)
    try:
        came = outcome(KINDS[one.kind].reader, path, Random(f"{seed}:{number}:reader"))
    except BaseException as error:  # noqa: BLE001 - what is looked for
        came, failed = "", f"{type(error).__name__}: {str(error)[:200]}\n{traceback.format_exc()[-1500:]}"
    took = time.process_time() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
    if not failed and took > SECONDS:
        failed = f"took {took:.1f} seconds"
    if not failed and grown > MEGABYTES:
        failed = f"took {grown} MB"
    shared.add(place, 0)
    shared.slow(took, number)
    if came and not came.startswith(("F", "R")):
        shared.add(place, 1)
    if failed:
        os.write(writing, json.dumps([number, one.kind, one.level, failed]).encode() + b"\n")
    return not failed
