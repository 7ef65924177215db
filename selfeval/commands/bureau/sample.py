"""`selfeval sample`: which forms are reviewed, drawn so that everybody can draw the same again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypedDict, Unpack

import click

from selfeval.commands.shared.options import json_option, rules_option
from selfeval.commands.shared.usage import argument, command, option, see_help
from selfeval.console import Console
from selfeval.core.numbers import parse_number, parse_percent, plain
from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.report.plain import problem_plain
from selfeval.core.review.sample_plain import sample_plain
from selfeval.core.review.sampling import ALL_WORDS, EVERY, Candidate, Sample, SamplePlan, draw
from selfeval.textgrid import table
from selfeval.workspace import clock
from selfeval.workspace.review.population import Population, population
from selfeval.workspace.review.sample_output import sample_target, write_sample_sheet


class How(TypedDict):
    """The options of `sample`."""

    above: Decimal | None
    grade: tuple[str, ...]
    share: tuple[tuple[str, Decimal], ...]
    each_unit: bool
    seed: str | None
    rules: str | None
    output: Path | None
    force: bool


def _amount(ctx: click.Context, param: click.Parameter, value: str | None) -> Decimal | None:
    """An amount in 万元."""
    if value is None:
        return None
    amount = parse_number(value.removesuffix("万元"))
    if amount is None or amount < 0:
        raise _bad(value, "--above 100")
    return amount


def _shares(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, Decimal], ...]:
    """`良=20%` as grade and percent."""
    found = []
    for value in values:
        grade, sign, percent = value.replace("＝", "=").partition("=")
        share = parse_percent(percent) if sign else None
        if not grade.strip() or share is None or not 0 < share <= 100:
            raise _bad(value, "--share 良=20%")
        found.append((EVERY if grade.strip() in ALL_WORDS else grade.strip(), share))
    return tuple(found)


def _bad(value: str, example: str) -> SelfEvalError:
    text = msg("“{value}” cannot be understood here.", value=value)
    return SelfEvalError(msg("Bad argument"), text, msg("Write it like {example}.", example=example))


@command(
    "sample",
    examples=(
        "selfeval sample out/ --above 100 --share 良=20% --each-unit -o 抽查.xlsx",
        "selfeval sample 上报/ --share all=10% --seed 2026-03-01 --json",
        "selfeval sample 甲局.xlsx 乙局.xlsx --each-unit",
    ),
)
@argument("source", msg("folder of a batch, folders or archives of forms, lists of files (.txt), or forms"), nargs=-1,
          type=click.Path(path_type=Path))  # fmt: skip
@option(
    "--above",
    callback=_amount,
    metavar="AMOUNT",
    about=msg("every project with this adjusted budget or more, in units of 10,000 yuan"),
)
@option("--grade", multiple=True, metavar="GRADE", about=msg("every project of this grade; may be repeated"))
@option("--share", multiple=True, callback=_shares, metavar="GRADE=N%",
        about=msg("this share of a grade, rounded up; “all” for every grade; may be repeated"))  # fmt: skip
@option("--each-unit", is_flag=True, about=msg("every unit at least once"))
@option("--seed", metavar="TEXT", about=msg("the seed; today's date if left out; it is printed"))
@rules_option()
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx", about=msg("where to write the list"))
@option("--force", is_flag=True, about=msg("overwrite the output (never the input)"))
@json_option()
@click.pass_obj
def sample(console: Console, source: tuple[Path, ...], as_json: bool, **how: Unpack[How]) -> int:
    """Draw, print which rule drew what, and write the list; 1 where a file could not be read."""
    seed = how["seed"] or clock.today().isoformat()
    plan = SamplePlan(seed, how["above"], how["grade"], how["share"], how["each_unit"])
    if not source or plan.empty:
        raise SelfEvalError(
            msg("Argument missing"),
            msg("Name what is drawn from, and at least one of --above, --grade, --share, --each-unit."),
            see_help(click.get_current_context()),
        )
    target = sample_target(how["output"], source, force=how["force"]) if how["output"] else None
    found = population(source, rules=how["rules"])
    drawn = draw(found.projects, plan)
    if target is not None:
        write_sample_sheet(drawn, [str(path) for path in source], target, force=how["force"])
    if as_json:
        problems = [problem_plain(one, console.translate) for one in found.problems]
        console.json({**sample_plain(drawn, console.translate), "files": found.files, "problems": problems})
    else:
        console.out("\n".join(_lines(console, drawn, found)))
    if target is not None:
        console.say(msg("Sample: {path}", path=str(target)))
    return 1 if found.problems else 0


def _lines(console: Console, drawn: Sample, found: Population) -> Iterator[str]:
    yield console.text(msg("Seed: {seed}", seed=drawn.plan.seed))
    yield ""
    heads = [msg("Rule"), msg("Projects"), msg("Drawn"), msg("By this rule alone")]
    rows = [[console.text(one.rule), str(one.size), str(one.taken), str(one.alone)] for one in drawn.strata]
    yield from table([console.text(head) for head in heads], rows, right=(1, 2, 3))
    yield ""
    heads = [msg("Unit"), msg("Code"), msg("Project"), msg("万元"), msg("Grade"), msg("Drawn by")]
    listed = []
    for one in drawn.drawn:
        project = one.candidate
        amount = "—" if project.amount is None else plain(project.amount)
        rules = "；".join(console.text(drawn.strata[place].rule) for place in one.rules)
        listed.append([project.unit, project.code, project.name, amount, project.grade or "—", rules])
    yield from table([console.text(head) for head in heads], listed, right=(3,))
    yield ""
    yield console.text(msg("{drawn} of {all} projects drawn.", drawn=len(drawn.drawn), all=len(drawn.all)))
    if drawn.unknown_amount:
        yield console.text(
            msg("{count} projects have no amount; --above had nothing to go by.", count=len(drawn.unknown_amount))
        )
        yield from _named(drawn.unknown_amount)
    if drawn.unknown_grade:
        yield console.text(
            msg("{count} projects have no grade; rules of grades had nothing to go by.", count=len(drawn.unknown_grade))
        )
        yield from _named(drawn.unknown_grade)
    if found.problems:
        yield ""
        yield from console.problem_lines(found.problems)


_MOST_NAMED = 20
"""Projects that are named of those that a rule could not look at; the workbook has them all."""


def _named(projects: Sequence[Candidate]) -> Iterator[str]:
    for one in projects[:_MOST_NAMED]:
        yield "  " + "  ".join(filter(None, (one.unit, one.code, one.name, f"[{one.file}]")))
    if len(projects) > _MOST_NAMED:
        yield "  ……"
