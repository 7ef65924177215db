"""Whose a finding is, how both owners are counted, and what is left to do before handing in."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from selfeval.core.checks.findings import CHECKS, all_problems
from selfeval.core.checks.registry import Scope, Stage
from selfeval.core.checks.round import weighed
from selfeval.core.finding_counts import Counts, counts
from selfeval.core.problems import Owner, Problem, Severity, msg
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.handing_in import ToDoKind, still_to_do, summed_up
from tests.core.cases import PACK, evaluation, project, row


def full(name="甲", *, actual="90%", reason="", goal_actual="", goals=("目标",), executed="95", weight="50", **fields):
    rows = (
        row("数", "≥90%", tier1="产出指标", weight=D(weight), actual=actual, reason=reason, **fields),
        row("效", "≥90%", tier1="效益指标", tier2="社会效益指标", weight=D(30), actual="90%"),
        row("意", "≥90%", tier1="满意度指标", tier2="满意度指标", weight=D(10), actual="90%", evidence="问卷 100 份"),
    )
    budget = {"initial": "100", "executed": executed}
    return project(*rows, name=name, budget=budget, goals=goals, goal_actual=goal_actual)


def left(*projects, facts=None):
    done = assess(evaluation(*projects, facts=facts), PACK)
    found = still_to_do(done, all_problems(done, Stage.FILLED))
    return [(item.kind, item.project, item.field) for item in found]


@pytest.mark.parametrize(
    ("code", "owner"),
    [
        *((code, "targets") for code in ("T101", "T106", "T109", "T118", "T125", "T127", "T130")),
        *((code, "targets") for code in ("B102", "B103", "B104", "B105", "B106", "B107", "B112")),
        *((code, "evaluation") for code in ("B108", "B109", "B120", "B121", "B122", "B123", "B124", "B127")),
        *((code, "evaluation") for code in ("A101", "A108", "A110", "S103", "S105", "S114", "W101", "W103", "W107")),
    ],
)
def test_each_code_declares_its_owner(code, owner):
    assert CHECKS[code].owner.value == owner


def test_a_finding_made_while_reading_gets_the_owner_that_the_registry_declares():
    reading = [check.code for check in CHECKS.values() if check.scope is Scope.READING]
    assert reading
    for code in reading:
        problem = weighed(Problem(code, Severity.INFO, msg("x")), PACK)
        assert problem is not None
        assert problem.about is CHECKS[code].owner
    file = weighed(Problem("F226", Severity.INFO, msg("x")), PACK)
    assert file is not None
    assert file.about is Owner.EVALUATION


@pytest.mark.parametrize(
    ("budget", "code", "owner"),
    [
        ({"initial": "100", "initial.fiscal": "90", "executed": "80"}, "B101", "targets"),
        ({"initial": "100", "executed": "80", "executed.fiscal": "70"}, "B101", "evaluation"),
        ({"initial": "约一百", "adjusted": "100", "executed": "80"}, "B110", "targets"),
        ({"initial": "100", "plan.3": "过半"}, "B110", "targets"),
        ({"initial": "100", "executed": "大约80"}, "B110", "evaluation"),
        ({"initial": "-5", "adjusted": "100", "executed": "80"}, "B111", "targets"),
        ({"initial": "100", "executed": "-5"}, "B111", "evaluation"),
    ],
)
def test_an_amount_belongs_to_whoever_wrote_it(budget, code, owner):
    done = assess(evaluation(project(row("数", actual="90%"), budget=budget)), PACK)
    found = [problem for problem in all_problems(done, Stage.FILLED) if problem.code == code]
    assert [problem.about.value for problem in found] == [owner]


def test_both_owners_are_counted_and_together_they_are_all():
    done = assess(evaluation(full(actual="")), PACK)
    found = all_problems(done, Stage.FILLED)
    parted = counts(found)
    assert list(parted) == [Owner.TARGETS, Owner.EVALUATION]
    assert sum(one.all for one in parted.values()) == len(found)
    assert parted[Owner.EVALUATION].errors >= 1
    assert counts(()) == {Owner.TARGETS: Counts(), Owner.EVALUATION: Counts()}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (full(goal_actual="已实现"), []),
        (full(goals=()), []),
        (full(), [(ToDoKind.TEXT, "甲", "goal_actual")]),
        (full(goal_actual="  "), [(ToDoKind.TEXT, "甲", "goal_actual")]),
        (full(goal_actual="已实现", actual=""), [(ToDoKind.ROW, "甲", "actual")]),
        (full(goal_actual="已实现", actual="80%"), [(ToDoKind.REASON, "甲", "reason")]),
        (full(goal_actual="已实现", actual="80%", reason="无"), [(ToDoKind.REASON, "甲", "reason")]),
        (full(goal_actual="已实现", actual="80%", reason="受疫情影响，活动减少"), []),
        (full(goal_actual="已实现", executed=""), [(ToDoKind.EXECUTION, "甲", "executed")]),
        (full(goal_actual="已实现", executed="60"), [(ToDoKind.REASON, "甲", "budget_reason")]),
        (full(goal_actual="已实现", weight="55"), [(ToDoKind.WEIGHTS, "甲", "weight")]),
        (full(goal_actual="已实现", actual="随项目进度把控"), [(ToDoKind.ROW, "甲", "actual")]),
        (full(goal_actual="已实现", executed="120"), [(ToDoKind.FINDING, "甲", "")]),
    ],
)
def test_what_is_left_to_do(case, expected):
    assert left(case) == expected


def test_findings_of_the_approved_targets_are_nothing_that_is_left():
    vague = full(goal_actual="已实现")
    done = assess(evaluation(vague), PACK)
    targets_only = [Problem("T101", Severity.ERROR, msg("x"), project="甲", about=Owner.TARGETS)]
    assert still_to_do(done, targets_only) == ()
    assert summed_up(()).render() == "Ready to hand in."


def test_a_blank_required_text_keeps_the_project_open_and_its_total():
    result = assess(evaluation(full()), PACK).projects[0]
    assert (result.total, result.complete, result.blank_texts) == (D("99.50"), False, ("goal_actual",))
    assert (result.steps_open, result.steps_total) == (1, 5)
    done = assess(evaluation(full(), facts={("甲", "", "goal_actual"): "已实现"}), PACK).projects[0]
    assert (done.complete, done.steps_open, done.steps_total) == (True, 0, 5)


def test_an_error_about_the_file_is_left_to_do_too():
    done = assess(evaluation(full(goal_actual="已实现")), PACK)
    problem = Problem("F404", Severity.ERROR, msg("“{x}” cannot be read.", x="a"))
    assert [(item.kind, item.code) for item in still_to_do(done, [problem])] == [(ToDoKind.FINDING, "F404")]
