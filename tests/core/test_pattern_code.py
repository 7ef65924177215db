"""A pattern made of its code is the one that `re` compiles; every pattern of the program is tried."""

from __future__ import annotations

import re
import sys

import pytest

from selfeval.core import pattern_code
from selfeval.core import patterns as lazy_patterns
from selfeval.core.patterns import LazyPattern, kept_on, lazy
from tests.core.test_linear_patterns import patterns as all_patterns


class Shelf:
    """Keeps code in memory, and counts."""

    def __init__(self):
        self.kept = {}
        self.hits = 0
        self.saved = False

    def get(self, pattern, flags):
        found = self.kept.get((pattern, flags))
        self.hits += found is not None
        return found

    def put(self, pattern, flags, code):
        self.kept[pattern, flags] = code

    def save(self):
        self.saved = True


@pytest.fixture
def shelf(monkeypatch):
    made = Shelf()
    monkeypatch.setattr(sys.modules[__name__], "on_the_shelf", lambda: made, raising=False)
    with kept_on(f"{__name__}:on_the_shelf"):
        yield made


def test_what_came_to_the_shelf_is_saved_at_the_end(monkeypatch):
    made = Shelf()
    monkeypatch.setattr(sys.modules[__name__], "on_the_shelf", lambda: made, raising=False)
    with kept_on(f"{__name__}:on_the_shelf"):
        assert lazy("a").search("a")
        assert not made.saved
    assert made.saved


def test_every_pattern_of_the_program_is_made_of_its_code_as_it_is():
    tried = [one for one in all_patterns().values() if isinstance(one.pattern, str)]
    assert len(tried) > 300
    for compiled in tried:
        code = pattern_code.code_of(compiled.pattern, compiled.flags & ~re.UNICODE)
        assert code is not None, compiled.pattern
        made = pattern_code.made_of(compiled.pattern, code)
        assert made == compiled, compiled.pattern  # `re` compares flags, code and text
        assert (made.groups, made.groupindex) == (compiled.groups, compiled.groupindex)


def test_the_code_of_a_pattern_is_taken_from_the_shelf(shelf):
    text, number = "第12条 第34条", r"第(?P<number>\d+)条"
    first, second = lazy(number, re.ASCII), lazy(number, re.ASCII)
    assert first.findall(text) == ["12", "34"]
    assert shelf.hits == 0
    assert second.search(text)["number"] == "12"
    assert shelf.hits == 1
    assert second.search(text).re == re.compile(number, re.ASCII)


def test_flags_tell_patterns_apart(shelf):
    assert lazy("a").fullmatch("A") is None
    assert lazy("a", re.IGNORECASE).fullmatch("A")
    assert lazy("a").fullmatch("A") is None


@pytest.mark.parametrize("words", [(), (0, 0, 0), (999_999,), (-1,), (1 << 40,), ("x",), tuple(range(50))], ids=repr)
def test_code_that_is_not_sound_is_not_used(shelf, words):
    shelf.put("[ab]+", 0, pattern_code.Code(32, words, 0, {}))
    assert lazy("[ab]+").fullmatch("abba")


@pytest.mark.parametrize("lost", ["parse", "_code"])
def test_another_python_compiles_as_usual(shelf, monkeypatch, lost):
    import re._compiler
    import re._parser

    place = re._parser if lost == "parse" else re._compiler
    with monkeypatch.context() as patch:
        real = getattr(place, lost)
        patch.setattr(place, lost, lambda *_args: None)
        assert pattern_code.code_of("x+", 0) is None
        patch.setattr(place, lost, real)
        patch.setattr(lazy_patterns, "code_of", lambda *_args: None)
        assert lazy("x+").fullmatch("xx")
    assert not shelf.kept


def test_bytes_are_compiled_as_usual(shelf):
    assert lazy(rb"\d+").fullmatch(b"12")
    assert not shelf.kept


def test_a_mistake_in_a_pattern_shows_with_its_first_use(shelf):
    wrong = lazy("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_the_shelf_is_opened_by_the_first_use_only(monkeypatch):
    monkeypatch.setattr(sys.modules[__name__], "on_the_shelf", lambda: pytest.fail("opened"), raising=False)
    with kept_on(f"{__name__}:on_the_shelf"):
        assert isinstance(lazy("a"), LazyPattern)
        assert lazy("a", kept=False).search("a")
    assert lazy("a").search("a")  # and outside it is not asked
