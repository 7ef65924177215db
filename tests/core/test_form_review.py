"""A form reviewed: deductions by kind, deviation, discount, form quality; laws that hold for every review."""

from dataclasses import replace
from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Claimed, Department, Indicator, Project
from selfeval.core.problems import NOTHING, Problem, Severity, msg
from selfeval.core.report.document import Sentence
from selfeval.core.review.letter import CORRECT_SCORE, corrections
from selfeval.core.review.letter_text import letter
from selfeval.core.review.plain import FormReview
from selfeval.core.review.proposals import Verdict, proposals, verdict_key, verdict_text
from selfeval.core.review.proposed_deductions import with_taken
from selfeval.core.review.totals import review_project
from selfeval.core.rules.choices import DeviationOf, DiscountOf, NotApplicablePolicy, TotalRounding
from selfeval.core.scoring.assessment import assess_project
from selfeval.i18n import translator
from selfeval.rulepacks.load import load_pack
from tests.examples import examples

PACK = load_pack("variant-review-checklist")
SURVEY = "满意度没有调查：没有问卷"


def row(number, tier1="产出指标", target="≥100", actual="100", weight="45", claimed=None, **more):
    name = more.pop("name", f"指标{number}")
    return Indicator(
        f"i{number}", tier1, "", name, target, weight=D(weight), actual=actual, claimed_score=claimed, **more
    )


UNCLAIMED = Claimed()


def project(*rows, claimed=UNCLAIMED):
    return Project("p", "表", "项目", budget={"adjusted": "100", "executed": "100"}, indicators=rows, claimed=claimed)


def reviewed(one, facts=(), pack=PACK):
    unit = Evaluation(Department(year=2025, projects=(one,)))
    step = unit.step([(FactKey("p", item, field), text) for item, field, text in facts])
    return review_project(assess_project(unit, one, pack), unit.enter(step) if step else unit, pack)


TWO = (row(1), row(2))


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("没有佐证：未附", "0.00"),
        ("不属于本项目：属另一项目", "0.00"),
        ("部分无法核实：电话记录", "31.50"),
        ("大部分无法核实：台账不全", "18.00"),
        ("全部无法核实：没有台账", "0.00"),
        ("no-evidence：写代号也认", "0.00"),
        ("部分无法核实：甲；大部分无法核实：乙", "4.50"),
        ("大部分无法核实：甲；全部无法核实：乙", "0.00"),
        ("部分无法核实 ： 全角和空格", "31.50"),
    ],
)
def test_each_kind_takes_off_what_the_pack_says(text, score):
    found = reviewed(project(*TWO), [("i2", "deduction", text)])
    assert found.rows[1].score == D(score)
    assert found.total == D("55.00") + D(score)


@pytest.mark.parametrize(
    ("rows", "facts", "codes"),
    [
        (TWO, [("i1", "deduction", "没有佐证")], ["S202"]),
        (TWO, [("i1", "deduction", "没带佐证：丢了")], ["S201"]),
        (TWO, [("i1", "deduction", SURVEY)], ["S204"]),
        ((row(1, "满意度指标"), row(2)), [("i1", "deduction", SURVEY)], []),
        (TWO, [("i1", "deduction", "同一事实重复计分：见附件")], ["S203"]),
        (TWO, [("i1", "deduction", "同一事实重复计分：与指标2同一事实")], []),
        (TWO, [("i1", "deduction", "同一事实重复计分：与指标1同一事实")], ["S203"]),
        (
            TWO,
            [("i1", "deduction", "同一事实重复计分：与指标2"), ("i2", "deduction", "同一事实重复计分：与指标1")],
            ["S205", "S205"],
        ),
        (TWO, [("", "quality.logic", "11")], ["S206"]),
        (TWO, [("", "quality.logic", "十分多")], ["S206"]),
        (TWO, [("", "quality.logic", "10分")], []),
        (TWO, [("", "quality.logic", "-1")], ["S206"]),
    ],
)
def test_what_cannot_count_or_lacks_something_is_told(rows, facts, codes):
    assert [problem.code for problem in reviewed(project(*rows), facts).problems] == codes


@pytest.mark.parametrize("actual", ["见附件", "", "完成情况良好，详见报告"])
def test_a_row_of_which_nothing_is_left_needs_no_outcome(actual):
    found = reviewed(project(row(1), row(2, actual=actual)), [("i2", "deduction", "没有佐证：没有附件")])
    assert (found.rows[1].score, found.total) == (D("0.00"), D("55.00"))
    partly = reviewed(project(row(1), row(2, actual=actual)), [("i2", "deduction", "部分无法核实：没有附件")])
    assert (partly.rows[1].score, partly.total) == (None, None)


NOTHING_LEFT = [("i2", "deduction", "没有佐证：没有附件")]


def in_whole(pack, how):
    return replace(pack, rounding=replace(pack.rounding, places=0, total=how))


@pytest.mark.parametrize(("how", "total"), [(TotalRounding.SUM_OF_ROUNDED, "46"), (TotalRounding.ROUNDED_SUM, "47")])
@pytest.mark.parametrize("actual", ["0", "见附件"])
def test_the_total_of_a_struck_row_is_that_of_the_scorer(how, total, actual):
    rows = (row(1, weight="30", actual="61.4"), row(2, weight="30", actual=actual), row(3, weight="30", actual="61.4"))
    found = reviewed(project(*rows), NOTHING_LEFT, in_whole(PACK, how))
    assert [line.score for line in found.rows] == [D(18), D(0), D(18)]
    assert found.total == D(total)


@pytest.mark.parametrize("policy", NotApplicablePolicy)
def test_a_held_total_stays_held_although_another_row_is_struck(policy):
    pack = replace(PACK, weights=replace(PACK.weights, not_applicable=policy))
    rows = (row(1, weight="30"), row(2, weight="30", actual=""), row(3, weight="30", not_applicable="本年没有安排"))
    found = reviewed(project(*rows), NOTHING_LEFT, pack)
    assert found.rows[1].score == 0
    assert (found.total is None) == (policy is NotApplicablePolicy.HOLD)
    assert bool(found.note) == (policy is NotApplicablePolicy.HOLD)


def test_a_struck_row_keeps_what_was_said_about_its_outcome():
    found = reviewed(project(row(1), row(2, actual="完成情况良好，详见报告")), NOTHING_LEFT)
    assert found.rows[1].notes


@pytest.mark.parametrize(
    ("of", "deviation"), [(DeviationOf.WEIGHT, "1/5"), (DeviationOf.SELF, "9/44"), (DeviationOf.REVIEWED, "9/35")]
)
def test_the_deviation_is_held_against_what_the_pack_says(of, deviation):
    pack = replace(PACK, recheck=replace(PACK.recheck, deviation_of=of))
    one = project(row(1, claimed=D(44)), row(2))
    found = reviewed(one, [("i1", "actual", f"{D(35) / 45 * 100:.20f}")], pack)
    assert found.rows[0].score == D("35.00")
    assert found.rows[0].deviation == Fraction(deviation)


def test_no_deviation_from_nothing():
    pack = replace(PACK, recheck=replace(PACK.recheck, deviation_of=DeviationOf.REVIEWED))
    found = reviewed(project(*TWO), [("i1", "deduction", "没有佐证：无")], pack)
    assert found.rows[0].deviation is None


GRADES = [  # self-total, reviewed outcome of the second row, steps lower, percent, final of the reviewed total
    ("100", "100", 0, None, "100.00"),
    ("100", "80", 0, None, "91.00"),
    ("100", "77", 1, "90", "80.69"),
    ("100", "40", 2, "80", "58.40"),
    ("100", "0", 3, "70", "38.50"),
    ("85", "77", 0, None, "89.65"),
    ("59", "77", 0, None, "89.65"),
]


@pytest.mark.parametrize(("own", "actual", "lower", "percent", "final"), GRADES)
def test_a_lower_grade_leaves_what_the_pack_says(own, actual, lower, percent, final):
    found = reviewed(project(*TWO, claimed=Claimed(total=D(own))), [("i2", "actual", actual)])
    assert (found.discount.lower_by if found.discount else 0) == lower
    assert found.discount is None if percent is None else found.discount.percent == D(percent)
    assert found.final == D(final)


def test_the_discount_of_the_self_total_never_leaves_more_than_the_review_found():
    pack = replace(PACK, recheck=replace(PACK.recheck, discount_of=DiscountOf.SELF))
    one = project(*TWO, claimed=Claimed(total=D(100)))
    low = reviewed(one, [("i1", "actual", "0"), ("i2", "actual", "0")], pack)
    assert (low.total, low.discount.of, low.final) == (D("10.00"), D(100), D("10.00"))
    near = reviewed(one, [("i2", "actual", "77")], pack)
    assert (near.total, near.final) == (D("89.65"), D("89.65"))
    with_90 = reviewed(project(*TWO, claimed=Claimed(total=D(95))), [("i2", "actual", "77")], pack)
    assert with_90.final == D("85.50")


@pytest.mark.parametrize(("actual", "verified"), [("77", False), ("77", True), ("100", False)])
def test_the_letter_says_whose_rule_a_discount_is(actual, verified):
    cited = {name: replace(one, verified=verified) for name, one in PACK.citations.items()}
    found = reviewed(project(*TWO, claimed=Claimed(total=D(100))), [("i2", "actual", actual)])
    pack = replace(PACK, citations=cited)
    said = letter(FormReview(2025, pack, (found,), (), (), ()), "表.xlsx", "今天", translator("zh"))
    texts = [part for one in said.pieces if isinstance(one, Sentence) for part in one.parts]
    lower = actual == "77"
    ground = "某区复核清单" + ("" if verified else "（待核实）")
    assert (
        f"复核等级低于自评等级的，最终得分按复核总分和折扣计算，不高于复核总分（依据：{ground}）。" in texts
    ) is lower
    assert any(text.startswith("注：注明“待核实”") for text in texts) is (lower and not verified)


def test_the_grade_that_the_form_prints_counts_before_that_of_its_total():
    found = reviewed(project(*TWO, claimed=Claimed(total=D(85), grade="优")), [("i2", "actual", "60")])
    assert (found.self_grade, found.grade, found.discount.percent) == ("优", "良", D(90))


def test_an_earlier_reviewers_grade_in_the_form_is_not_counted_twice():
    one = replace(project(*TWO), review_grade="差")
    assert reviewed(one).total == D("100.00")


def test_over_achievement_and_a_score_unlike_the_rules_are_noted():
    found = reviewed(project(row(1, actual="131"), row(2, actual="90", claimed=D(45))))
    assert [note.render() for note in found.rows[0].notes] == ["far above the target: 131% of it"]
    assert "claims 45" in found.rows[1].notes[0].render()
    assert (found.rows[1].self_score, found.rows[1].score) == (D(45), D("40.50"))


QUALITY = {"upload": 20, "completeness": 20, "logic": 10, "grounds": 20, "depth": 20, "suggestions": 20}


@pytest.mark.parametrize(
    ("points", "total", "of_hundred"),
    [(QUALITY, "110", "100.00"), ({**QUALITY, "depth": 0}, "90", "81.82"), ({"upload": 20}, None, None)],
)
def test_form_quality_is_added_up_and_scaled(points, total, of_hundred):
    found = reviewed(project(*TWO), [("", f"quality.{name}", str(value)) for name, value in points.items()]).quality
    assert (found.total, found.of_hundred) == (total and D(total), of_hundred and D(of_hundred))


# -- proposals


def finding(code, indicator="i1"):
    return Problem(code, Severity.WARNING, msg("no survey"), project="p", indicator=indicator)


def test_a_proposal_is_no_judgement_until_it_is_taken():
    one = project(row(1, "满意度指标"), row(2))
    unit = Evaluation(Department(year=2025, projects=(one,)))
    hit = finding("A108")
    (proposed,) = proposals([hit], unit, PACK)
    assert (proposed.verdict, proposed.kind.id) == (Verdict.OPEN, "no-survey")
    review = reviewed(one)
    assert review.total == D("100.00")
    assert corrections([review], [proposed], PACK) == ()

    given = with_taken([(verdict_key(hit), verdict_text(Verdict.TAKEN, ""))], [hit], unit, PACK, str)
    assert given[FactKey("p", "i1", "deduction")] == "满意度没有调查：no survey"
    after = unit.enter(unit.step(given.items()))
    assert review_project(assess_project(unit, one, PACK), after, PACK).total == D("55.00")


def test_a_finding_left_takes_nothing_off_and_keeps_why():
    hit = finding("A108")
    unit = Evaluation(Department(year=2025, projects=(project(row(1, "满意度指标")),)))
    values = [(verdict_key(hit), verdict_text(Verdict.LEFT, "有现场记录"))]
    given = with_taken(values, [hit], unit, PACK, str)
    assert dict(values) == given
    (one,) = proposals([hit], unit.enter(unit.step(values)), PACK)
    assert (one.verdict, one.why) == (Verdict.LEFT, "有现场记录")


def test_the_letter_lists_only_what_the_reviewer_found_with_its_cell():
    one = project(*TWO)
    review = reviewed(one, [("i1", "actual", "90"), ("i2", "deduction", "没有佐证：未附名单")])
    taken = proposals([finding("B105", "")], Evaluation(Department(projects=(one,))), PACK)
    asked = corrections([review], taken, PACK)
    assert [(item.subject, str(item.where)) for item in asked] == [("指标1", "表")] * 2 + [("指标2", "表")] * 2
    assert corrections([reviewed(one)], taken, PACK) == ()


def test_what_was_found_of_the_whole_file_is_not_asked_of_the_unit_before_it_is_taken():
    """A reader's remark that a .csv keeps no formulas stood in every letter about one."""
    one = project(*TWO)
    found = [Problem("F216", Severity.INFO, msg("kept less"))]
    (proposed,) = proposals(found, Evaluation(Department(projects=(one,))), PACK)
    assert corrections([reviewed(one)], [proposed], PACK) == ()
    taken = replace(proposed, verdict=Verdict.TAKEN)
    assert [item.source.render() for item in corrections([reviewed(one)], [taken], PACK)] == ["check F216"]


@pytest.mark.parametrize(
    ("code", "verdict", "facts", "asked"),
    [
        ("A104", Verdict.OPEN, [], ["check A104"]),
        ("A105", Verdict.OPEN, [], ["check A105"]),
        ("A104", Verdict.TAKEN, [], ["check A104"]),
        ("A104", Verdict.LEFT, [], ["score"]),
        ("A104", Verdict.OPEN, [("i2", "actual", "60")], ["outcome", "score"]),
        ("A111", Verdict.OPEN, [], ["score"]),
    ],
)
def test_a_figure_in_doubt_is_asked_about_and_not_its_score(code, verdict, facts, asked):
    one = project(row(1), row(2, actual="50", claimed=D(45)))
    (proposed,) = proposals([finding(code, "i2")], Evaluation(Department(projects=(one,))), PACK)
    found = corrections([reviewed(one, facts)], [replace(proposed, verdict=verdict)], PACK)
    words = {CORRECT_SCORE: "score", NOTHING: ""}
    assert [item.source.render() or words.get(item.ask, "outcome") for item in found] == asked


# -- laws

KINDS = [rule for rule in PACK.deductions if not rule.tier1]


@st.composite
def reviews(draw):
    rows = draw(st.integers(1, 4))
    weights = [D(90) / rows] * rows
    facts = []
    for number in range(1, rows + 1):
        kinds = draw(st.lists(st.sampled_from(KINDS), unique_by=lambda rule: rule.id, max_size=4))
        facts.append((f"i{number}", "deduction", "；".join(f"{rule.title}：因为" for rule in kinds)))
        facts.append((f"i{number}", "actual", str(draw(st.integers(0, 200)))))
    made = [row(number, weight=str(weight), actual=str(draw(st.integers(0, 200))))
            for number, weight in enumerate(weights, 1)]  # fmt: skip
    own = draw(st.decimals(0, 100, places=2))
    return project(*made, claimed=Claimed(total=own)), facts


@settings(max_examples=examples(80), deadline=None)
@given(reviews())
def test_no_review_gives_more_than_the_outcome_earned_or_less_than_nothing(case):
    one, facts = case
    plain = reviewed(one, [fact for fact in facts if fact[1] == "actual"])
    found = reviewed(one, facts)
    for before, after in zip(plain.rows, found.rows, strict=True):
        assert 0 <= after.score <= before.score <= after.found.weight.effective
    assert found.total == sum((line.score for line in found.rows), found.execution_score)
    assert 0 <= found.final <= found.total <= plain.total
