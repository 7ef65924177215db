"""What was given in a dialog of a row and could not be entered stands there again, below the word about it."""

from __future__ import annotations

import pytest

from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.dialogs.grade import Grading
from selfeval.tui.dialogs.row.answer import Choice
from selfeval.tui.dialogs.row.day import Day
from selfeval.tui.dialogs.row.deductions import Deducting
from selfeval.tui.dialogs.row.not_applicable import Absent
from selfeval.tui.dialogs.row.reading import Reading
from selfeval.tui.dialogs.row.reason import Note
from selfeval.tui.dialogs.row.survey import Surveying
from selfeval.tui.dialogs.row.texts import Texts
from selfeval.tui.entry.screen import Work
from selfeval.workspace.work.places import Place
from tests.tui.driving import running, settled, text, typed, work
from tests.tui.test_deducting import on_a_scored_row
from tests.tui.test_grading import reviewed
from tests.tui.test_row_actions import COST, QUALITATIVE, SATISFACTION, at, one_target

DIALOGS = {
    Note: (SATISFACTION, "f6", "reason", "调查对象变了", "reason"),
    Texts: (SATISFACTION, "shift+f12", "leader", "王五", "leader"),
    Surveying: (SATISFACTION, "shift+f10", "satisfied", "110", "survey"),
    Absent: (COST, "ctrl+n", "document", "乐财预2025第3号", "not_applicable"),
    Reading: (COST, "ctrl+r", "own", "180万元", "reading"),
    Choice: (QUALITATIVE, "enter", "share", "85", "share"),
}
"""Each dialog of a row: the row, its key, the field, what is typed into it, the fact that it gives."""


def full(_self, _entry):
    raise SelfEvalError(msg("Disk full"), msg("There is no space left."), msg("Free some."), "F303")


async def failing(pilot, monkeypatch, kind, field, *keys):
    """Take what stands in the dialog in front, which does not go; it stands there again when the word is read."""
    given = pilot.app.screen.query_one(f"#{field}")
    given = getattr(given, "text", None) or given.value
    with monkeypatch.context() as broken:
        broken.setattr("selfeval.store.journal.journal.Journal.append", full)
        await pilot.press(*keys)
        await settled(pilot)
        assert [type(one) for one in pilot.app.screen_stack[-3:]] == [Work, kind, Ask] and "Disk full" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
    again = pilot.app.screen
    assert isinstance(again, kind)
    again = again.query_one(f"#{field}")
    assert (getattr(again, "text", None) or again.value) == given
    again.focus()
    await pilot.press("ctrl+q")
    await settled(pilot)
    assert not pilot.app._exit and pilot.app.screen is again.screen, "it is not lost by leaving"


@pytest.mark.parametrize("kind", DIALOGS)
async def test_what_could_not_be_entered_is_asked_for_again(seed, monkeypatch, kind):
    row, key, field, said, name = DIALOGS[kind]
    async with running(seed) as pilot:
        desk = (await at(pilot, row)).desk
        place = desk.place if name != "leader" else Place(desk.project, "")
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(pilot.app.screen, kind)
        if kind is Absent:
            await pilot.press("down")
        pilot.app.screen.query_one(f"#{field}").focus()
        await settled(pilot)
        await typed(pilot, said)
        await failing(pilot, monkeypatch, kind, field, "enter")
        assert said not in desk.fact(place, name)
        await pilot.press("enter")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, kind) and said in desk.fact(place, name)


async def test_a_day_that_could_not_be_entered_is_asked_for_again(monkeypatch):
    app, screen = await one_target("2025年11月30日前", "完成时间")
    assert isinstance(app, SelfEvalApp)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(screen)
        await pilot.press("end", "enter", "up")
        await settled(pilot)
        monkeypatch.setattr(type(screen.workspace), "enter", lambda _self, _values, _kind="enter": full(None, None))
        await pilot.press("enter")
        await settled(pilot)
        assert [type(one) for one in app.screen_stack[-2:]] == [Day, Ask]
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen.query_one("#day").value == "2025-12-01" and app.screen.not_entered


@pytest.mark.parametrize(("kind", "key"), [(Deducting, "shift+f6"), (Grading, "shift+f5")])
async def test_what_a_reviewer_said_and_could_not_be_entered_is_asked_for_again(
    filled, tmp_path, monkeypatch, kind, key
):
    async with running(filled) as pilot:
        screen = await (on_a_scored_row if kind is Deducting else reviewed)(pilot, tmp_path)
        await pilot.press(key)
        await settled(pilot)
        if kind is Deducting:
            await pilot.press("down", "enter", "2", "enter")
            await typed(pilot, "缺签到表")
        else:
            pilot.app.screen.query_one("#points").focus()
            await typed(pilot, "85")
        await failing(pilot, monkeypatch, kind, "why" if kind is Deducting else "points", "enter")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        entered = {change.new for change in work(pilot).workspace.evaluation.done[-1].changes}
        assert entered == ({"缺项 2：缺签到表"} if kind is Deducting else {"85"})
        assert screen is work(pilot)
