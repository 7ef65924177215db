"""`selfeval rules`: which rule packs there are, what they say, whether they are sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from selfeval.commands.check import exit_code
from selfeval.commands.shared.options import json_option
from selfeval.commands.shared.usage import argument, command, group
from selfeval.console import Console
from selfeval.core.problems import Message, msg
from selfeval.core.report.plain import problem_plain
from selfeval.real_path import real_path
from selfeval.textgrid import fill, padded, table
from selfeval.workspace.packs.listing import (
    check_lost,
    check_outlines,
    check_pack,
    pack_names,
    pack_plain,
    pack_schema,
    packs,
    show_pack,
)
from selfeval.workspace.packs.places import own_packs

if TYPE_CHECKING:
    from selfeval.rulepacks.load import PackInfo
    from selfeval.rulepacks.rows import Row as PackRow


@group("rules")
def rules() -> None:
    """Name one of the commands."""


@command("rules list")
@json_option()
@click.pass_obj
def list_(console: Console, as_json: bool) -> int:
    """Print a table of the packs found."""
    found = packs()
    if as_json:
        console.json([pack_plain(info, console.translate) for info in found])
        return 0
    rows = [_pack_row(console, info) for info in found]
    heads = (msg("Id"), msg("Title"), msg("Years"), msg("Version"), msg("From"), msg("State"))
    console.out("\n".join(table([console.text(head) for head in heads], rows)))
    return 0


def _where(info: PackInfo) -> Message:
    if info.bundled:
        return msg("came with the program")
    return msg("own folder") if real_path(info.path.parent) == real_path(own_packs()) else msg("this folder")


def _pack_row(console: Console, info: PackInfo) -> list[str]:
    source = console.text(_where(info))
    pack = info.pack
    if pack is None:
        state = info.error.message if info.error else msg("not usable")
        return [info.id, "-", "-", "-", source, console.text(state)]
    state = msg("hidden by another of this id") if info.hidden else msg("usable")
    years = f"{pack.first_year or '…'}–{pack.last_year or '…'}"
    return [info.id, pack.title, years, pack.version, source, console.text(state)]


@command("rules show", examples=("selfeval rules show cn-mof-2020-10",))
@argument("pack", msg("rule pack, by its id or its file"))
@json_option()
@click.pass_obj
def show(console: Console, pack: str, as_json: bool) -> int:
    """Print the pack by sections."""
    rows = show_pack(pack)
    if as_json:
        console.json([_row_plain(console, row) for row in rows])
    else:
        console.out("\n".join(_row_lines(console, rows)))
    return 0


def _row_plain(console: Console, row: PackRow) -> dict[str, object]:
    return {
        "section": console.text(row.section),
        "key": console.text(row.key),
        "value": console.text(row.value),
        "source": row.citation.text if row.citation else None,
        "verified": row.citation.verified if row.citation else None,
        "seen": row.citation.seen.value if row.citation and row.citation.seen else None,
        "path": row.path or None,
        "layer": row.layer.id if row.layer else None,
    }


def _row_lines(console: Console, rows: list[PackRow]) -> list[str]:
    lines: list[str] = []
    section = ""
    layered = len({row.layer.id for row in rows if row.layer}) > 1
    for row in rows:
        if (title := console.text(row.section)) != section:
            lines += ([""] if lines else []) + [console.heading(title)]
            section = title
        value = console.text(row.value)
        if row.citation and row.citation.id != console.text(row.key):
            mark = "" if row.citation.verified else console.text(msg(" (not verified)"))
            value += f"  [{row.citation.text}{mark}]"
        if row.layer and layered:
            value += f"  <{row.layer.id}>"
        lines += fill(value, f"  {padded(console.text(row.key), 28)}  ", 110)
    return lines


@command("rules check", examples=("selfeval rules check", "selfeval rules check my-county.toml"))
@argument("pack", msg("rule packs, by their id or file"), nargs=-1)
@json_option()
@click.pass_obj
def check(console: Console, pack: tuple[str, ...], as_json: bool) -> int:
    """Print what is wrong with each pack, and which packs lie where nobody finds them."""
    names = pack or pack_names()
    checked = [(name, *check_pack(name)) for name in names]
    others = () if pack else (*check_lost(), *check_outlines())
    found = [*checked, *((name, problems, None) for name, problems in others)]
    if as_json:
        console.json(
            [
                {"pack": name, "problems": [problem_plain(problem, console.translate) for problem in problems]}
                for name, problems, _ in found
            ]
        )
    else:
        for name, problems, cases in found:
            lines = [console.heading(Path(name).name), *console.problem_lines(problems), console.counted(problems)]
            if cases is not None:
                lines.append(console.text(msg("Worked cases run: {count}", count=cases)))
            console.out("\n".join([*lines, ""]))
    return max((exit_code(problems) for _, problems, _ in found), default=0)


@command("rules schema")
@click.pass_obj
def schema(console: Console) -> int:
    """Print the schema."""
    console.json(pack_schema())
    return 0
