"""Columns of the block of money: in units of their own, of two years, of a change, under names of other counties."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Project
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import ProjectResult
from selfeval.excel.read import ReadResult, read_workbook
from tests.excel.books import book
from tests.excel.scored_books import pack

_ROWS: list[list[object]] = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    ["产出指标", "数量指标", "养护里程", "≥50公里", "52公里", 50, 50],
    ["效益指标", "社会效益指标", "受益村庄", "≥30个", "30个", 30, 30],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%", 10, 10],
]


def read(path: Path, header: list[object], *rows: list[object], line: str = "") -> ReadResult:
    top = [
        ["项目支出绩效自评表（2025年度）"],
        *([[line]] if line else []),
        ["项目名称", "农村公路养护", "", "项目编码", "001"],
    ]
    return read_workbook(book(path / "form.xlsx", [*top, header, *rows, *_ROWS]))


def project(result: ReadResult) -> Project:
    (only,) = result.department.projects
    return only


def scored(result: ReadResult) -> ProjectResult:
    return assess(Evaluation(result.department), pack()).projects[0]


@pytest.mark.parametrize(
    ("header", "amounts", "line", "texts"),
    [
        (
            ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数（元）"],
            [120, 120, 1140000],
            "",
            ("120", "120", "1140000元"),
        ),
        (
            ["项目资金", "年初预算数（万元）", "全年预算数（万元）", "全年执行数（元）"],
            [120, 120, 1140000],
            "",
            ("120", "120", "1140000元"),
        ),
        (
            ["项目资金", "年初预算数", "全年预算数（元）", "全年执行数（元）"],
            [120, 1200000, 1140000],
            "金额单位：万元",
            ("120", "1200000元", "1140000元"),
        ),
        (
            ["项目资金（元）", "年初预算数（元）", "全年预算数（元）", "全年执行数（元）"],
            [1200000, 1200000, 1140000],
            "",
            ("1200000", "1200000", "1140000"),
        ),
        (
            ["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数（元）"],
            [120, 120, "114万元"],
            "",
            ("120", "120", "114万元"),
        ),
    ],
)
def test_a_column_counts_in_the_unit_that_its_header_says(tmp_path, header, amounts, line, texts):
    result = read(tmp_path, header, ["年度资金总额", *amounts], line=line)
    budget = project(result).budget
    assert tuple(budget[name] for name in ("initial", "adjusted", "executed")) == texts
    assert str(scored(result).execution.score) == "9.50"


@pytest.mark.parametrize(
    ("header", "amounts"),
    [
        (["项目资金（万元）", "2024年预算数", "2025年预算数", "2025年执行数", "执行率"], [99, 120, 114, "95%"]),
        (["项目资金（万元）", "2025年度预算数", "2024年度预算数", "2025年度执行数", "执行率"], [120, 99, 114, "95%"]),
        (["项目资金（万元）", "2025年预算数", "2025年执行数", "2024年执行数", "执行率"], [120, 114, 98, "95%"]),
        (["资金情况（万元）", "年度预算", "1-12月执行", "预算执行率", "分值"], [120, 114, "95%", 10]),
        (["项目资金（万元）", "预算数", "截至12月底执行数", "执行率"], [120, 114, "95%"]),
        (["项目资金（万元）", "年度预算数", "1-12月支出数", "执行率"], [120, 114, "95%"]),
    ],
)
def test_amounts_are_of_the_forms_year(tmp_path, header, amounts):
    result = read(tmp_path, header, ["年度资金总额", *amounts])
    assert project(result).claimed.rate == "95%"
    assert str(scored(result).execution.score) == "9.50"


@pytest.mark.parametrize(
    ("change", "adjusted", "told"), [(-6, "114", True), (10, "130", True), ("-6.5", "113.5", True), (126, None, False)]
)
def test_a_change_of_the_budget_is_added_to_it(tmp_path, change, adjusted, told):
    header = ["项目资金（万元）", "年初预算数", "预算调整数", "全年执行数"]
    result = read(tmp_path, header, ["年度资金总额", 120, change, 114])
    assert project(result).budget.get("adjusted") == adjusted
    assert ("F219" in {problem.code for problem in result.problems}) is told


@pytest.mark.parametrize(
    ("amounts", "adjusted"),
    [
        ([100, 20, 114, "95%"], "120"),
        ([100, 20, 114, 0.95], "120"),
        ([100, 20, 114, ""], "120"),
        ([100, 20, "", ""], "120"),
        ([100, 40, 140, "100%"], "140"),
        ([100, 60, 152, "95%"], "160"),
        ([100, -40, 57, "95%"], "60"),
        ([100, -20, 81, ""], "80"),
        ([100, 0, 95, "95%"], "100"),
        ([100, 40, 40, "95%"], None),
        ([100, 40, 40, "100%"], None),
        ([100, 40, 38, ""], None),
        ([100, 45, 90, "90%"], None),
        ([100, 95, 90, ""], None),
        ([120, 126, 114, "90.48%"], None),
    ],
)
def test_a_change_that_may_be_the_budget_after_it_is_asked(tmp_path, amounts, adjusted):
    header = ["项目资金（万元）", "年初预算数", "调整数", "全年执行数", "执行率"]
    result = read(tmp_path, header, ["年度资金总额", *amounts])
    assert project(result).budget.get("adjusted") == adjusted
    codes = [(problem.code, problem.severity.name) for problem in result.problems]
    assert codes == [("F219", "INFO") if adjusted else ("F236", "WARNING")]


def test_a_change_beside_what_it_came_to_changes_nothing(tmp_path):
    header = ["项目资金（万元）", "年初预算数", "调增（减）数", "全年预算数", "全年执行数"]
    result = read(tmp_path, header, ["年度资金总额", 120, 10, 130, 114])
    assert project(result).budget["adjusted"] == "130" and result.problems == ()


@pytest.mark.parametrize(("target", "actual"), [("计划数", "实际数"), ("任务数", "完成数"), ("年度计划", "实际完成数")])
def test_targets_under_a_plan_are_targets(tmp_path, target, actual):
    rows = [["一级指标", "二级指标", "三级指标", target, actual, "分值", "得分"], *_ROWS[1:]]
    top = [["项目支出绩效自评表（2025年度）"], ["项目名称", "农村公路养护", "", "项目编码", "001"]]
    first = project(read_workbook(book(tmp_path / "form.xlsx", [*top, *rows]))).indicators[0]
    assert (first.target, first.actual) == ("≥50公里", "52公里")


@pytest.mark.parametrize(
    ("said", "total", "grade"),
    [
        ("98（优）", "98", "优"),
        ("98分（优）", "98", "优"),
        ("98.5分，等级：优", "98.5", "优"),
        ("98分 自评等级：良好", "98", "良好"),
        ("98", "98", None),
    ],
)
def test_a_total_with_its_grade_in_one_cell(tmp_path, said, total, grade):
    top = [["项目支出绩效自评表（2025年度）"], ["项目名称", "农村公路养护", "", "项目编码", "001"]]
    path = book(tmp_path / "form.xlsx", [*top, *_ROWS, ["总分", "", "", "", "", 100, said]])
    claimed = project(read_workbook(path)).claimed
    assert (str(claimed.total), claimed.grade) == (total, grade)
