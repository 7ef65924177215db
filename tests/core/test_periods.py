"""Periods, months, days with a time, and deadlines that return: never the numbers 2025, 24 or 202512."""

from datetime import date

import pytest

from selfeval.core.readings import ActualKind, Confidence, Kind
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import apply_reading, read_target

TIME = {"tier1": "产出指标", "tier2": "时效指标", "name": "完成时间"}
YEAR = "2025-12-31"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(
            (text, YEAR)
            for text in ("2025年年底前", "2025年年末", "2025年底", "2025年内", "2025年度", "2025年第四季度")
        ),
        *(
            (text, YEAR)
            for text in ("2025年12月31日24时前", "2025年12月31日24：00前", "2025-12-31 18:00前", "2025年12月")
        ),
        *(
            (text, YEAR)
            for text in ("202512", "20251231", "2025/12", "2025-12", "2025.12", "2025-12-31 00:00:00", "2025Q4")
        ),
        *(
            ("2025年年中", "2025-06-30"),
            ("2025年上半年", "2025-06-30"),
            ("202506", "2025-06-30"),
            ("2025.6", "2025-06-30"),
        ),
        *((text, YEAR) for text in ("25年12月底", "25年年底前", "2025年12月31日下午6点前", "2025-12-31 上午9:00前")),
        *(("2025年前三季度", "2025-09-30"), ("25年6月30日前", "2025-06-30")),
        ("2025年12月31日18时30分前完成", YEAR),
    ],
)
def test_periods_and_days_of_a_named_year(text, day):
    target = read_target(text, year=2025, **TIME)
    assert (target.kind, target.day, target.last_day) == (Kind.DATE, date.fromisoformat(day), None)
    assert target.assumptions == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(
            (text, YEAR)
            for text in ("年底", "年末前", "年内", "当年", "本年度内", "本年度", "今年", "第四季度", "四季度末")
        ),
        *(
            ("年中", "2025-06-30"),
            ("上半年", "2025-06-30"),
            ("下半年", YEAR),
            ("前三季度", "2025-09-30"),
            ("第一季度", "2025-03-31"),
        ),
        *(("每年12月底前", YEAR), ("每年6月30日前", "2025-06-30")),
    ],
)
def test_periods_without_a_year_are_of_the_evaluation_and_asked_about(text, day):
    target = read_target(text, year=2025, **TIME)
    assert (target.kind, target.day) == (Kind.DATE, date.fromisoformat(day))
    assert [note.confidence for note in target.assumptions if note.code == "year"] == [Confidence.LOW]
    assert read_target(text, **TIME).day is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        *(
            (text, "2025-01-01", YEAR)
            for text in ("全年", "整年", "2025年全年", "全年度", "2025.1-12", "202501-202512")
        ),
        *((text, "2025-01-01", YEAR) for text in ("1—12月", "2025年1月-12月", "一至四季度", "20250101-20251231")),
        *(("202001-202012", "2020-01-01", "2020-12-31"), ("2025-2027年", "2025-01-01", "2027-12-31")),
        *(("2025.1.1-12.31", "2025-01-01", YEAR), ("2025年1月1日至2025年12月31日24时", "2025-01-01", YEAR)),
    ],
)
def test_spans(text, first, last):
    target = read_target(text, year=2025, **TIME)
    assert (target.kind, target.day) == (Kind.DATE, date.fromisoformat(first))
    assert target.last_day == date.fromisoformat(last)
    assert apply_reading(target, canonical(target)).last_day == target.last_day


def test_a_lone_year_is_a_date_that_is_asked_about():
    target = read_target("2025", year=2025, **TIME)
    assert (target.day, target.assumptions[0].confidence) == (date(2025, 12, 31), Confidence.LOW)


@pytest.mark.parametrize("tier2", ["数量指标", "质量指标", "社会效益指标"])
def test_digits_of_a_month_are_no_count_outside_the_rows_on_time_either(tier2):
    target = read_target("202512", tier1="产出指标", tier2=tier2, year=2025)
    assert target.kind is Kind.DATE and target.assumptions[0].confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("≥202512", {}),
        ("202512元", {}),
        ("202512", {"tier2": "成本指标"}),
        ("202512", {"unit": "元"}),
        ("201012", {}),
        ("202513", {}),
        ("2025", {"tier2": "数量指标"}),
    ],
)
def test_what_has_a_unit_a_sign_or_a_price_stays_a_number(text, where):
    assert read_target(text, tier1="产出指标", year=2025, **where).kind is Kind.QUANTITY


@pytest.mark.parametrize(
    "text",
    [
        *("每月15日前", "每月25日前", "每季度末", "月末前", "季末", "每月10日发放", "次月10日前", "按月", "按季度拨付"),
        *("每季度后10日内", "每月结束后5个工作日内", "每季度终了15日内", "每季度终了后十五日内", "次月后3个工作日内"),
        *("每月10日前发放到位", "每季度末前足额拨付到位", "每月25日前完成上报"),
        *("每月底", "每周五前", "每月", "每季度", "每学期末"),
    ],
)
def test_a_deadline_that_returns_asks_whether_it_was_kept(text):
    target = read_target(text, year=2025, **TIME)
    assert (target.kind, target.assumptions[0].code) == (Kind.BOOLEAN, "recurring")
    for said, yes in (("是", True), ("均按时", True), ("按时完成", True), ("否", False), ("未按时完成", False)):
        actual = read_actual(said, target, answers={}, year=2025)
        assert (actual.kind, actual.yes) == (ActualKind.YES_NO, yes)


@pytest.mark.parametrize("text", ["每月1次", "每季度1次", "每年2次", "每月至少1次"])
def test_how_often_is_a_number(text):
    assert read_target(text, year=2025, **TIME).kind is Kind.QUANTITY


@pytest.mark.parametrize("text", ["2025学年", "2025财年", "2025年上、下半年各一次"])
def test_a_year_of_another_kind_is_no_number_either(text):
    assert read_target(text, year=2025, **TIME).kind is Kind.QUALITATIVE


def test_a_date_in_chinese_characters():
    assert read_target("二〇二五年十二月底前", year=2024, **TIME).day == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("target", "actual", "asked"),
    [
        ("2025年12月10日前", "2025年12月", True),
        ("2025年12月10日前", "12月", True),
        ("2025年12月10日前", "202512", True),
        ("2025年11月15日前", "第四季度", True),
        ("2025年9月15日前", "下半年", True),
        ("2025年6月30日前", "2025年", True),
        ("2025年12月10日前", "2025年11月", False),
        ("2025年12月31日前", "2025年12月", False),
        ("2025年12月10日前", "2026年1月", False),
        ("2025年6月30日前", "第四季度", False),
        ("2025年12月10日前", "2025年12月9日", False),
    ],
)
def test_a_month_that_holds_the_deadline_is_asked_about(target, actual, asked):
    """Whether it was kept lies in the day that nobody wrote; the last one counts until it is told."""
    read = read_actual(actual, read_target(target, year=2025, **TIME), answers={}, year=2025)
    assert read.kind is ActualKind.DATE
    assert any(one.confidence is Confidence.LOW for one in read.assumptions) is asked
