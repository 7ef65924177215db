"""Numbers, quantities, money, percentages and units."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.numbers import (
    MAX_DIGITS,
    halfwidth,
    parse_money,
    parse_number,
    parse_percent,
    parse_quantity,
    plain,
    round_half_up,
    same_to_its_digits,
)
from selfeval.core.units import convert, is_money, normal_unit, same_unit

FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234", "1234"),
        ("１，２３４．５", "1234.5"),
        ("９５", "95"),
        ("－3", "-3"),
        ("+3", "3"),
        (" 12.50 ", "12.50"),
        ("1,234,567.89", "1234567.89"),
        ("12,34", None),
        ("1,2345", None),
        ("1e5", None),
        ("1E+2", None),
        ("NaN", None),
        ("Infinity", None),
        ("①", None),
        ("٣", None),
        ("1_000", None),
        ("12.", None),
        ("", None),
        ("1.2.3", None),
        ("9" * MAX_DIGITS, "9" * MAX_DIGITS),
        ("9" * (MAX_DIGITS + 1), None),
        ("0" * 1000, None),
    ],
)
def test_parse_number(text, expected):
    assert parse_number(text) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1.5万元", "1.5", "万元"),
        ("95.3%", "95.3", "%"),
        ("９５％", "95", "%"),
        ("530元/人*月", "530", "元/人*月"),
        ("97.39 %", "97.39", "%"),
        ("150万", "150", "万"),
        ("20 万元", "20", "万元"),
        ("12㎡", "12", "㎡"),
        ("12m2", "12", "m2"),
        ("99百分比", "99", "%"),
        ("￥1,200.5", "1200.5", ""),
        ("¥ 100 万元", "100", "万元"),
        ("￥5万", "5", "万元"),
        ("人民币100元", "100", "元"),
        ("100￥", "100", ""),
        ("（1,234）", "-1234", ""),
        ("(5)%", "-5", "%"),
        ("¥(1,234.00)万元", "-1234", "万元"),
        ("42", "42", ""),
    ],
)
def test_parse_quantity(text, value, unit):
    assert parse_quantity(text) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["", "≥5", "五万", "5-6人", "10 (月)", "5人3次", "￥5人", "完成5次"])
def test_parse_quantity_of_something_else(text):
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "wan", "yuan"),
    [
        ("180", "180", "180"),
        ("1.5万元", "1.5", "15000"),
        ("20,000元", "2", "20000"),
        ("3亿元", "30000", "300000000"),
        ("1.2千元", "0.12", "1200"),
        ("150万", "150", "1500000"),
        ("￥3万", "3", "30000"),
        ("￥100", "100", "100"),
        ("$1,234", "1234", "1234"),
        ("＄100.50", "100.5", "100.5"),
        ("€ 1,234.5", "1234.5", "1234.5"),
        ("1,234.5 €", "1234.5", "1234.5"),
        ("RMB¥100", "100", "100"),
        ("RMB 100", "100", "100"),
        ("100RMB", "100", "100"),
        ("100 人民币", "100", "100"),
        ("人民币100", "100", "100"),
        ("人民币：100万元", "100", "1000000"),
        ("人民币100元整", "0.01", "100"),
        ("1,234.5元整", "0.12345", "1234.5"),
        ("100万元整", "100", "1000000"),
        ("100元正", "0.01", "100"),
        ("100元人民币", "0.01", "100"),
        ("100（万元）", "100", "1000000"),
        ("100 (元)", "0.01", "100"),
        ("-¥100", "-100", "-100"),
        ("¥-100", "-100", "-100"),
        ("－￥100万元", "-100", "-1000000"),
        ("(¥100)", "-100", "-100"),
        ("¥(1,234.50)", "-1234.5", "-1234.5"),
        ("△5", "-5", "-5"),
        ("▲1,234.5万元", "-1234.5", "-12345000"),
        ("- -5", None, None),
        ("-¥-5", None, None),
        ("100美元", None, None),
        ("US$100", None, None),
        ("100(人)", None, None),
        ("¥5人", None, None),
        ("0.0001元", "0.00000001", "0.0001"),
        ("5人", None, None),
        ("5%", None, None),
        ("5元/亩", None, None),
    ],
)
def test_parse_money(text, wan, yuan):
    assert parse_money(text, "万元") == (None if wan is None else Decimal(wan))
    assert parse_money(text, "元") == (None if yuan is None else Decimal(yuan))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("97.39%", "97.39"), ("97.39", "97.39"), ("９７％", "97"), ("97人", None), ("约97%", None), ("-3%", "-3")],
)
def test_parse_percent(text, expected):
    assert parse_percent(text) == (None if expected is None else Decimal(expected))


@given(DECIMALS)
def test_parse_undoes_plain(value):
    assert parse_number(plain(value)) == value
    assert parse_number(plain(value).translate(FULL_WIDTH)) == value
    assert parse_number(f"{value:,f}") == value
    assert parse_quantity(f"{plain(value)} 万元") == (value, "万元")
    assert parse_percent(f"{plain(value)}％") == value


@given(st.text())
def test_no_text_raises(text):
    parse_number(text)
    parse_quantity(text)
    parse_percent(text)
    parse_money(text, "万元")
    same_unit(text, normal_unit(text))
    assert len(halfwidth(text)) == len(text)


@given(st.fractions(), st.integers(0, 6))
def test_round_half_up_is_nearest(value, places):
    rounded = Fraction(round_half_up(value, places))
    assert abs(rounded - value) * 10**places * 2 <= 1


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [("1.005", 2, "1.01"), ("-1.005", 2, "-1.01"), ("89.995", 2, "90.00"), ("0.5", 0, "1"), ("2.675", 2, "2.68")],
)
def test_round_half_up(value, places, expected):
    assert str(round_half_up(Decimal(value), places)) == expected


@pytest.mark.parametrize(
    ("value", "source", "goal", "expected"),
    [
        ("1.5", "万元", "元", "15000"),
        ("20000", "元", "万元", "2"),
        ("2.6", "亿元", "万元", "26000"),
        ("1", "百万元", "万元", "100"),
        ("1.2", "万亩", "亩", "12000"),
        ("3", "公里", "米", "3000"),
        ("3", "千米", "公里", "3"),
        ("50", "厘米", "米", "0.5"),
        ("90", "分钟", "小时", "1.5"),
        ("3500", "公斤", "吨", "3.5"),
        ("97", "%", "比例", "0.97"),
        ("0.97", "比例", "%", "97"),
        ("5", "万元/公里", "元/米", "50"),
        ("1", "年", "个月", "12"),
        ("7", "元/人*月", "元/月·人", "7"),
        ("1", "亩", "平方米", None),
        ("5", "人", "人次", None),
        ("6", "次", "批次", None),
        ("1", "天", "小时", None),
        ("1", "个工作日", "天", None),
        ("1", "%", "个百分点", None),
        ("150", "万", "元", None),
        ("1", "元/亩", "元", None),
    ],
)
def test_convert(value, source, goal, expected):
    assert convert(Decimal(value), source, goal) == (None if expected is None else Decimal(expected))


def test_a_conversion_without_finite_decimals_never_equals_a_target():
    assert convert(Decimal(50), "分钟", "小时") == Decimal("0.833333333333333333333333333333")


@given(DECIMALS)
def test_converting_money_there_and_back_is_exact(value):
    there = convert(value, "元", "亿元")
    assert there is not None
    assert convert(there, "亿元", "元") == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" ％ ", "%"),
        ("百分比", "%"),
        ("元/人*月", "元/人·月"),
        ("元／人、月", "元/人·月"),
        ("元/(人·月)", "元/人·月"),
        ("元/人/月", "元/人·月"),
        ("㎡", "㎡"),
        ("", ""),
    ],
)
def test_normal_unit(text, expected):
    assert normal_unit(text) == expected


def test_same_unit_knows_spellings_but_not_lookalikes():
    assert same_unit("㎡", "平方米")
    assert same_unit("公斤", "千克")
    assert not same_unit("人", "人次")
    assert not same_unit("", "人")
    assert is_money("亿元")
    assert not is_money("元/亩")


@pytest.mark.parametrize(
    ("printed", "exact", "rounded", "cut"),
    [
        ("94.02", Fraction(9402439, 100000), True, True),
        ("94.0", Fraction(9402439, 100000), True, True),
        ("94", Fraction(9402439, 100000), True, True),
        ("95", Fraction(9461, 100), True, True),
        ("94", Fraction(9461, 100), False, True),
        ("94.6", Fraction(94655, 1000), False, True),
        ("94.7", Fraction(94655, 1000), True, True),
        ("94.61", Fraction(9461, 100), True, True),
        ("94.610", Fraction(9461, 100), True, True),
        ("94.62", Fraction(9461, 100), False, False),
        ("96", Fraction(9461, 100), False, False),
        ("93", Fraction(9461, 100), False, False),
        ("-4", Fraction(-45, 10), False, True),
        ("-5", Fraction(-45, 10), True, True),
        ("-3", Fraction(-45, 10), False, False),
        ("1E+2", Fraction(1004, 10), True, True),
    ],
)
def test_a_printed_figure_is_held_to_its_own_digits(printed, exact, rounded, cut):
    for value in (exact, Decimal(exact.numerator) / Decimal(exact.denominator)):
        assert same_to_its_digits(Decimal(printed), value) is rounded
        assert same_to_its_digits(Decimal(printed), value, cut=True) is cut
