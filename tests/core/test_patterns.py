"""A pattern that is compiled late does what `re.compile` would have made of it, and nothing before it is used."""

from __future__ import annotations

import re

import pytest

from selfeval.core import patterns
from selfeval.core.patterns import lazy

TEXTS = ("≥95%", "a1b22", "", "A1\nb2")


@pytest.fixture
def compiled(monkeypatch):
    made: list[str] = []
    real = re.compile
    monkeypatch.setattr(patterns.re, "compile", lambda text, flags=0: made.append(text) or real(text, flags))
    return made


def test_nothing_is_compiled_before_the_first_use_and_once_after(compiled):
    one = lazy(r"\d+")
    assert one.pattern == r"\d+"
    assert compiled == []
    assert [one.search("a1")[0], one.sub("x", "a1"), one.fullmatch("12")[0]] == ["1", "ax", "12"]
    assert compiled == [r"\d+"]


@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.MULTILINE | re.IGNORECASE])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("how", ["search", "match", "fullmatch"])
def test_it_finds_what_the_compiled_one_finds(flags, text, how):
    source = r"^(?P<word>[a-z]*)(\d+)"
    found, wanted = (getattr(one, how)(text) for one in (lazy(source, flags), re.compile(source, flags)))
    assert (found and (found.span(), found.groupdict())) == (wanted and (wanted.span(), wanted.groupdict()))


@pytest.mark.parametrize("call", [("split", "a1b2"), ("findall", "a1b2"), ("sub", "-", "a1b2"), ("subn", "-", "a1b2")])
def test_the_other_methods_are_those_of_the_compiled_one(call):
    name, *args = call
    assert getattr(lazy(r"\d"), name)(*args) == getattr(re.compile(r"\d"), name)(*args)


def test_a_mistake_shows_with_the_first_use():
    with pytest.raises(re.error):
        lazy("(").search("")
