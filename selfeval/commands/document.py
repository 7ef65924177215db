"""`selfeval import`: a workbook of targets from a published document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from selfeval.commands.check import exit_code
from selfeval.commands.shared.options import json_option
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.problems import Message, labelled, msg
from selfeval.textgrid import table
from selfeval.workspace.incoming.documents.targets import Imported, read_targets, target_path, write_targets

if TYPE_CHECKING:
    from selfeval.document.recognised.found import Targets
    from selfeval.document.values import Place

_SHOWN = 200
"""Texts without a place that are listed; all of them stand in the JSON."""


@command(
    "import",
    examples=(
        "selfeval import 2025-targets.docx",
        "selfeval import 2025-targets.pdf -o targets.xlsx",
        "selfeval import 2025-targets.pdf --preview",
    ),
)
@argument("doc", msg("document: .docx, .pdf with text, .txt, .md, or a web page"), type=click.Path(path_type=Path))
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx", about=msg("where to write the workbook"))
@option("--preview", is_flag=True, about=msg("only show what was read; write nothing"))
@option("--force", is_flag=True, about=msg("overwrite the output (never the input)"))
@json_option()
@click.pass_obj
def import_(console: Console, doc: Path, output: Path | None, preview: bool, force: bool, as_json: bool) -> int:
    """Read the document, say what was read and what is doubtful, and write the workbook."""
    if not preview and doc.exists():
        target_path(doc, output, force=force)  # what cannot be written is said before a long document is read
    imported = read_targets(doc)
    target = None if preview else write_targets(imported, output, force=force)
    if as_json:
        console.json(imported.plain(console.translate, target))
    else:
        console.out("\n".join(_lines(console, imported)))
        if target is not None:
            console.out("\n" + console.text(msg("Targets workbook: {path}", path=str(target))))
            console.say(
                msg(
                    "Enter what was achieved: selfeval open {path}",
                    path=f'"{target}"' if " " in str(target) else str(target),
                )
            )
        else:
            console.say(msg("Nothing was written."))
    return exit_code(imported.doubts)


def _lines(console: Console, imported: Imported) -> Iterator[str]:
    """Who, which projects, sums, doubts, and what has no place."""
    targets = imported.targets
    yield console.heading(str(imported.path))
    yield from _department(console, targets)
    yield ""
    yield from _projects(console, targets)
    yield from _sums(console, targets)
    yield ""
    yield console.heading(console.text(msg("Doubtful: {count}", count=len(imported.doubts))))
    yield from console.problem_lines(imported.doubts)
    yield ""
    yield console.heading(console.text(msg("Not placed: {count}", count=len(targets.unplaced))))
    for item in targets.unplaced[:_SHOWN]:
        text = " ".join(item.text.split())
        yield f"  {place_text(console, item.place)}  {text[:120]}{'…' if len(text) > 120 else ''}"
    if len(targets.unplaced) > _SHOWN:
        yield "  " + console.text(
            msg("… and {count} more; --json has all of them", count=len(targets.unplaced) - _SHOWN)
        )


def _department(console: Console, targets: Targets) -> Iterator[str]:
    part = targets.department
    sections = "、".join(section.heading.text for section in part.sections if section.heading)
    rows: list[tuple[Message, str]] = [
        (msg("Department"), part.name),
        (msg("Year"), str(part.year or "")),
        (msg("Headings"), sections),
        (msg("List of contents"), console.text(msg("{count} entries", count=len(targets.entries)))),
    ]
    for label, text in rows:
        if text:
            yield f"  {console.text(labelled(label, text))}"


def _projects(console: Console, targets: Targets) -> Iterator[str]:
    heads = (msg("Project"), msg("Place"), msg("Code"), msg("Budget"), msg("Indicators"))
    rows = []
    for part in targets.projects:
        place = part.places.get("title") or next(iter(part.places.values()), None)
        budget = part.project.budget.get("initial", "")
        money = f"{budget} {part.project.money_unit}" if budget else "-"
        rows.append([part.name, place_text(console, place), part.project.code or "-", money, str(len(part.rows))])
    yield from table([console.text(head) for head in heads], rows, right=(3, 4))


def _sums(console: Console, targets: Targets) -> Iterator[str]:
    sums = targets.sums
    if sums.stated is None or sums.added is None:
        return
    sign = "=" if sums.agree else "≠"
    added = " + ".join(own or "?" for _, own, _ in sums.parts)
    yield ""
    yield console.text(
        msg("Stated total {total} {unit} {sign} {parts}", total=sums.stated, unit=sums.unit, sign=sign, parts=added)
    )


def place_text(console: Console, place: Place | None) -> str:
    """`page 3, line 12`, or the line alone where a document has no pages."""
    if place is None or not place.line:
        return "-"
    if place.page:
        return console.text(msg("page {page}, line {line}", page=place.page, line=place.line))
    return console.text(msg("line {line}", line=place.line))
