from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.rules.choices import Denominator, ExecutionMethod, ZeroBudget
from selfeval.core.rules.pack import ExecutionRule, TotalCap
from selfeval.core.rules.parts.ladders import Interval
from selfeval.core.scoring.budget import execution_applies, read_budget, score_execution
from tests.core.cases import PACK, evaluation, project, row

STEPS = (Interval(D(100), D(100)), Interval(D(80), D(70)), Interval(D(60), D(50)))
CAPS = (TotalCap(D(80), D(89)), TotalCap(D(70), D(79)), TotalCap(D(60), D(69)), TotalCap(D(50), D(59)))
PROPORTIONAL = PACK.execution
LADDER = ExecutionRule(D(10), ExecutionMethod.INTERVALS, "c", intervals=STEPS, finished_full=True)
PER_POINT = ExecutionRule(D(10), ExecutionMethod.DEDUCT_PER_POINT, "c", full_at=D(90))
NONE = ExecutionRule(D(0), ExecutionMethod.NONE, "c")


def execution(rule, **money):
    finished = money.pop("finished", "")
    plan = project(row("a"), budget={key.replace("__", "."): text for key, text in money.items()}, finished=finished)
    budget = read_budget(evaluation(plan), plan)
    return score_execution(budget, rule.weight, "pack", replace(PACK, execution=rule))


@pytest.mark.parametrize(
    ("rule", "money", "points"),
    [
        (PROPORTIONAL, {"adjusted": "10000", "executed": "7927"}, "7.93"),
        (PROPORTIONAL, {"adjusted": "10000", "executed": "8618"}, "8.62"),
        (PROPORTIONAL, {"adjusted": "10000", "executed": "4517"}, "4.52"),
        (PROPORTIONAL, {"adjusted": "180", "executed": "175.3"}, "9.74"),
        (PROPORTIONAL, {"adjusted": "180", "executed": "190"}, "10"),
        (PROPORTIONAL, {"adjusted": "180", "executed": "0"}, "0"),
        (PROPORTIONAL, {"adjusted": "0", "executed": "0"}, "0"),
        (PROPORTIONAL, {"initial": "180", "executed": "90"}, "5"),
        (PROPORTIONAL, {"initial": "180", "adjusted": "90", "executed": "90"}, "10"),
        (
            replace(PROPORTIONAL, denominator=Denominator.INITIAL),
            {"initial": "180", "adjusted": "90", "executed": "90"},
            "5",
        ),
        (
            replace(PROPORTIONAL, denominator=Denominator.ADJUSTED_PLUS_CARRY_OVER),
            {"adjusted": "80", "adjusted__carry_over": "20", "executed": "50"},
            "5",
        ),
        (LADDER, {"adjusted": "100", "executed": "100"}, "10"),
        (LADDER, {"adjusted": "100", "executed": "99.99"}, "7"),
        (LADDER, {"adjusted": "100", "executed": "80"}, "7"),
        (LADDER, {"adjusted": "100", "executed": "79.995"}, "5"),
        (LADDER, {"adjusted": "100", "executed": "60"}, "5"),
        (LADDER, {"adjusted": "100", "executed": "59.99"}, "0"),
        (LADDER, {"adjusted": "100", "executed": "30", "finished": "是"}, "10"),
        (LADDER, {"adjusted": "100", "executed": "30", "finished": "否"}, "0"),
        (LADDER, {"adjusted": "100", "executed": "101", "finished": "是"}, "10"),
        (
            replace(PROPORTIONAL, finished_full=True),
            {"adjusted": "100", "executed": "101", "finished": "是"},
            "10",
        ),
        (replace(PER_POINT, finished_full=True), {"adjusted": "100", "executed": "70", "finished": "是"}, "10"),
        (PER_POINT, {"adjusted": "100", "executed": "95"}, "10"),
        (PER_POINT, {"adjusted": "100", "executed": "90"}, "10"),
        (PER_POINT, {"adjusted": "100", "executed": "88.5"}, "8.5"),
        (PER_POINT, {"adjusted": "100", "executed": "70"}, "0"),
        (NONE, {"adjusted": "100", "executed": "70"}, "0"),
    ],
)
def test_execution_scores(rule, money, points):
    assert execution(rule, **money).score == D(points)


@pytest.mark.parametrize(
    ("executed", "cap"),
    [
        ("80", None),
        ("79.995", 89),
        ("70", 89),
        ("69.9", 79),
        ("60", 79),
        ("59.9", 69),
        ("50", 69),
        ("49.9", 59),
        ("0", 59),
    ],
)
def test_caps_on_the_total_by_execution_rate(executed, cap):
    found = execution(replace(PROPORTIONAL, caps=CAPS), adjusted="100", executed=executed).cap
    assert found == cap


def test_zero_budget_may_be_not_applicable():
    rule = replace(PROPORTIONAL, zero_budget=ZeroBudget.NOT_APPLICABLE)
    plan = project(row("a"), budget={"adjusted": "0"})
    budget = read_budget(evaluation(plan), plan)
    assert not execution_applies(budget, rule)
    assert execution_applies(budget, PROPORTIONAL)
    scored = score_execution(budget, D(10), "pack", replace(PACK, execution=rule))
    assert (scored.score, scored.weight, scored.applies) == (0, 0, False)


def test_what_is_not_written_is_assumed_and_said():
    plan = project(row("a"), budget={"initial.fiscal": "100", "initial.other": "20", "executed": "1,200,000元"})
    budget = read_budget(evaluation(plan), plan)
    assert budget.amounts["initial"] == budget.amounts["adjusted"] == budget.amounts["executed"] == 120
    assert [a.code for a in budget.assumptions] == ["sum.initial", "adjusted"]


@pytest.mark.parametrize(
    ("name", "texts", "money", "percents"),
    [
        ("plan", ("0.25", "0.5", "0.75", "1"), {}, (25, 50, 75, 100)),
        ("plan", ("0.3", "0.6", "0.9", "１.0"), {}, (30, 60, 90, 100)),
        ("plan", ("25", "50", "75", "100"), {}, (25, 50, 75, 100)),
        ("plan", ("25%", "50%", "75%", "100%"), {}, (25, 50, 75, 100)),
        ("plan", ("0", "0", "0", "1%"), {}, (0, 0, 0, 1)),
        ("plan", ("0.1", "0.2", "0.3", "0.95"), {}, (D("0.1"), D("0.2"), D("0.3"), D("0.95"))),
        ("checkpoint", ("0.2", "0.4", "0.8", "0.97"), {"adjusted": "180", "executed": "175.3"}, (20, 40, 80, 97)),
        (
            "checkpoint",
            ("0.2", "0.4", "0.5", "0.6"),
            {"adjusted": "180", "executed": "1"},
            (D("0.2"), D("0.4"), D("0.5"), D("0.6")),
        ),
        (
            "checkpoint",
            ("0", "0.1", "0.1", "0.2"),
            {"adjusted": "1000", "executed": "2"},
            (0, D("0.1"), D("0.1"), D("0.2")),
        ),
    ],
)
def test_a_row_of_shares_is_told_from_percent_by_its_end_or_the_money(name, texts, money, percents):
    figures = {f"{name}.{month}": text for month, text in zip((3, 6, 10, 12), texts, strict=True)}
    plan = project(row("a"), budget={**money, **figures})
    budget = read_budget(evaluation(plan), plan)
    assert tuple(getattr(budget, "plan" if name == "plan" else "checkpoints").values()) == percents
    turned = percents[-1] != D(texts[-1].rstrip("%"))
    assert any(one.code == f"{name}.12" for one in budget.assumptions) is turned


def test_unreadable_amounts_are_named_and_nothing_is_scored():
    plan = project(row("a"), budget={"adjusted": "一百", "executed": "80", "checkpoint.3": "四分之一", "plan.6": "50%"})
    budget = read_budget(evaluation(plan), plan)
    assert budget.unreadable == ("adjusted", "checkpoint.3")
    assert budget.plan == {6: 50}
    assert score_execution(budget, D(10), "pack", PACK).score is None


@pytest.mark.parametrize(("text", "finished"), [("是", True), ("已完工", None), ("否", False), ("", None)])
def test_whether_a_project_is_finished_is_not_guessed(text, finished):
    plan = project(row("a"), budget={"adjusted": "1"}, finished=text)
    budget = read_budget(evaluation(plan), plan)
    assert budget.finished is finished
    assert budget.unreadable == (("finished",) if text == "已完工" else ())


@given(st.decimals(1, 10_000, places=2), st.tuples(*[st.decimals(0, 20_000, places=2)] * 2))
def test_more_executed_never_scores_less_and_stays_within_the_weight(base, pair):
    for rule in (PROPORTIONAL, LADDER, PER_POINT):
        low, high = (execution(rule, adjusted=str(base), executed=str(value)) for value in sorted(pair))
        assert 0 <= low.score <= high.score <= rule.weight
        assert high.rate == F(max(pair)) / F(base)


@pytest.mark.parametrize("money", [
    {"initial": "100", "adjusted": "-100", "executed": "-95"},  # 95% of what nobody has
    {"initial": "100", "adjusted": "-100", "executed": "20"},
    {"initial": "-100", "executed": "-95"},
])  # fmt: skip
def test_a_negative_budget_gives_no_rate(money):
    found = execution(PROPORTIONAL, **money)
    assert (found.rate, found.score) == (None, None)
    assert "negative" in found.why.render()
