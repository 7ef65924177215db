"""An assessment → the bytes of the scored workbook: six parts, live formulas with their values stored.

The same assessment, findings and provenance give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime

from xlsxwriter import Workbook

from selfeval.core.problems import Problem, Translate
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import Assessment
from selfeval.excel.paper.labels import ABOUT, DEVIATIONS, FINDINGS, MONTHS, STEPS, SUMMARY
from selfeval.excel.paper.page import Figure, Ledger, Page
from selfeval.excel.paper.sheet import Sheet
from selfeval.excel.paper.style import BODY, OPTIONS, Styles
from selfeval.excel.scored.about_write import WIDTHS as ABOUT_WIDTHS
from selfeval.excel.scored.about_write import write_about
from selfeval.excel.scored.form_sheet.size import form_look
from selfeval.excel.scored.form_sheet.write import write_form
from selfeval.excel.scored.lists_write import FINDING_COLUMNS, write_deviations, write_findings
from selfeval.excel.scored.months_sheet.columns import COLUMNS as MONTH_COLUMNS
from selfeval.excel.scored.months_sheet.write import has_months, write_months
from selfeval.excel.scored.plan import Plan, make_plan
from selfeval.excel.scored.record import Record, record_text
from selfeval.excel.scored.steps_sheet.write import StepsWriter
from selfeval.excel.scored.summary_sheet.write import SummaryWriter
from selfeval.excel.scored.widths import deviation_widths, step_widths, summary_widths

Progress = Callable[[int, int], None]
"""Takes how many projects are done, and how many there are."""


More = Callable[[Workbook, Ledger], None]
"""Adds sheets of its own to a workbook that is being written."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a workbook comes from: the input's file name (no path) and hash, the program, who made it and when.

    `rules_choice` says why this rule pack was taken and which others would fit; "" where there is nothing to say.
    """

    source_file: str
    source_sha256: str
    tool_version: str
    who: str
    when: datetime
    rules_choice: str = ""


def write_workbook(
    assessment: Assessment,
    problems: Sequence[Problem],
    origin: Provenance,
    *,
    translate: Translate,
    values_only: bool = False,
    progress: Progress | None = None,
    more: More | None = None,
) -> bytes:
    """The scored workbook of an assessment, complete or not.

    Labels are Chinese, sentences in the language of `translate`; with `values_only` it holds no formula.
    `progress` is told how many forms of how many are done; what it raises ends the writing. `more` may add sheets
    behind all others.
    """
    return build(
        assessment,
        problems,
        origin,
        translate=translate,
        values_only=values_only,
        progress=progress,
        more=more,
    )[0]


def build(
    assessment: Assessment,
    problems: Sequence[Problem],
    origin: Provenance,
    *,
    translate: Translate,
    values_only: bool = False,
    progress: Progress | None = None,
    record: Record | None = None,
    more: More | None = None,
) -> tuple[bytes, tuple[Figure, ...]]:
    """The workbook, and every figure that `verify` must find in it.

    With a `record` the workbook says of rules, source, person and time what the record says.
    """
    stream = io.BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties(
        {
            "title": f"{assessment.evaluation.department.name}预算绩效自评",
            "author": origin.who,
            "comments": f"selfeval {origin.tool_version}",
            "created": origin.when,
        }
    )
    book.set_calc_mode("auto")
    ledger = Ledger(Styles(book), live=not values_only)
    plan = make_plan(assessment)
    pages = _pages(book, ledger, plan, assessment)
    tell = progress or _silent
    for number, project in enumerate(plan.projects):
        tell(number, len(plan.projects))
        write_form(pages[project.form], project, assessment)
    tell(len(plan.projects), len(plan.projects))
    StepsWriter(pages[STEPS], plan, assessment, translate).write()
    SummaryWriter(book, pages[SUMMARY], plan, assessment).write()
    write_findings(pages[FINDINGS], problems, translate)
    write_deviations(pages[DEVIATIONS], assessment, translate)
    if MONTHS in pages:
        write_months(pages[MONTHS], assessment)
    about = record.about if record else _about(assessment.pack, origin)
    text = (
        record.text if record else record_text(assessment.evaluation, problems, about, translate, live=not values_only)
    )
    write_about(pages[ABOUT], plan, assessment, {**about, "record": text}, translate)
    tell(len(plan.projects), len(plan.projects))
    if more is not None:
        more(book, ledger)
    book.close()
    figures = tuple(ledger.figures)
    _let_go(book)
    return stream.getvalue(), figures


def _about(pack: RulePack, origin: Provenance) -> dict[str, str]:
    """What 说明 says of the rules and of where the workbook comes from, by the keys of its rows."""
    return {
        "rules": pack.id,
        "rules_title": pack.title,
        "rules_version": pack.version,
        "rules_sha256": pack.sha256,
        "file": origin.source_file,
        "sha256": origin.source_sha256,
        "tool": f"selfeval {origin.tool_version}",
        "who": origin.who,
        "when": origin.when.isoformat(sep=" ", timespec="seconds"),
        "rules_choice": origin.rules_choice,
    }


def _silent(_done: int, _all: int) -> None:
    """Nobody wants to know."""


def _let_go(book: Workbook) -> None:
    """Cut the circles in which a book and its sheets hold each other, so that their memory is free at once.

    For a thousand projects the search for such circles would hold every thread of the program for over a second.
    """
    for part in (*book.worksheets(), *book.charts, book):
        rows = vars(part).get("table", {})
        while rows:  # row by row: a sheet of thousands at once would hold every thread, too
            rows.popitem()
        vars(part).clear()


def _pages(book: Workbook, ledger: Ledger, plan: Plan, assessment: Assessment) -> dict[str, Page]:
    """All sheets in their order, because a workbook keeps the order in which they are added."""
    findings = tuple(width for _, width in FINDING_COLUMNS)
    looks = [(SUMMARY, summary_widths(assessment), BODY)]
    looks += [(project.form, *form_look(project, assessment)) for project in plan.projects]
    looks += [(STEPS, step_widths(assessment), BODY), (FINDINGS, findings, BODY)]
    looks.append((DEVIATIONS, deviation_widths(assessment), BODY))
    looks += [(MONTHS, tuple(width for _, _, width in MONTH_COLUMNS), BODY)] if has_months(assessment) else []
    looks.append((ABOUT, ABOUT_WIDTHS, BODY))
    return {name: Page(book.add_worksheet(name, Sheet), ledger, columns, size) for name, columns, size in looks}
