"""A changed rule shows one case in figures, worked out under both packs."""

from pathlib import Path

import pytest

from selfeval.rulepacks.compare.effects import effect
from selfeval.rulepacks.load import load_pack

PACKS = Path(__file__).parent / "packs"
EFFECTS = [
    # new pack, path of the change, words
    ("cn-mof-2021-101", "execution.method", "an execution of 55%: 5.5 → 0 points"),
    ("cn-mof-2021-101", "methods.proportional.curve", "target ≥100次, actual 55次, 10 points: 5.5 → 0"),
    ("cn-mof-2021-101", "methods.satisfaction", "target ≥90%, actual 75%, 10 points: 8.33 → 0"),
    ("cn-mof-2021-101", "answers.partly.lower", "55% of the weight"),
    ("cn-mof-2021-101", "citations.weights.document", ""),
    ("cn-mof-2021-101", "methods.direct.title", ""),
    ("cn-hubei", "execution.weight", "→ 20 points"),
    ("variant-caps-by-execution", "execution.caps", "a total of 95 at an execution of 75%: 95 → 89"),
    ("variant-full-at-90", "execution.method", "an execution of 80%: 8 → 0 points"),
    ("reverse-linear", "methods.quantity.reverse", "target ≤10次, actual 20次, 10 points: 5 → 0"),
    ("denominator-initial", "execution.denominator", "80 executed of an initial 80, adjusted to 100"),
    ("grades-95-85-60", "grades", "a total of 90: 优 → 良"),
]


@pytest.mark.parametrize(("pack", "path", "words"), EFFECTS)
def test_one_worked_effect(pack, path, words):
    own = PACKS / f"{pack}.toml"
    new = load_pack(str(own) if own.is_file() else pack)
    found = effect(load_pack("cn-mof-2020-10"), new, path).render()
    assert (words in found) if words else found == ""


def test_nothing_changes_under_the_same_pack():
    pack = load_pack("cn-mof-2020-10")
    for path in ("execution.weight", "methods.quantity.curve", "grades", "answers.partly.lower", "weights.step"):
        assert not effect(pack, pack, path)
