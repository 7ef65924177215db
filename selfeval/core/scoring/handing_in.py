"""What is still to do before an evaluation can be handed in, as data: the list that every front end shows.

Only what can still be changed is in it; findings about the approved targets are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from selfeval.core.problems import CellRef, Message, Owner, Problem, Severity, msg
from selfeval.core.records import dataclass
from selfeval.core.scoring.results import REQUIRED_TEXTS, Assessment, ProjectResult


class ToDoKind(StrEnum):
    """What sort of thing is left, in the order in which it is sensibly done."""

    EXECUTION = "execution"
    ROW = "row"
    REASON = "reason"
    TEXT = "text"
    WEIGHTS = "weights"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing that is left.

    Attributes:
        kind: a row or the execution rate without a score, weights, a required text, a reason, or another error.
        project: id of the project, "" for the department or the file.
        indicator: id of the indicator, "" for the project.
        message: what is to be done, as one sentence.
        field: the fact to enter, such as `actual`, `reason` or `goal_actual`; "" where no single one helps.
        code: of the finding it comes from, "" for none.
        where: the cell in the workbook that was read.
    """

    kind: ToDoKind
    project: str
    indicator: str
    message: Message
    field: str = ""
    code: str = ""
    where: CellRef | None = None


_REASONS = {
    "S104": "reason",
    "S105": "reason",
    "S106": "reason",
    "S109": "reason",
    "S131": "reason",
    "B123": "budget_reason",
    "B124": "budget_reason",
}
"""Findings that a reason settles, with the fact it is entered as; warnings among them count too."""
_TOLD = frozenset({"A101", "A110", "B120", "S124"})
"""Findings that only repeat what the results themselves say is missing."""
_WEIGHTS = frozenset({"W102", "W103", "W104", "W106"})


def still_to_do(assessment: Assessment, problems: Sequence[Problem]) -> tuple[ToDo, ...]:
    """Everything left before handing in, project by project; empty where the evaluation is ready.

    `problems` are all findings, as `all_problems` gives them for filled forms.
    """
    mine = [problem for problem in problems if problem.about is Owner.EVALUATION]
    known = {result.project.id for result in assessment.projects}
    found = [_finding(problem) for problem in mine if problem.project not in known and _stops(problem)]
    for result in assessment.projects:
        found += _of_project(result, [problem for problem in mine if problem.project == result.project.id])
    return tuple(found)


def _of_project(result: ProjectResult, problems: Sequence[Problem]) -> Iterator[ToDo]:
    stopping = [problem for problem in problems if _stops(problem)]
    told = {problem.indicator: problem for problem in reversed(stopping) if problem.code not in _WEIGHTS}
    for name in result.missing:
        yield _open_row(result, name, told.get(name) if name else None)
    if not result.missing and result.total is None and not any(problem.code in _WEIGHTS for problem in stopping):
        yield ToDo(ToDoKind.FINDING, result.project.id, "", result.note)
    for name in result.blank_texts:
        message = msg("Still to be written: {text}.", text=REQUIRED_TEXTS[name])
        yield ToDo(ToDoKind.TEXT, result.project.id, "", message, name, "", result.project.where(name))
    listed = {problem for name, problem in told.items() if name and name in result.missing}
    yield from (_finding(problem) for problem in stopping if problem not in listed)


def _open_row(result: ProjectResult, name: str, problem: Problem | None) -> ToDo:
    """A score that is missing; where a finding says why, in its words."""
    project = result.project.id
    if not name:
        why = result.execution.why
        return ToDo(ToDoKind.EXECUTION, project, "", msg("The execution rate has no score: {why}", why=why), "executed")
    item = result.scored(name)
    where = item.indicator.where("actual")
    if problem is not None:
        return ToDo(ToDoKind.ROW, project, name, problem.message, "actual", problem.code, where)
    message = msg("“{name}” has no score: {why}", name=item.indicator.tier3, why=item.why)
    return ToDo(ToDoKind.ROW, project, name, message, "actual", "", where)


def _stops(problem: Problem) -> bool:
    """Whether the form should not be handed in with this: an error, or a reason that somebody waits for."""
    if problem.code in _TOLD:
        return False
    if problem.code in _REASONS:
        return problem.severity is not Severity.INFO
    return problem.severity is Severity.ERROR


def _finding(problem: Problem) -> ToDo:
    field, kind = _REASONS.get(problem.code, ""), ToDoKind.REASON
    if not field:
        kind, field = (ToDoKind.WEIGHTS, "weight") if problem.code in _WEIGHTS else (ToDoKind.FINDING, "")
    return ToDo(kind, problem.project, problem.indicator, problem.message, field, problem.code, problem.where)


_KINDS = {
    ToDoKind.ROW: msg("{count} rows without a score"),
    ToDoKind.EXECUTION: msg("{count} execution rates without a score"),
    ToDoKind.WEIGHTS: msg("{count} on weights"),
    ToDoKind.TEXT: msg("{count} texts to write"),
    ToDoKind.REASON: msg("{count} reasons to give"),
    ToDoKind.FINDING: msg("{count} other errors"),
}


def summed_up(to_do: Sequence[ToDo]) -> Message:
    """One sentence: ready to hand in, or how many things of each kind are left."""
    if not to_do:
        return msg("Ready to hand in.")
    numbers = {kind: sum(item.kind is kind for item in to_do) for kind in _KINDS}
    parts = tuple(Message(_KINDS[kind].template, (("count", number),)) for kind, number in numbers.items() if number)
    return msg("Still to do before handing in: {count} ({parts}).", count=len(to_do), parts=parts)
