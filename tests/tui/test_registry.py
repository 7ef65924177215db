"""One registry: every action has a method, a key that is no bare letter, a line in the palette; footers fit."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.app import App

from selfeval.tui.actions.action import ALL, HELP, SCREENS, WORK
from selfeval.tui.actions.registry import ACTIONS, actions_for, bindings, footer
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.palette import Palette
from selfeval.tui.entry.screen import Work
from selfeval.tui.entry.what_if import WhatIf
from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.tui.rooms.documents.preview import DocumentScreen
from selfeval.tui.rooms.findings import Problems
from selfeval.tui.rooms.help import ABOUT, DIALOG, Help
from selfeval.tui.rooms.history import History
from selfeval.tui.rooms.home import Home
from selfeval.tui.rooms.last_year import LastYearScreen
from selfeval.tui.rooms.months import MonthScreen
from selfeval.tui.rooms.overview.departments import Departments
from selfeval.tui.rooms.overview.form import Form
from selfeval.tui.rooms.overview.projects import Projects
from selfeval.tui.rooms.packs.change import PackChange
from selfeval.tui.rooms.packs.rules import Rules
from selfeval.tui.rooms.paste import PasteScreen
from selfeval.tui.rooms.result import ResultScreen
from selfeval.tui.rooms.why import Why
from selfeval.tui.rooms.workbook_changes import Changes
from selfeval.tui.text import Words
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.rows import Rows
from tests.overview.batches import three
from tests.places import ROOT
from tests.tui.driving import LANGUAGES, running, settled, text, typed
from tests.tui.last_year_book import last_year_book

CLASSES = {
    "home": Home, "work": Work, "budget": BudgetScreen, "problems": Problems, "result": ResultScreen, "help": Help,
    "rules": Rules, "change": PackChange, "what_if": WhatIf, "history": History,
    "last_year": LastYearScreen, "paste": PasteScreen, "changed": Changes, "why": Why,
    "document": DocumentScreen, "months": MonthScreen, "overview": Departments, "projects": Projects, "form": Form,
}  # fmt: skip
PUBLISHED = ROOT / "tests/data/documents/leting-2025-published.txt"
PASTED = "三级指标\t实际完成值\n解决问题费用\t170万元\n"
"""Not a key, but what a terminal sends when a person pastes."""
OPENERS = {
    "work": (), "budget": ("f5",), "problems": ("f8",), "result": ("f9",), "help": ("f1",), "rules": ("ctrl+g",),
    "change": ("ctrl+g", "down", "enter"), "what_if": ("ctrl+l",), "history": ("shift+f8",),
    "last_year": ("shift+f7", "enter"), "paste": (PASTED,), "why": ("ctrl+w",), "changed": ("ctrl+right",),
    "document": (), "months": ("shift+f11",), "overview": (), "projects": (), "form": (),
}  # fmt: skip


def change_on_disk(workspace):
    """As somebody would in Excel: the target of the last row."""
    place = workspace.assessment.projects[-1].project.indicators[-1].where("target")
    book = openpyxl.load_workbook(workspace.source.path)
    book[place.sheet][place.cell] = "≥91%"
    book.save(workspace.source.path)


async def open_batch(pilot, where):
    """The reviewer's desk over three forms; the form opened is the second, so that there is one before it."""
    pilot.app.open_room("overview", three(pilot.app.workspace.source.path.parent / "out"))
    await settled(pilot)
    await pilot.press(*{"overview": (), "projects": ("enter",), "form": ("enter",)}[where])
    await settled(pilot)
    if where == "form":
        await pilot.press("down", "enter")
        await settled(pilot)


async def opened(pilot, where):
    """Open a screen by its keys, one after the other: some wait for what is read beside the event loop."""
    if where == "last_year":
        targets = pilot.app.workspace.source.path
        last_year_book(targets, targets.with_name("2024.xlsx"))
    if where == "document":
        beside = pilot.app.workspace.source.path.parent  # what is written lies beside what was read
        pilot.app.open_room("document", Path(shutil.copy(PUBLISHED, beside)))
        await settled(pilot)
    if where in {"overview", "projects", "form"}:
        await open_batch(pilot, where)
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


async def back_to_the_desk(pilot):
    """Leave all screens but the one that the work stands on."""
    while len(pilot.app.screen_stack) > 2:
        await pilot.press("escape")
        await settled(pilot)


def test_every_screen_is_known():
    assert set(CLASSES) == set(SCREENS)
    assert {where for found in ACTIONS for where in found.where} == {*SCREENS, ALL}


def test_every_screen_is_explained_by_sentences_of_its_own():
    assert set(ABOUT) == set(SCREENS) - {HELP}, "F1 on the explanation goes back"
    assert len(set(ABOUT.values()) - {DIALOG}) == len(ABOUT)


@pytest.mark.parametrize("where", SCREENS)
def test_every_action_has_a_method(where):
    for found in actions_for(where):
        assert hasattr(CLASSES[where], f"action_{found.id}") or hasattr(SelfEvalApp, f"action_{found.id}"), found.id


@pytest.mark.parametrize("where", SCREENS)
def test_no_key_is_a_bare_letter_and_none_means_two_things(where):
    keys = [key for found in actions_for(where) for key in found.keys]
    assert len(keys) == len(set(keys))
    assert all(len(key) > 1 and key not in {"ctrl+space", "ctrl+full_stop"} for key in keys)
    # These arrive as Tab, Enter, Backspace, line feed and Esc.
    assert not {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j"} & set(keys)
    assert all(found.keys for found in actions_for(where))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("where", SCREENS)
def test_footers_fit_80_cells(where, language):
    assert KeyBar(where, Words(language)).cells() <= 79
    assert {"help", "palette", "quit"} <= {found.id for found in footer(where)} | {"quit"}


def reached_by(cls, found):
    """The class whose method an action's key runs: that of the screen, or the application's."""
    return cls if hasattr(cls, f"action_{found.id}") else SelfEvalApp


@pytest.mark.parametrize("where", SCREENS)
def test_every_key_is_bound_to_its_action_and_to_no_other(where):
    """Over the registry; that nothing on the way takes the key is seen where its effect is."""
    bound, known = {}, {found.id for found in actions_for(where)}
    for cls in (SelfEvalApp, CLASSES[where]):
        bound |= {key: {one.action for one in ones} for key, ones in cls._merged_bindings.key_to_bindings.items()}
    for found in actions_for(where):
        for key in found.keys:
            names = {action.rpartition(".")[2].partition("(")[0] for action in bound[key]}
            assert names & known == {found.id}, key


async def test_every_action_runs_by_its_key_stands_in_the_palette_and_in_the_help(seed, monkeypatch):
    """What the methods do is tested elsewhere; that the palette does what stands in it, by the next test."""
    async with running(seed, "en", (120, 70)) as pilot:
        for where in OPENERS:
            await opened(pilot, where)
            with monkeypatch.context() as replaced:
                await reaches_every_action(pilot, where, replaced)
            await back_to_the_desk(pilot)


async def reaches_every_action(pilot, where, replaced):
    """On the screen in front: what help and palette list, and what every key runs."""
    ran, front = [], pilot.app.screen
    wanted = [found for found in actions_for(where) if found.id not in {"palette", "help"}]
    if where != "help":
        await pilot.press("f1")
        await settled(pilot)
    shown = text(pilot)
    for found in actions_for(where):
        assert found.label.render() in shown, where
    if where != "help":
        await pilot.press("escape")
        await settled(pilot)
    assert pilot.app.screen is front
    await pilot.press("ctrl+p")
    await pilot.pause()
    listed = {row.key for row in pilot.app.screen.query_one(Rows).rows}
    assert {found.id for found in wanted} <= listed, where
    await pilot.press("escape")
    for found in wanted:
        cls = reached_by(CLASSES[where], found)
        replaced.setattr(cls, f"action_{found.id}", lambda _self, name=found.id: ran.append(name))
    for found in wanted:
        if where == "budget" and found.keys[0] == "escape":
            front.set_focus(None)
        ran.clear()
        await pilot.press(found.keys[0])
        assert ran == [found.id], f"{found.keys[0]} on {where}"


async def test_what_stands_in_the_palette_is_done(seed, monkeypatch):
    """Some of all: that each is done, on each screen, is seen in the long run of tests/tui/test_every_action.py."""
    ran = []
    wanted = [found for found in actions_for("work") if found.id != "palette"][::4]
    async with running(seed) as pilot:
        for found in wanted:
            cls = reached_by(Work, found)
            monkeypatch.setattr(cls, f"action_{found.id}", lambda _self, name=found.id: ran.append(name))
        for found in wanted:
            await pilot.press("ctrl+p")
            await pilot.pause()
            palette = pilot.app.screen
            assert isinstance(palette, Palette)
            assert palette.query_one(Rows).go(found.id)
            await pilot.press("enter")
            await pilot.pause()
            assert ran[-1:] == [found.id], f"palette, {found.id}"


async def test_the_palette_finds_by_part_of_a_name(seed):
    async with running(seed) as pilot:
        await pilot.press("ctrl+p")
        await typed(pilot, "findi")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Problems)


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
