"""Slips are asked about before an outcome is entered: by keys, by mouse, in both languages, at both sizes."""

from __future__ import annotations

import pytest

from selfeval.tui.dialogs.ask import Slip
from selfeval.tui.entry.screen import Work
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.questions.slips import budget_slip
from tests.tui.driving import LOOKS, SIZES, at, click_key, overflowing, running, settled, text, typed, work

COST, SATISFACTION = 4, 7


async def slipped(pilot, written, row=SATISFACTION):
    """Type a slip; the question stands there and nothing is entered."""
    screen = await at(pilot, row)
    place = screen.desk.place
    await typed(pilot, written)
    await pilot.press("enter")
    await settled(pilot)
    assert isinstance(pilot.app.screen, Slip)
    assert screen.desk.fact(place, "actual") == ""
    assert not overflowing(pilot)
    return screen, place


@pytest.mark.parametrize(("language", "size"), LOOKS)
@pytest.mark.parametrize(("key", "entered", "score"), [("enter", "95%", "10.00"), ("f10", "0.95", "0.11")])
async def test_percent_or_ratio_is_one_key(seed, language, size, key, entered, score):
    async with running(seed, language, size) as pilot:
        screen, place = await slipped(pilot, "0.95")
        assert "10.00" in text(pilot)
        assert "0.11" in text(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == entered
        assert str(screen.desk.scored(place).score) == score


@pytest.mark.parametrize(
    ("written", "key", "entered"),
    [("0.95%", "enter", "95%"), ("-95%", "enter", "95%"), ("-95%", "f10", "-95%"), ("106%", "f10", "106%")],
)
async def test_less_than_nothing_and_more_than_a_whole_are_asked_about(seed, written, key, entered):
    async with running(seed) as pilot:
        screen, place = await slipped(pilot, written)
        await pilot.press(key)
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == entered


@pytest.mark.parametrize(("key", "entered"), [("enter", "12批次"), ("f10", "12人")])
async def test_another_unit_is_one_key(seed, key, entered):
    async with running(seed) as pilot:
        screen = work(pilot)
        place = next(
            place for place in screen.workspace.places()
            if place.indicator and screen.desk.scored(place).target.unit == "批次"
        )  # fmt: skip
        screen.desk.show_project(place.project, place.indicator)
        await settled(pilot)
        await typed(pilot, "12人")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Slip)
        await pilot.press(key)
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == entered


@pytest.mark.parametrize(("button", "entered"), [("take", "1753000元"), ("keep", "1753000")])
async def test_yuan_or_ten_thousand_yuan_is_one_click(seed, button, entered):
    async with running(seed) as pilot:
        screen, place = await slipped(pilot, "1753000", COST)
        await click_key(pilot, button)
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == entered


async def test_escape_leads_back_to_typing_with_the_text_and_again_to_the_old_one(seed):
    async with running(seed) as pilot:
        screen, place = await slipped(pilot, "0.95")
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert screen.desk.line.active
        assert screen.desk.line.field.value == "0.95"
        await pilot.press("escape")
        await settled(pilot)
        assert screen.desk.line.field.value == ""
        assert not screen.workspace.evaluation.facts
        assert screen.desk.place == place


async def test_what_is_typed_is_not_lost_by_leaving_or_by_another_screen(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, SATISFACTION)
        place = screen.desk.place
        await typed(pilot, "0.95")
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Slip), "the question comes before the result"
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Slip), "leaving would lose what was typed"
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == "95%"


async def test_a_click_on_another_row_asks_too(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        screen = await at(pilot, SATISFACTION)
        place = screen.desk.place
        await typed(pilot, "0.95")
        await pilot.click(screen.desk.grid, offset=(2, 1))
        await settled(pilot)
        assert isinstance(pilot.app.screen, Slip)
        await pilot.press("escape")
        await settled(pilot)
        assert screen.desk.place == place, "typing goes on where it was"
        assert screen.desk.line.field.value == "0.95"


async def test_what_is_not_a_slip_is_not_asked_about(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, SATISFACTION)
        place = screen.desk.place
        await typed(pilot, "95")
        await pilot.press("enter")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, Slip)
        assert screen.desk.fact(place, "actual") == "95"


async def budget(pilot, written, key="enter"):
    """Type into the amount executed, and leave the field."""
    await pilot.press("f5")
    await settled(pilot)
    await typed(pilot, written)
    await pilot.press(key)
    await settled(pilot)
    return work(pilot).workspace


@pytest.mark.parametrize(
    ("size", "language", "left_by"),
    [(SIZES[0], "zh", "enter"), (SIZES[0], "en", "tab"), (SIZES[1], "zh", "down"), (SIZES[1], "en", "enter")],
)
@pytest.mark.parametrize(("answer", "entered"), [("enter", "1753000元"), ("f10", "1753000")])
async def test_yuan_in_the_budget_is_asked_about(seed, language, size, left_by, answer, entered):
    async with running(seed, language, size) as pilot:
        workspace = await budget(pilot, "1753000", left_by)
        assert isinstance(pilot.app.screen, Slip)
        assert not workspace.evaluation.done
        await pilot.press(answer)
        await settled(pilot)
        assert workspace.assessment.projects[0].budget.texts["executed"] == entered
        assert pilot.app.screen.query_one("#cell-executed").value == entered
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert len(workspace.evaluation.done) == 1


async def test_leaving_the_budget_waits_for_the_answer_about_a_slip(seed):
    async with running(seed, notices=True) as pilot:
        workspace = await budget(pilot, "1753000", "f1")
        await pilot.press("escape", "ctrl+q")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Slip)
        assert not pilot.app._exit
        await pilot.press("ctrl+q", "escape")
        await settled(pilot)
        assert not pilot.app._exit
        cell = pilot.app.focused
        assert (cell.id, cell.value) == ("cell-executed", "1753000")
        await pilot.press("backspace", "backspace", "backspace", "backspace", *".3", "enter")
        await settled(pilot)
        assert workspace.assessment.projects[0].budget.texts["executed"] == "175.3"


@pytest.mark.parametrize(
    ("field", "text", "offer"),
    [
        ("executed", "1753000", "1753000元"), ("executed", "1,753,000", "1,753,000元"), ("executed", "175.3", ""),
        ("executed", "1753000元", ""), ("executed", "1753000万元", ""), ("executed", "0", ""), ("executed", "?", ""),
        ("executed.fiscal", "1753000", "1753000元"), ("adjusted", "1800000", "1800000元"), ("initial", "180", ""),
        ("checkpoint.12", "0.75", "75%"), ("checkpoint.12", "0.75%", ""), ("checkpoint.12", "75", ""),
        ("checkpoint.12", "1", ""), ("goal_actual", "0.5", ""), ("finished", "是", ""),
    ],
)  # fmt: skip
def test_slips_of_the_budget(seed, field, text, offer):
    workspace = open_workspace(seed)
    found = budget_slip(workspace, workspace.assessment.projects[0].project.id, field, text)
    assert (found.offer if found else "") == offer
    workspace.close()
