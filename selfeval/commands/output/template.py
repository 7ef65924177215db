"""`selfeval score --template`: fills the finance bureau's own form and says what was filled where, and what was not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval import api
from selfeval.commands.check import exit_code
from selfeval.commands.shared.evaluation_text import summary_lines
from selfeval.core.problems import Severity, labelled, msg, verbatim
from selfeval.workspace.headless import to_json

if TYPE_CHECKING:
    from selfeval.console import Console
    from selfeval.workspace.loaded import Loaded
    from selfeval.workspace.output.form import TemplateResult, WrittenForm


def fill_and_tell(
    console: Console, loaded: Loaded, form: Path, output: Path | None, *, force: bool, as_json: bool
) -> int:
    """Fill, print; 1 where the evaluation or the form has error-level findings."""
    result = api.fill(loaded, form, output, force=force)
    for notice in loaded.notices:
        console.say(notice)
    if as_json:
        filled = result.plain(console.translate)
        console.json({**to_json(loaded, console.translate), "template": filled})
    else:
        console.out("\n".join(summary_lines(console, loaded)))
        worst = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        if worst:
            console.out("\n".join(["", *console.problem_lines(worst)]))
    _report(console, result)
    return exit_code((*loaded.problems, *result.problems))


def _report(console: Console, result: TemplateResult) -> None:
    """What was filled where, then what was not, on stderr."""
    for file in result.files:
        console.say(msg("Filled form: {path} ({count} cells)", path=str(file.path), count=len(file.cells)))
        for field, places in _by_field(file):
            console.say(verbatim(f"  {console.text(labelled(field, ' '.join(places)))}"))
        told = [problem for problem in result.problems if problem.project in file.projects]
        for line in console.problem_lines(told):
            console.say(verbatim(f"  {line}"))
    filled = {project for file in result.files for project in file.projects}
    for line in console.problem_lines(problem for problem in result.problems if problem.project not in filled):
        console.say(verbatim(line))
    if not result.files:
        console.say(msg("No form was written. Without --template you get the scored workbook."))


def _by_field(file: WrittenForm) -> Sequence[tuple[str, list[str]]]:
    """The cells of each sheet by field, in the order of filling."""
    found: dict[tuple[str, str], list[str]] = {}
    for cell in file.cells:
        sheet, _, address = cell.where.rpartition("!")
        found.setdefault((sheet, cell.field), []).append(address)
    several = len({sheet for sheet, _ in found}) > 1
    return [(f"{sheet} {field}" if several else field, places) for (sheet, field), places in found.items()]
