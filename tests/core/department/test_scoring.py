"""Rows of the department's own form: what each kind earns, what is said, what the department's total becomes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import FORM_ID, Department, SubGoal
from selfeval.core.problems import untranslated
from selfeval.core.report.plain import to_plain
from selfeval.core.rules.choices import AmountSource, FormRow
from selfeval.core.rules.forms.layout import DepartmentAmount, DepartmentRow
from selfeval.core.scoring.assessment import assess, reassess
from selfeval.core.scoring.department_form import points_of, with_form
from tests.core.cases import PACK, project, row
from tests.core.department.forms import AMOUNTS, FULL, LAID_OUT, READY, department, entered, filled, points, scored

WITH_GOALS = (SubGoal("化解积案", "化解率明显提高"), SubGoal("窗口服务", "提高服务水平"))


def test_every_row_of_a_full_form():
    found = scored(FULL)
    assert points(found) == {
        "采购执行率": "20.00", "三公变动率": "10.00", "制度健全": "5.00", "重点任务": "20.00", "项目绩效": "30.00",
        "满意度": "10.00",
    }  # fmt: skip
    assert (found.department.total, found.department.grade) == (D("95.00"), "优")
    assert found.department.projects_total == D("100.00")


@pytest.mark.parametrize(
    ("changed", "name", "score"),
    [
        ({"采购数": "19"}, "采购执行率", "10.00"),  # 47.5% of 95%
        ({"采购数": "38万"}, "采购执行率", "20.00"),
        ({"采购数": "380000元"}, "采购执行率", "20.00"),
        ({"采购预算": "0"}, "采购执行率", ""),
        ({"采购预算": "若干"}, "采购执行率", ""),
        ({"采购预算": ""}, "采购执行率", ""),
        ({"本年三公": "10"}, "三公变动率", "10.00"),
        ({"本年三公": "10.001"}, "三公变动率", "0.00"),
        ({"制度健全": "5.5分"}, "制度健全", "5.50"),
        ({"制度健全": "6"}, "制度健全", "6.00"),
        ({"制度健全": "0"}, "制度健全", "0.00"),
        ({"制度健全": "5.555"}, "制度健全", "5.56"),
        ({"制度健全": "6.01"}, "制度健全", ""),
        ({"制度健全": "-1"}, "制度健全", ""),
        ({"制度健全": "好"}, "制度健全", ""),
        ({"制度健全": "90%"}, "制度健全", ""),
        ({"采购执行率": "76%"}, "采购执行率", "16.00"),  # what was entered counts, not what the amounts give
        ({"项目均分": "80"}, "项目绩效", "24.00"),
    ],
)
def test_what_a_changed_entry_earns(changed, name, score):
    found = scored({**FULL, **changed})
    assert points(found)[name] == score
    assert (found.department.total is None) == (score == "")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"采购预算": "0"}, "采购数 ÷ 采购预算: the divisor is 0 (38 ÷ 0), so that there is no figure."),
        ({"采购预算": ""}, "The amount “采购预算” has not been entered yet."),
        ({"采购预算": "若干"}, "The amount “采购预算” cannot be read."),
    ],
)
def test_a_rate_that_cannot_be_worked_out_is_said_and_not_0(changed, said):
    found = scored({**FULL, **changed}).project(FORM_ID)
    item = next(one for one in found.indicators if one.indicator.tier3 == "采购执行率")
    assert item.score is None and item.why.render(untranslated) == said
    waits = next(row.id for row in found.project.indicators if row.tier3 == "采购预算")
    assert found.missing == ((waits,) if changed["采购预算"] == "" else (item.indicator.id,))


def test_the_working_out_is_told_with_its_numbers():
    item = next(one for one in scored(FULL).project(FORM_ID).indicators if one.indicator.tier3 == "三公变动率")
    told = [note.message.render(untranslated) for note in item.assumptions if note.code == "computed"]
    assert told == ["(本年三公 − 上年三公) ÷ 上年三公 = (9.6 − 10) ÷ 10 = -4%"]


def test_the_projects_come_in_as_the_pack_forms_their_mean():
    other = project(row("乙", weight=D(90), actual="45%"), name="乙", budget={"adjusted": "300", "executed": "300"})
    found = scored(FULL, READY, replace(other, id="乙"))
    assert found.department.projects_total == D("66.25")  # (100 × 100 + 55 × 300) ÷ 400
    assert points(found)["项目绩效"] == "19.88"


def test_a_changed_project_changes_the_form():
    before = scored(FULL)
    key = FactKey(READY.id, READY.indicators[0].id, "actual")
    from selfeval.workspace.work.workspace import rescored

    after = rescored(before, replace(before.evaluation, facts={**before.evaluation.facts, key: "45%"}), [key])
    assert points(after)["项目绩效"] == "16.50" and after.department.total == D("81.50")
    alone = reassess(after.evaluation, after.project(FORM_ID), LAID_OUT, [FactKey(FORM_ID, "x", "actual")])
    assert alone.total == after.department.total


def test_goals_of_the_department_are_rows_of_their_own_and_stand_in_the_form():
    found = assess(with_form(department(READY, goals=WITH_GOALS, overall_goal="稳定"), LAID_OUT), LAID_OUT)
    form = found.project(FORM_ID)
    rows = {item.indicator.tier3: item for item in form.indicators}
    assert "重点任务" not in rows
    assert [(name, rows[name].weight.effective) for name in ("化解积案", "窗口服务")] == [
        ("化解积案", 12),
        ("窗口服务", 12),
    ]
    assert rows["化解积案"].target.text == "化解率明显提高"
    assert form.project.goals == ("稳定", "化解积案：化解率明显提高", "窗口服务：提高服务水平")


def test_coefficients_share_what_the_stated_points_leave():
    rows = (
        DepartmentRow("核心", "一", FormRow.STANDARD, coefficient=D(2), standard="x"),
        DepartmentRow("核心", "二", FormRow.STANDARD, coefficient=D(3), standard="x"),
        DepartmentRow("核心", "三", FormRow.STANDARD, coefficient=D(1), standard="x"),
        DepartmentRow("履职", "四", FormRow.STANDARD, points=D(75), standard="x"),
    )
    assert points_of(replace(LAID_OUT, department_rows=rows)) == (D("8.5"), D("12.5"), D("4.0"), D(75))


def test_a_pack_without_a_layout_has_no_form_and_changes_nothing():
    plain = department(READY)
    assert with_form(plain, PACK) is plain
    there = with_form(plain, LAID_OUT)
    assert [one.id for one in there.department.projects] == [READY.id, FORM_ID]
    assert with_form(there, LAID_OUT) is there
    assert with_form(there, PACK).department == plain.department
    json = to_plain(assess(plain, PACK), (), source={}, translate=untranslated)
    assert not {"form", "rows", "projects_total"} & set(json["department"])


def test_the_json_has_the_form_in_the_department_and_not_among_the_projects():
    json = to_plain(scored(FULL), (), source={}, translate=untranslated)
    assert [one["name"] for one in json["projects"]] == ["甲"]
    whole = json["department"]
    assert (whole["total"], whole["projects_total"], whole["form"]["total"]) == ("95.00", "100.00", "95.00")
    kinds = {row["tier3"]: (row["kind"], row["score"]) for row in whole["rows"]}
    assert kinds["制度健全"] == ("standard", "5.00") and kinds["采购数"] == ("amount", None)
    assert kinds["采购执行率"] == ("computed", "20.00") and kinds["满意度"] == ("measured", "10.00")


def test_a_filled_form_keeps_its_rows_and_the_layout_says_what_they_are():
    form = filled("制度健全", "别的行")
    found = assess(replace(department(READY), department=replace(department(READY).department, form=form)), LAID_OUT)
    rows = {item.indicator.tier3: item for item in found.project(FORM_ID).indicators}
    assert rows["制度健全"].indicator.kind == "standard" and rows["制度健全"].score == D("4.00")
    assert rows["别的行"].indicator.kind == "" and "采购数" in rows
    assert with_form(found.evaluation, PACK).department.form == form


def codes(values, reasons=None):
    assessment = assess(entered(entered(department(READY), values), reasons or {}, "reason"), LAID_OUT)
    found = all_problems(assessment, Stage.FILLED)
    return {(problem.code, problem.indicator.rpartition("/")[2]) for problem in found if problem.project == FORM_ID}


def test_a_full_form_with_its_grounds_is_objected_to_by_nothing():
    grounds = {"制度健全": "缺采购制度", "重点任务": "两项未完成"}
    goals = {code for code, _ in codes(FULL, grounds)}
    assert goals <= {"A108"}  # the survey behind the satisfaction is still to be told


def test_checks_of_targets_leave_the_layout_alone_and_see_the_projects():
    plain = department(project(row("执行率", "≤100%")))
    problems = all_problems(assess(plain, LAID_OUT), Stage.TARGETS)
    assert {problem.project for problem in problems if problem.code == "T101"} == {"甲"}
    assert {problem.code for problem in problems if problem.project == FORM_ID} == set()


@pytest.mark.parametrize(
    ("source", "unit", "value"),
    [
        (AmountSource.EXECUTED, "万元", D(100)),
        (AmountSource.EXECUTED, "元", D(1000000)),
        (AmountSource.EXECUTED, "人", None),
        (AmountSource.EXECUTED, "", None),
        (AmountSource.PROJECT_TOTALS, "分", D(100)),
        (AmountSource.PROJECT_TOTALS, "", D(100)),
        (AmountSource.PROJECT_TOTALS, "元", D(100)),
    ],
)
def test_only_money_of_the_projects_is_converted(source, unit, value):
    taken = replace(LAID_OUT, department_amounts=(*AMOUNTS[:-1], DepartmentAmount("项目均分", unit, source)))
    form = assess(department(READY), taken).project(FORM_ID)
    item = next(one for one in form.indicators if one.indicator.tier3 == "项目均分")
    assert item.actual.value == value


def test_a_row_that_shares_the_name_of_an_amount_does_not_swallow_it():
    form = filled("采购数", "制度健全")
    found = assess(replace(department(READY), department=replace(department(READY).department, form=form)), LAID_OUT)
    rows = [(item.indicator.tier3, item.indicator.kind) for item in found.project(FORM_ID).indicators]
    assert ("采购数", "") in rows and ("采购数", "amount") in rows


def second_form():
    first = filled("制度健全", "满意度")
    second = replace(filled("满意度", claimed="3"), id="另一表", name="另一表", title="另一表", sheet="表二")
    return Evaluation(Department("某局", year=2025, projects=(first, second)))


def test_a_second_form_is_kept_and_told():
    made = second_form()
    found = assess(made, LAID_OUT)
    assert [one.id for one in found.evaluation.department.projects] == ["某局", "另一表"]
    assert with_form(found.evaluation, LAID_OUT) is found.evaluation
    told = [one for one in all_problems(found, Stage.FILLED) if one.code == "W117" and one.project == "另一表"]
    assert [one.message.render(untranslated) for one in told] == [
        "“另一表” is a second form of the whole department; the total is taken from “某局”."
    ]
    assert found.department.total == found.project("某局").total


def test_the_form_is_scored_once(monkeypatch):
    from selfeval.core.scoring import assessment

    asked = []
    once = assessment.assess_project

    def counted(evaluation, project, *rest):
        asked.append(project.id)
        return once(evaluation, project, *rest)

    monkeypatch.setattr(assessment, "assess_project", counted)
    assert scored(FULL).department.total == D("95.00")
    assert sorted(asked) == sorted([READY.id, FORM_ID])


@pytest.mark.parametrize(
    ("changed", "row", "name"),
    [
        ({"采购数": "-38"}, "采购执行率", "采购数"),
        ({"采购预算": "-40"}, "采购执行率", "采购预算"),
        ({"采购数": "-38", "采购预算": "-40"}, "采购执行率", "采购数"),  # the rate would be 95%, full marks
        ({"本年三公": "-9.6"}, "三公变动率", "本年三公"),  # a fall of 196%, full marks
        ({"上年三公": "-10"}, "三公变动率", "上年三公"),
        ({"本年三公": "-0.01万"}, "三公变动率", "本年三公"),
    ],
)
def test_a_negative_amount_is_an_error_and_scores_nothing(changed, row, name):
    found = scored({**FULL, **changed})
    assert points(found)[row] == ""
    assert found.department.total is None
    said = next(
        item.said.render(untranslated) for item in found.project(FORM_ID).indicators if item.indicator.tier3 == row
    )
    assert said.startswith(f"The amount “{name}” is negative: -")
    codes = {one.code for one in all_problems(found, Stage.FILLED)}
    assert {"B130", "B131"} <= codes
    others = {one: score for one, score in points(found).items() if one != row}
    assert others == {one: score for one, score in points(scored(FULL)).items() if one != row}


def test_an_amount_of_nothing_is_no_negative_one():
    assert points(scored({**FULL, "本年三公": "0"}))["三公变动率"] == "10.00"
