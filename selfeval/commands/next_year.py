"""`selfeval next`: next year's targets, its rule pack, and what has to be decided anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selfeval import api
from selfeval.commands.check import exit_code
from selfeval.commands.shared.options import json_option, year_of
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.next_year.words import TITLES, sentence
from selfeval.core.problems import msg
from selfeval.textgrid import fill
from selfeval.workspace.next_year.pack import How
from selfeval.workspace.next_year.targets import carry_over, next_year_target, write_next_year

if TYPE_CHECKING:
    from selfeval.workspace.next_year.targets import WrittenNextYear

_WIDTH = 110
_HOW = {
    How.IN_FORCE: msg("Rule pack {pack} is meant for {year} too; it is used."),
    How.FOLLOWS: msg("Rule pack {pack} is there for {year}; it is used."),
    How.MADE: msg("Rule pack {pack} was made for {year} from {old}: the rules are reused in one step, and looked at."),
}


@command(
    "next",
    examples=(
        "selfeval next 2025-scored.xlsx",
        "selfeval next 2025-scored.xlsx --year 2026 -o targets-2026.xlsx",
    ),
)
@argument("file", msg("scored workbook or filled form of the year that is over"), type=click.Path(path_type=Path))
@option("--year", metavar="YYYY", callback=year_of,
        about=msg("budget year of the new targets (otherwise the one after the evaluation's)"))  # fmt: skip
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx", about=msg("where to write the targets"))
@option(
    "--rules",
    metavar="ID|PATH",
    about=msg("rule pack of next year, or the one that it is made from, instead of this year's"),
)
@option("--force", is_flag=True, about=msg("overwrite the output (never the input)"))
@json_option()
@click.pass_obj
def next_(
    console: Console, file: Path, year: int | None, output: Path | None, rules: str | None, force: bool, as_json: bool
) -> int:
    """Carry the targets over, write them, and list what has to be decided anew."""
    loaded = api.score(file, year_mismatch=True)
    made = carry_over(loaded.assessment, loaded.problems, loaded.source, year)
    next_year_target(loaded.source, loaded.assessment.year, made.year, output, force=force)
    for notice in loaded.notices:
        console.say(notice)
    if not made.complete:
        console.say(msg("The evaluation is not finished; what it holds so far is carried over."))
    written = write_next_year(made, output, rules=rules, force=force)
    if as_json:
        console.json(written.plain(console.translate))
    else:
        console.out("\n".join(_lines(console, written)))
    return exit_code(made.differences)


def _lines(console: Console, written: WrittenNextYear) -> Iterator[str]:
    made, pack = written.made, written.pack
    rows = sum(len(project.indicators) for project in made.targets.projects)
    yield console.text(msg("Targets of {year}: {path}", year=made.year, path=str(written.path)))
    facts = {"projects": len(made.targets.projects), "rows": rows, "readings": made.readings}
    yield console.text(msg("{projects} projects, {rows} indicators, {readings} confirmed readings.", **facts))
    yield ""
    yield from console.problem_lines(made.differences) if made.differences else ()
    yield console.heading(console.text(msg("To be decided anew: {count}", count=len(made.decisions))))
    for kind, group in groupby(made.decisions, key=lambda one: one.kind):
        found = list(group)
        yield "  " + console.text(msg("{title}: {count}", title=TITLES[kind], count=len(found)))
        for one in found:
            cell = made.cell(one)
            text = console.text(sentence(one))
            yield from fill(f"{cell}  {text}" if cell else text, "    - ", _WIDTH)
    yield ""
    yield console.heading(console.text(msg("Rule pack of {year}", year=made.year)))
    said = _HOW[pack.how]
    yield console.text(type(said)(said.template, (("pack", pack.id), ("year", made.year), ("old", pack.old))))
    for doubt in pack.doubts:
        yield console.text(doubt.message)
    if pack.made is not None:
        yield console.text(msg("Rule pack: {path}", path=str(pack.made.path)))
        yield console.text(msg("Worked cases: {path}", path=str(pack.made.cases_path)))
        yield console.text(msg("To look at before it is used"))
        for number, item in enumerate(pack.checklist, start=1):
            yield from fill(console.text(item), f"{number:>3}. ", _WIDTH)
    yield ""
    yield console.text(msg("Then:"))
    for line in written.then:
        yield f"  {line}"
