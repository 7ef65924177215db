"""The survey behind a satisfaction rate on the screen: counts, what they give, and what another text tells of."""

import pytest

from selfeval.tui.dialogs.row.survey import Surveying
from tests.tui.driving import running, settled, text, work


async def at_satisfaction(pilot):
    """The cursor on the first satisfaction row."""
    screen = work(pilot)
    rows = screen.workspace.assessment.projects[0].indicators
    number = next(place for place, item in enumerate(rows, 1) if item.indicator.tier1.startswith("满意"))
    await pilot.press("home", *["down"] * number)
    await settled(pilot)
    return screen, rows[number - 1].indicator


def fact(screen, row, name="survey"):
    project = screen.workspace.assessment.projects[0].project
    return screen.workspace.evaluation.indicator_value(project, row, name)


async def test_counts_are_entered_and_their_rates_shown(filled):
    async with running(filled) as pilot:
        screen, row = await at_satisfaction(pilot)
        project = screen.workspace.assessment.projects[0].project.id
        screen.workspace.set(project, row.id, "evidence", "满意度调查报告")
        await pilot.press("shift+f10")
        await settled(pilot)
        assert type(pilot.app.screen) is Surveying
        for count in ("120", "118", "115", "110"):
            await pilot.press(*count)
            if count == "110":
                await settled(pilot)
                assert "95.65%" in text(pilot) and "98.33%" in text(pilot)
            await pilot.press("enter")
        await settled(pilot)
        assert fact(screen, row) == "发放120份，回收118份，有效115份，满意110份"
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert fact(screen, row) == ""


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_what_the_evidence_tells_of_is_offered_and_not_taken_by_itself(filled, key):
    async with running(filled) as pilot:
        screen, row = await at_satisfaction(pilot)
        project = screen.workspace.assessment.projects[0].project.id
        screen.workspace.set(project, row.id, "evidence", "发放问卷120份，回收118份，有效115份，满意110份")
        assert fact(screen, row) == ""
        await pilot.press("shift+f10")
        await settled(pilot)
        assert pilot.app.screen.query_one("#sent").value == "120"
        pilot.app.screen.query_one("#satisfied").focus()
        await pilot.press(key)
        await settled(pilot)
        assert fact(screen, row) == ("发放120份，回收118份，有效115份，满意110份" if key == "enter" else "")


async def test_other_rows_have_none(filled):
    async with running(filled, notices=True) as pilot:
        await pilot.press("home", "down", "shift+f10")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, Surveying)
