"""The discount of a self-evaluation that a reviewer grades lower than it graded itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from selfeval.core.numbers import parse_number, plain
from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass

_MOST = 100
"""Points of full marks."""


class Graded(Protocol):
    """A grade with the points from which on it is given."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def at_least(self) -> Decimal:
        """The points from which on it is given."""


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """A grade lower by `lower_by` grades or more leaves `percent` of the total."""

    lower_by: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a reviewer's grade made of a total.

    Attributes:
        grade, own: the reviewer's grade, and the one that the total had.
        before: the total before the discount.
        percent: what is left of it.
    """

    grade: str
    own: str
    before: Decimal
    percent: Decimal

    @property
    def note(self) -> Message:
        """What the reviewer's grade did, with its figures."""
        return msg(
            "The reviewer's grade {grade} is lower than {own}: {percent}% of {total} remain.",
            grade=self.grade,
            own=self.own,
            percent=plain(self.percent),
            total=self.before,
        )


def grade_given(text: str, grades: Sequence[Graded]) -> str:
    """The grade that a reviewer gave: its name, or that of the points written (`78`, `78分`); "" if it is neither."""
    said = text.strip()
    if any(grade.name == said for grade in grades):
        return said
    points = parse_number(said.removesuffix("分"))
    if points is None or not 0 <= points <= _MOST:
        return ""
    return next((grade.name for grade in grades if points >= grade.at_least), "")


def percent_left(steps: Sequence[ReviewStep], lower_by: int) -> Decimal | None:
    """The percent that the highest step reached leaves; None where none is."""
    return next((step.percent for step in reversed(steps) if lower_by >= step.lower_by), None)


def grades_lower(grades: Sequence[str], own: str, reviewer: str) -> int:
    """By how many grades the reviewer's is lower, best first; 0 where it is not, or is none of them."""
    if own not in grades or reviewer not in grades:
        return 0
    return max(grades.index(reviewer) - grades.index(own), 0)
