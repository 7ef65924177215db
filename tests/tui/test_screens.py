"""Around the grid: user text shown as it is, sizes, findings that jump, home, failures, leaving."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import signal
import subprocess
import sys

import pytest
from rich.cells import cell_len
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import Severity
from selfeval.tui.actions.action import SCREENS
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.too_small import TooSmall
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.findings import Problems
from selfeval.tui.rooms.result import ResultScreen
from selfeval.tui.row_texts.desk.grid import HEADING
from selfeval.tui.row_texts.places import BUDGET_KEY
from selfeval.tui.text import SEVERITY_MARKS
from selfeval.tui.widgets.desk.score import ScoreHead
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.opening import open_workspace
from tests.benchmarks.rows import make
from tests.tui.driving import (
    LANGUAGES,
    LOOKS,
    SIZES,
    click_row,
    cut,
    lines,
    overflowing,
    running,
    settled,
    text,
    typed,
    work,
)
from tests.tui.odd import odd_workspace, shown
from tests.tui.test_registry import OPENERS, opened


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (61, 20)])
async def test_user_text_is_shown_as_it_is(size):
    app, test, screen = await shown(odd_workspace(), size)
    async with test as pilot:
        app.push_screen(screen)
        await settled(pilot)
        seen = text(pilot)
        assert "产量[kg]" in seen
        assert "完成[/x]率" in seen
        assert "项目[/red]" in seen
        assert "\x1b" not in seen
        if size[0] != 80:
            assert not overflowing(pilot)
            return
        for key in ("down", "f8", "escape", "f9", "escape", "f6", "escape", "f1", "escape", "ctrl+n", "escape"):
            await pilot.press(key)
            await settled(pilot)
            assert not overflowing(pilot)
        await typed(pilot, "8[/x]")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f10")  # another unit, kept as written
        await settled(pilot)
        await pilot.press("escape", "ctrl+z")
        await settled(pilot)
        assert "8[" in text(pilot), "the word about what was undone shows the text as it is"


async def test_resizing_keeps_the_state_even_while_typing(seed):
    async with running(seed, "zh", (120, 40)) as pilot:
        screen = work(pilot)
        await pilot.press("home", *["down"] * 7)
        place = screen.desk.place
        await typed(pilot, "95")
        for size in ((80, 24), (50, 12), (59, 30), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert isinstance(pilot.app.screen, TooSmall) is (size < (60, 20))
        assert screen.desk.place == place
        assert screen.desk.line.field.value == "95"
        await typed(pilot, "%")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == "95%"


async def test_a_terminal_too_small_from_the_beginning(seed):
    async with running(seed, "zh", (50, 15)) as pilot:
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.press("f1", "ctrl+p", "escape", "enter")
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert work(pilot).desk.grid.has_focus


@pytest.mark.parametrize("part", [1, 2])
@pytest.mark.parametrize("sizes", [((120, 40), (70, 22)), ((80, 24), (120, 40)), ((120, 40), (50, 12))])
async def test_a_terminal_resized_while_the_screen_comes_up(seed, monkeypatch, part, sizes):
    begun = []

    async def resized(screen):
        begun.append(screen)
        if len(begun) == part:
            screen.app._driver._size = Size(*sizes[1])
            screen.app.post_message(Resize(Size(*sizes[1]), Size(*sizes[1])))
        await asyncio.sleep(0.01)

    monkeypatch.setattr(Work, "give_way", resized)
    async with running(seed, "zh", sizes[0]) as pilot:
        await settled(pilot)
        assert len(begun) == 2
        if isinstance(pilot.app.screen, TooSmall):
            await pilot.resize_terminal(*sizes[0])
            await settled(pilot)
        screen, size = work(pilot), pilot.app.size
        assert pilot.app.screen is screen
        assert screen.size == size
        slim, wide, low = size.width < 72, size.width >= 120, size.height < 24
        shown = [screen.has_class(name) for name in ("-slim", "-wide", "-low", "-high", "-tall")]
        assert shown == [slim, wide, low, 24 <= size.height < 30, size.height >= 30]
        assert not overflowing(pilot)


async def test_a_screen_that_comes_up_is_laid_out_once(seed, monkeypatch):
    laid_out, lay_out = [], Screen._refresh_layout

    def counted(screen, size=None, **options):
        laid_out.extend([type(screen)] if size else [])
        lay_out(screen, size, **options)

    monkeypatch.setattr(Screen, "_refresh_layout", counted)
    async with running(seed, "zh", (120, 40)) as pilot:
        assert laid_out.count(Work) == 1
        await pilot.press("f8")
        await settled(pilot)
        assert laid_out.count(Problems) == 1
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert laid_out.count(Problems) > 1


@pytest.mark.parametrize("part", [1, 2])
async def test_the_program_can_be_left_while_the_screen_comes_up(seed, monkeypatch, part):
    begun = []

    async def left(screen):
        begun.append(screen)
        if len(begun) == part:
            screen.app.exit()
        await asyncio.sleep(0.05)

    monkeypatch.setattr(Work, "give_way", left)
    async with SelfEvalApp("zh", seed).run_test() as pilot:
        while not pilot.app._exit:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
    again = open_workspace(seed)
    assert not again.read_only
    again.close()


async def test_a_mistake_of_our_own_is_handed_on_without_a_traceback_on_the_screen(seed, capsys, monkeypatch):
    monkeypatch.setattr(Work, "action_saved", lambda _self: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        async with running(seed) as pilot:
            await pilot.press("ctrl+s")
            await settled(pilot)
    assert isinstance(pilot.app.mistake, ZeroDivisionError)
    assert "Traceback" not in capsys.readouterr().err


async def test_a_finding_jumps_to_its_row(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await pilot.press("f8")
        await settled(pilot)
        findings = pilot.app.screen
        assert isinstance(findings, Problems)
        key, problem = next(
            (str(place), problem)
            for place, problem in enumerate(findings.problems)
            if problem.indicator and problem.project != screen.desk.project
        )
        assert findings.query_one(Rows).go(key)
        await pilot.press("enter")
        await settled(pilot)
        assert (screen.desk.place.project, screen.desk.place.indicator) == (problem.project, problem.indicator)


async def test_the_list_of_projects_is_a_key_and_a_click_away(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        projects = screen.query_one("#projects", Rows)
        assert not projects.display or not projects.has_class("-shown")
        await pilot.press("f4")
        await settled(pilot)
        assert projects.has_class("-shown")
        assert projects.has_focus
        second = screen.workspace.assessment.projects[1].project.id
        await click_row(pilot, projects, second)
        assert screen.desk.project == second
        await pilot.press("enter", "left")
        await settled(pilot)
        assert screen.desk.project != second
        await pilot.press("f4")
        await settled(pilot)
        assert not projects.has_class("-shown")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_marks_of_the_rows_stay_beside_the_list_of_projects(filled, language):
    async with running(filled, language, (80, 24)) as pilot:
        screen = work(pilot)
        screen.workspace.enter([(FactKey(screen.desk.project, screen.desk.grid.entries[1].key, "actual"), "0.3%")])
        screen.show_all()
        await pilot.press("f4")
        await settled(pilot)
        assert screen.query_one("#projects").display
        grid, marks = screen.desk.grid, {row.cells[-1] for row in screen.desk.grid.entries}
        assert marks - {""}
        assert sum(cells + 1 for cells in grid._widths) + 1 <= grid.size.width
        shown = "\n".join(line[grid.region.x :] for line in lines(pilot))
        assert all(mark in shown for mark in marks)


@pytest.mark.parametrize(("language", "size"), [("en", (60, 20)), ("zh", (60, 20)), *LOOKS])
async def test_the_counts_at_the_head_stay_on_one_line(seed, language, size):
    async with running(seed, language, size) as pilot:
        screen = work(pilot)
        for count in (3, 30, 3000):
            found = [dataclasses.replace(screen.workspace.objections[0], severity=one) for one in Severity] * count
            screen.query_one(ScoreHead).show(screen.workspace, screen.desk.project, tuple(found))
            await settled(pilot)
            line = "".join(lines(pilot)[:5])
            marks = list(SEVERITY_MARKS.values())[: {60: 1, 80: 2, 120: 3}[size[0]]]
            assert all(f"{mark}{count}" in line.replace(" ", "") for mark in marks), "of both owners, as room allows"
            assert not overflowing(pilot)


async def test_signatures_are_facts(seed):
    async with running(seed) as pilot:
        await pilot.press("f9", "tab", "end", "enter")  # the last line of the checklist leads to the fields
        await settled(pilot)
        await typed(pilot, "张三")
        await pilot.press("enter")
        await typed(pilot, "李四")
        await pilot.press("escape")
        await settled(pilot)
        evaluation = work(pilot).workspace.evaluation
        assert (evaluation.setting("preparer"), evaluation.setting("leader")) == ("张三", "李四")


async def test_open_rows_on_the_result_screen_lead_to_their_row(seed):
    async with running(seed) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ResultScreen)
        rows = pilot.app.screen.query_one("#open", Rows)
        assert rows.display
        rows.focus()
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert work(pilot).workspace.is_open(work(pilot).desk.place)


async def test_two_thousand_rows_change_only_the_row_that_was_entered():
    workspace = odd_workspace([f"指标{number}" for number in range(2000)])
    app, test, screen = await shown(workspace)
    async with test as pilot:
        app.push_screen(screen)
        await settled(pilot)
        built = []
        put = screen.desk.grid.put
        screen.desk.grid.put = lambda row: (built.append(row.key), put(row))
        await pilot.press("end")
        screen.desk.put(screen.desk.place, {"actual": "12"})
        await settled(pilot)
        assert [key for key in built if not key.startswith(HEADING)] == [screen.desk.place.indicator]
        assert "指标1999" in text(pilot)
        await pilot.press("home")
        assert screen.desk.grid.key == BUDGET_KEY


def test_first_paint_needs_neither_workbooks_nor_frames(seed, tmp_path):
    """With the work in its journal, the entry screen stands before openpyxl and pandas are loaded."""
    open_workspace(seed).close()
    script = (
        "import asyncio, sys; from pathlib import Path; from selfeval.tui.app.app import SelfEvalApp\n"
        "async def main():\n"
        "    app = SelfEvalApp('zh', Path(sys.argv[1]))\n"
        "    async with app.run_test(size=(80, 24)) as pilot:\n"
        "        await app.workers.wait_for_complete(); await pilot.pause(); await pilot.pause()\n"
        "        print(type(app.screen).__name__, *sorted({'openpyxl', 'pandas', 'xlsxwriter'} & set(sys.modules)))\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(seed)], capture_output=True, text=True, check=False, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"}, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == ["Work"], done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
async def test_the_end_of_the_terminal_is_a_clean_end(seed):
    async with running(seed) as pilot:
        workspace = work(pilot).workspace
        workspace.enter([(FactKey(work(pilot).desk.project, "", "executed"), "90")])
        os.kill(os.getpid(), signal.SIGHUP)
        await pilot.pause(0.1)
        assert pilot.app._exit
        assert pilot.app.return_code == 128 + signal.SIGHUP
    again = open_workspace(seed)
    assert not again.read_only
    assert len(again.evaluation.facts) == 1
    again.close()


def test_rows_are_values():
    assert dataclasses.is_dataclass(odd_workspace().places()[0])


async def fits(pilot):
    """The present screen small and usual: nothing is cut or too wide, and from 80 columns on the footer leads on."""
    for size in ((60, 20), *reversed(SIZES if pilot.app.words.language == "en" else SIZES[:1])):
        await pilot.resize_terminal(*size)
        await settled(pilot)
        assert cut(pilot) == [], size
        assert not overflowing(pilot), size
        assert len(lines(pilot)) == size[1]
        last = lines(pilot)[-1].rstrip()
        assert cell_len(last) <= size[0]
        assert size[0] < 80 or ("F1" in last and "^P" in last)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_fits_and_none_of_its_sentences_is_cut(filled, language):
    async with running(filled, language) as pilot:
        for where in OPENERS:
            await opened(pilot, where)
            await fits(pilot)
            while type(pilot.app.screen) is not Work:
                await pilot.press("escape")
                await pilot.pause()
    async with running(None, language) as pilot:
        await fits(pilot)
    assert {*OPENERS, "home"} == set(SCREENS)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_an_unfinished_result_says_all_of_it(seed, language):
    async with running(seed, language, (80, 24)) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        assert cut(pilot) == []
        assert any("F8" in line for line in text(pilot).splitlines()[7:10])


async def test_a_long_list_wraps_its_names_as_a_short_one(tmp_path):
    path = tmp_path / "many.xlsx"
    make(1200, path)
    async with running(path, "zh", (120, 40)) as pilot:
        grid = work(pilot).desk.grid
        await pilot.press("end")
        await settled(pilot)
        assert grid.line_of(grid.key) - grid.line_of(grid.entries[-2].key) == 1, "short names take one line"
        assert "第1199项" in "".join(text(pilot).split())
        assert "1201" in text(pilot), "how many are still open"
