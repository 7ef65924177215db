"""The rows that `selfeval rules show` prints."""

from pathlib import Path

import pytest

from selfeval.core.problems import Message
from selfeval.rulepacks.description import describe
from selfeval.rulepacks.load import load_pack

VARIANTS = Path(__file__).parent / "packs"


def shown(name):
    rows = describe(load_pack(name))
    return {(row.section.render(), row.key.render()): row for row in rows}


def test_the_national_pack():
    rows = shown("cn-mof-2020-10")
    weights = rows["Weights", "产出、效益、满意度"]
    assert weights.value.render() == "产出 50; 效益 30; 满意度 10"
    assert weights.citation.verified
    assert rows["Budget execution", "method"].value.render() == "rate × weight, at most the weight"
    assert rows["定量指标按完成比例计分", "completion of a missed upper limit"].value.render() == "target ÷ actual"
    over = rows["定量指标按完成比例计分", "over-achievement explained"]
    assert over.value.render() == "from 130% of the target"
    assert not over.citation.verified
    assert rows["Grades", "优"].value.render() == "from 90 points"
    assert rows["Qualitative answers", "部分达成年度指标并具有一定效果"].value.render() == "80–60% of the weight"
    assert "verified" in rows["Citations", "weights"].value.render()


@pytest.mark.parametrize(
    ("name", "section", "key", "value"),
    [
        ("caps", "Budget execution", "rate below 70%", "total at most 79"),
        ("deduct-90", "Budget execution", "deduction", "full from 90%, then 1 off per point"),
        ("execution-none", "Budget execution", "method", "not scored"),
        ("over-points", "按完成比例", "over-achievement deducted", "2 points off from 130% of the target"),
        ("over-proportional", "按完成比例", "over-achievement deducted",
         "in proportion to what lies above 150% of the target"),
        ("grades-none", "Grades", "grades", "no grades"),
        ("na-hold", "Weights", "indicator that does not apply", "the project has no total"),
        ("all-or-nothing", "Weights", "share of 数量指标", "2.5"),
        ("rounding-whole", "Totals", "project total", "the exact sum, rounded"),
        ("simple-mean", "Totals", "department total", "simple mean of the project totals"),
        ("denominator-initial", "Budget execution", "base of the rate", "initial budget"),
    ],
)  # fmt: skip
def test_variants(name, section, key, value):
    rows = shown(str(VARIANTS / f"{name}.toml"))
    assert rows[section, key].value.render() == value


def test_nothing_is_left_unfilled():
    for row in describe(load_pack("cn-mof-2021-101")):
        for part in (row.section, row.key, row.value):
            assert isinstance(part, Message)
            assert part.render()
            assert "{" not in part.render()
