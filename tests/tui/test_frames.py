"""Frames where the terminal draws lines in one cell, words that cover nothing, the cursor where typing goes."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import events
from textual.geometry import Offset
from textual.widgets import Input
from textual.widgets._toast import Toast

from selfeval.core.problems import msg
from selfeval.workspace.system.line_drawing import SAMPLE
from tests.tui.driving import cut, lines, overflowing, running, settled, text, typed, work


async def answer(pilot, column: int) -> None:
    """The terminal says where its cursor stands."""
    pilot.app.post_message(events.CursorPosition(column, 0))
    await settled(pilot)


@pytest.mark.parametrize(("language", "size"), [("zh", (120, 40)), ("en", (100, 32)), ("en", (170, 50))])
async def test_panes_have_frames_with_titles_once_the_terminal_says_it_draws_them(filled, language, size):
    async with running(filled, language, size) as pilot:
        assert "╭" not in text(pilot)
        await answer(pilot, len(SAMPLE))
        shown = text(pilot)
        assert shown.count("╭") == 2
        assert ("绩效指标" if language == "zh" else "Indicators") in shown
        assert not overflowing(pilot)
        assert cut(pilot) == []
        grid = work(pilot).desk.grid
        assert all(grid.line_of(row.key) < grid.size.height for row in grid.rows), "every row is in sight"


@pytest.mark.parametrize("column", [2 * len(SAMPLE), len(SAMPLE) + 1, 0])
async def test_a_console_that_draws_lines_wider_sees_none(filled, column):
    async with running(filled, "zh", (120, 40)) as pilot:
        await answer(pilot, column)
        assert "╭" not in text(pilot)
        assert not work(pilot).has_class("-framed")


async def test_a_low_window_gives_no_lines_to_frames(filled):
    async with running(filled, "zh", (80, 24)) as pilot:
        before = text(pilot)
        await answer(pilot, len(SAMPLE))
        assert text(pilot) == before


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_passing_word_covers_nothing(filled, size):
    async with running(filled, "en", size, notices=True) as pilot:
        screen = work(pilot)
        pilot.app.say(msg("Every entry is saved as soon as it is made. F9 exports the workbook."))
        await pilot.pause(0.2)
        await settled(pilot)
        toast = screen.query_one(Toast).region
        assert "Every entry is saved" in text(pilot)
        for name in ("#head", "#entry", "#grid", "#details"):
            assert not screen.query_one(name).region.overlaps(toast), name
        assert not overflowing(pilot)
        pilot.app.clear_notifications()
        await settled(pilot)
        assert "Every entry is saved" not in text(pilot)


async def test_the_cursor_of_the_terminal_stands_where_typing_goes(seed):
    async with running(seed, "zh", (120, 40)) as pilot:
        field = work(pilot).query_one("#entry-input", Input)
        await pilot.press("end")
        await settled(pilot)
        assert pilot.app.cursor_position == field.content_region.offset, "an input method opens there"
        await typed(pilot, "95%")
        await settled(pilot)
        assert pilot.app.cursor_position == field.content_region.offset + Offset(3, 0)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert pilot.app.cursor_position == field.content_region.offset + Offset(3, 0)
        line = lines(pilot)[pilot.app.cursor_position.y]
        assert cell_len(line[: line.index("95%") + 3]) == pilot.app.cursor_position.x
        await pilot.press("escape", "f5")
        await settled(pilot)
        cell = pilot.app.screen.focused
        assert isinstance(cell, Input)
        assert pilot.app.cursor_position.y == cell.content_region.y
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert pilot.app.cursor_position.y == cell.content_region.y
