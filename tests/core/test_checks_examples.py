"""Every check is raised by its case and left alone by the neighbouring one; every registered code has a case."""

import string

import pytest

from selfeval.core.checks.findings import CHECKS, all_problems
from selfeval.core.checks.months.findings import month_problems
from selfeval.core.checks.registry import Scope, Stage
from selfeval.core.monitoring.monitor import monitor
from selfeval.core.scoring.assessment import assess
from tests.core.cases import PACK
from tests.core.check_examples import EXAMPLES
from tests.core.month_examples import MONTH_EXAMPLES

JUNE = 6


def found(evaluation, pack):
    return [problem.code for problem in all_problems(assess(evaluation, pack))]


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{place}-{one.code}" for place, one in enumerate(EXAMPLES)])
def test_the_check_is_raised_by_its_case_and_not_by_its_neighbour(example):
    assert example.code in found(example.hit, example.pack)
    assert example.code not in found(example.miss, example.pack)


@pytest.mark.parametrize(
    "example", MONTH_EXAMPLES, ids=[f"{place}-{one.code}" for place, one in enumerate(MONTH_EXAMPLES)]
)
def test_a_check_of_monitoring_is_raised_in_its_month_and_nowhere_else(example):
    hit, miss = (month_problems(monitor(one, PACK, JUNE)) for one in (example.hit, example.miss))
    assert example.code in [problem.code for problem in hit]
    assert example.code not in [problem.code for problem in miss]
    assert example.code not in found(example.hit, PACK)
    for problem in hit:
        sentence = problem.message.render()
        assert sentence.strip() and "{" not in sentence and "None" not in sentence
        assert problem.hint and problem.project


def test_every_registered_code_has_a_case_unless_the_reader_makes_it():
    made = {check.code for check in CHECKS.values() if check.scope is not Scope.READING}
    months = {check.code for check in CHECKS.values() if check.stage is Stage.MONTH}
    assert {example.code for example in MONTH_EXAMPLES} == months
    assert {example.code for example in EXAMPLES} == made - months


@pytest.mark.parametrize("check", CHECKS.values(), ids=list(CHECKS))
def test_a_check_says_what_is_wrong_and_what_to_do(check):
    assert check.code[0] in "TWBAS"
    assert check.code[1:].isdigit()
    assert check.title and check.hint and check.example
    assert not check.title.template.endswith(".")
    assert check.hint.template.endswith(".")


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{place}-{one.code}" for place, one in enumerate(EXAMPLES)])
def test_a_problem_is_a_whole_sentence_with_a_place_and_a_hint(example):
    for problem in all_problems(assess(example.hit, example.pack)):
        sentence = problem.message.render()
        fields = {name for _, name, _, _ in string.Formatter().parse(problem.message.template) if name}
        assert fields == {name for name, _ in problem.message.args}
        assert sentence.strip() and not sentence.endswith("..") and "None" not in sentence
        assert problem.hint
        if problem.code == example.code and problem.project:
            assert example.hit.department.project(problem.project)
