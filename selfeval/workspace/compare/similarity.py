"""How like two names of indicators are: for rows that somebody renamed between two readings of a table."""

from __future__ import annotations

from difflib import SequenceMatcher

from selfeval.core.keys import key, tier_key

RENAMED_FROM = 55
"""Percent of likeness from which two names under the same tiers may be one indicator."""


def same_path(one: str, other: str) -> bool:
    """Whether two tiers are the same: `产出指标（50分）` is `产出`."""
    return tier_key(one) == tier_key(other)


def alike(one: str, other: str) -> int:
    """Percent; 100 only for names that are the same apart from spacing and the width of signs."""
    if key(one) == key(other):
        return 100
    return min(99, int(SequenceMatcher(None, key(one), key(other)).ratio() * 100))
