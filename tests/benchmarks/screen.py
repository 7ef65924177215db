"""Start to first paint, and entry to repaint, against a bare Textual app that shows the same table."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable

from selfeval.workspace.work.opening import open_workspace
from tests.benchmarks.scale import make

SIZE = (120, 40)
STARTS, ENTRIES = 5, 20
COLUMNS = ("二级", "指标", "指标值", "实际完成", "分值", "得分", "")


class Bare(App[None]):
    """A table and nothing else."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows
        self.entries = 0

    def compose(self) -> ComposeResult:
        """One table."""
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill it."""
        table = self.query_one(DataTable)
        table.add_columns(*COLUMNS)
        for number in range(self.rows):
            cells = ("数量", f"完成数量{number}", "≥ 120件", "118件", "12.5", "12.29", "-")
            table.add_row(*(Text(cell) for cell in cells), key=str(number))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter changes one cell, nothing else."""
        self.entries += 1
        table = self.query_one(DataTable)
        table.update_cell(event.row_key, list(table.columns)[3], Text(f"{self.entries}件"))


def first_paint_bare(rows: int) -> None:
    """Run in a child: print seconds from the parent's start to the first paint."""
    app = Bare(rows)
    app.call_after_refresh(_leave, app)
    app.run(headless=True, size=SIZE)


def first_paint_selfeval(path: str) -> None:
    """Run in a child: the same for the entry screen on work that is already in its journal."""
    from selfeval.tui.app.app import SelfEvalApp

    app = SelfEvalApp("zh", Path(path))

    def look() -> None:
        if app.workspace is not None and app.screen.__class__.__name__ == "Work":
            app.screen.call_after_refresh(_leave, app)
        else:
            app.set_timer(0.002, look)

    app.call_later(look)
    app.run(headless=True, size=SIZE)


def _leave(app: App[object]) -> None:
    print(time.time() - float(os.environ["BENCH_START"]), file=sys.__stdout__, flush=True)
    app.exit()


def _start(call: str) -> float:
    """Median seconds over some starts of a fresh interpreter."""
    seconds = []
    for _ in range(STARTS):
        env = os.environ | {"BENCH_START": str(time.time())}
        code = f"from tests.benchmarks import screen; screen.{call}"
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        seconds.append(float(done.stdout.split()[-1]))
    return statistics.median(seconds)


async def _entries_bare(rows: int) -> float:
    app = Bare(rows)
    async with app.run_test(size=SIZE) as pilot:
        seconds = []
        for _ in range(ENTRIES):
            start = time.perf_counter()
            await pilot.press("enter")
            await pilot.pause()
            seconds.append(time.perf_counter() - start)
        assert app.entries == ENTRIES
    return statistics.median(seconds)


async def _entries_selfeval(path: Path) -> float:
    """From Enter to the screen at rest: journal, scoring, table, header and detail together."""
    from selfeval.tui.app.app import SelfEvalApp

    app = SelfEvalApp("zh", path)
    async with app.run_test(size=SIZE) as pilot:
        while app.workspace is None or app.screen.__class__.__name__ != "Work":
            await pilot.pause(0.01)
        seconds = []
        for number in range(ENTRIES):
            await pilot.press("home", "down", *str(121 + number), "件")
            start = time.perf_counter()
            await pilot.press("enter")
            await pilot.pause()
            seconds.append(time.perf_counter() - start)
            await pilot.press("escape")
        assert len(app.workspace.evaluation.done) == ENTRIES
    return statistics.median(seconds)


def run() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SELFEVAL_STATE_DIR"] = folder
        path = Path(folder) / "one.xlsx"
        make(1, path)
        open_workspace(path).close()
        bare, ours = _start("first_paint_bare(8)"), _start(f"first_paint_selfeval({str(path)!r})")
        _line("start to first paint", bare, ours)
        _line("entry to repaint", asyncio.run(_entries_bare(8)), asyncio.run(_entries_selfeval(path)))


def _line(what: str, bare: float, ours: float) -> None:
    print(f"{what:<24} bare Textual {bare * 1000:.0f} ms   selfeval {ours * 1000:.0f} ms   ratio {ours / bare:.2f}")
