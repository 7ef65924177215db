"""Every registered action shows its effect, once by its key: languages, sizes and ways are `make campaign`'s.

Nothing is replaced: what a person would see is compared before and after. A new action is covered as soon as it is in
the registry, and fails here if nothing can be seen of it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Input

from selfeval.store.recent import remember
from selfeval.tui.actions.action import ALL, SCREENS, keys_of
from selfeval.tui.actions.registry import action, actions_for
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.palette import Palette
from selfeval.tui.entry.row.entry import row_actions
from selfeval.tui.entry.screen import Work
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.places import Place
from tests.examples import part
from tests.tui.driving import LANGUAGES, LOOKS, click_key, click_row, running, settled, text, typed, work
from tests.tui.test_registry import CLASSES, OPENERS, reached_by
from tests.tui.test_registry import opened as open_screen

BEFORE = {
    ("work", "undo"): "actual", ("work", "redo"): "undone", ("work", "clear"): "filled row",
    ("work", "confirm"): "indicator", ("work", "correct"): "indicator", ("work", "not_applicable"): "indicator",
    ("work", "deduct"): "indicator", ("work", "survey"): "indicator", ("what_if", "deduct"): "indicator",
    ("work", "offer"): "offered", ("work", "next_open"): "first row", ("work", "show_all"): "filtered",
    ("work", "read_on"): "long", ("work", "read_back"): "long, scrolled",
    ("what_if", "read_on"): "long", ("what_if", "read_back"): "long, scrolled",
    ("budget", "undo"): "amount", ("budget", "redo"): "amount undone",
    ("result", "undo"): "actual", ("result", "redo"): "undone",
    ("what_if", "undo"): "tried", ("what_if", "redo"): "tried undone", ("what_if", "clear"): "filled row",
    ("what_if", "not_applicable"): "indicator", ("what_if", "offer"): "offered", ("what_if", "next_open"): "first row",
    ("what_if", "confirm"): "indicator", ("what_if", "correct"): "indicator",
    ("months", "undo"): "month", ("months", "redo"): "month undone",
    ("form", "read_on"): "first form", ("form", "read_back"): "first form, scrolled",
    ("form", "undo_mark"): "marked", ("projects", "undo_mark"): "marked",
    ("home", "forget"): "recent", ("changed", "undo"): "actual", ("changed", "redo"): "undone",
}  # fmt: skip
"""What has to be so before an action can show anything, where an opened screen is not enough."""


def seen(pilot):
    """What a person sees or would notice: screens, text, words in the corner, keyboard, colours, whether it ended."""
    app = pilot.app
    words = " ".join(str(note.message) for note in app._notifications)
    focus = app.focused.id if app.focused is not None else ""
    state = app.workspace.evaluation.facts if app.workspace is not None else None
    scrolled = [float(widget.scroll_y) for widget in app.screen.query("VerticalScroll, #details")]
    shown = re.sub(r"selfeval-\w{8}", "", text(pilot))  # the demo's folder has another name each time
    return (
        [type(screen).__name__ for screen in app.screen_stack], shown, words, focus, app.theme, state, scrolled,
        app._exit, app.clipboard,
    )  # fmt: skip


async def prepared(pilot, where, name):
    """Bring about what an action needs."""
    need, app = BEFORE.get((where, name), ""), pilot.app
    if need in {"actual", "undone", "tried", "tried undone"}:
        front = app.screen if isinstance(app.screen, Work) else work(pilot)
        project = front.workspace.assessment.projects[0]
        one = project.indicators[-1].indicator.id
        front.workspace.set(project.project.id, one, "actual", "91%")
        if need.endswith("undone"):
            front.workspace.undo()
        front.show_all()
    elif need in {"amount", "amount undone"}:
        app.screen.query_one("#cell-executed", Input).focus()
        await typed(pilot, "171.5")
        await pilot.press("enter", *(["ctrl+z"] if need.endswith("undone") else []))
    elif need in {"month", "month undone"}:
        await pilot.press("8", "4", "enter", *(["ctrl+z"] if need.endswith("undone") else []))
    elif need in {"indicator", "filled row", "offered", "first row"}:
        front = app.screen
        rows = [row.key for row in front.desk.grid.entries]
        offered = [key for key in rows[1:] if "offer" in row_actions(front.workspace, Place(front.desk.project, key))]
        number = {"first row": 0, "offered": rows.index(offered[0]) if offered else 1}.get(need, 1)
        front.desk.grid.go(rows[number])
        if need == "offered":
            await pilot.press("delete")
    elif need.startswith("long"):
        front = app.screen
        front.desk.grid.go(front.desk.grid.entries[1].key)
        front.workspace.set(front.desk.project, front.desk.place.indicator, "reason", "为什么\n" * 90)
        front.show_all()
        await pilot.pause()
        await pilot.press(*(["ctrl+down"] if "scrolled" in need else []))
    elif need == "recent":
        remember(Path("/nowhere/甲.xlsx"), "局", 2025, "2025-12-31T10:00:00")
        app.screen._fill()
        app.screen.query_one("#recent").focus()  # beside it, Delete belongs to the field
    elif need.startswith("first form"):
        app.screen._whole = False
        app.screen._go(0)
        await settled(pilot)
        app.screen._show()
        await pilot.press(*(["ctrl+down"] if "scrolled" in need else []))
    elif need == "marked":
        await pilot.press("space")
    elif need == "filtered":
        await pilot.press("ctrl+k", "down", "down", "enter")
    await pilot.pause()


async def by_palette(pilot, name):
    await pilot.press("ctrl+p")
    palette = pilot.app.screen
    assert isinstance(palette, Palette)
    assert palette.query_one(Rows).go(name), f"{name} is not in the palette"
    await pilot.press("enter")


async def effect(pilot, where, name, route):
    """What a person sees before and after an action; then everything as it was, and whether that was possible."""
    app = pilot.app
    base, theme, focus = list(app.screen_stack), app.theme, app.focused
    done = {screen: len(screen.workspace.evaluation.done) for screen in base if isinstance(screen, Work)}
    await prepared(pilot, where, name)
    app.clear_notifications()
    await settled(pilot)  # what was said before is gone from the screen
    app._clipboard = ""
    if where == "budget" and "escape" in keys_of(action(name)):
        app.screen.set_focus(None)
    before = seen(pilot)
    if route == "key":
        await pilot.press(keys_of(action(name))[0])
    else:
        await by_palette(pilot, name)
    await settled(pilot)
    after = seen(pilot)
    app._exit, app.theme = False, theme
    while len(app.screen_stack) > len(base) and app.screen_stack[: len(base)] == base:
        app.pop_screen()
    for screen, steps in done.items():
        while len(screen.workspace.evaluation.done) > steps:
            screen.workspace.undo()
        if screen is app.screen:
            screen.desk.only, screen.ways.followed = type(screen.desk.only)(), False
            screen.action_find_end()
            screen.action_tour_end()
            screen.show_all()
    if app.screen_stack != base:
        return before, after, False
    app.screen.set_focus(focus)
    return before, after, True


EVERY = len(LOOKS) > len(LANGUAGES)
DESK = "work"
TRIED = (
    [(where, *look, route) for where in SCREENS for look in LOOKS for route in ("key", "palette")]
    if EVERY
    else [(where, *LOOKS[place % len(LOOKS)], "key") for place, where in enumerate(SCREENS)]
)
"""Screen, language, size and way: each screen once, in turn in either look; `make campaign` tries all.

The desk every day, of the others one half each day, all in CI (`TABLES` of the Makefile)."""
THE_DAY = [one for one in TRIED if one[0] == DESK] + part([one for one in TRIED if one[0] != DESK], 2)


def tried_on():
    """The actions to be tried on each screen: a method on the first screen that has it, in `make campaign` on all."""
    seen_already, found = set(), {}
    for where in sorted(SCREENS, key=lambda where: where != "work"):
        methods = {one: getattr(reached_by(CLASSES[where], one), f"action_{one.id}") for one in actions_for(where)}
        found[where] = [one for one, method in methods.items() if EVERY or method not in seen_already]
        seen_already |= set(methods.values())
    return found


@pytest.mark.parametrize(("where", "language", "size", "route"), THE_DAY)
async def test_every_action_shows_its_effect(filled, where, language, size, route, monkeypatch):
    """By key; that the palette reaches the same methods is seen in the tests of the registry."""
    wanted = tried_on()[where]
    monkeypatch.setattr(SelfEvalApp, "exit", lambda self, *_args, **_kwargs: setattr(self, "_exit", True))
    async with running(filled if where != "home" else None, language, size, notices=True) as pilot:
        await opened(pilot, where)
        for found in wanted:
            if found.id == "palette" and route == "palette":
                continue
            before, after, same = await effect(pilot, where, found.id, route)
            assert before != after, f"{found.id} on {where}: nothing to be seen by {route}"
            if not same:
                await again(pilot, where)


async def opened(pilot, where):
    if where != "home":
        await open_screen(pilot, where)
    assert type(pilot.app.screen) is CLASSES[where]


async def again(pilot, where):
    """Go back to the screen that an action left."""
    app = pilot.app
    if where == "home":
        if app.workspace is not None:
            app.workspace.close()
            app.workspace = None
        while len(app.screen_stack) > 1:
            app.pop_screen()
        app.works.show_home()
        await settled(pilot)
        return
    while type(app.screen) is not Work:
        app.pop_screen()
    await pilot.pause()
    await opened(pilot, where)


def test_every_action_belongs_to_a_screen_that_is_tried():
    assert set(OPENERS) | {"home"} == set(SCREENS)
    assert {found.id for where in SCREENS for found in actions_for(where)} >= {found.id for found in actions_for(ALL)}


@pytest.mark.parametrize("where", SCREENS if EVERY else ["budget"])
async def test_every_action_is_two_clicks_from_the_list_of_all(filled, where, monkeypatch):
    """The footer opens the list, a click goes to a line, another one on it does it."""
    ran = []
    async with running(filled if where != "home" else None, "en", (80, 24)) as pilot:
        await opened(pilot, where)
        cls = type(pilot.app.screen)
        names = [found.id for found in actions_for(where) if found.id != "palette"]
        for name in names:
            owner = cls if hasattr(cls, f"action_{name}") else SelfEvalApp
            monkeypatch.setattr(owner, f"action_{name}", lambda _self, name=name: ran.append(name))
        for name in names:
            await click_key(pilot, "palette")
            rows = pilot.app.screen.query_one(Rows)
            place = [row.key for row in rows.rows].index(name)
            rows.scroll_to(y=place, animate=False)
            await pilot.pause()
            for _ in range(1 if rows.key == name else 2):
                await click_row(pilot, rows, name)
            await pilot.pause()
            await pilot.pause()
            assert ran[-1:] == [name], f"{name} on {where} by mouse"
