"""`selfeval rules diff` and `rules new`: what changed between two packs, and next year's pack."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

import click

from selfeval.commands.shared.options import json_option, year_of
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.problems import Message, msg
from selfeval.core.rules.layers import Citation
from selfeval.textgrid import fill

if TYPE_CHECKING:
    from selfeval.rulepacks.compare.diff import Change
    from selfeval.workspace.packs.difference import MadePack, PackDiff

_WIDTH = 110


@command("rules diff", examples=("selfeval rules diff cn-mof-2020-10 cn-mof-2021-101",))
@argument("old", msg("the old rule pack, by its id or its file"))
@argument("new", msg("the new rule pack, by its id or its file"))
@json_option()
@click.pass_obj
def diff(console: Console, old: str, new: str, as_json: bool) -> int:
    """Print the differences by topic."""
    from selfeval.workspace.packs import difference  # --help does without it

    found = difference.diff_packs(old, new)
    if as_json:
        console.json(difference.diff_plain(found, console.translate))
    else:
        console.out("\n".join(_diff_lines(console, found)))
    return 0


def _diff_lines(console: Console, found: PackDiff) -> list[str]:
    from selfeval.workspace.packs import difference  # --help does without it

    effects, of_readings = difference.worked_effects(found), difference.reading_effects(found)
    head = msg(
        "{old} ({old_version}) → {new} ({new_version})",
        old=found.old.id,
        old_version=found.old.version,
        new=found.new.id,
        new_version=found.new.version,
    )
    lines = [console.heading(console.text(head))]
    if not found.changes:
        return [*lines, "", console.text(msg("Both packs say the same."))]
    for topic, group in groupby(found.changes, key=lambda change: change.topic):
        lines += ["", console.heading(console.text(topic)), *_topic(console, list(group), of_readings)]
        if text := effects.get(topic):
            lines += fill(console.text(text), "    ", _WIDTH)
    return lines


def _topic(console: Console, changes: list[Change], effects: Mapping[str, Message]) -> list[str]:
    """The changes of one topic; the sources once where all have the same ones, else beside each change."""
    named = [change for change in changes if not change.path.endswith("citation")]
    shown = [change for change in changes if not change.minor] or named or changes
    sources = {_sources(change) for change in shown}
    about_sources = shown[0].path.startswith("citations")
    lines: list[str] = []
    for change in shown:
        lines += fill(console.text(change.sentence), "  - ", _WIDTH)
        if text := effects.get(change.path):
            lines += fill(console.text(text), "      ", _WIDTH)
        if len(sources) > 1 and not about_sources:
            lines += _source_lines(console, _sources(change), "      ")
    if len(sources) == 1 and not about_sources:
        lines += _source_lines(console, sources.pop(), "    ")
    return lines


_Sources = tuple[Citation | None, Citation | None]


def _sources(change: Change) -> _Sources:
    return change.old_citation, change.new_citation


def _source_lines(console: Console, sources: _Sources, indent: str) -> list[str]:
    before, after = (_source(citation) if citation else None for citation in sources)
    if before and after and console.text(before) != console.text(after):
        text = msg("source: {old}, now {new}", old=before, new=after)
    elif before or after:
        text = msg("source: {source}", source=after or before or Message(""))
    else:
        return []
    return fill(console.text(text), indent, _WIDTH)


def _source(citation: Citation) -> Message:
    return msg("{source} ({state})", source=citation.text, state=citation.state)


@command(
    "rules new",
    examples=(
        "selfeval rules new --from cn-mof-2020-10 --year 2026",
        "selfeval rules new --from cn-mof-2020-10 --year 2026 --full --id county-2026",
    ),
)
@option("--from", "from_id", metavar="ID|PATH", required=True, about=msg("rule pack to start from"))
@option("--year", metavar="YYYY", required=True, callback=year_of, about=msg("budget year of the new pack"))
@option("--full", is_flag=True, about=msg("copy the whole pack with its comments, instead of resting on it"))
@option("--id", "new_id", metavar="ID", about=msg("id of the new pack (otherwise the old one with the new year)"))
@json_option()
@click.pass_obj
def new(console: Console, from_id: str, year: int, full: bool, new_id: str | None, as_json: bool) -> int:
    """Write the pack and print the checklist; say before if what it is made from is not in force in that year."""
    from selfeval.workspace.packs import difference  # --help does without it

    doubts = difference.base_doubts(from_id, year)
    for doubt in doubts:
        console.say(doubt.message)
    made = difference.make_pack(from_id, year, full=full, new_id=new_id)
    if as_json:
        console.json(
            {
                "schema": "selfeval.rules-new/1",
                "id": made.id,
                "path": str(made.path),
                "cases_path": str(made.cases_path),
                "guide": str(made.guide),
                "folded": list(made.folded),
                "bases": [difference.doubt_plain(doubt, console.translate) for doubt in doubts],
                "checklist": [console.text(item) for item in made.checklist],
            }
        )
    else:
        console.out("\n".join(_made_lines(console, made, from_id)))
    return 0


def _made_lines(console: Console, made: MadePack, from_id: str) -> list[str]:
    lines = [
        console.text(msg("Rule pack: {path}", path=str(made.path))),
        console.text(msg("Worked cases: {path}", path=str(made.cases_path))),
        console.text(msg("How packs are written: {path}", path=str(made.guide))),
        "",
        console.heading(console.text(msg("To look at before it is used"))),
    ]
    for number, item in enumerate(made.checklist, start=1):
        lines += fill(console.text(item), f"{number:>3}. ", _WIDTH)
    lines += ["", console.text(msg("Then:"))]
    return [*lines, f"  selfeval rules check {made.id}", f"  selfeval rules diff {from_id} {made.id}"]
