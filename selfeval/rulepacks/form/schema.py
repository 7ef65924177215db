"""The closed form of a rule-pack file: which keys there are, of what type, between which limits.

What one key alone can get wrong is refused here; what keys say together is judged in `laws.py`. What a key means, and
what is usual for it, stands in `core.rule_tables`.
"""

# ruff: noqa: D415 - the descriptions end with the Chinese full stop

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool

from selfeval.core.model import Tier1
from selfeval.core.problems import Level
from selfeval.core.readings import Kind
from selfeval.core.rules.choices import (
    Curve,
    Denominator,
    DepartmentTotal,
    ExecutionMethod,
    GoalWeights,
    NotApplicablePolicy,
    OverDeduction,
    Reverse,
    RoundingMode,
    TotalRounding,
    UnknownTiers,
    ZeroBudget,
)
from selfeval.core.rules.layers import Seen
from selfeval.rulepacks.form.editors import described, for_overlays
from selfeval.rulepacks.form.fields import Block, Code, Free, Ident, Percent, Positive, Rate, Text, Whole
from selfeval.rulepacks.form.kind_blocks import DeductionBlock, IntervalBlock, RampBlock, ReviewBlock
from selfeval.rulepacks.form.unit_blocks import LinkBlock, ReadingBlock


class Years(Block):
    """预算年度: the budget years that the pack is meant for."""

    first: Annotated[Whole, Field(ge=2000, le=2100)] | None = Field(default=None, alias="from")
    last: Annotated[Whole, Field(ge=2000, le=2100)] | None = Field(default=None, alias="to")


Characters = Annotated[Whole, Field(ge=10, le=10000)]


class Lengths(Block):
    """字数: the most characters that texts of the form may have."""

    goal_actual: Characters | None = None
    reason: Characters | None = None
    conclusion: Characters | None = None
    issues: Characters | None = None
    measures: Characters | None = None


class CitationBlock(Block):
    """依据: a document, and whether somebody held its text against the rule."""

    document: Text
    title: Free = ""
    article: Free = ""
    seen: Seen | None = None
    verified: StrictBool | None = None
    note: Free = ""


class LayoutBlock(Block):
    """一级指标分值的一种分配。"""

    tiers: Annotated[dict[Tier1, Positive], Field(min_length=1)]
    cite: Ident
    free: tuple[Tier1, ...] = ()


class WeightsBlock(Block):
    """分值如何分配。"""

    layouts: Annotated[tuple[LayoutBlock, ...], Field(min_length=1)]
    step: Positive = Decimal("0.5")
    not_applicable: NotApplicablePolicy = NotApplicablePolicy.REDISTRIBUTE
    missing: dict[Tier1, Tier1] = Field(default_factory=dict)
    tier2_shares: dict[Text, Positive] = Field(default_factory=dict)
    unknown_tiers: UnknownTiers = UnknownTiers.BY_ROWS
    by_goal: GoalWeights = GoalWeights.NONE
    goal_shares: dict[Text, Percent] = Field(default_factory=dict)


class CapBlock(Block):
    """执行率过低时总分封顶。"""

    rate_below: Rate
    total: Percent


class ExecutionBlock(Block):
    """预算执行率的计分。"""

    weight: Percent
    method: ExecutionMethod
    cite: Ident
    denominator: Denominator = Denominator.ADJUSTED
    zero_budget: ZeroBudget = ZeroBudget.ZERO
    intervals: tuple[IntervalBlock, ...] = ()
    full_at: Rate = Decimal(100)
    per_point: Positive = Decimal(1)
    ramp: RampBlock = RampBlock()
    finished_full: StrictBool = False
    explain_below: Rate = Decimal(90)
    caps: tuple[CapBlock, ...] = ()
    caps_cite: Free = ""


class AppliesBlock(Block):
    """方法适用于哪些指标，不写的条件视为都适用。"""

    kinds: tuple[Kind, ...] = ()
    tier1: tuple[Tier1, ...] = ()
    tier2: tuple[Text, ...] = ()
    direction: Literal["", "higher", "lower"] = ""
    units: tuple[Text, ...] = ()
    names: tuple[Text, ...] = ()


class OverBlock(Block):
    """超额完成，门槛为目标值的百分之几。"""

    flag_from: Rate | None = None
    reason_from: Rate | None = None
    deduct_from: Rate | None = None
    deduction: OverDeduction = OverDeduction.NONE
    points: Percent = Decimal(0)
    cite: Free = ""


class MethodBlock(Block):
    """一种计分方法。"""

    id: Ident
    title: Text
    curve: Curve
    cite: Ident
    applies: AppliesBlock = AppliesBlock()
    reverse: Reverse = Reverse.INVERSE
    gate: Rate = Decimal(0)
    intervals: tuple[IntervalBlock, ...] = ()
    on_actual: StrictBool = False
    ramp: RampBlock = RampBlock()
    over: OverBlock = OverBlock()


class AnswerBlock(Block):
    """定性指标的一个档次。"""

    id: Ident
    label: Text
    label_en: Text
    lower: Percent
    upper: Percent
    synonyms: tuple[Text, ...] = ()


class GradeBlock(Block):
    """一个等级。"""

    name: Text
    at_least: Percent


class RoundingBlock(Block):
    """得分的小数位。"""

    places: Annotated[Whole, Field(ge=0, le=4)] = 2
    mode: RoundingMode = RoundingMode.HALF_UP
    total: TotalRounding = TotalRounding.SUM_OF_ROUNDED


class DepartmentBlock(Block):
    """部门总分。"""

    total: DepartmentTotal = DepartmentTotal.WEIGHTED
    cite: Ident


class PackFile(Block):
    """预算绩效自评规则包。"""

    schema_: Annotated[Literal["selfeval.rules/1"], Field(alias="schema")]
    id: Ident
    extends: Ident | None = None
    version: Text
    title: Text
    years: Years = Years()
    applies_to: tuple[Text, ...] = ()
    money_unit: Literal["万元", "元"] = "万元"
    tolerance: Percent = Decimal("0.01")
    answers_cite: Free = ""
    grades_cite: Free = ""
    citations: Annotated[dict[Ident, CitationBlock], Field(min_length=1)]
    weights: WeightsBlock
    execution: ExecutionBlock
    methods: Annotated[tuple[MethodBlock, ...], Field(min_length=1)]
    answers: tuple[AnswerBlock, ...] = ()
    grades: tuple[GradeBlock, ...] = ()
    rounding: RoundingBlock = RoundingBlock()
    department: DepartmentBlock | None = None
    links: tuple[LinkBlock, ...] = ()
    readings: tuple[ReadingBlock, ...] = ()
    deductions: tuple[DeductionBlock, ...] = ()
    review: tuple[ReviewBlock, ...] = ()
    review_cite: Free = ""
    lengths: Lengths = Lengths()
    lengths_cite: Free = ""
    severities: dict[Code, Level] = Field(default_factory=dict)


def json_schema() -> dict[str, Any]:
    """The form as a JSON Schema, for editors that complete and check TOML; descriptions are in Chinese."""
    return for_overlays(described(PackFile.model_json_schema(by_alias=True), PackFile))
