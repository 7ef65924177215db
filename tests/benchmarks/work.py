"""Processor time that a key takes, beside bare programs: what the clock would say of a machine without other work."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.perceived import DOWN, ENTER, HOME, PAGE_DOWN, PAGE_UP, UP, bare_program, our_program
from tests.benchmarks.rows import make
from tests.benchmarks.starts import environment
from tests.benchmarks.terminal import Watched

TURNS = 5
_SETTLED = 0.05
"""Seconds in which a program ends what it still does behind its last drawing."""


def run() -> None:
    """Print the table: milliseconds of both, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'processor time, medians':<42}{'bare':>9}{'selfeval':>10}{'ratio':>7}")
        for what, bare, ours in _table(Path(folder), environment(Path(folder))):
            print(f"{what:<42}{bare:>6.1f} ms{ours:>7.1f} ms{ours / bare:>7.2f}", flush=True)


def _table(folder: Path, env: Mapping[str, str]) -> Iterator[tuple[str, float, float]]:
    for count in (8, 2000):
        book = folder / f"{count}.xlsx"
        make(count - 1, book)
        with bare_program(["bare_table.py", str(count)], env) as bare, our_program(book, env) as ours:
            for program in (bare, ours):
                program.send(HOME + DOWN)
            steps = (DOWN, DOWN, UP, UP)
            yield f"a row further, {count:,} rows", _each(bare, steps), _each(ours, steps)
            if count > 99:
                pages = (PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_UP)
                yield f"a page further, {count:,} rows", _each(bare, pages), _each(ours, pages)
            ours.send(HOME + DOWN)
            entries = [_entry(ours, str(110 + number)) for number in range(TURNS)]
            yield f"Enter, {count:,} rows", _each(bare, ENTER), statistics.median(entries)
    with bare_program(["bare_input.py"], env) as bare, our_program(folder / "8.xlsx", env) as ours:
        ours.send(HOME + DOWN)
        yield "a typed character", _each(bare, "1234"), _each(ours, "1234")


def _each(program: Watched, pressed: Sequence[str]) -> float:
    """Milliseconds of one key."""
    return statistics.median(_taken(program, key) for _ in range(TURNS) for key in pressed)


def _entry(program: Watched, text: str) -> float:
    """Milliseconds of the Enter behind a text."""
    for char in text:
        program.press(char)
    return _taken(program, ENTER)


def _taken(program: Watched, key: str) -> float:
    before = _processor(program.pid)
    program.press(key)
    time.sleep(_SETTLED)
    return (_processor(program.pid) - before) * 1000


def _processor(pid: int) -> float:
    """Seconds that all threads of a process have run; Linux alone tells them."""
    threads = Path(f"/proc/{pid}/task")
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads.iterdir()) / 1e9


if __name__ == "__main__":
    run()
