"""The style sheet is parsed once for the colours there are, and anew for others."""

from __future__ import annotations

import pytest
from textual.css import stylesheet

from selfeval.tui.themes import THEMES
from tests.tui import driving
from tests.tui.driving import running, settled


def said(sheet):
    """What a style sheet says of what."""
    return [(rule.selector_names, repr(rule.styles.get_rules())) for rule in sheet.rules]


@pytest.fixture
def parsed(monkeypatch):
    """The files that are parsed; the tests' own memory of what was parsed for other programs is left aside."""
    monkeypatch.setattr(driving, "_rules", stylesheet.Stylesheet._parse_rules)
    found, parse = [], stylesheet.parse

    def parsing(scope, css, read_from, **options):
        found.append(read_from[0].rpartition("/")[2])
        return parse(scope, css, read_from, **options)

    monkeypatch.setattr(stylesheet, "parse", parsing)
    return found


async def test_a_start_and_a_screen_that_brings_rules_of_its_own_parse_our_style_sheet_once(seed, parsed):
    async with running(seed, "zh", (120, 40)) as pilot:
        await pilot.press("f8")
        await settled(pilot)
    assert parsed.count("selfeval.tcss") == 1
    assert len(set(parsed)) > 5, "that of others was parsed where it came"


async def test_other_colours_are_those_that_all_of_it_has_when_it_is_parsed_anew(seed, parsed):
    async with running(seed, "zh", (120, 40)) as pilot:
        app = pilot.app
        for number, theme in enumerate((*THEMES[1:], THEMES[0]), start=2):
            app.theme = theme.name
            await settled(pilot)
            assert parsed.count("selfeval.tcss") == number
            anew = app.stylesheet.copy()
            anew.parse()
            parsed.remove("selfeval.tcss")
            assert said(app.stylesheet) == said(anew)
            assert app.screen.query_one("#entry").styles.background.hex.lower() == theme.panel
