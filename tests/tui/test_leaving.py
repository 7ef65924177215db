"""Home, files that cannot be opened or written, and leaving."""

from __future__ import annotations

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import msg
from selfeval.tui.screens.browse import Browse
from selfeval.tui.screens.dialogs import Ask
from selfeval.tui.screens.home import Home, clean_path
from selfeval.tui.screens.work import Work
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.live import Workspace
from tests.tui.driving import running, settled, text
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


async def test_home_browses_only_to_workbooks(seed, monkeypatch):
    (seed.parent / "notes.txt").write_text("x", encoding="utf-8")
    (seed.parent / "~$目标[2025].xlsx").write_text("lock", encoding="utf-8")
    monkeypatch.chdir(seed.parent)
    async with running(None) as pilot:
        await pilot.press("f3")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Browse)
        names = [row.key for row in pilot.app.screen.query_one("#files", Rows).rows]
        assert seed.name in names
        assert not {"notes.txt", "~$目标[2025].xlsx"} & set(names)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)


async def test_home_opens_the_example():
    async with running(None) as pilot:
        await pilot.press("f5")
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


@pytest.mark.parametrize(
    ("typed_text", "path"),
    [("'/a b/c.xlsx' ", "/a b/c.xlsx"), ('"C:\\x.xlsx"', "C:\\x.xlsx"), ("file:///a%20b/c.xlsx", "/a b/c.xlsx")],
)
def test_a_dragged_path_is_cleaned(typed_text, path):
    assert clean_path(typed_text) == path


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
