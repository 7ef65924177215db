"""The unit of money in whole forms, whatever says it: a line, the block itself, a cell beside 单位."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.excel.read import read_workbook
from tests.excel.books import book
from tests.excel.test_money_blocks import HEAD, PLAIN, TABLE, WANTED, amounts, national


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
    """Where it stands in the cell beside its label, or in other words than 单位：元."""
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
