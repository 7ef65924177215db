from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.checks.findings import project_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.checks.round import KeptFindings
from selfeval.core.evaluation import FactKey
from selfeval.core.model import STANDARD
from selfeval.core.readings import Origin
from selfeval.core.rules.choices import DepartmentTotal, NotApplicablePolicy, TotalRounding
from selfeval.core.rules.pack import TotalCap
from selfeval.core.rules.rounding import Rounding
from selfeval.core.scoring.assessment import assess, assess_project, budget_year, reassess, scored_after, target_of
from tests.core.cases import PACK, evaluation, project, row


def plan(name="甲", executed="80", *, weights=(50, 30, 10), actuals=("90%", "90%", "90%"), initial="100"):
    tiers = ("产出指标", "效益指标", "满意度指标")
    rows = (
        row(str(i), tier1=tier, tier2=tier, weight=D(points), actual=actual)
        for i, (tier, points, actual) in enumerate(zip(tiers, weights, actuals, strict=True))
    )
    return project(*rows, name=name, budget={"initial": initial, "executed": executed})


def test_total_is_the_sum_of_the_rounded_scores_with_the_execution_rate():
    result = assess(evaluation(plan(actuals=("85%", "80%", "90%"))), PACK).projects[0]
    assert [item.score for item in result.indicators] == [D("47.22"), D("26.67"), 10]
    assert result.execution.score == 8
    assert (result.total, result.grade, result.complete) == (D("91.89"), "优", True)
    assert [(t.tier.value if t.tier else "", t.earned, t.available) for t in result.tiers] == [
        ("产出", D("47.22"), 50),
        ("效益", D("26.67"), 30),
        ("满意度", 10, 10),
        ("", 8, 10),
    ]


def test_rounded_sum_differs_where_the_pack_says_so():
    rounding = replace(PACK, rounding=Rounding(0, TotalRounding.ROUNDED_SUM))
    by_row = replace(PACK, rounding=Rounding(0))
    case = evaluation(plan(weights=(33, 33, 24), actuals=("85%", "85%", "85%")))
    assert assess(case, by_row).projects[0].total == 31 + 31 + 23 + 8
    assert assess(case, rounding).projects[0].total == 93


@pytest.mark.parametrize(
    ("total", "grade"),
    [("90", "优"), ("89.995", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差"), ("0", "差")],
)
def test_grades_are_half_open(total, grade):
    assert PACK.grade_of(D(total)) == grade


def test_nothing_is_totalled_while_something_is_missing():
    result = assess(evaluation(plan(actuals=("90%", "", "90%"), executed="")), PACK).projects[0]
    assert (result.total, result.grade, result.complete) == (None, "", False)
    assert result.missing == (result.indicators[1].indicator.id, "")
    assert result.earned == 60


def test_a_low_execution_rate_caps_the_total():
    capped = replace(PACK, execution=replace(PACK.execution, caps=(TotalCap(D(80), D(89)), TotalCap(D(60), D(69)))))
    result = assess(evaluation(plan(executed="79.9")), capped).projects[0]
    assert (result.uncapped, result.total, result.grade) == (D("97.99"), 89, "良")
    assert "capped at 89" in result.note.render()


def test_not_applicable_moves_points_or_holds_the_total():
    case = evaluation(
        plan(actuals=("90%", "90%", "")), facts={("甲", "满意度指标/满意度指标/2", "not_applicable"): "数据未出"}
    )
    moved = assess(case, PACK).projects[0]
    assert moved.total == 98
    assert sum(item.weight.effective for item in moved.indicators) == 90
    held = assess(case, replace(PACK, weights=replace(PACK.weights, not_applicable=NotApplicablePolicy.HOLD))).projects[
        0
    ]
    assert (held.total, held.complete) == (None, False)
    assert held.note


def test_the_department_is_weighted_by_adjusted_budget_or_simple():
    case = evaluation(plan("甲", executed="100"), plan("乙", executed="150", initial="300"))
    weighted = assess(case, PACK).department
    assert (weighted.total, weighted.adjusted, weighted.executed) == (D("96.25"), 400, 250)
    simple = assess(case, replace(PACK, department_total=DepartmentTotal.SIMPLE)).department
    assert simple.total == D("97.5")
    assert assess(evaluation(plan(), plan("乙", actuals=("", "", ""))), PACK).department.total is None


def test_a_pack_may_take_the_departments_own_form_and_nothing_else():
    rules = replace(PACK, department_total=DepartmentTotal.OWN_FORM)
    own = replace(plan("部门整体", executed="100"), whole_department=True)
    alone = assess(evaluation(own), rules)
    assert alone.department.total == alone.projects[0].total == 100
    assert assess(evaluation(plan("甲", executed="100")), rules).department.total is None


def test_projects_in_yuan_and_in_ten_thousands_add_up():
    yuan = replace(plan("乙", initial="3000000", executed="1500000"), money_unit="元")
    department = assess(evaluation(plan("甲", executed="100"), yuan), PACK).department
    assert (department.unit, department.adjusted, department.executed) == ("万元", 400, 250)
    assert department.total == D("96.25")


def test_facts_hide_what_the_workbook_says():
    case = evaluation(plan(), facts={("甲", "产出指标/产出指标/0", "actual"): "45%", ("甲", "", "executed"): "100"})
    result = assess(case, PACK).projects[0]
    assert [item.score for item in result.indicators] == [25, 30, 10]
    assert result.execution.score == 10


def test_weights_entered_by_a_person_come_first():
    case = evaluation(plan(), facts={("甲", "产出指标/产出指标/0", "weight"): "40"})
    first = assess(case, PACK).projects[0].indicators[0]
    assert (first.weight.base, first.weight.origin) == (40, "entered")


def test_claimed_scores_give_the_share_of_a_qualitative_row():
    text = row("q", "有效改善", weight=D(20), actual="达成年度指标", claimed_score=D(19))
    result = assess(evaluation(project(text)), PACK).projects[0].indicators[0]
    assert (result.score, result.share) == (19, 95)


def test_a_persons_reading_is_confirmed_or_corrected():
    target = row("a", "280人次")
    case = project(target)

    def origin(reading):
        return target_of(evaluation(case, facts={("甲", target.id, "reading"): reading}), case, target).origin

    assert origin("") is Origin.ASSUMED
    assert origin("≥280人次") is Origin.CONFIRMED
    assert origin("≤280人次") is Origin.CORRECTED


def test_the_year_is_the_one_entered_or_the_workbooks():
    assert budget_year(evaluation()) == 2025
    assert budget_year(evaluation(facts={("", "", "year"): "2026"})) == 2026
    assert budget_year(evaluation(facts={("", "", "year"): "2026年"})) == 2025


def test_where_no_indicator_applies_there_is_no_total_and_no_points_move():
    ids = [item.id for item in plan().indicators]
    facts = {("甲", key, "not_applicable"): "项目取消" for key in ids}
    result = assess(evaluation(plan(), facts=facts), PACK).projects[0]
    assert (result.total, result.grade, result.complete) == (None, "", False)
    assert "no total" in result.note.render()
    assert not any("went to" in item.why.render() for item in result.indicators)


def test_negative_budgets_give_the_department_no_total():
    whole = assess(evaluation(plan("甲", initial="10"), plan("乙", initial="-10")), PACK).department
    assert whole.total is None


@pytest.mark.parametrize(
    ("actual", "claimed", "share"),
    [("已完成", "19", 95), ("已完成 90%", "19", 90), ("90%", "19", 90), ("未完成", "0", 0)],
)
def test_the_share_is_the_written_one_before_the_claimed_one(actual, claimed, share):
    item = row("a", "有效改善", weight=D(20), actual=actual, claimed_score=D(claimed))
    assert assess(evaluation(project(item)), PACK).projects[0].indicators[0].share == share


@given(
    st.lists(st.sampled_from(["", "90%", "45%", "0", "完成", "基本达到", "≥3"]), min_size=3, max_size=3),
    st.text(max_size=5),
)
def test_totals_equal_the_sum_of_what_is_shown(actuals, executed):
    result = assess(evaluation(plan(actuals=tuple(actuals), executed=executed)), PACK).projects[0]
    shown = sum((i.score for i in result.indicators if i.score is not None), result.execution.score or D(0))
    assert result.earned == shown == sum(t.earned for t in result.tiers)
    assert (result.total is None) == bool(result.missing)


FACTS = st.sampled_from(["actual", "share", "reading", "reason", "evidence", "not_applicable", "weight", "executed"])
TEXTS = st.sampled_from(["", "90%", "85%", "未开展", "≥80%", "≤80%", "12", "70", "达成年度指标", "胡写"])


def by_standard():
    """A plan whose second row is scored by a standard, as tables with 评分标准 and 得分 and without targets have it."""
    usual = plan(actuals=("90%", "25", "90%"))
    rows = [
        replace(item, kind=STANDARD, target="缺一项扣 1 分") if item.tier3 == "1" else item for item in usual.indicators
    ]
    return replace(usual, indicators=tuple(rows))


@pytest.mark.parametrize("text", ["20", "30分", "31", "好", ""])
def test_an_entry_in_a_row_by_standard_of_a_project_is_scored_as_when_all_is(text):
    before = evaluation(by_standard())
    one = before.department.projects[0]
    result = assess_project(before, one, PACK)
    step = before.step([(FactKey(one.id, one.indicators[1].id, "actual"), text)])
    after = before.enter(step)
    again = reassess(after, result, PACK, [change.key for change in step.changes])
    assert again == assess_project(after, one, PACK)
    assert (again.indicators[1].score is None) == (text in {"31", "好", ""})


@given(
    st.sampled_from([plan(), by_standard()]),
    st.lists(st.tuples(FACTS, st.sampled_from(["0", "1", "2"]), TEXTS), min_size=1, max_size=4),
)
def test_scoring_only_what_changed_gives_what_scoring_everything_gives(project, changes):
    before = evaluation(project)
    one = before.department.projects[0]
    result, kept = assess_project(before, one, PACK), KeptFindings()
    for field, number, text in changes:
        row = "" if field == "executed" else one.indicators[int(number)].id
        step = before.step([(FactKey(one.id, row, field), text)])
        if step is None:
            continue
        before = before.enter(step)
        keys = [change.key for change in step.changes]
        ahead = scored_after(before, result, PACK, keys)
        result = reassess(before, result, PACK, keys)
        assert result == assess_project(before, one, PACK)
        assert [ahead(item.id) for item in one.indicators] == list(result.indicators)
        found = project_problems(before, result, PACK, Stage.FILLED, kept)
        assert found == project_problems(before, result, PACK, Stage.FILLED), "kept for a row that changed"
