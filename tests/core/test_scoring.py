from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.rules.choices import Curve, OverDeduction, Reverse
from selfeval.core.rules.pack import Applies, MethodRule, OverAchievement
from selfeval.core.rules.parts.ladders import Interval
from selfeval.core.rules.shares import answer_for_share
from selfeval.core.rules.weights.weighing import Weight
from selfeval.core.scoring.assessment import answer_words
from selfeval.core.scoring.indicator import score_indicator
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.read import read_target
from selfeval.i18n import translator
from tests.core.cases import PACK, row, with_method

RATIO = PACK
LINEAR = with_method(reverse=Reverse.LINEAR)
STRICT = with_method(reverse=Reverse.ALL_OR_NOTHING)
GATE = with_method(curve=Curve.GATE, gate=D(60))
STEPS = with_method(curve=Curve.INTERVALS, on_actual=True, intervals=(Interval(D(90), D(100)), Interval(D(80), D(50))))
ALL = with_method(curve=Curve.ALL_OR_NOTHING)
POINTS = with_method(over=OverAchievement(D(120), D(125), D(130), OverDeduction.POINTS, D(2)))
SHARE = with_method(over=OverAchievement(D(130), D(130), D(130), OverDeduction.PROPORTIONAL))
LESS = with_method(
    curve=Curve.INTERVALS,
    intervals=(Interval(D(100), points=D(6)), Interval(D(80), points=D(2))),
    over=OverAchievement(D(130), D(130), D(130), OverDeduction.PROPORTIONAL),
)
"""The highest interval gives less than the weight."""


def score(target, actual, pack=PACK, weight="10", share="", gone=""):
    indicator = row("某指标", target)
    reading = read_target(target, tier1=indicator.tier1, tier2=indicator.tier2, name=indicator.tier3, year=2025)
    outcome = read_actual(actual, reading, answers=answer_words(pack), year=2025)
    points = Weight(D(weight), D(weight), "workbook")
    return score_indicator(indicator, reading, outcome, points, pack, share=share, not_applicable=gone)


@pytest.mark.parametrize(
    ("pack", "target", "actual", "points"),
    [
        # higher is better
        (RATIO, "≥90%", "95%", "10"),
        (RATIO, "≥90%", "90%", "10"),
        (RATIO, "≥90%", "85%", "9.44"),
        (RATIO, "≥90%", "0%", "0"),
        (RATIO, "≥90%", "-5%", "0"),
        (RATIO, ">10次", "10次", "10"),
        # a rule by how far it was kept
        (RATIO, "达到《养护规范》要求", "95%", "9.5"),
        (RATIO, "达到《养护规范》要求", "100%", "10"),
        (RATIO, "达到《养护规范》要求", "符合", "10"),
        (RATIO, "符合相关规定", "不符合", "0"),
        (ALL, ">10次", "10次", "0"),
        (ALL, "≥10次", "9.99次", "0"),
        (RATIO, "≥0次", "0次", "10"),
        (RATIO, "≥0次", "-1次", "0"),
        # lower is better: (10, 15, 10) under the three reverse formulas
        (RATIO, "≤10次", "15次", "6.67"),
        (LINEAR, "≤10次", "15次", "5"),
        (STRICT, "≤10次", "15次", "0"),
        (RATIO, "≤10次", "10次", "10"),
        (RATIO, "≤10次", "0次", "10"),
        (LINEAR, "≤10次", "20次", "0"),
        (LINEAR, "≤10次", "19次", "1"),
        (LINEAR, "≤10次", "35次", "0"),
        (RATIO, "≤0次", "0次", "10"),
        (RATIO, "≤0次", "1次", "0"),
        # equality and ranges
        (RATIO, "=300天", "300天", "10"),
        (RATIO, "=300天", "270天", "9"),
        (RATIO, "=300天", "400天", "7.5"),
        (RATIO, "18—54周岁", "30周岁", "10"),
        (RATIO, "18—54周岁", "9周岁", "5"),
        (RATIO, "18—54周岁", "60周岁", "9"),
        # a deviation counts alike on both sides
        (RATIO, "±3%", "4%", "7.5"),
        (RATIO, "±3%", "-4%", "7.5"),
        (LINEAR, "±3%", "-4%", "6.67"),
        (STRICT, "±3%", "-4%", "0"),
        (RATIO, "±3%", "-3%", "10"),
        (RATIO, "±0%", "-1%", "0"),
        # pass gate: (c − 60 %) / (1 − 60 %)
        (GATE, "≥100次", "59.99次", "0"),
        (GATE, "≥100次", "60次", "0"),
        (GATE, "≥100次", "80次", "5"),
        (GATE, "≥100次", "100次", "10"),
        (GATE, "≤10次", "12.5次", "5"),
        # satisfaction ladder looks at the actual itself
        (STEPS, "≥95%", "90%", "10"),
        (STEPS, "≥95%", "89.99%", "5"),
        (STEPS, "≥95%", "80%", "5"),
        (STEPS, "≥95%", "79.995%", "0"),
        # over-achievement
        (RATIO, "≥10次", "1000次", "10"),
        (POINTS, "≥10次", "12.99次", "10"),
        (POINTS, "≥10次", "13次", "8"),
        (SHARE, "≥10次", "13次", "10"),
        (SHARE, "≥10次", "15次", "8"),
        (SHARE, "≥10次", "50次", "0"),
        (LESS, "≥10次", "13次", "6"),
        (LESS, "≥10次", "15次", "4"),
        (LESS, "≥10次", "20次", "0"),
        # dates: earlier is met
        (RATIO, "2025年12月底前", "2025-12-31", "10"),
        (RATIO, "2025年12月底前", "2025-11-02", "10"),
        (RATIO, "2025年12月底前", "2026-01-01", "0"),
        # yes/no
        (RATIO, "是", "是", "10"),
        (RATIO, "是", "否", "0"),
        (RATIO, "是否超预算", "否", "10"),
        (RATIO, "是否超预算", "是", "0"),
        (RATIO, "是否超预算", "未超", "10"),
        (RATIO, "是否发生安全事故", "未发生", "10"),
        (RATIO, "是否发生安全事故", "发生", "0"),
        (RATIO, "是否违规使用资金", "否", "10"),
        (RATIO, "违规与否", "未违规", "10"),
        (RATIO, "是否建立制度", "是", "10"),
        (RATIO, "是否未超预算", "是", "10"),
        (RATIO, "是否及时解决存在的问题", "是", "10"),
        (RATIO, "是否建立违规处理机制", "是", "10"),
        (RATIO, "是否完成违法建设拆除", "否", "0"),
    ],
)
def test_scores(pack, target, actual, points):
    result = score(target, actual, pack)
    assert result.score == D(points), result.why.render()
    assert result.steps
    assert result.formula is not None


@pytest.mark.parametrize(
    ("actual", "share", "points", "answer"),
    [
        ("达成年度指标", "95", "9.5", "achieved"),
        ("达成年度指标 95%", "", "9.5", "achieved"),
        ("已完成", "", "10", "achieved"),
        ("基本达到", "", "7.9", "partly"),
        ("基本达到", "60", "6", "partly"),
        ("未完成", "0", "0", "not_achieved"),
        ("95%", "", "9.5", "achieved"),
        ("79.99%", "", "8", "partly"),
    ],
)
def test_qualitative_answers_and_shares(actual, share, points, answer):
    result = score("有效改善", actual, share=share)
    assert (result.score, result.answer.id) == (D(points), answer)


@pytest.mark.parametrize(
    ("share", "answer"),
    [
        ("100", "achieved"),
        ("80", "achieved"),
        ("79.995", "partly"),
        ("60", "partly"),
        ("59.99", "not_achieved"),
        ("0", "not_achieved"),
        ("101", None),
    ],
)
def test_a_bare_share_belongs_to_the_half_open_band(share, answer):
    found = answer_for_share(PACK, D(share))
    assert (found.id if found else None) == answer


def test_only_an_answer_takes_a_share_inside_its_band_as_an_assumption_to_confirm():
    result = score("有效改善", "基本达到")
    assert (result.share, [a.code for a in result.assumptions]) == (79, ["share"])
    assert score("有效改善", "基本达到", share="79").assumptions == ()


@pytest.mark.parametrize(
    ("target", "actual", "share", "words"),
    [
        ("≥90%", "", "", "No actual"),
        ("≥90%", "已完成", "", "cannot be held"),
        ("……", "5", "", "cannot be read"),
        ("有效改善", "别的话", "", "Choose one"),
        ("有效改善", "基本达到", "95", "outside the band"),
        ("有效改善", "基本达到", "80", "it belongs to “达成年度指标”"),
        ("有效改善", "基本达到", "七成", "no percent"),
        ("是", "5月", "", ""),
    ],
)
def test_what_cannot_be_scored_says_why_and_has_no_score(target, actual, share, words):
    result = score(target, actual, share=share)
    assert result.score is None
    assert words in result.why.render()


def test_not_applicable_under_each_policy():
    def under(policy):
        return score("≥1", "", replace(PACK, weights=replace(PACK.weights, not_applicable=policy)), gone="未开展")

    kinds = type(PACK.weights.not_applicable)
    assert under(kinds.REDISTRIBUTE).score is None
    assert under(kinds.ZERO).score == 0
    assert under(kinds.HOLD).score is None
    assert all("未开展" in under(policy).why.render() for policy in kinds)


def test_the_most_specific_method_wins():
    named = MethodRule("named", "点名", Curve.ALL_OR_NOTHING, "c", Applies(names=("某指标",)))
    glob = MethodRule("glob", "通配", Curve.GATE, "c", Applies(names=("某*",), kinds=PACK.methods[0].applies.kinds))
    unit = MethodRule("unit", "单位", Curve.GATE, "c", Applies(units=("%",)))
    assert score("≥90%", "80%", replace(PACK, methods=(unit, glob, named, *PACK.methods))).method == "named"
    assert score("≥90%", "80%", replace(PACK, methods=(unit, glob, *PACK.methods))).method == "glob"
    assert score("≥90%", "80%", replace(PACK, methods=(unit, *PACK.methods))).method == "unit"
    assert score("≥90次", "80次", replace(PACK, methods=(unit, *PACK.methods))).method == "quantity"


def test_over_achievement_is_marked_by_threshold():
    assert score("≥10次", "11次", POINTS).over == ""
    assert score("≥10次", "12次", POINTS).over == "flag"
    assert score("≥10次", "12.5次", POINTS).over == "reason"
    assert score("≥10次", "13次", POINTS).over == "deducted"
    assert score("≤10次", "1次", POINTS).over == ""


def test_the_explanation_names_clause_inputs_numbers_and_rounding():
    text = score("≥90%", "85%").why.render()
    assert text == (
        "“按比例”, 文〔2020〕1号 第一条; target ≥ 90%, actual 85%: not met; "
        "85 ÷ 90 × 10 = 9.44 points, rounded half up to 2 places"
    )


SIGNS = st.sampled_from(["≥", ">", "≤", "<", "="])
NUMBERS = st.decimals(0, 10_000, places=2)
PACKS = st.sampled_from([RATIO, LINEAR, STRICT, GATE, ALL, STEPS])


@given(SIGNS, NUMBERS, st.decimals(-100, 100_000, places=3), st.decimals(0, 100, places=4), PACKS)
def test_every_score_lies_between_zero_and_its_weight(sign, target, actual, weight, pack):
    result = score(f"{sign}{target}次", f"{actual}次", pack, weight=str(weight))
    assert result.score is not None
    assert 0 <= result.score <= weight


@pytest.mark.parametrize(
    ("weight", "actual", "expected"),
    [("3.125", "5次", "3.125"), ("3.125", "4次", "2.50"), ("0.045", "5次", "0.045"), ("3.75", "5次", "3.75")],
)
def test_points_finer_than_scores_are_earned_in_full_and_never_exceeded(weight, actual, expected):
    result = score("≥5次", actual, RATIO, weight=weight)
    assert str(result.score) == expected
    assert "full" in result.why.render() or actual != "5次"


@given(SIGNS, NUMBERS, st.tuples(NUMBERS, NUMBERS), PACKS)
def test_a_better_actual_never_scores_less(sign, target, pair, pack):
    worse, better = sorted(pair, reverse=sign in "≤<")
    if sign == "=":
        worse, better = sorted(pair, key=lambda a: abs(a - target), reverse=True)
        if (worse - target) * (better - target) < 0:
            return
    if pack is STEPS and sign in "≤<=":
        return
    low, high = (score(f"{sign}{target}次", f"{value}次", pack).score for value in (worse, better))
    assert low <= high


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=6))
def test_no_text_whatever_raises(target, actual, share):
    result = score(target, actual, share=share)
    assert result.why
    result.why.render()


@pytest.mark.parametrize(
    ("pack", "target", "actual", "words"),
    [
        (RATIO, ">10次", "10次", "exactly 10次 does not meet > 10次, yet the formula takes nothing off"),
        (LINEAR, "<10次", "10次", "exactly 10次 does not meet < 10次, yet the formula takes nothing off"),
        (RATIO, "≥10000次", "9999.9次", "missed, yet the rule takes nothing off"),
        (STEPS, "≥95%", "92%", "missed, yet the rule takes nothing off"),
        (RATIO, "≥-5%", "-8%", "no share can be taken of a target of 0 or below"),
        (RATIO, "≤-5%", "-3%", "no share can be taken of a target of 0 or below"),
        (RATIO, "≤0次", "3次", "no share can be taken of a target of 0 or below"),
        (RATIO, "≤10次", "15次", ""),
        (STRICT, "<10次", "10次", ""),
        (RATIO, "≥10次", "9次", ""),
        (RATIO, ">10次", "11次", ""),
    ],
)
def test_a_missed_target_says_what_the_formula_alone_does_not(pack, target, actual, words):
    scored = score(target, actual, pack)
    why = scored.why.render()
    if words:
        assert words in why
    else:
        assert "yet" not in why and "no share" not in why
    assert scored.full_though_missed == ("yet" in words)


@pytest.mark.parametrize(
    ("pack", "actual", "words"),
    [
        (STEPS, "85%", "the actual, 85%, lies in [80%, 90%) → 50% of the points"),
        (STEPS, "89.999%", "the actual, 89.99%, lies in [80%, 90%) → 50% of the points"),
        (STEPS, "90%", "the actual, 90%, lies in ≥ 90% → 100% of the points"),
        (STEPS, "79.995%", "the actual, 79.99%, lies in < 80% → 0% of the points"),
        (GATE, "45%", "the completion, 50%, lies below the pass gate of 60%: no points"),
        (GATE, "54%", "the completion, 60%, reaches the pass gate of 60%"),
        (GATE, "95%", ""),
        (RATIO, "85%", ""),
    ],
)
def test_the_step_that_decided_is_named(pack, actual, words):
    scored = score("≥90%", actual, pack)
    assert scored.step.render() == words
    assert words in scored.why.render()


def test_a_qualitative_answer_is_named_in_the_readers_language():
    why = score("显著提升", PACK.answers[0].label, share="90").why
    assert PACK.answers[0].label_en in why.render() and PACK.answers[0].label not in why.render()
    assert PACK.answers[0].label in why.render(translator("zh")) and PACK.answers[0].label_en not in why.render(
        translator("zh")
    )
