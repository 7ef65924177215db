"""Readings that a pack only proposes: what confirming one would change in an evaluation."""

from dataclasses import replace
from decimal import Decimal as D

from selfeval.core.replay.proposals import proposals
from selfeval.core.replay.report import proposal_plain
from selfeval.core.rules.layers import DecidedReading
from selfeval.core.scoring.assessment import assess
from tests.core.cases import PACK, evaluation, project, row

OFFER = DecidedReading(("办结率",), "≤100%", "≥100%", note="多半是笔误")
OTHER = DecidedReading(("别的",), "≤100%", "≥100%")


def case(pack, **facts):
    rows = (row("办结率", target="≤100%", actual="80%", weight=D(45)), row("件数", actual="90%", weight=D(45)))
    held = project(*rows, budget={"initial": "100", "adjusted": "100", "executed": "100"})
    keys = {("甲", rows[0].id, name): text for name, text in facts.items()}
    return assess(evaluation(held, facts=keys), pack)


def test_a_proposal_about_a_row_has_its_effect_on_the_total():
    (found,) = proposals(case(replace(PACK, readings=(OTHER, OFFER))))
    assert found.rule is OFFER
    (item,) = found.replay.changes
    assert item.difference == -9
    said = found.sentence.render()
    assert "“≤100%” read as “≥100%”" in said
    assert "(-9)" in said
    plain = proposal_plain(found, str)
    assert (plain["reading"], plain["note"]) == ("≥100%", "多半是笔误")
    assert plain["if_confirmed"][0]["difference"] == "-9"
    assert [row["indicator"] for row in plain["rows"]] == [item.before.indicators[0].indicator.id]


def test_confirmed_ones_and_ones_about_no_row_are_none():
    assert proposals(case(replace(PACK, readings=(replace(OFFER, confirmed=True), OTHER)))) == ()
    assert proposals(case(PACK)) == ()


def test_one_that_a_person_has_decided_already_is_none():
    assert proposals(case(replace(PACK, readings=(OFFER,)), reading="≥100%")) == ()


def test_one_that_moves_no_total_says_so():
    full = replace(PACK, readings=(replace(OFFER, reading="≤120%"),))
    (found,) = proposals(case(full))
    assert found.sentence.render().endswith("it would change no total.")
