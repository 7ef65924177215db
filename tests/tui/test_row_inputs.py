"""The small inputs of a row: the day, points that move, the facts of a reason; and where the details stand."""

from __future__ import annotations

import pytest

from selfeval.core.scoring.assessment import assess
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.row.day import Day
from selfeval.tui.dialogs.row.not_applicable import Absent
from selfeval.tui.dialogs.row.reason import Note
from selfeval.tui.entry.screen import Work
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.questions.weight_moves import moved
from selfeval.workspace.work.reason_facts import facts_of
from tests.tui.driving import LOOKS, SIZES, click_key, overflowing, running, settled, text, typed, work
from tests.tui.test_row_actions import one_target

COST, SATISFACTION = 4, 7


async def dated(app, pilot, screen, target="2025年11月30日前"):
    app.push_screen(screen)
    await pilot.press("end", "enter")
    await settled(pilot)
    assert isinstance(app.screen, Day)
    return next(place for place in screen.workspace.places() if place.indicator)


async def test_a_day_is_found_with_the_arrows():
    app, screen = await one_target("2025年11月30日前", "完成时间")
    async with app.run_test(size=(80, 24)) as pilot:
        place = await dated(app, pilot, screen)
        assert app.screen.query_one("#day").value == "2025-11-30"
        await pilot.press("up")
        await settled(pilot)
        assert "2025-12-01 Monday" in text(pilot)
        await pilot.press("pagedown", "pagedown", "enter")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == "2025-10-01"
        assert screen.desk.scored(place).lost == 0


async def test_a_day_is_found_with_the_mouse_and_nonsense_is_not_taken():
    app, screen = await one_target("2025年11月30日前", "完成时间")
    async with app.run_test(size=(80, 24)) as pilot:
        place = await dated(app, pilot, screen)
        await typed(pilot, "尽快")
        await click_key(pilot, "take")
        await settled(pilot)
        assert isinstance(app.screen, Day)
        await click_key(pilot, "step('month',-1)")
        await click_key(pilot, "step('day',-1)")
        await settled(pilot)
        assert app.screen.query_one("#day").value == "2025-10-29"
        await pilot.pause(0.25)  # so long a button looks pressed, and cannot be
        await click_key(pilot, "take")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == "2025-10-29"


@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31"])
async def test_the_calendar_ends_quietly(written):
    app, screen = await one_target("2025年11月30日前", "完成时间")
    async with app.run_test(size=(80, 24)) as pilot:
        await dated(app, pilot, screen)
        app.screen.query_one("#day").value = written
        await pilot.press("up", "down", "down", "pageup", "pagedown", "pagedown")
        await settled(pilot)
        assert isinstance(app.screen, Day)


def test_points_that_move_are_those_that_the_mark_gives(seed):
    workspace = open_workspace(seed)
    place = workspace.places()[COST]
    changes = moved(workspace, place, "项目取消")
    assert sum(one.before for one in changes) == sum(one.after for one in changes)
    workspace.set(place.project, place.indicator, "not_applicable", "项目取消")
    result = assess(workspace.evaluation, workspace.pack).project(place.project)
    for one in changes:
        assert result.scored(one.indicator).weight.effective == one.after
    assert moved(workspace, place, "项目取消") == changes, "before is always the row as one that applies"
    back = moved(workspace, place, "")
    assert [(one.before, one.after) for one in back] == [(one.after, one.before) for one in changes]
    workspace.close()


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_points_before_and_afterwards_are_shown(seed, language, size):
    async with running(seed, language, size) as pilot:
        await pilot.press("home", *["down"] * COST, "ctrl+n")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Absent)
        assert "解决问题费用  12.5 -> 0" in text(pilot)
        assert "-> 16.67" in text(pilot)
        assert not overflowing(pilot)


@pytest.mark.parametrize(
    ("target", "actual", "facts"),
    [
        ("≤100次", "125", "完成值 125次，超目标 25%。原因："),
        ("≥90%", "85%", "完成值 85%，低于目标 5 个百分点。原因："),
        ("≥8件", "6件", "完成值 6件，低于目标 25%。原因："),
        ("≤0起", "2", "完成值 2起，指标值 ≤ 0起。原因："),
        ("2025年11月30日前", "2025-12-20", "完成日期 2025-12-20，晚于目标 20 天。原因："),
        ("是", "否", "未达到指标值“是”。原因："),
        ("≥90%", "", ""),
    ],
)
async def test_the_facts_of_a_reason(target, actual, facts):
    _, screen = await one_target(target, "情况")
    place = next(place for place in screen.workspace.places() if place.indicator)
    screen.workspace.set(place.project, place.indicator, "actual", actual)
    assert facts_of(screen.workspace.scored(place.project, place.indicator)) == facts


async def test_facts_alone_are_no_reason_and_the_cause_is_asked_for(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await pilot.press("home", *["down"] * SATISFACTION)
        place = screen.desk.place
        await typed(pilot, "85%")
        await pilot.press("enter")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, Note)
        assert dialog.query_one("#reason").text == "完成值 85%，低于目标 5 个百分点。原因："
        assert not dialog.unsaved
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen is dialog
        assert "Write the cause behind the facts" in text(pilot)
        await typed(pilot, "回访不够")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(place, "reason") == "完成值 85%，低于目标 5 个百分点。原因：回访不够"
        screen.go(place)
        await pilot.press("f6")
        await settled(pilot)
        assert pilot.app.screen.query_one("#reason").text.endswith("原因：回访不够"), "the facts are not written twice"


async def test_evidence_alone_is_kept_while_the_reason_stays_open(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await pilot.press("home", *["down"] * SATISFACTION)
        place = screen.desk.place
        await typed(pilot, "85%")
        await pilot.press("enter", "tab")
        await typed(pilot, "乐信2025第8号")
        await pilot.press("enter")
        await settled(pilot)
        assert (screen.desk.fact(place, "reason"), screen.desk.fact(place, "evidence")) == ("", "乐信2025第8号")
        assert screen.workspace.is_open(place)


@pytest.mark.parametrize("size", SIZES)
async def test_the_drawer_stands_in_three_ways_and_disturbs_no_entry(seed, size):
    async with running(seed, "zh", size) as pilot:
        screen = work(pilot)
        await pilot.press("end")
        await typed(pilot, "8")
        usual = screen.query_one("#details").size.area
        await pilot.press("f12")
        await settled(pilot)
        assert screen.query_one("#details").size.area > usual
        assert not overflowing(pilot)
        await pilot.press("f12")
        await settled(pilot)
        assert screen.query_one("#details").size.area == 0
        await typed(pilot, "5%")
        await pilot.press("f12")
        await settled(pilot)
        assert screen.query_one("#details").size.area == usual
        assert screen.desk.line.field.value == "85%"


async def test_resizing_loses_nothing(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        screen = work(pilot)
        await pilot.press("end")
        place = screen.desk.place
        await typed(pilot, "85")
        for width, height in ((80, 24), (50, 15), (200, 50), (80, 24)):
            await pilot.resize_terminal(width, height)
            await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert (screen.desk.line.active, screen.desk.line.field.value, screen.desk.place) == (True, "85", place)
        await typed(pilot, "%")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Note)
        await typed(pilot, "回访不够")
        for width, height in ((50, 15), (120, 40)):
            await pilot.resize_terminal(width, height)
            await settled(pilot)
        assert pilot.app.screen.query_one("#reason").text.endswith("回访不够")
        assert isinstance(pilot.app, SelfEvalApp)
