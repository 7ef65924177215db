"""Every node has the styles that Textual itself gives it, on screens that are changed and in windows above them."""

from __future__ import annotations

import pytest
from textual.css.stylesheet import Stylesheet

from selfeval.tui.themes import following
from selfeval.tui.widgets.rows import Rows
from tests.tui import styling
from tests.tui.driving import running, settled, typed

KEYS = ("down", "end", "tab", "shift+tab", "f1", "escape", "f3", "escape", "f9", "escape", "ctrl+b", "escape")


@pytest.fixture
def _held(monkeypatch):
    """What is kept is worked out again by Textual, each time it is used."""
    used = []

    def both(sheet, node, **how):
        known = styling._sheet(sheet)
        path = styling._path(node, styling._asked(known, sheet, node))
        kept = known.found.get(path, used)
        flags = apply(sheet, node, **how) or {name: getattr(node, name) for name in FLAGS}
        if kept is not used:
            rules = dict(node.styles.base._rules)
            assert styling._applied(sheet, node, animate=False) == kept
            assert dict(node.styles.base._rules) == rules
            assert {name: getattr(node, name) for name in FLAGS} == flags
            used.append(type(node).__name__)

    apply = styling.apply
    monkeypatch.setattr(styling, "apply", both)
    return used


FLAGS = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")


async def test_nodes_that_stand_alike_have_the_rules_that_textual_finds(filled, _held):
    for language, size in (("en", (80, 24)), ("zh", (120, 40))):
        async with running(filled, language, size) as pilot:
            for key in KEYS:
                await pilot.press(key)
                await settled(pilot)
            await typed(pilot, "8")
            await pilot.hover(pilot.app.screen.query(Rows).first())
            await settled(pilot)
            pilot.app.theme = following(pilot.app.theme)
            await settled(pilot)
    assert len(_held) > 1000
    assert len(set(_held)) > 8


def test_outside_of_the_tests_of_screens_textual_goes_its_own_way():
    assert Stylesheet.apply is styling.APPLY
