"""Checks on whole evaluations: the seed, the published forms, order, stage, severities of the pack, odd input."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.core.checks.findings import CHECKS, all_problems, department_problems, project_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.checks.round import stage_of
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import BUDGET_FIELDS, Claimed, Department, Indicator, Project, SubGoal
from selfeval.core.problems import CellRef, Level, Owner, Problem, Severity, msg
from selfeval.core.scoring.assessment import assess
from selfeval.rulepacks.load import load_pack
from tests.core import forms, seed
from tests.core.cases import PACK, evaluation, project, row
from tests.examples import examples
from tests.places import ROOT

NATIONAL = load_pack(str(ROOT / "scoring_rules" / "cn-mof-2020-10.toml"))
FINDINGS = json.loads((forms.DATA / "published_findings.json").read_text(encoding="utf-8"))


def problems(whole, pack=NATIONAL, **options):
    return all_problems(assess(whole, pack), **options)


def cells(found, code):
    return [str(problem.where) for problem in found if problem.code == code]


def test_the_seed_raises_everything_that_a_reviewer_would_object_to():
    found = problems(seed.evaluation())
    first, second = "解决特殊疑难问题资金", "信访专项资金"
    assert cells(found, "T101") == [f"{first}!E12", f"{second}!E11", f"{second}!E12"]
    assert cells(found, "T115") == [f"{first}!C12", f"{second}!C12"]
    assert cells(found, "T106") == [f"{first}!E10"]
    assert cells(found, "T117") == [f"{first}!E13", f"{second}!E13"]
    assert cells(found, "T120") == [f"{first}!D10", f"{second}!D10"]
    assert cells(found, "W101") == [f"{first}!C10", f"{second}!C10"]
    assert cells(found, "T119") == [f"{second}!F10"]
    assert cells(found, "B105") == [f"{first}!B3"]
    assert Counter(problem.code for problem in found) == {
        "T101": 3, "T106": 1, "T111": 5, "T115": 2, "T117": 2, "T119": 1, "T120": 2, "T122": 6, "T123": 4,
        "B105": 1, "W101": 2,
    }  # fmt: skip


def test_names_that_the_tables_lack_come_with_the_nearest_one():
    found = [problem for problem in problems(seed.evaluation()) if problem.code == "T122"]
    near = {problem.input: dict(problem.message.args).get("near") for problem in found}
    assert near == {
        "确实解决疑难信访问题，提高信访群众满意度": None,
        "化解各种疑难问题，维护社会稳定": "解决疑难信访问题，维护社会稳定",
        "减少重点地区访量": "重点地区访量",
        "减少进京访量": None,
        "群众对交办案件的满意度": None,
        "减少各种访量，维护全县社会和谐稳定": "化解各种访量，维护社会稳定和谐",
    }


def test_confirming_or_correcting_a_reading_settles_it():
    whole = seed.evaluation()
    keys = [
        FactKey(item.id, indicator.id, "reading")
        for item in whole.department.projects
        for indicator in item.indicators
        if indicator.target == "≤100%"
    ]
    step = whole.step((key, "≥100%") for key in keys)
    assert step is not None
    assert not [problem for problem in problems(whole.enter(step)) if problem.code in {"T101", "T102"}]


@pytest.mark.parametrize("form_id", FINDINGS)
def test_published_forms_raise_what_a_reviewer_would_object_to(form_id):
    found = problems(forms.evaluation(forms.forms()[form_id]))
    assert dict(Counter(problem.code for problem in found)) == FINDINGS[form_id]["codes"], FINDINGS[form_id]["why"]


def test_every_published_form_has_its_expected_findings():
    assert set(FINDINGS) == set(forms.forms())


def test_a_good_form_raises_nothing():
    tiers = (
        ("产出指标", "数量指标", "培训人数", "≥200人", "210人", D(50), D(50), ""),
        ("效益指标", "社会效益指标", "案件下降率", "≥10%", "9%", D(30), D(27), "三季度案件增多，明年加强排查"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", D(10), D(10), ""),
    )
    rows = [
        Indicator(
            f"{t1}/{t2}/{name}", t1, t2, name, target, "另有说明", "县考核细则", weight, actual,
            reason=reason, evidence="问卷 200 份", claimed_score=score,
        )
        for t1, t2, name, target, actual, weight, score, reason in tiers
    ]  # fmt: skip
    money = {"initial": "100", "initial.fiscal": "100", "adjusted": "100", "executed": "95.3"}
    plan = {"plan.3": "25%", "plan.6": "50%", "plan.10": "75%", "plan.12": "100%"}
    claimed = Claimed(D("96.53"), "优", "95.3", D("9.53"), D(10))
    good = Project(
        "甲", "甲", "甲", "甲", "甲", budget=money | plan, goals=("减少案件",), goal_actual="下降 9%",
        indicators=tuple(rows), claimed=claimed,
    )  # fmt: skip
    goal = SubGoal("甲", "减少案件", tuple(item.tier3 for item in rows))
    whole = Department("某局", year=2025, budget_total="100", sub_goals=(goal,), projects=(good,))
    assert problems(Evaluation(whole)) == ()


def test_outcomes_are_looked_at_only_once_one_is_there():
    targets = evaluation(project(row("办结率"), budget={"initial": "100"}))
    assert stage_of(targets) is Stage.TARGETS
    assert not [problem for problem in problems(targets) if problem.code[0] in "AS"]
    assert [problem for problem in problems(targets, stage=Stage.FILLED) if problem.code == "A101"]
    for facts in ({("甲", "", "executed"): "5"}, {("甲", "产出指标/数量指标/办结率", "actual"): "95%"}):
        entered = evaluation(project(row("办结率"), budget={"initial": "100"}), facts=facts)
        assert stage_of(entered) is Stage.FILLED
    assert stage_of(evaluation(project(row("办结率", claimed_score=D(1)), budget={}))) is Stage.FILLED
    assert stage_of(evaluation(project(row("办结率"), budget={}, claimed=Claimed(total=D(1))))) is Stage.FILLED


def test_the_pack_has_the_last_word_on_severity():
    strict = replace(PACK, severities={"T120": Level.ERROR, "T106": Level.NOTE})
    whole = evaluation(project(row("办结率", description="办结率"), row("完成情况", "及时", tier2="时效指标")))
    found = {problem.code: problem.severity for problem in problems(whole, strict)}
    assert found["T120"] is Severity.ERROR
    assert found["T106"] is Severity.INFO


def test_what_does_not_apply_is_not_asked_for():
    first, second = row("办结率", actual="95%"), row("培训次数", "≥5次")
    key = ("甲", second.id, "not_applicable")
    asked = problems(evaluation(project(first, second)), PACK)
    spared = problems(evaluation(project(first, second), facts={key: "项目取消"}), PACK)
    assert [problem.indicator for problem in asked if problem.code == "A101"] == [second.id]
    assert not [problem for problem in spared if problem.code == "A101"]


def test_a_claimed_score_counts_only_for_the_actual_it_was_printed_with():
    printed = row("培训", "≥10次", weight=D(10), actual="9次", claimed_score=D(10))
    key = ("甲", printed.id, "actual")
    assert "S104" in {problem.code for problem in problems(evaluation(project(printed)), PACK)}
    later = problems(evaluation(project(printed), facts={key: "8次"}), PACK)
    assert not {problem.code for problem in later} & {"S101", "S103", "S104"}


def test_what_all_rows_lack_is_said_once():
    rows = [row(f"率{place}", cells={"basis": CellRef("甲", f"F{place}")}) for place in range(9, 13)]
    found = [problem for problem in problems(evaluation(project(*rows)), PACK) if problem.code in {"T119", "A101"}]
    assert [(problem.code, str(problem.where), problem.indicator) for problem in found] == [
        ("A101", "甲", ""),
        ("T119", "甲!F9", ""),
    ]


def test_problems_stand_by_project_then_severity_then_place():
    whole = seed.evaluation()
    second = whole.department.projects[1]
    read = (
        Problem("F204", Severity.INFO, msg("a"), where=CellRef("信访专项资金", "E9")),
        Problem("F201", Severity.INFO, msg("b")),
        Problem(
            "T110",
            Severity.INFO,
            msg("c"),
            where=CellRef("信访专项资金", "AA9"),
            project=second.id,
            about=Owner.TARGETS,
        ),
    )
    found = problems(whole, reading=(*read, read[0]))
    assert found[0] is read[1]
    assert found.count(read[0]) == 1
    last = [problem for problem in found if problem in read or problem.project == second.id]
    assert found[-len(last) + 1 :] == tuple(last[1:])
    notes = [problem for problem in last[1:] if problem.severity is Severity.INFO]
    assert notes[:2] == [read[0], read[2]]
    assert [problem.severity.rank for problem in last[1:]] == sorted(problem.severity.rank for problem in last[1:])


def test_all_problems_are_those_of_the_projects_and_of_the_department():
    assessment = assess(seed.evaluation(), NATIONAL)
    parts = set(department_problems(assessment, Stage.TARGETS))
    for result in assessment.projects:
        parts |= set(project_problems(assessment.evaluation, result, NATIONAL, Stage.TARGETS))
    assert set(all_problems(assessment)) == parts


ODD = (
    "| |≤100%|≥90%|290%|≥**人|》 亩|逐步减少|有效改善|2024年12月底前|18—54周岁|±3%以内|0|-1|1e9|<0个|>100%|≥0.97比例|是"
    "|9999999999999999999999999|不超预算|预算资金执行率|项目费用（万元）|指标1：|无|100|95%|已完成|达成年度指标 50%|元/"
    "|产出指标（50分）|满意度|数量指标|时效|成本"
)
TEXTS = st.sampled_from(ODD.split("|")) | st.text(max_size=8)
NUMBERS = st.none() | st.sampled_from([D(text) for text in ("0", "-1", "0.5", "10", "100", "1E+20", "33.333")])


@st.composite
def indicators(draw, place):
    texts = {name: draw(TEXTS) for name in ("tier1", "tier2", "tier3", "target", "description", "basis", "actual")}
    more = {name: draw(TEXTS) for name in ("share", "reason", "evidence", "reading")}
    gone = draw(st.sampled_from(["", "", "项目取消"]))
    return Indicator(
        str(place), **texts, **more, not_applicable=gone, weight=draw(NUMBERS), claimed_score=draw(NUMBERS)
    )


@st.composite
def departments(draw):
    made = []
    for name in ("甲", "乙")[: draw(st.integers(0, 2))]:
        rows = tuple(draw(indicators(place)) for place in range(draw(st.integers(0, 4))))
        money = draw(st.dictionaries(st.sampled_from(BUDGET_FIELDS), TEXTS, max_size=8))
        claimed = Claimed(draw(NUMBERS), draw(st.none() | TEXTS), draw(TEXTS), draw(NUMBERS), draw(NUMBERS.filter(ok)))
        made.append(
            Project(name, name, draw(TEXTS), draw(TEXTS), draw(TEXTS), budget=money, goals=(draw(TEXTS),),
                    money_unit=draw(st.sampled_from(["元", "千元", "万元", "亿元"])), indicators=rows, claimed=claimed)
        )  # fmt: skip
    goals = (SubGoal(draw(TEXTS), "", (draw(TEXTS), draw(TEXTS))),)
    year = draw(st.none() | st.just(2025))
    return Department("某局", year=year, budget_total=draw(TEXTS), sub_goals=goals, projects=tuple(made))


def ok(weight):
    """The execution weight of a form that could be read."""
    return weight is None or 0 <= weight <= 100


@settings(max_examples=examples(150), deadline=None)
@given(departments(), st.sampled_from([None, *Stage]))
def test_no_department_whatever_makes_a_check_raise(department, stage):
    found = problems(Evaluation(department), stage=stage)
    for problem in found:
        assert problem.code in CHECKS
        assert problem.message.render() and "{" not in problem.hint.render()
        assert problem.project in {"", *(item.id for item in department.projects)}


def test_a_department_may_have_more_money_than_its_projects_but_not_less():
    parts = (project(row("办结率"), name="甲"), project(row("办结率"), name="乙"))
    for total, severity in (("365", Severity.WARNING), ("150", Severity.ERROR)):
        whole = Evaluation(Department("某局", year=2025, budget_total=total, projects=parts))
        assert [problem.severity for problem in problems(whole) if problem.code == "B102"] == [severity]


def test_no_score_is_called_wrong_where_the_target_itself_is_in_doubt():
    damaged = row("受害率", "0.9%", weight=D(10), actual="0.1%", claimed_score=D(10))
    codes = {problem.code for problem in problems(evaluation(project(damaged)))}
    assert "T125" in codes
    assert not codes & {"S103", "S104", "S105", "S106"}


@pytest.mark.parametrize(
    ("tier1", "tier2", "missing"),
    [
        ("效益指标", "社会公众或服务对象满意度指标", False),
        ("项目效果指标", "服务对象满意度", False),
        ("满意度指标", "服务对象满意度指标", False),
        ("效益指标", "社会效益指标", True),
    ],
)
def test_satisfaction_among_the_benefits_is_no_missing_tier(tier1, tier2, missing):
    benefit = row("受益村", "≥5个", tier1="效益指标", tier2="社会效益指标")
    rows = (row("里程", "≥5公里"), benefit, row("率", tier1=tier1, tier2=tier2))
    found = [problem.message.render() for problem in problems(evaluation(project(*rows))) if problem.code == "T118"]
    assert any("满意度" in message for message in found) is missing
