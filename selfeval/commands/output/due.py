"""`selfeval due`: what is handed in or published by when, and how many days are left."""

from __future__ import annotations

from pathlib import Path

import click

from selfeval.commands.shared.options import json_option, rules_option
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.problems import msg
from selfeval.core.rules.parts.deadlines import DEEDS
from selfeval.workspace.due_of_file import due_of_file
from selfeval.workspace.output.due import due_plain


@command("due", examples=("selfeval due 2025-scored.xlsx", "selfeval due 2025-scored.xlsx --approved 2026-08-31"))
@argument("file", msg("workbook of targets, filled form or scored workbook"), type=click.Path(path_type=Path))
@rules_option()
@option("--approved", metavar="DAY", default="", about=msg("day on which the final accounts were approved"))
@json_option()
@click.pass_obj
def due(console: Console, file: Path, rules: str | None, approved: str, as_json: bool) -> int:
    """Print each form with its day, its source and the days left."""
    found = due_of_file(file, rules=rules, approved=approved)
    if as_json:
        console.json(due_plain(found, console.translate))
        return 0
    console.out(console.heading(console.text(msg("Handing in and publication, by {id}:", id=found.rules))))
    for one in found.list:
        day = one.day.isoformat() if one.day is not None else console.text(one.deadline.day_words)
        deed = console.text(DEEDS[one.deadline.deed])
        console.out(f"  {day}  {deed}  {one.deadline.what}  {one.deadline.who}  {console.text(one.said)}")
        if one.citation is not None:
            console.out(f"      {one.citation.text} ({console.text(one.citation.state)})")
    if not found.list:
        console.out("  " + console.text(msg("The rule pack gives no day.")))
    return 0
