"""Which row is which: tiers with the blanks that each comparison forgives, names, likeness."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from selfeval.core.row_match import LIKE_FROM, Blank, likeness, project_names, same_name, same_tiers


def tiers(one: str, two: str) -> SimpleNamespace:
    return SimpleNamespace(tier1=one, tier2=two)


@pytest.mark.parametrize(
    ("wanted", "there", "fits"),
    [
        (("产出指标", "数量指标"), ("产出指标", "数量指标"), "strict wanted either"),
        (("产出指标（50分）", "数量"), ("产出", "数量指标"), "strict wanted either"),
        (("产 出", "数量指标"), ("产出指标", "数量指标（20 分）"), "strict wanted either"),
        (("", ""), ("产出指标", "数量指标"), "wanted either"),
        (("", "数量指标"), ("产出指标", "数量指标"), "wanted either"),
        (("产出指标", "数量指标"), ("", "数量指标"), "either"),
        (("产出指标", ""), ("", "数量指标"), "either"),
        (("", ""), ("", ""), "strict wanted either"),
        (("产出指标", "质量指标"), ("产出指标", "数量指标"), ""),
        (("效益指标", ""), ("产出指标", "数量指标"), ""),
        (("", "质量指标"), ("", "数量指标"), ""),
    ],
)
def test_what_a_blank_tier_fits(wanted, there, fits):
    kinds = {"strict": Blank.ONLY_BLANK, "wanted": Blank.ANY_WHERE_WANTED, "either": Blank.ANY}
    found = [name for name, blank in kinds.items() if same_tiers(tiers(*wanted), tiers(*there), blank)]
    assert " ".join(found) == fits


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("信访群众满意度", "信访 群众满意度", True),
        ("ＡＢ（一）", "ab(一)", True),
        ("办结率（％）", "办结率(%)", True),
        ("办结率", "办结数", False),
        ("", "", True),
    ],
)
def test_names_that_are_one(one, other, same):
    assert same_name(one, other) is same
    assert (likeness(one, other) == 100) is same


def test_likeness_of_other_names_stays_below_the_whole():
    assert likeness("培训人次" * 60, "培训人次" * 60 + "数") == 99
    assert LIKE_FROM <= likeness("培训总人次", "培训总人次数", least=LIKE_FROM) < 100
    assert 0 < likeness("培训总人次", "总投资额") < LIKE_FROM
    assert likeness("培训总人次", "总投资额", least=LIKE_FROM) == 0


def test_a_text_that_is_no_name_is_not_searched_for_its_like():
    long = "甲乙丙丁" * 100
    assert likeness(long, long + "戊", least=LIKE_FROM) == 0
    assert likeness(long, long, least=LIKE_FROM) == 100


def test_a_project_is_known_by_name_and_title():
    assert project_names(SimpleNamespace(name="信访 专项", title="信访专项（2025）")) == {"信访专项", "信访专项(2025)"}
    assert project_names(SimpleNamespace(name="", title="")) == set()
