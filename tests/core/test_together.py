"""A project of several units: what adds up, what is a mean, what has no number; the laws of all of it."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import AMOUNTS, Department, Indicator, Project
from selfeval.core.rules.choices import JoinedAnswers, JoinedDates, WeighedBy
from selfeval.core.scoring.assessment import assess, assess_project
from selfeval.core.texts.targets.read import read_target
from selfeval.core.together.doubts import doubts
from selfeval.core.together.figures import adds_up
from selfeval.core.together.part import How, Part
from selfeval.core.together.projects import department, joint_projects, matched
from selfeval.core.units import in_wan
from selfeval.rulepacks.load import load_pack
from tests.examples import examples

PACK = load_pack("variant-review-checklist")


def row(name, target, actual, weight="90", tier1="产出指标", tier2="数量指标", **more):
    weight = None if weight is None else D(weight)
    return Indicator(f"{tier1}/{name}", tier1, tier2, name, target, weight=weight, actual=actual, **more)


def part(unit, *rows, executed="100", adjusted="100", code="001", money_unit="万元", **more):
    budget = {name: text for name, text in (("adjusted", adjusted), ("executed", executed)) if text}
    project = Project("p", unit, "项目", code=code, name="项目", unit=unit, budget=budget, indicators=rows,
                      money_unit=money_unit, **more)  # fmt: skip
    evaluation = Evaluation(Department(year=2025, projects=(project,)))
    result = assess_project(evaluation, project, PACK)
    money = {name: in_wan(result.budget.amount(name), result.budget.unit) for name in AMOUNTS}
    return Part(unit, f"{unit}.xlsx", evaluation, result, money)


def joint(*parts, pack=PACK):
    made = joint_projects(matched(parts), pack, str)
    return made, assess(Evaluation(department(made, parts[0].evaluation.department, 2025)), pack)


@pytest.mark.parametrize(
    ("name", "target", "added"),
    [
        ("培训人次", "≥100人次", True),
        ("受益人数", "≥3000人", True),
        ("修路里程", "≥10公里", True),
        ("处理污水", "≥300吨/日", True),
        ("投入资金", "≤180万元", True),
        ("绿化面积", "≥50平方米", True),
        ("检查次数", "≥4次/年", True),
        ("标准化厂房", "≥3座", True),
        ("达标率考核单位数量", "≥3个", True),
        ("培训人数", "≥50", True),
        ("合格率", "≥95%", False),
        ("满意度", "≥90%", False),
        ("补助标准", "≤500元/人", False),
        ("补助标准", "=500元", False),
        ("人均补助（元）", "≥500元", False),
        ("单位成本", "≤30元/平方米", False),
        ("办结时限", "≤3个工作日", False),
        ("响应时间", "≤30分钟", False),
        ("排名", "≤5名次", False),
        ("增长倍数", "≥2倍", False),
        ("下降幅度", "较上年下降10%以上", False),
        ("得分", "≥90分", False),
        ("覆盖比例", "≥0.9", False),
    ],
)
def test_counts_and_amounts_add_up_rates_prices_and_times_do_not(name, target, added):
    assert adds_up(read_target(target, name=name), name) is added


ROWS = [  # name, target and outcome of both units (executed 100 and 300), joint target, joint outcome, how
    ("培训人次", ("≥10人次", "12人次"), ("≥20人次", "22人次"), "≥30人次", "34人次", How.SUM),
    ("投入", ("≤1.5万元", "1万元"), ("≤2万元", "2.25万元"), "≤3.5万元", "3.25万元", How.SUM),
    ("合格率", ("≥90%", "80%"), ("≥90%", "100%"), "≥90%", "95%", How.MEAN),
    ("合格率", ("≥80%", "90%"), ("≥100%", "90%"), "≥95%", "90%", How.MEAN),
    ("补助标准", ("≤500元/人", "500元/人"), ("≤300元/人", "400元/人"), "≤350元/人", "425元/人", How.MEAN),
    ("办结时限", ("≤3个工作日", "2个工作日"), ("≤3个工作日", "4个工作日"), "≤3个工作日", "3.5个工作日", How.MEAN),
    ("设站", ("10—20座", "15座"), ("20—30座", "35座"), "30—50座", "50座", How.SUM),
    (
        "完成时间",
        ("2025年6月底前", "2025-05-01"),
        ("2025年9月底前", "2025-10-02"),
        "2025年9月底前",
        "2025-10-02",
        How.LATEST,
    ),
    ("建成与否", ("是", "是"), ("是", "是"), "是", "是", How.ALL_YES),
    ("建成与否", ("是", "是"), ("是", "否"), "是", "否", How.ALL_YES),
    (
        "改善环境",
        ("有效改善", "达成年度指标 100%"),
        ("有效改善", "达成年度指标 80%"),
        "有效改善",
        "达成年度指标",
        How.WEIGHED,
    ),
]


@pytest.mark.parametrize(("name", "one", "other", "target", "actual", "how"), ROWS)
def test_each_sort_of_row_becomes_one(name, one, other, target, actual, how):
    (made,), _ = joint(part("甲", row(name, *one)), part("乙", row(name, *other), executed="300"))
    (line,) = made.rows
    assert (line.joined.target, line.joined.actual, line.joined.how) == (target, actual, how)
    assert made.project.budget["executed"] == "400"
    assert "甲" in made.project.indicators[0].evidence
    assert "乙" in made.project.indicators[0].evidence


def test_shares_of_answers_are_weighed_and_the_answer_is_that_of_the_mean():
    rows = (("达成年度指标 100%", "部分达成年度指标并具有一定效果 60%"), ("100", "300"))
    parts = [part(unit, row("改善", "有效改善", actual), executed=money)
             for unit, actual, money in zip("甲乙", *rows, strict=True)]  # fmt: skip
    (made,), assessment = joint(*parts)
    assert (made.rows[0].joined.share, made.rows[0].joined.actual) == ("70", "部分达成年度指标并具有一定效果")
    assert assessment.projects[0].indicators[0].score == D("63.00")


@pytest.mark.parametrize(
    ("relative", "actual"), [(WeighedBy.EXECUTED, "95%"), (WeighedBy.ADJUSTED, "92%"), (WeighedBy.SIMPLE, "90%")]
)
def test_the_pack_says_what_weighs(relative, actual):
    pack = replace(PACK, aggregation=replace(PACK.aggregation, relative=relative))
    one = part("甲", row("合格率", "≥90%", "80%"), executed="100", adjusted="400")
    other = part("乙", row("合格率", "≥90%", "100%"), executed="300", adjusted="600")
    (made,), _ = joint(one, other, pack=pack)
    assert made.rows[0].joined.actual == actual


@pytest.mark.parametrize(
    ("rule", "rows", "actual"),
    [
        ({"dates": JoinedDates.NONE}, (("2025年6月底前", "2025-05-01"), ("2025年6月底前", "2025-05-02")), ""),
        (
            {"answers": JoinedAnswers.LOWEST},
            (("有效改善", "达成年度指标 90%"), ("有效改善", "达成年度指标 85%")),
            "达成年度指标",
        ),
        ({"answers": JoinedAnswers.NONE}, (("有效改善", "达成年度指标 90%"), ("有效改善", "达成年度指标 85%")), ""),
    ],
)
def test_the_pack_says_what_stands_for_dates_and_answers(rule, rows, actual):
    pack = replace(PACK, aggregation=replace(PACK.aggregation, **rule))
    (made,), _ = joint(part("甲", row("某事", *rows[0])), part("乙", row("某事", *rows[1])), pack=pack)
    assert made.rows[0].joined.actual == actual
    if "answers" in rule and actual:
        assert made.rows[0].joined.share == "85"
    assert bool(made.rows[0].joined.doubt) is not bool(actual)


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ((row("甲事", "≥1人次", "1人次"),), (row("甲事", "≥1人次", ""),), ["S208"]),
        ((row("甲事", "≥1人次", "1人次"),), (row("甲事", "≥1人次", "说不清"),), ["S208"]),
        ((row("甲事", "≥1人次", "1人次"),), (row("乙事", "≥1人次", "1人次"),), ["S209", "S209"]),
        ((row("甲事", "≥1人次", "1人次"),), (row("甲事", "≤1人次", "1人次"),), ["S209", "S209"]),
        ((row("甲事", "≥1人次", "1人次"),), (row("甲事", "≥1场", "1场"),), ["S209", "S209"]),
        ((row("甲事", "≥1人次", "1人次"),), (row("甲事", "≥1人次", "1人次"),), []),
    ],
)
def test_what_cannot_be_put_together_is_said_in_its_row(one, other, codes):
    made, _ = joint(part("甲", *one), part("乙", *other))
    assert [problem.code for problem in doubts(made)] == codes


def test_an_unknown_amount_is_told_and_weighs_nothing_in_silence():
    one = part("甲", row("合格率", "≥90%", "80%"))
    other = part("乙", row("合格率", "≥90%", "100%"), executed="")
    made, _ = joint(one, other)
    assert made[0].rows[0].joined.actual == "90%"
    assert [problem.code for problem in doubts(made)].count("S210") >= 1
    assert "executed" not in made[0].project.budget
    assert "不" not in made[0].rows[0].joined.said.render()
    assert "each unit counts the same" in made[0].rows[0].joined.said.render()


def test_amounts_of_other_units_of_money_are_added_up_in_wan():
    (made,), _ = joint(part("甲", row("甲事", "≥1人次", "1人次")), part("乙", row("甲事", "≥1人次", "1人次"),
                       executed="500000", adjusted="1000000", money_unit="元"))  # fmt: skip
    assert (made.project.budget["adjusted"], made.project.budget["executed"]) == ("200", "150")


def test_a_row_that_does_not_apply_to_a_unit_is_left_out_of_it():
    one, other = row("甲事", "≥1人次", "1人次"), row("甲事", "≥1人次", "", not_applicable="未开展")
    (made,), _ = joint(part("甲", one), part("乙", other))
    assert (made.rows[0].joined.how, made.rows[0].joined.actual) == (How.ALONE, "1人次")
    (gone,), _ = joint(part("甲", other), part("乙", other))
    assert gone.project.indicators[0].not_applicable == "甲：未开展；乙：未开展"


def test_points_that_differ_are_their_mean_and_still_add_up():
    one = part("甲", row("甲事", "≥1人次", "1人次", "60"), row("乙事", "≥1人次", "1人次", "30"))
    other = part(
        "乙",
        row("甲事", "≥1人次", "1人次", "70"),
        row("乙事", "≥1人次", "1人次", "10"),
        row("丙事", "≥1场", "1场", "10"),
    )
    (made,), assessment = joint(one, other)
    assert [item.weight for item in made.project.indicators] == [D(65), D(20), D(5)]
    assert assessment.projects[0].total == D("100.00")


@pytest.mark.parametrize(
    ("codes", "groups"), [(("001", "001"), 1), (("001", "002"), 2), (("001", ""), 1), (("", ""), 1)]
)
def test_projects_are_matched_by_code_else_by_name(codes, groups):
    parts = [part(unit, row("甲事", "≥1人次", "1人次"), code=code) for unit, code in zip("甲乙", codes, strict=True)]
    assert len(matched(parts)) == groups


def test_two_projects_of_one_unit_stay_two_although_they_are_called_alike():
    parts = [part("甲", row("甲事", "≥1人次", "1人次"), code="") for _ in range(2)]
    assert [len(group) for group in matched([*parts, part("乙", row("甲事", "≥1人次", "1人次"), code="")])] == [2, 1]


@pytest.mark.parametrize("code", ["001", "", "001#2"])
def test_each_joint_project_has_an_id_of_its_own(code):
    parts = [part(unit, row("甲事", "≥1人次", "1人次"), code=code) for unit in "甲甲乙甲"]
    made, assessment = joint(*parts, part("丁", row("甲事", "≥1人次", "1人次"), code="001#2"))
    assert len({one.project.id for one in made}) == len(made) > 2
    assert len({result.project.id for result in assessment.projects}) == len(made)


@pytest.mark.parametrize(
    ("said", "joined"),
    [
        (("是", "已完成"), "是"),
        (("完成", "是", "√"), "是"),
        (("已完成", "未完成"), "否"),
        (("否", "未完成"), "否"),
        (("是", ""), ""),
        (("否", "说不清"), ""),
        (("已完成", "已完成"), "已完成"),
        (("", ""), ""),
    ],
)
def test_whether_all_units_have_finished_is_read_not_spelled(said, joined):
    parts = [
        part(unit, row("甲事", "≥1人次", "1人次"), finished=text) for unit, text in zip("甲乙丙", said, strict=False)
    ]
    assert joint(*parts)[0][0].project.finished == joined


# -- laws

TARGETS = st.sampled_from(["≥10人次", "≤10万元", "≥90%", "≤5个工作日", "2025年6月底前", "是", "有效改善", "10—20座"])
ACTUALS = {
    "≥10人次": ["5人次", "10人次", "13人次"], "≤10万元": ["8万元", "12万元"], "≥90%": ["45%", "88.8%", "95%"],
    "≤5个工作日": ["4个工作日", "7个工作日"], "2025年6月底前": ["2025-06-01", "2025-07-02"], "是": ["是", "否"],
    "有效改善": ["达成年度指标 91%", "部分达成年度指标并具有一定效果 66%"], "10—20座": ["8座", "15座", "25座"],
}  # fmt: skip


@st.composite
def forms(draw):
    targets = draw(st.lists(TARGETS, min_size=1, max_size=5))
    weights = [D(90) - 10 * (len(targets) - 1), *[D(10)] * (len(targets) - 1)]
    stated = draw(st.booleans())
    rows = [
        row(f"事{number}", target, draw(st.sampled_from(ACTUALS[target])), str(weight) if stated else None)
        for number, (target, weight) in enumerate(zip(targets, weights, strict=True))
    ]
    return rows, draw(st.sampled_from(["100", "77.7", "0.03"])), draw(st.integers(1, 4))


@settings(max_examples=examples(80), deadline=None)
@given(forms())
def test_one_unit_is_itself_and_equal_units_are_one(case):
    rows, executed, count = case
    alone = part("甲", *rows, executed=executed)
    parts = [part(f"单位{number}", *rows, executed=executed) for number in range(count)]
    _, assessment = joint(*parts)
    result = assessment.projects[0]
    assert [item.score for item in result.indicators] == [item.score for item in alone.result.indicators]
    assert (result.total, result.grade) == (alone.result.total, alone.result.grade)
    assert [item.weight.effective for item in result.indicators] == [
        item.weight.effective for item in alone.result.indicators
    ]


@pytest.mark.parametrize(
    ("reasons", "wanted"),
    [
        (("汛期停工", "汛期停工"), "汛期停工"),
        (("汛期停工", ""), "甲局：汛期停工"),
        (("", "汛期停工"), "乙局：汛期停工"),
        (("汛期停工", "设备迟到"), "甲局：汛期停工；乙局：设备迟到"),
        (("", ""), ""),
    ],
)
def test_what_one_unit_says_stands_under_its_name(reasons, wanted):
    parts = [part(unit, row("修路", "≥10公里", "8公里", reason=said))
             for unit, said in zip(("甲局", "乙局"), reasons, strict=True)]  # fmt: skip
    made, _ = joint(*parts)
    assert made[0].project.indicators[0].reason == wanted
    alone, _ = joint(parts[0])
    assert alone[0].project.indicators[0].reason == reasons[0]
