"""The words by which forms name their fields, and how they are recognised whatever the spacing and the brackets.

Pure text: knows neither sheets nor the model. Sources: the forms of 财预〔2020〕10号 and of published county tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

_BRACKETS = re.compile(r"[（(〔\[【][^（()）〔〕\[\]【】]*[）)〕\]】]")
_NOISE = re.compile(r"[\s\u200b\ufeff*★:：]+")
_PREFIX = re.compile(r"^(?:其中[:：、]?|[一二三四五六七八九十]+、|\d+[.、．](?!\d))")
_MONTH = re.compile(r"^(?:截至|至)?(1[0-2]|[1-9])月(?:底|末|份|\d\d日)?(?:前)?$")
_TITLE = re.compile(r"(?:目标|自评|评价|绩效)(?:申报|批复|自评|情况|结果)*(?:表|文本)$")
_TITLE_WORDS = re.compile(
    r"(?:部门)?(?:预算)?(?:项目|部门|支出|预算|整体|财政|专项|资金)*(?:绩效)?(?:目标|自评|评价)(?:申报|批复|自评|情况|结果)*(?:表|文本)?$"
)
_SUFFIX = re.compile(r"(?:支出)?(?:绩效)?(?:目标|自评|评价)(?:申报|批复|自评|情况|结果)*(?:表|文本)$")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
_YEAR_LINE = re.compile(r"^[（(]?20\d\d年度?[）)]?$|20\d\d年度?(?:部门)?(?:整体)?(?:预算|绩效)")
_PAGE_MARK = re.compile(r"^[（(]?(?:续|续表|接上表|接上页|第.{1,3}页.*|共.{1,3}页|-\d+-|—\d+—)[）)]?$")
_MONEY_UNIT = re.compile(r"(?:单位\s*[:：]?\s*|[（(])(?:人民币)?(万元|元)(?![／/一-鿿])")


def _table(entries: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({word: key for key, words in entries.items() for word in words.split()})


COLUMNS = _table(
    {
        "tier1": "一级指标 一级 指标一级",
        "tier2": "二级指标 二级 指标二级",
        "tier3": "三级指标 三级 三级指标名称 三级指标内容 指标名称 具体指标 绩效指标名称",
        "description": "绩效指标描述 指标描述 指标解释 指标说明 指标内容 绩效指标说明",
        "target": (
            "指标值 年度指标值 目标值 年度目标值 绩效目标值 绩效指标值 计划值 预期值 预期指标值 计划指标值 "
            "年度绩效指标值 预期目标值 全年目标值 全年指标值 指标目标值 年度计划值 本年指标值 当年指标值"
        ),
        "initial_target": "年初指标值 年初目标值 年初绩效指标值 年初设定指标值 年初设定值 初始指标值 调整前指标值",
        "adjusted_target": (
            "调整后指标值 调整后年度指标值 调整后目标值 调整指标值 调整后的指标值 年中调整指标值 年中调整后指标值 "
            "调整后绩效指标值"
        ),
        "basis": "指标值确定依据 确定依据 指标确定依据 指标值设定依据 指标设定依据 设定依据 指标值依据 指标来源 依据",
        "actual": (
            "实际完成值 全年实际值 全年实际完成值 实际值 实际完成情况 完成值 年度实际完成值 全年完成值 "
            "实际完成指标值 完成情况 指标完成值 年度完成值 实际完成 全年实际完成情况 年度实际完成情况 年度实际值"
        ),
        "weight": "分值 权重 指标分值 指标权重 分值权重 权重分值 分值/权重 权重/分值 标准分值 标准分 满分 权重值",
        "score": "得分 自评得分 实际得分 评价得分 自评分 自评分值 指标得分 单位自评得分 自评得分值",
        "share": "得分比例",
        "reason": (
            "偏差原因分析及改进措施 偏差原因分析和改进措施 偏差原因分析与改进措施 偏差原因分析 偏差原因 "
            "偏差原因及改进措施 原因分析及改进措施 未完成原因分析 未完成原因 未完成原因分析及改进措施 "
            "未完成原因和改进措施 未完成原因及改进措施 未完成原因分析与改进措施 未完成原因和拟采取的改进措施 "
            "扣分原因 扣分原因及改进措施 改进措施 偏差原因分析及整改措施 未完成的原因和改进措施 "
            "未完成原因及下一步改进措施 偏差及原因分析"
        ),
        "evidence": "佐证资料 佐证材料 佐证 证明材料 佐证资料名称 支撑材料",
        "not_applicable": "不适用说明 不适用 不适用原因 不适用情况说明",
        "sign": "符号 指标符号 计算符号 比较符号 运算符号 指标值符号",
        "unit": "计量单位 单位 指标单位 度量单位 指标值单位",
        "nature": "指标性质 指标属性 性质 指标类型",
        "direction": "指标方向 指标方向性 正反向 正向/反向 方向",
        "value": "数值 值 指标数值",
        "serial": "序号 编号 行次 顺序号",
        "remark": "备注",
    }
)
"""Headers of indicator tables."""

HEAD = _table(
    {
        "code": "项目编码 项目代码 项目编号",
        "name": "项目名称",
        "department": "主管部门 主管部门及代码 主管单位 主管预算部门 一级预算部门 部门名称 预算部门",
        "unit": (
            "实施单位 项目单位 单位名称 预算单位 填报单位 项目实施单位 项目承担单位 资金使用单位 使用单位 项目负责单位"
        ),
        "purpose": "资金用途 项目资金用途",
        "budget_block": "预算规模及资金用途 预算规模 项目资金 预算执行情况 资金情况 项目资金情况 项目预算",
        "plan": "资金支出计划 支出计划 资金使用计划 用款计划",
        "checkpoint": "资金支出进度 实际支出进度 支出进度 资金实际支出进度 实际支出情况 资金执行进度",
        "goals": "绩效目标 年度总体目标 年度绩效目标 总体目标 项目绩效目标 年度目标 项目总体目标 总体绩效目标",
        "expected": "预期目标 年初预期目标 预期绩效目标 年初设定目标",
        "goal_actual": (
            "实际完成情况 全年实际完成情况 目标实际完成情况 年度总体目标完成情况 目标完成情况 "
            "绩效目标完成情况 总体目标完成情况"
        ),
        "budget_reason": (
            "预算执行偏差原因 执行偏差原因 预算执行偏差原因及改进措施 预算执行情况说明 预算调整及执行偏差原因"
        ),
        "finished": "项目是否完成 是否完成",
        "initial": "预算数 年初预算数 年初预算 年初预算金额 年初批复预算数",
        "adjusted": "全年预算数 全年预算 调整后预算数 调整后预算 调整预算数 全年调整预算数",
        "executed": (
            "全年执行数 执行数 全年执行 实际支出 实际支出数 实际执行数 预算执行数 全年实际支出 全年支出数 "
            "全年实际执行数"
        ),
        "total_row": (
            "年度资金总额 资金总额 年度资金总和 项目资金总额 年度预算总额 年度总额 总额 部门预算总额 部门整体支出总额 "
            "整体支出总额 年度整体支出总额 部门支出总额 预算资金总额"
        ),
        "fiscal": (
            "财政资金 财政拨款 财政性资金 当年财政拨款 当年财政资金 本年财政拨款 年度财政拨款 财政拨款资金 "
            "当年财政拨款资金"
        ),
        "carry_over": "上年结转资金 上年结转 结转资金 上年结转结余资金 上年结转结余",
        "other": "其他资金 其它资金 其他",
        "basic": "基本支出 基本支出预算 基本支出合计",
        "projects": "项目支出 项目支出预算 项目支出合计",
        "rate": "执行率 预算执行率 资金执行率",
        "weight": "分值 权重",
        "score": "得分",
        "indicator_block": "绩效指标 年度绩效指标 绩效指标体系",
        "money_unit": "单位 金额单位",
        "year": "年度 预算年度 评价年度",
        "grade": "自评等级 等级 评价等级 自评结果等级 绩效等级 自评等次 评价等次 等次 自评结论 评价结论",
        "total": "总分 总计 合计 总得分 自评总分 自评得分 综合得分 得分合计 合计得分",
        "subtotal": "小计",
        "note": "注 备注 说明 填表说明 填报说明 填表人 填报人 联系人 联系电话 负责人 单位负责人 项目负责人",
    }
)
"""Labels around indicator tables."""

_PROJECT_COLUMNS = frozenset(
    {"code", "name", "department", "unit", "purpose", "goals", "initial", "adjusted", "executed", "rate"}
    | {"fiscal", "carry_over", "other"}
)

WEAK_TIER3 = "绩效指标"
"""Names the block of indicators, and in some tables the column of their names."""

AMOUNTS = frozenset({"initial", "adjusted", "executed"})
SOURCES = frozenset({"fiscal", "carry_over", "other", "basic", "projects"})
"""What an amount is made of: where the money comes from, and in a department's form what it is spent on."""
STARTS_TABLE = frozenset(
    {"code", "name", "department", "unit", "budget_block", "plan", "checkpoint", "goals", "expected"}
)
"""Labels that only stand above the indicators, so that one below them begins the next table."""

DASHES = frozenset({"—", "——", "-", "--", "/", "－", "－－", "\\", "―", "–"})
"""What forms print where there is nothing to print."""


@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """A label without blanks, line breaks, brackets with what they hold, colons and a leading 其中 or number."""
    if len(text) > 80:
        return ""
    text = _PREFIX.sub("", re.sub(r"\s+", "", text))
    return _NOISE.sub("", _BRACKETS.sub("", text)).replace("／", "/")


def column_of(text: str) -> str | None:
    """Which column of an indicator table a header names."""
    return COLUMNS.get(normal(text))


def project_column_of(text: str) -> str | None:
    """Which fact of the project a column of a flat list holds, such as `project.name` or `project.initial`."""
    key = HEAD.get(normal(text))
    return f"project.{key}" if key in _PROJECT_COLUMNS else None


def label_of(text: str) -> tuple[str, str] | None:
    """Which field a cell labels, with the text after the colon if it holds the value as well (`项目名称：修路`)."""
    key = HEAD.get(normal(text))
    if key:
        return key, ""
    before, colon, after = text.replace("：", ":", 1).partition(":") if "：" in text else text.partition(":")
    if colon and (key := HEAD.get(normal(before))):
        return key, after.strip()
    return None


@lru_cache(maxsize=4096)
def month_of(text: str) -> int | None:
    """3 for `3月底`, `3 月末`, `截至3月底`; None for other texts."""
    found = _MONTH.match(re.sub(r"\s+", "", text)) if len(text) < 16 else None
    return int(found[1]) if found else None


def is_title(text: str) -> bool:
    """Whether a text is the title of a form: `1.解决特殊疑难问题资金绩效目标表`, `项目支出绩效自评表（2025年度）`."""
    return len(text) <= 80 and bool(_TITLE.search(normal(text)))


def is_page_mark(text: str) -> bool:
    """Whether a text only says that a table goes on: `续表`, `第 2 页`, its title with 续, the unit of money again."""
    plain = "".join(text.split())
    if _PAGE_MARK.match(plain) or (is_title(text) and "续" in plain):
        return True
    label = label_of(text)
    return label is not None and label[0] == "money_unit"


def title_subject(text: str) -> str:
    """What a title speaks of: `修路` for `2.修路绩效目标表`, "" for one that only names the form."""
    plain = _YEAR.sub("", _PREFIX.sub("", re.sub(r"\s+", "", text)))
    plain = re.sub(r"[（(]\s*(?:年?度?|20\d\d\s*年?度?)\s*[）)]", "", plain).removeprefix("度")
    return "" if _TITLE_WORDS.fullmatch(plain) else _SUFFIX.sub("", plain)


def is_department_title(text: str) -> bool:
    """Whether a title is that of the form of a whole department (部门整体支出绩效自评表)."""
    return is_title(text) and "整体" in normal(text)


def title_year(text: str) -> int | None:
    """The year that a title or a line such as `（2025年度）` states; None for other texts that only mention one."""
    if is_title(text) or (len(text) <= 80 and _YEAR_LINE.search(re.sub(r"\s+", "", text))):
        return year_in(text)
    return None


def year_in(text: str) -> int | None:
    """The first year a text names, as in `2025年`."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def money_unit_in(text: str) -> str | None:
    """`万元` or `元` where a text states the unit of money (`单位：万元`, `项目资金（元）`)."""
    found = _MONEY_UNIT.search(text) if len(text) <= 40 else None
    return found[1] if found else None
