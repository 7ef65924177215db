"""The tour: begins once on the example, each key it tells goes on, can be left at once and begun again."""

from __future__ import annotations

import pytest

from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.rooms.findings import Problems
from selfeval.tui.widgets.desk.tour import STEPS
from tests.tui.driving import LANGUAGES, LOOKS, click_key, overflowing, running, settled, text, typed, work


def toured(path, size=(80, 24), language="en"):
    return SelfEvalApp(language, path, tour=True).run_test(size=size)


async def test_it_begins_once(filled):
    async with toured(filled) as pilot:
        await settled(pilot)
        assert "Tour 1 of" in text(pilot)
        await pilot.press("escape")
        assert "Tour" not in text(pilot)
        assert pilot.app.focused is work(pilot).desk.grid
    async with toured(filled) as pilot:
        await settled(pilot)
        assert "Tour 1 of" not in text(pilot)
        await pilot.press("f13")
        await settled(pilot)
        assert "Tour 1 of" in text(pilot)


async def test_an_opened_workbook_has_no_tour(filled):
    async with running(filled) as pilot:
        assert work(pilot).tour.step is None


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_every_key_it_tells_does_it_and_goes_on(filled, size, language):
    async with toured(filled, size, language) as pilot:
        await settled(pilot)
        before = len(work(pilot).workspace.evaluation.done)
        for number, step in enumerate(STEPS):
            assert work(pilot).tour.step is step
            assert f"{number + 1}" in text(pilot)
            assert not overflowing(pilot)
            await pilot.press(step.keys[0])
            await settled(pilot)
            if step.action == "problems":
                assert isinstance(pilot.app.screen, Problems)
            if pilot.app.screen is not work(pilot) or work(pilot).desk.line.active:
                await pilot.press("escape")
                await settled(pilot)
            assert pilot.app.screen is work(pilot)
        assert work(pilot).tour.step is None
        assert len(work(pilot).workspace.evaluation.done) == before


async def test_enter_goes_on_without_the_key_and_enters_nothing(filled):
    async with toured(filled) as pilot:
        await settled(pilot)
        for step in STEPS:
            assert work(pilot).tour.step is step
            await pilot.press("enter")
        assert work(pilot).tour.step is None
        assert not work(pilot).workspace.evaluation.done


async def test_what_is_typed_meanwhile_is_entered(filled):
    async with toured(filled) as pilot:
        await settled(pilot)
        screen = work(pilot)
        screen.desk.grid.go(screen.desk.grid.entries[3].key)
        row = screen.desk.place
        await pilot.press("enter")
        await typed(pilot, "96%")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(row, "actual") == "96%"
        assert screen.tour.step is STEPS[2]


async def test_it_can_be_clicked_through(filled):
    async with toured(filled) as pilot:
        await settled(pilot)
        await click_key(pilot, "tour_next")
        assert work(pilot).tour.step is STEPS[1]
        await click_key(pilot, "tour_end")
        assert work(pilot).tour.step is None


async def test_the_example_from_the_home_screen_has_it(tmp_path):
    async with running(None) as pilot:
        await pilot.press("shift+f1")
        await settled(pilot)
        assert "Tour 1 of" in text(pilot)


async def test_it_leaves_the_keys_of_a_search_alone(filled):
    async with toured(filled) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+f")
        await typed(pilot, "预算资金执行率")
        first = work(pilot).desk.place
        await pilot.press("enter")
        assert work(pilot).desk.place != first
        assert work(pilot).tour.step is STEPS[0]
        await pilot.press("escape")
        assert work(pilot).tour.step is STEPS[0]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_finding_that_is_followed_and_left_again_does_not_end_it(filled, language):
    async with toured(filled, language=language) as pilot:
        await settled(pilot)
        number = next(number for number, step in enumerate(STEPS) if step.action == "problems")
        await pilot.press(*["enter"] * number, "f8")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen is work(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Problems)
        await pilot.press("escape")
        await settled(pilot)
        assert work(pilot).tour.step is STEPS[number + 1]
