"""The form that Sichuan prints from 2025 on is read as it stands, and scored by the pack of Sichuan."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.workspace.headless import load
from selfeval.workspace.loaded import Loaded

ROWS = (
    ("2025年度项目支出绩效自评表",),
    ("项目名称", "水标尺安装", "", "项目编码", "51010025T0001"),
    ("主管部门", "某县水利局", "", "实施单位", "某县水利局"),
    ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "权重", "得分", "未完成原因分析"),
    ("", "年度资金总额", 20, 20, 18, "90%", 10, 9, ""),
    ("", "其中：财政资金", 14, 14, 13),
    ("", "财政专户管理资金", 1, 1, 1),
    ("", "单位资金", 3, 3, 3),
    ("", "其他资金", 2, 2, 1),
    ("年度目标", "预期目标", "", "", "", "实际完成情况"),
    ("", "安装水标尺", "", "", "", "已完成"),
    ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "未完成原因分析"),
    ("产出指标", "数量指标", "安装坡面水标尺", "≥", 266, "米", 266, 50, 50, ""),
    ("效益指标", "社会效益指标", "受益人口数", "≥", 1000, "人", 300, 30, 9, "人口外流"),
    ("满意度指标", "服务对象满意度指标", "受益户满意度", "≥", 95, "%", 96, 10, 10, ""),
    ("合计", "", "", "", "", "", "", 100, 78),
    ("评价结论", "项目完成较好。"),
    ("存在问题", "尾款未付。"),
    ("改进措施", "加快支付。"),
)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "sichuan.xlsx")
    return tmp_path / "sichuan.xlsx"


def read(form: Path, pack: str) -> Loaded:
    return load(form, rules=pack, year=2025)


def test_every_column_and_source_finds_its_place(form: Path) -> None:
    project = read(form, "cn-sichuan-2025").assessment.projects[0].project
    assert [(row.target, row.actual, row.weight) for row in project.indicators] == [
        ("≥266米", "266", Decimal(50)),
        ("≥1000人", "300", Decimal(30)),
        ("≥95%", "96", Decimal(10)),
    ]
    assert project.indicators[1].reason == "人口外流"
    assert project.goals == ("安装水标尺",)
    assert (project.budget["adjusted"], project.budget["executed"]) == ("20", "18")
    assert project.budget["adjusted.fiscal"] == "14"
    assert project.budget["adjusted.other"] == "6", "专户, 单位 and 其他 together"


def test_conclusion_problems_and_measures_are_kept_and_not_scored(form: Path) -> None:
    loaded = read(form, "cn-sichuan-2025")
    assert [scored.score for scored in loaded.assessment.projects[0].indicators] == [50, 9, 10]
    kept = str(loaded.recognised)
    assert all(text in kept for text in ("项目完成较好。", "尾款未付。", "加快支付。"))


def test_the_grade_is_that_of_2025(form: Path) -> None:
    assert read(form, "cn-sichuan-2025").assessment.projects[0].total == 78
    book = openpyxl.load_workbook(form)
    book.active["G14"] = 10  # 0.3 points: the total is 69.3
    book.save(form)
    result = read(form, "cn-sichuan-2025").assessment.projects[0]
    national = read(form, "cn-mof-2020-10").assessment.projects[0]
    assert (result.total, result.grade, national.grade) == (Decimal("69.3"), "差", "中")
