"""Rule packs that are kept come back exactly, and whatever was done to their file, never as something else."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

import pytest

from selfeval.rulepacks.finding import bundled_folder
from selfeval.rulepacks.load import find_packs
from selfeval.store import kept_packs, places

VARIANTS = Path(__file__).parents[1] / "rulepacks" / "packs"
MARK = "ab" * 32


def exact(value: object) -> object:
    """A value with the types of all its parts, for comparing."""
    kind = type(value).__name__
    if is_dataclass(value) and not isinstance(value, (Enum, type)):
        return kind, [(part.name, exact(getattr(value, part.name))) for part in fields(value)]
    if isinstance(value, Mapping):
        return kind, [(exact(key), exact(item)) for key, item in value.items()]
    if isinstance(value, frozenset):
        return kind, sorted(map(repr, value))
    if isinstance(value, tuple):
        return kind, [exact(item) for item in value]
    return kind, repr(value)


def lying(mark: str = MARK) -> Path:
    return places.state_dir() / kept_packs.FOLDER / f"{mark}.json"


@pytest.fixture(scope="module")
def packs():
    found = [info for info in find_packs((bundled_folder(), VARIANTS)) if info.pack is not None]
    assert len(found) > 40
    return found


def test_every_pack_comes_back_with_every_type_of_it(packs):
    for info in packs:
        kept_packs.put(MARK, info.pack)
        back = kept_packs.get(MARK)
        assert back == info.pack, info.id
        assert exact(back) == exact(info.pack), info.id


def test_a_damaged_file_is_no_pack(packs):
    kept_packs.put(MARK, packs[0].pack)
    file = lying()
    whole = file.read_bytes()
    dice = random.Random(7)
    spots = [0, 63, 64, 65, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(60))]
    for place in spots:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << dice.randrange(8))]) + whole[place + 1 :])
        assert kept_packs.get(MARK) is None, place
    for end in (0, 1, 64, 65, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:end])
        assert kept_packs.get(MARK) is None, end
    file.write_bytes(whole)
    assert kept_packs.get(MARK) == packs[0].pack


def test_the_file_of_another_fingerprint_is_no_pack(packs):
    kept_packs.put(MARK, packs[0].pack)
    other = "cd" * 32
    lying().rename(lying(other))
    assert kept_packs.get(other) is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows keeps no such bits")
@pytest.mark.parametrize(("mode", "taken"), [(0o600, True), (0o644, True), (0o660, False), (0o602, False)])
def test_a_file_that_others_may_write_is_no_pack(packs, mode, taken):
    kept_packs.put(MARK, packs[0].pack)
    assert lying().stat().st_mode & 0o777 == 0o600
    lying().chmod(mode)
    assert (kept_packs.get(MARK) is not None) == taken


def test_nothing_is_kept_where_nothing_can_be_written(packs):
    lying().parent.parent.mkdir(parents=True, exist_ok=True)
    lying().parent.write_text("in the way", encoding="utf-8")
    kept_packs.put(MARK, packs[0].pack)
    assert kept_packs.get(MARK) is None


def test_the_oldest_go(packs):
    for number in range(kept_packs.MOST + 3):
        kept_packs.put(f"{number:064x}", packs[0].pack)
        os.utime(lying(f"{number:064x}"), (number, number))
    kept_packs.put(MARK, packs[0].pack)
    assert len(list(lying().parent.iterdir())) == kept_packs.MOST
    assert kept_packs.get(MARK) is not None
    assert kept_packs.get(f"{0:064x}") is None
