"""Keys that come faster than the screen: each belongs to the field it was meant for."""

from __future__ import annotations

import asyncio
import threading

import pytest
from textual import events
from textual.widgets import Input

from selfeval.core.evaluation import FactKey
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.app.input import queue
from selfeval.tui.app.opening import Opener
from selfeval.tui.dialogs.ask import Halt
from selfeval.tui.dialogs.too_small import TooSmall
from selfeval.tui.entry.screen import Work
from selfeval.tui.widgets.keys import Pad
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.opening import open_workspace
from tests.tui.driving import click_key, click_row, running, settled, work

BY_HAND = 0.06
"""Seconds between two keys of a quick typist."""


def burst(pilot, *keys):
    """All keys at once, typed by hand while the program was busy: they are read, and stamped, as they are typed."""
    for back, key in zip(range(len(keys), 0, -1), keys, strict=True):
        event = events.Key(key, key if len(key) == 1 else None)
        event.time -= back * BY_HAND
        pilot.app.post_message(event)


async def test_amounts_typed_in_one_burst_go_to_their_fields(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await pilot.press("home", "f5")
        await settled(pilot)
        burst(pilot, "1", "5", "0", "enter", "1", "4", "0", "enter", "2", "2", "enter")
        for _ in range(4):
            await settled(pilot)
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        budget = screen.workspace.assessment.projects[0].budget
        assert (budget.texts["executed"], budget.texts["executed.fiscal"]) == ("150", "140")
        assert budget.texts["checkpoint.3"] == "22"


FIRST = "13022525P00RERB10015T"


async def rows_of_the_second(pilot):
    """Stand on the first indicator of the second project: its targets are numbers."""
    screen = work(pilot)
    await pilot.press("f3")
    await settled(pilot)
    screen.desk.show_project(FIRST)
    screen.desk.grid.go(screen.desk.grid.entries[1].key)
    await pilot.pause()
    return screen


def outcomes(screen):
    """What is entered, by the name of the indicator."""
    result = screen.workspace.result(FIRST)
    return {scored.indicator.tier3: scored.actual.text for scored in result.indicators if scored.actual.text}


async def rested(pilot):
    for _ in range(4):
        await settled(pilot)


async def test_entries_typed_in_one_burst_go_to_their_rows(seed):
    async with running(seed) as pilot:
        screen = await rows_of_the_second(pilot)
        burst(pilot, *"8批次", "enter", *"97%", "enter", *"96%", "enter", *"175万元", "enter")
        await rested(pilot)
        assert outcomes(screen) == {
            "重点地区访量": "8批次",
            "上级交办案件按期结案率": "97%",
            "预算资金执行率": "96%",
            "信访费用支出": "175万元",
        }
        assert len(screen.workspace.evaluation.done) == 4


async def test_moving_correcting_and_leaving_in_one_burst_is_as_with_pauses(seed):
    async with running(seed) as pilot:
        screen = await rows_of_the_second(pilot)
        burst(
            pilot, *"8批x", "backspace", *"次", "down",  # corrected, then the next row by an arrow
            *"97%", "tab", *"12", "escape",  # given up
            "down", *"175万元", "up", *"95%", "enter",
        )  # fmt: skip
        await rested(pilot)
        assert outcomes(screen) == {
            "重点地区访量": "8批次",
            "上级交办案件按期结案率": "97%",
            "预算资金执行率": "95%",
            "信访费用支出": "175万元",
        }


async def test_what_follows_a_question_in_one_burst_goes_to_the_question(seed):
    async with running(seed) as pilot:
        screen = await rows_of_the_second(pilot)
        screen.desk.grid.go(screen.desk.grid.entries[-1].key)
        await pilot.pause()
        burst(pilot, *"85%", "enter", *"下雨", "enter")
        await rested(pilot)
        scored = screen.workspace.result(FIRST).indicators[-1]
        assert scored.actual.text == "85%"
        reason = screen.workspace.evaluation.facts[FactKey(FIRST, scored.indicator.id, "reason")]
        assert reason.endswith("下雨")
        assert isinstance(pilot.app.screen, Work)


async def test_a_share_typed_in_one_burst_on_the_answers_is_whole(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await pilot.press("home", "down", "enter")
        await settled(pilot)
        burst(pilot, "down", "down", *"45", "enter")
        await rested(pilot)
        scored = screen.workspace.assessment.projects[0].indicators[0]
        assert scored.share == 45


async def test_a_search_typed_in_one_burst_is_whole(seed):
    async with running(seed) as pilot:
        await pilot.press("f8")
        await settled(pilot)
        burst(pilot, *"执行率")
        await rested(pilot)
        assert pilot.app.screen.query_one(Input).value == "执行率"


async def test_what_follows_tab_in_one_burst_goes_to_the_next_field(seed):
    async with running(seed) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        pilot.app.screen.query_one("#budget_reason").focus()
        await pilot.pause()
        burst(pilot, *"雨", "tab", *"好", "shift+tab", "shift+tab", *"97", "tab")
        await rested(pilot)
        result = work(pilot).workspace.assessment.projects[0]
        value = work(pilot).workspace.evaluation.value
        assert (value(result.project, "budget_reason"), value(result.project, "goal_actual")) == ("雨", "好")
        assert value(result.project, "checkpoint.12") == "97"


@pytest.mark.parametrize("ticks", [0, 3])
async def test_a_wheel_behind_a_click_does_not_overtake_it(seed, ticks):
    async with running(seed, size=(80, 24)) as pilot:
        await pilot.press("f8")
        await settled(pilot)
        rows = pilot.app.screen.query_one(Rows)
        before, wanted = rows.scroll_offset.y, rows.rows[rows._place_at(6)].key
        wheel = events.MouseScrollUp if before else events.MouseScrollDown
        x, y = rows.region.x + 2, rows.region.y + 6
        place = {"screen_x": x, "screen_y": y, "x": x, "y": y, "delta_x": 0, "delta_y": 0, "button": 1}
        place |= {"shift": False, "meta": False, "ctrl": False}
        for kind in (events.MouseDown, events.MouseUp, *[wheel] * ticks):
            pilot.app.post_message(kind(None, **place))
        await rested(pilot)
        assert rows.key == wanted
        assert (rows.scroll_offset.y != before) is (ticks > 0)


async def test_the_first_key_after_a_pause_waits_for_a_screen_that_is_just_coming_up(seed, monkeypatch):
    async with running(seed) as pilot:
        await pilot.pause(0.7)
        screen, rest, left = work(pilot), [False] * 40, []
        screen.desk.grid.go(screen.desk.grid.entries[-1].key)
        monkeypatch.setattr(queue, "at_rest", lambda _app: rest.pop() if rest else True)
        begin = screen.desk.grid._typed
        screen.desk.grid._typed = lambda text: (left.append(len(rest)), begin(text))
        burst(pilot, "9")
        await pilot.pause(0.5)
        assert left == [0], "given before everything was at rest"
        assert screen.desk.line.field.value == "9"


async def test_leaving_while_keys_wait_ends_quietly(seed, monkeypatch):
    faults = []
    async with running(seed) as pilot:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: faults.append(context))
        monkeypatch.setattr(queue, "at_rest", lambda _app: False)
        burst(pilot, *"95")
        await pilot.pause(0.05)
        pilot.app.exit()
    await asyncio.sleep(0.2)
    assert faults == []
    assert not pilot.app._typed._lined_up


async def test_what_is_typed_before_the_first_screen_is_there_is_not_taken_in_part(seed, monkeypatch):
    app, typed_ahead, open_one = SelfEvalApp("en", seed), threading.Event(), Opener._open
    monkeypatch.setattr(Opener, "_open", lambda *given, **named: typed_ahead.wait(9) and open_one(*given, **named))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        burst(pilot, "down", *"12")
        await pilot.pause()
        typed_ahead.set()
        while not any(isinstance(screen, Work) for screen in app.screen_stack):  # the window may be over it by then
            await pilot.pause(0.01)
        await rested(pilot)
        assert isinstance(app.screen, Halt), "it is said at once"
        for key in ("3", "enter", *"23", "enter", "down", *"45", "enter"):  # however slowly the typing goes on
            burst(pilot, key)
            await pilot.pause(0.05)
        await rested(pilot)
        assert isinstance(app.screen, Halt)
        assert app.workspace.evaluation.done == ()
        await pilot.press("escape", "end", *"95%", "enter")
        await rested(pilot)
        assert len(app.workspace.evaluation.done) == 1


async def test_the_program_can_be_left_before_its_first_screen_is_there(seed, monkeypatch):
    go = threading.Event()
    held = "selfeval.tui.app.opening.open_workspace"
    monkeypatch.setattr(held, lambda *args, **options: go.wait(20) and open_workspace(*args, **options))
    app = SelfEvalApp("en", seed)
    async with app.run_test(size=(80, 24)) as pilot:
        burst(pilot, "9", "ctrl+q")
        await pilot.pause(0.2)
        assert app._exit
        go.set()


async def test_what_was_typed_before_the_window_shrank_is_taken(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        screen.desk.grid.go(screen.desk.grid.entries[-1].key)
        place = screen.desk.place
        burst(pilot, *"95%", "enter")
        await pilot.resize_terminal(40, 10)
        await pilot.pause(0.3)
        await rested(pilot)
        assert isinstance(pilot.app.screen, TooSmall)
        assert screen.desk.scored(place).actual.text == "95%"


async def test_a_half_typed_value_behind_a_small_window_is_entered_on_leaving(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        screen.desk.grid.go(screen.desk.grid.entries[-1].key)
        place = screen.desk.place
        await pilot.press(*"95%")
        await pilot.resize_terminal(40, 10)
        await rested(pilot)
        await pilot.press("ctrl+q")
        await rested(pilot)
        assert pilot.app._exit
        assert screen.desk.scored(place).actual.text == "95%"


async def test_a_key_is_not_held_back_by_something_that_is_never_at_rest(seed, monkeypatch):
    async with running(seed) as pilot:
        monkeypatch.setattr(queue, "at_rest", lambda _app: False)
        screen = work(pilot)
        screen.desk.grid.go(screen.desk.grid.entries[-1].key)
        burst(pilot, *"95")
        for _ in range(200):
            if screen.desk.line.field.value == "95":
                break
            await pilot.pause(0.1)
        assert screen.desk.line.field.value == "95"


def mouse(pilot, kind, x, y):
    """A button of the mouse goes down or up."""
    place = {"screen_x": x, "screen_y": y, "x": x, "y": y, "delta_x": 0, "delta_y": 0, "button": 1}
    pilot.app.post_message(kind(None, **place, shift=False, meta=False, ctrl=False))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_click_that_ends_an_entry_means_the_row_under_it(seed, size):
    async with running(seed, "zh", size) as pilot:
        screen = await rows_of_the_second(pilot)
        grid, first, other = screen.desk.grid, screen.desk.grid.entries[1].key, screen.desk.grid.entries[2].key
        grid.go(grid.entries[0].key)
        for _ in range(2):
            await click_row(pilot, grid, first)
            await rested(pilot)
        assert screen.query_one(Pad).display
        await click_key(pilot, "pad('8')")
        await rested(pilot)
        x = grid.region.x + 2
        y = grid.region.y + grid.line_of(other)
        mouse(pilot, events.MouseDown, x, y)
        await rested(pilot)
        mouse(pilot, events.MouseUp, x, y)
        await rested(pilot)
        assert outcomes(screen) == {"重点地区访量": "8"}
        assert grid.key == other


async def test_a_third_click_in_a_row_goes_nowhere_else(seed):
    async with running(seed, "zh", (80, 24)) as pilot:
        screen = await rows_of_the_second(pilot)
        grid = screen.desk.grid
        grid.go(grid.entries[0].key)
        x, y = grid.region.x + 2, grid.region.y + grid.line_of(grid.entries[3].key)
        wanted = grid.entries[3].key
        for _ in range(3):
            mouse(pilot, events.MouseDown, x, y)
            mouse(pilot, events.MouseUp, x, y)
            await rested(pilot)
        assert grid.key == wanted
