"""Reading the same form in every kind of file, against openpyxl's own load of the .xlsx."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import openpyxl

from selfeval.excel.book.any_kind import open_book
from tests.excel.kinds.makers import FILES

RUNS = 9


def median(work: Callable[[], object]) -> float:
    """Milliseconds of the middle one of some runs, after one that imports what is needed."""
    work()
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds) * 1000


def run() -> None:
    """Print one line a kind."""
    bare = median(lambda: openpyxl.load_workbook(FILES / "form.xlsx"))
    print(f"{'openpyxl, form.xlsx':<24}{bare:>8.2f} ms")
    for path in sorted(FILES.glob("*.*")):
        ours = median(lambda path=path: open_book(path))
        print(f"{path.name:<24}{ours:>8.2f} ms   ratio {ours / bare:.2f}")
