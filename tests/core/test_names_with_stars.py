"""Names of rule packs with `*` and `?`: what they fit, and that many stars cost no more than few."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.rules.methods import matches
from tests.growth import times_longer


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("*满意度*", "信访群众满意度", True),
        ("*满意度", "满意度调查", False),
        ("预算?行率", "预算执行率", True),
        ("预算?行率", "预算行率", False),
        ("", "", True),
        ("", "率", False),
        ("*", "", True),
        ("***", "任意\n两行", True),
        ("a*b*c", "a·b·bc", True),
        ("a*b*c", "acb", False),
        ("[率]+", "率", False),
        ("率", "  率 ", True),
        ("*率*率", "率", False),
        ("*率*率", "率率", True),
    ],
)
def test_what_a_name_with_stars_fits(pattern, text, fits):
    assert matches(pattern, text) is fits


@given(st.text("ab*?", max_size=8), st.text("ab*", max_size=10))
def test_stars_and_question_marks_mean_what_they_do_in_file_names(pattern, text):
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    assert matches(pattern, text) is (re.fullmatch("".join(parts), text.strip(), re.DOTALL) is not None)


def test_a_hundred_stars_cost_about_what_one_does():
    text = "率" * 2000

    def looked_at(pattern):
        assert not matches(pattern, text)

    # Where every star takes every length it takes longer than anybody waits.
    assert times_longer(lambda: looked_at("*率" * 100 + "x"), lambda: looked_at("*率x"), 200) <= 200
