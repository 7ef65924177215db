"""`selfeval aggregate`: one project that several units carry out, as one form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from selfeval.commands.check import exit_code
from selfeval.commands.shared.options import json_option, rules_option, year_of
from selfeval.commands.shared.usage import argument, command, option, see_help
from selfeval.console import Console
from selfeval.core.numbers import fixed, plain
from selfeval.core.problems import SelfEvalError, Severity, msg
from selfeval.core.together.part import JointProject
from selfeval.textgrid import table
from selfeval.workspace.review.aggregate import Aggregated, aggregate, aggregate_target, write_aggregate


@command(
    "aggregate",
    examples=(
        "selfeval aggregate 甲县.xlsx 乙县.xlsx -o 全市.xlsx",
        "selfeval aggregate 上报/*.xlsx --rules cn-mof-2020-10 --json",
    ),
)
@argument("form", msg("filled forms or scored workbooks of the units"), nargs=-1, type=click.Path(path_type=Path))
@rules_option()
@option("--year", callback=year_of, metavar="YYYY", about=msg("budget year, where the workbook does not say it"))
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx", about=msg("where to write the workbook"))
@option("--force", is_flag=True, about=msg("overwrite the output (never the input)"))
@json_option()
@click.pass_obj
def aggregate_(
    console: Console,
    form: tuple[Path, ...],
    rules: str | None,
    year: int | None,
    output: Path | None,
    force: bool,
    as_json: bool,
) -> int:
    """Put the forms together, print what came out, and write the scored workbook; 1 where a row could not be."""
    if not form:
        raise SelfEvalError(
            msg("Argument missing"), msg("Name the forms of the units."), see_help(click.get_current_context())
        )
    target = aggregate_target(output, form, force=force) if output else None
    made = aggregate(form, rules=rules, year=year)
    for notice in made.notices:
        console.say(notice)
    if target is not None:
        write_aggregate(made, target, force=force)
    if as_json:
        console.json({**made.plain(console.translate), "output": None if target is None else str(target)})
    else:
        console.out("\n".join(_lines(console, made)))
    if target is not None:
        console.say(msg("Joint workbook: {path}", path=str(target)))
    return exit_code(made.problems)


def _lines(console: Console, made: Aggregated) -> Iterator[str]:
    yield console.text(made.method)
    places = made.assessment.pack.rounding.places
    for one, result in zip(made.projects, made.assessment.projects, strict=True):
        yield ""
        yield console.heading(" ".join(filter(None, (one.project.code, one.project.title))))
        yield from _units(console, one, places)
        heads = [msg("Indicator"), msg("Target"), msg("Actual"), msg("Weight"), msg("Score"), msg("How")]
        rows = []
        for row, scored in zip(one.rows, result.indicators, strict=True):
            share = f" {row.joined.share}%" if row.joined.share else ""
            rows.append(
                [
                    row.given[0].indicator.tier3,
                    row.joined.target,
                    f"{row.joined.actual or '—'}{share}",
                    plain(scored.weight.effective),
                    fixed(scored.score, places) or "—",
                    console.text(row.joined.said),
                ]
            )
        yield from table([console.text(head) for head in heads], rows)
        total = fixed(result.total, places) or "—"
        yield console.text(msg("Total {total} {grade}", total=total, grade=result.grade or "—"))
    worst = [one for one in made.problems if one.severity is not Severity.INFO]
    if worst:
        yield ""
        yield from console.problem_lines(worst)


def _units(console: Console, one: JointProject, places: int) -> Iterator[str]:
    heads = [msg("Unit"), msg("Adjusted"), msg("Executed"), msg("Its own total")]
    rows = []
    for part in one.parts:
        adjusted, executed = (
            "—" if part.money[name] is None else plain(part.money[name] or 0) for name in ("adjusted", "executed")
        )
        rows.append([part.unit, adjusted, executed, fixed(part.result.total, places) or "—"])
    yield from table([console.text(head) for head in heads], rows, right=(1, 2, 3))
