"""`selfeval publish`: the copy of a scored workbook that may go to the public."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from selfeval.commands.shared.options import rules_option
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.problems import Message, msg
from selfeval.workspace.output import public

if TYPE_CHECKING:
    from selfeval.excel.book.inventory import Removed


@command(
    "publish", examples=("selfeval publish 2025-scored.xlsx", "selfeval publish 2025-scored.xlsx -o 2025-public.xlsx")
)
@argument("file", msg("scored workbook"), type=click.Path(path_type=Path))
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx", about=msg("where to write the copy"))
@rules_option()
@option("--force", is_flag=True, about=msg("overwrite the output (never the input)"))
@option("--without-hidden", is_flag=True, about=msg("leave out what is hidden, and say so in its place"))
@click.pass_obj
def publish(
    console: Console, file: Path, output: Path | None, rules: str | None, force: bool, without_hidden: bool
) -> int:
    """Write the copy and print what was left out."""
    done = public.publish_file(file, output, rules=rules, force=force, without_hidden=without_hidden)
    if done.path is None:
        console.out("\n".join([console.heading(str(file)), *console.problem_lines(done.differences)]))
        raise public.refused(file, done.differences)
    lines = [console.heading(console.text(msg("Left out:"))), *(_line(console, item) for item in done.removed)]
    if done.problems:
        lines += ["", console.heading(console.text(msg("Look at these before it goes out:")))]
        lines += console.problem_lines(done.problems)
    console.out("\n".join(lines))
    for notice in done.notices:
        console.say(notice)
    console.out("\n" + console.text(msg("Copy for publication: {path}", path=str(done.path))))
    return 0


def _line(console: Console, item: Removed) -> str:
    if not item.names:
        return "  " + console.text(msg("{count} × {what}", count=item.count, what=item.what))
    more = "…" if len(item.names) < item.count else ""
    names = Message("{names}", (("names", "、".join(item.names) + more),))
    return "  " + console.text(msg("{count} × {what}: {names}", count=item.count, what=item.what, names=names))
