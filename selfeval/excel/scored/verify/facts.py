"""Facts of a scored workbook that are no longer those it was scored with: what the forms show against 计分过程.

计分过程 keeps the text of every target, actual and amount as it was when the scores were worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from selfeval.core.model import Indicator, Project
from selfeval.core.numbers import plain
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.grid import Book, Grid, parse_cell
from selfeval.excel.paper.labels import FIELD_WORDS, OWN_SHEETS, ROW_FACT, ROW_INDICATOR
from selfeval.excel.scored.about_read import find_about, read_about
from selfeval.excel.scored.steps_sheet.read import StepRow, find_steps, read_steps
from selfeval.excel.scored.verify.expected import Expected
from selfeval.excel.scored.verify.figures import BLANK
from selfeval.excel.tables.result import ReadResult

FACT_NAMES: Mapping[str, Message] = {
    "code": msg("the project code"),
    "name": msg("the project's name"),
    "unit": msg("the implementing unit"),
    "goal_actual": msg("the outcome of the goals"),
    "budget_reason": msg("the reason"),
    "content": msg("what was carried out"),
    "conclusion": msg("the conclusion"),
    "issues": msg("the problems found"),
    "measures": msg("the measures"),
    "tier1": msg("tier 1"),
    "tier2": msg("tier 2"),
    "tier3": msg("the name of the indicator"),
    "target": msg("the target"),
    "actual": msg("the actual"),
    "share": msg("the share of the answer"),
    "reason": msg("the reason"),
    "evidence": msg("the evidence"),
    "not_applicable": msg("why it does not apply"),
    "survey": msg("the survey"),
}
"""What the facts of a form are called in sentences, by their fields."""


def changed_facts(book: Book, result: ReadResult) -> Iterator[Problem]:
    """Every fact that was changed after scoring (S507), and every row that changed its place (F211)."""
    found, steps = find_about(book), find_steps(book)
    if found is None or steps is None:
        return
    rows = read_steps(*steps, read_about(found))
    by_key = {(row.text("project_id"), row.text("row"), row.text("indicator_id")): row for row in rows}
    sheets = {grid.title: grid for grid in book.sheets}
    for project in result.department.projects:
        for indicator in project.indicators:
            row = by_key.get((project.id, ROW_INDICATOR, indicator.id))
            if row is not None:
                yield from _row(project, indicator, row, sheets)
        for name, row in ((key[2], row) for key, row in by_key.items() if key[:2] == (project.id, ROW_FACT)):
            now = project.budget_reason if name == "budget_reason" else project.budget.get(name, "")
            if name in project.cells and now.strip() != row.text("actual").strip():
                what = Message(FIELD_WORDS.get(name, name))
                yield _changed(what, now, "actual", project.cells[name], row, project.id)


def changed_in_steps(book: Book, result: ReadResult, written: ReadResult) -> Iterator[Problem]:
    """S507 for facts that stand in 计分过程 and no longer are what was `written`: shares, spending in percent."""
    found, steps = find_about(book), find_steps(book)
    if found is None or steps is None:
        return
    rows = read_steps(*steps, read_about(found))
    by_key = {(row.text("project_id"), row.text("row"), row.text("indicator_id")): row for row in rows}
    before = {project.id: project for project in written.department.projects}
    for project in result.department.projects:
        old = before.get(project.id)
        shares = {item.id: item.share for item in old.indicators} if old else {}
        for item in project.indicators:
            row = by_key.get((project.id, ROW_INDICATOR, item.id))
            if row is not None and item.id in shares and item.share != shares[item.id]:
                what = msg("the share of the answer")
                yield _in_steps(row, "share", what, item.share, shares[item.id], project.id, item.id)
        for name, text in project.budget.items() if old else ():
            row = by_key.get((project.id, ROW_FACT, name))
            was = old.budget.get(name, "") if old else ""
            if row is not None and name.startswith(("plan.", "checkpoint.")) and text != was:
                yield _in_steps(row, "reading", Message(FIELD_WORDS.get(name, name)), text, was, project.id, "")


def _in_steps(row: StepRow, column: str, what: Message, now: str, was: str, project: str, indicator: str) -> Problem:
    message = msg(
        "A fact was changed after scoring: {what} is {found} here; the program wrote {expected}.",
        what=what,
        found=now.strip() or BLANK,
        expected=was.strip() or BLANK,
    )
    hint = msg("If the new figure is right, open the workbook in the program and write it again; else restore it.")
    where = row.grid.ref(row.row, row.columns[column])
    return Problem("S507", Severity.ERROR, message, hint, where, now, project, indicator)


def with_effect(problems: Iterable[Problem], expectation: Expected) -> list[Problem]:
    """The problems; a changed fact (S507) also says what becomes of the score and of the total with it."""
    if not expectation.changed:
        return list(problems)
    before, after = _points(expectation.written), _points(expectation.now)
    told = []
    for problem in problems:
        keys = [(problem.project, problem.indicator), (problem.project, "")]
        moved = {key: (before[key], after[key]) for key in keys if key in before and key in after}
        effects = [
            msg(
                "{what} {old} → {new}",
                what=msg("score") if key[1] else msg("total"),
                old=_points_text(old),
                new=_points_text(new),
            )
            for key, (old, new) in moved.items()
            if old != new
        ]
        if problem.code == "S507" and problem.project:
            effect = tuple(effects) or (msg("no score changes"),)
            message = msg("{told} Effect: {effect}.", told=problem.message, effect=effect)
            told.append(replace(problem, message=message))
        else:
            told.append(problem)
    return told


def _points(assessment: Assessment) -> dict[tuple[str, str], Decimal | None]:
    """Scores by project and indicator, totals by project and ""."""
    scores = {
        (result.project.id, scored.indicator.id): scored.score
        for result in assessment.projects
        for scored in result.indicators
    }
    return {**scores, **{(result.project.id, ""): result.total for result in assessment.projects}}


def _points_text(value: Decimal | None) -> Message:
    return Message(plain(value)) if value is not None else msg("none")


def _row(project: Project, indicator: Indicator, row: StepRow, sheets: dict[str, Grid]) -> Iterator[Problem]:
    place = indicator.cells["tier3"]
    shown = _text(sheets, place)
    if place.sheet not in OWN_SHEETS and shown.strip() != row.text("tier3").strip():
        message = msg(
            "“{found}” stands where “{name}” was scored: rows were sorted, moved or renamed.",
            found=shown or BLANK,
            name=row.text("tier3"),
        )
        hint = msg("Put the rows back in the order of 计分过程, or write the workbook again from the program.")
        yield Problem("F211", Severity.ERROR, message, hint, place, shown, project.id, indicator.id)
        return
    if row.text("not_applicable") and not indicator.not_applicable:
        gone = indicator.cells["actual"]
        yield _changed(FACT_NAMES["actual"], _text(sheets, gone), "not_applicable", gone, row, project.id, indicator.id)
        return
    for name, entered in (("target", indicator.target), ("actual", indicator.actual)):
        if name in indicator.cells and entered.strip() != row.text(name).strip():
            yield _changed(FACT_NAMES[name], entered, name, indicator.cells[name], row, project.id, indicator.id)


def _changed(
    what: Message, now: str, column: str, where: CellRef, row: StepRow, project: str, indicator: str = ""
) -> Problem:
    before = row.text(column)
    message = msg(
        "A fact was changed after scoring: {what} is {now} here, and {before} in {cell}.",
        what=what,
        now=now.strip() or BLANK,
        before=before.strip() or BLANK,
        cell=str(row.grid.ref(row.row, row.columns[column])),
    )
    hint = msg("If the new figure is right, open the workbook in the program and write it again; else restore it.")
    return Problem("S507", Severity.ERROR, message, hint, where, now, project, indicator)


def _text(sheets: dict[str, Grid], place: CellRef) -> str:
    grid = sheets.get(place.sheet)
    return grid.text(*parse_cell(place.cell)) if grid is not None else ""
