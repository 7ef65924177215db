"""The curve of the budget: what it draws, in dots and in plain marks; sums checked while they are typed."""

from __future__ import annotations

from decimal import Decimal as D
from fractions import Fraction

import pytest
from rich.cells import cell_len

from selfeval.core.report.spending import Checkpoint
from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.tui.row_texts.bars import fine
from selfeval.tui.widgets.cell import cell_id
from selfeval.tui.widgets.curve import BOTH, GAP, HALF, curve_cells, heights, value_line
from tests.tui.driving import LOOKS, overflowing, running, settled, text, typed, work

PLANNED = {3: D(25), 6: D(50), 9: D(75), 12: D(100)}
EVEN = {3: D(25), 6: D(50), 10: D(1000) / 12, 12: D(100)}


def test_heights_go_through_the_checkpoints_and_end_at_the_last():
    assert heights(PLANNED, 13) == [Fraction(25 * month, 3) for month in range(13)]
    assert heights({6: D(50)}, 13)[6:] == [50, *[None] * 6]
    assert heights({}, 3) == [None] * 3
    assert heights({12: D(250)}, 3) == [0, 100, 100], "what is above 100% is drawn at the top"
    assert heights({12: D(-5)}, 2) == [0, 0]


def points(planned, spent):
    return tuple(Checkpoint(month, planned.get(month), spent.get(month)) for month in (3, 6, 10, 12))


def drawn(planned, spent, cells, lines, *, dots):
    return ["".join(char for char, _ in line) for line in curve_cells(points(planned, spent), cells, lines, dots=dots)]


def kinds(planned, spent, cells=60, lines=7):
    found = curve_cells(points(planned, spent), cells, lines, dots=True)
    return {
        kind: {(x, y) for y, line in enumerate(found) for x, one in enumerate(line) if one[1] == kind}
        for kind in range(5)
    }


def test_plain_marks_say_which_line_is_which():
    lines = drawn(EVEN, {3: D(25), 12: D(25)}, 13, 5, dots=False)
    assert lines[0][-1] == "."
    assert lines[-1][0] == BOTH
    assert lines[3] == f"  {BOTH * 3}oooooooo"
    assert lines[2][0] == "-", "the line at 50 %"
    assert lines[1][12] == ":", "what is missing at the last checkpoint"
    assert all(len(line) == 13 and line.isascii() for line in lines)


def test_dots_take_one_cell_each():
    lines = drawn(EVEN, {3: D(22), 6: D(47)}, 40, 7, dots=True)
    assert len(lines) == 7
    assert all(cell_len(line) == 40 for line in lines)
    assert lines[0].strip()
    assert any(0x2800 < ord(char) < 0x2900 for char in lines[-1])


def test_half_of_the_budget_has_its_line_in_the_middle():
    assert {y for _, y in kinds({}, {})[HALF]} == {3}
    assert {x for x, _ in kinds({}, {})[HALF]} == set(range(0, 60, 2))


@pytest.mark.parametrize(
    ("spent", "rows"), [(D(100), set()), (D(20), {1, 2, 3, 4}), (D(0), {1, 2, 3, 4, 5}), (D(-9), {1, 2, 3, 4, 5})]
)
def test_the_gap_stands_upright_between_both_lines(spent, rows):
    gap = kinds(EVEN, {12: spent})[GAP]
    assert {y for _, y in gap} >= rows
    assert {x for x, _ in gap} <= {59}
    assert not kinds(EVEN, {})[GAP]
    assert not kinds({}, {12: spent})[GAP]


@pytest.mark.parametrize(
    ("planned", "spent", "gap"),
    [
        (D(50), D("47.5"), D("-2.5")),
        (D(50), D(60), D(10)),
        (None, D(60), None),
        (D(50), None, None),
        (D(0), D(0), D(0)),
    ],
)
def test_how_far_a_checkpoint_is_apart(planned, spent, gap):
    assert Checkpoint(6, planned, spent).gap == gap


def test_values_stand_below_their_months_and_never_touch():
    months = {3: "22%", 6: "47%", 10: "81%", 12: "97.4%"}
    line = value_line("实际", months, 5, 61)
    assert [cell_len(line[: line.index(text) + len(text)]) for text in months.values()] == [21, 36, 56, 66]
    assert line.startswith("实际 ")
    for cells in range(8, 72):
        texts = value_line("", months, 5, cells).split()
        assert [text for text in texts if text not in months.values()] == []
        assert cell_len(value_line("", months, 5, cells)) <= 5 + cells


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
        shown = str(screen.query_one("#curve").render()).splitlines()
        assert shown[0].lstrip().startswith("100%")
        assert shown[3].lstrip().startswith("50%")
        assert ("o" in shown[-1]) is bool(marks) or language == "en"
        assert shown[7].split()[1:] == ["3", "6", "10", "12"]
        values = [line.split()[1:] for line in shown[8:11]]
        assert values == [["25%", "50%", "75%", "100%"], ["90%"], ["+65"]]


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
