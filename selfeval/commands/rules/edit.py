"""`selfeval rules export` and `rules import`: a rule pack as a workbook, and the edited workbook as a rule pack."""

from __future__ import annotations

from pathlib import Path

import click

from selfeval.commands.check import exit_code
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.problems import msg


@command("rules export", examples=("selfeval rules export cn-mof-2020-10 -o pack.xlsx",))
@argument("pack", msg("rule pack, by its id or its file"))
@option("-o", "--output", metavar="PACK.xlsx", about=msg("the workbook to write (otherwise the id with .xlsx)"))
@option("--force", is_flag=True, about=msg("overwrite an existing file"))
@click.pass_obj
def export(console: Console, pack: str, output: str | None, force: bool) -> int:
    """Write the workbook and say where it is."""
    from selfeval.workspace.packs.workbook import export_rulebook  # --help does without it

    target = export_rulebook(pack, Path(output) if output else None, force=force)
    console.say(msg("Rule pack as a workbook: {path}", path=str(target)))
    return 0


@command(
    "rules import",
    examples=(
        "selfeval rules import pack.xlsx",
        "selfeval rules import pack.xlsx -o scoring_rules/my-county-2026.toml",
    ),
)
@argument("workbook", msg("workbook made by “rules export”"))
@option("-o", "--output", metavar="PACK.toml", about=msg("the rule pack to write (otherwise its id with .toml)"))
@option("--force", is_flag=True, about=msg("overwrite existing files"))
@option(
    "--allow-removed",
    is_flag=True,
    about=msg("rows and values that are gone from the workbook are meant to be gone (otherwise each is an error)"),
)
@click.pass_obj
def import_(console: Console, workbook: str, output: str | None, force: bool, allow_removed: bool) -> int:
    """Print what is wrong, or write the files and say where they are."""
    from selfeval.workspace.packs.workbook import import_rulebook  # --help does without it

    target = Path(output) if output else None
    done = import_rulebook(Path(workbook), target, force=force, allow_removed=allow_removed)
    if done.problems:
        console.out("\n".join([*console.problem_lines(done.problems), console.counted(done.problems)]))
    if done.path is None:
        console.say(msg("Nothing was written."))
        if done.cases_unrun:
            text = msg(
                "{unrun} of {count} worked cases could not be run while these mistakes are there.",
                unrun=done.cases_unrun,
                count=done.cases_run + done.cases_unrun,
            )
            console.say(text)
    else:
        text = msg(
            "Checked before writing, as by “selfeval rules check”: rules probed, {count} worked cases come out.",
            count=done.cases_run,
        )
        console.say(text)
        console.say(msg("Rule pack: {path}", path=str(done.path)))
        if done.cases_path:
            console.say(msg("Worked cases: {path}", path=str(done.cases_path)))
    return exit_code(done.problems)
