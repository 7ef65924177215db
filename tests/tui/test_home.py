"""The home screen: works with their progress and what is next, and how to begin where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from selfeval.core.problems import msg
from selfeval.core.report.standing import NextStep, Ready, Standing
from selfeval.core.scoring.handing_in import ToDoKind
from selfeval.tui.dialogs.browse import Browse
from selfeval.tui.dialogs.row.month import MonthPick
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.home import Home
from selfeval.tui.rooms.months import MonthScreen
from selfeval.tui.row_texts.rooms.works import WAYS, when, work_columns, work_lines, work_row
from selfeval.tui.text import Words
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.system.recent import RecentWork
from tests.tui.driving import LOOKS, cut, overflowing, running, settled, text, work

NOW = "2026-01-15T10:00:00+08:00"
HALF = Standing(9, 18, "", "", -1, 4, NextStep(ToDoKind.ROW, 9, "接待批次"))
BEST = Standing(18, 18, "93.30", "优", 0, 4, NextStep(Ready.EXPORT))


def listed(standing, touched="2026-01-15T09:12:00+08:00"):
    return RecentWork(Path("/x/a.xlsx"), "某局", 2025, "2026-01-15T09:10:00+08:00", touched, standing)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-01-15T09:12:00+08:00", "today 09:12"), ("2026-01-14T23:59:00+08:00", "yesterday 23:59"),
        ("2026-01-02T08:00:00+08:00", "01-02 08:00"), ("2025-12-31T08:00:00+08:00", "2025-12-31"), ("", ""), ("x", ""),
    ],
)  # fmt: skip
def test_a_moment_is_said_as_people_say_it(at, said):
    assert when(Words("en"), at, NOW) == said


@pytest.mark.parametrize("room", [56, 76, 116, 166])
@pytest.mark.parametrize("standing", [None, HALF, BEST])
def test_a_row_has_a_text_for_each_column(room, standing, monkeypatch):
    monkeypatch.setenv("SELFEVAL_PLAIN_MARKS", "1")
    words = Words("zh")
    row = work_row(words, listed(standing), room, NOW)
    assert len(row.cells) == len(work_columns(words, room))
    shown = " ".join(row.cells)
    assert ("9/18" in shown, "填报 9 项完成值，下一项“接待批次”" in shown) == (standing is HALF,) * 2
    assert ("优" in shown, "可导出自评结果" in shown) == (standing is BEST,) * 2
    assert ("今天 09:12" in shown) is (room >= 72)
    if standing is BEST:
        assert row.tones[row.cells.index("优")] == "good"


def test_the_work_under_the_cursor_is_told_in_full():
    said = work_lines(Words("en"), listed(BEST), NOW).splitlines()
    assert said == [
        "/x/a.xlsx", "某局  2025", "18 of 18 done, 93.30 points 优. Next: ready: export the workbook",
        "Last entry: today 09:12",
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "size"), [("en", (60, 20)), ("zh", (60, 20)), ("zh", (170, 50)), *LOOKS])
async def test_without_any_work_the_screen_says_how_to_begin(language, size):
    async with running(None, language, size) as pilot:
        screen, words = pilot.app.screen, pilot.app.words
        ways = screen.query_one("#ways", Rows)
        assert [row.key for row in ways.rows] == [name for name, *_ in WAYS]
        assert not screen.query_one("#recent").display
        assert all(words(label) in text(pilot) for _, label, _ in WAYS)
        assert not overflowing(pilot)
        assert not cut(pilot)
        await pilot.press("down")
        assert pilot.app.focused is ways, "from the path on to them"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Browse)


@pytest.mark.parametrize(("language", "size"), [("zh", (60, 20)), *LOOKS])
async def test_a_work_stands_with_its_progress_and_what_is_next(seed, language, size, monkeypatch):
    monkeypatch.setenv("SELFEVAL_PLAIN_MARKS", "1")
    async with running(seed, language, size) as pilot:
        front = work(pilot)
        front.workspace.set(front.desk.project, "", "executed", "100")
    async with running(None, language, size) as pilot:
        recent, words = pilot.app.screen.query_one("#recent", Rows), pilot.app.words
        row = recent.rows[0]
        assert any(cell.startswith("-") and cell.endswith(".") for cell in row.cells), "a bar of little"
        assert "1/18" in row.cells
        said = words(msg("enter what was spent: {name}", name="信访专项资金"))
        assert "".join(said.split()) in "".join(text(pilot).split())
        assert not overflowing(pilot)
        assert not cut(pilot)
        for _ in range(len(WAYS)):
            await pilot.press("down")
        assert pilot.app.focused.id == "ways", "the arrows go on to the ways to begin"
        await pilot.press(*["up"] * len(WAYS), "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)


async def test_a_file_that_is_dragged_here_is_its_path_wherever_the_cursor_stands(seed):
    async with running(seed):
        pass
    async with running(None) as pilot:
        assert isinstance(pilot.app.screen, Home)
        assert pilot.app.focused.id == "recent"
        pilot.app.post_message(events.Paste(f"'{seed}'\n"))
        await settled(pilot)
        assert pilot.app.focused.id == "path"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)


async def test_monitoring_of_the_work_under_the_cursor_asks_for_the_month(seed):
    async with running(seed, "zh", (80, 24)) as pilot:
        front = work(pilot)
        front.workspace.set(front.desk.project, "", "monitor.6.executed", "80")
    async with running(None, "zh", (80, 24)) as pilot:
        assert pilot.app.screen.query_one("#recent").has_focus
        await pilot.press("shift+f11")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, MonthPick)
        assert dialog.rows.key == "6", "the month that was entered last"
        said = {row.key: row.cells[1] for row in dialog.rows.rows}
        assert (said["6"], said["3"], said["1"]) == ("已录入", "监控节点", "")
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, MonthScreen)
        assert pilot.app.screen.month == 7
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)


async def test_without_a_month_the_work_is_open_all_the_same(seed):
    async with running(seed, "en", (80, 24)):
        pass
    async with running(None, "en", (80, 24)) as pilot:
        await pilot.press("shift+f11")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)


async def test_from_the_list_of_ways_monitoring_begins_with_picking_a_workbook(seed, monkeypatch):
    monkeypatch.chdir(seed.parent)
    async with running(None, "en", (80, 24)) as pilot:
        ways = pilot.app.screen.query_one("#ways", Rows)
        ways.focus()
        ways.go("watch_month")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Browse)
        pilot.app.screen.dismiss(seed)
        await settled(pilot)
        assert isinstance(pilot.app.screen, MonthPick)


async def test_a_month_that_came_to_nothing_is_not_asked_for_later(seed, tmp_path):
    gone = tmp_path / "gone.xlsx"
    async with running(None, "en", (80, 24)) as pilot:
        home = pilot.app.screen
        home.query_one("#path").value = str(gone)
        await pilot.press("shift+f11")
        await settled(pilot)
        await pilot.press("escape")
        home.open_path(str(seed))
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
