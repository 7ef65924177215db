"""The commands of `selfeval`: what each takes, and how its result is printed."""

from __future__ import annotations

import click

from selfeval.commands.shared.usage import Group, Option
from selfeval.console import Console
from selfeval.core.problems import msg
from selfeval.version import __version__


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        ctx.find_object(Console).out(f"selfeval {__version__}")  # type: ignore[union-attr]
        ctx.exit()


@click.group(
    "selfeval",
    cls=Group,
    path="",
    about=msg(
        "Year-end self-evaluation of budget performance targets: from a workbook of targets to a scored workbook. "
        "Without a command, the home screen opens."
    ),
    examples=(
        "selfeval demo",
        "selfeval open 2025.xlsx",
        "selfeval check 2025.xlsx",
        "selfeval score 2025.xlsx --actuals 2025.csv -o 2025-scored.xlsx",
    ),
    invoke_without_command=True,
)
@click.option(
    "--version",
    cls=Option,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    about=msg("print the version"),
)
@click.pass_context
def root(ctx: click.Context) -> int | None:
    """Open the home screen where no command is named."""
    if ctx.invoked_subcommand is None:
        from selfeval.commands.work import home  # --version does without it

        return home(ctx.ensure_object(Console))
    return None
