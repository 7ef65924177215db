"""A printed execution rate means one share, whatever way it is printed: the sign says so, else the money beside it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from selfeval.core.texts.shapes.rates import printed_rate


@pytest.mark.parametrize(
    ("text", "money", "share"),
    [
        ("160%", "1.6", "1.6"),
        ("1.6", "1.6", "1.6"),
        ("160", "1.6", "1.6"),
        ("98%", "0.98", "0.98"),
        ("98", "0.98", "0.98"),
        ("98.00", "0.98", "0.98"),
        ("0.98", "0.98", "0.98"),
        (" ９８．００％ ", "0.98", "0.98"),
        ("1.6", "0.016", "0.016"),
        ("1.6%", "0.016", "0.016"),
        ("1.6%", "1.6", "0.016"),
        ("1", "1", "1"),
        ("1", "0.01", "0.01"),
        ("1", "0.95", "1"),
        ("100", "0.8045", "1"),
        ("2.5", "2.5", "2.5"),
        ("2.5", "0.025", "0.025"),
        ("250", "2.5", "2.5"),
        ("0", "0", "0"),
        ("0", "0.98", "0"),
        ("0.5", "0", "0.005"),
        ("980‰", "0.98", "0.98"),
        ("0.9739", None, "0.9739"),
        ("97.39", None, "0.9739"),
        ("97.39%", None, "0.9739"),
        ("1", None, "1"),
        ("1.6", None, "1.6"),
        ("100", None, "1"),
        ("160", None, "1.6"),
        ("0.98%", None, "0.0098"),
    ],
)
def test_the_share_that_is_meant(text: str, money: str | None, share: str) -> None:
    rate = printed_rate(text, None if money is None else Fraction(money))
    assert rate is not None
    assert rate.share == Fraction(share)


@pytest.mark.parametrize("text", ["", "—", "无", "98万元", "约98%", "98-99%", "98分", "1E999", "9" * 30])
def test_what_is_no_rate(text: str) -> None:
    assert printed_rate(text, Fraction(1)) is None


@pytest.mark.parametrize(
    ("text", "money", "about"),
    [
        ("97.39%", "175.3/180", True),
        ("97.4%", "175.3/180", True),
        ("97%", "175.3/180", True),
        ("0.974", "175.3/180", True),
        ("97.38%", "175.3/180", True),
        ("97.3%", "175.3/180", True),
        ("97.37%", "175.3/180", False),
        ("1", "175.3/180", False),
        ("98", "175.3/180", False),
        ("1.6", "1.62", False),
        ("1.6", "1.604", True),
    ],
)
def test_the_last_digit_decides_how_near_is_near(text: str, money: str, about: bool) -> None:
    top, _, bottom = money.partition("/")
    rate = Fraction(top) / Fraction(bottom or 1)
    printed = printed_rate(text, rate)
    assert printed is not None
    assert printed.is_about(rate) is about
