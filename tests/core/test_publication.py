"""What is handed in or published by when: days of the pack against a day that is given."""

from dataclasses import replace
from datetime import date

import pytest

from selfeval.core.rules.choices import Deed
from selfeval.core.rules.parts.deadlines import Deadline
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.publication import publication_list
from selfeval.rulepacks.load import load_pack
from tests.core.cases import PACK, evaluation, project, row
from tests.places import ROOT

UNIT = Deadline("项目支出绩效自评表", Deed.HAND_IN, "预算单位", month=2, day=31, citation="c")
WHOLE = Deadline("部门整体支出绩效自评表", Deed.HAND_IN, "主管部门", month=3, day=15, citation="c")
PUBLIC = Deadline("绩效自评表", Deed.PUBLISH, "主管部门", days_after_approval=20, citation="c")
DATED = replace(PACK, deadlines=(PUBLIC, WHOLE, UNIT))


def listed(today, approved="", pack=DATED):
    made = evaluation(
        project(row("办结率"), name="甲"),
        replace(project(row("办结率"), name="局"), whole_department=True),
        facts={("", "", "approved_on"): approved} if approved else None,
    )
    return publication_list(assess(made, pack), today)


def test_days_stand_in_their_order_with_what_is_left():
    found = listed(date(2026, 3, 1))
    assert [(one.deadline.what, one.day, one.left) for one in found] == [
        ("项目支出绩效自评表", date(2026, 2, 28), -1),
        ("部门整体支出绩效自评表", date(2026, 3, 15), 14),
        ("绩效自评表", None, None),
    ]
    assert [one.said.render() for one in found] == [
        "1 days overdue", "14 days left",
        "counts from the approval of the accounts; no day after the budget year is entered",
    ]  # fmt: skip
    assert [one.forms for one in found] == [("甲",), ("局",), ("甲", "局")]
    assert {one.citation.id for one in found} == {"c"}


@pytest.mark.parametrize("text", ["2026-08-31", "2026年8月31日", "2026.8.31", "2026/8/31"])
def test_publication_counts_from_the_approval(text):
    found = listed(date(2026, 9, 20), text)[-1]
    assert (found.day, found.left, found.said.render()) == (date(2026, 9, 20), 0, "today")


@pytest.mark.parametrize("text", ["", "不日", "去年"])
def test_an_approval_that_is_no_day_gives_none(text):
    assert listed(date(2026, 9, 20), text)[-1].day is None


@pytest.mark.parametrize(
    ("month", "day", "year", "wanted"),
    [(2, 31, 2025, date(2026, 2, 28)), (2, 31, 2027, date(2028, 2, 29)), (2, 28, 2027, date(2028, 2, 28)),
     (3, 15, 2025, date(2026, 3, 15)), (4, 31, 2025, date(2026, 4, 30))],
)  # fmt: skip
def test_the_end_of_a_month_is_its_last_day(month, day, year, wanted):
    assert Deadline("表", Deed.HAND_IN, "单位", month=month, day=day).due(year, None) == wanted


def test_a_pack_without_days_has_no_list():
    assert listed(date(2026, 3, 1), pack=PACK) == ()


@pytest.mark.parametrize(
    ("what", "forms"),
    [
        ("项目支出绩效自评表", ("甲",)),
        ("部门整体支出绩效自评表和自评报告", ("局",)),
        ("项目支出、部门整体支出绩效自评表", ("甲", "局")),
        ("绩效自评表（随部门决算公开）", ("甲", "局")),
        ("部门绩效自评表", ("甲", "局")),
    ],
)
def test_a_deadline_is_about_the_forms_that_its_words_name(what, forms):
    assert listed(date(2026, 3, 1), pack=replace(PACK, deadlines=(replace(UNIT, what=what),)))[0].forms == forms


def test_every_deadline_of_the_shipped_pack_is_about_a_form():
    pack = load_pack("cn-sichuan-2025", folders=[ROOT / "scoring_rules"])
    projects = evaluation(project(row("办结率"), name="甲"))
    found = {one.deadline.what: one.forms for one in publication_list(assess(projects, pack), date(2026, 3, 1))}
    assert found == {
        "项目支出绩效自评表": ("甲",),
        "部门整体支出绩效自评表和自评报告": (),
        "绩效自评表（随部门决算公开）": ("甲",),
    }


def test_days_after_the_approval_need_no_budget_year():
    made = evaluation(project(row("办结率"), name="甲"), facts={("", "", "approved_on"): "2026-08-31"})
    made = replace(made, department=replace(made.department, year=None))
    found = {one.deadline.what: one for one in publication_list(assess(made, DATED), date(2026, 9, 20))}
    assert (found["绩效自评表"].day, found["绩效自评表"].said.render()) == (date(2026, 9, 20), "today")
    assert found["项目支出绩效自评表"].said.render() == "the budget year is not known"
