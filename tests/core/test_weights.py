from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.model import Claimed, Tier1
from selfeval.core.rules.choices import NotApplicablePolicy as Policy
from selfeval.core.rules.weights.moved_points import move
from selfeval.core.rules.weights.splitting import split
from selfeval.core.rules.weights.weights import tier_weights, weigh
from selfeval.core.tiers import tier1_for
from tests.core.cases import PACK, project, row

SEED = project(
    row("有效减少越级访的发生"),
    row("社会和谐稳定", tier2="质量指标"),
    row("预算资金执行率", tier2="时效指标"),
    row("解决问题费用", tier2="成本指标"),
    row("化解信访问题", tier1="效益指标", tier2="社会效益指标"),
    row("解决疑难信访问题", tier1="效益指标", tier2="可持续影响指标"),
    row("满意度", tier1="满意度指标", tier2="服务对象满意度指标"),
)


@pytest.mark.parametrize(
    ("total", "shares", "step", "pieces"),
    [
        ("50", "1 1 1 1", "0.5", "12.5 12.5 12.5 12.5"),
        ("10", "1 1 1", "0.5", "3.5 3.5 3"),
        ("10", "1 1 1", "1", "4 3 3"),
        ("10", "1 1 1", "0.01", "3.34 3.33 3.33"),
        ("1", "1 1 1", "1", "0.4 0.3 0.3"),
        ("10.25", "1 1", "0.5", "5.25 5"),
        ("30", "2 1", "1", "20 10"),
        ("0", "1 1", "1", "0 0"),
        ("7", "0 0", "1", "4 3"),
        ("7", "0 1", "1", "0 7"),
        ("0.25", "0 1", "1", "0 0.25"),
        ("5", "", "1", ""),
    ],
)
def test_split_by_largest_remainder(total, shares, step, pieces):
    assert split(D(total), [D(s) for s in shares.split()], D(step)) == [D(p) for p in pieces.split()]


@given(
    st.decimals(0, 200, places=2),
    st.lists(st.decimals(0, 50, places=2), min_size=1, max_size=12),
    st.sampled_from([D("0.01"), D("0.1"), D("0.5"), D(1), D(5)]),
)
def test_split_is_exact_and_never_negative(total, shares, step):
    pieces = split(total, shares, step)
    assert sum(pieces) == total
    assert all(piece >= 0 for piece in pieces)
    assert all(piece == 0 for piece, share in zip(pieces, shares, strict=True) if not share and any(shares))


def test_the_seed_gets_the_national_weights():
    weighing = weigh(SEED, {}, PACK)
    assert weighing.execution == 10
    points = {}
    for item in SEED.indicators:
        points[tier1_for(item)] = points.get(tier1_for(item), 0) + weighing.indicators[item.id].effective
    assert points == {Tier1.OUTPUT: 50, Tier1.BENEFIT: 30, Tier1.SATISFACTION: 10}
    assert {weight.origin for weight in weighing.indicators.values()} == {"proposed"}


@pytest.mark.parametrize(
    ("present", "weights"),
    [
        ("产出 效益 满意度", {"产出": 50, "效益": 30, "满意度": 10}),
        ("产出 效益", {"产出": 50, "效益": 40}),
        ("产出", {"产出": 90}),
        ("成本 产出 效益 满意度", {"成本": D("22.5"), "产出": D("37.5"), "效益": D("22.5"), "满意度": D("7.5")}),
        ("", {}),
    ],
)
def test_tier_weights_fit_the_tiers_a_project_has(present, weights):
    tiers = [Tier1(word) for word in present.split()]
    found = tier_weights(PACK.weights, dict.fromkeys(tiers, 1), D(90))
    assert {getattr(tier, "value", tier): points for tier, points in found.items()} == weights


def test_stated_weights_are_used_and_the_rest_is_proposed_inside_the_tier():
    first, second, *_ = SEED.indicators
    weighing = weigh(SEED, {first.id: (D(20), "workbook"), second.id: (D(5), "entered")}, PACK)
    assert weighing.indicators[first.id].base == 20
    assert weighing.indicators[first.id].origin == "workbook"
    assert [weighing.indicators[item.id].base for item in SEED.indicators[2:4]] == [D("12.5"), D("12.5")]


def test_execution_weight_of_a_filled_form_is_used():
    form = project(row("a"), claimed=Claimed(execution_weight=D(9)))
    weighing = weigh(form, {}, PACK)
    assert (weighing.execution, weighing.execution_origin) == (9, "workbook")
    assert weighing.indicators[form.indicators[0].id].base == 91


def test_points_move_inside_tier2_then_tier1_then_everywhere():
    plan = project(
        row("a"),
        row("b"),
        row("c", tier2="质量指标"),
        row("d", tier1="效益指标", tier2="社会效益指标"),
    )
    base = {item.id: D(p) for item, p in zip(plan.indicators, (10, 20, 20, 40), strict=True)}
    a, b, c, d = base

    def after(*gone, policy=Policy.REDISTRIBUTE):
        return [move(plan.indicators, base, frozenset(gone), policy)[key] for key in (a, b, c, d)]

    assert after(a) == [0, 30, 20, 40]
    assert after(a, b) == [0, 0, 50, 40]
    assert after(a, b, c) == [0, 0, 0, 90]
    assert after(d) == [18, 36, 36, 0]
    assert after(a, policy=Policy.RESCALE) == [0, D("22.5"), D("22.5"), 45]
    assert after(a, policy=Policy.ZERO) == [10, 20, 20, 40]
    assert after(a, policy=Policy.HOLD) == [10, 20, 20, 40]
    assert after(a, b, c, d) == [10, 20, 20, 40]


@given(st.data(), st.sampled_from(list(Policy)))
def test_weights_sum_exactly_after_any_not_applicable_combination(data, policy):
    tiers = [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"), ("满意度指标", "满意度")]
    picks = data.draw(st.lists(st.sampled_from(tiers), min_size=1, max_size=9))
    plan = project(*(row(str(i), tier1=t1, tier2=t2) for i, (t1, t2) in enumerate(picks)))
    base = {item.id: data.draw(st.decimals(0, 30, places=2)) for item in plan.indicators}
    gone = frozenset(data.draw(st.sets(st.sampled_from(sorted(base)))))
    moved = move(plan.indicators, base, gone, policy)
    assert sum(moved.values()) == sum(base.values())
    assert min(moved.values()) >= 0
    if policy in {Policy.REDISTRIBUTE, Policy.RESCALE} and gone != set(base):
        assert all(moved[key] == 0 for key in gone)


@given(st.data())
def test_proposed_weights_of_any_project_sum_to_one_hundred(data):
    tiers = ["产出指标", "效益指标", "满意度指标", "成本指标", "其他"]
    names = ["数量指标", "质量指标", "时效指标", ""]
    picks = data.draw(st.lists(st.tuples(st.sampled_from(tiers), st.sampled_from(names)), min_size=1, max_size=30))
    plan = project(*(row(str(i), tier1=t1, tier2=t2) for i, (t1, t2) in enumerate(picks)))
    weighing = weigh(plan, {}, PACK, execution_applies=data.draw(st.booleans()))
    assert weighing.execution + sum(weight.effective for weight in weighing.indicators.values()) == 100
