"""Monitoring on the screen: rows with lights, entering by dialog, undo, another month, the form, the desk after."""

from __future__ import annotations

import threading

import pytest
from textual.widgets import Input

from selfeval.core.checks.months.findings import project_month_problems
from selfeval.core.evaluation import FactKey
from selfeval.core.monitoring.fields import field
from selfeval.core.monitoring.monitor import monitor
from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.ask import Slip
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


def row_named(screen, project, name):
    rows = screen.workspace.assessment.project(project).indicators
    return next(item.indicator.id for item in rows if item.indicator.tier3 == name)


async def asked_for(pilot, screen, project, indicator=""):
    """The dialog of a row."""
    screen.query_one("#findings").go(f"{project}\t{indicator}")
    await pilot.press("enter")
    await settled(pilot)
    return pilot.app.screen


async def test_nothing_is_offered_while_another_month_is_worked_out(targets_book, monkeypatch):
    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        waiting = []
        monkeypatch.setattr(screen, "beside", lambda work, done, *, group: waiting.append((work, done)))
        screen._turned("7")
        await pilot.press("8")
        await settled(pilot)
        assert pilot.app.screen is screen and screen.watched is None and not screen.query_one("#findings").rows
        shown = [str(screen.query_one(name).content) for name in ("#state", "#finding-text")]
        assert shown == ["Working out the months: nothing can be entered yet ...", ""], "June's is gone"
        screen._turned("8")
        (july, done), (august, _) = waiting
        done(july())
        assert screen.watched is None and len(waiting) == 3, "what was worked out for July is not shown as August"
        found = august()
        screen.workspace.set(june.SPECIAL, "", field(8, "executed"), "90")
        done(found)
        assert screen.watched is None, "nor what was worked out before something else was entered"
        work, done = waiting[-1]
        done(work())
        assert screen.watched.month == 8 and screen.watched.project(june.SPECIAL).texts["executed"] == "90"


async def test_the_months_can_be_left_while_they_are_worked_out(targets_book, monkeypatch):
    go = threading.Event()

    def slow(*given):
        go.wait()
        return monitor(*given)

    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        monkeypatch.setattr("selfeval.tui.rooms.months.monitor", slow)
        screen._turned("7")
        await pilot.press("escape")
        while screen in pilot.app.screen_stack:
            await pilot.pause()
        go.set()
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work) and screen.watched is None


async def test_facts_go_to_the_month_and_row_that_they_were_asked_for(targets_book):
    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        await asked_for(pilot, screen, june.SPECIAL)
        await typed(pilot, "84.6")
        screen.month, screen.place = 7, Place(june.PETITIONS, "")
        await pilot.press("enter")
        await settled(pilot)
        assert facts(pilot, june.SPECIAL, "", "executed") == "84.6"
        assert facts(pilot, june.PETITIONS, "", "executed", 7) is None


async def test_what_could_not_be_entered_is_asked_for_again(targets_book, monkeypatch):
    def full(_self, _entry):
        raise SelfEvalError(msg("Disk full"), msg("There is no space left."), msg("Free some."), "F303")

    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        visits = row_named(screen, june.PETITIONS, "重点地区访量")
        dialog = await asked_for(pilot, screen, june.PETITIONS, visits)
        dialog.query_one("#reason", Input).value = "值班人员不足"
        dialog.rows.go("有可能")
        with monkeypatch.context() as broken:
            broken.setattr("selfeval.store.journal.journal.Journal.append", full)
            await pilot.press("enter")
            await settled(pilot)
            assert "Disk full" in text(pilot)
            await pilot.press("enter")
            await settled(pilot)
        again = pilot.app.screen
        assert isinstance(again, MonthOfRow) and again.unsaved
        assert again.query_one("#reason", Input).value == "值班人员不足" and again.rows.key == "有可能"
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen is screen
        assert facts(pilot, june.PETITIONS, visits, "reason") == "值班人员不足"
        assert facts(pilot, june.PETITIONS, visits, "likelihood") == "有可能"


KEPT = {
    "reason": "值班人员不足\n天气不好",
    "measures": " 增派两人\n每周会商 ",
    "likelihood": "可能",
    "causes": "人员 经费保障",
    "forecast": "13批次",
}


async def test_facts_that_nobody_touched_stay_as_they_are_written(targets_book):
    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        visits = row_named(screen, june.PETITIONS, "重点地区访量")
        screen.workspace.enter([(FactKey(june.PETITIONS, visits, field(6, name)), said) for name, said in KEPT.items()])
        screen._begin()
        await settled(pilot)
        dialog = await asked_for(pilot, screen, june.PETITIONS, visits)
        assert not dialog.unsaved
        await typed(pilot, "8批次")
        assert dialog.unsaved
        await pilot.press("enter")
        await settled(pilot)
        assert {name: facts(pilot, june.PETITIONS, visits, name) for name in (*KEPT, "actual")} == {
            **KEPT,
            "actual": "8批次",
        }
        assert len(screen.workspace.evaluation.done[-1].changes) == 1
        dialog = await asked_for(pilot, screen, june.PETITIONS, visits)
        dialog.query_one("#reason", Input).value = "值班人员不足"
        dialog.query_one("#causes", Input).value = "制度"
        dialog.rows.go("确定能")
        await pilot.press("enter")
        await settled(pilot)
        changed = {change.key.field: change.new for change in screen.workspace.evaluation.done[-1].changes}
        wanted = {"reason": "值班人员不足", "causes": "制度", "likelihood": "确定能"}
        assert changed == {field(6, name): said for name, said in wanted.items()}


@pytest.mark.parametrize(("name", "number"), [("actual", 0), ("forecast", 1)])
@pytest.mark.parametrize(("answer", "stands"), [("enter", "95%"), ("f10", "0.95"), ("escape", None)])
async def test_a_slip_is_asked_about(targets_book, name, number, answer, stands):
    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        rate = row_named(screen, june.PETITIONS, "上级交办案件按期结案率")
        await asked_for(pilot, screen, june.PETITIONS, rate)
        await pilot.press(*["tab"] * number)
        await typed(pilot, "0.95")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Slip)
        await pilot.press(answer)
        await settled(pilot)
        assert facts(pilot, june.PETITIONS, rate, name) == stands
        if stands is None:
            assert pilot.app.screen.query_one(f"#{name}", Input).value == "0.95"
            await pilot.press("escape")
            await settled(pilot)
        assert pilot.app.screen is screen


async def test_sources_of_the_adjusted_budget_are_asked_for_too(targets_book):
    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        for source in ("fiscal", "other"):
            screen.workspace.set(june.SPECIAL, "", f"adjusted.{source}", "90")
        screen._begin()
        await settled(pilot)
        dialog = await asked_for(pilot, screen, june.SPECIAL)
        assert [one.id for one in dialog.query(Input)] == [
            *("executed", "executed-fiscal", "executed-other"),
            *("forecast", "forecast-fiscal", "forecast-other"),
        ]


async def test_objections_are_looked_for_once_until_something_changes(targets_book, monkeypatch):
    looked = []

    def looking(watched, project):
        looked.append(project)
        return project_month_problems(watched, project)

    async with running(targets_book) as pilot:
        screen = await in_june(pilot)
        monkeypatch.setattr("selfeval.tui.rooms.months.project_month_problems", looking)
        screen.workspace.set(june.SPECIAL, "", field(6, "executed"), "84.6")
        screen._begin()
        await settled(pilot)
        await pilot.press("down", "down", "up", "up")
        await settled(pilot)
        assert looked == [june.SPECIAL]
        await asked_for(pilot, screen, june.SPECIAL)
        await typed(pilot, "80")
        await pilot.press("enter")
        await settled(pilot)
        assert looked == [june.SPECIAL] * 2
