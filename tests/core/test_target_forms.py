"""Targets in forms of their own: fractions, deviations either way, each of many, a whole and its parts, rules."""

from decimal import Decimal

import pytest

from selfeval.core.readings import ActualKind, Comparator, Kind
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import read_target
from tests.core.test_plain_forms import asked, read

QUALITY = {"tier1": "产出指标", "tier2": "质量指标"}
QUANTITY = {"tier1": "产出指标", "tier2": "数量指标"}
TIME = {"tier1": "产出指标", "tier2": "时效指标", "name": "报告提交时间"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("九成五以上", "≥ 95%"),
        ("不低于八成五", "≥ 85%"),
        ("九成半", "≥ 95%"),
        ("低于万分之五", "< 0.05%"),
        ("万分之三以内", "≤ 0.03%"),
        ("千分之三以内", "≤ 3‰"),
        ("1/3以上", "≥ 33.33%"),
        ("≥2/3", "≥ 66.66%"),
        ("不低于3/4", "≥ 75%"),
    ],
)
def test_a_fraction_is_a_percentage(text, expected):
    target = read_target(text, name="达标率" if "≥" in expected else "差错率", **QUALITY)
    assert (canonical(target), asked(target)) == (expected, {})


@pytest.mark.parametrize("text", ["1/3", "12/31", "4/3以上", "3/0以上", "≤12/31", "≤6/30", "≤12/15", "11/20以前"])
def test_two_numbers_with_a_stroke_alone_are_no_fraction(text):
    assert read_target(text, name="数量", **QUANTITY).kind is not Kind.QUANTITY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("正负5%以内", "±5%"),
        ("上下浮动不超过3%", "±3%"),
        ("浮动幅度控制在10%以内", "±10%"),
        ("误差不超过2毫米", "±2毫米"),
        ("正负误差不超过2毫米", "±2毫米"),
        ("500亩±5%", "475—525亩"),
        ("控制在120万元±5%", "114—126万元"),
        ("100±5人", "95—105人"),
    ],
)
def test_either_way(text, expected):
    assert canonical(read_target(text, name="任务", **QUALITY)) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *((text, Kind.QUALITATIVE) for text in ("≥2024年水平", "≤2024年同期水平", "≥2023年平均值", "≥ 2024年度实际")),
        *((text, Kind.UNREADABLE) for text in ("≥3次和2场", "≥98·5%")),
        ("≥2024人", Kind.QUANTITY),
    ],
)
def test_the_level_of_a_year_is_words(text, kind):
    assert read_target(text, name="水质", **QUALITY).kind is kind


def test_a_deviation_below_is_no_slip():
    found = read("-2%", "上下浮动不超过3%", name="误差率", **QUALITY)
    assert (found.value, found.doubts) == (-2, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不突破120万元", "≤ 120万元"),
        ("不得突破5%", "≤ 5%"),
        ("不宜超过3次", "≤ 3次"),
        ("不允许超过3次", "≤ 3次"),
        ("未超过5%", "≤ 5%"),
        ("没有低于90%", "≥ 90%"),
        ("突破120万元", "> 120万元"),
        ("未满18周岁", "< 18周岁"),
    ],
)
def test_a_sign_that_is_denied_points_the_other_way(text, expected):
    assert canonical(read_target(text, **QUANTITY)) == expected


@pytest.mark.parametrize(
    "text",
    ["每村不少于2名", "每个乡镇1所", "两季各1场", "每班50人", "每人2套", "每百人2名", "各乡镇配备2名", "每所学校1名"],
)
def test_a_count_of_each_is_asked_about(text):
    assert "each_time" in asked(read_target(text, **QUANTITY))


@pytest.mark.parametrize(
    "text", ["每年12场", "各类培训3次", "各级督查5次", "每人每年1200元", "每平方米3500元", "每亩不低于500斤", "12场"]
)
def test_a_count_of_all_is_not(text):
    assert "each_time" not in asked(read_target(text, **QUANTITY))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("线上2场、线下3场，共5场", "≥ 5场"),
        ("1000人，其中女性400人", "≥ 1000人"),
        ("≥1000人（其中：女性400人）", "≥ 1000人"),
        ("男600人、女400人，合计1000人", "≥ 1000人"),
    ],
)
def test_a_whole_and_its_parts(text, expected):
    assert canonical(read_target(text, **QUANTITY)) == expected


@pytest.mark.parametrize(
    "text",
    ["线上2场、线下3场，共6场", "线上2场、线下3场", "3+2个", "≥1 050人", "≥98·5%", "≥98。5%", "≥1,05人", "＞10且＜15"],
)
def test_numbers_that_nobody_can_tell_apart_are_no_words(text):
    assert read_target(text, **QUALITY).kind is Kind.UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "符合《建筑工程设计文件编制深度规定》（2016版）",
        "按《差旅费管理办法》执行",
        "严格按照《会议费管理办法》标准执行",
        "达到《城市道路养护规范》要求",
        "符合国家《消防法》《安全生产法》规定",
    ],
)
@pytest.mark.parametrize(
    ("actual", "yes"),
    [("符合", True), ("按规定执行", True), ("已执行", True), ("未按规定执行", False), ("不符合", False)],
)
def test_a_rule_by_its_title_is_kept_or_not(text, actual, yes):
    assert read_target(text, **QUALITY).kind is Kind.BOOLEAN
    assert read(actual, text, **QUALITY).yes is yes


@pytest.mark.parametrize(
    ("target", "actual", "reached"),
    [
        ("同比下降", "下降", True),
        ("较上年下降", "有下降", True),
        ("不高于上年", "低于上年", True),
        ("不减少", "未减少", True),
        ("同比下降", "略有下降", False),
        ("同比下降", "部分下降", False),
        ("明显下降", "下降", False),
        ("有效提升", "提升", False),
    ],
)
def test_a_direction_and_no_degree_is_met_by_the_direction(target, actual, reached):
    found = read(actual, target, tier1="效益指标", tier2="社会效益指标", name="发案数")
    assert (found.kind is ActualKind.ANSWER and found.answer == "achieved") is reached


@pytest.mark.parametrize(("actual", "sure"), [("95%", True), ("0%", True), ("0.95%", False), ("1%", False)])
def test_a_bare_percentage_of_a_target_in_words_is_told(actual, sure):
    found = read(actual, "有效提升", tier1="效益指标")
    assert [note.code for note in found.assumptions] == ["answer"]
    assert asked(found) == ({} if sure else {"answer": ""})


@pytest.mark.parametrize(("actual", "offer"), [("0.9", "90%"), ("1", "100%"), ("95", "95%")])
def test_a_bare_number_of_a_target_in_words_offers_its_percentage(actual, offer):
    assert asked(read(actual, "有效提升", tier1="效益指标")) == {"answer": offer}


@pytest.mark.parametrize("actual", ["全年零事故", "本年度未发生", "全县未发生事故", "年内无事故"])
def test_none_of_it_in_the_whole_year(actual):
    assert read(actual, "≤2起", name="事故起数").value == 0
    assert read_target(actual, name="事故").comparator is Comparator.LE


@pytest.mark.parametrize("actual", ["当日办结", "当天完成", "即时办理", "均当场办结"])
def test_at_once_is_within_a_day(actual):
    assert read(actual, "5个工作日内", tier2="时效指标", name="办理时限").value == Decimal(1)
    assert read(actual, "≤24小时", tier2="时效指标", name="办理时限").value is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("次年3月31日前", "2026-03-31"),
        ("翌年一季度", "2026-03-31"),
        ("下一年度6月底前", "2026-06-30"),
        ("于次年1月15日前完成", "2026-01-15"),
    ],
)
def test_the_year_after_is_the_one_after_the_budgets(text, day):
    target = read_target(text, year=2025, **TIME)
    assert (target.kind, str(target.day), asked(target)) == (Kind.DATE, day, {})


@pytest.mark.parametrize(
    ("target", "actual", "day"),
    [
        ("次年3月底前", "2026年3月20日", "2026-03-20"),
        ("次年3月底前", "次年3月20日", "2026-03-20"),
        ("次年3月底前", "3月20日", "2026-03-20"),
        ("2025年12月31日前", "次年1月5日", "2026-01-05"),
    ],
)
def test_a_day_of_the_year_after(target, actual, day):
    assert str(read(actual, target, **TIME).day) == day


@pytest.mark.parametrize(
    ("target", "actual", "yes"),
    [
        ("每月20日前", "每月20日前发放", True),
        ("每月20日前", "每月18日", True),
        ("每月20日前", "每月15日前足额发放", True),
        ("每月20日前", "每月25日", None),
        ("每季度末15日内", "每月15日", None),
        ("每月20日前", "18日", None),
        ("每月20日前", "未按时发放", False),
    ],
)
def test_a_deadline_that_returns_is_kept_by_an_earlier_day(target, actual, yes):
    assert read(actual, target, **TIME).yes is yes


@pytest.mark.parametrize(
    "text",
    [
        "≤预算金额",
        "不超过预算数",
        "预算控制数以内",
        "不突破批复预算",
        "预算金额以内",
        "≤年初预算数",
        "控制在批复预算内",
    ],
)
@pytest.mark.parametrize(("actual", "yes"), [("未超预算", True), ("预算内", True), ("超预算5万元", False)])
def test_the_budget_as_a_limit_is_kept_or_not(text, actual, yes):
    assert read(actual, text, tier1="成本指标", name="成本控制").yes is yes


def test_the_budget_alone_says_nothing():
    assert read_target("预算金额", tier1="成本指标").kind is Kind.QUALITATIVE


@pytest.mark.parametrize(
    "text", ["52公里\u200e", "\u200f52公里", "5\u200b2公里", "52\u00ad公里", "\u202a52公里\u202c", "\ufeff52公里"]
)
def test_what_nobody_sees_changes_nothing(text):
    found = read(text, "≥50公里", tier2="数量指标")
    assert (found.value, asked(found)) == (52, {})


@pytest.mark.parametrize("text", ["99. 17%", "99 .17%", "99 . 17%", "9 9%"])
def test_digits_apart_are_no_number(text):
    assert read(text, "≥98%", **QUALITY).doubts == ("A102",)


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [("10台", "10套", 10), ("245个", "245所", 245), ("≥5辆", "4台", 4), ("10台", "480套", None), ("≥5家", "5户", None)],
)
def test_another_word_for_things_is_taken_where_the_number_is_about_the_target(target, actual, value):
    found = read(actual, target, **QUANTITY)
    assert found.value == value and "unit" in asked(found)


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥3万人", "8500户（31256人）", "3.1256"),
        ("≥8000户", "8500户（31256人）", "8500"),
        ("≥3万人", "8500户（共12村）", None),
    ],
)
def test_what_stands_in_brackets_in_the_unit_of_the_target(target, actual, value):
    assert read(actual, target, **QUANTITY).value == (value and Decimal(value))
