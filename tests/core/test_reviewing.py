"""A reviewer's lower grade and what it leaves of a total."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.rules.pack import TotalCap
from selfeval.core.rules.parts.reviewing import ReviewStep, grade_given, grades_lower, percent_left
from selfeval.core.scoring.assessment import assess
from selfeval.rulepacks.load import load_pack

STEPS = (ReviewStep(1, D(90)), ReviewStep(2, D(80)), ReviewStep(3, D(70)))
PACK = replace(load_pack("cn-mof-2020-10"), review=STEPS)


@pytest.mark.parametrize(("lower", "percent"), [(0, None), (1, D(90)), (2, D(80)), (3, D(70)), (4, D(70)), (9, D(70))])
def test_the_last_step_holds_for_more_grades(lower, percent):
    assert percent_left(STEPS, lower) == percent


@pytest.mark.parametrize(
    ("own", "reviewer", "lower"),
    [("优", "优", 0), ("优", "良", 1), ("优", "差", 3), ("中", "优", 0), ("优", "合格", 0), ("", "优", 0)],
)
def test_a_grade_is_so_many_lower(own, reviewer, lower):
    assert grades_lower(["优", "良", "中", "差"], own, reviewer) == lower


@pytest.mark.parametrize(
    ("written", "grade"),
    [
        ("良", "良"), (" 良 ", "良"), ("差", "差"), ("90", "优"), ("89.99", "良"), ("60分", "中"), ("５９", "差"),
        ("0", "差"), ("100", "优"), ("100.5", ""), ("-1", ""), ("合格", ""), ("", ""), ("良好", ""), ("分", ""),
    ],
)  # fmt: skip
def test_a_reviewer_gives_a_grade_or_points(written, grade):
    assert grade_given(written, PACK.grades) == grade


def test_points_of_a_reviewer_count_as_their_grade_and_stay_as_written():
    found = result(written="78分")
    assert (found.total, found.reviewed.grade) == (D("76.40"), "中")
    assert found.budget.texts["review_grade"] == "78分"
    assert result(written="101").total == D("95.50")


def result(pack=PACK, written="", executed="1", **entered):
    row = Indicator("i", "产出指标", "数量指标", "培训", "≥100人", weight=D(90), actual="95人")
    budget = {"adjusted": "1", "executed": executed}
    project = Project("p", "p", "项目", budget=budget, indicators=(row,), review_grade=written)
    facts = {FactKey("p", "", name): text for name, text in entered.items()}
    return assess(Evaluation(Department(year=2025, projects=(project,)), facts), pack).projects[0]


def test_the_total_its_grade_and_its_note_follow_the_reviewer():
    found = result(written="良")
    assert (found.total, found.grade, found.uncapped) == (D("85.95"), "良", D("95.50"))
    assert found.note.render() == "The reviewer's grade 良 is lower than 优: 90% of 95.50 remain."
    assert (result(written="良", review_grade="").total, result(review_grade="差").total) == (D("95.50"), D("66.85"))


def test_the_cap_comes_first_and_both_are_told():
    capped = replace(PACK, execution=replace(PACK.execution, caps=(TotalCap(D(80), D(89)),)))
    found = result(capped, written="中", executed="0.75")
    assert found.total == D("80.10")  # 93 is capped at 89, 良; 中 is one lower: × 90 %
    assert "capped at 89" in found.note.render()
    assert "90% of 89 remain" in found.note.render()
