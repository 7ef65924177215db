"""Typing and scrolling in 7 and 2,000 indicators until the program is at rest, beside a bare DataTable; no terminal."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

import openpyxl
from textual.pilot import Pilot

from tests.benchmarks.bare_table import Bare

SIZE = (120, 40)
ENTRIES, STEPS = 20, 60


def make(rows: int, path: Path) -> None:
    """A workbook with one project of so many indicators, all of them numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2025年大项目资金绩效目标表"])
    sheet.append(["项目编码", "13020001", None, "项目名称", "大项目"])
    sheet.append(["预算规模及资金用途", "预算数", 300, "其中：财政资金", 300])
    sheet.append(["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"])
    for number in range(rows):
        tiers = ("产出指标", "数量指标") if number < rows * 0.6 else ("效益指标", "社会效益指标")
        sheet.append([*tiers, f"完成任务第{number}项", f"说明{number}", f"≥{100 + number}件", "考核办法"])
    book.save(path)


async def _timed(pilot: Pilot[object], *keys: str) -> float:
    start = time.perf_counter()
    await pilot.press(*keys)
    await pilot.pause()
    return time.perf_counter() - start


async def _bare(rows: int) -> tuple[float, float, float]:
    app = Bare(rows)
    async with app.run_test(size=SIZE) as pilot:
        entries = [await _timed(pilot, "enter") for _ in range(ENTRIES)]
        steps = [await _timed(pilot, "down") for _ in range(STEPS)]
        pages = [await _timed(pilot, "pagedown" if number % 2 else "pageup") for number in range(STEPS)]
    return statistics.median(entries), statistics.median(steps), statistics.median(pages)


async def _selfeval(path: Path) -> tuple[float, float, float, float]:
    """An entry (journal, scores, findings, list, head, detail), a character of it, a row further, a page further."""
    from selfeval.tui.app.app import SelfEvalApp

    app = SelfEvalApp("zh", path)
    async with app.run_test(size=SIZE) as pilot:
        while app.workspace is None or app.screen.__class__.__name__ != "Work":
            await pilot.pause(0.01)
        chars, entries = [], []
        for number in range(ENTRIES):
            await pilot.press("home", "down", *str(1000 + number))
            chars.append(await _timed(pilot, "9"))
            entries.append(await _timed(pilot, "enter"))
            await pilot.press("escape")
        assert len(app.workspace.evaluation.done) == ENTRIES
        await pilot.press("home")
        steps = [await _timed(pilot, "down") for _ in range(STEPS)]
        pages = [await _timed(pilot, "pagedown" if number % 2 else "pageup") for number in range(STEPS)]
    medians = (statistics.median(part) for part in (entries, steps, pages, chars))
    return next(medians), next(medians), next(medians), next(medians)


def run() -> None:
    """Print the table."""
    print(f"{'median ms, 120×40':<22}{'entry':>22}{'a row further':>22}{'a page further':>22}{'a character':>14}")
    for rows in (7, 2000):
        with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, SELFEVAL_STATE_DIR=folder):
            path = Path(folder) / "rows.xlsx"
            make(rows, path)
            bare, (*ours, char) = asyncio.run(_bare(rows)), asyncio.run(_selfeval(path))
        pairs = (f"{b * 1000:.0f} / {o * 1000:.0f} ({o / b:.2f})" for b, o in zip(bare, ours, strict=True))
        print(f"{f'{rows} rows, bare / ours':<22}" + "".join(f"{pair:>22}" for pair in pairs) + f"{char * 1000:>14.0f}")
