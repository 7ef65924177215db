"""What the result screen can write besides the scored workbook, and the folder it goes to."""

from __future__ import annotations

import threading
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.problems import NOTHING, SelfEvalError, msg
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.dialogs.browse import Browse
from selfeval.tui.dialogs.waits.busy import Busy
from selfeval.tui.dialogs.waits.writing import Writing
from selfeval.tui.rooms.result import ResultScreen
from selfeval.workspace.system import open_folder
from selfeval.workspace.work.workspace import Workspace
from tests.excel.forms import national
from tests.tui.driving import LOOKS, click_key, click_row, overflowing, running, settled, text, typed, work

pytestmark = pytest.mark.filterwarnings("ignore:.*is not supported and will be removed")


async def kind(pilot, number):
    """The result screen, its list of files, one of them by keys."""
    await pilot.press("f9")
    await settled(pilot)
    await pilot.press("shift+f9")
    await settled(pilot)
    assert pilot.app.focused.id == "kinds"
    assert not overflowing(pilot)
    await pilot.press("home", *["down"] * number, "enter")
    await settled(pilot)


def formulas(path):
    book = openpyxl.load_workbook(path)
    return sum(cell.data_type == "f" for sheet in book for row in sheet for cell in row)


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_values_only_is_a_choice(filled, language, size):
    async with running(filled, language, size) as pilot:
        await kind(pilot, 1)
        assert isinstance(pilot.app.screen, Ask)
        told = pilot.app.words(pilot.app.screen._text)  # on the screen a long path breaks anywhere
        assert "filled-自评-2025-数值.xlsx" in told
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ResultScreen)
    assert formulas(filled.with_name("filled-自评-2025-数值.xlsx")) == 0
    assert not filled.with_name("filled-自评-2025.xlsx").exists()


async def test_the_next_export_has_its_formulas_again(filled):
    async with running(filled) as pilot:
        await kind(pilot, 1)
        await pilot.press("enter", "f9")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
    assert formulas(filled.with_name("filled-自评-2025.xlsx")) > 0
    assert formulas(filled.with_name("filled-自评-2025-数值.xlsx")) == 0


async def test_the_bureaus_form_is_picked_and_filled_by_mouse(filled, tmp_path):
    form = national(tmp_path / "form.xlsx")
    bytes_before = form.read_bytes()
    async with running(filled, "en", (120, 40)) as pilot:
        await click_key(pilot, "result")
        await settled(pilot)
        await click_key(pilot, "copies")
        await settled(pilot)
        kinds = pilot.app.screen.query_one("#kinds")
        for _ in range(2):  # to the row, then what it is for
            await click_row(pilot, kinds, "form")
            await settled(pilot)
        await settled(pilot)
        assert isinstance(pilot.app.screen, Browse)
        assert "Choose the empty form of the finance bureau" in text(pilot)
        rows = pilot.app.screen.query_one("#choices")
        await click_row(pilot, rows, "form.xlsx")
        await click_key(pilot, "take")
        await settled(pilot)
        assert "cells filled" in text(pilot)
        await click_key(pilot, "close")
        written = sorted(path.name for path in tmp_path.glob("*自评*.xlsx"))
        assert written == ["filled-自评-2025-信访专项资金.xlsx", "filled-自评-2025-解决特殊疑难问题资金.xlsx"]
        assert form.read_bytes() == bytes_before
        (tmp_path / written[0]).write_bytes(b"mine")
        pilot.app.screen.other_files.fill_form(form)
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press("enter")
        assert (tmp_path / written[0]).read_bytes() == b"mine", "Enter leaves what is there"
        pilot.app.screen.other_files.fill_form(form)
        await settled(pilot)
        await pilot.press("f10")
        await settled(pilot)
        assert (tmp_path / written[0]).read_bytes()[:2] == b"PK"


async def test_the_copy_for_publication_is_of_the_work_as_it_stands(filled, tmp_path):
    public = tmp_path / "filled-自评-2025-公开.xlsx"
    async with running(filled) as pilot:
        screen = work(pilot)
        await kind(pilot, 3)
        assert public.exists()
        first = public.read_bytes()
        await pilot.press("enter", "escape")
        await pilot.press("end")
        await typed(pilot, "89%")
        await pilot.press("enter", "escape")
        await settled(pilot)
        await kind(pilot, 3)
        assert isinstance(pilot.app.screen, Ask)
        assert public.name in pilot.app.words(pilot.app.screen._text), "it is asked about its own name alone"
        await pilot.press("f10")
        await settled(pilot)
        assert public.read_bytes() != first, "the older one is not what stands here now"
        assert screen.workspace.evaluation.done
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == ["filled-自评-2025-公开.xlsx", "filled.xlsx"]
    book = openpyxl.load_workbook(public)
    assert not [sheet for sheet in book if sheet.sheet_state != "visible"]


async def test_a_scored_workbook_of_before_is_of_no_account_to_the_copy(filled, tmp_path):
    scored = tmp_path / "filled-自评-2025.xlsx"
    scored.write_bytes(b"somebody's own")
    async with running(filled, "en", (120, 40)) as pilot:
        await kind(pilot, 3)
        assert "The copy for publication is written" in text(pilot)
    assert scored.read_bytes() == b"somebody's own"
    assert (tmp_path / "filled-自评-2025-公开.xlsx").exists()


async def test_a_form_that_is_none_is_told(filled, tmp_path):
    (tmp_path / "nothing.xlsx").write_bytes(b"no workbook")
    async with running(filled) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        screen = pilot.app.screen
        screen.other_files.fill_form(tmp_path / "nothing.xlsx")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press("escape")
        assert pilot.app.screen is screen
        assert "It goes to" in screen.query_one("#target").render().content.plain, "the line of progress is gone"


async def test_while_the_workbook_is_written_nothing_else_can_begin(filled):
    async with running(filled) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        pilot.app.screen.action_export()
        assert isinstance(pilot.app.screen, Writing)
        for _ in range(100):
            await settled(pilot)
            if isinstance(pilot.app.screen, Ask):
                break
        assert filled.with_name("filled-自评-2025.xlsx").exists()
        assert isinstance(pilot.app.screen, Ask)


async def test_nothing_is_done_beside_another_file_that_is_written(filled):
    go, ended = threading.Event(), []
    async with running(filled) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        screen = pilot.app.screen

        def slow():
            assert go.wait(20)
            return "written"

        screen.exporter.beside("form.xlsx", slow, ended.append, ended.append)
        await pilot.pause()
        assert "Writing form.xlsx" in text(pilot)
        await pilot.press("escape", "f9", "shift+f9", "enter", "ctrl+q")
        assert [type(one) for one in pilot.app.screen_stack[-2:]] == [type(screen), Busy]
        assert ended == []
        go.set()
        await settled(pilot)
        assert pilot.app.screen is screen
        assert ended == ["written"]
        assert pilot.app.is_running


@pytest.mark.parametrize("works", [True, False])
async def test_the_folder_is_opened_or_named(filled, works, monkeypatch):
    asked = []
    monkeypatch.setattr(open_folder, "open_folder", lambda path: asked.append(path) or works)
    async with running(filled, "en", (120, 40), notices=True) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert asked == [filled.with_name("filled-自评-2025.xlsx")]
        assert ("Opened:" if works else "No window can be opened here") in text(pilot)
        await pilot.press("f9")
        await settled(pilot)
        await click_key(pilot, "open")
        await settled(pilot)
        assert len(asked) == 2


def test_the_systems_own_command_is_used(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(open_folder.subprocess, "Popen", lambda command, **_: ran.append(command))
    monkeypatch.setattr(open_folder.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert open_folder.open_folder(tmp_path / "a.xlsx") is False
    monkeypatch.setenv("DISPLAY", ":0")
    assert open_folder.open_folder(tmp_path / "a.xlsx") is True
    monkeypatch.setattr(open_folder.sys, "platform", "darwin")
    assert open_folder.open_folder(tmp_path / "a.xlsx") is True
    assert ran == [["xdg-open", str(tmp_path)], ["open", str(tmp_path)]]
    monkeypatch.setattr(open_folder.subprocess, "Popen", _missing)
    assert open_folder.open_folder(tmp_path / "a.xlsx") is False


def _missing(*_args, **_kinds):
    raise FileNotFoundError


async def test_the_sheet_for_colleagues_is_written_and_comes_back(filled, tmp_path):
    sheet = tmp_path / "filled-填报-2025.xlsx"
    async with running(filled) as pilot:
        await kind(pilot, 6)
        assert sheet.exists()
        assert "Ctrl+U" in text(pilot)
        await pilot.press("enter", "escape")
        book = openpyxl.load_workbook(sheet)
        cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value in {"98.5%", "93.2%"}]
        assert cells
        for cell in cells:
            cell.value = "81%"
        book.save(sheet)
        filled_in = sheet.read_bytes()
        await kind(pilot, 6)  # once more: what somebody has filled in stays
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
        assert sheet.read_bytes() == filled_in
        assert sheet.with_name("filled-填报-2025 (2).xlsx").exists()
        await pilot.press("enter", "escape")
        await settled(pilot)
        screen = work(pilot)
        before = screen.workspace.assessment.projects[1].total
        screen.block.take_in_file(sheet)
        await settled(pilot)
        await pilot.press("f10")
        await settled(pilot)
        assert screen.workspace.assessment.projects[1].total < before


async def test_where_nothing_can_be_written_the_error_is_shown_and_no_name_offered_that_would_not_help(
    filled, tmp_path, monkeypatch
):
    """Neither beside the workbook nor in the person's own folder; both names are free."""
    asked = []

    def refused(_work, path, **_how):
        asked.append(path)
        raise SelfEvalError(msg("Cannot be written"), msg("The folder is read-only."), NOTHING, "F302")

    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(Workspace, "export", refused)
    async with running(filled) as pilot:
        await kind(pilot, 0)
        assert "It can go to" in pilot.app.words(pilot.app.screen._text)
        await pilot.press("enter")
        await settled(pilot)
        assert asked == [tmp_path / "filled-自评-2025.xlsx", home / "filled-自评-2025.xlsx"]
        assert "The folder is read-only." in text(pilot)
        assert "The other name" not in text(pilot)
