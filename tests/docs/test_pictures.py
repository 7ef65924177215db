"""Every screen and dialog has its pictures, and no picture is left of one that is gone."""

from __future__ import annotations

import pytest

from selfeval.tui.app.rooms import ROOMS
from selfeval.tui.themes import THEMES
from tests.docs.pages import DOCS
from tests.tools.pictures import PICTURES, colours_of, files_of, in_cells
from tests.tools.shots import NOT_SHOWN, SHOTS

MIB = 1024 * 1024


def test_every_screen_and_dialog_is_shown_or_has_its_reason():
    shown = {name for shot in SHOTS.values() for name in shot.shows}
    assert shown | set(NOT_SHOWN) == set(ROOMS)
    assert not shown & set(NOT_SHOWN)


def test_the_pictures_are_those_of_the_list():
    assert {path.name for path in PICTURES.iterdir()} == {name for shot in SHOTS for name in files_of(shot)}


def test_all_pictures_together_are_small():
    """Every version of them weighs on each clone: about 40 KiB a picture, of more than two hundred."""
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < 9 * MIB


@pytest.mark.parametrize("page", ["screens.md", "screens.zh-CN.md"])
def test_both_pages_show_every_picture(page):
    text = (DOCS / page).read_text(encoding="utf-8")
    assert [name for shot in SHOTS for name in files_of(shot) if f"(screens/{name})" not in text] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_picture_with_errors_has_colours_enough_to_tell_them_from_warnings(theme, tmp_path):
    svg = tmp_path / "screen.svg"
    svg.write_text(f".r1 {{ fill: {theme.variables['warn']} }}", encoding="utf-8")
    few = int(colours_of(svg, theme.name))
    svg.write_text(f".r1 {{ fill: {theme.variables['bad']};font-weight: bold }}", encoding="utf-8")
    assert int(colours_of(svg, theme.name)) == 2 * few


def test_every_sign_of_a_picture_stands_in_its_cell():
    line = '<text class="r" x="24.4" y="20" textLength="61" clip-path="url(#c)">A预&#160;&lt;⠶</text>'
    placed = in_cells(line)
    assert [float(part.split('"')[0]) for part in placed.split(' x="')[1:]] == [24.4, 37.8, 61.0, 85.4]
    assert placed.count("</text>") == 4
    assert "&lt;" in placed
