"""A sheet of many rows or tables takes as many times longer as it has more of them, and no square of that."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from selfeval.excel.read import read_workbook
from tests.excel.books import book
from tests.growth import times_longer

MOST = 20
"""Eight times the rows take 8 times as long; the square of them 64 times."""
SHORT = 300

TITLE: list[object] = ["项目支出绩效自评表"]
NAME: list[object] = ["项目名称", "农村公路养护"]
HEADER: list[object] = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
ROWS: list[list[object]] = [
    ["产出指标", "数量指标", "养护里程", "≥120公里", "126公里", 50, 50],
    ["效益指标", "社会效益指标", "受益村庄", "≥18个", "18个", 40, 40],
]
TOTAL: list[object] = ["总分", "", "", "", "", 90, 90]


def above(count: int) -> list[list[object]]:
    """Plain rows above the table."""
    return [TITLE, NAME, *([f"说明{row}", "路段", "村"] for row in range(count)), HEADER, *ROWS, TOTAL]


def below(count: int) -> list[list[object]]:
    """Plain rows below the total."""
    return [TITLE, NAME, HEADER, *ROWS, TOTAL, *([f"说明{row}", "路段", "村"] for row in range(count))]


def numbered(count: int) -> list[list[object]]:
    """Rows of column numbers below the total."""
    return [TITLE, NAME, HEADER, *ROWS, TOTAL, *([1, 2, 3, 4, 5] for _ in range(count))]


def tables(count: int) -> list[list[object]]:
    """Small tables without a year one below the other."""
    form = [TITLE, NAME, HEADER, ROWS[0]]
    return [row for number in range(count // 4) for row in ([*form[0]], ["项目名称", f"公路{number}"], *form[2:])]


@pytest.mark.parametrize("rows", [above, below, numbered, tables])
def test_time_grows_with_the_rows(tmp_path: Path, rows) -> None:
    short = book(tmp_path / "short.xlsx", rows(SHORT))
    long = book(tmp_path / "long.xlsx", rows(8 * SHORT))
    assert times_longer(partial(read_workbook, long), partial(read_workbook, short), MOST) <= MOST
