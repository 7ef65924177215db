"""Amounts of whole forms, wherever their block stands and however it is laid out: every amount and claim of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.core.model import AMOUNTS, Project
from selfeval.core.numbers import parse_money
from selfeval.excel.form.fill import fill_template
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.result import ReadResult
from tests.excel.books import book
from tests.excel.scored_books import assessed

HEAD: list[list[object]] = [["项目支出绩效自评表（2025年度）"], ["项目名称", "农村公路养护"]]
TABLE: list[list[object]] = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "养护里程", "≥120公里", "126公里", 50, 50],
    ["效益指标", "社会效益指标", "受益村庄", "≥18个", "18个", 40, 40],
    ["总分", "", "", "", "", 100, 98.77],
]
SOURCES = ["年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"]
ROWS = [(180, 200, 175.3), (150, 160, 140), (20, 25, 22.3), (10, 15, 13)]
CLAIMS: list[object] = [10, "87.65%", 8.77]
WANTED = {
    f"{amount}{part}": str(ROWS[index][place])
    for place, amount in enumerate(AMOUNTS)
    for index, part in enumerate(("", ".fiscal", ".carry_over", ".other"))
}


def national(
    heads: list[str], title: str = "项目资金（万元）", scale: tuple[int, int, int] = (1, 1, 1)
) -> list[list[object]]:
    """The national block under these headers, each amount in its own unit."""
    lines: list[list[object]] = [[title, "", *heads, "分值", "执行率", "得分"]]
    for index, (name, amounts) in enumerate(zip(SOURCES, ROWS, strict=True)):
        scaled = [round(amount * by, 4) for amount, by in zip(amounts, scale, strict=True)]
        lines.append(["", name, *scaled, *(CLAIMS if index == 0 else [])])
    return lines


PLAIN = ["年初预算数", "全年预算数", "全年执行数"]
BLOCKS: dict[str, list[list[object]]] = {
    "plain": national(PLAIN),
    "qualifiers in brackets": national(["预算数（年初）", "预算数（调整后）", "执行数"]),
    "numbers and formulas": [
        ["项目资金（万元）", "", "①年初预算数", "②全年预算数", "③全年执行数", "④分值", "⑤执行率=③/②", "⑥得分"],
        *national(PLAIN)[1:],
    ],
    "own words of claims": [
        ["项目资金（万元）", "", *PLAIN, "权重", "预算执行率（%）", "自评得分"],
        *national(PLAIN)[1:],
    ],
    "two lines": [
        ["项目资金（万元）", "", "预算数", "", "全年执行数", "分值", "执行率", "得分"],
        ["", "", "年初", "全年（调整后）", "", "", "", ""],
        *national(PLAIN)[1:],
    ],
    "two lines with whole words": [
        ["项目资金（万元）", "", "预算数", "", "执行数", "分值", "执行率", "得分"],
        ["", "", "年初预算数", "全年预算数", "全年执行数", "", "", ""],
        *national(PLAIN)[1:],
    ],
    "reversed": [
        ["项目资金（万元）", "", "资金总额", "财政拨款", "上年结转", "其他资金", "分值", "执行率", "得分"],
        ["", "年初预算数", *(row[0] for row in ROWS)],
        ["", "全年预算数", *(row[1] for row in ROWS)],
        ["", "全年执行数", *(row[2] for row in ROWS), *CLAIMS],
    ],
    "a unit behind a slash": national(PLAIN, "项目资金/元", (10_000, 10_000, 10_000)),
    "a unit in square brackets": national(PLAIN, "项目资金【元】", (10_000, 10_000, 10_000)),
    "a unit of each column": national(
        ["年初预算数（万元）", "全年预算数（千元）", "全年执行数（元）"], "项目资金", (1, 10, 10_000)
    ),
    "units behind slashes in the headers": national(
        ["年初预算数/元", "全年预算数/元", "全年执行数/元"], "项目资金", (10_000, 10_000, 10_000)
    ),
    "pairs with claims in a line of their own": [
        ["项目资金（万元）", "年初预算数", 180, "全年预算数", 200, "全年执行数", 175.3],
        ["", "其中：财政拨款", 150, "其中：财政拨款", 160, "其中：财政拨款", 140],
        ["", "上年结转", 20, "上年结转", 25, "上年结转", 22.3],
        ["", "其他资金", 10, "其他资金", 15, "其他资金", 13],
        ["", "分值", 10, "执行率", "87.65%", "得分", 8.77],
    ],
    "pairs with claims one below the other": [
        ["项目资金（万元）", "年初预算数", 180, "全年预算数", 200, "全年执行数", 175.3],
        ["", "其中：财政拨款", 150, "其中：财政拨款", 160, "其中：财政拨款", 140],
        ["", "上年结转", 20, "上年结转", 25, "上年结转", 22.3],
        ["", "其他资金", 10, "其他资金", 15, "其他资金", 13],
        ["", "执行率", "87.65%"],
        ["", "分值", 10],
        ["", "自评得分", 8.77],
    ],
}


def amounts(project: Project) -> dict[str, str]:
    """What was read, in 万元."""
    by = {"万元": Decimal(1), "元": Decimal("0.0001"), "千元": Decimal("0.1")}[project.money_unit]
    found = {name: parse_money(text, project.money_unit) for name, text in project.budget.items()}
    return {name: format((value * by).normalize(), "f") for name, value in found.items() if value is not None}


def read(path: Path, block: list[list[object]], *, below: bool = False) -> ReadResult:
    return read_workbook(book(path, [*HEAD, *TABLE, *block] if below else [*HEAD, *block, *TABLE]))


@pytest.mark.parametrize("below", [False, True], ids=["above", "below"])
@pytest.mark.parametrize("name", BLOCKS)
def test_amounts_of_blocks(tmp_path: Path, name: str, below: bool) -> None:
    """Every amount in its place, in the same money, with what the form claims of the execution rate."""
    result = read(tmp_path / "form.xlsx", BLOCKS[name], below=below)
    (project,) = result.department.projects
    assert amounts(project) == WANTED
    claimed = project.claimed
    assert (str(claimed.execution_weight), claimed.rate, str(claimed.execution_score)) == ("10", "87.65%", "8.77")
    assert [row.tier3 for row in project.indicators] == ["养护里程", "受益村庄"]
    assert str(claimed.total) == "98.77"


def test_a_block_says_its_unit_before_a_corner(tmp_path: Path) -> None:
    """单位：元 in a corner of the page speaks of something else where the block itself says 万元."""
    rows: list[list[object]] = [["", "", "", "", "", "", "单位：元"], *national(PLAIN)]
    (project,) = read(tmp_path / "form.xlsx", rows).department.projects
    assert (project.money_unit, amounts(project)) == ("万元", WANTED)


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        (["100万元", "30万元", "20万元"], "150"),
        (["1000000元", "300000元", "20万元"], "150"),
        ([12_000_000, 5_000_000, 1_000_000], "18000000"),
    ],
)
def test_levels_of_public_money_are_added_up_whatever_their_unit(
    tmp_path: Path, levels: list[object], wanted: str
) -> None:
    lines: list[list[object]] = [["项目资金（万元）", "", "全年预算数", "全年执行数"], ["", "年度资金总额", 200, 100]]
    lines += [
        ["", name, amount] for name, amount in zip(["其中：中央补助", "省级补助", "县级资金"], levels, strict=True)
    ]
    (project,) = read(tmp_path / "form.xlsx", lines).department.projects
    assert project.budget["adjusted.fiscal"] == wanted


def test_several_labels_in_one_cell(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["项目支出绩效自评表"],
        ["项目名称：农村公路养护    项目编码：130225001    主管部门：某县交通运输局"],
        ["填报单位：某县公路中心      评价年度：2025年      金额单位：元"],
        ["全年预算数：2000000   其中：财政资金：1600000   全年执行数：1753000"],
        *TABLE,
    ]
    result = read_workbook(book(tmp_path / "form.xlsx", rows))
    (project,) = result.department.projects
    assert (project.name, project.code, project.department, project.unit, result.department.year) == (
        "农村公路养护", "130225001", "某县交通运输局", "某县公路中心", 2025,
    )  # fmt: skip
    assert amounts(project) == {"adjusted": "200", "adjusted.fiscal": "160", "executed": "175.3"}


def test_points_as_shares_of_one(tmp_path: Path) -> None:
    """0.5 without a percent format cannot be half a point of 0.9."""
    table = [TABLE[0], [*TABLE[1][:5], 0.5, 50], [*TABLE[2][:5], 0.4, 40], [*TABLE[3][:5], 1, 98.77]]
    block = national(PLAIN)
    block[1][5] = 0.1
    result = read_workbook(book(tmp_path / "form.xlsx", [*HEAD, *block, *table]))
    (project,) = result.department.projects
    assert [str(row.weight) for row in project.indicators] == ["50", "40"]
    assert str(project.claimed.execution_weight) == "10"
    assert [(one.code, str(one.where)) for one in result.problems if one.code == "F234"] == [("F234", "表!F9")]


@pytest.mark.parametrize("weights", [(1, 0.5), (0.2, 0.1), (0.9, 0.4), (0.5,)])
def test_points_that_are_no_shares(tmp_path: Path, weights: tuple[float, ...]) -> None:
    table = [TABLE[0], *([*TABLE[1][:5], weight] for weight in weights)]
    (project,) = read_workbook(book(tmp_path / "form.xlsx", [*HEAD, *table])).department.projects
    assert [float(row.weight or 0) for row in project.indicators] == list(weights)


@pytest.mark.parametrize("label", ["年度绩效指标完成情况", "绩效指标得分", "绩效指标"])
@pytest.mark.parametrize("merged", [True, False])
def test_the_label_of_the_block_is_no_column(tmp_path: Path, label: str, merged: bool) -> None:
    """Beside the header and all rows, or in the header's line alone."""
    rows: list[list[object]] = [["", *row] for row in TABLE]
    rows[0][0] = label
    path = book(tmp_path / "form.xlsx", [*HEAD, *rows], merges=("A3:A5",) if merged else ())
    (project,) = read_workbook(path).department.projects
    found = [(row.tier3, row.actual, str(row.weight), str(row.claimed_score)) for row in project.indicators]
    assert found == [("养护里程", "126公里", "50", "50"), ("受益村庄", "18个", "40", "40")]


@pytest.mark.parametrize(("score", "reason"), [(45, "雨季停工"), (50, "")])
def test_remarks_say_why_points_were_lost(tmp_path: Path, score: int, reason: str) -> None:
    """Where the form has no column for reasons; a remark on a full score is none."""
    table = [[*TABLE[0], "备注"], [*TABLE[1][:6], score, "雨季停工"]]
    (project,) = read_workbook(book(tmp_path / "form.xlsx", [*HEAD, *table])).department.projects
    assert [row.reason for row in project.indicators] == [reason]


@pytest.mark.parametrize(
    ("remark", "is_reason"),
    [
        *((text, True) for text in ("因雨季停工", "受疫情影响", "设备未到位", "由于征地滞后", "资金不足", "尚在施工")),
        *((text, True) for text in ("原因：天气", "开工推迟", "部分取消", "进度偏慢")),
        *(
            (text, False)
            for text in ("省级项目", "无", "—", "第三方评价", "未成年人项目", "未来三年", "基因检测", "见附件")
        ),
    ],
)
def test_a_remark_is_a_reason_only_where_it_speaks_of_one(tmp_path: Path, remark: str, is_reason: bool) -> None:
    table = [[*TABLE[0], "备注"], [*TABLE[1][:6], 45, remark]]
    result = read_workbook(book(tmp_path / "form.xlsx", [*HEAD, *table]))
    (project,) = result.department.projects
    assert [row.reason for row in project.indicators] == [remark if is_reason else ""]


def test_columns_of_a_list_have_units_of_their_own(tmp_path: Path) -> None:
    header = ["项目编码", "项目名称", "全年预算数（万元）", "全年执行数（元）", *map(str, TABLE[0])]
    rows: list[list[object]] = [list(header), ["130225001", "农村公路养护", 200, 1_753_000, *TABLE[1]]]
    (project,) = read_workbook(book(tmp_path / "list.xlsx", rows)).department.projects
    assert (project.money_unit, amounts(project)) == ("万元", {"adjusted": "200", "executed": "175.3"})


FILLED = ["plain", "two lines", "reversed", "a unit of each column", "a unit behind a slash"]
FILLED += ["pairs with claims in a line of their own", "qualifiers in brackets"]


@pytest.mark.parametrize("below", [False, True], ids=["above", "below"])
@pytest.mark.parametrize("name", FILLED)
def test_blank_blocks_are_filled_as_they_are_read(tmp_path: Path, name: str, below: bool) -> None:
    """What is written into the form, read again, is the same money: no amount under a header of another unit."""
    result = read(tmp_path / "own.xlsx", BLOCKS["plain"])
    (own,) = result.department.projects
    blank = [[cell if isinstance(cell, str) and "%" not in cell[-2:] else "" for cell in line] for line in BLOCKS[name]]
    block: list[list[object]] = [list(line) for line in blank]
    table: list[list[object]] = [TABLE[0], *([*line[:4], "", "", ""] for line in TABLE[1:3]), TABLE[3][:4]]
    rows = [*HEAD, *table, *block] if below else [*HEAD, *block, *table]
    filling = fill_template(book(tmp_path / "form.xlsx", rows), assessed(own))
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filling.forms[0].data)
    (project,) = read_workbook(path).department.projects
    assert amounts(project) == WANTED
    assert (project.claimed.rate, str(project.claimed.execution_score)) == ("87.65%", "8.77")


def test_a_dash_is_held_against_the_amount_in_the_unit_of_its_column(tmp_path: Path) -> None:
    """— under 全年执行数（元） is told to differ from 1753000, not from the 175.3 of a form in 万元."""
    (own,) = read(tmp_path / "own.xlsx", BLOCKS["plain"]).department.projects
    header, total, *_ = BLOCKS["a unit of each column"]
    block: list[list[object]] = [header, [*total[:2], "—", "—", "—"]]
    table: list[list[object]] = [TABLE[0], *([*line[:4], "", "", ""] for line in TABLE[1:3])]
    filling = fill_template(book(tmp_path / "form.xlsx", [*HEAD, *block, *table]), assessed(own))
    told = [dict(one.message.args) for one in filling.problems if one.code == "F525" and one.input == "—"]
    assert [str(args["new"]) for args in told] == ["180", "2000", "1753000"]
