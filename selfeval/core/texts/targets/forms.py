"""What every way of reading a target shares: the context of its text, and the short normal forms of a reading."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from selfeval.core.numbers import plain
from selfeval.core.readings import Comparator, Kind, Origin, Target
from selfeval.core.records import dataclass
from selfeval.core.texts.notes import targets as suppose
from selfeval.core.texts.words import targets as words

SIGNS = {Comparator.GE: "≥", Comparator.LE: "≤", Comparator.GT: ">", Comparator.LT: "<", Comparator.EQ: "="}
"""The sign of each comparison, as it is shown."""

_SORTS = {Kind.BOOLEAN: "是否完成", Kind.QUALITATIVE: "定性指标"}
"""What a correction says that made no number of a text."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around the text: tiers, name, budget year, and the cells for sign, unit and 指标性质."""

    tier1: str
    tier2: str
    name: str
    year: int | None
    sign: str
    unit: str
    nature: str

    @property
    def reverse(self) -> bool:
        """Whether the form calls the indicator 反向."""
        return self.nature.startswith(("反", "负"))

    @property
    def forward(self) -> bool:
        """Whether the form calls the indicator 正向."""
        return self.nature.startswith("正")

    @property
    def timely(self) -> bool:
        """Whether tiers or name speak of time."""
        return words.speaks_of_time(self.tier1, self.tier2, self.name)


def canonical(target: Target) -> str:
    """The short normal form that reads back to the same: `≥ 90%`, `18—54周岁`, `2025-12-31 前`.

    Yes/no and qualitative targets, unreadable ones and dates without a year are their own text, trimmed.
    """
    if target.kind is Kind.DATE and target.day is not None:
        last = target.last_day
        return f"{target.day.isoformat()} 前" if last is None else f"{target.day.isoformat()} 至 {last.isoformat()}"
    if target.value is None or target.comparator is None:
        return target.text.strip()
    if target.kind is Kind.RANGE and target.upper is not None:
        if target.value <= 0 and target.upper == abs(target.value):
            return f"±{plain(target.upper)}{target.unit}"
        return f"{plain(target.value)}—{plain(target.upper)}{target.unit}"
    return signed(target.comparator, target.value, target.unit)


def as_scored(target: Target) -> str:
    """The target as forms and screens show it: its text, and where a person corrected the reading, what counts.

    `≤100%（按≥100%计）`; a text whose reading was not corrected stands alone.
    """
    text = target.text.strip()
    if target.origin is not Origin.CORRECTED:
        return text
    return f"{text}（按{_SORTS.get(target.kind) or _bare(target)}计）"


def _bare(target: Target) -> str:
    """The normal form without the spaces that screens need."""
    mark = SIGNS.get(target.comparator, "") if target.comparator else ""
    return (mark + canonical(target).removeprefix(mark).lstrip()).replace(" ", "")


def signed(comparator: Comparator, value: Decimal, unit: str) -> str:
    """`≥ 90%`: with a space after the sign, whose width differs between screens."""
    return f"{SIGNS.get(comparator, '')} {plain(value)}{unit}".strip()


def deadline(day: date) -> str:
    """`2025-12-31 前`."""
    return f"{day.isoformat()} 前"


def unreadable(text: str, code: str) -> Target:
    """The target as unreadable, with the cause."""
    return Target(text, Kind.UNREADABLE, origin=Origin.ASSUMED, assumptions=(suppose.unreadable(code),))
