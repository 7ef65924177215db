"""The keys of a rule pack that say how points are given: execution, methods, answers, grades, deductions, review."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfeval.core.problems import msg
from selfeval.core.rules.choices import Curve, ExecutionMethod, OverDeduction
from selfeval.core.rules.keys.fields import (
    ITSELF,
    RuleField,
    choice,
    choices,
    cite,
    measure,
    name,
    percent,
    points,
    rate,
    text,
    texts,
    whole,
    yes,
)

MEASURED = (Curve.RATIO, Curve.GATE, Curve.INTERVALS, Curve.ALL_OR_NOTHING, Curve.RAMP)
SCORED = tuple(method for method in ExecutionMethod if method is not ExecutionMethod.NONE)
_DEDUCTED = tuple(deduction for deduction in OverDeduction if deduction is not OverDeduction.NONE)

_WHY_STEP = msg("a step of less than 5 % of the completion is hardly ever meant, and above 100 % none is reached")
_WHY_SHARE = msg("a step that gives less than 2 % of the points is hardly ever meant")
_WHY_BAND = msg("the edges of a band are percents of the points, 0 or between 1 and 100")
_WHY_OVER = msg("over-achievement is a percent of the target and begins above 100")

_RAMP = (
    rate("ramp.zero_below", "不得分线", "只用于“两线之间按比例”：低于百分之几不得分。", default="0").ordinarily(
        "5", "100", msg("nothing is earned below some percent between 5 and 100, or 0 where there is no such line")
    ),
    rate(
        "ramp.full_at", "满分线", "只用于“两线之间按比例”：达到百分之几（含）得满分，最多 100。", default="100"
    ).ordinarily("10", "1000", msg("everything is earned from some percent between 10 and 100")),
    choice(
        "ramp.between",
        "两线之间",
        "只用于“两线之间按比例”：其间怎样算；留空为从 0 均匀升到满分。",
        "其间",
        18,
        default="even",
    ),
)
"""Lines below which there is nothing and from which there is everything, of a completion or of the execution rate."""

_STEPS = (
    rate("at_least", "起点", "从百分之几起（含）。从高到低排列。").ordinarily("5", "100", _WHY_STEP),
    percent("share", "得分比例", "得分值的百分之几。最后一级以下得 0 分。").if_any().ordinarily("2", "100", _WHY_SHARE),
    points("points", "得分（分）", "分级给分：得几分，不超过分值；与“得分比例”只填一个。")
    .if_any()
    .ordinarily("0.1", "100", msg("a step gives between 0.1 and 100 points, or 0")),
)
"""Steps of a ladder, of a completion, an actual or the execution rate."""

SCORING_TABLES: Mapping[str, tuple[RuleField, ...]] = MappingProxyType(
    {
        "execution": (
            points("weight", "分值", "执行率的分值；不计分填 0。")
            .called(msg("weight"))
            .ordinarily(
                "1", "60", msg("execution has between 1 and 60 of the 100 points, or 0 where it is not scored")
            ),
            choice("method", "计分方法", "执行率怎样计分。", "执行率计分").called(msg("method")),
            cite("cite"),
            choice("denominator", "分母", "执行率的分母，留空为全年预算数。", "分母", default="adjusted").called(
                msg("base of the rate")
            ),
            choice(
                "zero_budget", "分母为 0", "预算为 0 时怎么办，留空为执行率按 0。", "预算为零", default="zero"
            ).called(msg("budget 0")),
            rate("full_at", "满分起点", "只用于“每低一个百分点扣分”：达到百分之几得满分。", default="100")
            .called(msg("full weight from a rate of"))
            .ordinarily(
                "50", "100", msg("full execution must earn full points, which usually begin between 50 and 100 %")
            )
            .where("method", ExecutionMethod.DEDUCT_PER_POINT),
            measure(
                "per_point", "每点扣分", "只用于“每低一个百分点扣分”：每低一个百分点扣几分。", unit="分", default="1"
            )
            .called(msg("off per percent point short"))
            .ordinarily("0.05", "20", msg("between 0.05 and 20 points are taken off for a percent point"))
            .where("method", ExecutionMethod.DEDUCT_PER_POINT),
            yes("finished_full", "完成即满分", "项目已完成且未超预算时，是否直接得满分；留空为否。", default=False)
            .called(msg("full weight where the project is finished within its budget"))
            .where("method", *SCORED),
            rate("explain_below", "要写原因", "执行率低于百分之几必须说明原因，留空为 90。", default="90")
            .called(msg("reason required below a rate of"))
            .ordinarily(
                "30", "100", msg("a reason is demanded below some rate between 30 and 100 %, or 0 where it never is")
            ),
            cite("caps_cite", "封顶的依据", "设了总分封顶才填。", default="")
            .called(msg("source of the caps"))
            .where("method", *SCORED),
            *_RAMP,
        ),
        "execution.intervals": _STEPS,
        "execution.caps": (
            rate("rate_below", "执行率低于", "执行率低于百分之几时封顶。从高到低排列。").ordinarily(
                "10", "100", msg("a cap begins below some rate between 10 and 100 %; full execution is never capped")
            ),
            points("total", "总分最多", "总分最多几分。").ordinarily(
                "10", "100", msg("a cap leaves between 10 and 100 points, or 0")
            ),
        ),
        "methods": (
            name("id", "代号", "小写英文字母、数字、- 和 _，本表内不重复。").called(msg("method id")),
            text("title", "名称", "计分方法的名称，显示给填报人看。", 30).called(msg("title")),
            choice("curve", "计分办法", "怎样由完成情况得到得分。", "计分办法").called(msg("how points are given")),
            cite("cite"),
            choices("applies.kinds", "适用类型", "指标值的类型；留空为都适用。", "指标类型", default=()),
            choices("applies.tier1", "适用一级指标", "留空为都适用。", "一级指标", default=()),
            texts("applies.tier2", "适用二级指标", "二级指标名称，可用 * 通配；留空为都适用。", 18, default=()),
            texts("applies.names", "适用三级指标", "三级指标名称，可用 * 通配；留空为都适用。", 20, default=()).behind(
                "applies.units"
            ),
            texts("applies.units", "适用单位", "计量单位，可用 * 通配；留空为都适用。", 12, default=()).behind(
                "applies.direction"
            ),
            choice("applies.direction", "适用方向", "留空为都适用。", "方向", 12, default=""),
            choice(
                "reverse",
                "反向指标未达标",
                "越低越好的指标未达标时，完成率怎样算；留空为指标值÷完成值。",
                "反向指标",
                20,
                default="inverse",
            )
            .called(msg("completion of a missed upper limit"))
            .where("curve", *MEASURED),
            rate("gate", "及格线", "只用于“设及格线”：完成率低于百分之几不得分。", default="0")
            .called(msg("pass gate"))
            .ordinarily("10", "95", msg("a pass gate lies between 10 and 95 % of the completion"))
            .where("curve", Curve.GATE),
            yes(
                "on_actual",
                "看实际值",
                "只用于“按区间”：区间看实际完成值本身（如满意度），而不是完成率。",
                default=False,
            )
            .called(msg("steps look at the actual itself"))
            .where("curve", Curve.INTERVALS),
            rate("over.flag_from", "超额提示", "达到指标值的百分之几起提示。")
            .called(msg("over-achievement marked"))
            .if_any()
            .ordinarily("100", "1000", _WHY_OVER),
            rate("over.reason_from", "超额写原因", "达到指标值的百分之几起必须说明原因。")
            .called(msg("over-achievement explained"))
            .if_any()
            .ordinarily("100", "1000", _WHY_OVER),
            rate("over.deduct_from", "超额扣分起点", "达到指标值的百分之几起扣分。")
            .if_any()
            .ordinarily("100", "1000", _WHY_OVER)
            .where("over.deduction", *_DEDUCTED),
            choice("over.deduction", "超额扣分办法", "超额完成怎样扣分。", "超额扣分", default="none"),
            points("over.points", "扣几分", "只用于“扣固定分”。", default="0")
            .ordinarily("0.1", "50", msg("between 0.1 and 50 points are taken off for over-achievement"))
            .where("over.deduction", OverDeduction.POINTS),
            cite("over.cite", "超额的依据", "与本方法的依据不同时才填。", default="").called(
                msg("source of the over-achievement rule")
            ),
            *_RAMP,
        ),
        "methods.intervals": _STEPS,
        "answers": (
            name("id", "代号", "小写英文字母、数字、- 和 _，本表内不重复。").called(msg("id of the answer")),
            text("label", "名称", "档次的名称。", 34).called(msg("label")),
            text("label_en", "英文名称", "英文界面里的名称。", 30).called(msg("English label")),
            percent("lower", "下限", "得分占分值的下限（含）。各档首尾相接，盖满 100 到 0。").ordinarily(
                "1", "100", _WHY_BAND
            ),
            percent("upper", "上限", "得分占分值的上限；最高一档含，其余不含。").ordinarily("5", "100", _WHY_BAND),
        ),
        "answers.synonyms": (text(ITSELF, "同义写法", "填报人常用的同样意思的写法，读到就认作本档。每行一个。", 44),),
        "grades": (
            text("name", "等级", "等级的名称，如 优。从高到低排列。", 10).called(msg("name")),
            points("at_least", "起点（分）", "从几分起（含）；最后一个从 0 起。")
            .called(msg("start"))
            .ordinarily(
                "1", "100", msg("a grade begins at a total of 100 points: between 1 and 100, the last one at 0")
            ),
        ),
        "deductions": (
            name("id", "代号", "小写英文字母、数字、- 和 _，本表内不重复。").called(msg("id of the deduction")),
            text("title", "名称", "如 缺少佐证；填报和复核时照它写，不能有数字和冒号。", 20).called(msg("name")),
            cite("cite"),
            percent("percent", "扣减比例", "扣百分之几；100 就是不得分。与“每缺一项扣”只填一个。")
            .if_any()
            .ordinarily("5", "100", msg("a deduction takes between 5 and 100 % off")),
            choice("taken_from", "扣的是", "比例扣的是什么；留空为本指标得分。", "扣分对象", default="score"),
            measure("per_item", "每缺一项扣（分）", "缺项扣分：每缺一项扣几分。", unit="分")
            .if_any()
            .ordinarily("0.1", "50", msg("between 0.1 and 50 points are taken off for each item")),
            text("title_en", "英文名称", "英文界面里的名称。", 20, default="").called(msg("English name")),
            measure("points", "扣几分（分）", "一次扣几分；与“扣减比例”“每缺一项扣”只填一个。", unit="分")
            .if_any()
            .ordinarily("0.1", "50", msg("between 0.1 and 50 points are taken off at once")),
            choice(
                "needs", "复核时要写", "复核的人扣这一项时必须写出什么；留空为理由。", "扣分要写", default="reason"
            ).called(msg("to be given with it")),
            choices("tier1", "适用一级指标", "留空为都适用。", "一级指标", default=()).called(
                msg("tiers that it is for")
            ),
            texts(
                "codes",
                "由哪些检查提出",
                "检查代码，如 A109；有这些检查结果的，提请复核的人考虑扣这一项。",
                16,
                default=(),
            ).called(msg("proposed for the findings")),
        ),
        "deadlines": (
            text("what", "什么表", "上报或公开的是什么，如 项目支出绩效自评表。", 30).called(msg("form")),
            choice("deed", "上报或公开", "上报的期限还是公开的期限。", "上报或公开").called(
                msg("handed in or published")
            ),
            text("who", "由谁", "由谁来做，如 预算单位、主管部门。", 16).called(msg("by whom")),
            whole("month", "几月", "次年几月前；与“批复后几日”只填一种。", 1, 12).if_any(),
            whole("day", "几日", "次年几日前；比当月天数大的算月底，如 2 月 31 日就是 2 月底。", 1, 31)
            .called(msg("day of the month"))
            .if_any(),
            whole("days_after_approval", "批复后几日", "决算批复之日起几日以内。", 1, 366)
            .called(msg("days after the accounts are approved"))
            .if_any(),
            cite("cite"),
        ),
        "review": (
            whole("lower_by", "低几级", "复核等级比自评等级低几级起。从小到大排列。", 1, 9).called(msg("grades lower")),
            percent("percent", "总分的（%）", "总分按百分之几计，如 90。")
            .called(msg("of the total"))
            .ordinarily("10", "100", msg("a lower grade leaves between 10 and 100 % of the total")),
        ),
        "recheck": (
            choice(
                "discount_of",
                "打折的是",
                "复核等级低时按百分之几计的是哪个总分；留空为自评总分。",
                "打折对象",
                default="self",
            ).called(msg("total that is discounted")),
            choice(
                "deviation_of",
                "偏离度的分母",
                "（自评得分 − 复核得分）÷ 什么；留空为分值。",
                "偏离度",
                default="weight",
            ).called(msg("base of the deviation")),
            whole("form_total", "自评表质量总分", "“自评表质量”各项合计应是几分。", 1, 1000)
            .called(msg("points of the form's quality"))
            .if_any(),
            cite("cite", "复核约定的依据", default="").called(msg("source of the review")),
        ),
        "form_quality": (
            name("id", "代号", "小写英文字母、数字、- 和 _，本表内不重复。").called(msg("id of the item")),
            text("title", "名称", "如 完整性。", 20).called(msg("name")),
            points("points", "最多几分", "这一项最多几分。")
            .called(msg("points"))
            .ordinarily("1", "100", msg("an item of the form's quality has between 1 and 100 points")),
            cite("cite"),
            text("title_en", "英文名称", "英文界面里的名称。", 20, default="").called(msg("English name")),
        ),
        "aggregation": (
            choice(
                "relative",
                "比率按什么加权",
                "几个单位的比率、人均、满意度怎样合成；留空为按全年执行数加权。",
                "汇总权重",
                default="executed",
            ).called(msg("rates of several units")),
            choice(
                "dates", "日期", "几个单位的完成日期怎样合成；留空为取最晚的。", "汇总日期", default="latest"
            ).called(msg("dates of several units")),
            choice(
                "answers", "定性结果", "几个单位的定性结果怎样合成；留空为档内比例加权。", "汇总定性", default="weighed"
            ).called(msg("answers of several units")),
            cite("cite", "项目汇总的依据", default="").called(msg("source of the aggregation")),
        ),
    }
)
"""The keys by their table, as in `tables`."""
