"""Says where things lie: the journal beside its workbook, the state folder, the scratch folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg
from selfeval.real_path import real_path
from selfeval.store.atomic import NAME_LIMIT, clipped
from selfeval.store.faults import shown
from selfeval.store.leftovers import temporary_name

STATE_VARIABLE = "SELFEVAL_STATE_DIR"
"""Environment variable that moves the state folder, for tests and for machines without a home folder."""

SUFFIX = ".selfeval"
_RESERVE = len(".damaged-999-journal")
"""Bytes that SQLite, the lock and a damaged file kept aside add to a journal's name."""


def state_dir() -> Path:
    """The folder for this program's own files of this user; it need not exist yet."""
    override = os.environ.get(STATE_VARIABLE, "").strip()
    if override:
        return Path(override).absolute()
    # Asked for the folder once in a run, and by many commands not at all.
    from platformdirs import user_state_path

    return user_state_path("selfeval", appauthor=False)


def scratch_dir() -> Path:
    """A new, empty folder for throw-away work; F304 in a `SelfEvalError` if there is no writable place at all."""
    for parent in (state_dir() / "scratch", Path(tempfile.gettempdir())):
        with contextlib.suppress(OSError):
            parent.mkdir(parents=True, exist_ok=True)
            return Path(tempfile.mkdtemp(prefix="selfeval-", dir=parent))
    raise SelfEvalError(
        msg("Not writable"),
        msg(
            "There is no folder for temporary work: neither {folder} nor the system's own is writable.",
            folder=shown(state_dir()),
        ),
        msg("Set the environment variable {name} to a folder you may write to.", name=STATE_VARIABLE),
        "F304",
    )


def journal_path(workbook: Path) -> Path:
    """Where the journal of this workbook lies or would be made.

    Beside the workbook, as `<file name>.selfeval` (shortened with a hash where that name would be too long), or in the
    state folder if that folder is not writable. Where both exist, the one written last is the one to go on with. One
    that exists but can no longer be written is named all the same: `Journal.open` goes on with a copy of it.
    """
    beside, elsewhere = journal_paths(workbook)
    here, there = _written(beside), _written(elsewhere)
    if here is not None and (there is None or here >= there):
        return beside
    if there is not None:
        return elsewhere
    return beside if writable(beside.parent) else elsewhere


def review_journal_path(form: Path) -> Path:
    """The journal of a reviewer: `<stem>.复核.xlsx.selfeval` beside the form, else as `journal_path` says."""
    real = real_path(form)
    return journal_path(real.with_name(f"{real.stem}.复核{real.suffix}"))


def journal_paths(workbook: Path) -> tuple[Path, Path]:
    """Both places where a journal of this workbook may lie: beside it, and in the state folder."""
    real = real_path(workbook)
    beside = real.with_name(_journal_name(real.name))
    return beside, twin(beside)


def twin(journal: Path) -> Path:
    """The place in the state folder that stands in for a journal in a folder that is not writable."""
    digest = hashlib.sha256(os.fsencode(os.path.normcase(real_path(journal)))).hexdigest()
    return state_dir() / "journals" / f"{digest[:32]}{SUFFIX}"


def output_path(workbook: Path, year: int | None, word: str = "自评") -> Path:
    """Where a workbook goes if nobody says otherwise: for the scored one, `<stem>-自评-<year>.xlsx` beside the input.

    The input's own mark of the same word is not doubled.
    """
    mark = f"-{word}-{year}" if year else f"-{word}"
    return _beside(workbook, workbook.stem.removesuffix(mark), f"{mark}.xlsx")


def values_path(workbook: Path, year: int | None) -> Path:
    """Where the scored workbook without formulas goes beside the one that has them: `<stem>-自评-<year>-数值.xlsx`."""
    scored = output_path(workbook, year)
    return _beside(scored, scored.stem, "-数值.xlsx")


def public_path(workbook: Path) -> Path:
    """Where the copy for publication goes if nobody says otherwise: `<stem>-公开.xlsx` beside the scored workbook."""
    return _beside(workbook, workbook.stem, "-公开.xlsx")


def next_year_path(workbook: Path, year: int | None, wanted: int) -> Path:
    """Where the targets of the year `wanted` go if nobody says otherwise: the name with that year instead of its own.

    `乐亭-2025-自评-2025.xlsx` gives `乐亭-2026.xlsx`; a name without a year gets `-绩效目标-2026` at its end.
    """
    stem = workbook.stem.removesuffix(f"-自评-{year}" if year else "-自评")
    if year and str(year) in stem:
        return workbook.with_name(f"{stem.replace(str(year), str(wanted))}.xlsx")
    return _beside(workbook, stem, f"-绩效目标-{wanted}.xlsx")


def report_path(workbook: Path, year: int | None) -> Path:
    """Where the report goes if nobody says otherwise: `<stem>-自评报告-<year>.docx` beside the workbook."""
    stem = workbook.stem.removesuffix(f"-自评-{year}" if year else "-自评")
    return _beside(workbook, stem, f"-自评报告-{year}.docx" if year else "-自评报告.docx")


def _beside(workbook: Path, stem: str, tail: str) -> Path:
    """A file of this name in the folder of the workbook; a stem that leaves no room for the tail is cut."""
    return workbook.with_name(clipped(stem, NAME_LIMIT - len(os.fsencode(tail))) + tail)


def writable(folder: Path) -> bool:
    """Whether a file can really be made in this folder; permissions alone do not tell on Windows and network drives."""
    probe = temporary_name(folder)
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        return False
    with contextlib.suppress(OSError):
        probe.unlink()
    return True


def ready(folder: Path) -> bool:
    """Make the folder if need be; whether files can be made in it."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return writable(folder)


def _journal_name(name: str) -> str:
    room = NAME_LIMIT - _RESERVE - len(SUFFIX)
    if len(os.fsencode(name)) <= room:
        return name + SUFFIX
    mark = "~" + hashlib.sha256(os.fsencode(name)).hexdigest()[:12]
    return clipped(name, room - len(mark)) + mark + SUFFIX


def _written(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None
