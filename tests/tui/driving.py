"""Helpers that press and click as a person would, and read what the screen shows."""

from __future__ import annotations

import contextlib
import os
import unicodedata
import zlib
from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path
from unittest import mock

from rich.cells import cell_len
from textual._compositor import Compositor
from textual.app import App
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from selfeval.core.readings import Kind
from selfeval.core.scoring.scored import Scored
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.entry.screen import Work
from selfeval.tui.widgets.keys import Answer, Key
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.opening import open_workspace
from tests.examples import DAY
from tests.tui import styling

SIZES = ((80, 24), (120, 40))
LANGUAGES = ("en", "zh")
EVERY_LOOK = bool(os.environ.get("SELFEVAL_EVERY_LOOK"))
LOOKS = tuple(product(LANGUAGES, SIZES)) if EVERY_LOOK else tuple(zip(LANGUAGES, SIZES, strict=True))
"""Languages with sizes, for what a screen looks like: `make campaign` tries all, else each once, the longer words in
the smaller window."""

_parse_rules = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def _rules(sheet: Stylesheet, css: str, read_from: CSSLocation, *how: object, **named: object) -> list[RuleSet]:
    """The rules of a style sheet, read once for all applications of a test run."""
    key = (css, read_from, how, tuple(named.items()), tuple(sheet._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(sheet, css, read_from, *how, **named)
    return _parsed[key]


_VALUES = "textual.css.stylesheet.tokenize_values"
_tokenize_values = stylesheet.tokenize_values
_tokens: dict[tuple[tuple[str, str], ...], dict[str, list[Token]]] = {}


def _values(values: dict[str, str]) -> dict[str, list[Token]]:
    """The values of a theme in parts, read once, too."""
    key = tuple(values.items())
    if key not in _tokens:
        _tokens[key] = _tokenize_values(values)
    return _tokens[key]


_render_update = Compositor.render_update


def draw_later(*_args: object, **_kwargs: object) -> None:
    """In place of `Compositor.render_update`: what has changed stays noted until somebody looks."""


def draw(app: App[int]) -> None:
    """Draw what has changed since it was last drawn, as it would stand on the screen now."""
    if app.screen_stack and app.screen._compositor._dirty_regions:
        _render_update(app.screen._compositor, screen_stack=app._background_screens)


def _day_to_draw() -> bool:
    """Whether the last screen of the present test is drawn today: of each test that is every third day."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").encode()
    return (zlib.crc32(test) + DAY.toordinal()) % 3 == 0


@contextlib.asynccontextmanager
async def running(
    path: Path | None, language: str = "en", size: tuple[int, int] = (80, 24), *, notices: bool = False
) -> AsyncIterator[Pilot[int]]:
    """The program on a screen of this size, its first screen up; its last one is drawn where it is the test's day."""
    with mock.patch.multiple(Stylesheet, _parse_rules=_rules, apply=styling.apply), mock.patch(_VALUES, _values):
        app = SelfEvalApp(language, path)
        async with app.run_test(size=size, notifications=notices) as pilot:
            await settled(pilot)
            yield pilot
            if EVERY_LOOK or _day_to_draw():
                draw(app)


async def settled(pilot: Pilot[int]) -> None:
    """Wait until workers and messages are through, and whatever these set going."""
    for _ in range(9):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        if not any(worker.is_running for worker in pilot.app.workers):
            return


async def typed(pilot: Pilot[int], text: str) -> None:
    """Type a text as an input method delivers it: one key per character."""
    names = {"-": "minus", "/": "slash"}
    plain = (char if char.isalnum() else unicodedata.name(char).lower().replace(" ", "_") for char in text)
    await pilot.press(*(names.get(char, key) for char, key in zip(text, plain, strict=True)))


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other, each only once all is done that the one before set going."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def at(pilot: Pilot[int], row: int) -> Work:
    """Put the cursor on a row of the first project, by keys; the entry screen."""
    await pilot.press("home", *["down"] * row)
    await settled(pilot)
    return work(pilot)


def entered(path: Path) -> set[str | None]:
    """Every text that is entered in a work which nobody has open."""
    workspace = open_workspace(path)
    try:
        assert not workspace.read_only
        return {change.new for step in workspace.evaluation.done for change in step.changes}
    finally:
        workspace.close()


def work(pilot: Pilot[int]) -> Work:
    """The entry screen, wherever it is on the stack."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, Work))


def lines(pilot: Pilot[int]) -> list[str]:
    """What the terminal shows."""
    width, height = pilot.app.size
    strips = pilot.app.screen._compositor.render_strips()
    return [strip.text for strip in strips][:height] if width else []


def text(pilot: Pilot[int]) -> str:
    """What the terminal shows, as one text."""
    return "\n".join(lines(pilot))


async def click_row(pilot: Pilot[int], rows: Rows, key: str) -> None:
    """Click a row of a list where it is drawn."""
    y = rows.line_of(key)
    assert rows.head <= y < rows.size.height, "the row is not visible"
    await pilot.click(rows, offset=(2, y))


async def click_key(pilot: Pilot[int], action: str) -> None:
    """Click a key label of the present screen."""
    keys = {key: key.action for key in pilot.app.screen.query(Key)}
    keys |= {answer: answer.does for answer in pilot.app.screen.query(Answer)}
    found = [key for key, does in keys.items() if does == action and key.display]
    assert found, f"no {action} on {pilot.app.screen}"
    await pilot.click(found[0])


def outcome(scored: Scored) -> str:
    """A plausible outcome in the target's own unit: what was asked, in full."""
    target = scored.target
    if target.kind is Kind.DATE:
        return target.day.isoformat()
    return f"{target.value}{target.unit}"


def overflowing(pilot: Pilot[int]) -> list[str]:
    """Lines that take more cells than the terminal has."""
    return [line for line in lines(pilot) if cell_len(line) > pilot.app.size.width]


def cut(pilot: Pilot[int]) -> list[str]:
    """Texts of the present screen that have less room than they need, except in lists, which cut by rule."""
    found = []
    for widget in pilot.app.screen.query(Static):
        shown = widget.display and all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))
        visual, size = widget.visual, widget.content_size
        if not shown or not visual.get_optimal_width(widget.styles, 1000):
            continue
        if visual.get_height(widget.styles, size.width) > size.height or widget.region.right > pilot.app.size.width:
            found.append(f"{type(widget).__name__} {widget.id} {size}: {visual.get_height(widget.styles, size.width)}")
    return found


async def to_row(pilot: Pilot[int], rows: Rows, first: str) -> None:
    """Move the cursor down to the row whose first cell says this."""
    key = next(row.key for row in rows.rows if row.cells[0] == first)
    for _ in rows.rows:
        if rows.key == key:
            return
        await pilot.press("down")
        await settled(pilot)
    raise AssertionError(first)
