"""Names given once: which ones come, and that ten thousand alike cost what ten thousand different ones do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.free_names import FreeNames
from tests.growth import times_longer


def hashed(free, name):
    return free.take(name, "{}#{}".format)


@pytest.mark.parametrize(
    ("names", "given_names"),
    [
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a#2", "a#3"]),
        (["a", "a#2", "a", "a"], ["a", "a#2", "a#3", "a#4"]),
        (["a", "a", "a#2", "a#2"], ["a", "a#2", "a#2#2", "a#2#3"]),
        (["", ""], ["", "#2"]),
    ],
)
def test_a_name_that_is_taken_gets_the_next_number(names, given_names):
    free = FreeNames()
    assert [hashed(free, name) for name in names] == given_names


def test_names_that_are_the_same_in_another_case_are_told_apart_too():
    free = FreeNames(["History"], like=str.casefold)
    assert [hashed(free, name) for name in ("history", "HISTORY", "A", "a")] == ["history#2", "HISTORY#3", "A", "a#2"]


@given(st.lists(st.text("a#2", max_size=4), max_size=30), st.sets(st.text("a#2", max_size=4), max_size=5))
def test_none_is_given_twice(names, taken):
    free = FreeNames(taken)
    found = [hashed(free, name) for name in names]
    assert len(set(found) | taken) == len(found) + len(taken)


def test_ten_thousand_alike_cost_what_different_ones_do():
    def taken(names):
        free = FreeNames()
        for name in names:
            hashed(free, name)

    alike, different = ["a"] * 10_000, [f"a{number}" for number in range(10_000)]
    # Counting up from 2 for each of them takes a thousand times as long.
    assert times_longer(lambda: taken(alike), lambda: taken(different), 20) <= 20
