"""How the columns of a list share its room, what is cut of a text, with what a window begins: laws for every list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.widgets import Static

from selfeval.textgrid import wholes
from selfeval.tui.row_texts.table import GAP, Column, Row
from selfeval.tui.row_texts.widths import figure_cells, needs_of, widths_of
from selfeval.tui.text import CUT, clip, width
from selfeval.tui.widgets.rows import Rows
from selfeval.tui.widgets.window_rows import WindowRows
from tests.tui.listing import least, needed

NAMES = ("信访群众及相关单位满意度", "路", "青山县交通运输局", "卫生院设备管护3号项目", "a name of some words")
FIGURES = ("1753000元", "≥ 90%", "2025年12月底前", "35批次", "-", "9.5", "1,234,567.89", "达成年度指标 95%", "")
TEXTS = ("有效改善", "", "核对：粘贴内容中名为“信访群众”的行不止一处", "so far nothing was entered", "0.92")
KINDS = st.sampled_from(["figures", "names", "texts", "empty", "mark"])


@st.composite
def lists(draw: st.DrawFn) -> tuple[tuple[Column, ...], list[Row]]:
    """Columns of all kinds with rows for them."""
    columns, texts = [], []
    for kind in draw(st.lists(KINDS, min_size=1, max_size=8)):
        title = draw(st.sampled_from(["", "得分", "实际完成值", "Likelihood"]))
        cells, share = draw(st.integers(1, 14)), draw(st.integers(1, 5))
        if kind == "mark":
            columns.append(Column("", 2, kept=True))
        elif kind == "figures":
            columns.append(Column(title, cells, share=draw(st.sampled_from([0, share])), right=draw(st.booleans())))
        else:
            columns.append(Column(title, cells, share, names=kind == "names"))
        texts.append({"figures": FIGURES, "names": NAMES, "texts": TEXTS, "empty": ("",), "mark": ("", "+")}[kind])
    rows = draw(st.lists(st.tuples(*map(st.sampled_from, texts)), min_size=1, max_size=6))
    return tuple(columns), [Row(str(number), cells) for number, cells in enumerate(rows)]


@given(lists(), st.integers(30, 180), st.booleans())
def test_no_column_has_cells_to_spare_while_a_text_beside_it_is_cut(given, room, eager):
    columns, rows = given
    needs = needs_of(columns, rows)
    widths = widths_of(columns, room, needs, eager=eager)
    wanted = [needed(column, need) for column, need in zip(columns, needs.plain, strict=True)]
    if any(cells < want for cells, want in zip(widths, wanted, strict=True)):
        assert all(cells <= want for cells, want in zip(widths, wanted, strict=True)), (widths, wanted)


@given(lists(), st.integers(30, 180), st.booleans())
def test_a_blank_stands_behind_the_last_column_and_room_is_not_left(given, room, eager):
    columns, rows = given
    needs = needs_of(columns, rows)
    widths = widths_of(columns, room, needs, eager=eager)
    taken = sum(cells + GAP for cells in widths if cells) + GAP
    assert taken <= room
    if any(cells < need for cells, need in zip(widths, needs.plain, strict=True)):
        assert taken == room


@given(lists(), st.integers(0, 120), st.booleans())
def test_figures_are_never_cut_where_they_have_room(given, more, eager):
    columns, rows = given
    needs = needs_of(columns, rows)
    widths = widths_of(columns, max(least(columns, needs, 14), 20) + more, needs, eager=eager)
    if all(
        need * 2 <= least(columns, needs, 14) for one, need in zip(columns, needs.plain, strict=True) if not one.share
    ):
        assert needs.fit(columns, widths), (widths, needs)


@given(lists(), st.integers(30, 180))
def test_names_are_whole_before_other_texts_have_more_than_can_be_read(given, room):
    columns, rows = given
    needs = needs_of(columns, rows)
    widths = widths_of(columns, room, needs, eager=False)
    each = list(zip(columns, widths, needs.plain, needs.values, strict=True))
    if any(one.names and cells < need for one, cells, need, _ in each):
        others = [(one, cells, values) for one, cells, _, values in each if one.share and not one.names]
        assert all(cells <= max(one.cells, values, width(one.title), 1) for one, cells, values in others)


@given(lists(), st.integers(30, 160))
def test_with_more_room_no_text_is_cut_that_was_whole(given, room):
    columns, rows = given
    needs = needs_of(columns, rows)
    if room < least(columns, needs, 14):
        return
    narrow, wide = (widths_of(columns, cells, needs, eager=False) for cells in (room, room + 7))
    whole = [min(cells, need) for cells, need in zip(narrow, needs.plain, strict=True)]
    assert all(cells >= before for cells, before in zip(wide, whole, strict=True)), (narrow, wide)


PASTE = (
    Column("", 3), Column("填到", 12, 5, names=True), Column("对应", 9), Column("原值", 7, 1), Column("新值", 7, 1),
    Column("得分", 6, right=True), Column("状态", 14, 5),
)  # fmt: skip
LINE = ("[x]", "信访群众及相关单位满意度", "相似 91%", "", "1753000元", "12.50", "核对：粘贴内容中的名称不止一处")


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (50, (3, 9, 8, 0, 9, 5, 9)),
        (60, (3, 14, 8, 0, 9, 5, 14)),
        (80, (3, 24, 8, 0, 9, 5, 24)),
        (120, (3, 37, 8, 6, 11, 5, 42)),
    ],
)
def test_of_a_paste_the_figure_is_whole_and_the_blank_column_gives_way(room, shown):
    assert widths_of(PASTE, room, needs_of(PASTE, [Row("0", LINE)]), eager=False) == shown


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("1753000元", (9, 9)), ("达成年度指标 95%", (3, 16)), ("有效改善", (0, 0)), ("", (0, 0)), ("≥ 10 批次", (9, 9)),
        ("完成全年培训任务1,234人次，群众满意", (9, 9)), ("由财预〔2020〕10号第三条另行规定的其他情形", (18, 18)),
        ("2025年12月底前全部竣工并且通过验收", (14, 14)), ("cn-mof-2020-10-and-more-than-that", (0, 0)),
    ],
)  # fmt: skip
def test_what_is_not_cut_of_a_text(text, cells):
    assert figure_cells(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("1753000元", 7, ".."),
        ("达成年度指标 95%", 15, "达成年度指标.."),
        ("卫生院设备管护31号项目", 18, "卫生院设备管护.."),
        ("投资 1,234.5万元用于修路", 14, "投资.."),
        ("投资 1,234.5万元用于修路", 18, "投资 1,234.5万元.."),
        ("财预〔2020〕10号文件规定", 14, ".."),
        ("12", 1, "."),
        ("没有数字的文字", 8, "没有数.."),
        ("2025年12月底前完工", 12, ".."),
    ],
)
def test_a_cut_never_falls_within_a_figure(text, cells, shown):
    assert clip(text, cells) == shown


@given(st.lists(st.sampled_from((*NAMES, *FIGURES, *TEXTS)), max_size=4).map(" ".join), st.integers(3, 60))
def test_what_is_left_of_a_text_ends_with_no_part_of_a_figure(text, cells):
    shown = clip(text, cells)
    assert width(shown) <= cells
    if shown != text:
        end = len(shown.removesuffix(CUT))
        assert not any(first < end < last for first, last in wholes(text))


# -- a list on a screen


class Listed(App[None]):
    """One list of rows that are two lines high."""

    def __init__(self, count: int, window: bool) -> None:
        super().__init__()
        self._count, self._window = count, window

    def compose(self) -> ComposeResult:
        """The list, and a line below it."""
        columns = (Column("名称", 6, 1, names=True), Column("!", 1, right=True))
        rows = [Row(str(number), ("信访群众及相关单位满意度" * 4, "7")) for number in range(self._count)]
        if self._window:
            yield WindowRows(columns, lambda first, last: rows[first:last], id="list")
        else:
            yield Rows(columns, id="list", most_lines=2)
        yield Static("below")

    def on_mount(self) -> None:
        """Fill it."""
        shown = self.query_one("#list")
        shown.styles.height = 8
        if isinstance(shown, WindowRows):
            shown.show(self._count)
        elif isinstance(shown, Rows):
            shown.fill(Row(str(number), ("信访群众及相关单位满意度" * 4, "7")) for number in range(self._count))
            shown.focus()


@pytest.mark.parametrize("window", [True, False])
@pytest.mark.parametrize("count", [2, 40])
async def test_a_blank_stands_before_the_scroll_bar(count, window):
    async with Listed(count, window).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        shown = pilot.app.query_one("#list")
        assert isinstance(shown, Rows | WindowRows)
        assert shown.show_vertical_scrollbar == (count == 40)
        line = shown.render_line(1).text.rstrip()
        assert line.endswith(" 7")
        assert width(line) == shown.scrollable_content_region.width - GAP


async def test_the_window_begins_with_the_first_line_of_a_row():
    async with Listed(40, window=False).run_test(size=(60, 20)) as pilot:
        rows = pilot.app.query_one(Rows)
        for key in ("down",) * 6 + ("pagedown", "end", "up", "home", "pagedown", "up", "up", "end"):
            await pilot.press(key)
            await pilot.pause()
            first = rows._heights.at(rows.scroll_offset.y)
            assert first is not None
            assert rows._heights.top(first) == rows.scroll_offset.y, key
            assert rows.line_of(rows.key) >= rows.head
            assert rows.line_of(rows.key) + rows.height_of(rows.key) <= rows.size.height, key


async def test_where_a_list_has_room_for_all_of_its_rows_no_text_is_cut():
    async with Listed(2, window=False).run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        rows = pilot.app.query_one(Rows)
        assert [rows.height_of(row.key) for row in rows.rows] == [2, 2]
        rows.styles.height = 3
        await pilot.pause()
        await pilot.pause()
        assert rows.height_of("0") == 2


async def test_a_row_that_is_put_anew_counts_when_the_window_changes():
    columns = (Column("指标", 20, 3, names=True), Column("指标值", 12, 2), Column("实际完成值", 12, 2))
    rows = [Row(str(number), ("重点信访事项化解数量及信访群众满意程度", "≥1234567.89万元", "")) for number in range(3)]
    app: App[None] = App()
    async with app.run_test(size=(120, 20)) as pilot:
        shown = Rows(columns, id="list", most_lines=3)
        await app.mount(shown)
        shown.fill(rows)
        await pilot.pause()
        shown.put(Row("0", (*rows[0].cells[:2], "1234567.89")))
        await pilot.resize_terminal(46, 20)
        await pilot.pause()
        widths = shown._widths
        assert len("1234567.89") <= widths[2]
        shown.fill(shown.rows)
        assert shown._widths == widths
