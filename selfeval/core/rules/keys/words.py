"""The words of each choice of a rule pack: the one that workbooks offer and clerks write, and what sentences say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from selfeval.core.model import KEPT_WORDS, WRITTEN, Tier1
from selfeval.core.problems import NOTHING, Level, Message, msg
from selfeval.core.readings import KINDS, Kind
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


class Word(NamedTuple):
    """What a choice is called: `label` in the cells of workbooks, `said` in sentences, nothing where none has it."""

    label: str
    said: Message = NOTHING


MONEY_UNITS = "金额单位"
"""The closed list of the units of money."""
_WORDS: Mapping[str, Mapping[str, Word]] = {
    "计分办法": {
        Curve.RATIO: Word("按完成比例", msg("target met: full weight; missed: in proportion to the completion")),
        Curve.GATE: Word("设及格线", msg("0 below the pass gate, then evenly up to the full weight")),
        Curve.INTERVALS: Word("按区间", msg("by steps")),
        Curve.ALL_OR_NOTHING: Word("不达标不得分", msg("target met: full weight; missed: 0")),
        Curve.BANDS: Word("定性分档", msg("an answer, and a share of the weight inside its band")),
        Curve.YES_NO: Word("是/否", msg("yes: full weight; no: 0")),
        Curve.DEADLINE: Word("按期完成", msg("in time: full weight; late: 0")),
        Curve.RAMP: Word(
            "两线之间按比例", msg("0 below one line, full weight from another, in proportion between them")
        ),
    },
    "其间": {
        Between.EVEN: Word("从 0 均匀升到满分", msg("evenly from 0 to the full weight")),
        Between.COMPLETION: Word("完成率÷满分线", msg("what was completed ÷ the line of the full weight")),
    },
    "扣分对象": {
        DeductedFrom.SCORE: Word("本指标得分", msg("of the score")),
        DeductedFrom.WEIGHT: Word("本指标分值", msg("of the weight")),
    },
    "扣分要写": {
        DeductionNeeds.REASON: Word("理由", msg("the reason")),
        DeductionNeeds.ROW: Word("理由和另一个指标", msg("the reason and the other indicator")),
        DeductionNeeds.ACTUAL: Word("理由和复核完成值", msg("the reason and what was found")),
    },
    "打折对象": {
        DiscountOf.SELF: Word("自评总分", msg("total of the self-evaluation")),
        DiscountOf.REVIEWED: Word("复核总分", msg("total of the review")),
    },
    "偏离度": {
        DeviationOf.WEIGHT: Word("分值", msg("of the weight")),
        DeviationOf.SELF: Word("自评得分", msg("of the unit's own score")),
        DeviationOf.REVIEWED: Word("复核得分", msg("of the reviewed score")),
    },
    "汇总权重": {
        WeighedBy.EXECUTED: Word("全年执行数", msg("mean weighed by the amounts executed")),
        WeighedBy.ADJUSTED: Word("全年预算数", msg("mean weighed by the adjusted budgets")),
        WeighedBy.SIMPLE: Word("不加权", msg("simple mean")),
    },
    "汇总日期": {
        JoinedDates.LATEST: Word("取最晚的", msg("the last of them")),
        JoinedDates.NONE: Word("不合成", msg("none stands for all")),
    },
    "汇总定性": {
        JoinedAnswers.WEIGHED: Word("档内比例加权", msg("mean of the shares of the weight")),
        JoinedAnswers.LOWEST: Word("取最低的", msg("the lowest of them")),
        JoinedAnswers.NONE: Word("不合成", msg("none stands for all")),
    },
    "反向指标": {
        Reverse.INVERSE: Word("指标值÷完成值", msg("target ÷ actual")),
        Reverse.LINEAR: Word("1−超出部分÷指标值", msg("1 − (actual − target) ÷ target, 0 from twice the target")),
        Reverse.ALL_OR_NOTHING: Word("不达标为 0", msg("completion 0")),
    },
    "超额扣分": {
        OverDeduction.NONE: Word("不扣分", msg("nothing deducted")),
        OverDeduction.POINTS: Word("扣固定分", msg("fixed points off")),
        OverDeduction.PROPORTIONAL: Word("超出部分按比例扣", msg("deducted in proportion")),
        OverDeduction.ALL: Word("不得分", msg("no points")),
    },
    "执行率计分": {
        ExecutionMethod.PROPORTIONAL: Word("按比例", msg("rate × weight, at most the weight")),
        ExecutionMethod.INTERVALS: Word("按区间", msg("by steps")),
        ExecutionMethod.DEDUCT_PER_POINT: Word("每低一个百分点扣分", msg("points off per percent point short")),
        ExecutionMethod.NONE: Word("不计分", msg("not scored")),
        ExecutionMethod.RAMP: Word(
            "两线之间按比例", msg("0 below one line, full weight from another, in proportion between them")
        ),
    },
    "分母": {
        Denominator.ADJUSTED: Word("全年预算数", msg("adjusted budget")),
        Denominator.INITIAL: Word("年初预算数", msg("initial budget")),
        Denominator.ADJUSTED_PLUS_CARRY_OVER: Word("全年预算数加上年结转", msg("adjusted budget and carry-over")),
    },
    "预算为零": {
        ZeroBudget.ZERO: Word("执行率按 0", msg("rate 0")),
        ZeroBudget.NOT_APPLICABLE: Word("不适用", msg("not applicable")),
    },
    "方案外一级指标": {
        UnknownTiers.BY_ROWS: Word("按指标个数", msg("its rows' share of all rows")),
        UnknownTiers.BY_TIERS: Word("各一级指标相同", msg("the same as any other tier")),
    },
    "目标分值": {
        GoalWeights.NONE: Word("不按目标", msg("shared by all indicators together")),
        GoalWeights.EQUAL: Word("各目标相同", msg("each goal the same")),
        GoalWeights.STATED: Word("按表中写明的", msg("as the targets state it")),
        GoalWeights.LISTED: Word("按本表的比例", msg("as the rule pack lists it")),
    },
    "不适用指标": {
        NotApplicablePolicy.REDISTRIBUTE: Word(
            "先给同一二级指标", msg("its points go to its tier 2, else its tier 1, else all the rest")
        ),
        NotApplicablePolicy.RESCALE: Word("其余指标同比放大", msg("its points go to all other indicators")),
        NotApplicablePolicy.ZERO: Word("计 0 分", msg("it counts 0")),
        NotApplicablePolicy.HOLD: Word("不出总分", msg("the project has no total")),
    },
    "尾数": {
        RoundingMode.HALF_UP: Word("四舍五入", msg("half up")),
        RoundingMode.DOWN: Word("舍去", msg("cut off")),
    },
    "总分取整": {
        TotalRounding.SUM_OF_ROUNDED: Word("取整后相加", msg("sum of the rounded scores")),
        TotalRounding.ROUNDED_SUM: Word("相加后取整", msg("the exact sum, rounded")),
    },
    "部门总分": {
        DepartmentTotal.WEIGHTED: Word(
            "按预算加权平均", msg("mean of the project totals, weighted by adjusted budget")
        ),
        DepartmentTotal.SIMPLE: Word("简单平均", msg("simple mean of the project totals")),
        DepartmentTotal.OWN_FORM: Word("部门整体自评表的总分", msg("the total of the department's own form")),
    },
    "部门表的行": {
        FormRow.MEASURED: Word("按目标值", msg("by target and actual")),
        FormRow.STANDARD: Word("按标准评分", msg("score by standard, entered")),
        FormRow.COMPUTED: Word("按公式计算", msg("actual worked out by a formula")),
        FormRow.DUTIES: Word("履职指标", msg("the department's own indicators")),
    },
    "数据取自": {
        AmountSource.ENTERED: Word("必须填", msg("has to be entered")),
        AmountSource.INITIAL: Word("各项目年初预算数", msg("sum of the projects' initial budgets")),
        AmountSource.ADJUSTED: Word("各项目全年预算数", msg("sum of the projects' adjusted budgets")),
        AmountSource.EXECUTED: Word("各项目全年执行数", msg("sum of what the projects spent")),
        AmountSource.PROJECT_TOTALS: Word(
            "项目自评平均分", msg("mean of the projects' totals, as the rule pack forms it")
        ),
    },
    "严重程度": {
        Level.ERROR: Word("错误", msg("error")),
        Level.WARNING: Word("提醒", msg("warning")),
        Level.NOTE: Word("提示", msg("note")),
        Level.OFF: Word("关闭", msg("off")),
    },
    "所见": {
        Seen.ORIGINAL: Word("见到原文"),
        Seen.QUOTED: Word("见到转述"),
        Seen.PRACTICE: Word("见于实际做法"),
    },
    "一级指标": {tier: Word(tier.value, Message(tier.value)) for tier in Tier1},
    "指标类型": {
        Kind.QUANTITY: Word("定量", KINDS[Kind.QUANTITY]),
        Kind.RANGE: Word("范围", KINDS[Kind.RANGE]),
        Kind.DATE: Word("日期", KINDS[Kind.DATE]),
        Kind.BOOLEAN: Word("是否", KINDS[Kind.BOOLEAN]),
        Kind.QUALITATIVE: Word("定性", KINDS[Kind.QUALITATIVE]),
        Kind.UNREADABLE: Word("读不懂", KINDS[Kind.UNREADABLE]),
    },
    "取自预算": {
        LinkedTo.EXECUTION_RATE: Word("预算执行率", msg("execution rate")),
        LinkedTo.EXECUTED: Word("全年执行数", msg("amount executed")),
        LinkedTo.ADJUSTED: Word("全年预算数", msg("adjusted budget")),
    },
    "方向": {
        "higher": Word("越高越好"),
        "lower": Word("越低越好"),
    },
    "表外文字": {name: Word(KEPT_WORDS[name]) for name in WRITTEN},
    "上报或公开": {
        Deed.HAND_IN: Word("上报"),
        Deed.PUBLISH: Word("公开"),
    },
    MONEY_UNITS: {
        "万元": Word("万元"),
        "元": Word("元"),
    },
    "两个节点之间": {
        PlanBetween.EVEN: Word("两个节点之间均匀增长", msg("evenly from one checkpoint to the next")),
        PlanBetween.LAST: Word("按最近一个节点", msg("the last checkpoint reached")),
    },
    "没有支出计划": {
        WithoutPlan.EVEN: Word("按时间进度（每月十二分之一）", msg("a twelfth of the budget a month")),
        WithoutPlan.NONE: Word("不判断", msg("not judged")),
    },
    "亮灯": {
        Light.NONE: Word("不亮灯", msg("no light")),
        Light.GREEN: Word("绿灯", msg("green")),
        Light.YELLOW: Word("黄灯", msg("yellow")),
        Light.RED: Word("红灯", msg("red")),
    },
    "超额结果": {
        "flag": Word("提示"),
        "reason": Word("要求说明原因"),
        "deducted": Word("扣分"),
    },
}
"""The closed lists by their names in Chinese; each choice by the machine's word, of its own type where it has one."""

CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {name: {word: said.label for word, said in words.items()} for name, words in _WORDS.items()}
)
"""The labels of each closed list, by the machine's word."""

_SAID: Mapping[type[str], Mapping[str, Message]] = {
    type(first): {word: said.said for word, said in words.items()}
    for first, words in ((next(iter(words)), words) for words in _WORDS.values())
    if isinstance(first, StrEnum)
}


def likely(text: str, words: str) -> str | None:
    """The word of a closed list that a text probably means, by its letters; never one of the units of money.

    亿元 is like 元 by its letters, and a hundred million times as much.
    """
    from difflib import SequenceMatcher  # only where something is wrong

    choices = CHOICES.get(words, {})
    if words == MONEY_UNITS:
        return None
    alike = {
        word: max(SequenceMatcher(None, said, text.lower()).ratio() for said in (word.lower(), label.lower()))
        for word, label in choices.items()
    }
    best = max(alike, key=alike.__getitem__, default=None)
    return str(best) if best is not None and alike[best] * 2 >= 1 else None


OLDER: Mapping[str, str] = MappingProxyType({"info": "note"})
"""Words that earlier packs write for one of today's."""


def choice_words(value: StrEnum) -> Message:
    """What sentences say of a choice; the machine's word where it has no words. Equal words of two kinds differ."""
    return _SAID.get(type(value), {}).get(value) or Message(value.value)
