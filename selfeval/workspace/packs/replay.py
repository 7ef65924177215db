"""Saved evaluations under another rule pack: what would change. Nothing is written to them and nothing is locked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from selfeval.core.evaluation import Evaluation
from selfeval.core.numbers import fixed
from selfeval.core.problems import Message, SelfEvalError, Translate, msg
from selfeval.core.records import dataclass
from selfeval.core.replay.proposals import Proposal, proposals
from selfeval.core.replay.replay import ProjectReplay, Replay, replay, size
from selfeval.core.replay.report import SCHEMA, change_plain, proposal_plain, replay_plain
from selfeval.core.report.plain import pack_plain
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess
from selfeval.i18n import translator
from selfeval.store.atomic import write_bytes
from selfeval.store.journal.peek import peek
from selfeval.store.journal.replay import replay as replayed
from selfeval.store.places import SUFFIX
from selfeval.version import __version__
from selfeval.workspace import clock, pack_in_use
from selfeval.workspace.packs.places import tested_pack
from selfeval.workspace.source import Reading, Source, file_hash, fresh, journal_entries, lost_facts, read_source
from selfeval.workspace.work.kept_reading import read_by


@dataclass(frozen=True, slots=True)
class Replayed:
    """One file under its own pack and under the other.

    `notices` is what the person should know about it, `proposed` what readings of the other pack that nobody has
    confirmed would change; their sentences are among the notices.
    """

    source: Source
    replay: Replay
    notices: tuple[Message, ...] = ()
    proposed: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that cannot be read or scored, and why."""

    path: Path
    error: SelfEvalError


@dataclass(frozen=True, slots=True)
class Replays:
    """Many files under another pack, in the order given."""

    pack: RulePack
    files: tuple[Replayed, ...]
    unread: tuple[Unread, ...]

    @property
    def changes(self) -> tuple[tuple[Replayed, ProjectReplay], ...]:
        """Every project that changes, with its file, the largest change first."""
        found = [(file, item) for file in self.files for item in file.replay.changes]
        return tuple(sorted(found, key=lambda pair: size(pair[1])))

    @property
    def projects(self) -> int:
        """How many projects were scored again."""
        return sum(len(file.replay.projects) for file in self.files)


def replay_files(pack_id: str, paths: Sequence[Path]) -> Replays:
    """Score saved evaluations again under a pack: workbooks, with the journals beside them, or journals themselves.

    Each file's own pack, the national one where it names none, gives the figures before. A file given twice counts
    once. What cannot be read is in `unread` and does not stop the rest.

    `unread` has F… for files (F411 entries without their workbook) and R… for packs of their own.

    Raises:
        SelfEvalError: R… the pack to replay with cannot be used.
    """
    pack = tested_pack(pack_id, None)
    files: list[Replayed] = []
    unread: list[Unread] = []
    for path in dict.fromkeys(path.absolute() for path in paths):
        try:
            files.append(_replayed(path, pack))
        except SelfEvalError as error:
            unread.append(Unread(path, error))
    return Replays(pack, tuple(files), tuple(unread))


def pending_change(path: Path, pack_id: str, *, year_mismatch: bool = False) -> Replay | None:
    """What opening a work with another pack would change; None for its own pack, or where nothing was entered yet.

    Only looked at: nothing is recorded. Errors as for `open_workspace`, that of a pack of other years included.
    """
    evaluation, source = _saved(path.absolute())
    own = evaluation.setting("rules")
    if not evaluation.facts or (not own and not evaluation.done and not source.scored):
        return None
    before = tested_pack(own or pack_in_use.DEFAULT_PACK, path)
    pack = tested_pack(pack_id, path)
    if not year_mismatch:
        pack_in_use.check_year(evaluation, pack)
    return None if (before.id, before.sha256) == (pack.id, pack.sha256) else replay(assess(evaluation, before), pack)


def _replayed(path: Path, pack: RulePack) -> Replayed:
    evaluation, source = _saved(path)
    before = assess(evaluation, tested_pack(evaluation.setting("rules") or pack_in_use.DEFAULT_PACK, path))
    found = replay(before, pack)
    proposed = proposals(found.after)
    notices = (*_other_year(found), *_lost(evaluation), *_other_print(found, source))
    return Replayed(source, found, (*notices, *(one.sentence for one in proposed)), proposed)


def _saved(path: Path) -> tuple[Evaluation, Source]:
    """The evaluation that a file holds: its own facts with the entries made in the program."""
    if path.suffix.lower() == SUFFIX:
        return _of_journal(path)
    reading = read_source(path)
    return replayed(fresh(reading), journal_entries(path)), reading.source


def _of_journal(path: Path) -> tuple[Evaluation, Source]:
    """The evaluation of a journal, with the workbook as the journal keeps it."""
    sha256 = file_hash(path)
    journal = peek(path, clock.now)
    cached = journal.cached() if journal is not None else None
    if journal is None or cached is None:
        if journal is not None:
            journal.close()
        raise SelfEvalError(
            msg("No workbook in it"),
            msg("{name} does not hold the targets of its workbook in a form this version reads.", name=path.name),
            msg("Give the workbook itself; its entries are found beside it."),
            "F411",
        )
    with journal:
        _, scored, settings = read_by(journal)
        source = Source(path, sha256, scored)
        reading = Reading(cached.department, cached.problems, source, settings)
        return replayed(fresh(reading), journal.entries()), source


def _other_year(found: Replay) -> tuple[Message, ...]:
    """A word where the pack is meant for other years; the evaluation keeps its own."""
    year, pack = found.before.year, found.after.pack
    if year is None or pack.is_for(year):
        return ()
    note = msg(
        "it is of {year}, {pack} is meant for {first}–{last}; the year stays {year}",
        year=str(year),
        pack=pack.id,
        first=str(pack.first_year or "…"),
        last=str(pack.last_year or "…"),
    )
    return (note,)


def _lost(evaluation: Evaluation) -> tuple[Message, ...]:
    lost = lost_facts(evaluation)
    return (msg("{count} entries belong to no row of the workbook and count nowhere", count=len(lost)),) if lost else ()


def _other_print(found: Replay, source: Source) -> tuple[Message, ...]:
    """A word for each total that a scored workbook prints and its own pack, as it is now, no longer gives."""
    places = found.before.pack.rounding.places
    return tuple(
        msg(
            "{project}: {printed} is printed, {pack} gives {total} today",
            project=item.before.project.title,
            printed=fixed(printed, places) or "",
            pack=found.before.pack.id,
            total=fixed(item.before.total, places) or "-",
        )
        for item in found.projects
        if source.scored and (printed := item.before.project.claimed.total) is not None and printed != item.before.total
    )


def to_json(found: Replays, translate: Translate) -> dict[str, object]:
    """All of it as `selfeval.replay/1`."""
    changes = found.changes
    return {
        "schema": SCHEMA,
        "rules": pack_plain(found.pack),
        "projects": found.projects,
        "changed": len(changes),
        "unchanged": found.projects - len(changes),
        "changes": [
            {"file": file.source.path.name, **change_plain(file.replay, item, translate)} for file, item in changes
        ],
        "files": [
            {
                "file": file.source.path.name,
                "path": str(file.source.path),
                "sha256": file.source.sha256,
                **replay_plain(file.replay),
                "proposals": [proposal_plain(one, translate) for one in file.proposed],
                "notices": [notice.render(translate) for notice in file.notices],
            }
            for file in found.files
        ],
        "unread": [
            {
                "file": item.path.name,
                "path": str(item.path),
                "code": item.error.code or None,
                "message": item.error.message.render(translate),
                "hint": item.error.hint.render(translate) or None,
            }
            for item in found.unread
        ],
    }


def write(found: Replays, target: Path, *, force: bool = False) -> None:
    """Write the workbook of the replay; always in Chinese, like the scored one. F302 … F305 of the system."""
    from selfeval.excel.scored import replay_write  # xlsxwriter

    lines = [replay_write.ReplayLine(file.source.path.name, file.replay, item) for file, item in found.changes]
    others = [
        replay_write.ReplayLine(file.source.path.name, file.replay, item)
        for file in found.files
        for item in file.replay.projects
        if not item.changed
    ]
    translate = translator("zh")
    unread = [
        replay_write.UnreadLine(item.path.name, item.error.message.render(translate), item.error.hint.render(translate))
        for item in found.unread
    ]
    notices = [(file.source.path.name, notice) for file in found.files for notice in file.notices]
    made = replay_write.Made(__version__, clock.who(), datetime.fromisoformat(clock.now()))
    data = replay_write.write_replay(found.pack, lines, others, unread, notices, made, translate)
    write_bytes(target, data, overwrite=force)
