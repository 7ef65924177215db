"""Actual texts, each read for its target: numbers and units, slips, dates, yes and no, answers with a share."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.readings import ActualKind, Confidence
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.read import read_target

ANSWERS = {
    "达成年度指标": "achieved",
    "达成预期指标": "achieved",
    "已完成": "achieved",
    "部分达成年度指标并具有一定效果": "partly",
    "基本达到": "partly",
    "未达成年度指标且效果较差": "not_achieved",
}


def read(text, target, year=2025, **where):
    return read_actual(text, read_target(target, year=year, **where), answers=ANSWERS, year=year)


def offers(actual):
    return {one.code: one.offer for one in actual.assumptions if one.confidence is Confidence.LOW}


@pytest.mark.parametrize(
    ("target", "text", "value", "codes"),
    [
        ("≥90%", "95％", "95", ""),
        ("≥90%", "95", "95", "unit"),
        ("≥90%", "-3%", "-3", ""),
        ("≥90%", "已完成100%", "100", "embedded"),
        ("≥0.97比例", "97%", "0.97", "unit"),
        ("≥90%", "0.95比例", "95", "unit"),
        ("≤180万元", "1,753,000元", "175.3", "unit"),
        ("≤180万元", "175万", "175", "unit"),
        ("≥20000元", "1.5万", "15000", "unit"),
        ("150万", "125.25万元", "125.25", "unit"),
        ("≥1.2万亩", "12000亩", "1.2", "unit"),
        ("≥100公里", "99千米", "99", ""),
        ("≥530元/人*月", "583元/人·月", "583", ""),
        ("≤28.40/株", "28元/株", "28", "unit"),
        ("≥220", "230人", "230", "unit"),
        ("≥266米", "≥300米", "300", "sign"),
        ("≥5次", "实际完成6次", "6", "embedded"),
        ("≥10次", "10次（其中线上5次）", "10", "embedded"),
        ("≥10次", "约12次", "12", "approximate"),
        ("±3%以内", "-2%", "-2", ""),
        ("次数为0", "0", "0", ""),
    ],
)
def test_numbers_come_in_the_unit_of_the_target(target, text, value, codes):
    actual = read(text, target)
    assert (actual.kind, actual.value, actual.text) == (ActualKind.NUMBER, Decimal(value), text)
    assert ",".join(one.code for one in actual.assumptions) == codes
    assert actual.doubts == ()


@pytest.mark.parametrize(
    "text", ["完成", "已完成", "达成预期指标", "是", "无", "已完成100%", "5至6次", "5次、6次", "1/3", "随项目进度把控"]
)
def test_words_are_no_measured_value(text):
    actual = read(text, "≥5次")
    assert (actual.kind, actual.value, actual.doubts) == (ActualKind.UNREADABLE, None, ("A102",))


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("≤180万元", "1 753 000元"),  # blanks may part thousands or two numbers: nobody can tell which
        ("≥1000人次", "12 345人次"),
        ("≥10个", "1 234"),
        ("≥90%", "９ ５%"),
        ("≥1000人次", "1200 1300"),
        ("≥1000人次", "不足1000人次"),  # says how little, not how much
        ("≥1000人次", "<1000人次"),
        ("≤10批次", "超过10批次"),
    ],
)
def test_what_is_not_one_measured_number_is_not_taken_for_one(target, text):
    actual = read(text, target)
    assert (actual.kind, actual.value, actual.doubts) == (ActualKind.UNREADABLE, None, ("A102",))


@pytest.mark.parametrize(
    ("target", "text", "value"),
    [("≥1000人次", "超过1000人次", "1000"), ("≤10批次", "不超过10批次", "10"), ("≥100 人次", "100 人次", "100")],
)
def test_a_sign_that_points_the_same_way_does_no_harm(target, text, value):
    assert read(text, target).value == Decimal(value)


@pytest.mark.parametrize(
    ("target", "text", "doubted"),
    [
        ("≤180万元", "-3万元", True),
        ("≤5起", "-1起", True),
        ("≥10个", "-2个", True),
        ("≤5%", "-1%", False),  # a rate may fall
        ("≥1个百分点", "-0.5个百分点", False),
        ("≥0℃", "-5℃", False),
        ("≤-5个", "-6个", False),
        ("≤180万元", "3万元", False),
    ],
)
def test_less_than_nothing_is_doubted(target, text, doubted):
    assert ("negative" in offers(read(text, target))) is doubted


@pytest.mark.parametrize(("text", "doubted"), [("2024-02-29", True), ("2025-02-28", False), ("2026-01-05", False)])
def test_a_day_before_the_year_of_the_target_is_doubted(text, doubted):
    actual = read(text, "2025年12月底前")
    assert actual.kind is ActualKind.DATE
    assert ("year" in offers(actual)) is doubted


def test_a_letter_in_the_number_is_offered_not_applied():
    actual = read("2O份", "≥10份")
    assert (actual.kind, offers(actual)["misread"]) == (ActualKind.UNREADABLE, "20份")


@pytest.mark.parametrize(("target", "text"), [("≥266米", "≥266米"), ("≥90 %", "≥90％"), ("≥90%", "大于等于90%")])
def test_a_copied_target_is_read_and_doubted(target, text):
    actual = read(text, target)
    assert actual.kind is ActualKind.NUMBER
    assert actual.doubts == ("A103",)


@pytest.mark.parametrize(
    ("target", "text", "value", "doubt", "offer"),
    [
        ("≥90%", "0.95", "0.95", "A104", "95%"),
        ("≥90%", "1.2", "1.2", "A104", "120%"),
        ("≥0.97比例", "97", "97", "A104", "97%"),
        ("≤180万元", "1800000", "1800000", "A105", "1800000元"),
        ("≤180万元", "175.3元", "0.01753", "A105", "175.3万元"),
        ("≤180万元", "1800000万元", "1800000", "A105", "1800000元"),
        ("≤180万元", "0.018", "0.018", "A105", "0.018亿元"),
    ],
)
def test_slips_are_read_as_written_and_doubted(target, text, value, doubt, offer):
    actual = read(text, target)
    assert (actual.kind, actual.value, actual.doubts) == (ActualKind.NUMBER, Decimal(value), (doubt,))
    assert offer in offers(actual).values()


@pytest.mark.parametrize(
    ("target", "text"), [("≥90%", "0"), ("≤5%", "0.95"), ("≥90%", "0.05%"), ("≤180万元", "0"), ("≤180万元", "17.5")]
)
def test_no_slip_where_the_number_is_plausible(target, text):
    assert read(text, target).doubts == ()


@pytest.mark.parametrize(
    ("target", "text"), [("≥5次", "5人"), ("≥5人次", "5人"), ("≥5亩", "5公顷"), ("≥90%", "5人"), ("≤10 批次", "9次")]
)
def test_units_that_cannot_be_compared(target, text):
    actual = read(text, target)
    assert (actual.kind, actual.value, actual.doubts) == (ActualKind.UNREADABLE, None, ("A106",))


def test_a_damaged_percentage_and_a_damaged_target_are_named():
    assert offers(read("290%", "90%"))["misread"] == "90%"
    assert "target_misread" in offers(read("12次", "26次"))
    assert "target_misread" not in offers(read("12次", "≥26次"))
    assert "target_misread" not in offers(read("20次", "26次"))


@pytest.mark.parametrize(
    ("text", "day", "codes"),
    [
        ("2025-12-20", "2025-12-20", ""),
        ("2025年12月20日", "2025-12-20", ""),
        ("2025.12.20", "2025-12-20", ""),
        ("20251220", "2025-12-20", ""),
        ("2025/12/20", "2025-12-20", ""),
        ("２０２５年１２月２０日", "2025-12-20", ""),
        ("12月20日", "2025-12-20", "year"),
        ("12月底", "2025-12-31", "year,day"),
        ("2025.12", "2025-12-31", "day"),
        ("于2025年12月20日完成", "2025-12-20", ""),
        ("1-11月", "2025-11-30", "year,day"),
        ("10", "2025-10-31", "month"),
    ],
)
def test_dates(text, day, codes):
    actual = read(text, "12月底之前完成")
    assert (actual.kind, actual.day) == (ActualKind.DATE, date.fromisoformat(day))
    assert ",".join(one.code for one in actual.assumptions) == codes


@pytest.mark.parametrize("text", ["100%", "已完成", "按时完成", "2025-13-40", "2月30日"])
def test_texts_without_a_day_do_not_answer_a_deadline(text):
    actual = read(text, "12月底之前完成")
    assert (actual.kind, actual.day, actual.doubts) == (ActualKind.UNREADABLE, None, ("A102",))


def test_a_copied_deadline_is_doubted_and_a_missing_year_asked_about():
    assert read("12月底前", "12月底前").doubts == ("A103",)
    assert read("12月20日", "12月底前", year=None).kind is ActualKind.UNREADABLE


@pytest.mark.parametrize(
    ("target", "text", "expected"),
    [
        ("建立与否", "是", True),
        ("建立与否", "已建立", True),
        ("建立与否", "未建立", False),
        ("建立与否", "尚未建立", False),
        ("建立与否", "否", False),
        ("建立与否", "无", False),
        ("符合相关规定", "符合", True),
        ("符合相关规定", "全部符合要求", True),
        ("符合相关规定", "不符合", False),
        ("符合相关规定", "不完全符合", False),
        ("符合相关规定", "符合相关规定", True),
        ("不超预算", "未超", True),
        ("不超预算", "没有超预算", True),
        ("不超预算", "超预算", False),
        ("不超预算", "超支5万元", False),
        ("不超预算", "控制在预算内", True),
        ("不超预算", "是", True),
        ("否", "否", True),
        ("否", "未发生", True),
        ("否", "是", False),
        ("是", "√", True),
        ("是", "达成年度指标", True),
        ("是", "未达成年度指标且效果较差", False),
    ],
)
def test_yes_and_no(target, text, expected):
    actual = read(text, target)
    assert (actual.kind, actual.yes) == (ActualKind.YES_NO, expected)


@pytest.mark.parametrize(
    "text", ["基本符合", "正在建立", "建立与否", "部分达成年度指标并具有一定效果", "95", "情况良好"]
)
def test_neither_yes_nor_no(text):
    actual = read(text, "建立与否")
    assert (actual.kind, actual.yes) == (ActualKind.UNREADABLE, None)


@pytest.mark.parametrize(
    ("text", "answer", "share", "codes"),
    [
        ("达成年度指标", "achieved", None, ""),
        (" 达成预期指标。", "achieved", None, ""),
        ("已完成", "achieved", None, ""),
        ("基本达到", "partly", None, ""),
        ("显著改善", "achieved", None, "answer"),
        ("达成年度指标 95%", "achieved", "95", ""),
        ("达成年度指标（９５％）", "achieved", "95", ""),
        ("显著改善，90%", "achieved", "90", "answer"),
        ("95%", "", "95", "answer"),
        ("0%", "", "0", "answer"),
    ],
)
def test_answers(text, answer, share, codes):
    actual = read(text, "显著改善")
    assert (actual.kind, actual.answer) == (ActualKind.ANSWER, answer)
    assert actual.share == (None if share is None else Decimal(share))
    assert ",".join(one.code for one in actual.assumptions) == codes


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("效果不错", ""),
        ("95", "95%"),
        ("全部达成预期指标了", "达成预期指标"),
        ("未达成预期指标", ""),
        ("基本已完成 80% 吧", "已完成"),
    ],
)
def test_other_words_ask_for_an_answer(text, offer):
    actual = read(text, "显著改善")
    assert (actual.kind, actual.answer, offers(actual)["answer"]) == (ActualKind.UNREADABLE, "", offer)


@pytest.mark.parametrize("text", ["120%", "达成年度指标 101%", "-5%"])
def test_a_share_lies_between_0_and_100(text):
    assert read(text, "显著改善").kind is ActualKind.UNREADABLE


@pytest.mark.parametrize("target", ["≥90%", "12月底前", "是", "显著改善", "**"])
def test_blank_and_endless_texts(target):
    assert read(" 　\n", target).kind is ActualKind.BLANK
    assert read("9" * 501, target).kind is ActualKind.UNREADABLE


def test_without_answers_a_copied_qualitative_target_still_asks():
    actual = read_actual("显著改善", read_target("显著改善"), answers={})
    assert actual.kind is ActualKind.UNREADABLE


TARGETS = [
    "≥90%",
    "≤180万元",
    "±3%以内",
    "26次",
    "12月底前",
    "1-12月",
    "是",
    "不超预算",
    "显著改善",
    "**",
    "150万",
    "≤28.40/株",
]
PIECES = [
    "≥",
    "已完成",
    "达成年度指标",
    "12",
    "0.95",
    "2O",
    "%",
    "％",
    "万元",
    "万",
    "12月20日",
    "2025.",
    "前",
    "未",
    "超",
    "(",
    "）",
    " ",
    "/",
]
WRITTEN = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(st.one_of(WRITTEN, st.text()), st.sampled_from(TARGETS), st.one_of(st.none(), st.integers(-5, 10000)))
def test_every_text_gives_an_outcome(text, target, year):
    actual = read(text, target, year=year)
    assert actual.text == text
    assert (actual.value is not None) == (actual.kind is ActualKind.NUMBER)
    assert (actual.day is not None) == (actual.kind is ActualKind.DATE)
    assert (actual.yes is not None) == (actual.kind is ActualKind.YES_NO)
    assert actual.kind is not ActualKind.ANSWER or actual.answer or actual.share is not None
    if actual.kind is ActualKind.UNREADABLE:
        assert actual.assumptions


@given(st.text(), st.text())
def test_every_pair_of_texts_gives_an_outcome(target, text):
    assert read(text, target).text == text


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_with_the_unit_of_the_target_is_taken_as_it_stands(value):
    assert read(f"{value:f}万元", "≥5万元").value == value
