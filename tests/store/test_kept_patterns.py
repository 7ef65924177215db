"""The code of patterns comes back as it was kept, and a file that is damaged or of another Python is not used."""

from __future__ import annotations

import random
import shutil

import pytest

from selfeval.core.pattern_code import code_of, made_of
from selfeval.store import kept_patterns, places
from selfeval.store.kept_patterns import KeptPatterns

PATTERNS = [("[一-鿿]{1,12}", 0), (r"(?P<a>\d+)(?:b|(?P<c>c))", 256), ("x" * 50, 2)]


def kept():
    shelf = KeptPatterns()
    for pattern, flags in PATTERNS:
        shelf.put(pattern, flags, code_of(pattern, flags))
    shelf.save()
    return places.state_dir() / kept_patterns.NAME


def test_they_come_back():
    kept()
    for pattern, flags in PATTERNS:
        assert KeptPatterns().get(pattern, flags) == code_of(pattern, flags)
        assert made_of(pattern, KeptPatterns().get(pattern, flags)) is not None
    assert KeptPatterns().get("x" * 51, 2) is None
    assert KeptPatterns().get("x" * 50, 0) is None


def test_what_another_process_keeps_meanwhile_stays():
    one, other = KeptPatterns(), KeptPatterns()
    one.put("a+", 0, code_of("a+", 0))
    other.put("b+", 0, code_of("b+", 0))
    one.save()
    other.save()
    assert KeptPatterns().get("a+", 0) and KeptPatterns().get("b+", 0)


def test_nothing_is_written_where_nothing_is_new():
    file = kept()
    before = file.stat().st_mtime_ns
    shelf = KeptPatterns()
    assert shelf.get(*PATTERNS[0])
    shelf.save()
    assert file.stat().st_mtime_ns == before


def test_a_damaged_file_is_not_used_and_is_written_anew():
    file = kept()
    whole = file.read_bytes()
    dice = random.Random(3)
    for place in [0, 63, 64, 65, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(60))]:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << dice.randrange(8))]) + whole[place + 1 :])
        assert not any(KeptPatterns().get(*one) for one in PATTERNS), place
    file.write_bytes(whole[: len(whole) // 2])
    assert not any(KeptPatterns().get(*one) for one in PATTERNS)
    kept()
    assert file.read_bytes() == whole


def test_that_of_another_python_is_not_used(monkeypatch):
    kept()
    monkeypatch.setattr(kept_patterns, "MARK", "cpython-399")
    assert not any(KeptPatterns().get(*one) for one in PATTERNS)


@pytest.mark.parametrize("what", ["folder", "file in the way"])
def test_where_nothing_can_be_written_nothing_is_kept(what):
    state = places.state_dir()
    if what == "folder":
        (state / kept_patterns.NAME).mkdir(parents=True)
    else:
        shutil.rmtree(state)
        state.write_text("x", encoding="utf-8")
    shelf = KeptPatterns()
    shelf.put("a+", 0, code_of("a+", 0))
    shelf.save()
    assert KeptPatterns().get("a+", 0) is None
