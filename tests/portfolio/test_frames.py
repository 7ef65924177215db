from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import pytest

import selfeval
from selfeval.core.scoring.assessment import assess
from selfeval.portfolio.frames import INDICATOR_COLUMNS, PROJECT_COLUMNS, build, told_apart
from tests.core.cases import PACK, evaluation, project, row
from tests.places import ROOT


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


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["a/x.xlsx", "a/y.xlsx"], ["x.xlsx", "y.xlsx"]),
        (["甲局/自评.xlsx", "乙局/自评.xlsx", "别的.xlsx"], ["甲局/自评.xlsx", "乙局/自评.xlsx", "别的.xlsx"]),
        (["r/甲/2025/x.xlsx", "r/乙/2025/x.xlsx"], ["甲/2025/x.xlsx", "乙/2025/x.xlsx"]),
        (["x.xlsx", "甲/x.xlsx"], ["x.xlsx", "甲/x.xlsx"]),
        (["甲/x.xlsx", "甲/x.xlsx"], ["甲/x.xlsx (1)", "甲/x.xlsx (2)"]),
        (["x.xlsx", "x.xlsx", "x.xlsx (1)"], ["x.xlsx (2)", "x.xlsx (3)", "x.xlsx (1)"]),
        ([], []),
    ],
)
def test_names_say_what_tells_workbooks_apart(paths, names):
    assert told_apart([Path(path) for path in paths]) == names


def test_workbooks_of_the_same_name_keep_apart():
    one, other = assessment(), assessment(actual="90%")
    frames = build([(Path("甲局/自评.xlsx"), one), (Path("乙局/自评.xlsx"), other)])
    assert frames.projects["file"].tolist() == ["甲局/自评.xlsx", "乙局/自评.xlsx"]
    assert frames.projects["path"].tolist() == [str(Path("甲局/自评.xlsx")), str(Path("乙局/自评.xlsx"))]
    assert len(frames.indicators) == 4
    tiers = frames.by_tier()
    assert tiers.loc[("甲局/自评.xlsx", "甲", "产出指标"), "score"] == D("47.22")
    assert tiers.loc[("乙局/自评.xlsx", "甲", "产出指标"), "score"] == D("50.00")


def test_projects_of_the_same_title_keep_apart():
    def coded(code, actual):
        item = row("a", weight=D(90), actual=actual)
        return replace(project(item), id=code or "x", code=code)

    def titles(*codes):
        case = evaluation(*(coded(code, "90%") for code in codes))
        return build({"一.xlsx": assess(case, PACK)}).by_tier().index.get_level_values("project").tolist()

    assert titles("A1", "A2") == ["甲 (A1)", "甲 (A2)"]
    assert titles("A1") == ["甲"]
    assert titles("A1", "") == ["甲 (A1)", "甲"]


def test_the_public_door_keeps_the_folders(tmp_path, monkeypatch):
    book = ROOT / "workbooks" / "leting-2025-filled.xlsx"
    for name in ("甲局", "乙局"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "自评.xlsx").write_bytes(book.read_bytes())
    monkeypatch.chdir(tmp_path)
    frames = selfeval.frames(*(selfeval.score(tmp_path / name / "自评.xlsx") for name in ("甲局", "乙局")))
    assert frames.projects["file"].unique().tolist() == ["甲局/自评.xlsx", "乙局/自评.xlsx"]
    assert len(frames.projects) == 4
