"""Which sheets a rule pack's workbook has, and which key of the pack each column holds."""

from __future__ import annotations

from selfeval.excel.rulebook_cases import CASE_SHEETS
from selfeval.excel.rulebook_columns import (
    EACH,
    ITSELF,
    NAME,
    Block,
    Column,
    Sheet,
    Sort,
    choice,
    cite,
    number,
    percent,
    points,
    text,
    texts,
    yes,
)

CITATIONS = "citations"
"""Name of the block of citations, whose names the drop-downs of all citations offer."""

_REMOVE = yes("remove", "去掉", "只用于叠加的规则包：填“是”，去掉基础包中同代号的这一条；其他列留空。")
_INTERVALS = (
    percent("at_least", "起点", "从百分之几起（含）。从高到低排列。", 1000),
    percent("share", "得分比例", "得分值的百分之几。最后一级以下得 0 分。"),
    points("points", "得分（分）", "分级给分：得几分，不超过分值；与“得分比例”只填一个。"),
)


def _ramp(owner: str = "") -> tuple[Column, ...]:
    """The columns of a ramp in the table of a method, or in that of the execution rate (`owner`)."""
    what = "只用于“两线之间按比例”："
    return (
        percent(f"{owner}ramp.zero_below", "不得分线", f"{what}低于百分之几不得分。", 1000),
        percent(f"{owner}ramp.full_at", "满分线", f"{what}达到百分之几（含）得满分，最多 100。", 1000),
        choice(f"{owner}ramp.between", "两线之间", f"{what}其间怎样算；留空为从 0 均匀升到满分。", "其间", 18),
    )


_BASIC = (
    text("id", "代号", "小写英文字母、数字、- 和 _。导入后就是文件名；做新包时请换一个。"),
    text("extends", "基础规则包", "以哪个规则包为基础，填它的代号。填了它，其余各表只写与基础不同的内容。"),
    text("version", "版本", "本规则包改一次，版本加一次。"),
    text("title", "名称", "规则包的名称。"),
    number("years.from", "起始年度", "从哪个预算年度起（含）。", 2100, least=2000),
    number("years.to", "终止年度", "到哪个预算年度止（含）；留空表示仍在使用。", 2100, least=2000),
    choice("money_unit", "金额单位", "自评表中金额的单位，留空为万元。", "金额单位"),
    points("tolerance", "允许误差（分）", "复核已填的表时，得分相差不超过多少分不算错；留空为 0.01。"),
    cite("answers_cite", "定性档次的依据"),
    cite("grades_cite", "等级的依据"),
    text("schema", "规则包格式", "文件格式版本，不要改。"),
    text("cases.schema", "算例格式", "算例文件的格式版本，不要改；没有算例时留空。"),
    text("cases.pack", "算例所属规则包", "留空表示就是上面的代号。"),
    texts("applies_to", "适用单位", "适用的地区或单位：名称（可只写一部分，如 乐亭县）或部门编码（如 482001）。"),
)
_CITATIONS = (
    text(NAME, "代号", "小写英文字母、数字、- 和 _；其他各表的“依据”一列填这个代号。", 14),
    text("document", "文号", "如 财预〔2020〕10号。", 20),
    text("title", "文件名称", "文件的全称。", 30),
    text("article", "条款号", "看到原文才填。", 14),
    yes("verified", "已核对", "是否已与原文或正式公开的填报表核对；“否”会在界面和结果中注明“待核实”。"),
    text("note", "核对情况", "核对了什么，还缺什么。", 60),
)
_WEIGHTS = (
    number("weights.step", "拆分单位（分）", "拆分分值时的最小单位，留空为 0.5。", 100, unit="分", above=True),
    choice(
        "weights.not_applicable", "不适用的指标", "不适用的指标，分值怎么办；留空为先给同一二级指标。", "不适用指标"
    ),
    choice(
        "weights.unknown_tiers",
        "方案外的一级指标",
        "方案里没有的一级指标得多少分；留空为按指标个数。",
        "方案外一级指标",
    ),
)
_LAYOUTS = (
    cite("cite"),
    *(
        number(f"tiers.{tier}", f"{tier}（分）", "分值；没有这个一级指标就留空。连同执行率必须正好 100。", 100,
               unit="分", above=True)
        for tier in ("成本", "产出", "效益", "满意度")
    ),
    choice("free", "由单位自行分配", "只规定合计、由单位自己分的，如 产出、效益。", "一级指标", 20, many=True),
)  # fmt: skip
_MISSING = (
    choice(NAME, "缺少的一级指标", "项目没有这个一级指标时……", "一级指标"),
    choice(ITSELF, "分值归谁", "……它的分值归这个一级指标。", "一级指标"),
)
_SHARES = (
    text(NAME, "二级指标", "二级指标的名称，如 数量指标。", 18),
    number(ITSELF, "相对重要程度", "同一一级指标下各二级指标之比，不写的算 1。", 100, above=True),
)
_EXECUTION = (
    points("execution.weight", "分值", "执行率的分值；不计分填 0。"),
    choice("execution.method", "计分方法", "执行率怎样计分。", "执行率计分"),
    cite("execution.cite"),
    choice("execution.denominator", "分母", "执行率的分母，留空为全年预算数。", "分母"),
    choice("execution.zero_budget", "分母为 0", "预算为 0 时怎么办，留空为执行率按 0。", "预算为零"),
    percent("execution.full_at", "满分起点", "只用于“每低一个百分点扣分”：达到百分之几得满分。", 1000),
    number("execution.per_point", "每点扣分", "只用于“每低一个百分点扣分”：每低一个百分点扣几分。", 100, unit="分",
           above=True),
    *_ramp("execution."),
    yes("execution.finished_full", "完成即满分", "项目已完成且未超预算时，是否直接得满分；留空为否。"),
    percent("execution.explain_below", "要写原因", "执行率低于百分之几必须说明原因，留空为 90。", 1000),
    cite("execution.caps_cite", "封顶的依据", "设了总分封顶才填。"),
)  # fmt: skip
_CAPS = (
    percent("rate_below", "执行率低于", "执行率低于百分之几时封顶。从高到低排列。", 1000),
    points("total", "总分最多", "总分最多几分。"),
)
_METHODS = (
    text("id", "代号", "小写英文字母、数字、- 和 _，本表内不重复。", 14),
    text("title", "名称", "计分方法的名称，显示给填报人看。", 30),
    choice("curve", "计分办法", "怎样由完成情况得到得分。", "计分办法"),
    cite("cite"),
    choice("applies.kinds", "适用类型", "指标值的类型；留空为都适用。", "指标类型", many=True),
    choice("applies.tier1", "适用一级指标", "留空为都适用。", "一级指标", many=True),
    texts("applies.tier2", "适用二级指标", "二级指标名称，可用 * 通配；留空为都适用。", 18),
    texts("applies.names", "适用三级指标", "三级指标名称，可用 * 通配；留空为都适用。", 20),
    texts("applies.units", "适用单位", "计量单位，可用 * 通配；留空为都适用。", 12),
    choice("applies.direction", "适用方向", "留空为都适用。", "方向", 12),
    choice("reverse", "反向指标未达标", "越低越好的指标未达标时，完成率怎样算；留空为指标值÷完成值。", "反向指标", 20),
    percent("gate", "及格线", "只用于“设及格线”：完成率低于百分之几不得分。", 1000),
    yes("on_actual", "看实际值", "只用于“按区间”：区间看实际完成值本身（如满意度），而不是完成率。"),
    *_ramp(),
    percent("over.flag_from", "超额提示", "达到指标值的百分之几起提示。", 1000),
    percent("over.reason_from", "超额写原因", "达到指标值的百分之几起必须说明原因。", 1000),
    percent("over.deduct_from", "超额扣分起点", "达到指标值的百分之几起扣分。", 1000),
    choice("over.deduction", "超额扣分办法", "超额完成怎样扣分。", "超额扣分"),
    points("over.points", "扣几分", "只用于“扣固定分”。"),
    cite("over.cite", "超额的依据", "与本方法的依据不同时才填。"),
    _REMOVE,
)
_ANSWERS = (
    text("id", "代号", "小写英文字母、数字、- 和 _，本表内不重复。", 14),
    text("label", "名称", "档次的名称。", 34),
    text("label_en", "英文名称", "英文界面里的名称。", 30),
    percent("lower", "下限", "得分占分值的下限（含）。各档首尾相接，盖满 100 到 0。"),
    percent("upper", "上限", "得分占分值的上限；最高一档含，其余不含。"),
    _REMOVE,
)
_GRADES = (
    text("name", "等级", "等级的名称，如 优。从高到低排列。", 10),
    points("at_least", "起点（分）", "从几分起（含）；最后一个从 0 起。"),
)
_ROUNDING = (
    number("rounding.places", "小数位数", "得分保留几位小数；留空为 2。", 4),
    choice("rounding.mode", "多出的小数", "四舍五入还是舍去（不进位）；留空为四舍五入。", "尾数"),
    choice("rounding.total", "总分怎样取整", "留空为取整后相加。", "总分取整"),
    choice("department.total", "部门总分", "怎样由各项目得分汇总，留空为按预算加权平均。", "部门总分"),
    cite("department.cite", "汇总的依据"),
)
_LINKS = (
    texts("names", "三级指标", "三级指标名称，可用 * 通配。", 36),
    choice("budget", "取自预算", "实际完成值取预算的哪个数。", "取自预算"),
    cite("cite"),
)
_READINGS = (
    texts("names", "三级指标", "三级指标名称，可用 * 通配。", 30),
    text("target", "表中的指标值", "表中这样写的指标值，如 ≤100%。", 18),
    text("reading", "读作", "应读作的指标值，如 ≥100%。", 18),
    yes("confirmed", "已确认", "是否已由本单位确认；“否”只作提示。"),
    cite("cite"),
    text("note", "说明", "由谁确认，或为什么尚未确认。", 40),
)
_SYNONYMS = (text(ITSELF, "同义写法", "填报人常用的同样意思的写法，读到就认作本档。每行一个。", 44),)
_REFER_ANSWER = Column("@", "定性档次", "填“定性档次”表中的代号。", Sort.TEXT, 18)
_REFER_METHOD = Column("@", "计分方法", "填“计分方法”表中的代号。", Sort.TEXT, 16)

OTHERS = "其他"
OTHER_PATH, OTHER_VALUE = "others.path", "others.value"
OTHER_COLUMNS = (
    Column("path", "位置", "键的全名，如 grades 或 methods[2].over；方括号里是那一行的序号。", Sort.TEXT, 40),
    Column("value", "内容", "照规则包文件的写法：文字加引号，[] 表示没有任何一项，{} 表示空表。", Sort.TEXT, 50),
)

SHEETS: tuple[Sheet, ...] = (
    Sheet("基本信息", "规则包的代号、名称、适用年度。", (Block("", _BASIC),)),
    Sheet("依据", "每条规则从哪里来，是否核对过原文。", (Block("", _CITATIONS, (CITATIONS,), named=True),)),
    Sheet(
        "分值",
        "表格里已有分值的用表格的；没有的按这里拟定。项目的一级指标与哪个方案完全相同就用哪个，否则用第一个。",
        (
            Block("一般约定", _WEIGHTS),
            Block("一级指标分值方案", _LAYOUTS, ("weights", "layouts")),
            Block("缺一级指标时", _MISSING, ("weights", "missing"), named=True),
            Block("二级指标之比", _SHARES, ("weights", "tier2_shares"), named=True),
        ),
    ),
    Sheet(
        "预算执行率",
        "执行率怎样计分；执行率过低时总分怎样封顶。",
        (
            Block("计分", _EXECUTION),
            Block("区间（按区间计分时）", _INTERVALS, ("execution", "intervals")),
            Block("总分封顶", _CAPS, ("execution", "caps")),
        ),
    ),
    Sheet("计分方法", "每个指标用条件最贴切的一种方法。", (Block("", _METHODS, ("methods",)),)),
    Sheet(
        "计分区间",
        "“按区间”的计分方法，各级从高到低。",
        (Block("", _INTERVALS, ("methods", EACH, "intervals"), refer=_REFER_METHOD, refer_key="id"),),
    ),
    Sheet("定性档次", "定性指标的档次，从好到差，首尾相接，盖满 100 到 0。", (Block("", _ANSWERS, ("answers",)),)),
    Sheet(
        "同义写法",
        "填报人写这些字样时，认作哪个定性档次。",
        (Block("", _SYNONYMS, ("answers", EACH, "synonyms"), refer=_REFER_ANSWER, refer_key="id"),),
    ),
    Sheet("等级", "从高到低，最后一个从 0 起；不评等级就一行都不写。", (Block("", _GRADES, ("grades",)),)),
    Sheet("取舍与汇总", "得分的小数位、总分和部门总分。", (Block("", _ROUNDING),)),
    Sheet(
        "检查程度",
        "想改某项检查的严重程度时写在这里；检查代码见程序的 README。",
        (
            Block(
                "",
                (
                    text(NAME, "检查代码", "如 T112。", 14),
                    choice(ITSELF, "严重程度", "这项检查算错误、提醒还是提示；“关闭”则不再列出。", "严重程度"),
                ),
                ("severities",),
                named=True,
            ),
        ),
    ),
    Sheet("约定读法", "本单位对某些指标值怎样读的决定。", (Block("", _READINGS, ("readings",)),)),
    Sheet("预算关联", "实际完成值直接取自预算的三级指标。", (Block("", _LINKS, ("links",)),)),
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
