"""The seed workbook in a folder of its own, and the program running on it."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.pilot import Pilot

from tests.examples import DAY
from tests.places import ROOT
from tests.tables import together
from tests.tui.driving import EVERY_LOOK, draw_later
from tests.tui.idle import screen_at_rest, wait_for_idle
from tests.tui.looks import left_out

WORKBOOKS = ROOT / "workbooks"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave looks to other days, unless all are wanted, or some are named."""
    if EVERY_LOOK or not together(config):
        return
    here = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    waiting = left_out(here, DAY.toordinal())
    gone = [item for item in here if item not in set(waiting)] if config.getoption("--left-out") else waiting
    config.hook.pytest_deselected(items=gone)
    leaving = set(gone)
    items[:] = [item for item in items if item not in leaving]


@pytest.fixture(autouse=True)
def _own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    # What the program keeps for as long as it runs would be kept until the last test, of every application.
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture(autouse=True)
def _frames(monkeypatch):
    """Of the frames in between nobody sees one, and they cost half of a test: `make campaign` draws them."""
    if not EVERY_LOOK:
        monkeypatch.setattr(Compositor, "render_update", draw_later)


@pytest.fixture(autouse=True)
def _idle(monkeypatch):
    """Keys and pauses wait for the event loop, not for the clock, nor for an answer of every single widget."""
    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", wait_for_idle)
    monkeypatch.setattr(Pilot, "_wait_for_screen", screen_at_rest)


@pytest.fixture
def seed(tmp_path):
    """The 2025 targets, nothing entered yet."""
    return Path(shutil.copyfile(WORKBOOKS / "leting-2025-targets.xlsx", tmp_path / "目标[2025].xlsx"))


@pytest.fixture
def filled(tmp_path):
    """The 2025 targets with actuals."""
    return Path(shutil.copyfile(WORKBOOKS / "leting-2025-filled.xlsx", tmp_path / "filled.xlsx"))
