"""Target texts: comparators, directions, dates, cells of their own, damage, confirmation, and laws over all texts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.readings import Comparator, Confidence, Kind, Origin
from selfeval.core.texts.targets.forms import as_scored, canonical
from selfeval.core.texts.targets.read import apply_reading, read_target


def shown(target):
    return f"{target.kind.value} {canonical(target)}"


def codes(target):
    return {one.code: one for one in target.assumptions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥90%", "≥ 90%"),
        (">=90%", "≥ 90%"),
        ("＞＝９０％", "≥ 90%"),
        ("≧90百分比", "≥ 90%"),
        ("不低于90%", "≥ 90%"),
        ("不得少于3次", "≥ 3次"),
        ("至少3次", "≥ 3次"),
        ("达到90%", "≥ 90%"),
        ("90%以上", "≥ 90%"),
        ("100%（含）以上", "≥ 100%"),
        ("大于或等于5人", "≥ 5人"),
        ("超过90%", "> 90%"),
        ("高于90%", "> 90%"),
        ("≤180 万元", "≤ 180万元"),
        ("＜＝5人", "≤ 5人"),
        ("不超过5%", "≤ 5%"),
        ("不高于5%", "≤ 5%"),
        ("控制在2小时以内", "≤ 2小时"),
        ("控制在2小时", "≤ 2小时"),
        ("20万元以下", "≤ 20万元"),
        ("3个工作日内", "≤ 3个工作日"),
        ("低于5%", "< 5%"),
        ("不足5%", "< 5%"),
        ("═100人", "= 100人"),
        ("等于5", "= 5"),
        ("≥1,234.50元", "≥ 1234.5元"),
        ("(≥80人)", "≥ 80人"),
        ("指标1：≥90%", "≥ 90%"),
        ("≤￥5万", "≤ 5万元"),
        ("≥12㎡", "≥ 12㎡"),
        ("≥12m2", "≥ 12m2"),
        ("≥5次/年", "≥ 5次/年"),
        ("≥百分之90", "≥ 90%"),
        ("\ufeff≥90%\u200b", "≥ 90%"),
    ],
)
def test_signs_and_words_are_as_written(text, expected):
    target = read_target(text)
    assert shown(target) == f"quantity {expected}"
    assert (target.origin, target.assumptions, target.text) == (Origin.AS_WRITTEN, (), text)


@pytest.mark.parametrize(
    ("text", "where", "expected", "offer"),
    [
        ("280人次", {"tier1": "产出指标"}, "≥ 280人次", ""),
        ("20万元", {"tier1": "成本指标"}, "≤ 20万元", ""),
        ("20万元", {"tier2": "经济成本指标"}, "≤ 20万元", ""),
        ("12", {"nature": "反向"}, "≤ 12", ""),
        ("12", {"tier2": "成本指标", "nature": "正向"}, "≥ 12", ""),
        ("2%", {"tier1": "产出指标", "name": "结转结余率"}, "≤ 2%", "≥ 2%"),
        ("3次", {"tier1": "效益指标", "name": "投诉次数"}, "≤ 3次", "≥ 3次"),
        ("95%", {"tier1": "效益指标", "name": "投诉处理率"}, "≥ 95%", ""),
        ("95%", {"tier1": "产出指标", "name": "信访积案化解率"}, "≥ 95%", ""),
        ("10次", {"tier1": "产出指标", "name": "安全事故"}, "≤ 10次", "≥ 10次"),
        ("30分钟", {"tier2": "时效指标"}, "≤ 30分钟", "≥ 30分钟"),
        ("70%", {"tier2": "成本指标", "name": "预算执行率"}, "≤ 70%", "≥ 70%"),
        ("2%", {"name": "结转结余率", "nature": "反向"}, "≤ 2%", ""),
    ],
)
def test_bare_numbers_take_their_direction_from_the_place(text, where, expected, offer):
    target = read_target(text, **where)
    assert (shown(target), target.origin) == (f"quantity {expected}", Origin.ASSUMED)
    direction = codes(target)["direction"]
    assert (direction.offer, direction.confidence) == (offer, Confidence.LOW if offer else Confidence.HIGH)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025年12月底前", "2025-12-31", None),
        ("2025年2月底", "2025-02-28", None),
        ("完成时间为2022年12月30日", "2022-12-30", None),
        ("2025.12.20", "2025-12-20", None),
        ("≤2025年6月30日", "2025-06-30", None),
        ("不晚于2025-06-30", "2025-06-30", None),
        ("2025年第三季度末", "2025-09-30", None),
        ("2025年上半年", "2025-06-30", None),
        ("2025年底前", "2025-12-31", None),
        ("2025年1-12月", "2025-01-01", "2025-12-31"),
        ("2025年1月—2025年6月", "2025-01-01", "2025-06-30"),
        ("2025-01-01 至 2025-03-31", "2025-01-01", "2025-03-31"),
    ],
)
def test_dates_with_a_year(text, first, last):
    target = read_target(text, year=2024)
    assert (target.kind, target.origin, target.assumptions) == (Kind.DATE, Origin.AS_WRITTEN, ())
    assert target.day == date.fromisoformat(first)
    assert target.last_day == (date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月底之前完成", "2025-12-31"),
        ("12月31日前完成", "2025-12-31"),
        ("11月底之前", "2025-11-30"),
        ("1-12月", "2025-01-01"),
        ("年底前", "2025-12-31"),
        ("6月中旬", "2025-06-20"),
    ],
)
def test_dates_take_the_budget_year_or_say_that_it_is_missing(text, expected):
    target = read_target(text, year=2025)
    assert (target.kind, target.day, target.origin) == (Kind.DATE, date.fromisoformat(expected), Origin.ASSUMED)
    # A month or a day leaves only the year open; 年底 and its like leave the day to the program too, so they are asked.
    asked = Confidence.LOW if text == "年底前" else Confidence.HIGH
    assert codes(target)["year"].confidence is asked
    unknown = read_target(text)
    assert (unknown.kind, unknown.day) == (Kind.DATE, None)
    assert codes(unknown)["year"].confidence is Confidence.LOW


def test_a_month_followed_by_before_is_asked_about():
    target = read_target("2025年12月前")
    assert (target.day, codes(target)["date"].offer) == (date(2025, 12, 31), "2025-11-30 前")


@pytest.mark.parametrize("text", ["≥20年", "控制在2小时以内", "受理后30分钟内响应", "≥250个工作日", "3个月", "5年"])
def test_durations_are_no_dates(text):
    assert read_target(text, tier2="时效指标", year=2025).kind is Kind.QUANTITY


@pytest.mark.parametrize("text", ["2月30日前", "2025-13-01", "2025年13月底前"])
def test_impossible_dates_are_unreadable(text):
    assert read_target(text, year=2025).kind is Kind.UNREADABLE


@pytest.mark.parametrize(
    ("text", "lower", "upper", "unit"),
    [("±3%以内", -3, 3, "%"), ("18—54周岁", 18, 54, "周岁"), ("20-30万元", 20, 30, "万元"), ("95%~98%", 95, 98, "%")],
)
def test_ranges(text, lower, upper, unit):
    target = read_target(text)
    assert (target.kind, target.comparator) == (Kind.RANGE, Comparator.BETWEEN)
    assert (target.value, target.upper, target.unit) == (lower, upper, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成道路建设491米", "≥ 491米"),
        ("资金到位率达100%", "≥ 100%"),
        ("受理后30分钟内响应", "≤ 30分钟"),
        ("不超过预算的5%", "≤ 5%"),
        ("2025年培训30人", "≥ 30人"),
        ("280人次（其中女性100人次）", "≥ 280人次"),
    ],
)
def test_numbers_in_sentences_are_an_assumption(text, expected):
    target = read_target(text, tier1="产出指标")
    assert shown(target) == f"quantity {expected}"
    assert "embedded" in codes(target)


@pytest.mark.parametrize("text", ["来年3月底前", "明年6月底完成", "去年12月31日前"])
def test_a_date_of_another_year_is_asked_about_and_not_put_into_this_one(text):
    target = read_target(text, year=2025)
    assert (target.kind, target.day) == (Kind.DATE, None)
    assert codes(target)["year"].confidence is Confidence.LOW


@pytest.mark.parametrize(
    "text",
    [
        "显著改善",
        "创建5A级景区",
        "落实财预〔2020〕10号文件",
        "O2O平台",
        "完成罗氏宗祠、李氏宗祠、英布墓日常维护,指挥部旧址报病虫害防治测绘、国保省保矢量数据测绘、龙盘石刻护栏2处制装",
    ],
)
def test_wording_without_a_target_number_is_qualitative(text):
    target = read_target(text, tier1="产出指标", year=2025)
    assert (target.kind, target.origin, target.assumptions) == (Kind.QUALITATIVE, Origin.AS_WRITTEN, ())


@pytest.mark.parametrize("text", ["是", "建立与否", "符合相关规定", "不超预算", "是否建立制度", "控制在预算范围内"])
def test_yes_or_no(text):
    assert read_target(text).kind is Kind.BOOLEAN


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n", "**", "(≥**人)", "……", "指标1：", "XX", "/", "》 亩", "≥", "≥%", "1/3", "7*24小时"),
        *("54—18岁", "95%以上，不少于3次", "≥90%以下", "90%<x≤95%", "12,34", "9" * 30, "①②"),
    ],
)
def test_what_cannot_be_read_says_why(text):
    target = read_target(text, tier1="产出指标")
    assert (target.kind, target.text) == (Kind.UNREADABLE, text)
    assert target.assumptions[0].confidence is Confidence.LOW


def test_a_text_of_many_signs_is_judged_in_words_and_asked_about():
    for text in ("啊" * 501, "≥95%" + "，" * 500):
        target = read_target(text, tier1="产出指标")
        assert (target.kind, target.text, target.value) == (Kind.QUALITATIVE, text, None)
        assert codes(target)["too_long"].confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("text", "cells", "expected", "asked"),
    [
        ("98", {"sign": "大于等于", "unit": "%", "nature": "正向"}, "≥ 98%", ""),
        ("12", {"sign": "小于等于", "unit": "万元", "nature": "反向"}, "≤ 12万元", ""),
        ("正向 | 大于等于 | 98 | %", {}, "≥ 98%", ""),
        ("反向 | 小于等于 | 1", {}, "≤ 1", ""),
        ("≥98%", {"sign": "≥", "unit": "％"}, "≥ 98%", ""),
        ("≥5人", {"sign": "≤"}, "≥ 5人", "sign"),
        ("≥5人", {"unit": "次"}, "≥ 5人", "unit"),
        ("≥5", {"unit": "5人"}, "≥ 5", "unit"),
        ("≥5", {"unit": "/"}, "≥ 5", ""),
    ],
)
def test_sign_and_unit_in_cells_of_their_own(text, cells, expected, asked):
    target = read_target(text, **cells)
    assert (shown(target), target.origin) == (f"quantity {expected}", Origin.AS_WRITTEN)
    assert ",".join(codes(target)) == asked


def test_a_qualitative_target_ignores_its_cells():
    assert read_target("显著改善", sign="定性", unit="无").kind is Kind.QUALITATIVE
    assert read_target("11月底之前", nature="定性", year=2025).day == date(2025, 11, 30)


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        *(("290%", "≥ 90%"), ("292%", "≥ 92%"), ("2100%", "≥ 100%"), ("》80万元", "≥ 80万元")),
        *(("二100百分比", "≥ 100%"), ("到90%", "≥ 90%"), ("2O份", "≥ 20份"), ("到0次", "≥ 10次"), ("第O份", "≥ 10份")),
    ],
)
def test_damage_is_offered_never_applied(text, offer):
    target = read_target(text, tier1="产出指标")
    assert (codes(target)["misread"].offer, codes(target)["misread"].confidence) == (offer, Confidence.LOW)
    assert target.text == text


def test_the_suspicious_percentage_itself_stays_as_written():
    assert read_target("290%").value == Decimal(290)


@pytest.mark.parametrize("text", ["200%", "220", "280人次", "2200篇", "2280次", "≥290%", "25%", "第3名", "到2025年底"])
def test_sound_texts_are_not_suspected(text):
    assert "misread" not in codes(read_target(text, tier1="产出指标", year=2025))


@pytest.mark.parametrize(
    ("text", "where", "asked"),
    [
        ("=99百分比", {"tier1": "产出指标"}, True),
        ("=300天", {"tier1": "产出指标"}, True),
        ("=100%", {"tier1": "产出指标"}, False),
        ("=0次", {"tier1": "产出指标"}, False),
        ("=20万元", {"tier1": "成本指标"}, False),
        ("=3次", {"name": "投诉次数"}, False),
        ("等于99%", {"tier1": "产出指标"}, False),
    ],
)
def test_an_equals_sign_where_more_is_better_is_asked_about(text, where, asked):
    target = read_target(text, **where)
    assert (target.comparator, target.origin) == (Comparator.EQ, Origin.AS_WRITTEN)
    assert ("sign" in codes(target)) is asked


@pytest.mark.parametrize("name", ["受益人口数(≥80人)", "★★★受益人口数≥80人", "受益人口（≥80人）"])
def test_a_value_in_the_name_fills_a_blank_cell(name):
    target = read_target("", name=name)
    assert (shown(target), target.origin) == ("quantity ≥ 80人", Origin.ASSUMED)
    assert codes(target)["from_name"].confidence is Confidence.LOW
    assert read_target("", name="受益人口数(≥**人)").kind is Kind.UNREADABLE


def test_a_month_number():
    for target in (
        read_target("10 (任务完成时限(月))", year=2025),
        read_target("10", name="任务完成时限(月)", year=2025),
    ):
        assert (target.kind, target.day) == (Kind.DATE, date(2025, 10, 31))
        assert "month" in codes(target)


def test_confirming_and_correcting():
    target = read_target("290%", tier1="产出指标")
    confirmed = apply_reading(target, "≥290%")
    assert (confirmed.origin, confirmed.assumptions, confirmed.text) == (Origin.CONFIRMED, (), "290%")
    corrected = apply_reading(target, "≥ 90%")
    assert (corrected.origin, corrected.value, corrected.text) == (Origin.CORRECTED, Decimal(90), "290%")
    assert corrected.assumptions == ()


@pytest.mark.parametrize("reading", ["", "**", "95%以上，不少于3次", "12月底前"])
def test_a_reading_that_says_nothing_leaves_the_target(reading):
    target = read_target("290%")
    assert apply_reading(target, reading) is target


SIGNS = ["", "≥", "<=", "=", "不低于", "不超过", "达到", "控制在", "约", "》", "二", "到", "±", "超过", "第"]
NUMBERS = ["0", "5", "12", "1,234", "９５", "2025", "290", "1.50", "－3", "2O", "18—54", "5-3", "2025年12", "20251220"]
UNITS = [
    "",
    "%",
    "％",
    "万元",
    " 批次",
    "月",
    "月底",
    "月20日",
    "年",
    "季度",
    "/株",
    "百分比",
    "㎡",
    "人(户)",
    "级",
    "％人",
]
ENDS = ["", "以上", "以内", "前", "底前", "左右", "内", "（含）以上", "完成", "。"]
WRITTEN = st.builds("".join, st.tuples(*map(st.sampled_from, (SIGNS, NUMBERS, UNITS, ENDS))))
PLACES = st.fixed_dictionaries(
    {},
    optional={
        "tier1": st.sampled_from(["产出指标", "成本指标", "效益指标"]),
        "tier2": st.sampled_from(["时效指标", "成本指标"]),
        "name": st.sampled_from(["结余率", "完成时间", "任务完成时限(月)", "受益人口(≥80人)"]),
        "year": st.integers(-5, 10000),
        "sign": st.sampled_from(["≥", "小于等于", "定性", "x"]),
        "unit": st.sampled_from(["%", "万元", "人(次)", "以上", "5", "O"]),
        "nature": st.sampled_from(["正向", "反向", "定性"]),
    },
)


@given(st.one_of(WRITTEN, st.text(), st.text(alphabet="≥≤=<>0123456789.,-—%年月日前底第O》二到**()（）|元万 ")), PLACES)
def test_every_text_reads_and_its_canonical_form_reads_the_same(text, place):
    target = read_target(text, **place)
    assert target.text == text
    if target.kind is Kind.UNREADABLE or (target.kind is Kind.DATE and target.day is None):
        assert target.assumptions
        return
    again = read_target(canonical(target))
    assert (again.kind, again.comparator, again.value, again.upper, again.unit, again.day, again.last_day) == (
        target.kind,
        target.comparator,
        target.value,
        target.upper,
        target.unit,
        target.day,
        target.last_day,
    )
    assert {one.code for one in again.assumptions} <= {
        "negative"
    }  # less than nothing is asked about wherever it stands
    assert apply_reading(target, canonical(target)).origin is Origin.CONFIRMED


@given(WRITTEN, st.integers(1, 40))
def test_long_repetitions_are_read_too(text, times):
    target = read_target(text * times, tier1="产出指标", name=text * times, year=2025)
    assert target.text == text * times
    assert target.assumptions or target.origin is Origin.AS_WRITTEN  # nothing is supposed without saying so


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        ("≤100%", "≥100%", "≤100%（按≥100%计）"),
        ("290%", "≥ 90%", "290%（按≥90%计）"),
        ("2025年12月底前", "2025年11月30日前", "2025年12月底前（按2025-11-30前计）"),
        ("1854周岁", "18—54周岁", "1854周岁（按18—54周岁计）"),
        ("有效改善", "≥90%", "有效改善（按≥90%计）"),
        ("≥1套", "是", "≥1套（按是否完成计）"),
        ("≥1套", "有效改善", "≥1套（按定性指标计）"),
        ("≥90%", "≥90%", "≥90%"),
        (" ≥90% ", "", "≥90%"),
    ],
)
def test_a_corrected_reading_is_shown_beside_the_text(text, reading, expected):
    target = read_target(text, tier1="产出指标", tier2="质量指标", year=2025)
    assert as_scored(apply_reading(target, reading) if reading else target) == expected
