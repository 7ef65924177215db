"""Evaluations, assessments and scored workbooks for the tests of writing, reading back and verifying."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from hypothesis import strategies as st

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import BUDGET_FIELDS, Department, Indicator, Project, SubGoal
from selfeval.core.problems import untranslated
from selfeval.core.rules.choices import DepartmentTotal, NotApplicablePolicy, TotalRounding
from selfeval.core.rules.pack import RulePack, TotalCap
from selfeval.core.rules.rounding import Rounding
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.grid import Book
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.write import Provenance, write_workbook
from selfeval.rulepacks.load import load_pack
from tests.places import ROOT

ORIGIN = Provenance("目标.xlsx", "a" * 64, "0.1", "张三", datetime(2026, 1, 15, 9, 30))  # noqa: DTZ001


@lru_cache(maxsize=32)
def pack(pack_id: str = "cn-mof-2020-10") -> RulePack:
    return load_pack(pack_id, folders=[ROOT / "scoring_rules"])


def variant(name: str) -> RulePack:
    """Packs that differ where the workbook's formulas differ."""
    base = pack()
    caps = (TotalCap(Decimal(80), Decimal(89)), TotalCap(Decimal(60), Decimal("69.5")))
    return {
        "base": base,
        "new": pack("cn-mof-2021-101"),
        "caps": replace(base, execution=replace(base.execution, caps=caps)),
        "rounded_sum": replace(base, rounding=Rounding(1, TotalRounding.ROUNDED_SUM)),
        "own_form": replace(base, department_total=DepartmentTotal.OWN_FORM),
        "simple": replace(base, department_total=DepartmentTotal.SIMPLE, grades=()),
        "hold": replace(base, weights=replace(base.weights, not_applicable=NotApplicablePolicy.HOLD)),
        "zero": replace(base, weights=replace(base.weights, not_applicable=NotApplicablePolicy.ZERO)),
    }[name]


VARIANTS = ("base", "new", "caps", "rounded_sum", "simple", "own_form", "hold", "zero")


@lru_cache(maxsize=1)
def filled() -> Assessment:
    """The filled example of the repository, scored."""
    result = read_workbook(ROOT / "workbooks" / "leting-2025-filled.xlsx")
    return assess(Evaluation(result.department), pack())


def written(assessment: Assessment, *, values_only: bool = False) -> bytes:
    """As the product writes it; the filled example once a process, of all tests that only read it or change a copy."""
    if assessment is filled():
        return _filled_book(values_only)
    return write_workbook(assessment, (), ORIGIN, translate=untranslated, values_only=values_only)


@lru_cache(maxsize=2)
def _filled_book(values_only: bool) -> bytes:
    return write_workbook(filled(), (), ORIGIN, translate=untranslated, values_only=values_only)


def opened(data: bytes) -> Book:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scored.xlsx"
        path.write_bytes(data)
        return open_book(path)


def row(
    name: str, target: str, actual: str = "", tier1: str = "产出指标", tier2: str = "数量指标", **more: object
) -> Indicator:
    return Indicator(f"{tier1}/{tier2}/{name}", tier1, tier2, name, target, actual=actual, **more)  # type: ignore[arg-type]


def project(
    *rows: Indicator, title: str = "项目一", budget: Mapping[str, str] | None = None, **more: object
) -> Project:
    amounts = {"initial": "100", "executed": "95.5"} if budget is None else budget
    return Project(title, title, title, name=title, budget=amounts, indicators=rows, **more)  # type: ignore[arg-type]


def assessed(
    *projects: Project, rules: RulePack | None = None, facts: Mapping[FactKey, str] | None = None
) -> Assessment:
    department = Department("某局", "482001", 2025, "总体目标", "100", projects=projects)
    return assess(Evaluation(department, dict(facts or {})), rules or pack())


# Texts of every kind that cells, formulas and XML could trip over; no control characters, which are replaced visibly.
ODD_TEXTS = (
    "=1+1",
    "+5",
    "-3",
    "@SUM(A1)",
    "≥90%",
    "a\nb",
    "'引号",
    '双"引号',
    "&<>",
    "_x0041_",
    " 空格 ",
    "0010",
    "1e5",
    "TRUE",
    "不适用",
    "—",
    "2025-06-30",
    "95％",
    "1,234",
    "😀",
    "http://a.b",
    "100%",
    "x" * 300,
    # What a form itself says beside or over its fields.
    "其他资金",
    "年度资金总额",
    "预期目标",
    "实际完成情况",
    "项目编码",
    "三级指标",
    "总分",
    "等级",
)
texts = st.sampled_from(ODD_TEXTS) | st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=12)
TARGETS = (
    "≥90%",
    "≤10批次",
    "=5个",
    "10—20人",
    "2025年12月底前",
    "是",
    "有效改善",
    "≤0件",
    "280人次",
    "**",
    "",
    "≥1.5万元",
    "<24小时",
)
ACTUALS = (
    "",
    "95%",
    "85.5%",
    "9批次",
    "0",
    "15",
    "1,234人次",
    "2025年11月30日",
    "2026-01-05",
    "是",
    "否",
    "达成年度指标",
    "部分达成 70%",
    "达成年度指标 95%",
    "未完成",
    "≥266米",
    "无",
    "0.95",
    "９５％",
    "12.30",
    "1.2万元",
    "23.5小时",
    "008",
    "-3",
    "0%",
    "胡写",
)
NAMES = ("名称", "满意度", "a[b]:c", "'x'", "计分过程", "很长的名字" * 12)


@st.composite
def indicators(draw: st.DrawFn, number: int) -> Indicator:
    tier1, tier2 = draw(
        st.sampled_from(
            [
                ("产出指标", "数量指标"),
                ("产出指标", "质量指标"),
                ("效益指标", "社会效益指标"),
                ("满意度指标", "服务对象满意度指标"),
            ]
        )
    )
    weight = draw(st.none() | st.none() | st.decimals(0, 40, places=2))
    return Indicator(
        id=f"{tier1}/{tier2}/{number}",
        tier1=tier1,
        tier2=tier2,
        tier3=draw(st.sampled_from(NAMES)),
        target=draw(st.sampled_from(TARGETS)),
        description=draw(texts),
        basis=draw(texts),
        weight=weight,
        actual=draw(st.sampled_from(ACTUALS) | texts),
        share=draw(st.sampled_from(["", "", "", "95", "72%", "70.5"])),
        reason=draw(texts),
        evidence=draw(texts),
        not_applicable=draw(st.sampled_from(["", "", "", "未开展", "指标调整（乐信〔2025〕7号）"])),
        reading=draw(st.sampled_from(["", "", "", "≥80%", "≥5批次"])),
    )


@st.composite
def projects(draw: st.DrawFn, number: int) -> Project:
    count = draw(st.integers(0, 6))
    rows = tuple(draw(indicators(place)) for place in range(count))
    amounts = st.sampled_from(["", "180", "180.50", "0", "1,800", "175.3万元", "1800000元", "一百", "12.345"])
    percents = st.sampled_from(["", "25%", "47", "100%", "四成"])
    budget = {name: draw(percents if "." in name and name[-1].isdigit() else amounts) for name in BUDGET_FIELDS}
    return Project(
        id=f"P{number}",
        sheet="表",
        title=draw(st.sampled_from(NAMES)),
        code=draw(st.sampled_from(["", f"13022525P{number}"])),
        name=draw(st.sampled_from(["", "名称"])),
        unit=draw(texts),
        department=draw(st.sampled_from(["", "某局", "财政局"])),
        purpose=draw(texts),
        money_unit=draw(st.sampled_from(["万元", "万元", "元", "千元", "亿元"])),
        budget={name: text for name, text in budget.items() if text},
        goals=tuple(draw(st.lists(st.sampled_from(["1.目标一", "2.目标\n二", "=目标"]), max_size=3))),
        goal_actual=draw(texts),
        budget_reason=draw(texts),
        finished=draw(st.sampled_from(["", "是", "否"])),
        indicators=rows,
    )


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Whole evaluations, complete or not, under packs of every kind."""
    department = Department(
        name=draw(texts),
        code=draw(st.sampled_from(["", "482001"])),
        year=draw(st.none() | st.just(2025)),
        overall_goal=draw(texts),
        budget_total=draw(texts),
        sub_goals=tuple(draw(st.lists(st.builds(SubGoal, texts, texts, st.tuples(texts)), max_size=2))),
        safeguards=tuple(draw(st.lists(texts, max_size=2))),
        projects=tuple(draw(projects(number)) for number in range(draw(st.integers(0, 3)))),
    )
    rules = variant(draw(st.sampled_from(VARIANTS)))
    facts = {FactKey("", "", "rules"): rules.id, FactKey("", "", "preparer"): draw(texts)}
    for item in department.projects:
        for line in item.indicators:
            if draw(st.integers(0, 4)) == 0:
                facts[FactKey(item.id, line.id, "actual")] = draw(st.sampled_from(ACTUALS))
            if draw(st.integers(0, 6)) == 0:
                facts[FactKey(item.id, line.id, "weight")] = draw(st.sampled_from(["", "7.5", "10.00", "x"]))
    return assess(Evaluation(department, facts), rules)
