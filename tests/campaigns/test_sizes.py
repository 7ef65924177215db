"""The small sizes of the campaign of sizes, and that growth beyond a line is seen."""

from __future__ import annotations

from tests.campaigns.running import campaign
from tests.campaigns.sizes import Cost, wrong


def test_time_and_memory_grow_with_the_rows():
    said = campaign("sizes", "--small")
    assert said.count("exponent") == 4


def test_what_grows_faster_or_is_not_refused_is_seen():
    def cost(rows, seconds, megabytes=100, refusal=""):
        return Cost(rows, {"check": seconds}, {"check": megabytes}, refusal)

    assert not wrong([cost(100, 1), cost(200, 2), cost(9000, 5, 200, "F115")], refused=True)
    assert wrong([cost(100, 1), cost(200, 4)], refused=False)
    assert wrong([cost(100, 1), cost(200, 2, 200)], refused=False)
    assert wrong([cost(100, 1), cost(9000, 5)], refused=True)
    assert wrong([cost(100, 1), cost(9000, 5, 900, "F115")], refused=True)
