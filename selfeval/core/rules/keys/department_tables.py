"""The keys of a rule pack that lay out the department's own form: its rows, and the amounts that they compute with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfeval.core.problems import msg
from selfeval.core.rules.keys.fields import RuleField, choice, measure, text

_WHY_POINTS = msg("the points of a row lie between 0.1 and 100")

DEPARTMENT_TABLES: Mapping[str, tuple[RuleField, ...]] = MappingProxyType(
    {
        "department_rows": (
            text("tier1", "一级指标", "一级指标的名称，如 投入、基本运行、履职效能。", 12).called(msg("tier 1")),
            text("tier2", "二级指标", "二级指标的名称；没有的留空。", 14, default="").called(msg("tier 2")),
            text("name", "三级指标", "指标的名称，整张表不重复。", 20).called(msg("name")),
            choice("kind", "怎样得分", "按目标值、按标准评分、按公式计算，或各单位的履职指标。", "部门表的行").called(
                msg("how points are given")
            ),
            measure("points", "本行分值", "这一行的分值；与“系数”只填一个。全表合计 100。", unit="分")
            .if_any()
            .called(msg("points"))
            .ordinarily("0.1", "100", _WHY_POINTS),
            measure("coefficient", "系数", "没有写分值的，按系数分其余各行剩下的分。", unit="分")
            .if_any()
            .called(msg("coefficient"))
            .ordinarily("0.1", "100", msg("the coefficient of a row lies between 0.1 and 100")),
            text("target", "指标值", "按目标值、按公式计算的行才填，如 ≥95%。", 12, default="").called(msg("target")),
            text("explanation", "指标解释", "这个指标是什么意思。", 30, default="").called(msg("explanation")),
            text("standard", "评分标准", "怎样得分、怎样扣分的原话；按标准评分的行必须填。", 40, default="").called(
                msg("scoring standard")
            ),
            text(
                "formula",
                "计算式",
                "按公式计算的行：用下面各数据的名称、数字、+ - × ÷ 和括号写；指标值是百分数的，算出的比例按百分数计。",
                40,
                default="",
            ).called(msg("formula")),
        ),
        "department_amounts": (
            text("name", "数据名称", "计算式里用的名称，不能有空格、括号和运算符号。", 26).called(msg("name")),
            text("unit", "单位", "如 万元、人、平方米；没有的留空。", 8, default="").called(msg("unit")),
            choice(
                "source", "没有填的取自", "没有填时取各项目的哪个数；留空为必须填。", "数据取自", default="entered"
            ).called(msg("without an entry")),
        ),
    }
)
"""The keys by their table, as in `tables`."""
