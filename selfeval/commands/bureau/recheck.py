"""`selfeval recheck`: a reviewer goes over a form that a unit handed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict, Unpack

import click

from selfeval.commands.check import exit_code
from selfeval.commands.shared.options import json_option, map_options, mismatch_option, rules_option, year_of
from selfeval.commands.shared.usage import argument, command, option
from selfeval.console import Console
from selfeval.core.numbers import fixed, plain
from selfeval.core.problems import Message, Problem, SelfEvalError, msg
from selfeval.core.review.letter import Correction
from selfeval.core.review.plain import FormReview, review_plain
from selfeval.core.review.proposals import open_ones
from selfeval.core.review.rows import RowReview, deviation_text
from selfeval.core.review.totals import ProjectReview
from selfeval.core.rules.parts.deductions import deduction_words
from selfeval.textgrid import fill, table
from selfeval.workspace.review.entries import read_entries
from selfeval.workspace.review.named_form import named_form
from selfeval.workspace.review.output import letter_target, review_target, write_letter, write_review_sheet
from selfeval.workspace.review.verdicts import on_findings
from selfeval.workspace.review.work import ReviewWork, open_review

_WIDTH = 110


class How(TypedDict):
    """The options of `recheck`."""

    entries: tuple[Path, ...]
    output: Path | None
    letter: Path | None
    batch: Path | None
    rules: str | None
    review_rules: str | None
    year: int | None
    year_mismatch: str | None
    force: bool


@command(
    "recheck",
    examples=(
        "selfeval recheck 甲局.xlsx",
        "selfeval recheck 甲局.xlsx --entries 复核.csv -o 复核.xlsx --letter 意见.docx",
        "selfeval recheck 甲局.xlsx --review-rules my-county-2026 --json",
    ),
)
@argument("form", msg("filled form or scored workbook that a unit handed in"), type=click.Path())
@option("--entries", type=click.Path(path_type=Path), multiple=True, metavar="FILE",
        about=msg("what the reviewer found, as .csv, .json or a workbook; may be repeated"))  # fmt: skip
@option("-o", "--output", type=click.Path(path_type=Path), metavar="OUT.xlsx", about=msg("where to write the review"))
@option("--letter", type=click.Path(path_type=Path), metavar="OUT.docx",
        about=msg("write the letter back to the unit, with what to correct and its cells"))  # fmt: skip
@option("--batch", type=click.Path(path_type=Path), metavar="OUT/",
        about=msg("folder of a batch whose tables name the form so"))  # fmt: skip
@rules_option()
@option("--review-rules", metavar="ID|PATH",
        about=msg("rule pack whose deductions, discount and form quality are used"))  # fmt: skip
@option("--year", callback=year_of, metavar="YYYY", about=msg("budget year, where the workbook does not say it"))
@mismatch_option()
@map_options()
@option("--force", is_flag=True, about=msg("overwrite the outputs (never the form)"))
@json_option()
@click.pass_obj
def recheck(console: Console, form: str, as_json: bool, **how: Unpack[How]) -> int:
    """Enter what the files say, then print the review and write what was asked for."""
    path, batch = named_form(form, how["batch"]) if how["batch"] else (Path(form), None)
    with open_review(
        path,
        rules=how["rules"],
        review_rules=how["review_rules"],
        year=how["year"],
        year_mismatch=bool(how["year_mismatch"]),
        entering=bool(how["entries"]),
        batch=batch,
    ) as work:
        source, inputs = work.form.source, how["entries"]
        sheet = review_target(source, how["output"], inputs, force=how["force"]) if how["output"] else None
        paper = letter_target(source, how["letter"], inputs, force=how["force"]) if how["letter"] else None
        entered, count = _enter(work, inputs)
        review = work.review(entered)
        if not work.intact():
            raise _changed_meanwhile(path)
        for notice in work.notices:
            console.say(notice)
        if count:
            console.say(msg("{count} entries made.", count=count))
        if sheet is not None:
            write_review_sheet(review, source, work.notices, sheet, force=how["force"])
        if paper is not None:
            write_letter(review, source, paper, force=how["force"])
        _print(console, work, review, as_json=as_json)
    for said, written in ((msg("Review: {path}"), sheet), (msg("Letter: {path}"), paper)):
        if written is not None:
            console.say(Message(said.template, (("path", str(written)),)))
    return exit_code(review.problems)


def _enter(work: ReviewWork, files: tuple[Path, ...]) -> tuple[tuple[Problem, ...], int]:
    """What was wrong with the files, and how many facts were entered."""
    problems: list[Problem] = []
    count = 0
    for path in files:
        values, found = read_entries(path, work.reviewer, work.pack)
        used, unused = on_findings(values, work, path.name)
        problems += (*found, *unused)
        step = work.enter(used)
        count += len(step.changes) if step else 0
    return tuple(problems), count


def _changed_meanwhile(form: Path) -> SelfEvalError:
    return SelfEvalError(
        msg("Form changed"),
        msg("{name} was changed by somebody while it was reviewed.", name=form.name),
        msg("Run the command again: the entries are kept."),
        "F103",
    )


def _print(console: Console, work: ReviewWork, review: FormReview, *, as_json: bool) -> None:
    source = work.form.source
    if as_json:
        said: dict[str, object] = {"file": source.path.name, "sha256": source.sha256, "changed": work.changed}
        said["notices"] = [console.text(notice) for notice in work.notices]
        console.json(review_plain(review, said, console.translate))
        return
    for one in review.projects:
        console.out("\n".join(_project(console, one, review.pack.rounding.places)))
    waiting = list(open_ones(review.proposals))
    if waiting:
        console.out("\n" + console.heading(console.text(msg("Proposed by the program, nothing said yet:"))))
        console.out("\n".join(console.problem_lines(one.finding for one in waiting)))
    if review.corrections:
        console.out("\n" + console.heading(console.text(msg("To be corrected by the unit:"))))
        console.out("\n".join(line for one in review.corrections for line in _correction(console, one)))
    if review.problems:
        console.out("\n" + console.heading(console.text(msg("Entries to look at:"))))
        console.out("\n".join(console.problem_lines(review.problems)))


def _project(console: Console, one: ProjectReview, places: int) -> Iterator[str]:
    heads = [msg("Indicator"), msg("Weight"), msg("Self-score"), msg("Reviewed"), msg("Deviation"), msg("Remark")]
    yield console.heading(" ".join(filter(None, (one.project.code, one.project.title))))
    rows = [_row(console, row, places) for row in one.rows]
    if one.found.execution.weight:
        own, found = fixed(one.execution_self, places), fixed(one.execution_score, places)
        weight = plain(one.found.execution.weight)
        rows.append([console.text(msg("execution rate")), weight, own or "—", found or "—", "", ""])
    yield from table([console.text(head) for head in heads], rows)
    yield console.text(
        msg(
            "Self-evaluation {own} {own_grade}, review {total} {grade}, final {final} {final_grade}.",
            own=fixed(one.self_total, places) or "—",
            own_grade=one.self_grade or "—",
            total=fixed(one.total, places) or "—",
            grade=one.grade or "—",
            final=fixed(one.final, places) or "—",
            final_grade=one.final_grade or "—",
        )
    )
    if one.discount:
        percent, of = plain(one.discount.percent), plain(one.discount.of)
        yield console.text(
            msg("Lower by {count} grades: {percent}% of {of}.", count=one.discount.lower_by, percent=percent, of=of)
        )
    if one.quality.total is not None:
        yield console.text(
            msg(
                "Quality of the form: {points} of {out_of} points, {hundred} of 100.",
                points=plain(one.quality.total),
                out_of=plain(one.quality.out_of),
                hundred=plain(one.quality.of_hundred or 0),
            )
        )


def _row(console: Console, row: RowReview, places: int) -> list[str]:
    said = [console.text(deduction_words(one)) for one in row.deductions]
    said += [console.text(note) for note in row.notes] + ([row.remark] if row.remark else [])
    own, found = fixed(row.self_score, places) or "—", fixed(row.score, places) or "—"
    weight = plain(row.found.weight.effective)
    return [row.own.indicator.tier3, weight, own, found, deviation_text(row.deviation) or "—", "；".join(said)]


def _correction(console: Console, one: Correction) -> Iterator[str]:
    said = [console.text(part) for part in (one.found, one.ask) if part]
    subject = " ".join(filter(None, (one.project, one.subject)))
    text = " ".join(said)
    if subject:
        text = console.text(msg("{project}: {said}", project=subject, said=text))
    yield from fill(f"{one.where}  {text}", "  - ", _WIDTH)
