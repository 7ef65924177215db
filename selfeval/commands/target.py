"""`selfeval target`: how a target text is understood."""

from __future__ import annotations

import click

from selfeval.commands.shared.options import json_option, year_of
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.core.readings import KINDS, ORIGINS, Actual, ActualKind, Assumption, Confidence, Target
from selfeval.core.report.plain import outcome_plain, reading_plain
from selfeval.core.texts.targets.forms import canonical
from selfeval.textgrid import fill, padded
from selfeval.workspace.texts import read_outcome, read_targets

_LABEL = 10


@command("target", examples=('selfeval target "≥90%" "不超过10批次"', 'selfeval target "≥90%" --actual 0.95 --json'))
@argument("text", msg("target texts, as they stand in the workbook"), nargs=-1, required=True)
@option("--tier1", default="", metavar="TEXT", about=msg("tier 1 of the indicator, such as 产出指标"))
@option("--tier2", default="", metavar="TEXT", about=msg("tier 2 of the indicator, such as 数量指标"))
@option("--name", default="", metavar="TEXT", about=msg("name of the indicator"))
@option("--sign", default="", metavar="TEXT", about=msg("the cell of its own for the sign, such as ≥"))
@option("--unit", default="", metavar="TEXT", about=msg("the cell of its own for the unit, such as %"))
@option("--year", callback=year_of, metavar="YYYY", about=msg("budget year, for dates that name none"))
@option("--actual", metavar="TEXT", about=msg("an outcome, to see how it is read for each target"))
@json_option()
@click.pass_obj
def target(
    console: Console, /, text: tuple[str, ...], year: int | None, actual: str | None, as_json: bool, **cells: str
) -> int:
    """Print the readings."""
    readings = read_targets(text, year, **cells)
    outcomes = [None if actual is None else read_outcome(actual, reading, year) for reading in readings]
    if as_json:
        console.json([_plain(console, *pair) for pair in zip(readings, outcomes, strict=True)])
        return 0
    blocks = ["\n".join(_block(console, *pair)) for pair in zip(readings, outcomes, strict=True)]
    console.out("\n\n".join(blocks))
    return 0


def _plain(console: Console, reading: Target, outcome: Actual | None) -> dict[str, object]:
    shown = reading_plain(reading, console.translate)
    return shown if outcome is None else {**shown, "actual": outcome_plain(outcome, console.translate)}


def _block(console: Console, reading: Target, outcome: Actual | None) -> list[str]:
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
        add(msg("assumed"), _supposed(console, assumption))
    if outcome is not None:
        add(msg("actual"), f"{outcome.text} → {_outcome(console, outcome)}")
        for assumption in outcome.assumptions:
            add(msg("assumed"), _supposed(console, assumption))
        if outcome.doubts:
            add(msg("findings"), ", ".join(outcome.doubts))
    return lines


def _outcome(console: Console, outcome: Actual) -> str:
    """What the outcome was read as: a number, a day, yes or no, an answer with its share."""
    if outcome.kind is ActualKind.YES_NO:
        return console.text(msg("yes") if outcome.yes else msg("no"))
    parts = [
        plain(outcome.value) if outcome.value is not None else "",
        outcome.day.isoformat() if outcome.day else "",
        outcome.answer,
        f"{plain(outcome.share)}%" if outcome.share is not None else "",
    ]
    return " ".join(filter(None, parts)) or console.text(msg("cannot be read"))


def _supposed(console: Console, assumption: Assumption) -> str:
    sentence = console.text(assumption.message)
    if assumption.confidence is Confidence.LOW:
        sentence += " " + console.text(msg("(to be confirmed)"))
    if assumption.offer:
        sentence += " " + console.text(msg("(other reading: {offer})", offer=assumption.offer))
    return sentence
