"""Headers whose columns are of several years, have units of their own, or stand under lines that group them."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.core.model import Indicator
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.body.outcome_unit import outcome_in_unit
from tests.excel.books import book

TIERS = ["一级指标", "二级指标", "三级指标"]
ROW = ["产出指标", "数量指标", "养护里程"]


def indicator(
    path: Path, *rows: list[object], title: str = "项目支出绩效自评表（2025年度）", merges: tuple[str, ...] = ()
) -> Indicator:
    """The only indicator of a form with these header and rows below its two lines of head."""
    head: list[list[object]] = [[title], ["项目名称", "农村公路养护"]]
    (project,) = read_workbook(book(path, [*head, *rows], merges=merges)).department.projects
    (found,) = project.indicators
    return found


@pytest.mark.parametrize(
    ("headers", "cells", "wanted"),
    [
        ("2024年完成值|2025年目标值|2025年完成值", "88公里|≥120公里|126公里", "≥120公里|126公里||88公里"),
        ("2024年目标值|2025年目标值|实际完成值", "≥90公里|≥120公里|126公里", "≥120公里|126公里|≥90公里|"),
        ("2025年指标值|2026年指标值|完成值", "≥120公里|≥150公里|126公里", "≥120公里|126公里||"),
        ("2023年完成值|2024年完成值|指标值|完成值", "70公里|88公里|≥120公里|126公里", "≥120公里|126公里||88公里"),
        ("指标值|实际完成值（上年）|实际完成值（本年）", "≥120公里|88公里|126公里", "≥120公里|126公里||88公里"),
        ("目标完成值|实际完成值", "≥120公里|126公里", "≥120公里|126公里||"),
        ("指标值|目标完成值", "≥120公里|126公里", "≥120公里|126公里||"),
        ("2024年指标值|2024年完成值", "≥120公里|126公里", "≥120公里|126公里||"),
    ],
)
def test_the_columns_of_the_forms_own_year_count(tmp_path: Path, headers: str, cells: str, wanted: str) -> None:
    """Those of the year before are kept as last year's; others are not read."""
    found = indicator(tmp_path / "t.xlsx", [*TIERS, *headers.split("|")], [*ROW, *cells.split("|")])
    assert "|".join((found.target, found.actual, found.last_target, found.last_actual)) == wanted


@pytest.mark.parametrize("title", ["项目支出绩效自评表", "项目支出绩效自评表（2025年度）"])
def test_without_a_year_the_latest_column_counts(tmp_path: Path, title: str) -> None:
    header: list[object] = [*TIERS, "2024年指标值", "2025年指标值", "2024年完成值", "2025年完成值"]
    found = indicator(tmp_path / "t.xlsx", header, [*ROW, "≥90公里", "≥120公里", "88公里", "126公里"], title=title)
    assert (found.target, found.actual, found.last_target, found.last_actual) == (
        "≥120公里", "126公里", "≥90公里", "88公里",
    )  # fmt: skip


@pytest.mark.parametrize("merged", [True, False])
def test_value_and_unit_below_the_outcome_are_the_outcomes(tmp_path: Path, merged: bool) -> None:
    """Those below 年度指标值 are the target's."""
    upper: list[object] = [*TIERS, "年度指标值", "", "", "实际完成值", "", "分值"]
    lower: list[object] = ["", "", "", "符号", "数值", "单位", "数值", "单位", ""]
    merges = ("A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:H3", "I3:I4") if merged else ()
    found = indicator(tmp_path / "t.xlsx", upper, lower, [*ROW, "≥", 120, "公里", 126000, "米", 10], merges=merges)
    assert (found.target, found.actual, str(found.weight)) == ("≥120公里", "126000米", "10")


@pytest.mark.parametrize(
    ("header", "cells", "wanted"),
    [
        (["指标值", "计量单位", "完成值", "计量单位"], ["≥120", "公里", 126000, "米"], ("≥120公里", "126000米")),
        (["指标值", "计量单位", "完成值", "计量单位"], ["≥120", "公里", 126, "公里"], ("≥120公里", "126")),
        (["指标值", "计量单位", "完成值", "计量单位"], ["≥95", "%", 0.97, "%"], ("≥95%", "0.97")),
        (["指标值", "完成值", "计量单位"], ["≥120", 126, "公里"], ("≥120公里", "126")),
        (["比较符", "指标值", "计量单位", "完成值"], ["≤", 120, "公里", 126], ("≤120公里", "126")),
        (["指标运算符", "目标值", "单位", "完成值"], ["≤", 120, "公里", 126], ("≤120公里", "126")),
    ],
)
def test_units_and_signs_in_columns_of_their_own(
    tmp_path: Path, header: list[str], cells: list[object], wanted: tuple[str, str]
) -> None:
    columns: list[object] = [*TIERS, *header]
    found = indicator(tmp_path / "t.xlsx", columns, [*ROW, *cells])
    assert (found.target, found.actual) == wanted


@pytest.mark.parametrize(
    ("actual", "unit", "target", "wanted"),
    [
        ("14000", "元", "≤1.5万元", "14000元"),
        ("1.4", "万元", "≤1.5万元", "1.4"),
        ("1.4万元", "元", "≤1.5万元", "1.4万元"),
        ("0.97", "%", "≥95", "0.97"),
        ("126", "", "≥120公里", "126"),
        ("126", "—", "≥120公里", "126"),
        ("126", "米", "", "126"),
        ("已完成", "米", "≥120公里", "已完成"),
    ],
)
def test_outcomes_in_another_unit(actual: str, unit: str, target: str, wanted: str) -> None:
    assert outcome_in_unit(actual, unit, target) == wanted


@pytest.mark.parametrize("done", ["养护126公里", ""])
@pytest.mark.parametrize(
    ("lines", "merges"),
    [
        ([["绩效指标", "", "", "目标完成情况", "", "评分", "备注"]], ("A5:C5", "D5:E5")),
        (
            [["年度绩效指标完成情况"], ["绩效指标", "", "", "目标完成情况", "", "评分", "备注"]],
            ("A5:G5", "A6:C6", "D6:E6"),
        ),
    ],
)
def test_lines_that_group_columns_are_no_goals(
    tmp_path: Path, lines: list[list[object]], merges: tuple[str, ...], done: str
) -> None:
    """评分 above the header says nothing of the goals, also where their own cell is blank."""
    rows: list[list[object]] = [
        ["项目支出绩效自评表（2025年度）"],
        ["项目名称", "农村公路养护"],
        ["预期目标", "", "", "实际完成情况"],
        ["养护120公里", "", "", done],
        *lines,
        [*TIERS, "年度指标值", "实际完成值", "分值", "备注"],
        [*ROW, "≥120公里", "126公里", 90, ""],
    ]
    path = book(tmp_path / "t.xlsx", rows, merges=("A3:C3", "D3:G3", "A4:C4", "D4:G4", *merges))
    (project,) = read_workbook(path).department.projects
    assert (project.goals, project.goal_actual) == (("养护120公里",), done)
