"""A sheet of styles is read once for the same colours, and again for other ones."""

from __future__ import annotations

from collections import Counter

import pytest

from selfeval.tui.app import styles_once
from selfeval.tui.app.app import SelfEvalApp

OWN = "selfeval.tcss"


@pytest.fixture
def read(monkeypatch):
    """How often each sheet was read, beginning with none."""
    found, really = Counter(), styles_once._read

    def counted(sheet, css, read_from, *rest):
        found[read_from[0].rpartition("/")[2].rpartition("\\")[2]] += 1
        return really(sheet, css, read_from, *rest)

    monkeypatch.setattr(styles_once, "_read", counted)
    monkeypatch.setattr(styles_once, "_found", {})
    return found


async def test_a_start_reads_the_styles_once(seed, read):
    async with SelfEvalApp("zh", seed).run_test() as pilot:
        await pilot.pause()
        assert read[OWN] == 1


async def test_a_theme_has_its_own_colours_and_the_first_comes_back(seed, read):
    app = SelfEvalApp("zh")
    async with app.run_test() as pilot:
        await pilot.pause()
        before, colour = app.theme, app.screen.styles.background
        app.action_theme()
        await pilot.pause()
        assert read[OWN] == 2
        assert app.screen.styles.background != colour
        while app.theme != before:
            app.action_theme()
            await pilot.pause()
        assert app.screen.styles.background == colour
        assert read[OWN] <= len(app.available_themes)
