"""`selfeval batch`: everything of a folder, a county, in one run."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from selfeval.cli import INTERRUPTED
from selfeval.commands.shared.options import json_option, rules_option, year_of
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.portfolio.batch.parts import PART_FILES
from selfeval.textgrid import table
from selfeval.workspace.batch.batch import Batch, Progress, requested
from selfeval.workspace.batch.run import DEFAULT_LIMITS

_SOURCE = msg("folders with all below them, files, patterns, .zip archives, @list.txt")
_MEGABYTE = 1024 * 1024
_EVERY = 10.0
_QUICK = 0.2
"""Seconds between two lines of progress, and between two looks of it on a terminal."""


class How(TypedDict):
    """The options."""

    output: Path
    units: Path | None
    rules: str | None
    year: int | None
    jobs: int | None
    scheduler: str
    part_files: int
    resume: bool
    limit_seconds: int
    limit_memory: int


@command(
    "batch",
    examples=(
        "selfeval batch 2025年自评/ -o out/",
        "selfeval batch 上报/ 乡镇.zip @补报.txt -o out/ --units 单位.xlsx",
        "selfeval batch -o out/ --resume",
    ),
)
@argument("source", _SOURCE, nargs=-1, type=str)
@option(
    "-o",
    "--output",
    default=Path("汇总"),
    type=click.Path(path_type=Path),
    metavar="OUT/",
    about=msg("folder for the tables and the roundup workbook, by default one in the working folder"),
)
@option(
    "--units",
    type=click.Path(path_type=Path),
    metavar="LIST",
    about=msg("units and projects that have to report: a table, or one name a line"),
)
@rules_option()
@option(
    "--year",
    callback=year_of,
    metavar="YYYY",
    about=msg("budget year of the round; forms of other years are not counted"),
)
@option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=None,
    metavar="N",
    about=msg("processes at work; as many as there are cores if left out"),
)
@option(
    "--scheduler",
    type=str,
    default="",
    metavar="ADDRESS",
    about=msg("Dask cluster that reads the files instead of this computer, such as tcp://10.0.0.1:8786"),
)
@option(
    "--part-files",
    type=click.IntRange(min=1),
    default=PART_FILES,
    metavar="N",
    about=msg("of more files than this, the tables are folders of parts of so many files each"),
)
@option("--resume", is_flag=True, about=msg("go on with the batch of OUT/, with its sources if none are given"))
@option(
    "--limit-seconds",
    type=click.IntRange(1, 86_400),
    default=DEFAULT_LIMITS.seconds,
    metavar="S",
    about=msg("seconds that one file may take"),
)
@option(
    "--limit-memory",
    type=click.IntRange(256, 65_536),
    default=DEFAULT_LIMITS.memory // _MEGABYTE,
    metavar="MB",
    about=msg("memory that one file may take"),
)
@json_option()
@click.pass_obj
def batch(console: Console, source: tuple[str, ...], as_json: bool, **how: Unpack[How]) -> int:
    """Read, check and score everything; 1 where a file was refused or a finding is an error."""
    if not source and not how["resume"]:
        raise SelfEvalError(
            msg("Nothing given"),
            msg("Say what is to be read: a folder, files, a .zip archive or @list.txt."),
            msg("--resume goes on with an earlier batch."),
        )
    units = str(how["units"] or "")
    request = requested(
        source, how["output"], rules=how["rules"] or "", year=how["year"], units=units, resume=how["resume"]
    )
    limits = DEFAULT_LIMITS._replace(seconds=how["limit_seconds"], memory=how["limit_memory"] * _MEGABYTE)
    work = Batch(request, how["output"], how["jobs"] or 0, limits, how["scheduler"], how["part_files"])
    console.say(msg("{count} files.", count=len(work.inputs)))
    shown = _Shown(console)
    summary = work.run(shown.told)
    shown.end()
    if as_json:
        console.json({**summary, "run": {"worked_out": work.progress.fresh, "seconds": f"{work.progress.seconds:.1f}"}})
    else:
        console.out("\n".join(_lines(console, summary)))
        console.out("\n" + console.text(msg("Written to {path}", path=str(how["output"]))))
    if work.interrupted:
        console.say(msg("Interrupted: {count} files are not read. “selfeval batch -o {path} --resume” goes on.",
                        count=summary["files"]["not_done"], path=str(how["output"])))  # fmt: skip
        return INTERRUPTED
    bad = summary["files"]["refused"] - summary["files"]["passed_over"] or summary["findings"]["errors"]
    return 1 if bad else 0


class _Shown:
    """Progress on stderr: one line that changes on a terminal, else a line every some seconds."""

    def __init__(self, console: Console) -> None:
        self._console, self._live = console, sys.stderr.isatty()
        self._last = time.monotonic()
        self._drawn = False

    def told(self, progress: Progress) -> None:
        """Show how far it is, if it is time to."""
        now = time.monotonic()
        if now - self._last < (_QUICK if self._live else _EVERY):
            return
        self._last = now
        text = self._console.text(_progress(progress))
        if self._live:
            self._drawn = True
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
        else:
            self._console.say(_progress(progress))

    def end(self) -> None:
        """Leave the terminal's line."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _progress(progress: Progress) -> Message:
    rate = progress.fresh / progress.seconds if progress.seconds else 0.0
    left = (progress.total - progress.done) / rate if rate else 0.0
    minutes, seconds = divmod(round(left), 60)
    return msg(
        "{done} of {total} files, {rate} a second, {left} left, {refused} refused",
        done=progress.done,
        total=progress.total,
        rate=f"{rate:.1f}",
        left=f"{minutes}:{seconds:02d}",
        refused=progress.refused,
    )


def _lines(console: Console, summary: dict[str, object]) -> list[str]:
    """The summary for people: files by their end, projects, points, what is missing."""
    files, projects, found = summary["files"], summary["projects"], summary["findings"]
    scores, money, units = summary["scores"], summary["money"], summary["units"]
    assert isinstance(files, dict) and isinstance(projects, dict) and isinstance(found, dict)
    assert isinstance(scores, dict) and isinstance(money, dict)
    rows = [
        (msg("Files given"), files["given"]),
        (msg("read"), files["read"]),
        (msg("read with doubt"), files["doubt"]),
        (msg("refused"), files["refused"]),
        (msg("Projects counted"), projects["counted"]),
        (msg("Adjusted budget (万元)"), money["adjusted"]),
        (msg("Executed (万元)"), money["executed"]),
        (msg("Mean of claimed totals"), scores["claimed_mean"]),
        (msg("Mean of recomputed totals"), scores["recomputed_mean"]),
        (msg("Errors, in all files"), found["errors"]),
        (msg("Warnings, in all files"), found["warnings"]),
    ]
    if files["passed_over"]:
        rows.insert(4, (msg("of these, no forms by their names"), files["passed_over"]))
    if files["not_done"]:
        rows.insert(4, (msg("not read yet"), files["not_done"]))
    if isinstance(units, dict):
        rows.append((msg("Reported, of those that have to"), f"{units['reported']}/{units['expected']}"))
    shown = [[console.text(label), "—" if value is None else str(value)] for label, value in rows]
    lines = table(["", ""], shown, right=(1,))
    slips = sum(one["count"] for one in found["by_code"] if one["code"] == "B113")
    if slips:
        said = msg(
            "{count} amounts look like 元 for 万元, or the reverse (B113): the sums are in doubt, see 金额存疑 in "
            "汇总.xlsx.",
            count=slips,
        )
        lines.append(console.text(said))
    if isinstance(units, dict):
        lines += _units_told(console, units)
    refused = summary["refused"]
    assert isinstance(refused, dict)
    for one in [one for one in refused["files"] if one["kind"] != "passed_over"][:_NAMED]:
        lines.append(f"{one['code']}  {one['message'][console.language]}  [{one['file']}]")
    return lines


def _units_told(console: Console, units: dict[str, Any]) -> list[str]:
    """Who has not reported, and who reported under a name that the list does not have."""
    missing = [" ".join(filter(None, (one["unit"] or one["unit_code"], one["project"]))) for one in units["missing"]]
    strange = [one["unit"] or one["unit_code"] or "" for one in units["unlisted"]]
    said = ((msg("Not reported: {names}"), missing), (msg("Reported, and not on the list: {names}"), strange))
    lines = []
    for label, names in said:
        text = "、".join(names[:_NAMED]) + ("……" if len(names) > _NAMED else "")
        lines += [console.text(Message(label.template, (("names", text),)))] if names else []
    return lines


_NAMED = 20
"""Refused files that are named; 汇总.xlsx and files.parquet have all of them."""
