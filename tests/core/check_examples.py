"""For every check a case that it must raise and a neighbouring one that it must not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal as D
from typing import Any

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Claimed, Department, Project, SubGoal
from selfeval.core.problems import CellRef
from selfeval.core.rules.choices import GoalWeights
from selfeval.core.rules.layers import Link, LinkedTo
from selfeval.core.rules.pack import OverAchievement, RulePack, TotalCap
from selfeval.core.rules.parts.deductions import DeductionRule
from selfeval.core.rules.parts.reviewing import ReviewStep
from tests.core.cases import PACK, evaluation, project, row, with_method
from tests.core.department.forms import FULL as FULL_FORM
from tests.core.department.forms import LAID_OUT, READY, department, filled
from tests.core.department.forms import entered as entered_form

CELL = CellRef("甲", "A1")
CAPPED = replace(PACK, execution=replace(PACK.execution, caps=(TotalCap(D(90), D(85)),)))
LINKED = replace(PACK, links=(Link(("预算资金*",), LinkedTo.EXECUTION_RATE),))
DEDUCTING = replace(PACK, deductions=(DeductionRule("no-evidence", "缺少佐证", "", D(100)),))
SHORT = replace(PACK, lengths={"reason": 100, "goal_actual": 80, "issues": 200})
LONG = replace(PACK, lengths_least={"conclusion": 10, "goal_actual": 5})
ASKING = replace(PACK, required_texts=("issues",))
SMALL = replace(PACK, survey_least=30)
REVIEWED = replace(PACK, review=(ReviewStep(1, D(90)),))
BY_GOAL = replace(PACK, weights=replace(PACK.weights, by_goal=GoalWeights.EQUAL))
STATED_GOALS = replace(PACK, weights=replace(PACK.weights, by_goal=GoalWeights.STATED))
FLAGGED = with_method(over=OverAchievement(D(120)))
SATISFIED = {"tier1": "满意度指标", "tier2": "服务对象满意度指标"}
COST = {"tier1": "产出指标", "tier2": "成本指标"}
SOCIAL = {"tier1": "效益指标", "tier2": "社会效益指标"}


@dataclass(frozen=True)
class Example:
    """`hit` raises the code, `miss` does not, under `pack`."""

    code: str
    hit: Evaluation
    miss: Evaluation
    pack: RulePack = PACK


def one(name: str, target: str, **fields: Any) -> Evaluation:
    """A project with a single indicator."""
    return evaluation(project(row(name, target, **fields)))


def off(deduction: str) -> Evaluation:
    """A scored indicator from which something is taken off."""
    return one("办结率", "≥90%", actual="95%", weight=D(90), deduction=deduction)


def reviewed(grade: str) -> Evaluation:
    """A project with a reviewer's grade."""
    return evaluation(project(row("办结率", "≥90%", actual="95%", weight=D(90)), review_grade=grade))


def surveyed(survey: str, evidence: str = "") -> Evaluation:
    """A satisfaction of 95% with this survey."""
    return one("群众满意度", "≥90%", actual="95%", weight=D(90), survey=survey, evidence=evidence, **SATISFIED)


def saying(name: str, conclusion: str, **kept: str) -> Project:
    """A project with this conclusion."""
    return project(row("办结率", actual="95%"), name=name, kept={"conclusion": conclusion, **kept})


def graded_as(conclusion: str) -> Evaluation:
    """A project of 98 points with this conclusion."""
    return evaluation(project(row("办结率", "≥90%", actual="95%", weight=D(90)), kept={"conclusion": conclusion}))


def beside(target: str, last_actual: str) -> Evaluation:
    """A single indicator with last year's outcome beside it."""
    only = row("办结率", target)
    return evaluation(project(only), facts={("甲", only.id, "last.actual"): last_actual})


def linked(actual: str) -> Evaluation:
    """An indicator that the pack links to the execution rate, which is 97.39 %."""
    budget = {"adjusted": "180", "executed": "175.3"}
    return evaluation(project(row("预算资金执行率", "≤100%", actual=actual), budget=budget))


def scored(target: str, actual: str, claimed: str | None, reason: str = "", **fields: Any) -> Evaluation:
    """A filled row of 10 points."""
    score = None if claimed is None else D(claimed)
    return one("完成数量", target, weight=D(10), actual=actual, claimed_score=score, reason=reason, **fields)


def money(_rows: int = 1, **budget: str) -> Evaluation:
    """A project whose budget holds these fields; dots are written as two underscores."""
    return evaluation(project(row("办结率"), budget={name.replace("__", "."): text for name, text in budget.items()}))


def claiming(claimed: Claimed, *rows: Any, **budget: str) -> Evaluation:
    """A form with printed totals; 100 budgeted and 80 spent unless told otherwise."""
    shown = rows or (row("办结率", weight=D(90), actual="90%", claimed_score=D(90)),)
    return evaluation(project(*shown, budget=budget or {"adjusted": "100", "executed": "80"}, claimed=claimed))


def weighed(
    *points: str | None, tier1: str = "产出指标", actual: str = "", not_applicable: str = "", **fields: Any
) -> Evaluation:
    """Rows with these points."""
    rows = [
        row(
            f"任务{place}",
            "≥5次",
            tier1=tier1,
            weight=None if text is None else D(text),
            actual=actual,
            not_applicable=not_applicable,
        )
        for place, text in enumerate(points)
    ]
    return evaluation(project(*rows, **fields))


def serving(one: str, other: str, *points: str) -> Evaluation:
    """Two rows that serve these goals, with these points."""
    weights = [D(text) if text else None for text in points] or [None, None]
    rows = [
        row(f"任务{goal}{place}", "≥5次", weight=weights[place], goal=goal) for place, goal in enumerate((one, other))
    ]
    return evaluation(project(*rows))


def entered(points: str) -> Evaluation:
    """A row of 45 points for which a person entered something else."""
    item = row("任务", "≥5次", weight=D(45))
    return evaluation(project(item), facts={("甲", item.id, "weight"): points})


def layout(*points: int) -> Evaluation:
    """One row in each of the three usual tiers."""
    tiers = (("产出指标", "质量指标"), ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"))
    rows = [row(f"率{t1}", tier1=t1, tier2=t2, weight=D(p)) for (t1, t2), p in zip(tiers, points, strict=True)]
    return evaluation(project(*rows))


def whole(*projects: Project, year: int | None = 2025, **fields: Any) -> Evaluation:
    """A department."""
    return Evaluation(Department("某局", year=year, projects=projects, **fields))


def named(*names: str, goal: str = "甲") -> Evaluation:
    """A project 甲 with 信访量 and 办结率, and a 分项绩效目标 that names these indicators."""
    rows = (row("信访数量", "≤10批次"), row("办结率"))
    return whole(project(*rows), sub_goals=(SubGoal(goal, "", names, CELL),))


def two(first: Project, second: Project, **fields: Any) -> Evaluation:
    """Two projects."""
    return whole(first, second, **fields)


P1, P2 = project(row("办结率"), name="甲"), project(row("办结率"), name="乙")
TARGETS = [
    Example("T101", one("按期结案率", "≤100%"), one("成本控制率", "≤100%")),
    Example("T101", one("资金执行率", "≤100%"), one("资金执行率", "≤95%")),
    Example("T101", one("培训次数", "≥0次"), one("培训次数", "≥1次")),
    Example("T102", one("按期结案率", "≤90%"), one("按期结案率", "≥90%")),
    Example("T102", one("群众满意度", "≤95%"), one("群众不满意率", "≤5%")),
    Example("T103", one("项目费用", "≥80万元", **COST), one("项目费用", "≤80万元", **COST)),
    Example("T103", one("投诉率", "≥5%"), one("投诉处理率", "≥95%")),
    Example("T104", one("验收合格率", "≥120%"), one("产值增长率", "≥120%")),
    Example("T105", one("验收合格率", ">100%"), one("验收合格率", "≥100%")),
    Example("T106", one("越级访减少情况", "逐步减少"), one("越级访减少情况", "逐步减少", **SOCIAL)),
    Example("T106", one("完成情况", "及时", tier2="时效指标"), one("完成情况", "2025年12月底前", tier2="时效指标")),
    Example("T107", one("验收合格率", "290%"), one("验收合格率", "90%")),
    Example("T108", one("补助人数", "≥**人"), one("补助人数", "≥20人")),
    Example(
        "T111",
        one("社会和谐", "有效改善", **SOCIAL),
        one("社会和谐", "有效改善", **SOCIAL, description="信访总量比上年下降即为有效改善"),
    ),
    Example("T111", one("知名度", "加大文物保护，展示文物价值", **SOCIAL), one("知名度", "推出展览3场", **SOCIAL)),
    Example("T112", one("安装设备", "≥220"), one("补助人数", "≥220")),
    Example("T112", one("验收合格率", "≥85"), one("项目投入（万元）", "≥85")),
    Example("T113", one("接访批次", "≤6次"), one("接访批次", "≤6批次")),
    Example("T113", one("办结率", "≥5件"), one("发病率", "≤5‰")),
    Example("T113", one("标准(<**元/户·年)", "≤5300元/户"), one("标准(≥**元/人·月)", "≥530元/人*月")),
    Example("T114", evaluation(project(row("培训人数"), row("培训 人数", tier2="质量指标"))), weighed("45", "45")),
    Example("T115", one("预算资金执行率", "≥95%"), one("政策执行率", "≥95%")),
    Example("T117", one("费用", "≤100万元", **COST), one("费用", "≤90万元", **COST)),
    Example("T117", one("费用", "≤1000000元", **COST), one("费用", "≤100元/人", **COST)),
    Example("T117", one("费用", "控制在预算内", **COST), one("费用", "控制在概算内", **COST)),
    Example("T118", weighed("90"), layout(50, 30, 10)),
    Example("T119", one("办结率", "≥90%", cells={"basis": CELL}), one("办结率", "≥90%", basis="市信访工作考核细则")),
    Example("T119", money(initial="100"), one("办结率", "≥90%", cells={"target": CELL})),
    Example("T120", one("办结率", "≥90%", description="办结 率"), one("办结率", "≥90%", description="办结数÷受理数")),
    Example("T121", one("完工时间", "2024年12月31日前", tier2="时效指标"), one("完工时间", "2025年12月31日前")),
    Example("T122", named("减少信访数量"), named("信访 数量", "办结率")),
    Example("T123", named("办结率"), named("减少信访数量", "办结率")),
    Example("T124", one("办结率", ""), one("办结率", "≥90%")),
    Example("T125", one("受害率", "0.9%"), one("受害率", "≤0.9%")),
    Example("T126", evaluation(project()), one("办结率", "≥90%")),
    Example(
        "T127",
        evaluation(project(row("办结率"), cells={"goals": CELL})),
        evaluation(project(row("办结率"), cells={"goals": CELL}, goals=("减少越级访",))),
    ),
    Example("T128", named("办结率", goal="完全不同的名称"), named("办结率")),
    Example("T130", beside("≥90%", "96%"), beside("≥90%", "90%")),
    Example("T130", beside("≤10批次", "8批次"), beside("≤10批次", "12批次")),
    Example("T130", beside("≥1.5万元", "18000元"), beside("≥1.5万元", "较好")),
    Example("T129", one("发放人数(≥**人)", "≥20人"), one("发放人数（人）", "≥20人")),
]
WEIGHTS = [
    Example("W101", weighed(None, None), weighed("45", None)),
    Example("W102", weighed("45", None), weighed("45", "45")),
    Example("W102", entered("1O"), entered("10")),
    Example("W103", weighed("45", "50"), weighed("45", "45")),
    Example("W104", weighed("40", "5", tier1="产出指标（50分）"), weighed("40", "10", tier1="产出指标（50分）")),
    Example(
        "W104",
        serving("目标1（50分）", "目标1（50分）", "45", "45"),
        serving("目标1（50分）", "目标2（40分）", "50", "40"),
    ),
    Example("W105", layout(70, 10, 10), layout(50, 30, 10)),
    Example("W106", weighed("0", "90"), weighed("1", "89")),
    Example("W106", weighed("-5", "90"), weighed("1", "89")),
    Example("W106", entered("-1"), entered("1")),
    # a form prints what does not apply with 0 points: they lie with the others
    Example("W106", weighed("0", "90"), weighed("0", "90", actual="不适用")),
    Example("W106", weighed("0", "90"), weighed("0", "90", actual="5次", not_applicable="未开展")),
    Example(
        "W107",
        weighed("91", claimed=Claimed(execution_weight=D(9))),
        weighed("90", claimed=Claimed(execution_weight=D(10))),
    ),
    Example("W108", weighed("3.125", "86.875"), weighed("3.12", "86.88")),
    Example("W116", serving("", ""), serving("目标1", "目标2"), BY_GOAL),
    Example("W116", serving("目标1", ""), serving("目标1", "", "", "10"), BY_GOAL),
    Example("W116", serving("目标1（50分）", "目标2（30分）"), serving("目标1（50分）", "目标2（40分）"), STATED_GOALS),
    Example("W115", weighed("60", "40"), weighed("60", "30")),
]
BUDGETS = [
    Example("B101", money(initial="180", initial__fiscal="150"), money(initial="180", initial__fiscal="180")),
    Example("B102", two(P1, P2, budget_total="365"), two(P1, P2, budget_total="200万元")),
    Example("B103", money(initial="1", plan__3="75%", plan__6="50%"), money(initial="1", plan__3="25%", plan__6="25%")),
    Example("B103", money(initial="1", plan__3="120%"), money(initial="1", plan__3="100%")),
    Example("B104", money(initial="1", plan__12="95%"), money(initial="1", plan__12="100%")),
    Example("B105", evaluation(project(row("办结率"), name="")), evaluation(P1)),
    Example(
        "B106",
        whole(replace(P1, code="", cells={"code": CELL})),
        whole(replace(P1, code="")),
    ),
    Example("B107", two(P1, replace(P2, code="甲")), two(P1, P2)),
    Example("B108", whole(P1, year=None), whole(P1)),
    Example("B109", money(executed="5"), money(adjusted="5")),
    Example("B110", money(initial="约180万"), money(initial="180万")),
    Example("B110", whole(project(finished="已竣工")), whole(project(finished="是"))),
    Example("B111", money(initial="-20"), money(initial="0")),
    Example("B112", money(initial="1", plan__3="25%"), money(initial="1")),
    Example("B113", money(initial="180", executed="1753000"), money(initial="180", executed="175.3")),
    Example(
        "B120",
        evaluation(project(row("办结率", actual="95%"), budget={"initial": "100"})),
        money(initial="100", executed="0"),
    ),
    Example("B121", money(initial="100", executed="105"), money(initial="100", adjusted="110", executed="105")),
    Example("B122", claiming(Claimed(rate="100%")), claiming(Claimed(rate="0.80"))),
    Example(
        "B122",
        claiming(Claimed(rate="160%"), initial="50", adjusted="100", executed="80"),
        claiming(Claimed(rate="95.8"), adjusted="29", executed="27.8"),
    ),
    Example("B123", money(initial="100", executed="80"), money(initial="100", executed="90")),
    Example("B123", claiming(Claimed(rate="79.27%"), initial="100"), claiming(Claimed(rate="0.93"), initial="1")),
    Example("B124", money(initial="100", adjusted="120"), money(initial="100", adjusted="100")),
    Example("B125", money(initial="100", executed="90"), money(initial="100", adjusted="100", executed="90")),
    Example("B128", money(initial="100", adjusted__carry_over="20"), money(initial="100", adjusted__fiscal="20")),
    Example("B128", money(adjusted__carry_over="20"), money(adjusted="20", adjusted__carry_over="20")),
    Example("B128", money(initial__carry_over="20"), money(initial__carry_over="20", initial__other="5")),
    Example(
        "B128",
        money(initial="100", adjusted__carry_over="20"),
        money(initial="100", initial__carry_over="20", adjusted__carry_over="20"),
    ),
    Example(
        "B126",
        money(initial="100", executed="90", checkpoint__6="47%", checkpoint__10="40%"),
        money(initial="100", executed="90", checkpoint__6="47%", checkpoint__10="47%"),
    ),
    Example(
        "B127",
        money(initial="180", executed="175.3", checkpoint__12="90%"),
        money(initial="180", executed="175.3", checkpoint__12="97.39%"),
    ),
]
ACTUALS = [
    Example("A101", money(initial="100", executed="90"), scored("≥5次", "5次", None)),
    Example("A102", scored("≥90%", "已完成", None), scored("≥90%", "95%", None)),
    Example("A103", scored("≥95%", "≥95%", None), scored("≥95%", "95%", None)),
    Example("A103", scored("显著提升", "显著提升", None, **SOCIAL), scored("显著提升", "达成年度指标", None, **SOCIAL)),
    Example("A104", scored("≥90%", "0.95", None), scored("≥90%", "95", None)),
    Example("A105", scored("≤180万元", "1753000", None), scored("≤180万元", "175.3", None)),
    Example("A106", scored("≤10批次", "12人", None), scored("≤10批次", "12批次", None)),
    Example("A113", one("验收合格率", "≥95%", actual="106%"), one("计划完成率", "≥95%", actual="106%")),
    Example("A113", one("验收合格率", "≥95%", actual="-96%"), one("利润增长率", "≥5%", actual="-6%")),
    Example("A112", scored("下降5%", "上升2%", None), scored("下降5%", "下降2%", None)),
    Example("A112", scored("逐步减少", "增加3起", None), scored("逐步减少", "减少3起", None)),
    Example("A111", linked("98%"), linked("97.4%"), LINKED),
    Example("A107", scored("显著提升", "程度较高", None), scored("显著提升", "达成年度指标", None)),
    Example(
        "A108",
        one("群众满意度", "≥90%", actual="95%", **SATISFIED),
        one("群众满意度", "≥90%", actual="95%", evidence="问卷200份", **SATISFIED),
    ),
    Example("A109", scored("显著提升", "程度较高", "9"), scored("显著提升", "程度较高", None)),
    Example(
        "A110",
        evaluation(project(row("办结率", actual="95%"), goals=("减少越级访",))),
        evaluation(project(row("办结率", actual="95%"), goals=("减少越级访",), goal_actual="越级访下降 5%")),
    ),
]
FULL = [row(f"办结率{place}", weight=D(30), actual="95%", claimed_score=D(30)) for place in range(3)]
SCORES = [
    Example("S101", scored("≥5次", "5次", "12"), scored("≥5次", "5次", "10")),
    Example("S102", scored("显著", "部分达成年度指标并具有一定效果", "9.5"), scored("显著", "达成年度指标", "9.5")),
    Example("S102", scored("显著", "达成年度指标 50%", None), scored("显著", "达成年度指标 95%", None)),
    Example("S103", scored("≥10次", "9次", "8.5", "人手不足"), scored("≥10次", "9次", "9.01", "人手不足")),
    Example("S103", scored("≥10次", "10次", "9"), scored("≥10次", "10次", "10")),
    Example("S104", scored("≥10次", "9次", "10"), scored("≥10次", "10次", "10")),
    Example("S105", scored("≥10次", "9次", "9"), scored("≥10次", "9次", "9", "人手不足")),
    Example("S105", scored("≥10次", "9次", None), scored("≥10次", "11次", None)),
    Example("S106", scored("≥10次", "9次", "9", "无"), scored("≥10次", "10次", "10", "无")),
    Example(
        "S107",
        evaluation(project(*(row(name, "≥10次", actual="9次", reason="受天气影响") for name in ("培训", "宣讲")))),
        evaluation(
            project(
                row("培训", "≥10次", actual="9次", reason="受天气影响"),
                row("宣讲", "≥10次", actual="9次", reason="人手不足"),
            )
        ),
    ),
    Example("S108", scored("≥10次", "10次", "10", "人手不足"), scored("≥10次", "13次", "10", "需求增加")),
    Example("S109", scored("≥59人次", "87人次", None), scored("≥59人次", "60人次", None)),
    Example("S109", scored("≥50人次", "61人次", None), scored("≥50人次", "61人次", None, "需求增加"), FLAGGED),
    Example("S111", claiming(Claimed(D(99), None, "", D(8), D(10))), claiming(Claimed(D(98), None, "", D(8), D(10)))),
    Example("S112", claiming(Claimed(D(98))), claiming(Claimed(D(85))), CAPPED),
    Example("S113", claiming(Claimed(), *FULL), claiming(Claimed(), *FULL[:2])),
    Example("S114", claiming(Claimed(D(88), "优")), claiming(Claimed(D(88), "良好"))),
    Example("S115", scored("显著提升", "达成年度指标", None), scored("显著提升", "达成年度指标 95%", None)),
    Example(
        "S116",
        claiming(Claimed(execution_score=D(10), execution_weight=D(10))),
        claiming(Claimed(execution_score=D(8), execution_weight=D(10))),
    ),
    Example("S117", scored(">10次", "10次", None), scored(">10次", "11次", None)),
    Example("S117", scored("<10次", "10次", "10"), scored("≤10次", "10次", "10")),
    Example("S117", scored("≥10000次", "9999.9次", None), scored("≥10000次", "9990次", None)),
    Example(
        "S118",
        evaluation(project(row("办结率", weight=D(90), not_applicable="未开展", actual=""))),
        evaluation(project(row("办结率", weight=D(90), actual="90%"))),
    ),
    Example("S119", off("少佐证：无发票"), off("缺少佐证：无发票"), DEDUCTING),
    Example("S119", off("缺少佐证：无发票"), off(""), PACK),
    Example("S120", off("缺少佐证"), off("缺少佐证：无发票"), DEDUCTING),
    Example("S121", reviewed("合格"), reviewed("良"), REVIEWED),
    Example("S121", reviewed("良"), reviewed(""), PACK),
    Example(
        "S122",
        evaluation(project(row("办结率", reason="因" * 101))),
        evaluation(project(row("办结率", reason="因" * 100 + " "))),
        SHORT,
    ),
    Example(
        "S122",
        evaluation(replace(project(row("办结率")), goal_actual="成" * 81)),
        evaluation(replace(project(row("办结率")), goal_actual="成" * 80)),
        SHORT,
    ),
    Example(
        "S122",
        evaluation(replace(project(row("办结率")), budget_reason="慢" * 101)),
        evaluation(replace(project(row("办结率")), budget_reason="慢" * 99)),
        SHORT,
    ),
    Example(
        "S122",
        evaluation(replace(project(row("办结率")), kept={"issues": "多" * 201})),
        evaluation(replace(project(row("办结率")), kept={"issues": "多" * 200})),
        SHORT,
    ),
    Example(
        "S123",
        evaluation(project(row("办结率", actual="95%"), kept={"conclusion": "好" * 9})),
        evaluation(project(row("办结率", actual="95%"), kept={"conclusion": "好" * 10})),
        LONG,
    ),
    Example(
        "S123",
        evaluation(project(row("办结率", actual="95%"), goal_actual="好" * 4)),
        evaluation(project(row("办结率", actual="95%"))),
        LONG,
    ),
    Example(
        "S124",
        evaluation(project(row("办结率", actual="95%"))),
        evaluation(project(row("办结率", actual="95%"), kept={"issues": "档案不全"})),
        ASKING,
    ),
    Example(
        "S125",
        evaluation(*(saying(name, f"{name}按计划完成，资金使用规范，效果较好。") for name in ("甲", "乙"))),
        evaluation(
            saying("甲", "按计划完成，资金使用规范，效果较好。"), saying("乙", "部分工程延期，已督促施工单位。")
        ),
    ),
    Example(
        "S125",
        evaluation(
            *(saying(name, "老桥改造按计划完成，资金使用规范，群众出行方便，效果较好。") for name in ("老桥改造", "乙"))
        ),
        evaluation(
            saying("老桥改造", "老桥改造按计划完成，资金使用规范，群众出行方便，效果较好。"),
            saying("乙", "乙部分延期，已督促施工单位。"),
        ),
    ),
    Example(
        "S125",
        evaluation(saying("甲", "档案不全，需要按月核对并补充完整。", issues="档案不全，需要按月核对并补充完整。")),
        evaluation(saying("甲", "无", issues="无"), saying("乙", "无")),
    ),
    Example("S126", graded_as("自评结论为良"), graded_as("自评结论为优秀")),
    Example("S127", graded_as("自评得分85分"), graded_as("自评得分98分")),
    Example("A114", surveyed("发放100份，回收120份"), surveyed("发放120份，回收100份")),
    Example("A115", surveyed("有效100份，满意98份"), surveyed("有效100份，满意95份")),
    Example("A116", surveyed("有效20份，满意19份"), surveyed("有效100份，满意95份"), SMALL),
    Example("A117", surveyed("", evidence="发放100份，回收98份"), surveyed("", evidence="见调查报告（问卷）")),
    Example("S116", claiming(Claimed(execution_score=D(12))), claiming(Claimed(execution_score=D(8)))),
]


def form(grounds: str = "缺一项", **entries: str) -> Evaluation:
    """The department's own form, everything entered but what is entered otherwise here."""
    whole_form = entered_form(department(READY), {**FULL_FORM, **entries})
    return entered_form(whole_form, {"制度健全": grounds, "重点任务": "按标准"}, "reason")


def filled_form(*names: str, weight: str = "6") -> Evaluation:
    """A filled form of the department that was read."""
    return whole(filled(*names, weight=weight))


LAID_OUT_SIX = replace(
    LAID_OUT, department_rows=tuple(replace(one, points=D(6), coefficient=None) for one in LAID_OUT.department_rows)
)
ALL_ROWS = ("采购执行率", "三公变动率", "制度健全", "项目绩效", "满意度")
FORMS = [
    Example("S130", form(制度健全="6.5"), form(制度健全="6"), LAID_OUT),
    Example("S130", form(制度健全="-0.5"), form(制度健全="0"), LAID_OUT),
    Example("S130", form(制度健全="良好"), form(制度健全="5分"), LAID_OUT),
    Example("S131", form(""), form("缺一项制度"), LAID_OUT),
    Example("S131", form("无"), form("制度齐全，见附件", 制度健全="6"), LAID_OUT),
    Example("B130", form(采购预算="0"), form(采购预算="40"), LAID_OUT),
    Example("B130", form(采购预算=""), form(采购预算="", 采购执行率="95%"), LAID_OUT),
    Example("B131", form(采购数="若干"), form(采购数="38"), LAID_OUT),
    Example("B131", form(采购数="-38"), form(采购数="0"), LAID_OUT),
    Example("A120", form(采购执行率="98%"), form(采购执行率="95.0%"), LAID_OUT),
    Example("W117", filled_form("制度健全"), filled_form(*ALL_ROWS), LAID_OUT_SIX),
]
EXAMPLES = [*TARGETS, *WEIGHTS, *BUDGETS, *ACTUALS, *SCORES, *FORMS]
