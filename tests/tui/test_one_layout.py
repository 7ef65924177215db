"""How often a screen is laid out and drawn: drawn once when it comes up, not laid out again because it was laid out."""

from __future__ import annotations

import asyncio
import gc

import pytest
from textual import _wait, events
from textual.containers import Horizontal, Vertical
from textual.css.stylesheet import Stylesheet
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from selfeval.cli import FEW_ROUNDS
from selfeval.tui import one_layout
from selfeval.tui.app.input.at_rest import puts_off
from selfeval.tui.entry.screen import Work
from selfeval.tui.messages import EntryChanged, EntryDone, Moved, Told, Went
from selfeval.tui.rooms.findings import Problems
from tests.benchmarks.rows import make
from tests.tui.driving import running, settled, text, work


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


@pytest.fixture
def long(tmp_path):
    """A workbook with one project of fifty indicators, all of them numbers."""
    make(50, tmp_path / "long.xlsx")
    return tmp_path / "long.xlsx"


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


def between(counts):
    """How often the entry screen was laid out and drawn since the last look."""
    found = {what: screens.count(Work) for what, screens in counts.items()}
    for screens in counts.values():
        screens.clear()
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_row_further_is_drawn_once_and_not_laid_out(long, counts, size):
    async with running(long, "zh", size) as pilot:
        await pilot.press("down", "down")
        await settled(pilot)
        between(counts)
        for key in ("down", "down", "up", "pagedown", "pagedown", "pageup", "end", "up"):
            await pilot.press(key)
            await settled(pilot)
            assert between(counts) == {"laid out": 0, "drawn": 1}, key


async def test_rows_that_offer_something_else_are_laid_out_and_drawn_once(seed, counts):
    async with running(seed, "zh", (120, 40)) as pilot:
        between(counts)
        for key in ("down", "down", "down", "up", "end", "home"):
            await pilot.press(key)
            await settled(pilot)
            found = between(counts)
            assert found["laid out"] <= 2, key  # once more where a scroll bar comes or goes by it
            assert found["drawn"] == 1, key


async def test_a_character_is_drawn_once_with_its_reading_and_not_laid_out(long, counts):
    async with running(long, "zh", (120, 40)) as pilot:
        await pilot.press("down", "1")
        await settled(pilot)
        between(counts)
        for key in "234":
            await pilot.press(key)
            await settled(pilot)
            assert between(counts) == {"laid out": 0, "drawn": 1}, key
        await pilot.press("backspace")
        await settled(pilot)
        assert between(counts) == {"laid out": 0, "drawn": 1}


async def test_an_entry_and_the_next_row_are_drawn_at_once(long, counts):
    async with running(long, "zh", (120, 40)) as pilot:
        await pilot.press("down")
        for _ in range(3):
            await pilot.press(*"120")
            await settled(pilot)
            between(counts)
            await pilot.press("enter")
            await settled(pilot)
            assert between(counts) == {"laid out": 0, "drawn": 1}


@pytest.fixture
def styled(monkeypatch):
    """The widgets that are given their styles anew."""
    found = []
    apply = Stylesheet.apply

    def applied(self, node, **options):
        if isinstance(node, Widget):
            found.append(node)
        apply(self, node, **options)

    monkeypatch.setattr(Stylesheet, "apply", applied)
    return found


async def test_the_keyboard_goes_from_list_to_field_and_back_and_nothing_is_styled_for_it(long, styled):
    async with running(long, "zh", (120, 40)) as pilot:
        await pilot.press("down", *"120", "enter")
        await settled(pilot)
        styled.clear()
        for key in ("1", "2", "0", "enter", "1", "escape"):
            await pilot.press(key)
            await settled(pilot)
            assert not styled, key


async def test_what_a_list_and_the_field_tell_goes_past_what_only_lays_them_out(long, monkeypatch):
    heard, dispatch = [], MessagePump._dispatch_message

    async def dispatched(self, message):
        if isinstance(message, Told):
            heard.append((type(self), type(message)))
        await dispatch(self, message)

    monkeypatch.setattr(MessagePump, "_dispatch_message", dispatched)
    async with running(long, "zh", (120, 40)) as pilot:
        await pilot.press("down", *"120", "enter")
        await settled(pilot)
    at_screen = [message for node, message in heard if node is Work]
    assert {Moved, Went, EntryChanged, EntryDone} <= set(at_screen)
    assert not {Horizontal, Vertical} & {node for node, _ in heard}


async def test_a_screen_is_drawn_whatever_goes_on_in_it(seed, monkeypatch):
    async def never(_screen):
        raise RuntimeError("never at rest")

    monkeypatch.setattr(one_layout, "_rest", never)
    with pytest.raises(RuntimeError):
        async with running(seed, "zh", (120, 40)) as pilot:
            assert isinstance(pilot.app.screen, Work)
            assert pilot.app.screen not in one_layout._held


async def test_a_layout_for_a_key_leaves_a_new_screen_undrawn(seed):
    async with running(seed, "zh", (120, 40)) as pilot:
        screen = pilot.app.screen
        one_layout._held.add(screen)
        one_layout._lay_out(screen)
        assert screen in one_layout._held
        one_layout._held.discard(screen)
        one_layout._lay_out(screen)
        assert screen not in one_layout._held


async def test_a_screen_is_drawn_again_after_a_layout_that_failed(seed, monkeypatch):
    def failing(_screen, size=None, scroll=False):
        raise RuntimeError("no layout")

    async with running(seed, "zh", (120, 40)) as pilot:
        screen = pilot.app.screen
        with monkeypatch.context() as broken:
            broken.setattr(Screen, "_refresh_layout", failing)
            screen._layout_required = True
            one_layout._answering.add(screen)
            with pytest.raises(RuntimeError):
                one_layout._answer(screen, [], 3, 3)
        assert screen not in one_layout._held and screen not in one_layout._answering


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


@pytest.mark.parametrize("key", ["f1", "f5", "f6", "f7", "f8", "f9", "ctrl+p", "ctrl+g", "ctrl+k"])
async def test_nothing_waits_for_a_screen_to_be_drawn_once_it_is(seed, key):
    """The next key waits for that: until some message came by, it would have no turn for half a second."""
    async with running(seed) as pilot:
        await pilot.press("down", "down", "down")
        pilot.app._driver.send_message(events.Key(key, None))
        while pilot.app.screen is work(pilot) or pilot.app.screen in one_layout._held:
            await asyncio.sleep(0.01)
        screen, stuck = pilot.app.screen, 0
        for _ in range(20):
            await asyncio.sleep(0.01)
            soon = screen._update_timer._active.is_set() or any(
                node.message_queue_size for node in screen.walk_children()
            )
            stuck = stuck + 1 if puts_off(screen) and not soon else 0
            assert stuck < 5
