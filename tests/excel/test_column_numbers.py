"""Lines below a header that number its columns or say how to fill them in: neither an indicator nor an amount."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.excel.form.fill import fill_template
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.labels.column_numbers import hints_at_columns, numbers_columns
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
    """Such a line is no indicator, and its numbers are no points."""
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
    """1, 2 and 3 are no amounts of the year."""
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
