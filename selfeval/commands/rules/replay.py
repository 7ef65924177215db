"""`selfeval rules replay`: saved evaluations under another pack; the question before a work changes its pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from selfeval.commands.options import json_option
from selfeval.commands.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.problems import msg
from selfeval.textgrid import fill, table

if TYPE_CHECKING:
    from decimal import Decimal

    from selfeval.core.replay.replay import ProjectReplay, Replay
    from selfeval.core.rules.pack import RulePack
    from selfeval.core.scoring.results import ProjectResult
    from selfeval.workspace.packs.replay import Replays

STOPPED = 2


@command(
    "rules replay",
    examples=(
        "selfeval rules replay cn-mof-2021-101 2025-filled.xlsx",
        "selfeval rules replay my-county-2026 *-自评-2025.xlsx -o 对比.xlsx",
    ),
)
@argument("pack", msg("rule pack to replay with, by its id or its file"))
@argument(
    "files",
    msg("scored workbooks, filled forms, targets with their entries beside them, or entries (.selfeval)"),
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx", about=msg("write a workbook as well"))
@option("--force", is_flag=True, about=msg("overwrite the output (never the input)"))
@json_option()
@click.pass_obj
def replay(
    console: Console, pack: str, files: tuple[Path, ...], output: Path | None, force: bool, as_json: bool
) -> int:
    """Print what changes; 2 if a file could not be read."""
    from selfeval.workspace.packs import replay as replaying

    target = replaying.output_path(output, files, force=force) if output else None
    found = replaying.replay_files(pack, files)
    if as_json:
        console.json(replaying.to_json(found, console.translate))
    else:
        console.out("\n".join(replays_lines(console, found)))
    _tell(console, found)
    if target is not None and found.files:
        replaying.write(found, target, force=force)
        console.say(msg("Workbook: {path}", path=str(target)))
    return STOPPED if found.unread else 0


def _tell(console: Console, found: Replays) -> None:
    """Notices and files that could not be read, on stderr."""
    for file in found.files:
        for notice in file.notices:
            console.say(msg("{name}: {what}", name=file.source.path.name, what=notice))
    for item in found.unread:
        console.say(msg("Not read: {name}: {what}", name=item.path.name, what=item.error.message))
        if item.error.hint:
            console.say(item.error.hint)


def replays_lines(console: Console, found: Replays) -> list[str]:
    """A block per project that changes, the largest change first, then how many do not."""
    pack = found.pack
    head = msg("Under {pack} ({version})", pack=pack.id, version=pack.version)
    lines = [console.heading(console.text(head))]
    for file, item in found.changes:
        lines += ["", *change_lines(console, file.replay, item, file.source.path.name)]
    lines += ["", *_departments(console, found)]
    changed = len(found.changes)
    counts = msg(
        "{changed} projects change, {unchanged} do not; {unread} files could not be read.",
        changed=changed,
        unchanged=found.projects - changed,
        unread=len(found.unread),
    )
    return [*lines, console.text(counts)]


def change_lines(console: Console, found: Replay, item: ProjectReplay, file: str = "") -> list[str]:
    """One project: old and new total and grade, the difference, and the rules that account for it."""
    from selfeval.core.replay.words import reasons, signed

    before, after = found.before.pack, found.after.pack
    name = item.before.project.title + (f" ({file})" if file else "")
    words = msg(
        "{old} → {new}",
        old=_figure(console, item.figures[0], item.before, before),
        new=_figure(console, item.figures[1], item.after, after),
    )
    line = console.text(words)
    if item.measured:
        line += "  " + console.text(msg("{points} points", points=signed(item.difference)))
    if not item.finished and item.whole:
        line += "  " + console.text(msg("(points so far)"))
    lines = [console.heading(name), f"  {before.id} → {after.id}: {line}"]
    for reason in reasons(found, item):
        lines += fill(console.text(reason.sentence), "    - ", 110)
    return lines


def _figure(console: Console, points: Decimal | None, result: ProjectResult, pack: RulePack) -> str:
    if result.undecided:
        return console.text(result.note)
    if points is None:
        return console.text(msg("no total"))
    return f"{_fixed(points, pack)} {result.grade}".strip()


def _fixed(points: Decimal | None, pack: RulePack) -> str:
    from selfeval.core.report.plain import fixed

    return fixed(points, pack.rounding.places) or "-"


def _departments(console: Console, found: Replays) -> list[str]:
    """The departments whose total or grade changes, as a table; nothing where none does."""
    from selfeval.core.replay.words import signed

    rows = []
    for file in found.files:
        before, after = file.replay.before, file.replay.after
        old, new = before.department, after.department
        if (old.total, old.grade) == (new.total, new.grade):
            continue
        both = old.total is not None and new.total is not None
        difference = signed(new.total - old.total) if old.total is not None and new.total is not None else ""
        name = before.evaluation.department.name or file.source.path.name
        left = f"{_fixed(old.total, before.pack)} {old.grade}".strip()
        right = f"{_fixed(new.total, after.pack)} {new.grade}".strip()
        rows.append([name, left, right, difference if both else "-"])
    if not rows:
        return []
    heads = [console.text(head) for head in (msg("Department"), msg("Before"), msg("After"), msg("Difference"))]
    return [*table(heads, rows, right=(3,)), ""]


def confirm_change(console: Console, found: Replay) -> bool:
    """Show what another pack would change in a work, and ask whether to change it."""
    from selfeval.core.replay.proposals import proposals

    names = {"old": found.before.pack.id, "new": found.after.pack.id}
    console.say(msg("This work is scored by {old}. With {new} it would change as follows; its entries stay.", **names))
    lines: list[str] = []
    for item in found.changes:
        lines += ["", *change_lines(console, found, item)]
    for proposal in proposals(found.after):
        lines += ["", *fill(console.text(proposal.sentence), "  ", 110)]
    unchanged = len(found.projects) - len(found.changes)
    lines += ["", console.text(msg("{count} projects do not change.", count=unchanged))]
    console.out("\n".join(lines))
    question = console.text(msg("Change the rule pack to {new}? It can be undone.", new=names["new"]))
    return click.confirm(question, default=False, err=True)
