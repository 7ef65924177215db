"""The discount of a self-evaluation that a reviewer grades lower than it graded itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


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


def percent_left(steps: Sequence[ReviewStep], lower_by: int) -> Decimal | None:
    """The percent that the highest step reached leaves; None where none is."""
    return next((step.percent for step in reversed(steps) if lower_by >= step.lower_by), None)


def grades_lower(grades: Sequence[str], own: str, reviewer: str) -> int:
    """By how many grades the reviewer's is lower, best first; 0 where it is not, or is none of them."""
    if own not in grades or reviewer not in grades:
        return 0
    return max(grades.index(reviewer) - grades.index(own), 0)
