"""From a document on the home screen: what was read is shown with its place, then a workbook is written and opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from selfeval.tui.dialogs.browse import Browse
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.documents.preview import DocumentScreen
from selfeval.tui.rooms.home import Home
from selfeval.tui.widgets.rows import Rows
from tests.places import ROOT
from tests.tui.driving import LANGUAGES, lines, overflowing, running, settled, text

PUBLISHED = ROOT / "tests/data/documents/leting-2025-published.txt"


@pytest.fixture
def document(tmp_path, monkeypatch):
    folder = tmp_path / "文本"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Path(shutil.copyfile(PUBLISHED, folder / "2025年[公开].txt"))


async def read_it(pilot):
    await pilot.press("shift+f2")
    await settled(pilot)
    assert isinstance(pilot.app.screen, Browse)
    await pilot.press("enter")
    await settled(pilot)
    await settled(pilot)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_was_read_is_shown_with_its_line_before_anything_is_written(document, language):
    async with running(None, language) as pilot:
        await read_it(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, DocumentScreen)
        assert not overflowing(pilot)
        rows = [row for row in screen.query_one(Rows).rows if not row.fixed]
        assert "65" in rows[0].cells[1], "the doubt stands first"
        assert rows[0].cells[0] == "!"
        assert any("13022525P00RERB10015T" in row.cells[3] for row in rows)
        assert [path.name for path in document.parent.iterdir()] == [document.name]
        assert "F9" in lines(pilot)[-1]


async def test_it_is_written_under_a_free_name_and_opened(document):
    taken = document.with_name("2025年[公开]-绩效目标.xlsx")
    taken.write_bytes(b"mine")
    async with running(None) as pilot:
        await read_it(pilot)
        await pilot.press("f9")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert pilot.app.workspace.source.path.name == "2025年[公开]-绩效目标 (2).xlsx"
        assert [len(result.indicators) for result in pilot.app.workspace.assessment.projects] == [7, 7]
    assert taken.read_bytes() == b"mine"


async def test_only_doubts_and_back_without_a_trace(document):
    async with running(None) as pilot:
        await read_it(pilot)
        every = len(pilot.app.screen.query_one(Rows).rows)
        await pilot.press("ctrl+k")
        assert len(pilot.app.screen.query_one(Rows).rows) == 1 < every
        await pilot.press("ctrl+k")
        assert len(pilot.app.screen.query_one(Rows).rows) == every
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Home)
    assert [path.name for path in document.parent.iterdir()] == [document.name]


async def test_a_document_that_cannot_be_read_is_one_sentence_on_the_home_screen(document):
    document.write_text("定于下周一召开会议。\n", encoding="utf-8")
    async with running(None) as pilot:
        await read_it(pilot)
        assert "holds no table of indicators" in " ".join(text(pilot).split())
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Home)
    assert [path.name for path in document.parent.iterdir()] == [document.name]
