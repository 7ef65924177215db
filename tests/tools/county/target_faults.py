"""Faults of targets: their values, names, weights and goals; each says which finding has to name it where."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.tools.county.forms import YEAR, Form, Line
from tests.tools.county.planting import Planted, first, replaced


def cannot_fail(_dice: Random, form: Form) -> Planted:
    line = first(form, "质量指标")
    line.target = "≤100%"
    return Planted("cannot_fail", ("T101",), line.name)


def success_from_above(_dice: Random, form: Form) -> Planted:
    line = replaced(
        form, "质量指标", Line("产出指标", "质量指标", "案件按期办结率", "≤95%", "94%", Decimal(0), Decimal(0))
    )
    return Planted("success_from_above", ("T102",), line.name)


def cost_from_below(_dice: Random, form: Form) -> Planted:
    line = replaced(
        form, "时效指标", Line("产出指标", "成本指标", "单位成本", "≥30万元", "32万元", Decimal(0), Decimal(0))
    )
    return Planted("cost_from_below", ("T103",), line.name)


def more_than_all(_dice: Random, form: Form) -> Planted:
    line = first(form, "质量指标")
    line.target, line.actual = "≥120%", "121%"
    return Planted("more_than_all", ("T104",), line.name, ("A113",))


def no_number(_dice: Random, form: Form) -> Planted:
    _, second = [line for line in form.lines if line.tier2 == "数量指标"]
    second.target, second.actual, second.score, second.reason = "逐步增加", "达成年度指标 100%", second.weight, ""
    form.add_up()
    return Planted("no_number", ("T106",), second.name)


def placeholder(_dice: Random, form: Form) -> Planted:
    line = first(form, "社会效益指标")
    line.target = "≥**" + line.target.lstrip("≥0123456789")
    return Planted("placeholder", ("T108",), line.name, ("T124",))


def no_unit(_dice: Random, form: Form) -> Planted:
    line = first(form, "社会效益指标")
    line.name = "服务企业数量"  # 人数 in a name says the unit
    line.target = line.target.rstrip("人家个")
    line.actual = line.actual.rstrip("人家个")
    return Planted("no_unit", ("T112",), line.name)


def same_twice(_dice: Random, form: Form) -> Planted:
    other, second = [line for line in form.lines if line.tier2 == "数量指标"]
    second.name = other.name
    return Planted("same_twice", ("T114",), second.name, ("T113",))


def execution_twice(_dice: Random, form: Form) -> Planted:
    line = replaced(
        form, "质量指标", Line("产出指标", "质量指标", "预算执行率", "≥90%", form.rate, Decimal(0), Decimal(0))
    )
    return Planted("execution_twice", ("T115",), line.name)


def cost_of_all(_dice: Random, form: Form) -> Planted:
    cost = Line(
        "产出指标", "成本指标", "项目总成本", f"≤{form.adjusted}万元", f"{form.executed}万元", Decimal(0), Decimal(0)
    )
    return Planted("cost_of_all", ("T117",), replaced(form, "时效指标", cost).name)


def date_of_last_year(_dice: Random, form: Form) -> Planted:
    line = first(form, "时效指标")
    line.target = line.target.replace(str(YEAR), str(YEAR - 1))
    line.actual = line.actual.replace(str(YEAR), str(YEAR - 1))
    return Planted("date_of_last_year", ("T121",), line.name)


def no_target(_dice: Random, form: Form) -> Planted:
    line = first(form, "质量指标")
    line.target = ""
    return Planted("no_target", ("T124",), line.name)


def vague(_dice: Random, form: Form) -> Planted:
    line = first(form, "社会效益指标")
    line.target, line.actual = "有效改善", "达成年度指标 100%"
    return Planted("vague", ("T111",), line.name, ("T106",))


def no_satisfaction(_dice: Random, form: Form) -> Planted:
    line = first(form, "服务对象满意度指标")
    form.lines.remove(line)
    quality = first(form, "质量指标")
    quality.weight = quality.score = quality.weight + line.weight
    return Planted("no_satisfaction", ("T118",), "", ("W105",))


def no_project_name(_dice: Random, form: Form) -> Planted:
    form.project = ""
    return Planted("no_project_name", ("B105",))


def no_goal(_dice: Random, form: Form) -> Planted:
    form.goals = ("", form.goals[1])
    return Planted("no_goal", ("T127",), "", ("A110",))
