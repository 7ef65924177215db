"""One registry: every action has a method, a key that is no bare letter, a line in the palette; footers fit."""

from __future__ import annotations

import openpyxl
import pytest
from rich.cells import cell_len
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.app import App

from selfeval.tui.actions.action import ALL, SCREENS, WORK
from selfeval.tui.actions.registry import ACTIONS, actions_for, bindings, footer
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.palette import Palette
from selfeval.tui.entry.screen import Work
from selfeval.tui.entry.what_if import WhatIf
from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.tui.rooms.findings import Problems
from selfeval.tui.rooms.help import Help
from selfeval.tui.rooms.history import History
from selfeval.tui.rooms.home import Home
from selfeval.tui.rooms.last_year import LastYearScreen
from selfeval.tui.rooms.pack_change import PackChange
from selfeval.tui.rooms.paste import PasteScreen
from selfeval.tui.rooms.result import ResultScreen
from selfeval.tui.rooms.rules import Rules
from selfeval.tui.rooms.why import Why
from selfeval.tui.rooms.workbook_changes import Changes
from selfeval.tui.text import Words
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.rows import Rows
from tests.tui.driving import LANGUAGES, SIZES, lines, overflowing, running, settled, text, typed
from tests.tui.last_year_book import last_year_book

CLASSES = {
    "home": Home, "work": Work, "budget": BudgetScreen, "problems": Problems, "result": ResultScreen, "help": Help,
    "rules": Rules, "change": PackChange, "what_if": WhatIf, "history": History,
    "last_year": LastYearScreen, "paste": PasteScreen, "changed": Changes, "why": Why,
}  # fmt: skip
PASTED = "三级指标\t实际完成值\n解决问题费用\t170万元\n"
"""Not a key, but what a terminal sends when a person pastes."""
OPENERS = {
    "work": (), "budget": ("f5",), "problems": ("f8",), "result": ("f9",), "help": ("f1",), "rules": ("ctrl+g",),
    "change": ("ctrl+g", "down", "enter"), "what_if": ("ctrl+l",), "history": ("f10",),
    "last_year": ("ctrl+o", "enter"), "paste": (PASTED,), "why": ("ctrl+w",), "changed": ("ctrl+right",),
}  # fmt: skip


def change_on_disk(workspace):
    """As somebody would in Excel: the target of the last row."""
    place = workspace.assessment.projects[-1].project.indicators[-1].where("target")
    book = openpyxl.load_workbook(workspace.source.path)
    book[place.sheet][place.cell] = "≥91%"
    book.save(workspace.source.path)


async def opened(pilot, where):
    """Open a screen by its keys, one after the other: some wait for what is read beside the event loop."""
    if where == "last_year":
        targets = pilot.app.workspace.source.path
        last_year_book(targets, targets.with_name("2024.xlsx"))
    if where == "changed":
        change_on_disk(pilot.app.workspace)
    for key in OPENERS[where]:
        if key == PASTED:
            pilot.app.post_message(events.Paste(key))
            await pilot.pause()
        else:
            await pilot.press(key)
        await settled(pilot)
    assert type(pilot.app.screen) is CLASSES[where]


def test_every_screen_is_known():
    assert set(CLASSES) == set(SCREENS)
    assert {where for found in ACTIONS for where in found.where} == {*SCREENS, ALL}


@pytest.mark.parametrize("where", SCREENS)
def test_every_action_has_a_method(where):
    for found in actions_for(where):
        assert hasattr(CLASSES[where], f"action_{found.id}") or hasattr(SelfEvalApp, f"action_{found.id}"), found.id


@pytest.mark.parametrize("where", SCREENS)
def test_no_key_is_a_bare_letter_and_none_means_two_things(where):
    keys = [key for found in actions_for(where) for key in found.keys]
    assert len(keys) == len(set(keys))
    assert all(len(key) > 1 and key not in {"space", "ctrl+space", "ctrl+full_stop"} for key in keys)
    # These arrive as Tab, Enter, Backspace, line feed and Esc.
    assert not {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"} & set(keys)
    assert all(found.keys for found in actions_for(where))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("where", SCREENS)
def test_footers_fit_80_cells(where, language):
    assert KeyBar(where, Words(language)).cells() <= 79
    assert {"help", "palette", "quit"} <= {found.id for found in footer(where)} | {"quit"}


@pytest.mark.parametrize("where", sorted(OPENERS))
async def test_every_action_runs_by_its_key_and_from_the_palette(seed, where, monkeypatch):
    """The key and the palette reach the same method; what the methods do is tested elsewhere."""
    ran = []
    owner = {}
    for found in actions_for(where):
        if found.id in {"palette", "help"}:
            continue
        cls = CLASSES[where] if hasattr(CLASSES[where], f"action_{found.id}") else SelfEvalApp
        owner[found.id] = (cls, found.keys[0])
    async with running(seed) as pilot:
        await opened(pilot, where)
        for name, (cls, _key) in owner.items():
            monkeypatch.setattr(cls, f"action_{name}", lambda _self, name=name: ran.append(name))
        for name, (_cls, key) in owner.items():
            if where == "budget" and key == "escape":
                pilot.app.screen.set_focus(None)
            ran.clear()
            await pilot.press(key)
            assert ran == [name], f"{key} on {where}"
            ran.clear()
            await pilot.press("ctrl+p")
            await pilot.pause()
            palette = pilot.app.screen
            assert isinstance(palette, Palette)
            assert palette.query_one(Rows).go(name), f"{name} is not in the palette of {where}"
            if where != "work":
                await pilot.press("escape")
                continue
            await pilot.press("enter")
            await pilot.pause()
            assert ran == [name], f"palette, {name} on {where}"


async def test_the_palette_finds_by_part_of_a_name(seed):
    async with running(seed) as pilot:
        await pilot.press("ctrl+p")
        await typed(pilot, "findi")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Problems)


@pytest.mark.parametrize("where", sorted(OPENERS))
async def test_help_names_every_action_of_the_screen(seed, where):
    async with running(seed, "en", (120, 70)) as pilot:
        await opened(pilot, where)
        if where != "help":
            await pilot.press("f1")
            await settled(pilot)
        shown = text(pilot)
        for found in actions_for(where):
            assert found.label.render() in shown


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_fits_and_shows_its_footer(seed, language, size):
    async with running(seed, language, size) as pilot:
        for where in OPENERS:
            await opened(pilot, where)
            assert not overflowing(pilot)
            assert len(lines(pilot)) == size[1]
            assert "F1" in lines(pilot)[-1]
            last = lines(pilot)[-1].rstrip()
            assert cell_len(last) <= size[0]
            assert "^P" in last
            while type(pilot.app.screen) is not Work:
                await pilot.press("escape")
                await pilot.pause()


def test_priority_keys_do_not_take_keys_from_inputs():
    taken = {key for found in bindings(ALL) if found.priority for key in found.key.split(",")}
    assert taken <= {"ctrl+t", "ctrl+p", "ctrl+q"}
    assert not taken & {key for found in actions_for(WORK) if WORK in found.where for key in found.keys}
    assert issubclass(SelfEvalApp, App)


def test_terminals_send_every_key_that_an_action_has():
    """What Textual makes of what terminals send: a name that it never gives could not be pressed."""
    sequences = [sequence for sequence in ANSI_SEQUENCES_KEYS if isinstance(sequence, str)]
    sequences += [f"\x1b[1;{modifier}{last}" for modifier in range(2, 9) for last in "ABCDFHPQRS"]
    sequences += [
        f"\x1b[{number};{modifier}~" for number in (2, 3, 5, 6, 15, *range(17, 25)) for modifier in range(2, 9)
    ]
    sent = set()
    for sequence in sequences:
        parser = XTermParser()
        sent |= {event.key for event in (*parser.feed(sequence), *parser.feed("")) if isinstance(event, events.Key)}
    for found in ACTIONS:
        assert found.keys[0] in sent, f"{found.keys[0]} of {found.id}"
