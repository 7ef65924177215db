"""Growth beyond a line is seen; what is measured is `make campaign-slice`'s (small sizes) and `make campaign`'s."""

from __future__ import annotations

from tests.campaigns.sizes import Cost, wrong


def test_what_grows_faster_or_is_not_refused_is_seen():
    def cost(rows, seconds, megabytes=100, refusal=""):
        return Cost(rows, {"check": seconds}, {"check": megabytes}, refusal)

    assert not wrong([cost(100, 1), cost(200, 2), cost(9000, 5, 200, "F115")], refused=True)
    assert wrong([cost(100, 1), cost(200, 4)], refused=False)
    assert wrong([cost(100, 1), cost(200, 2, 200)], refused=False)
    assert wrong([cost(100, 1), cost(9000, 5)], refused=True)
    assert wrong([cost(100, 1), cost(9000, 5, 900, "F115")], refused=True)
