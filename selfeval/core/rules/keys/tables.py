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
from selfeval.core.rules.keys.department_tables import DEPARTMENT_TABLES
from selfeval.core.rules.keys.fields import (
    ITSELF,
    NAME,
    FieldKind,
    RuleField,
    choice,
    choices,
    cite,
    measure,
    name,
    percent,
    points,
    text,
    texts,
    whole,
    yes,
)
from selfeval.core.rules.keys.monitoring_tables import MONITORING_TABLES
from selfeval.core.rules.keys.scoring_tables import SCORING_TABLES

_MEASURED_TEXTS = (
    ("goal_actual", "目标完成情况"),
    ("reason", "每条原因"),
    ("conclusion", "评价结论"),
    ("issues", "存在问题"),
    ("measures", "改进措施"),
)
_CONTENT = ("content", "项目实施内容")
"""Texts whose length a pack may limit; the last one came later, so that its columns stand behind the others."""

TOP = (
    name("id", "代号", "小写英文字母、数字、- 和 _。导入后就是文件名；做新包时请换一个。").called(msg("pack id")),
    name("extends", "基础规则包", "以哪个规则包为基础，填它的代号。填了它，其余各表只写与基础不同的内容。").if_any(),
    text("version", "版本", "本规则包改一次，版本加一次。").called(msg("version")),
    text("title", "名称", "规则包的名称。").called(msg("title")),
    whole("years.from", "起始年度", "从哪个预算年度起（含）。", 2000, 2100).if_any(),
    whole("years.to", "终止年度", "到哪个预算年度止（含）；留空表示仍在使用。", 2000, 2100).if_any(),
    choice("money_unit", "金额单位", "自评表中金额的单位，留空为万元。", "金额单位", default="万元").called(
        msg("money unit")
    ),
    points("tolerance", "允许误差（分）", "复核已填的表时，得分相差不超过多少分不算错；留空为 0.01。", default="0.01")
    .called(msg("tolerance"))
    .ordinarily("0", "5", msg("scores are compared to parts of a point; more than 5 points is no tolerance")),
    cite("answers_cite", "定性档次的依据", default=""),
    cite("grades_cite", "等级的依据", default=""),
    RuleField("schema", FieldKind.FORMAT, "规则包格式", "文件格式版本，不要改。").behind(""),
    texts(
        "applies_to",
        "适用单位",
        "适用的地区或单位：名称（可只写一部分，如 乐亭县）或部门编码（如 482001）。",
        default=(),
    )
    .called(msg("meant for"))
    .behind("years"),
    cite("review_cite", "复核打折的依据", default="").behind("review"),
    *(
        whole(
            f"lengths.{key}", f"{label}限多少字", "超过的给出警告（S122），空格不算；留空为不限。", 10, 10000
        ).if_any()
        for key, label in _MEASURED_TEXTS
    ),
    cite("lengths_cite", "字数限制的依据", default="").behind("lengths"),
    whole(
        f"lengths.{_CONTENT[0]}", f"{_CONTENT[1]}限多少字", "超过的给出警告（S122），空格不算；留空为不限。", 10, 10000
    ).if_any(),
    *(
        whole(
            f"lengths_least.{key}", f"{label}至少多少字", "不足的给出警告（S123），空格不算；留空为不限。", 1, 10000
        ).if_any()
        for key, label in (*_MEASURED_TEXTS, _CONTENT)
    ),
    choices("required_texts", "必须填写的文字", "自评表上必须填写的文字，没有填的算未完成。", "表外文字", default=())
    .called(msg("texts that must be written"))
    .behind("lengths_least"),
    whole(
        "survey_least", "问卷至少多少份", "满意度调查的有效问卷少于这个份数的给出警告（A116）；留空为不查。", 1, 100000
    )
    .called(msg("fewest valid questionnaires"))
    .if_any()
    .behind("required_texts"),
    cite("survey_cite", "问卷份数的依据", default="").behind("survey_least"),
    cite("department_rows_cite", "部门整体表样式的依据", default="").behind("department_rows"),
)

TABLES: Mapping[str, tuple[RuleField, ...]] = MappingProxyType(
    {
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
            text("note", "核对情况", "核对了什么，还缺什么。", 60, default="").called(msg("remark")),
        ),
        "weights": (
            measure("step", "拆分单位（分）", "拆分分值时的最小单位，留空为 0.5。", unit="分", default="0.5")
            .called(msg("smallest piece when splitting"))
            .ordinarily("0.01", "10", msg("points are split in steps between 0.01 and 10")),
            choice(
                "not_applicable",
                "不适用的指标",
                "不适用的指标，分值怎么办；留空为先给同一二级指标。",
                "不适用指标",
                default="redistribute",
            ).called(msg("indicator that does not apply")),
            choice(
                "unknown_tiers",
                "方案外的一级指标",
                "方案里没有的一级指标得多少分；留空为按指标个数。",
                "方案外一级指标",
                default="by_rows",
            ).called(msg("tier that no layout has")),
            choice(
                "by_goal",
                "按目标分配",
                "有几个年度绩效目标时，是否先分到各目标、再在目标之内按方案分；留空为不分。",
                "目标分值",
                default="none",
            ).called(msg("points by goal")),
        ),
        "weights.layouts": (
            cite("cite").behind("tiers"),
            *(
                measure(
                    f"tiers.{tier}",
                    f"{tier}（分）",
                    "分值；没有这个一级指标就留空。连同执行率必须正好 100。",
                    unit="分",
                ).ordinarily("1", "100", msg("the points of a tier lie between 1 and 100"))
                for tier in (Tier1.COST, Tier1.OUTPUT, Tier1.BENEFIT, Tier1.SATISFACTION)
            ),
            choices(
                "free",
                "由单位自行分配",
                "只规定合计、由单位自己分的，如 产出、效益；分值栏里写通常的分法。",
                "一级指标",
                default=(),
            ).called(msg("split by the unit")),
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
        **SCORING_TABLES,
        "rounding": (
            whole("places", "小数位数", "得分保留几位小数；留空为 2。", 0, 4, default="2").called(
                msg("decimal places")
            ),
            choice(
                "mode", "多出的小数", "四舍五入还是舍去（不进位）；留空为四舍五入。", "尾数", default="half_up"
            ).called(msg("further decimals")),
            choice("total", "总分怎样取整", "留空为取整后相加。", "总分取整", default="sum_of_rounded").called(
                msg("project total")
            ),
        ),
        "department": (
            choice(
                "total", "部门总分", "怎样由各项目得分汇总，留空为按预算加权平均。", "部门总分", default="weighted"
            ).called(msg("department total")),
            cite("cite", "汇总的依据").called(msg("source of the department total")),
        ),
        **DEPARTMENT_TABLES,
        "links": (
            texts("names", "三级指标", "三级指标名称，可用 * 通配。", 36).called(msg("name")),
            choice("budget", "取自预算", "实际完成值取预算的哪个数。", "取自预算").called(msg("taken from the budget")),
            cite("cite", default=""),
        ),
        "readings": (
            texts("names", "三级指标", "三级指标名称，可用 * 通配。", 30).called(msg("name")),
            text("target", "表中的指标值", "表中这样写的指标值，如 ≤100%。", 18).called(msg("target")),
            text("reading", "读作", "应读作的指标值，如 ≥100%。", 18).called(msg("is read as")),
            yes("confirmed", "已确认", "是否已由本单位确认；“否”只作提示。").called(msg("decided by the unit")),
            cite("cite", default=""),
            text("note", "说明", "由谁确认，或为什么尚未确认。", 40, default="").called(msg("remark")),
        ),
        "severities": (
            RuleField(NAME, FieldKind.CODE, "检查代码", "如 T112。"),
            choice(ITSELF, "严重程度", "这项检查算错误、提醒还是提示；“关闭”则不再列出。", "严重程度"),
        ),
        **MONITORING_TABLES,
    }
)
"""The keys by their table; entries of lists and named entries count as one table."""
