"""Which sheets a rule pack's workbook has, and which key of the pack each column holds."""

from __future__ import annotations

from dataclasses import replace

from selfeval.core.rules.keys.case_tables import CASE_TABLES
from selfeval.core.rules.keys.fields import FieldKind, RuleField, text, yes
from selfeval.excel.rulebook.case_sheets import CASE_SHEETS
from selfeval.excel.rulebook.columns import EACH, Block, Sheet, columns

CITATIONS = "citations"
"""Name of the block of citations, whose names the drop-downs of all citations offer."""

_REMOVE = yes("remove", "去掉", "只用于叠加的规则包：填“是”，去掉基础包中同代号的这一条；其他列留空。")
_CASES = tuple(replace(column, key=f"cases.{column.key}") for column in CASE_TABLES[""])
_REFER_ANSWER = text("@", "定性档次", "填“定性档次”表中的代号。", 18)
_REFER_METHOD = text("@", "计分方法", "填“计分方法”表中的代号。", 16)

OTHERS = "其他"
OTHER_COLUMNS = (
    RuleField(
        "path", FieldKind.TEXT, "位置", "键的全名，如 grades 或 methods[2].over；方括号里是那一行的序号。", width=40
    ),
    RuleField(
        "value", FieldKind.TEXT, "内容", "照规则包文件的写法：文字加引号，[] 表示没有任何一项，{} 表示空表。", width=50
    ),
)


def _head() -> tuple[RuleField, ...]:
    """The settings of the file; those of the worked cases stand where older workbooks have them, behind the format."""
    keys = columns("")
    behind = [column.key for column in keys].index("schema") + 1
    return (*keys[:behind], *_CASES, *keys[behind:])


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "基本信息",
        "规则包的代号、名称、适用年度。",
        (Block("", _head()),),
    ),
    Sheet("依据", "每条规则从哪里来，是否核对过原文。", (Block("", columns("citations"), (CITATIONS,), named=True),)),
    Sheet(
        "分值",
        "表格里已有分值的用表格的；没有的按这里拟定。项目的一级指标与哪个方案完全相同就用哪个，否则用第一个。",
        (
            Block("一般约定", columns("weights", inside=False)),
            Block("一级指标分值方案", columns("weights.layouts"), ("weights", "layouts")),
            Block("缺一级指标时", columns("weights.missing"), ("weights", "missing"), named=True),
            Block("二级指标之比", columns("weights.tier2_shares"), ("weights", "tier2_shares"), named=True),
            Block("各目标占比", columns("weights.goal_shares"), ("weights", "goal_shares"), named=True),
        ),
    ),
    Sheet(
        "预算执行率",
        "执行率怎样计分；执行率过低时总分怎样封顶。",
        (
            Block("计分", columns("execution", inside=False)),
            Block("区间（按区间计分时）", columns("execution.intervals"), ("execution", "intervals")),
            Block("总分封顶", columns("execution.caps"), ("execution", "caps")),
        ),
    ),
    Sheet("计分方法", "每个指标用条件最贴切的一种方法。", (Block("", (*columns("methods"), _REMOVE), ("methods",)),)),
    Sheet(
        "计分区间",
        "“按区间”的计分方法，各级从高到低。",
        (Block("", columns("methods.intervals"), ("methods", EACH, "intervals"), refer=_REFER_METHOD, refer_key="id"),),
    ),
    Sheet(
        "定性档次",
        "定性指标的档次，从好到差，首尾相接，盖满 100 到 0。",
        (Block("", (*columns("answers"), _REMOVE), ("answers",)),),
    ),
    Sheet(
        "同义写法",
        "填报人写这些字样时，认作哪个定性档次。",
        (Block("", columns("answers.synonyms"), ("answers", EACH, "synonyms"), refer=_REFER_ANSWER, refer_key="id"),),
    ),
    Sheet("等级", "从高到低，最后一个从 0 起；不评等级就一行都不写。", (Block("", columns("grades"), ("grades",)),)),
    Sheet("复核打折", "复核等级低于自评等级时，总分怎样打折。", (Block("", columns("review"), ("review",)),)),
    Sheet("扣分事项", "复核时可以扣分的情形，如缺少佐证、缺项。", (Block("", columns("deductions"), ("deductions",)),)),
    Sheet("上报和公开", "什么表什么时候上报、什么时候公开。", (Block("", columns("deadlines"), ("deadlines",)),)),
    Sheet(
        "取舍与汇总",
        "得分的小数位、总分和部门总分。",
        (Block("", (*columns("rounding", inside=False), *columns("department", inside=False))),),
    ),
    Sheet(
        "检查程度",
        "想改某项检查的严重程度时写在这里；检查代码见程序的 docs/codes.zh-CN.md。",
        (
            Block(
                "",
                columns("severities"),
                ("severities",),
                named=True,
            ),
        ),
    ),
    Sheet("约定读法", "本单位对某些指标值怎样读的决定。", (Block("", columns("readings"), ("readings",)),)),
    Sheet("预算关联", "实际完成值直接取自预算的三级指标。", (Block("", columns("links"), ("links",)),)),
    Sheet(
        "复核与汇总",
        "复核一张自评表、汇总几个单位的约定；自评表质量各项。",
        (
            Block("约定", (*columns("recheck", inside=False), *columns("aggregation", inside=False))),
            Block("自评表质量", columns("form_quality"), ("form_quality",)),
        ),
    ),
    Sheet(
        "运行监控",
        "年中监控：支出、全年预计、目标进度什么时候亮黄灯、红灯。",
        (
            Block("亮灯", columns("monitoring", inside=False)),
            Block("监控节点", columns("monitoring.months"), ("monitoring", "months")),
        ),
    ),
    Sheet(
        "部门整体表",
        "部门整体支出绩效自评表的各行，从上到下；没有部门整体表的一行都不写。",
        (Block("", columns("department_rows"), ("department_rows",)),),
    ),
    Sheet(
        "部门表数据",
        "部门整体表里按公式计算的行要用的数据。",
        (Block("", columns("department_amounts"), ("department_amounts",)),),
    ),
    *CASE_SHEETS,
    Sheet(
        OTHERS,
        "其他各表放不下的内容。如叠加的规则包要写明“不评等级”：位置填 grades，内容填 []。平时不用管。",
        (Block("", OTHER_COLUMNS, ("others",), named=True),),
    ),
)
"""All sheets that hold data, in their order."""

BLOCKS: tuple[Block, ...] = tuple(block for sheet in SHEETS for block in sheet.blocks if sheet.title != OTHERS)
"""All blocks of the pack and its worked cases, those with other blocks' entries inside before them."""
