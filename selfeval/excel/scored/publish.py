"""The copy of a scored workbook for publication (公开): 自评汇总 and the forms, written anew, values only.

Nothing of the old package is carried over, so nothing can hide in it. What a person hid is not shown: its cells stay
blank, a hidden indicator or project reads （未公开）, and the totals remain those of the whole.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from xlsxwriter import Workbook

from selfeval.core.model import SIGNED, Project
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.records import dataclass
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.grid import Book, Grid, column_letters
from selfeval.excel.book.inventory import Removed, carried
from selfeval.excel.paper.labels import OWN_SHEETS, SUMMARY
from selfeval.excel.paper.page import About, Figure, Ledger, Page, Value
from selfeval.excel.paper.sheet import Sheet
from selfeval.excel.paper.style import NO_TIME, OPTIONS, Styles
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.form_sheet.size import form_look
from selfeval.excel.scored.form_sheet.write import write_form
from selfeval.excel.scored.plan import FORM_WIDTHS, SUM, SUMMARY_COLUMNS, Plan, make_plan
from selfeval.excel.scored.summary_sheet.write import SummaryWriter
from selfeval.excel.scored.widths import summary_widths

WITHHELD: Final = "（未公开）"
_PERSONAL: Final = (
    (lazy(r"[A-Za-z]:\\|\\\\\w|/(home|Users|root|mnt)/"), msg("a path")),
    (lazy(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-—－ ]\d{7,8}(?!\d)"), msg("a telephone number")),
    (lazy(r"(?<!\d)\d{17}[\dXx](?!\d)"), msg("an identity number")),
    (lazy(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w"), msg("a mail address")),
)
_NAMED_CELLS = 5


@dataclass(frozen=True, slots=True)
class Public:
    """The copy, what was left out of it, and what in it should be looked at (F308) before it goes out."""

    data: bytes
    removed: tuple[Removed, ...]
    problems: tuple[Problem, ...]


class _PublicPage(Page):
    """A page that leaves out what stands in hidden rows and columns (counted from 0)."""

    def __init__(
        self, page: Page, rows: Collection[int], columns: Collection[int], marks: Collection[tuple[int, int]]
    ) -> None:
        super().__init__(page.sheet, page.ledger, page.widths, page.size)
        self._rows, self._columns, self._marks = frozenset(rows), frozenset(columns), frozenset(marks)
        self.texts: dict[tuple[int, int], str] = {}

    def put(
        self,
        row: int,
        column: int,
        value: Value,
        style: str = "text",
        *,
        number: str = "",
        formula: str = "",
        about: About | None = None,
        to: tuple[int, int] | None = None,
    ) -> None:
        """Write the cell, or a blank one in its place."""
        bottom, right = to or (row, column)
        gone = all(line in self._rows for line in range(row, bottom + 1))
        if gone or all(place in self._columns for place in range(column, right + 1)):
            value, number = (WITHHELD if gone and (row, column) in self._marks else None), ""
        if value is not None and value != "":
            self.texts[row + 1, column + 1] = str(value)
        super().put(row, column, value, style, number=number, formula=formula, about=about, to=to)

    def height(self, row: int, *texts: tuple[str, float], at_least: float = 20.0) -> None:
        """As high as what is shown needs it."""
        super().height(row, *(() if row in self._rows else texts), at_least=at_least)

    def hides(self, row: int, columns: tuple[int, int] | None = None) -> bool:
        """Whether the row, or all of the columns, are left out."""
        if columns is not None and all(place in self._columns for place in range(columns[0], columns[1] + 1)):
            return True
        return row in self._rows


def publish(
    book: Book, data: bytes, assessment: Assessment, sheets: Mapping[str, Grid | None], figures: Collection[Figure]
) -> Public:
    """The copy of a scored workbook that verifies clean.

    `book` is the workbook as read and `data` its bytes; `assessment` its facts, scored; `sheets` its sheets by the
    names that the program gives them and `figures` what stands on them (see `verify`).

    Raises:
        SelfEvalError: F309 where everything that could be published is hidden.
    """
    shown = {name: grid for name, grid in sheets.items() if grid is not None and not grid.hidden}
    public, names = _without_names(assessment)
    plan = make_plan(public)
    withheld = {item.result.project.id for item in plan.projects if item.form not in shown}
    if SUMMARY not in shown and len(withheld) == len(plan.projects):
        raise SelfEvalError(
            msg("Nothing to publish"),
            msg("The summary and all forms of {name} are hidden.", name=book.name),
            msg("Show the sheets that are to be published, save the workbook, and try again."),
            "F309",
        )
    extra = {figure.row - 1 for figure in figures if figure.sheet == SUMMARY and figure.about.project in withheld}
    pages, written = _written(public, plan, shown, extra)
    removed = (*_sheets(book, pages, shown), *_hidden(pages, shown), *_others(pages, shown), *carried(data))
    if names:
        said = msg("names and telephone numbers of those who sign (填报人、负责人、联系电话)")
        removed = (*removed, Removed(said, names))
    return Public(written, removed, tuple(_looked_at(pages)))


def _without_names(assessment: Assessment) -> tuple[Assessment, int]:
    """The assessment without the persons who signed and their telephone numbers, and how many there were."""
    evaluation, persons = assessment.evaluation, set(SIGNED) - {"signed_on"}
    named = [key for key in evaluation.facts if key.field in persons and evaluation.facts[key]]
    facts = {key: value for key, value in evaluation.facts.items() if key not in named}
    own = sum(name in persons for result in assessment.projects for name in result.project.signed)
    results = tuple(replace(result, project=_unsigned(result.project, persons)) for result in assessment.projects)
    return replace(assessment, evaluation=replace(evaluation, facts=facts), projects=results), len(named) + own


def _unsigned(project: Project, persons: Collection[str]) -> Project:
    return replace(project, signed={name: text for name, text in project.signed.items() if name not in persons})


def _written(
    assessment: Assessment, plan: Plan, shown: Mapping[str, Grid], extra: Collection[int]
) -> tuple[dict[str, _PublicPage], bytes]:
    """The pages of the copy by name, and its bytes; `extra` are the rows of 自评汇总 of projects left out."""
    stream = io.BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties({"title": f"{assessment.evaluation.department.name}预算绩效自评（公开）", "created": NO_TIME})
    ledger = Ledger(Styles(book), live=False)
    pages: dict[str, _PublicPage] = {}
    if SUMMARY in shown:
        marks = {(item.summary_row, SUM["project"]) for item in plan.listed}
        rows = {*_rows(shown[SUMMARY]), *extra}
        page = Page(book.add_worksheet(SUMMARY, Sheet), ledger, summary_widths(assessment))
        pages[SUMMARY] = _PublicPage(page, rows, _columns(shown[SUMMARY]), marks)
    for item in plan.projects:
        if item.form in shown:
            grid, look = shown[item.form], form_look(item, assessment)
            page = Page(book.add_worksheet(item.form, Sheet), ledger, *look)
            marks = {(row, at.TIER3) for row in range(at.FORM_FIRST, item.form_total)}
            pages[item.form] = _PublicPage(page, _rows(grid), _columns(grid), marks)
            write_form(pages[item.form], item, assessment)
    if SUMMARY in pages:
        SummaryWriter(book, pages[SUMMARY], plan, assessment).write()
    book.close()
    return pages, stream.getvalue()


def _rows(grid: Grid) -> set[int]:
    return {row - 1 for row in grid.hidden_rows}


def _columns(grid: Grid) -> set[int]:
    widest = max(len(FORM_WIDTHS), len(SUMMARY_COLUMNS))
    return {column - 1 for first, last in grid.hidden_columns for column in range(first, min(last, widest) + 1)}


def _sheets(book: Book, pages: Mapping[str, object], shown: Mapping[str, Grid]) -> Iterator[Removed]:
    """Sheets that stay inside: the program's own, hidden ones, and those that somebody added."""
    kept = {shown[name].title for name in pages}
    gone = [grid for grid in book.sheets if grid.title not in kept]
    hidden = tuple(grid.title for grid in gone if grid.hidden)
    own = tuple(grid.title for grid in gone if not grid.hidden and grid.title in OWN_SHEETS)
    other = tuple(grid.title for grid in gone if not grid.hidden and grid.title not in OWN_SHEETS)
    words = (
        (hidden, msg("hidden sheets")),
        (own, msg("internal sheets (scoring, findings, assumptions, who and when)")),
        (other, msg("sheets that are neither summary nor form")),
    )
    yield from (Removed(what, len(names), names) for names, what in words if names)


def _hidden(pages: Mapping[str, _PublicPage], shown: Mapping[str, Grid]) -> Iterator[Removed]:
    """Hidden rows and columns that hold something."""
    rows = [f"{grid.title}!{row}" for name in pages for grid in [shown[name]] for row in grid.rows
            if row in grid.hidden_rows]  # fmt: skip
    columns = [column_letters(column) for name in pages for grid in [shown[name]] for column in sorted(grid.columns)
               if grid.hides_column(column)]  # fmt: skip
    if rows:
        yield Removed(msg("hidden rows"), len(rows), tuple(rows[:_NAMED_CELLS]))
    if columns:
        yield Removed(msg("hidden columns"), len(columns), tuple(columns[:_NAMED_CELLS]))


def _others(pages: Mapping[str, _PublicPage], shown: Mapping[str, Grid]) -> Iterator[Removed]:
    """Formulas, and visible cells that belong neither to the summary nor to a form."""
    cells = [(grid, place) for name in pages for grid in [shown[name]] for place in grid.cells]
    formulas = sum(1 for grid, place in cells if grid.cells[place].formula and not grid.is_hidden(*place))
    other = [
        str(shown[name].ref(*place))
        for name, page in pages.items()
        for place in sorted(shown[name].cells)
        if place not in page.texts and not shown[name].is_hidden(*place) and not page.hides(place[0] - 1)
    ]
    if formulas:
        yield Removed(msg("formulas (their values stay)"), formulas)
    if other:
        yield Removed(msg("cells outside the summary and the forms"), len(other), tuple(other[:_NAMED_CELLS]))


def _looked_at(pages: Mapping[str, _PublicPage]) -> Iterator[Problem]:
    """Visible texts that look as if they named a person, a machine or a place on it."""
    hint = msg("If it should not be published, correct the text in the workbook, score it again, and publish that.")
    for name, page in pages.items():
        for (row, column), text in page.texts.items():
            kinds: list[Message] = [kind for pattern, kind in _PERSONAL if pattern.search(text)]
            for kind in kinds:
                message = msg("This text goes out as it is and seems to hold {kind}.", kind=kind)
                where = Grid(name, {}).ref(row, column)
                yield Problem("F308", Severity.WARNING, message, hint, CellRef(name, where.cell), text)
