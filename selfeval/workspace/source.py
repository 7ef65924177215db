"""A workbook and what was entered about it become an evaluation; what happened on the way is told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path

from selfeval.core.evaluation import Evaluation, FactKey, apply_to
from selfeval.core.model import Department
from selfeval.core.problems import Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.records import dataclass
from selfeval.excel.tables.recognised import Recognised
from selfeval.held_file import patiently
from selfeval.store.journal.lines import LogEntry
from selfeval.store.journal.peek import peek
from selfeval.store.places import journal_path
from selfeval.workspace.clock import now
from selfeval.workspace.mapping import read


@dataclass(frozen=True, slots=True)
class Source:
    """The workbook that the work rests on: its path, the hash of its bytes, and whether it is one of our own."""

    path: Path
    sha256: str
    scored: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook as read: targets, what was wrong while reading, settings of a scored workbook, its layout."""

    department: Department
    problems: tuple[Problem, ...]
    source: Source
    settings: Mapping[str, str] = field(default_factory=dict)
    recognised: Recognised | None = None


def read_source(path: Path, *, main: bool = True) -> Reading:
    """Read a workbook; `SelfEvalError` where that is impossible. `main` as in `mapping.read`."""
    result = read(path, main=main)
    source = Source(path, result.sha256, result.scored)
    return Reading(result.department, result.problems, source, dict(result.settings), result.recognised)


def fresh(reading: Reading) -> Evaluation:
    """The evaluation before anything is entered; a scored workbook brings its settings along."""
    settings = {FactKey("", "", name): value for name, value in reading.settings.items() if value}
    return Evaluation(reading.department, settings)


def on_another(reading: Reading, evaluation: Evaluation) -> Evaluation:
    """The same entries and steps on a workbook that was read anew; settings it brings along lie beneath them."""
    facts = dict(fresh(reading).facts)
    for step in evaluation.done:
        apply_to(facts, step)
    return replace(evaluation, department=reading.department, facts=facts)


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes; `SelfEvalError` where it cannot be read."""
    try:
        with patiently(lambda: path.open("rb")) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise SelfEvalError(
            msg("File not found"),
            msg("There is no file {name}.", name=path.name),
            msg("Check the name and the folder; drag the file into the window to get its full path."),
            code="F101",
        ) from error
    except IsADirectoryError as error:
        raise SelfEvalError(
            msg("Not a file"), msg("{name} is a folder.", name=path.name), msg("Name a workbook in it."), code="F102"
        ) from error
    except OSError as error:
        raise SelfEvalError(
            msg("Cannot be read"),
            msg("{name} cannot be read: {reason}.", name=path.name, reason=error.strerror or "?"),
            msg("Close it in other programs, or copy it to a folder of your own."),
            code="F103",
        ) from error


def lost_facts(evaluation: Evaluation) -> tuple[Problem, ...]:
    """Entries that no longer belong to any row of the workbook; they are kept, and said."""
    rows = {(project.id, row.id) for project in evaluation.department.projects for row in project.indicators}
    rows |= {(project.id, "") for project in evaluation.department.projects}
    rows.add(("", ""))
    return tuple(
        Problem(
            "F410",
            Severity.WARNING,
            msg("An entry for “{row}” is kept, but the workbook has no such row any more.", row=_row_name(key)),
            msg("If the row was renamed, enter the value again on the new row."),
            input=value,
        )
        for key, value in evaluation.facts.items()
        if (key.project, key.indicator) not in rows
    )


def _row_name(key: FactKey) -> str:
    return "/".join(part for part in (key.project, key.indicator, key.field) if part)


def notices_text(*notices: Message) -> tuple[Message, ...]:
    """The notices that say something."""
    return tuple(notice for notice in notices if notice)


def journal_entries(path: Path) -> list[LogEntry]:
    """What was entered about this workbook in the program, by looking only; empty if nothing was."""
    journal = peek(journal_path(path), now)
    if journal is None:
        return []
    with journal:
        return journal.entries()
