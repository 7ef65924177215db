"""The reviewer's desk: from departments over forms to the row, its reason and its cell; marks, letters, lists."""

from __future__ import annotations

import contextlib
import threading
from decimal import Decimal
from types import SimpleNamespace

import pytest
from textual import events
from textual.app import App

from selfeval.core.review.overview import Asked, MarkKind
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.rooms.overview.departments import Departments
from selfeval.tui.rooms.overview.form import Form
from selfeval.tui.rooms.overview.projects import Projects
from selfeval.tui.row_texts.overview.overview_rows import exact, money, signed
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import percent
from selfeval.tui.themes import CONTRAST, DARK
from selfeval.tui.widgets.rows import Rows
from selfeval.tui.widgets.window_rows import WindowRows
from selfeval.workspace.overview.overview import Overview
from tests.overview.batches import project, three, written
from tests.tui.driving import LANGUAGES, LOOKS, click_key, cut, draw, overflowing, settled, text, typed


@contextlib.asynccontextmanager
async def reviewing(out, language="zh", size=(120, 40)):
    app = SelfEvalApp(language, batch=out)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot
        draw(app)


@pytest.fixture
def out(tmp_path):
    return three(tmp_path / "out")


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_from_a_department_to_the_cell(out, language, size):
    async with reviewing(out, language, size) as pilot:
        assert type(pilot.app.screen) is Departments
        assert "财政局" in text(pilot)
        assert not overflowing(pilot)
        assert not cut(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert type(pilot.app.screen) is Projects
        shown = text(pilot)
        assert shown.index("修路") < shown.index("建校") < shown.index("种树")
        assert "+7.50" in shown
        assert not overflowing(pilot)
        assert not cut(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert type(pilot.app.screen) is Form
        shown = text(pilot)
        assert ("8 ÷ 10 × 50 = 40" if language == "zh" else "8 / 10 x 50 = 40") in shown, (
            "the row that differs is shown"
        )
        assert "+10.00" in shown
        assert not overflowing(pilot)
        await pilot.press("f8")
        await pilot.pause()
        assert "S102" in text(pilot)
        assert "F9" in text(pilot), "with its cell"
        await pilot.press("escape", "escape", "escape")
        await settled(pilot)
        assert type(pilot.app.screen) is Departments


async def test_one_department_has_its_own_list(out):
    async with reviewing(out) as pilot:
        rows = pilot.app.screen.query_one(Rows)
        names = {row.cells[0]: row.key for row in rows.rows}
        rows.go(names["教育局"])
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen.window.count == 1
        assert pilot.app.screen.line.title == "建校"


async def test_marks_are_kept_shown_and_taken_back(out):
    async with reviewing(out) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("space", "down", "f7")
        assert [pilot.app.screen.window.row(place).cells[0] for place in range(3)] == ["o", "+", ""]
        await pilot.press("f3")
        await settled(pilot)
        assert pilot.app.screen.line.title == "种树", "the next one without a mark"
        await pilot.press("ctrl+z", "ctrl+z")
        assert [pilot.app.screen.window.row(place).cells[0] for place in range(3)] == ["", "", ""]
        await pilot.press("alt+y")
        assert pilot.app.screen.window.row(2).cells[0] == "+"
    with Overview(out) as overview:
        assert overview.tables.count(Asked(), "mark")["accepted"] == 1


async def test_what_goes_back_says_why(out):
    async with reviewing(out) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("end", "f6")
        await settled(pilot)
        assert "错误" not in pilot.app.screen.query_one("#choices", Rows).rows[0].cells[0], "it has none"
        await pilot.press("enter")
        await settled(pilot)
        assert type(pilot.app.screen) is not Projects, "nothing was said yet"
        await typed(pilot, "补佐证")
        await pilot.press("enter")
        await settled(pilot)
        assert type(pilot.app.screen) is Projects
        assert "补佐证" in text(pilot)
        await pilot.press("home", "f6")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
    with Overview(out) as overview:
        held = [overview.mark_of(line) for line in overview.of_marks(Asked(), MarkKind.RETURNED)]
        assert [(one.remark, one.findings) for one in held] == [("", True), ("补佐证", False)]


async def test_on_the_way_to_the_remark_it_is_told_whether_the_errors_go_along(out):
    async with reviewing(out) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f6")
        await settled(pilot)
        assert "1 处错误和意见一并告知" in text(pilot)
        await pilot.press("down")
        await settled(pilot)
        assert "不告知查出的 1 处错误" in text(pilot)
        assert not overflowing(pilot)


async def test_esc_once_too_often_does_not_lose_the_place(out):
    async with reviewing(out) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f8", "escape")
        await settled(pilot)
        assert type(pilot.app.screen) is Form, "from all findings back to the row"
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert type(pilot.app.screen) is Departments
        assert any("再按一次 Esc" in one.message for one in pilot.app._notifications)
        await pilot.press("down", "escape")
        await settled(pilot)
        assert pilot.app.is_running
        assert type(pilot.app.screen) is Departments
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app._exit


async def test_a_batch_that_was_run_again_is_told_on_the_lists_too(out, tmp_path):
    async with reviewing(out) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        three(tmp_path / "out")
        await pilot.press("space")
        await settled(pilot)
        assert any("已重新批量处理" in one.message for one in pilot.app._notifications)
        await pilot.press("escape")
        await settled(pilot)
        assert "已重新批量处理" in text(pilot)
        assert not overflowing(pilot)


async def test_find_filter_and_sort(out):
    async with reviewing(out) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await typed(pilot, "一中")
        await pilot.pause(0.3)
        await settled(pilot)
        assert pilot.app.screen.window.count == 1
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen.window.count == 3
        await pilot.press("ctrl+k")
        await settled(pilot)
        assert pilot.app.screen.query_one(Rows).go("severity\terrors")
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen.window.count == 1
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("f4")
        await settled(pilot)
        assert pilot.app.screen.query_one(Rows).go("adjusted")
        await pilot.press("enter")
        await settled(pilot)
        screen = pilot.app.screen
        assert [screen.window.row(place).cells[2] for place in range(3)] == ["建校", "修路", "种树"]
        assert "从大到小" in text(pilot)


async def test_from_form_to_form(out):
    async with reviewing(out) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("space", "right")
        await settled(pilot)
        assert pilot.app.screen.line.title == "建校"
        await pilot.press("f7", "f3")
        await settled(pilot)
        assert pilot.app.screen.line.title == "种树"
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen.line.title == "种树", "the list stands where the form was left"


async def test_keys_typed_ahead_of_the_tables_mark_the_form_gone_to(out):
    async with reviewing(out) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        form, again = pilot.app.screen, threading.Event()
        look = form._look
        form._look = lambda line: again.wait(20) and look(line)
        await pilot.press("right")
        assert (form.line.title, form.rows, form.row) == ("建校", [], None)
        assert "建校" in text(pilot)
        assert "8 ÷ 10" not in text(pilot), "nothing of the form before"
        await pilot.press("f7", "f8", "up", "down")
        again.set()
        await settled(pilot)
    with Overview(out) as overview:
        marks = {line.title: overview.mark_of(line) for line in overview.page(overview.tables.places(Asked()), 0, 3)}
        assert {title for title, mark in marks.items() if mark} == {"建校"}


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_no_figure_is_cut_however_large(tmp_path, language, size):
    most = {"adjusted": "9876543.2", "executed": "9876543.2", "rate": "1", "department": "财政局"}
    rows = [
        project("修路", claimed_total="0", total="100", **most),
        project("建桥", claimed_total="100", total="0", **most),
        *(project(f"事{number}", **most) for number in range(10)),
        project("混写", adjusted="675", executed="6459800", rate="9570.074074", department="财政局"),
    ]
    out = written(tmp_path / "out", rows)
    async with reviewing(out, language, size) as pilot:
        assert {"118,519,193", "105.45%"} <= set(text(pilot).split())
        await pilot.press("enter")
        await settled(pilot)
        assert {"9,876,543", "100.00%", "-100.00", "+100.00"} <= set(text(pilot).split())
        await typed(pilot, "混写")
        await pilot.pause(0.4)
        await settled(pilot)
        assert {">999%", "957007.41%"} <= set(text(pilot).split()), "the figure itself stands below"


async def test_the_next_form_without_a_mark_goes_round_on_both_screens(out):
    async with reviewing(out) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("end", "f3")
        await settled(pilot)
        assert pilot.app.screen.line.title == "修路"
        await pilot.press("end", "enter")
        await settled(pilot)
        await pilot.press("f3")
        await settled(pilot)
        assert pilot.app.screen.line.title == "修路", "from the top"
        await pilot.press("space", "right", "space", "f3")
        await settled(pilot)
        assert pilot.app.screen.line.title == "种树"
        await pilot.press("f3")
        await settled(pilot)
        assert pilot.app.screen.line.title == "种树"
        assert any("其他" in one.message for one in pilot.app._notifications), "no other one"


async def test_refused_files_and_mouse(out):
    async with reviewing(out) as pilot:
        await click_key(pilot, "refused")
        await settled(pilot)
        assert "打不开" in text(pilot)
        assert ".DS_Store" not in text(pilot)
        await pilot.press("escape")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.click(WindowRows, offset=(5, 2))
        await pilot.pause()
        assert pilot.app.screen.window.cursor == 1
        await pilot.click(WindowRows, offset=(5, 2))
        await settled(pilot)
        assert type(pilot.app.screen) is Form


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_folder_without_a_batch_says_so(tmp_path, language):
    async with reviewing(tmp_path, language) as pilot:
        assert "selfeval batch" in text(pilot)


async def test_half_a_million_rows_are_asked_for_as_they_are_seen():
    asked = []

    def rows(start, stop):
        asked.append((start, stop))
        return [Row(str(place), (f"row {place}",)) for place in range(start, stop)]

    class One(App):
        def on_mount(self):
            self.mount(WindowRows((Column("name", 20, 1),), rows, id="forms"))

    async with One().run_test(size=(80, 24)) as pilot:
        window = pilot.app.query_one(WindowRows)
        window.styles.overflow_x = "hidden"
        await pilot.pause()
        window.show(500_000)
        window.focus()
        await pilot.press("end")
        assert window.cursor == 499_999
        assert "row 499999" in text(pilot)
        await pilot.press("pageup", "up", "home", "pagedown")
        assert window.cursor < 40
        assert sum(stop - start for start, stop in asked) <= 600


async def test_the_long_list_takes_keys_mouse_and_contrast_as_every_list_does(out):
    async with reviewing(out) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        window = pilot.app.screen.window
        key = events.Key("down", None)
        window.on_key(key)
        assert (window.cursor, key._stop_propagation) == (1, True), "before anything typed behind it"
        window.go(0)
        window.on_mouse_down(SimpleNamespace(y=3))
        window.on_click(SimpleNamespace(y=1, chain=1))
        assert window.cursor == 2, "what the mouse was on as the button went down"
        window.go(0)
        for theme in (DARK, CONTRAST):
            pilot.app.theme = theme.name
            await pilot.pause()
            window.focus()
            await pilot.pause()
            found = {segment.style.color for segment in window.render_line(1) if segment.text.strip()}
            assert (len(found) == 1) == (theme is CONTRAST), theme.name


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (money(None), "-"), (money(Decimal("1234567.5")), "1,234,568"), (money(Decimal("9.5")), "9.5"),
        (money(Decimal("0.000000")), "0"), (money(Decimal("10.000000")), "10"),
        (percent(Decimal("0.97385")), "97.39%"), (percent(Decimal(1), column=True), "100.00%"),
        (percent(Decimal("9.9999"), column=True), "999.99%"), (percent(Decimal("9570.074074"), column=True), ">999%"),
        (percent(Decimal("9570.074074")), "957007.41%"), (percent(Decimal("-1.5"), column=True), "-150.00%"),
        (percent(Decimal("0.5")), "50%"),
        (percent(None), "-"), (signed(Decimal("0.000000")), "0"), (signed(Decimal("2.345")), "+2.35"),
        (signed(Decimal("-2.345")), "-2.35"), (exact(Decimal(80)), "80.00"),
    ],
)  # fmt: skip
def test_figures(shown, wanted):
    assert shown == wanted
