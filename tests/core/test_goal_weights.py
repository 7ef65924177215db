"""Points by goal: which goal a text means, what share it states, what each goal's rows get, and what hinders it."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department
from selfeval.core.report.explain import explain
from selfeval.core.rules.choices import GoalWeights, NotApplicablePolicy
from selfeval.core.rules.weights.goal_texts import goal_key, named_goal, same_goal, stated_share, states_several
from selfeval.core.rules.weights.goal_weights import goal_words
from selfeval.core.rules.weights.weights import weigh
from selfeval.core.scoring.assessment import assess, assess_project
from tests.core.cases import PACK, project, row

FORTY, SIXTY = (D(40), "分"), (D(60), "%")


def pack(how=GoalWeights.EQUAL, policy=NotApplicablePolicy.REDISTRIBUTE, **shares):
    listed = {name: D(share) for name, share in shares.items()}
    return replace(PACK, weights=replace(PACK.weights, by_goal=how, goal_shares=listed, not_applicable=policy))


def same(text: str) -> str:
    return text


def weights(plan, rules, stated=None, gone=()):
    given_points = {key: (D(points), "workbook") for key, points in (stated or {}).items()}
    weighing = weigh(plan, given_points, rules, not_applicable=frozenset(gone))
    return [weighing.indicators[item.id].effective for item in plan.indicators], weighing


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("目标1", 1),
        ("目标１：建成公路", 1),
        ("目标 2", 2),
        ("目标一：建成公路", 1),
        ("目标（二）", 2),
        ("目标①", 1),
        ("年度绩效目标3（40分）：建成公路", 3),
        ("年度绩效目标3(40分)", 3),
        ("绩效目标十", 10),
        ("绩效目标十二、验收", 12),
        ("总体目标1 建成公路", 1),
        ("子目标2.绿化", 2),
        ("目标1\n建成公路", 1),
        ("项目年度绩效目标4", 4),
        ("目标1.5万户", None),
        ("目标10000户", None),
        ("目标100%完成", None),
        ("目标3个村完成改造", None),
        ("目标一致性", None),
        ("年度绩效目标", None),
        ("建成公路（目标1）", None),
        ("1.建成公路", None),
        ("", None),
    ],
)
def test_texts_that_call_themselves_a_goal_with_a_number(text, number):
    assert named_goal(text) == number


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("目标1（40分）", [FORTY]),
        ("目标1(40分)：建成公路", [FORTY]),
        ("目标1：建成公路（40分）", [FORTY]),
        ("目标1：建成公路【40分】。", [FORTY]),
        ("1.建成公路（40分）", [FORTY]),
        ("建成公路（４０分）", [FORTY]),
        ("目标1（分值：40分）建成公路", [FORTY]),
        ("目标1（共40分）", [FORTY]),
        ("目标1：建成公路，分值40分", [FORTY]),
        ("目标1（权重60%）", [SIXTY]),
        ("目标1（占60％）：建成公路", [SIXTY]),
        ("目标1：建成公路，权重：60%", [SIXTY]),
        ("目标1（37.5分）", [(D("37.5"), "分")]),
        ("目标1（40分）：建成公路（权重60%）", [FORTY, SIXTY]),
        ("目标1：群众满意度（90%）", []),
        ("目标1（90%）", []),
        ("目标1：测评（90分）以上的村占八成", []),
        ("目标1：缩短40分钟", []),
        ("目标1", []),
    ],
)
def test_the_share_that_a_text_states(text, shares):
    assert list(stated_share(text)) == shares


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("目标1", "年度绩效目标一（40分）：建成公路", True),
        ("1", "目标1", True),
        ("（二）", "目标2", True),
        ("2、种树", "目标二", True),
        ("建成公路", "建成公路（40分）", True),
        ("建成 公路。", "建成公路", True),
        ("建成公路", "种树", False),
        ("目标1", "目标11", False),
        ("目标1：建成公路", "目标2：建成公路", False),
    ],
)
def test_texts_that_mean_the_same_goal(one, other, alike):
    assert (goal_key(one) == goal_key(other)) is alike
    assert len(same_goal([one, other])) == (1 if alike else 2)


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("目标1、目标2", True),
        ("目标1：建成公路\n目标2：种树", True),
        ("1.建成公路 2.种树", True),
        ("目标1：建成公路10.5公里", False),
        ("目标1：建成公路，达到目标1的要求", False),
        ("建成公路", False),
    ],
)
def test_a_text_of_several_goals_says_of_no_row_which_it_serves(text, several):
    assert states_several(text) is several


def test_each_goal_has_its_share_and_the_layout_holds_inside_it():
    plan = project(
        row("修路", goal="目标1"),
        row("受益", tier1="效益指标", tier2="社会效益指标", goal="目标1"),
        row("满意", tier1="满意度指标", tier2="服务对象满意度指标", goal="目标1"),
        row("种树", goal="目标2"),
    )
    found, weighing = weights(plan, pack())
    assert found == [25, 15, 5, 45]
    assert [(goal.key, goal.points, goal.available) for goal in weighing.goals] == [("1", 45, 90), ("2", 45, 90)]
    assert sum(found) + weighing.execution == 100


@pytest.mark.parametrize(
    ("rules", "goals", "goal_texts", "found"),
    [
        (pack(GoalWeights.STATED), (), ("目标1（60分）", "目标2（30分）"), [60, 30]),
        (pack(GoalWeights.STATED), (), ("目标1（权重60%）", "目标2（权重40%）"), [54, 36]),
        (pack(GoalWeights.STATED), ("1.修路（60分）", "2.种树（30分）"), ("1", "2"), [60, 30]),
        (pack(GoalWeights.STATED), ("1.修路（60分）", "2.种树（30分）"), ("种树", "修路"), [30, 60]),
        (pack(GoalWeights.STATED), ("修路（60分）", "种树（30分）"), ("目标1", "目标2"), [60, 30]),
        (pack(GoalWeights.LISTED, 目标1=60, 目标二=40), (), ("目标1", "目标2"), [54, 36]),
        (pack(GoalWeights.LISTED, 修路=60, 种树=40), (), ("目标2：种树", "目标1：修路"), [36, 54]),
        (pack(GoalWeights.EQUAL), (), ("目标1：修路", "修路"), [45, 45]),
        (pack(GoalWeights.NONE), (), ("目标1（60分）", "目标2（30分）"), [45, 45]),
    ],
)
def test_shares_as_stated_listed_or_equal(rules, goals, goal_texts, found):
    plan = project(*(row(f"任务{place}", goal=text) for place, text in enumerate(goal_texts)), goals=goals)
    points, weighing = weights(plan, rules)
    assert points == found
    assert not weighing.goal_fault


@pytest.mark.parametrize(
    ("rules", "goal_texts", "words"),
    [
        (pack(), ("", ""), "no indicator"),
        (pack(), ("目标1", ""), "任务1"),
        (pack(GoalWeights.STATED), ("目标1（60分）", "目标2"), "no share is stated for the goal “目标2”"),
        (pack(GoalWeights.STATED), ("目标1（60分）", "目标2（20分）"), "80, not 90"),
        (pack(GoalWeights.STATED), ("目标1（权重60%）", "目标2（权重20%）"), "80, not 100"),
        (pack(GoalWeights.STATED), ("目标1（60分）", "目标2（权重40%）"), "points and others"),
        (pack(GoalWeights.STATED), ("目标1（60分）（权重60%）", "目标2（30分）"), "two shares, 60分 and 60%"),
        (pack(GoalWeights.LISTED, 目标1=60, 目标2=40), ("目标1", "目标3"), "no share is stated for the goal “目标3”"),
        (pack(GoalWeights.LISTED, 目标1=60, 目标2=40), ("目标1", "目标1"), "no indicator serves the goal “2”"),
    ],
)
def test_without_a_whole_statement_nothing_is_guessed_and_the_reason_is_told(rules, goal_texts, words):
    plan = project(*(row(f"任务{place}", goal=text) for place, text in enumerate(goal_texts)))
    points, weighing = weights(plan, rules)
    assert points == [45, 45]
    assert not weighing.goals
    assert words in weighing.goal_fault.render(same)


def test_points_of_the_table_win_and_the_rest_of_the_goal_goes_to_its_other_rows():
    plan = project(
        row("修路", goal="目标1"),
        row("受益", tier1="效益指标", tier2="社会效益指标", goal="目标1"),
        row("种树", goal="目标2"),
        row("满意", tier1="满意度指标", tier2="服务对象满意度指标"),
    )
    first, _, _, last = (item.id for item in plan.indicators)
    found, weighing = weights(plan, pack(), {first: 33, last: 10})
    assert found == [33, 7, 40, 10]
    assert [weighing.indicators[item.id].goal is None for item in plan.indicators] == [True, False, False, True]


@pytest.mark.parametrize("policy", [NotApplicablePolicy.REDISTRIBUTE, NotApplicablePolicy.RESCALE])
def test_points_of_what_does_not_apply_stay_with_their_goal(policy):
    plan = project(row("甲", goal="目标1"), row("乙", goal="目标1"), row("丙", goal="目标2"))
    first, second, third = (item.id for item in plan.indicators)
    assert weights(plan, pack(policy=policy), gone=(first,))[0] == [0, 45, 45]
    assert weights(plan, pack(policy=policy), gone=(first, second))[0] == [0, 0, 90]
    assert weights(plan, pack(policy=policy), gone=(third,))[0] == [45, 45, 0]


def test_the_derivation_names_the_goal_its_points_and_where_they_come_from():
    plan = project(row("修路", goal="目标1（60分）：修路"), row("种树", goal="目标2（30分）"))
    rules = pack(GoalWeights.STATED)
    evaluation = Evaluation(Department("某局", year=2025, projects=(plan,)))
    result = assess_project(evaluation, plan, rules)
    share = result.indicators[0].weight.goal
    assert share is not None
    assert goal_words(share).render(same) == (
        "“目标1（60分）：修路” has 60 of the 90 points of the goals (60分 as the table states), "
        "shared out among its indicators"
    )
    lines = explain(assess(evaluation, rules), plan, plan.indicators[0].id, same)
    assert "  Goal: 目标1（60分）：修路" in lines
    assert f"  {goal_words(share).render(same)}" in lines


ROWS = st.lists(
    st.tuples(st.sampled_from(["产出指标", "效益指标", "满意度指标", "成本指标"]), st.integers(1, 4), st.booleans()),
    min_size=1,
    max_size=10,
)


@given(ROWS, st.randoms(use_true_random=False), st.sampled_from(list(NotApplicablePolicy)))
def test_goals_are_exact_whatever_the_order_of_the_rows(drawn, rng, policy):
    rows = [
        row(f"任务{place}", tier1=tier, tier2="", goal=f"目标{goal}") for place, (tier, goal, _) in enumerate(drawn)
    ]
    gone = [item.id for item, (_, _, away) in zip(rows, drawn, strict=True) if away]
    rules = pack(policy=policy)
    found, weighing = weights(project(*rows), rules, gone=gone)
    assert sum(found) in {90, D(0)} or policy in {NotApplicablePolicy.ZERO, NotApplicablePolicy.HOLD}
    for goal in weighing.goals:
        own = [item.id for item in rows if item.goal == goal.text]
        assert sum(weighing.indicators[key].base for key in own) == goal.points
        if (
            set(own) - set(gone)
            and len({*gone} & {item.id for item in rows})
            and all({item.id for item in rows if item.goal == other.text} - set(gone) for other in weighing.goals)
        ):
            assert sum(weighing.indicators[key].effective for key in own) == goal.points
    shuffled = list(rows)
    rng.shuffle(shuffled)
    again = weigh(project(*shuffled), {}, rules, not_applicable=frozenset(gone))
    assert again.indicators == weighing.indicators
