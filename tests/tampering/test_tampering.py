"""Single changes of a scored workbook, drawn from all that there are: `verify` names each one where it was made.

One of every kind in the daily run; SELFEVAL_TAMPER_COUNT says how many in all, drawn evenly over sheets and kinds with
the seed of the run. The counts by sheet and kind are printed. `python -m tests.campaigns tampering` goes through all.
"""

from __future__ import annotations

import os

import pytest

from tests.differential.seeds import seed_of_the_run
from tests.tampering.changes import cell_changes
from tests.tampering.judging import all_changes, drawn, judged, named, scored_example, verified
from tests.tampering.package import Parts

COUNT = int(os.environ.get("SELFEVAL_TAMPER_COUNT", "0"))
SEED = seed_of_the_run()


@pytest.fixture(scope="module")
def seed() -> bytes:
    """The filled example, scored, with all its findings."""
    return scored_example()


def test_every_change_is_named(seed: bytes) -> None:
    parts = Parts.of(seed)
    assert verified(seed) == ()
    changes = all_changes(parts)
    found = judged(drawn(changes, SEED, COUNT))
    print(f"\n{found.counts.total()} of {len(changes)} changes, seed {SEED}, unnamed {len(found.unnamed)}")
    print("\n".join(found.table()))
    assert not found.unnamed, f"seed {SEED}:\n" + "\n".join(found.unnamed)
    assert len({kind for kind, _ in found.counts}) >= 45


@pytest.mark.parametrize(
    ("kind", "sheet", "cell"),
    [
        ("array formula", "信访专项资金", "I20"),
        ("two formulas", "信访专项资金", "H18"),
        ("blank formula", "信访专项资金", "G6"),
        ("shared without master", "解决特殊疑难问题资金", "I20"),
        ("struck out", "信访专项资金", "I20"),
        ("white type", "信访专项资金", "I20"),
        ("hiding format", "信访专项资金", "I20"),
        ("a cent more", "计分过程", "K5"),
    ],
)
def test_a_formula_that_shows_nothing_yet_and_a_share_behind_a_formula_are_held(
    seed: bytes, kind: str, sheet: str, cell: str
) -> None:
    (change,) = [one for one in cell_changes(Parts.of(seed)) if (one.kind, one.sheet, one.cell) == (kind, sheet, cell)]
    assert named(verified(change.made().data()), change)
