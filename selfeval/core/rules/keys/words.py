"""The closed lists of a rule pack with the Chinese word of each choice, as workbooks offer it and clerks write it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfeval.core.model import KEPT_WORDS, WRITTEN, Tier1
from selfeval.core.problems import Level
from selfeval.core.readings import Kind
from selfeval.core.rules.choices import (
    AmountSource,
    Between,
    Curve,
    DeductedFrom,
    DeductionNeeds,
    Deed,
    Denominator,
    DepartmentTotal,
    DeviationOf,
    DiscountOf,
    ExecutionMethod,
    FormRow,
    GoalWeights,
    JoinedAnswers,
    JoinedDates,
    Light,
    NotApplicablePolicy,
    OverDeduction,
    PlanBetween,
    Reverse,
    RoundingMode,
    TotalRounding,
    UnknownTiers,
    WeighedBy,
    WithoutPlan,
    ZeroBudget,
)
from selfeval.core.rules.layers import LinkedTo, Seen

CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "计分办法": {
        Curve.RATIO: "按完成比例",
        Curve.GATE: "设及格线",
        Curve.INTERVALS: "按区间",
        Curve.ALL_OR_NOTHING: "不达标不得分",
        Curve.BANDS: "定性分档",
        Curve.YES_NO: "是/否",
        Curve.DEADLINE: "按期完成",
        Curve.RAMP: "两线之间按比例",
    },
    "其间": {Between.EVEN: "从 0 均匀升到满分", Between.COMPLETION: "完成率÷满分线"},
    "扣分对象": {DeductedFrom.SCORE: "本指标得分", DeductedFrom.WEIGHT: "本指标分值"},
    "扣分要写": {
        DeductionNeeds.REASON: "理由",
        DeductionNeeds.ROW: "理由和另一个指标",
        DeductionNeeds.ACTUAL: "理由和复核完成值",
    },
    "打折对象": {DiscountOf.SELF: "自评总分", DiscountOf.REVIEWED: "复核总分"},
    "偏离度": {DeviationOf.WEIGHT: "分值", DeviationOf.SELF: "自评得分", DeviationOf.REVIEWED: "复核得分"},
    "汇总权重": {WeighedBy.EXECUTED: "全年执行数", WeighedBy.ADJUSTED: "全年预算数", WeighedBy.SIMPLE: "不加权"},
    "汇总日期": {JoinedDates.LATEST: "取最晚的", JoinedDates.NONE: "不合成"},
    "汇总定性": {JoinedAnswers.WEIGHED: "档内比例加权", JoinedAnswers.LOWEST: "取最低的", JoinedAnswers.NONE: "不合成"},
    "反向指标": {
        Reverse.INVERSE: "指标值÷完成值",
        Reverse.LINEAR: "1−超出部分÷指标值",
        Reverse.ALL_OR_NOTHING: "不达标为 0",
    },
    "超额扣分": {
        OverDeduction.NONE: "不扣分",
        OverDeduction.POINTS: "扣固定分",
        OverDeduction.PROPORTIONAL: "超出部分按比例扣",
        OverDeduction.ALL: "不得分",
    },
    "执行率计分": {
        ExecutionMethod.PROPORTIONAL: "按比例",
        ExecutionMethod.INTERVALS: "按区间",
        ExecutionMethod.DEDUCT_PER_POINT: "每低一个百分点扣分",
        ExecutionMethod.NONE: "不计分",
        ExecutionMethod.RAMP: "两线之间按比例",
    },
    "分母": {
        Denominator.ADJUSTED: "全年预算数",
        Denominator.INITIAL: "年初预算数",
        Denominator.ADJUSTED_PLUS_CARRY_OVER: "全年预算数加上年结转",
    },
    "预算为零": {ZeroBudget.ZERO: "执行率按 0", ZeroBudget.NOT_APPLICABLE: "不适用"},
    "方案外一级指标": {UnknownTiers.BY_ROWS: "按指标个数", UnknownTiers.BY_TIERS: "各一级指标相同"},
    "目标分值": {
        GoalWeights.NONE: "不按目标",
        GoalWeights.EQUAL: "各目标相同",
        GoalWeights.STATED: "按表中写明的",
        GoalWeights.LISTED: "按本表的比例",
    },
    "不适用指标": {
        NotApplicablePolicy.REDISTRIBUTE: "先给同一二级指标",
        NotApplicablePolicy.RESCALE: "其余指标同比放大",
        NotApplicablePolicy.ZERO: "计 0 分",
        NotApplicablePolicy.HOLD: "不出总分",
    },
    "尾数": {RoundingMode.HALF_UP: "四舍五入", RoundingMode.DOWN: "舍去"},
    "总分取整": {TotalRounding.SUM_OF_ROUNDED: "取整后相加", TotalRounding.ROUNDED_SUM: "相加后取整"},
    "部门总分": {
        DepartmentTotal.WEIGHTED: "按预算加权平均",
        DepartmentTotal.SIMPLE: "简单平均",
        DepartmentTotal.OWN_FORM: "部门整体自评表的总分",
    },
    "部门表的行": {
        FormRow.MEASURED: "按目标值",
        FormRow.STANDARD: "按标准评分",
        FormRow.COMPUTED: "按公式计算",
        FormRow.DUTIES: "履职指标",
    },
    "数据取自": {
        AmountSource.ENTERED: "必须填",
        AmountSource.INITIAL: "各项目年初预算数",
        AmountSource.ADJUSTED: "各项目全年预算数",
        AmountSource.EXECUTED: "各项目全年执行数",
        AmountSource.PROJECT_TOTALS: "项目自评平均分",
    },
    "严重程度": {Level.ERROR: "错误", Level.WARNING: "提醒", Level.NOTE: "提示", Level.OFF: "关闭"},
    "所见": {Seen.ORIGINAL: "见到原文", Seen.QUOTED: "见到转述", Seen.PRACTICE: "见于实际做法"},
    "一级指标": {tier: tier.value for tier in Tier1},
    "指标类型": {
        Kind.QUANTITY: "定量",
        Kind.RANGE: "范围",
        Kind.DATE: "日期",
        Kind.BOOLEAN: "是否",
        Kind.QUALITATIVE: "定性",
        Kind.UNREADABLE: "读不懂",
    },
    "取自预算": {
        LinkedTo.EXECUTION_RATE: "预算执行率",
        LinkedTo.EXECUTED: "全年执行数",
        LinkedTo.ADJUSTED: "全年预算数",
    },
    "方向": {"higher": "越高越好", "lower": "越低越好"},
    "表外文字": {name: KEPT_WORDS[name] for name in WRITTEN},
    "上报或公开": {Deed.HAND_IN: "上报", Deed.PUBLISH: "公开"},
    "金额单位": {"万元": "万元", "元": "元"},
    "两个节点之间": {PlanBetween.EVEN: "两个节点之间均匀增长", PlanBetween.LAST: "按最近一个节点"},
    "没有支出计划": {WithoutPlan.EVEN: "按时间进度（每月十二分之一）", WithoutPlan.NONE: "不判断"},
    "亮灯": {Light.NONE: "不亮灯", Light.GREEN: "绿灯", Light.YELLOW: "黄灯", Light.RED: "红灯"},
    "超额结果": {"flag": "提示", "reason": "要求说明原因", "deducted": "扣分"},
})  # fmt: skip
"""The words of each closed list, by the machine's word."""

OLDER: Mapping[str, str] = MappingProxyType({"info": "note"})
"""Words that earlier packs write for one of today's."""
