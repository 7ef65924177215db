"""What old consoles, no colours and both languages need: narrow characters, marks beside colours, no bare words."""

from __future__ import annotations

import ast
import re
import unicodedata

import pytest
from textual.color import Color
from textual.geometry import Region

from selfeval.core.problems import msg
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.themes import CONTRAST, DARK, LIGHT, THEMES
from selfeval.tui.widgets.rows import Rows
from tests.places import ROOT
from tests.tui.driving import lines, running, settled, text
from tests.tui.test_registry import OPENERS, back_to_the_desk, opened

TUI = ROOT / "selfeval" / "tui"
DRAWN = re.compile("[\u2500-\u259f\u2800-\u28ff\u25a0-\u27bf]")
"""Lines, blocks, braille, shapes and dingbats: missing from old consoles, two cells wide in some Chinese ones."""


async def test_no_screen_draws_what_an_old_console_cannot(filled, monkeypatch):
    async with running(filled, "en", (80, 24), notices=True) as pilot:
        for where in OPENERS:
            with monkeypatch.context() as environment:
                if where in {"budget", "result"}:  # curve and bars have finer marks where the console has them
                    environment.setenv("SELFEVAL_PLAIN_MARKS", "1")
                await opened(pilot, where)
                pilot.app.say(msg("Copied."))
                await pilot.pause()
                assert "Copied" in text(pilot), where
                assert not DRAWN.findall(text(pilot)), where
            pilot.app.clear_notifications()
            await back_to_the_desk(pilot)


@pytest.mark.parametrize("key", ["ctrl+p", "ctrl+k", "f6", "ctrl+n", "ctrl+f"])
async def test_no_dialog_does_either(filled, key):
    async with running(filled, "zh") as pilot:
        await pilot.press("down", key)
        await settled(pilot)
        assert not DRAWN.findall(text(pilot))


async def test_our_own_words_have_no_character_of_doubtful_width(filled):
    """Textual and this test count them as one cell; a Chinese console may draw two. User texts are another matter."""
    async with running(filled, "en") as pilot:
        await pilot.press("f1")
        await settled(pilot)
        doubtful = {char for char in text(pilot) if unicodedata.east_asian_width(char) == "A"}
        assert not doubtful


async def test_without_colours_the_cursor_row_still_stands_out(filled, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = SelfEvalApp("en", filled)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.no_color
        grid = pilot.app.screen.query_one("#grid", Rows)
        styles = []
        for key in (grid.key, grid.entries[1].key):
            (strip,) = grid.render_lines(Region(0, grid.line_of(key), grid.size.width, 1))
            styles.append(next(segment.style for segment in strip if segment.style))
        grey = [style.bgcolor.triplet for style in styles]
        assert all(len(set(triplet)) == 1 for triplet in grey), "grey has no colour"
        assert abs(grey[0].red - grey[1].red) > 25


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_words_can_be_read_in_every_theme(theme):
    """Contrast by WCAG: 4.5 for words, 7 in the theme of high contrast."""
    names = theme.variables
    least = 7 if theme is CONTRAST else 4.5
    pairs = [(theme.foreground, theme.background), (names["cursor-text"], names["cursor"])]
    pairs += [(names[name], theme.background) for name in ("key", "bad", "good", "warn")]
    pairs += [(names["muted"], theme.surface)]
    for ink, paper in pairs:
        assert contrast(ink, paper) >= least, (ink, paper)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_the_row_under_the_cursor_can_be_read_in_every_theme(filled, theme):
    least = 7 if theme is CONTRAST else 3
    async with running(filled, "zh", (120, 40)) as pilot:
        pilot.app.theme = theme.name
        await pilot.pause()
        grid = pilot.app.screen.query_one("#grid", Rows)
        for _ in grid.rows:
            strip = grid.render_line(grid.line_of(grid.key))
            for segment in strip:
                if segment.text.strip():
                    ink, paper = (part.get_truecolor().hex for part in (segment.style.color, segment.style.bgcolor))
                    assert contrast(ink, paper) >= least, (segment.text, ink, paper)
            await pilot.press("down")


def contrast(ink, paper):
    dark, light = sorted((luminance(Color.parse(ink)), luminance(Color.parse(paper))))
    return (light + 0.05) / (dark + 0.05)


def luminance(color):
    parts = [part / 255 for part in color.rgb]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


async def test_the_colours_go_round_and_are_remembered(filled):
    async with running(filled) as pilot:
        seen = [pilot.app.theme]
        for _ in THEMES[1:]:
            await pilot.press("ctrl+t")
            seen.append(pilot.app.theme)
        assert seen == [DARK.name, LIGHT.name, CONTRAST.name]
    async with running(filled) as pilot:
        assert pilot.app.theme == CONTRAST.name
        await pilot.press("ctrl+t")
        assert pilot.app.theme == DARK.name


# -- words that nobody translates

NOT_SHOWN = {
    "msg", "query_one", "query", "on", "Binding", "compile", "lazy", "add_class", "remove_class", "set_class",
    "has_class",
}  # fmt: skip
"""Calls whose texts are translated, or are no words."""


def bare_words():
    """Texts in the screen's code that are neither templates nor docstrings but read like words for people."""
    for path in sorted(TUI.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        skipped = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in NOT_SHOWN:
                skipped |= {id(child) for child in ast.walk(node)}
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                skipped.add(id(node.value))
            if isinstance(node, ast.keyword) and node.arg in {"classes", "id", "group"}:
                skipped |= {id(child) for child in ast.walk(node.value)}
            if isinstance(node, ast.Raise | ast.Assert):
                skipped |= {id(child) for child in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
                yield path.relative_to(TUI).as_posix(), node.value


def test_every_word_on_the_screen_goes_through_the_catalogue():
    sentence = re.compile(r"[A-Za-z]{2,}[,.:;]? [A-Za-z]{2,}|[\u4e00-\u9fff]")
    entered = {"是", "否"}  # in the language of the form
    allowed = {
        "entry/row/dialogs.py": entered,
        "rooms/budget.py": entered | {"Cell, Lines, Option"},
        "dialogs/row/answer.py": entered,
        "rooms/findings.py": {"检查结果"},  # part of a file's name, as the workbook's sheet is called
        "text.py": {"服务对象满意度", "满意度", "可持续影响", "可持续", "社会公众满意度", "效益"},  # of the workbook
    }
    found = [
        (path, text)
        for path, text in bare_words()
        if sentence.search(text) and text not in allowed.get(path, ()) and not re.match(r"(bold )?(on )?\$", text)
    ]
    assert found == []


async def test_the_chinese_screens_have_no_english_sentence(filled):
    async with running(filled, "zh", (120, 40)) as pilot:
        for where in OPENERS:
            await opened(pilot, where)
            english = re.findall(r"[A-Z]?[a-z]{3,} [a-z]{3,} [a-z]{3,}", text(pilot))
            assert english == [], lines(pilot)[0]
            await back_to_the_desk(pilot)
