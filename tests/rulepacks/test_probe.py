"""The probe must find what is wrong with a pack, and find nothing where all is right."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.core.model import Tier1
from selfeval.core.readings import Kind
from selfeval.core.rules.choices import Between, Curve, ExecutionMethod, OverDeduction, Reverse
from selfeval.core.rules.pack import Applies, OverAchievement, RulePack
from selfeval.core.rules.parts.ladders import Interval, Ramp
from selfeval.core.rules.parts.weight_rules import WeightLayout
from selfeval.rulepacks.check.probe import probe
from selfeval.rulepacks.load import load_pack

PACKS = Path(__file__).parent / "packs"
STEPS = (Interval(Decimal(90), Decimal(100)), Interval(Decimal(80), Decimal(50)))


@pytest.fixture
def pack() -> RulePack:
    return load_pack(str(PACKS / "caps.toml"))


def codes(pack):
    return {code for code, *_ in probe(pack)}


def with_quantity(pack, **changes):
    first, *others = pack.methods
    return replace(pack, methods=(replace(first, **changes), *others))


def test_a_sound_pack_gives_nothing(pack):
    assert codes(pack) == set()


@pytest.mark.parametrize("share", ["-5", "101"])
def test_points_outside_the_weight(pack, share):
    steps = (Interval(Decimal(50), Decimal(share)),)
    assert "R140" in codes(with_quantity(pack, curve=Curve.INTERVALS, intervals=steps))


def test_a_ladder_that_falls(pack):
    steps = (Interval(Decimal(90), Decimal(50)), Interval(Decimal(60), Decimal(80)))
    assert "R141" in codes(with_quantity(pack, curve=Curve.INTERVALS, intervals=steps))
    assert "R141" in codes(with_quantity(pack, curve=Curve.INTERVALS, intervals=steps, on_actual=True))


def test_a_step_just_above_a_whole_number(pack):
    steps = (Interval(Decimal("90.001"), Decimal(50)), Interval(Decimal(90), Decimal(80)))
    assert "R141" in codes(with_quantity(pack, curve=Curve.INTERVALS, intervals=steps))


def test_execution_that_falls(pack):
    steps = (Interval(Decimal(90), Decimal(50)), Interval(Decimal(60), Decimal(80)))
    execution = load_pack("cn-mof-2021-101").execution
    assert "R141" in codes(replace(pack, execution=replace(execution, intervals=steps)))


@pytest.mark.parametrize("kind", [Kind.QUANTITY, Kind.RANGE, Kind.DATE, Kind.BOOLEAN, Kind.QUALITATIVE])
def test_a_kind_without_a_method(pack, kind):
    left = tuple(
        replace(rule, applies=Applies(kinds=tuple(other for other in rule.applies.kinds if other is not kind)))
        for rule in pack.methods
        if rule.applies.kinds != (kind,)
    )
    found = [message.render() for code, message, _ in probe(replace(pack, methods=left)) if code == "R142"]
    assert found == [f"no method applies to some targets of the kind {kind.value}"]


def test_a_method_for_one_tier_only_leaves_a_gap(pack):
    first, *others = pack.methods
    narrow = replace(first, applies=Applies(kinds=first.applies.kinds, tier1=(Tier1.OUTPUT,)))
    assert "R142" in codes(replace(pack, methods=(narrow, *others)))


def test_every_combination_of_tiers_gets_all_points(pack):
    odd = WeightLayout({Tier1.OUTPUT: Decimal(90)}, "local")
    assert codes(replace(pack, weights=replace(pack.weights, layouts=(odd,)))) == set()


@pytest.mark.parametrize("reverse", list(Reverse))
@pytest.mark.parametrize(
    "changes",
    [
        {"curve": Curve.RATIO},
        {"curve": Curve.GATE, "gate": Decimal(60)},
        {"curve": Curve.GATE, "gate": Decimal("99.999999")},
        {"curve": Curve.INTERVALS, "intervals": STEPS},
        {"curve": Curve.INTERVALS, "intervals": STEPS, "on_actual": True},
        {"curve": Curve.INTERVALS, "intervals": (Interval(Decimal(0), Decimal(100)),)},
        {"curve": Curve.ALL_OR_NOTHING},
        {"curve": Curve.RAMP, "ramp": Ramp(Decimal(70), Decimal(95))},
        {"curve": Curve.RAMP, "ramp": Ramp(Decimal(70), Decimal(100), Between.COMPLETION)},
        {"curve": Curve.RAMP, "over": OverAchievement(deduct_from=Decimal(130), deduction=OverDeduction.ALL)},
        {"curve": Curve.RATIO, "over": OverAchievement(None, None, Decimal(130), OverDeduction.POINTS, Decimal(2))},
        {"curve": Curve.GATE, "gate": Decimal(60), "over": OverAchievement(deduct_from=Decimal("100.000001"),
                                                                          deduction=OverDeduction.PROPORTIONAL)},
    ],
    ids=str,
)  # fmt: skip
def test_every_sound_method_passes(pack, changes, reverse):
    assert codes(with_quantity(pack, reverse=reverse, **changes)) == set()


@pytest.mark.parametrize("changes", [
    {"curve": Curve.INTERVALS, "intervals": (Interval(Decimal(0), Decimal(50)),)},
    {"curve": Curve.INTERVALS, "intervals": (Interval(Decimal(120), Decimal(100)), Interval(Decimal(90), Decimal(80)))},
], ids=str)  # fmt: skip
def test_full_completion_earns_full_points(pack, changes):
    assert "R143" in codes(with_quantity(pack, **changes))


def test_full_execution_earns_full_points(pack):
    late = replace(pack.execution, method=ExecutionMethod.DEDUCT_PER_POINT, full_at=Decimal(110))
    assert "R143" in codes(replace(pack, execution=late))
