"""`selfeval`, `selfeval open` and `selfeval demo`: the screen, or a clear word where there is none."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TypedDict, Unpack

import click

from selfeval.commands.shared.options import last_year_option, map_options, mismatch_option, rules_option
from selfeval.commands.shared.selection import Choice, chosen, select_options
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.checks.selection import Selection
from selfeval.core.monitoring.fields import month_named
from selfeval.core.problems import SelfEvalError, msg
from selfeval.plain.talk import Talk
from selfeval.workspace.examples import demo_copy
from selfeval.workspace.source import file_hash


class Beginning(TypedDict, total=False):
    """How the screen begins, as `SelfEvalApp` takes it."""

    last_year: Path | None
    selection: Selection | None
    tour: bool
    month: int
    batch: Path | None


@command(
    "open",
    examples=(
        "selfeval open 2025.xlsx",
        "selfeval open 2025.xlsx --rules cn-mof-2021-101",
        "selfeval open 2025.xlsx --monitor 7",
    ),
)
@argument(
    "file",
    msg("workbook of targets, filled form, or scored workbook to go on with"),
    type=click.Path(path_type=Path),
)
@rules_option()
@mismatch_option()
@map_options()
@last_year_option()
@option("--plain", is_flag=True, about=msg("ask numbered questions, one below the other, instead of drawing a screen"))
@option("--monitor", "month", metavar="MONTH", about=msg("begin with the monitoring of the year to the end of a month"))
@option("--yes", is_flag=True, about=msg("change the rule pack of a work without asking"))
@select_options
@click.pass_obj
def open_(
    console: Console,
    file: Path,
    rules: str | None,
    year_mismatch: str | None,
    yes: bool,
    plain: bool,
    last_year: Path | None,
    month: str | None,
    **choice: Unpack[Choice],
) -> int:
    """Open the entry screen."""
    wanted, watched = chosen(choice), month_named(month) if month is not None else 0
    if plain and wanted:
        raise SelfEvalError(
            msg("Bad argument"),
            msg("--plain lists all findings."),
            msg("Leave out --select, --ignore and --severity, or use the screen."),
        )
    file_hash(file)
    if last_year is not None:
        file_hash(last_year)
    if not plain:  # questions may be answered through a pipe, too
        need_terminal()
    if last_year is not None and not rules:
        from selfeval.workspace.headless import after_last_year  # --help does without it

        if found := after_last_year(file, last_year):
            console.say(found.notice)
            rules = found.name
    if rules and not yes and not _agreed(console, file, rules, year_mismatch=not plain or bool(year_mismatch)):
        rules = None
    if year_mismatch:
        from selfeval.workspace.work.opening import open_workspace  # --help does without it

        open_workspace(file, rules=rules, year_mismatch=True).close()  # recorded with the work, for the screen too
    if plain:
        return _questions(console, file, rules, last_year, watched)
    return screen(console, file, rules, last_year=last_year, selection=wanted, month=watched)


def _questions(console: Console, file: Path, rules: str | None, last_year: Path | None, month: int) -> int:
    """The work as questions and answers."""
    from selfeval.plain.session import hold  # --help does without it

    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - gives `input` its line editing, where there is one
    hold(file, rules, Talk(console.language, input, console.out, console.width(sys.stdout)), last_year, month)
    return 0


def _agreed(console: Console, file: Path, rules: str, *, year_mismatch: bool) -> bool:
    """Whether a work may change its rule pack, after showing what would change; no question where it keeps it.

    A pack of other years is refused without `year_mismatch`; the screen asks about it when it opens.
    """
    from selfeval.workspace.packs.replay import pending_change  # --help does without it

    found = pending_change(file, rules, year_mismatch=year_mismatch)
    if found is None:
        return True
    from selfeval.commands.rules.replay_lines import confirm_change  # --help does without it

    return confirm_change(console, found)


@command("demo", examples=("selfeval demo",))
@click.pass_obj
def demo(console: Console) -> int:
    """Open the example, or score it where there is no terminal."""
    from selfeval import api  # --help does without it

    copy = demo_copy()
    if interactive():
        return screen(console, copy, tour=True)
    from selfeval.commands.shared.evaluation_text import summary_lines  # --help does without it

    loaded = api.score(copy)
    target = api.write(loaded)
    console.out("\n".join(summary_lines(console, loaded)))
    console.out(console.text(msg("Scored workbook: {path}", path=str(target))))
    return 0


def home(console: Console) -> int:
    """Open the home screen."""
    need_terminal()
    return screen(console, None)


def interactive() -> bool:
    """Whether a person sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def need_terminal() -> None:
    """Raise where there is none to draw a screen on."""
    if not interactive():
        raise SelfEvalError(
            msg("No terminal"),
            msg("The screen needs a terminal, and there is none here."),
            msg("Without one, use “selfeval score”, “selfeval check” or “selfeval demo”; “selfeval --help” shows all."),
        )
    if os.environ.get("TERM") == "dumb":
        raise SelfEvalError(
            msg("No terminal"),
            msg("A terminal of the kind “dumb” cannot draw a screen."),
            msg("Use “selfeval open FILE --plain”, which asks one question after another, or another terminal."),
        )


def screen(console: Console, file: Path | None, rules: str | None = None, **how: Unpack[Beginning]) -> int:
    """The screen: on a workbook, over a batch, else the home screen; its exit code."""
    from selfeval.tui.app import app  # textual

    return app.run(app.SelfEvalApp(console.language, file, rules, **how))
