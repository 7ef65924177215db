"""Code and name in one cell are parted in all the ways that forms print them; a year is no code."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.excel.read import read_workbook
from selfeval.excel.tables.head.codes import split_code, split_unit
from tests.excel.books import HEADER, ROW, book

PARTED = [
    ("13022525P00RERB10015T-信访专项资金", "13022525P00RERB10015T", "信访专项资金"),
    ("13022525P00RERB10015T信访专项资金", "13022525P00RERB10015T", "信访专项资金"),
    ("13022525P00RERB10015T—信访专项资金", "13022525P00RERB10015T", "信访专项资金"),
    ("130225-信访专项资金（2025年）", "130225", "信访专项资金（2025年）"),
    ("[312]清河县水务局", "312", "清河县水务局"),
    ("【312001】清河县水务局本级", "312001", "清河县水务局本级"),
    ("（312）清河县水务局", "312", "清河县水务局"),
    ("〔312001〕清河县水务局", "312001", "清河县水务局"),
    ("清河县水务局（312001）", "312001", "清河县水务局"),
    ("清河县水务局[312001]", "312001", "清河县水务局"),
    ("清河县水务局 - 312001", "312001", "清河县水务局"),
    ("３１２００１ 清河县水务局", "312001", "清河县水务局"),
    ("［３１２］清河县水务局", "312", "清河县水务局"),
    ("312001_清河县水务局", "312001", "清河县水务局"),
    ("312001：清河县水务局", "312001", "清河县水务局"),
    ("312　清河县水务局", "312", "清河县水务局"),
    ("482001 乐亭县信访局本级", "482001", "乐亭县信访局本级"),
    ("482001乐亭县信访局本级", "482001", "乐亭县信访局本级"),
]
WHOLE = [
    "2025年清河县局",
    "2025清河县局",
    "2025-信访专项资金",
    "2025年-2027年规划编制",
    "[2025]信访专项资金",
    "202501月专项",
    "12345政务服务热线",
    "120急救中心建设",
    "110指挥中心",
    "3-6岁儿童保育",
    "18—54周岁妇女体检",
    "信访专项资金",
    "修路（2025）",
    "设备购置（100台）",
    "农村公路（S302）改造",
    "1.修路",
    "120000元",
    "",
]


@pytest.mark.parametrize(("text", "code", "name"), PARTED)
def test_parted(text: str, code: str, name: str) -> None:
    assert split_code(text) == (code, name)


@pytest.mark.parametrize("text", WHOLE)
def test_no_code(text: str) -> None:
    assert split_code(text) == ("", text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("482001 乐亭县信访局本级", ("482001", "乐亭县信访局")),
        ("【312001】清河县局本级", ("312001", "清河县局")),
        ("乐亭县信访局", ("", "乐亭县信访局")),
        ("[001]某局", ("001", "某局")),
        ("2025年清河县局", ("", "2025年清河县局")),
        ("", ("", "")),
    ],
)
def test_units(text: str, parts: tuple[str, str]) -> None:
    assert split_unit(text) == parts


@pytest.mark.parametrize("label", ["项目名称", "项目编码及名称", "项目名称（编码）", "项目编码", "项目名称及代码"])
def test_a_project_whose_code_and_name_share_a_cell(tmp_path: Path, label: str) -> None:
    rows: list[list[object]] = [
        [label, "13022525P00RERB10015T-信访专项资金"],
        ["主管部门", "[482]某某县信访局"],
        HEADER,
        ROW,
    ]
    department = read_workbook(book(tmp_path / "t.xlsx", rows)).department
    (project,) = department.projects
    assert (project.code, project.name, project.title) == (
        "13022525P00RERB10015T", "信访专项资金", "信访专项资金",
    )  # fmt: skip
    assert {str(project.cells["code"]), str(project.cells["name"])} == {"表!B1"}
    assert (department.code, department.name) == ("482", "某某县信访局")


def test_a_code_of_its_own_is_cut_off_the_name_only_where_it_is_the_same(tmp_path: Path) -> None:
    same: list[list[object]] = [["项目编码", "130225001", "项目名称", "130225001-信访专项资金"], HEADER, ROW]
    other: list[list[object]] = [["项目编码", "130225001", "项目名称", "130225999-信访专项资金"], HEADER, ROW]
    names = [read_workbook(book(tmp_path / "t.xlsx", rows)).department.projects[0].name for rows in (same, other)]
    assert names == ["信访专项资金", "130225999-信访专项资金"]
