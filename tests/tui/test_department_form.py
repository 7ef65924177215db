"""The department's own form on the desk: one more page, its rows typed like a project's."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.model import AMOUNT, FORM_ID, STANDARD, Project
from selfeval.core.problems import msg
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.goals import GoalsScreen
from selfeval.tui.row_texts.rooms.budget import goals_set
from selfeval.tui.text import Words
from selfeval.tui.widgets.cell import Cell
from selfeval.tui.widgets.keys import Pad
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.places import Place
from tests.places import ROOT
from tests.tui.driving import SIZES, cut, running, settled, text, typed, work

LAYOUT = "variant-department-process"


@pytest.fixture(name="laid_out")
def example(tmp_path: Path) -> Path:
    """The filled example, scored by a pack that lays out the department's form."""
    path = Path(shutil.copy(ROOT / "workbooks/leting-2025-filled.xlsx", tmp_path / "projects.xlsx"))
    open_workspace(path, rules=LAYOUT).close()
    return path


def row_of(screen, kind: str, number: int = 0) -> Place:
    rows = screen.desk.workspace.result(FORM_ID).project.indicators
    return Place(FORM_ID, [row.id for row in rows if row.kind == kind][number])


async def test_a_score_by_standard_is_typed_and_its_ground_asked_for(laid_out):
    async with running(laid_out, size=SIZES[1]) as pilot:
        screen = work(pilot)
        place = row_of(screen, STANDARD)
        screen.go(place)
        await settled(pilot)
        assert "基础信息完善" in text(pilot)
        await typed(pilot, "2.5")
        await pilot.press("enter")
        await settled(pilot)
        assert str(screen.desk.workspace.scored(FORM_ID, place.indicator).score) == "2.50"
        await typed(pilot, "信息齐全")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(place, "reason") == "信息齐全"


@pytest.mark.parametrize("key", ["f5", "9"])
async def test_its_money_is_not_entered_and_its_goals_are(laid_out, key):
    async with running(laid_out, size=SIZES[1]) as pilot:
        screen = work(pilot)
        screen.go(Place(FORM_ID, ""))
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert not [cell for cell in pilot.app.screen.query(Cell) if cell.focusable and cell.is_on_screen]
        assert pilot.app.screen.focused.id == "goal_actual"
        assert "all projects together" in text(pilot) and "Spent by" not in text(pilot)
        pilot.app.screen.focused.text = ""
        await typed(pilot, "ok")
        await pilot.press("escape")
        await settled(pilot)
        assert screen.desk.fact(Place(FORM_ID, ""), "goal_actual") == "ok"
        assert screen.desk.fact(Place(FORM_ID, ""), "executed") == ""


async def test_amounts_work_out_their_rates(laid_out):
    async with running(laid_out, size=SIZES[1]) as pilot:
        screen = work(pilot)
        amounts = {
            row.tier3: row.id for row in screen.desk.workspace.result(FORM_ID).project.indicators if row.kind == AMOUNT
        }
        for name, value in (("实际采购金额", "38"), ("采购预算金额", "40")):
            screen.go(Place(FORM_ID, amounts[name]))
            await settled(pilot)
            await typed(pilot, value)
            await pilot.press("enter")
            await settled(pilot)
        rate = next(
            item
            for item in screen.desk.workspace.result(FORM_ID).indicators
            if item.indicator.tier3 == "政府采购执行率"
        )
        assert str(rate.score) == "3.00"
        screen.go(Place(FORM_ID, rate.indicator.id))
        await settled(pilot)
        assert "95%" in text(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_its_goals_have_the_title_first_and_no_digits(laid_out, size):
    async with running(laid_out, size=size) as pilot:
        screen = work(pilot)
        screen.go(Place(FORM_ID, ""))
        await settled(pilot)
        screen.entry.open_budget(mouse=True)
        await settled(pilot)
        goals = pilot.app.screen
        assert isinstance(goals, GoalsScreen) and not goals.query(Cell) and not goals.query(Pad)
        title, said = goals.query_one(".sheet-title"), goals.query_one("#own_money")
        assert str(title.content).startswith("Goals of the year: "), "no title of amounts that are not there"
        assert title.region.y < said.region.y < goals.query_one("#goal_actual").region.y
        assert not cut(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)


def test_each_project_is_told_of_also_where_two_have_one_title(laid_out):
    evaluation = open_workspace(laid_out).evaluation
    department = evaluation.department
    first, *others = (replace(project, title="专项经费") for project in department.listed)
    evaluation = replace(evaluation, department=replace(department, projects=(first, *others)))
    evaluation.facts[FactKey(first.id, "", "goal_actual")] = "已全部完成"
    said = goals_set(Words("zh"), evaluation, Project(FORM_ID, "", "整体")).plain
    assert said.count("专项经费：") == len(department.listed) >= 2
    assert "专项经费：已全部完成" in said


async def test_what_is_said_of_the_desk_does_not_stand_over_the_goals(laid_out):
    async with running(laid_out, size=SIZES[1], notices=True) as pilot:
        screen = work(pilot)
        screen.go(Place(FORM_ID, ""))
        screen.desk.say(msg("Everything is saved. Ctrl+Q leaves."))
        await settled(pilot)
        assert pilot.app._notifications
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(pilot.app.screen, GoalsScreen) and not pilot.app._notifications


async def test_the_goals_are_said_to_be_entered_and_not_a_budget(laid_out):
    async with running(laid_out, size=SIZES[1], notices=True) as pilot:
        screen = work(pilot)
        screen.go(Place(FORM_ID, ""))
        await settled(pilot)
        await pilot.press("f5")
        await settled(pilot)
        pilot.app.screen.focused.text = "已完成"
        await pilot.press("enter")
        await settled(pilot)
        assert screen.at.indicator, "on to the first row"
        (said,) = (notice.message for notice in pilot.app._notifications)
        assert said.startswith("The outcome of the goals is entered; on to ")
