"""How many examples a law is tried with: some in the daily run, all that its author asked for in `make campaign`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

MANY = "SELFEVAL_MANY_EXAMPLES" in os.environ
Case = TypeVar("Case")


def examples(usual: int) -> int:
    """A quarter of the usual number, or all of it where SELFEVAL_MANY_EXAMPLES is set."""
    return usual if MANY else max(usual // 4, 5)


def part(cases: Iterable[Case], of: int) -> list[Case]:
    """Every so many-th case of a table whose cases take long, or all of them where SELFEVAL_MANY_EXAMPLES is set.

    What is tried in part is named in `TABLES` of the Makefile, by which the campaign and CI try all of it.
    """
    return list(cases)[:: 1 if MANY else of]
