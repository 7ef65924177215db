"""`selfeval review`: the reviewer's screen over a batch."""

from __future__ import annotations

from pathlib import Path

import click

from selfeval.commands.shared.usage import argument, command
from selfeval.commands.work import need_terminal, screen
from selfeval.console import Console
from selfeval.core.problems import msg
from selfeval.workspace.overview.summary import summary_of


@command("review", examples=("selfeval review out/",))
@argument("out", msg("folder that “selfeval batch” wrote"), type=click.Path(path_type=Path))
@click.pass_obj
def review(console: Console, out: Path) -> int:
    """Open the screen; a folder without a batch is refused before."""
    summary_of(out)
    need_terminal()
    return screen(console, None, batch=out)
