"""`selfeval check`: everything a reviewer would object to, in one file or in forty."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from selfeval import api
from selfeval.commands.shared.layouts import layout_lines, layout_plain
from selfeval.commands.shared.options import json_option, last_year_option, map_options, mismatch_option, rules_option
from selfeval.commands.shared.selection import Choice, chosen, counted, left_out, plain, select_options
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.checks.selection import Selected
from selfeval.core.problems import Problem, SelfEvalError, Severity, msg
from selfeval.core.report.plain import counts_plain, problem_plain
from selfeval.textgrid import table
from selfeval.workspace.packs.choice import choice_plain

if TYPE_CHECKING:
    from selfeval.workspace.loaded import Loaded

SCHEMA = "selfeval.check/1"


@command(
    "check",
    examples=(
        "selfeval check 2025.xlsx",
        "selfeval check *.xlsx --json",
        "selfeval check 2025.xlsx --select T,W --ignore T120 --severity T111=note",
    ),
)
@argument("file", msg("workbooks"), nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option()
@mismatch_option()
@map_options()
@last_year_option()
@select_options
@option("--strict", is_flag=True, about=msg("exit with 1 for warnings too"))
@json_option()
@click.pass_obj
def check(
    console: Console,
    file: tuple[Path, ...],
    rules: str | None,
    strict: bool,
    as_json: bool,
    year_mismatch: str | None,
    last_year: Path | None,
    **choice: Unpack[Choice],
) -> int:
    """Check all files; one that cannot be read does not keep the others from being checked."""
    wanted = chosen(choice)
    results: list[dict[str, object]] = []
    codes = [0]
    for path in file:
        try:
            loaded = _load(console, path, rules, year_mismatch=bool(year_mismatch), last_year=last_year)
        except SelfEvalError as error:
            if error.code.startswith("R"):
                raise
            console.stop(error)
            results.append(
                {
                    "file": path.name,
                    "sha256": None,
                    "error": _plain_error(console, error),
                    "problems": [],
                    "counts": counts_plain(()),
                    "layout": None,
                }
            )
            codes.append(2)
            continue
        found = wanted.apply(loaded.problems)
        results.append(_plain(console, loaded, path, found))
        codes.append(exit_code(found.problems, strict=strict))
        if not as_json:
            _print(console, path, found, loaded)
    if as_json:
        console.json({"schema": SCHEMA, "selection": plain(wanted), "files": results})
    elif len(file) > 1:
        console.out("\n".join(_overview(console, file, results)))
    return max(codes)


def _overview(console: Console, file: tuple[Path, ...], results: list[dict[str, object]]) -> list[str]:
    """One line a file at the end: how many findings of each kind; what could not be read says so."""
    columns = [console.text(message) for message in (msg("File"), msg("Errors"), msg("Warnings"), msg("Notes"))]
    rows = []
    for path, result in zip(file, results, strict=True):
        found = result["problems"]
        assert isinstance(found, list)
        levels = [problem["severity"] for problem in found]
        counts = [str(levels.count(level.value)) for level in (Severity.ERROR, Severity.WARNING, Severity.INFO)]
        unread = [console.text(msg("not read")), "", ""]
        rows.append([str(path), *(unread if result["error"] else counts)])
    return [console.heading(console.text(msg("All files"))), *table(columns, rows, right=(1, 2, 3))]


def exit_code(problems: tuple[Problem, ...], *, strict: bool = False) -> int:
    """1 where there is an error, with `strict` also for a warning; else 0."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(problem.severity in bad for problem in problems) else 0


def _load(console: Console, path: Path, rules: str | None, *, year_mismatch: bool, last_year: Path | None) -> Loaded:

    loaded = api.check(path, rules=rules, year_mismatch=year_mismatch, last_year=last_year)
    for notice in loaded.notices:
        console.say(notice)
    return loaded


def _plain(console: Console, loaded: Loaded, path: Path, found: Selected) -> dict[str, object]:
    return {
        "file": path.name,
        "sha256": loaded.source.sha256,
        "error": None,
        "problems": [problem_plain(problem, console.translate) for problem in found.problems],
        "counts": counts_plain(found.problems),
        "rules_choice": choice_plain(loaded.choice, console.translate) if loaded.choice else None,
        "left_out": left_out(found, loaded),
        "layout": layout_plain(loaded.recognised, console.translate),
    }


def _plain_error(console: Console, error: SelfEvalError) -> dict[str, str | None]:
    return {
        "code": error.code or None,
        "title": console.text(error.title),
        "message": console.text(error.message),
        "hint": console.text(error.hint) or None,
    }


def _print(console: Console, path: Path, found: Selected, loaded: Loaded) -> None:
    lines = [console.heading(str(path)), *layout_lines(console, loaded.recognised)]
    lines += [*console.problem_lines(found.problems), counted(console, found, loaded)]
    console.out("\n".join(lines))
    console.out("")
