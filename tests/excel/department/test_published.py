"""Filled forms of departments as they are published, in three layouts: read, judged, scored, verified."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.evaluation import Evaluation
from selfeval.core.scoring.assessment import assess
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.verify.workbook import verify
from tests.excel.scored_books import opened, pack, written

BY_STANDARD = [
    ("部门整体支出绩效自评表（2025年度）",),
    ("部门名称", "某县水利局", None, "填报日期", "2026-02-20"),
    ("一级指标", "二级指标", "三级指标", "分值", "指标解释", "评分标准", "自评得分", "评分理由"),
    ("投入", "基础信息", "基础信息完善", 3, "信息是否完整", "完整得满分，缺一项扣1分", 3, "机构、人员信息齐全"),
    ("投入", "绩效目标", "绩效目标合理", 12, "与职责是否匹配", "匹配得满分", 11, "一项目标偏低"),
    ("过程", "预算执行", "预算完成率", 18, "执行数与预算数之比", "达到95%得满分", 17.5, "执行率92.4%"),
    ("过程", "预算管理", "管理制度健全", 17, "制度是否健全", "缺一项扣1分", 16.5, "缺采购制度"),
    ("产出", "职责履行", "重点工作任务", 30, "任务是否完成", "按完成比例", 28, "两项跨年"),
    ("效果", "履职效益", "社会效益", 20, "效益如何", "明显得满分", 19, "群众反映好"),
    ("总分", None, None, 100, None, None, 95, None),
]
BY_TARGET = [
    ("部门整体支出绩效自评表（2025年度）",),
    ("部门名称", "某县水利局"),
    ("一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ("基本运行", "预算执行规范", "预算完成率", "≥95%", "94.05%", 10, 9.9, "项目结算推迟"),
    ("基本运行", "过紧日子", "三公经费变动率", "≤0%", "-4%", 30, 30, None),
    ("重点履职", "水利建设", "重点工程完工率", "≥100%", "98%", 50, 49, "一处征地未完"),
    ("满意度", "满意度", "服务对象满意度", "≥90%", "93%", 10, 10, None),
    ("总分", None, None, None, None, 100, 98.9, None),
]
MIXED = [
    ("部门整体支出绩效自评表（2025年度）",),
    ("部门名称", "某县水利局"),
    ("一级指标", "二级指标", "三级指标", "分值", "目标值", "完成值", "评（扣）分标准", "得分", "备注"),
    ("核心指标", "预算配置", "财政供养人员控制率", 2, "≤100%", "95%", "不超编得满分", 2, None),
    ("核心指标", "预算管理", "管理制度健全", 3, None, None, "缺一项扣1分", 2, "缺采购制度"),
    ("核心指标", "预算管理", "资金使用合规", 5, "—", "—", "发现一处扣2分", 5, "审计未发现问题"),
    ("履职效能", "职责履行", "重点工作任务完成率", 80, "≥95%", "96%", "按比例", 80, None),
    ("履职效能", "满意度", "服务对象满意度", 10, "≥90%", "88.2%", "按比例", 9.8, "窗口等候时间长"),
    ("总分", None, None, 100, None, None, None, 98.8, None),
]


def book(path: Path, rows, **changes) -> Path:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(list(row))
    for cell, value in changes.items():
        workbook.active[cell] = value
    workbook.save(path)
    return path


def judged(path: Path, layout: str = "cn-mof-2020-10"):
    """The form scored, and the codes of what is wrong with it, with their cells."""
    result = read_workbook(path)
    assessment = assess(Evaluation(result.department), pack(layout))
    found = all_problems(assessment, Stage.FILLED, reading=result.problems)
    return assessment, {(problem.code, problem.where.cell if problem.where else "") for problem in found}


@pytest.mark.parametrize(
    ("rows", "kinds", "total"),
    [
        (BY_STANDARD, ["standard"] * 6, "95.00"),
        (BY_TARGET, [""] * 4, "98.90"),
        (MIXED, ["", "standard", "standard", "", ""], "98.80"),
    ],
)
def test_a_filled_form_is_read_scored_and_verified(rows, kinds, total, tmp_path):
    assessment, codes = judged(book(tmp_path / "form.xlsx", rows))
    (result,) = assessment.projects
    assert [item.indicator.kind for item in result.indicators] == kinds
    assert str(result.total) == total == str(assessment.department.total)
    errors = {code for code, _ in codes if code[0] in "SAB"} - {"A108"}
    assert errors - {"S105"} == set()  # the remark of a measured row is no reason
    data = written(assessment)
    assert verify(opened(data), pack(), data=data) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"G7": 18}, ("S130", "G7")),
        ({"G7": -1}, ("S130", "G7")),
        ({"H7": None}, ("S131", "H7")),
        ({"H7": "无"}, ("S131", "H7")),
        ({"G10": 90}, ("S111", "G10")),
    ],
)
def test_what_is_wrong_with_a_score_by_standard_is_found_in_its_cell(changes, code, tmp_path):
    _, codes = judged(book(tmp_path / "form.xlsx", BY_STANDARD, **changes))
    assert code in codes
    assert code not in judged(book(tmp_path / "sound.xlsx", BY_STANDARD))[1]


@pytest.mark.parametrize(
    ("rows", "layout"),
    [
        (BY_STANDARD, "variant-department-process"),
        (BY_TARGET, "variant-department-duties"),
        (MIXED, "variant-department-core"),
    ],
)
def test_under_its_layout_the_rows_of_the_form_stand_and_what_differs_is_told(rows, layout, tmp_path):
    assessment, codes = judged(book(tmp_path / "form.xlsx", rows), layout)
    (result,) = assessment.projects
    read = [row[2] for row in rows[3:-1]]
    assert [item.indicator.tier3 for item in result.indicators if item.indicator.kind != "amount"] == read
    assert "W117" in {code for code, _ in codes}
    data = written(assessment)
    assert verify(opened(data), pack(layout), data=data) == ()


def test_a_standard_beside_a_target_is_kept_in_the_description(tmp_path):
    assessment, _ = judged(book(tmp_path / "form.xlsx", MIXED))
    rows = {item.indicator.tier3: item.indicator for item in assessment.projects[0].indicators}
    assert rows["服务对象满意度"].description == "评分标准：按比例"
    assert rows["管理制度健全"].target == "缺一项扣1分" and rows["管理制度健全"].reason == "缺采购制度"
    assert rows["管理制度健全"].actual == "2" and rows["资金使用合规"].weight == Decimal(5)


def test_beside_projects_the_form_counts_only_under_a_layout(tmp_path):
    path = book(tmp_path / "both.xlsx", BY_STANDARD)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.create_sheet("项目")
    heads = ("一级指标", "二级指标", "三级指标", "指标值", "实际完成值")
    one = ("产出指标", "数量指标", "清淤长度", "≥5公里", "5公里")
    for row in (("项目支出绩效自评表",), ("项目名称", "河道清淤"), heads, one):
        sheet.append(list(row))
    workbook.save(path)
    alone, codes = judged(path)
    assert [one.project.title for one in alone.projects] == ["河道清淤"] and "F206" in {code for code, _ in codes}
    both, _ = judged(path, "variant-department-process")
    assert [one.project.whole_department for one in both.projects] == [False, True]
