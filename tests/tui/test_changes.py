"""The workbook changed on the disk: noticed, shown, decided by the person; nothing overwritten."""

from __future__ import annotations

import openpyxl
import pytest

from selfeval.core.evaluation import FactKey
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.dialogs.assignment import Assigning
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.workbook_changes import Changes
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.opening import open_workspace
from tests.tui.driving import LOOKS, click_key, overflowing, running, settled, text, work


def last_row(workspace):
    result = workspace.assessment.projects[0]
    return result.project, result.indicators[-1].indicator


def change(path, item, field, value):
    """As somebody would in Excel."""
    book = openpyxl.load_workbook(path)
    where = item.where(field)
    book[where.sheet][where.cell] = value
    book.save(path)


def with_entry(path):
    """The work with one entry; project and row of it."""
    workspace = open_workspace(path)
    project, item = last_row(workspace)
    workspace.set(project.id, item.id, "actual", "96%")
    workspace.close()
    return project, item


async def test_a_change_since_last_time_is_said_and_its_entries_find_their_row(seed):
    project, item = with_entry(seed)
    change(seed, item, "tier3", item.tier3 + "（改）")
    async with running(seed) as pilot:
        assert "The workbook has changed" in " ".join(text(pilot).split())
        await pilot.press("ctrl+right")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, Changes)
        assert "96%" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Assigning)
        await pilot.press("enter")
        await settled(pilot)
        workspace = work(pilot).workspace
        _, new = last_row(workspace)
        assert workspace.scored(project.id, new.id).actual.text == "96%"
        assert "stand on another row now" in " ".join(text(pilot).split())
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert FactKey(project.id, item.id, "actual") in workspace.evaluation.facts
        await pilot.press("ctrl+y", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert work(pilot).desk.place.indicator == new.id


async def test_a_change_meanwhile_is_noticed_on_coming_back_and_taken_only_by_decision(seed):
    project, item = with_entry(seed)
    async with running(seed) as pilot:
        change(seed, item, "target", "≥97%")
        pilot.app.app_focus = False
        pilot.app.app_focus = True
        await settled(pilot)
        assert "changed the workbook on the disk" in " ".join(text(pilot).split())
        workspace = work(pilot).workspace
        assert workspace.scored(project.id, item.id).target.text != "≥97%"
        await pilot.press("ctrl+right")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Changes), "the decision comes first"
        await pilot.press("f10")
        await settled(pilot)
        await settled(pilot)
        assert workspace.scored(project.id, item.id).target.text == "≥97%"
        assert workspace.scored(project.id, item.id).actual.text == "96%"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        assert "stays" in text(pilot)


async def test_an_entry_can_give_way_to_the_workbook(seed):
    project, item = with_entry(seed)
    change(seed, item, "basis", "另一份文件")
    workspace = open_workspace(seed)
    workspace.set(project.id, item.id, "reading", "≥ 80%")
    workspace.close()
    change(seed, item, "target", "≥97%")
    async with running(seed) as pilot:
        await pilot.press("ctrl+right")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press("f10")
        await settled(pilot)
        facts = work(pilot).workspace.evaluation.facts
        assert FactKey(project.id, item.id, "reading") not in facts
        assert facts[FactKey(project.id, item.id, "actual")] == "96%"


async def test_export_says_that_the_workbook_changed_and_writes_as_read_if_wanted(filled):
    async with running(filled) as pilot:
        _, item = last_row(work(pilot).workspace)
        change(filled, item, "target", "≥97%")
        await pilot.press("f9", "f9")
        await settled(pilot)
        if "Still to do before handing in" in text(pilot):
            await pilot.press("enter")
            await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        assert "changed on the disk" in " ".join(text(pilot).split())
        await pilot.press("f10")
        await settled(pilot)
        assert "is written" in text(pilot)


async def test_without_a_change_there_is_a_word(seed):
    async with running(seed, notices=True) as pilot:
        await pilot.press("ctrl+right")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert "The workbook is as it was" in " ".join(text(pilot).split())


async def test_undo_of_an_entry_whose_row_is_gone_does_not_end_the_program(seed):
    project, item = with_entry(seed)
    change(seed, item, "tier3", "完全不同的名称甲乙丙丁")
    async with running(seed) as pilot:
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert not work(pilot).workspace.evaluation.facts
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert FactKey(project.id, item.id, "actual") in work(pilot).workspace.evaluation.facts


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_the_list_fits_and_is_used_by_mouse(seed, language, size):
    _, item = with_entry(seed)
    async with running(seed, language, size) as pilot:
        change(seed, item, "tier3", "改[b]名" * 30)
        await pilot.press("ctrl+right")
        await settled(pilot)
        assert not overflowing(pilot)
        assert "F1" in text(pilot)
        assert "改[b]名" in text(pilot)
        await click_key(pilot, "take_over")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(pilot.app.screen, Changes)
        assert pilot.app.screen.query_one(Rows).rows
        assert not overflowing(pilot)
