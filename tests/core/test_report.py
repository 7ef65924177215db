"""One evaluation, many printers that agree: the JSON, the tables, the explanations."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.numbers import fixed
from selfeval.core.problems import CellRef, Problem, Severity, msg, untranslated
from selfeval.core.report.explain import explain
from selfeval.core.report.plain import rate_text, reading_plain, to_plain
from selfeval.core.report.tables import Table, assumptions, deviations, problem_table, spending, summary, tier_scores
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.core.texts.targets.read import read_target
from tests.core.cases import PACK

_SOURCE = {"file": "x.xlsx", "sha256": "ab"}
_FINDING = Problem("T101", Severity.ERROR, msg("Wrong"), msg("Do"), CellRef("Sheet1", "E12"), "≤100%", "P1")
_NOTE = Problem("T102", Severity.INFO, msg("Note"))


def _row(name: str, target: str, actual: str, tier1: str = "产出指标", **more: str) -> Indicator:
    cells = {"target": CellRef("Sheet1", "E12")}
    return Indicator(f"{tier1}/{name}", tier1, "数量指标", name, target, actual=actual, cells=cells, **more)


def _made(*rows: Indicator, **budget: str) -> Assessment:
    amounts = {"initial": "180", "adjusted": "180", "executed": "175.3", **budget}
    project = Project("P1", "表", "项目", code="X1", budget=amounts, indicators=rows)
    return assess(Evaluation(Department("某局", year=2025, projects=(project,))), PACK)


@pytest.fixture
def made() -> Assessment:
    return _made(_row("甲", "≥90%", "85%", reason="人手不足"), _row("乙", "有效改善", "达成年度指标 95%", "效益指标"))


def _plain(assessment: Assessment) -> dict[str, object]:
    return to_plain(assessment, (_FINDING, _NOTE), source=_SOURCE, translate=untranslated)


def test_the_json_has_the_contract_s_shape(made: Assessment) -> None:
    plain = json.loads(json.dumps(_plain(made)))
    assert list(plain) == ["schema", "year", "source", "rules", "projects", "department", "problems"]
    assert (plain["schema"], plain["year"], plain["source"]) == ("selfeval.evaluation/1", 2025, _SOURCE)
    assert set(plain["rules"]) == {"id", "version", "sha256"}
    project = plain["projects"][0]
    contract = {"code", "name", "sheet", "complete", "total", "grade", "claimed", "budget", "indicators"}
    assert contract <= set(project)
    contract = {"unit", "initial", "adjusted", "executed", "rate", "weight", "score", "claimed_score"}
    assert contract <= set(project["budget"])
    contract = {
        *("id", "tier1", "tier2", "tier3", "target", "actual", "reading", "weight", "weight_origin", "score"),
        *("claimed_score", "method", "why", "reason", "cell"),
    }
    assert contract <= set(project["indicators"][0])
    contract = {"kind", "comparator", "value", "upper", "unit", "origin", "assumptions"}
    assert contract <= set(project["indicators"][0]["reading"])
    assert set(plain["department"]) == {"name", "total", "grade", "signed", "budget"}
    contract = {"code", "severity", "where", "input", "message", "hint"}
    assert contract <= set(plain["problems"][0])


def test_its_numbers_are_decimal_strings(made: Assessment) -> None:
    project = _plain(made)["projects"][0]  # type: ignore[index]
    budget, first = project["budget"], project["indicators"][0]
    assert (budget["initial"], budget["executed"], budget["rate"]) == ("180", "175.3", "0.9739")
    assert (budget["weight"], budget["score"]) == ("10", "9.74")
    assert first["score"] == fixed(made.projects[0].indicators[0].score, 2)
    assert "." not in first["weight"] or not first["weight"].endswith("0")
    assert project["total"] == format(made.projects[0].total or 0, "f")
    assert first["cell"] == "Sheet1!E12"
    assert _numbers(_plain(made)) == []


def _numbers(value: object, path: str = "") -> list[str]:
    """Where a JSON number stands that is not the year."""
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in _numbers(item, f"{path}/{key}")]
    if isinstance(value, list):
        return [found for item in value for found in _numbers(item, path)]
    return [path] if isinstance(value, int | float) and not isinstance(value, bool) and path != "/year" else []


def test_what_is_unknown_is_null() -> None:
    project = _plain(_made(_row("甲", "≥90%", ""), executed=""))["projects"][0]  # type: ignore[index]
    assert (project["complete"], project["total"], project["grade"]) == (False, None, None)
    assert project["claimed"] == {"total": None, "grade": None}
    budget, row = project["budget"], project["indicators"][0]
    assert (budget["executed"], budget["rate"], budget["score"]) == (None, None, None)
    assert (row["actual"], row["score"], row["reason"], row["method"]) == (None, None, None, None)


def test_every_printer_shows_the_same_scores(made: Assessment) -> None:
    project, result = _plain(made)["projects"][0], made.projects[0]  # type: ignore[index]
    assert summary(made, untranslated).rows[0][7] == result.total == Decimal(project["total"])
    tiers = tier_scores(made, untranslated).rows
    assert sum(row[3] for row in tiers if isinstance(row[3], Decimal)) == result.total
    lost = [row[7] for row in deviations(made, untranslated).rows]
    assert Decimal(100) - sum(item for item in lost if isinstance(item, Decimal)) == result.total
    lines = explain(made, result.project, None, untranslated)
    assert any(str(result.total) in line for line in lines)


def test_a_reading_as_the_target_command_prints_it() -> None:
    reading = reading_plain(read_target("≥90%"), untranslated)
    assert reading["kind"] == "quantity" and reading["comparator"] == ">="
    assert (reading["value"], reading["upper"], reading["unit"], reading["origin"]) == ("90", None, "%", "as_written")
    assert reading["assumptions"] == [] and reading["text"] == "≥90%"
    span = reading_plain(read_target("18—54周岁"), untranslated)
    assert (span["comparator"], span["value"], span["upper"]) == ("between", "18", "54")


def test_assumptions_carry_code_sentence_certainty_and_offer() -> None:
    reading = reading_plain(read_target("280人次", tier1="产出指标"), untranslated)
    items = reading["assumptions"]
    assert isinstance(items, list) and items
    assert all(set(item) == {"code", "message", "confidence", "offer"} for item in items)
    assert reading["origin"] == "assumed"


def test_tables_are_rectangular(made: Assessment) -> None:
    tables: list[Table] = [
        *(table(made, untranslated) for table in (summary, tier_scores, spending, deviations, assumptions)),
        problem_table((_FINDING, _NOTE), untranslated),
    ]
    for table in tables:
        assert table.title and all(len(row) == len(table.columns) for row in table.rows), table.title


def test_findings_stand_the_worst_first() -> None:
    rows = problem_table((_NOTE, _FINDING), untranslated).rows
    assert [row[0] for row in rows] == ["T101", "T102"]
    assert rows[0][2:4] == ("Sheet1!E12", "≤100%") and rows[1][2] is None


def test_a_confirmed_reading_is_listed() -> None:
    base = _made(_row("甲", "280人次", "300人次"))
    key = FactKey("P1", "产出指标/甲", "reading")
    confirmed = assess(Evaluation(base.evaluation.department, {key: "≥280人次"}), base.pack)
    states = [row[4] for row in assumptions(confirmed, untranslated).rows]
    assert "confirmed" in states


def test_an_explanation_names_clause_inputs_formula_weight_and_score(made: Assessment) -> None:
    project = made.projects[0].project
    text = "\n".join(explain(made, project, "产出指标/甲", untranslated))
    for part in ("≥90%", "85%", "Formula:", "Calculation: 85 ÷ 90 ×", "Weight:", "proposed by the rule pack", "Score:"):
        assert part in text, part
    assert "文〔2020〕1号 第一条" in text
    execution = "\n".join(explain(made, project, "", untranslated))
    assert "executed" in execution and "9.74" in execution
    with pytest.raises(KeyError):
        explain(made, project, "无此指标", untranslated)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(Decimal("97.5"), 2, "97.50"), (Decimal("97.445"), 2, "97.445"), (Decimal(1), 0, "1"), (None, 2, None)],
)
def test_fixed(value: Decimal | None, places: int, text: str | None) -> None:
    assert fixed(value, places) == text


@pytest.mark.parametrize(
    ("rate", "text"),
    [(Fraction(1753, 1800), "0.9739"), (Fraction(1, 3), "0.3333"), (Fraction(2), "2.0000"), (None, None)],
)
def test_rate(rate: Fraction | None, text: str | None) -> None:
    assert rate_text(rate) == text


@pytest.mark.parametrize(
    ("tier1", "tier2", "shown"),
    [
        ("管理指标", "过程管理", "管理指标"),
        (" 决策 ", "", "决策"),
        ("管理指标", "数量指标", "产出"),
        ("", "", "产出"),
        ("成本指标", "经济成本指标", "成本"),
    ],
)
def test_points_of_a_tier_stand_under_its_own_name(tier1: str, tier2: str, shown: str) -> None:
    other = replace(_row("乙", "≥9次", "9次"), id="乙", tier1=tier1, tier2=tier2)
    made = _made(_row("甲", "≥90%", "95%", "满意度指标"), other)
    tiers = {row[1]: row[3] for row in tier_scores(made, untranslated).rows}
    assert list(tiers)[:-1] == sorted({"满意度", shown}, key=["产出", "满意度", "成本", "管理指标", "决策"].index)
    plain = _plain(made)["projects"][0]["tiers"]  # type: ignore[index]
    assert {item["tier1"] for item in plain} == {"满意度", shown, None}
    assert sum(value for value in tiers.values() if isinstance(value, Decimal)) == made.projects[0].total
