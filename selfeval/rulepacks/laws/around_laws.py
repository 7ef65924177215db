"""Laws of what a pack says of texts around the table, surveys, and the days by which forms are due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from selfeval.core.problems import msg
from selfeval.core.rules.parts.deadlines import Deadline
from selfeval.rulepacks.laws.flaw import Flaw

_CITED = {"lengths": ("lengths", "lengths_least", "required_texts"), "survey": ("survey_least",)}


def around_flaws(raw: Mapping[str, Any]) -> Iterator[Flaw]:
    """Limits without a source, a source without limits, and a least length above the most."""
    for key, said in _CITED.items():
        if any(raw.get(name) for name in said) != bool(raw.get(f"{key}_cite")):
            yield Flaw("R124", (f"{key}_cite",), msg("{key} and {key}_cite go together", key=key))
    most, least = raw.get("lengths"), raw.get("lengths_least")
    if not isinstance(most, Mapping) or not isinstance(least, Mapping):
        return
    for name, count in least.items():
        if isinstance(count, int) and isinstance(most.get(name), int) and count > most[name]:
            message = msg("{name} must have {least} characters, but may have {most} only",
                          name=name, least=count, most=most[name])  # fmt: skip
            yield Flaw("R138", ("lengths_least", name), message)


def deadline_flaws(deadlines: Sequence[Deadline]) -> Iterator[Flaw]:
    """A day is given in one of two ways: month and day, or days after the approval of the accounts."""
    for index, one in enumerate(deadlines):
        by_day = (one.month is not None, one.day is not None)
        if all(by_day) == (one.days_after_approval is not None) or any(by_day) != all(by_day):
            message = msg("a deadline has month and day, or days_after_approval, and not both")
            yield Flaw("R139", ("deadlines", index), message)
