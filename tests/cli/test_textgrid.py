"""Widths in cells, wrapping, tables."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.textgrid import breaks, cells, fill, padded, table, wrap


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("得分", 4), ("≥90%", 4), ("（万元）", 8), ("e\u0301", 1), ("\u200b", 0), ("ＡＢ", 4), ("", 0)],
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width


def test_padding_counts_cells() -> None:
    assert padded("得分", 6) == "得分  "
    assert padded("9.5", 6, right=True) == "   9.5"
    assert padded("too long", 3) == "too long"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五六七八", ["一二三四", "五六七八"]),
        ("一二三四。五六", ["一二三", "四。五六"]),
        ("一二三（四五六", ["一二三", "（四五六"]),
        ("一二三四%五六", ["一二三", "四%五六"]),
        ("一二abc三四", ["一二abc", "三四"]),
        ("一二abcdef三", ["一二", "abcdef三"]),
        ("don't ask(me)", ["don't", "ask(me)"]),
        ("Привет мир", ["Привет", "мир"]),
        ("/srv/a/long/path 二", ["/srv/a/long/path", "二"]),
        ("一二三e\u0301四五", ["一二三e\u0301", "四五"]),
        ("  一二\n\n三", ["一二", "", "三"]),
    ],
)
def test_lines_break_as_both_languages_are_written(text: str, lines: list[str]) -> None:
    assert wrap(text, 8) == lines


def test_a_word_longer_than_a_line_is_cut_where_nothing_may_stand_out() -> None:
    assert list(breaks("abcdefghij", 4)) == [4, 8]
    assert list(breaks("abcdefghij", 4, cut=False)) == []


@given(st.text(alphabet="ab得分，。（）〔〕 ", max_size=80), st.integers(8, 40))
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        closing = 2 * sum(char in "，。）〕" for char in line)
        longest = max((cells(word) for word in line.split(" ")), default=0)
        assert cells(line) <= max(width + closing, longest)


def test_no_line_begins_with_a_closing_mark() -> None:
    for line in wrap("一二三四五六，七八九十〔2020〕十号（试行）。" * 3, 13)[1:]:
        assert line[0] not in "，。〕）"


def test_fill_indents_by_cells() -> None:
    assert fill("一二三四五六七八", "名 ", 15) == ["名 一二三四五六", "   七八"]


def test_table_aligns_chinese() -> None:
    lines = table(["项目", "n"], [["信访专项资金", "9.5"], ["x", "100"]], right=(1,))
    assert {cells(line) for line in lines} == {cells(lines[0])}
    assert lines[2].endswith("  9.5")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("abcdefgh、一", 8, ["abcdefg", "h、一"]),
        ("abcdefgh）、一", 8, ["abcdefg", "h）、一"]),
        ("2025-11-30，二", 10, ["2025-11-3", "0，二"]),
        ("一二三四、五", 8, ["一二三", "四、五"]),
        ("abcdefg“甲”、乙", 8, ["abcdefg", "“甲”、乙"]),
        ("abcdefg《甲》", 8, ["abcdefg", "《甲》"]),
        ("、、、、、、", 8, ["、、、、", "、、"]),
    ],
)
def test_a_mark_takes_the_end_of_a_long_word_along(text: str, width: int, lines: list[str]) -> None:
    edges = [0, *breaks(text, width), len(text)]
    assert [text[first:last] for first, last in pairwise(edges)] == lines


@given(
    st.lists(st.sampled_from(["abc", "得", "分", "1", "（甲）", "《乙》", "丙、", "d，", "。"]), max_size=40),
    st.integers(10, 40),
)
def test_no_line_begins_with_a_mark_that_closes_or_ends_with_one_that_opens(parts: list[str], width: int) -> None:
    text = "一" + "".join(parts)
    edges = [0, *breaks(text, width), len(text)]
    for first, last in pairwise(edges):
        several = any(pair in text for pair in ("。。", "、。", "，。", "）。", "》。"))  # a row of marks may be longer
        assert several or text[first] not in "、，。）》", text[first:last]
        assert text[last - 1] not in "（《"
