"""`selfeval sheet`: a fill-in workbook for colleagues without a terminal."""

from __future__ import annotations

from pathlib import Path

import click

from selfeval.commands.check import exit_code
from selfeval.commands.shared.options import actuals_option, mismatch_option, rules_option, year_of
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.problems import Problem, msg
from selfeval.workspace.headless import load
from selfeval.workspace.incoming.fill_in import write_sheet


@command(
    "sheet",
    examples=(
        "selfeval sheet 2025.xlsx",
        "selfeval sheet 2025.xlsx -o 填报.xlsx",
        "selfeval score 2025.xlsx --actuals 办公室.xlsx --actuals 业务科.xlsx",
    ),
)
@argument("file", msg("workbook of targets, filled form, or scored workbook"), type=click.Path(path_type=Path))
@actuals_option()
@rules_option()
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx", about=msg("where to write the workbook"))
@option("--year", callback=year_of, metavar="YYYY", about=msg("budget year, where the workbook does not say it"))
@mismatch_option()
@option("--force", is_flag=True, about=msg("overwrite the output (never the input)"))
@click.pass_obj
def sheet(
    console: Console,
    file: Path,
    actuals: tuple[Path, ...],
    rules: str | None,
    output: Path | None,
    year: int | None,
    year_mismatch: str | None,
    force: bool,
) -> int:
    """Write the workbook and say where it is."""
    loaded = load(file, rules=rules, actuals=actuals, year=year, year_mismatch=bool(year_mismatch))
    target, notes = write_sheet(loaded.assessment, loaded.source, output, actuals=loaded.actuals, force=force)
    for note in (*loaded.notices, *notes):
        console.say(note)
    found = tuple(filter(_of_actuals, loaded.problems))
    if found:
        console.out("\n".join([*console.problem_lines(found), console.counted(found), ""]))
    console.out(console.text(msg("Fill-in workbook: {path}", path=str(target))))
    return exit_code(found)


def _of_actuals(problem: Problem) -> bool:
    """Whether a finding concerns the files of actuals: by its code, or by its cell in another file."""
    return problem.code.startswith("F4") or (problem.where is not None and problem.where.sheet.startswith("["))
