"""What forms call the fields that are filled, for the report of what was written where."""

from __future__ import annotations

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import AMOUNTS, KEPT_WORDS, WRITTEN
from selfeval.excel.paper.labels import FIELD_WORDS, GRADE, TOTAL

_PARTS = {"basic": "基本支出", "projects": "项目支出"}
"""What a department's money is spent on."""

WORDS = {
    **FACT_LABELS,
    **FIELD_WORDS,
    **KEPT_WORDS,
    "execution_weight": "预算执行率分值",
    "execution_score": "预算执行率得分",
    "total": TOTAL,
    "weight_sum": "分值合计",
    "grade": GRADE,
    **{f"{name}.{part}": f"{FIELD_WORDS[name]}：{word}" for name in AMOUNTS for part, word in _PARTS.items()},
    "standard": "评分标准",
    "remark": "备注",
    "year": "年度",
    "sign": "符号",
}

LONG = frozenset({"reason", "remark", "evidence", "basis", "description", "goal_actual", "budget_reason", *WRITTEN})
"""Texts of which one merged cell may hold several, and whose loss is worth a word."""

TOTALS = ("weight_sum", "total", "grade")
