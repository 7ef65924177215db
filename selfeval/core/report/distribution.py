"""How the scores lie: rows by the share of their points that they earned, projects by their grade.

Rows are what a person can still do something about; grades are what a department is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from selfeval.core.problems import Message, msg
from selfeval.core.scoring.results import Assessment

_EDGES = (Decimal(80), Decimal(60), Decimal(0))
"""Shares in percent at which a band begins, as the three answers of a target in words have them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One row: the ids of project and indicator; the execution rate's indicator is ""."""

    project: str
    indicator: str


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that earned about the same share of their points.

    Attributes:
        name: what the band is called.
        spots: its rows, in the order of the form.
        lost: points that they lost together.
        low: whether less than 60 % was earned.
    """

    name: Message
    spots: tuple[Spot, ...]
    lost: Decimal
    low: bool = False

    @property
    def count(self) -> int:
        """How many rows are in it."""
        return len(self.spots)


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many projects have a grade; `grade` is "" for those without a total. `projects` are their ids."""

    grade: str
    projects: tuple[str, ...]


_BANDS = (
    msg("full points"),
    msg("80% and more"),
    msg("60% to 80%"),
    msg("below 60%"),
    msg("no points"),
    msg("no score yet"),
    msg("not applicable"),
)
_FULL, _NONE, _OPEN, _GONE = 0, 4, 5, 6


def score_bands(assessment: Assessment) -> tuple[Band, ...]:
    """All rows of all projects by the share of their points that they earned, the best first; none is left out.

    Rows without any points belong nowhere: they neither earn nor lose.
    """
    spots: list[list[Spot]] = [[] for _ in _BANDS]
    lost = [Decimal(0)] * len(_BANDS)
    for spot, score, weight, applies in _rows(assessment):
        number = _band(score, weight) if applies else _GONE
        if applies and not weight:
            continue
        spots[number].append(spot)
        if applies and score is not None:
            lost[number] += max(weight - score, Decimal(0))
    return tuple(
        Band(name, tuple(mine), gone, number in {3, _NONE})
        for number, (name, mine, gone) in enumerate(zip(_BANDS, spots, lost, strict=True))
    )


def _band(score: Decimal | None, weight: Decimal) -> int:
    if score is None:
        return _OPEN
    if score >= weight:
        return _FULL
    if score <= 0:
        return _NONE
    return next(place for place, edge in enumerate(_EDGES, 1) if score * 100 >= weight * edge)


def _rows(assessment: Assessment) -> Iterator[tuple[Spot, Decimal | None, Decimal, bool]]:
    """Spot, score, points to earn, and whether it applies, of every row; the execution rate first, as in the form."""
    for result in assessment.projects:
        execution = result.execution
        yield Spot(result.project.id, ""), execution.score, execution.weight, execution.applies
        for item in result.indicators:
            spot = Spot(result.project.id, item.indicator.id)
            yield spot, item.score, item.weight.effective, not item.not_applicable


def grade_counts(assessment: Assessment) -> tuple[GradeCount, ...]:
    """Projects by grade, from the best to the lowest, then those without one; empty for a pack without grades."""
    if not assessment.pack.grades:
        return ()
    ordered = sorted(assessment.pack.grades, key=lambda grade: -grade.at_least)
    names = [*dict.fromkeys(grade.name for grade in ordered), ""]
    return tuple(
        GradeCount(name, tuple(one.project.id for one in assessment.listed if one.grade == name)) for name in names
    )
