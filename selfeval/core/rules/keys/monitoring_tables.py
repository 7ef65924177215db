"""The keys of a rule pack that say when the monitoring of the year shows a yellow or a red light."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfeval.core.problems import Message, msg
from selfeval.core.rules.keys.fields import RuleField, choice, cite, percent, whole

_WHY_PLAN = msg("a light begins below some percent of the plan between 5 and 100")
_WHY_RATE = msg("a light begins below some rate between 1 and 100 %")
_WHY_BEHIND = msg("goals lag behind by between 1 and 100 percent points")


def _threshold(key: str, label: str, note: str, default: str, term: Message, why: Message, low: str = "5") -> RuleField:
    return percent(key, label, note, default=default).called(term).ordinarily(low, "100", why)


MONITORING_TABLES: Mapping[str, tuple[RuleField, ...]] = MappingProxyType(
    {
        "monitoring": (
            cite("cite", default="").called(msg("source of the monitoring rules")),
            choice("denominator", "分母", "1–N月执行率的分母，留空为年初预算数。", "分母", default="initial").called(
                msg("base of the rate")
            ),
            choice(
                "between", "两个节点之间", "月份在资金支出计划的两个节点之间时怎样算；留空为均匀增长。",
                "两个节点之间", 20, default="even",
            ).called(msg("planned between two checkpoints")),
            choice(
                "without_plan", "没有支出计划", "项目没有资金支出计划时拿什么比；留空为按时间进度。",
                "没有支出计划", 22, default="even",
            ).called(msg("without a spending plan")),
            _threshold("spending_yellow", "支出黄灯（%）", "支出低于计划的百分之几亮黄灯；留空为 90。", "90",
                       msg("percent of the plan below which spending is yellow"), _WHY_PLAN),
            _threshold("spending_red", "支出红灯（%）", "支出低于计划的百分之几亮红灯；留空为 70。", "70",
                       msg("percent of the plan below which spending is red"), _WHY_PLAN),
            _threshold("expected_yellow", "全年预计黄灯（%）", "全年预计执行率低于百分之几亮黄灯；留空为 90。",
                       "90", msg("expected rate of the year below which the light is yellow"), _WHY_RATE, "1"),
            _threshold("expected_red", "全年预计红灯（%）", "全年预计执行率低于百分之几亮红灯；留空为 80。",
                       "80", msg("expected rate of the year below which the light is red"), _WHY_RATE, "1"),
            _threshold("behind_yellow", "进度黄灯（百分点）", "目标进度落后于支出几个百分点起亮黄灯；留空为 15。",
                       "15", msg("percent points behind the spending from which goals are yellow"), _WHY_BEHIND, "1"),
            _threshold("behind_red", "进度红灯（百分点）", "目标进度落后于支出几个百分点起亮红灯；留空为 30。",
                       "30", msg("percent points behind the spending from which goals are red"), _WHY_BEHIND, "1"),
            choice("possible", "有可能", "“有可能”完成的指标亮什么灯；留空为黄灯。", "亮灯", default="yellow").called(
                msg("light of an indicator that may be reached")
            ),
            choice(
                "impossible", "完全不可能", "“完全不可能”完成的指标亮什么灯；留空为红灯。", "亮灯", default="red",
            ).called(msg("light of an indicator that cannot be reached")),
        ),
        "monitoring.months": (
            whole("month", "月份", "监控到几月底，1 到 11。从早到晚排列。", 1, 11).called(msg("month")),
            percent("yellow_below", "黄灯（%）", "本月另有规定的：执行率低于百分之几亮黄灯，不再与支出计划比。")
            .if_any()
            .called(msg("rate below which the light is yellow"))
            .ordinarily("1", "100", _WHY_RATE),
            percent("red_below", "红灯（%）", "本月另有规定的：执行率低于百分之几亮红灯。")
            .if_any()
            .called(msg("rate below which the light is red"))
            .ordinarily("1", "100", _WHY_RATE),
        ),
    }
)  # fmt: skip
"""The keys by their table, as in `tables`."""
