"""Home, files that cannot be opened or written, and leaving."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual import events

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError, msg
from selfeval.excel.book.kinds.names import WORKBOOKS
from selfeval.store import recent
from selfeval.tui.actions.action import keys_of
from selfeval.tui.actions.registry import action
from selfeval.tui.dialogs import browse
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.dialogs.browse import Browse
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.home import Home
from selfeval.tui.widgets.keys import Answer
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.workspace import Workspace
from tests.tui.driving import LOOKS, cut, entered, overflowing, running, settled, text, typed, work
from tests.tui.odd import odd_workspace, shown

# -- home, failures, leaving


async def test_home_opens_a_typed_path_and_remembers_the_work(seed):
    async with running(None) as pilot:
        assert isinstance(pilot.app.screen, Home)
        pilot.app.screen.query_one("#path").value = f'"{seed}"'
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
    async with running(None) as pilot:
        assert pilot.app.screen.query_one("#recent", Rows).key == str(seed)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)


async def test_recent_work_on_a_dead_drive_keeps_nobody_waiting(seed, monkeypatch):
    for path in (seed, seed.with_name("other.xlsx")):
        path.write_bytes(seed.read_bytes())
        async with running(path):
            pass
    seed.unlink()
    answers = threading.Event()
    real = recent.is_there

    def slow(path):
        assert answers.wait(20)
        return real(path)

    monkeypatch.setattr(recent, "is_there", slow)
    async with running(None, "en") as pilot:
        listed = pilot.app.screen.query_one("#recent", Rows)
        assert [row.key for row in listed.rows] == [str(seed.with_name("other.xlsx")), str(seed)]
        assert "not there now" not in text(pilot)
        answers.set()
        await pilot.pause(0.2)
        assert "not there now" in text(pilot)
        assert [row.tone for row in listed.rows] == ["", "dim"]


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_the_file_window_says_what_is_chosen_and_enter_what_it_does(seed, language, size, monkeypatch):
    (seed.parent / "一个文件夹").mkdir()
    (seed.parent / "other.bak").write_bytes(b"x")
    monkeypatch.chdir(seed.parent)
    async with running(None, language, size) as pilot:
        said = {}
        for key in ("browse", "start_from_last_year"):
            await pilot.press(keys_of(action(key))[0])
            await settled(pilot)
            files, words = pilot.app.screen.query_one("#choices", Rows), pilot.app.words
            taken = next(one for one in pilot.app.screen.query(Answer) if one.does == "take")
            for row in files.rows:
                files.go(row.key)
                await pilot.pause()
                said[key, row.key] = taken.text
            title = msg("Choose the workbook to open" if key == "browse" else "Choose last year's scored workbook")
            assert words(title) in text(pilot)
            assert not overflowing(pilot)
            assert not cut(pilot)
            await pilot.press("escape")
        folder, others = words(msg("Open folder")), words(msg("Show them"))
        for key, button in (("browse", msg("Open")), ("start_from_last_year", msg("Take this one"))):
            names = (browse.UP, "一个文件夹", seed.name, browse.OTHERS)
            assert [said[key, name] for name in names] == [folder, folder, words(button), others]


async def test_home_browses_only_to_workbooks(seed, monkeypatch):
    (seed.parent / "notes.md").write_text("x", encoding="utf-8")
    (seed.parent / "~$目标[2025].xlsx").write_text("lock", encoding="utf-8")
    monkeypatch.chdir(seed.parent)
    async with running(None) as pilot:
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Browse)
        names = [row.key for row in pilot.app.screen.query_one("#choices", Rows).rows]
        assert seed.name in names
        assert not {"notes.md", "~$目标[2025].xlsx"} & set(names)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)


async def test_the_file_window_lists_every_kind_and_shows_the_others_when_asked(seed, monkeypatch):
    kinds = {f"kind{ending}" for ending in WORKBOOKS}
    for name in (*kinds, "kind.JSON", "form.bak", "KIND2.XLSB", "~$form.bak"):
        (seed.parent / name).write_text("x", encoding="utf-8")
    (seed.parent / "form.bak").write_bytes(seed.read_bytes())
    monkeypatch.chdir(seed.parent)
    async with running(None, "en") as pilot:
        await pilot.press("ctrl+o")
        await settled(pilot)
        files = pilot.app.screen.query_one("#choices", Rows)
        names = {row.key for row in files.rows}
        assert names >= kinds | {seed.name, "KIND2.XLSB"}
        assert not names & {"kind.JSON", "form.bak"}
        assert "2 other files" in [row.cells[0] for row in files.rows]
        files.go(browse.OTHERS)
        await pilot.press("enter")
        await settled(pilot)
        names = {row.key for row in files.rows}
        assert names >= kinds | {"kind.JSON", "form.bak"}
        assert not names & {browse.OTHERS, "~$form.bak"}
        files.go("form.bak")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert pilot.app.screen.workspace.source.path.name == "form.bak"


async def test_letters_go_to_a_name_and_a_pasted_path_is_gone_to(seed, monkeypatch):
    for name in ("甲", "乙", "乙二", "Alpha", "alpine"):
        (seed.parent / name).mkdir()
    (seed.parent / "乙" / "自评.xlsx").write_bytes(seed.read_bytes())
    monkeypatch.chdir(seed.parent)
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr(browse, "monotonic", lambda: next(clock))  # each letter for itself
    async with running(None, "en") as pilot:
        await pilot.press("ctrl+o")
        await settled(pilot)
        files = pilot.app.screen.query_one("#choices", Rows)
        assert "folder above" in text(pilot)
        went = []
        for char in ("乙", "乙", "乙", "a", "A", "z"):
            await typed(pilot, char)
            went.append(files.key)
        assert went == ["乙", "乙二", "乙", "Alpha", "alpine", "alpine"]
        monkeypatch.setattr(browse, "monotonic", lambda: 5000.0)  # all letters together
        await typed(pilot, "乙二")
        assert files.key == "乙二"
        for pasted, shown in (("乙", True), ("nowhere", True), ('"自评.xlsx"', False)):
            pilot.app.post_message(events.Paste(pasted))
            await settled(pilot)
            assert isinstance(pilot.app.screen, Browse) is shown
        assert isinstance(pilot.app.screen, Work)
        assert pilot.app.screen.workspace.source.path == seed.parent / "乙" / "自评.xlsx"


async def test_home_opens_the_example():
    async with running(None) as pilot:
        await pilot.press("shift+f1")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)


async def test_a_file_that_cannot_be_opened_is_a_sentence_on_the_home_screen(tmp_path):
    bad = tmp_path / "坏[b].xlsx"
    bad.write_text("<html>", encoding="utf-8")
    async with running(bad) as pilot:
        assert isinstance(pilot.app.screen, Ask)
        assert "坏[b].xlsx" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Home)


@pytest.mark.parametrize("odd", ["a" * 300, "~$目标.xlsx", "file://[x].xlsx", "/" + "b" * 300 + "/c.xlsx"])
async def test_odd_paths_are_a_sentence_on_the_home_screen(odd):
    async with running(None) as pilot:
        pilot.app.screen.query_one("#path").value = odd
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Home)


async def test_the_topmost_folder_leads_to_the_drives(seed, tmp_path, monkeypatch):
    monkeypatch.setattr(browse, "drives", lambda: [Path("/"), tmp_path])
    monkeypatch.chdir("/")
    async with running(None, "en") as pilot:
        await pilot.press("ctrl+o", "left")
        await settled(pilot)
        assert "The drives of this computer" in text(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        files = pilot.app.screen.query_one("#choices", Rows)
        assert files.key == seed.name


async def test_leaving_asks_only_where_something_would_be_lost(seed):
    async with running(seed) as pilot:
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert pilot.app._exit
    workspace = odd_workspace()
    app, test, screen = await shown(workspace)
    async with test as pilot:
        app.workspace = workspace
        app.push_screen(screen)
        await settled(pilot)
        workspace.enter([(FactKey("P[1]", "", "executed"), "90")])
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
        assert not app._exit
        await pilot.press("ctrl+q", "f10")
        await settled(pilot)
        assert app._exit


async def test_ctrl_c_does_not_end_the_program(seed):
    async with running(seed) as pilot:
        await pilot.press("ctrl+c", "ctrl+c")
        await settled(pilot)
        assert not pilot.app._exit


async def test_export_failures_offer_another_name(seed, monkeypatch):
    from selfeval.core.problems import SelfEvalError

    real = Workspace.export

    def held(self, path=None, *, force=False, values_only=False, progress=None):
        if "(2)" not in str(path):
            raise SelfEvalError(msg("Held"), msg("Excel holds {name}", name=path.name), msg("Close it"))
        return real(self, path, force=force, values_only=values_only)

    monkeypatch.setattr(Workspace, "export", held)
    target = seed.with_name("目标[2025]-自评-2025.xlsx")
    target.write_bytes(b"")
    async with running(seed) as pilot:
        await pilot.press("f9", "f9", "enter", "f10")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        assert "Excel holds" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
    assert seed.with_name("目标[2025]-自评-2025 (2).xlsx").exists()
    assert target.read_bytes() == b""


# -- the work file is lost while the work is open


@pytest.mark.parametrize("harm", ["removed", "replaced", "cut short"])
async def test_a_work_file_that_is_lost_is_written_again_at_the_latest_on_leaving(seed, harm):
    journal = seed.with_name(seed.name + ".selfeval")
    async with running(seed, notices=True) as pilot:
        await pilot.press("end", *"95%", "enter")
        await settled(pilot)
        if harm == "removed":
            journal.unlink()
        elif harm == "replaced":
            seed.with_name("junk").write_bytes(b"junk" * 500)
            seed.with_name("junk").replace(journal)
        else:
            journal.write_bytes(journal.read_bytes()[:3000])
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert pilot.app._exit
    assert "95%" in entered(seed)


async def test_an_entry_into_a_lost_work_file_is_entered_all_the_same(seed):
    async with running(seed, notices=True) as pilot:
        await pilot.press("end", *"95%", "enter")
        await settled(pilot)
        seed.with_name(seed.name + ".selfeval").unlink()
        await pilot.press("end", *"96%", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
    assert {"95%", "96%"} <= entered(seed)


async def test_what_cannot_be_written_again_is_not_called_saved(seed, monkeypatch):
    async with running(seed, notices=True) as pilot:
        await pilot.press("end", *"95%", "enter")
        await settled(pilot)
        monkeypatch.setattr(type(work(pilot).workspace), "secure", lambda _self: False)
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert "could not be saved" in " ".join(text(pilot).split())
        assert not pilot.app._exit
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)


async def test_a_refused_entry_keeps_the_program_open_behind_its_dialog(seed, monkeypatch):
    def full(_self, _entry):
        raise SelfEvalError(msg("Disk full"), msg("There is no space left."), msg("Free some."), "F303")

    async with running(seed, notices=True) as pilot:
        monkeypatch.setattr("selfeval.store.journal.journal.Journal.append", full)
        await pilot.press("end", *"95%", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert not pilot.app._exit
        await pilot.press("enter")
        await settled(pilot)
        assert work(pilot).desk.line.field.value == "95%"


async def test_a_refused_amount_keeps_the_program_open(seed, monkeypatch):
    def full(_self, _entry):
        raise SelfEvalError(msg("Disk full"), msg("There is no space left."), msg("Free some."), "F303")

    async with running(seed, notices=True) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        monkeypatch.setattr("selfeval.store.journal.journal.Journal.append", full)
        await pilot.press(*"50", "tab")
        await settled(pilot)
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert not pilot.app._exit
        await pilot.press("enter", "ctrl+q")
        await settled(pilot)
        assert not pilot.app._exit
        assert "Disk full" in text(pilot)


async def test_leaving_while_the_workbook_is_written_is_asked_to_wait(filled, monkeypatch):
    from selfeval.workspace.output import scored

    real, go = scored.render, threading.Event()

    def slow(*arguments, **options):
        assert go.wait(20)
        return real(*arguments, **options)

    monkeypatch.setattr(scored, "render", slow)
    async with running(filled, notices=True) as pilot:
        await pilot.press("f9", "f9")
        await pilot.pause(0.3)
        await pilot.press("ctrl+q")
        await pilot.pause(0.1)
        assert not pilot.app._exit
        assert "still being written" in text(pilot)
        go.set()
        await settled(pilot)
    assert list(filled.parent.glob("*自评*"))


async def test_stopping_an_export_and_going_back_at_once_does_no_harm(filled, monkeypatch):
    from selfeval.workspace.output import scored

    real, go = scored.render, threading.Event()

    def slow(*arguments, progress, **options):
        assert go.wait(20)
        progress(0, 2)
        return real(*arguments, progress=progress, **options)

    monkeypatch.setattr(scored, "render", slow)
    async with running(filled, notices=True) as pilot:
        await pilot.press("f9", "f9")
        await pilot.pause(0.3)
        await pilot.press("escape", "escape")
        go.set()
        await settled(pilot)
        assert pilot.app.is_running
        assert isinstance(pilot.app.screen, Work)
    assert not list(filled.parent.glob("*自评*"))
