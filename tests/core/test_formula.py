from decimal import Decimal as D
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.numbers import plain
from selfeval.core.rules.formula import (
    ONE,
    ZERO,
    A,
    If,
    Num,
    Round,
    T,
    W,
    add,
    div,
    evaluate,
    excel,
    greatest,
    least,
    mul,
    shown,
    sub,
    taken,
)

RATIO = Round(mul(W, If(A, ">=", T, ONE, greatest(ZERO, div(A, T)))), 2)
VALUES = {"a": F(85), "t": F(90), "w": F(10)}


def numbers(name):
    return plain(VALUES[name])


def test_evaluates_exactly_and_rounds_half_up_only_where_told():
    assert evaluate(RATIO.inner, VALUES) == F(85, 9)
    assert evaluate(RATIO, VALUES) == F("9.44")
    assert evaluate(Round(Num(D("0.125")), 2), {}) == F("0.13")
    assert evaluate(Round(Num(D("-0.125")), 2), {}) == F("-0.13")


def test_shows_only_the_branch_that_was_taken():
    assert shown(taken(RATIO, VALUES), numbers) == "10 × 85 ÷ 90"
    met = VALUES | {"a": F(95)}
    assert shown(taken(RATIO, met), numbers) == "10"


def test_writes_the_whole_rule_as_a_spreadsheet_formula():
    cells = {"a": "F5", "t": "D5", "w": "G5"}.__getitem__
    assert excel(RATIO, cells) == "ROUND((G5*IF(F5>=D5,1,MAX(0,(F5/D5)))),2)"


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (sub(ONE, sub(A, T)), "1 − (85 − 90)"),
        (div(sub(A, T), T), "(85 − 90) ÷ 90"),
        (mul(sub(A, T), W), "(85 − 90) × 10"),
        (div(A, div(T, W)), "85 ÷ (90 ÷ 10)"),
        (add(A, T, W), "85 + 90 + 10"),
        (least(A, T), "MIN(85, 90)"),
        (If(A, ">=", T, ONE, ZERO), "(if 85 ≥ 90: 1; else 0)"),
    ],
)
def test_parentheses_stand_where_they_change_the_value(expr, text):
    assert shown(expr, numbers) == text


def exprs():
    leaf = st.sampled_from([A, T, W]) | st.decimals(-99, 99, places=2).map(Num)
    return st.recursive(
        leaf,
        lambda inner: (
            st.builds(add, inner, inner)
            | st.builds(sub, inner, inner)
            | st.builds(mul, inner, inner)
            | st.builds(least, inner, inner)
            | st.builds(If, inner, st.sampled_from([">=", ">", "<=", "<", "="]), inner, inner, inner)
        ),
        max_leaves=8,
    )


@given(exprs(), st.tuples(*[st.integers(-50, 50)] * 3))
def test_the_branch_taken_has_the_same_value_and_reads_back_as_arithmetic(expr, numbers_of):
    values = dict(zip("atw", map(F, numbers_of), strict=True))
    branch = taken(expr, values)
    assert evaluate(branch, values) == evaluate(expr, values)
    python = shown(branch, lambda name: f"({plain(values[name])})")
    python = python.replace("×", "*").replace("÷", "/").replace("−", "-")
    assert round(float(evaluate(branch, values)), 4) == pytest.approx(eval(python), abs=1e-3)
