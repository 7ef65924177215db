"""What a person waits for: starts and keys in a pseudo-terminal, beside bare programs that do the same.

Each baseline is a file of its own that imports no more than a bare program needs. Runs of both alternate, so that what
else the machine does falls on both; the table gives medians.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from tests.benchmarks.rows import make as make_rows
from tests.benchmarks.scale import make
from tests.benchmarks.starts import PROGRAM, environment, seconds
from tests.benchmarks.terminal import Watched, drawn, first

HERE = Path(__file__).parent
ROUNDS, KEYS = 7, 20
HOME, UP, DOWN, PAGE_UP, PAGE_DOWN, ENTER = "\x1b[H", "\x1b[A", "\x1b[B", "\x1b[5~", "\x1b[6~", "\r"
LAST_ROW = "群众满意度"
Line = tuple[str, float, float, str]
"""What is measured, seconds of the bare program and of ours, and the ratio that is to be reached."""


def run() -> None:
    """Print the table: medians, ratio, and what is to be reached."""
    with tempfile.TemporaryDirectory() as folder:
        env = environment(Path(folder))
        print(f"{'120×40, medians':<42}{'bare':>9}{'selfeval':>10}{'ratio':>7}{'goal':>7}")
        for what, bare, ours, goal in chain(starts(Path(folder), env), keys(Path(folder), env), [version(env)]):
            print(f"{what:<42}{bare * 1000:>6.0f} ms{ours * 1000:>7.0f} ms{ours / bare:>7.2f}{goal:>7}", flush=True)


# -- starts


def starts(folder: Path, env: Mapping[str, str]) -> Iterator[Line]:
    """From the start of the process to the last change of the screen; on a new workbook, also to its name on it."""
    book = folder / "one.xlsx"
    make(1, book)
    _ours_start(book, env, fresh=True)  # compiles the modules, makes the journal, finds the rule pack sound
    _bare_start(env)
    found = [(_bare_start(env), _ours_start(book, env)[1], *_ours_start(book, env, fresh=True)) for _ in range(ROUNDS)]
    bare, ours, soon, whole = (statistics.median(column) for column in zip(*found, strict=True))
    yield "start to whole screen, work in its journal", bare, ours, "1.6"
    yield "first start on a workbook: its name", bare, soon, "1.3"
    yield "first start on a workbook: whole screen", bare, whole, "2.0"


def _bare_start(env: Mapping[str, str]) -> float:
    with Watched([str(HERE / "bare_table.py"), "8"], env) as program:
        program.take(lambda seen: "完成数量7".encode() in seen)
        screens = drawn(program.frames)
    return first(screens, lambda text: text == screens[-1][1])


def _ours_start(book: Path, env: Mapping[str, str], *, fresh: bool = False) -> tuple[float, float]:
    """Seconds until something true stands on the screen, and until all of it does."""
    if fresh:
        for file in book.parent.glob(f"{book.name}.selfeval*"):
            file.unlink()
    with Watched([PROGRAM, "open", str(book)], env) as program:
        program.take(lambda seen: LAST_ROW[:4].encode() in seen)
        screens = drawn(program.frames)
    last = screens[-1][1]
    assert LAST_ROW in last
    return first(screens, lambda text: book.name in text or text == last), first(screens, lambda text: text == last)


# -- keys


def keys(folder: Path, env: Mapping[str, str]) -> Iterator[Line]:
    """From a key to the last thing that is drawn because of it."""
    for count in (8, 2000):
        book = folder / f"{count}.xlsx"
        make_rows(count - 1, book)  # the budget's row comes to them
        with bare_program(["bare_table.py", str(count)], env) as bare, our_program(book, env) as ours:
            theirs, mine = [], []
            for number in range(KEYS):
                theirs.append(bare.press(ENTER))
                for char in str(130 + number):  # near the target: no question follows
                    ours.press(char)
                mine.append(ours.press(ENTER))
            goal = "1.1" if count < 99 else "1.0"
            yield f"Enter to repaint, {count:,} rows", statistics.median(theirs), statistics.median(mine), goal
        with bare_program(["bare_table.py", str(count)], env) as bare, our_program(book, env) as ours:
            yield f"a row further, {count:,} rows", *_both(bare, ours, (DOWN, DOWN, UP, UP)), "1.0"
        if count > 99:
            with bare_program(["bare_table.py", str(count)], env) as bare, our_program(book, env) as ours:
                yield (
                    f"a page further, {count:,} rows",
                    *_both(bare, ours, (PAGE_DOWN, PAGE_DOWN, PAGE_UP, PAGE_UP)),
                    "1.0",
                )
    with bare_program(["bare_input.py"], env) as bare, our_program(folder / "8.xlsx", env) as ours:
        ours.send(HOME + DOWN)
        yield "a typed character to its reading", *_both(bare, ours, "123456789"), "1.0"


def _both(bare: Watched, ours: Watched, pressed: Sequence[str]) -> tuple[float, float]:
    """Medians of the same keys in both, turn by turn; those that move do so from the first row on."""
    for program in (bare, ours) if DOWN in pressed or PAGE_DOWN in pressed else ():
        program.send(HOME)
    found = [(bare.press(key), ours.press(key)) for _ in range(KEYS // len(pressed) + 1) for key in pressed]
    theirs, mine = zip(*found, strict=True)
    return statistics.median(theirs), statistics.median(mine)


@contextmanager
def bare_program(words: Sequence[str], env: Mapping[str, str]) -> Iterator[Watched]:
    """A bare program of this folder, with its arguments, once it has drawn something."""
    with Watched([str(HERE / words[0]), *words[1:]], env) as program:
        program.take(lambda seen: b"\x1b[" in seen)
        yield program


@contextmanager
def our_program(book: Path, env: Mapping[str, str]) -> Iterator[Watched]:
    """The screen over a workbook of `rows`, at rest."""
    with Watched([PROGRAM, "open", str(book)], env) as program:
        program.take(lambda seen: "完成任务".encode() in seen, quiet=1)
        yield program


# -- a command


def version(env: Mapping[str, str]) -> Line:
    """Processor time of `selfeval --version` beside that of a click program that knows its version."""
    bare, ours = (str(HERE / "bare_click.py"), "--version"), (PROGRAM, "--version")
    seconds(bare, env), seconds(ours, env)
    found = [(seconds(bare, env), seconds(ours, env)) for _ in range(ROUNDS + 4)]
    theirs, mine = zip(*found, strict=True)
    return "selfeval --version (processor time)", statistics.median(theirs), statistics.median(mine), "1.5"


if __name__ == "__main__":
    run()
