"""The options that several commands have, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

# ruff: noqa: ANN401 - what click hands through
from selfeval.commands.shared.usage import MAP, NO_MAP, Function, option
from selfeval.core.problems import SelfEvalError, msg


def json_option() -> Callable[[Function], Function]:
    """`--json`."""
    return option("--json", "as_json", is_flag=True, about=msg("print JSON on stdout, for other programs"))


def actuals_option() -> Callable[[Function], Function]:
    """`--actuals`, as often as there are files."""
    about = msg(
        "actuals from this .csv, .json or workbook, instead of those entered in the program; may be given several times"
    )
    return option("--actuals", type=click.Path(path_type=Path), multiple=True, metavar="FILE", about=about)


def rules_option() -> Callable[[Function], Function]:
    """`--rules`."""
    return option("--rules", metavar="ID|PATH", about=msg("rule pack to score by, by its id or its file"))


def mismatch_option() -> Callable[[Function], Function]:
    """`--year-mismatch ok`."""
    about = msg("“ok” uses a rule pack that is meant for other years all the same; the workbook records it")
    return option("--year-mismatch", "year_mismatch", type=click.Choice(["ok"]), about=about)


def last_year_option() -> Callable[[Function], Function]:
    """`--last-year FILE`."""
    about = msg("evaluation of an earlier year, to be held beside this one")
    return option("--last-year", "last_year", type=click.Path(path_type=Path), metavar="FILE", about=about)


def map_options() -> Callable[[Function], Function]:
    """`--map` and `--no-map`, which hold for every workbook that the command reads."""
    about = msg(
        "which column holds a field, such as 分值=H or 分值=Sheet1!H; remembered for this layout; may be repeated"
    )
    without = msg("read without what was said about columns before")

    def give(function: Function) -> Function:
        flag = option("--no-map", NO_MAP, is_flag=True, expose_value=False, callback=_noted, about=without)
        words = option(
            "--map", MAP, multiple=True, expose_value=False, callback=_noted, metavar="FIELD=COLUMN", about=about
        )
        return words(flag(function))

    return give


def _noted(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    ctx.meta[f"selfeval.{param.name}"] = value


def year_of(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """The value of `--year` as a number."""
    if value is None:
        return None
    if value.isascii() and value.isdigit() and 2000 <= int(value) <= 2099:
        return int(value)
    raise SelfEvalError(
        msg("Bad argument"),
        msg("“{value}” is not a year.", value=value),
        msg("Write it with four digits, such as 2025."),
    )
