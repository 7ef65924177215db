from decimal import Decimal as D

from selfeval.core.assessment import assess
from selfeval.portfolio.frames import INDICATOR_COLUMNS, PROJECT_COLUMNS, build
from tests.core.cases import PACK, evaluation, project, row


def assessment(*, actual="85%"):
    rows = (
        row("a", weight=D(50), actual=actual, reason="因"),
        row("b", tier1="效益指标", tier2="社会效益指标", weight=D(40), actual="90%"),
    )
    return assess(evaluation(project(*rows)), PACK)


def test_one_row_per_project_and_per_indicator_with_exact_numbers():
    frames = build({"一.xlsx": assessment(), "二.xlsx": assessment(actual="")})
    assert list(frames.projects.columns) == list(PROJECT_COLUMNS)
    assert list(frames.indicators.columns) == list(INDICATOR_COLUMNS)
    assert frames.projects["total"].tolist() == [D("95.22"), None]
    assert frames.projects["rate"].tolist() == [D("0.8"), D("0.8")]
    assert frames.indicators["score"].tolist()[:2] == [D("47.22"), D("40.00")]
    assert frames.grades().to_dict() == {"优": 1, "": 1}


def test_rates_are_rounded_half_up():
    case = evaluation(project(row("a"), budget={"initial": "2000000", "executed": "1000005"}))
    assert build({"一.xlsx": assess(case, PACK)}).projects["rate"].tolist() == [D("0.500003")]


def test_points_by_tier_leave_out_what_has_no_score():
    tiers = build({"一.xlsx": assessment(), "二.xlsx": assessment(actual="")}).by_tier()
    assert tiers.loc[("一.xlsx", "甲", "产出指标")].tolist() == [D(50), D("47.22"), D("2.78")]
    assert ("二.xlsx", "甲", "产出指标") not in tiers.index


def test_no_evaluations_give_empty_tables():
    frames = build({})
    assert frames.projects.empty
    assert frames.by_tier().empty
