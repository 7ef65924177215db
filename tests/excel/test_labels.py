"""Which field a label names, whatever its words, spacing and brackets; no label is ever taken as a value."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.core.model import Project
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.labels.labels import column_of, head_key, label_of
from tests.excel.books import book

TIERS = ["一级指标", "二级指标", "三级指标"]
PATH = ["产出指标", "数量指标", "修路里程"]


def column(path: Path, label: str, value: object) -> Project:
    """A table with one more column."""
    target = [] if column_of(label) == "target" else ["指标值"]
    rows = [[*TIERS, *target, label], [*PATH, *(["≥10公里"] if target else []), value]]
    (project,) = read_workbook(book(path, rows)).department.projects
    return project


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("未完成原因及拟采取的改进措施", "reason"),
        ("产生差异的原因及改进措施", "reason"),
        ("偏差原因及整改措施", "reason"),
        ("原因分析", "reason"),
        ("偏离原因", "reason"),
        ("差异原因", "reason"),
        ("未达标原因及改进措施", "reason"),
        ("未完成原因分析", "reason"),
        ("备注(未完成原因)", "reason"),
        ("备注（未完成原因）", "reason"),
        ("（二）备注（未完成原因）", "reason"),
        ("备注（必填）（未完成原因）", "reason"),
        ("备注【偏差原因】", "reason"),
        ("偏差原因\n分析及改\n进措施", "reason"),
        ("未完成绩效目标的原因及下一步改进措施", "reason"),
        ("指标偏差原因说明和整改意见", "reason"),
        ("未达到预期目标原因及改进措施", "reason"),
        ("产生偏差原因分析与纠偏措施：", "reason"),
        ("5.差异原因分析、补救措施", "reason"),
        ("扣分原因", "reason"),
        ("存在偏差的原因及拟采取的整改措施（必填）", "reason"),
        ("偏差说明", "reason"),
        ("未完成原因和拟采取的措施", "reason"),
        ("未达预期原因及改进措施", "reason"),
        ("与目标值偏差原因", "reason"),
        ("超额完成或未完成原因", "reason"),
        ("备注：未完成原因", "reason"),
        ("说明（未完成原因）", "reason"),
        ("未按期完成原因及下一步措施", "reason"),
        ("单项指标实际完成值", "actual"),
        ("指标实际完成值", "actual"),
        ("年终完成值", "actual"),
        ("自评完成值", "actual"),
        ("全年完成值", "actual"),
        ("完成值", "actual"),
        ("年末实际完成情况", "actual"),
        ("绩效指标完成情况", "actual"),
        ("实 际 达 到 值（B）", "actual"),
        ("截至年底完成值", "actual"),
        ("1-12月完成值", "actual"),
        ("全年执行值", "actual"),
        ("自评值", "actual"),
        ("指标值及单位", "target"),
        ("目标值及单位", "target"),
        ("指标值/单位", "target"),
        ("年度指标值／计量单位", "target"),
        ("预期目标值", "target"),
        ("2025年度目标值", "target"),
        ("计划完成值", "target"),
        ("本年度绩效指标值(A)", "target"),
    ],
)
def test_columns_of_rows(tmp_path: Path, label: str, field: str) -> None:
    (row,) = column(tmp_path / "t.xlsx", label, "≥12公里").indicators
    assert getattr(row, field) == "≥12公里"
    assert row.tier3 == "修路里程"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("度量单位", "unit"),
        ("计量单位", "unit"),
        ("指标性质", "nature"),
        ("改进措施", "measures"),
        ("指标完成率", None),
        ("偏差度", None),
        ("上年指标值", "last_target"),
        ("复核得分", None),
        ("完善", None),
        ("项目完成指标", None),
        ("项目效果指标", None),
    ],
)
def test_columns_that_are_something_else(label: str, field: str | None) -> None:
    assert column_of(label) == field


def test_signs_and_units_in_columns_of_their_own_make_the_target(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*TIERS, "指标性质", "指标值", "度量单位"],
        [*PATH, "≥", 10, "公里"],
    ]
    (project,) = read_workbook(book(tmp_path / "t.xlsx", rows)).department.projects
    assert project.indicators[0].target == "≥10公里"


@pytest.mark.parametrize(
    ("sign", "value", "unit", "target"),
    [
        ("≥", 0.9, "%", "≥ | 0.9 | %"),
        ("", 0.9, "百分比", "0.9 | 百分比"),
        ("≥", 90, "%", "≥90%"),
        ("≤", 0.5, "万元", "≤0.5万元"),
    ],
)
def test_a_share_stays_apart_from_its_percent_sign(
    tmp_path: Path, sign: str, value: float, unit: str, target: str
) -> None:
    rows: list[list[object]] = [[*TIERS, "指标性质", "指标值", "度量单位"], [*PATH, sign, value, unit]]
    (project,) = read_workbook(book(tmp_path / "t.xlsx", rows)).department.projects
    assert project.indicators[0].target == target


def test_measures_in_a_column_of_their_own_join_the_reason(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*TIERS, "指标值", "偏差原因", "改进措施"],
        [*PATH, "≥10公里", "雨季", "来年早开工"],
        ["产出指标", "质量指标", "合格率", "≥95%", "", "补检"],
    ]
    (project,) = read_workbook(book(tmp_path / "t.xlsx", rows)).department.projects
    assert [row.reason for row in project.indicators] == ["雨季\n来年早开工", "补检"]
    assert str(project.indicators[1].cells["reason"]) == "表!F3"


@pytest.mark.parametrize(
    "label", ["指标内容", "考核内容", "指标", "指标名", "绩效内容", "目标内容", "考核 指标", "指标内容："]
)
@pytest.mark.parametrize("tiers", [["一级指标", "二级指标"], ["一级指标"], []])
def test_weak_names_stand_for_the_indicator_where_nothing_else_does(
    tmp_path: Path, label: str, tiers: list[str]
) -> None:
    texts = ["产出指标", "数量指标"][: len(tiers)]
    rows: list[list[object]] = [[*tiers, label, "指标值", "分值"], [*texts, "修路里程", "≥10公里", 100]]
    (project,) = read_workbook(book(tmp_path / "t.xlsx", rows)).department.projects
    assert [(row.tier3, row.target) for row in project.indicators] == [("修路里程", "≥10公里")]


@pytest.mark.parametrize("label", ["年度目标", "目标", "绩效标准"])
def test_weak_targets_stand_for_the_target_beside_names(tmp_path: Path, label: str) -> None:
    rows: list[list[object]] = [[*TIERS, label, "完成情况"], [*PATH, "≥10公里", "11公里"]]
    (project,) = read_workbook(book(tmp_path / "t.xlsx", rows)).department.projects
    assert [(row.target, row.actual) for row in project.indicators] == [("≥10公里", "11公里")]


@pytest.mark.parametrize("label", ["指标内容", "考核内容", "绩效内容", "目标内容"])
def test_weak_names_describe_the_indicator_beside_its_name(tmp_path: Path, label: str) -> None:
    (row,) = column(tmp_path / "t.xlsx", label, "新修乡村道路").indicators
    assert (row.tier3, row.description) == ("修路里程", "新修乡村道路")


def head(path: Path, *pairs: tuple[str, object]) -> Project:
    """A table with labels and their values above it."""
    rows: list[list[object]] = [[label, value] for label, value in pairs]
    (project,) = read_workbook(book(path, [*rows, [*TIERS, "指标值"], [*PATH, "≥10公里"]])).department.projects
    return project


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("转移支付(项目)名称", "name"),
        ("转移支付（项目）名称：", "name"),
        ("专项资金名称", "name"),
        ("专项名称", "name"),
        ("项目支出名称", "name"),
        ("二级项目名称", "name"),
        ("政策（项目）名称", "name"),
        ("共同财政事权转移支付名称", "name"),
        ("中央转移支付名称", "name"),
        ("1.项目名称", "name"),
        ("（一）项目名称", "name"),
        ("项 目 名 称", "name"),
        ("★项目名称", "name"),
        ("项目代码", "code"),
        ("部门名称", "department"),
        ("部门（单位）名称", "department"),
        ("地方主管部门", "department"),
        ("主管部门（公章）", "department"),
        ("资金使用单位", "unit"),
        ("项目实施单位名称", "unit"),
    ],
)
def test_labels_of_the_project(tmp_path: Path, label: str, field: str) -> None:
    project = head(tmp_path / "t.xlsx", (label, "某某"))
    assert getattr(project, field) == "某某"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("实际投入资金额", "executed"),
        ("项目预算金额", "initial"),
        ("转移支付预算数", "adjusted"),
        ("转移支付执行数", "executed"),
        ("到位数", "received"),
        ("实际到位资金", "received"),
        ("资金到位数（万元）", "received"),
        ("其中:中央财政资金", "initial.fiscal"),
        ("其中:省级财政资金", "initial.fiscal"),
        ("省级", "initial.fiscal"),
        ("县级财政拨款", "initial.fiscal"),
        ("地方资金", "initial.other"),
        ("地方配套", "initial.other"),
        ("单位资金", "initial.other"),
        ("财政专户管理资金", "initial.other"),
        ("自筹资金", "initial.other"),
        ("事业收入", "initial.other"),
        ("累计支出金额", "executed"),
        ("决算数", "executed"),
        ("以前年度结转资金", "initial.carry_over"),
        ("全年预算数（A）", "adjusted"),
        ("全年执行数\n（B）", "executed"),
        ("年初预算数", "initial"),
    ],
)
def test_labels_of_money(tmp_path: Path, label: str, field: str) -> None:
    assert head(tmp_path / "t.xlsx", (label, 12.5)).budget == {field: "12.5"}


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("实际投入资金额", "executed"),
        ("全年执行数（B）", "executed"),
        ("项目预算金额", "initial"),
        ("转移支付预算数", "adjusted"),
        ("到位数", "received"),
    ],
)
@pytest.mark.parametrize("claims", [[], ["执行率", "得分"], ["分值", "执行率", "得分"]])
@pytest.mark.parametrize("filled", [True, False])
def test_one_amount_may_head_its_block_alone(
    tmp_path: Path, label: str, field: str, claims: list[str], filled: bool
) -> None:
    """The total below a single header is that amount, and no budget of the beginning of the year."""
    figures = {"分值": "10", "执行率": "100%", "得分": "10"}
    rows: list[list[object]] = [
        ["项目资金（万元）", "", label, *claims],
        ["", "年度资金总额", *([12.5, *(figures[claim] for claim in claims)] if filled else [])],
        ["", "其中：财政资金", *([8] if filled else [])],
        ["", "其他资金", *([4.5] if filled else [])],
        [*TIERS, "指标值"],
        [*PATH, "≥10公里"],
    ]
    (project,) = read_workbook(book(tmp_path / "t.xlsx", rows)).department.projects
    wanted = {field: "12.5", f"{field}.fiscal": "8", f"{field}.other": "4.5"} if filled else {}
    assert project.budget == wanted
    assert str(project.cells[field]) == "表!C2"


@pytest.mark.parametrize("beside", [["全年执行数"], ["全年执行数", 80]])
def test_a_total_with_its_own_figure_stays_the_budget(tmp_path: Path, beside: list[object]) -> None:
    rows: list[list[object]] = [
        ["项目名称", "修路", *beside],
        ["年度资金总额", 100],
        [*TIERS, "指标值"],
        [*PATH, "≥10公里"],
    ]
    (project,) = read_workbook(book(tmp_path / "t.xlsx", rows)).department.projects
    assert project.budget == {"initial": "100"} | ({"executed": "80"} if beside[1:] else {})


@pytest.mark.parametrize("label", ["项目类别", "资金来源", "金额（万元）", "小计", "合计", "中央主管部门", "联系电话"])
@pytest.mark.parametrize("before", ["项目编码", "项目名称", "年初预算数", "全年执行数"])
def test_a_label_is_never_a_value(tmp_path: Path, label: str, before: str) -> None:
    rows: list[list[object]] = [[before, "", label, "某某"], [*TIERS, "指标值"], [*PATH, "≥10公里"]]
    (project,) = read_workbook(book(tmp_path / "t.xlsx", rows)).department.projects
    assert (project.code, project.name, dict(project.budget)) == ("", "", {})


GOALS = {
    "national": (["预期目标", "实际完成情况"], 0, 1),
    "rate": (["年度预期目标", "具体完成情况", "总体完成率"], 0, 1),
    "project": (["项目年度目标", "年度目标完成情况"], 0, 1),
    "adjusted": (["年初绩效目标", "全年（调整）绩效目标", "全年目标实际完成情况"], 1, 2),
    "whole": (["年度整体绩效目标", "整体绩效目标完成情况"], 0, 1),
    "summary": (["年度总体目标", "年度总体目标完成情况综述"], 0, 1),
    "period": (["实施期目标（2024—2026年）", "年度目标（2025年）", "目标实际完成情况"], 1, 2),
}
TEXTS = ["修路10公里", "修路12公里", "修路11公里"]


@pytest.mark.parametrize("name", GOALS)
@pytest.mark.parametrize("block", ["", "年度总体目标", "年度绩效目标"])
def test_goals_stand_below_their_header(tmp_path: Path, name: str, block: str) -> None:
    header, goal, actual = GOALS[name]
    side: list[object] = [block] if block else []
    blank: list[object] = [""] if block else []
    texts = TEXTS[: len(header)]
    rows: list[list[object]] = [
        ["项目名称", "修路"],
        [*side, *header],
        [*blank, *texts],
        [*TIERS, "指标值"],
        [*PATH, "≥10公里"],
    ]
    for merges in ((), ("A2:A3",) if block else ()):
        (project,) = read_workbook(book(tmp_path / "t.xlsx", rows, merges=merges)).department.projects
        assert (project.goals, project.goal_actual) == ((texts[goal],), texts[actual])
    assert {"adjusted": project.kept.get("initial_goals"), "period": project.kept.get("period_goals")}.get(
        name, "修路10公里"
    ) == "修路10公里"


def test_goals_beside_their_labels(tmp_path: Path) -> None:
    project = head(tmp_path / "t.xlsx", ("中期目标", "三年修路30公里"), ("年度目标", "修路10公里"))
    assert (project.goals, project.kept) == (("修路10公里",), {"period_goals": "三年修路30公里"})


def test_blank_goals_have_cells_below_their_labels(tmp_path: Path) -> None:
    rows: list[list[object]] = [["年度预期目标", "具体完成情况"], [], [*TIERS, "指标值"], [*PATH, "≥10公里"]]
    (project,) = read_workbook(book(tmp_path / "t.xlsx", rows)).department.projects
    assert (str(project.cells["goals"]), str(project.cells["goal_actual"])) == ("表!A2", "表!B2")


def test_texts_below_the_indicators_are_kept(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [*TIERS, "指标值", "分值", "得分"],
        ["产出指标", "质量指标", "整改措施", "落实", 50, 50],
        ["", "", "改进措施", "落实", 50, 45],
        ["总分", "", "", "", 100, 95],
        ["评价结论", "项目按计划完成，资金使用规范，效果较好。"],
        ["存在问题：", "前期准备不足"],
        ["改进措施"],
        ["提前开展前期工作"],
    ]
    (project,) = read_workbook(book(tmp_path / "t.xlsx", rows, merges=("A2:A3", "B2:B3"))).department.projects
    assert [row.tier3 for row in project.indicators] == ["整改措施", "改进措施"]
    assert project.kept == {
        "conclusion": "项目按计划完成，资金使用规范，效果较好。",
        "issues": "前期准备不足",
        "measures": "提前开展前期工作",
    }
    assert project.claimed.grade is None


@pytest.mark.parametrize(
    "text",
    [
        "修路资金",
        "专项资金",
        "县交通局",
        "≥90%",
        "改进",
        "完善",
        "社会",
        "单位职工",
        "中央公园改造",
        "1.完成修路：10公里",
    ],
)
def test_ordinary_texts_are_no_labels(text: str) -> None:
    assert label_of(text) is None
    assert head_key(text) == ""
