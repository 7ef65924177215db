"""Brings a workbook and its journal together when work is opened."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from selfeval.core.evaluation import FactKey
from selfeval.core.model import Department
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.report.standing import Standing, standing
from selfeval.real_path import real_path
from selfeval.store import recent
from selfeval.store.journal.journal import Cached, Journal
from selfeval.store.journal.lines import LogEntry
from selfeval.store.journal.peek import peek
from selfeval.store.journal.replay import replay
from selfeval.store.places import journal_path, journal_paths, writable
from selfeval.store.sharing import owner, unreadable
from selfeval.version import __version__
from selfeval.workspace import clock, pack_in_use, source
from selfeval.workspace.packs.choice import choose
from selfeval.workspace.source import Reading, Source
from selfeval.workspace.work.former_name import former_name_notices
from selfeval.workspace.work.held_by import read_only_sentence
from selfeval.workspace.work.kept_reading import LOOKED_AT, keep_reading, read_by
from selfeval.workspace.work.workspace import Workspace


def open_workspace(
    path: Path,
    *,
    rules: str | None = None,
    year_mismatch: bool = False,
    told: Callable[[Message], None] | None = None,
) -> Workspace:
    """Open a workbook, going on where its journal left off.

    A pack other than the work's own, named or chosen, is entered as a step; `year_mismatch` accepts one that is meant
    for other years, which is recorded. The workbook is parsed only if its bytes are not the ones the journal knows.
    `told` takes a word on each stage that may last.

    Raises:
        SelfEvalError: F… the file or its journal cannot be used, R… the pack cannot.
    """
    path = path.absolute()
    if rules and Path(rules).suffix.lower() == ".toml":
        rules = str(Path(rules).absolute())  # it is remembered, and the next start may be in another folder
    sha256 = source.file_hash(path)
    first = None if journal_path(path).exists() else source.read_source(path)
    journal = Journal.open(journal_path(path), who=clock.who(), now=clock.now)
    try:
        reading, changed, earlier = _reading(journal, path, sha256, first)
        entries = journal.entries()
        evaluation = replay(source.fresh(reading), entries)
        choice = choose(evaluation, path, wanted=rules, begun=bool(evaluation.done), any_year=year_mismatch)
        pack = pack_in_use.pack_for(evaluation, choice.name, workbook=path)
        accepted = pack_in_use.accept_year(evaluation, pack) if year_mismatch else None
        if accepted is None:
            pack_in_use.check_year(evaluation, pack)
        former = former_name_notices(journal, path, reading.source.sha256)
    except BaseException:
        journal.close()
        raise
    notices = source.notices_text(changed, choice.notice, *_journal_notices(journal, path), *former)
    if told is not None:
        told(msg("Scoring {count} projects ...", count=len(reading.department.projects)))
    workspace = Workspace(reading.source, evaluation, pack, journal, reading.problems, notices)
    workspace.renewal.earlier, workspace.choice = earlier, choice
    workspace.touched = entries[-1].at if entries else ""
    values = [accepted] if accepted is not None else []
    if pack.id != (evaluation.setting("rules") or pack_in_use.DEFAULT_PACK):
        values.append((FactKey("", "", "rules"), choice.name))
    if values and not workspace.read_only:
        workspace.enter(values, kind="rules")
    _remember(workspace)
    if not workspace.read_only:
        workspace.leaving = _remember_standing
    return workspace


def _reading(
    journal: Journal, path: Path, sha256: str, first: Reading | None
) -> tuple[Reading, Message, Department | None]:
    """The workbook as the journal knows it, else freshly read; a word if it changed, and what it was before.

    It is read again if its bytes are others, or if another version of the program read it, which may understand more.
    """
    cached = journal.cached()
    version, scored, settings = read_by(journal)
    same = cached is not None and cached.sha256 == sha256
    if cached is not None and same and version == __version__:
        return Reading(cached.department, cached.problems, Source(path, sha256, scored), settings), Message(""), None
    reading = first or source.read_source(path)
    earlier = None if cached is None or same else _base(journal, cached)
    if not journal.read_only:
        keep_reading(journal, reading, earlier)
    if earlier is None:
        return reading, Message(""), None
    changed = msg(
        "The workbook has changed since it was last open. It was read again; your entries are kept. "
        "Ctrl+Right shows what changed."
    )
    return reading, changed, earlier


def _base(journal: Journal, cached: Cached) -> Department:
    """What to compare with: the last workbook that somebody has looked at, so that no change is skipped."""
    looked_at = journal.meta(LOOKED_AT)
    before = journal.before()
    return cached.department if before is None or looked_at == cached.sha256 else before


def _journal_notices(journal: Journal, book: Path) -> tuple[Message, ...]:
    """What the person must know of the journal: recovered, volatile, held by somebody else."""
    notices = []
    recovered = journal.recovered
    if recovered is not None:
        notices.append(msg("The saved work was damaged; {steps} steps were recovered.", steps=recovered.steps))
        if recovered.damaged is not None:
            notices.append(msg("The damaged file is kept as {name}.", name=recovered.damaged.name))
    if journal.set_aside is not None:
        notices.append(
            msg(
                "A half-done entry of another work lay beside the work file; it was not used, and is kept as {name}.",
                name=journal.set_aside.name,
            )
        )
    notices += _place_notices(journal, book)
    if journal.volatile:
        notices.append(msg("Nothing can be saved on this computer. Write the scored workbook before you close."))
    if journal.read_only:
        notices.append(read_only_sentence(journal.holder))
    return tuple(notices)


def _place_notices(journal: Journal, book: Path) -> list[Message]:
    """Where the work file lies if not beside its workbook, and what another one holds that this one does not."""
    if journal.volatile:
        return []
    notices, where = [], str(journal.path)
    if real_path(journal.path).parent != real_path(book).parent:
        notices.append(
            msg("Your entries are saved in {path}, as they were when the folder could not be written to.", path=where)
            if writable(real_path(book).parent)
            else msg("The folder of the workbook cannot be written to. Your entries are saved in {path}.", path=where)
        )
    if journal.lets_others_in:
        notices.append(
            msg("No lock can be kept beside {path}: do not open this work on two computers at a time.", path=where)
        )
    notices += _unreadable_notices(journal, book)
    for other, left_out in _elsewhere(journal, book):
        notices.append(
            msg(
                "There is a second work file, {path}, with {count} entries that are not here, the last one of {when}. "
                "Nothing of it is lost; to go on with it instead, close the program and take {own} away.",
                path=str(other),
                count=len(left_out),
                when=clock.shown(left_out[-1].at),
                own=where,
            )
        )
    return notices


def _unreadable_notices(journal: Journal, book: Path) -> Iterator[Message]:
    """A work file beside the workbook that is another person's alone."""
    beside, _ = journal_paths(book)
    if beside != journal.path and unreadable(beside):
        yield msg(
            "Beside the workbook lies a work file of {owner} that you may not read, {path}; its entries are not here.",
            owner=owner(beside) or "?",
            path=str(beside),
        )


def _elsewhere(journal: Journal, book: Path) -> Iterator[tuple[Path, list[LogEntry]]]:
    """The work file of the same workbook in the other place, if it holds entries that this one does not."""
    own = os.path.normcase(real_path(journal.path))
    for other in journal_paths(book):
        if os.path.normcase(real_path(other)) == own:
            continue
        with contextlib.suppress(SelfEvalError):  # then nothing can be said of it
            found = peek(other, clock.now)
            if found is not None:
                with found:
                    entries, known = found.entries(), set(journal.entries())
                left_out = [entry for entry in entries if entry not in known]
                if left_out:
                    yield other, left_out


def _remember(workspace: Workspace) -> None:
    """Put the work on the list of recent works; a list that cannot be written is no reason to stop."""
    department = workspace.evaluation.department
    recent.remember(workspace.source.path, department.name, workspace.assessment.year, clock.now(), workspace.touched)


def _remember_standing(workspace: Workspace) -> None:
    """Keep on that list how far the work is, for the home screen to show without opening it."""
    name, year = workspace.evaluation.department.name, workspace.assessment.year
    recent.remember(workspace.source.path, name, year, clock.now(), workspace.touched, standing_of(workspace))


def standing_of(workspace: Workspace) -> Standing:
    """How far the work is; its workbook counts as exported while it is as the work stands now."""
    exported = ""
    if workspace.exported is not None and workspace.exported[0] is workspace.assessment:
        exported = workspace.exported[1].name
    elif not workspace.to_do and (target := workspace.output_path()) and _newer(target, workspace.touched):
        exported = target.name
    return standing(workspace.assessment, workspace.to_do, exported)


def _newer(path: Path, at: str) -> bool:
    """Whether a file was written after a moment, which is known to the second; not, where there is none."""
    try:
        return path.stat().st_mtime >= datetime.fromisoformat(at).timestamp() + 1 if at else path.exists()
    except (OSError, ValueError):
        return False
