"""The self-test of a rule pack (its worked cases) against loading the pack itself, file to checked values."""

from __future__ import annotations

import time
from collections.abc import Callable

from selfeval.core.texts.targets.read import read_target
from selfeval.rulepacks.check.cases import read_cases, run_cases
from selfeval.rulepacks.finding import pack_path
from selfeval.rulepacks.form.parse import parse_pack
from selfeval.rulepacks.text.files import CASES, read_bytes

PACKS = ("cn-mof-2020-10", "cn-mof-2021-101", "cn-hubei", "cn-hebei-leting-2025")
RUNS = 7


def best(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of the quickest of several runs, each with nothing remembered."""
    found = []
    for _ in range(RUNS):
        read_target.cache_clear()
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * 1000)
    return min(found)


def run() -> None:
    """Print the table: cases, load, reading the cases, running them, and the running as a ratio to the load."""
    print(f"{'rule pack':<24}{'cases':>7}{'load':>9}{'read':>9}{'self-test':>11}{'ratio':>8}")
    for name in PACKS:
        path = pack_path(name)
        beside = path.with_name(f"{path.stem}{CASES}")
        pack, (cases, place) = parse_pack(path, read_bytes(path)), read_cases(beside)
        load = best(lambda path=path: parse_pack(path, read_bytes(path)))
        read = best(lambda beside=beside: read_cases(beside))
        test = best(lambda p=pack, b=beside, c=cases, o=place: run_cases(p, b, c, o))
        count = len(cases.case) + len(cases.project) + len(cases.department) + len(cases.grade)
        print(f"{name:<24}{count:>7}{load:>7.1f}ms{read:>7.1f}ms{test:>9.1f}ms{test / load:>8.2f}")
