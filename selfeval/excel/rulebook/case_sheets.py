"""The sheets of worked cases in a rule pack's workbook."""

from __future__ import annotations

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import AMOUNTS
from selfeval.core.rules.keys.fields import (
    FieldKind,
    RuleField,
    choice,
    percent,
    points,
    rate,
    series,
    text,
    texts,
    whole,
    yes,
)
from selfeval.excel.rulebook.columns import EACH, ORDER, Block, Sheet

_TITLE = text("title", "算例", "这个算例说明什么。", 44)
_YEAR = whole("year", "年度", "留空为 2025。", 2000, 2100)
_ROW = (
    text("tier1", FACT_LABELS["tier1"], "留空为产出指标。", 14),
    text("tier2", FACT_LABELS["tier2"], "留空为数量指标。", 18),
    text("name", FACT_LABELS["tier3"], "留空为“指标”。", 18),
    text("target", "指标值", "照表格里的写法，如 ≥90%；留空为 ≥1。", 18),
    text("actual", FACT_LABELS["actual"], "照表格里的写法。", 20),
    text("share", "档内比例", "定性指标在档内得百分之几。", 10),
    points("weight", FACT_LABELS["weight"], "留空时单个指标按 10 分，项目里的指标由规则包拟定。"),
    text("not_applicable", "不适用的原因", "填了就是不适用。", 18),
)
_DEDUCTION = text("deduction", FACT_LABELS["deduction"], "照“扣分事项”表的名称写，如 缺项 2：缺签到表。", 24)
"""Stands last, as every newer key: the cells of older workbooks keep their places."""
_GOAL = text("goal", "年度绩效目标", "这个指标对应的目标，照表格里的写法，如 目标1（40分）。", 20)
_PROJECT = (
    *(text(f"budget.{key}", FACT_LABELS[key], "照表格里的写法，可带单位。", 12) for key in AMOUNTS),
    text("budget.adjusted.carry_over", "上年结转", "全年预算数里的上年结转。", 12),
    text("finished", "项目已完成", "是 或 否，照表格里的写法。", 10),
    choice("money_unit", FACT_LABELS["money_unit"], "留空为万元。", "金额单位", 10),
    text("review_grade", FACT_LABELS["review_grade"], "复核的人给的等级，如 良。", 10),
    yes("whole_department", "部门整体自评表", "填“是”：这不是项目，是部门自己的整体自评表。"),
)
_GRADE = text("grade", "等级", "应得的等级。", 8)
_REFER = RuleField("@", FieldKind.WHOLE, "所属算例", "填“算例-项目”表中的序号。", width=10)
_REFER_DEPARTMENT = RuleField("@", FieldKind.WHOLE, "所属部门", "填“算例-部门”表中的序号。", width=10)
_REFER_PROJECT = RuleField("@", FieldKind.WHOLE, "所属项目", "填“算例-部门项目”表中的序号。", width=10)

CASE_SHEETS = (
    Sheet(
        "算例-指标",
        "已知的事实和应得的分数，必须一分不差；不填的不比较。",
        (
            Block(
                "",
                (
                    _TITLE,
                    *_ROW,
                    _YEAR,
                    points("score", "应得分数", "必须一分不差。"),
                    yes("no_score", "不应有得分", "填“是”：这样的事实不能得出分数。"),
                    choice("over", "超额结果", "超额完成应有的结果。", "超额结果", 14),
                    text("answer", "应读作档次", "定性档次的代号。", 14),
                    text("method", "应用方法", "计分方法的代号。", 14),
                    _DEDUCTION,
                    _GOAL,
                ),
                ("cases", "case"),
            ),
        ),
    ),
    Sheet(
        "算例-项目",
        "一个项目的事实和应得的结果；它的指标写在“算例-项目指标”。",
        (
            Block(
                "",
                (
                    _TITLE,
                    *_PROJECT,
                    _YEAR,
                    points("execution", "执行率得分", "应得的执行率得分。"),
                    points("execution_weight", "执行率分值", "应有的执行率分值。"),
                    rate("rate", "执行率", "应得的执行率。"),
                    series("weights", "各指标分值", "按指标的先后。"),
                    series("scores", "各指标得分", "按指标的先后。"),
                    points("total", "总分", "应得的总分。"),
                    yes("no_total", "不应有总分", "填“是”：不能得出总分。"),
                    _GRADE,
                ),
                ("cases", "project"),
            ),
        ),
    ),
    Sheet(
        "算例-项目指标",
        "“算例-项目”各项目的指标。",
        (Block("", (*_ROW, _DEDUCTION, _GOAL), ("cases", "project", EACH, "indicators"), refer=_REFER),),
    ),
    Sheet(
        "算例-复核",
        "复核一个项目：报送的、复核发现的和应得的结果；它的指标写在“算例-复核指标”。",
        (
            Block(
                "",
                (
                    _TITLE,
                    _YEAR,
                    *(text(f"budget.{key}", FACT_LABELS[key], "照表格里的写法，可带单位。", 12) for key in AMOUNTS),
                    points("self_total", "自评总分", "自评表上的总分；留空为照规则计的。"),
                    series("scores", "各指标复核得分", "按指标的先后。"),
                    points("total", "复核总分", "应得的复核总分。"),
                    percent("percent", "折扣", "等级低时按百分之几计。"),
                    points("final", "最终得分", "应得的最终得分。"),
                    rate("form_total", "自评表质量得分", "各项合计。"),
                    texts("problems", "应有的问题", "录入的内容应报的代号，如 S203。", 14),
                    *(
                        points(f"form.{name}", f"质量：{label}", "这一项的得分。")
                        for name, label in (
                            ("upload", "上传"),
                            ("completeness", "完整"),
                            ("logic", "文字"),
                            ("grounds", "依据"),
                            ("depth", "分析"),
                            ("suggestions", "建议"),
                        )
                    ),
                ),
                ("cases", "review"),
            ),
        ),
    ),
    Sheet(
        "算例-复核指标",
        "“算例-复核”各项目的指标。",
        (
            Block(
                "",
                (
                    *_ROW,
                    _DEDUCTION,
                    _GOAL,
                    points("self_score", "自评得分", "自评表上的得分；留空为照规则计的。"),
                    text("found", "复核完成值", "照表格里的写法；留空为没有不同。", 20),
                    text("taken_off", "复核扣分", "照“扣分事项”表的名称写，冒号后面写理由。", 24),
                ),
                ("cases", "review", EACH, "indicators"),
                refer=RuleField("@", FieldKind.WHOLE, "所属算例", "填“算例-复核”表中的序号。", width=10),
            ),
        ),
    ),
    Sheet(
        "算例-汇总",
        "几个单位的项目合成一张表，应得的结果；各单位写在“算例-汇总单位”。",
        (
            Block(
                "",
                (
                    _TITLE,
                    _YEAR,
                    texts("targets", "合成的指标值", "按指标的先后。", 24),
                    texts("actuals", "合成的完成值", "按指标的先后；定性的后面写档内比例。", 24),
                    series("scores", "各指标得分", "按指标的先后。"),
                    points("total", "总分", "应得的总分。"),
                    texts("problems", "应有的问题", "应报的代号，如 S208。", 14),
                ),
                ("cases", "aggregate"),
            ),
        ),
    ),
    Sheet(
        "算例-汇总单位",
        "“算例-汇总”的各单位；指标写在“算例-汇总指标”。",
        (
            Block(
                "",
                _PROJECT,
                ("cases", "aggregate", EACH, "units"),
                refer=RuleField("@", FieldKind.WHOLE, "所属算例", "填“算例-汇总”表中的序号。", width=10),
            ),
        ),
    ),
    Sheet(
        "算例-汇总指标",
        "“算例-汇总单位”各单位的指标。",
        (
            Block(
                "",
                (*_ROW, _DEDUCTION, _GOAL),
                ("cases", "aggregate", EACH, "units", EACH, "indicators"),
                refer=RuleField("@", FieldKind.WHOLE, "所属单位", "填“算例-汇总单位”表中的序号。", width=10),
                refer_key=ORDER,
            ),
        ),
    ),
    Sheet(
        "算例-等级",
        "总分与等级。",
        (Block("", (points("total", "总分", "总分。"), _GRADE), ("cases", "grade")),),
    ),
    Sheet(
        "算例-部门",
        "部门总分；它的项目写在“算例-部门项目”。",
        (
            Block(
                "",
                (
                    _TITLE,
                    points("total", "部门总分", "应得的部门总分。"),
                    _GRADE,
                    yes("no_total", "不应有总分", "填“是”：不能得出部门总分。"),
                ),
                ("cases", "department"),
            ),
        ),
    ),
    Sheet(
        "算例-部门项目",
        "“算例-部门”各部门的项目；指标写在“算例-部门指标”。",
        (Block("", _PROJECT, ("cases", "department", EACH, "projects"), refer=_REFER_DEPARTMENT),),
    ),
    Sheet(
        "算例-部门指标",
        "“算例-部门项目”各项目的指标。",
        (
            Block(
                "",
                (*_ROW, _DEDUCTION, _GOAL),
                ("cases", "department", EACH, "projects", EACH, "indicators"),
                refer=_REFER_PROJECT,
                refer_key=ORDER,
            ),
        ),
    ),
    Sheet(
        "算例-部门整体表",
        "“算例-部门”各部门的整体自评表：填了什么，各行应得几分。",
        (
            Block(
                "",
                (
                    text("name", FACT_LABELS["tier3"], "部门整体表中的三级指标或数据名称。", 20),
                    text("actual", "填报", "完成值、按标准评的分或计算用的数，照表格里的写法。", 20),
                    points("score", "应得分数", "必须一分不差；留空的不比较。"),
                    yes("no_score", "不应有得分", "填“是”：这样的事实不能得出分数。"),
                ),
                ("cases", "department", EACH, "rows"),
                refer=_REFER_DEPARTMENT,
            ),
        ),
    ),
)
"""Worked cases, by what they are about."""
