"""What has to be decided anew: each kind with its innocent neighbour, and what is carried over."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.evaluation import INDICATOR_FIELDS
from selfeval.core.model import SubGoal
from selfeval.core.next_year.decision import DecisionKind as Kind
from selfeval.core.next_year.decisions import decisions
from selfeval.core.next_year.targets import next_targets
from selfeval.core.next_year.words import TITLES, sentence
from selfeval.core.rules.layers import DecidedReading
from selfeval.core.scoring.assessment import assess
from selfeval.i18n import translator
from tests.core.cases import PACK, evaluation, project, row


def about(item, *, pack=PACK, facts=None, year=2026, budget=None):
    keyed = {("甲", item.id, name): text for name, text in (facts or {}).items()}
    assessment = assess(evaluation(project(item, budget=budget), facts=keyed), pack)
    found = decisions(assessment, all_problems(assessment), year)
    return [one for one in found if one.indicator]


def kinds(*args, **kwargs):
    return {one.kind for one in about(*args, **kwargs)}


ROWS = [
    # name, target, tier 1, facts, kinds that are listed, and kinds that are not
    ("培训人次", "≥200人次", "产出指标", {"actual": "210人次"}, {Kind.BELOW_LAST}, {Kind.MISSED}),
    ("培训人次", "≥200人次", "产出指标", {"actual": "200人次"}, {Kind.ALWAYS_FULL}, {Kind.BELOW_LAST}),
    ("培训人次", "≥200人次", "产出指标", {"actual": "190人次"}, {Kind.MISSED}, {Kind.ALWAYS_FULL, Kind.BELOW_LAST}),
    ("越级访批次", "≤10批次", "产出指标", {"actual": "8批次"}, {Kind.BELOW_LAST}, {Kind.MISSED}),
    ("越级访批次", "≤10批次", "产出指标", {"actual": "12批次"}, {Kind.MISSED}, {Kind.BELOW_LAST}),
    ("项目支出", "≤185万元", "产出指标", {"actual": "1753000元"}, {Kind.BELOW_LAST}, {Kind.MISSED}),
    ("培训人次", "≥200人次", "产出指标", {"actual": "200人次", "last.score": "90"}, {Kind.ALWAYS_FULL}, set()),
    ("培训人次", "≥200人次", "产出指标", {"actual": "200人次", "last.score": "80"}, set(), {Kind.ALWAYS_FULL}),
    ("培训人次", "≥200人次", "产出指标", {}, set(), {Kind.ALWAYS_FULL, Kind.MISSED, Kind.BELOW_LAST}),
    ("群众安全感", "有效提升", "效益指标", {"actual": "基本达到", "share": "70"}, {Kind.VAGUE, Kind.MISSED}, set()),
    ("群众安全感", "有效提升", "效益指标", {"actual": "已完成", "share": "90"}, {Kind.VAGUE}, {Kind.MISSED}),
    ("按期结案率", "≤100%", "产出指标", {"actual": "98%"}, {Kind.CANNOT_FAIL}, {Kind.BELOW_LAST}),
    ("按期结案率", "≤100%", "产出指标", {"actual": "98%", "reading": "≥100%"}, {Kind.MISSED}, {Kind.CANNOT_FAIL}),
    ("工作完成率", "290%", "产出指标", {"actual": "95%"}, {Kind.UNCONFIRMED}, set()),
    ("工作完成率", "290%", "产出指标", {"actual": "95%", "reading": "≥90%"}, set(), {Kind.UNCONFIRMED}),
    ("完工时间", "2025年12月底前", "产出指标", {"actual": "2025年11月"}, {Kind.OLD_YEAR}, set()),
    ("完工时间", "2025年12月底前", "产出指标", {"reading": "2025-12-31 前"}, {Kind.OLD_YEAR, Kind.READING}, set()),
    ("完工时间", "12月底前", "产出指标", {"reading": "2025-12-31 前"}, {Kind.READING}, {Kind.OLD_YEAR}),
    ("2025年培训人次", "≥200人次", "产出指标", {}, {Kind.OLD_YEAR}, set()),
    ("培训人次", "≥200人次", "产出指标", {"not_applicable": "未开展"}, {Kind.NOT_APPLICABLE}, {Kind.MISSED}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "target", "tier1", "facts", "listed", "unlisted"), ROWS)
def test_a_row_is_listed_for_what_became_of_it(name, target, tier1, facts, listed, unlisted):
    tier2 = "社会效益指标" if tier1 == "效益指标" else "质量指标"
    item = replace(row(name, target, tier1, tier2), weight=D(90))
    found = kinds(item, facts=facts)
    assert listed <= found
    assert not unlisted & found


def test_every_kind_has_a_title_and_a_sentence_in_both_languages():
    item = replace(row("2025年按期结案率", "≤100%", tier2="质量指标"), weight=None)
    own = project(item, budget={"initial": "100", "plan.3": "25%"})
    assessment = assess(evaluation(own, facts={("甲", item.id, "actual"): "98%"}), PACK)
    for one in decisions(assessment, all_problems(assessment), 2026):
        english, chinese = sentence(one).render(), sentence(one).render(translator("zh"))
        assert english != chinese
        assert "{" not in english + chinese
    assert set(TITLES) == set(Kind)


def test_a_project_is_asked_for_its_amounts_its_plan_and_points_that_nobody_stated():
    money = {"initial": "180", "plan.3": "25%", "plan.6": "50%"}
    assessment = assess(evaluation(project(row("里程"), budget=money)), PACK)
    found = {one.kind: one for one in decisions(assessment, (), 2026) if not one.indicator}
    assert set(found) == {Kind.AMOUNTS, Kind.PLAN, Kind.WEIGHTS}
    assert found[Kind.AMOUNTS].data["initial"] == "180"
    assert found[Kind.PLAN].text == "3月底 25%、6月底 50%"


def test_the_department_is_asked_for_texts_that_name_the_year_and_for_its_sum():
    base = evaluation(project(replace(row("里程"), weight=D(90))))
    told = replace(base.department, overall_goal="2025年共计365万元", budget_total="365",
                   safeguards=("2025年6月底前开展督查", "加强管理"),
                   sub_goals=(SubGoal("信访", "2025年化解积案", ("结案率",)),))  # fmt: skip
    found = decisions(assess(replace(base, department=told), PACK), (), 2026)
    assert [(one.kind, one.fact) for one in found if not one.project] == [
        (Kind.OLD_YEAR, "overall_goal"), (Kind.OLD_YEAR, "sub_goal.1"), (Kind.OLD_YEAR, "safeguard.1"),
        (Kind.AMOUNTS, "overall_goal"),
    ]  # fmt: skip


def test_what_is_carried_over_and_what_is_left_blank():
    item = replace(row("里程", "≥10公里", basis="计划", description="新修", goal="目标1"), weight=D("90.0"))
    facts = {("甲", item.id, name): text for name, text in {
        "actual": "9公里", "reason": "雨季", "evidence": "验收单", "reading": "≥10公里"}.items()}  # fmt: skip
    money = {"initial": "100", "initial.fiscal": "60", "adjusted": "90", "executed": "80", "plan.3": "25%",
             "checkpoint.3": "20%"}  # fmt: skip
    own = project(item, budget=money, goals=("修路10公里",), goal_actual="修了9公里", purpose="修路",
                  kept={"conclusion": "优", "period_goals": "三年30公里"})  # fmt: skip
    after = next_targets(assess(evaluation(own, facts=facts), PACK), 2026)
    made = after.projects[0]
    assert (after.year, made.budget) == (2026, {"initial": "", "initial.fiscal": "", "plan.3": "25%"})
    assert (made.goals, made.purpose, made.goal_actual) == (("修路10公里",), "修路", "")
    assert made.kept == {"period_goals": "三年30公里"}
    line = made.indicators[0]
    assert (line.target, line.basis, line.description, line.goal, str(line.weight)) == (
        "≥10公里", "计划", "新修", "目标1", "90")  # fmt: skip
    assert (line.last_target, line.last_actual, line.last_score) == ("≥10公里", "9公里", "81")
    assert line.carried_reading == "≥10公里"
    blank = set(INDICATOR_FIELDS) - {"weight"}
    assert not any(getattr(line, name, "") for name in blank)


def test_a_reading_that_the_units_pack_decides_is_carried_like_one_that_a_person_confirmed():
    rule = DecidedReading(("*结案率",), "≤100%", "≥100%", "c", confirmed=True)
    item = replace(row("按期结案率", "≤100%"), weight=D(90))
    assessment = assess(evaluation(project(item)), replace(PACK, readings=(rule,)))
    assert next_targets(assessment, 2026).projects[0].indicators[0].carried_reading == "≥ 100%"
    offered = assess(evaluation(project(item)), replace(PACK, readings=(replace(rule, confirmed=False),)))
    assert not next_targets(offered, 2026).projects[0].indicators[0].carried_reading
