"""Points that move, are proposed for tiers the pack does not know, or do not make full marks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.core.checks.findings import all_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.model import Claimed, Tier1, tier1_of
from selfeval.core.rules.choices import ExecutionMethod, NotApplicablePolicy, UnknownTiers, ZeroBudget
from selfeval.core.rules.parts.weight_rules import WeightLayout
from selfeval.core.rules.rounding import Rounding
from selfeval.core.rules.weights.moved_points import move
from selfeval.core.rules.weights.splitting import split
from selfeval.core.rules.weights.weights import weigh
from selfeval.core.scoring.assessment import assess
from tests.core.cases import PACK, evaluation, project, row
from tests.examples import examples

REDISTRIBUTE, RESCALE = NotApplicablePolicy.REDISTRIBUTE, NotApplicablePolicy.RESCALE
ZERO, HOLD = NotApplicablePolicy.ZERO, NotApplicablePolicy.HOLD

# name, tier 1, tier 2, points
TABLE = {
    "a": ("产出指标", "数量指标", 10),
    "b": ("产出指标", "数量指标", 20),
    "c": ("产出指标", "质量指标", 15),
    "d": ("产出指标", "时效指标", 5),
    "e": ("效益指标", "社会效益指标", 30),
    "f": ("满意度指标", "服务对象满意度指标", 10),
}


def rows(table=TABLE):
    return [row(name, tier1=one, tier2=two, weight=D(str(points))) for name, (one, two, points) in table.items()]


def after(gone, *, policy=REDISTRIBUTE, extra="0", unit="0.01", table=TABLE):
    indicators = rows(table)
    base = {item.id: item.weight for item in indicators}
    away = frozenset(item.id for item in indicators if item.tier3 in gone)
    moved = move(indicators, base, away, policy, extra=D(extra), unit=D(unit))
    return {item.tier3: moved[item.id] for item in indicators}


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ("", "10 20 15 5 30 10"),
        ("a", "0 30 15 5 30 10"),
        ("ab", "0 0 37.5 12.5 30 10"),
        ("abc", "0 0 0 50 30 10"),
        ("abcd", "0 0 0 0 67.5 22.5"),
        ("ac", "0 42.86 0 7.14 30 10"),  # 10 inside 数量, b has 30; 15 of 质量 inside 产出 as 30 to 5
        ("e", "15 30 22.5 7.5 0 15"),
        ("ef", "18 36 27 9 0 0"),
        ("abcdef", "10 20 15 5 30 10"),
    ],
)
def test_stages_over_all_rows_together(gone, expected):
    assert [after(gone)[name] for name in TABLE] == [D(text) for text in expected.split()]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (REDISTRIBUTE, "0 42.86 0 7.14 30 10"),
        (RESCALE, "0 27.69 0 6.92 41.54 13.85"),
        (ZERO, "10 20 15 5 30 10"),
        (HOLD, "10 20 15 5 30 10"),
    ],
)
def test_each_policy_moves_several_rows_at_once(policy, expected):
    moved = after("ac", policy=policy)
    assert [moved[name] for name in TABLE] == [D(text) for text in expected.split()]
    assert sum(moved.values()) == 90


@pytest.mark.parametrize(
    ("unit", "gone", "expected"),
    [
        ("0.01", "f", "11.25 22.5 16.88 5.62 33.75 0"),
        ("0.1", "f", "11.2 22.5 16.9 5.6 33.8 0"),
        ("1", "f", "11 22 17 6 34 0"),
        ("1", "b", "30 0 15 5 30 10"),
        ("1", "ab", "0 0 38 12 30 10"),
    ],
)
def test_moved_points_are_multiples_of_what_scores_can_show(unit, gone, expected):
    moved = after(gone, unit=unit)
    assert sum(moved.values()) == 90
    assert all(value % D(unit) == 0 for value in moved.values())
    assert [moved[name] for name in TABLE] == [D(text) for text in expected.split()]


def test_weights_of_the_workbook_that_nothing_reaches_keep_their_decimals():
    table = {**TABLE, "a": ("产出指标", "数量指标", "10.125"), "b": ("产出指标", "数量指标", "19.875")}
    assert after("c", unit="1", table=table)["e"] == 30
    untouched = after("f", unit="1", table={**table, "g": ("满意度指标", "服务对象满意度指标", "1.5")})
    assert (untouched["a"], untouched["b"], untouched["g"]) == (D("10.125"), D("19.875"), D("11.5"))


@pytest.mark.parametrize("gone", ["", "a", "ac", "abc", "abcd", "ef"])
@pytest.mark.parametrize("policy", list(NotApplicablePolicy))
@pytest.mark.parametrize("zero", list(ZeroBudget))
@pytest.mark.parametrize("budget", ["0", "100"])
def test_a_budget_of_nothing_and_every_policy(gone, policy, zero, budget):
    pack = replace(
        PACK,
        weights=replace(PACK.weights, not_applicable=policy),
        execution=replace(PACK.execution, zero_budget=zero),
    )
    indicators = [replace(item, actual="90%") for item in rows()]
    plan = project(*indicators, budget={"initial": budget, "executed": budget})
    facts = {("甲", item.id, "not_applicable"): "未开展" for item in indicators if item.tier3 in gone}
    result = assess(evaluation(plan, facts=facts), pack).projects[0]
    points = {item.indicator.tier3: item.weight.effective for item in result.indicators}
    lost = sum(TABLE[name][2] for name in gone)
    without_rate = budget == "0" and zero is ZeroBudget.NOT_APPLICABLE
    rate = 10 if budget != "0" else 0
    assert sum(points.values()) + result.execution.weight == 100
    assert result.execution.applies is not without_rate
    if policy is HOLD and (gone or without_rate):
        assert (result.total, result.grade, result.complete) == (None, "", False)
        assert "Held" in result.note.render()
        assert result.execution.weight == 10
        return
    if policy is ZERO:
        assert points == {name: fact[2] for name, fact in TABLE.items()}
        assert result.execution.weight == 10
        assert result.total == 90 - lost + rate
    else:
        assert all(points[name] == 0 for name in gone)
        assert result.execution.weight == (0 if without_rate else 10)
        assert result.total == (100 if without_rate else 90 + rate)
    assert result.complete


@pytest.mark.parametrize("policy", list(NotApplicablePolicy))
@pytest.mark.parametrize("budget", ["0", "100"])
def test_where_every_row_does_not_apply_that_is_said(policy, budget):
    pack = replace(
        PACK,
        weights=replace(PACK.weights, not_applicable=policy),
        execution=replace(PACK.execution, zero_budget=ZeroBudget.NOT_APPLICABLE),
    )
    plan = project(*rows(), budget={"initial": budget, "executed": budget})
    facts = {("甲", item.id, "not_applicable"): "项目取消" for item in plan.indicators}
    done = assess(evaluation(plan, facts=facts), pack)
    result = done.projects[0]
    rate = D(0) if budget == "0" else D(10)
    counted = (rate, "差", True) if policy is ZERO else (None, "", False)
    assert (result.total, result.grade, result.complete) == counted
    found = [problem for problem in all_problems(done, Stage.FILLED) if problem.code == "S118"]
    said = "“甲”: no indicator applies; the total is 0 or that of the execution rate alone."
    assert [one.message.render() for one in found] == [
        said if policy is ZERO else f"“甲” has no total: {result.note.render()}"
    ]


def test_a_pack_without_an_execution_rate_gives_its_points_to_the_rows_under_every_policy():
    for policy in NotApplicablePolicy:
        pack = replace(
            PACK,
            weights=replace(PACK.weights, not_applicable=policy),
            execution=replace(PACK.execution, weight=D(0), method=ExecutionMethod.NONE),
        )
        plan = project(*(replace(item, actual="90%") for item in rows()), claimed=Claimed(execution_weight=D(10)))
        result = assess(evaluation(plan), pack).projects[0]
        assert (result.total, result.execution.weight) == (100, 0)


TIERS = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "满意度指标"),
    ("成本指标", "经济成本指标"),
    ("管理指标", "过程管理"),
]


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_the_order_of_the_rows_changes_nothing(data):
    picks = data.draw(st.lists(st.sampled_from(TIERS), min_size=1, max_size=7))
    stated = data.draw(st.booleans())
    points = [data.draw(st.decimals(0, 30, places=1)) if stated else None for _ in picks]
    actuals = [data.draw(st.sampled_from(["90%", "61%", "37%", "100%"])) for _ in picks]
    indicators = [
        row(f"指标{place}", tier1=one, tier2=two, weight=weight, actual=actual)
        for place, ((one, two), weight, actual) in enumerate(zip(picks, points, actuals, strict=True))
    ]
    gone = data.draw(st.sets(st.sampled_from([item.id for item in indicators])))
    pack = replace(
        PACK,
        rounding=Rounding(data.draw(st.integers(0, 2))),
        weights=replace(
            PACK.weights,
            not_applicable=data.draw(st.sampled_from(list(NotApplicablePolicy))),
            unknown_tiers=data.draw(st.sampled_from(list(UnknownTiers))),
        ),
        execution=replace(PACK.execution, zero_budget=ZeroBudget.NOT_APPLICABLE),
    )
    budget = {"initial": data.draw(st.sampled_from(["0", "100"])), "executed": "0"}
    facts = {("甲", key, "not_applicable"): "未开展" for key in gone}

    def outcome(order):
        result = assess(evaluation(project(*order, budget=budget), facts=facts), pack).projects[0]
        scored = {
            item.indicator.id: (item.weight.base, item.weight.effective, item.score) for item in result.indicators
        }
        return scored, result.execution.weight, result.total, result.grade

    shuffled = data.draw(st.permutations(indicators))
    assert outcome(indicators) == outcome(shuffled)


def test_every_order_of_three_equal_rows_gives_the_leftover_to_the_same_one():
    indicators = [row(name, tier1="满意度指标", tier2="满意度指标") for name in ("甲", "乙", "丙")]
    outcomes = {
        tuple(
            sorted(
                (key.rpartition("/")[2], weight.base)
                for key, weight in weigh(project(*order), {}, PACK).indicators.items()
            )
        )
        for order in permutations(indicators)
    }
    assert len(outcomes) == 1


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("产出指标（50分）", Tier1.OUTPUT),
        ("项目完成指标", Tier1.OUTPUT),
        ("项目完成", Tier1.OUTPUT),
        ("任务完成指标", Tier1.OUTPUT),
        ("完成指标", Tier1.OUTPUT),
        ("项目效果指标", Tier1.BENEFIT),
        ("项目效果", Tier1.BENEFIT),
        ("项目成效", Tier1.BENEFIT),
        ("影响力指标", Tier1.BENEFIT),
        ("满意指标", Tier1.SATISFACTION),
        ("服务对象满意度指标", Tier1.SATISFACTION),
        ("成本指标", Tier1.COST),
        ("管理指标", None),
        ("", None),
    ],
)
def test_other_words_for_the_four_tiers(text, tier):
    assert tier1_of(text) is tier


@pytest.mark.parametrize(
    ("tiers", "how", "expected", "fallback"),
    [
        ("成本 产出 效益 满意度", UnknownTiers.BY_ROWS, "22.5 37.5 22.5 7.5", ("成本指标",)),
        ("成本 产出 效益 满意度", UnknownTiers.BY_TIERS, "22.5 37.5 22.5 7.5", ("成本指标",)),
        ("管理 产出 效益 满意度", UnknownTiers.BY_TIERS, "22.5 37.5 22.5 7.5", ("管理指标",)),
        ("成本 产出 产出 产出 效益 满意度", UnknownTiers.BY_ROWS, "15 14 14 13.5 25 8.5", ("成本指标",)),
        ("项目完成 项目效果 满意度", UnknownTiers.BY_ROWS, "50 30 10", ()),
        ("管理", UnknownTiers.BY_ROWS, "90", ("管理指标",)),
        ("管理 过程", UnknownTiers.BY_ROWS, "45 45", ("管理指标", "过程指标")),
    ],
)
def test_a_tier_that_the_pack_does_not_know_shares_by_the_fallback(tiers, how, expected, fallback):
    pack = replace(PACK, weights=replace(PACK.weights, unknown_tiers=how))
    plan = project(*(row(str(place), tier1=f"{tier}指标", tier2="") for place, tier in enumerate(tiers.split())))
    weighing = weigh(plan, {}, pack)
    assert [weighing.indicators[item.id].base for item in plan.indicators] == [D(text) for text in expected.split()]
    assert {weight.origin for weight in weighing.indicators.values()} == {"proposed"}
    assert weighing.fallback == fallback
    assert weighing.whole


def test_a_layout_with_the_tier_needs_no_fallback():
    four = WeightLayout(dict(zip(Tier1, (D(20), D(40), D(20), D(10)), strict=True)), "c")
    pack = replace(PACK, weights=replace(PACK.weights, layouts=(*PACK.weights.layouts, four)))
    plan = project(*(row(tier.value, tier1=f"{tier.value}指标", tier2="") for tier in Tier1))
    weighing = weigh(plan, {}, pack)
    assert [weighing.indicators[item.id].base for item in plan.indicators] == [20, 40, 20, 10]
    assert weighing.fallback == ()


@pytest.mark.parametrize(
    ("points", "execution", "total"),
    [
        ((50, 30, 20), None, None),  # no place for the execution rate, and nothing left for it
        ((50, 30, 20), 10, "110"),
        ((50, 30, 10), None, None),
        ((50, 30, 20), 0, None),
        ((50, 30, 10), 20, "110"),
        ((50, 30, "9.99"), None, "99.99"),
        ((50, 30, "10.01"), None, "100.01"),
    ],
)
def test_no_total_while_the_weights_do_not_make_full_marks(points, execution, total):
    tiers = ("产出指标", "效益指标", "满意度指标")
    indicators = [
        row(str(place), tier1=tier, tier2=tier, weight=D(str(value)), actual="90%")
        for place, (tier, value) in enumerate(zip(tiers, points, strict=True))
    ]
    claimed = Claimed(total=D(110), execution_weight=None if execution is None else D(execution))
    done = assess(evaluation(project(*indicators, budget={"initial": "1", "executed": "1"}, claimed=claimed)), PACK)
    result = done.projects[0]
    assert all(item.score == item.weight.base for item in result.indicators)
    if total is None:
        assert (result.total, result.grade, result.complete) == (100, "优", True)
        assert done.department.total == 100
        return
    assert (result.total, result.uncapped, result.grade, result.complete) == (None, None, "", False)
    assert result.note.render() == f"Undecided: the weights make {total}"
    assert (done.department.total, done.department.grade) == (None, "")


@pytest.mark.parametrize(
    ("step", "unit", "pieces"),
    [("0.5", "1", "3 1 1"), ("0.5", "0.1", "1.7 1.7 1.6"), ("0.5", "0.01", "2 1.5 1.5")],
)
def test_proposed_points_are_multiples_of_what_scores_can_show(step, unit, pieces):
    places = -D(unit).as_tuple().exponent
    pack = replace(PACK, rounding=Rounding(places), weights=replace(PACK.weights, step=D(step)))
    plan = project(
        *(row(name, tier1="满意度指标", tier2="") for name in "abc"), row("d", tier1="满意度指标", tier2="甲")
    )
    weighing = weigh(plan, {}, pack)
    assert sum(weight.base for weight in weighing.indicators.values()) == 90
    assert all(weight.base % D(unit) == 0 for weight in weighing.indicators.values())
    assert split(D(5), [D(1)] * 3, D(unit), D(unit))[0] in {D(2), D("1.7"), D("1.67")}
