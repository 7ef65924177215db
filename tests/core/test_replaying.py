"""What another rule pack changes, and which rule accounts for it: the parts always add up to the difference."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.model import Tier1
from selfeval.core.readings import Kind
from selfeval.core.replay.replay import By, replay
from selfeval.core.replay.report import change_plain, replay_plain
from selfeval.core.replay.words import reasons
from selfeval.core.rules.choices import (
    Curve,
    Denominator,
    ExecutionMethod,
    NotApplicablePolicy,
    OverDeduction,
    Reverse,
    TotalRounding,
)
from selfeval.core.rules.layers import DecidedReading, Link, LinkedTo
from selfeval.core.rules.pack import Applies, ExecutionRule, Grade, MethodRule, OverAchievement, TotalCap
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.parts.ladders import Interval
from selfeval.core.rules.parts.reviewing import ReviewStep
from selfeval.core.rules.parts.weight_rules import WeightLayout
from selfeval.core.rules.rounding import Rounding
from selfeval.core.scoring.assessment import assess
from tests.core.cases import PACK, QUANTITY, evaluation, project, row, with_method


def work(*rows, **fields):
    """An evaluation of one project, scored by the test pack."""
    return assess(evaluation(project(*rows, **fields)), PACK)


def parts(found):
    return {(part.by, part.indicator): part.points for part in found.projects[0].parts}


def usual(**fields):
    return (
        row("数", actual="85%", **fields),
        row("效", tier1="效益指标", tier2="社会效益指标", actual="90%", **fields),
        row("满", tier1="满意度指标", tier2="服务对象满意度指标", actual="45%", **fields),
    )


LAYOUT = WeightLayout({Tier1.OUTPUT: D(40), Tier1.BENEFIT: D(40), Tier1.SATISFACTION: D(10)}, "c")
EXECUTION_20 = ExecutionRule(D(20), ExecutionMethod.PROPORTIONAL, "c")
STEPS = ExecutionRule(
    D(10), ExecutionMethod.INTERVALS, "c", intervals=(Interval(D(90), D(100)), Interval(D(60), D(50)))
)


def test_nothing_changes_under_the_same_pack():
    found = replay(work(*usual()), PACK)
    assert found.changes == ()
    assert found.projects[0].parts == ()
    assert list(found.projects[0].rows()) == []


def test_points_finer_than_scores_make_no_change_of_their_own():
    rows = [row(f"数{n}", actual="95%", weight=D("3.125")) for n in range(16)]
    assert replay(work(*rows), PACK).projects[0].parts == ()
    finer = replace(PACK, rounding=replace(PACK.rounding, places=3))
    assert replay(work(*rows), finer).projects[0].parts == ()


@pytest.mark.parametrize(
    ("pack", "expected"),
    [
        (with_method(curve=Curve.GATE, gate=D(60)), {By.METHOD: D("43.06") - D("47.22") - 5}),
        (with_method(curve=Curve.ALL_OR_NOTHING), {By.METHOD: -(D("47.22") + D(5))}),
        (replace(PACK, weights=replace(PACK.weights, layouts=(LAYOUT,))), {By.WEIGHT: D("37.78") - D("47.22") + 10}),
        (replace(PACK, execution=STEPS), {By.EXECUTION: D(-3)}),
        (replace(PACK, execution=replace(STEPS, weight=D(0), method=ExecutionMethod.NONE)), None),
        (replace(PACK, rounding=Rounding(0)), {By.ROUNDING: D("-0.22")}),
        (replace(PACK, execution=replace(PACK.execution, caps=(TotalCap(D(90), D(60)),))), {By.CAP: D("-30.22")}),
        (replace(PACK, grades=(Grade("优", D(95)), Grade("良", D(0)))), {}),
        (replace(PACK, grades=(Grade("优", D(91)), Grade("良", D(0)))), {By.GRADES: D(0)}),
    ],
)
def test_each_rule_accounts_for_its_own_points(pack, expected):
    found = replay(work(*usual()), pack)
    item = found.projects[0]
    assert item.before.total == D("90.22")
    assert sum(part.points for part in item.parts) == item.difference
    if expected is None:
        assert {part.by for part in item.parts} == {By.WEIGHT, By.EXECUTION_WEIGHT}
        return
    by = {}
    for part in item.parts:
        by[part.by] = by.get(part.by, D(0)) + part.points
    if not expected:
        assert set(by) == {By.GRADES}
        assert (item.before.grade, item.after.grade) == ("优", "良")
    else:
        assert by == expected


def test_a_new_method_with_a_new_weight_is_told_apart():
    pack = replace(with_method(curve=Curve.GATE, gate=D(60)), weights=replace(PACK.weights, layouts=(LAYOUT,)))
    found = replay(work(*usual()), pack)
    key = found.projects[0].before.indicators[0].indicator.id
    before, after = (result.scored(key).score for result in (found.projects[0].before, found.projects[0].after))
    assert (before, after) == (D("47.22"), D("34.44"))
    # 85/90 × 40 = 37.78 is what the old method gives for the new weight
    assert parts(found)[By.WEIGHT, key] == D("37.78") - before
    assert parts(found)[By.METHOD, key] == after - D("37.78")


def test_a_reading_decided_by_the_pack_is_not_called_a_method():
    case = row("率", target="≤100%", weight=D(90), actual="60%")
    decided = DecidedReading(("率",), "≤100%", "≥100%", confirmed=True)
    found = replay(work(case), replace(with_method(curve=Curve.ALL_OR_NOTHING), readings=(decided,)))
    key = case.id
    assert parts(found) == {(By.READING, key): D(54) - 90, (By.METHOD, key): D(-54)}
    (first, second) = reasons(found, found.projects[0])
    assert {first.by, second.by} == {By.READING, By.METHOD}
    assert any("≥ 100%" in item.sentence.render() for item in (first, second))


def test_an_actual_taken_from_the_budget_completes_a_project():
    case = row("预算资金执行率", weight=D(90))
    found = replay(work(case), replace(PACK, links=(Link(("预算资金执行率",), LinkedTo.EXECUTION_RATE),)))
    item = found.projects[0]
    assert (item.before.total, item.after.total) == (None, 88)
    assert not item.comparable
    assert parts(found) == {(By.SCORED, case.id): D(80)}
    assert "No actual has been entered yet" in reasons(found, item)[0].sentence.render()


def test_a_total_that_is_held_says_so():
    gone = evaluation(project(*usual()), facts={("甲", usual()[2].id, "not_applicable"): "未开展"})
    held = replace(PACK, weights=replace(PACK.weights, not_applicable=NotApplicablePolicy.HOLD))
    found = replay(assess(gone, PACK), held)
    item = found.projects[0]
    assert item.after.total is None
    assert item.before.total is not None
    assert found.changes == (item,)
    assert "Held" in reasons(found, item)[0].sentence.render()
    assert change_plain(found, item, str)["difference"] is None


def test_points_so_far_are_compared_while_nobody_is_finished():
    found = replay(work(row("数", weight=D(50), actual="85%"), row("空", weight=D(40))), replace(PACK, execution=STEPS))
    item = found.projects[0]
    assert (item.finished, item.comparable, item.changed) == (False, True, True)
    assert (item.points, item.difference) == ((D("55.22"), D("52.22")), D(-3))
    assert change_plain(found, item, str)["so_far"] is True


def test_another_band_of_the_same_answer_is_named():
    rows = (row("定", target="逐步完善", weight=D(90), actual="部分达成年度指标并具有一定效果"),)
    answers = (PACK.answers[0], replace(PACK.answers[1], upper=D(75)), PACK.answers[2])
    found = replay(work(*rows), replace(PACK, answers=answers))
    assert parts(found) == {(By.ANSWERS, rows[0].id): D("67.5") - 72}
    text = reasons(found, found.projects[0])[0].sentence.render()
    assert text.startswith("-4.5 points, bands of the answers")
    assert "75%" in text


def test_the_largest_change_comes_first_and_a_lost_total_before_all():
    cases = evaluation(
        project(*usual(weight=D(30)), name="甲"),
        project(*usual(weight=D(30)), name="乙", budget={"initial": "100", "executed": "95"}),
        project(*usual(weight=D(30)), name="丙", budget={"initial": "100", "executed": "100"}),
        project(row("名", target="逐步完善", weight=D(90), actual="达成年度指标"), name="丁"),
    )
    pack = replace(PACK, execution=STEPS, methods=PACK.methods[:3])
    assert [item.before.project.id for item in replay(assess(cases, PACK), pack).changes] == ["丁", "甲", "乙"]


def test_same_title_and_source_say_that_the_figures_differ():
    found = replay(work(*usual()), with_method(curve=Curve.GATE, gate=D(60)))
    (reason,) = reasons(found, found.projects[0])
    assert reason.rows == 2
    assert reason.sentence.render() == "-9.16 points, method: 按比例, 文〔2020〕1号 第一条, with other figures (2 rows)"


def test_the_evaluation_keeps_its_own_year():
    case = replace(PACK, first_year=2030, last_year=2030)
    dated = row("期", target="12月31日前完成", tier2="时效指标", weight=D(90), actual="2025-12-20")
    found = replay(work(dated), case)
    assert found.after.year == 2025
    assert found.changes == ()
    assert replay_plain(found)["year"] == 2025


def test_names_that_look_like_fields_or_templates_stay_as_they_are():
    odd = row("method", target="≥90%", weight=D(45), actual="85%")
    braces = row("{x}", target="≥90%", weight=D(45))
    pack = with_method(curve=Curve.GATE, gate=D(60), title="score")
    found = replay(work(odd, braces), pack)
    plain = change_plain(found, found.projects[0], lambda text: f"<{text}>" if text in {"score", "{x}"} else text)
    assert plain["reasons"][0]["new"].startswith("score, 文〔2020〕1号")
    assert plain["indicators"][0]["new"]["method"] == "score"


SHORT = (
    # points of the rows, weight of the execution rate in either pack, figures shown
    ((50, 40), 10, 20, (True, False)),  # 100, then 110
    ((50, 30), 10, 20, (False, True)),  # 90, then 100
    ((50, 45), 10, 20, (False, False)),  # 105, then 115
    ((50, 40), 10, 10, (True, True)),
)


@pytest.mark.parametrize(("weights", "before", "after", "totals"), SHORT)
def test_points_on_a_scale_that_is_not_100_are_never_shown_or_compared(weights, before, after, totals):
    rows = [row(str(number), actual="90%", weight=D(weight)) for number, weight in enumerate(weights)]
    execution = [ExecutionRule(D(weight), ExecutionMethod.PROPORTIONAL, "c") for weight in (before, after)]
    old, new = (replace(PACK, execution=rule) for rule in execution)
    case = evaluation(project(*rows, budget={"initial": "100", "adjusted": "100", "executed": "95"}))
    found = replay(assess(case, old), new)
    item = found.projects[0]
    assert tuple(figure is not None for figure in item.figures) == totals
    assert all(bool(result.grade) == has for result, has in zip((item.before, item.after), totals, strict=True))
    plain = change_plain(found, item, str)
    if totals != (True, True):
        assert (item.parts, plain["difference"], plain["parts"]) == ((), None, [])
        assert item.changed
        (reason,) = reasons(found, item)
        assert reason.by is By.SCORED
        assert "points" not in reason.sentence.render().partition(":")[0]
    assert replay(found.after, new).projects[0].changed is False


def test_rounding_and_cap_of_the_total_are_lines_of_their_own():
    capped = replace(PACK, execution=replace(PACK.execution, caps=(TotalCap(D(80), D(50)),)))
    rows = [row(str(number), actual="90%", weight=D(45)) for number in range(2)]
    case = evaluation(project(*rows, budget={"initial": "100", "adjusted": "100", "executed": "70"}))
    item = replay(assess(case, PACK), capped).projects[0]
    (part,) = item.of_total
    assert part.by is By.CAP
    won = sum((new.score - old.score for old, new in item.rows()), D(0))
    assert won + part.points == item.difference != 0


REVIEW = (ReviewStep(1, D(90)), ReviewStep(2, D(80)))


@pytest.mark.parametrize(
    ("written", "caps", "parts"),
    [
        ("良", (), {By.REVIEW: D("-9.90")}),  # 99 × 10 %
        ("差", (), {By.REVIEW: D("-19.80")}),
        ("70分", (), {By.REVIEW: D("-19.80")}),
        ("优", (), {}),
        ("", (), {}),
        ("中", (TotalCap(D(99), D(80)),), {By.CAP: D("-19.00"), By.REVIEW: D("-8.00")}),  # 80, 良: one lower
        ("良", (TotalCap(D(99), D(80)),), {By.CAP: D("-19.00")}),
    ],
)
def test_a_reviewers_discount_is_a_line_of_its_own_and_no_cap(written, caps, parts):
    pack = replace(PACK, review=REVIEW, execution=replace(PACK.execution, caps=caps))
    rows = [row(str(number), actual="90%", weight=D(45)) for number in range(2)]
    budget = {"initial": "100", "adjusted": "100", "executed": "90"}
    case = evaluation(replace(project(*rows, budget=budget), review_grade=written))
    found = replay(assess(case, PACK), pack)
    (item,) = found.projects
    assert {part.by: part.points for part in item.parts if not part.row and part.points} == parts
    assert sum((part.points for part in item.parts), D(0)) == item.difference
    for reason in reasons(found, item):
        words = reason.sentence.render()
        assert ("reviewer" in words) == (reason.by is By.REVIEW), words
        assert ("capped" in words) == (reason.by is By.CAP), words
    back = replay(found.after, PACK).projects[0]
    assert {part.by: -part.points for part in back.parts if not part.row and part.points} == parts


# -- the law

points_of = st.integers(0, 60).map(D)
packs = st.builds(
    lambda curve, gate, reverse, over, execution, places, total, step, policy, layout, upper: replace(
        PACK,
        weights=replace(PACK.weights, layouts=(layout,), step=step, not_applicable=policy),
        execution=execution,
        methods=(
            MethodRule(
                "quantity", "按比例", curve, "c", Applies(kinds=(Kind.QUANTITY, Kind.RANGE)), reverse, gate,
                (Interval(D(90), D(100)), Interval(D(70), D(50))), over=over,
            ),
            *PACK.methods[1:],
        ),
        answers=(
            Answer("achieved", "达成年度指标", "achieved", upper, D(100)),
            Answer("partly", "部分达成年度指标并具有一定效果", "partly", D(60), upper),
            PACK.answers[2],
        ),
        rounding=Rounding(places, total),
    ),
    st.sampled_from([Curve.RATIO, Curve.GATE, Curve.INTERVALS, Curve.ALL_OR_NOTHING]),
    st.integers(0, 90).map(D),
    st.sampled_from(list(Reverse)),
    st.sampled_from(
        [QUANTITY.over, OverAchievement(deduct_from=D(120), deduction=OverDeduction.POINTS, points=D(2))]
    ),
    st.builds(
        lambda weight, method, denominator, caps: ExecutionRule(
            weight, method, "c", denominator, intervals=STEPS.intervals, caps=caps
        ),
        st.sampled_from([D(9), D(10), D(20)]),
        st.sampled_from([ExecutionMethod.PROPORTIONAL, ExecutionMethod.INTERVALS, ExecutionMethod.DEDUCT_PER_POINT]),
        st.sampled_from([Denominator.ADJUSTED, Denominator.INITIAL]),
        st.sampled_from([(), (TotalCap(D(80), D(69)),)]),
    ),
    st.integers(0, 2),
    st.sampled_from(list(TotalRounding)),
    st.sampled_from([D("0.5"), D(1)]),
    st.sampled_from(list(NotApplicablePolicy)),
    st.sampled_from([PACK.weights.layouts[0], LAYOUT]),
    st.sampled_from([D(80), D(75)]),
)  # fmt: skip
rows_of = st.lists(
    st.builds(
        lambda target, actual, weight, tier: {"target": target, "actual": actual, "weight": weight, "tier1": tier},
        st.sampled_from(["≥90%", "≤10批次", "=12次", "是", "逐步完善"]),
        st.sampled_from(
            ["", "85%", "15批次", "7次", "18次", "是", "达成年度指标", "部分达成年度指标并具有一定效果", "120%"]
        ),
        st.one_of(st.none(), points_of),
        st.sampled_from(["产出指标", "效益指标", "满意度指标"]),
    ),
    min_size=1,
    max_size=6,
)


@given(rows_of, st.sampled_from(["", "0", "55", "79.9", "97.39", "100"]), st.booleans(), packs, packs)
def test_the_parts_add_up_to_the_difference(fields, executed, gone, before, after):
    rows = [row(str(place), **values) for place, values in enumerate(fields)]
    facts = {("甲", rows[0].id, "not_applicable"): "未开展"} if gone else {}
    case = evaluation(project(*rows, budget={"initial": "90", "adjusted": "100", "executed": executed}), facts=facts)
    found = replay(assess(case, before), after)
    item = found.projects[0]
    assert sum((part.points for part in item.parts), D(0)) == item.difference
    assert sum((reason.points for reason in reasons(found, item)), D(0)) == item.difference
    assert all(part.points or part.by in {By.SCORED, By.GRADES} for part in item.parts)
    if not item.changed:
        assert found.changes == ()
    back = replay(found.after, before)
    assert back.projects[0].difference == -item.difference
    assert change_plain(found, item, str)
