"""How often a screen is laid out and drawn: drawn once when it comes up, not laid out again because it was laid out."""

from __future__ import annotations

import gc

import pytest
from textual import _wait
from textual.screen import Screen

from selfeval.cli import FEW_ROUNDS
from selfeval.tui import one_layout
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.findings import Problems
from tests.tui.driving import running, settled, text


@pytest.fixture
def counts(monkeypatch):
    """How often each kind of screen was laid out, and drawn where it had something to draw: when its time comes."""
    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", _wait.wait_for_idle)
    found = {"laid out": [], "drawn": []}
    lay_out, draw = Screen._refresh_layout, Screen._compositor_refresh

    def laid_out(screen, size=None, scroll=False):
        found["laid out"].append(type(screen))
        lay_out(screen, size, scroll)

    def drawn(screen):
        if screen._compositor._dirty_regions:
            found["drawn"].append(type(screen))
        draw(screen)

    monkeypatch.setattr(Screen, "_refresh_layout", laid_out)
    monkeypatch.setattr(Screen, "_compositor_refresh", drawn)
    return found


async def test_a_screen_that_comes_up_is_drawn_once_and_whole(seed, counts):
    async with running(seed, "zh", (120, 40)) as pilot:
        assert counts["drawn"].count(Work) == 1
        assert counts["laid out"].count(Work) <= 4
        shown = text(pilot)
        pilot.app.screen.refresh(layout=True)
        await settled(pilot)
        assert text(pilot) == shown
        await pilot.press("f8")
        await settled(pilot)
        assert counts["drawn"].count(Problems) == 1


async def test_a_row_further_is_not_laid_out_again_for_the_sizes_of_a_layout(seed, counts):
    async with running(seed, "zh", (120, 40)) as pilot:
        for key in ("down", "down", "down", "up"):
            counts["laid out"].clear()
            await pilot.press(key)
            await settled(pilot)
            assert counts["laid out"].count(Work) <= 2, key  # one more where a scroll bar comes or goes


async def test_a_screen_is_drawn_whatever_goes_on_in_it(seed, monkeypatch):
    async def never(_screen):
        raise RuntimeError("never at rest")

    monkeypatch.setattr(one_layout, "_rest", never)
    with pytest.raises(RuntimeError):
        async with running(seed, "zh", (120, 40)) as pilot:
            assert isinstance(pilot.app.screen, Work)
            assert pilot.app.screen not in one_layout._held


async def test_the_usual_search_for_garbage_begins_once_the_screen_is_there(seed):
    before = gc.get_threshold()
    gc.set_threshold(FEW_ROUNDS)
    try:
        async with running(seed) as pilot:
            while gc.get_threshold()[0] == FEW_ROUNDS:
                await pilot.pause(0.05)
        assert gc.isenabled()
        assert gc.get_threshold()[0] <= 2000
    finally:
        gc.set_threshold(*before)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (170, 50)])
async def test_what_is_drawn_fits_when_the_size_changes(seed, size):
    async with running(seed, "zh", (120, 40)) as pilot:
        await pilot.resize_terminal(*size)
        await settled(pilot)
        shown = text(pilot)
        pilot.app.screen.refresh(layout=True, repaint=True)
        await settled(pilot)
        assert text(pilot) == shown
