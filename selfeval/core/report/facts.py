"""The facts that a report can name: each with its Chinese name, what it is about, and its text in one evaluation.

Texts are as `plain` prints them: scores and totals with the pack's decimal places, amounts and weights without trailing
zeros, rates in percent with two places. "" stands for what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from selfeval.core.fact_labels import AMOUNT_LABELS, FACT_LABELS, SOURCE_LABELS
from selfeval.core.model import AMOUNTS, SIGNED, SOURCES, WRITTEN, Tier1
from selfeval.core.numbers import fixed, plain, round_half_up
from selfeval.core.report.outline import Scope
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.units import convert

TIER_WORDS = {
    "output": Tier1.OUTPUT,
    "benefit": Tier1.BENEFIT,
    "satisfaction": Tier1.SATISFACTION,
    "cost": Tier1.COST,
}


@dataclass(frozen=True, slots=True)
class About:
    """What a fact is asked of: one evaluation or several, and a project, or a department's own form.

    Attributes:
        all: the evaluations of a report about several units; one of its own for every other report.
    """

    all: tuple[Assessment, ...]
    result: ProjectResult | None = None

    @property
    def assessment(self) -> Assessment:
        """The evaluation, where the report is about one."""
        return self.all[0]

    @property
    def project(self) -> ProjectResult:
        """The project (or own form), where the fact is about one."""
        assert self.result is not None
        return self.result

    @property
    def places(self) -> int:
        """Decimal places of scores and totals."""
        return self.assessment.pack.rounding.places


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact.

    Attributes:
        label: what it is called, for the title of its place in the document.
        text: its text, "" while unknown.
    """

    label: str
    text: Callable[[About], str]


def percent(rate: Fraction | Decimal | None) -> str:
    """A share of 1 as percent with two places: `97.39%`; "" for None."""
    return "" if rate is None else f"{round_half_up(rate * 100, 2)}%"


def number(value: Decimal | None) -> str:
    """An amount or points without trailing zeros, "" for None."""
    return "" if value is None else plain(value)


def score_text(value: Decimal | None, places: int) -> str:
    """A score with the pack's places, "" for None."""
    return fixed(value, places) or ""


def grade_counts(grades: Sequence[str]) -> str:
    """How many of each grade: `优2个、良1个`; "" without any."""
    counted = dict.fromkeys(grade for grade in grades if grade)
    return "、".join(f"{grade}{list(grades).count(grade)}个" for grade in counted)


def _entered(name: str) -> Callable[[About], str]:
    return lambda about: about.assessment.evaluation.value(about.result.project, name) if about.result else ""


def _signer(name: str) -> Callable[[About], str]:
    entered = _entered(name)
    return lambda about: entered(about) if about.result else about.assessment.evaluation.setting(name)


_TEXTS = {
    "goal_actual": Fact("年度总体目标实际完成情况", _entered("goal_actual")),
    "budget_reason": Fact("预算执行偏差原因", _entered("budget_reason")),
    **{name: Fact(FACT_LABELS[name], _entered(name)) for name in WRITTEN},
    **{name: Fact(FACT_LABELS[name], _signer(name)) for name in SIGNED},
}
"""Of a project, and of a department that has a form of its own (部门整体支出绩效自评表)."""


def _amount(name: str) -> Callable[[About], str]:
    return lambda about: number(about.project.budget.amount(name))


def _tier(tier: Tier1, part: str) -> Callable[[About], str]:
    def text(about: About) -> str:
        found = next((one for one in about.project.tiers if one.tier is tier), None)
        if found is None or (part == "earned" and not found.begun):
            return ""
        return score_text(found.earned, about.places) if part == "earned" else plain(found.available)

    return text


def _execution_score(about: About) -> str:
    execution = about.project.execution
    return score_text(execution.score, about.places) if execution.applies else ""


def _lost(about: About) -> str:
    result = about.project
    execution = result.execution
    lost = sum((one.lost for one in result.indicators), Decimal(0))
    if execution.applies and execution.score is not None:
        lost += execution.weight - execution.score
    return score_text(lost, about.places)


def _how_many(wanted: Callable[[ProjectResult], int]) -> Callable[[About], str]:
    return lambda about: str(wanted(about.project))


def _unscored(result: ProjectResult) -> int:
    return sum(one.score is None and not one.not_applicable for one in result.indicators)


def _tally(about: About) -> str:
    """How many indicators have full points, lost some, wait, do not apply: 得满分8个、扣分1个; none is not said."""
    counted = (("得满分", "full"), ("扣分", "reduced"), ("尚无得分", "unscored"), ("不适用", "not_applicable"))
    return "、".join(f"{word}{count}个" for word, name in counted if (count := _PROJECT[name].text(about)) != "0")


def _unit(about: About) -> str:
    return about.project.project.unit or about.assessment.evaluation.department.name


def _department(about: About) -> str:
    return about.project.project.department or about.assessment.evaluation.department.name


def _year(about: About) -> str:
    return str(about.assessment.year or "")


_PROJECT: Mapping[str, Fact] = {
    "project": Fact(FACT_LABELS["name"], lambda about: about.project.project.title),
    "code": Fact(FACT_LABELS["code"], lambda about: about.project.project.code),
    "unit": Fact(FACT_LABELS["unit"], _unit),
    "department": Fact(FACT_LABELS["department"], _department),
    "year": Fact("年度", _year),
    "money_unit": Fact(FACT_LABELS["money_unit"], lambda about: about.project.budget.unit),
    "purpose": Fact("预算规模及资金用途", lambda about: about.project.project.purpose),
    **{name: Fact(AMOUNT_LABELS[name], _amount(name)) for name in AMOUNTS},
    **{
        f"{name}.{source}": Fact(f"{AMOUNT_LABELS[name]}：{SOURCE_LABELS[source]}", _amount(f"{name}.{source}"))
        for name in AMOUNTS
        for source in SOURCES
    },
    "rate": Fact("预算执行率", lambda about: percent(about.project.execution.rate)),
    "execution_weight": Fact("预算执行率分值", lambda about: plain(about.project.execution.weight)),
    "execution_score": Fact("预算执行率得分", _execution_score),
    "total": Fact("总分", lambda about: score_text(about.project.total, about.places)),
    "grade": Fact("等级", lambda about: about.project.grade),
    "lost": Fact("扣分", _lost),
    "indicators": Fact("指标个数", _how_many(lambda result: len(result.indicators))),
    "met": Fact("达标指标个数", _how_many(lambda result: sum(one.met is True for one in result.indicators))),
    "missed": Fact("未达标指标个数", _how_many(lambda result: sum(one.met is False for one in result.indicators))),
    "full": Fact(
        "得满分指标个数",
        _how_many(lambda result: sum(one.score is not None and one.lost == 0 for one in result.indicators)),
    ),
    "reduced": Fact("扣分指标个数", _how_many(lambda result: sum(one.lost > 0 for one in result.indicators))),
    "unscored": Fact("尚无得分指标个数", _how_many(_unscored)),
    "not_applicable": Fact(
        "不适用指标个数", _how_many(lambda result: sum(bool(one.not_applicable) for one in result.indicators))
    ),
    "tally": Fact("各类指标个数", _tally),
    **{f"{name}_score": Fact(f"{tier.value}指标得分", _tier(tier, "earned")) for name, tier in TIER_WORDS.items()},
    **{f"{name}_weight": Fact(f"{tier.value}指标分值", _tier(tier, "weight")) for name, tier in TIER_WORDS.items()},
    **_TEXTS,
}

_DEPARTMENT: Mapping[str, Fact] = {
    "department": Fact("部门名称", lambda about: about.assessment.evaluation.department.name),
    "code": Fact("部门代码", lambda about: about.assessment.evaluation.department.code),
    "year": Fact("年度", _year),
    "overall_goal": Fact("总体绩效目标", lambda about: about.assessment.evaluation.department.overall_goal),
    "projects": Fact("项目个数", lambda about: str(len(about.assessment.listed))),
    "money_unit": Fact(FACT_LABELS["money_unit"], lambda about: about.assessment.department.unit),
    "initial": Fact(AMOUNT_LABELS["initial"], lambda about: number(about.assessment.department.initial)),
    "adjusted": Fact(AMOUNT_LABELS["adjusted"], lambda about: number(about.assessment.department.adjusted)),
    "executed": Fact(AMOUNT_LABELS["executed"], lambda about: number(about.assessment.department.executed)),
    "rate": Fact("预算执行率", lambda about: percent(about.assessment.department.rate)),
    "total": Fact("总分", lambda about: score_text(about.assessment.department.total, about.places)),
    "grade": Fact("等级", lambda about: about.assessment.department.grade),
    "grades": Fact("各等级项目个数", lambda about: grade_counts([one.grade for one in about.assessment.listed])),
    **_TEXTS,
}


def _summed(name: str) -> Callable[[About], str]:
    """An amount of all units together in 万元, "" where one is unknown."""

    def text(about: About) -> str:
        return number(_sum_of(about, name))

    return text


def _sum_of(about: About, name: str) -> Decimal | None:
    total = Decimal(0)
    for one in about.all:
        amount: Decimal | None = getattr(one.department, name)
        amount = None if amount is None else convert(amount, one.department.unit, "万元")
        if amount is None:
            return None
        total += amount
    return total


def _rate_of_all(about: About) -> str:
    executed, adjusted = _sum_of(about, "executed"), _sum_of(about, "adjusted")
    return percent(Fraction(executed) / Fraction(adjusted)) if executed is not None and adjusted else ""


def _mean(about: About) -> str:
    """The plain mean of the units' totals, to two places, as summaries of bureaus have it."""
    totals = [one.department.total for one in about.all]
    known = [total for total in totals if total is not None]
    if not known or len(known) < len(totals):
        return ""
    return str(round_half_up(sum(map(Fraction, known), Fraction(0)) / len(known), 2))


_UNITS: Mapping[str, Fact] = {
    "year": Fact("年度", _year),
    "units": Fact("单位个数", lambda about: str(len(about.all))),
    "projects": Fact("项目个数", lambda about: str(sum(len(one.projects) for one in about.all))),
    "money_unit": Fact(FACT_LABELS["money_unit"], lambda _: "万元"),
    **{name: Fact(AMOUNT_LABELS[name], _summed(name)) for name in AMOUNTS},
    "rate": Fact("总体执行率", _rate_of_all),
    "mean": Fact("平均得分", _mean),
    "grades": Fact("各等级单位个数", lambda about: grade_counts([one.department.grade for one in about.all])),
    "complete": Fact(
        "已完成自评单位个数", lambda about: str(sum(all(one.complete for one in unit.projects) for unit in about.all))
    ),
}

FACTS: Mapping[Scope, Mapping[str, Fact]] = {
    Scope.PROJECT: _PROJECT,
    Scope.DEPARTMENT: _DEPARTMENT,
    Scope.UNITS: _UNITS,
}
"""What can be named in a section, by what the section is about."""
