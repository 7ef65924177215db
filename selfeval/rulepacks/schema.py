"""The closed form of a rule-pack file: which keys there are, of what type, between which limits.

What one key alone can get wrong is refused here; what keys say together is judged in `laws.py`. Descriptions are
Chinese, because editors show them to the person who writes a pack.
"""

# ruff: noqa: D415 - the descriptions end with the Chinese full stop

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool

from selfeval.core.model import Kind, Tier1
from selfeval.core.problems import Level
from selfeval.core.rules import (
    Between,
    Curve,
    Denominator,
    DepartmentTotal,
    ExecutionMethod,
    NotApplicablePolicy,
    OverDeduction,
    Reverse,
    RoundingMode,
    TotalRounding,
    UnknownTiers,
    ZeroBudget,
)
from selfeval.rulepacks.editors import for_overlays
from selfeval.rulepacks.fields import Block, Code, Free, Ident, Percent, Positive, Rate, Text, Whole
from selfeval.rulepacks.unit_blocks import LinkBlock, ReadingBlock


class Years(Block):
    """预算年度: the budget years that the pack is meant for."""

    first: Annotated[Whole, Field(ge=2000, le=2100)] | None = Field(default=None, alias="from")
    """起始年度（含）。"""
    last: Annotated[Whole, Field(ge=2000, le=2100)] | None = Field(default=None, alias="to")
    """终止年度（含），不写表示仍在使用。"""


class CitationBlock(Block):
    """依据: a document, and whether somebody held its text against the rule."""

    document: Text
    """文号，如 财预〔2020〕10号。"""
    title: Free = ""
    """文件名称。"""
    article: Free = ""
    """条款号，核对过原文才写。"""
    verified: StrictBool
    """是否已与原文或正式公开的填报表核对。"""
    note: Free = ""
    """核对情况说明。"""


class LayoutBlock(Block):
    """一级指标分值的一种分配。"""

    tiers: Annotated[dict[Tier1, Positive], Field(min_length=1)]
    """各一级指标的分值。"""
    cite: Ident
    """依据。"""
    free: tuple[Tier1, ...] = ()
    """由单位自行分配的一级指标：只有它们的合计是规定，tiers 里写的是通常的分法。"""


class WeightsBlock(Block):
    """分值如何分配。"""

    layouts: Annotated[tuple[LayoutBlock, ...], Field(min_length=1)]
    """一级指标的分值方案，第一种为常用方案。"""
    step: Positive = Decimal("0.5")
    """拆分分值时的最小单位（分）。"""
    not_applicable: NotApplicablePolicy = NotApplicablePolicy.REDISTRIBUTE
    """不适用指标的分值怎么办。"""
    missing: dict[Tier1, Tier1] = Field(default_factory=dict)
    """缺少某个一级指标时，它的分值归谁。"""
    tier2_shares: dict[Text, Positive] = Field(default_factory=dict)
    """二级指标之间的相对重要程度。"""
    unknown_tiers: UnknownTiers = UnknownTiers.BY_ROWS
    """方案里没有的一级指标得多少分。"""


class IntervalBlock(Block):
    """阶梯的一级：达到 at_least（%）起，得分值的 share（%），或得 points 分。"""

    at_least: Rate
    """从百分之几起（含）。"""
    share: Percent | None = None
    """得分值的百分之几。"""
    points: Percent | None = None
    """分级给分：得几分（不超过分值）；与 share 只写一个。"""


class RampBlock(Block):
    """低于 zero_below（%）不得分，达到 full_at（%）得满分，其间按比例。"""

    zero_below: Rate = Decimal(0)
    """低于百分之几不得分。"""
    full_at: Rate = Decimal(100)
    """达到百分之几（含）得满分。"""
    between: Between = Between.EVEN
    """其间怎样按比例：even 从 0 分均匀升到满分，completion 完成率÷满分线。"""


class CapBlock(Block):
    """执行率过低时总分封顶。"""

    rate_below: Rate
    """预算执行率低于百分之几。"""
    total: Percent
    """总分最多几分。"""


class ExecutionBlock(Block):
    """预算执行率的计分。"""

    weight: Percent
    """分值；不计分时写 0。"""
    method: ExecutionMethod
    """计分方法。"""
    cite: Ident
    """依据。"""
    denominator: Denominator = Denominator.ADJUSTED
    """执行率的分母。"""
    zero_budget: ZeroBudget = ZeroBudget.ZERO
    """预算为 0 时怎么办。"""
    intervals: tuple[IntervalBlock, ...] = ()
    """区间计分的各级，从高到低。"""
    full_at: Rate = Decimal(100)
    """扣分法：执行率达到百分之几得满分。"""
    per_point: Positive = Decimal(1)
    """扣分法：每低一个百分点扣几分。"""
    ramp: RampBlock = RampBlock()
    """两线之间按比例：不得分线和满分线。"""
    finished_full: StrictBool = False
    """项目已完成且未超预算时，是否直接得满分。"""
    explain_below: Rate = Decimal(90)
    """执行率低于百分之几必须说明原因。"""
    caps: tuple[CapBlock, ...] = ()
    """总分封顶，从高到低。"""
    caps_cite: Free = ""
    """封顶的依据。"""


class AppliesBlock(Block):
    """方法适用于哪些指标，不写的条件视为都适用。"""

    kinds: tuple[Kind, ...] = ()
    """指标值的类型。"""
    tier1: tuple[Tier1, ...] = ()
    """一级指标。"""
    tier2: tuple[Text, ...] = ()
    """二级指标名称，可用 * 通配。"""
    direction: Literal["", "higher", "lower"] = ""
    """方向：higher 越高越好，lower 越低越好。"""
    units: tuple[Text, ...] = ()
    """计量单位，可用 * 通配。"""
    names: tuple[Text, ...] = ()
    """三级指标名称，可用 * 通配。"""


class OverBlock(Block):
    """超额完成，门槛为目标值的百分之几。"""

    flag_from: Rate | None = None
    """从百分之几起提示。"""
    reason_from: Rate | None = None
    """从百分之几起必须说明原因。"""
    deduct_from: Rate | None = None
    """从百分之几起扣分。"""
    deduction: OverDeduction = OverDeduction.NONE
    """扣分办法。"""
    points: Percent = Decimal(0)
    """按分扣时扣几分。"""
    cite: Free = ""
    """依据，与计分方法的依据不同时写。"""


class MethodBlock(Block):
    """一种计分方法。"""

    id: Ident
    """方法代号，包内唯一。"""
    title: Text
    """方法名称，显示给填报人看。"""
    curve: Curve
    """怎样由完成情况得到得分。"""
    cite: Ident
    """依据。"""
    applies: AppliesBlock = AppliesBlock()
    """适用范围。"""
    reverse: Reverse = Reverse.INVERSE
    """反向指标未达标时如何计算完成率。"""
    gate: Rate = Decimal(0)
    """及格线：完成率低于百分之几不得分。"""
    intervals: tuple[IntervalBlock, ...] = ()
    """区间计分的各级，从高到低。"""
    on_actual: StrictBool = False
    """区间看实际完成值本身，而不是完成率。"""
    ramp: RampBlock = RampBlock()
    """两线之间按比例：不得分线和满分线。"""
    over: OverBlock = OverBlock()
    """超额完成。"""


class AnswerBlock(Block):
    """定性指标的一个档次。"""

    id: Ident
    """档次代号。"""
    label: Text
    """档次名称。"""
    label_en: Text
    """英文名称。"""
    lower: Percent
    """得分占分值的下限（%，含）。"""
    upper: Percent
    """得分占分值的上限（%，最高一档含，其余不含）。"""
    synonyms: tuple[Text, ...] = ()
    """同样意思的写法。"""


class GradeBlock(Block):
    """一个等级。"""

    name: Text
    """等级名称。"""
    at_least: Percent
    """从几分起（含）。"""


class RoundingBlock(Block):
    """得分的小数位。"""

    places: Annotated[Whole, Field(ge=0, le=4)] = 2
    """保留几位小数。"""
    mode: RoundingMode = RoundingMode.HALF_UP
    """多出的小数怎么办：half_up 四舍五入，down 舍去。"""
    total: TotalRounding = TotalRounding.SUM_OF_ROUNDED
    """总分怎样取整。"""


class DepartmentBlock(Block):
    """部门总分。"""

    total: DepartmentTotal = DepartmentTotal.WEIGHTED
    """怎样由各项目得分汇总。"""
    cite: Ident
    """依据。"""


class PackFile(Block):
    """预算绩效自评规则包。"""

    schema_: Annotated[Literal["selfeval.rules/1"], Field(alias="schema")]
    """文件格式版本。"""
    id: Ident
    """规则包代号，与文件名相同。"""
    extends: Ident | None = None
    """以哪个规则包为基础；写了它，本文件只写与基础不同的内容。"""
    version: Text
    """本文件的版本。"""
    title: Text
    """规则包名称。"""
    years: Years = Years()
    """适用的预算年度。"""
    applies_to: tuple[Text, ...] = ()
    """适用的地区或单位：名称（可只写一部分，如 乐亭县）或部门编码（如 482001）。"""
    money_unit: Literal["万元", "元"] = "万元"
    """金额单位。"""
    tolerance: Percent = Decimal("0.01")
    """复核时允许的得分误差（分）。"""
    answers_cite: Free = ""
    """定性档次的依据。"""
    grades_cite: Free = ""
    """等级的依据。"""
    citations: Annotated[dict[Ident, CitationBlock], Field(min_length=1)]
    """依据，每条一个代号。"""
    weights: WeightsBlock
    execution: ExecutionBlock
    methods: Annotated[tuple[MethodBlock, ...], Field(min_length=1)]
    answers: tuple[AnswerBlock, ...] = ()
    grades: tuple[GradeBlock, ...] = ()
    rounding: RoundingBlock = RoundingBlock()
    department: DepartmentBlock | None = None
    links: tuple[LinkBlock, ...] = ()
    readings: tuple[ReadingBlock, ...] = ()
    severities: dict[Code, Level] = Field(default_factory=dict)
    """个别检查的严重程度；off 为关闭该项检查。"""


def json_schema() -> dict[str, Any]:
    """The form as a JSON Schema, for editors that complete and check TOML; descriptions are in Chinese."""
    return for_overlays(PackFile.model_json_schema(by_alias=True))
