"""Every pack of the repository loads, holds its laws and gives exactly the points of its worked cases."""

from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.core.model import Tier1
from selfeval.core.problems import Severity
from selfeval.core.rules.choices import (
    Curve,
    Denominator,
    DepartmentTotal,
    ExecutionMethod,
    NotApplicablePolicy,
    OverDeduction,
    Reverse,
    TotalRounding,
    ZeroBudget,
)
from selfeval.core.rules.layers import Seen
from selfeval.rulepacks.check.cases import run
from selfeval.rulepacks.check.check import check_file
from selfeval.rulepacks.form.schema import json_schema
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.files import CASES
from tests.places import ROOT

BUNDLED = sorted(path for path in (ROOT / "scoring_rules").glob("*.toml") if not path.name.endswith(CASES))
VARIANTS = sorted(path for path in (Path(__file__).parent / "packs").glob("*.toml") if not path.name.endswith(CASES))
PACKS = [*BUNDLED, *VARIANTS]


def test_the_packs_are_there():
    assert sorted(path.stem for path in BUNDLED) == [
        "cn-chongqing",
        "cn-hebei-leting-2025",
        "cn-hubei",
        "cn-mof-2020-10",
        "cn-mof-2021-101",
        "cn-sichuan",
        "cn-sichuan-2025",
        "cn-sichuan-pidu-2025",
        "variant-caps-by-execution",
        "variant-department-core",
        "variant-department-duties",
        "variant-department-process",
        "variant-full-at-90",
        "variant-review-checklist",
        "variant-weights-40-40-20",
    ]
    assert len(VARIANTS) >= 20


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_worked_cases(path):
    results = run(load_pack(str(path)), path.with_name(f"{path.stem}{CASES}"))
    failed = {result.where: [text.render() for text in result.differences] for result in results if not result.passed}
    assert failed == {}
    assert results


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_check_finds_nothing_but_unverified_citations(path):
    assert {problem.code for problem in check_file(str(path))} <= {"R150"}
    assert all(problem.severity is Severity.INFO for problem in check_file(str(path)))


@pytest.mark.parametrize(("name", "least"), [("cn-mof-2020-10", 25), ("cn-mof-2021-101", 20)])
def test_there_are_enough_worked_cases(name, least):
    path = ROOT / "scoring_rules" / f"{name}{CASES}"
    assert len(run(load_pack(str(path.with_name(f"{name}.toml"))), path)) >= least


def test_2020_10_says_what_the_regulation_says():
    pack = load_pack("cn-mof-2020-10", folders=[ROOT / "scoring_rules"])
    assert dict(pack.weights.layouts[0].tiers) == {
        Tier1.OUTPUT: Decimal(50),
        Tier1.BENEFIT: Decimal(30),
        Tier1.SATISFACTION: Decimal(10),
    }
    assert len(pack.weights.layouts) == 1
    assert pack.execution.weight == 10
    assert pack.execution.method is ExecutionMethod.PROPORTIONAL
    assert [(answer.id, answer.upper, answer.lower) for answer in pack.answers] == [
        ("achieved", 100, 80),
        ("partly", 80, 60),
        ("not_achieved", 60, 0),
    ]
    assert [(grade.name, grade.at_least) for grade in pack.grades] == [("优", 90), ("良", 80), ("中", 60), ("差", 0)]
    over = pack.methods[0].over
    assert (over.flag_from, over.reason_from, over.deduct_from, over.deduction) == (130, 130, None, OverDeduction.NONE)
    assert pack.methods[0].reverse is Reverse.INVERSE


def test_2020_10_marks_what_is_verified():
    pack = load_pack("cn-mof-2020-10", folders=[ROOT / "scoring_rules"])
    assert pack.citation(pack.weights.layouts[0].citation).verified
    assert pack.citation(pack.execution.citation).verified
    assert pack.citation(pack.answers_citation).verified
    assert not pack.citation(pack.grades_citation).verified
    assert not pack.citation(pack.methods[0].citation).verified
    assert not pack.citation(pack.methods[0].over.citation).verified
    assert not pack.citation(pack.department_citation).verified


def test_what_was_seen_of_each_source_decides_whether_it_is_verified():
    for path in BUNDLED:
        for citation in load_pack(str(path)).citations.values():
            assert citation.verified is (citation.seen is Seen.ORIGINAL), (path.stem, citation.id)
            assert citation.seen or citation.document.startswith(
                ("本计分规则约定", "财预〔2021〕101号", "乐亭县信访局")
            )
    national = load_pack("cn-mof-2020-10", folders=[ROOT / "scoring_rules"])
    assert {name: item.seen for name, item in national.citations.items()} == {
        "weights": Seen.ORIGINAL,
        "execution": Seen.ORIGINAL,
        "bands": Seen.ORIGINAL,
        "grades": Seen.QUOTED,
        "quantity": Seen.PRACTICE,
        "over": Seen.PRACTICE,
        "plain": None,
        "monitoring": None,
    }


GRADES = [("cn-sichuan", 60), ("cn-sichuan-2025", 70), ("cn-sichuan-pidu-2025", 70), ("cn-hubei", 60)]


@pytest.mark.parametrize(("name", "middle"), GRADES)
def test_where_the_middle_grade_begins(name, middle):
    pack = load_pack(name, folders=[ROOT / "scoring_rules"])
    grades = {grade.name: grade.at_least for grade in pack.grades}
    assert grades == {"优": 90, "良": 80, "中": middle, "差": 0}


def test_sichuan_changes_with_the_year():
    before, since = (load_pack(name, folders=[ROOT / "scoring_rules"]) for name in ("cn-sichuan", "cn-sichuan-2025"))
    assert [before.is_for(year) for year in (2023, 2024, 2025)] == [True, True, False]
    assert [since.is_for(year) for year in (2024, 2025, 2030)] == [False, True, True]
    assert since.citation(since.grades_citation).document == "川财绩〔2025〕5号"


def test_hubei_says_what_its_form_shows():
    pack = load_pack("cn-hubei", folders=[ROOT / "scoring_rules"])
    assert (pack.execution.weight, pack.execution.denominator) == (20, Denominator.ADJUSTED_PLUS_CARRY_OVER)
    assert all(sum(layout.tiers.values()) == 80 for layout in pack.weights.layouts)
    assert all(set(layout.free) == set(layout.tiers) for layout in pack.weights.layouts)
    assert [(answer.upper, answer.lower) for answer in pack.answers] == [(100, 80), (80, 50), (50, 0)]


SEEN = [
    # lines of a citation, code of the mistake or whether it is verified
    ('seen = "original"', True),
    ('seen = "quoted"', False),
    ('seen = "practice"\nverified = false', False),
    ("verified = true", True),
    ('seen = "quoted"\nverified = true', "R125"),
    ('seen = "original"\nverified = false', "R125"),
    ('note = "无"', "R111"),
    ('seen = "heard"', "R113"),
]


@pytest.mark.parametrize(("lines", "wanted"), SEEN)
def test_seen_and_verified(lines, wanted, tmp_path):
    text = (Path(__file__).parent / "packs" / "caps.toml").read_text(encoding="utf-8")
    path = tmp_path / "caps.toml"
    path.write_text(text.replace("verified = false", lines, 1), encoding="utf-8")
    if isinstance(wanted, bool):
        assert load_pack(str(path)).citations["local"].verified is wanted
    else:
        assert wanted in {problem.code for problem in check_file(str(path))}


def test_2021_101_is_wholly_unverified():
    pack = load_pack("cn-mof-2021-101", folders=[ROOT / "scoring_rules"])
    assert not any(citation.verified for citation in pack.citations.values())
    assert pack.execution.finished_full
    assert [(step.at_least, step.share) for step in pack.execution.intervals] == [(100, 100), (80, 70), (60, 50)]
    assert {rule.curve for rule in pack.methods} == {
        Curve.GATE,
        Curve.INTERVALS,
        Curve.DEADLINE,
        Curve.YES_NO,
        Curve.BANDS,
    }
    assert len(pack.weights.layouts) == 4


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_no_article_is_claimed_and_no_address_is_written(path):
    assert not any(citation.article for citation in load_pack(str(path)).citations.values())
    assert "http" not in path.read_text(encoding="utf-8")


def test_the_variants_use_every_choice_a_pack_has():
    packs = [load_pack(str(path)) for path in PACKS]
    rules = [rule for pack in packs for rule in pack.methods]
    assert {rule.curve for rule in rules} == set(Curve)
    assert {rule.reverse for rule in rules} == set(Reverse)
    assert {rule.over.deduction for rule in rules} == set(OverDeduction)
    assert {pack.execution.method for pack in packs} == set(ExecutionMethod)
    assert {pack.execution.denominator for pack in packs} == set(Denominator)
    assert {pack.execution.zero_budget for pack in packs} == set(ZeroBudget)
    assert {pack.weights.not_applicable for pack in packs} == set(NotApplicablePolicy)
    assert {pack.rounding.total for pack in packs} == set(TotalRounding)
    assert {pack.rounding.places for pack in packs} == {0, 1, 2}
    assert {pack.department_total for pack in packs} == set(DepartmentTotal)
    assert {pack.money_unit for pack in packs} == {"万元", "元"}
    assert any(pack.execution.caps for pack in packs)
    assert any(not pack.grades for pack in packs)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_synonyms_of_the_wild_texts(path):
    words = {word: answer.id for answer in load_pack(str(path)).answers for word in (answer.label, *answer.synonyms)}
    for word in ("达成年度指标", "达成预期指标", "已完成", "全部完成", "完成"):
        assert words[word] == "achieved"
    for word in ("部分达成年度指标", "基本达到", "基本完成", "部分完成"):
        assert words[word] == "partly"
    for word in ("未达成年度指标", "未完成", "未达到"):
        assert words[word] == "not_achieved"
    assert "未开展" not in words  # it may also mean that the indicator does not apply: a person has to say


def test_the_readme_explains_every_key_and_choice():
    readme = (ROOT / "scoring_rules" / "README.md").read_text(encoding="utf-8")
    schema = json_schema()
    missing = []
    for block in (schema, *schema["$defs"].values()):
        names = block.get("properties", {}) if block.get("type") == "object" else block.get("enum", ())
        missing += [name for name in names if name not in {"date", "unreadable"} and name not in readme]
    assert missing == []
