"""What a hurried clerk does: types ahead, presses Enter through the budget, leaves in the middle of a word."""

from __future__ import annotations

import itertools
import re

import pytest
from rich.cells import cell_len
from textual import events

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError, msg
from selfeval.textgrid import breaks
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.dialogs.row.answer import Choice, ShareInput
from selfeval.tui.dialogs.row.reason import Note
from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.tui.widgets.keys import Key
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.workspace import Workspace
from tests.tui.driving import lines, running, settled, text, typed, work

PROJECT = "13022525P00RERB10016E"


def burst(pilot, *keys):
    """Keys that arrive before the screen has answered the first of them."""
    for key in keys:
        char = key if len(key) == 1 else None
        pilot.app.post_message(events.Key({".": "full_stop"}.get(key, key), char))


def project_fact(pilot, name):
    workspace = work(pilot).workspace
    return workspace.evaluation.value(workspace.result(PROJECT).project, name)


async def test_what_is_typed_on_the_budget_row_is_the_amount_executed(seed):
    async with running(seed) as pilot:
        burst(pilot, *"175.3")
        await settled(pilot)
        assert isinstance(pilot.app.screen, BudgetScreen)
        assert len(pilot.app.screen_stack) == len([work(pilot), pilot.app.screen]) + 1
        await pilot.press("enter")
        assert project_fact(pilot, "executed") == "175.3"


async def test_keys_arrive_in_order_however_fast_they_come(seed):
    async with running(seed) as pilot:
        await pilot.press("end")
        burst(pilot, *"1234567890")
        await settled(pilot)
        assert work(pilot).desk.line.field.value == "1234567890"


async def test_enter_in_the_budget_goes_to_what_has_to_be_entered(seed):
    async with running(seed) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        screen = pilot.app.screen
        fields = []
        for _ in range(6):
            fields.append(screen.focused.field)
            await pilot.press("enter")
        months = [f"checkpoint.{month}" for month in (3, 6, 10, 12)]
        assert fields == ["executed", "executed.fiscal", *months]
        assert screen.focused.id == "budget_reason"


async def test_an_amount_that_is_assumed_stands_in_brackets(seed):
    async with running(seed) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        assert "(180)" in text(pilot)
        await pilot.press("1", "9", "0", "enter")
        await settled(pilot)
        assert "More was spent than the budget has" in " ".join(text(pilot).split())


async def test_a_digit_on_the_answers_begins_the_share(seed):
    async with running(seed) as pilot:
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Choice)
        await pilot.press("8", "7")
        assert pilot.app.screen.query_one(ShareInput).value == "87"
        assert "(达成年度指标)" in text(pilot)


@pytest.mark.parametrize("key", ["f7", "ctrl+r", "ctrl+n", "ctrl+b", "delete"])
async def test_keys_of_indicators_say_what_the_budget_row_is(seed, key):
    async with running(seed, notices=True) as pilot:
        await pilot.press("home", key)
        await settled(pilot)
        assert "This row is the budget" in text(pilot)


async def test_passing_words_do_not_pile_up(seed):
    async with running(seed, notices=True) as pilot:
        await pilot.press("home", *["f7"] * 5)
        await settled(pilot)
        assert text(pilot).count("This row is the budget") == 1


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_passing_words_take_one_line_however_many_were_said(seed, size):
    async with running(seed, "zh", size, notices=True) as pilot:
        grid = work(pilot).desk.grid
        await pilot.press("home", "f7")
        await settled(pilot)
        once = grid.size
        for key in ("ctrl+n", "shift+f5", "ctrl+right", "f7", "ctrl+n", "f10", "f7"):
            await pilot.press(key)
            await settled(pilot)
        assert grid.size == once
        pilot.app.clear_notifications()
        await settled(pilot)
        assert grid.size.height > once.height or size[0] >= 120


async def test_a_second_window_answers_each_key_once(seed):
    first = open_workspace(seed)
    async with running(seed, notices=True) as pilot:
        for key in ("ctrl+z", "ctrl+y", "delete", "ctrl+n", "f6"):
            await pilot.press("end", key)
            await settled(pilot)
            assert not isinstance(pilot.app.screen, (Ask, Note)), key
            assert "nothing to undo" not in text(pilot)
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press("tab", "x", "tab", "ctrl+z")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, Ask)
        assert not pilot.app.screen.query_one("#preparer").value
    first.close()


async def test_undo_that_fails_does_not_say_that_there_is_nothing(seed, monkeypatch):
    async with running(seed, notices=True) as pilot:

        def full(_self):
            raise SelfEvalError(msg("Full"), msg("No room"), msg("Make room"))

        monkeypatch.setattr(Workspace, "undo", full)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert "No room" in text(pilot)
        assert "nothing to undo" not in text(pilot)


async def test_leaving_takes_what_is_being_typed(seed):
    async with running(seed) as pilot:
        await pilot.press("end", *"95%", "ctrl+q")
        await settled(pilot)
        assert pilot.app._exit
    reopened = open_workspace(seed)
    assert [change.new for change in reopened.evaluation.done[-1].changes] == ["95%"]
    reopened.close()


async def test_leaving_waits_for_a_reason_that_is_being_written(seed):
    async with running(seed) as pilot:
        await pilot.press("end", *"80%", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Note)
        await typed(pilot, "rain")
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert not pilot.app._exit
        await pilot.press("enter", "ctrl+q")
        await settled(pilot)
        assert pilot.app._exit


async def test_labels_beside_the_row_are_whole_and_apart(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        await pilot.press("end", *"95%", "enter", "end")
        await settled(pilot)
        for key in pilot.app.screen.query(".chips Key").results(Key):
            if key.display:
                assert key.size.width >= cell_len(f"{key.key} {key.label}")
        assert "applicableDel" not in text(pilot)


@pytest.mark.parametrize("size", [(20, 5), (30, 8), (59, 19)])
async def test_a_small_window_says_what_to_do(seed, size):
    async with running(seed) as pilot:
        await pilot.press("f5")
        await pilot.resize_terminal(*size)
        await settled(pilot)
        shown = " ".join(text(pilot).split())
        assert "Too small" in shown
        assert "60" in shown


@pytest.mark.parametrize(
    ("paragraph", "cells"),
    [("计分  定性指标分三档计分，财预〔2020〕10号；“逐步减少”：按分值的 87% 计", 20), ("a" * 50, 7), ("", 5),
     ("中。" * 20, 5), ("word 字 word", 4), ("！！！！！！", 4)],
)  # fmt: skip
def test_lines_never_take_more_room_and_lose_nothing(paragraph, cells):
    starts = [0, *breaks(paragraph, cells), len(paragraph)]
    pieces = [paragraph[first:last] for first, last in itertools.pairwise(starts)]
    assert "".join(pieces) == paragraph
    assert all(cell_len(piece.rstrip()) <= cells for piece in pieces)


def test_a_word_does_not_begin_below_its_label():
    assert next(breaks("Purpose  减少越级访的发生，维护社会和谐稳定", 30)) > len("Purpose  ")


async def test_finished_is_answered_by_keys_and_the_interval_is_told(seed):
    async with running(seed) as pilot:
        workspace = work(pilot).workspace
        workspace.enter([(FactKey("", "", "rules"), "cn-mof-2021-101")])
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press(*"150", *["enter"] * 6)
        await settled(pilot)
        assert pilot.app.screen.focused.id == "yes"
        await pilot.press("right", "enter")
        await settled(pilot)
        assert project_fact(pilot, "finished") == "否"
        assert pilot.app.screen.focused.id == "budget_reason"
        said = pilot.app.screen.query_one("#rate").content.content.plain
        assert "from 80% 7 points, from 60% 5 points, below that 0" in said


async def test_a_folder_that_takes_no_file_offers_ones_own(seed, monkeypatch, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    real = Workspace.export

    def refused(self, path=None, *, force=False, values_only=False, progress=None):
        if path.parent != home:
            raise SelfEvalError(msg("Cannot write"), msg("No right to write"), msg("Another folder"), code="F304")
        return real(self, path, force=force, values_only=values_only)

    monkeypatch.setattr(Workspace, "export", refused)
    async with running(seed) as pilot:
        await pilot.press("f9", "f9", "enter")
        await settled(pilot)
        assert str(home) in "".join(text(pilot).split()) or isinstance(pilot.app.screen, Ask)
        await pilot.press("enter")
        await settled(pilot)
    assert (home / "目标[2025]-自评-2025.xlsx").exists()


async def test_the_list_of_projects_shows_the_total_of_the_department(filled):
    async with running(filled, "zh", (120, 40)) as pilot:
        row = pilot.app.screen.query_one("#projects").rows[1]
        assert row.cells[0].startswith("93.30")
        await pilot.press("home", "delete", "end", "delete")
        await settled(pilot)
        assert pilot.app.screen.query_one("#projects").rows[1].cells[0] == "-"


async def test_the_findings_screen_counts_as_the_head_does_and_lists_what_waits_apart(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        head = "".join(lines(pilot)[:5])
        await pilot.press("f8")
        await settled(pilot)
        title = next(line for line in lines(pilot) if "Findings" in line)
        counted = re.findall(r"[x!] ?\d+", head)
        assert len(counted) == 4, "errors and warnings of both owners"
        assert [one.replace(" ", "") for one in re.findall(r"[x!] ?\d+", title)] == [
            one.replace(" ", "") for one in counted
        ]
        await pilot.press("end")
        await settled(pilot)
        assert "Not entered yet" in text(pilot)
