"""`selfeval target`: how a target text is understood."""

from __future__ import annotations

import click

from selfeval.commands.usage import Command, argument, json_option, option
from selfeval.console import Console
from selfeval.core.model import Confidence, Kind, Origin, Target
from selfeval.core.problems import Message, msg
from selfeval.textgrid import fill, padded

KINDS = {
    Kind.QUANTITY: msg("quantity"),
    Kind.RANGE: msg("range"),
    Kind.DATE: msg("date"),
    Kind.BOOLEAN: msg("yes/no"),
    Kind.QUALITATIVE: msg("qualitative"),
    Kind.UNREADABLE: msg("unreadable"),
}
ORIGINS = {
    Origin.AS_WRITTEN: msg("as written"),
    Origin.ASSUMED: msg("assumed"),
    Origin.CONFIRMED: msg("confirmed"),
    Origin.CORRECTED: msg("corrected"),
}
_LABEL = 10


@click.command(
    "target",
    cls=Command,
    about=msg("Show how target texts are understood, and what has to be assumed."),
    examples=('selfeval target "≥90%" "不超过10批次"', 'selfeval target "20万元" --tier2 成本指标 --json'),
)
@argument("text", msg("target texts, as they stand in the workbook"), nargs=-1, required=True)
@option("--tier1", default="", metavar="TEXT", about=msg("tier 1 of the indicator, such as 产出指标"))
@option("--tier2", default="", metavar="TEXT", about=msg("tier 2 of the indicator, such as 数量指标"))
@option("--name", default="", metavar="TEXT", about=msg("name of the indicator"))
@json_option()
@click.pass_obj
def target(console: Console, text: tuple[str, ...], tier1: str, tier2: str, name: str, as_json: bool) -> int:
    """Print the readings."""
    from selfeval.workspace.headless import read_targets

    readings = read_targets(text, tier1, tier2, name)
    if as_json:
        from selfeval.core.report import reading_plain

        console.json([reading_plain(reading, console.translate) for reading in readings])
        return 0
    blocks = ["\n".join(_block(console, reading)) for reading in readings]
    console.out("\n\n".join(blocks))
    return 0


def _block(console: Console, reading: Target) -> list[str]:
    from selfeval.core.targets import canonical

    lines = [console.heading(reading.text)]

    def add(label: Message, value: str) -> None:
        head = f"  {padded(console.text(label), _LABEL)}  "
        lines.extend(fill(value, head, 100))

    add(msg("read as"), canonical(reading) or "-")
    add(msg("kind"), console.text(KINDS[reading.kind]))
    if reading.unit:
        add(msg("unit"), reading.unit)
    add(msg("origin"), console.text(ORIGINS[reading.origin]))
    for assumption in reading.assumptions:
        sentence = console.text(assumption.message)
        if assumption.confidence is Confidence.LOW:
            sentence += " " + console.text(msg("(to be confirmed)"))
        if assumption.offer:
            sentence += " " + console.text(msg("(other reading: {offer})", offer=assumption.offer))
        add(msg("assumed"), sentence)
    return lines
