"""The one way that anything is done beside the event loop: what comes of it, errors, waiting, stopping."""

from __future__ import annotations

import ast
import threading
from pathlib import Path

import pytest
from textual.widgets._toast import Toast

import selfeval
from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.dialogs.waits.busy import Busy, Progress
from selfeval.tui.host import Stopped
from tests.tui.driving import LANGUAGES, lines, running, settled, text

ROOM = Path(selfeval.__file__).parent / "tui"


def fails():
    """Work that a person is told about."""
    raise SelfEvalError(msg("Title"), msg("It cannot be read."))


def stops():
    """Work that a person did not want any more."""
    raise Stopped


@pytest.mark.parametrize("awaited", [True, False])
async def test_what_comes_of_it_goes_on_in_the_event_loop(seed, awaited):
    async with running(seed) as pilot:
        ran = []
        here = threading.get_ident()

        def done(out):
            ran.append((out, threading.get_ident() == here))

        pilot.app.beside(threading.get_ident, done, group="test", awaited=awaited)
        await settled(pilot)
        await pilot.pause(0.1)
        ((there, in_the_loop),) = ran
        assert there != here
        assert in_the_loop


@pytest.mark.parametrize("stays", [True, False])
@pytest.mark.parametrize("key", ["shift+f11", "shift+f8", "ctrl+g", "ctrl+l"])
async def test_nothing_goes_on_upon_a_screen_that_has_gone(seed, key, stays):
    async with running(seed) as pilot:
        await pilot.press(key)
        await settled(pilot)
        screen, found = pilot.app.screen, []
        assert len(pilot.app.screen_stack) == 3
        go = threading.Event()
        screen.beside(go.wait, found.append, group="test")
        if not stays:
            await pilot.press("escape")
            while screen in pilot.app.screen_stack:
                await pilot.pause()
        go.set()
        await settled(pilot)
        await pilot.pause(0.1)
        assert found == ([True] if stays else [])


async def test_an_error_is_told_as_a_dialog_unless_somebody_takes_it(seed):
    async with running(seed) as pilot:
        taken = []
        pilot.app.beside(fails, taken.append, group="test", failed=taken.append)
        await settled(pilot)
        assert [one.title.render() for one in taken] == ["Title"]
        assert not isinstance(pilot.app.screen, Ask)
        pilot.app.beside(fails, taken.append, group="test")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        assert "It cannot be read." in text(pilot)


@pytest.mark.parametrize("work", [lambda: 1, fails, stops])
async def test_what_stands_in_front_meanwhile_goes_whatever_comes_of_it(seed, work):
    async with running(seed) as pilot:
        go, ended = threading.Event(), []

        def waits():
            assert go.wait(10)
            return work()

        named = {"failed": ended.append, "stopped": lambda: ended.append("stopped")}
        pilot.app.beside(waits, ended.append, group="test", waiting=Busy(msg("One moment")), **named)
        await pilot.pause()
        assert isinstance(pilot.app.screen, Busy)
        assert pilot.app.screen.query(Progress)
        await pilot.press("escape", "enter", "x")
        assert isinstance(pilot.app.screen, Busy), "it cannot be stopped, and nothing is entered beside it"
        go.set()
        await settled(pilot)
        assert not isinstance(pilot.app.screen, Busy)
        assert len(ended) == 1


async def test_the_bar_is_made_of_signs_that_are_one_cell_wide_everywhere(seed):
    async with running(seed) as pilot:
        busy = Busy(msg("One moment"))
        await pilot.app.push_screen(busy)
        busy.query_one(Progress).update(total=4, progress=1)
        await pilot.pause()
        shown = "\n".join(lines(pilot)[8:16])
        assert "====" in shown
        assert not set(shown) & set("━╸╺")
        busy.over()


def test_nothing_else_starts_a_thread_or_a_worker():
    found = []
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", ""))
            if name in {"run_worker", "Thread", "call_from_thread"}:
                found.append((path.name, name))
    assert sorted(found) == [
        ("host.py", "Thread"), ("host.py", "call_from_thread"), ("host.py", "run_worker"),
        ("opening.py", "call_from_thread"),  # how far the opening is, while it goes on
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_passing_word_breaks_its_lines_as_everything_does(seed, language):
    async with running(seed, language, notices=True) as pilot:
        said = (
            "读取项目支出绩效目标表、部门整体支出绩效目标表、佐证资料、检查结果、单元格、计分规则、导出文件、公开稿。"
        )
        for cut in range(11):
            pilot.app.say(msg("{said}", said=said[cut:]))
            await pilot.pause()
            (toast,) = pilot.app.screen.query(Toast)
            shown = [strip.text.strip() for strip in toast.render_lines(toast.size.region)]
            assert not [line for line in shown if line[:1] in set("、。，")], shown
