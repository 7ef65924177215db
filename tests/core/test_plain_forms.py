"""Values written in another form: two units, a range by its middle, the number before the sign, a rank, characters."""

from datetime import date
from decimal import Decimal

import pytest

from selfeval.core.readings import ActualKind, Confidence, Kind
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import apply_reading, read_target
from tests.core.test_actuals import ANSWERS


def asked(read):
    return {one.code: one.offer for one in read.assumptions if one.confidence is Confidence.LOW}


def read(text, target, year=2025, **where):
    return read_actual(text, read_target(target, year=year, **where), answers=ANSWERS, year=year)


@pytest.mark.parametrize(
    ("text", "where", "expected", "sure"),
    [
        ("≤1小时30分钟", {}, "≤ 90分钟", True),
        ("1小时30分内", {"tier2": "时效指标", "name": "响应时间"}, "≤ 90分钟", True),
        ("不超过2个小时15分钟", {}, "≤ 135分钟", True),
        ("≤2个月15天", {}, "≤ 75天", False),
        ("1年6个月内", {"tier2": "时效指标"}, "≤ 18个月", True),
        ("≤1周3天", {}, "≤ 10天", True),
        ("≤1天12小时", {}, "≤ 36小时", False),
        ("≤5万3千元", {}, "≤ 5.3万元", True),
        ("1亿2千万元", {"tier2": "成本指标"}, "≤ 1.2亿元", True),
        ("2万3千人次", {"tier2": "数量指标"}, "≥ 2.3万人次", True),
        ("1亿2000万株", {"tier2": "数量指标"}, "≥ 12000万株", True),
        ("≥3千5百公里", {"tier2": "数量指标"}, "≥ 3.5千公里", True),
        ("1亿2000万元以内", {}, "≤ 12000万元", True),
        ("≤3万5000元", {}, "≤ 35000元", True),
        ("≤12元5角", {}, "≤ 12.5元", True),
        ("≥3公里500米", {}, "≥ 3500米", True),
        ("≥2吨300公斤", {}, "≥ 2300公斤", True),
        ("100±5人", {}, "95—105人", True),
        ("100人±5人", {}, "95—105人", True),
        ("20±2℃", {}, "18—22℃", True),
        ("95%±2%", {}, "93—97%", True),
        ("50±10", {}, "40—60", True),
        ("95%≤", {}, "≥ 95%", False),
        ("3次≥", {}, "≤ 3次", False),
        ("95%<", {}, "> 95%", False),
        ("90%≤满意度", {}, "≥ 90%", True),
        ("5件≥投诉数量", {}, "≤ 5件", True),
        ("90%≤合格率≤100%", {}, "90—100%", True),
        ("10≤X≤20", {}, "10—20", True),
        ("由15个工作日压缩至10个工作日", {}, "≤ 10个工作日", True),
        ("从80%提高到90%", {}, "≥ 90%", True),
        ("由10起降到5起以下", {}, "≤ 5起", True),
        ("大于等于85%小于等于100%", {}, "85—100%", True),
        ("≥85%且≤100%", {}, "85—100%", True),
        ("不超过±5%", {}, "±5%", True),
        ("培育1-2家", {}, "1—2家", True),
        ("≥90%（问卷调查）", {}, "≥ 90%", True),
        ("≥300人（含教师）", {}, "≥ 300人", True),
        ("≥15台（套）", {}, "≥ 15台（套）", True),
        ("≤450元/人.天", {}, "≤ 450元/人·天", True),
        ("≤18/10万", {}, "≤ 18/十万", True),
        ("500余人", {}, "≥ 500人", True),
        ("前10名", {}, "≤ 10名", True),
        ("全省前五名", {}, "≤ 5名", True),
        ("力争进入全市前3位", {}, "≤ 3位", True),
        ("前3", {"name": "全市考核排名"}, "≤ 3名", True),
        ("第一名", {}, "≤ 1名", True),
        ("全国百强县前50强", {}, "≤ 50名", True),
        ("排名前10%", {}, "≤ 10%", True),
        ("壹佰万元整", {"tier2": "成本指标"}, "≤ 100万元", True),
        ("叁拾万元", {"tier2": "成本指标"}, "≤ 30万元", True),
        ("人民币壹佰贰拾叁万肆仟元整", {"tier2": "成本指标"}, "≤ 1234000元", True),
        ("不超过一百二十万五千元", {"tier2": "成本指标"}, "≤ 1205000元", True),
        ("三万二千人次", {"tier2": "数量指标"}, "≥ 32000人次", True),
        ("≤1h30min", {}, "≤ 90分钟", True),
        ("≤1小时30min", {}, "≤ 90分钟", True),
        ("80万-100万元", {}, "80—100万元", True),
        ("8000元—1万元", {}, "8000—10000元", True),
        ("80%-90", {}, "80—90%", True),
        ("30分钟-1小时", {}, "30—60分钟", True),
        ("'95%", {"tier2": "质量指标"}, "≥ 95%", True),
        ("’≤3天", {}, "≤ 3天", True),
        ("≤3d", {}, "≤ 3d", True),
    ],
)
def test_another_form_is_read_and_confirmed_as_its_plain_one(text, where, expected, sure):
    target = read_target(text, year=2025, **where)
    assert (canonical(target), target.text) == (expected, text)
    assert ("form" in asked(target)) is not sure
    again = apply_reading(target, canonical(target), year=2025, **where)
    assert (again.value, again.upper, again.comparator) == (target.value, target.upper, target.comparator)


def test_a_sign_behind_its_number_offers_the_other_way():
    assert asked(read_target("95%≤"))["form"] == "≤ 95%"
    assert asked(read_target("3次≥"))["form"] == "≥ 3次"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("90%<x≤95%", Kind.UNREADABLE),
        ("100±5%", Kind.UNREADABLE),
        ("5±10人", Kind.UNREADABLE),
        ("培训3次5人", Kind.UNREADABLE),
        ("3个月90分钟", Kind.UNREADABLE),
        ("前期工作完成", Kind.QUALITATIVE),
        ("第三产业发展", Kind.QUALITATIVE),
        ("前三季度完成", Kind.DATE),
        ("第3季度", Kind.DATE),
        ("三年行动", Kind.QUALITATIVE),
    ],
)
def test_what_only_resembles_such_a_form_is_left_as_it_is(text, kind):
    assert read_target(text, year=2025, tier2="时效指标").kind is kind


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≤2小时", "1小时10分钟", "7/6"),
        ("≤90分钟", "1小时10分钟", "70"),
        ("≤90天", "2个月20天", "80"),
        ("≤5.5万元", "5万3千元", "5.3"),
        ("≥2万人次", "2万3千人次", "2.3"),
        ("≤10个工作日", "由15个工作日压缩至8个工作日", "8"),
        ("≤18/10万", "12.5/10万", "12.5"),
        ("≤3d", "2天", "2"),
        ("≤3天", "2d", "2"),
        ("≤2h", "90min", "1.5"),
        ("前10名", "第8名", "8"),
        ("前10名", "全省第12名", "12"),
        ("前10名", "8", "8"),
        ("前三名", "第二名", "2"),
        ("第1名", "第1名", "1"),
        ("≥100人", "'106人", "106"),
        ("100±5人", "98人", "98"),
        ("≤100万元", "玖拾捌万元整", "98"),
    ],
)
def test_outcomes_in_another_form(target, actual, value):
    found = read(actual, target)
    assert (found.kind, found.text) == (ActualKind.NUMBER, actual)
    top, _, below = value.partition("/")
    expected = Decimal(top) / Decimal(below or 1)
    assert abs(found.value - expected) < Decimal("1E-20")


@pytest.mark.parametrize(
    ("text", "day", "where"),
    [
        ("'25年底", date(2025, 12, 31), {}),
        ("’25年12月底前", date(2025, 12, 31), {}),
        ("二〇二五年十二月", date(2025, 12, 31), {}),
        ("二○二五年六月底前", date(2025, 6, 30), {}),
        ("二〇二五年十二月三十一日前", date(2025, 12, 31), {}),
        ("二〇二五年底", date(2025, 12, 31), {}),
        ("二Ｏ二五年底", date(2025, 12, 31), {}),
        ("二O二五年六月底前", date(2025, 6, 30), {}),
        ("十一月二十日前", date(2025, 11, 20), {}),
        ("12.31前", date(2025, 12, 31), {}),
        ("12.31", date(2025, 12, 31), {"name": "项目完成时间"}),
        ("12/20", date(2025, 12, 20), {"name": "验收时间"}),
        ("2025.6", date(2025, 6, 30), {}),
        ("≤2025.6", date(2025, 6, 30), {}),
    ],
)
def test_days_in_another_form(text, day, where):
    target = read_target(text, tier2="时效指标", year=2025, **where)
    assert (target.kind, target.day) == (Kind.DATE, day)


@pytest.mark.parametrize("text", ["12.31前", "≤2025.6", "≤2025.12"])
def test_digits_that_may_be_no_day_are_asked_about(text):
    assert "date" in asked(read_target(text, tier2="时效指标", year=2025))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("≤2087.2", "≤ 2087.2"), ("≥2800.5", "≥ 2800.5"), ("2087", "≥ 2087"), ("1.5", "≥ 1.5"), ("≤2.5", "≤ 2.5")],
)
def test_digits_far_from_the_year_are_a_number(text, expected):
    assert canonical(read_target(text, tier2="时效指标", year=2025)) == expected


@pytest.mark.parametrize(
    ("actual", "day", "offer"),
    [
        ("12.31", date(2025, 12, 31), ""),
        ("12.3", date(2025, 12, 3), "2025-12-30"),
        ("12.03", date(2025, 12, 3), ""),
        ("11/5", date(2025, 11, 5), ""),
        ("12-20", date(2025, 12, 20), ""),
        ("6.30日", date(2025, 6, 30), ""),
    ],
)
def test_a_day_as_digits_alone_is_an_outcome_and_asked_about(actual, day, offer):
    found = read(actual, "2025年12月31日前", tier2="时效指标")
    assert (found.kind, found.day, asked(found)["date"]) == (ActualKind.DATE, day, offer)


@pytest.mark.parametrize("actual", ["13.31", "2.30", "0.5", "1.31.2"])
def test_digits_that_are_no_day_are_no_outcome(actual):
    assert read(actual, "2025年12月31日前", tier2="时效指标").kind is ActualKind.UNREADABLE


@pytest.mark.parametrize(
    ("target", "actual", "value", "sure"),
    [
        ("≥100%", "全覆盖", "100", True),
        ("100%", "已实现全覆盖", "100", True),
        ("≥95%", "百分之百", "100", True),
        ("≥95%", "应保尽保", "100", False),
        ("≥95%", "全部合格", "100", False),
        ("100%", "全额拨付到位", "100", False),
    ],
)
def test_all_of_it_is_a_hundred_percent(target, actual, value, sure):
    found = read(actual, target, tier2="质量指标")
    assert (found.kind, found.value, "all" in asked(found)) == (ActualKind.NUMBER, Decimal(value), not sure)


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥95%", "已完成"), ("≥20人", "全覆盖"), ("≤5%", "全覆盖"), ("≥95%", "未全覆盖"), ("增长5%", "全部完成")],
)
def test_all_of_something_else_is_no_measure(target, actual):
    assert read(actual, target).kind is ActualKind.UNREADABLE


@pytest.mark.parametrize(
    ("target", "actual", "answer"),
    [
        ("同比下降", "同比下降2%", "achieved"),
        ("逐步减少", "较上年减少12起", "achieved"),
        ("有所提升", "提升3.5%", "achieved"),
        ("同比下降", "同比上升2%", "not_achieved"),
        ("逐步提高", "下降1个百分点", "not_achieved"),
    ],
)
def test_a_measured_change_answers_words_and_is_no_share(target, actual, answer):
    found = read(actual, target, tier2="社会效益指标")
    assert (found.answer, found.share) == (answer, None if answer == "achieved" else Decimal(0))


@pytest.mark.parametrize(("target", "actual", "share"), [("逐步减少", "达成年度指标 95%", 95), ("逐步减少", "95%", 95)])
def test_a_share_of_achievement_stays_one(target, actual, share):
    assert read(actual, target).share == share
