"""A workbook of another layout than this version writes: facts and figures compared by what they are, not by place.

What such a workbook says is true or false as before; where it says so, in what words and colours, is its own affair.
"""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.evaluation import project_default
from selfeval.core.model import WRITTEN, Indicator, Project
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.excel.book.grid import Book, Grid, Place
from selfeval.excel.paper.labels import ABOUT, FIELD_WORDS, STEPS, SUMMARY
from selfeval.excel.paper.page import Figure
from selfeval.excel.scored.about_read import find_about, read_about
from selfeval.excel.scored.form_sheet.read import Form, is_form, read_form
from selfeval.excel.scored.plan import SUMMARY_COLUMNS
from selfeval.excel.scored.steps_sheet.read import find_steps, read_steps
from selfeval.excel.scored.verify.expected import Expected, matched
from selfeval.excel.scored.verify.facts import FACT_NAMES, changed_facts, with_effect
from selfeval.excel.scored.verify.figures import BLANK, IF_RIGHT, compare
from selfeval.excel.tables.result import ReadResult

_WORDS = frozenset({"edit", "moved", "note", "state", "lost"})
"""Figures that are sentences of the program: another version may word them otherwise."""

_OF_HEAD = ("code", "name", "unit")
_PROJECT_FACTS = (*_OF_HEAD, "goal_actual", "budget_reason", *WRITTEN)
_INDICATOR_FACTS = (
    "tier1",
    "tier2",
    "tier3",
    "target",
    "actual",
    "share",
    "reason",
    "evidence",
    "not_applicable",
    "survey",
)


def other_layout(book: Book, writer: str) -> Problem:
    """S522: who wrote the workbook, and what is compared of it."""
    message = msg(
        "{tool} wrote this workbook in another layout than this version: its facts and figures were worked out anew "
        "and compared; where things stand, how they look and what hides them, and the texts of the internal sheets "
        "were not.",
        tool=writer or msg("another version of the program"),
    )
    hint = msg("To hold all of it, open the workbook in the program and write it again.")
    return Problem("S522", Severity.INFO, message, hint, CellRef(_about(book), ""), writer)


def no_record(book: Book) -> Problem:
    """S521: there is nothing but the workbook itself to hold it against, and what that leaves out."""
    message = msg(
        "This workbook carries no 核对记录, so it was held against its own facts only: figures, formulas, summary and "
        "forms. Not held: the texts of 计分过程, 检查结果, 偏差分析 and 说明, evidence, and whether a fact that stands "
        "in one place only was changed after scoring."
    )
    hint = msg("Ask for the workbook that the program wrote, or open this one in the program and write it again.")
    return Problem("S521", Severity.INFO, message, hint, CellRef(_about(book), ""))


def _about(book: Book) -> str:
    grid = find_about(book)
    return grid.title if grid is not None else ABOUT


def by_meaning(book: Book, result: ReadResult, expectation: Expected) -> Iterator[Problem]:
    """S507 for facts, S401 … S503 and S508 for figures, each found by the labels of its sheet."""
    facts = list(changed_facts(book, result))
    told = {problem.where for problem in facts}
    facts += [problem for problem in _facts(result, expectation.facts) if problem.where not in told]
    yield from with_effect(facts, expectation)
    places = _Places(book, expectation, result)
    for figure in expectation.figures:
        if figure.about.role not in _WORDS and (found := places.of(figure)) is not None:
            grid, (row, column) = found
            yield from compare(grid, figure._replace(row=row, column=column, formula=""), {})


class _Places:
    """Where the figures of the workbook as built again stand in the one that is looked at."""

    def __init__(self, book: Book, expectation: Expected, result: ReadResult) -> None:
        self._sheets = {name: grid for name, grid in matched(book, expectation, result).items() if grid is not None}
        self._moved: dict[str, dict[Place, Place]] = {}
        steps, theirs = find_steps(expectation.book), find_steps(book)
        if steps is not None and theirs is not None:
            self._sheets[STEPS] = theirs[0]
            self._moved[STEPS] = dict(_in_steps(expectation.book, book))
        for name, grid in self._sheets.items():
            ours = expectation.book.sheet(name)
            if ours is None or name in self._moved:
                continue
            if name == SUMMARY:
                self._moved[name] = dict(_in_summary(ours, grid))
            elif is_form(ours) and is_form(grid):
                self._moved[name] = dict(_on_form(read_form(ours), read_form(grid)))

    def of(self, figure: Figure) -> tuple[Grid, Place] | None:
        """Sheet and place of a figure; None where that layout has no such figure."""
        place = self._moved.get(figure.sheet, {}).get((figure.row, figure.column))
        return (self._sheets[figure.sheet], place) if place is not None else None


def _in_steps(ours: Book, theirs: Book) -> Iterator[tuple[Place, Place]]:
    """By project, kind of row, indicator, and the label of the column."""
    rows = []
    for book in (ours, theirs):
        steps, about = find_steps(book), find_about(book)
        if steps is None or about is None:
            return
        rows.append({
            (row.text("project_id"), row.text("row"), row.text("indicator_id")): row
            for row in read_steps(*steps, read_about(about))
        })  # fmt: skip
    for key, row in rows[0].items():
        other = rows[1].get(key)
        for name, column in row.columns.items() if other is not None else ():
            if other is not None and name in other.columns:
                yield (row.row, column), (other.row, other.columns[name])


def _on_form(ours: Form | None, theirs: Form | None) -> Iterator[tuple[Place, Place]]:
    """By the labels of single fields and of the columns; indicators in their order."""
    if ours is None or theirs is None:
        return
    yield from ((place, theirs.fields[name]) for name, place in ours.fields.items() if name in theirs.fields)
    if len(ours.rows) == len(theirs.rows):
        for row, other in zip(ours.rows, theirs.rows, strict=True):
            yield from ((place, other[name]) for name, place in row.items() if name in other)


def _in_summary(ours: Grid, theirs: Grid) -> Iterator[tuple[Place, Place]]:
    """By the labels of the columns; projects in their order, the department behind them."""
    heads = [_summary_head(grid) for grid in (ours, theirs)]
    if heads[0] is None or heads[1] is None:
        return
    (row, columns), (other, others) = heads[0], heads[1]
    steps, rows, other_rows = 1, set(ours.rows), set(theirs.rows)
    while row + steps in rows and other + steps in other_rows:
        for label, column in columns.items():
            if label in others:
                yield (row + steps, column), (other + steps, others[label])
        steps += 1


def _summary_head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    labels = {label for _, label, _ in SUMMARY_COLUMNS}
    for row in grid.rows[:20]:
        found = {text: column for column, text in grid.row_texts(row) if text in labels}
        if len(found) * 2 > len(labels):
            return row, found
    return None


def _facts(result: ReadResult, written: ReadResult) -> Iterator[Problem]:
    """What is read in the workbook against what its record says, project by project and row by row."""
    before = {project.id: project for project in written.department.projects}
    for project in result.department.projects:
        old = before.pop(project.id, None)
        if old is None:
            yield _extra(project)
            continue
        for name in _PROJECT_FACTS:
            yield from _changed(project, None, name, _text(project, name), _text(old, name))
        for name in dict.fromkeys((*old.budget, *project.budget)):
            yield from _changed(project, None, name, project.budget.get(name, ""), old.budget.get(name, ""))
        rows = {item.id: item for item in old.indicators}
        for item in project.indicators:
            for name in _INDICATOR_FACTS if item.id in rows else ():
                yield from _changed(project, item, name, getattr(item, name), getattr(rows[item.id], name))
    for gone in before.values():
        message = msg("The project {project} was scored and no longer stands in the workbook.", project=gone.title)
        yield Problem("F210", Severity.ERROR, message, IF_RIGHT, CellRef(gone.sheet, ""), project=gone.id)


def _text(project: Project, name: str) -> str:
    return str(getattr(project, name)) if name in _OF_HEAD else project_default(project, name)


def _extra(project: Project) -> Problem:
    message = msg("The project {project} stands in the workbook and was not scored.", project=project.title)
    return Problem("F210", Severity.ERROR, message, IF_RIGHT, CellRef(project.sheet, ""), project=project.id)


def _changed(project: Project, item: Indicator | None, name: str, now: str, was: str) -> Iterator[Problem]:
    if now.strip() == was.strip():
        return
    cells = project.cells if item is None else item.cells
    where = cells.get(name) or cells.get("tier3") or CellRef(project.sheet, "")
    message = msg(
        "A fact was changed after scoring: {what} is {found} here; the program wrote {expected}.",
        what=FACT_NAMES.get(name) or Message(FIELD_WORDS.get(name, name)),
        found=Message(now.strip()) if now.strip() else BLANK,
        expected=Message(was.strip()) if was.strip() else BLANK,
    )
    yield Problem("S507", Severity.ERROR, message, IF_RIGHT, where, now, project.id, item.id if item else "")
