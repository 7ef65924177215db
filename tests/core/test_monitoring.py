"""Lights of monitoring by the table: facts of a month and a pack in, colour and figures out."""

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction

import pytest

from selfeval.core.checks.findings import CHECKS
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.monitoring.fields import field, month_field, months_entered, span
from selfeval.core.monitoring.monitor import monitor
from selfeval.core.monitoring.plan import planned
from selfeval.core.monitoring.results import Lit, lights_told
from selfeval.core.monitoring.view import month_view
from selfeval.core.monitoring.words import Cause, Likelihood, causes, likelihood
from selfeval.core.problems import msg
from selfeval.core.rules.choices import Denominator, Light, PlanBetween, WithoutPlan
from selfeval.core.rules.parts.monitoring import MonitoringMonth, MonitoringRule
from tests.core.cases import PACK, evaluation, project, row
from tests.core.month_examples import month

SEED_PLAN = {3: D(25), 6: D(50), 10: D(75), 12: D(100)}
RULE = MonitoringRule()

PLANNED = [
    (1, "even", "25/3"), (2, "even", "50/3"), (3, "even", "25"), (4, "even", "100/3"), (6, "even", "50"),
    (7, "even", "225/4"), (8, "even", "125/2"), (9, "even", "275/4"), (10, "even", "75"), (11, "even", "175/2"),
    (1, "last", "0"), (2, "last", "0"), (3, "last", "25"), (5, "last", "25"), (7, "last", "50"), (8, "last", "50"),
    (10, "last", "75"), (11, "last", "75"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "between", "percent"), PLANNED)
def test_the_plan_of_the_seed_at_the_end_of_each_month(number, between, percent):
    rule = replace(RULE, between=PlanBetween(between))
    assert planned(SEED_PLAN, number, rule) == Fraction(percent)


def test_a_plan_that_breaks_off_and_none_at_all():
    assert planned({3: D(25), 6: D(50)}, 8, RULE) == 50
    assert planned({12: D(100)}, 6, RULE) == 50
    assert planned({}, 5, RULE) == Fraction(125, 3)
    assert planned({}, 5, replace(RULE, without_plan=WithoutPlan.NONE)) is None


def pack(**rule):
    return replace(PACK, monitoring=replace(RULE, **rule))


def light(kind, facts, with_pack=PACK, number=6, **made):
    watched = monitor(month(number, money=facts, **made), with_pack, number).projects[0]
    return next(lit for lit in watched.lights if lit.kind == kind)


TOLD = [
    # money of the month, the budget → what is said of several lights at once
    ({"executed": "90", "forecast": "175"}, "", ["spending so far, spending of the whole year: The budget has not"]),
    ({"executed": "90", "forecast": "175"}, "0", ["spending so far, spending of the whole year: The budget is 0"]),
    ({"executed": "90", "forecast": "175"}, "180", []),
    ({}, "180", []),
]


@pytest.mark.parametrize(("facts", "initial", "together"), TOLD)
def test_what_lights_lack_in_common_is_told_once(facts, initial, together):
    lights = monitor(month(6, money=facts, initial=initial), PACK, 6).projects[0].lights
    said = [why.render() for _, why in lights_told(lights)]
    assert len(said) == len(lights) - len(together) == len(set(said))
    assert sum(one.startswith(tuple(together)) for one in said) == len(together)


def test_lights_of_several_colours_are_told_apart():
    why = msg("The same.")
    lights = [Lit("spending", Light.NONE, why), Lit("expected", Light.RED, why), Lit("progress", Light.NONE, why)]
    assert [(light, said.render()) for light, said in lights_told(lights)] == [
        (Light.NONE, "spending so far, progress of the goals: The same."),
        (Light.RED, "The same."),
    ]


SPENDING = [
    # executed of 180, June: 50 % planned → percent of the plan
    ("90", "green", "100"), ("81", "green", "90"), ("80.9999", "yellow", None), ("63", "yellow", "70"),
    ("62.99", "red", None), ("0", "red", "0"), ("180", "green", "200"), ("180.01", "red", None),
    ("84.6", "green", "94"),
    ("630000元", "yellow", "70"), ("", "none", None), ("约八十", "none", None),
]  # fmt: skip


@pytest.mark.parametrize(("executed", "colour", "figure"), SPENDING)
def test_spending_against_the_plan(executed, colour, figure):
    lit = light("spending", {"executed": executed})
    assert lit.light is Light(colour)
    if figure is not None:
        assert lit.figure == Fraction(figure)
    assert lit.why.render()


def test_a_light_names_facts_formula_threshold_and_source():
    why = light("spending", {"executed": "60"}, initial="185").why.render()
    for part in ("60 ÷ 185", "32.43%", "50%", "64.86%", "below 70%: red"):
        assert part in why


OWN_RATES = pack(months=(MonitoringMonth(6, D(40)), MonitoringMonth(8, D(60), D(50)), MonitoringMonth(10)))
RATES = [
    (6, "71.99", "yellow"), (6, "72", "green"), (8, "89.9", "red"), (8, "90", "yellow"), (8, "108", "green"),
    (10, "121", "yellow"), (10, "121.5", "green"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "executed", "colour"), RATES)
def test_a_month_with_rates_of_its_own_is_held_to_them(number, executed, colour):
    lit = light("spending", {"executed": executed}, OWN_RATES, number)
    assert lit.light is Light(colour)


def test_the_base_of_the_rate_is_what_the_pack_names():
    made = {"plan": {"adjusted": "200", "plan.6": "50%"}}
    assert light("spending", {"executed": "90"}, **made).figure == 100
    assert light("spending", {"executed": "90"}, pack(denominator=Denominator.ADJUSTED), **made).figure == 90
    assert light("spending", {"executed": "90"}, initial="", **made).figure == 90
    assert light("spending", {"executed": "1"}, initial="0", plan={}).light is Light.NONE
    assert light("spending", {"executed": "15"}, pack(without_plan=WithoutPlan.NONE), plan={}).light is Light.NONE
    assert light("spending", {"executed.fiscal": "50", "executed.other": "40"}).figure == 100


ABOVE = [
    # base of the rate, initial, adjusted, spent and expected of the year → colour of both
    ("initial", "180", "200", "190", "green"), ("initial", "180", "200", "200", "green"),
    ("initial", "180", "200", "200.01", "red"),
    ("initial", "200", "180", "190", "green"), ("initial", "200", "180", "200.01", "red"),
    ("initial", "180", "2000000元", "190", "green"), ("initial", "180", "约二百", "190", "red"),
    ("initial", "180", "", "190", "red"), ("initial", "", "200", "200", "green"), ("initial", "", "200", "201", "red"),
    ("adjusted", "180", "200", "190", "green"), ("adjusted", "180", "200", "200.01", "red"),
    ("adjusted", "200", "180", "190", "red"), ("adjusted", "200", "180", "180", "green"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "initial", "adjusted", "amount", "colour"), ABOVE)
def test_red_is_more_than_the_larger_of_the_base_of_the_rate_and_the_adjusted_budget(
    base, initial, adjusted, amount, colour
):
    made = {"initial": initial, "plan": {"adjusted": adjusted, "plan.6": "50%"}}
    money, rule = {"executed": amount, "forecast": amount}, pack(denominator=Denominator(base))
    assert {light(kind, money, rule, **made).light for kind in ("spending", "expected")} == {Light(colour)}


EXPECTED = [("162", "green"), ("161.9", "yellow"), ("144", "yellow"), ("143.9", "red"), ("180", "green"),
            ("181", "red"), ("", "none")]  # fmt: skip


@pytest.mark.parametrize(("forecast", "colour"), EXPECTED)
def test_what_is_expected_of_the_year(forecast, colour):
    assert light("expected", {"executed": "90", "forecast": forecast}).light is Light(colour)


PROGRESS = [
    # target, outcome in June, executed of 180, colour, percent points behind (90 of 180 are 50 %)
    ("≥100件", "50件", "90", "green", "0"), ("≥100件", "36件", "90", "green", "14"),
    ("≥100件", "35件", "90", "yellow", "15"),
    ("≥100件", "20件", "90", "red", "30"), ("≥100件", "0件", "90", "red", "50"),
    ("≥100件", "300件", "90", "green", "-50"),
    ("≥90%", "45%", "135", "yellow", "25"), ("显著改善", "部分达成年度指标并具有一定效果 70%", "162", "yellow", "20"),
    ("＝10次", "5次", "90", "green", "0"),
    ("≤10批次", "4批次", "90", "none", None),
    ("12月底前完成", "2025-05-01", "90", "none", None), ("≥100件", "", "90", "none", None),
]  # fmt: skip


@pytest.mark.parametrize(("target", "actual", "executed", "colour", "lag"), PROGRESS)
def test_goals_against_the_money(target, actual, executed, colour, lag):
    lit = light("progress", {"executed": executed}, target=target, actual=actual)
    assert (lit.light, lit.figure) == (Light(colour), None if lag is None else Fraction(lag))


def test_goals_count_by_their_points():
    both = evaluation(
        project(row("甲", "≥100件", weight=D(60)), row("乙", "≥10次", weight=D(30)), budget={"initial": "100"})
    )
    only = both.department.projects[0]
    values = [(FactKey(only.id, only.indicators[0].id, field(6, "actual")), "100件"),
              (FactKey(only.id, only.indicators[1].id, field(6, "actual")), "1次")]  # fmt: skip
    watched = monitor(both.enter(both.step(values)), PACK, 6).projects[0]
    assert (watched.progress, watched.measured) == (Fraction(60 + 3, 90), 2)


ROWS = [
    # target, facts, lights of the row
    ("≥100件", {"likelihood": "确定能"}, {"likelihood": "green"}),
    ("≥100件", {"likelihood": "有可能"}, {"likelihood": "yellow"}),
    ("≥100件", {"likelihood": "完全不可能"}, {"likelihood": "red"}),
    ("≥100件", {"likelihood": "看情况"}, {}),
    ("≥100件", {"forecast": "100件"}, {"forecast": "green"}),
    ("≥100件", {"forecast": "99件", "likelihood": "确定能"}, {"forecast": "yellow", "likelihood": "green"}),
    ("≤10批次", {"actual": "10批次"}, {}),
    ("≤10批次", {"actual": "11批次"}, {"limit": "red"}),
    ("≤10%", {"actual": "11%"}, {"limit": "yellow"}),
    ("≤10批次", {"actual": "4批次", "forecast": "12批次"}, {"forecast": "yellow"}),
    ("≥90%", {"actual": "85%"}, {}),
    ("是", {"forecast": "是"}, {"forecast": "green"}),
]


@pytest.mark.parametrize(("target", "facts", "lights"), ROWS, ids=str)
def test_lights_of_an_indicator(target, facts, lights):
    found = monitor(month(6, target, **facts), PACK, 6).projects[0].rows[0]
    assert {lit.kind: lit.light.value for lit in found.lights} == lights


def test_the_pack_says_what_a_likelihood_shows():
    quiet = pack(possible=Light.NONE, impossible=Light.YELLOW)
    shown = [monitor(month(likelihood=text), quiet, 6).projects[0].rows[0].light for text in ("有可能", "不可能")]
    assert shown == [Light.NONE, Light.YELLOW]


def test_a_project_shows_its_gravest_light():
    made = month(money={"executed": "90", "forecast": "180"}, likelihood="不可能", actual="50件")
    assert monitor(made, PACK, 6).projects[0].light is Light.RED
    assert monitor(Evaluation(made.department), PACK, 6).projects[0].light is Light.NONE


def test_a_row_that_does_not_apply_has_no_light():
    made = month(likelihood="不可能")
    only = made.department.projects[0]
    step = made.step([(FactKey(only.id, only.indicators[0].id, "not_applicable"), "项目取消")])
    found = monitor(made.enter(step), PACK, 6).projects[0].rows[0]
    assert not found.applies and not found.lights


def test_the_facts_of_a_month_and_of_the_year_do_not_touch_each_other():
    made = month(actual="60件")
    only = made.department.projects[0]
    item = only.indicators[0]
    done = made.enter(
        made.step([(FactKey(only.id, item.id, "actual"), "120件"), (FactKey(only.id, "", "executed"), "179")])
    )
    assert done.indicator_value(only, item, field(6, "actual")) == "60件"
    view = month_view(done, 6)
    assert view.indicator_value(only, item, "actual") == "60件" and view.value(only, "executed") == "90"
    assert month_view(done, 7).indicator_value(only, item, "actual") == ""
    assert months_entered(done) == (6,)
    assert done.undo().indicator_value(only, item, "actual") == ""


FIELDS = [("monitor.7.actual", (7, "actual")), ("monitor.11.executed.fiscal", (11, "executed.fiscal")),
          ("monitor.12.actual", None), ("monitor.0.actual", None), ("monitor.x.actual", None),
          ("actual", None)]  # fmt: skip


@pytest.mark.parametrize(("name", "found"), FIELDS)
def test_fields_of_a_month(name, found):
    assert month_field(name) == found


def test_months_in_the_forms_words():
    assert [span(1), span(6), span(11)] == ["1月", "1-6月", "1-11月"]


WORDS = [("确定能", "确定能"), (" 确定 能 ", "确定能"), ("能完成", "确定能"), ("有可能", "有可能"), ("可能", "有可能"),
         ("完全不可能", "完全不可能"), ("不可能", "完全不可能"),
         ("不能", "完全不可能"), ("Possible", "有可能")]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), WORDS)
def test_what_people_write_for_the_likelihood(text, meant):
    assert likelihood(text) is Likelihood(meant)


@pytest.mark.parametrize("text", ["", "看情况", "不一定能", "能不能", "60%"])
def test_what_says_no_likelihood(text):
    assert likelihood(text) is None


def test_causes_by_their_kinds():
    assert causes("人员、经费") == ((Cause.MONEY, Cause.STAFF), ())
    assert causes("硬件条件保障；其它") == ((Cause.EQUIPMENT, Cause.OTHER), ())
    assert causes("天气") == ((), ("天气",))
    assert causes("") == ((), ())


@pytest.mark.parametrize("text", ["无", "/", "—", "没有", "不适用", "×", "否", "0", "暂无", "N/A", "NA", "无、"])
def test_a_list_of_causes_that_says_there_are_none(text):
    assert causes(text) == ((), ())
    assert causes(f"{text}、经费".replace("N/A", "")) == ((Cause.MONEY,), ())


def test_findings_of_many_projects_look_at_the_year_once(monkeypatch):
    from selfeval.core.checks.months import findings
    from selfeval.core.monitoring import monitor as watching

    assert "B143" in CHECKS
    budget = {"initial": "180", "executed": "90"}
    made = evaluation(*(project(row("办件", "≥100件"), name=f"项目{n}", budget=budget) for n in range(5)))
    for number, money in ((3, "45"), (6, "40")):
        changes = [(FactKey(one.id, "", field(number, "executed")), money) for one in made.department.projects]
        made = made.enter(made.step(changes))
    watched, asked = monitor(made, PACK, 6), []
    counted = ((findings, "months_entered"), (watching, "month_view"), (watching, "expected_view"))
    for room, name in counted:
        once = getattr(room, name)
        monkeypatch.setattr(room, name, lambda *args, _once=once, _name=name: (asked.append(_name), _once(*args))[1])
    found = findings.month_problems(watched)
    assert sorted(asked) == ["expected_view", "month_view", "months_entered"]
    assert [problem.project for problem in found if problem.code == "B143"] == [f"项目{n}" for n in range(5)]
    alone = [
        problem for one in watched.projects for problem in findings.project_month_problems(watched, one.project.id)
    ]
    assert tuple(alone) == found
