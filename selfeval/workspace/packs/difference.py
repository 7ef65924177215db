"""Rule packs from year to year: what two packs say differently, and next year's pack made from this year's."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path

from selfeval.core.numbers import plain
from selfeval.core.problems import Message, SelfEvalError, Translate, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.layers import Citation
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.succession import OutOfForce, out_of_force
from selfeval.rulepacks.compare.diff import Change, diff
from selfeval.rulepacks.compare.effects import effect, reading_effect
from selfeval.rulepacks.compare.pairing import name_in_path
from selfeval.rulepacks.finding import GUIDE, bundled_folder
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.next_year.new import new_pack
from selfeval.rulepacks.text.files import CASES, FOLDER
from selfeval.store.atomic import write_bytes
from selfeval.workspace.packs.places import found_packs, pack_places

DIFF_SCHEMA = "selfeval.rules-diff/1"


@dataclass(frozen=True, slots=True)
class PackDiff:
    """Two packs and everything that the new one says otherwise."""

    old: RulePack
    new: RulePack
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class MadePack:
    """Next year's pack as it was written: its file, that of its worked cases, and what to look at.

    `guide` is the file beside it that says how packs are written; `folded` the packs whose content it took in.
    """

    id: str
    path: Path
    cases_path: Path
    guide: Path
    checklist: tuple[Message, ...]
    folded: tuple[str, ...] = ()


def diff_packs(old: str, new: str) -> PackDiff:
    """Compare two packs by id or path, each with everything it rests on; `SelfEvalError` where one cannot be used."""
    places = pack_places()
    packs = load_pack(old, folders=places), load_pack(new, folders=places)
    return PackDiff(*packs, diff(*packs))


def diff_plain(found: PackDiff, translate: Translate) -> dict[str, object]:
    """The differences as JSON; numbers are decimal strings, null where a pack says nothing of the kind."""
    topics = {change.path: change.topic for change in found.changes}
    return {
        "schema": DIFF_SCHEMA,
        "old": _pack(found.old),
        "new": _pack(found.new),
        "changes": [_change(change, translate) for change in found.changes],
        "effects": [
            {"topic": topic.render(translate), "sentence": text.render(translate)}
            for topic, text in worked_effects(found).items()
        ]
        + [
            {"topic": topics[path].render(translate), "path": path, "sentence": text.render(translate)}
            for path, text in reading_effects(found).items()
        ],
    }


def worked_effects(found: PackDiff) -> dict[Message, Message]:
    """By topic of the changes one case scored under both packs, where they give it other points or another grade."""
    said: dict[Message, Message] = {}
    for change in found.changes:
        if change.topic not in said and (text := effect(found.old, found.new, change.path)):
            said[change.topic] = text
    return said


def reading_effects(found: PackDiff) -> dict[str, Message]:
    """By path of the changes what a reading of a target does to one case, or would do if somebody confirmed it."""
    said: dict[str, Message] = {}
    by_path = {f"readings.{name_in_path(rule)}": rule for rule in (*found.old.readings, *found.new.readings)}
    for change in found.changes:
        rule = by_path.get(change.path)
        if rule is not None and change.new is not None and (text := reading_effect(found.new, rule)):
            said[change.path] = text
    return said


def _pack(pack: RulePack) -> dict[str, object]:
    return {"id": pack.id, "version": pack.version, "title": pack.title, "sha256": pack.sha256}


def _change(change: Change, translate: Translate) -> dict[str, object]:
    return {
        "path": change.path,
        "topic": change.topic.render(translate),
        "what": change.what.render(translate),
        "old": change.old.render(translate) if change.old else None,
        "new": change.new.render(translate) if change.new else None,
        "old_values": jsonable(change.old_values),
        "new_values": jsonable(change.new_values),
        "old_source": _citation(change.old_citation),
        "new_source": _citation(change.new_citation),
        "sentence": change.sentence.render(translate),
    }


def _citation(citation: Citation | None) -> dict[str, object] | None:
    if citation is None:
        return None
    seen = citation.seen.value if citation.seen else None
    return {"id": citation.id, "source": citation.text, "verified": citation.verified, "seen": seen}


def jsonable(value: object) -> object:
    """A value of a pack as JSON has it: decimals as strings, tuples as lists, tables and dataclasses as objects."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Message):
        return value.render()
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: jsonable(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): jsonable(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [jsonable(inner) for inner in value]
    return value


def make_pack(
    from_id: str,
    year: int,
    *,
    full: bool = False,
    new_id: str | None = None,
    folder: Path | None = None,
    workbook: Path | None = None,
) -> MadePack:
    """Write next year's pack and its worked cases, never over a file.

    They go into `folder`, by default `scoring_rules` of the working folder; `workbook` is that beside which packs are
    looked for as well.

    Raises:
        SelfEvalError: what `new_pack` and writing raise; R170 where one of the two files is already there.
    """
    folder = Path(FOLDER) if folder is None else folder
    made = new_pack(from_id, year, full=full, new_id=new_id, folder=folder, folders=pack_places(workbook))
    path, cases = folder / f"{made.id}.toml", folder / f"{made.id}{CASES}"
    for file in (path, cases):
        if file.exists() or file.is_symlink():
            raise SelfEvalError(
                msg("Not over a file"),
                msg("{path} is already there; nothing was written.", path=str(file)),
                msg("Give the new one another id with --id, or move the file away."),
                "R170",
            )
    _make(folder)
    write_bytes(cases, made.cases_text.encode("utf-8"), overwrite=False)
    try:
        write_bytes(path, made.text.encode("utf-8"), overwrite=False)
    except SelfEvalError:
        cases.unlink(missing_ok=True)  # ours, of a moment ago: alone it would only be in the way
        raise
    return MadePack(made.id, path, cases, _guide(folder), made.checklist, made.folded)


def base_doubts(from_id: str, year: int, workbook: Path | None = None) -> tuple[OutOfForce, ...]:
    """What is to be known of a pack before one for `year` is made from it: that it, or what it rests on, has ended.

    `workbook` is that beside which packs are looked for as well.

    Raises:
        SelfEvalError: what `load_pack` raises.
    """
    known = [info.pack for info in found_packs(workbook) if info.pack is not None and not info.hidden]
    return tuple(out_of_force(load_pack(from_id, folders=pack_places(workbook)), year, known))


def doubt_plain(doubt: OutOfForce, translate: Translate) -> dict[str, object]:
    """The same as JSON: `offer` is the id of the pack to take instead, null where none is known."""
    return {
        "pack": doubt.pack.id,
        "first_year": doubt.pack.first_year,
        "last_year": doubt.pack.last_year,
        "force": doubt.force.value,
        "below": doubt.below or None,
        "offer": doubt.offer.id if doubt.offer else None,
        "message": doubt.message.render(translate),
    }


def _guide(folder: Path) -> Path:
    """The page on how packs are written, put beside the packs that point to it unless there is one of its name."""
    guide, source = folder / GUIDE, bundled_folder() / GUIDE
    if not guide.exists() and source.is_file():
        with contextlib.suppress(SelfEvalError):  # it is a convenience; the pack is written
            write_bytes(guide, source.read_bytes(), overwrite=False)
    return guide


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise SelfEvalError(
            msg("Folder not writable"),
            msg("The folder {path} cannot be made: {reason}", path=str(folder), reason=error.strerror or str(error)),
            msg("Work in a folder of your own, or ask who manages this one."),
            "F304",
        ) from error
