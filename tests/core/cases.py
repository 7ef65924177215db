"""Small builders for core tests: a pack, a project, an evaluation, without any file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal as D
from typing import Any

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project, Tier1
from selfeval.core.readings import Kind
from selfeval.core.rules.choices import Curve, ExecutionMethod
from selfeval.core.rules.layers import Citation
from selfeval.core.rules.pack import Applies, ExecutionRule, Grade, MethodRule, OverAchievement, RulePack
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.parts.weight_rules import WeightLayout, WeightRule

QUANTITY = MethodRule(
    "quantity",
    "按比例",
    Curve.RATIO,
    "c",
    Applies(kinds=(Kind.QUANTITY, Kind.RANGE)),
    over=OverAchievement(D(130), D(130)),
)
PACK = RulePack(
    id="test",
    version="1",
    title="测试",
    citations={"c": Citation("c", "文〔2020〕1号", article="第一条", verified=True)},
    weights=WeightRule(
        (WeightLayout({Tier1.OUTPUT: D(50), Tier1.BENEFIT: D(30), Tier1.SATISFACTION: D(10)}, "c"),),
        {Tier1.SATISFACTION: Tier1.BENEFIT},
    ),
    execution=ExecutionRule(D(10), ExecutionMethod.PROPORTIONAL, "c"),
    methods=(
        QUANTITY,
        MethodRule("deadline", "期限", Curve.DEADLINE, "c", Applies(kinds=(Kind.DATE,))),
        MethodRule("yes_no", "是否", Curve.YES_NO, "c", Applies(kinds=(Kind.BOOLEAN,))),
        MethodRule("qualitative", "三档", Curve.BANDS, "c", Applies(kinds=(Kind.QUALITATIVE,))),
    ),
    answers=(
        Answer("achieved", "达成年度指标", "achieved", D(80), D(100), ("已完成",)),
        Answer("partly", "部分达成年度指标并具有一定效果", "partly", D(60), D(80), ("基本达到",)),
        Answer("not_achieved", "未达成年度指标且效果较差", "missed", D(0), D(60), ("未完成",)),
    ),
    grades=(Grade("优", D(90)), Grade("良", D(80)), Grade("中", D(60)), Grade("差", D(0))),
)


def with_method(**changes: Any) -> RulePack:
    """The pack with its quantity method changed."""
    return replace(PACK, methods=(replace(QUANTITY, **changes), *PACK.methods[1:]))


def row(name: str, target: str = "≥90%", tier1: str = "产出指标", tier2: str = "数量指标", **fields: Any) -> Indicator:
    """One indicator."""
    return Indicator(f"{tier1}/{tier2}/{name}", tier1, tier2, name, target, **fields)


def project(*rows: Indicator, budget: Mapping[str, str] | None = None, name: str = "甲", **fields: Any) -> Project:
    """One project with a budget of 100, 80 executed, unless told otherwise."""
    money = {"initial": "100", "executed": "80"} if budget is None else dict(budget)
    return Project(name, name, name, code=name, name=name, budget=money, indicators=rows, **fields)


def evaluation(*projects: Project, facts: Mapping[tuple[str, str, str], str] | None = None) -> Evaluation:
    """An evaluation of 2025 with these facts."""
    keyed = {FactKey(*key): value for key, value in (facts or {}).items()}
    return Evaluation(Department("某局", year=2025, projects=projects), keyed)
