"""Deductions that somebody states: how they are read, what they cost, what is said where they cannot be used."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.rules.parts.deductions import Deduction, read_deductions, stated, with_one
from selfeval.core.scoring.assessment import assess
from selfeval.rulepacks.finding import bundled_folder
from selfeval.rulepacks.load import load_pack
from selfeval.workspace.work.questions.required import needs_reason

PACK = load_pack(str(bundled_folder().parent / "tests" / "rulepacks" / "packs" / "deductions.toml"))
RULES = PACK.deductions


def read(text):
    found, problem = read_deductions(text, RULES)
    return [(one.rule.id, one.items, one.reason) for one in found], problem


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("缺少佐证：未附验收单", [("no-evidence", 0, "未附验收单")]),
        ("缺少佐证: 未附 验收单", [("no-evidence", 0, "未附 验收单")]),
        ("缺少佐证", [("no-evidence", 0, "")]),
        ("no-evidence：未附", [("no-evidence", 0, "未附")]),
        ("缺项2：缺签到表", [("missing-items", 2, "缺签到表")]),
        ("缺项 ３项：缺签到表", [("missing-items", 3, "缺签到表")]),
        ("缺项　12 处：缺：签到表", [("missing-items", 12, "缺：签到表")]),
        (
            "缺项 1：缺表；无法核实：电话记录\n不属于本项目",
            [("missing-items", 1, "缺表"), ("unverified", 0, "电话记录"), ("not-belonging", 0, "")],
        ),
        ("；缺项 1：缺表；", [("missing-items", 1, "缺表")]),
    ],
)
def test_a_deduction_is_its_name_its_number_and_its_reason(text, found):
    assert read(text) == (found, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("少佐证：未附", "is no deduction of the rule pack; it has: 缺少佐证"),
        ("缺少佐证材料：未附", "is no deduction"),
        ("缺项：缺签到表", "how many items"),
        ("缺少佐证 2：未附", "is not counted"),
        ("缺项 1：甲；缺项 2：乙", "twice"),
    ],
)
def test_what_cannot_be_used_says_why(text, said):
    found, problem = read(text)
    assert found == []
    assert said in problem.render()


def test_a_pack_without_deductions_uses_none():
    assert "knows no deductions" in read_deductions("缺少佐证：未附", ())[1].render()


def test_what_is_written_is_read_again_and_one_takes_the_place_of_its_own_kind():
    items, evidence = RULES[3], RULES[0]
    fact = with_one("", RULES, Deduction(items, 2, "缺签到表；缺记录"))
    assert fact == "缺项 2：缺签到表，缺记录"
    fact = with_one(fact, RULES, Deduction(evidence, 0, "未附"))
    assert with_one(fact, RULES, Deduction(items, 1, "缺记录")) == "缺项 1：缺记录；缺少佐证：未附"
    assert stated(evidence, 0, "") == "缺少佐证"


def assessed(written, pack=PACK, target="≥100人", **facts):
    row = Indicator("i", "产出指标", "数量指标", "培训", target, weight=D(90), actual="85人", deduction=written)
    project = Project("p", "p", "项目", budget={"adjusted": "1", "executed": "1"}, indicators=(row,))
    entered = {FactKey("p", "i", name): text for name, text in facts.items()}
    return assess(Evaluation(Department(year=2025, projects=(project,)), entered), pack)


def codes(assessment):
    return {problem.code for problem in all_problems(assessment)}


def test_the_score_says_what_was_deducted_and_why():
    assessment = assessed("缺项 2：缺签到表；无法核实：只有电话记录")
    [scored] = assessment.projects[0].indicators
    assert scored.score == D("50.75")  # (76.5 − 4) × 70 %
    why = scored.why.render()
    assert "deducted for “缺项”: 2 × 2 points for each item (缺签到表)" in why
    assert "deducted for “无法核实”: 30% of the score (只有电话记录)" in why
    assert not {"S119", "S120"} & codes(assessment)


def test_what_is_entered_counts_and_not_what_the_workbook_says():
    assert assessed("缺项 2：缺签到表", deduction="").projects[0].indicators[0].score == D("76.50")
    assert assessed("", deduction="缺少佐证：无").projects[0].indicators[0].score == D("0.00")


def test_a_deduction_without_a_reason_and_one_that_cannot_be_used_are_errors():
    assert "S120" in codes(assessed("缺少佐证"))
    unread = assessed("少佐证：无")
    assert "S119" in codes(unread)
    assert unread.projects[0].total is None
    assert not {"A107", "S102"} & codes(unread)
    answered = codes(assessed("少佐证：无", target="有效改善", actual="达成年度指标 100%"))
    assert "S119" in answered
    assert not {"A107", "S102"} & answered
    assert "S119" in codes(assessed("缺少佐证：无", replace(PACK, deductions=())))


@pytest.mark.parametrize(
    ("actual", "asked"), [("100人", False), ("120人", False), ("85人", True)], ids=["met", "more", "missed"]
)
def test_a_deduction_has_its_own_reason_and_asks_for_no_other(actual, asked):
    assessment = assessed("缺项 2：缺签到表", actual=actual)
    [result] = assessment.projects
    assert ("S105" in codes(assessment)) is asked
    assert needs_reason(assessment.evaluation, result, result.indicators[0]) is asked


def test_an_answer_that_was_reached_asks_for_no_reason_of_its_deduction():
    reached = assessed("缺少佐证：未附验收单", target="有效改善", actual="达成年度指标 100%")
    assert reached.projects[0].indicators[0].score == 0
    assert "S105" not in codes(reached)
    assert "S105" in codes(assessed("缺少佐证：未附验收单", target="有效改善", actual="达成年度指标 90%"))
