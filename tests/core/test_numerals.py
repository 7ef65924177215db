"""Numbers in Chinese characters are read where the whole text is a value, and nowhere else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval.core.readings import Comparator, Kind, Origin
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.shapes.numerals import in_digits, value_of
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import read_target


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三", "3"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("一百二十", "120"),
        ("三千", "3000"),
        ("二〇二五", "2025"),
        ("三点五", "3.5"),
        ("壹佰", "100"),
        ("十十", None),
        ("百千", None),
        ("三四十", None),
        ("点五", None),
    ],
)
def test_numerals(numeral: str, value: str | None) -> None:
    assert value_of(numeral) == (Decimal(value) if value else None)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("三次", "3次"),
        ("不少于三次", "不少于3次"),
        ("两次以上", "2次以上"),
        ("每季度不少于一次", "每季度不少于1次"),
        ("百分之九十五", "95%"),
        ("不低于百分之九十五", "不低于95%"),
        ("百分之95以上", "95%以上"),
        ("千分之三以内", "3‰以内"),
        ("九成以上", "90%以上"),
        ("二十四小时内", "24小时内"),
        ("十二月底前", "12月底前"),
        ("壹佰万元", "100万元"),
    ],
)
def test_values(text: str, digits: str) -> None:
    assert in_digits(text) == digits


@pytest.mark.parametrize(
    "text",
    ["一次性", "第一时间", "一级", "一体化", "一定程度", "三农", "十四五规划", "一站式服务", "五星级", "四百四病",
     "3次", "数十次", "上百人", "万众一心", "完成", "零事故", "一人一档", "三通一平", "二等奖", "十三月底前",
     "建成三座", ""],
)  # fmt: skip
def test_words_stay_words(text: str) -> None:
    assert in_digits(text) == ""


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("不少于三次", "≥ 3次"),
        ("不超过百分之五", "≤ 5%"),
        ("二十四小时内", "≤ 24小时"),
        ("三次", "≥ 3次"),
        ("千分之三以内", "≤ 3‰"),
        ("正向指标 | 大于等于 | 三 | 次", "≥ 3次"),
    ],
)
def test_targets_say_what_was_supposed(text: str, reading: str) -> None:
    target = read_target(text, tier1="产出指标", tier2="数量指标", year=2025)
    assert (target.text, canonical(target)) == (text, reading)
    assert target.origin is Origin.ASSUMED
    assert target.assumptions[-1].code == "numerals"


def test_a_deadline_in_characters() -> None:
    target = read_target("十一月底前完成", tier1="产出指标", tier2="时效指标", year=2025)
    assert canonical(target) == "2025-11-30 前"
    assert [one.code for one in target.assumptions] == ["year", "numerals"]


@pytest.mark.parametrize(
    ("text", "reading", "kind"),
    [
        ("定量 | 正向 | ≥ | 12 | 次", "≥ 12次", Kind.QUANTITY),
        ("定量指标 | ≤ | 12 | 次", "≤ 12次", Kind.QUANTITY),
        ("定性 | 正向指标 | 提升", "定性 | 正向指标 | 提升", Kind.QUALITATIVE),
        ("定性 | 反向 | 95 | %", "≤ 95%", Kind.QUANTITY),
        ("≥100（万元）", "≥ 100万元", Kind.QUANTITY),
        ("100（%）", "≥ 100%", Kind.QUANTITY),
        ("500余人", "≥ 500人", Kind.QUANTITY),
        ("3万余人", "≥ 3万人", Kind.QUANTITY),
        ("95%（含）以上", "≥ 95%", Kind.QUANTITY),
    ],
)
def test_cells_brackets_and_more_than(text: str, reading: str, kind: Kind) -> None:
    target = read_target(text, tier1="产出指标", tier2="数量指标", year=2025)
    assert (target.text, target.kind, canonical(target)) == (text, kind, reading)
    if "余" in text:
        assert "approximate" in {one.code for one in target.assumptions}


def test_actuals_in_characters() -> None:
    target = read_target("≥3次", tier1="产出指标", tier2="数量指标")
    actual = read_actual("四次", target, answers={})
    assert (actual.text, actual.value, actual.doubts) == ("四次", 4, ())
    assert [one.code for one in actual.assumptions] == ["numerals"]
    rate = read_target("≥90%")
    assert read_actual("百分之九十六", rate, answers={}).value == 96
    assert rate.comparator is Comparator.GE
