"""Opening: a workbook, its journal and its rule pack become an evaluation; what happened on the way is told."""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.evaluation import Evaluation, FactKey, apply_to
from selfeval.core.model import Department
from selfeval.core.problems import Message, Problem, SelfEvalError, msg
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import budget_year

if TYPE_CHECKING:
    from selfeval.excel.tables.recognised import Recognised

DEFAULT_PACK = "cn-mof-2020-10"


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
    from selfeval.workspace.mapping import read

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


def pack_for(evaluation: Evaluation, wanted: str | None = None, *, workbook: Path | None = None) -> RulePack:
    """The rule pack asked for, else the evaluation's own, else the national one; looked for beside `workbook` too."""
    from selfeval.rulepacks.check.trust import load_tested
    from selfeval.workspace.packs.places import pack_places

    return load_tested(wanted or evaluation.setting("rules") or DEFAULT_PACK, folders=pack_places(workbook))


def check_year(evaluation: Evaluation, pack: RulePack) -> None:
    """Refuse a pack that is meant for other years, unless somebody has accepted it for this one (R165)."""
    year = budget_year(evaluation)
    if year is None or pack.is_for(year) or evaluation.setting("year_mismatch") == mismatch(pack, year):
        return
    raise SelfEvalError(
        msg("Rule pack of another year"),
        msg(
            "The rule pack {id} is meant for {years}, and this is the evaluation of {year}.",
            id=pack.id,
            years=f"{pack.first_year or '…'}–{pack.last_year or '…'}",
            year=str(year),
        ),
        msg("Make the pack of the year with “selfeval rules new”, or say --year-mismatch ok to use it all the same."),
        "R165",
    )


def accept_year(evaluation: Evaluation, pack: RulePack) -> tuple[FactKey, str] | None:
    """The fact that records that a pack of other years is used all the same; None where its years fit."""
    year = budget_year(evaluation)
    if year is None or pack.is_for(year):
        return None
    return FactKey("", "", "year_mismatch"), mismatch(pack, year)


def mismatch(pack: RulePack, year: int) -> str:
    """What is recorded: for which pack and year it was accepted."""
    return f"{pack.id} {year}"


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes; `SelfEvalError` where it cannot be read."""
    try:
        with path.open("rb") as stream:
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


def who() -> str:
    """The name of the person at the keyboard, for the record."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return os.environ.get("USERNAME", "?")


def now() -> str:
    """Local time with its offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def lost_facts(evaluation: Evaluation) -> tuple[Problem, ...]:
    """Entries that no longer belong to any row of the workbook; they are kept, and said."""
    from selfeval.core.problems import Severity

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
