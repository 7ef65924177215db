"""Next year's targets from the result screen and from the home screen."""

from __future__ import annotations

import shutil

import pytest

from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.home import Home
from selfeval.tui.rooms.next_year.dialog import NextYearDialog
from selfeval.tui.rooms.result import ResultScreen
from selfeval.workspace.headless import load
from tests.tui.driving import LOOKS, overflowing, running, settled, text


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_the_result_screen_shows_what_is_to_be_decided_before_it_writes(filled, language, size):
    async with running(filled, language, size) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press("shift+f4")
        await settled(pilot)
        assert isinstance(pilot.app.screen, NextYearDialog)
        assert not overflowing(pilot)
        shown = text(pilot)
        assert ("To be decided anew: 29" if language == "en" else "待定事项：29 项") in shown
        assert "2026" in shown
        assert "cn-mof-2020-10" in shown
        assert not filled.with_name("filled-绩效目标-2026.xlsx").exists()
        await pilot.press("down")
        assert "信访专项资金!F12" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        assert not overflowing(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ResultScreen)
    assert load(filled.with_name("filled-绩效目标-2026.xlsx")).assessment.year == 2026


async def test_a_name_that_is_taken_is_left_alone_and_esc_writes_nothing(filled):
    first = filled.with_name("filled-绩效目标-2026.xlsx")
    first.write_bytes(b"mine")
    async with running(filled, "en", (120, 40)) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press("shift+f4")
        await settled(pilot)
        assert "(2).xlsx" in text(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ResultScreen)
        assert not list(filled.parent.glob("* (2).xlsx"))
        await pilot.press("shift+f4")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
    assert first.read_bytes() == b"mine"
    assert list(filled.parent.glob("* (2).xlsx"))


async def test_the_home_screen_takes_an_evaluation_and_opens_what_was_made(filled, monkeypatch):
    folder = filled.parent / "here"
    folder.mkdir()
    shutil.copy(filled, folder / "2025.xlsx")
    monkeypatch.chdir(folder)
    async with running(None, "en", (120, 40)) as pilot:
        assert isinstance(pilot.app.screen, Home)
        await pilot.press("shift+f4")
        await settled(pilot)
        assert "the year that is over" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, NextYearDialog)
        await pilot.press("enter")
        await settled(pilot)
        assert "Next year's targets are written" in text(pilot)
        await pilot.press("ctrl+o")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert pilot.app.workspace.source.path == folder / "2026.xlsx"
        assert pilot.app.workspace.assessment.year == 2026
        assert not list(folder.glob("2025.xlsx.*"))


async def test_a_workbook_that_is_none_is_told_and_the_home_screen_stays(tmp_path, monkeypatch):
    (tmp_path / "notes.xlsx").write_bytes(b"PK")
    monkeypatch.chdir(tmp_path)
    async with running(None, "en", (80, 24)) as pilot:
        await pilot.press("shift+f4")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "Not a workbook" in text(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Home)
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["notes.xlsx"]
