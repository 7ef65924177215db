"""Worked cases of reviews and of several units: they run, and one that is wrong says what came out."""

import pytest

from selfeval.rulepacks.check.cases import run
from selfeval.rulepacks.load import load_pack
from tests.places import ROOT

PACK = ROOT / "scoring_rules" / "variant-review-checklist.toml"
CASES = PACK.with_suffix("").with_suffix(".cases.toml")


def test_every_case_of_the_check_list_comes_out():
    results = run(load_pack(str(PACK)), CASES)
    assert len(results) == CASES.read_text(encoding="utf-8").count("title = ")
    assert [result.title for result in results if not result.passed] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("scores = [50, 28]", "scores = [50, 40]", "scores: 50, 40 expected, 50, 28 found"),
        ("percent = 80\n", "percent = 90\n", "percent: 90 expected, 80 found"),
        ("final = 79.2", "final = 80", "final: 80 expected, 79.2 found"),
        ("form_total = 85", "form_total = 86", "form_total: 86 expected, 85 found"),
        ('problems = ["S205"]', "", "problems: — expected, S205 found"),
        ('actuals = ["27人次"]', 'actuals = ["28人次"]', "actuals: 28人次 expected, 27人次 found"),
        ('targets = ["≥30人次"]', 'targets = ["≥20人次"]', "targets: ≥20人次 expected, ≥30人次 found"),
        ('problems = ["S208"]', "", "problems: — expected, S208 found"),
        ("total = 91", "total = 90", "total: 90 expected, 91 found"),
    ],
)
def test_a_case_that_is_wrong_says_what_came_out(tmp_path, old, new, said):
    text = CASES.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / CASES.name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [message.render() for result in run(load_pack(str(PACK)), path) for message in result.differences]
    assert said in found
