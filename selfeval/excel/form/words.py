"""What forms call the fields that are filled, for the report of what was written where."""

from __future__ import annotations

from selfeval.core.model import KEPT_WORDS
from selfeval.excel.paper.labels import FIELD_WORDS, GRADE, TOTAL

WORDS = {
    **FIELD_WORDS,
    **KEPT_WORDS,
    "name": "项目名称",
    "code": "项目编码",
    "department": "主管部门",
    "unit": "实施单位",
    "purpose": "资金用途",
    "goals": "预期目标",
    "goal_actual": "实际完成情况",
    "execution_weight": "预算执行率分值",
    "rate": "执行率",
    "execution_score": "预算执行率得分",
    "total": TOTAL,
    "weight_sum": "分值合计",
    "grade": GRADE,
    "year": "年度",
    "preparer": "填报人",
    "leader": "负责人",
    "tier1": "一级指标",
    "tier2": "二级指标",
    "tier3": "三级指标",
    "description": "绩效指标描述",
    "target": "年度指标值",
    "sign": "符号",
    "basis": "指标值确定依据",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "share": "得分比例",
    "reason": "偏差原因分析及改进措施",
    "evidence": "佐证资料",
}

KEPT_TEXTS = ("conclusion", "issues", "measures")
"""What a person wrote below the table of the original form."""

LONG = frozenset({"reason", "evidence", "basis", "description", "goal_actual", "budget_reason", *KEPT_TEXTS})
"""Texts of which one merged cell may hold several, and whose loss is worth a word."""

TOTALS = ("weight_sum", "total", "grade")
