"""A workbook whose table nobody recognises: the columns are asked for once, and remembered for the layout."""

from __future__ import annotations

import openpyxl
import pytest
from textual.widgets import Input

from selfeval.tui.dialogs.columns import Columns
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.home import Home
from selfeval.workspace.mapping import remembered
from tests.tui.driving import LOOKS, click_key, overflowing, running, settled, text, work


@pytest.fixture
def odd(tmp_path):
    """Headers that stand for nothing the program knows."""
    path = tmp_path / "odd.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["大类", "小类", "做什么", "要达到", "做到了", "满打满算"])
    sheet.append(["产出指标", "数量指标", "修路", "≥10公里", "", 60])
    sheet.append(["效益指标", "社会效益指标", "受益人口", "≥1000人", "", 30])
    book.save(path)
    return path


async def fill(pilot, **columns):
    for name, value in columns.items():
        pilot.app.screen.query_one(f"#column-{name}", Input).value = value
    await pilot.pause()


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_the_columns_are_asked_for_once(odd, language, size):
    async with running(odd, language, size) as pilot:
        assert isinstance(pilot.app.screen, Columns)
        assert "C1 做什么" in text(pilot)
        shown = [one.placeholder[-2:] for one in pilot.app.screen.query(Input)]
        assert shown == [" A", " B", " C", " D", " E", " F"], "an example for each, and not the answer C for all"
        assert not overflowing(pilot)
        await fill(pilot, tier1="A", tier2="B", tier3="C", target="要达到", actual="E", weight="F")
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        rows = [item.indicator for item in work(pilot).workspace.assessment.projects[0].indicators]
        assert [(row.tier3, row.target, row.weight) for row in rows] == [
            ("修路", "≥10公里", 60),
            ("受益人口", "≥1000人", 30),
        ]
    assert len(remembered()) == 1
    async with running(odd, language, size) as pilot:
        assert isinstance(pilot.app.screen, Work)


async def test_a_column_that_is_not_there_is_said_and_nothing_written_is_lost(odd):
    async with running(odd) as pilot:
        await fill(pilot, tier3="C", target="没有这一列")
        await click_key(pilot, "take")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, Columns)
        assert "没有这一列" in text(pilot)
        assert screen.query_one("#column-tier3", Input).value == "C"
    assert remembered() == []


async def test_without_indicator_and_target_nothing_is_taken_and_esc_leaves_everything_as_it_was(odd):
    before = odd.read_bytes()
    async with running(odd) as pilot:
        await fill(pilot, tier3="C")
        await pilot.press("f10")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Columns)
        assert pilot.app.focused.id == "column-target"
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Home)
    assert (odd.read_bytes(), remembered()) == (before, [])
