"""What the entry screen looks like, without a screen: heights of rows, widths of columns, headings, head, details."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.rules.pack import Grade
from selfeval.core.rules.parts.answers import Answer
from selfeval.tui.row_texts.desk.arrangement import DRAWERS, TALL, arranged
from selfeval.tui.row_texts.desk.blocks import Block, Line, aligned, block_lines
from selfeval.tui.row_texts.desk.details import amounts_table, checkpoints_table, details
from selfeval.tui.row_texts.desk.grid import (
    HEADING,
    budget_state,
    grid_columns,
    grouped,
    headings,
    in_words,
    place_row,
    short_answer,
    state_of,
)
from selfeval.tui.row_texts.desk.head import HeadTexts, grade_tone, head_lines, large
from selfeval.tui.row_texts.desk.projects import MOST_LINES, project_rows
from selfeval.tui.row_texts.desk.tiers import bar_of, tier_bars, tier_grid
from selfeval.tui.row_texts.heights import Heights, cell_lines, row_height, shown_texts
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.row_texts.widths import needs_of, widths_of
from selfeval.tui.text import Words, width
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

ZH, EN = Words("zh"), Words("en")


@pytest.fixture
def work(filled: Path) -> Workspace:
    return open_workspace(filled)


# -- heights


def test_what_stands_at_each_line_is_what_counting_says():
    heights = [1, 3, 2, 1, 1, 3]
    rows = Heights(heights)
    counted = [place for place, lines in enumerate(heights) for _ in range(lines)]
    assert [rows.at(line) for line in range(rows.total)] == counted
    assert rows.at(-1) is None
    assert rows.at(rows.total) is None
    assert [rows.top(place) for place in range(len(rows))] == [counted.index(place) for place in range(len(rows))]


@pytest.mark.parametrize(("place", "height"), [(0, 3), (1, 1), (5, 2), (3, 1)])
def test_a_row_that_grows_moves_those_below_it(place, height):
    heights = [1, 3, 2, 1, 1, 3]
    rows = Heights(heights)
    changes = rows.change(place, height)
    assert changes == (heights[place] != height)
    heights[place] = height
    fresh = Heights(heights)
    assert [rows.top(number) for number in range(6)] == [fresh.top(number) for number in range(6)]
    assert rows.total == fresh.total


@pytest.mark.parametrize(
    ("texts", "widths", "most", "lines"),
    [
        (("短", "≥ 9"), (10, 6), 3, 1),
        (("有效减少越级访的发生", "≥ 9"), (10, 6), 3, 2),
        (("有效减少越级访的发生", "≥ 9"), (20, 6), 3, 1),
        (("有效减少越级访的发生" * 5, ""), (10, 6), 3, 3),
        (("a word and another word", ""), (10, 6), 3, 3),
        (("甲", "≥ 180 万元整整整"), (10, 8), 3, 2),
        (("甲\n93.31 优", ""), (10, 8), 3, 2),
        (("有效减少越级访的发生", ""), (10, 6), 1, 1),
        ((), (10, 6), 3, 1),
    ],
)
def test_a_row_is_as_high_as_its_highest_text(texts, widths, most, lines):
    row = Row("a", texts)
    assert row_height(row, widths, most) == lines
    needed = max((len(cell_lines(text, cells, most)) for text, cells in zip(texts, widths, strict=False)), default=1)
    assert lines == needed


def test_a_heading_has_one_line_however_long():
    assert row_height(Row("a", ("产出" * 40,), fixed=True), (10,), 3) == 1


# -- widths

COLUMNS = (Column("", 6), Column("", 12, 6), Column("", 8, 2), Column("", 10, 3), Column("", 2, full=9, eager=True))


def rows_of(*cells: tuple[str, ...], full: dict[int, str] | None = None) -> list[Row]:
    return [Row(str(number), texts, full=full or {}) for number, texts in enumerate(cells)]


@pytest.mark.parametrize("room", [50, 60, 70, 80, 100, 150])
@pytest.mark.parametrize("name", [6, 20, 40, 90])
@pytest.mark.parametrize("actual", [4, 12, 30])
def test_no_text_breaks_while_a_column_beside_it_has_cells_that_it_does_not_need(room, name, actual):
    rows = rows_of(("数量", "n" * name, "≥ 9", "a" * actual, "+"))
    needs = needs_of(COLUMNS, rows)
    widths = widths_of(COLUMNS, room, needs, eager=False)
    assert sum(cells + 1 for cells in widths) + 1 <= max(room, sum(column.cells + 1 for column in COLUMNS) + 1)
    broken = any(need > cells for need, cells in zip(needs.plain, widths, strict=True))
    idle = [cells - max(need, column.cells) for need, cells, column in zip(needs.plain, widths, COLUMNS, strict=True)]
    assert not broken or max(idle) <= 0, widths


def test_words_beside_marks_come_as_a_whole_or_not_at_all():
    rows = rows_of(("数量", "n" * 30, "≥ 9", "95%", "-!"), full={4: "-! 缺原因"})
    needs = needs_of(COLUMNS, rows)
    seen = {widths_of(COLUMNS, room, needs, eager=eager)[4] for room in range(50, 120) for eager in (True, False)}
    assert seen == {2, 9}


def test_words_beside_marks_may_break_a_long_name_but_only_where_that_is_wanted():
    needs = needs_of(COLUMNS, rows_of(("数量", "n" * 34, "≥ 9", "95%", "-!")))
    assert widths_of(COLUMNS, 74, needs, eager=True)[4] == 9
    assert widths_of(COLUMNS, 74, needs, eager=False)[1] >= 34


def test_a_longer_text_stands_where_it_fits():
    row = Row("a", ("满意度", "甲"), full={0: "服务对象满意度"})
    assert shown_texts(row, (6, 9)) == ["满意度", "甲"]
    assert shown_texts(row, (14, 9)) == ["服务对象满意度", "甲"]


def test_without_room_the_widest_flexible_column_gives_way():
    assert widths_of(COLUMNS, 40) == (6, 9, 8, 9, 2)


# -- groups


def test_rows_stand_under_headings_with_their_points(work):
    result = work.assessment.projects[0]
    places = [place for place in work.places() if place.project == result.project.id]
    rows = list(grouped(ZH, work, result, places, lambda place: place_row(ZH, work, place)))
    assert [row.cells[0] for row in rows if row.fixed] == ["产出", "效益", "满意度"]
    assert [(row.cells[4], row.cells[5]) for row in rows if row.fixed] == [
        ("50", "49.38"), ("30", "24.75"), ("10", "9.44"),
    ]  # fmt: skip
    assert not rows[0].fixed, "the budget stands above them"
    assert [row.key for row in rows if not row.fixed] == ["budget", *(place.indicator for place in places[1:])]
    assert list(headings(ZH, work, result, rows)) == [row for row in rows if row.fixed]


def test_a_tier_that_comes_again_has_a_heading_again_with_a_key_of_its_own(work):
    result = work.assessment.projects[0]
    places = [place for place in work.places() if place.project == result.project.id]
    mixed = [places[1], places[-1], places[2]]
    rows = list(grouped(ZH, work, result, mixed, lambda place: place_row(ZH, work, place)))
    keys = [row.key for row in rows if row.fixed]
    assert len(keys) == len(set(keys)) == 3
    assert all(key.startswith(HEADING) for key in keys)


def test_before_the_first_entry_a_heading_has_its_points_but_none_earned(seed):
    work = open_workspace(seed)
    result = work.assessment.projects[0]
    places = [place for place in work.places() if place.project == result.project.id]
    rows = list(grouped(ZH, work, result, places, lambda place: place_row(ZH, work, place)))
    assert {row.cells[5] for row in rows if row.fixed} == {""}
    assert "50" in {row.cells[4] for row in rows if row.fixed}


# -- cells


def test_answers_are_short_in_the_cell():
    def answer(name: str, label: str) -> Answer:
        return Answer(name, label, "", Decimal(0), Decimal(100))

    long = [answer(name, f"{name}年度指标并具有一定效果") for name in ("达成", "部分达成", "未达成")]
    graded = [answer(label, label) for label in ("好", "较好", "一般", "差")]

    class Pack:
        answers = long

    class Graded:
        answers = graded

    assert [short_answer(ZH, Pack, each) for each in long] == ["达成", "部分", "未达成"]
    assert [short_answer(ZH, Graded, each) for each in graded] == ["好", "较好", "一般", "差"]


@pytest.mark.parametrize(
    ("values", "mark", "word"),
    [
        ({"actual": "", "reason": ""}, "", "未填报"),
        ({"actual": "85%", "reason": ""}, "-!", "-! 缺原因"),
        ({"actual": "85%", "reason": "部分群众对时限不满"}, "-", "-  未达标"),
        ({"actual": "95%"}, "+", "+"),
        ({"actual": "很好"}, "?", "?  待确认"),
        ({"not_applicable": "项目取消"}, "/", "/  不适用"),
    ],
)
def test_a_row_says_in_a_word_how_it_stands(work, values, mark, word):
    project = work.assessment.projects[0].project.id
    place = work.places()[len(work.assessment.projects[0].indicators)]
    work.enter([(FactKey(project, place.indicator, name), text) for name, text in values.items()])
    state = state_of(work, place)
    assert (state.mark, in_words(ZH, state).strip()) == (mark, word)
    assert place_row(ZH, work, place).full[6] == in_words(ZH, state)


@pytest.mark.parametrize(
    ("answer", "share", "word"),
    [
        ("达成年度指标", "80", "有扣分"),
        ("部分达成年度指标并具有一定效果", "70", "未达标"),
        ("未达成年度指标且效果较差", "0", "未达标"),
    ],
)
def test_an_answer_that_reached_its_target_is_not_said_to_have_missed_it(work, answer, share, word):
    place = next(one for one in work.places() if one.indicator and work.scored(*_at(one)).answer is not None)
    facts = {"actual": answer, "share": share, "reason": "部分事项尚未办结"}
    work.enter([(FactKey(place.project, place.indicator, name), text) for name, text in facts.items()])
    assert ZH(state_of(work, place).word) == word


def test_a_changed_reading_is_named_with_its_sign(work):
    place = next(place for place in work.places() if place.indicator and work.scored(*_at(place)).target.text == "≥90%")
    work.enter([
        (FactKey(place.project, place.indicator, "target"), ">80%"),
        (FactKey(place.project, place.indicator, "actual"), "95%"),
    ])  # fmt: skip
    state = state_of(work, place)
    if state.mark == "+":
        assert in_words(ZH, state) in {"+  已改口径 >", "+"}


def _at(place: Place) -> tuple[str, str]:
    return place.project, place.indicator


def test_the_budget_says_how_it_stands(work, seed):
    assert budget_state(open_workspace(seed), open_workspace(seed).assessment.projects[0]).word.template
    assert in_words(ZH, budget_state(work, work.assessment.projects[0])) == "-  有扣分"


def test_all_usual_words_fit_beside_the_marks():
    for words in (ZH, EN):
        column = grid_columns(words)[-1]
        assert column.full > column.cells == 2


# -- the list of projects


@pytest.mark.parametrize("words", [ZH, EN])
@pytest.mark.parametrize("cells", [14, 26])
def test_a_project_in_the_list_shows_its_figures_below_its_name(work, seed, words, cells):
    for shown in (work, open_workspace(seed)):
        rows = project_rows(words, shown)
        assert [row.fixed for row in rows] == [True, True, False, False]
        for row in rows[2:]:
            lines = cell_lines(row.cells[0], cells, MOST_LINES)
            assert len(lines) == row_height(row, (cells,), MOST_LINES) <= MOST_LINES
            assert lines[-1] == row.cells[0].split("\n")[1], "never cut"
    assert "93.31 优" in project_rows(ZH, work)[2].cells[0]


def test_of_a_very_long_name_the_figures_are_shown_all_the_same():
    assert cell_lines("长" * 90 + "\n93.31 优", 14, MOST_LINES)[-1] == "93.31 优"


# -- the head


@pytest.mark.parametrize(
    ("names", "tones"),
    [
        ("优良中差", ["$good", "$key", "$warn", "$bad"]),
        ("ABC", ["$good", "$warn", "$bad"]),
        ("过不", ["$good", "$bad"]),
        ("甲", ["$good"]),
        ("一二三四五", ["$good", "$key", "$warn", "$warn", "$bad"]),
    ],
)
def test_a_grade_has_the_colour_of_its_rank_whatever_it_is_called(names, tones):
    class Pack:
        grades = tuple(Grade(name, Decimal(90 - number)) for number, name in enumerate(names))

    assert [grade_tone(Pack, name) for name in names] == tones
    assert grade_tone(Pack, "other") == "$foreground"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40), (170, 50)])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("drawn", [False, True])
def test_the_head_answers_its_questions_in_the_room_there_is(work, seed, size, language, drawn):
    for shown in (work, open_workspace(seed)):
        result = shown.assessment.projects[0]
        texts = HeadTexts(Words(language), shown, result, shown.objections, drawn)
        lines = texts.whole(size[0] - 2, head_lines(*size)).plain.split("\n")
        assert len(lines) == head_lines(*size)
        assert all(width(line) <= size[0] - 2 for line in lines), lines
        whole = "\n".join(lines)
        assert shown.pack.id[:8] in whole
        assert ("x 5" in whole or "x5" in whole) and ("x 0" in whole or "x0" in whole)
        assert "49.38/50" in whole or "0/50" in whole
        if result.total is not None and not (drawn and len(lines) > 3):
            assert "93.31" in whole and "优" in whole


def test_a_large_number_is_three_lines_of_the_same_width():
    assert len({len(line) for line in large("93.31")}) == 1
    assert len(large("-1.5")) == 3


def test_empty_bars_stand_there_before_the_first_entry(seed):
    result = open_workspace(seed).assessment.projects[0]
    bar = bar_of(result, result.tiers[0], 10)
    assert bar.cell_length == 10
    assert "0/50" in tier_bars(ZH, result, 78).plain
    assert sum("0/" in line.plain for line in tier_grid(ZH, result, 60)) >= 2


def test_a_tier_half_entered_without_a_loss_is_not_called_low(seed):
    work = open_workspace(seed)
    place = work.places()[len(work.assessment.projects[0].indicators)]
    work.enter([(FactKey(place.project, place.indicator, "actual"), "95%")])
    result = work.assessment.projects[0]
    for tier in result.tiers:
        assert "bar-low" not in str(bar_of(result, tier, 10).spans)
    work.enter([(FactKey(place.project, place.indicator, "actual"), "20%")])
    result = work.assessment.projects[0]
    assert any("bar-low" in str(bar_of(result, tier, 10).spans) for tier in result.tiers)


# -- the details


def test_labels_stand_in_a_column_and_texts_hang_beside_them():
    blocks = [Block("目标", (Line("不少于九成的群众满意"),)), Block("计分", (Line("按比例"),))]
    lines = [line.plain for line in block_lines(blocks, 22, air=False)]
    assert lines == ["目标  不少于九成的群众", "      满意", "计分  按比例"]
    assert [line.plain for line in block_lines(blocks, 22, air=True)][2] == ""


@pytest.mark.parametrize("cells", [12, 20, 34, 60])
def test_no_line_of_the_details_is_too_long(work, cells):
    for place in work.places():
        for opened in (True, False):
            shown = block_lines(details(ZH, work, place, opened=opened), cells, air=True)
            assert all(line.cell_length <= cells for line in shown)


def test_findings_are_one_line_each_until_they_are_opened(work):
    place = work.places()[0]
    short, whole = (details(ZH, work, place, opened=opened)[-1] for opened in (False, True))
    found = short.lines
    assert len(found) == len(whole.lines) >= 2
    assert len(block_lines([short], 34, air=False)) == len(found) + 1
    assert len(block_lines([whole], 34, air=False)) > len(found) + 1


def test_the_tables_of_the_budget_are_aligned(work):
    result = work.assessment.projects[0]
    for words in (ZH, EN):
        for table in (amounts_table(words, result), checkpoints_table(words, result)):
            lines = aligned(table, 31)  # what is left of 36 cells beside frame, edges and scroll bar
            assert len({width(line) for line in lines}) == 1
            assert width(lines[0]) <= 31, "they fit beside the rows at 120 cells"
            assert [line.split()[1:] for line in lines[1:]] == [list(row[1:]) for row in table[1:]], "no figure is cut"


@pytest.mark.parametrize(
    ("cells", "titles"),
    [(22, "      Jahr  approved"), (20, "      Jahr  approved"), (17, "     Jahr appro.."), (14, "     J.. app..")],
)
def test_titles_of_a_table_give_way_before_its_figures(cells, titles):
    shown = aligned((("", "Jahr", "approved"), ("甲", "1", "2"), ("乙乙", "10", "99.99")), cells)
    assert shown[0] == titles
    assert all(width(line) <= cells for line in shown)
    assert shown[-1].split() == ["乙乙", "10", "99.99"]


# -- the arrangement


@pytest.mark.parametrize("size", [(60, 20), (72, 22), (80, 24), (100, 30), (119, 40), (120, 40), (170, 50)])
@pytest.mark.parametrize("rows", [3, 12, 40, 2000])
@pytest.mark.parametrize("drawn", [False, True])
def test_details_take_no_more_than_their_part(size, rows, drawn):
    wide, high = size
    found = arranged(wide, high, projects=2, rows=rows, drawn=drawn)
    assert (found.beside > 0) == (wide >= 120)
    assert found.beside * 10 <= wide * 3
    assert (found.below - 2 * found.framed) * 10 <= high * 3
    assert found.beside or found.below >= high // 5
    assert found.framed == (drawn and high >= 30)


@pytest.mark.parametrize(("projects", "cells"), [(1, 0), (3, 0), (4, 16), (300, 16)])
def test_the_list_of_projects_is_there_from_four_on(projects, cells):
    assert arranged(120, 40, projects=projects, rows=12).projects == cells
    assert arranged(80, 24, projects=projects, rows=12).projects == 0
    assert arranged(80, 24, projects=projects, rows=12, list_wanted=True).projects == 16


def test_the_drawer_goes_from_usual_to_tall_to_shut():
    below = {drawer: arranged(80, 24, projects=2, rows=12, drawer=drawer).below for drawer in DRAWERS}
    assert below[TALL] > below[""] > below["-drawer-shut"] == 1
