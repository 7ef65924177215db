"""What a project still lacks for the next better grade, and where the points lie that it lost."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.records import dataclass
from selfeval.core.rules.pack import Grade, RulePack
from selfeval.core.scoring.results import ProjectResult


@dataclass(frozen=True, slots=True)
class Loss:
    """Points that one row lost; `indicator` is its id, "" for the execution rate."""

    indicator: str
    points: Decimal
    weight: Decimal


@dataclass(frozen=True, slots=True)
class NextGrade:
    """The next better grade of a project.

    Attributes:
        points: what the total lacks for it.
        losses: rows that lost points, the most points first.
        capped: whether the execution rate holds the total below this grade, so that points elsewhere do not help.
    """

    grade: Grade
    points: Decimal
    losses: tuple[Loss, ...]
    capped: bool = False


def better_grade(total: Decimal, pack: RulePack) -> Grade | None:
    """The grade just above that of a total; None for the best one, and for a pack without grades."""
    above = [grade for grade in pack.grades if grade.at_least > total]
    return min(above, key=lambda grade: grade.at_least) if above else None


def next_grade(result: ProjectResult, pack: RulePack) -> NextGrade | None:
    """What reaches the next grade; None without a total, with the best grade, or for a pack without grades."""
    grade = better_grade(result.total, pack) if result.total is not None else None
    if grade is None or result.total is None:
        return None
    cap = result.execution.cap
    return NextGrade(grade, grade.at_least - result.total, losses(result), cap is not None and cap < grade.at_least)


def losses(result: ProjectResult) -> tuple[Loss, ...]:
    """Every row of a project that lost points, the most points first, else in the order of the form."""
    found = [Loss(item.indicator.id, item.lost, item.weight.effective) for item in result.indicators if item.lost > 0]
    execution = result.execution
    if execution.score is not None and execution.score < execution.weight:
        found.append(Loss("", execution.weight - execution.score, execution.weight))
    return tuple(sorted(found, key=lambda loss: -loss.points))
