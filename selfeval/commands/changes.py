"""`selfeval changes`: what differs between a workbook now and the one that the entries were made on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from selfeval.commands.shared.options import json_option
from selfeval.commands.shared.usage import argument, command
from selfeval.console import Console
from selfeval.core.problems import labelled, msg
from selfeval.workspace.compare.on_disk import look_at
from selfeval.workspace.compare.words import HOWS, counted, details, row_name

if TYPE_CHECKING:
    from selfeval.workspace.compare.compare import Comparison, RowChange

SCHEMA = "selfeval.changes/1"


@command("changes", examples=("selfeval changes 2025.xlsx", "selfeval changes 2025.xlsx --json"))
@argument("file", msg("workbook that has entries"), type=click.Path(path_type=Path))
@json_option()
@click.pass_obj
def changes(console: Console, file: Path, as_json: bool) -> int:
    """Print the comparison; only look, write nothing."""
    found, _evaluation = look_at(file)
    if as_json:
        console.json({"schema": SCHEMA, "file": file.name, "rows": [_plain(row) for row in found.rows]})
    else:
        console.out("\n".join(_lines(console, found)))
    return 0


def _plain(row: RowChange) -> dict[str, object]:
    return {
        "how": row.how.value,
        "project": row.project,
        "indicator": row.indicator or None,
        "title": row.title,
        "name": row.name or None,
        "was": row.was or None,
        "cells": [
            {"field": cell.field, "old": cell.old, "new": cell.new, "entered": cell.entered} for cell in row.cells
        ],
        "entries": [{"field": key.field, "text": text} for key, text in row.entries],
    }


def _lines(console: Console, found: Comparison) -> list[str]:
    if not found:
        return [console.text(msg("The workbook is as it was when it was read."))]
    lines = []
    for row in found.rows:
        lines.append(console.text(labelled(HOWS[row.how], row_name(row))))
        lines += [f"    {console.text(line)}" for line in details(row)]
    lines.append(console.text(counted(found)))
    if found.stranded:
        lines.append(
            console.text(msg("Open the workbook; Ctrl+Right puts entries of a row that is gone on another row."))
        )
    return lines
