"""What stands between an evaluation and handing it in, as a list to tick off: what is done, what is left, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from selfeval.core.problems import Message, msg
from selfeval.core.scoring.handing_in import ToDo, ToDoKind
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.readings import in_doubt
from selfeval.workspace.work.questions.required import needs_budget_reason, needs_reason
from selfeval.workspace.work.workspace import Workspace

SIGNERS = (("preparer", msg("Prepared by")), ("leader", msg("Person in charge")))
"""Facts that name who signs, with their labels."""

SIGNATURE = (*SIGNERS, ("phone", msg("Telephone")), ("signed_on", msg("Date")))
"""All of the line to sign."""

APPROVED = ("approved_on", msg("Accounts approved on"))
"""The day from which a publication may count (决算批复日期), with its label."""


class Advised(StrEnum):
    """What a line is about that the form does not need."""

    READING = "reading"
    SIGNED = "signed"


Kind: TypeAlias = ToDoKind | Advised
"""What a line of the list is about."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list.

    Attributes:
        done, total: how many of how many are done.
        to_do: what is left of it before handing in; empty for what is only advised.
        places: where what is left is done, in the order of the form; empty for what concerns no row.
        required: whether the form is sent back without it.
    """

    kind: Kind
    done: int
    total: int
    to_do: tuple[ToDo, ...] = ()
    places: tuple[Place, ...] = ()
    required: bool = True

    @property
    def left(self) -> int:
        """How many are still to be done."""
        return self.total - self.done

    @property
    def name(self) -> Message:
        """What is ticked off."""
        return _NAMES[self.kind]


_NAMES: Mapping[Kind, Message] = {
    ToDoKind.EXECUTION: msg("Amounts spent are entered"),
    ToDoKind.ROW: msg("Every row has its score"),
    ToDoKind.REASON: msg("Reasons are given where points were lost"),
    ToDoKind.TEXT: msg("Required texts are written"),
    ToDoKind.WEIGHTS: msg("Points make full marks"),
    ToDoKind.FINDING: msg("No other errors in this evaluation"),
    Advised.READING: msg("Doubtful readings are confirmed"),
    Advised.SIGNED: msg("Names of those who answer for it"),
}


def checklist(workspace: Workspace) -> tuple[Check, ...]:
    """Every line, also those that are done; what is required comes first. Lines about nothing are left out."""
    lines = [*_required(workspace), _readings(workspace), _signed(workspace)]
    return tuple(line for line in lines if line.total)


def ready(lines: tuple[Check, ...]) -> bool:
    """Whether nothing that is required is left."""
    return not any(line.left for line in lines if line.required)


def _required(workspace: Workspace) -> Iterator[Check]:
    results, to_do = workspace.assessment.projects, workspace.to_do
    concerned = {
        ToDoKind.EXECUTION: sum(result.execution.applies for result in results),
        ToDoKind.ROW: sum(not item.not_applicable for result in results for item in result.indicators),
        ToDoKind.TEXT: sum(len(result.required_texts) for result in results),
        ToDoKind.WEIGHTS: len(results),
    }
    for kind in ToDoKind:
        left = tuple(item for item in to_do if item.kind is kind)
        places = tuple(dict.fromkeys(Place(item.project, item.indicator) for item in left if item.project))
        total = max(concerned.get(kind, 0), len(left))
        if kind is ToDoKind.REASON:
            total = _reasons_given(workspace) + len(left)
        elif kind is ToDoKind.FINDING:
            total = max(len(left), 1)  # without errors there is one thing that is so
        yield Check(kind, total - len(left), total, left, places)


def _reasons_given(workspace: Workspace) -> int:
    """Rows and budgets that lost points and say why."""
    evaluation, given = workspace.evaluation, 0
    for result in workspace.assessment.projects:
        given += sum(
            item.lost > 0
            and not needs_reason(evaluation, result, item)
            and bool(evaluation.indicator_value(result.project, item.indicator, "reason").strip())
            for item in result.indicators
        )
        told = bool(evaluation.value(result.project, "budget_reason").strip())
        given += told and not needs_budget_reason(workspace, result)
    return given


def _readings(workspace: Workspace) -> Check:
    """Rows whose target or outcome waits for a word; not required, for a form says nothing of it."""
    doubtful = tuple(place for place in workspace.places() if place.indicator and in_doubt(workspace, place))
    rows = sum(len(result.indicators) for result in workspace.assessment.projects)
    return Check(Advised.READING, rows - len(doubtful), rows, (), doubtful, required=False)


def _signed(workspace: Workspace) -> Check:
    there = sum(bool(workspace.evaluation.setting(name).strip()) for name, _label in SIGNERS)
    return Check(Advised.SIGNED, there, len(SIGNERS), required=False)
