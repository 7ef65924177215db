"""The share of a qualitative answer, in every pack, at every edge: what is accepted, refused, and taken for a blank."""

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction
from functools import cache

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.rules.rounding import Rounding
from selfeval.core.rules.shares import answer_for_share, in_band, share_of_claim, supposed_share
from selfeval.core.rules.weights.weighing import Weight
from selfeval.core.scoring.assessment import answer_words, assess
from selfeval.core.scoring.indicator import score_indicator
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.read import read_target
from selfeval.rulepacks.finding import bundled_folder, pack_files
from selfeval.rulepacks.load import load_pack as load

PACKS = [path.stem for path in pack_files(bundled_folder())]
EDGES = ["0", "49.99", "50", "59.99", "60", "79.99", "80", "80.01", "99.99", "100"]
load_pack = cache(load)
TOPS = {name: {"partly": "79", "not_achieved": "49"} for name in ("cn-mof-2021-101", "cn-hubei")}
"""What a blank takes under 10 points, where it is not 79 and 59."""


def scored(pack, actual, share="", weight="10"):
    row = Indicator("i1", "效益指标", "社会效益指标", "效果", "有效改善", weight=D(weight), actual=actual)
    target = read_target(row.target, tier1=row.tier1, tier2=row.tier2, name=row.tier3, year=2025)
    outcome = read_actual(actual, target, answers=answer_words(pack), year=2025)
    return score_indicator(row, target, outcome, Weight(D(weight), D(weight), "workbook"), pack, share=share)


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("pack_id", PACKS)
def test_a_share_counts_only_with_the_answer_whose_band_holds_it(pack_id, edge):
    pack = load_pack(pack_id)
    owner = answer_for_share(pack, D(edge))
    for answer in pack.answers:
        as_fact, in_text = scored(pack, answer.label, edge), scored(pack, f"{answer.label} {edge}%")
        assert in_band(answer, D(edge)) == (answer is owner)
        if answer is owner:
            assert as_fact.score == in_text.score is not None
            assert as_fact.share == in_text.share == D(edge)
        else:
            assert as_fact.score is None and in_text.score is None
            assert owner.label in as_fact.why.render(), "the answer that the share belongs to is named"


@pytest.mark.parametrize("pack_id", PACKS)
def test_an_answer_without_its_share_takes_one_inside_its_band(pack_id):
    pack = load_pack(pack_id)
    tops = {"achieved": "100", "partly": "79", "not_achieved": "59"} | TOPS.get(pack_id, {})
    for answer in pack.answers:
        result = scored(pack, answer.label)
        assert (result.share, result.answer) == (D(tops[answer.id]), answer)
        assert [note.code for note in result.assumptions] == ["share"]
        assert in_band(answer, result.share)


@pytest.mark.parametrize(
    ("weight", "places", "share"),
    [
        ("10", 2, "79"),
        ("0.5", 2, "78"),  # 0.395 would be shown as 0.40, which is 80 % of the points
        ("10", 1, "79"),
        ("5", 1, "78"),  # 3.95 would be 4.0
        ("10", 0, "74"),  # 7.5 would be 8
        ("5", 0, "69"),
        ("30", 0, "78"),
        ("1", 0, "79"),  # whole points are too coarse for the band
        ("0", 2, "79"),
    ],
)
def test_what_is_supposed_lies_below_the_edge_as_it_is_printed(weight, places, share):
    pack = load_pack("cn-mof-2020-10")
    assert supposed_share(pack.answer("partly"), D(weight), Rounding(places)) == D(share)
    result = scored(replace(pack, rounding=Rounding(places=places)), "部分达成", weight=weight)
    assert result.share == D(share)
    if weight not in {"0", "1"}:
        assert Fraction(result.score) < Fraction(D(weight)) * 80 / 100


@pytest.mark.parametrize(
    ("answer", "claimed", "weight", "share"),
    [
        ("partly", "7.99", "10", "79.9"),
        ("partly", "8", "10", "80"),  # the edge stays what it is: outside
        ("partly", "6", "10", "60"),
        ("achieved", "2.66", "3.33", "80"),  # 80 % of 3.33 is 2.664, printed as 2.66
        ("partly", "2", "3.34", "60"),
        ("achieved", "10", "10", "100"),
        ("not_achieved", "0", "10", "0"),
    ],
)
def test_a_claimed_score_is_the_share_that_its_rounding_allows(answer, claimed, weight, share):
    pack = load_pack("cn-mof-2020-10")
    assert share_of_claim(pack.answer(answer), D(claimed), D(weight), Rounding()) == D(share)


@pytest.mark.parametrize(
    ("actual", "share", "claimed", "codes", "points"),
    [
        ("部分达成", "", "8", {"S102"}, None),
        ("部分达成", "", "7.99", set(), "7.99"),
        ("部分达成", "", "6", set(), "6"),
        ("部分达成", "", "5.99", {"S102"}, None),
        ("部分达成", "", None, {"S115"}, "7.9"),
        ("部分达成 80%", "", None, {"S102"}, None),
        ("部分达成", "80", None, {"S102"}, None),
        ("部分达成", "79.99", None, set(), "8"),
        ("部分达成 79.99%", "", "8", set(), "8"),
        ("未达成", "60", None, {"S102"}, None),
        ("未达成", "", None, {"S115"}, "5.9"),
        ("未达成", "", "6", {"S102"}, None),
        ("达成年度指标", "", None, {"S115"}, "10"),
        ("达成年度指标", "100", None, set(), "10"),
        ("达成年度指标", "100.01", None, {"S102"}, None),
        ("达成年度指标", "79.99", None, {"S102"}, None),
        ("80%", "", None, set(), "8"),
    ],
)
def test_findings_and_scores_say_the_same_of_a_share(actual, share, claimed, codes, points):
    claim = D(claimed) if claimed else None
    row = Indicator("i1", "效益指标", "社会效益指标", "效果", "有效改善", weight=D(10), actual=actual, share=share)
    row = replace(row, claimed_score=claim)
    case = Evaluation(Department(year=2025, projects=(Project("p1", "p1", "p1", indicators=(row,)),)))
    assessment = assess(case, load_pack("cn-mof-2020-10"))
    found = {problem.code for problem in all_problems(assessment) if problem.code in {"S102", "S115"}}
    score = assessment.projects[0].indicators[0].score
    assert (found, score) == (codes, None if points is None else D(points))
