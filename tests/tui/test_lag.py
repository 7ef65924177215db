"""Nothing holds the event loop while a workbook of many projects is opened, entered into and exported.

Loaded machines stall every program: what is compared is the same run with one project, right before, and what stalls
is tried again: the machine does not stall the same step every time, the program does.
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
TRIES = 4


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
    stalled = await stalls(tmp_path / "0")
    for number in range(1, TRIES):
        if not stalled:
            break
        again = await stalls(tmp_path / str(number))
        stalled = {what: told for what, told in again.items() if what in stalled}
    assert not stalled, "\n\n".join(f"{what}, {told}" for what, told in stalled.items())


async def stalls(folder: Path) -> dict[str, str]:
    """The steps that held the loop for longer than those with one project could on this machine, and how."""
    one, many = folder / "one" / "a.xlsx", folder / "many" / "a.xlsx"
    for path, count in ((one, 1), (many, PROJECTS)):
        path.parent.mkdir(parents=True)
        make(count, path)
    small = await measured(one)
    large = await measured(many)
    allowed = 4 * max(LIMIT, *(lags.worst for lags in small.values()))
    told = f"allowed {allowed * 1000:.0f} ms\n"
    return {what: told + lags.told() for what, lags in large.items() if lags.stalls(allowed)}


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
