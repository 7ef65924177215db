"""Faults to plant in a sound form: each changes what a unit may get wrong, and says which finding has to name it where.

`also` are findings that the same mistake calls for as well: a form that claims all points has a total that does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tests.tools.county.forms import YEAR, Form, Line, rounded


@dataclass(frozen=True)
class Planted:
    """What was planted: codes of which one has to be found, at this indicator ("" for the project), and beside it."""

    name: str
    codes: tuple[str, ...]
    line: str = ""
    also: tuple[str, ...] = ()


Fault = Callable[[Random, Form], Planted]
FAULTS: dict[str, Fault] = {}


def fault(function: Fault) -> Fault:
    """Enter a fault under its function's name."""
    FAULTS[function.__name__] = function
    return function


def _missed(form: Form) -> Line:
    return next(line for line in form.lines if line.score < line.weight)


def _first(form: Form, tier2: str) -> Line:
    return next(line for line in form.lines if line.tier2 == tier2)


def _replaced(form: Form, tier2: str, line: Line) -> Line:
    place = form.lines.index(_first(form, tier2))
    line.weight = line.score = form.lines[place].weight
    form.lines[place] = line
    return line


@fault
def score_unlike_rule(_dice: Random, form: Form) -> Planted:
    line = _missed(form)
    line.score = line.score - Decimal("0.37")
    form.add_up()
    return Planted("score_unlike_rule", ("S103",), line.name)


@fault
def full_on_missed(_dice: Random, form: Form) -> Planted:
    line = _missed(form)
    line.score, line.reason = line.weight, ""
    form.add_up()
    return Planted("full_on_missed", ("S104",), line.name, ("S113",))


@fault
def above_weight(_dice: Random, form: Form) -> Planted:
    line = _first(form, "质量指标")
    line.score = line.weight + 2
    form.add_up()
    return Planted("above_weight", ("S101",), line.name)


@fault
def no_reason(_dice: Random, form: Form) -> Planted:
    line = _missed(form)
    line.reason = ""
    return Planted("no_reason", ("S105",), line.name)


@fault
def empty_reason(dice: Random, form: Form) -> Planted:
    line = _missed(form)
    line.reason = dice.choice(("无", "无。", "暂无", "/"))
    return Planted("empty_reason", ("S106", "S105"), line.name)


@fault
def copied_reason(_dice: Random, form: Form) -> Planted:
    first, second = [line for line in form.lines if line.tier2 == "数量指标"]
    target = int("".join(char for char in second.target if char.isdigit()))
    unit = second.target.lstrip("≥0123456789")
    second.actual = f"{target - 2}{unit}"
    second.score = rounded(Decimal(target - 2) / target * second.weight)
    second.reason = first.reason
    form.add_up()
    return Planted("copied_reason", ("S107",), second.name)


@fault
def wrong_total(dice: Random, form: Form) -> Planted:
    form.total += dice.choice((Decimal("1.5"), Decimal(-2), Decimal("0.6")))
    return Planted("wrong_total", ("S111",), "", ("S114",))


@fault
def wrong_grade(_dice: Random, form: Form) -> Planted:
    form.grade = "良" if form.grade != "良" else "优"
    return Planted("wrong_grade", ("S114",))


@fault
def weights_of_95(_dice: Random, form: Form) -> Planted:
    line = _first(form, "质量指标")
    line.weight = line.score = line.weight - 5
    form.add_up()
    return Planted("weights_of_95", ("W103",), "", ("W105",))


@fault
def no_actual(_dice: Random, form: Form) -> Planted:
    line = _first(form, "质量指标")
    line.actual = ""
    return Planted("no_actual", ("A101",), line.name)


@fault
def not_measured(dice: Random, form: Form) -> Planted:
    line = _first(form, "质量指标")
    line.actual = dice.choice(("已完成", "完成", "达标"))
    return Planted("not_measured", ("A102", "A107"), line.name)


@fault
def copies_target(_dice: Random, form: Form) -> Planted:
    line = _first(form, "质量指标")
    line.actual = line.target
    return Planted("copies_target", ("A103",), line.name)


@fault
def share_for_percent(_dice: Random, form: Form) -> Planted:
    line = _first(form, "质量指标")
    line.actual = str(Decimal(line.actual.rstrip("%")) / 100)
    return Planted("share_for_percent", ("A104",), line.name)


@fault
def other_unit(_dice: Random, form: Form) -> Planted:
    line = _first(form, "社会效益指标")
    line.actual = "".join(char for char in line.actual if char.isdigit()) + "公里"
    return Planted("other_unit", ("A106",), line.name)


@fault
def no_survey(_dice: Random, form: Form) -> Planted:
    line = _first(form, "服务对象满意度指标")
    line.evidence = ""
    return Planted("no_survey", ("A108",), line.name)


@fault
def beyond_whole(_dice: Random, form: Form) -> Planted:
    line = _first(form, "质量指标")
    line.actual = "106%"
    return Planted("beyond_whole", ("A113",), line.name)


@fault
def no_goal_actual(_dice: Random, form: Form) -> Planted:
    form.goals = (form.goals[0], "")
    return Planted("no_goal_actual", ("A110",))


@fault
def sources_do_not_add(dice: Random, form: Form) -> Planted:
    form.fiscal_executed -= dice.choice((2, 5, 10))
    return Planted("sources_do_not_add", ("B101",))


@fault
def more_executed(_dice: Random, form: Form) -> Planted:
    form.executed = form.adjusted + 6
    form.fiscal_executed = form.executed - form.carried
    form.rate = f"{rounded(form.executed / form.adjusted * 100)}%"
    form.execution_score = Decimal(10)
    form.add_up()
    return Planted("more_executed", ("B121",))


def _executed(form: Form, share: str) -> None:
    form.executed = rounded(form.adjusted * Decimal(share))
    form.fiscal_executed = form.executed - form.carried
    form.rate = f"{rounded(form.executed / form.adjusted * 100)}%"
    form.execution_score = rounded(form.executed / form.adjusted * 10)
    form.add_up()


@fault
def wrong_rate(_dice: Random, form: Form) -> Planted:
    _executed(form, "0.9412")
    form.rate = "100%"
    return Planted("wrong_rate", ("B122",))


@fault
def low_execution(dice: Random, form: Form) -> Planted:
    _executed(form, dice.choice(("0.62", "0.71", "0.8435")))
    return Planted("low_execution", ("B123",))


@fault
def changed_budget(dice: Random, form: Form) -> Planted:
    form.initial = form.adjusted + dice.choice((20, -20, 35))
    return Planted("changed_budget", ("B124",))


@fault
def yuan_for_ten_thousands(_dice: Random, form: Form) -> Planted:
    form.executed, form.fiscal_executed = form.executed * 10_000, form.fiscal_executed * 10_000
    form.carried = Decimal(0)
    form.fiscal_executed = form.executed
    return Planted("yuan_for_ten_thousands", ("B113", "B121"), "", ("B121", "B122", "B113", "S116"))


@fault
def full_execution_score(_dice: Random, form: Form) -> Planted:
    _executed(form, "0.9412")
    form.execution_score = Decimal(10)
    form.add_up()
    return Planted("full_execution_score", ("S116",))


@fault
def far_above(_dice: Random, form: Form) -> Planted:
    line = _first(form, "社会效益指标")
    target = int("".join(char for char in line.target if char.isdigit()))
    line.actual = f"{target * 2}{line.target.lstrip('≥0123456789')}"
    return Planted("far_above", ("S109",), line.name)


@fault
def all_full(_dice: Random, form: Form) -> Planted:
    for line in form.lines:
        if line.score < line.weight:
            line.actual, line.score, line.reason = line.target.lstrip("≥"), line.weight, ""
    _executed(form, "1")
    return Planted("all_full", ("S113",))


@fault
def cannot_fail(_dice: Random, form: Form) -> Planted:
    line = _first(form, "质量指标")
    line.target = "≤100%"
    return Planted("cannot_fail", ("T101",), line.name)


@fault
def success_from_above(_dice: Random, form: Form) -> Planted:
    line = _replaced(
        form, "质量指标", Line("产出指标", "质量指标", "案件按期办结率", "≤95%", "94%", Decimal(0), Decimal(0))
    )
    return Planted("success_from_above", ("T102",), line.name)


@fault
def cost_from_below(_dice: Random, form: Form) -> Planted:
    line = _replaced(
        form, "时效指标", Line("产出指标", "成本指标", "单位成本", "≥30万元", "32万元", Decimal(0), Decimal(0))
    )
    return Planted("cost_from_below", ("T103",), line.name)


@fault
def more_than_all(_dice: Random, form: Form) -> Planted:
    line = _first(form, "质量指标")
    line.target, line.actual = "≥120%", "121%"
    return Planted("more_than_all", ("T104",), line.name, ("A113",))


@fault
def no_number(_dice: Random, form: Form) -> Planted:
    first, second = [line for line in form.lines if line.tier2 == "数量指标"]
    second.target, second.actual, second.score, second.reason = "逐步增加", "达成年度指标 100%", second.weight, ""
    form.add_up()
    del first
    return Planted("no_number", ("T106",), second.name)


@fault
def placeholder(_dice: Random, form: Form) -> Planted:
    line = _first(form, "社会效益指标")
    line.target = "≥**" + line.target.lstrip("≥0123456789")
    return Planted("placeholder", ("T108",), line.name, ("T124",))


@fault
def no_unit(_dice: Random, form: Form) -> Planted:
    line = _first(form, "社会效益指标")
    line.name = "服务企业数量"  # 人数 in a name says the unit
    line.target = line.target.rstrip("人家个")
    line.actual = line.actual.rstrip("人家个")
    return Planted("no_unit", ("T112",), line.name)


@fault
def same_twice(_dice: Random, form: Form) -> Planted:
    first, second = [line for line in form.lines if line.tier2 == "数量指标"]
    second.name = first.name
    return Planted("same_twice", ("T114",), second.name, ("T113",))


@fault
def execution_twice(_dice: Random, form: Form) -> Planted:
    line = _replaced(
        form, "质量指标", Line("产出指标", "质量指标", "预算执行率", "≥90%", form.rate, Decimal(0), Decimal(0))
    )
    return Planted("execution_twice", ("T115",), line.name)


@fault
def cost_of_all(_dice: Random, form: Form) -> Planted:
    cost = Line(
        "产出指标", "成本指标", "项目总成本", f"≤{form.adjusted}万元", f"{form.executed}万元", Decimal(0), Decimal(0)
    )
    return Planted("cost_of_all", ("T117",), _replaced(form, "时效指标", cost).name)


@fault
def date_of_last_year(_dice: Random, form: Form) -> Planted:
    line = _first(form, "时效指标")
    line.target = line.target.replace(str(YEAR), str(YEAR - 1))
    line.actual = line.actual.replace(str(YEAR), str(YEAR - 1))
    return Planted("date_of_last_year", ("T121",), line.name)


@fault
def no_target(_dice: Random, form: Form) -> Planted:
    line = _first(form, "质量指标")
    line.target = ""
    return Planted("no_target", ("T124",), line.name)


@fault
def vague(_dice: Random, form: Form) -> Planted:
    line = _first(form, "社会效益指标")
    line.target, line.actual = "有效改善", "达成年度指标 100%"
    return Planted("vague", ("T111",), line.name, ("T106",))


@fault
def no_satisfaction(_dice: Random, form: Form) -> Planted:
    line = _first(form, "服务对象满意度指标")
    form.lines.remove(line)
    quality = _first(form, "质量指标")
    quality.weight = quality.score = quality.weight + line.weight
    return Planted("no_satisfaction", ("T118",), "", ("W105",))


@fault
def no_project_name(_dice: Random, form: Form) -> Planted:
    form.project = ""
    return Planted("no_project_name", ("B105",))


@fault
def no_goal(_dice: Random, form: Form) -> Planted:
    form.goals = ("", form.goals[1])
    return Planted("no_goal", ("T127",), "", ("A110",))
