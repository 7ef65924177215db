"""Notices that the workbook was changed by somebody else, and says what differs; for the screen and without one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department
from selfeval.core.problems import SelfEvalError
from selfeval.core.records import dataclass
from selfeval.core.row_match import likeness
from selfeval.core.scoring.department_form import without_form
from selfeval.store.journal.peek import peek
from selfeval.store.journal.replay import replay
from selfeval.store.places import journal_path
from selfeval.workspace import clock, source
from selfeval.workspace.compare.compare import Comparison, RowChange, compare
from selfeval.workspace.source import Reading

if TYPE_CHECKING:
    from selfeval.workspace.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Found:
    """A comparison; `reading` is the workbook as it lies on the disk, None where the work rests on it already."""

    comparison: Comparison
    reading: Reading | None = None


def on_disk(workspace: Workspace) -> Found | None:
    """What differs between the workbook as the work knows it and the file as it is now; None if its bytes are the same.

    Nothing is changed by looking. A file that is gone, or that Excel is just writing, is none to compare with.
    """
    try:
        if source.file_hash(workspace.source.path) == workspace.source.sha256:
            return None
        reading = source.read_source(workspace.source.path)
    except SelfEvalError:
        return None
    evaluation = workspace.evaluation
    return Found(compare(without_form(evaluation.department), reading.department, evaluation.facts), reading)


def unreadable(workspace: Workspace) -> SelfEvalError | None:
    """Why the workbook cannot be read from the disk now, None where it can."""
    try:
        if source.file_hash(workspace.source.path) != workspace.source.sha256:
            source.read_source(workspace.source.path)
    except SelfEvalError as error:
        return error
    return None


def last_change(workspace: Workspace) -> Found | None:
    """What the last change of the workbook was, None if it never changed."""
    before, evaluation = workspace.renewal.before, workspace.evaluation
    return None if before is None else Found(compare(before, without_form(evaluation.department), evaluation.facts))


def look_at(path: Path) -> tuple[Comparison, Evaluation]:
    """The comparison without a screen, by looking only; nothing is written anywhere.

    Raises:
        SelfEvalError: F… the workbook or its journal cannot be read.
    """
    path = path.absolute()
    reading = source.read_source(path)
    journal = peek(journal_path(path), clock.now)
    if journal is None:
        return Comparison(), source.fresh(reading)
    with journal:
        evaluation = replay(source.fresh(reading), journal.entries())
        cached = journal.cached()
        same = cached is None or cached.sha256 == reading.source.sha256
        before: Department | None = journal.before() if same else cached.department if cached else None
    if before is None:
        return Comparison(), evaluation
    return compare(before, reading.department, evaluation.facts), evaluation


def candidates(department: Department, row: RowChange) -> list[tuple[str, str, str, str]]:
    """(project, indicator, name, target or project) of the rows that entries of a row that is gone may belong to.

    The row that it was probably renamed to, then the likest names, those of the same project before others. Entries of
    a project's budget belong to a budget.
    """
    name = row.was_name or row.name
    budgets = not row.indicator and not row.was
    found: list[tuple[tuple[bool, bool, int], tuple[str, str, str, str]]] = []
    for project in department.projects:
        here = project.id == row.project
        if budgets:
            found.append(((here, False, likeness(row.title, project.title)), (project.id, "", project.title, "")))
            continue
        for item in project.indicators:
            probable = here and item.id == row.indicator and bool(row.was)
            more = item.target if here else project.title
            rank = (probable, here, likeness(name, item.tier3))
            found.append((rank, (project.id, item.id, item.tier3, more)))
    return [place for _, place in sorted(found, key=lambda pair: pair[0], reverse=True)]
