"""What the tests of screens wait for: whatever is to be done at once or soon, and nothing else."""

from __future__ import annotations

import asyncio
import threading

import pytest
from textual.app import App
from textual.widgets import Static

from tests.tui.idle import LEAST, PATIENCE, wait_for_idle


class Bare(App[None]):
    def compose(self):
        yield Static("one", id="word")


async def test_what_follows_at_once_is_waited_for_however_long_the_chain():
    left, loop = [300], asyncio.get_running_loop()

    def go_on():
        left[0] -= 1
        if left[0]:
            loop.call_soon(go_on)

    loop.call_soon(go_on)
    await wait_for_idle()
    assert left == [0]


@pytest.mark.parametrize("seconds", [0.001, 0.01, 0.04])
async def test_a_timer_that_goes_off_soon_is_waited_for_with_what_it_sets_going(seconds):
    done, loop = [], asyncio.get_running_loop()
    loop.call_later(seconds, lambda: loop.call_soon(done.append, "done"))
    await wait_for_idle()
    assert done == ["done"]


async def test_a_later_timer_is_not_waited_for():
    loop, done = asyncio.get_running_loop(), []
    late = loop.call_later(250, done.append, "done")
    await wait_for_idle(0, 600)
    assert not done
    late.cancel()


async def test_what_never_rests_is_waited_for_a_while():
    loop, ticks = asyncio.get_running_loop(), []

    def tick():
        ticks.append(loop.call_later(0.005, tick))

    tick()
    await wait_for_idle(0, 600)
    assert 1 < len(ticks) <= PATIENCE / LEAST + 1
    ticks[-1].cancel()


async def test_a_thread_that_computes_is_waited_for_and_one_that_hangs_is_not():
    app, go, found = Bare(), threading.Event(), []
    async with app.run_test():
        app.run_worker(lambda: found.append(sum(range(6_000_000))), thread=True)
        await wait_for_idle(0, 600)
        assert len(found) == 1
        hanging = app.run_worker(lambda: go.wait(600), thread=True)
        await wait_for_idle(0, 250)
        assert hanging.is_running
        go.set()


async def test_what_has_changed_is_drawn():
    app = Bare()
    async with app.run_test() as pilot:
        await wait_for_idle()
        app.query_one("#word", Static).update("two")
        await wait_for_idle()
        assert not app.screen._update_timer._active.is_set()
        assert "two" in str(pilot.app.screen._compositor.render_strips()[0].text)
