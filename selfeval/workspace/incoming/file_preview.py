"""What colleagues have sent back, as rows to look at before they are entered: fill-in workbooks, .csv and .json."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from selfeval.core.evaluation import FactKey, Step
from selfeval.core.problems import Message, Problem, SelfEvalError, Severity, msg
from selfeval.excel.book.kinds.names import ACTUALS
from selfeval.real_path import real_path
from selfeval.workspace.incoming.fill_in import Incoming, incoming, take_in
from selfeval.workspace.incoming.paste import How, Line, Pasted
from selfeval.workspace.incoming.preview import Seen
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

SUFFIXES = ACTUALS
"""Endings of files that may hold actuals; the content decides, they only narrow a list."""


def look_at_file(workspace: Workspace, path: Path) -> tuple[Incoming, Pasted]:
    """What a file would enter, and its rows; rows that belong nowhere and what is doubtful are in the notes.

    Raises:
        SelfEvalError: as for `read_actuals`; also where the file is the workbook itself.
    """
    if real_path(path) == real_path(workspace.source.path):
        raise SelfEvalError(
            msg("The same workbook"),
            msg("{name} is the workbook that is open; what it says is here already.", name=path.name),
            msg("Choose the file that colleagues have sent back."),
        )
    found = incoming(workspace, [path])
    lines = [*_lines(workspace, found)]
    lost = [problem for problem in found.problems if problem.code in {"F401", "F402", "F412"}]
    lines += [_unplaced(number, problem) for number, problem in enumerate(lost, len(lines) + 1)]
    told = [
        _told(problem) for problem in found.problems if problem not in lost and problem.severity is not Severity.INFO
    ]
    if found.same:
        told.append(msg("{count} values are here already.", count=found.same))
    return found, Pasted(tuple(lines), (), supposed=False, notes=tuple(told))


def _lines(workspace: Workspace, found: Incoming) -> list[Line]:
    """One line for each row of the work that the file says something of."""
    values: dict[Place, list[tuple[str, str]]] = {}
    for fact, text in found.values:
        values.setdefault(Place(fact.project, fact.indicator), []).append((fact.field, text))
    return [
        Line(number, _name(workspace, place), tuple(texts), place, How.FILE, budget=not place.indicator)
        for number, (place, texts) in enumerate(values.items(), 1)
    ]


def _name(workspace: Workspace, place: Place) -> str:
    result = workspace.result(place.project)
    return result.scored(place.indicator).indicator.tier3 if place.indicator else result.project.title


def _unplaced(number: int, problem: Problem) -> Line:
    """A row that belongs nowhere; its values stay in the file."""
    return Line(number, problem.input or str(problem.where or ""), (), notes=(problem.message, problem.hint))


def _told(problem: Problem) -> Message:
    return msg("{code} {where}: {message}", code=problem.code, where=str(problem.where or ""), message=problem.message)


def take_rows(workspace: Workspace, found: Incoming, seen: Sequence[Seen], taken: Collection[int]) -> Step | None:
    """Enter the rows taken as one step that can be undone; None if nothing changes. Errors as for `Workspace.enter`."""
    values = tuple(
        (FactKey(line.place.project, line.place.indicator, field), text)
        for line in (seen[number].line for number in sorted(taken))
        if line.place is not None
        for field, text in line.values
    )
    return take_in(workspace, replace(found, values=values))
