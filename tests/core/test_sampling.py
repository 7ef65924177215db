"""A sample: each rule draws what it says, the same on every machine, whatever the order of the files."""

import hashlib
import random
from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.core.review.sampling import EVERY, Candidate, SamplePlan, draw, number_of, share_of
from tests.examples import examples


def one(number, unit="甲局", grade="良", amount="50", **more):
    return Candidate(unit, f"P{number}", f"项目{number}", amount and D(amount), D(85), grade, f"{number}.xlsx", **more)


def names(sample):
    return sorted(item.candidate.code for item in sample.drawn)


SIX = [
    one(1, grade="优", amount="200"),
    one(2, grade="优", amount="99.99"),
    one(3, amount="100"),
    one(4, "乙局", amount=None),
    one(5, "丙局", grade="", amount="0"),
    one(6, "乙局", grade="中", amount="1"),
]


@pytest.mark.parametrize(
    ("plan", "drawn"),
    [
        ({"above": D(100)}, ["P1", "P3"]),
        ({"above": D("99.99")}, ["P1", "P2", "P3"]),
        ({"above": D(0)}, ["P1", "P2", "P3", "P5", "P6"]),
        ({"grades": ("优",)}, ["P1", "P2"]),
        ({"grades": ("优", "中")}, ["P1", "P2", "P6"]),
        ({"grades": ("差",)}, []),
        ({"shares": (("良", D(100)),)}, ["P3", "P4"]),
        ({"shares": ((EVERY, D(100)),)}, ["P1", "P2", "P3", "P4", "P5", "P6"]),
    ],
)
def test_each_rule_draws_what_it_says(plan, drawn):
    assert names(draw(SIX, SamplePlan("s", **plan))) == drawn


@pytest.mark.parametrize(
    ("size", "percent", "taken"),
    [
        (10, "20", 2),
        (11, "20", 3),
        (1, "1", 1),
        (0, "50", 0),
        (3, "33.33", 1),
        (3, "33.34", 2),
        (7, "100", 7),
        (5, "0.1", 1),
    ],
)
def test_a_share_is_rounded_up_to_whole_projects(size, percent, taken):
    assert share_of(size, D(percent)) == taken
    plan = SamplePlan("s", shares=(("良", D(percent)),))
    assert len(draw([one(number) for number in range(size)], plan).drawn) == taken


def test_the_number_is_the_documented_one():
    text = "2026\n甲局\np1\n项目1".encode()
    assert number_of("2026", one(1)) == hashlib.sha256(text).hexdigest()
    assert number_of(" 2026 ", replace(one(1), name="项目 １", unit="甲 局")) == hashlib.sha256(text).hexdigest()


@pytest.mark.parametrize(
    ("unit", "code", "name", "folded"),
    [
        ("甲局 ", "Ｐ１", "“道路”养护、管护。", '甲局\np1\n"道路"养护,管护.'),
        ("乙·局", "P—1", "㎡改造（一期）", "乙.局\np-1\nm2改造(一期)"),
    ],
)
def test_the_recipe_on_the_sheet_and_in_the_documents_gives_the_number(unit, code, name, folded):
    forms = [replace(one(1), unit=unit, code=code, name=name, file=file, sheet="表") for file in ("b", "c", "a")]
    found = {item.candidate.file: item.number for item in draw(forms, SamplePlan("2026", each_unit=True)).all}
    for file, line in (("a", ""), ("b", "\n2"), ("c", "\n3")):
        assert found[file] == hashlib.sha256(f"2026\n{folded}{line}".encode()).hexdigest()


def test_every_unit_has_one_and_those_that_have_one_get_none():
    sample = draw(SIX, SamplePlan("s", above=D(100), each_unit=True))
    assert {item.candidate.unit for item in sample.drawn} == {"甲局", "乙局", "丙局"}
    assert len(sample.drawn) == 4
    assert [(line.size, line.taken) for line in sample.strata] == [(2, 2), (3, 2)]


def test_what_several_rules_draw_stands_once_and_names_them_all():
    sample = draw(SIX, SamplePlan("s", above=D(100), grades=("优",)))
    assert {item.candidate.code: item.rules for item in sample.drawn} == {"P1": (0, 1), "P2": (1,), "P3": (0,)}
    assert [(line.taken, line.alone) for line in sample.strata] == [(2, 1), (2, 1)]


def test_what_could_not_be_judged_is_named():
    sample = draw(SIX, SamplePlan("s", above=D(1), grades=("优",)))
    assert [item.code for item in sample.unknown_amount] == ["P4"]
    assert [item.code for item in sample.unknown_grade] == ["P5"]
    assert draw(SIX, SamplePlan("s", each_unit=True)).unknown_amount == ()


def test_two_forms_of_one_project_are_two_candidates():
    twins = [one(1), replace(one(1), file="0.xlsx")]
    sample = draw(twins, SamplePlan("s", shares=((EVERY, D(50)),)))
    assert (len(sample.all), len(sample.drawn)) == (2, 1)
    assert len({item.number for item in sample.all}) == 2


@st.composite
def lists(draw_):
    size = draw_(st.integers(0, 40))
    made = [
        one(number, draw_(st.sampled_from("甲乙丙丁")) + "局", draw_(st.sampled_from(["优", "良", "中", ""])),
            draw_(st.sampled_from([None, "0", "50", "100", "3000"])))
        for number in range(size)
    ]  # fmt: skip
    plan = SamplePlan(
        draw_(st.text(max_size=8)), draw_(st.sampled_from([None, D(100)])), draw_(st.sampled_from([(), ("优",)])),
        draw_(st.sampled_from([(), (("良", D(20)),), (("良", D(33)), (EVERY, D(5)))])), draw_(st.booleans()),
    )  # fmt: skip
    return made, plan, draw_(st.randoms(use_true_random=False))


@settings(max_examples=examples(100), deadline=None)
@given(lists())
def test_laws_of_every_sample(case):
    made, plan, chance = case
    sample = draw(made, plan)
    turned = list(made)
    chance.shuffle(turned)
    assert draw(turned, plan) == sample
    drawn = {item.candidate.code for item in sample.drawn}
    assert all(item.code in drawn for item in made if plan.above is not None and (item.amount or 0) >= plan.above)
    assert all(item.code in drawn for item in made if item.grade in plan.grades)
    for grade, percent in plan.shares:
        pool = [item for item in made if grade in {EVERY, item.grade}]
        assert sum(item.code in drawn for item in pool) >= share_of(len(pool), percent)
    if plan.each_unit:
        assert {item.unit for item in made} == {item.candidate.unit for item in sample.drawn}
    assert len(sample.drawn) <= sum(line.taken for line in sample.strata)
    assert not (plan.empty and sample.drawn)


def test_another_seed_draws_others_and_more_files_do_not_change_who_is_before_whom():
    many = [one(number) for number in range(200)]
    plan = SamplePlan("a", shares=((EVERY, D(10)),))
    first, other = names(draw(many, plan)), names(draw(many, replace(plan, seed="b")))
    assert first != other
    fewer = random.Random(1).sample(many, 100)
    kept = {item.candidate.code for item in draw(fewer, replace(plan, shares=((EVERY, D(20)),))).drawn}
    assert {code for code in first if code in {item.code for item in fewer}} <= kept
