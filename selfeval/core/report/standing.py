"""How far an evaluation is, in a few values: steps done, total and grade, and what is to be done next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from selfeval.core.numbers import fixed
from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.core.scoring.handing_in import ToDo, ToDoKind
from selfeval.core.scoring.results import Assessment


class Ready(StrEnum):
    """What is to be done once nothing is left."""

    EXPORT = "export"
    HAND_IN = "hand_in"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done next.

    Attributes:
        kind: what sort of thing; of what is left, the first in the order of its kinds.
        count: how many things of this kind are left.
        name: the row or project of the first one; of the file to be handed in.
        project, indicator: ids of where the first one is done, "" for the work as a whole.
    """

    kind: ToDoKind | Ready
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
    for kind in ToDoKind:
        mine = [item for item in to_do if item.kind is kind]
        if mine:
            first = mine[0]
            return NextStep(kind, len(mine), _name(assessment, first), first.project, first.indicator)
    return NextStep(Ready.HAND_IN, name=exported) if exported else NextStep(Ready.EXPORT)


def _name(assessment: Assessment, item: ToDo) -> str:
    if not item.project:
        return ""
    result = assessment.project(item.project)
    return result.scored(item.indicator).indicator.tier3 if item.indicator else result.project.title


_SAID: Mapping[ToDoKind | Ready, Message] = {
    ToDoKind.EXECUTION: msg("enter what was spent: {name}"),
    ToDoKind.ROW: msg("enter {count} outcomes, next “{name}”"),
    ToDoKind.REASON: msg("give {count} reasons, next “{name}”"),
    ToDoKind.TEXT: msg("write what became of the goal: {name}"),
    ToDoKind.WEIGHTS: msg("settle the points: {name}"),
    ToDoKind.FINDING: msg("look into {count} errors"),
    Ready.EXPORT: msg("ready: export the workbook"),
    Ready.HAND_IN: msg("ready: hand in {name}"),
}
NEXT = {kind.value: kind for kind in _SAID}
"""Every kind of next step, by its name in files."""


def next_words(step: NextStep) -> Message:
    """What is to be done next, as the end of a line."""
    return Message(_SAID[step.kind].template, (("count", step.count), ("name", step.name)))
