"""The words of the scored workbook: it is an official document, so its labels are always Chinese, written and read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from selfeval.core.fact_labels import AMOUNT_LABELS, FACT_LABELS, SOURCE_LABELS
from selfeval.core.model import CHECKPOINTS, KEPT_WORDS, SIGNED, SOURCES
from selfeval.core.numbers import plain
from selfeval.core.problems import Severity
from selfeval.core.readings import Origin
from selfeval.core.rules.choices import ExecutionMethod
from selfeval.core.scoring.results import ProjectResult

FORMAT = "selfeval.workbook/1"
SUMMARY, STEPS, FINDINGS, DEVIATIONS, ABOUT = "自评汇总", "计分过程", "检查结果", "偏差分析", "说明"
MONTHS = "运行监控"
"""The sheet of what was entered for months; only in workbooks where something was."""
OWN_SHEETS = (SUMMARY, STEPS, FINDINGS, DEVIATIONS, MONTHS, ABOUT)

INCOMPLETE, NOT_APPLICABLE, NO_TOTAL, UNDECIDED = "未完成", "不适用", "不计总分", "未定"
STALE = "有数据改过，尚未重新计分"
"""Beside a total as long as a changed text leaves it without one."""
DEDUCTED = "扣分"
VERIFIED, UNVERIFIED = "已核对", "待核实"
EXECUTION = "预算执行率"
EXECUTION_REASON, NOTE = "执行情况说明：", "注："
SIGN_LABELS = MappingProxyType(
    {"preparer": "填报人：", "leader": "负责人：", "phone": "联系电话：", "signed_on": "日期："}
)
"""What the places of the line to sign begin with, by the keys of `SIGNED`."""
NO_DATE = "    年    月    日"
SEVERITY_WORDS: Mapping[str, str] = MappingProxyType(
    {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
)
TOTAL, GRADE, TOTAL_ROW = "总分", "自评等级", "年度资金总额"


def _field_words() -> Mapping[str, str]:
    words = dict(AMOUNT_LABELS)
    for amount, word in AMOUNT_LABELS.items():
        words.update({f"{amount}.{source}": f"{word}：{SOURCE_LABELS[source]}" for source in SOURCES})
    words.update({f"plan.{month}": f"{month}月底支出计划" for month in CHECKPOINTS})
    words.update({f"checkpoint.{month}": f"{month}月底实际支出" for month in CHECKPOINTS})
    return MappingProxyType(
        {
            **words,
            "finished": "项目是否完成",
            "budget_reason": "预算执行情况说明",
            "review_grade": FACT_LABELS["review_grade"],
        }
    )


FIELD_WORDS = _field_words()
"""The facts of a project that stand in 计分过程, by their key."""

INDICATOR_COLUMNS = ("tier1", "tier2", "tier3", "target", "actual", "weight", "score", "reason")
"""Columns of indicators on the form 自评表, by field."""

FORM_HEADERS = MappingProxyType(
    {"target": "指标值或评分标准", "actual": "完成值或评分", "reason": "偏差原因、改进措施或评分理由"}
)
"""Headings of the department's own form, whose rows may be scored by standard, where they are others."""
DEPARTMENT_HEADS = MappingProxyType({"name": "部门名称", "code": "部门编码"})
"""Labels at the head of the department's own form beside projects, where they are others."""

ROW_INDICATOR, ROW_EXECUTION, ROW_TOTAL, ROW_FACT = "指标", "执行率", "总分", "资金"

CARRIED = ("last_target", "last_actual", "last_score", "carried_reading")
"""What a workbook of targets carries of the year before, kept beside each row."""

STEP_COLUMNS = (
    ("project", FACT_LABELS["project"], 14.0),
    ("tier1", FACT_LABELS["tier1"], 8.5),
    ("tier2", FACT_LABELS["tier2"], 11.0),
    ("tier3", FACT_LABELS["tier3"], 18.0),
    ("target", FACT_LABELS["target"], 11.0),
    ("comparator", "比较", 5.0),
    ("value", "指标读数", 9.0),
    ("upper", "上限", 8.0),
    ("actual", FACT_LABELS["actual"], 13.0),
    ("reading", "实际读数", 9.0),
    ("share", "档内比例（%）", 8.5),
    ("method", "计分方法", 14.0),
    ("citation", "依据", 16.0),
    ("layer", "规则层", 10.0),
    ("verified", "核对情况", 6.5),
    ("formula", "公式", 24.0),
    ("numbers", "代入数字", 16.0),
    ("weight", FACT_LABELS["weight"], 6.5),
    ("score", FACT_LABELS["score"], 7.5),
    ("program", "程序得分", 7.5),
    ("difference", "差异", 6.0),
    ("project_id", "项目标识", 14.0),
    ("indicator_id", "指标标识", 22.0),
    ("row", "行类", 7.0),
    ("base_weight", "原分值", 7.0),
    ("weight_origin", "分值来源", 10.0),
    ("share_origin", "档内比例来源", 16.0),
    ("origin", "读法", 9.0),
    ("confirmed", "确认的读法", 14.0),
    ("not_applicable", "不适用原因", 18.0),
    ("evidence", FACT_LABELS["evidence"], 22.0),
    ("description", FACT_LABELS["description"], 22.0),
    ("basis", FACT_LABELS["basis"], 18.0),
    ("exact", "未取整得分", 11.0),
    ("edit", "在何处修改", 24.0),
    ("moved", "适用变化", 8.0),
    ("deduction", FACT_LABELS["deduction"], 22.0),
    ("points_off", "扣分（分）", 8.0),
    ("share_off", "扣减比例（%）", 8.5),
    ("unit", "单位", 6.5),
    ("goal", "对应目标", 18.0),
    ("weight_why", "分值的由来", 26.0),
    ("survey", FACT_LABELS["survey"], 26.0),
    *((name, FACT_LABELS[name], 14.0) for name in CARRIED),
)
"""Columns of 计分过程: key, label, width. Those after `difference` are facts to go on from, outside the print area."""

LATER_COLUMNS = frozenset(
    {"layer", "verified", "moved", "deduction", "points_off", "share_off", "goal", "weight_why", "survey", *CARRIED}
)
"""Columns that workbooks written before them lack."""

STEP = MappingProxyType({key: place for place, (key, _, _) in enumerate(STEP_COLUMNS)})
LAST_PRINTED = STEP["difference"]

WEIGHT_ORIGINS = MappingProxyType({"workbook": "原表", "entered": "填报", "proposed": "规则包拟定", "pack": "规则包"})
READING_ORIGINS = MappingProxyType(
    {
        Origin.AS_WRITTEN: "照原文",
        Origin.ASSUMED: "假定",
        Origin.CONFIRMED: "已确认",
        Origin.CORRECTED: "已更正",
    }
)
SHARE_ENTERED, SHARE_CLAIMED = "填报", "按原表得分推算"
SHARE_IN_TEXT, SHARE_ASSUMED = "实际完成值中写明", "取本档上限（假定）"
EXECUTION_METHODS = MappingProxyType(
    {
        ExecutionMethod.PROPORTIONAL: "按执行率比例计分，最高满分",
        ExecutionMethod.INTERVALS: "按执行率分档计分",
        ExecutionMethod.DEDUCT_PER_POINT: "达到起点得满分，低于起点逐点扣分",
        ExecutionMethod.NONE: "不计分",
        ExecutionMethod.RAMP: "低于起点不得分，达到满分线得满分，其间按比例",
    }
)
COMPARATORS = MappingProxyType({">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=", "between": "区间"})

ABOUT_FIELDS = MappingProxyType(
    {
        "format": "格式标记",
        "rules": "规则包代号",
        "rules_title": "规则包名称",
        "rules_version": "规则包版本",
        "rules_sha256": "规则包校验值",
        "rules_choice": "规则包的选用",
        "year": "年度",
        "file": "来源文件",
        "sha256": "来源文件校验值",
        "tool": "程序版本",
        "who": "操作人",
        "when": "生成时间",
        "formulas": "公式",
        "name": "部门名称",
        "code": "部门编码",
        "overall_goal": "总体绩效目标",
        "budget_total": "预算总额",
        "money_unit": FACT_LABELS["money_unit"],
        "preparer": "填报人",
        "leader": "负责人",
        "phone": FACT_LABELS["phone"],
        "signed_on": FACT_LABELS["signed_on"],
        "approved_on": "决算批复日期",
        "year_mismatch": "规则包不是本年度的，经同意使用",
        "last_year": "对照的上年自评",
        "record": "核对记录校验值",
    }
)
"""Rows of 说明 that hold one value each, by key."""

PROJECT_FIELDS = MappingProxyType(
    {
        "form": "自评表",
        "code": FACT_LABELS["code"],
        "name": FACT_LABELS["name"],
        "title": "项目称呼",
        "sheet": "原工作表",
        "unit": FACT_LABELS["unit"],
        "department": FACT_LABELS["department"],
        "money_unit": FACT_LABELS["money_unit"],
        "purpose": FACT_LABELS["purpose"],
        "execution_weight": "原表执行率分值",
        "whole_department": "部门整体自评表",
        "goal": "绩效目标",
        **KEPT_WORDS,
        **{name: FACT_LABELS[name] for name in SIGNED},
    }
)
"""Rows of 说明 about one project, by key; `goal` once per numbered goal."""

SECTION_BASIC, SECTION_PROJECT, SECTION_SUB_GOAL = "基本信息", "项目资料", "分项绩效目标"
SECTION_SOURCES = "计分依据"
SECTION_SAFEGUARD, SECTION_ASSUMED, SECTION_OVERLONG = "工作保障措施", "假定与确认", "长文本续"
SECTION_RECORD, RECORD_LINE = "核对记录（写出本工作簿时的全部数据，供核对用，请勿改动）", "核对记录"
SUB_NAME, SUB_GOAL, SUB_INDICATOR = "名称", "绩效目标", "绩效指标"
LIVE, STATIC = "有", "无（只有数值）"


def no_total(*results: ProjectResult) -> str:
    """What stands in the place of a total that cannot be given, of one project or of all together."""
    if any(result.missing for result in results):
        return INCOMPLETE
    undecided = [result for result in results if result.undecided]
    if len(results) == 1 and undecided:
        return f"{UNDECIDED}：分值合计 {plain(undecided[0].weighing.total)}"
    return UNDECIDED if undecided else NO_TOTAL
