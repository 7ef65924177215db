"""The rule packs on the screen: what they say, what another one would change, the change, packs of other years."""

from __future__ import annotations

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.excel.read import read_workbook
from selfeval.rulepacks.finding import bundled_folder
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.home import Home
from selfeval.tui.rooms.packs.change import PackChange
from selfeval.tui.rooms.packs.rules import Rules
from selfeval.tui.rooms.result import ResultScreen
from selfeval.tui.row_texts.rooms.packs import effect_rows
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.packs.switch import plan
from selfeval.workspace.source import journal_entries
from selfeval.workspace.work.opening import open_workspace
from tests.tui.driving import (
    LOOKS,
    click_key,
    click_row,
    overflowing,
    press,
    running,
    settled,
    text,
    to_row,
    typed,
    work,
)

OLD, NEW, COUNTY = "cn-mof-2020-10", "cn-mof-2021-101", "cn-hebei-leting-2025"


async def by_palette(pilot, name):
    await pilot.press("ctrl+p")
    await typed(pilot, name)
    await press(pilot, "enter")


async def at_pack(pilot, name):
    """Open the rule packs, the cursor on one of them."""
    await press(pilot, "ctrl+g")
    screen = pilot.app.screen
    assert isinstance(screen, Rules)
    packs = screen.query_one("#packs", Rows)
    await to_row(pilot, packs, name)
    return screen


def own_pack(folder, name, old="", new="", cases=""):
    """A pack of one's own in the folder's `scoring_rules`: the national one with a piece of its text replaced."""
    rules = folder / "scoring_rules"
    rules.mkdir(exist_ok=True)
    text = (bundled_folder() / f"{OLD}.toml").read_text(encoding="utf-8").replace(f'id = "{OLD}"', f'id = "{name}"')
    assert old in text
    (rules / f"{name}.toml").write_text(text.replace(old, new), encoding="utf-8")
    if cases:
        (rules / f"{name}.cases.toml").write_text(cases, encoding="utf-8")


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_a_pack_shows_rules_sources_and_whether_they_are_verified(filled, language, size):
    async with running(filled, language, size) as pilot:
        screen = await at_pack(pilot, COUNTY)
        said = screen.query_one("#said", Rows)
        rows = [row.cells for row in said.rows if not row.fixed]
        verified = {"zh": {"是", "否", ""}, "en": {"yes", "no", ""}}[language]
        assert {cells[3] for cells in rows} == verified
        assert {cells[4] for cells in rows} >= {OLD, COUNTY}, "the layer of each value"
        assert any("50" in cells[1] and "财预〔2020〕10号" in cells[2] for cells in rows), "weights with their source"
        assert not overflowing(pilot)
        await press(pilot, "f4", "end")
        assert said.has_focus
        assert COUNTY in text(pilot)
        await press(pilot, "f4", "tab")
        assert said.has_focus, "Tab goes between the lists too"


async def test_what_would_change_is_shown_largest_first_and_only_then_changed(filled):
    async with running(filled, "en") as pilot:
        before = work(pilot).workspace.assessment.department.total
        await at_pack(pilot, NEW)
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, PackChange)
        rows = screen.query_one("#effects", Rows).rows
        names = [row.cells[0] for row in rows]
        assert names[:3] == ["Whole department", "信访专项资金", "  重点地区访量"]
        assert rows[0].cells[1:] == ("93.30 优", "85.14 良", "-8.16")
        assert rows[1].cells[1:] == ("93.29 优", "84.18 良", "-9.11")
        assert rows[2].cells[1:] == ("8.33", "2.08", "-6.25")
        assert "pass gate" in "\n".join(row.cells[0] for row in screen.query_one("#differences", Rows).rows)
        assert work(pilot).workspace.assessment.department.total == before, "nothing has changed yet"
        await press(pilot, "escape", "escape")
        assert work(pilot).workspace.pack.id == OLD
        assert not journal_entries(filled)
        await at_pack(pilot, NEW)
        await press(pilot, "enter", "f10")
        assert isinstance(pilot.app.screen, Work)
        assert work(pilot).workspace.pack.id == NEW
        assert "86.13" in text(pilot)
        (entry,) = journal_entries(filled)
        assert entry.step.kind == "rules"
        assert {change.key.field: change.new for change in entry.step.changes} == {"rules": NEW}
        await press(pilot, "ctrl+z")
        assert work(pilot).workspace.pack.id == OLD
        assert "93.31" in text(pilot)


async def test_every_row_that_moves_is_listed(filled):
    workspace = open_workspace(filled)
    found = plan(workspace, NEW).replay
    async with running(None) as pilot:
        rows = effect_rows(pilot.app.words, found)
    moved = sum(1 for item in found.projects for _ in item.rows()) + len(found.projects)
    assert len(rows) == 1 + len(found.changes) + moved, "department, projects, indicators, execution rates"
    workspace.close()


async def test_by_mouse_alone(filled):
    async with running(filled, "zh", (120, 40)) as pilot:
        await click_key(pilot, "palette")
        await settled(pilot)
        palette = pilot.app.screen
        assert palette.query_one(Rows).go("rules")
        await settled(pilot)
        await click_row(pilot, palette.query_one(Rows), "rules")
        await settled(pilot)
        packs = pilot.app.screen.query_one("#packs", Rows)
        key = next(row.key for row in packs.rows if row.cells[0] == NEW)
        for _ in range(2):
            await click_row(pilot, packs, key)
            await settled(pilot)
        assert isinstance(pilot.app.screen, PackChange)
        await click_key(pilot, "take_pack")
        await settled(pilot)
        assert work(pilot).workspace.pack.id == NEW


async def test_from_the_result_and_by_the_palette(filled):
    async with running(filled, "en") as pilot:
        await press(pilot, "f9")
        await by_palette(pilot, "rule pack with")
        assert isinstance(pilot.app.screen, Rules)
        await to_row(pilot, pilot.app.screen.query_one("#packs", Rows), NEW)
        await by_palette(pilot, "before anything")
        assert isinstance(pilot.app.screen, PackChange)
        await by_palette(pilot, "from now on")
        assert isinstance(pilot.app.screen, ResultScreen)
        assert "85.14" in text(pilot)
        await press(pilot, "escape")
        assert "86.13" in text(pilot), "the entry screen shows the scores of the new pack too"


async def test_a_pack_that_fails_or_is_malformed_says_why_and_is_not_used(filled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own_pack(tmp_path, "aa-broken", "[execution]\n", "[execution]\nweigth = 5\n")
    cases = (bundled_folder() / f"{OLD}.cases.toml").read_text(encoding="utf-8").replace(OLD, "ab-failing")
    own_pack(tmp_path, "ab-failing", "at_least = 90", "at_least = 91", cases)
    async with running(filled, "en") as pilot:
        for name, said in (("aa-broken", "weigth"), ("ab-failing", "worked cases does not come out")):
            screen = await at_pack(pilot, name)
            assert "not usable" in text(pilot)
            assert said in text(pilot)
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, Ask)
            await press(pilot, "enter")
            assert pilot.app.screen is screen
            assert work(pilot).workspace.pack.id == OLD
            await press(pilot, "escape")
        assert not journal_entries(filled)


async def test_a_pack_of_other_years_is_asked_about_and_that_is_recorded(filled, tmp_path):
    async with running(filled, "en") as pilot:
        work(pilot).workspace.set("", "", "year", "2026")
        await at_pack(pilot, COUNTY)
        await press(pilot, "enter")
        assert "is meant for 2025–2025" in text(pilot)
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, Ask)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PackChange), "Enter alone does not use it"
        await press(pilot, "f10", "f10")
        workspace = work(pilot).workspace
        assert workspace.pack.id == COUNTY
        assert workspace.evaluation.setting("year_mismatch") == f"{COUNTY} 2026"
        target = workspace.export(tmp_path / "scored.xlsx")
        assert read_workbook(target).settings["year_mismatch"] == f"{COUNTY} 2026"
        await at_pack(pilot, NEW)
        await press(pilot, "enter", "f10")
        assert workspace.evaluation.setting("year_mismatch") == "", "it was said of the other pack"
        await press(pilot, "ctrl+z", "ctrl+z")
        assert (workspace.pack.id, workspace.evaluation.setting("year_mismatch")) == (OLD, "")


@pytest.mark.parametrize("answer", ["enter", "f10"])
async def test_opening_work_with_a_pack_of_other_years_asks(filled, tmp_path, monkeypatch, answer):
    monkeypatch.chdir(tmp_path)
    own_pack(tmp_path, "mine")
    work_before = open_workspace(filled)
    work_before.enter([(FactKey("", "", "rules"), "mine")], kind="rules")
    work_before.close()
    own_pack(tmp_path, "mine", "from = 2020 }", "from = 2020, to = 2024 }")
    async with running(filled, "en") as pilot:
        assert isinstance(pilot.app.screen, Ask)
        assert "mine is meant for 2020–2024" in text(pilot)
        await press(pilot, answer)
        if answer == "enter":
            assert isinstance(pilot.app.screen, Home)
            return
        assert isinstance(pilot.app.screen, Work)
        assert work(pilot).workspace.evaluation.setting("year_mismatch") == "mine 2025"
    async with running(filled, "en") as pilot:
        assert isinstance(pilot.app.screen, Work), "it is asked once"


async def test_a_second_window_sees_the_change_but_cannot_make_it(filled):
    first = open_workspace(filled)
    try:
        async with running(filled, "en") as pilot:
            await at_pack(pilot, NEW)
            await press(pilot, "enter", "f10")
            assert isinstance(pilot.app.screen, PackChange)
            assert work(pilot).workspace.pack.id == OLD
    finally:
        first.close()


async def test_the_result_says_what_is_missing_for_the_next_grade(filled):
    async with running(filled, "en", (120, 40)) as pilot:
        screen = work(pilot)
        assert "next grade" not in text(pilot)
        await press(pilot, "f9")
        assert "next grade" not in text(pilot), "both projects have the best one"
        await press(pilot, "escape", "home")
        screen.workspace.set(screen.desk.project, "", "executed", "90")
        total = screen.workspace.result(screen.desk.project).total
        await press(pilot, "f9")
        seen = text(pilot)
        assert "To the next higher grade" in seen
        assert f"{90 - total} points more reach “优”." in seen
        rows = pilot.app.screen.query_one("#open", Rows)
        place = next(number for number, row in enumerate(rows.rows) if row.key == "head-next")
        shown = [row.cells[1] for row in rows.rows[place + 1 : place + 5]]
        assert shown == [str(90 - total), "-5.00", "-3.75", "-1.50"]
        rows.focus()
        rows.go(rows.rows[place + 3].key)
        await press(pilot, "enter")
        assert type(pilot.app.screen) is Work
        assert screen.desk.place.indicator != ""
