"""What a filled form claims for a row against what the rule gives: rounding, doubt, rules nobody has seen, weights."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.model import Claimed
from selfeval.core.rules.layers import Citation
from selfeval.core.scoring.assessment import assess
from tests.core.cases import PACK, evaluation, project, row

UNVERIFIED = replace(PACK, citations={"c": Citation("c", "文〔2020〕1号", verified=False)})
MET = row("乙", "≥1次", weight=D(80), actual="1次", claimed_score=D(80))


def found(target, actual, claimed, *, weight="10", pack=PACK, others=(MET,), facts=None, name="甲", **fields):
    points = None if weight is None else D(weight)
    item = row(
        name, target, weight=points, actual=actual, claimed_score=None if claimed is None else D(claimed), **fields
    )
    plan = project(item, *others, claimed=Claimed(execution_weight=D(10)))
    keyed = {("甲", key.replace("$", item.id), field): text for (key, field), text in (facts or {}).items()}
    problems = all_problems(assess(evaluation(plan, facts=keyed), pack), Stage.FILLED)
    codes = {"S101", "S102", "S103", "S104", "S105", "S106", "S108"}
    return {one.code: one.severity.value for one in problems if one.indicator == item.id and one.code in codes}


def one_decimal(value):
    return (row("乙", "≥1次", weight=D(80), actual="1次", claimed_score=D(value)),)


@pytest.mark.parametrize(
    ("claimed", "others", "raised"),
    [
        ("8.33", (MET,), False),  # 10 ÷ 12 × 10
        ("8.32", (MET,), False),  # within the pack's tolerance
        ("8.31", (MET,), True),
        ("8.3", (MET,), False),  # the form shows one decimal
        ("8.4", (MET,), True),
        ("8.2", (MET,), True),
        ("8", (MET,), False),  # whole points
        ("9", (MET,), True),
        ("7", (MET,), True),
        ("8", one_decimal("79.5"), True),  # a form that shows a decimal elsewhere would have shown 8.3
        ("8.3", one_decimal("79.55"), True),
        ("8.3", one_decimal("79.5"), False),
    ],
)
def test_the_rounding_that_the_form_shows_is_no_difference(claimed, others, raised):
    codes = found("≥12次", "10次", claimed, others=others, reason="人手不足")
    assert ("S103" in codes) is raised


@pytest.mark.parametrize(("pack", "severity"), [(PACK, "error"), (UNVERIFIED, "warning")])
def test_a_rule_that_nobody_has_held_against_its_original_only_warns(pack, severity):
    assert found("≥12次", "10次", "9.5", pack=pack, reason="人手不足")["S103"] == severity
    assert found("≥10次", "10次", "9.5", pack=pack)["S103"] == severity
    plan = project(MET, claimed=Claimed(execution_score=D("9.5"), execution_weight=D(10)))
    problems = all_problems(assess(evaluation(plan), pack), Stage.FILLED)
    assert [one.severity.value for one in problems if one.code == "S116"] == [severity]


@pytest.mark.parametrize(
    ("target", "actual", "claimed", "fields", "expected"),
    [
        ("3个工作日", "3个工作日", "8", {"tier2": "时效指标"}, {"S103"}),  # at most or at least: met
        ("3个工作日", "3个工作日", "10", {"tier2": "时效指标"}, set()),
        ("3个工作日", "2个工作日", "8", {"tier2": "时效指标"}, {"S105"}),  # met or missed: lost by the form itself
        ("3个工作日", "2个工作日", "10", {"tier2": "时效指标"}, set()),
        ("3个工作日", "5个工作日", "10", {"tier2": "时效指标"}, set()),
        ("≥10次", "10次", "8", {}, {"S103"}),
        ("≥10次", "8次", "10", {}, {"S104"}),
        ("280人次", "280人次", "9", {}, {"S103"}),
        ("达成", "达成年度指标", "9", {}, {"S105"}),
    ],
)
def test_a_doubt_that_changes_nothing_keeps_no_finding_back(target, actual, claimed, fields, expected):
    codes = found(target, actual, claimed, others=(MET,), **fields)
    assert set(codes) == expected


@pytest.mark.parametrize("claimed", ["0", "3", "8", "10", "12.5", "20"])
@pytest.mark.parametrize("actual", ["10次", "8次"])
def test_a_weight_that_is_only_proposed_is_held_against_no_claim(claimed, actual):
    codes = found("≥10次", actual, claimed, weight=None, others=(), reason="" if actual == "10次" else "人手不足")
    assert codes == {}


def test_a_missed_target_without_printed_points_still_needs_a_reason():
    assert set(found("≥10次", "8次", None, weight=None, others=())) == {"S105"}
    assert set(found("≥10次", "8次", "8", weight=None, others=())) == {"S105"}


@pytest.mark.parametrize("claimed", [None, "10", "9.99", "9", "0"])
def test_a_target_that_is_met_never_lacks_a_reason(claimed):
    assert not {"S105", "S104"} & set(found("≥10次", "10次", claimed))


@pytest.mark.parametrize(("claimed", "expected"), [("10", set()), ("12", set()), ("20", set()), ("21", {"S101"})])
def test_points_that_moved_to_a_row_may_be_claimed(claimed, expected):
    gone = row("丙", "≥1次", weight=D(10), actual="", not_applicable="未开展")
    rest = row("乙", "≥1次", tier1="效益指标", weight=D(70), actual="1次", claimed_score=D(70))
    assert set(found("≥10次", "10次", claimed, others=(gone, rest))) == expected
