"""The 2025 targets of 乐亭县信访局 as values, as the published document has them, its gaps included."""

from __future__ import annotations

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department, Indicator, Project, SubGoal
from selfeval.core.problems import CellRef

TIERS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)
COLUMNS = {"tier1": "A", "tier2": "B", "tier3": "C", "description": "D", "target": "E", "basis": "F"}
SPECIAL = (
    ("有效减少越级访的发生", "逐步减少"),
    ("社会和谐稳定", "有效改善"),
    ("预算资金执行率", "≤100%"),
    ("解决问题费用", "≤180 万元"),
    ("化解信访问题，维护社会稳定", "有效改善"),
    ("解决疑难信访问题，维护社会稳定", "显著改善"),
    ("信访群众及相关单位满意度", "≥90%"),
)
PETITION = (
    ("重点地区访量", "≤10 批次"),
    ("上级交办案件按期结案率", "≤100%"),
    ("预算资金执行率", "≤100%"),
    ("信访费用支出", "≤185 万元"),
    ("解决信访问题，社会和谐稳定", "显著改善"),
    ("化解各种访量，维护社会稳定和谐", "有效化解"),
    ("信访群众及相关单位满意度", "≥90%"),
)
SUB_GOALS = (
    SubGoal(
        "解决特殊疑难问题资金",
        "处置化解疑难问题。",
        (
            "有效减少越级访的发生",
            "社会和谐稳定",
            "预算资金执行率",
            "确实解决疑难信访问题，提高信访群众满意度",
            "化解各种疑难问题，维护社会稳定",
            "信访群众及相关单位满意度",
        ),
        CellRef("部门整体", "B6"),
    ),
    SubGoal(
        "信访专项资金",
        "加强驻京值班力量。",
        (
            "减少重点地区访量",
            "减少进京访量",
            "上级交办案件按期结案率",
            "群众对交办案件的满意度",
            "预算资金执行率",
            "减少各种访量，维护全县社会和谐稳定",
            "信访群众及相关单位满意度",
        ),
        CellRef("部门整体", "B9"),
    ),
)


def indicators(sheet: str, rows: tuple[tuple[str, str], ...], basis: str) -> tuple[Indicator, ...]:
    """The seven rows of one project's table, from row 10 of its sheet on."""
    made = []
    for place, ((tier1, tier2), (name, target)) in enumerate(zip(TIERS, rows, strict=True), 10):
        cells = {field: CellRef(sheet, f"{column}{place}") for field, column in COLUMNS.items()}
        identity = f"{tier1}/{tier2}/{name}"
        made.append(Indicator(identity, tier1, tier2, name, target, description=name, basis=basis, cells=cells))
    return tuple(made)


def project(sheet: str, code: str, name: str, amount: str, rows: tuple[tuple[str, str], ...], basis: str) -> Project:
    """One project's table."""
    plan = {"plan.3": "25%", "plan.6": "50%", "plan.10": "75%", "plan.12": "100%"}
    return Project(
        id=code,
        sheet=sheet,
        title=sheet,
        code=code,
        name=name,
        budget={"initial": amount, "initial.fiscal": amount, **plan},
        goals=("减少越级访的发生，维护社会和谐",),
        indicators=indicators(sheet, rows, basis),
        cells={"code": CellRef(sheet, "B3"), "initial": CellRef(sheet, "B4")},
    )


def department() -> Department:
    """The whole document."""
    first = project("解决特殊疑难问题资金", "13022525P00RERB10016E", "", "180", SPECIAL, "市信访工作考核细则")
    second = project("信访专项资金", "13022525P00RERB10015T", "信访专项资金", "185", PETITION, "")
    return Department("乐亭县信访局", "482001", 2025, budget_total="365", sub_goals=SUB_GOALS, projects=(first, second))


def evaluation() -> Evaluation:
    """Nothing entered yet."""
    return Evaluation(department())
