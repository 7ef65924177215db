"""What stands under a key of a rule pack: its field, what its table is about, which lists have an effect when."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfeval.core.rules.choices import Curve, ExecutionMethod
from selfeval.core.rules.keys.fields import RuleField
from selfeval.core.rules.keys.tables import ITSELF, MEASURED, NAME, SCORED, TABLES

GUARDED_LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType({
    "execution.intervals": ("method", (ExecutionMethod.INTERVALS,)),
    "execution.caps": ("method", SCORED),
    "methods.intervals": ("curve", (Curve.INTERVALS,)),
    "methods.over": ("curve", MEASURED),
    "methods.ramp": ("curve", (Curve.RAMP,)),
    "execution.ramp": ("method", (ExecutionMethod.RAMP,)),
})  # fmt: skip
"""Lists and small tables that have an effect only with some values of a key beside them, as `RuleField.only`."""

TABLE_NOTES: Mapping[str, str] = MappingProxyType({
    "years": "预算年度：适用于哪些年度。",
    "lengths": "自评表上各段文字最多多少字。",
    "citations": "依据，每条一个代号。",
    "weights": "分值如何分配。",
    "weights.layouts": "一级指标的分值方案，第一种为常用方案。",
    "weights.layouts.tiers": "各一级指标的分值，连同执行率正好 100。",
    "weights.missing": "缺少某个一级指标时，它的分值归谁。",
    "weights.goal_shares": "各年度绩效目标在分值中的占比，合计 100。",
    "weights.tier2_shares": "二级指标之间的相对重要程度，不写的算 1。",
    "execution": "预算执行率的计分。",
    "execution.intervals": "区间计分的各级，从高到低。",
    "execution.caps": "执行率过低时总分封顶，从高到低。",
    "methods": "计分方法：每个指标用条件最贴切的一种。",
    "methods.applies": "方法适用于哪些指标，不写的条件视为都适用。",
    "methods.intervals": "区间计分的各级，从高到低。",
    "execution.ramp": "两线之间按比例：不得分线和满分线。",
    "methods.ramp": "两线之间按比例：不得分线和满分线。",
    "methods.over": "超额完成，门槛为指标值的百分之几。",
    "answers": "定性指标的档次，从好到差，首尾相接，盖满 100 到 0。",
    "answers.synonyms": "同样意思的写法。",
    "grades": "等级，从高到低，最后一个从 0 起。",
    "rounding": "得分的小数位。",
    "department": "部门总分。",
    "links": "实际完成值取自预算的三级指标。",
    "readings": "指标值的读法：表中这样写的，实际是什么意思。",
    "severities": "个别检查的严重程度；off 为关闭该项检查。",
})  # fmt: skip
"""What each table and list is about."""

_NAMED = frozenset(table for table, fields in TABLES.items() if any(field.key == NAME for field in fields))


def field_at(words: tuple[str, ...]) -> RuleField | None:
    """The field of a key, given by its path without the numbers of list entries; None for tables and unknown keys."""
    for length in range(len(words), -1, -1):
        table = ".".join(words[:length])
        if table in TABLES:
            rest = words[length + (table in _NAMED) :]
            key = ".".join(rest) or ITSELF
            return next((field for field in TABLES[table] if field.key == key), None)
    return None


def note_at(words: tuple[str, ...]) -> str:
    """What is to be written under this key, "" for an unknown one."""
    field = field_at(words)
    return field.note if field else TABLE_NOTES.get(".".join(words), "")
