"""`selfeval rules replay`: saved evaluations under another pack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from selfeval.commands.rules.replay_lines import replays_lines
from selfeval.commands.shared.options import json_option
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.problems import msg
from selfeval.workspace.output.target import checked_workbook
from selfeval.workspace.packs.replay import replay_files, to_json, write

if TYPE_CHECKING:
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
    target = checked_workbook(output, files, force=force) if output else None
    found = replay_files(pack, files)
    if as_json:
        console.json(to_json(found, console.translate))
    else:
        console.out("\n".join(replays_lines(console, found)))
    _tell(console, found)
    if target is not None and found.files:
        write(found, target, force=force)
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
