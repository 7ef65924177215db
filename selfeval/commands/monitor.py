"""`selfeval monitor`: what a month shows, and the form of monitoring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict, Unpack

import click

from selfeval.commands.check import exit_code
from selfeval.commands.shared.options import actuals_option, json_option, mismatch_option, rules_option, year_of
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.monitoring.fields import month_named, span
from selfeval.core.monitoring.results import Monitoring, MonthProject, lights_told
from selfeval.core.monitoring.words import LIGHT_MARKS
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import msg
from selfeval.core.report.month_plain import monitoring_plain
from selfeval.core.rules.choices import Light
from selfeval.textgrid import fill
from selfeval.workspace.headless import load
from selfeval.workspace.monitoring.month import form_path, usual_month, watch, write_form

_WIDTH = 110


class _Asked(TypedDict):
    """The options that say how, and not about what."""

    year: int | None
    year_mismatch: str | None
    force: bool
    strict: bool
    as_json: bool


@command(
    "monitor",
    examples=(
        "selfeval monitor 2025.xlsx 6",
        "selfeval monitor 2025.xlsx 6 --actuals 监控表.xlsx -o 监控6月.xlsx",
        "selfeval monitor 2025.xlsx 7 --json",
    ),
)
@argument("file", msg("workbook of targets, form of monitoring, filled form, or scored workbook"),
          type=click.Path(path_type=Path))  # fmt: skip
@argument("month", msg("month to whose end the figures go, 1 to 11 (otherwise the last one entered)"), required=False)
@actuals_option()
@rules_option()
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx", about=msg("where to write the form"))
@option("--year", callback=year_of, metavar="YYYY", about=msg("budget year, where the workbook does not say it"))
@mismatch_option()
@option("--force", is_flag=True, about=msg("overwrite the output (never the input)"))
@option("--strict", is_flag=True, about=msg("exit with 1 for warnings too"))
@json_option()
@click.pass_obj
def monitor(
    console: Console,
    file: Path,
    month: str | None,
    actuals: tuple[Path, ...],
    rules: str | None,
    output: Path | None,
    **asked: Unpack[_Asked],
) -> int:
    """Show the lights and findings of a month and write its form; with --json only where -o says so."""
    named, force = month_named(month) if month is not None else 0, asked["force"]
    loaded = load(file, rules=rules, actuals=actuals, year=asked["year"], year_mismatch=bool(asked["year_mismatch"]))
    named = named or usual_month(loaded.evaluation, loaded.pack)
    source, target = loaded.source, None
    if output is not None or not asked["as_json"]:
        target = form_path(source.path, loaded.assessment.year, named, output, inputs=loaded.actuals, force=force)
    watched = watch(loaded.evaluation, loaded.pack, named)
    problems = (*(one for one in loaded.problems if one.code.startswith("F")), *watched.problems)
    for notice in loaded.notices:
        console.say(notice)
    if target is not None and (note := write_form(watched, target, force=force)):
        console.say(note)
    if asked["as_json"]:
        said = {"file": source.path.name, "sha256": source.sha256}
        console.json(monitoring_plain(watched.month, problems, source=said, translate=console.translate))
    else:
        console.out("\n".join(_lines(console, watched.month)))
        if problems:
            console.out("\n".join([*console.problem_lines(problems), console.counted(problems), ""]))
        console.out(console.text(msg("Form of monitoring: {path}", path=str(target))))
    return exit_code(problems, strict=asked["strict"])


def _lines(console: Console, watched: Monitoring) -> Iterator[str]:
    department = watched.evaluation.department.name
    when = f"{watched.year}年" if watched.year else ""
    yield console.heading(" ".join(part for part in (department, f"{when}{span(watched.month)}") if part))
    if not watched.begun:
        yield ""
        yield console.text(msg("Nothing has been entered for this month yet; the form is blank."))
        yield ""
        return
    for one in watched.projects:
        yield ""
        yield f"{one.project.title}  {console.text(LIGHT_MARKS[one.light])}"
        yield from _money(console, one)
        for light, why in lights_told(one.lights):
            yield from fill(f"{console.text(LIGHT_MARKS[light])} {console.text(why)}", "  - ", _WIDTH)
        for row in one.rows:
            for lit in row.lights:
                if lit.light in {Light.RED, Light.YELLOW}:
                    said = f"{row.indicator.tier3}：{console.text(lit.why)}"
                    yield from fill(f"{console.text(LIGHT_MARKS[lit.light])} {said}", "  - ", _WIDTH)
    yield ""


def _money(console: Console, one: MonthProject) -> Iterator[str]:
    executed, expected = one.budget.amount("executed"), one.expected.amount("executed")
    facts = {
        "base": "-" if one.base is None else plain(one.base),
        "executed": "-" if executed is None else plain(executed),
        "expected": "-" if expected is None else plain(expected),
        "plan": "-" if one.planned is None else plain(round_half_up(one.planned, 2)),
        "unit": one.budget.unit,
    }
    yield "  " + console.text(
        msg("budget {base}, spent {executed}, expected of the year {expected} {unit}; planned by then {plan}%", **facts)
    )
