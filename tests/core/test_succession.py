"""Which pack follows another one, and what is said of a pack that is not in force."""

from dataclasses import replace

import pytest

from selfeval.core.rules.layers import Layer
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.succession import Force, out_of_force, successor
from tests.core.cases import PACK


def pack(name: str, first: int | None, last: int | None, *below: str) -> RulePack:
    """A pack of these years that rests on others, the lowest first."""
    layers = tuple(replace(LAYER, id=one) for one in (*below, name))
    return replace(PACK, id=name, first_year=first, last_year=last, layers=layers)


LAYER = Layer("", "", "", "", "")
NATION = pack("nation", 2020, None)
PACKS = (
    NATION,
    pack("sea", 2020, 2024, "nation"),
    pack("sea-2025", 2025, None, "nation"),
    pack("hill", 2020, 2024, "nation"),
    pack("river-2024", 2024, 2024, "nation"),
    pack("river-2025", 2025, 2025, "nation", "river-2024"),
    pack("lake-2025", 2025, None, "nation"),
    pack("port-2024", 2024, 2024, "nation", "sea"),
    pack("mole-2024", 2024, 2024, "nation", "hill"),
    pack("first", 2024, 2024, "nation"),
    pack("second", 2025, 2026, "nation", "first"),
)
BY_ID = {one.id: one for one in PACKS}


@pytest.mark.parametrize(
    ("name", "year", "expected"),
    [
        ("nation", 2026, []),  # open
        ("sea", 2024, []),  # in force
        ("sea", 2026, [("sea", Force.ENDED, "sea-2025", "")]),
        ("sea-2025", 2023, [("sea-2025", Force.NOT_BEGUN, "sea", "")]),
        ("sea-2025", 2019, [("sea-2025", Force.NOT_BEGUN, None, ""), ("nation", Force.NOT_BEGUN, None, "sea-2025")]),
        ("hill", 2026, [("hill", Force.ENDED, None, "")]),  # nothing follows: said all the same
        ("river-2025", 2026, []),  # a year's pack, whose next year is being made
        ("river-2024", 2025, [("river-2024", Force.ENDED, "river-2025", "")]),
        ("river-2024", 2027, [("river-2024", Force.ENDED, "river-2025", "")]),  # not in force either, but nearer
        ("lake-2025", 2024, [("lake-2025", Force.NOT_BEGUN, None, "")]),
        ("port-2024", 2025, [("sea", Force.ENDED, "sea-2025", "port-2024")]),  # what it rests on has ended
        ("mole-2024", 2025, [("hill", Force.ENDED, None, "mole-2024")]),
        ("first", 2026, [("first", Force.ENDED, "second", "")]),  # names tell nothing, but it rests on it
        ("first", 2028, [("first", Force.ENDED, "second", "")]),
        ("second", 2027, [("second", Force.ENDED, None, "")]),
    ],
)
def test_what_is_out_of_force_is_told_with_the_pack_to_take_instead(name, year, expected):
    found = list(out_of_force(BY_ID[name], year, PACKS))
    assert [(one.pack.id, one.force, one.offer and one.offer.id, one.below) for one in found] == expected
    for one in found:
        said = one.message.render()
        assert one.pack.id in said
        assert str(year) in said
        assert (one.offer.id if one.offer else "No pack is known here") in said


@pytest.mark.parametrize(
    ("name", "year", "wanted"),
    [("sea", 2026, "sea-2025"), ("river-2024", 2025, "river-2025"), ("first", 2025, "second"), ("hill", 2026, None)],
)
def test_the_successor(name, year, wanted):
    found = successor(BY_ID[name], year, PACKS)
    assert (found and found.id) == wanted
