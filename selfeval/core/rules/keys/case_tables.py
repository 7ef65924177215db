"""Every key of a file of worked cases, table by table, in the order in which workbooks show them.

Facts stand on one side, the points that must come out on the other; what is not written is not compared. New keys go to
the end of their table, so that the cells of older workbooks keep their places. A key that is added here is checked,
offered by the workbook of `rules export` and read back by `rules import`; the field of the same name that a case has
for it is filled.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import AMOUNTS
from selfeval.core.rules.keys.fields import (
    ITSELF,
    NAME,
    FieldKind,
    RuleField,
    choice,
    name,
    percent,
    points,
    rate,
    series,
    text,
    texts,
    whole,
    yes,
)
from selfeval.core.rules.keys.nesting import RuleTable, Shape

_TITLE = text("title", "算例", "这个算例说明什么。", 44)
_YEAR = whole("year", "年度", "留空为 2025。", 2000, 2100, default="2025")
_BUDGET = tuple(text(f"budget.{key}", FACT_LABELS[key], "照表格里的写法，可带单位。", 12) for key in AMOUNTS)
_ROW = (
    text("tier1", FACT_LABELS["tier1"], "留空为产出指标。", 14, default="产出指标").or_blank(),
    text("tier2", FACT_LABELS["tier2"], "留空为数量指标。", 18, default="数量指标").or_blank(),
    text("name", FACT_LABELS["tier3"], "留空为“指标”。", 18, default="指标").or_blank(),
    text("target", "指标值", "照表格里的写法，如 ≥90%；留空为 ≥1。", 18, default="≥1").or_blank(),
    text("actual", FACT_LABELS["actual"], "照表格里的写法。", 20, default=""),
    text("share", "档内比例", "定性指标在档内得百分之几。", 10, default=""),
    points("weight", FACT_LABELS["weight"], "留空时单个指标按 10 分，项目里的指标由规则包拟定。").if_any(),
    text("not_applicable", "不适用的原因", "填了就是不适用。", 18, default=""),
)
_DEDUCTION = text(
    "deduction", FACT_LABELS["deduction"], "照“扣分事项”表的名称写，如 缺项 2：缺签到表。", 24, default=""
)
"""Stands last, as every newer key: the cells of older workbooks keep their places."""
_GOAL = text(
    "goal", "年度绩效目标", "这个指标对应的目标，照表格里的写法，如 目标1（40分）。", 20, default=""
)  # fmt: skip
_ROWS = (*_ROW, _DEDUCTION, _GOAL)
_PROJECT = (
    *_BUDGET,
    text("budget.adjusted.carry_over", "上年结转", "全年预算数里的上年结转。", 12),
    text("finished", "项目已完成", "是 或 否，照表格里的写法。", 10, default=""),
    choice("money_unit", FACT_LABELS["money_unit"], "留空为万元。", "金额单位", 10, default="万元"),
    text("review_grade", FACT_LABELS["review_grade"], "复核的人给的等级，如 良。", 10, default=""),
    yes("whole_department", "部门整体自评表", "填“是”：这不是项目，是部门自己的整体自评表。", default=False),
)
_GRADE = text("grade", "等级", "应得的等级。", 8).or_blank()
_NO_SCORE = yes("no_score", "不应有得分", "填“是”：这样的事实不能得出分数。", default=False)
_SCORES = series("scores", "各指标得分", "按指标的先后。").if_any()
_QUALITY = (
    ("upload", "上传"),
    ("completeness", "完整"),
    ("logic", "文字"),
    ("grounds", "依据"),
    ("depth", "分析"),
    ("suggestions", "建议"),
)
"""Items of the quality of a form that have columns; others stand on the sheet of other things."""
_AMOUNT = (text(NAME, "金额", "预算事项的键。"), text(ITSELF, "金额", "照表格里的写法，可带单位。", default=""))

CASE_TABLES: Mapping[str, tuple[RuleField, ...]] = MappingProxyType(
    {
        "": (
            RuleField("schema", FieldKind.FORMAT, "算例格式", "算例文件的格式版本，不要改；没有算例时留空。"),
            name("pack", "算例所属规则包", "留空表示就是上面的代号。"),
        ),
        "case": (
            _TITLE,
            *_ROW,
            _YEAR,
            points("score", "应得分数", "必须一分不差。").if_any(),
            _NO_SCORE,
            choice("over", "超额结果", "超额完成应有的结果。", "超额结果", 14, default=""),
            text("answer", "应读作档次", "定性档次的代号。", 14, default=""),
            text("method", "应用方法", "计分方法的代号。", 14, default=""),
            _DEDUCTION,
            _GOAL,
        ),
        "project": (
            _TITLE,
            *_PROJECT,
            _YEAR,
            points("execution", "执行率得分", "应得的执行率得分。").if_any(),
            points("execution_weight", "执行率分值", "应有的执行率分值。").if_any(),
            rate("rate", "执行率", "应得的执行率。").if_any(),
            series("weights", "各指标分值", "按指标的先后。").if_any(),
            _SCORES,
            points("total", "总分", "应得的总分。").if_any(),
            yes("no_total", "不应有总分", "填“是”：不能得出总分。", default=False),
            _GRADE.if_any(),
        ),
        "project.budget": _AMOUNT,
        "project.indicators": _ROWS,
        "review": (
            _TITLE,
            _YEAR,
            *_BUDGET,
            points("self_total", "自评总分", "自评表上的总分；留空为照规则计的。").if_any(),
            series("scores", "各指标复核得分", "按指标的先后。").if_any(),
            points("total", "复核总分", "应得的复核总分。").if_any(),
            percent("percent", "折扣", "等级低时按百分之几计。").if_any(),
            points("final", "最终得分", "应得的最终得分。").if_any(),
            rate("form_total", "自评表质量得分", "各项合计。").if_any(),
            texts("problems", "应有的问题", "录入的内容应报的代号，如 S203。", 14, default=()),
            *(points(f"form.{item}", f"质量：{label}", "这一项的得分。") for item, label in _QUALITY),
        ),
        "review.budget": _AMOUNT,
        "review.form": (name(NAME, "质量", "自评表质量各项的代号。"), points(ITSELF, "得分", "这一项的得分。")),
        "review.indicators": (
            *_ROWS,
            points("self_score", "自评得分", "自评表上的得分；留空为照规则计的。").if_any(),
            text("found", "复核完成值", "照表格里的写法；留空为没有不同。", 20, default=""),
            text("taken_off", "复核扣分", "照“扣分事项”表的名称写，冒号后面写理由。", 24, default=""),
        ),
        "aggregate": (
            _TITLE,
            _YEAR,
            texts("targets", "合成的指标值", "按指标的先后。", 24).or_blank().if_any(),
            texts("actuals", "合成的完成值", "按指标的先后；定性的后面写档内比例。", 24).or_blank().if_any(),
            _SCORES,
            points("total", "总分", "应得的总分。").if_any(),
            texts("problems", "应有的问题", "应报的代号，如 S208。", 14, default=()),
        ),
        "aggregate.units": _PROJECT,
        "aggregate.units.budget": _AMOUNT,
        "aggregate.units.indicators": _ROWS,
        "grade": (points("total", "总分", "总分。"), _GRADE),
        "department": (
            _TITLE,
            points("total", "部门总分", "应得的部门总分。").if_any(),
            _GRADE.if_any(),
            yes("no_total", "不应有总分", "填“是”：不能得出部门总分。", default=False),
        ),
        "department.projects": _PROJECT,
        "department.projects.budget": _AMOUNT,
        "department.projects.indicators": _ROWS,
        "department.rows": (
            text("name", FACT_LABELS["tier3"], "部门整体表中的三级指标或数据名称。", 20),
            text("actual", "填报", "完成值、按标准评的分或计算用的数，照表格里的写法。", 20, default=""),
            points("score", "应得分数", "必须一分不差；留空的不比较。").if_any(),
            _NO_SCORE,
        ),
    }
)
"""The keys of each table, by its dotted path; the columns `budget.…` and `form.…` are those of the usual entries."""


def _case(block: str, about: str) -> RuleTable:
    return RuleTable(Shape.LIST, block, about, about, "")


def _parts(block: str, about: str) -> RuleTable:
    return RuleTable(Shape.LIST, block, about, about, "", needed=True)


_AMOUNTS = RuleTable(Shape.NAMED, "", "", "金额和其他预算事项，按各自的键。", "")
_INDICATORS = _case("RowCase", "表中的一个指标；没有分值的由规则包拟定。")

CASE_NESTED: Mapping[str, RuleTable] = MappingProxyType(
    {
        "": RuleTable(Shape.ONE, "CasesFile", "规则包的算例。", "", "", needed=True),
        "case": _case("IndicatorCase", "一个指标和应得的分数。"),
        "project": _case("ProjectCase", "一个项目和应得的结果。"),
        "project.budget": _AMOUNTS,
        "project.indicators": _INDICATORS,
        "review": _case("ReviewCase", "复核一个项目：报送的、复核发现的和应得的结果。"),
        "review.budget": _AMOUNTS,
        "review.form": RuleTable(Shape.NAMED, "", "", "自评表质量各项的得分。", ""),
        "review.indicators": _parts("ReviewedRow", "一个指标和复核发现的。"),
        "aggregate": _case("JointCase", "几个单位的项目合成一张表，应得的结果。"),
        "aggregate.units": _parts("ProjectFacts", "一个单位的项目。"),
        "aggregate.units.budget": _AMOUNTS,
        "aggregate.units.indicators": _INDICATORS,
        "grade": _case("GradeCase", "总分与等级。"),
        "department": _case("DepartmentCase", "几个项目和部门总分。"),
        "department.projects": _parts("ProjectFacts", "部门的一个项目。"),
        "department.projects.budget": _AMOUNTS,
        "department.projects.indicators": _INDICATORS,
        "department.rows": _case("FormRowCase", "部门整体表的一行：填了什么，应得几分。"),
    }
)
"""Every table and list of a file of worked cases by its dotted path; "" is the file."""
