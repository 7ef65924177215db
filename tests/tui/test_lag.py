"""Nothing holds the event loop while a workbook of many projects is opened, entered into and exported.

Loaded machines stall every program: what is compared is the same run with one project, right before.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.entry.screen import Work
from tests.benchmarks.scale import make
from tests.tui.driving import settled
from tests.tui.watchdog import LIMIT, Lags, WatchedApp, baseline

PROJECTS = int(os.environ.get("SELFEVAL_LAG_PROJECTS", "300"))
"""As many as hold the loop visibly if anything grows with them; `make campaign` tries a thousand."""


@pytest.fixture(autouse=True)
def _own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def _frames():
    """Every frame is drawn, as for a person: what it takes is what is measured."""


async def measured(path: Path) -> dict[str, Lags]:
    """The lags of opening, entering, exporting and opening again."""
    app, found = WatchedApp("zh", path), {}
    async with app.run_test(size=(120, 40)) as pilot:
        found["open"] = await opened(app, pilot)
        app.begin_watch()
        await pilot.press("end", *"87%", "enter")
        await settled(pilot)
        found["enter"] = app.end_watch()
        await pilot.press("escape", "f9")
        await settled(pilot)
        app.begin_watch()
        await pilot.press("f9")
        await settled(pilot)
        found["export"] = app.end_watch()
        assert isinstance(app.screen, Ask)
        assert list(path.parent.glob("*自评*.xlsx"))
    app = WatchedApp("zh", path)
    async with app.run_test(size=(120, 40)) as pilot:
        found["open again"] = await opened(app, pilot)
    return found


async def opened(app: WatchedApp, pilot: Pilot[int]) -> Lags:
    """The lags until the first screen is at rest."""
    app.begin_watch()
    while not isinstance(app.screen, Work):
        assert app._exception is None
        await asyncio.sleep(0.02)
    await settled(pilot)
    return app.end_watch()


async def test_many_projects_hold_the_screen_no_longer_than_one(tmp_path):
    one, many = tmp_path / "one" / "a.xlsx", tmp_path / "many" / "a.xlsx"
    for path, count in ((one, 1), (many, PROJECTS)):
        path.parent.mkdir()
        make(count, path)
    small = await measured(one)
    large = await measured(many)
    machine = max(lags.worst for lags in small.values())
    for what, lags in large.items():
        allowed = 4 * max(machine, LIMIT)  # a neighbour on the machine may double one sample, not make seconds of it
        assert not lags.stalls(allowed), f"{what}, allowed {allowed * 1000:.0f} ms\n{lags.told()}"


def test_the_watch_sees_a_loop_that_is_held():
    import time

    lags = baseline(0.5)
    assert lags.late

    async def held() -> Lags:
        from tests.tui.watchdog import Watch

        watch = Watch()
        beats = asyncio.get_running_loop().create_task(watch.run())
        await asyncio.sleep(0.05)
        time.sleep(0.3)
        await asyncio.sleep(0.05)
        watch.stop()
        await beats
        return watch.lags

    assert asyncio.run(held()).stalls()
