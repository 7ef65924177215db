"""The published document of 乐亭县信访局 as it was laid out: cover, contents, goals, a table for each project."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from tests.document.paper import Break, C, H, P, Paper, T

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "workbooks"))
import leting  # noqa: E402


def table(data: leting.ProjectForm) -> T:
    """One project's table, merged as published."""
    name = [C("项目名称"), C(data.name, 2)] if data.name else [C("", 3)]
    rows: list[list[C | str]] = [
        [C("项目编码"), C(data.code, 2), *name],
        [C("预算规模及资金用途", down=2), "预算数", data.budget, "其中：财政资金", data.budget, "其他资金"],
        [C(data.purpose, 5)],
        [C("资金支出计划（%）", down=2), C("3月底", 2), "6月底", "10月底", "12月底"],
        [C("25%", 2), "50%", "75%", "100%"],
        [C("绩效目标"), C(data.goals, 5)],
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
    ]
    for _, group in groupby(data.rows, key=lambda row: row.tier1):
        own = list(group)
        for index, row in enumerate(own):
            first = [C(row.tier1, down=len(own))] if index == 0 else []
            rows.append([*first, row.tier2, row.tier3, row.tier3, row.target, row.basis])
    return T(rows, (2.4, 2.6, 3.6, 3.6, 2.0, 2.4))


def paper(*, pages: bool = True) -> Paper:
    """The whole document."""
    pieces = [
        H(leting.DEPARTMENT, 1),
        H("2025 年部门预算绩效文本", 2),
        *(P(line, set_in=False) for line in leting.COVER),
        Break(),
        H("目 录", 1),
        H("第一部分 部门整体绩效目标", 2),
        P("一、总体绩效目标 .......... 1", set_in=False),
        P("二、分项绩效目标 .......... 1", set_in=False),
        P("三、工作保障措施 .......... 2", set_in=False),
        H("第二部分 预算项目绩效目标", 2),
        P("1.解决特殊疑难问题资金绩效目标表 .......... 5", set_in=False),
        P("2.信访专项资金绩效目标表 .......... 6", set_in=False),
        Break(),
        H("第一部分", 1),
        H("部门整体绩效目标", 2),
        H("一、总体绩效目标", 3),
        P(leting.OVERALL_GOAL),
        H("二、分项绩效目标", 3),
    ]
    for name, goal, indicators in leting.SUB_GOALS:
        pieces += [H(name, 4), P(f"绩效目标：{goal}"), P(f"绩效指标：{indicators}")]
    pieces += [H("三、工作保障措施", 3), *(P(text) for text in leting.SAFEGUARDS)]
    pieces += [Break(), H("第二部分", 2), H("预算项目绩效目标", 1)]
    for data in leting.PROJECTS:
        pieces += [
            H(data.title, 3),
            P(leting.UNIT, set_in=False),
            P("单位：万元", set_in=False),
            table(data),
        ]
        if pages:
            pieces.append(Break())
    return Paper("leting", pieces)
