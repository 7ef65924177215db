"""Pasting, copying, cutting, filling down and taking in files: by key, by the palette and by mouse, in two sizes."""

from __future__ import annotations

import openpyxl
import pytest
from textual import events

from selfeval.core.evaluation import FactKey
from selfeval.tui.dialogs.other_row import OtherRow
from selfeval.tui.dialogs.waits.paste import Waiting
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.paste import PasteScreen
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.headless import load
from selfeval.workspace.incoming.fill_in import write_sheet
from selfeval.workspace.system import clipboard
from selfeval.workspace.work.opening import open_workspace
from tests.tui.driving import (
    LOOKS,
    SIZES,
    click_key,
    click_row,
    lines,
    overflowing,
    press,
    running,
    settled,
    text,
    typed,
    work,
)
from tests.tui.odd import odd_workspace, shown

HEADING = "二级指标\t三级指标\t实际完成值\t偏差原因\r\n"
BLOCK = (
    HEADING + "满意度指标\t信访群众及相关单位满意度\t95%\t\r\n成本指标\t解决问题费用\t175.3万元\t\r\n"
    "质量指标\t和谐社会稳定\t有效改善\t\r\n时效指标\t发放补贴及时\t100%\t\"第一行\n第二行\"\r\n"
)  # fmt: skip
COST, RATE, SATISFACTION = 4, 3, 7


@pytest.fixture(autouse=True)
def board(monkeypatch):
    """A clipboard of the test's own; `reach` False where the system has none."""
    held = {"text": "", "reach": True}

    def write(copied):
        held["text"] = copied if held["reach"] else held["text"]
        return held["reach"]

    monkeypatch.setattr(clipboard, "write", write)
    monkeypatch.setattr(clipboard, "read", lambda: held["text"] if held["reach"] else None)
    return held


async def paste(pilot, block):
    """What a terminal sends for a paste."""
    pilot.app.post_message(events.Paste(block))
    await pilot.pause()
    await settled(pilot)


def actuals(pilot):
    """Outcomes that were entered, by the row's name."""
    workspace = work(pilot).workspace
    result = workspace.assessment.projects[0]
    return {
        item.indicator.tier3: fact
        for item in result.indicators
        if (fact := workspace.evaluation.facts.get(FactKey(result.project.id, item.indicator.id, "actual")))
    }


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_a_block_is_shown_first_and_entered_as_one_step(seed, language, size):
    async with running(seed, language, size) as pilot:
        await paste(pilot, BLOCK)
        screen = pilot.app.screen
        assert isinstance(screen, PasteScreen)
        assert not overflowing(pilot)
        assert [row.cells[0] for row in screen.rows.rows[:4]] == ["[x]", "[x]", "[ ]", " - "]
        assert actuals(pilot) == {}
        seen = text(pilot)
        for word in {"en": ("fits", "alike", "no place", "Not in the block"),
                     "zh": ("可用", "相似", "找不到", "粘贴内容里没有")}[language]:  # fmt: skip
            assert word in seen
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, Work)
        entered = {"信访群众及相关单位满意度": "95%", "解决问题费用": "175.3万元"}
        assert actuals(pilot) == entered
        step = work(pilot).workspace.evaluation.done[-1]
        assert (step.kind, len(step.changes)) == ("paste", 2)
        await press(pilot, "ctrl+z")
        assert actuals(pilot) == {}
        await press(pilot, "ctrl+y")
        assert actuals(pilot) == entered


async def test_the_figures_of_a_reason_follow_a_pasted_outcome(seed):
    async with running(seed) as pilot:
        place = next(
            place for place in work(pilot).workspace.places() if "满意度" in place.indicator and place.indicator
        )
        workspace = work(pilot).workspace
        keys = {name: FactKey(place.project, place.indicator, name) for name in ("actual", "reason")}
        workspace.enter([(keys["actual"], "85%")])
        workspace.enter([(keys["reason"], "完成值 85%，低于目标 5 个百分点。原因：回收少")])
        await paste(pilot, HEADING + "满意度指标\t信访群众及相关单位满意度\t80%\t\r\n")
        assert "follow the new outcome" in text(pilot)
        await press(pilot, "f10")
        assert workspace.evaluation.facts[keys["reason"]] == "完成值 80%，低于目标 10 个百分点。原因：回收少"
        await press(pilot, "ctrl+z")
        assert workspace.evaluation.facts[keys["reason"]] == "完成值 85%，低于目标 5 个百分点。原因：回收少"


@pytest.mark.parametrize("size", SIZES)
async def test_a_slip_in_the_preview_is_taken_as_meant_by_one_key(seed, size):
    async with running(seed, "en", size) as pilot:
        await paste(pilot, HEADING + "满意度指标\t信访群众及相关单位满意度\t0.95\t\r\n")
        screen = pilot.app.screen
        assert [row.cells[0] for row in screen.rows.rows[:1]] == ["[ ]"]
        assert "95%: F7 takes it." in text(pilot)
        await press(pilot, "f7")
        assert [row.cells[0] for row in screen.rows.rows[:1]] == ["[x]"]
        assert not overflowing(pilot)
        await press(pilot, "f7", "f10")  # nothing else is offered
        assert actuals(pilot) == {"信访群众及相关单位满意度": "95%"}


async def test_a_slip_in_a_file_is_taken_as_meant(seed, tmp_path):
    table = tmp_path / "actuals.csv"
    table.write_text("二级指标,三级指标,实际完成值\n成本指标,解决问题费用,1753000\n", encoding="utf-8")
    async with running(seed) as pilot:
        work(pilot).block.take_in_file(table)
        await settled(pilot)
        await press(pilot, "f7", "f10")
        assert actuals(pilot) == {"解决问题费用": "1753000元"}


async def test_names_that_stand_in_several_projects_have_their_project_beside_them(seed):
    async with running(seed) as pilot:
        await paste(pilot, "二级指标\t三级指标\t实际完成值\n时效指标\t预算资金执行率\t97%\n")
        assert pilot.app.screen.rows.rows[0].cells[2] == "解决特殊疑难问题资金"
        assert not overflowing(pilot)
        await press(pilot, "escape")
        await paste(pilot, HEADING + "成本指标\t解决问题费用\t175.3万元\t\r\n")
        assert pilot.app.screen.rows.rows[0].cells[2] == "tiers"


async def test_a_row_without_a_place_is_given_one_and_others_are_left_out(seed):
    async with running(seed) as pilot:
        await paste(pilot, BLOCK)
        screen = pilot.app.screen
        await press(pilot, "home", "space", "down", "space", "end")
        assert screen.taken == set()
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, OtherRow)
        await typed(pilot, "预算资金")
        await press(pilot, "enter")
        assert pilot.app.screen is screen
        assert screen.taken == {3}
        assert "by you" in text(pilot)
        await press(pilot, "f10")
        workspace = work(pilot).workspace
        assert actuals(pilot) == {"预算资金执行率": "100%"}
        assert "第一行\n第二行" in workspace.evaluation.facts.values()


async def test_f3_goes_round_the_doubtful_rows_and_f4_ticks_all_or_none(seed):
    async with running(seed) as pilot:
        await paste(pilot, BLOCK)
        screen = pilot.app.screen
        assert screen.number == 0
        await press(pilot, "f3")
        assert screen.number == 2
        await press(pilot, "f3")
        assert screen.number == 3
        await press(pilot, "f3", "ctrl+a")
        assert (screen.number, screen.taken) == (0, {0, 1, 2})
        await press(pilot, "ctrl+a")
        assert screen.taken == set()
        await press(pilot, "f10")
        assert pilot.app.screen is screen
        await press(pilot, "escape")
        assert actuals(pilot) == {}


async def test_everything_by_mouse(seed):
    async with running(seed) as pilot:
        await paste(pilot, BLOCK)
        screen = pilot.app.screen
        await click_row(pilot, screen.rows, "0")
        await settled(pilot)
        assert screen.taken == {1}
        await click_row(pilot, screen.rows, "3")
        await settled(pilot)
        await click_key(pilot, "other_row")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, OtherRow)
        await click_row(pilot, dialog.query_one(Rows), dialog.query_one(Rows).rows[1].key)
        await click_key(pilot, "take")
        await settled(pilot)
        assert screen.taken == {1, 3}
        await click_key(pilot, "take_block")
        await settled(pilot)
        assert len(actuals(pilot)) == 2


async def test_of_two_rows_for_one_place_only_one_is_taken(seed):
    async with running(seed) as pilot:
        await paste(pilot, HEADING + "\t解决问题费用\t170万元\t\n\t解决问题费用\t175万元\t\n")
        screen = pilot.app.screen
        assert screen.taken == {0}
        await press(pilot, "home", "down", "space")
        assert screen.taken == {1}
        await press(pilot, "f10")
        assert actuals(pilot) == {"解决问题费用": "175万元"}


async def test_values_alone_go_to_the_rows_from_the_cursor_on(seed):
    async with running(seed) as pilot:
        await press(pilot, "home", *["down"] * RATE)
        await paste(pilot, "97%\n175.3万元\n")
        assert "by position" in text(pilot)
        assert "names no rows" in text(pilot)
        await press(pilot, "f10")
        assert actuals(pilot) == {"预算资金执行率": "97%", "解决问题费用": "175.3万元"}


async def test_one_cell_begins_an_entry_with_or_without_a_line_break(seed):
    async with running(seed) as pilot:
        await press(pilot, "home", *["down"] * SATISFACTION)
        await paste(pilot, '"95\n%"\r\n')
        screen = work(pilot)
        assert screen.desk.line.active
        assert screen.desk.line.field.value == "95 %"
        await press(pilot, "escape")
        await typed(pilot, "9")
        await paste(pilot, "5%\r\n")
        assert screen.desk.line.field.value == "95%"


async def test_a_block_pasted_while_typing_keeps_what_was_typed(seed):
    async with running(seed) as pilot:
        await press(pilot, "home", *["down"] * SATISFACTION)
        await typed(pilot, "95%")
        await paste(pilot, HEADING + "\t解决问题费用\t170万元\t\n")
        assert isinstance(pilot.app.screen, PasteScreen)
        assert actuals(pilot) == {"信访群众及相关单位满意度": "95%"}


async def test_nothing_usable_is_told(seed):
    async with running(seed, notices=True) as pilot:
        await paste(pilot, "三级指标\t指标值\t实际完成值\n解决问题费用\t≤180万元\t\n")
        assert isinstance(pilot.app.screen, Work)
        assert "nothing" in text(pilot) or "No outcome" in text(pilot)


@pytest.mark.parametrize("how", ["key", "palette"])
async def test_copy_cut_paste_and_fill_down(seed, board, how):
    labels = {"ctrl+c": "^C", "ctrl+x": "^X", "ctrl+v": "^V", "ctrl+d": "^D"}

    async def do(key):
        if how == "key":
            await press(pilot, key)
        else:
            await palette_key(key)

    async def palette_key(key):
        await press(pilot, "ctrl+p")
        rows = pilot.app.screen.query_one(Rows)
        assert rows.go(next(row.key for row in rows.rows if row.cells[0] == labels[key]))
        await press(pilot, "enter")

    async with running(seed) as pilot:
        screen = work(pilot)
        await press(pilot, "home", *["down"] * SATISFACTION)
        await typed(pilot, "95%")
        await press(pilot, "tab", "end")
        await do("ctrl+c")
        assert board["text"] == "95%"
        assert pilot.app.clipboard == "95%"
        await press(pilot, "home", *["down"] * RATE)
        await do("ctrl+v")
        assert screen.desk.line.active
        await press(pilot, "tab", "up", "up")
        assert actuals(pilot)["预算资金执行率"] == "95%"
        await press(pilot, "home", *["down"] * RATE, "shift+down", "shift+end")
        assert len(screen.desk.grid.picked) == SATISFACTION - RATE + 1
        await do("ctrl+x")
        assert board["text"].count("\n") == SATISFACTION - RATE + 1
        assert actuals(pilot) == {}
        assert screen.workspace.evaluation.done[-1].kind == "clear"
        await do("ctrl+v")
        assert isinstance(pilot.app.screen, PasteScreen)
        await press(pilot, "f10")
        assert set(actuals(pilot)) == {"预算资金执行率", "信访群众及相关单位满意度"}
        await press(pilot, "home", *["down"] * RATE, "shift+down")
        await do("ctrl+d")
        assert isinstance(pilot.app.screen, PasteScreen)
        assert "another kind or unit" in text(pilot)
        assert pilot.app.screen.taken == set()
        await press(pilot, "escape")


async def test_fill_down_where_everything_fits_needs_no_question(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await press(pilot, "home", *["down"] * 5)
        place = screen.desk.place
        screen.desk.put(place, {"actual": "达成年度指标", "share": "95"})
        await press(pilot, "shift+down", "ctrl+d")
        assert isinstance(pilot.app.screen, Work)
        assert actuals(pilot)["解决疑难信访问题，维护社会稳定"] == "达成年度指标"
        assert len(screen.workspace.evaluation.done) == 2
        await press(pilot, "delete")
        assert len(screen.desk.grid.picked) == 2
        assert screen.workspace.evaluation.done[-1].kind == "clear"
        assert not any(actuals(pilot).values())


async def test_rows_are_picked_by_shift_and_by_the_mouse(seed):
    async with running(seed) as pilot:
        grid = work(pilot).desk.grid
        await press(pilot, "ctrl+home", "shift+down", "shift+down")
        assert len(grid.picked) == 3
        assert sum(line.startswith(">") for line in lines(pilot)) >= 3
        await press(pilot, "shift+up")
        assert len(grid.picked) == 2
        await press(pilot, "escape")
        assert len(grid.picked) == 1
        assert grid.key == grid.entries[1].key
        await press(pilot, "ctrl+a")
        assert len(grid.picked) == len(grid.entries)
        await press(pilot, "ctrl+home")
        assert len(grid.picked) == 1
        await pilot.click(grid, offset=(2, grid.line_of(grid.entries[2].key)), shift=True)
        assert len(grid.picked) == 3
        await pilot.click(grid, offset=(2, grid.head))
        assert len(grid.picked) == 1


async def test_without_a_clipboard_the_terminal_is_asked_to_paste(seed, board):
    board["reach"] = False
    async with running(seed, notices=True) as pilot:
        await press(pilot, "ctrl+v")
        assert isinstance(pilot.app.screen, Waiting)
        await paste(pilot, BLOCK)
        assert isinstance(pilot.app.screen, PasteScreen)
        await press(pilot, "f10", "home", *["down"] * SATISFACTION, "ctrl+c")
        assert "OSC 52" in text(pilot)
        assert pilot.app.clipboard == "95%"
        await press(pilot, "up", "ctrl+v")
        assert work(pilot).desk.line.active
        assert work(pilot).desk.line.field.value == "95%"


async def test_page_keys_finish_an_entry(seed):
    async with running(seed) as pilot:
        await press(pilot, "home", *["down"] * COST)
        await typed(pilot, "175.3万元")
        await press(pilot, "pagedown")
        assert actuals(pilot) == {"解决问题费用": "175.3万元"}
        assert work(pilot).desk.grid.cursor > COST


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_a_sheet_that_came_back_is_taken_in(seed, language, size, tmp_path):
    sheet = tmp_path / "填报.xlsx"
    handed_out = load(seed)
    write_sheet(handed_out.assessment, handed_out.source, sheet)
    book = openpyxl.load_workbook(sheet)
    filled = 0
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                if cell.value == "信访群众及相关单位满意度" and not filled:
                    heading = next(r for r in page.iter_rows() if any(c.value == "实际完成值" for c in r))
                    column = next(c.column for c in heading if c.value == "实际完成值")
                    page.cell(cell.row, column).value = "93%"
                    filled = 1
    assert filled
    book.save(sheet)
    async with running(seed, language, size) as pilot:
        await press(pilot, "ctrl+u")
        assert pilot.app.screen.query_one(Rows).go(sheet.name)
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, PasteScreen)
        assert not overflowing(pilot)
        assert screen.taken == {0}
        assert actuals(pilot) == {}
        await press(pilot, "f10")
        assert actuals(pilot) == {"信访群众及相关单位满意度": "93%"}
        assert work(pilot).workspace.evaluation.done[-1].kind == "import"


async def test_rows_of_a_table_that_fit_nowhere_are_listed(seed, tmp_path):
    table = tmp_path / "填报.csv"
    table.write_text("三级指标,实际完成值\n解决问题费用,170万元\n没有这一行,5\n", encoding="utf-8")
    async with running(seed, notices=True) as pilot:
        await press(pilot, "ctrl+u")
        assert pilot.app.screen.query_one(Rows).go(table.name)
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert [one.line.place is None for one in screen.seen] == [False, True]
        await press(pilot, "end", "ctrl+r")
        assert pilot.app.screen is screen
        await press(pilot, "f10")
        assert actuals(pilot) == {"解决问题费用": "170万元"}
        await press(pilot, "ctrl+u")
        assert pilot.app.screen.query_one(Rows).go(seed.name)
        await press(pilot, "enter")
        assert "is open" in text(pilot)


async def test_a_second_window_pastes_nothing(seed):
    first = open_workspace(seed)
    try:
        async with running(seed) as pilot:
            await paste(pilot, BLOCK)
            await press(pilot, "ctrl+x", "ctrl+d", "ctrl+u")
            assert isinstance(pilot.app.screen, Work)
            assert actuals(pilot) == {}
    finally:
        first.close()


async def test_what_if_takes_a_block_without_a_trace(seed):
    async with running(seed) as pilot:
        real = work(pilot).workspace
        await press(pilot, "ctrl+l")
        await paste(pilot, BLOCK)
        await press(pilot, "f10")
        assert pilot.app.screen.workspace.evaluation.done
        assert not real.evaluation.done


async def test_texts_that_try_to_be_markup_stay_texts():
    app, running_app, screen = await shown(odd_workspace())
    async with running_app as pilot:
        app.push_screen(screen)
        await settled(pilot)
        await paste(
            pilot,
            "三级指标\t实际完成值\t偏差原因\n完成[/x]率\t12[件]\t[bold]原因[/bold]\n[/red]不认识\t[x]\t\n\\[x]\t1\t\n",
        )
        preview = pilot.app.screen
        assert isinstance(preview, PasteScreen)
        assert "12[件]" in text(pilot)
        assert not overflowing(pilot)
        await press(pilot, "home", "down", "ctrl+r")
        assert "[/red]不认识" in text(pilot)
        await press(pilot, "escape", "f10", "ctrl+a", "ctrl+c")
        assert "[bold]原因[/bold]" in pilot.app.clipboard


async def test_a_block_far_too_long_is_refused_in_words(seed):
    async with running(seed) as pilot:
        await paste(pilot, "1\n" * 30_000)
        assert "far longer" in text(pilot)
        await press(pilot, "enter")
        assert actuals(pilot) == {}
