"""A day tries a part of the looks of each test, two days all of them, and what a day leaves out is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

from tests.tui.driving import LANGUAGES, SIZES
from tests.tui.looks import EVERY, left_out


@dataclass(frozen=True)
class One:
    nodeid: str
    callspec: SimpleNamespace = field(compare=False)


def made(name, rows):
    return [One(f"{name}[{number}]", SimpleNamespace(params=row)) for number, row in enumerate(rows)]


LOOKS = made("a.py::looks", [{"language": one, "size": size} for one, size in zip(LANGUAGES, SIZES, strict=True)])
KEYS = made("a.py::keys", [{"language": one, "key": key} for one in LANGUAGES for key in ("f5", "enter")])
OTHERS = [
    *made("a.py::sizes", [{"size": (61, 20)}, {"size": (80, 24)}]),
    *made("a.py::single", [{"language": "zh"}]),
    *made("a.py::texts", [{"text": "zh"}, {"text": "en"}]),
    One("a.py::plain", SimpleNamespace()),
]


def test_each_look_has_its_day_and_what_has_one_look_alone_has_every_day():
    every = [*LOOKS, *KEYS, *OTHERS]
    days = [left_out(every, day) for day in range(EVERY)]
    assert all(days)
    assert sorted(one.nodeid for day in days for one in day) == sorted(one.nodeid for one in (*LOOKS, *KEYS))
    for day in days:
        assert {one.callspec.params["key"] for one in KEYS if one not in day} == {"f5", "enter"}


def test_a_day_tries_some_of_either_language():
    many = [one for name in "abcdefgh" for one in made(f"{name}.py::test", [one.callspec.params for one in LOOKS])]
    waiting = left_out(many, 0)
    assert {one.callspec.params["language"] for one in many if one not in waiting} == set(LANGUAGES)
