"""The nouns of the domain as frozen values; what a workbook says, before anything is scored.

Glossary (Chinese term, identifier here):

* 一级 / 二级 / 三级指标: `tier1`, `tier2`, `tier3` — tier 1 is 产出 output, 效益 benefit, 满意度 satisfaction and in
  newer forms 成本 cost; tier 3 is the indicator itself.
* 绩效指标描述 `description`; 指标值 `target`; 指标值确定依据 `basis`; 实际完成值 `actual`; 分值/权重 `weight`;
  得分 `score`; 偏差原因分析及改进措施 `reason`; 佐证 `evidence`.
* 预算数 年初/全年/全年执行数: `initial`, `adjusted`, `executed`; 预算执行率 execution rate = executed / adjusted.
* 资金支出计划 3/6/10/12月底: `plan.3` … `plan.12`, cumulative percent; what was really spent by then: `checkpoint.3` ….
* 财政资金 / 其他资金 / 上年结转: the sources `fiscal`, `other`, `carry_over`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from selfeval.core.problems import CellRef
from selfeval.core.records import dataclass

CHECKPOINTS = (3, 6, 10, 12)
"""Months at whose end the spending plan has a cumulative percent."""

SOURCES = ("fiscal", "carry_over", "other")
"""财政资金 (当年财政拨款), 上年结转, 其他资金: the sources that add up to a budget."""

PARTS = ("basic", "projects")
"""基本支出, 项目支出: what a whole department's budget is spent on; kept and shown, never scored."""

AMOUNTS = ("initial", "adjusted", "executed")
"""年初预算数, 全年预算数, 全年执行数."""

RECEIVED = "received"
"""到位数: money received; kept and shown like 中期资金总额 (`period`), never scored."""

WRITTEN = ("content", "conclusion", "issues", "measures")
"""项目实施内容, 评价结论, 存在问题, 改进措施: what a unit writes around the table; kept of a form, entered as facts."""

SIGNED = ("preparer", "leader", "phone", "signed_on")
"""填报人, 负责人, 联系电话, 填报日期: who answers for a form; keys of `Project.signed`, facts of one project or all."""

KEPT = (*WRITTEN, "initial_goals", "period_goals", "period_indicators", "goal_rate", "execution_target")
"""Those, 年初目标 (where adjusted), 中期目标, 中期指标, 总体完成率, and what the row of the execution rate says as its
target: keys of `Project.kept`."""

KEPT_MONEY = tuple(name for kept in (RECEIVED, "period") for name in (kept, *(f"{kept}.{one}" for one in SOURCES)))
"""Keys of `Project.budget` for money that is only kept."""

_KEPT_PARTS = {
    "content": "项目实施内容",
    "conclusion": "评价结论",
    "issues": "存在问题",
    "measures": "改进措施",
    "initial_goals": "年初目标",
    "period_goals": "中长期目标",
    "period_indicators": "中长期指标",
    "goal_rate": "总体完成率",
    "execution_target": "预算执行率指标值",
    "received": "到位数",
    "period": "中长期资金",
    "fiscal": "财政资金",
    "carry_over": "上年结转",
    "other": "其他资金",
}
KEPT_WORDS: Mapping[str, str] = MappingProxyType(
    {name: " ".join(_KEPT_PARTS[part] for part in name.split(".")) for name in (*KEPT, *KEPT_MONEY)}
)
"""What a text or an amount that is only kept is called, by its key in `KEPT` or `KEPT_MONEY`."""

BUDGET_FIELDS = (
    *AMOUNTS,
    *(f"{amount}.{source}" for amount in AMOUNTS for source in SOURCES),
    *(f"plan.{month}" for month in CHECKPOINTS),
    *(f"checkpoint.{month}" for month in CHECKPOINTS),
)
"""Keys of `Project.budget`, each holding the text as written."""


STANDARD, COMPUTED, AMOUNT = "standard", "computed", "amount"
"""Kinds of rows in the department's own form, beside indicators (""): a score by standard, an actual that a formula of
the pack works out, and an amount that such formulas compute with, which has no points."""

FORM_ID = "部门整体自评表"
"""Id of the department's own form where it stands beside projects, and of no project."""


class Tier1(StrEnum):
    """一级指标 in the four forms that the regulations know."""

    OUTPUT = "产出"
    BENEFIT = "效益"
    SATISFACTION = "满意度"
    COST = "成本"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the target table, texts exactly as in the workbook.

    Attributes:
        id: stable within its project: tier path and name joined by `/`, with `#2` … for a repeated one.
        weight: points as written in the workbook, None where there is none.
        actual, reason, evidence, share, not_applicable, reading, deduction, survey: what a filled form or a scored
            workbook already holds; defaults for the facts of the same name (see `evaluation.py`), "" where blank.
        goal: the goal of the year that the row serves, as the table states it (`目标1（40分）`), "" where it does not.
        last_target, last_actual, last_score: what stood there last year, as a form carries it (上年指标值, …).
        carried_reading: the reading of an earlier year that a form carries (已确认口径) and that does not hold by
            itself, see `texts/targets/carried.py`; one that holds is the `reading`.
        initial_target: the target at the beginning of the year, where `target` is the one it was adjusted to.
        monitored: facts of months as a form of monitoring holds them, by their fields (`monitor.7.actual`).
        claimed_score: the score printed in a filled form, None where there is none.
        kind: `STANDARD`, `COMPUTED` or `AMOUNT` in the department's own form, else "". In a row by standard `target`
            is the standard, `actual` the score entered and `reason` its ground.
        cells: where each field stands: `tier1`, `target`, `actual`, `weight`, `score`, `reason`, …
    """

    id: str
    tier1: str
    tier2: str
    tier3: str
    target: str
    description: str = ""
    basis: str = ""
    weight: Decimal | None = None
    actual: str = ""
    share: str = ""
    reason: str = ""
    evidence: str = ""
    not_applicable: str = ""
    reading: str = ""
    deduction: str = ""
    survey: str = ""
    last_target: str = ""
    last_actual: str = ""
    last_score: str = ""
    carried_reading: str = ""
    initial_target: str = ""
    goal: str = ""
    monitored: Mapping[str, str] = field(default_factory=dict)
    claimed_score: Decimal | None = None
    kind: str = ""
    cells: Mapping[str, CellRef] = field(default_factory=dict)

    def where(self, name: str) -> CellRef | None:
        """The cell of the named field, or that of the indicator's name."""
        return self.cells.get(name) or self.cells.get("tier3")


@dataclass(frozen=True, slots=True)
class Claimed:
    """Figures printed in a filled form, None where there is none; never used for scoring, only compared.

    The `rate` is the text as printed, "" where there is none: `rates.printed_rate` says which share it means.
    """

    total: Decimal | None = None
    grade: str | None = None
    rate: str = ""
    execution_score: Decimal | None = None
    execution_weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One project with its targets: a sheet of the workbook, or one of several tables on a sheet.

    Attributes:
        id: unique in the workbook: the code, else the name, else the sheet (with `#2` … if need be).
        code: 项目编码, "" where missing.
        name: 项目名称 as written in its own cell, "" where missing (see `title`).
        title: what to call it: the name, else the one in the table's title line, else the sheet's.
        unit: 实施单位 (code and name as written).
        department: 主管部门.
        money_unit: `万元`, `元`, `千元` or `亿元`, as stated on the sheet; `万元` where it says nothing.
        budget: texts as written, by the keys of `BUDGET_FIELDS` and, in the form of a whole department, by
            `initial.basic`, `initial.projects`, …, where the form has them also by `received` and `period` (money
            received, money of a longer period) and their sources; missing keys are blank.
        goals: 年度总体目标 / 绩效目标, one text per numbered goal.
        goal_actual: 年度总体目标 实际完成情况.
        kept: texts of the form that are read and shown and never scored, by the keys of `KEPT`; those of `WRITTEN` are
            defaults for the facts of the same name.
        signed: who signs this form, by the keys of `SIGNED`, where it is not what the whole workbook says.
        monitored: facts of months as a form of monitoring holds them, by their fields (`monitor.7.executed`).
        budget_reason, finished, review_grade: see the facts of the same name in `evaluation.py`.
        cells: where each field stands, `budget` keys included.
        whole_department: the table is the department's own form (部门整体支出绩效自评表), not a project's.
    """

    id: str
    sheet: str
    title: str
    code: str = ""
    name: str = ""
    unit: str = ""
    department: str = ""
    purpose: str = ""
    money_unit: str = "万元"
    budget: Mapping[str, str] = field(default_factory=dict)
    goals: tuple[str, ...] = ()
    goal_actual: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    signed: Mapping[str, str] = field(default_factory=dict)
    budget_reason: str = ""
    finished: str = ""
    review_grade: str = ""
    monitored: Mapping[str, str] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    claimed: Claimed = Claimed()
    cells: Mapping[str, CellRef] = field(default_factory=dict)
    whole_department: bool = False

    def where(self, name: str) -> CellRef:
        """The cell of the named field, or the sheet."""
        return self.cells.get(name) or CellRef(self.sheet, "")


@dataclass(frozen=True, slots=True)
class SubGoal:
    """One of the 分项绩效目标 of a department: the project it speaks of, its goal, the indicators it names."""

    name: str
    goal: str
    indicators: tuple[str, ...] = ()
    where: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Department:
    """A whole workbook as read.

    Attributes:
        name: the department's name, "" where the workbook has none.
        code: its budget code, such as `482001`.
        year: the budget year, None where the workbook does not say it.
        overall_goal: 总体绩效目标.
        budget_total: the department's total as text, in `money_unit`.
        sub_goals: 分项绩效目标.
        safeguards: 工作保障措施.
        projects: in the order of the workbook.
        form: the department's own form where it stands beside projects, which count it only under a pack with a layout.
        cells: where the department's own fields stand.
    """

    name: str = ""
    code: str = ""
    year: int | None = None
    overall_goal: str = ""
    budget_total: str = ""
    money_unit: str = "万元"
    sub_goals: tuple[SubGoal, ...] = ()
    safeguards: tuple[str, ...] = ()
    projects: tuple[Project, ...] = ()
    form: Project | None = None
    cells: Mapping[str, CellRef] = field(default_factory=dict)

    @property
    def listed(self) -> tuple[Project, ...]:
        """The projects, without the department's own form beside them."""
        return tuple(project for project in self.projects if project.id != FORM_ID)

    def project(self, project_id: str) -> Project:
        """The project with this id; `KeyError` if there is none."""
        for project in self.projects:
            if project.id == project_id:
                return project
        raise KeyError(project_id)


TIER1_WORDS: tuple[tuple[str, Tier1], ...] = (
    ("满意", Tier1.SATISFACTION),
    ("产出", Tier1.OUTPUT),
    ("效益", Tier1.BENEFIT),
    ("成本", Tier1.COST),
    ("效果", Tier1.BENEFIT),
    ("成效", Tier1.BENEFIT),
    ("影响", Tier1.BENEFIT),
    ("项目完成", Tier1.OUTPUT),
    ("任务完成", Tier1.OUTPUT),
    ("工作完成", Tier1.OUTPUT),
    ("目标完成", Tier1.OUTPUT),
    ("完成指标", Tier1.OUTPUT),
    ("完成情况", Tier1.OUTPUT),
)
"""What forms call the four tiers, the national words first: 项目完成指标 is 产出, 项目效果指标 is 效益."""


@lru_cache(maxsize=256)
def tier1_of(text: str) -> Tier1 | None:
    """Which of the four tier-1 forms a 一级指标 text names: `产出指标（50分）` is OUTPUT; None for any other word."""
    return next((tier for word, tier in TIER1_WORDS if word in text), None)
