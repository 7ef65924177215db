"""How far an evaluation is, in a few values: steps done, total and grade, and what is to be done next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from selfeval.core.problems import Message, msg
from selfeval.core.report.plain import fixed
from selfeval.core.scoring.handing_in import ToDo, ToDoKind
from selfeval.core.scoring.results import Assessment


class Next(StrEnum):
    """What is to be done next, in the order in which it is sensibly done."""

    EXECUTION = "execution"
    ROW = "row"
    REASON = "reason"
    TEXT = "text"
    WEIGHTS = "weights"
    FINDING = "finding"
    EXPORT = "export"
    HAND_IN = "hand_in"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next.

    Attributes:
        count: how many things of this kind are left.
        name: the row or project of the first one; of the file to be handed in.
        project, indicator: ids of where the first one is done, "" for the work as a whole.
    """

    kind: Next
    count: int = 0
    name: str = ""
    project: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the work is.

    Attributes:
        done, steps: scores and required texts that are there, and how many there are to collect.
        total: the department's total as it is printed, "" where there is none.
        grade: the department's, "" without one.
        rank: place of the grade among those of the pack, 0 for the best, -1 without one.
        ranks: how many grades the pack has.
        next: what is to be done next.
    """

    done: int
    steps: int
    total: str
    grade: str
    rank: int
    ranks: int
    next: NextStep


_AS_TO_DO = {kind: ToDoKind(kind.value) for kind in Next if kind.value in set(ToDoKind)}
"""In the order of `Next`."""


def standing(assessment: Assessment, to_do: Sequence[ToDo], exported: str = "") -> Standing:
    """The standing of an evaluation with what is left to do; `exported` names its workbook as it stands, if written."""
    department, pack = assessment.department, assessment.pack
    steps = sum(result.steps_total for result in assessment.projects)
    left = sum(result.steps_open for result in assessment.projects)
    names = [grade.name for grade in sorted(pack.grades, key=lambda grade: -grade.at_least)]
    return Standing(
        steps - left,
        steps,
        fixed(department.total, pack.rounding.places) or "",
        department.grade,
        names.index(department.grade) if department.grade in names else -1,
        len(names),
        _next(assessment, to_do, exported),
    )


def _next(assessment: Assessment, to_do: Sequence[ToDo], exported: str) -> NextStep:
    for kind, wanted in _AS_TO_DO.items():
        mine = [item for item in to_do if item.kind is wanted]
        if mine:
            first = mine[0]
            return NextStep(kind, len(mine), _name(assessment, first), first.project, first.indicator)
    return NextStep(Next.HAND_IN, name=exported) if exported else NextStep(Next.EXPORT)


def _name(assessment: Assessment, item: ToDo) -> str:
    if not item.project:
        return ""
    result = assessment.project(item.project)
    return result.scored(item.indicator).indicator.tier3 if item.indicator else result.project.title


_SAID = {
    Next.EXECUTION: msg("enter what was spent: {name}"),
    Next.ROW: msg("enter {count} outcomes, next “{name}”"),
    Next.REASON: msg("give {count} reasons, next “{name}”"),
    Next.TEXT: msg("write what became of the goal: {name}"),
    Next.WEIGHTS: msg("settle the points: {name}"),
    Next.FINDING: msg("look into {count} errors"),
    Next.EXPORT: msg("ready: export the workbook"),
    Next.HAND_IN: msg("ready: hand in {name}"),
}


def next_words(step: NextStep) -> Message:
    """What is to be done next, as the end of a line."""
    return Message(_SAID[step.kind].template, (("count", step.count), ("name", step.name)))
