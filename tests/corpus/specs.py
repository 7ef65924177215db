"""The workbooks of the corpus as rows of cells: every layout that a bureau may send, each in its smallest form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Rows = list[list[Any]]

TIER = ["一级指标", "二级指标", "三级指标"]
SEED = [*TIER, "绩效指标描述", "指标值", "指标值确定依据"]
FILLED = [*TIER, "年度指标值(A)", "实际完成值(B)", "分值", "得分", "偏差原因分析及改进措施"]
ROADS: Rows = [
    ["产出指标", "数量指标", "养护里程", "≥10公里", "11公里", 20, 20, ""],
    ["产出指标", "质量指标", "验收合格率", "≥95%", "97%", 20, 20, ""],
    ["产出指标", "时效指标", "完工时间", "2025年11月底前", "2025年11月20日", 10, 10, ""],
    ["效益指标", "社会效益指标", "出行条件", "明显改善", "达成年度指标 95%", 30, 28.5, "个别路段雨季积水"],
    ["满意度指标", "服务对象满意度指标", "沿线群众满意度", "≥90%", "88%", 10, 9.78, "回访不及时"],
]


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows from (top, left), merged ranges, hidden rows and columns, number formats by cell."""

    rows: Rows
    title: str = "表"
    merges: tuple[str, ...] = ()
    top: int = 1
    left: int = 1
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    formats: dict[str, str] = field(default_factory=dict)
    hidden: bool = False
    very_hidden: bool = False


@dataclass(frozen=True)
class Book:
    """One workbook: what it is there for, the program that writes it, its sheets."""

    about: str
    sheets: tuple[Sheet, ...]
    maker: str = "openpyxl"


def fund(
    header: list[str] | None = None,
    first: str = "当年财政拨款",
    total: str = "年度资金总额",
    label: str = "项目资金（万元）",
) -> Rows:
    """The national block of project money."""
    columns = header or ["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    return [
        [label, "", *columns],
        ["", total, 100, 120, 114, 10, "95%", 9.5],
        ["", f"其中：{first}", 80, 100, 94, "—", "—", "—"],
        ["", "上年结转资金", 20, 20, 20, "—", "—", "—"],
        ["", "其他资金", "", "", "", "—", "—", "—"],
    ]


def national(name: str = "农村公路养护", **block: Any) -> Rows:
    """The national self-evaluation form from its title to its total."""
    return [
        ["项目支出绩效自评表"],
        ["（2025年度）"],
        ["项目名称", "", name],
        ["主管部门", "", "青山县交通运输局", "", "实施单位", "青山县公路站"],
        *fund(**block),
        ["年度总体目标", "预期目标", "", "", "实际完成情况"],
        ["", "养护公路10公里", "", "", "养护公路11公里"],
        ["绩效指标", *FILLED],
        *([["", *row] for row in ROADS]),
        ["总分", "", "", "", "", "", 100, 97.78, ""],
    ]


NATIONAL_MERGES = ("A1:I1", "A2:I2", "A5:A9", "A10:A11", "A12:A17", "A18:F18", "B13:B15")

Maker = Callable[[], Book]
