"""Actuals that come from the budget, and target texts whose reading a pack decides."""

from dataclasses import replace

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.readings import Confidence, Origin
from selfeval.core.rules.choices import ZeroBudget
from selfeval.core.rules.layers import DecidedReading, Link, LinkedTo
from selfeval.core.scoring.assessment import assess
from tests.core.cases import PACK, evaluation, project, row

BUDGET = {"adjusted": "180", "executed": "175.3"}
READING = DecidedReading(("*结案率",), "≤100%", "≥100%", confirmed=True)


def only(facts, pack):
    return assess(facts, pack).projects[0].indicators[0]


def linked(budget, target, **fields):
    pack = replace(PACK, links=(Link(("预算*", "信访费用"), budget),))
    return only(evaluation(project(row("预算资金", target, **fields), budget=BUDGET)), pack)


@pytest.mark.parametrize(
    ("budget", "target", "shown", "value"),
    [
        (LinkedTo.EXECUTION_RATE, "≥90%", "97.39%", "97.39"),
        (LinkedTo.EXECUTED, "≤180万元", "175.3万元", "175.3"),
        (LinkedTo.EXECUTED, "≤1800000元", "175.3万元", "1753000"),
        (LinkedTo.ADJUSTED, "≤180万元", "180万元", "180"),
    ],
)
def test_a_blank_actual_comes_from_the_budget(budget, target, shown, value):
    item = linked(budget, target)
    assert (item.actual.text, str(item.actual.value)) == (shown, value)
    [note] = [note for note in item.assumptions if note.code == "linked"]
    assert note.confidence is Confidence.HIGH
    assert item.score is not None


def test_an_entered_actual_is_never_overridden():
    item = linked(LinkedTo.EXECUTED, "≤180万元", actual="200万元")
    assert item.actual.text == "200万元"
    assert not any(note.code == "linked" for note in item.assumptions)


def test_without_a_figure_or_a_link_the_actual_stays_blank():
    pack = replace(PACK, links=(Link(("预算*",), LinkedTo.EXECUTED),))
    assert only(evaluation(project(row("预算资金", "≤180万元"), budget={})), pack).score is None
    assert only(evaluation(project(row("别的", "≤180万元"), budget=BUDGET)), pack).score is None


@pytest.mark.parametrize(
    ("zero_budget", "budget", "shown"),
    [
        (ZeroBudget.ZERO, {"adjusted": "0", "executed": "0"}, "0%"),
        (ZeroBudget.NOT_APPLICABLE, {"adjusted": "0", "executed": "0"}, ""),
        (ZeroBudget.ZERO, {"adjusted": "0"}, ""),
        (ZeroBudget.ZERO, {"executed": "0"}, ""),
    ],
)
def test_a_linked_rate_of_a_budget_of_0_is_that_of_the_execution_row(zero_budget, budget, shown):
    execution = replace(PACK.execution, zero_budget=zero_budget)
    pack = replace(PACK, links=(Link(("预算*",), LinkedTo.EXECUTION_RATE),), execution=execution)
    item = only(evaluation(project(row("预算资金", "≥90%"), budget=budget)), pack)
    assert item.actual.text == shown
    assert item.score == (0 if shown else None)


def decided(reading, target="≤100%", fact=None, name="按期结案率"):
    facts = evaluation(project(row(name, target, actual="95%")))
    if fact is not None:
        one = facts.department.projects[0]
        facts = facts.enter(facts.step([(FactKey(one.id, one.indicators[0].id, "reading"), fact)]))
    return only(facts, replace(PACK, readings=(reading,))).target


@pytest.mark.parametrize(
    ("reading", "target", "origin", "comparator"),
    [
        (READING, "≤100%", Origin.CORRECTED, ">="),
        (READING, " ≤ １００％", Origin.CORRECTED, ">="),
        (replace(READING, reading="≤100%"), "≤100%", Origin.CONFIRMED, "<="),
        (READING, "≤90%", Origin.AS_WRITTEN, "<="),
        (replace(READING, names=("满意度",)), "≤100%", Origin.AS_WRITTEN, "<="),
    ],
)
def test_a_confirmed_reading_is_applied(reading, target, origin, comparator):
    read = decided(reading, target)
    assert (read.origin, read.comparator.value, read.text) == (origin, comparator, target)


def test_an_unconfirmed_reading_is_only_offered():
    read = decided(replace(READING, confirmed=False))
    assert (read.origin, read.comparator.value) == (Origin.AS_WRITTEN, "<=")
    [note] = [note for note in read.assumptions if note.code == "pack_reading"]
    assert (note.confidence, note.offer) == (Confidence.LOW, "≥100%")


def test_a_persons_own_reading_wins():
    assert decided(READING, fact="≤100%").comparator.value == "<="
