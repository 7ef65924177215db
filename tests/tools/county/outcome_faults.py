"""Faults of outcomes: actuals, scores, reasons, totals and money; each says which finding has to name it where."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.tools.county.forms import Form, rounded
from tests.tools.county.planting import Planted, first, missed


def score_unlike_rule(_dice: Random, form: Form) -> Planted:
    line = missed(form)
    line.score = line.score - Decimal("0.37")
    form.add_up()
    return Planted("score_unlike_rule", ("S103",), line.name)


def full_on_missed(_dice: Random, form: Form) -> Planted:
    line = missed(form)
    line.score, line.reason = line.weight, ""
    form.add_up()
    return Planted("full_on_missed", ("S104",), line.name, ("S113",))


def above_weight(_dice: Random, form: Form) -> Planted:
    line = first(form, "质量指标")
    line.score = line.weight + 2
    form.add_up()
    return Planted("above_weight", ("S101",), line.name)


def no_reason(_dice: Random, form: Form) -> Planted:
    line = missed(form)
    line.reason = ""
    return Planted("no_reason", ("S105",), line.name)


def empty_reason(dice: Random, form: Form) -> Planted:
    line = missed(form)
    line.reason = dice.choice(("无", "无。", "暂无", "/"))
    return Planted("empty_reason", ("S106", "S105"), line.name)


def copied_reason(_dice: Random, form: Form) -> Planted:
    other, second = [line for line in form.lines if line.tier2 == "数量指标"]
    target = int("".join(char for char in second.target if char.isdigit()))
    unit = second.target.lstrip("≥0123456789")
    second.actual = f"{target - 2}{unit}"
    second.score = rounded(Decimal(target - 2) / target * second.weight)
    second.reason = other.reason
    form.add_up()
    return Planted("copied_reason", ("S107",), second.name)


def wrong_total(dice: Random, form: Form) -> Planted:
    form.total += dice.choice((Decimal("1.5"), Decimal(-2), Decimal("0.6")))
    return Planted("wrong_total", ("S111",), "", ("S114",))


def wrong_grade(_dice: Random, form: Form) -> Planted:
    form.grade = "良" if form.grade != "良" else "优"
    return Planted("wrong_grade", ("S114",))


def weights_of_95(_dice: Random, form: Form) -> Planted:
    line = first(form, "质量指标")
    line.weight = line.score = line.weight - 5
    form.add_up()
    return Planted("weights_of_95", ("W103",), "", ("W105",))


def no_actual(_dice: Random, form: Form) -> Planted:
    line = first(form, "质量指标")
    line.actual = ""
    return Planted("no_actual", ("A101",), line.name)


def not_measured(dice: Random, form: Form) -> Planted:
    line = first(form, "质量指标")
    line.actual = dice.choice(("已完成", "完成", "达标"))
    return Planted("not_measured", ("A102", "A107"), line.name)


def copies_target(_dice: Random, form: Form) -> Planted:
    line = first(form, "质量指标")
    line.actual = line.target
    return Planted("copies_target", ("A103",), line.name)


def share_for_percent(_dice: Random, form: Form) -> Planted:
    line = first(form, "质量指标")
    line.actual = str(Decimal(line.actual.rstrip("%")) / 100)
    return Planted("share_for_percent", ("A104",), line.name)


def other_unit(_dice: Random, form: Form) -> Planted:
    line = first(form, "社会效益指标")
    line.actual = "".join(char for char in line.actual if char.isdigit()) + "公里"
    return Planted("other_unit", ("A106",), line.name)


def no_survey(_dice: Random, form: Form) -> Planted:
    line = first(form, "服务对象满意度指标")
    line.evidence = ""
    return Planted("no_survey", ("A108",), line.name)


def beyond_whole(_dice: Random, form: Form) -> Planted:
    line = first(form, "质量指标")
    line.actual = "106%"
    return Planted("beyond_whole", ("A113",), line.name)


def no_goal_actual(_dice: Random, form: Form) -> Planted:
    form.goals = (form.goals[0], "")
    return Planted("no_goal_actual", ("A110",))


def sources_do_not_add(dice: Random, form: Form) -> Planted:
    form.fiscal_executed -= dice.choice((2, 5, 10))
    return Planted("sources_do_not_add", ("B101",))


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


def wrong_rate(_dice: Random, form: Form) -> Planted:
    _executed(form, "0.9412")
    form.rate = "100%"
    return Planted("wrong_rate", ("B122",))


def low_execution(dice: Random, form: Form) -> Planted:
    _executed(form, dice.choice(("0.62", "0.71", "0.8435")))
    return Planted("low_execution", ("B123",))


def changed_budget(dice: Random, form: Form) -> Planted:
    form.initial = form.adjusted + dice.choice((20, -20, 35))
    return Planted("changed_budget", ("B124",))


def yuan_for_ten_thousands(_dice: Random, form: Form) -> Planted:
    form.executed, form.carried = form.executed * 10_000, Decimal(0)
    form.fiscal_executed = form.executed
    return Planted("yuan_for_ten_thousands", ("B113", "B121"), "", ("B121", "B122", "B113", "S116"))


def full_execution_score(_dice: Random, form: Form) -> Planted:
    _executed(form, "0.9412")
    form.execution_score = Decimal(10)
    form.add_up()
    return Planted("full_execution_score", ("S116",))


def far_above(_dice: Random, form: Form) -> Planted:
    line = first(form, "社会效益指标")
    target = int("".join(char for char in line.target if char.isdigit()))
    line.actual = f"{target * 2}{line.target.lstrip('≥0123456789')}"
    return Planted("far_above", ("S109",), line.name)


def all_full(_dice: Random, form: Form) -> Planted:
    for line in form.lines:
        if line.score < line.weight:
            line.actual, line.score, line.reason = line.target.lstrip("≥"), line.weight, ""
    _executed(form, "1")
    return Planted("all_full", ("S113",))
