"""`selfeval check`: everything a reviewer would object to, in one file or in forty."""

from __future__ import annotations

from pathlib import Path

import click

from selfeval.commands.usage import (
    Command,
    argument,
    json_option,
    last_year_option,
    mismatch_option,
    option,
    rules_option,
)
from selfeval.console import Console
from selfeval.core.problems import Problem, SelfEvalError, Severity, msg

SCHEMA = "selfeval.check/1"


@click.command(
    "check",
    cls=Command,
    about=msg("Check workbooks of targets or filled forms; every finding with its cell."),
    examples=("selfeval check 2025.xlsx", "selfeval check *.xlsx --json"),
)
@argument("file", msg("workbooks"), nargs=-1, required=True, type=click.Path(path_type=Path))
@rules_option()
@mismatch_option()
@last_year_option()
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
) -> int:
    """Check all files; one that cannot be read does not keep the others from being checked."""
    results: list[dict[str, object]] = []
    codes = [0]
    for path in file:
        try:
            problems, plain = _one(console, path, rules, year_mismatch=bool(year_mismatch), last_year=last_year)
        except SelfEvalError as error:
            if error.code.startswith("R"):
                raise
            console.stop(error)
            results.append({"file": path.name, "sha256": None, "error": _plain_error(console, error), "problems": []})
            codes.append(2)
            continue
        results.append(plain)
        codes.append(exit_code(problems, strict=strict))
        if not as_json:
            _print(console, path, problems)
    if as_json:
        console.json({"schema": SCHEMA, "files": results})
    return max(codes)


def exit_code(problems: tuple[Problem, ...], *, strict: bool = False) -> int:
    """1 where there is an error, with `strict` also for a warning; else 0."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return 1 if any(problem.severity in bad for problem in problems) else 0


def _one(
    console: Console, path: Path, rules: str | None, *, year_mismatch: bool, last_year: Path | None
) -> tuple[tuple[Problem, ...], dict[str, object]]:
    from selfeval.core.report import problem_plain
    from selfeval.workspace.headless import load

    loaded = load(path, rules=rules, year_mismatch=year_mismatch, last_year=last_year)
    for notice in loaded.notices:
        console.say(notice)
    return loaded.problems, {
        "file": path.name,
        "sha256": loaded.source.sha256,
        "error": None,
        "problems": [problem_plain(problem, console.translate) for problem in loaded.problems],
    }


def _plain_error(console: Console, error: SelfEvalError) -> dict[str, str | None]:
    return {
        "code": error.code or None,
        "title": console.text(error.title),
        "message": console.text(error.message),
        "hint": console.text(error.hint) or None,
    }


def _print(console: Console, path: Path, problems: tuple[Problem, ...]) -> None:
    lines = [console.heading(str(path)), *console.problem_lines(problems), console.counted(problems)]
    console.out("\n".join(lines))
    console.out("")
