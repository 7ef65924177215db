"""How the tables of a rule pack stand inside each other: which are lists, which have names, which must be written."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import Curve, ExecutionMethod
from selfeval.core.rules.keys.scoring_tables import MEASURED, SCORED


class Shape(StrEnum):
    """What stands under the name of a table: one table, a list of such or of values, entries with names."""

    ONE = "one"
    LIST = "list"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class RuleTable:
    """One table or list of a rule pack; its keys stand in `tables`, under its own name or, dotted, in the table above.

    Attributes:
        block: its name in the JSON Schema, "" for values; equal names are one form in several places.
        about: its title there, where it is called by its block.
        note: what it is about, where it is called by its key.
        after: the key or table behind which it stands in the JSON Schema; "" for the first place.
        needed: whether a whole pack must write at least one entry, or a table whose own keys must be written.
        names: for entries whose names are a closed list and stand as keys, the name of the list in `words.CHOICES`.
        topic: what changes of it are about, for tables directly in the file that have a topic of their own.
        only: key beside it and its values with which alone it has an effect, as `RuleField.only`.
    """

    shape: Shape
    block: str
    about: str
    note: str
    after: str
    needed: bool = False
    names: str = ""
    topic: Message = NOTHING
    only: tuple[str, tuple[str, ...]] | None = None


_STEP = "阶梯的一级：达到 at_least（%）起，得分值的 share（%），或得 points 分。"
_RAMP = "低于 zero_below（%）不得分，达到 full_at（%）得满分，其间按比例。"
_STEPS_NOTE = "区间计分的各级，从高到低。"
_RAMP_NOTE = "两线之间按比例：不得分线和满分线。"
ONE, LIST, NAMED = Shape.ONE, Shape.LIST, Shape.NAMED

NESTED: Mapping[str, RuleTable] = MappingProxyType(
    {
        "": RuleTable(ONE, "PackFile", "预算绩效自评规则包。", "", "", needed=True),
        "years": RuleTable(
            ONE,
            "Years",
            "预算年度: the budget years that the pack is meant for.",
            "预算年度：适用于哪些年度。",
            "title",
        ),
        "weights": RuleTable(
            ONE, "WeightsBlock", "分值如何分配。", "分值如何分配。", "citations", needed=True, topic=msg("Weights")
        ),
        "weights.layouts": RuleTable(
            LIST, "LayoutBlock", "一级指标分值的一种分配。", "一级指标的分值方案，第一种为常用方案。", "", needed=True
        ),
        "weights.layouts.tiers": RuleTable(
            NAMED, "", "", "各一级指标的分值，连同执行率正好 100。", "", needed=True, names="一级指标"
        ),
        "weights.missing": RuleTable(NAMED, "", "", "缺少某个一级指标时，它的分值归谁。", "not_applicable"),
        "weights.tier2_shares": RuleTable(NAMED, "", "", "二级指标之间的相对重要程度，不写的算 1。", "missing"),
        "weights.goal_shares": RuleTable(NAMED, "", "", "各年度绩效目标在分值中的占比，合计 100。", "by_goal"),
        "execution": RuleTable(
            ONE,
            "ExecutionBlock",
            "预算执行率的计分。",
            "预算执行率的计分。",
            "weights",
            needed=True,
            topic=msg("Budget execution"),
        ),
        "execution.intervals": RuleTable(
            LIST, "IntervalBlock", _STEP, _STEPS_NOTE, "zero_budget", only=("method", (ExecutionMethod.INTERVALS,))
        ),
        "execution.caps": RuleTable(
            LIST,
            "CapBlock",
            "执行率过低时总分封顶。",
            "执行率过低时总分封顶，从高到低。",
            "explain_below",
            only=("method", SCORED),
        ),
        "execution.ramp": RuleTable(
            ONE, "RampBlock", _RAMP, _RAMP_NOTE, "per_point", only=("method", (ExecutionMethod.RAMP,))
        ),
        "methods": RuleTable(
            LIST,
            "MethodBlock",
            "一种计分方法。",
            "计分方法：每个指标用条件最贴切的一种。",
            "execution",
            needed=True,
            topic=msg("Methods"),
        ),
        "methods.applies": RuleTable(
            ONE,
            "AppliesBlock",
            "方法适用于哪些指标，不写的条件视为都适用。",
            "方法适用于哪些指标，不写的条件视为都适用。",
            "cite",
        ),
        "methods.intervals": RuleTable(
            LIST, "IntervalBlock", _STEP, _STEPS_NOTE, "gate", only=("curve", (Curve.INTERVALS,))
        ),
        "methods.over": RuleTable(
            ONE,
            "OverBlock",
            "超额完成，门槛为目标值的百分之几。",
            "超额完成，门槛为指标值的百分之几。",
            "ramp",
            only=("curve", MEASURED),
        ),
        "methods.ramp": RuleTable(ONE, "RampBlock", _RAMP, _RAMP_NOTE, "on_actual", only=("curve", (Curve.RAMP,))),
        "answers": RuleTable(
            LIST,
            "AnswerBlock",
            "定性指标的一个档次。",
            "定性指标的档次，从好到差，首尾相接，盖满 100 到 0。",
            "methods",
            topic=msg("Qualitative answers"),
        ),
        "answers.synonyms": RuleTable(LIST, "", "", "同样意思的写法。", "upper"),
        "grades": RuleTable(
            LIST, "GradeBlock", "一个等级。", "等级，从高到低，最后一个从 0 起。", "answers", topic=msg("Grades")
        ),
        "rounding": RuleTable(ONE, "RoundingBlock", "得分的小数位。", "得分的小数位。", "grades", topic=msg("Totals")),
        "department": RuleTable(ONE, "DepartmentBlock", "部门总分。", "部门总分。", "rounding", topic=msg("Totals")),
        "department_rows": RuleTable(
            LIST,
            "DepartmentRowBlock",
            "部门整体支出绩效自评表的一行。",
            "部门整体支出绩效自评表的各行，从上到下；写了就整张换掉基础包的。",
            "department",
            topic=msg("Department's own form"),
        ),
        "department_amounts": RuleTable(
            LIST,
            "DepartmentAmountBlock",
            "部门整体表计算用的一个数据。",
            "部门整体表计算用的数据，公式里用它们的名称。",
            "department_rows_cite",
            topic=msg("Department's own form"),
        ),
        "review": RuleTable(
            LIST,
            "ReviewBlock",
            "复核等级低于自评等级时总分打折的一级。",
            "",
            "deductions",
            topic=msg("Reviewer's grade"),
        ),
        "deductions": RuleTable(
            LIST, "DeductionBlock", "评审扣分的一种情形。", "", "readings", topic=msg("Deductions")
        ),
        "recheck": RuleTable(
            ONE,
            "RecheckBlock",
            "复核一张自评表的约定。",
            "复核一张自评表的约定。",
            "review",
            topic=msg("Review of a form"),
        ),
        "form_quality": RuleTable(
            LIST, "QualityBlock", "自评表质量的一项。", "", "recheck", topic=msg("Review of a form")
        ),
        "aggregation": RuleTable(
            ONE,
            "AggregationBlock",
            "一个项目由几个单位实施时，怎样合成一张表。",
            "一个项目由几个单位实施时，怎样合成一张表。",
            "form_quality",
            topic=msg("Project of several units"),
        ),
        "lengths": RuleTable(
            ONE,
            "Lengths",
            "字数: the most characters that texts of the form may have.",
            "自评表上各段文字最多多少字。",
            "review_cite",
            topic=msg("Limits of texts"),
        ),
        "lengths_least": RuleTable(
            ONE,
            "LeastLengths",
            "字数: the fewest characters that texts of the form have to have.",
            "自评表上各段文字至少多少字。",
            "lengths",
            topic=msg("Limits of texts"),
        ),
        "deadlines": RuleTable(
            LIST, "DeadlineBlock", "什么表什么时候上报或公开。", "", "review", topic=msg("Handing in and publication")
        ),
        "links": RuleTable(
            LIST,
            "LinkBlock",
            "三级指标的实际完成值取自预算。",
            "实际完成值取自预算的三级指标。",
            "department_amounts",
            topic=msg("Indicators taken from the budget"),
        ),
        "readings": RuleTable(
            LIST,
            "ReadingBlock",
            "指标值的读法：表中这样写的，实际是什么意思。",
            "指标值的读法：表中这样写的，实际是什么意思。",
            "links",
            topic=msg("Decided readings of targets"),
        ),
        "severities": RuleTable(
            NAMED, "", "", "个别检查的严重程度；off 为关闭该项检查。", "lengths_cite", topic=msg("Severities")
        ),
        "monitoring": RuleTable(
            ONE,
            "MonitoringBlock",
            "绩效运行监控：怎样亮灯。",
            "绩效运行监控：什么时候亮黄灯、红灯。",
            "severities",
            topic=msg("Monitoring"),
        ),
        "monitoring.months": RuleTable(
            LIST, "MonitoringMonthBlock", "一个监控节点。", "监控节点，从早到晚。", "impossible"
        ),
        "citations": RuleTable(
            NAMED,
            "CitationBlock",
            "依据: a document, and whether somebody held its text against the rule.",
            "依据，每条一个代号。",
            "grades_cite",
            needed=True,
            topic=msg("Citations"),
        ),
    }
)
"""Every table and list by its dotted path, in the order in which people read them; "" is the file."""
