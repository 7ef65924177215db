"""Which row of one table is which of another: by code or name of the project, by tiers and name, by likeness.

What a comparison forgives is said by whoever compares; how texts are compared is the same for all of them.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import Enum
from typing import Protocol

from selfeval.core.keys import key, tier_key
from selfeval.core.model import Project

LIKE_FROM = 55
"""Percent of likeness from which two names may be one indicator that somebody renamed."""
_LONGEST_NAME = 300
"""Characters; a longer text is nobody's name, and comparing takes time by the square."""


class Blank(Enum):
    """What a tier that one side leaves blank fits."""

    ONLY_BLANK = "only a blank one"
    ANY_WHERE_WANTED = "any tier, where what is looked for leaves it blank"
    ANY = "any tier, whichever side leaves it blank"


class Row(Protocol):
    """What names a row: its tiers, `产出指标（50分）` being `产出`."""

    @property
    def tier1(self) -> str:
        """The first tier."""

    @property
    def tier2(self) -> str:
        """The second tier."""


def same_tiers(wanted: Row, there: Row, blank: Blank = Blank.ONLY_BLANK) -> bool:
    """Whether a row that is looked for stands under the same tiers as one that is there."""
    return all(_tier_fits(*pair, blank) for pair in ((wanted.tier1, there.tier1), (wanted.tier2, there.tier2)))


def _tier_fits(wanted: str, there: str, blank: Blank) -> bool:
    if blank is not Blank.ONLY_BLANK and not wanted:
        return True
    return (blank is Blank.ANY and not there) or tier_key(wanted) == tier_key(there)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one apart from spacing and the width of signs."""
    return key(one) == key(other)


def likeness(one: str, other: str, *, least: int = 0) -> int:
    """How like two names are in percent; 100 only for the same name, 0 where it is less than `least`."""
    if same_name(one, other):
        return 100
    matcher = SequenceMatcher(None, key(one), key(other))
    if least:
        if max(len(one), len(other)) > _LONGEST_NAME:
            return 0
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) * 100 < least:
            return 0
    return min(99, int(matcher.ratio() * 100))


def project_names(project: Project) -> set[str]:
    """The names of a project for comparing: as the table has it, and its title."""
    return {key(project.name), key(project.title)} - {""}
