"""The formulas of computed rows: read into expressions, never run."""

from __future__ import annotations

from fractions import Fraction

import pytest

from selfeval.core.rules.forms.arithmetic import MOST_CHARACTERS, FormulaError, names_in, parsed
from selfeval.core.rules.formula import evaluate, excel, shown

VALUES = {"甲": Fraction(8), "乙": Fraction(2), "三公经费2025": Fraction(5)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("甲 ÷ 乙", 4),
        ("甲/乙", 4),
        ("（甲－乙）÷乙", 3),
        ("甲 − 乙 − 乙", 4),
        ("甲 + 乙 × 3", 14),
        ("甲 ÷ 乙 ÷ 2", 2),
        ("(甲 + 乙) * 10%", 1),
        ("abs(乙 - 甲)", 6),
        ("绝对值（乙－甲）", 6),
        ("max(甲, 乙) + min(甲，乙，1)", 9),
        ("三公经费2025 * 2", 10),
        ("1 - (甲 - 乙) ÷ 甲", Fraction(1, 4)),
        ("１０ × 乙", 20),
        ("0.5 + 乙", Fraction(5, 2)),
    ],
)
def test_a_formula_has_the_value_that_a_person_reads_in_it(text, value):
    assert evaluate(parsed(text), VALUES) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "甲 +", "甲 乙", "(甲", "甲)", "甲 ** 2", "甲 ^ 2", "+ 甲", "abs()", "abs(甲, 乙)", "max(甲)", ",", "()",
     "甲 ÷ ÷ 乙", "((" * 30 + "甲" + "))" * 30, "甲+" * MOST_CHARACTERS, "1.2.3", "甲 = 乙", "甲; 乙"],
)  # fmt: skip
def test_what_is_no_formula_is_refused_with_a_sentence(text):
    try:
        found = parsed(text)
    except FormulaError as error:
        assert error.said.template
    else:  # a sign that no formula has can only be part of a name, which no amount has
        assert any(sign in name for name in names_in(found) for sign in "=;^")


@pytest.mark.parametrize("text", ["__import__('os').system('true')", "open('x')", "甲.__class__", "lambda: 1"])
def test_nothing_of_a_programming_language_runs(text):
    try:
        names = names_in(parsed(text))
    except FormulaError:
        return
    assert names and all(name not in VALUES for name in names)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("abs(甲)", "|甲|"),
        ("max(甲, 0 - 甲)", "|甲|"),
        ("max(甲, 5 - 甲)", "MAX(甲, 5 − 甲)"),
        ("max(甲, 0 - 乙)", "MAX(甲, 0 − 乙)"),
        ("max(甲, 5 - 甲, 1)", "MAX(甲, 5 − 甲, 1)"),
    ],
)
def test_only_an_absolute_value_is_shown_as_one(text, words):
    assert shown(parsed(text), str) == words


_LONGEST_CELL = "计分过程!$AA$10000"
_PARTS = ("甲", "甲+甲", "甲-甲÷甲", "max(甲,甲)")


@pytest.mark.parametrize("part", _PARTS)
@pytest.mark.parametrize("times", range(1, 21))
def test_a_formula_that_is_read_fits_into_a_cell(part, times):
    room = (MOST_CHARACTERS - 5 * times) // (len(part) + 1)
    inner = "+".join([part] * max(1, room))
    try:
        expr = parsed("abs(" * times + inner + ")" * times)
    except FormulaError as error:
        assert error.said.template == "The formula has too many brackets inside each other."
        assert times > 1
        return
    assert len(excel(expr, lambda _: _LONGEST_CELL)) < 8192


def test_one_tree_for_words_numbers_and_the_spreadsheet():
    expr = parsed("(甲 - 乙) ÷ abs(乙)")
    assert names_in(expr) == ("甲", "乙")
    assert shown(expr, str) == "(甲 − 乙) ÷ |乙|"
    assert excel(expr, {"甲": "A1", "乙": "B1"}.__getitem__) == "((A1-B1)/MAX(B1,(0-B1)))"
