"""What `diff` says is so: nothing from X to X, and a reading that nobody confirmed is a proposal with its effect."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from selfeval.core.problems import Level
from selfeval.core.rules.layers import DecidedReading
from selfeval.i18n import translator
from selfeval.rulepacks.compare.diff import PROPOSED, diff
from selfeval.rulepacks.compare.effects import reading_effect
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.files import CASES
from selfeval.workspace.packs.difference import PackDiff, diff_plain, reading_effects
from tests.examples import part
from tests.places import ROOT

FOLDERS = (ROOT / "scoring_rules", Path(__file__).parent / "packs")
PATHS = sorted(path for folder in FOLDERS for path in folder.glob("*.toml") if not path.name.endswith(CASES))
NATIONAL = load_pack("cn-mof-2020-10", folders=[ROOT / "scoring_rules"])
TRANSLATIONS = translator("en"), translator("zh")
READING = DecidedReading(("*率",), "≤100%", "≥100%")


@pytest.fixture(scope="module")
def packs():
    return [load_pack(str(path)) for path in PATHS]


def test_no_change_is_from_one_thing_to_the_same(packs):
    for old, new in part(permutations(packs, 2), 4):
        for change in diff(old, new):
            if change.old is not None and change.new is not None:
                for translate in TRANSLATIONS:
                    before, after = change.old.render(translate), change.new.render(translate)
                    assert before != after, (old.id, new.id, change.path, before)


WRITTEN_DOWN = [
    # what is written down, though it holds anyway
    {"weights": replace(NATIONAL.weights, tier2_shares={"数量指标": Decimal(1), "质量指标": Decimal("1.0")})},
    {"severities": {"T101": Level.ERROR, "T112": Level.WARNING}},
]


@pytest.mark.parametrize("fields", WRITTEN_DOWN, ids=lambda fields: next(iter(fields)))
def test_what_holds_anyway_is_no_change_when_it_is_written_down(fields):
    from selfeval.core.checks.findings import CHECKS

    if "severities" in fields:
        fields = {"severities": {code: Level(CHECKS[code].severity.value) for code in fields["severities"]}}
    assert diff(NATIONAL, replace(NATIONAL, **fields)) == ()
    assert diff(replace(NATIONAL, **fields), NATIONAL) == ()


def test_another_share_is_told_from_the_usual_one():
    other = replace(NATIONAL, weights=replace(NATIONAL.weights, tier2_shares={"数量指标": Decimal(2)}))
    (change,) = diff(NATIONAL, other)
    assert "as important as any other" in change.sentence.render()


@pytest.mark.parametrize("confirmed", [False, True])
def test_a_proposal_is_called_one_and_has_its_effect(confirmed):
    new = replace(NATIONAL, readings=(replace(READING, confirmed=confirmed),))
    (change,) = diff(NATIONAL, new)
    assert (change.topic == PROPOSED) is not confirmed
    assert ("proposal that nobody has confirmed" in change.sentence.render()) is not confirmed
    effects = reading_effects(PackDiff(NATIONAL, new, (change,)))
    assert effects[change.path].render().startswith("for example" if confirmed else "if confirmed")
    plain = diff_plain(PackDiff(NATIONAL, new, (change,)), str)
    assert [effect["path"] for effect in plain["effects"]] == [change.path]


def test_confirming_a_proposal_is_a_change_of_its_own():
    old = replace(NATIONAL, readings=(READING,))
    (change,) = diff(old, replace(old, readings=(replace(READING, confirmed=True),)))
    assert change.path.endswith("confirmed")
    assert (change.old.render(), change.new.render()) == ("no", "yes")


EFFECTS = [
    ("≤100%", "≥100%", "10 → 5"),  # half of it done
    ("≤10次", "≥10次", "10 → 5"),
    ("≥100%", "≥100%", ""),  # the same
    ("建立", "=1项", ""),  # nothing to compare with
]


@pytest.mark.parametrize(("target", "reading", "words"), EFFECTS)
def test_the_effect_of_a_proposal_in_figures(target, reading, words):
    found = reading_effect(NATIONAL, DecidedReading(("办结率",), target, reading)).render()
    assert (words in found) if words else found == ""
