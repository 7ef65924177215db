"""Amounts ten thousand times apart from their neighbours are asked about once, with both readings; others are not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.model import Claimed
from selfeval.core.problems import Severity
from selfeval.core.scoring.assessment import assess
from tests.core.cases import PACK, evaluation, project, row


def slips(*budgets, unit="万元", total=""):
    """(field, offer, severity) of what is asked about, for projects with these budgets."""
    projects = [
        project(row("办结率"), name=name, budget=budget, money_unit=unit)
        for name, budget in zip("甲乙丙丁", budgets, strict=False)
    ]
    whole = evaluation(*projects)
    department = replace(whole.department, budget_total=total, money_unit=unit)
    done = assess(replace(whole, department=department), PACK)
    return [
        (found.message.render().rpartition(": ")[2], found.severity is Severity.ERROR)
        for found in all_problems(done, Stage.FILLED)
        if found.code == "B113"
    ]


@pytest.mark.parametrize(
    ("unit", "budget", "offers"),
    [
        ("万元", {"initial": "180", "adjusted": "180", "executed": "1753000"}, ["1753000元?"]),
        ("万元", {"initial": "180", "executed": "1,753,000.00"}, ["1,753,000.00元?"]),
        ("万元", {"initial": "1800000", "adjusted": "180", "executed": "175.3"}, ["1800000元?"]),
        ("万元", {"initial": "180", "adjusted": "1800000", "executed": "175.3"}, ["1800000元?"]),
        ("万元", {"adjusted": "1800000", "executed": "175.3"}, ["1800000元?"]),
        ("万元", {"initial": "1800000", "adjusted": "1800000", "executed": "175.3"}, ["1800000元?", "1800000元?"]),
        ("万元", {"initial": "180", "initial.fiscal": "1500000", "initial.other": "30"}, ["1500000元?"]),
        ("万元", {"initial": "180", "executed.fiscal": "1500000", "executed.other": "20"}, ["1500000元?"]),
        ("元", {"initial": "1800000", "adjusted": "1800000", "executed": "175.3"}, ["175.3万元?"]),
        ("元", {"initial": "180", "adjusted": "1800000", "executed": "1753000"}, ["180万元?"]),
        ("元", {"adjusted": "180", "executed": "1753000"}, ["180万元?"]),
        ("元", {"initial": "1800000", "initial.fiscal": "150", "initial.other": "300000"}, ["150万元?"]),
        ("千元", {"initial": "1800", "executed": "1753000"}, ["1753000元?"]),
        ("千元", {"initial": "1800", "executed": "0.18"}, ["1800元?"]),
        ("亿元", {"initial": "1.2", "executed": "11800"}, ["11800万元?"]),
        ("亿元", {"initial": "1.2", "initial.fiscal": "100000000", "initial.other": "0.2"}, ["100000000元?"]),
        ("千元", {"initial": "1800", "executed": "1753"}, []),
        ("千元", {"initial": "1800", "executed": "20"}, []),
        ("亿元", {"initial": "1.2", "executed": "1.18"}, []),
        ("亿元", {"initial": "1.2", "executed": "0.001"}, []),
        # What is written with its unit, what is merely little or much, and what is nothing
        ("万元", {"initial": "180", "executed": "1753000元"}, []),
        ("万元", {"initial": "180", "executed": "1753000万元"}, []),
        ("万元", {"initial": "180", "executed": "175.3"}, []),
        ("万元", {"initial": "180", "executed": "0"}, []),
        ("万元", {"initial": "180", "executed": "0.1"}, []),
        ("万元", {"initial": "20", "adjusted": "900", "executed": "800"}, []),
        ("万元", {"initial": "0", "adjusted": "900", "executed": "800"}, []),
        ("万元", {"initial": "180", "initial.fiscal": "179.99", "initial.other": "0.01"}, []),
        ("万元", {"executed": "1753000"}, []),
        ("元", {"initial": "1800000", "executed": "1000"}, []),
        ("元", {"initial": "1800000", "executed": "1753000"}, []),
    ],
)
def test_amounts_of_one_project(unit, budget, offers):
    assert slips(budget, unit=unit) == [(offer, True) for offer in offers]


@pytest.mark.parametrize(
    ("unit", "amounts", "total", "offers"),
    [
        ("万元", ["180", "1800000"], "", ["1800000元?"]),
        ("万元", ["1800000", "180", "95.5"], "", ["1800000元?"]),
        ("万元", ["1800000", "2500000", "95.5"], "", ["1800000元?", "2500000元?"]),
        ("万元", ["180", "1800000"], "360", ["1800000元?"]),
        ("万元", ["50000", "30"], "35", ["50000元?"]),
        ("元", ["1800000", "95"], "", ["95万元?"]),
        ("万元", ["180", "180"], "3600000", ["3600000元?"]),
        ("元", ["1800000", "1800000"], "360", ["360万元?"]),
        ("亿元", ["1.2", "12000"], "", ["12000万元?"]),
        ("千元", ["1800", "1800000"], "3600", ["1800000元?"]),
        ("千元", ["1800", "0.18"], "", ["0.18亿元?"]),
        ("百元", ["18000", "18"], "", []),
        ("百元", ["18000", "3600000"], "36000", ["3600000元?"]),
        ("百元", ["18000", "3"], "", ["3万元?"]),
        ("万元", ["5000", "0.06"], "", ["0.06亿元?"]),
        ("亿元", ["1.2", "0.000001"], "", []),
        ("千元", ["1800", "2600"], "", []),
        # Projects may well be of another size, and what adds up is right
        ("万元", ["180", "180"], "365", []),
        ("万元", ["0.5", "5000"], "", []),
        ("万元", ["180", "1800000元"], "", []),
        ("万元", ["180", "1800000"], "1800180", []),
        ("元", ["1800000", "5000"], "", []),
        ("万元", ["1800000"], "", []),
        ("万元", ["180", "180"], "5000", []),
    ],
)
def test_projects_beside_each_other_and_beside_the_total(unit, amounts, total, offers):
    assert slips(*({"initial": amount} for amount in amounts), unit=unit, total=total) == [
        (offer, False) for offer in offers
    ]


def test_both_readings_are_named():
    done = assess(evaluation(project(row("办结率"), budget={"initial": "180", "executed": "1753000"})), PACK)
    (found,) = [one for one in all_problems(done, Stage.FILLED) if one.code == "B113"]
    assert found.message.render() == "1753000万元 is 9739 times the initial budget of 180万元: 1753000元?"


@pytest.mark.parametrize(("executed", "told"), [("1753000", set()), ("175.3", {"S116"}), ("1753000元", {"S116"})])
def test_a_score_of_a_rate_in_doubt_is_not_told_to_be_corrected(executed, told):
    """The amount is asked about first: by an amount in the wrong unit the rule gives full points."""
    budget = {"initial": "180", "adjusted": "180", "executed": executed}
    one = project(row("办结率"), budget=budget, money_unit="万元", claimed=Claimed(execution_score=D("4.2")))
    found = {problem.code for problem in all_problems(assess(evaluation(one), PACK), Stage.FILLED)}
    assert found & {"S116"} == told
