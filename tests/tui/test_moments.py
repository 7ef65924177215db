"""Bad moments: each has a sentence and a way on, and nothing entered is lost."""

from __future__ import annotations

import errno
import os
import signal
import time
from pathlib import Path

import pytest
from textual.widgets import Static

from selfeval.core.evaluation import FactKey
from selfeval.store import atomic
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.dialogs.row.reason import Note
from selfeval.tui.dialogs.too_small import TooSmall
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.workspace.source import journal_entries
from selfeval.workspace.work.opening import open_workspace
from tests.terminal import CTRL_C, CTRL_Q, END, ENTER, Terminal
from tests.tui.driving import entered, running, settled, text, typed, work

SMALL, LARGE = (50, 15), (100, 30)


async def resized(pilot, size):
    await pilot.resize_terminal(*size)
    await settled(pilot)


# -- the window becomes too small, in the middle of something


async def test_a_half_typed_outcome_outlives_a_window_too_small(seed):
    async with running(seed) as pilot:
        await pilot.press("end", *"95")
        await resized(pilot, SMALL)
        assert isinstance(pilot.app.screen, TooSmall)
        assert "Too small" in text(pilot)
        await resized(pilot, LARGE)
        assert isinstance(pilot.app.screen, Work)
        assert work(pilot).desk.line.field.value == "95"
        await pilot.press("%", "enter")
        await settled(pilot)
        assert "95%" in {change.new for change in work(pilot).workspace.evaluation.done[-1].changes}


async def test_a_reason_being_written_outlives_a_window_too_small(seed):
    async with running(seed) as pilot:
        await pilot.press("end", *"80%", "enter")
        await settled(pilot)
        await typed(pilot, "rain")
        for size in (SMALL, LARGE, (60, 19), (59, 20), (60, 20)):
            await resized(pilot, size)
        assert isinstance(pilot.app.screen, Note)
        assert "rain" in text(pilot)


async def test_a_long_reason_is_wrapped_for_the_size_there_is(filled):
    words = "A quite long reason that has to be seen in full at any size of the window whatever"
    async with running(filled) as pilot:
        await pilot.press("down", "f6")
        await settled(pilot)
        pilot.app.screen.query_one("#reason").insert(words)
        for size in ((60, 20), (140, 45), (80, 24), (60, 20)):
            await resized(pilot, size)
            shown = " ".join(text(pilot).split())
            assert all(word in shown for word in words.split()), size


@pytest.mark.parametrize("where", ["f5", "f6"])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_smallest_terminal_shows_every_field_and_key(filled, where, language):
    async with running(filled, language, (60, 20)) as pilot:
        await pilot.press("down", where)
        await settled(pilot)
        screen = pilot.app.screen
        wanted = [*screen.query("Cell, Buttons, KeyBar")]
        assert wanted
        for widget in wanted:
            assert widget.region.right <= 60, widget
        for buttons in screen.query("Buttons"):
            assert buttons.region.bottom <= 20


async def test_an_amount_being_typed_outlives_resizing(seed):
    async with running(seed) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press(*"17")
        for size in (SMALL, LARGE, (200, 60), (80, 24)):
            await resized(pilot, size)
        assert isinstance(pilot.app.screen, BudgetScreen)
        assert pilot.app.screen.focused.value == "17"


# -- the disk and other programs


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
async def test_a_full_disk_while_exporting_leaves_nothing_and_says_so(filled, monkeypatch, number):
    real = os.fsync

    def full(descriptor):
        if ".~selfeval" in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
            raise OSError(number, os.strerror(number))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    before = set(filled.parent.iterdir())
    async with running(filled) as pilot:
        await pilot.press("f9", "f9")
        await settled(pilot)
        if "Still to do before handing in" in text(pilot):
            await pilot.press("enter")
            await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        assert "no space left" in " ".join(text(pilot).split())
        made = {path.name for path in set(filled.parent.iterdir()) - before}
        assert not [name for name in made if name.endswith((".xlsx", ".tmp"))]


async def said_at_last(pilot, words):
    """Wait for a dialog that comes from a thread, after the one before it has gone away."""
    for _ in range(100):
        await settled(pilot)
        found = [shown.render() for shown in pilot.app.screen.query(Static)]
        texts = [str(getattr(one, "content", one)) for one in found]
        if isinstance(pilot.app.screen, Ask) and words in " ".join(" ".join(texts).split()):
            return
        await pilot.pause(0.05)
    raise AssertionError(texts)


async def test_an_output_that_excel_holds_is_offered_under_another_name(filled, monkeypatch):
    """What Windows says of a file open in Excel: a sharing violation, as PermissionError, at the last step."""
    target = filled.with_name("filled-自评-2025.xlsx")
    target.write_bytes(b"theirs")
    real = os.replace

    def held(source, goal):
        if str(goal) == str(target):
            raise PermissionError(errno.EACCES, "sharing violation")
        real(source, goal)

    monkeypatch.setattr(atomic.os, "replace", held)
    async with running(filled) as pilot:
        await pilot.press("f9", "f9")
        await settled(pilot)
        for _ in range(2):
            if "Still to do before handing in" in text(pilot):
                await pilot.press("enter")
                await settled(pilot)
        await pilot.press("f10")
        await settled(pilot)
        await said_at_last(pilot, "open in Excel or WPS")
        await pilot.press("enter")
        await said_at_last(pilot, "is written")
    assert target.read_bytes() == b"theirs"
    assert filled.with_name("filled-自评-2025 (2).xlsx").stat().st_size > 10_000


async def test_a_damaged_journal_is_kept_aside_and_what_can_be_saved_is_there(seed):
    workspace = open_workspace(seed)
    project = workspace.assessment.projects[0].project
    for number in range(20):
        workspace.set(project.id, project.indicators[-1].id, "actual", f"{number + 70}%")
    workspace.close()
    journal = seed.with_name(seed.name + ".selfeval")
    data = bytearray(journal.read_bytes())
    data[:100] = b"\xff" * 100
    journal.write_bytes(data)
    async with running(seed) as pilot:
        said = " ".join(text(pilot).split())
        assert "The saved work was damaged; 20 steps were recovered" in said
        assert ".damaged-1" in said
        facts = work(pilot).workspace.evaluation.facts
        assert facts[FactKey(project.id, project.indicators[-1].id, "actual")] == "89%"
    assert journal.with_name(journal.name + ".damaged-1").read_bytes() == bytes(data)


async def test_stopping_the_export_leaves_no_file(filled, monkeypatch):
    from selfeval.tui.dialogs.waits.writing import Writing
    from selfeval.workspace.output import scored

    real = scored.render
    entered = []

    def slow(*arguments, progress, **options):
        entered.append(True)
        for _ in range(200):
            time.sleep(0.02)
            progress(0, 2)
        return real(*arguments, progress=progress, **options)

    monkeypatch.setattr(scored, "render", slow)
    async with running(filled, notices=True) as pilot:
        await pilot.press("f9", "f9")
        await pilot.pause(0.3)
        if isinstance(pilot.app.screen, Ask):
            await pilot.press("enter")
            await pilot.pause(0.3)
        assert isinstance(pilot.app.screen, Writing)
        assert "projects are written" in text(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "nothing was written" in text(pilot)
        assert not isinstance(pilot.app.screen, Writing)
    assert entered
    assert not list(filled.parent.glob("*自评*"))


# -- the terminal and the system, with the real program on a real terminal


@pytest.fixture
def terminal(seed):
    made = Terminal(seed.parent, "open", seed.name)
    made.shows("Quit")
    yield made
    made.close()


def enter_one(terminal, path):
    """Type an outcome on the last row, and wait until it is on disk."""
    terminal.press(END + "95%" + ENTER)
    terminal.until(lambda: journal_entries(path), "an entry on disk")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_system_ends_the_program_and_the_entries_are_there(terminal, seed, number):
    enter_one(terminal, seed)
    terminal.signal(number)
    assert terminal.left() == 128 + number
    assert "95%" in entered(seed)


def test_a_closed_window_loses_nothing(terminal, seed):
    enter_one(terminal, seed)
    terminal.hang_up()
    assert "95%" in entered(seed)


def test_ctrl_c_copies_and_the_program_goes_on(terminal, seed):
    enter_one(terminal, seed)
    terminal.press(CTRL_C)  # copies the row
    terminal.shows("Copied")
    assert terminal.child.isalive()
    terminal.press(CTRL_Q)
    assert terminal.left() == 0
    assert "95%" in entered(seed)


def test_a_suspended_program_goes_on_where_it_was(terminal, seed):
    terminal.signal(signal.SIGTSTP)
    state = Path(f"/proc/{terminal.child.pid}/stat")
    terminal.until(lambda: state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "T", "it stops")
    terminal.screen.reset()
    terminal.signal(signal.SIGCONT)
    terminal.shows("Findings")
    enter_one(terminal, seed)
    terminal.press(CTRL_Q)
    assert terminal.left() == 0
    assert "95%" in entered(seed)


async def test_ctrl_c_where_there_is_nothing_to_copy_says_how_to_leave(filled):
    async with running(filled, notices=True) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press("ctrl+c")
        await settled(pilot)
        assert "Ctrl+Q leaves" in text(pilot)
        assert pilot.app.is_running
