"""How many examples a law is tried with: some in the daily run, all that its author asked for in `make campaign`."""

from __future__ import annotations

import os

MANY = "SELFEVAL_MANY_EXAMPLES" in os.environ


def examples(usual: int) -> int:
    """A quarter of the usual number, or all of it where SELFEVAL_MANY_EXAMPLES is set."""
    return usual if MANY else max(usual // 4, 5)
