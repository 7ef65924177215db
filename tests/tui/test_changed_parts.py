"""What is drawn of a screen that has changed in parts is what Textual would have drawn of all of it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual import events
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip

from selfeval.core.problems import msg
from selfeval.tui.changed_parts import Parts, PartsCompositor
from selfeval.tui.themes import THEMES
from selfeval.tui.widgets.desk.details import Details
from selfeval.tui.widgets.desk.grid import Grid
from selfeval.tui.widgets.entry import EntryInput, EntryLine
from selfeval.tui.widgets.lines import LineView
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.system.line_drawing import SAMPLE
from tests.tui.driving import running, settled

MOVES = ("down", "down", "up", "pagedown", "pageup", "end", "home")
ENTRIES = ("down", "9", "5", "%", "enter", "escape", "1", "2", "backspace", "escape", "shift+down", "shift+down")
LOOKS = (
    "ctrl+f",
    "1",
    "escape",
    "f7",
    "down",
    "f7",
    "f7",
    "f4",
    "down",
    "f4",
    "f8",
    "down",
    "escape",
    "ctrl+p",
    "down",
)


def cells(strip: Strip) -> list[tuple[str, str]]:
    """Each cell of a line with its style; a wide character stands in the first of its two."""
    found = []
    for text, style, _ in strip:
        for char in text:
            found += [(char, str(style)), *[("", str(style))] * (cell_len(char) - 1)]
    return found


class Terminal:
    """What stands in a terminal to which only changes are written."""

    def __init__(self, pilot) -> None:
        self._pilot = pilot
        self._cells = self.whole()
        self.parts = 0

    @property
    def _compositor(self) -> PartsCompositor:
        return self._pilot.app.screen._compositor

    def whole(self) -> list[list[tuple[str, str]]]:
        """What Textual would draw."""
        return [cells(strip) for strip in self._compositor.render_strips()]

    def draw(self) -> None:
        """Write what has changed."""
        compositor = self._compositor
        assert isinstance(compositor, PartsCompositor)
        if compositor.size.region in compositor._dirty_regions:
            compositor._dirty_regions.clear()
            self._cells = self.whole()
            return
        update = compositor.render_partial_update()
        if update is None:
            return
        assert isinstance(update, Parts)
        self.parts += 1
        for x, y, strip in update.pieces:
            self._cells[y][x : x + strip.cell_length] = cells(strip)

    def shows(self) -> list[list[tuple[str, str]]]:
        """What stands there now."""
        return self._cells


@pytest.mark.parametrize(("language", "size"), [("zh", (80, 24)), ("en", (120, 40)), ("zh", (60, 20))])
@pytest.mark.parametrize("keys", [MOVES, ENTRIES, LOOKS])
async def test_what_stands_there_is_what_would_be_drawn_anew(filled, language, size, keys):
    async with running(filled, language, size) as pilot:
        terminal = Terminal(pilot)
        terminal.draw()
        for number, key in enumerate(keys):
            await pilot.press(key)
            await settled(pilot)
            terminal.draw()
            assert terminal.shows() == terminal.whole(), (number, key)
        assert terminal.parts


async def test_a_passing_word_and_frames_are_drawn_over_what_was_there(filled):
    async with running(filled, "zh", (120, 40), notices=True) as pilot:
        terminal = Terminal(pilot)
        pilot.app.post_message(events.CursorPosition(len(SAMPLE), 0))
        await settled(pilot)
        terminal.draw()
        assert terminal.shows() == terminal.whole()
        pilot.app.say(msg("Every entry is saved as soon as it is made. F9 exports the workbook."))
        for _ in range(3):
            await pilot.pause(0.1)
            await pilot.press("down")
            await settled(pilot)
            terminal.draw()
            assert terminal.shows() == terminal.whole()
        pilot.app.clear_notifications()
        await settled(pilot)
        terminal.draw()
        assert terminal.shows() == terminal.whole()


async def test_only_what_has_changed_is_drawn(filled):
    async with running(filled, "zh", (120, 40)) as pilot:
        terminal = Terminal(pilot)
        await pilot.press("down")
        await settled(pilot)
        terminal.draw()
        grid = pilot.app.screen.query_one("#grid")
        grid.refresh(Region(0, 2, grid.size.width, 1))
        await settled(pilot)
        update = pilot.app.screen._compositor.render_partial_update()
        assert [(x, y, strip.cell_length) for x, y, strip in update.pieces] == [
            (grid.region.x, grid.region.y + 2, grid.size.width)
        ]


@pytest.mark.parametrize("framed", [False, True])
async def test_styles_given_anew_change_nothing_wherever_the_keyboard_is(filled, framed):
    async with running(filled, "zh", (120, 40)) as pilot:
        if framed:
            pilot.app.post_message(events.CursorPosition(len(SAMPLE), 0))
            await settled(pilot)
        seen = set()
        for key in (*ENTRIES, "f6", "escape", *LOOKS, "f2", "down", "f2"):
            await pilot.press(key)
            await settled(pilot)
            screen = pilot.app.screen
            seen.add(type(screen.focused))
            before = Terminal(pilot).whole()
            screen.update_node_styles(animate=False)
            await settled(pilot)
            assert Terminal(pilot).whole() == before, key
        assert {Grid, EntryInput, Rows} <= seen


async def test_a_field_that_is_typed_into_has_the_colours_of_its_theme(filled):
    async with running(filled, "zh", (120, 40)) as pilot:
        await pilot.press("down", "9")
        await settled(pilot)
        line = pilot.app.screen.query_one(EntryLine)
        quiet, reading = line.styles.background, line.query_one("#entry-reading")
        for theme in THEMES:
            pilot.app.theme = theme.name
            await settled(pilot)
            focus, text = Color.parse(theme.variables["focus"]), Color.parse(theme.foreground)
            assert line.field.background_colors[1] == focus.tint(text.with_alpha(0.05)), theme.name
            assert reading.styles.color == text
        await pilot.press("escape")
        await settled(pilot)
        assert line.field.background_colors[1] == Color.parse(THEMES[-1].variables["entry"])
        assert reading.styles.color == Color.parse(THEMES[-1].variables["muted"])
        assert line.styles.background != quiet


async def test_lists_draw_with_the_colours_that_they_have_now(filled):
    async with running(filled, "zh", (120, 40)) as pilot:
        pilot.app.post_message(events.CursorPosition(len(SAMPLE), 0))
        seen = set()
        for theme in (*THEMES, THEMES[0]):
            pilot.app.theme = theme.name
            for key in ("down", "f7", "f7", "f7", "f8", "down", "escape", "ctrl+p", "down", "escape", "f2", "f2"):
                await pilot.press(key)
                await settled(pilot)
                Terminal(pilot).whole()
                for view in pilot.app.screen.query(LineView):
                    seen.add(type(view))
                    assert view.parts.usual == view.rich_style, (theme.name, key, view)
                    assert view.parts.background == view.background_colors[1], (theme.name, key, view)
        assert {Grid, Details, Rows} <= seen
