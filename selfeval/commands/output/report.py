"""`selfeval report`: the self-evaluation report as a Word document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from selfeval import api
from selfeval.commands.shared.options import (
    actuals_option,
    json_option,
    map_options,
    mismatch_option,
    rules_option,
    year_of,
)
from selfeval.commands.shared.usage import argument, command, option, see_help
from selfeval.console import Console, clipped
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.report.happened import Happened, Kind
from selfeval.core.scoring.handing_in import summed_up
from selfeval.textgrid import table
from selfeval.workspace.output import report as reports
from selfeval.workspace.output.written_report import WrittenReport

if TYPE_CHECKING:
    from selfeval.workspace.loaded import Loaded

OUTLINES_SCHEMA = "selfeval.outlines/1"


class How(TypedDict):
    """The options of `report`."""

    outline: str | None
    output: Path | None
    update: Path | None
    project: str | None
    actuals: tuple[Path, ...]
    rules: str | None
    year: int | None
    year_mismatch: str | None
    force: bool
    outlines: bool


@command(
    "report",
    examples=(
        "selfeval report 2025-scored.xlsx",
        "selfeval report 2025-scored.xlsx --outline project -o 报告.docx",
        "selfeval report 2025-scored.xlsx --update 报告.docx",
        "selfeval report 甲局.xlsx 乙局.xlsx -o 汇总.docx",
        "selfeval report --outlines",
    ),
)
@argument("file", msg("scored workbook, filled form or workbook of targets; several for a summary"), nargs=-1,
          type=click.Path(path_type=Path))  # fmt: skip
@option("--outline", metavar="ID|PATH", about=msg("what the report consists of, by the outline's id or its file"))
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.docx", about=msg("where to write the report"))
@option("--update", type=click.Path(path_type=Path), metavar="REPORT.docx",
        about=msg("bring this report up to date, in place or, with -o, as another file"))  # fmt: skip
@option("--project", metavar="NAME", about=msg("only this project, by its code, its name or a part of it"))
@actuals_option()
@rules_option()
@option("--year", callback=year_of, metavar="YYYY", about=msg("budget year, where the workbook does not say it"))
@mismatch_option()
@map_options()
@option("--force", is_flag=True, about=msg("overwrite the output (never the input)"))
@option("--outlines", is_flag=True, about=msg("list the outlines, and what is wrong with those that cannot be used"))
@json_option()
@click.pass_obj
def report(console: Console, file: tuple[Path, ...], as_json: bool, **how: Unpack[How]) -> int:
    """Write or update, then say what a person still has to write and what was left as people wrote it."""
    if how["outlines"]:
        return _list(console, file[0] if file else None, as_json=as_json)
    if not file:
        context = click.get_current_context()
        raise SelfEvalError(
            msg("Argument missing"), msg("Name the workbook that the report is about."), see_help(context)
        )
    loaded = [_loaded(path, how) for path in file]
    subject = _subject(loaded, how["project"])
    for one in loaded:
        for notice in one.notices:
            console.say(notice)
    if how["update"] is not None:
        done = reports.update(subject, how["update"], how["outline"], how["output"], force=how["force"])
    else:
        done = reports.write_new(subject, how["outline"], how["output"], force=how["force"])
    if as_json:
        console.json(done.plain())
    else:
        console.out("\n".join(_lines(console, done)))
    for one in loaded:
        console.say(summed_up(one.to_do))
    return 0


def _loaded(path: Path, how: How) -> Loaded:
    return api.score(
        path,
        rules=how["rules"],
        actuals=how["actuals"],
        year=how["year"],
        year_mismatch=bool(how["year_mismatch"]),
    )


def _subject(loaded: list[Loaded], project: str | None) -> reports.Subject:
    wanted = None if project is None else reports.project_of(loaded[0].assessment, project)
    assessments, sources = tuple(one.assessment for one in loaded), tuple(one.source for one in loaded)
    return reports.Subject(assessments, sources, wanted, loaded[0].actuals)


def _lines(console: Console, done: WrittenReport) -> list[str]:
    """What came of it: the file, what is left for a person, and for an update everything that happened."""
    lines: list[str] = []
    for kind, said in _SAID.items():
        found = done.of(kind)
        if not found:
            continue
        lines.append(console.heading(console.text(said)))
        shown = found[:_MOST]
        lines += [_line(console, one) for one in shown]
        if len(found) > len(shown):
            lines.append("  " + console.text(msg("... and {count} more", count=len(found) - len(shown))))
    if done.updated and not done.happened:
        lines.append(console.text(msg("Every bound text says what the evaluation says.")))
    lines.append(
        console.text(
            msg("{bound} texts follow the evaluation; {gaps} places wait for a person, {unknown} figures are unknown.",
                bound=done.bound, gaps=done.gaps, unknown=done.unknown)
        )
    )  # fmt: skip
    said = msg("Report brought up to date: {path}") if done.updated else msg("Report: {path}")
    lines.append(console.text(Message(said.template, (("path", str(done.path)),))))
    return lines


_MOST = 40
_SAID = {
    Kind.CHANGED: msg("Written anew:"),
    Kind.ADDED: msg("New in the evaluation, put in:"),
    Kind.REMOVED: msg("No longer in the evaluation, taken out:"),
    Kind.KEPT: msg("Changed by a person, left as it is:"),
    Kind.GONE: msg("Deleted by a person, not brought back:"),
    Kind.STALE: msg("No longer in the evaluation; look at what stands there:"),
    Kind.HOMELESS: msg("New in the evaluation, without a place in the document:"),
}


def _line(console: Console, one: Happened) -> str:
    label, before, now = one.label, clipped(_flat(one.before)), clipped(_flat(one.now))
    if one.kind is Kind.KEPT:
        said = msg("{label}: the report says “{before}”, the evaluation “{now}”", label=label, before=before, now=now)
    elif one.kind is Kind.CHANGED:
        said = msg("{label}: “{before}” → “{now}”", label=label, before=before, now=now)
    elif before:
        said = msg("{label}: “{before}”", label=label, before=before)
    else:
        said = Message("{label}", (("label", label),))
    return "  " + console.text(said)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _list(console: Console, workbook: Path | None, *, as_json: bool) -> int:
    """The outlines; 1 where one cannot be used."""
    found = reports.outlines(workbook)
    if as_json:
        listed = [reports.outline_plain(info, console.translate) for info in found]
        console.json({"schema": OUTLINES_SCHEMA, "outlines": listed})
    else:
        heads = [console.text(one) for one in (msg("Outline"), msg("About"), msg("Title"))]
        rows = [
            [info.id, console.text(_SCOPES[info.outline.scope.value]), info.outline.title]
            if info.outline
            else [info.id, "", console.text(msg("cannot be used"))]
            for info in found
        ]
        console.out("\n".join(table(heads, rows)))
        for info in found:
            if info.error:
                console.out("\n".join(["", console.heading(info.path.name), console.text(info.error.message)]))
                console.out("\n".join(console.problem_lines(info.error.problems)))
    return 1 if any(info.error for info in found) else 0


_SCOPES = {"project": msg("project"), "department": msg("department"), "units": msg("several units")}
