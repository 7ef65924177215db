"""A pattern that is compiled later is used as one that was compiled at once."""

from __future__ import annotations

import re

import pytest

from selfeval.core.patterns import LazyPattern, lazy


def test_nothing_is_compiled_before_a_text_is_held_against_it(monkeypatch):
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("compiled"))
    assert isinstance(lazy(r"\d+"), LazyPattern)


def test_it_finds_what_the_compiled_one_finds_and_keeps_its_flags():
    text, number = "第12条 第34条", r"第(?P<number>\d+)条"
    one = lazy(number, re.ASCII)
    assert one.findall(text) == re.compile(number, re.ASCII).findall(text)
    assert one.search(text)["number"] == "12"
    assert (one.pattern, one.groups, one.flags) == (number, 1, re.compile(number, re.ASCII).flags)
    assert lazy("a").fullmatch("A") is None
    assert lazy("a", re.IGNORECASE).fullmatch("A")
    assert lazy(rb"\d+").fullmatch(b"12")


def test_a_mistake_in_a_pattern_shows_with_its_first_use():
    wrong = lazy("(")
    with pytest.raises(re.error):
        wrong.search("")
