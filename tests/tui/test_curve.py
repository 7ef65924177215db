"""The curve of the budget: what it draws, in dots and in plain marks; sums checked while they are typed."""

from __future__ import annotations

from decimal import Decimal as D
from fractions import Fraction

import pytest
from rich.cells import cell_len

from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.tui.widgets.cell import cell_id
from selfeval.tui.widgets.curve import BOTH, PLAN, SPENT, curve_lines, fine, heights
from tests.tui.driving import LOOKS, overflowing, running, settled, text, typed, work

PLANNED = {3: D(25), 6: D(50), 9: D(75), 12: D(100)}


def test_heights_go_through_the_checkpoints_and_end_at_the_last():
    assert heights(PLANNED, 13) == [Fraction(25 * month, 3) for month in range(13)]
    assert heights({6: D(50)}, 13)[6:] == [50, *[None] * 6]
    assert heights({}, 3) == [None] * 3
    assert heights({12: D(250)}, 3) == [0, 100, 100], "what is above 100% is drawn at the top"
    assert heights({12: D(-5)}, 2) == [0, 0]


def test_plain_marks_say_which_line_is_which():
    lines = curve_lines(PLANNED, {3: D(25), 12: D(25)}, 13, 5, dots=False)
    assert lines[0][-1] == PLAN
    assert lines[-1][0] == BOTH
    assert lines[3] == f"  {BOTH * 3}{SPENT * 8}"
    assert all(len(line) == 13 and line.isascii() for line in lines)


def test_dots_take_one_cell_each():
    lines = curve_lines(PLANNED, {3: D(22), 6: D(47)}, 40, 6, dots=True)
    assert len(lines) == 6
    assert all(cell_len(line) == 40 for line in lines)
    assert lines[0].strip()
    assert any(0x2800 < ord(char) < 0x2900 for char in lines[-1])


@pytest.mark.parametrize(
    ("environ", "dots"), [({"TERM": "xterm"}, True), ({"TERM": "linux"}, False), ({"SELFEVAL_PLAIN_MARKS": "1"}, False)]
)
def test_plain_consoles_get_plain_marks(environ, dots, monkeypatch):
    monkeypatch.setattr("os.name", "posix")
    assert fine(environ) is dots
    monkeypatch.setattr("os.name", "nt")
    assert fine({}) is False
    assert fine({"WT_SESSION": "1"}) is True


@pytest.mark.parametrize(("language", "size"), LOOKS)
@pytest.mark.parametrize("marks", ["", "1"])
async def test_the_curve_stands_below_the_checkpoints(seed, language, size, marks, monkeypatch):
    monkeypatch.setenv("SELFEVAL_PLAIN_MARKS", marks)
    async with running(seed, language, size) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, BudgetScreen)
        before = str(screen.query_one("#curve").render())
        screen.query_one(f"#{cell_id('checkpoint.3')}").focus()
        await typed(pilot, "90%")
        await settled(pilot)
        assert str(screen.query_one("#curve").render()) != before, "drawn while it is typed"
        assert not overflowing(pilot)
        drawn = str(screen.query_one("#curve").render())
        assert drawn.startswith("100%")
        assert ("o" in drawn) is bool(marks) or language == "en"


async def test_sums_are_checked_as_they_are_typed(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        screen = work(pilot)
        await pilot.press("f5")
        await settled(pilot)
        await typed(pilot, "120")
        await pilot.press("enter")
        await typed(pilot, "100")
        await settled(pilot)
        assert "Executed: the sources come to 100, the whole is 120: 20 万元 are missing." in text(pilot)
        await typed(pilot, "9")
        await settled(pilot)
        assert "889 万元 too many" in text(pilot).replace("1009, the whole is 120: ", "")
        await pilot.press("ctrl+z")
        await typed(pilot, "100")
        pilot.app.screen.query_one(f"#{cell_id('executed.carry_over')}").focus()
        await typed(pilot, "20")
        await settled(pilot)
        assert "the sources come to" not in text(pilot)
        await pilot.press("escape", "escape")
        assert screen.workspace.assessment.projects[0].budget.amount("executed") == 120


async def test_a_falling_percent_and_what_is_to_be_explained_are_said(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        await typed(pilot, "120")
        screen = pilot.app.screen
        screen.query_one(f"#{cell_id('checkpoint.3')}").focus()
        await typed(pilot, "50")
        await pilot.press("enter")
        await typed(pilot, "40")
        await settled(pilot)
        assert "Month 6 is below month 3" in text(pilot)
        assert "wanted here: execution is below 90%" in text(pilot)
        screen.query_one(f"#{cell_id('adjusted')}").focus()
        await typed(pilot, "120")
        await settled(pilot)
        assert "wanted here: the budget changed from 180 to 120" in text(pilot)
