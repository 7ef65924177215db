"""`selfeval score`, `explain` and `verify`: the headless twin of the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from selfeval import api
from selfeval.commands.check import exit_code
from selfeval.commands.output.template import fill_and_tell
from selfeval.commands.shared.evaluation_text import summary_lines
from selfeval.commands.shared.options import (
    actuals_option,
    json_option,
    last_year_option,
    map_options,
    mismatch_option,
    rules_option,
    year_of,
)
from selfeval.commands.shared.selection import Choice, chosen, left_out, plain, select_options
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.keys import key
from selfeval.core.problems import SelfEvalError, Severity, msg
from selfeval.core.report.explain import explain as lines_of
from selfeval.core.report.plain import problem_plain
from selfeval.core.report.tables import EXECUTION
from selfeval.core.scoring.handing_in import summed_up
from selfeval.workspace.headless import to_json
from selfeval.workspace.output.verification import in_groups

if TYPE_CHECKING:
    from selfeval.core.scoring.results import ProjectResult
    from selfeval.workspace.loaded import Loaded


class Facts(TypedDict):
    """The options of `explain`, all of which `score` has too."""

    actuals: tuple[Path, ...]
    rules: str | None
    year: int | None
    year_mismatch: str | None


class How(Facts, Choice):
    """The options of `score`."""

    output: Path | None
    template: Path | None
    values_only: bool
    force: bool
    last_year: Path | None


_FILE = msg("workbook of targets, filled form, or scored workbook")
_TEMPLATE = msg("fill this form of the finance bureau instead of writing the scored workbook")
_OF = msg("hold FILE against the copy for publication of this scored workbook")
_OF_FORM = msg("with --of: against this form of the finance bureau, filled")
_YEAR = msg("budget year, where the workbook does not say it")


@command(
    "score",
    examples=(
        "selfeval score 2025-filled.xlsx",
        "selfeval score 2025.xlsx --actuals 2025.csv -o out.xlsx",
        "selfeval score 2025.xlsx --template 自评表.xlsx",
        "selfeval score 2025.xlsx --json --force > 2025.json",
    ),
)
@argument("file", _FILE, type=click.Path(path_type=Path))
@actuals_option()
@rules_option()
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx", about=msg("where to write the workbook"))
@option("--template", type=click.Path(path_type=Path), metavar="FORM.xlsx", about=_TEMPLATE)
@option("--year", callback=year_of, metavar="YYYY", about=_YEAR)
@mismatch_option()
@map_options()
@last_year_option()
@option("--values-only", is_flag=True, about=msg("write values without formulas"))
@option("--force", is_flag=True, about=msg("overwrite the output (never the input)"))
@select_options
@json_option()
@click.pass_obj
def score(console: Console, file: Path, as_json: bool, **how: Unpack[How]) -> int:
    """Score, write, print; the workbook lists all findings whatever is selected for the screen."""
    wanted = chosen(how)
    loaded = api.score(
        file,
        rules=how["rules"],
        actuals=how["actuals"],
        year=how["year"],
        year_mismatch=bool(how["year_mismatch"]),
        last_year=how["last_year"],
    )
    if how["template"] is not None:
        return fill_and_tell(console, loaded, how["template"], how["output"], force=how["force"], as_json=as_json)
    target = api.write(loaded, how["output"], force=how["force"], values_only=how["values_only"])
    _tell(console, loaded)
    written = msg("Scored workbook: {path}", path=str(target))
    found = wanted.apply(loaded.problems)
    if as_json:
        shown = replace(loaded, problems=found.problems)
        chosen_too = {"selection": plain(wanted), "left_out": left_out(found, loaded)}
        console.json({**to_json(shown, console.translate, to_do=loaded.to_do), **chosen_too})
        console.say(written)
        _tell_left(console, loaded)
        return exit_code(found.problems)
    console.out("\n".join(summary_lines(console, loaded, found)))
    worst = [problem for problem in found.problems if problem.severity is Severity.ERROR]
    if worst:
        console.out("\n".join(["", *console.problem_lines(worst)]))
    console.out("\n" + console.text(written))
    _tell_left(console, loaded)
    return exit_code(found.problems)


def _tell_left(console: Console, loaded: Loaded) -> None:
    """One sentence: ready to hand in, or how much is still to do, and what of each kind."""
    console.say(summed_up(loaded.to_do))


def _tell(console: Console, loaded: Loaded) -> None:
    for notice in loaded.notices:
        console.say(notice)


@command("explain", examples=("selfeval explain 2025-filled.xlsx", "selfeval explain 2025-filled.xlsx 信访费用支出"))
@argument("file", _FILE, type=click.Path(path_type=Path))
@argument("indicator", msg("name of an indicator, or a part of it; all of them if left out"), required=False)
@actuals_option()
@rules_option()
@option("--year", callback=year_of, metavar="YYYY", about=_YEAR)
@mismatch_option()
@map_options()
@click.pass_obj
def explain(console: Console, file: Path, indicator: str | None, **how: Unpack[Facts]) -> int:
    """Print the explanations."""
    loaded = api.score(
        file,
        rules=how["rules"],
        actuals=how["actuals"],
        year=how["year"],
        year_mismatch=bool(how["year_mismatch"]),
    )
    _tell(console, loaded)
    blocks = []
    for result in loaded.assessment.projects:
        if indicator is None:
            blocks.append(lines_of(loaded.assessment, result.project, None, console.translate))
            continue
        for wanted in _wanted(console, result, indicator):
            lines = lines_of(loaded.assessment, result.project, wanted, console.translate)
            blocks.append([result.project.title, *lines])
    if not blocks:
        raise _no_such_indicator(loaded, indicator or "")
    console.out("\n\n".join("\n".join([console.heading(block[0]), *block[1:]]) for block in blocks))
    return 0


def _wanted(console: Console, result: ProjectResult, name: str) -> list[str]:
    """Ids of the indicators that a name means: those called exactly so, else those whose name contains it."""
    names = {item.indicator.id: item.indicator.tier3 for item in result.indicators}
    names[""] = console.text(EXECUTION)
    exact = [found for found, shown in names.items() if key(name) in {key(shown), key(found)} and key(shown)]
    return exact or [found for found, shown in names.items() if key(name) and key(name) in key(shown)]


def _no_such_indicator(loaded: Loaded, name: str) -> SelfEvalError:
    import difflib

    known = [item.indicator.tier3 for result in loaded.assessment.projects for item in result.indicators]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.3)
    hint = msg("Leave the name out to see all.")
    if near:
        hint = msg("Indicators of a similar name: {names}", names="、".join(near))
    return SelfEvalError(msg("Unknown indicator"), msg("No indicator is called “{name}”.", name=name), hint)


@command(
    "verify",
    examples=(
        "selfeval verify 2025-scored.xlsx",
        "selfeval verify 2025-公开.xlsx --of 2025-scored.xlsx",
        "selfeval verify filled.xlsx --of 2025-scored.xlsx --template form.xlsx",
    ),
)
@argument("file", msg("scored workbook, or with --of a copy of one"), type=click.Path(path_type=Path))
@option("--of", "scored", type=click.Path(path_type=Path), metavar="SCORED.xlsx", about=_OF)
@option("--template", type=click.Path(path_type=Path), metavar="FORM.xlsx", about=_OF_FORM)
@rules_option()
@json_option()
@click.pass_obj
def verify(
    console: Console, file: Path, scored: Path | None, template: Path | None, rules: str | None, as_json: bool
) -> int:
    """Print the differences; 0 only if there is none."""
    if template is not None and scored is None:
        raise click.UsageError(
            console.text(msg("--template needs --of: the scored workbook that the form was filled from."))
        )
    found = api.verify(file, rules=rules, of=scored, form=template)
    if as_json:
        console.json(
            {
                "schema": "selfeval.verify/1",
                "file": file.name,
                "sha256": found.sha256,
                "rules": {"id": found.pack.id, "version": found.pack.version, "sha256": found.pack.sha256},
                "equal": found.equal,
                "differences": [problem_plain(problem, console.translate) for problem in found.differences],
            }
        )
        return 0 if found.equal else 1
    told = in_groups(found.differences)
    lines = [console.heading(str(file)), *console.problem_lines(told)] if told else []
    verdict = msg("{name}: every figure is what its own facts give.", name=file.name)
    if scored is not None:
        verdict = msg("{name} is as the program writes it from {scored}.", name=file.name, scored=scored.name)
    if not found.equal:
        verdict = msg("{count} differences.", count=sum(p.severity is not Severity.INFO for p in found.differences))
    console.out("\n".join([*lines, console.text(verdict)]))
    return 0 if found.equal else 1
