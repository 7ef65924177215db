"""What-if: figures and packs are tried beside the real ones, and leaving leaves no trace on disk."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError
from selfeval.tui.dialogs.row.not_applicable import Absent
from selfeval.tui.dialogs.what_if_list import TriedList
from selfeval.tui.entry.screen import Work
from selfeval.tui.entry.what_if import WhatIf
from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.tui.rooms.result import ResultScreen
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.source import journal_entries
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.trial import Trial
from tests.tui.driving import (
    LOOKS,
    click_key,
    click_row,
    lines,
    overflowing,
    press,
    running,
    settled,
    text,
    to_row,
    typed,
    work,
)

MARK = {"zh": "【试算】不保留", "en": "WHAT-IF, nothing is kept"}
SATISFACTION = 8


def everything(folder):
    """Every file below a folder with its bytes and its time of change, and the folders; but packs that were read."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) if path.is_file() else None
        for path in folder.rglob("*")
        if folder / "state" / "packs" not in (path, *path.parents)
    }


async def tried(pilot):
    """What-if with another outcome, a row that does not apply, another budget and another pack."""
    await press(pilot, "ctrl+l")
    screen = pilot.app.screen
    assert isinstance(screen, WhatIf)
    await press(pilot, "home", *["down"] * (SATISFACTION - 1))
    await typed(pilot, "50%")
    await press(pilot, "enter", "up", "up", "ctrl+n")
    assert isinstance(pilot.app.screen, Absent)
    await press(pilot, "enter", "home", "f5")
    assert isinstance(pilot.app.screen, BudgetScreen)
    await typed(pilot, "150")
    await press(pilot, "enter", "escape", "ctrl+g")
    await to_row(pilot, pilot.app.screen.query_one("#packs", Rows), "cn-mof-2021-101")
    await press(pilot, "enter", "f10")
    assert pilot.app.screen is screen
    return screen


async def test_leaving_leaves_no_trace(filled, tmp_path):
    """Bytes, times and names of everything in the folders, journal and what SQLite keeps beside it included."""
    async with running(filled, "en") as pilot:
        real = work(pilot).workspace
        real.set(real.assessment.projects[0].project.id, "", "budget_reason", "第四季度退款")
        await settled(pilot)
        before, facts, total = everything(tmp_path), dict(real.evaluation.facts), real.assessment
        assert any(name.endswith(".selfeval") for name in before)
        screen = await tried(pilot)
        assert screen.trial.assessment.department.total != total.department.total
        assert len(screen.trial.evaluation.done) >= 4
        assert {change.key.field for step in screen.trial.evaluation.done for change in step.changes} >= {
            "actual", "not_applicable", "executed", "rules",
        }  # fmt: skip
        await press(pilot, "ctrl+z", "ctrl+y", "f9", "escape", "ctrl+s")
        assert everything(tmp_path) == before
        await press(pilot, "escape", "enter")
        assert type(pilot.app.screen) is Work
        assert everything(tmp_path) == before
        assert (dict(real.evaluation.facts), real.assessment, len(real.evaluation.done)) == (facts, total, 1)
    assert [entry.step.changes[0].new for entry in journal_entries(filled)] == ["第四季度退款"]


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_every_screen_of_it_says_so_in_words(filled, language, size):
    async with running(filled, language, size) as pilot:
        assert MARK[language] not in text(pilot)
        await press(pilot, "ctrl+l")
        assert MARK[language] in lines(pilot)[0]
        for keys, back in ((("f5",), 1), (("ctrl+g",), 1), (("ctrl+g", "down", "down", "enter"), 2), (("f9",), 1)):
            await press(pilot, *keys)
            assert MARK[language] in text(pilot)
            assert not overflowing(pilot)
            await press(pilot, *["escape"] * back)
        await press(pilot, "end")
        await typed(pilot, "80%")
        await press(pilot, "enter")
        assert MARK[language] in lines(pilot)[0]
        assert "93.31" in lines(pilot)[1] and "92.76" in lines(pilot)[1], "what it comes to, beside the real total"
        assert not overflowing(pilot)
        assert pilot.app.screen.desk.grid.entries[-1].cells[-1] == "*"
        assert "85%" in text(pilot), "what the row really is"


async def test_what_was_tried_is_listed_with_its_effect(filled):
    async with running(filled, "en") as pilot:
        screen = await tried(pilot)
        await press(pilot, "f9")
        assert isinstance(pilot.app.screen, TriedList)
        rows = pilot.app.screen.query_one(Rows).rows
        assert len(rows) == len(screen.trial.evaluation.done)
        assert rows[0].cells[1:3] == ("93.31 优", "89.43 良")
        assert "85% -> 50%" in rows[0].cells[0]
        assert "cn-mof-2020-10 -> cn-mof-2021-101" in rows[-1].cells[0]
        effects = [D(row.cells[3]) for row in rows]
        trial = screen.trial
        assert sum(effects) == trial.assessment.department.total - trial.base.assessment.department.total
        await press(pilot, "enter", "escape", "escape")
        assert pilot.app.screen is screen, "Esc at the question goes on"
        await press(pilot, "escape", "enter")
        assert type(pilot.app.screen) is Work


async def test_nothing_can_be_saved_or_exported_from_it(filled, tmp_path):
    async with running(filled, "en", notices=True) as pilot:
        before = everything(tmp_path)
        await press(pilot, "ctrl+l", "end")
        await typed(pilot, "50%")
        await press(pilot, "enter", "ctrl+s")
        assert "This is what-if" in text(pilot)
        screen = pilot.app.screen
        screen.action_result()
        screen.action_problems()
        await settled(pilot)
        assert not any(isinstance(one, ResultScreen) for one in pilot.app.screen_stack)
        with pytest.raises(SelfEvalError):
            screen.trial.export(tmp_path / "x.xlsx")
        assert everything(tmp_path) == before


async def test_no_reason_is_asked_for_and_nothing_tried_leaves_at_once(filled):
    async with running(filled, "en") as pilot:
        await press(pilot, "ctrl+l", "end")
        await typed(pilot, "50%")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, WhatIf)
        await press(pilot, "ctrl+z", "escape")
        assert type(pilot.app.screen) is Work


async def test_by_palette_and_by_mouse(filled):
    async with running(filled, "en", (120, 40)) as pilot:
        await press(pilot, "f9")
        await click_key(pilot, "palette")
        rows = pilot.app.screen.query_one(Rows)
        rows.scroll_to(y=[row.key for row in rows.rows].index("what_if"), animate=False)
        await pilot.pause()
        for _ in range(1 if rows.key == "what_if" else 2):
            await click_row(pilot, rows, "what_if")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WhatIf)
        await pilot.click("#head", offset=(5, 1))
        await settled(pilot)
        assert isinstance(pilot.app.screen, TriedList)
        await click_key(pilot, "cancel")
        await settled(pilot)
        await click_key(pilot, "back")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ResultScreen)
        await press(pilot, "escape")
        await pilot.press("ctrl+p")
        await typed(pilot, "tries other")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, WhatIf)


def test_a_trial_begins_without_the_steps_of_the_real_work(filled):
    real = open_workspace(filled)
    project = real.assessment.projects[0].project.id
    real.set(project, "", "executed", "170")
    trial = Trial(real)
    assert trial.undo() is None
    trial.set(project, "", "executed", "90")
    assert trial.result(project).execution.rate < real.result(project).execution.rate
    trial.enter([(FactKey("", "", "rules"), "cn-mof-2021-101")], kind="rules")
    assert [one.after.pack.id for one in trial.tried()] == ["cn-mof-2020-10", "cn-mof-2021-101"]
    assert list(trial.tried())[-1].after.department == trial.assessment.department
    assert real.pack.id == "cn-mof-2020-10"
    assert len(real.evaluation.done) == 1
    real.close()
