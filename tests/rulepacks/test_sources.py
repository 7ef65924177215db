"""Each value shows the layer and the source of that layer: what is inherited shows the base's, also behind a score."""

from pathlib import Path

import pytest

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.report.explain import explain
from selfeval.core.scoring.assessment import assess
from selfeval.rulepacks.check.check import check_file
from selfeval.rulepacks.compare.diff import diff
from selfeval.rulepacks.description import describe
from selfeval.rulepacks.load import load_pack

OVERLAY = """schema = "selfeval.rules/1"
id = "county"
extends = "cn-mof-2020-10"
version = "1"
title = "县"
[citations.county]
document = "县财〔2026〕1号"
verified = true
[execution]
cite = "county"
explain_below = 85
[[methods]]
id = "quantity"
cite = "county"
reverse = "linear"
"""


@pytest.fixture
def county(tmp_path: Path):
    path = tmp_path / "county.toml"
    path.write_text(OVERLAY, encoding="utf-8")
    return load_pack(str(path))


def scored(pack, *rows):
    indicators = tuple(
        Indicator(f"i{number}", "产出指标", "数量指标", f"指标{number}", target, weight=10, actual=actual)
        for number, (target, actual) in enumerate(rows)
    )
    budget = {"adjusted": "100", "executed": "90"}
    project = Project("p", "p", "p", budget=budget, indicators=indicators)
    return assess(Evaluation(Department(year=2025, projects=(project,))), pack)


def test_hubei_shows_its_weight_and_the_nations_method():
    rows = {(row.section.render(), row.key.render()): row for row in describe(load_pack("cn-hubei"))}
    weight, method = rows["Budget execution", "weight"], rows["Budget execution", "method"]
    assert (weight.layer.id, weight.citation.id) == ("cn-hubei", "hubei")
    assert (method.layer.id, method.citation.id) == ("cn-mof-2020-10", "execution")


def test_hubei_states_weight_and_base_of_the_rate():
    pack = load_pack("cn-hubei")
    assessment = scored(pack)
    execution = assessment.projects[0].execution
    assert (execution.citation.id, execution.layer.id) == ("hubei", "cn-hubei")
    assert (execution.weight_from[0].id, execution.weight_from[1].id) == ("hubei", "cn-hubei")
    text = "\n".join(explain(assessment, assessment.projects[0].project, "", str))
    assert "Source: 湖北省财政部门的自评要求（文号未知） (not verified)" in text


ONLY_THE_WEIGHT = """
schema = "selfeval.rules/1"
extends = "cn-mof-2020-10"
id = "weight-20"
version = "1"
title = "执行率 20 分"

[citations.own]
document = "某县财预〔2026〕1号"
seen = "quoted"

[execution]
weight = 20
cite = "own"

[[weights.layouts]]
cite = "own"
tiers = { "产出" = 40, "效益" = 30, "满意度" = 10 }
"""


def test_a_weight_of_its_own_is_explained_with_both_sources(tmp_path):
    path = tmp_path / "weight-20.toml"
    path.write_text(ONLY_THE_WEIGHT, encoding="utf-8")
    assessment = scored(load_pack(str(path)))
    execution = assessment.projects[0].execution
    assert (execution.citation.id, execution.layer.id) == ("execution", "cn-mof-2020-10")
    text = "\n".join(explain(assessment, assessment.projects[0].project, "", str))
    assert "Source: 财预〔2020〕10号" in text
    assert "Source of the weight: 某县财预〔2026〕1号 (not verified); rule pack weight-20" in text


def test_only_a_missed_upper_limit_rests_on_the_reverse_formula(county):
    met, short, missed = scored(county, ("≤10次", "9次"), ("≥10次", "9次"), ("≤10次", "15次")).projects[0].indicators
    assert [(row.citation.id, row.layer.id) for row in (met, short)] == [("quantity", "cn-mof-2020-10")] * 2
    assert (missed.score, missed.citation.id, missed.layer.id) == (5, "county", "county")


def test_a_change_shows_the_sources_of_its_own_value(county):
    changes = {change.path: change for change in diff(load_pack("cn-mof-2020-10"), county)}
    reverse = changes["methods.quantity.reverse"]
    assert (reverse.old_citation.id, reverse.new_citation.id) == ("quantity", "county")


def test_a_change_without_a_source_is_said(tmp_path):
    path = tmp_path / "county.toml"
    path.write_text(OVERLAY.replace('cite = "county"\nreverse', "reverse"), encoding="utf-8")
    found = [problem.message.render() for problem in check_file(str(path)) if problem.code == "R151"]
    assert [text.partition(":")[0] for text in found] == ["methods[1]"]
    [missed] = scored(load_pack(str(path)), ("≤10次", "15次")).projects[0].indicators
    assert missed.citation is None and missed.layer.id == "county"
    assert "no source given" in missed.why.render()
