"""Of tests that are the same in each language and size, a part every day, others the next: all in two days.

What a day leaves out is what `pytest --left-out` tries: CI does so at once (`make campaign-slice`), `make campaign`
tries every look.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol, TypeVar

from tests.tui.driving import LANGUAGES, SIZES

EVERY = 2
"""Days in which all looks of a test are tried."""


class Test(Protocol):
    """What is asked of an item of pytest."""

    nodeid: str


Item = TypeVar("Item", bound=Test)


def left_out(items: Iterable[Item], day: int) -> list[Item]:
    """Those of the tests that wait for another day, counted from any."""
    alike: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if (kind := _kind(item)) is not None:
            alike[kind].append(item)
    return [
        item
        for kind, tests in alike.items()
        if len(tests) > 1
        for place, item in enumerate(tests)
        if (place + zlib.crc32(kind.encode()) + day) % EVERY
    ]


def _kind(item: Test) -> str | None:
    """What the test has in common with those of other looks; None where it has none."""
    params = dict(getattr(getattr(item, "callspec", None), "params", {}))
    looks = [params.pop(name) for name, known in _KNOWN.items() if name in params and params[name] in known]
    return f"{item.nodeid.partition('[')[0]} {sorted(params.items(), key=str)!r}" if looks else None


_KNOWN: dict[str, tuple[object, ...]] = {"language": LANGUAGES, "size": SIZES}
