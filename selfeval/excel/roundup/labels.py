"""What the sheets of 汇总 are called, their columns, and the words for states and kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.roundup.lists import SPOTS

OVERVIEW, DEPARTMENTS, FORMS, DIFFERENCES, MISSING, FILES = "汇总", "部门", "项目", "差异", "应报", "文件"
PAGES, UNWIELDY = "分部门打印", "金额存疑"
FINDINGS, UNEXPLAINED, ALWAYS_FULL, SAME, REPEATED = "检查结果", "缺少原因", "始终满分", "与上年相同", "重复文字"
FIRST, HEADER = 3, 2
"""Rows, from 0, of the first item and of the header, on every sheet that is a list."""

STATES: Mapping[str, str] = {"read": "已读取", "doubt": "存疑", "refused": "未能读取"}
KINDS: Mapping[str, str] = {
    "targets": "绩效目标表",
    "filled": "自评表",
    "scored": "自评工作簿",
    "fill_in": "填报表",
    "department": "部门整体自评表",
    "document": "文档",
    "passed_over": "非报送文件",
    "unknown": "未识别",
}
FOUND: Mapping[str, str] = {"filled": "已报", "targets": "只有绩效目标", "": "未报", "unlisted": "不在清单中"}
IN_MONEY = "金额单位：万元"
HOW_ADDED = (
    f"{IN_MONEY}；执行率只算全年预算数、全年执行数都有的项目；"
    "自评、计分的平均分各算有该项得分的项目，平均差额只算两项得分都有的"
)
LARGEST = "自评得分与计分得分相差最多的指标；注明可能写错单位的，先核对数值，再看差额"
ONLY_COUNTED = "各部门计入项目的检查结果，包括对整个文件的说明；部门按条数由多到少排列"
NOBODY = "（未写主管部门）"
GRADES, OTHER = ("优", "良", "中", "差"), "其他或空白"
TABLES: Mapping[str, str] = {FILES: "files.parquet", MISSING: "summary.json"}
"""Where the whole of a list is that is too long for its sheet; of any other one in `facts.parquet`."""


class Wide(NamedTuple):
    """A column: its label, its width in characters, its number format, "" for texts; whether texts are read whole."""

    label: str
    width: float
    number: str = ""
    whole: bool = False


def places(columns: Sequence[Wide]) -> dict[str, int]:
    """The place of each column, by its label."""
    return {wide.label: place for place, wide in enumerate(columns)}


AMOUNT, POINTS, COUNT, RATE = "#,##0.00", "0.00", "0", "0.00%"

FORM_COLUMNS = (
    Wide(FACT_LABELS["department"], 20),
    Wide(FACT_LABELS["unit"], 22),
    Wide(FACT_LABELS["code"], 20),
    Wide(FACT_LABELS["name"], 30),
    Wide(FACT_LABELS["initial"], 13, AMOUNT),
    Wide(FACT_LABELS["adjusted"], 13, AMOUNT),
    Wide(FACT_LABELS["executed"], 15, AMOUNT),
    Wide("执行率", 12, RATE),
    Wide("自评得分", 9, POINTS),
    Wide("计分得分", 9, POINTS),
    Wide("差额", 8, POINTS),
    Wide("自评等级", 8),
    Wide("计分等级", 8),
    Wide("错误", 6, COUNT),
    Wide("警告", 6, COUNT),
    Wide("提示", 6, COUNT),
    Wide("调整指标", 8, COUNT),
    Wide("指标数", 8, COUNT),
    Wide("文件", 56),
)
DEPARTMENT_COLUMNS = (
    Wide(FACT_LABELS["department"], 24),
    Wide("项目数", 8, COUNT),
    Wide(FACT_LABELS["initial"], 14, AMOUNT),
    Wide(FACT_LABELS["adjusted"], 14, AMOUNT),
    Wide(FACT_LABELS["executed"], 16, AMOUNT),
    Wide("执行率", 12, RATE),
    Wide("自评平均分", 10, POINTS),
    Wide("计分平均分", 10, POINTS),
    Wide("平均差额", 8, POINTS),
    *(Wide(f"自评{grade}", 7, COUNT) for grade in GRADES),
    Wide(f"自评{OTHER}", 9, COUNT),
    *(Wide(f"计分{grade}", 7, COUNT) for grade in GRADES),
    Wide(f"计分{OTHER}", 9, COUNT),
    Wide("错误", 7, COUNT),
    Wide("警告", 7, COUNT),
    Wide("提示", 7, COUNT),
    Wide("调整项目", 9, COUNT),
    Wide("调整指标", 9, COUNT),
    Wide("指标数", 9, COUNT),
    Wide("指标调整比率", 12, RATE),
    Wide("计分名次", 9, COUNT),
    Wide("自评名次", 9, COUNT),
)
PAGE_COLUMNS = (
    Wide(FACT_LABELS["name"], 30),
    Wide(FACT_LABELS["unit"], 20),
    Wide(FACT_LABELS["adjusted"], 13, AMOUNT),
    Wide(FACT_LABELS["executed"], 13, AMOUNT),
    Wide("执行率", 9, RATE),
    Wide("自评得分", 9, POINTS),
    Wide("计分得分", 9, POINTS),
    Wide("差额", 8, POINTS),
    Wide("自评等级", 9),
    Wide("计分等级", 9),
    Wide("错误", 6, COUNT),
    Wide("警告", 6, COUNT),
)
TEXT_KINDS: Mapping[str, str] = {"reason": "偏差原因", "actual": FACT_LABELS["actual"]}
FINDING_COLUMNS = (Wide("代码", 8), Wide("程度", 7), Wide("举例", 50, whole=True), Wide("合计", 9, COUNT))
UNEXPLAINED_COLUMNS = (
    Wide(FACT_LABELS["unit"], 22),
    Wide(FACT_LABELS["name"], 28),
    Wide(FACT_LABELS["tier3"], 28),
    Wide("少得分数", 10, POINTS),
    Wide("代码", 8),
    Wide("说明", 60, whole=True),
    Wide("文件", 60, whole=True),
)
ALWAYS_FULL_COLUMNS = (Wide(FACT_LABELS["tier3"], 40), Wide("表数", 10, COUNT), Wide("单位数", 10, COUNT))
SAME_COLUMNS = (
    Wide(FACT_LABELS["unit"], 22),
    Wide(FACT_LABELS["name"], 28),
    Wide(FACT_LABELS["tier3"], 28),
    Wide("指标值", 20),
    Wide(FACT_LABELS["last_target"], 20),
    Wide("上年指标值来源", 36, whole=True),
    Wide("文件", 60, whole=True),
)
REPEATED_COLUMNS = (
    Wide("种类", 12),
    Wide("文字", 60, whole=True),
    Wide("表数", 8, COUNT),
    Wide("单位数", 8, COUNT),
    *(Wide(f"出现处{number}", 34, whole=True) for number in range(1, SPOTS + 1)),
)
UNWIELDY_COLUMNS = (
    Wide(FACT_LABELS["department"], 20),
    Wide(FACT_LABELS["unit"], 22),
    Wide(FACT_LABELS["name"], 30),
    Wide(FACT_LABELS["initial"], 16, AMOUNT),
    Wide(FACT_LABELS["adjusted"], 16, AMOUNT),
    Wide(FACT_LABELS["executed"], 16, AMOUNT),
    Wide("存疑之处", 40, whole=True),
    Wide("文件", 60, whole=True),
)
DOUBTS: Mapping[str, str] = {
    "slip": "与本项目其他金额相差悬殊，请确认单位是元还是万元",
    "large": "为多数项目的千倍左右或以上，请确认单位是元还是万元",
}
DIFFERENCE_COLUMNS = (
    Wide(FACT_LABELS["unit"], 22),
    Wide(FACT_LABELS["name"], 26),
    Wide(FACT_LABELS["tier3"], 26),
    Wide("指标值", 14),
    Wide(FACT_LABELS["actual"], 14),
    Wide("自评得分", 9, POINTS),
    Wide("计分得分", 9, POINTS),
    Wide("差额", 8, POINTS),
    Wide("依据", 24, whole=True),
    Wide("计分说明", 60, whole=True),
    Wide("文件", 60, whole=True),
)
MISSING_COLUMNS = (
    Wide("单位编码", 14),
    Wide("单位名称", 28),
    Wide(FACT_LABELS["code"], 20),
    Wide(FACT_LABELS["name"], 36),
    Wide("报送情况", 14),
)
FILE_COLUMNS = (
    Wide("文件", 70),
    Wide("种类", 14),
    Wide("结果", 10),
    Wide("代码", 8),
    Wide("说明", 60, whole=True),
    Wide("项目数", 8, COUNT),
    Wide("计入", 7, COUNT),
    Wide("错误", 7, COUNT),
    Wide("警告", 7, COUNT),
    Wide("提示", 7, COUNT),
)
