"""Monitoring on the screen: rows with lights, entering by dialog, undo, another month, the form, the desk after."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from selfeval.core.evaluation import FactKey
from selfeval.core.monitoring.fields import field
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.row.month import MonthOfProject, MonthOfRow, MonthPick
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.months import MonthScreen
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.places import Place
from tests import june
from tests.tui.driving import LOOKS, running, settled, text, typed, work


def facts(pilot, project, indicator, name, month=6):
    return work(pilot).workspace.evaluation.facts.get(FactKey(project, indicator, field(month, name)))


async def in_june(pilot):
    """The screen of monitoring, for June."""
    pilot.app.screen.ways.months(6)
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, MonthScreen) and screen.month == 6
    return screen


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_money_is_entered_and_its_light_says_why(targets_book, language, size):
    async with running(targets_book, language, size) as pilot:
        await in_june(pilot)
        await pilot.press("8")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MonthOfProject)
        await pilot.press("4", ".", "6")
        await pilot.press("tab")
        await typed(pilot, "175")
        await pilot.press("enter")
        await settled(pilot)
        assert facts(pilot, june.SPECIAL, "", "executed") == "84.6"
        assert facts(pilot, june.SPECIAL, "", "forecast") == "175"
        shown = text(pilot)
        assert "84.6 ÷ 180" in shown and ("[green]" if language == "en" else "[绿灯]") in shown


async def test_a_row_is_entered_and_taken_back(targets_book):
    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        visits = screen.workspace.assessment.project(june.PETITIONS).indicators[0].indicator.id
        screen.query_one("#findings").go(f"{june.PETITIONS}\t{visits}")
        await pilot.press("enter")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, MonthOfRow)
        await typed(pilot, "12批次")
        dialog.query_one("#causes", Input).value = "天气"
        dialog.rows.go("完全不可能")
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen is dialog and "天气" in text(pilot)
        dialog.query_one("#causes", Input).value = "人员、经费"
        await pilot.press("enter")
        await settled(pilot)
        assert facts(pilot, june.PETITIONS, visits, "actual") == "12批次"
        assert facts(pilot, june.PETITIONS, visits, "causes") == "经费、人员"
        assert facts(pilot, june.PETITIONS, visits, "likelihood") == "完全不可能"
        assert "is broken" in text(pilot) and "A132" in text(pilot)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert facts(pilot, june.PETITIONS, visits, "actual") is None
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert facts(pilot, june.PETITIONS, visits, "actual") == "12批次"


async def test_arrows_choose_the_likelihood_while_something_is_typed(targets_book):
    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        satisfied = screen.workspace.assessment.project(june.SPECIAL).indicators[-1].indicator.id
        screen.query_one("#findings").go(f"{june.SPECIAL}\t{satisfied}")
        await pilot.press("9", "2", "up", "up", "enter")
        await settled(pilot)
        assert facts(pilot, june.SPECIAL, satisfied, "actual") == "92"
        assert facts(pilot, june.SPECIAL, satisfied, "likelihood") == "有可能"


async def test_the_desk_shows_the_months_beside_the_years_end(targets_book):
    async with running(targets_book, size=(120, 60)) as pilot:
        desk = work(pilot)
        satisfied = desk.workspace.assessment.project(june.SPECIAL).indicators[-1].indicator.id
        for name, said in (("actual", "92%"), ("forecast", "93%"), ("likelihood", "确定能")):
            desk.workspace.set(june.SPECIAL, satisfied, field(6, name), said)
        desk.workspace.set(june.SPECIAL, "", field(6, "executed"), "84.6")
        desk.show_all()
        await pilot.press("home")
        await settled(pilot)
        assert "months 1 to 6 84.6" in " ".join(text(pilot).split())
        await pilot.press("end")
        await settled(pilot)
        shown = " ".join(text(pilot).split())
        assert "months 1 to 6 92%" in shown and "确定能" in shown


async def test_no_amount_is_asked_for_again_and_esc_changes_nothing(targets_book):
    async with running(targets_book) as pilot:
        await in_june(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await typed(pilot, "viel")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MonthOfProject) and "not a number" in text(pilot)
        assert pilot.app.screen.unsaved
        await pilot.press("escape")
        await settled(pilot)
        assert facts(pilot, june.SPECIAL, "", "executed") is None


async def test_another_month_has_facts_of_its_own(targets_book):
    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        screen.workspace.set(june.SPECIAL, "", field(7, "executed"), "101.25")
        await pilot.press("f4")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MonthPick)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert screen.month == 7 and "101.25 ÷ 180 万元 = 56.25%" in text(pilot) and "56.25%" in text(pilot)


async def test_the_form_is_written_and_the_desk_goes_on_at_the_row(targets_book):
    async with running(targets_book, notices=True) as pilot:
        screen = await in_june(pilot)
        visits = screen.workspace.assessment.project(june.PETITIONS).indicators[0].indicator.id
        screen.query_one("#findings").go(f"{june.PETITIONS}\t{visits}")
        await pilot.press("f10")
        await settled(pilot)
        (form,) = targets_book.parent.glob("*监控6月*.xlsx")
        assert form.stat().st_size > 5000
        await pilot.press("f10", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert pilot.app.screen.at == Place(june.PETITIONS, visits)


async def test_the_month_that_was_asked_for_comes_up_first(targets_book):
    app = SelfEvalApp("en", targets_book, month=8)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, MonthScreen) and app.screen.month == 8
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, Work)


async def test_what_another_window_holds_is_not_entered(targets_book):
    first = open_workspace(targets_book)
    try:
        async with running(targets_book) as pilot:
            await in_june(pilot)
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(pilot.app.screen, MonthScreen)
    finally:
        first.close()
