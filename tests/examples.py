"""How many examples a law is tried with: some in the daily run, all that its author asked for in `make campaign`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from random import Random
from typing import TypeVar

MANY = "SELFEVAL_MANY_EXAMPLES" in os.environ
Case = TypeVar("Case")


def _day() -> date:
    """The day of the run: that of the seed, if it is one; every process of a run has the same, at midnight too."""
    today = datetime.now(UTC).date().isoformat()
    seed = os.environ.setdefault("SELFEVAL_DIFFERENTIAL_SEED", today)
    try:
        return date.fromisoformat(seed)
    except ValueError:
        return date.fromisoformat(today)


DAY = _day()


def examples(usual: int) -> int:
    """A quarter of the usual number, or all of it where SELFEVAL_MANY_EXAMPLES is set."""
    return usual if MANY else max(usual // 4, 5)


def part(cases: Iterable[Case], of: int) -> list[Case]:
    """Every so many-th case of a table whose cases take long, others every day: all are tried in so many days.

    With SELFEVAL_MANY_EXAMPLES all of them; what is tried in part is named in `TABLES` of the Makefile, by which the
    campaign and CI try all of it. A run of another day is repeated with SELFEVAL_DIFFERENTIAL_SEED=2026-01-31.
    """
    return list(cases) if MANY else list(cases)[DAY.toordinal() % of :: of]


def dice(name: str) -> Random:
    """The chance of the day for one test."""
    return Random(f"{DAY} {name}")
