"""Evaluations under another pack as lines of text, and the question before a work changes its pack."""

from __future__ import annotations

from decimal import Decimal

import click

from selfeval.console import Console
from selfeval.core.numbers import fixed
from selfeval.core.problems import labelled, msg
from selfeval.core.replay.proposals import proposals
from selfeval.core.replay.replay import ProjectReplay, Replay
from selfeval.core.replay.words import reasons, signed
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import ProjectResult
from selfeval.textgrid import fill, table
from selfeval.workspace.packs.replay import Replays


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
    lines = [console.heading(name), "  " + console.text(labelled(f"{before.id} → {after.id}", line))]
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
    return fixed(points, pack.rounding.places) or "-"


def _departments(console: Console, found: Replays) -> list[str]:
    """The departments whose total or grade changes, as a table; nothing where none does."""
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
