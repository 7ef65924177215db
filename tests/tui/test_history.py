"""The history on the screen: what it lists, its filter, going back to a point, going to a row, copying."""

from __future__ import annotations

import openpyxl
import pytest

from selfeval.core.evaluation import FactKey
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.history import History
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.opening import open_workspace
from tests.tui.driving import LOOKS, click_key, click_row, lines, overflowing, running, settled, text, work

RATE, COST = 3, 4


def entered(seed):
    """Two entries, both undone, then another one: the first two are an abandoned branch."""
    opened = open_workspace(seed)
    project = opened.assessment.projects[0]
    rate, cost = (project.indicators[row - 1].indicator.id for row in (RATE, COST))
    opened.set(project.project.id, rate, "actual", "97%")
    opened.set(project.project.id, cost, "actual", "175万元")
    opened.undo()
    opened.undo()
    opened.set(project.project.id, rate, "actual", "88[/x]%")
    opened.close()
    return project.project.id, rate, cost


def fact(pilot, project, indicator):
    return work(pilot).workspace.evaluation.facts.get(FactKey(project, indicator, "actual"))


async def shown(pilot):
    await pilot.press("shift+f8")
    await settled(pilot)
    assert isinstance(pilot.app.screen, History)
    return pilot.app.screen.query_one(Rows)


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_it_lists_everything_with_what_became_of_it(seed, language, size):
    entered(seed)
    async with running(seed, language, size) as pilot:
        rows = await shown(pilot)
        assert [row.key for row in rows.rows if not row.fixed] == ["5", "4", "3", "2", "1", "0"]
        undone = {"zh": "已撤销", "en": "undone"}[language]
        assert [row.cells[7] == undone for row in rows.rows if not row.fixed] == [False] * 3 + [True] * 2 + [False]
        assert "88[/x]%" in text(pilot), "what was entered is shown as it is"
        assert not overflowing(pilot)
        assert "F1" in lines(pilot)[-1]


async def test_an_abandoned_point_is_restored_by_keys_and_undone(seed):
    project, rate, cost = entered(seed)
    async with running(seed) as pilot:
        await shown(pilot)
        await pilot.press("down", "down", "down", "f10")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        assert "2 values change" in text(pilot)
        assert "175万元" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert (fact(pilot, project, rate), fact(pilot, project, cost)) == ("97%", "175万元")
        assert pilot.app.screen.query_one(Rows).key == "6", "the restoring is the newest entry"
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert (fact(pilot, project, rate), fact(pilot, project, cost)) == ("88[/x]%", None)
        await pilot.press("ctrl+y", "escape")
        await settled(pilot)
        assert work(pilot).desk.grid.entries[COST].cells[3] == "175万元", "the list is drawn anew"


async def test_a_point_is_restored_by_mouse_and_left_as_it_is(seed):
    project, rate, cost = entered(seed)
    async with running(seed, size=(120, 40)) as pilot:
        rows = await shown(pilot)
        await click_row(pilot, rows, "1")
        await click_key(pilot, "restore")
        await settled(pilot)
        await click_key(pilot, "cancel")
        await settled(pilot)
        assert fact(pilot, project, rate) == "88[/x]%"
        await click_key(pilot, "restore")
        await settled(pilot)
        await click_key(pilot, "restore")
        await settled(pilot)
        assert (fact(pilot, project, rate), fact(pilot, project, cost)) == ("97%", None)
    again = open_workspace(seed)
    assert len(again.entries()) == 6, "nothing is ever taken out of the journal"
    again.close()


async def test_the_history_of_one_row(seed):
    _, rate, _ = entered(seed)
    async with running(seed) as pilot:
        await pilot.press("home", *["down"] * COST, "ctrl+left")
        await settled(pilot)
        rows = pilot.app.screen.query_one(Rows)
        assert [row.key for row in rows.rows if not row.fixed] == ["3", "2", "0"]
        await pilot.press("ctrl+k")
        await settled(pilot)
        assert len([row for row in rows.rows if not row.fixed]) == 6
        assert rows.key == "3", "the cursor stays where it was"
        await click_row(pilot, rows, "5")
        await click_key(pilot, "only_row")
        await settled(pilot)
        assert [row.key for row in rows.rows if not row.fixed] == ["5", "4", "1", "0"]
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert work(pilot).desk.place.indicator == rate


async def test_it_is_copied_as_text(seed):
    entered(seed)
    async with running(seed, "zh") as pilot:
        await shown(pilot)
        await pilot.press("ctrl+c")
        await settled(pilot)
        copied = pilot.app.clipboard
        assert copied.count("\n") == 9, "five entries with one change each"
        assert "88[/x]%" in copied
        assert "后已撤销" in copied


async def test_rows_that_are_gone_are_told_and_undone_all_the_same(seed):
    entered(seed)
    book = openpyxl.load_workbook(seed)
    for sheet in book:
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value == "预算资金执行率":
                    cell.value = "资金进度"
    book.save(seed)
    async with running(seed) as pilot:
        await shown(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, History)
        await pilot.press("escape", "ctrl+z")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert not work(pilot).workspace.evaluation.facts


async def test_a_second_window_sees_the_history_and_changes_nothing(seed):
    entered(seed)
    first = open_workspace(seed)
    async with running(seed) as pilot:
        rows = await shown(pilot)
        assert len([row for row in rows.rows if not row.fixed]) == 6
        await pilot.press("end", "f10", "ctrl+z", "ctrl+y")
        await settled(pilot)
        assert isinstance(pilot.app.screen, History)
    assert len(first.entries()) == 5
    first.close()


async def test_work_without_an_entry_has_a_beginning(seed):
    async with running(seed) as pilot:
        rows = await shown(pilot)
        assert [row.key for row in rows.rows if not row.fixed] == ["0"]
        await pilot.press("f10", "enter", "ctrl+k", "ctrl+c")
        await settled(pilot)
        assert isinstance(pilot.app.screen, History)
