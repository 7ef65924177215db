"""Worked cases must be able to fail, and a file of cases has to be right itself."""

import pytest

from selfeval.core.problems import Severity
from selfeval.rulepacks.check.cases import run
from selfeval.rulepacks.check.check import check_file
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.errors import PackError

HEAD = 'schema = "selfeval.cases/1"\npack = "caps"\n'
NOT_WITHOUT_TOTAL = """\
[[project]]
title = "t"
budget = { adjusted = "1", executed = "1" }
indicators = [{ actual = "1" }]
no_total = true
"""
WRONG = [
    # a case with one wrong expectation, and what has to be named
    ('[[case]]\ntitle = "t"\ntarget = "≥90%"\nactual = "85%"\nscore = 9.45', "9.45 expected, 9.44 found"),
    ('[[case]]\ntitle = "t"\ntarget = "≥90%"\nactual = ""\nscore = 9', "no score found"),
    ('[[case]]\ntitle = "t"\ntarget = "≥90%"\nactual = "90%"\nno_score = true', "no score expected, 10 found"),
    ('[[case]]\ntitle = "t"\ntarget = "≥90%"\nactual = "90%"\nscore = 10\nmethod = "gate"', "method: gate expected"),
    ('[[case]]\ntitle = "t"\ntarget = "≥90%"\nactual = "90%"\nscore = 10\nover = "flag"', "over: flag expected"),
    ('[[case]]\ntitle = "t"\ntarget = "≥90%"\nactual = "90%"\nscore = 10\nanswer = "achieved"', "answer: achieved"),
    (
        '[[project]]\ntitle = "t"\nbudget = { adjusted = "100", executed = "79.27" }\nexecution = 7.92',
        "execution: 7.92",
    ),
    ('[[project]]\ntitle = "t"\nbudget = { adjusted = "100", executed = "79.27" }\nrate = 79', "rate: 79 expected"),
    ('[[project]]\ntitle = "t"\nindicators = [{ tier1 = "产出指标" }]\nweights = [50]', "weights: 50 expected, 90"),
    ('[[project]]\ntitle = "t"\ntotal = 100', "total: 100 expected, — found"),
    (NOT_WITHOUT_TOTAL, "total: — expected, 100"),
    ('[[project]]\ntitle = "t"\ngrade = "优"', "grade: 优 expected"),
    ('[[grade]]\ntotal = 89.995\ngrade = "优"', "grade: 优 expected, 良 found"),
    ('[[department]]\ntitle = "t"\nprojects = [{}]\ntotal = 5', "total: 5 expected"),
]
MALFORMED = [
    ('[[case]]\ntitle = "t"\nscore = 5\nwieght = 10', "R110", "weight"),
    ('[[case]]\ntitle = "t"', "R111", "no_score"),
    ('[[case]]\ntitle = "t"\nscore = 5\nno_score = true', "R111", "no_score"),
    ('[[case]]\ntitle = "t"\nscore = "5"', "R112", "number"),
    ("[[case]]\nscore = 5", "R111", "missing"),
    ('[[project]]\ntitle = "t"\nbudget = { ajusted = "5" }\ntotal = 5', "R110", "adjusted"),
    ('[[project]]\ntitle = "t"\nbudget = { adjusted = 5 }\ntotal = 5', "R112", "text"),
]


@pytest.mark.parametrize(("case", "word"), WRONG, ids=lambda value: str(value)[-30:])
def test_a_wrong_expectation_fails(text, write, case, word):
    pack = load_pack(str(write(text)))
    (result,) = run(pack, write(f"{HEAD}\n{case}\n", "caps.cases.toml"))
    assert not result.passed
    assert any(word in difference.render() for difference in result.differences), result.differences
    assert result.where == "caps.cases.toml:4"


@pytest.mark.parametrize(("case", "code", "word"), MALFORMED, ids=lambda value: str(value)[-20:])
def test_malformed_cases_are_refused(text, write, case, code, word):
    pack = load_pack(str(write(text)))
    with pytest.raises(PackError) as caught:
        run(pack, write(f"{HEAD}\n{case}\n", "caps.cases.toml"))
    found = [problem for problem in caught.value.problems if problem.code == code]
    assert any(word in problem.message.render() for problem in found)


def test_a_failing_case_is_a_problem_of_the_check(text, write):
    path = write(text)
    write(HEAD + '[[grade]]\ntotal = 95\ngrade = "良"\n', "caps.cases.toml")
    (problem,) = [problem for problem in check_file(str(path)) if problem.code == "R130"]
    assert problem.severity is Severity.ERROR
    assert str(problem.where) == "caps.cases.toml:3"


def test_malformed_cases_are_problems_of_the_check(text, write):
    path = write(text)
    write(HEAD + '[[grade]]\ntotl = 95\ngrade = "良"\n', "caps.cases.toml")
    found = [problem.code for problem in check_file(str(path)) if problem.severity is Severity.ERROR]
    assert found == ["R110"]  # one fault, one message: the misspelled key is not told again as a missing one
    write(b"\xff", "caps.cases.toml")
    assert "R102" in {problem.code for problem in check_file(str(path))}


def test_cases_of_another_pack_are_refused(text, write):
    path = write(text)
    write(HEAD.replace("caps", "other"), "caps.cases.toml")
    assert "R131" in {problem.code for problem in check_file(str(path))}


@pytest.mark.parametrize("cases", [None, HEAD])
def test_missing_cases_are_a_warning(text, write, cases):
    path = write(text)
    if cases is not None:
        write(cases, "caps.cases.toml")
    (problem,) = [problem for problem in check_file(str(path)) if problem.code == "R132"]
    assert problem.severity is Severity.WARNING
