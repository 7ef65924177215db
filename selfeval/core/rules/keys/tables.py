"""Every key of a rule pack, table by table, in the order in which workbooks show them.

New keys go to the end of their table, so that the cells of older workbooks keep their places. A key that is added here
is checked, offered by the workbook of `rules export`, read back by `rules import` and described in the JSON Schema; the
field of the same name that a rule of `core.rules` has for it is filled, shown and compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfeval.core.model import Tier1
from selfeval.core.problems import msg
from selfeval.core.rules.choices import Curve, ExecutionMethod, OverDeduction
from selfeval.core.rules.keys.fields import (
    FieldKind,
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

NAME, ITSELF = "*", "="
"""Keys of no table: the name of an entry, and its value where that is no table."""

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
    rate("ramp.full_at", "满分线", "只用于“两线之间按比例”：达到百分之几（含）得满分，最多 100。",
         default="100").ordinarily(
        "10", "1000", msg("everything is earned from some percent between 10 and 100")
    ),
    choice("ramp.between", "两线之间", "只用于“两线之间按比例”：其间怎样算；留空为从 0 均匀升到满分。", "其间", 18,
           default="even"),
)  # fmt: skip
"""Lines below which there is nothing and from which there is everything, of a completion or of the execution rate."""

_STEPS = (
    rate("at_least", "起点", "从百分之几起（含）。从高到低排列。").ordinarily("5", "100", _WHY_STEP),
    percent("share", "得分比例", "得分值的百分之几。最后一级以下得 0 分。").if_any().ordinarily("2", "100", _WHY_SHARE),
    points("points", "得分（分）", "分级给分：得几分，不超过分值；与“得分比例”只填一个。").if_any().ordinarily(
        "0.1", "100", msg("a step gives between 0.1 and 100 points, or 0")
    ),
)  # fmt: skip
"""Steps of a ladder, of a completion, an actual or the execution rate."""

TOP = (
    name("id", "代号", "小写英文字母、数字、- 和 _。导入后就是文件名；做新包时请换一个。"),
    name(
        "extends", "基础规则包", "以哪个规则包为基础，填它的代号。填了它，其余各表只写与基础不同的内容。"
    ).if_any(),
    text("version", "版本", "本规则包改一次，版本加一次。"),
    text("title", "名称", "规则包的名称。"),
    whole("years.from", "起始年度", "从哪个预算年度起（含）。", 2000, 2100).if_any(),
    whole("years.to", "终止年度", "到哪个预算年度止（含）；留空表示仍在使用。", 2000, 2100).if_any(),
    choice("money_unit", "金额单位", "自评表中金额的单位，留空为万元。", "金额单位", default="万元"),
    points(
        "tolerance", "允许误差（分）", "复核已填的表时，得分相差不超过多少分不算错；留空为 0.01。", default="0.01"
    ).ordinarily("0", "5", msg("scores are compared to parts of a point; more than 5 points is no tolerance")),
    cite("answers_cite", "定性档次的依据", default=""),
    cite("grades_cite", "等级的依据", default=""),
    RuleField("schema", FieldKind.FORMAT, "规则包格式", "文件格式版本，不要改。").behind(""),
    texts("applies_to", "适用单位", "适用的地区或单位：名称（可只写一部分，如 乐亭县）或部门编码（如 482001）。",
          default=()).behind("years"),
    cite("review_cite", "复核打折的依据", default="").behind("review"),
    *(
        whole(
            f"lengths.{key}", f"{label}限多少字", "超过的给出提示（S122），空格不算；留空为不限。", 10, 10000
        ).if_any()
        for key, label in (("goal_actual", "目标完成情况"), ("reason", "每条原因"), ("conclusion", "评价结论"),
                           ("issues", "存在问题"), ("measures", "改进措施"))
    ),
    cite("lengths_cite", "字数限制的依据", default="").behind("lengths"),
)  # fmt: skip

TABLES: Mapping[str, tuple[RuleField, ...]] = MappingProxyType({
    "": TOP,
    "citations": (
        name(NAME, "代号", "小写英文字母、数字、- 和 _；其他各表的“依据”一列填这个代号。", 14),
        text("document", "文号", "如 财预〔2020〕10号。", 20),
        text("title", "文件名称", "文件的全称。", 30, default=""),
        text("article", "条款号", "看到原文才填。", 14, default=""),
        choice(
            "seen", "见到什么", "原文或随文印发的表样才算已核对，其他注明“待核实”；什么都没有见到的留空。", "所见"
        ).if_any(),
        yes("verified", "已核对", "“见到什么”留空时才填：“否”会在界面和结果中注明“待核实”。").if_any(),
        text("note", "核对情况", "核对了什么，还缺什么。", 60, default=""),
    ),
    "weights": (
        measure("step", "拆分单位（分）", "拆分分值时的最小单位，留空为 0.5。", unit="分", default="0.5").ordinarily(
            "0.01", "10", msg("points are split in steps between 0.01 and 10")
        ),
        choice("not_applicable", "不适用的指标", "不适用的指标，分值怎么办；留空为先给同一二级指标。", "不适用指标",
               default="redistribute"),
        choice("unknown_tiers", "方案外的一级指标", "方案里没有的一级指标得多少分；留空为按指标个数。",
               "方案外一级指标", default="by_rows"),
        choice("by_goal", "按目标分配", "有几个年度绩效目标时，是否先分到各目标、再在目标之内按方案分；留空为不分。",
               "目标分值", default="none"),
    ),
    "weights.layouts": (
        cite("cite").behind("tiers"),
        *(
            measure(f"tiers.{tier}", f"{tier}（分）", "分值；没有这个一级指标就留空。连同执行率必须正好 100。",
                    unit="分").ordinarily("1", "100", msg("the points of a tier lie between 1 and 100"))
            for tier in (Tier1.COST, Tier1.OUTPUT, Tier1.BENEFIT, Tier1.SATISFACTION)
        ),
        choices("free", "由单位自行分配", "只规定合计、由单位自己分的，如 产出、效益；分值栏里写通常的分法。",
                "一级指标", default=()),
    ),
    "weights.missing": (
        choice(NAME, "缺少的一级指标", "项目没有这个一级指标时……", "一级指标"),
        choice(ITSELF, "分值归谁", "……它的分值归这个一级指标。", "一级指标"),
    ),
    "weights.tier2_shares": (
        text(NAME, "二级指标", "二级指标的名称，如 数量指标。", 18),
        measure(ITSELF, "相对重要程度", "同一一级指标下各二级指标之比，不写的算 1。"),
    ),
    "weights.goal_shares": (
        text(NAME, "目标", "目标的序号或全文，如 目标1；只用于“按目标分配”填“按本表的比例”。", 24),
        percent(ITSELF, "占比", "占各目标分值合计的百分之几；各目标合计 100。").ordinarily(
            "1", "100", msg("a goal has between 1 and 100 % of the points of all goals")
        ),
    ),
    "execution": (
        points("weight", "分值", "执行率的分值；不计分填 0。").ordinarily(
            "1", "60", msg("execution has between 1 and 60 of the 100 points, or 0 where it is not scored")
        ),
        choice("method", "计分方法", "执行率怎样计分。", "执行率计分"),
        cite("cite"),
        choice("denominator", "分母", "执行率的分母，留空为全年预算数。", "分母", default="adjusted"),
        choice("zero_budget", "分母为 0", "预算为 0 时怎么办，留空为执行率按 0。", "预算为零", default="zero"),
        rate("full_at", "满分起点", "只用于“每低一个百分点扣分”：达到百分之几得满分。", default="100")
        .ordinarily("50", "100", msg("full execution must earn full points, which usually begin between 50 and 100 %"))
        .where("method", ExecutionMethod.DEDUCT_PER_POINT),
        measure("per_point", "每点扣分", "只用于“每低一个百分点扣分”：每低一个百分点扣几分。", unit="分", default="1")
        .ordinarily("0.05", "20", msg("between 0.05 and 20 points are taken off for a percent point"))
        .where("method", ExecutionMethod.DEDUCT_PER_POINT),
        yes("finished_full", "完成即满分", "项目已完成且未超预算时，是否直接得满分；留空为否。", default=False).where(
            "method", *SCORED
        ),
        rate("explain_below", "要写原因", "执行率低于百分之几必须说明原因，留空为 90。", default="90").ordinarily(
            "30", "100", msg("a reason is demanded below some rate between 30 and 100 %, or 0 where it never is")
        ),
        cite("caps_cite", "封顶的依据", "设了总分封顶才填。", default="").where("method", *SCORED),
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
        name("id", "代号", "小写英文字母、数字、- 和 _，本表内不重复。"),
        text("title", "名称", "计分方法的名称，显示给填报人看。", 30),
        choice("curve", "计分办法", "怎样由完成情况得到得分。", "计分办法"),
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
        choice("reverse", "反向指标未达标", "越低越好的指标未达标时，完成率怎样算；留空为指标值÷完成值。",
               "反向指标", 20, default="inverse").where("curve", *MEASURED),
        rate("gate", "及格线", "只用于“设及格线”：完成率低于百分之几不得分。", default="0")
        .ordinarily("10", "95", msg("a pass gate lies between 10 and 95 % of the completion"))
        .where("curve", Curve.GATE),
        yes("on_actual", "看实际值", "只用于“按区间”：区间看实际完成值本身（如满意度），而不是完成率。",
            default=False).where("curve", Curve.INTERVALS),
        rate("over.flag_from", "超额提示", "达到指标值的百分之几起提示。").if_any().ordinarily(
            "100", "1000", _WHY_OVER
        ),
        rate("over.reason_from", "超额写原因", "达到指标值的百分之几起必须说明原因。").if_any().ordinarily(
            "100", "1000", _WHY_OVER
        ),
        rate("over.deduct_from", "超额扣分起点", "达到指标值的百分之几起扣分。")
        .if_any()
        .ordinarily("100", "1000", _WHY_OVER)
        .where("over.deduction", *_DEDUCTED),
        choice("over.deduction", "超额扣分办法", "超额完成怎样扣分。", "超额扣分", default="none"),
        points("over.points", "扣几分", "只用于“扣固定分”。", default="0")
        .ordinarily("0.1", "50", msg("between 0.1 and 50 points are taken off for over-achievement"))
        .where("over.deduction", OverDeduction.POINTS),
        cite("over.cite", "超额的依据", "与本方法的依据不同时才填。", default=""),
        *_RAMP,
    ),
    "methods.intervals": _STEPS,
    "answers": (
        name("id", "代号", "小写英文字母、数字、- 和 _，本表内不重复。"),
        text("label", "名称", "档次的名称。", 34),
        text("label_en", "英文名称", "英文界面里的名称。", 30),
        percent("lower", "下限", "得分占分值的下限（含）。各档首尾相接，盖满 100 到 0。").ordinarily(
            "1", "100", _WHY_BAND
        ),
        percent("upper", "上限", "得分占分值的上限；最高一档含，其余不含。").ordinarily("5", "100", _WHY_BAND),
    ),
    "answers.synonyms": (
        text(ITSELF, "同义写法", "填报人常用的同样意思的写法，读到就认作本档。每行一个。", 44),
    ),
    "grades": (
        text("name", "等级", "等级的名称，如 优。从高到低排列。", 10),
        points("at_least", "起点（分）", "从几分起（含）；最后一个从 0 起。").ordinarily(
            "1", "100", msg("a grade begins at a total of 100 points: between 1 and 100, the last one at 0")
        ),
    ),
    "deductions": (
        name("id", "代号", "小写英文字母、数字、- 和 _，本表内不重复。"),
        text("title", "名称", "如 缺少佐证；填报和复核时照它写，不能有数字和冒号。", 20),
        cite("cite"),
        percent("percent", "扣减比例", "扣百分之几；100 就是不得分。与“每缺一项扣”只填一个。").if_any().ordinarily(
            "5", "100", msg("a deduction takes between 5 and 100 % off")
        ),
        choice("taken_from", "扣的是", "比例扣的是什么；留空为本指标得分。", "扣分对象", default="score"),
        measure("per_item", "每缺一项扣（分）", "缺项扣分：每缺一项扣几分。", unit="分").if_any().ordinarily(
            "0.1", "50", msg("between 0.1 and 50 points are taken off for each item")
        ),
    ),
    "review": (
        whole("lower_by", "低几级", "复核等级比自评等级低几级起。从小到大排列。", 1, 9),
        percent("percent", "总分的（%）", "总分按百分之几计，如 90。").ordinarily(
            "10", "100", msg("a lower grade leaves between 10 and 100 % of the total")
        ),
    ),
    "rounding": (
        whole("places", "小数位数", "得分保留几位小数；留空为 2。", 0, 4, default="2"),
        choice("mode", "多出的小数", "四舍五入还是舍去（不进位）；留空为四舍五入。", "尾数", default="half_up"),
        choice("total", "总分怎样取整", "留空为取整后相加。", "总分取整", default="sum_of_rounded"),
    ),
    "department": (
        choice("total", "部门总分", "怎样由各项目得分汇总，留空为按预算加权平均。", "部门总分", default="weighted"),
        cite("cite", "汇总的依据"),
    ),
    "links": (
        texts("names", "三级指标", "三级指标名称，可用 * 通配。", 36),
        choice("budget", "取自预算", "实际完成值取预算的哪个数。", "取自预算"),
        cite("cite", default=""),
    ),
    "readings": (
        texts("names", "三级指标", "三级指标名称，可用 * 通配。", 30),
        text("target", "表中的指标值", "表中这样写的指标值，如 ≤100%。", 18),
        text("reading", "读作", "应读作的指标值，如 ≥100%。", 18),
        yes("confirmed", "已确认", "是否已由本单位确认；“否”只作提示。"),
        cite("cite", default=""),
        text("note", "说明", "由谁确认，或为什么尚未确认。", 40, default=""),
    ),
    "severities": (
        RuleField(NAME, FieldKind.CODE, "检查代码", "如 T112。"),
        choice(ITSELF, "严重程度", "这项检查算错误、提醒还是提示；“关闭”则不再列出。", "严重程度"),
    ),
})  # fmt: skip
"""The keys by their table; entries of lists and named entries count as one table."""
