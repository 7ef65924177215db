"""What the national form calls each fact: the Chinese words of every sheet that is written, copied or read back.

Sheets are official documents, so these are no messages: they are the same in every language of the program. What
other forms call the same facts is the business of the reading room.
Source: 项目支出绩效自评表, 财预〔2020〕10号 and the templates that provinces made of it.
"""

from __future__ import annotations

from types import MappingProxyType

from selfeval.core.model import AMOUNTS, KEPT_WORDS, SOURCES, WRITTEN

AMOUNT_LABELS = MappingProxyType(dict(zip(AMOUNTS, ("年初预算数", "全年预算数", "全年执行数"), strict=True)))
SOURCE_LABELS = MappingProxyType(dict(zip(SOURCES, ("当年财政拨款", "上年结转资金", "其他资金"), strict=True)))

FACT_LABELS = MappingProxyType(
    {
        "project": "项目",
        "code": "项目编码",
        "name": "项目名称",
        "department": "主管部门",
        "unit": "实施单位",
        "money_unit": "金额单位",
        "purpose": "资金用途",
        "goals": "预期目标",
        "goal_actual": "实际完成情况",
        **{name: KEPT_WORDS[name] for name in WRITTEN},
        "preparer": "填报人",
        "leader": "负责人",
        "phone": "联系电话",
        "signed_on": "填报日期",
        **AMOUNT_LABELS,
        "rate": "执行率",
        "tier1": "一级指标",
        "tier2": "二级指标",
        "tier3": "三级指标",
        "description": "绩效指标描述",
        "target": "年度指标值",
        "basis": "指标值确定依据",
        "actual": "实际完成值",
        "share": "得分比例",
        "weight": "分值",
        "score": "得分",
        "reason": "偏差原因分析及改进措施",
        "evidence": "佐证资料",
        "deduction": "扣分事项",
        "survey": "问卷调查",
        "review_grade": "复核等级",
        "last_target": "上年指标值",
        "last_actual": "上年实际完成值",
        "last_score": "上年得分",
        "carried_reading": "已确认口径",
    }
)
"""Heading of a fact, by its field."""
