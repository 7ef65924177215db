"""Hands work out to colleagues and takes it back: writes the fill-in workbook, and enters what comes back in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.evaluation import Evaluation, FactKey, Step
from selfeval.core.problems import Message, Problem, msg
from selfeval.core.records import dataclass
from selfeval.store.atomic import write_bytes
from selfeval.workspace.incoming.files import read_actuals
from selfeval.workspace.incoming.row import Values
from selfeval.workspace.output import scored
from selfeval.workspace.output.target import checked_workbook

if TYPE_CHECKING:
    from selfeval.core.scoring.results import Assessment
    from selfeval.workspace.source import Source
    from selfeval.workspace.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Incoming:
    """What files of actuals would enter into a work in progress.

    Attributes:
        values: the facts that would change, with their new texts.
        replaced: those of them that hold something else already, with the text that is there now.
        same: how many values in the files are known already.
        problems: whatever could not be used, or should be looked at.
    """

    values: Values
    replaced: tuple[tuple[FactKey, str], ...]
    same: int
    problems: tuple[Problem, ...]


def incoming(workspace: Workspace, paths: Sequence[Path]) -> Incoming:
    """Read what colleagues have sent back, without entering anything; errors as for `read_actuals`."""
    evaluation = workspace.evaluation
    values, problems = read_actuals(*paths, evaluation=evaluation)
    new, replaced = [], []
    outcomes = {fact[:2] for fact, text in values if fact.field == "actual" and _now(evaluation, fact) != text}
    for fact, text in values:
        now = _now(evaluation, fact)
        if now == text and not (fact.field == "share" and fact[:2] in outcomes):  # said anew of another outcome
            continue
        new.append((fact, text))
        if now.strip():
            replaced.append((fact, now))
    return Incoming(tuple(new), tuple(replaced), len(values) - len(new), problems)


def _now(evaluation: Evaluation, fact: FactKey) -> str:
    """A fact as it stands."""
    project = evaluation.department.project(fact.project)
    if not fact.indicator:
        return evaluation.value(project, fact.field)
    row = next(row for row in project.indicators if row.id == fact.indicator)
    return evaluation.indicator_value(project, row, fact.field)


def take_in(workspace: Workspace, found: Incoming) -> Step | None:
    """Enter what was read, as one step that can be undone; None if it changes nothing."""
    return workspace.enter(found.values, kind="import")


def sheet_path(assessment: Assessment, source: Source) -> Path:
    """Where the fill-in workbook goes unless another name is given: `<stem>-填报-<year>.xlsx` beside the input."""
    return scored.default_path(source.path, assessment.year, "填报")


def write_sheet(
    assessment: Assessment, source: Source, wanted: Path | None = None, *,
    actuals: tuple[Path, ...] = (), force: bool = False,
) -> tuple[Path, tuple[Message, ...]]:  # fmt: skip
    """Write the fill-in workbook with what is known already; where it is, and what the person should know of it.

    `actuals` are files that it never overwrites, besides the workbook itself.

    Raises:
        SelfEvalError: F301 … F306 as for the scored workbook.
    """
    from selfeval.excel.fillin.write import write_fill  # xlsxwriter

    usual = wanted or sheet_path(assessment, source)
    target = checked_workbook(usual, (source.path, *actuals), force=force)
    data, left_out = write_fill(assessment)
    write_bytes(target, data, overwrite=force)
    if not left_out:
        return target, ()
    note = msg(
        "These entries are too long for a cell and were left blank there; they are kept all the same: {cells}",
        cells="、".join(left_out),
    )
    return target, (note,)
