"""What is pressed, or fails, while something goes on beside the event loop or stands in front."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import openpyxl
import pytest
from textual import events

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.ask import Ask, Halt
from selfeval.tui.dialogs.row.reason import Note
from selfeval.tui.dialogs.too_small import TooSmall
from selfeval.tui.dialogs.waits.busy import Busy
from selfeval.tui.entry import last_year
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.tui.rooms.findings import Problems
from selfeval.tui.rooms.help import Help
from selfeval.tui.rooms.home import Home
from selfeval.tui.rooms.last_year import LastYearScreen
from selfeval.tui.rooms.result import ResultScreen
from selfeval.tui.rooms.workbook_changes import Changes
from selfeval.workspace.system import clipboard
from selfeval.workspace.work import renewal
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace
from tests.tui.driving import entered, running, settled, text, typed, work
from tests.tui.last_year_book import last_year_book


class Gate:
    """Holds a function that runs beside the event loop until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, where: object, name: str) -> None:
        self._real, self._go, self.reached = getattr(where, name), threading.Event(), threading.Event()
        monkeypatch.setattr(where, name, self)

    def __call__(self, *arguments: object, **options: object) -> object:
        self.reached.set()
        assert self._go.wait(20)
        return self._real(*arguments, **options)

    async def reach(self) -> None:
        """Wait until it is held."""
        async with asyncio.timeout(20):
            while not self.reached.is_set():
                await asyncio.sleep(0.01)

    def open(self) -> None:
        """Let it go on, now and later."""
        self._go.set()


def full(*_arguments, **_options):
    """A disk without space."""
    raise SelfEvalError(msg("Disk full"), msg("There is no space left."), msg("Free some."), "F303")


def stack(pilot):
    """The screens, the first one left out."""
    return [type(screen) for screen in pilot.app.screen_stack[1:]]


def said(pilot):
    """The passing words in the corner."""
    return " ".join(str(one.message) for one in pilot.app._notifications)


def indicators(pilot):
    """The keys of the rows below the budget."""
    return [row.key for row in work(pilot).desk.grid.entries[1:]]


# -- the changed workbook


async def test_nothing_is_entered_while_the_changed_workbook_is_taken(seed, monkeypatch):
    async with running(seed) as pilot:
        book = openpyxl.load_workbook(seed)
        screen, gone = work(pilot), indicators(pilot)[2]
        name = screen.desk.scored(Place(screen.desk.project, gone)).indicator.tier3
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == name):
            cell.value = "另一个完全不同的指标甲乙丙丁"
        book.save(seed)
        gate = Gate(monkeypatch, renewal, "keep_reading")
        await pilot.press("ctrl+right")
        await settled(pilot)
        await pilot.press("f10")
        await gate.reach()
        await pilot.pause()
        assert stack(pilot) == [Work, Busy]
        await pilot.press("escape", *"77", "enter", "down", "down", "ctrl+q")
        assert stack(pilot) == [Work, Busy]
        assert not pilot.app._exit
        gate.open()
        await settled(pilot)
        await settled(pilot)
        assert stack(pilot) == [Work, Changes]
        assert gone not in indicators(pilot)
        await pilot.press("escape")
        screen.go(Place(screen.desk.project, indicators(pilot)[0]))
        await typed(pilot, "95%")
        await pilot.press("enter")
        await settled(pilot)
    assert "95%" in entered(seed)
    assert "77" not in entered(seed)


async def test_a_work_file_damaged_meanwhile_is_written_again_before_changes_are_shown(seed):
    async with running(seed, notices=True) as pilot:
        screen = work(pilot)
        screen.desk.put(Place(screen.desk.project, indicators(pilot)[1]), {"actual": "90%"})
        screen.workspace._journal.path.write_bytes(b"x" * 100)
        await pilot.press("ctrl+right")
        await settled(pilot)
        assert "as it was when it was read" in said(pilot)
    assert "90%" in entered(seed)


# -- what cannot be entered


@pytest.mark.parametrize(
    ("key", "field", "kind"), [("f5", "goal_actual", BudgetScreen), ("f9", "preparer", ResultScreen)]
)
async def test_a_failure_on_leaving_a_screen_is_told_and_the_text_stays(seed, monkeypatch, key, field, kind):
    async with running(seed) as pilot:
        await pilot.press(key)
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, kind)
        screen.query_one(f"#{field}").focus()
        await typed(pilot, "xy")
        with monkeypatch.context() as patched:
            patched.setattr("selfeval.store.journal.journal.Journal.append", full)
            for _ in range(2):
                await pilot.press("escape")
                await settled(pilot)
                assert stack(pilot) == [Work, kind, Ask]
                assert "Disk full" in text(pilot)
                await pilot.press("enter")
                await settled(pilot)
                assert stack(pilot) == [Work, kind]
        await pilot.press("escape")
        await settled(pilot)
        assert stack(pilot) == [Work]
    assert "xy" in entered(seed)


async def test_a_signature_that_fails_is_told_once(seed, monkeypatch):
    async with running(seed) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        pilot.app.screen.query_one("#preparer").focus()
        await typed(pilot, "ab")
        monkeypatch.setattr("selfeval.store.journal.journal.Journal.append", full)
        await pilot.press("enter")
        await settled(pilot)
        assert stack(pilot) == [Work, ResultScreen, Ask]


@pytest.mark.parametrize(("key", "field"), [("f5", "goal_actual"), ("f9", "preparer")])
async def test_the_other_window_may_go_while_a_text_is_typed(seed, key, field):
    other = open_workspace(seed)
    async with running(seed) as pilot:
        assert pilot.app.workspace.read_only
        await pilot.press(key)
        await settled(pilot)
        pilot.app.screen.query_one(f"#{field}").focus()
        await typed(pilot, "x")
        other.close()
        await pilot.press("escape", "escape")
        await settled(pilot)
        await settled(pilot)
        assert Work in stack(pilot)
        assert not pilot.app.workspace.read_only


async def test_undo_gives_up_a_half_typed_signature_before_it_takes_back_an_entry(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        screen.desk.put(Place(screen.desk.project, indicators(pilot)[3]), {"actual": "91%"})
        await pilot.press("f9")
        await settled(pilot)
        field = pilot.app.screen.query_one("#preparer")
        field.focus()
        await typed(pilot, "ab")
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert field.value == ""
        assert len(screen.workspace.evaluation.done) == 1
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert not screen.workspace.evaluation.done
        await pilot.press("ctrl+y")
        await settled(pilot)
    assert entered(seed) == {"91%"}


@pytest.mark.parametrize("over", ["f1", "ctrl+p"])
@pytest.mark.parametrize("where", ["reason", "slip", "outcome", "amount"])
async def test_nothing_typed_is_lost_by_leaving_from_the_help_or_the_list_of_actions(seed, over, where):
    async with running(seed, notices=True) as pilot:
        screen = work(pilot)
        screen.desk.grid.go(screen.desk.grid.entries[-1].key)
        if where == "reason":
            await pilot.press("f6")
            await settled(pilot)
            await typed(pilot, "下雨")
        elif where == "slip":
            await typed(pilot, "0.85")
            await pilot.press("enter")
        elif where == "amount":
            await pilot.press("f5")
            await settled(pilot)
            await typed(pilot, "170")
        else:
            await typed(pilot, "95%")
        await settled(pilot)
        await pilot.press(over)
        await settled(pilot)
        await pilot.press("ctrl+q")
        await settled(pilot)
        if where in {"reason", "slip"} or over == "ctrl+p":
            assert not pilot.app._exit
            assert "Finish this first" in said(pilot)
        else:
            assert pilot.app._exit
    if where in {"outcome", "amount"} and over == "f1":
        assert entered(seed) & {"95%", "170"}


@pytest.mark.parametrize("key", ["", "f5"])
async def test_nobody_is_told_that_something_is_saved_where_nothing_can_be(seed, monkeypatch, key):
    async with running(seed, notices=True) as pilot:
        monkeypatch.setattr(Workspace, "volatile", property(lambda _self: True))
        await pilot.press(*([key] if key else []), "ctrl+s")
        await settled(pilot)
        assert "Nothing can be saved" in said(pilot)


# -- what was changed behind a screen


async def test_every_step_undone_in_the_budget_is_drawn(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        screen.desk.put(Place(screen.desk.project, indicators(pilot)[3]), {"actual": "90%"})
        screen.desk.show_step(screen.workspace.enter([(FactKey(screen.desk.project, "", "executed"), "175")]))
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press("ctrl+z", "ctrl+z", "escape")
        await settled(pilot)
        assert not screen.workspace.evaluation.done
        fresh = [
            screen.desk.row(Place(screen.desk.project, "")),
            *(screen.desk.row(Place(screen.desk.project, key)) for key in indicators(pilot)),
        ]
        assert screen.desk.grid.entries == fresh


async def test_findings_and_result_follow_what_is_undone_in_front_of_them(filled):
    async with running(filled) as pilot:
        screen = work(pilot)
        screen.desk.put(Place(screen.desk.project, indicators(pilot)[3]), {"actual": "abc"})
        await pilot.press("f8")
        await settled(pilot)
        findings = pilot.app.screen
        assert isinstance(findings, Problems)
        await pilot.press("f9")
        await settled(pilot)
        await pilot.press("ctrl+z", "escape")
        await settled(pilot)
        assert pilot.app.screen is findings
        assert len(findings.problems) == len(screen.workspace.problems)
        assert set(findings.problems) == set(screen.workspace.problems)


# -- openings


async def test_a_second_opening_waits_for_no_first(seed, monkeypatch):
    other = seed.with_name("other.xlsx")
    other.write_bytes(seed.read_bytes())
    go = threading.Event()

    def slow(*arguments, **options):
        assert go.wait(20)
        return open_workspace(*arguments, **options)

    monkeypatch.setattr("selfeval.tui.app.opening.open_workspace", slow)
    async with running(None, notices=True) as pilot:
        field = pilot.app.screen.query_one("#path")
        field.value = str(seed)
        await pilot.press("enter")
        await pilot.pause()
        field.value = str(other)
        await pilot.press("enter", "enter")
        go.set()
        await settled(pilot)
        assert stack(pilot) == [Home, Work, Halt]
        assert pilot.app.workspace.source.path == seed
        assert not pilot.app.workspace.read_only
        assert isinstance(pilot.app.screen, Halt)
        await pilot.press("escape")
    monkeypatch.undo()
    for path in (seed, other):
        opened = open_workspace(path)
        assert not opened.read_only
        opened.close()


async def test_a_work_that_could_not_be_opened_again_greets_no_other(seed):
    second = seed.with_name("second.xlsx")
    second.write_bytes(seed.read_bytes())
    other = open_workspace(seed)
    async with running(seed) as pilot:
        screen = work(pilot)
        other.close()
        seed.unlink()
        screen.desk.refused()
        await settled(pilot)
        await settled(pilot)
        assert stack(pilot) == [Home, Ask]
        await pilot.press("enter")
        await settled(pilot)
        pilot.app.screen.open_path(str(second))
        await settled(pilot)
        assert stack(pilot) == [Home, Work]


# -- the clipboard


@pytest.mark.parametrize("key", ["down", "f6"])
async def test_a_slow_clipboard_begins_no_entry_elsewhere(seed, monkeypatch, key):
    monkeypatch.setattr(clipboard, "read", lambda: "88")
    gate = Gate(monkeypatch, clipboard, "read")
    async with running(seed, notices=True) as pilot:
        screen = work(pilot)
        screen.go(Place(screen.desk.project, indicators(pilot)[0]))
        await pilot.press("ctrl+v")
        await gate.reach()
        await pilot.press(key)
        await pilot.pause()
        gate.open()
        await settled(pilot)
        assert not screen.desk.line.active
        assert "nothing was pasted" in said(pilot)
        assert (Note in stack(pilot)) is (key == "f6")


async def test_explanation_and_history_reach_the_clipboard_too(filled, monkeypatch):
    taken = []
    monkeypatch.setattr(clipboard, "write", lambda copied: taken.append(copied) or True)
    async with running(filled, notices=True) as pilot:
        screen = work(pilot)
        screen.desk.put(Place(screen.desk.project, indicators(pilot)[2]), {"actual": "90%"})
        screen.go(Place(screen.desk.project, indicators(pilot)[2]))
        for key in ("ctrl+w", "shift+f8"):
            await pilot.press(key)
            await settled(pilot)
            await pilot.press("ctrl+c")
            await settled(pilot)
            assert "Copied: " in said(pilot)
            await pilot.press("escape")
            await settled(pilot)
    assert len(taken) == 2
    assert all("90%" in copied for copied in taken)


@pytest.mark.parametrize("where", ["outcome", "reason", "amount", "find"])
async def test_the_clipboard_of_the_system_is_pasted_into_fields_in_its_turn(seed, monkeypatch, where):
    monkeypatch.setattr(clipboard, "read", lambda: "17")
    gate = Gate(monkeypatch, clipboard, "read")
    async with running(seed, notices=True) as pilot:
        screen = work(pilot)
        screen.go(Place(screen.desk.project, indicators(pilot)[-1]))
        await pilot.press(*{"outcome": ["9"], "reason": ["f6"], "amount": ["f5"], "find": ["ctrl+f"]}[where])
        await settled(pilot)
        for key in ("ctrl+v", "5"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await gate.reach()
        await asyncio.sleep(0.7)
        gate.open()
        await settled(pilot)
        await settled(pilot)
        field = pilot.app.focused
        shown = field.text if where == "reason" else field.value
        assert shown == {"outcome": "9175"}.get(where, "175")


# -- last year


async def test_last_year_comes_up_once_nothing_stands_in_front(seed, monkeypatch):
    last = last_year_book(seed, seed.with_name("2024.xlsx"))
    gate = Gate(monkeypatch, last_year, "look_at")
    async with running(seed) as pilot:
        work(pilot).last_year.look_at(last)
        await gate.reach()
        await pilot.press("f1")
        gate.open()
        await settled(pilot)
        await pilot.pause(0.3)
        assert stack(pilot) == [Work, Help]
        await pilot.press("escape")
        await pilot.pause(0.5)
        assert stack(pilot) == [Work, LastYearScreen]


async def test_last_year_stays_behind_the_word_about_a_small_window(seed):
    last = last_year_book(seed, seed.with_name("2024.xlsx"))
    async with SelfEvalApp("en", seed, None, last).run_test(size=(50, 12)) as pilot:
        await settled(pilot)
        await settled(pilot)
        assert stack(pilot) == [Work, LastYearScreen, TooSmall]


# -- odd packs and names


async def test_a_pack_without_answers_says_so(seed):
    async with running(seed, notices=True) as pilot:
        screen = work(pilot)
        workspace = screen.workspace
        workspace.pack = replace(workspace.pack, answers=())
        kinds = {place: workspace.scored(*place).target.kind.value for place in map(tuple, places(workspace))}
        screen.go(Place(*next(place for place, kind in kinds.items() if kind == "qualitative")))
        await pilot.press("enter")
        await settled(pilot)
        assert stack(pilot) == [Work]
        assert "no answers" in said(pilot)


def places(workspace):
    """Project and indicator of each row below the budgets."""
    return [(place.project, place.indicator) for place in workspace.places() if place.indicator]


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_long_name_leaves_room_for_every_answer(filled, language):
    path = filled.with_name("乐亭县人民政府办公室二〇二五年度预算项目绩效目标表最终审定版修改稿.xlsx")
    filled.rename(path)
    async with running(path, language) as pilot:
        workspace = work(pilot).workspace
        workspace.output_path().write_bytes(b"x")
        await pilot.press("f9")
        await settled(pilot)
        pilot.app.screen.exporter.choose_name()
        await settled(pilot)
        shown = text(pilot)
        assert all(f"{key} " in shown for key in ("Enter", "F10", "Esc"))
        assert "(2)" in shown or "（2）" in shown
