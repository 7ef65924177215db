"""The department's own form on the desk: one more page, its rows typed like a project's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from selfeval.core.model import AMOUNT, FORM_ID, STANDARD
from selfeval.tui.widgets.cell import Cell
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.places import Place
from tests.tui.driving import SIZES, running, settled, text, typed, work

ROOT = Path(__file__).resolve().parents[2]
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
