"""Lines below a header that number its columns or say how to fill them in: neither an indicator nor an amount."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.excel.form.fill import fill_template
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.labels.column_numbers import hints_at_columns, numbers_columns
from selfeval.excel.tables.labels.labels import head_key, money_unit_in
from tests.excel.books import book
from tests.excel.scored_books import assessed
from tests.excel.test_money_blocks import HEAD, PLAIN, TABLE, WANTED, amounts, national

NUMBERED = [
    ["栏次", 1, 2, 3, 4, 5, 6],
    [1, 2, 3, 4, 5, 6, 7],
    ["甲", "乙", "丙", 1, 2, 3, 4],
    ["①", "②", "③", "④", "⑤", "⑥", "⑦"],
    ["（1）", "（2）", "（3）", "（4）", "（5）", "（6）", "（7）=（5）×（6）"],
    ["A", "B", "C", "D", "E", "F", "G=E*F"],
    ["（必填）", "（必填）", "（必填）", "（必填）", "（系统带出）", "（自评）", "（选填）"],
]


@pytest.mark.parametrize("line", NUMBERED, ids=str)
def test_numbers_below_the_headers(tmp_path: Path, line: list[object]) -> None:
    """They were read as the first indicator, and shifted its points and scores into the sums."""
    result = read_workbook(book(tmp_path / "form.xlsx", [*HEAD, *national(PLAIN), TABLE[0], line, *TABLE[1:]]))
    (project,) = result.department.projects
    found = [(row.tier1, row.tier3, str(row.weight)) for row in project.indicators]
    assert found == [("产出指标", "养护里程", "50"), ("效益指标", "受益村庄", "40")]


@pytest.mark.parametrize("line", NUMBERED[:6], ids=str)
def test_numbers_in_a_bureaus_form(tmp_path: Path, line: list[object]) -> None:
    """The line stays, and the rows below it are filled."""
    (own,) = read_workbook(book(tmp_path / "own.xlsx", [*HEAD, *national(PLAIN), *TABLE])).department.projects
    blank: list[list[object]] = [[*row[:4], "", "", ""] for row in TABLE[1:3]]
    rows = [*HEAD, TABLE[0], line, *blank, ["总分"]]
    filling = fill_template(book(tmp_path / "form.xlsx", rows), assessed(own))
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filling.forms[0].data)
    (project,) = read_workbook(path).department.projects
    assert [(row.tier3, row.actual) for row in project.indicators] == [("养护里程", "126公里"), ("受益村庄", "18个")]


@pytest.mark.parametrize(
    "line",
    [["", "", "A", "B", "C", "D", "E=C/B", "F=D×E"], ["", "", 1, 2, 3, 4, 5, 6], ["", "栏次", "①", "②", "③"]],
    ids=str,
)
def test_numbers_in_the_block_of_money(tmp_path: Path, line: list[object]) -> None:
    """1, 2 and 3 were taken for the amounts of the year."""
    block = national(PLAIN)
    rows = [*HEAD, block[0], line, *block[1:], *TABLE]
    (project,) = read_workbook(book(tmp_path / "form.xlsx", rows)).department.projects
    assert (amounts(project), str(project.claimed.execution_score)) == (WANTED, "8.77")


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1", "2", "3"], True),
        (["栏次", "1", "2", "3"], True),
        (["2", "3", "4"], True),
        (["1", "2"], False),
        (["1", "2", "4"], False),
        (["10", "10", "10"], False),
        (["产出指标", "1", "2", "3"], False),
        (["1", "2", "3", "合格"], False),
        (["50", "50"], False),
        (["栏次"], False),
        ([], False),
    ],
)
def test_what_numbers_columns(texts: list[str], numbers: bool) -> None:
    assert numbers_columns(texts) is numbers


def test_a_name_in_brackets_is_no_hint() -> None:
    assert not hints_at_columns(["（一）产出指标", "数量", "（必填）"])


# The unit of money in more words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cells",
    [
        ["单位：", "元"],
        ["金额单位", "元"],
        ["金额单位：", "（元）"],
        ["以元为单位"],
        ["（金额单位为元）"],
        ["币种：人民币    单位：元"],
        ["单位:元；比例：%"],
        ["货币单位：元"],
    ],
    ids=str,
)
def test_the_unit_of_a_line(tmp_path: Path, cells: list[object]) -> None:
    """Amounts counted 10,000 times too much where the unit stood in the cell beside its label or in other words."""
    block = national(PLAIN, "项目资金", (10_000, 10_000, 10_000))
    rows = [*HEAD, ["", "", "", *cells], *block, *TABLE]
    (project,) = read_workbook(book(tmp_path / "form.xlsx", rows)).department.projects
    assert (project.money_unit, amounts(project)) == ("元", WANTED)


@pytest.mark.parametrize(
    "title",
    [
        "项目资金（单位/元）",
        "项目资金(¥元)",
        "项目资金（以元为单位）",
        "项目资金（单位为元）",
        "预算资金（元）",
        "项目资金(元、%)",
    ],
)
@pytest.mark.parametrize("merged", [True, False])
def test_the_unit_of_a_block(tmp_path: Path, title: str, merged: bool) -> None:
    """Also where the block is called like an amount."""
    block = national(PLAIN, title, (10_000, 10_000, 10_000))
    path = book(tmp_path / "form.xlsx", [*HEAD, *block, *TABLE], merges=("A3:A7",) if merged else ())
    (project,) = read_workbook(path).department.projects
    assert (project.money_unit, amounts(project)) == ("元", WANTED)


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("单位（盖章）：某县交通运输局", "某县交通运输局"),
        ("单位：某县交通运输局", "某县交通运输局"),
        ("单位：万元", ""),
    ],
)
def test_the_unit_that_is_an_office(tmp_path: Path, label: str, wanted: str) -> None:
    rows = [["项目支出绩效自评表"], [label, "", "", "2025年度"], HEAD[1], *national(PLAIN), *TABLE]
    result = read_workbook(book(tmp_path / "form.xlsx", rows))
    (project,) = result.department.projects
    assert (project.unit, project.money_unit, result.department.year) == (wanted, "万元", 2025)


@pytest.mark.parametrize("text", ["以人为单位", "以元旦为界", "单位负责人", "单位：元/人"])
def test_what_is_no_unit_of_money(text: str) -> None:
    assert money_unit_in(text) is None


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("年初数", "initial"),
        ("批复数", "initial"),
        ("年初预算总额", "initial"),
        ("调整后数", "adjusted"),
        ("调整后资金", "adjusted"),
        ("调整后全年预算数", "adjusted"),
        ("调整预算总额", "adjusted"),
        ("执行总额", "executed"),
        ("全年实际执行数", "executed"),
        ("调整数", ""),
    ],
)
def test_amounts_under_more_names(label: str, key: str) -> None:
    """调整数 may be what the budget was changed by, so it is not taken for the adjusted budget."""
    assert head_key(label) == key
