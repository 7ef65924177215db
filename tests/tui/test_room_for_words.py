"""Where words have little room: no key of a row, title, figure or button is cut, at any size, in both languages."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Input

from selfeval.tui.line_breaks import flow
from selfeval.tui.rooms.next_year.dialog import NextYearDialog
from selfeval.tui.row_texts.scores import score_columns
from selfeval.tui.row_texts.table import Column
from selfeval.tui.row_texts.widths import needs_of, widths_of
from selfeval.tui.widgets.keys import Answer, Key
from tests.tools.pictures import reach, started
from tests.tools.shots import SHOTS
from tests.tui.driving import running, settled, text, typed, work

SIZES = [(60, 20), (80, 24), (120, 40), (170, 50)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_keys_of_a_row_are_whole(filled, language, size):
    async with running(filled, language, size) as pilot:
        desk = work(pilot).desk
        for _ in range(len(desk.grid.entries)):
            chips = [key for key in desk.screen.query("#side Key").results(Key) if key.display]
            assert chips
            for key in chips:
                assert cell_len(f"{key.key} {key.label}") <= key.content_size.width, (key.label, key.region)
                assert key.region.right <= size[0], key.label
            await pilot.press("down")
            await settled(pilot)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_names_in_the_help_do_not_run_into_its_sentences(filled, language):
    async with running(filled, language, (120, 40)) as pilot:
        await pilot.press("f1")
        await settled(pilot)
        for line in pilot.app.screen.query(".help-line"):
            key, label, _told = line.children
            assert cell_len(str(label.visual)) < label.size.width
            assert cell_len(str(key.visual)) < key.size.width


async def test_the_home_screen_names_each_key_on_one_line():
    async with running(None, "zh") as pilot:
        shown = text(pilot)
        assert all(f"Shift+F{number}" in shown for number in (1, 2, 4, 7))


async def test_what_is_looked_for_is_seen_at_sixty_cells(filled):
    async with running(filled, "zh", (60, 20)) as pilot:
        await pilot.press("ctrl+f")
        await typed(pilot, "满意")
        await settled(pilot)
        assert "查找 满意" in text(pilot)
        assert "Esc 关闭" in text(pilot)
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert "上键 上一处" in text(pilot)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_buttons_of_next_year_are_on_the_screen(filled, language, size):
    async with running(filled, language, size) as pilot:
        await pilot.press("f9", "shift+f4")
        await settled(pilot)
        assert isinstance(pilot.app.screen, NextYearDialog)
        for answer in pilot.app.screen.query(Answer):
            assert answer.region.bottom <= size[1] and answer.region.height == 1
            assert pilot.app.screen.get_widget_at(*answer.region.offset)[0] is answer


@pytest.mark.parametrize("size", SIZES[:2])
async def test_a_title_breaks_between_chinese_characters(filled, size):
    async with running(filled, "zh", size) as pilot:
        await pilot.press("ctrl+g")
        await settled(pilot)
        first = text(pilot).splitlines()[0].rstrip()
        assert cell_len(first) > size[0] * 3 // 4, "the first line is filled before a second one begins"


@pytest.mark.parametrize(
    ("paragraph", "shown"),
    [
        ("  依据：财预〔2020〕10号", ["  依据：财预", "  〔2020〕", "  10号"]),
        ("短", ["短"]),
        ("  ", [""]),
        ("没有缩进的一行文字", ["没有缩进的一", "行文字"]),
    ],
)
def test_a_line_that_goes_on_stands_where_it_began(paragraph, shown):
    assert [line.plain.rstrip() for line in flow(Content(paragraph)).at(12).split("\n", allow_blank=True)] == shown


def test_what_no_text_needs_goes_to_the_column_that_takes_the_rest():
    columns = (Column("", 12, 1), Column("", 6, right=True), Column("", 4, rest=True))
    rows = needs_of(columns, ())
    assert widths_of(columns, 100, rows)[:2] == (12, 6)
    assert score_columns(170)[-1].rest
    flexible = (Column("", 12, 1), Column("", 6, right=True))
    assert sum(widths_of(flexible, 100, needs_of(flexible, ()))) == 97, "without one, the flexible ones take it"


async def test_what_was_said_of_one_screen_is_not_said_of_the_next(filled):
    async with running(filled, "zh", notices=True) as pilot:
        await pilot.press("home", "f7")
        await settled(pilot)
        assert "这一行是预算" in text(pilot)
        await pilot.press("f9")
        await settled(pilot)
        assert "这一行是预算" not in text(pilot)


async def test_the_project_that_is_shown_stands_in_brackets(filled):
    async with running(filled, "zh", (120, 40)) as pilot:
        assert "[解决特殊疑难问题资金" in text(pilot)
        await pilot.press("right")
        await settled(pilot)
        assert "[信访专项资金" in text(pilot) and "[解决" not in text(pilot)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["columns", "survey", "texts", "deductions", "result"])
async def test_fields_below_one_another_begin_at_one_place(name, language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with started(SHOTS[name], language, tmp_path, (80, 24)) as pilot:
        await reach(pilot, SHOTS[name], tmp_path)
        shown = [line for line in pilot.app.screen.query(".field") if line.display]
        starts = {next(one.region.x for one in line.children if isinstance(one, Input)) for line in shown}
        assert len(starts) == 1, starts
        labels = [one for line in shown for one in line.query(".label")]
        assert all(cell_len(str(one.content)) < one.size.width + 1 for one in labels), "no label is cut"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_goals_have_the_whole_screen(language, size, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with started(SHOTS["goals"], language, tmp_path, size) as pilot:
        await reach(pilot, SHOTS["goals"], tmp_path)
        screen = pilot.app.screen
        said, box = screen.query_one("#goals-set"), screen.query_one("#goal_actual")
        assert "牢牢把握" in text(pilot), "what was set stands above"
        assert said.region.bottom <= box.region.y and box.region.height >= 3
        assert box.region.bottom >= size[1] - 2, "no line is left blank below it"
        assert screen.focused is box


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_a_batch_came_to_has_one_line(language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with started(SHOTS["overview"], language, tmp_path, (120, 40)) as pilot:
        await settled(pilot)
        assert pilot.app.screen.query_one("#state").size.height == 1
        assert (
            "9 个，其中 2 个从名称看不是报送文件。应报" if language == "zh" else "(no forms by their names: 2). Units"
        ) in text(pilot)
