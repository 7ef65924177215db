"""Widths in cells, wrapping, tables."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.textgrid import breaks, cells, fill, padded, table, wholes, wrap


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


def lines_of(text: str, width: int) -> list[str]:
    edges = [0, *breaks(text, width), len(text)]
    return [text[first:last].rstrip() for first, last in pairwise(edges)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("按照财预〔2020〕10号的规定", 20, ["按照财预〔2020〕10号", "的规定"]),
        ("全国项目支出绩效自评办法（财预〔2020〕10号）", 38, ["全国项目支出绩效自评办法", "（财预〔2020〕10号）"]),
        ("全年接待来访群众1,753人次，均已办结", 22, ["全年接待来访群众", "1,753人次，均已办结"]),
        ("预算执行率 不低于 ≥ 90% 为优", 22, ["预算执行率 不低于", "≥ 90% 为优"]),
        ("已于2025年12月底前全部完工", 18, ["已于2025年12月底前", "全部完工"]),
        ("支出一百万，占全年预算 175.3 万元的一半", 28, ["支出一百万，占全年预算", "175.3 万元的一半"]),
        ("请看“信访群众及相关单位满意度”一行的说明文字", 56, ["请看“信访群众及相关单位满意度”一行的说明文字"]),
        ("各单位应当先看“预算执行率”一行", 20, ["各单位应当先看“预算", "执行率”一行"]),
        ("各单位应当先看“预算执行率”一行里的数字", 24, ["各单位应当先看", "“预算执行率”一行里的数字"]),
        ("按分值的 100% 计，得 12.50 分（满分 12.5）", 41, ["按分值的 100% 计，得 12.50 分", "（满分 12.5）"]),
        ("适用于 2025–2025 年度，而这是 2026 年度的自评。", 46, ["适用于 2025–2025 年度，而这是", "2026 年度的自评。"]),
        ("cn-mof-2020-10 版本 1.0", 16, ["cn-mof-2020-10", "版本 1.0"]),
        ("[x] 要求填写的文字均已填写", 24, ["[x] 要求填写的文字均", "已填写"]),
        ("1234567890123456789012", 10, ["1234567890", "1234567890", "12"]),
    ],
)
def test_neither_figures_nor_dates_nor_numbers_of_documents_nor_quoted_names_are_parted(
    text: str, width: int, lines: list[str]
) -> None:
    assert lines_of(text, width) == lines


PIECES = (
    "信访",
    "工作",
    "满意度",
    "≥ 90%",
    "1,234.5万元",
    "2025年12月31日",
    "财预〔2020〕10号",
    "，",
    "。",
    "“专项资金”",
    " ",
    "and",
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(24, 80))
def test_every_line_fits_and_no_figure_is_parted(text: str, width: int) -> None:
    edges = [0, *breaks(text, width), len(text)]
    assert edges == sorted(set(edges)) or not text
    for first, last in pairwise(edges):
        marks = len(text[first:last].rstrip()) - len(text[first:last].rstrip("，。 ”"))
        assert cells(text[first:last].rstrip()) <= width + 2 * marks
    for first, last in wholes(text):
        if cells(text[first:last]) <= width:
            assert not any(first < edge < last for edge in edges), text[first:last]


@given(st.lists(st.sampled_from(("信访", "工作", "满意度", "资金", "减少")), min_size=20, max_size=60).map("".join))
def test_no_line_hangs_alone_at_the_end(text: str) -> None:
    lines = lines_of(text, 48)
    assert len(lines) == 1 or cells(lines[-1]) >= 8
