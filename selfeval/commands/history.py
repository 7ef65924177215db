"""`selfeval history`: who entered what and when about a workbook, without a screen."""

from __future__ import annotations

from pathlib import Path

import click

from selfeval.commands.shared.options import json_option
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.problems import SelfEvalError, msg
from selfeval.workspace.looking.history import of_file, to_json
from selfeval.workspace.looking.history_text import lines


@command("history", examples=("selfeval history 2025.xlsx", "selfeval history 2025.xlsx --row 信访群众满意度 --json"))
@argument("file", msg("workbook with its entries beside it"), type=click.Path(path_type=Path))
@option("--row", metavar="NAME", about=msg("only indicators or projects with this in their name"))
@json_option()
@click.pass_obj
def history(console: Console, file: Path, row: str | None, as_json: bool) -> int:
    """Print the journal's rows, oldest first."""
    evaluation, found = of_file(file, row or "")
    if row and not found:
        raise SelfEvalError(
            msg("No such entry"),
            msg("Nothing was entered in a row named “{name}”.", name=row),
            msg("“selfeval history {file}” shows all entries.", file=file.name),
        )
    if as_json:
        console.json(to_json(evaluation, found, console.translate))
    elif found:
        console.out("\n".join(lines(evaluation, found, console.translate)))
    else:
        console.say(msg("Nothing has been entered about {name} yet.", name=file.name))
    return 0
