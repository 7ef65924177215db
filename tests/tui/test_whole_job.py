"""From the opened seed to the scored workbook, by keys alone and by mouse alone."""

from __future__ import annotations

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.readings import Kind
from selfeval.tui.dialogs.ask import Ask, Slip
from selfeval.tui.dialogs.row.answer import Choice
from selfeval.tui.dialogs.row.reason import Note
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.result import ResultScreen
from selfeval.workspace.work.opening import open_workspace
from tests.tui.driving import EVERY_LOOK, click_key, click_row, outcome, running, settled, text, typed, work


async def _row_by_keys(pilot, screen):
    place = screen.desk.place
    if not place.indicator:
        await pilot.press("enter")
        if "" in screen.workspace.result(place.project).missing:
            await typed(pilot, "175.3")
            await pilot.press("enter", "escape")
        else:  # the text that the form asks for has the keyboard
            await typed(pilot, "总体目标已完成")
            await pilot.press("enter")
        await pilot.pause()
        return
    scored = screen.desk.scored(place)
    if scored.target.kind is Kind.QUALITATIVE:
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Choice)
        await pilot.press("down", "up", "enter")
    elif "满意度" in scored.indicator.tier3:
        await typed(pilot, "85%")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, Note)
        await typed(pilot, "回访不够")
        await pilot.press("enter")
    else:
        await typed(pilot, outcome(scored))
        await pilot.press("enter")
    await pilot.pause()


async def test_whole_seed_by_keys_in_chinese_at_80x24(seed):
    async with running(seed, "zh", (80, 24)) as pilot:
        screen = work(pilot)
        for _ in range(40):
            if screen.workspace.next_open(None) is None:
                break
            assert screen.workspace.is_open(screen.desk.place), "the cursor did not go to an open row"
            await _row_by_keys(pilot, screen)
            assert isinstance(pilot.app.screen, Work)
        totals = [result.total for result in screen.workspace.assessment.projects]
        # 175.3/180 and 175.3/185 of 10 points, 85/90 of 10 points, everything else in full.
        assert [str(total) for total in totals] == ["99.18", "98.92"]
        await pilot.press("f9")
        assert isinstance(pilot.app.screen, ResultScreen)
        await pilot.press("f9")
        await settled(pilot)
        written = seed.with_name("目标[2025]-自评-2025.xlsx")
        assert written.exists()
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press("enter", "escape")
        assert isinstance(pilot.app.screen, Work)
    again = open_workspace(written)
    assert [str(result.total) for result in again.assessment.projects] == ["99.18", "98.92"]
    again.close()


async def _pad(pilot, digits):
    for digit in digits:
        await click_key(pilot, f"pad('{digit}')")


async def _row_by_mouse(pilot, screen):
    grid, place = screen.desk.grid, screen.desk.place
    await click_row(pilot, grid, grid.key)
    await pilot.pause()
    if not place.indicator:
        await _pad(pilot, "180")
        await click_key(pilot, "back")
    elif isinstance(pilot.app.screen, Choice):
        await click_key(pilot, "take")
    else:
        await _pad(pilot, "1" if screen.desk.scored(place).target.lower_is_better else "95%")
        await click_key(pilot, "commit")
    await pilot.pause()
    if isinstance(pilot.app.screen, Slip):  # 1 for a percent may be a ratio
        await click_key(pilot, "keep")
        await pilot.pause()
    if isinstance(pilot.app.screen, Note):
        await click_key(pilot, "cancel")
        await pilot.pause()


BY_MOUSE = [("zh", (120, 40)), *([("en", (80, 24))] if EVERY_LOOK else [])]
"""Both with `make campaign`: the other one is what the test in a terminal does."""


@pytest.mark.parametrize(("language", "size"), BY_MOUSE)
async def test_whole_seed_by_mouse_alone(seed, language, size):
    async with running(seed, language, size) as pilot:
        screen = work(pilot)
        for result in screen.workspace.assessment.projects:  # words cannot be clicked
            screen.workspace.enter([(FactKey(result.project.id, "", "goal_actual"), "总体目标已完成")])
        for _ in range(40):
            if screen.workspace.next_open(None) is None:
                break
            await _row_by_mouse(pilot, screen)
            assert isinstance(pilot.app.screen, Work)
        results = screen.workspace.assessment.projects
        # 180 of 180 in full; 180 of 185 is 9.73 of 10.
        assert [str(result.total) for result in results] == ["100.00", "99.73"]
        await click_key(pilot, "result")
        await click_key(pilot, "export")
        await settled(pilot)
        await click_key(pilot, "go")  # figures that were kept as written look like slips still
        await settled(pilot)
        assert seed.with_name("目标[2025]-自评-2025.xlsx").exists()
        await click_key(pilot, "close")
        await click_key(pilot, "back")
        assert isinstance(pilot.app.screen, Work)


async def test_the_work_goes_on_after_a_restart(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await pilot.press("enter")
        await typed(pilot, "175.3")
        await pilot.press("enter", "escape")
        here = screen.desk.place
        assert here.indicator
    async with running(seed) as pilot:
        screen = work(pilot)
        assert screen.desk.place == here
        assert "97.39%" in text(pilot)
        await pilot.press("ctrl+z")
        assert screen.workspace.result(here.project).execution.rate is None


@pytest.mark.parametrize(
    ("answer", "name"), [("enter", "目标[2025]-自评-2025 (2).xlsx"), ("f10", None), ("escape", None)]
)
async def test_an_existing_workbook_is_kept_unless_overwriting_is_chosen(filled, seed, answer, name):
    target = seed.with_name("目标[2025]-自评-2025.xlsx")
    target.write_bytes(b"mine")
    async with running(seed) as pilot:
        await pilot.press("f9", "f9", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press(answer)
        await settled(pilot)
    assert (target.read_bytes() == b"mine") is (answer != "f10")
    if name:
        assert seed.with_name(name).exists()
