"""A department under each layout that comes with the program: blank, and with everything entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import AMOUNT, COMPUTED, FORM_ID, STANDARD, Department, Project, SubGoal
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from tests.excel.scored_books import pack, project, row

LAYOUTS = ("variant-department-process", "variant-department-duties", "variant-department-core")
"""Packs with a layout, as they lie in scoring_rules/."""

AMOUNTS = {
    "年末结转结余数": "12.5", "上年结转数": "5", "本年三公经费": "9.6", "上年三公经费": "10", "实际采购金额": "38",
    "采购预算金额": "40", "实际公用经费": "105", "公用经费预算": "100", "在职人员数": "57人", "编制数": "60",
    "在用固定资产": "850", "固定资产总额": "1000",
}  # fmt: skip
"""What nobody but the department knows; money in 万元."""


def department() -> Department:
    """Two projects that are done, and two 分项绩效目标."""
    benefit = ("效益指标", "社会效益指标")
    goal = row("满意度", "≥90%", "92%", "满意度指标", "服务对象满意度指标")
    visits = row("走访", "≥100次", "98次", reason="雨天少走")
    more = {"initial": "300", "adjusted": "310", "executed": "290"}
    projects: tuple[Project, ...] = (
        project(visits, row("办结", "≥5个", "5个", *benefit), goal),
        project(row("培训", "≥10期", "12期"), row("覆盖", "≥80%", "85%", *benefit), goal, title="项目二", budget=more),
    )
    goals = (SubGoal("信访化解", "化解积案，维护稳定", ("化解率",)), SubGoal("窗口服务", "提高窗口服务水平"))
    return Department("某局", "482001", 2025, "全年目标", "400", sub_goals=goals, projects=projects)


def blank(layout: str) -> Assessment:
    """The department before anything of its own form is entered."""
    return assess(Evaluation(department()), pack(layout))


def facts_of(layout: str) -> Mapping[FactKey, str]:
    """Every entry of the form: amounts, scores with their grounds, outcomes."""
    facts: dict[FactKey, str] = {}
    for item in blank(layout).project(FORM_ID).project.indicators:
        if item.kind == AMOUNT and item.tier3 in AMOUNTS:
            facts[FactKey(FORM_ID, item.id, "actual")] = AMOUNTS[item.tier3]
        elif item.kind == STANDARD:
            facts[FactKey(FORM_ID, item.id, "actual")] = "1.5分" if item.tier3.startswith("资") else "2"
            if item.weight == 1:
                facts[FactKey(FORM_ID, item.id, "actual")] = "1"
            facts[FactKey(FORM_ID, item.id, "reason")] = f"{item.tier3}的评分理由"
        elif item.kind not in {COMPUTED, AMOUNT}:
            outcome = "88.5%" if item.target == "≥90%" else "达成年度指标 95%"
            facts[FactKey(FORM_ID, item.id, "actual")] = outcome
            facts[FactKey(FORM_ID, item.id, "reason")] = "调查样本偏少，已扩大"
    return facts


def done(layout: str) -> Assessment:
    """Everything entered."""
    evaluation = Evaluation(replace(department()), dict(facts_of(layout)))
    return assess(evaluation, pack(layout))


def odd(layout: str) -> Assessment:
    """A project that counts in 元, rows that do not apply, rates entered by hand, amounts missing and unreadable."""
    plain = department()
    in_yuan = replace(
        plain.projects[1],
        money_unit="元",
        budget={"initial": "3000000", "adjusted": "3100000", "executed": "2900000", "executed.fiscal": "2900000"},
    )
    known = replace(plain, projects=(plain.projects[0], in_yuan))
    form = assess(Evaluation(known), pack(layout)).project(FORM_ID).project
    facts = dict(facts_of(layout))
    rows = {row.tier3: row.id for row in form.indicators}
    standards = [row.id for row in form.indicators if row.kind == STANDARD]
    facts[FactKey(FORM_ID, standards[0], "not_applicable")] = "本年未开展"
    facts[FactKey(FORM_ID, standards[1], "actual")] = "=1+1"
    facts[FactKey(FORM_ID, rows["政府采购执行率"], "not_applicable")] = "无采购"
    facts[FactKey(FORM_ID, rows["预算完成率"], "actual")] = "96.2%"
    facts[FactKey(FORM_ID, rows["固定资产总额"], "actual")] = "0"
    facts[FactKey(FORM_ID, rows["上年三公经费"], "actual")] = "若干"
    facts[FactKey(FORM_ID, rows["实际公用经费"], "actual")] = ""
    return assess(Evaluation(known, facts), pack(layout))
