"""Last year beside this year on the screen: picked, confirmed, shown, taken away; also from the home screen."""

from __future__ import annotations

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.tui.actions.action import keys_of
from selfeval.tui.actions.registry import action
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.dialogs.browse import Browse
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.home import Home
from selfeval.tui.rooms.last_year import LastYearScreen
from selfeval.tui.widgets.desk.details import Details
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.opening import open_workspace
from tests.tui.driving import LOOKS, click_key, click_row, lines, overflowing, running, settled, text, work
from tests.tui.last_year_book import GONE, last_year_book

SATISFACTION = 7
SAYS = {"zh": "低于上年", "en": "below last year"}


@pytest.fixture
def last(seed):
    return last_year_book(seed, seed.with_name("2024.xlsx"))


async def matches(pilot):
    """Open the screen of matches by keys."""
    await pilot.press("shift+f7")
    await settled(pilot)
    assert isinstance(pilot.app.screen, Browse)
    await pilot.press("enter")
    await settled(pilot)
    assert isinstance(pilot.app.screen, LastYearScreen)
    return pilot.app.screen.query_one(Rows)


def names(workspace):
    return sorted(text for key, text in workspace.evaluation.facts.items() if key.field == "last.name")


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_it_is_confirmed_by_keys_and_stands_beside_the_row(seed, last, language, size):
    async with running(seed, language, size) as pilot:
        rows = await matches(pilot)
        assert not overflowing(pilot)
        ticks = [row.cells[0] for row in rows.rows if row.key.startswith("match")]
        assert ticks == ["[ ]"] * 2 + ["[x]"] * 10
        assert GONE in " ".join(cell for row in rows.rows for cell in row.cells)
        assert "95%" in text(pilot), "how alike the names are"
        await pilot.press("enter", "f10")
        await settled(pilot)
        screen = work(pilot)
        assert pilot.app.screen is screen
        assert len(names(screen.workspace)) == 11
        assert len(screen.workspace.evaluation.done) == 1
        await pilot.press("home", *["down"] * SATISFACTION)
        await settled(pilot)
        shown = text(pilot)
        assert "96%" in shown
        assert SAYS[language] in screen.desk.grid.entries[SATISFACTION].cells[2]
        assert f"({SAYS[language]})" in shown, "the line above the list says it in full"
        assert ("96% (12)" in shown) == (size[0] >= 120), "a column where there is room"
        assert not overflowing(pilot)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert not screen.workspace.evaluation.facts
        assert "96% (12)" not in text(pilot)


async def test_it_is_confirmed_by_mouse(seed, last):
    async with running(seed, size=(120, 40)) as pilot:
        rows = await matches(pilot)
        first, second, third = [row.key for row in rows.rows if row.key.startswith("match")][:3]
        await click_row(pilot, rows, second)
        await click_key(pilot, "tick")
        await click_row(pilot, rows, third)
        await click_row(pilot, rows, third)
        assert pilot.app.screen.ticked >= {second}
        assert not pilot.app.screen.ticked & {first, third}
        await click_key(pilot, "tick_every")
        assert len(pilot.app.screen.ticked) == 12
        await click_key(pilot, "tick_every")
        assert not pilot.app.screen.ticked
        await click_key(pilot, "tick_every")
        await click_key(pilot, "take_last_year")
        await settled(pilot)
        assert len(names(work(pilot).workspace)) == 12


async def test_what_was_confirmed_is_ticked_again_and_can_be_taken_away(seed, last):
    async with running(seed) as pilot:
        await matches(pilot)
        await pilot.press("enter", "f10")
        await settled(pilot)
    async with running(seed) as pilot:
        assert len(names(work(pilot).workspace)) == 11, "it outlives the program"
        rows = await matches(pilot)
        assert [row.cells[0] for row in rows.rows if row.key.startswith("match")][:2] == ["[x]", "[ ]"]
        await pilot.press("ctrl+a", "ctrl+a", "f10")
        await settled(pilot)
        assert not work(pilot).workspace.evaluation.facts
        assert not work(pilot).workspace.evaluation.setting("last_year")


async def test_leaving_enters_nothing(seed, last):
    async with running(seed) as pilot:
        await matches(pilot)
        await pilot.press("ctrl+a", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert not work(pilot).workspace.entries()


async def test_the_column_comes_and_goes_with_the_width(seed, last):
    async with running(seed, size=(120, 40)) as pilot:
        await matches(pilot)
        await pilot.press("f10")
        await settled(pilot)
        screen = work(pilot)
        assert len(screen.desk.grid.columns) == 8
        room = screen.desk.grid.scrollable_content_region.width
        assert sum(column.cells + 1 for column in screen.desk.grid.columns) + 1 <= room, "no column is cut off"
        await pilot.resize_terminal(100, 30)
        await settled(pilot)
        assert len(screen.desk.grid.columns) == len(screen.desk.grid.entries[0].cells) == 7
        await pilot.resize_terminal(160, 40)
        await settled(pilot)
        assert len(screen.desk.grid.columns) == len(screen.desk.grid.entries[0].cells) == 8
        await pilot.press("home", *["down"] * SATISFACTION)
        await settled(pilot)
        assert "≥ 90%  96% (12)" in screen.desk.grid.entries[SATISFACTION].cells[7]
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert len(pilot.app.screen.desk.grid.columns) == 7, "what-if keeps its stars in the last column"


async def test_a_file_that_is_not_last_years_is_refused_with_a_sentence(seed):
    last_year_book(seed, seed.with_name("2025.xlsx"), 2025)
    async with running(seed) as pilot:
        await pilot.press("shift+f7", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        assert "an earlier year" in text(pilot)


async def test_start_from_last_year_on_the_home_screen(seed, last, monkeypatch):
    monkeypatch.chdir(seed.parent)
    async with running(None) as pilot:
        assert isinstance(pilot.app.screen, Home)
        await pilot.press(keys_of(action("start_from_last_year"))[0])
        await settled(pilot)
        assert "last year's scored workbook" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "this year's targets" in text(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(pilot.app.screen, LastYearScreen)
        assert pilot.app.workspace.source.path == seed
        assert not overflowing(pilot)
        assert "F10" in lines(pilot)[-1]


async def test_the_command_line_names_last_years_file(seed, last):
    app = SelfEvalApp("en", seed, last_year=last)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, LastYearScreen)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("f1", "escape")
        assert isinstance(app.screen, Work), "it is asked about once"


async def test_odd_texts_of_last_year_are_shown_as_they_are(seed):
    opened = open_workspace(seed)
    project = opened.assessment.projects[0]
    row = project.indicators[0].indicator.id
    values = {"name": "旧[/x]名", "target": "[b]≥1", "actual": "\x1b[31m5", "weight": "1", "score": ""}
    opened.enter([(FactKey(project.project.id, row, f"last.{name}"), said) for name, said in values.items()])
    opened.close()
    async with running(seed, size=(120, 40)) as pilot:
        await pilot.press("home", "down")
        await settled(pilot)
        shown = work(pilot).query_one(Details).text(200)
        assert "旧[/x]名" in shown
        assert "\x1b" not in text(pilot)
        assert not overflowing(pilot)
